/* What a successful call deleted, whatever its service calls it: nothing on it can be given any more. Only an activity's
 * record, for what programs delete all day is in the other logs. */
#include "read/reading.h"

/* "DeleteJob"; of REST the kinds that access is given on, or that hold such. */
bool wd_is_deletion_method(struct wd_str method, struct wd_str name)
{
    static const char *const kinds[] = {"instances", "disks", "images", "snapshots", "namespaces"};

    if (wd_str_starts(name, WD_STR("Delete")))
        return name.len > strlen("Delete");
    if (!wd_str_eqz(name, "delete"))
        return false;
    struct wd_str kind = wd_last_part(wd_str_sub(method, 0, method.len - strlen(".delete")), '.');
    return WD_STR_IN(kind, kinds);
}

/* "DeleteNodePool" deletes "nodePools", "DeleteIndex" "indexes", "v1.compute.disks.delete" "disks". */
static struct wd_str stem_of_kind(struct wd_str method)
{
    struct wd_str name = wd_last_part(method, '.');

    if (!wd_str_eqz(name, "delete"))
        name = wd_str_from(name, strlen("Delete"));
    else
        name = wd_last_part(wd_str_sub(method, 0, method.len - strlen(".delete")), '.');
    return wd_str_sub(name, 0, name.len - 1);
}

/* A cluster's own thing, "core/v1/namespaces/train", in the words of Cloud Asset Inventory
 * (https://cloud.google.com/asset-inventory/docs/asset-names). */
static struct wd_str name_in_cluster(struct wd_reading *r, struct wd_str name)
{
    const struct wd_str parts[] = {WD_STR("projects/"),   wd_label(r, "project_id"),
                                   WD_STR("/locations/"), wd_label(r, "location"),
                                   WD_STR("/clusters/"),  wd_label(r, "cluster_name"),
                                   WD_STR("/k8s/"),       name};

    return wd_arena_concat(r->arena, parts, sizeof parts / sizeof *parts);
}

/* "DeleteNodePool" of a cluster deletes no cluster: the resource must be of the method's kind. */
bool wd_policy_gone_read(struct wd_reading *r)
{
    struct wd_str stem = stem_of_kind(wd_field_str(r, r->proto, "methodName"));
    struct wd_str name = wd_field_str(r, r->proto, "resourceName");
    struct wd_str parent = wd_str_sub(name, 0, wd_str_rfind_char(name, '/'));

    if (stem.len == 0 || !wd_str_has(r->log_name, WD_STR("activity")) ||
        !wd_str_istarts(wd_last_part(parent, '/'), stem))
        return false;
    if (wd_str_starts(name, WD_STR("core/v1/")))
        name = name_in_cluster(r, wd_str_from(name, strlen("core/v1/")));
    wd_set(r, WD_SLOT_RESOURCE, name);
    return true;
}
