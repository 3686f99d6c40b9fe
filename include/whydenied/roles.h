/* Permission → role: curated facts first, then the imported catalogue.
 *
 * Curated: patterns/roles/gcp.json (permission, role, level, source), accounts.json (well-known
 * accounts), levels.json (how to bind at a level). Imported: every role of the IAM API, in SQLite, looked up without
 * loading it whole (`whydenied roles import`). Ranking: src/roles/rank.c. */
#ifndef WHYDENIED_ROLES_H
#define WHYDENIED_ROLES_H

#include "whydenied/base/arena.h"
#include "whydenied/base/error.h"
#include "whydenied/vocabulary/cause.h"

struct wd_catalogue;

/* roles_dir: patterns/roles. db_path may be NULL (curated table only). */
struct wd_catalogue *wd_catalogue_open(const char *roles_dir, const char *db_path,
                                       struct wd_error *err);
void wd_catalogue_close(struct wd_catalogue *catalogue);

struct wd_role_choice {
    struct wd_str role; /* "roles/artifactregistry.writer"; empty for a custom role */
    bool custom;        /* a custom role with exactly the permissions */
    const char *level;  /* resource type where to bind (event.h's words), static or catalogue's */
    struct wd_str why;  /* English, one sentence */
    unsigned size;      /* permissions in the role, 0 unknown */
    bool curated;
};

/* The choices for a set of permissions of one service, best first, at most `max`. Returns how many;
 * 0 with *ret_refused set (static or arena text) when none may be recommended. */
size_t wd_catalogue_choose(struct wd_catalogue *catalogue, const struct wd_str *permissions,
                           size_t count, struct wd_arena *arena, struct wd_role_choice *ret_choices,
                           size_t max, const char **ret_refused);
/* One role and the permissions it is chosen for. */
struct wd_role_group {
    struct wd_role_choice choice;
    struct wd_str *permissions; /* sorted, in the arena */
    size_t count;
};

/* Permissions of any services → the fewest sensible roles that hold them all: service by service, never
 * one role across services. Sorted by service and role. Returns how many groups (at most `max`). */
size_t wd_catalogue_cover(struct wd_catalogue *catalogue, const struct wd_str *permissions,
                          size_t count, struct wd_arena *arena, struct wd_role_group *ret_groups,
                          size_t max);

/* What is known of one permission by hand; every pointer may be NULL, texts are the catalogue's. */
struct wd_permission_fact {
    const char *role, *level, *source;
    const char *note[WD_LANG_COUNT];
    bool note_of_role; /* it speaks of `role` and of no other */
    bool instead;      /* the note says what to do: no role is bound for it */
};
bool wd_catalogue_fact(const struct wd_catalogue *catalogue, struct wd_str permission,
                       struct wd_permission_fact *ret_fact);
/* The permission known by hand whose name is nearest to one that is not; NULL: none is near, or it is known. */
const char *wd_catalogue_nearest(const struct wd_catalogue *catalogue, const char *permission);
/* Whether whoever holds the permission can take more than it says. */
bool wd_catalogue_climbs(const struct wd_catalogue *catalogue, struct wd_str permission);
/* No table lists it and no catalogue is imported: the ranking chose the role, and nobody read what else that gives. */
bool wd_catalogue_ranked(const struct wd_catalogue *catalogue, struct wd_str permission);
/* Deletes or destroys what others may need. */
bool wd_catalogue_destroys(const struct wd_catalogue *catalogue, struct wd_str permission);
/* What holding the permission lets one climb to, or destroy, or NULL; *ret_source (may be NULL) is a link. */
const char *wd_catalogue_climbing(const struct wd_catalogue *catalogue, struct wd_str permission,
                                  enum wd_lang lang, const char **ret_source);

/* How wide a role is: its size (0: not known), and up to `max` of its permissions that tell most,
 * leaving out the given ones. Texts are copied into the arena. Returns how many permissions. */
size_t wd_catalogue_breadth(struct wd_catalogue *catalogue, struct wd_str role,
                            const struct wd_str *without, size_t without_count,
                            struct wd_arena *arena, unsigned *ret_size, const char **ret_also,
                            size_t max);

/* The resource type on which a role for the permission is bound. */
const char *wd_catalogue_level(const struct wd_catalogue *catalogue, struct wd_str permission);
/* Where a role alone tells it: the level above projects that all is bound on that the table gives this role for
 * (projectCreator: a folder); NULL: not told. */
const char *wd_catalogue_level_of_role(const struct wd_catalogue *catalogue, struct wd_str role);
/* Folders, organisations, billing accounts: a custom role of a project cannot be bound there. */
bool wd_level_above_projects(const char *level);

/* Whether a custom role can hold a permission (https://cloud.google.com/iam/docs/custom-roles-permissions-support):
 * what `gcloud iam list-testable-permissions` said, if that was imported; then gcp.json. A permission that some role
 * holds and that neither names is supported, as 97 in 100 are; one that no role holds is not known at all. */
enum wd_custom_support {
    WD_CUSTOM_SUPPORTED,
    WD_CUSTOM_TESTING, /* taken, not for production */
    WD_CUSTOM_UNKNOWN,
    WD_CUSTOM_REFUSED /* no custom role takes it */
};
enum wd_custom_support wd_catalogue_custom_support(struct wd_catalogue *catalogue,
                                                   struct wd_str permission);

/* 1 the role holds it, 0 it does not, -1 unknown (role or catalogue not there). */
int wd_catalogue_role_holds(struct wd_catalogue *catalogue, struct wd_str role,
                            struct wd_str permission);

bool wd_role_is_basic(struct wd_str role); /* owner, editor, viewer and their previews */
bool wd_role_is_service_agent(struct wd_str role);

#endif
