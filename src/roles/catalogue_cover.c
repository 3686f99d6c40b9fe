/* Several permissions: service by service, the roles that hold them all.
 *
 * One role across services is never the answer, even where it would be cheaper: it serves something
 * else. With imported roles the set is found exactly; with the curated table each permission brings
 * its own role and those that another one covers are dropped. */
#include "roles/catalogue.h"

enum { AT_ONCE = 32 /* permissions of one service covered together */ };

/* Those of one service; others may stand before them. */
struct groups {
    struct wd_role_group *items;
    size_t count, max;
};

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
static int place_permission(const struct wd_wanted *w, const struct wd_str *permission,
                            struct groups *groups)
{
    struct wd_role_choice choice;
    size_t i = 0;

    if (wd_catalogue_choose(w->catalogue, permission, 1, w->arena, &choice, 1, NULL) == 0)
        choice = wd_custom_choice(w->catalogue, permission, 1);
    while (i < groups->count && !wd_str_eq(groups->items[i].choice.role, choice.role))
        i++;
    if (i == groups->max)
        return 0;
    if (i == groups->count) {
        struct wd_str *fresh = wd_arena_alloc(w->arena, w->count * sizeof *fresh);
        if (!fresh)
            return -1;
        groups->items[groups->count++] = (struct wd_role_group){choice, fresh, 0};
    }
    struct wd_role_group *group = &groups->items[i];
    group->permissions[group->count++] = *permission;
    group->choice.level = wd_common_level(w->catalogue, group->permissions, group->count);
    group->choice.size = choice.custom ? (unsigned)group->count : choice.size;
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

/* A group of the permissions in the mask, whose role is not chosen yet; NULL: no memory. */
static struct wd_role_group *add_group(const struct wd_wanted *w, unsigned mask,
                                       struct groups *groups)
{
    struct wd_role_group *group = &groups->items[groups->count];

    *group = (struct wd_role_group){
        .permissions = wd_arena_alloc(w->arena, w->count * sizeof *w->permissions)};
    if (!group->permissions)
        return NULL;
    for (size_t p = 0; p < w->count; p++)
        if (mask & 1u << p)
            group->permissions[group->count++] = w->permissions[p];
    groups->count++;
    return group;
}

/* Permissions that the table gives to custom roles: they ask for no role of their own. */
static unsigned custom_first(const struct wd_wanted *w)
{
    unsigned mask = 0;

    for (size_t p = 0; p < w->count; p++)
        if (wd_custom_comes_first(w->catalogue, w->permissions[p]))
            mask |= 1u << p;
    return mask;
}

/* The cheapest set of imported roles for permissions of one service; what none holds goes into a
 * custom role. */
static void cover_ranked(const struct wd_wanted *w, struct groups *groups)
{
    struct wd_candidate list[CANDIDATES_MAX];
    size_t chosen[SERVICE_ROLES_MAX];
    unsigned left = w->count >= 32 ? ~0u : (1u << w->count) - 1;
    size_t found =
        wd_rank(w->catalogue->ranker, w->permissions, w->count, w->arena, list, CANDIDATES_MAX);
    size_t roles =
        wd_cover_exact(list, found, left & ~custom_first(w), chosen,
                       groups->max < SERVICE_ROLES_MAX ? groups->max : SERVICE_ROLES_MAX);
    struct wd_role_group *group;

    for (size_t i = 0; i < roles; i++) {
        unsigned mask = list[chosen[i]].held & left;
        if (mask == 0)
            continue;
        if (!(group = add_group(w, mask, groups)))
            return;
        group->choice = wd_ranked_choice(w->catalogue, &list[chosen[i]], group->permissions,
                                         group->count, w->arena);
        left &= ~mask;
    }
    if (left && groups->count < groups->max && (group = add_group(w, left, groups)))
        group->choice = wd_custom_choice(w->catalogue, group->permissions, group->count);
}

/* One role for all of the permissions, so far: `size` is how wide another may be at most. */
struct one_role {
    struct wd_str name;
    unsigned size;
};

static void consider(const struct wd_wanted *w, struct wd_str role, struct one_role *best)
{
    unsigned size = role.len > 0 && wd_str_eq(wd_service_of(role), wd_service_of(w->permissions[0]))
                        ? wd_curated_size(w->catalogue->curated, role)
                        : 0;

    if (size > 0 && size <= best->size &&
        wd_catalogue_holds_all(w->catalogue, role, w->permissions, w->count))
        *best = (struct one_role){role, size - 1}; /* only a narrower one is better */
}

/* "…Encrypter" and "…Decrypter": each names the role of both beside its own. */
static void consider_alternatives(const struct wd_wanted *w, struct one_role *best)
{
    size_t at;
    json_t *role;

    for (size_t i = 0; i < w->count; i++) {
        const struct wd_curated_row *row =
            wd_curated_find(w->catalogue->curated, w->permissions[i]);
        const json_t *list = row ? row->alternatives : NULL;
        json_array_foreach (list, at, role) {
            consider(w, wd_str_of(json_string_value(role)), best);
        }
    }
}

/* The table's roles of these permissions' service: one that holds everything and is no wider than the
 * roles chosen one by one takes their place, where all are bound on the same kind of resource. */
static void prefer_one(const struct wd_wanted *w, struct groups *groups)
{
    const struct wd_curated *curated = w->catalogue->curated;
    struct wd_role_group *items = groups->items;
    struct one_role best = {WD_STR_NONE, 0};

    for (size_t i = 0; i < groups->count; i++) {
        if (items[i].choice.custom || items[i].choice.size == 0 ||
            strcmp(items[i].choice.level, items[0].choice.level) != 0)
            return;
        best.size += items[i].choice.size;
    }
    if (groups->count < 2)
        return;
    for (size_t i = 0; i < wd_curated_count(curated); i++)
        consider(w, wd_curated_at(curated, i)->role, &best);
    consider_alternatives(w, &best);
    if (best.name.len == 0)
        return;
    memcpy(items[0].permissions, w->permissions, w->count * sizeof *w->permissions);
    items[0].count = w->count;
    items[0].choice =
        (struct wd_role_choice){.role = best.name,
                                .curated = true,
                                .size = wd_curated_size(curated, best.name),
                                .level = wd_common_level(w->catalogue, w->permissions, w->count)};
    groups->count = 1;
}

static void cover_curated(const struct wd_wanted *w, struct groups *groups)
{
    for (size_t i = 0; i < w->count; i++)
        if (place_permission(w, &w->permissions[i], groups) != 0)
            return;
    groups->count = drop_covered(w->catalogue, groups->items, groups->count);
    prefer_one(w, groups);
}

static bool may_gather(struct wd_catalogue *catalogue, const struct wd_role_group *group,
                       const char *level)
{
    if (strcmp(group->choice.level, level) != 0)
        return false;
    for (size_t p = 0; p < group->count; p++)
        if (wd_catalogue_custom_support(catalogue, group->permissions[p]) != WD_CUSTOM_SUPPORTED)
            return false;
    return true;
}

/* Where a part goes into a custom role, what would be bound beside it in the same place goes into it too: one change
 * instead of several, and no role wider than what was refused. */
static void gather_custom(const struct wd_wanted *w, struct groups *groups)
{
    struct wd_role_group *items = groups->items;
    bool custom = false;

    for (size_t i = 0; i < groups->count; i++) {
        if (!may_gather(w->catalogue, &items[i], items[0].choice.level))
            return;
        custom |= items[i].choice.custom;
    }
    if (groups->count < 2 || !custom)
        return;
    memcpy(items[0].permissions, w->permissions, w->count * sizeof *w->permissions);
    items[0].count = w->count;
    items[0].choice = wd_custom_choice(w->catalogue, w->permissions, w->count);
    groups->count = 1;
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
        struct groups groups = {.items = ret_groups + total, .max = max - total};
        size_t of_service = same_service(sorted + at, count - at);
        const struct wd_wanted wanted = {catalogue, sorted + at,
                                         of_service > AT_ONCE ? AT_ONCE : of_service, arena};
        if (catalogue->ranker)
            cover_ranked(&wanted, &groups);
        else
            cover_curated(&wanted, &groups);
        gather_custom(&wanted, &groups);
        total += groups.count;
        at += wanted.count;
    }
    return total;
}
