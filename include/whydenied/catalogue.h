/* Permission → role: curated facts first, then the imported catalogue.
 *
 * Curated: patterns/roles/gcp.json (permission, role, level, source), accounts.json (well-known
 * accounts), levels.json (how to bind at a level). Imported: every role of the IAM API, in SQLite, looked up without
 * loading it whole (`whydenied roles import`). Ranking: DESIGN section 9. */
#ifndef WHYDENIED_CATALOGUE_H
#define WHYDENIED_CATALOGUE_H

#include "whydenied/arena.h"
#include "whydenied/error.h"

struct wd_catalogue;

/* roles_dir: patterns/roles. db_path may be NULL (curated table only). */
struct wd_catalogue *wd_catalogue_open(const char *roles_dir, const char *db_path,
                                       struct wd_error *err);
void wd_catalogue_close(struct wd_catalogue *catalogue);

struct wd_role_choice {
    struct wd_str role;       /* "roles/artifactregistry.writer"; empty for a custom role */
    bool custom;              /* a custom role with exactly the permissions */
    const char *level;        /* resource type where to bind (event.h's words), static or catalogue's */
    struct wd_str why;        /* English, one sentence */
    unsigned size;            /* permissions in the role, 0 unknown */
    bool curated;
};

/* The choices for a set of permissions of one service, best first, at most `max`. Returns how many;
 * 0 with *ret_refused set (static or arena text) when none may be recommended. */
size_t wd_catalogue_choose(struct wd_catalogue *catalogue, const struct wd_str *permissions,
                           size_t count, struct wd_arena *arena, struct wd_role_choice *ret_choices,
                           size_t max, const char **ret_refused);
/* 1 the role holds it, 0 it does not, -1 unknown (role or catalogue not there). */
int wd_catalogue_role_holds(struct wd_catalogue *catalogue, struct wd_str role, struct wd_str permission);

#endif
