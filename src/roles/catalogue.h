/* The catalogue's own struct, shared by choosing and covering. */
#ifndef WHYDENIED_ROLES_CATALOGUE_H
#define WHYDENIED_ROLES_CATALOGUE_H

#include "roles/curated.h"
#include "whydenied/roles/db.h"

enum { CANDIDATES_MAX = 32, SERVICE_ROLES_MAX = 8, CHOICE_MEMOS = 64, CHOICES_MAX = 8 };

struct wd_catalogue {
    struct wd_curated *curated;
    struct wd_roles_db *db;     /* NULL: nothing was imported */
    struct wd_weights *weights; /* of the ranker */
    struct wd_ranker *ranker;
    struct wd_choice_memo *memo; /* CHOICE_MEMOS of them */
};

/* What the curated table chooses for a permission alone: a report asks the same few over and over. */
struct wd_choice_memo {
    const struct wd_curated_row *row;
    size_t max, count;
    const char *refused;
    bool made;
    struct wd_role_choice choices[CHOICES_MAX];
};

/* Which permissions roles are chosen for. */
struct wd_wanted {
    struct wd_catalogue *catalogue;
    const struct wd_str *permissions;
    size_t count;
    struct wd_arena *arena; /* what is made goes there */
};

bool wd_catalogue_holds_all(struct wd_catalogue *catalogue, struct wd_str role,
                            const struct wd_str *permissions, size_t count);
/* The level for several permissions: theirs if they agree, else the project. */
const char *wd_common_level(const struct wd_catalogue *catalogue, const struct wd_str *permissions,
                            size_t count);
/* The table says that no predefined role is narrow enough for this permission. */
bool wd_custom_comes_first(const struct wd_catalogue *catalogue, struct wd_str permission);
struct wd_role_choice wd_custom_choice(const struct wd_catalogue *catalogue,
                                       const struct wd_str *permissions, size_t count);
struct wd_role_choice wd_ranked_choice(const struct wd_catalogue *catalogue,
                                       const struct wd_candidate *candidate,
                                       const struct wd_str *permissions, size_t count,
                                       struct wd_arena *arena);

#endif
