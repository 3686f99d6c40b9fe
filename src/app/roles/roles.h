/* The parts of `roles` that answer from a catalogue. */
#ifndef WHYDENIED_APP_ROLES_H
#define WHYDENIED_APP_ROLES_H

#include "app/app.h"
#include "whydenied/roles.h"
#include "whydenied/roles/db.h"

/* The roles for all permissions together, service by service. */
int wd_roles_for(const struct wd_options *options, struct wd_catalogue *catalogue,
                 char **permissions, size_t count, struct wd_output *out);
/* Of a permission that no list has: it may be new, or misspelt. */
void wd_roles_tell_nearest(const struct wd_catalogue *catalogue, const char *permission);
/* One permission a line in, one JSON object a line out:
 * {"permission":…,"choices":[{"role":…,"kind":"grant|custom_role","level":…,"why":…}],"refused":…} */
int wd_roles_for_lines(struct wd_catalogue *catalogue, FILE *in, struct wd_output *out);
/* Every permission of the imported catalogue against the promises; prints the counts. Exit 1 if one is
 * broken. */
int wd_roles_check(struct wd_catalogue *catalogue, struct wd_roles_db *db, struct wd_output *out);

#endif
