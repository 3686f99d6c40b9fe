/* What else a role allows: from the shipped table, or for other roles from the imported catalogue. */
#include "roles/catalogue.h"

enum { TELLING = 4 };

/* The heaviest permissions of an imported role, one of each type of resource. */
struct telling {
    const struct wd_weights *known;
    struct wd_arena *arena;
    struct wd_str own; /* the role's service: of equal weights its permissions come first */
    struct wd_str names[TELLING];
    double weights[TELLING];
    size_t count;
};

static struct wd_str type_of(struct wd_str permission)
{
    size_t dot = wd_str_rfind_char(permission, '.');

    return wd_str_sub(permission, 0, dot == WD_NPOS ? permission.len : dot);
}

static bool type_known(const struct telling *telling, struct wd_str permission)
{
    for (size_t i = 0; i < telling->count; i++)
        if (wd_str_eq(type_of(telling->names[i]), type_of(permission)))
            return true;
    return false;
}

static struct wd_str service_of(struct wd_str role)
{
    struct wd_str name = wd_str_starts(role, WD_STR("roles/")) ? wd_str_from(role, 6) : role;

    return wd_str_cut(&name, '.');
}

static bool is_before(const struct telling *telling, struct wd_str permission, double weight,
                      size_t place)
{
    struct wd_str other = telling->names[place];

    if (weight != telling->weights[place])
        return weight > telling->weights[place];
    return wd_str_eq(wd_str_cut(&permission, '.'), telling->own) &&
           !wd_str_eq(wd_str_cut(&other, '.'), telling->own);
}

/* Permissions come sorted, so that of equal ones the first by name stays. */
static int weigh(void *context, struct wd_str permission)
{
    struct telling *telling = context;
    double weight = wd_weights_permission(telling->known, permission);
    size_t at = telling->count;

    if (weight < 0.5 || type_known(telling, permission))
        return 0;
    while (at > 0 && is_before(telling, permission, weight, at - 1))
        at--;
    if (at == TELLING)
        return 0;
    if (telling->count < TELLING)
        telling->count++;
    for (size_t i = telling->count - 1; i > at; i--) {
        telling->names[i] = telling->names[i - 1];
        telling->weights[i] = telling->weights[i - 1];
    }
    telling->names[at] = wd_arena_copy(telling->arena, permission);
    telling->weights[at] = weight;
    return 0;
}

static bool among(struct wd_str name, const struct wd_str *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wd_str_eq(list[i], name))
            return true;
    return false;
}

size_t wd_catalogue_breadth(struct wd_catalogue *catalogue, struct wd_str role,
                            const struct wd_str *without, size_t without_count,
                            struct wd_arena *arena, unsigned *ret_size, const char **ret_also,
                            size_t max)
{
    struct wd_str names = max > 0 ? wd_curated_among(catalogue->curated, role) : WD_STR_NONE;
    struct telling telling = {.known = catalogue->weights, .arena = arena, .own = service_of(role)};
    struct wd_role_row row;
    size_t n = 0;

    *ret_size = wd_curated_size(catalogue->curated, role);
    while (names.len > 0 && telling.count < TELLING)
        telling.names[telling.count++] = wd_str_cut(&names, ' ');
    if (*ret_size == 0 && catalogue->db && wd_roles_db_role(catalogue->db, role, arena, &row)) {
        *ret_size = row.size;
        if (max > 0)
            wd_roles_db_each(catalogue->db, row.id, weigh, &telling);
    }
    for (size_t i = 0; i < telling.count && n < max; i++)
        if (telling.names[i].len > 0 && !among(telling.names[i], without, without_count))
            ret_also[n++] = wd_arena_copy(arena, telling.names[i]).ptr;
    return n;
}
