/* The catalogue's front: opening, choosing, covering.
 *
 * The curated table answers first; what it does not know goes to the imported roles, and without
 * those a custom role with exactly the permissions is the answer. */
#include "advise/catalogue_parts.h"

#include "whydenied/ident.h"

struct wd_catalogue {
    struct wd_curated *curated;
};

struct wd_catalogue *wd_catalogue_open(const char *roles_dir, const char *db_path,
                                       struct wd_error *err)
{
    struct wd_catalogue *catalogue = calloc(1, sizeof *catalogue);

    (void)db_path;
    if (!catalogue) {
        wd_fail_memory(err);
        return NULL;
    }
    catalogue->curated = wd_curated_load(roles_dir, err);
    if (!catalogue->curated) {
        wd_catalogue_close(catalogue);
        return NULL;
    }
    return catalogue;
}

void wd_catalogue_close(struct wd_catalogue *catalogue)
{
    if (!catalogue)
        return;
    wd_curated_free(catalogue->curated);
    free(catalogue);
}

int wd_catalogue_role_holds(struct wd_catalogue *catalogue, struct wd_str role,
                            struct wd_str permission)
{
    return wd_curated_holds(catalogue->curated, role, permission);
}

static bool holds_all(struct wd_catalogue *catalogue, struct wd_str role,
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
static const char *common_level(const struct wd_catalogue *catalogue,
                                const struct wd_str *permissions, size_t count)
{
    const char *level = NULL;

    for (size_t i = 0; i < count; i++) {
        const struct wd_curated_row *row = wd_curated_find(catalogue->curated, permissions[i]);
        if (!row)
            continue;
        if (level && strcmp(level, row->level) != 0)
            return "project";
        level = row->level;
    }
    return level;
}

static struct wd_role_choice choice_of(const struct wd_catalogue *catalogue, struct wd_str role,
                                       const struct wd_str *permissions, size_t count)
{
    struct wd_role_choice choice = {.role = role, .curated = true};
    const struct wd_curated_row *row = wd_curated_find(catalogue->curated, permissions[0]);

    choice.level = common_level(catalogue, permissions, count);
    choice.size = wd_curated_size(catalogue->curated, role);
    choice.why = wd_str_of(row ? row->note[WD_LANG_EN] : NULL);
    return choice;
}

static struct wd_role_choice custom_choice(const struct wd_catalogue *catalogue,
                                           const struct wd_str *permissions, size_t count)
{
    return (struct wd_role_choice){.custom = true,
                                   .level = common_level(catalogue, permissions, count),
                                   .why = WD_STR("exactly the denied permissions"),
                                   .size = (unsigned)count};
}

/* Curated roles of each permission that hold them all, the permission's own choice first. */
static size_t curated_choices(struct wd_catalogue *catalogue, const struct wd_str *permissions,
                              size_t count, struct wd_role_choice *choices, size_t max)
{
    size_t n = 0;

    for (int pass = 0; pass < 2; pass++)
        for (size_t p = 0; p < count; p++) {
            const struct wd_curated_row *row = wd_curated_find(catalogue->curated, permissions[p]);
            size_t roles = !row ? 0 : pass == 0 ? 1 : json_array_size(row->alternatives);
            for (size_t i = 0; i < roles && n < max; i++) {
                struct wd_str role =
                    wd_str_of(pass == 0 ? row->role
                                        : json_string_value(json_array_get(row->alternatives, i)));
                if (!listed(choices, n, role) && holds_all(catalogue, role, permissions, count))
                    choices[n++] = choice_of(catalogue, role, permissions, count);
            }
        }
    return n;
}

size_t wd_catalogue_choose(struct wd_catalogue *catalogue, const struct wd_str *permissions,
                           size_t count, struct wd_arena *arena, struct wd_role_choice *ret_choices,
                           size_t max, const char **ret_refused)
{
    size_t n;

    (void)arena;
    if (ret_refused)
        *ret_refused = NULL;
    for (size_t i = 0; i < count; i++)
        if (!wd_ident_ok(WD_IDENT_PERMISSION, permissions[i])) {
            if (ret_refused)
                *ret_refused = "not the name of a permission";
            return 0;
        }
    if (count == 0 || max == 0)
        return 0;
    n = curated_choices(catalogue, permissions, count, ret_choices, max);
    if (n < max)
        ret_choices[n++] = custom_choice(catalogue, permissions, count);
    return n;
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
    }
    return row != NULL;
}

const char *wd_catalogue_climbing(const struct wd_catalogue *catalogue, struct wd_str permission,
                                  enum wd_lang lang, const char **ret_source)
{
    return wd_curated_climbing(catalogue->curated, permission, lang, ret_source);
}

static int by_text(const void *a, const void *b)
{
    return wd_str_cmp(*(const struct wd_str *)a, *(const struct wd_str *)b);
}

/* How many of the sorted permissions, from the first on, are of its service. */
static size_t same_service(const struct wd_str *permissions, size_t count)
{
    size_t n = 1;

    while (n < count && wd_str_eq(wd_service_of(permissions[n]), wd_service_of(permissions[0])))
        n++;
    return n;
}

/* Adds a permission to the group of its own choice; custom groups gather what has none. */
static int place_permission(struct wd_catalogue *catalogue, struct wd_str *permission,
                            struct wd_arena *arena, struct wd_role_group *groups, size_t *n,
                            size_t max, size_t room)
{
    struct wd_role_choice choice;
    size_t i = 0;

    if (wd_catalogue_choose(catalogue, permission, 1, arena, &choice, 1, NULL) == 0)
        return 0;
    while (i < *n && !wd_str_eq(groups[i].choice.role, choice.role))
        i++;
    if (i == max)
        return 0;
    if (i == *n) {
        struct wd_str *fresh = wd_arena_alloc(arena, room * sizeof *fresh);
        if (!fresh)
            return -1;
        groups[(*n)++] = (struct wd_role_group){choice, fresh, 0};
    }
    struct wd_str *list = groups[i].permissions;
    list[groups[i].count++] = *permission;
    groups[i].choice.level = common_level(catalogue, list, groups[i].count);
    groups[i].choice.size = choice.custom ? (unsigned)groups[i].count : choice.size;
    return 0;
}

/* Drops groups whose permissions another group's role holds too. */
static size_t drop_covered(struct wd_catalogue *catalogue, struct wd_role_group *groups, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            struct wd_role_group *into = &groups[j], *from = &groups[i];
            if (i == j || into->choice.custom ||
                !holds_all(catalogue, into->choice.role, from->permissions, from->count))
                continue;
            struct wd_str *list = into->permissions;
            memcpy(list + into->count, from->permissions, from->count * sizeof *list);
            into->count += from->count;
            qsort(list, into->count, sizeof *list, by_text);
            into->choice.level = common_level(catalogue, list, into->count);
            memmove(from, from + 1, (n - i - 1) * sizeof *from);
            n--;
            i = (size_t)-1; /* from the start: another pair may fit now */
            break;
        }
    return n;
}

size_t wd_catalogue_cover(struct wd_catalogue *catalogue, const struct wd_str *permissions,
                          size_t count, struct wd_arena *arena, struct wd_role_group *ret_groups,
                          size_t max)
{
    struct wd_str *sorted = wd_arena_alloc(arena, (count + 1) * sizeof *sorted);
    size_t total = 0;

    if (!sorted || count == 0)
        return 0;
    memcpy(sorted, permissions, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_text);
    for (size_t at = 0; at < count && total < max;) {
        size_t of_service = same_service(sorted + at, count - at), n = 0;
        for (size_t i = 0; i < of_service; i++)
            if (place_permission(catalogue, &sorted[at + i], arena, ret_groups + total, &n,
                                 max - total, of_service) != 0)
                return total;
        total += drop_covered(catalogue, ret_groups + total, n);
        at += of_service;
    }
    return total;
}
