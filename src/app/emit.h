#ifndef WHYDENIED_APP_EMIT_H
#define WHYDENIED_APP_EMIT_H

#include "app/app.h"

/* Writes the policy documents of a report's head into `folder` (made if absent). -1 after telling. */
int wd_emit_policies(const char *folder, struct wd_document *document);

#endif
