/* The imported roles: one SQLite file, made by `roles import`, read without loading it whole. */
#ifndef WHYDENIED_ROLES_DB_H
#define WHYDENIED_ROLES_DB_H

#include "whydenied/base/arena.h"
#include "whydenied/base/error.h"
#include "whydenied/base/str.h"

struct sqlite3;
struct wd_curated;

/* What ranking needs to know of a role; bits of `flags`. */
enum {
    WD_ROLE_BASIC = 1,
    WD_ROLE_AGENT = 2,
    WD_ROLE_DEPRECATED = 4,
    WD_ROLE_CUSTOM = 8,     /* somebody's own: not offered elsewhere */
    WD_ROLE_AUTOMATIC = 16, /* "Viewer role for X" and its kin, made for every service */
    WD_ROLE_NICHE = 32,     /* for one tool or one step: migration, collector, … */
    WD_ROLE_LEGACY = 64,
    WD_ROLE_JOB = 128,  /* a job title: many permissions, few of its own service */
    WD_ROLE_OWNER = 256 /* owner of one object */
};

struct wd_role_row {
    long long id;
    struct wd_str name, title, stage; /* in the arena */
    unsigned flags, size;
};

/* Weight of a permission that comes along unasked for. */
double wd_permission_weight(struct wd_str permission);
unsigned wd_role_flags(struct wd_str name, struct wd_str title, struct wd_str description,
                       struct wd_str stage);
/* How often a role is met in public material, in rough classes. */
double wd_role_mentions(struct wd_str role);

struct wd_roles_db;

struct wd_roles_db *wd_roles_db_open(const char *path, struct wd_error *err); /* read only */
void wd_roles_db_close(struct wd_roles_db *db);
/* Roles that hold the permission, by name; at most `max`. */
size_t wd_roles_db_holders(struct wd_roles_db *db, struct wd_str permission, struct wd_arena *arena,
                           struct wd_role_row *ret_rows, size_t max);
bool wd_roles_db_role(struct wd_roles_db *db, struct wd_str name, struct wd_arena *arena,
                      struct wd_role_row *ret_row);
int wd_roles_db_holds(struct wd_roles_db *db, struct wd_str role, struct wd_str permission);
/* Weight of all permissions of the role: those of `service`, and the others. */
void wd_roles_db_weights(struct wd_roles_db *db, long long role, struct wd_str service,
                         double *ret_own, double *ret_other);
/* Calls for each permission of a role, sorted; for every permission with role 0. */
int wd_roles_db_each(struct wd_roles_db *db, long long role,
                     int (*each)(void *context, struct wd_str permission), void *context);
bool wd_roles_db_counts(struct wd_roles_db *db, long long *ret_roles, long long *ret_permissions,
                        long long *ret_pairs);

/* One candidate of a set of permissions: which it holds (bit i: permission i) and its score. */
struct wd_candidate {
    struct wd_role_row role;
    unsigned held;
    double score; /* the lower the better */
};

/* Scores roles; remembers what it worked out for a permission. */
struct wd_ranker;

struct wd_ranker *wd_ranker_new(struct wd_roles_db *db, const struct wd_curated *curated,
                                struct wd_error *err);
void wd_ranker_free(struct wd_ranker *ranker);
/* The roles that hold at least one of the permissions (of one service, at most 32), scored for those
 * they hold, best first. Text is the ranker's, or `arena`'s. */
size_t wd_rank(struct wd_ranker *ranker, const struct wd_str *permissions, size_t count,
               struct wd_arena *arena, struct wd_candidate *ret, size_t max);
/* The cheapest set of candidates that holds every permission any of them holds. Returns how many;
 * indexes in ret_chosen, ascending. */
size_t wd_cover_exact(const struct wd_candidate *candidates, size_t n, unsigned wanted,
                      size_t *ret_chosen, size_t max);

#endif
