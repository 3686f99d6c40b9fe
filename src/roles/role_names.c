/* What the names of roles and permissions say by themselves: their service, the basic roles, and whether a name that no
 * table holds is one that somebody mistyped. */
#include "roles/curated.h"
#include "whydenied/base/nearest.h"

struct wd_str wd_service_of(struct wd_str s)
{
    struct wd_str rest = s;

    if (wd_str_starts(rest, WD_STR("roles/")))
        rest = wd_str_from(rest, 6);
    size_t dot = wd_str_find_char(rest, '.');
    return dot == WD_NPOS ? WD_STR_NONE : wd_str_sub(rest, 0, dot);
}

bool wd_role_is_basic(struct wd_str role)
{
    static const char *const basic[] = {"roles/owner", "roles/editor", "roles/viewer",
                                        "roles/admin", "roles/writer", "roles/reader"};

    return WD_STR_IN(role, basic);
}

bool wd_role_is_service_agent(struct wd_str role)
{
    return wd_str_ends(role, WD_STR("erviceAgent"));
}

/* "storage.objects.get": the part that is asked for, cut at the last point. */
static struct wd_str verb_of(struct wd_str permission)
{
    return wd_last_part(permission, '.');
}

static struct wd_str object_of(struct wd_str permission)
{
    return wd_str_sub(permission, 0, permission.len - verb_of(permission).len);
}

/* Both halves are words of other rows, or a verb that most services have: it may well be a permission that the table
 * only lacks. */
static bool is_plausible(const struct wd_curated *curated, struct wd_str permission)
{
    static const char *const common[] = {
        "get",          "list", "create",   "update", "delete", "patch", "getIamPolicy",
        "setIamPolicy", "use",  "undelete", "export", "import", NULL};
    bool verb = wd_one_of(verb_of(permission), common), object = false;

    for (size_t i = 0; i < wd_curated_count(curated); i++) {
        struct wd_str row = wd_curated_at(curated, i)->name;
        verb = verb || wd_str_eq(verb_of(row), verb_of(permission));
        object = object || wd_str_eq(object_of(row), object_of(permission));
    }
    return verb && object;
}

/* Of the same service: another one's permission is another wish. */
const char *wd_curated_nearest(const struct wd_curated *curated, const char *permission)
{
    struct wd_nearest nearest = {.word = permission};
    struct wd_str service = wd_service_of(wd_str_of(permission));

    if (is_plausible(curated, wd_str_of(permission)))
        return NULL;
    for (size_t i = 0; i < wd_curated_count(curated); i++) {
        const struct wd_curated_line *line = wd_curated_at(curated, i);
        const struct wd_curated_row *row = wd_str_eq(wd_service_of(line->name), service)
                                               ? wd_curated_find(curated, line->name)
                                               : NULL;
        if (row)
            wd_nearest_look(&nearest, row->permission);
    }
    return nearest.best <= 2 ? nearest.name : NULL;
}

/* The narrowest resource that takes a role for a permission, by the permission's own name: used for what the table does
 * not list. Listing and creating are checked on what is above. A row of `types` says the level, whether the resource
 * itself carries the policy or lies inside one that does, and where its creation is checked if not on the project. */
const char *wd_level_by_name(const json_t *types, struct wd_str permission)
{
    size_t dot = wd_str_rfind_char(permission, '.');
    struct wd_str type = wd_str_sub(permission, 0, dot == WD_NPOS ? 0 : dot);
    struct wd_str verb = dot == WD_NPOS ? WD_STR_NONE : wd_str_from(permission, dot + 1);
    bool above = wd_str_eqz(verb, "create") || wd_str_eqz(verb, "list");
    const json_t *row = type.len > 0 ? json_object_getn(types, type.ptr, type.len) : NULL;
    const char *level = json_string_value(json_object_get(row, "level"));
    const char *parent = json_string_value(json_object_get(row, "create_on"));

    if (!level)
        return "project";
    if (!above || !json_is_true(json_object_get(row, "itself")))
        return level;
    return parent ? parent : "project";
}
