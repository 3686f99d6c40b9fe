/* The catalogue's front: opening, choosing, covering.
 *
 * The curated table answers first; what it does not know goes to the imported roles, and without
 * those a custom role with exactly the permissions is the answer. */
#include "roles/catalogue.h"

#include <stdint.h>

#include "whydenied/names/ident.h"

struct wd_catalogue *wd_catalogue_open(const char *roles_dir, const char *db_path,
                                       struct wd_error *err)
{
    struct wd_catalogue *catalogue = calloc(1, sizeof *catalogue);

    if (!catalogue) {
        wd_fail_memory(err);
        return NULL;
    }
    catalogue->memo = calloc(CHOICE_MEMOS, sizeof *catalogue->memo);
    if (!catalogue->memo)
        wd_fail_memory(err);
    if (!catalogue->memo || !(catalogue->curated = wd_curated_load(roles_dir, !db_path, err)) ||
        (db_path && (!(catalogue->db = wd_roles_db_open(db_path, err)) ||
                     !(catalogue->weights = wd_weights_load(roles_dir, err)) ||
                     !(catalogue->ranker = wd_ranker_new(catalogue->db, catalogue->curated,
                                                         catalogue->weights, err))))) {
        wd_catalogue_close(catalogue);
        return NULL;
    }
    return catalogue;
}

void wd_catalogue_close(struct wd_catalogue *catalogue)
{
    if (!catalogue)
        return;
    wd_ranker_free(catalogue->ranker);
    wd_weights_free(catalogue->weights);
    wd_roles_db_close(catalogue->db);
    wd_curated_free(catalogue->curated);
    free(catalogue->memo);
    free(catalogue);
}

int wd_catalogue_role_holds(struct wd_catalogue *catalogue, struct wd_str role,
                            struct wd_str permission)
{
    int holds = catalogue->db ? wd_roles_db_holds(catalogue->db, role, permission) : -1;

    return holds >= 0 ? holds : wd_curated_holds(catalogue->curated, role, permission);
}

bool wd_catalogue_holds_all(struct wd_catalogue *catalogue, struct wd_str role,
                            const struct wd_str *permissions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wd_catalogue_role_holds(catalogue, role, permissions[i]) != 1)
            return false;
    return count > 0;
}

static bool listed(const struct wd_role_choice *choices, size_t n, struct wd_str role)
{
    for (size_t i = 0; i < n; i++)
        if (wd_str_eq(choices[i].role, role))
            return true;
    return false;
}

/* The level for several permissions: theirs if they agree, else the project. */
const char *wd_common_level(const struct wd_catalogue *catalogue, const struct wd_str *permissions,
                            size_t count)
{
    const char *level = NULL;

    for (size_t i = 0; i < count; i++) {
        const char *one = wd_curated_level(catalogue->curated, permissions[i]);
        if (level && strcmp(level, one) != 0)
            return "project";
        level = one;
    }
    return level;
}

static struct wd_role_choice choice_of(const struct wd_catalogue *catalogue, struct wd_str role,
                                       const struct wd_str *permissions, size_t count)
{
    struct wd_role_choice choice = {.role = role, .curated = true};
    const struct wd_curated_row *row = wd_curated_find(catalogue->curated, permissions[0]);

    choice.level = wd_common_level(catalogue, permissions, count);
    choice.size = wd_curated_size(catalogue->curated, role);
    choice.why = wd_str_of(row ? row->note[WD_LANG_EN] : NULL);
    return choice;
}

struct wd_role_choice wd_custom_choice(const struct wd_catalogue *catalogue,
                                       const struct wd_str *permissions, size_t count)
{
    return (struct wd_role_choice){.custom = true,
                                   .level = wd_common_level(catalogue, permissions, count),
                                   .why = WD_STR("exactly the denied permissions"),
                                   .size = (unsigned)count};
}

struct wd_role_choice wd_ranked_choice(const struct wd_catalogue *catalogue,
                                       const struct wd_candidate *candidate,
                                       const struct wd_str *permissions, size_t count,
                                       struct wd_arena *arena)
{
    const struct wd_curated_row *row = wd_curated_find(catalogue->curated, permissions[0]);
    struct wd_role_choice choice = {.role = candidate->role.name, .size = candidate->role.size};

    choice.level = wd_common_level(catalogue, permissions, count);
    choice.curated = row && row->role && wd_str_eqz(candidate->role.name, row->role);
    choice.why =
        wd_arena_printf(arena, "%.*s (%s%u permission%s)", WD_STR_ARG(candidate->role.title),
                        wd_str_eqz(candidate->role.stage, "GA") ? "" : "not GA, ",
                        candidate->role.size, candidate->role.size == 1 ? "" : "s");
    return choice;
}

struct choices {
    struct wd_role_choice *items;
    size_t count, max;
};

static void add_ranked(const struct wd_wanted *w, struct choices *into)
{
    struct wd_candidate list[CANDIDATES_MAX];
    size_t found =
        wd_rank(w->catalogue->ranker, w->permissions, w->count, w->arena, list, CANDIDATES_MAX);
    unsigned all = w->count >= 32 ? ~0u : (1u << w->count) - 1;

    for (size_t i = 0; i < found && into->count < into->max; i++)
        if ((list[i].held & all) == all)
            into->items[into->count++] =
                wd_ranked_choice(w->catalogue, &list[i], w->permissions, w->count, w->arena);
}

static void add_curated(const struct wd_wanted *w, struct wd_str role, struct choices *into)
{
    if (into->count < into->max && !listed(into->items, into->count, role) &&
        wd_catalogue_holds_all(w->catalogue, role, w->permissions, w->count))
        into->items[into->count++] = choice_of(w->catalogue, role, w->permissions, w->count);
}

/* Curated roles of each permission that hold them all, the permissions' own choices first. */
static void add_all_curated(const struct wd_wanted *w, struct choices *into)
{
    const struct wd_curated_row *row;

    for (size_t p = 0; p < w->count; p++)
        if ((row = wd_curated_find(w->catalogue->curated, w->permissions[p])) && row->role)
            add_curated(w, wd_str_of(row->role), into);
    for (size_t p = 0; p < w->count; p++) {
        row = wd_curated_find(w->catalogue->curated, w->permissions[p]);
        for (size_t i = 0; row && i < json_array_size(row->alternatives); i++)
            add_curated(w, wd_str_of(json_string_value(json_array_get(row->alternatives, i))),
                        into);
    }
}

static void add_roles(const struct wd_wanted *w, struct choices *into)
{
    if (w->catalogue->ranker)
        add_ranked(w, into);
    else
        add_all_curated(w, into);
}

static bool custom_takes(const struct wd_wanted *w)
{
    for (size_t i = 0; i < w->count; i++)
        if (wd_catalogue_custom_support(w->catalogue, w->permissions[i]) == WD_CUSTOM_REFUSED)
            return false;
    return true;
}

bool wd_custom_comes_first(const struct wd_catalogue *catalogue, struct wd_str permission)
{
    const struct wd_curated_row *row = wd_curated_find(catalogue->curated, permission);

    return row && !row->role;
}

static bool are_permissions(const struct wd_wanted *w)
{
    for (size_t i = 0; i < w->count; i++)
        if (!wd_ident_ok(WD_IDENT_PERMISSION, w->permissions[i]))
            return false;
    return true;
}

/* A custom role comes last, or first where the table says so. Returns why there is none; NULL: there is one, or nothing was
 * asked. */
static const char *choose(const struct wd_wanted *w, struct choices *into)
{
    bool custom = custom_takes(w);
    size_t max = into->max;

    if (!are_permissions(w))
        return "not the name of a permission";
    if (w->count == 0 || max == 0)
        return NULL;
    if (custom && w->count == 1 && wd_custom_comes_first(w->catalogue, w->permissions[0])) {
        into->items[into->count++] = wd_custom_choice(w->catalogue, w->permissions, w->count);
        add_roles(w, into);
        return NULL;
    }
    into->max = max > 1 ? max - 1 : 1;
    add_roles(w, into);
    if (custom && into->count < max)
        into->items[into->count++] = wd_custom_choice(w->catalogue, w->permissions, w->count);
    return into->count > 0 ? NULL
                           : "no custom role can hold it, and no predefined role is known to";
}

/* Without imported roles a choice points to the table only, so it lasts as long as the catalogue. */
static struct wd_choice_memo *memo_of(struct wd_catalogue *catalogue,
                                      const struct wd_str *permissions, size_t count, size_t max)
{
    const struct wd_curated_row *row = count == 1 && !catalogue->db && max <= CHOICES_MAX
                                           ? wd_curated_find(catalogue->curated, permissions[0])
                                           : NULL;
    struct wd_choice_memo *memo =
        row ? &catalogue->memo[((uintptr_t)row / sizeof *row * 2 + (max > 1)) % CHOICE_MEMOS]
            : NULL;

    if (memo && (memo->row != row || memo->max != max)) {
        memo->row = row;
        memo->max = max;
        memo->made = false;
    }
    return memo;
}

size_t wd_catalogue_choose(struct wd_catalogue *catalogue, const struct wd_str *permissions,
                           size_t count, struct wd_arena *arena, struct wd_role_choice *ret_choices,
                           size_t max, const char **ret_refused)
{
    struct wd_choice_memo *memo = memo_of(catalogue, permissions, count, max), own = {0};
    const struct wd_wanted wanted = {catalogue, permissions, count, arena};
    struct choices choices = {.items = memo ? memo->choices : ret_choices, .max = max};

    if (!memo)
        memo = &own;
    if (!memo->made) {
        memo->refused = choose(&wanted, &choices);
        memo->count = choices.count;
        memo->made = true;
    }
    if (memo != &own)
        memcpy(ret_choices, memo->choices, memo->count * sizeof *ret_choices);
    if (ret_refused)
        *ret_refused = memo->refused;
    return memo->count;
}

const char *wd_catalogue_nearest(const struct wd_catalogue *catalogue, const char *permission)
{
    if (wd_curated_find(catalogue->curated, wd_str_of(permission)))
        return NULL;
    return wd_curated_nearest(catalogue->curated, permission);
}

bool wd_catalogue_fact(const struct wd_catalogue *catalogue, struct wd_str permission,
                       struct wd_permission_fact *ret_fact)
{
    const struct wd_curated_row *row = wd_curated_find(catalogue->curated, permission);

    *ret_fact = (struct wd_permission_fact){0};
    if (row) {
        ret_fact->role = row->role;
        ret_fact->level = row->level;
        ret_fact->source = row->source;
        memcpy(ret_fact->note, row->note, sizeof row->note);
        ret_fact->note_of_role = row->note_of_role;
        ret_fact->instead = row->instead;
    }
    return row != NULL;
}

const char *wd_catalogue_level(const struct wd_catalogue *catalogue, struct wd_str permission)
{
    return wd_curated_level(catalogue->curated, permission);
}

const char *wd_catalogue_level_of_role(const struct wd_catalogue *catalogue, struct wd_str role)
{
    const char *level = NULL;

    for (size_t i = 0; i < wd_curated_count(catalogue->curated); i++) {
        const struct wd_curated_line *row = wd_curated_at(catalogue->curated, i);

        if (!wd_str_eq(role, row->role))
            continue;
        const struct wd_curated_row *one = wd_curated_find(catalogue->curated, row->name);
        if (!one || !wd_level_above_projects(one->level))
            return NULL;
        if (!level)
            level = one->level;
        else if (strcmp(level, one->level) != 0)
            level = "organization"; /* what they all lie in */
    }
    return level;
}

bool wd_level_above_projects(const char *level)
{
    static const char *const above[] = {"folder",        "organization", "billing_account",
                                        "access_policy", "tag_key",      "tag_value"};

    return WD_STR_IN(wd_str_of(level), above);
}

enum wd_custom_support wd_catalogue_custom_support(struct wd_catalogue *catalogue,
                                                   struct wd_str permission)
{
    int told = catalogue->db ? wd_roles_db_support(catalogue->db, permission) : -1;

    if (told >= 0)
        return (enum wd_custom_support)told;
    if (wd_curated_custom_listed(catalogue->curated, "refused", permission))
        return WD_CUSTOM_REFUSED;
    if (wd_curated_custom_listed(catalogue->curated, "testing", permission))
        return WD_CUSTOM_TESTING;
    if (wd_curated_knows(catalogue->curated, permission) ||
        (catalogue->db && wd_roles_db_knows(catalogue->db, permission)))
        return WD_CUSTOM_SUPPORTED;
    return WD_CUSTOM_UNKNOWN;
}

bool wd_catalogue_climbs(const struct wd_catalogue *catalogue, struct wd_str permission)
{
    return wd_curated_climbs(catalogue->curated, permission);
}

bool wd_catalogue_ranked(const struct wd_catalogue *catalogue, struct wd_str permission)
{
    return wd_curated_ranked(catalogue->curated, permission);
}

bool wd_catalogue_destroys(const struct wd_catalogue *catalogue, struct wd_str permission)
{
    return wd_curated_destroys(catalogue->curated, permission);
}

const char *wd_catalogue_climbing(const struct wd_catalogue *catalogue, struct wd_str permission,
                                  enum wd_lang lang, const char **ret_source)
{
    return wd_curated_climbing(catalogue->curated, permission, lang, ret_source);
}
