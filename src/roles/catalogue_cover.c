/* Several permissions: service by service, the roles that hold them all.
 *
 * One role across services is never the answer, even where it would be cheaper: it serves something
 * else. With imported roles the set is found exactly; with the curated table each permission brings
 * its own role and those that another one covers are dropped. */
#include "roles/catalogue.h"

enum { AT_ONCE = 32 /* permissions of one service covered together */ };

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
        choice = wd_custom_choice(catalogue, permission, 1);
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
    groups[i].choice.level = wd_common_level(catalogue, list, groups[i].count);
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
                !wd_catalogue_holds_all(catalogue, into->choice.role, from->permissions,
                                        from->count))
                continue;
            struct wd_str *list = into->permissions;
            memcpy(list + into->count, from->permissions, from->count * sizeof *list);
            into->count += from->count;
            qsort(list, into->count, sizeof *list, by_text);
            into->choice.level = wd_common_level(catalogue, list, into->count);
            memmove(from, from + 1, (n - i - 1) * sizeof *from);
            n--;
            i = (size_t)-1; /* from the start: another pair may fit now */
            break;
        }
    return n;
}

static int add_group(struct wd_role_group *group, struct wd_role_choice choice,
                     const struct wd_str *permissions, size_t count, unsigned mask,
                     struct wd_arena *arena)
{
    *group = (struct wd_role_group){choice, wd_arena_alloc(arena, count * sizeof *permissions), 0};
    if (!group->permissions)
        return -1;
    for (size_t p = 0; p < count; p++)
        if (mask & 1u << p)
            group->permissions[group->count++] = permissions[p];
    return 0;
}

/* Permissions that the table gives to custom roles: they ask for no role of their own. */
static unsigned custom_first(const struct wd_catalogue *catalogue, const struct wd_str *permissions,
                             size_t count)
{
    unsigned mask = 0;

    for (size_t p = 0; p < count; p++)
        if (wd_custom_comes_first(catalogue, permissions[p]))
            mask |= 1u << p;
    return mask;
}

/* The cheapest set of imported roles for permissions of one service; what none holds goes into a
 * custom role. */
static size_t cover_ranked(struct wd_catalogue *catalogue, const struct wd_str *permissions,
                           size_t count, struct wd_arena *arena, struct wd_role_group *groups,
                           size_t max)
{
    struct wd_candidate list[CANDIDATES_MAX];
    size_t chosen[SERVICE_ROLES_MAX], n = 0;
    unsigned left = count >= 32 ? ~0u : (1u << count) - 1;
    size_t found = wd_rank(catalogue->ranker, permissions, count, arena, list, CANDIDATES_MAX);
    size_t roles = wd_cover_exact(list, found, left & ~custom_first(catalogue, permissions, count),
                                  chosen, max < SERVICE_ROLES_MAX ? max : SERVICE_ROLES_MAX);

    for (size_t i = 0; i < roles; i++) {
        unsigned mask = list[chosen[i]].held & left;
        struct wd_role_choice none = {0};
        if (mask == 0)
            continue;
        if (add_group(&groups[n], none, permissions, count, mask, arena) != 0)
            return n;
        groups[n].choice = wd_ranked_choice(catalogue, &list[chosen[i]], groups[n].permissions,
                                            groups[n].count, arena);
        left &= ~mask;
        n++;
    }
    if (left && n < max) {
        if (add_group(&groups[n], (struct wd_role_choice){0}, permissions, count, left, arena) != 0)
            return n;
        groups[n].choice = wd_custom_choice(catalogue, groups[n].permissions, groups[n].count);
        n++;
    }
    return n;
}

/* One role for all of the permissions, so far: `size` is how wide another may be at most. */
struct one_role {
    struct wd_str name;
    unsigned size;
};

static void consider(struct wd_catalogue *catalogue, struct wd_str role,
                     const struct wd_str *permissions, size_t count, struct one_role *best)
{
    unsigned size = role.len > 0 && wd_str_eq(wd_service_of(role), wd_service_of(permissions[0]))
                        ? wd_curated_size(catalogue->curated, role)
                        : 0;

    if (size > 0 && size <= best->size &&
        wd_catalogue_holds_all(catalogue, role, permissions, count))
        *best = (struct one_role){role, size - 1}; /* only a narrower one is better */
}

/* "…Encrypter" and "…Decrypter": each names the role of both beside its own. */
static void consider_alternatives(struct wd_catalogue *catalogue, const struct wd_str *permissions,
                                  size_t count, struct one_role *best)
{
    size_t at;
    json_t *role;

    for (size_t i = 0; i < count; i++) {
        const struct wd_curated_row *row = wd_curated_find(catalogue->curated, permissions[i]);
        const json_t *list = row ? row->alternatives : NULL;
        json_array_foreach (list, at, role) {
            consider(catalogue, wd_str_of(json_string_value(role)), permissions, count, best);
        }
    }
}

/* The table's roles of these permissions' service: one that holds everything and is no wider than the
 * roles chosen one by one takes their place, where all are bound on the same kind of resource. */
static size_t prefer_one(struct wd_catalogue *catalogue, const struct wd_str *permissions,
                         size_t count, struct wd_role_group *groups, size_t n)
{
    struct one_role best = {WD_STR_NONE, 0};

    for (size_t i = 0; i < n; i++) {
        if (groups[i].choice.custom || groups[i].choice.size == 0 ||
            strcmp(groups[i].choice.level, groups[0].choice.level) != 0)
            return n;
        best.size += groups[i].choice.size;
    }
    if (n < 2)
        return n;
    for (size_t i = 0; i < wd_curated_count(catalogue->curated); i++)
        consider(catalogue, wd_curated_at(catalogue->curated, i)->role, permissions, count, &best);
    consider_alternatives(catalogue, permissions, count, &best);
    if (best.name.len == 0)
        return n;
    memcpy(groups[0].permissions, permissions, count * sizeof *permissions);
    groups[0].count = count;
    groups[0].choice =
        (struct wd_role_choice){.role = best.name,
                                .curated = true,
                                .size = wd_curated_size(catalogue->curated, best.name),
                                .level = wd_common_level(catalogue, permissions, count)};
    return 1;
}

static size_t cover_curated(struct wd_catalogue *catalogue, struct wd_str *permissions,
                            size_t count, struct wd_arena *arena, struct wd_role_group *groups,
                            size_t max)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (place_permission(catalogue, &permissions[i], arena, groups, &n, max, count) != 0)
            return n;
    n = drop_covered(catalogue, groups, n);
    return prefer_one(catalogue, permissions, count, groups, n);
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
        size_t of_service = same_service(sorted + at, count - at);
        if (of_service > AT_ONCE)
            of_service = AT_ONCE;
        total += catalogue->ranker ? cover_ranked(catalogue, sorted + at, of_service, arena,
                                                  ret_groups + total, max - total)
                                   : cover_curated(catalogue, sorted + at, of_service, arena,
                                                   ret_groups + total, max - total);
        at += of_service;
    }
    return total;
}
