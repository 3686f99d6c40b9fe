/* Policies as they were when somebody saved them (--policy FILE): who holds what where.
 *
 * Takes what `gcloud … get-iam-policy` prints as JSON or YAML (for which resource, the file does not
 * say), and Cloud Asset exports or searches (which do). */
#ifndef WHYDENIED_ADVISE_SNAPSHOT_H
#define WHYDENIED_ADVISE_SNAPSHOT_H

#include "advise/work.h"

struct wd_snapshot *wd_snapshot_load(const char *const *paths, size_t count, struct wd_error *err);
void wd_snapshot_free(struct wd_snapshot *snapshot);

/* A binding that already gives the member all permissions at the place or above it. */
struct wd_held {
    struct wd_str role, where; /* the snapshot's text */
    struct wd_str condition;   /* title or expression; empty: unconditional */
};

/* Unconditional bindings first. role may be empty (then only what roles hold counts). */
bool wd_snapshot_holds(const struct wd_snapshot *snapshot, struct wd_catalogue *catalogue,
                       struct wd_str member, struct wd_str role, const struct wd_str *permissions,
                       size_t count, struct wd_str place, struct wd_str project,
                       struct wd_held *ret_held);

/* A role whose name begins so, bound to the member at exactly this place without a condition, by a
 * policy that says whose it is; empty: none. The text is the snapshot's. */
struct wd_str wd_snapshot_role_like(const struct wd_snapshot *snapshot, struct wd_str member,
                                    struct wd_str beginning, struct wd_str place);

#endif
