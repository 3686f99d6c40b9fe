/* The narrowest resource that takes a role for a permission, by the permission's own name: used for
 * what the curated table does not list. Listing and creating are checked on what is above. */
#include "roles/catalogue_parts.h"

/* A row says the level, whether the resource itself carries the policy or lies inside one that does,
 * and where its creation is checked if not on the project. */
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
