/* What the names of roles and permissions say by themselves: their service, the basic roles, where a permission is bound. */
#include "roles/curated.h"

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
