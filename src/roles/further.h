/* further.json: what the curated table does not list. Permission and role as the ranking chose it among all predefined
 * roles: nobody read the role's page for it, so the curated table comes first. */
#ifndef WHYDENIED_ROLES_FURTHER_H
#define WHYDENIED_ROLES_FURTHER_H

#include "whydenied/roles.h"

struct wd_further;

struct wd_further *wd_further_load(const char *roles_dir, struct wd_error *err);
void wd_further_free(struct wd_further *further);
/* The role's name; empty if no role is known to hold the permission. Lasts as long as `further`. */
struct wd_str wd_further_role(struct wd_further *further, struct wd_str permission);
unsigned wd_further_size(struct wd_further *further, struct wd_str role); /* 0: not known */

#endif
