/* Whom nobody binds to a role of ours: Kubernetes' own parts, GKE's add-ons, and whoever is not signed in. */
#ifndef WHYDENIED_ADVISE_KUBERNETES_OWN_H
#define WHYDENIED_ADVISE_KUBERNETES_OWN_H

#include "advise/work.h"

bool wd_rbac_is_own(struct wd_str who);
/* What is done about them instead: 0, or -1 for want of memory. */
int wd_rbac_say_own(struct wd_work *work, struct wd_str who);

#endif
