/* What must never come with a ready command: permissions that rewrite access itself. A denial is not
 * a request, however often it is repeated. */
#include "advise/danger.h"

#include "whydenied/roles/table_file.h"

struct wd_danger {
    json_t *root;
    const json_t *google, *ram, *kubernetes;
};

struct wd_danger *wd_danger_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_danger *danger = calloc(1, sizeof *danger);

    if (!danger) {
        wd_fail_memory(err);
        return NULL;
    }
    danger->root = wd_table_file_read(roles_dir, "danger.json", err);
    if (!danger->root) {
        free(danger);
        return NULL;
    }
    danger->google = json_object_get(danger->root, "google");
    danger->ram = json_object_get(danger->root, "ram");
    danger->kubernetes = json_object_get(danger->root, "kubernetes");
    return danger;
}

void wd_danger_free(struct wd_danger *danger)
{
    if (!danger)
        return;
    json_decref(danger->root);
    free(danger);
}

static const json_t *cloud_of(const struct wd_danger *danger, struct wd_str permission)
{
    return wd_str_has(permission, WD_STR(":")) ? danger->ram : danger->google;
}

bool wd_danger_investigate(const struct wd_danger *danger, struct wd_str permission)
{
    const json_t *list = json_object_get(cloud_of(danger, permission), "investigate"), *one;
    size_t i;

    json_array_foreach (list, i, one) {
        if (wd_str_ilike(wd_str_of(json_string_value(one)), permission))
            return true;
    }
    return false;
}

bool wd_permission_rewrites_access(const struct wd_danger *danger, struct wd_str s,
                                   struct wd_str object_type)
{
    const char *prefix = json_string_value(json_object_get(danger->google, "set_policy_prefix"));

    if (wd_danger_investigate(danger, s))
        return true;
    if (wd_str_has(s, WD_STR(":")))
        return wd_table_file_listed(json_object_get(danger->ram, "actions"), s);
    if (wd_table_file_listed(json_object_get(danger->google, "permissions"), s))
        return true;
    return wd_str_ends(s, WD_STR(".setIamPolicy")) && wd_str_starts(s, wd_str_of(prefix)) &&
           wd_table_file_listed(json_object_get(danger->google, "set_policy_on"), object_type);
}

bool wd_rbac_rewrites_access(const struct wd_danger *danger, struct wd_str verb,
                             struct wd_str resource)
{
    return wd_table_file_listed(json_object_get(danger->kubernetes, "verbs"), verb) ||
           wd_table_file_listed(json_object_get(danger->kubernetes, "resources"), resource);
}

bool wd_danger_any(const struct wd_danger *danger,
                   bool (*holds)(const void *context, struct wd_str permission),
                   const void *context)
{
    static const char *const lists[] = {"investigate", "permissions"};
    const json_t *one;
    size_t i;

    for (size_t list = 0; list < sizeof lists / sizeof *lists; list++)
        json_array_foreach (json_object_get(danger->google, lists[list]), i, one) {
            if (holds(context, wd_str_of(json_string_value(one))))
                return true;
        }
    return false;
}
