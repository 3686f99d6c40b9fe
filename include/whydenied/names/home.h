/* Where an identity is at home, by its spelling alone. */
#ifndef WHYDENIED_NAMES_HOME_H
#define WHYDENIED_NAMES_HOME_H

#include "whydenied/base/str.h"

/* The project (id or number) of a service account, agent, default account or pool, the account of an ARN;
 * empty where the spelling does not say: people, agents of organisations, workforce pools. Domain-scoped
 * accounts ("ci@proj.example.com.iam…") give their project's id in two parts. */
struct wd_home {
    struct wd_str domain; /* "example.com" of "example.com:proj", else empty */
    struct wd_str project;
};
struct wd_home wd_home_of(struct wd_str principal);
bool wd_home_is(const struct wd_home *home,
                struct wd_str project); /* "proj" or "example.com:proj" */

/* Mail of a provider for everybody, of Google's own people, groups and labs: nobody's organisation. */
bool wd_home_is_consumer(struct wd_str principal);
/* A tenant project ("u9f3ac1b2c3d4-tp"): a product of Google's keeps it for its customer. */
bool wd_home_is_tenant(struct wd_str project);
/* Its domain only looks like one that everybody knows: "g00gle.com", "gmai1.com". */
bool wd_home_is_disguised(struct wd_str principal);
/* An identity or bucket of a vendor's own (W&B's signer, Google's public images): no grant helps. */
bool wd_home_is_vendor(struct wd_str principal);

#endif
