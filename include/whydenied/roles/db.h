/* The imported roles: one SQLite file, made by `roles import`, read without loading it whole. */
#ifndef WHYDENIED_ROLES_DB_H
#define WHYDENIED_ROLES_DB_H

#include "whydenied/base/arena.h"
#include "whydenied/base/error.h"
#include "whydenied/base/str.h"
#include "whydenied/roles/weights.h"

struct sqlite3;
struct wd_curated;

struct wd_role_row {
    long long id;
    struct wd_str name, title, stage; /* in the arena */
    unsigned flags, size;
};

struct wd_roles_db;

struct wd_roles_db *wd_roles_db_open(const char *path, struct wd_error *err); /* read only */
void wd_roles_db_close(struct wd_roles_db *db);
/* Roles that hold the permission, by name; at most `max`. */
size_t wd_roles_db_holders(struct wd_roles_db *db, struct wd_str permission, struct wd_arena *arena,
                           struct wd_role_row *ret_rows, size_t max);
bool wd_roles_db_role(struct wd_roles_db *db, struct wd_str name, struct wd_arena *arena,
                      struct wd_role_row *ret_row);
int wd_roles_db_holds(struct wd_roles_db *db, struct wd_str role, struct wd_str permission);
/* Whether any role holds it; its level of support in custom roles (enum wd_custom_support), -1: not told. */
bool wd_roles_db_knows(struct wd_roles_db *db, struct wd_str permission);
int wd_roles_db_support(struct wd_roles_db *db, struct wd_str permission);
/* Weight of all permissions of the role: those of `service`, and the others. */
void wd_roles_db_weights(struct wd_roles_db *db, long long role, struct wd_str service,
                         double *ret_own, double *ret_other);
/* Calls for each permission of a role, sorted; for every permission with role 0. */
int wd_roles_db_each(struct wd_roles_db *db, long long role,
                     int (*each)(void *context, struct wd_str permission), void *context);

/* One candidate of a set of permissions: which it holds (bit i: permission i) and its score. */
struct wd_candidate {
    struct wd_role_row role;
    unsigned held;
    double score; /* the lower the better */
};

/* Scores roles; remembers what it worked out for a permission. */
struct wd_ranker;

/* All are borrowed. */
struct wd_ranker *wd_ranker_new(struct wd_roles_db *db, const struct wd_curated *curated,
                                const struct wd_weights *weights, struct wd_error *err);
void wd_ranker_free(struct wd_ranker *ranker);
/* The roles that hold at least one of the permissions (of one service, at most 32), scored for those
 * they hold, best first. Text is the ranker's, or `arena`'s. */
size_t wd_rank(struct wd_ranker *ranker, const struct wd_str *permissions, size_t count,
               struct wd_arena *arena, struct wd_candidate *ret, size_t max);
/* The cheapest set of candidates that holds every permission any of them holds. Returns how many;
 * indexes in ret_chosen, ascending. */
size_t wd_cover_exact(const struct wd_candidate *candidates, size_t n, unsigned wanted,
                      size_t *ret_chosen, size_t max);

/* ---- making it ----------------------------------------------------------------------------------------- */

struct wd_import_result {
    unsigned long long roles, pairs, skipped, permissions; /* permissions: with their support */
};

/* Files or directories of roles, or of the permissions that custom roles take (`gcloud iam
 * list-testable-permissions --format=json`); the whole import or nothing. roles_dir: patterns/roles. */
int wd_roles_import(const char *db_path, const char *roles_dir, const char *const *paths,
                    size_t count, struct wd_import_result *ret_result, struct wd_error *err);

#endif
