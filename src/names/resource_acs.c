/* Alibaba Cloud names: acs:product:region:account:rest and the URLs of buckets and registries.
 * Region and account of a bucket are left out of its canonical name: logs have them or not. */
#include "names/resource.h"

#include "whydenied/vocabulary/resource.h"

struct arn {
    struct wd_str product, region, account, rest;
};

static void split(struct wd_str s, struct arn *arn)
{
    wd_str_cut(&s, ':'); /* acs */
    arn->product = wd_str_cut(&s, ':');
    arn->region = wd_str_cut(&s, ':');
    arn->account = wd_str_cut(&s, ':');
    arn->rest = s;
    if (s.len == 0 &&
        wd_str_find_char(arn->account, '/') != WD_NPOS) { /* MaxCompute names no account */
        arn->rest = arn->account;
        arn->account = WD_STR_NONE;
    }
}

static struct wd_str known(struct wd_str s) /* "*" says nothing */
{
    return wd_str_eq(s, WD_STR("*")) ? WD_STR_NONE : s;
}

static void read_bucket(struct wd_str path, struct wd_arena *arena, struct wd_object *object)
{
    object->type = "oss_bucket";
    object->leaf = wd_str_cut(&path, '/');
    object->name =
        wd_arena_concat(arena, (const struct wd_str[]){WD_STR("acs:oss:*:*:"), object->leaf}, 2);
}

/* repository/INSTANCE/NAMESPACE/NAME, or without the instance in personal registries. */
static void read_repository(struct wd_str path, struct wd_object *object)
{
    object->type = "acr_repository";
    object->leaf = wd_last_part(path, '/');
    size_t slash = wd_str_rfind_char(path, '/');
    object->parent = slash == WD_NPOS ? WD_STR_NONE : wd_str_sub(path, 0, slash);
}

/* projects/P/tables/T, projects/P/schemas/S/tables/T; another object of a project (a function, a resource) is one of its
 * own, since it is granted for itself. */
static void read_odps(struct wd_str name, struct wd_str rest, struct wd_object *object)
{
    struct wd_str project, kind, leaf;

    wd_str_cut(&rest, '/');
    project = wd_str_cut(&rest, '/');
    kind = wd_str_cut(&rest, '/');
    leaf = wd_str_cut(&rest, '/');
    object->type = "odps_project";
    object->project = object->leaf = project;
    if (project.len > 0)
        object->name = wd_str_make(name.ptr, (size_t)(project.ptr + project.len - name.ptr));
    if (leaf.len == 0)
        return;
    while (rest.len > 0 && !wd_str_eqz(kind, "tables")) {
        kind = leaf;
        leaf = wd_str_cut(&rest, '/');
    }
    object->type = wd_str_eqz(kind, "tables") ? "odps_table" : "odps_object";
    object->name = wd_str_make(name.ptr, (size_t)(leaf.ptr + leaf.len - name.ptr));
    object->leaf = leaf;
    object->parent = project;
}

static const char *type_of(struct wd_str product, struct wd_str kind)
{
    for (const struct wd_resource_row *row = wd_resource_rows(WD_RESOURCE_IN_ARN); row->type; row++)
        if (wd_str_eqz(product, row->service) && wd_str_eqz(kind, row->path))
            return row->type;
    return "other";
}

static void read_arn(struct wd_str s, struct wd_arena *arena, struct wd_object *object)
{
    struct arn arn;

    split(s, &arn);
    object->name = s;
    object->location = known(arn.region);
    object->project = known(arn.account);
    if (wd_str_eq(arn.product, WD_STR("oss"))) {
        read_bucket(arn.rest, arena, object);
    } else if (wd_str_eq(arn.product, WD_STR("odps"))) {
        read_odps(s, arn.rest, object);
    } else if (wd_str_eq(arn.product, WD_STR("cr")) &&
               wd_str_starts(arn.rest, WD_STR("repository/"))) {
        read_repository(wd_str_from(arn.rest, 11), object);
    } else {
        struct wd_str rest = arn.rest;
        struct wd_str kind = wd_str_cut(&rest, '/');
        struct wd_str leaf = wd_str_cut(&rest, '/');
        object->type = type_of(arn.product, kind);
        object->leaf = leaf.len ? leaf : kind;
        if (rest.len > 0 && strcmp(object->type, "other") != 0)
            object->name = wd_str_make(s.ptr, (size_t)(leaf.ptr + leaf.len - s.ptr));
    }
}

/* "registry.cn-hangzhou.aliyuncs.com", "acme.cn-hangzhou.cr.aliyuncs.com" */
static bool is_registry(struct wd_str host)
{
    return wd_str_has(host, WD_STR("registry")) || wd_str_ends(host, WD_STR(".cr.aliyuncs.com"));
}

/* registry.cn-hangzhou.aliyuncs.com/ns/name:tag, NAME-registry.cn-x.cr.aliyuncs.com/ns/name. */
static void read_registry(struct wd_str s, struct wd_object *object)
{
    struct wd_str path = s;

    wd_str_cut(&path, '/');
    size_t tag = wd_str_rfind_char(path, ':');
    read_repository(wd_str_sub(path, 0, tag), object);
    object->name = wd_str_make(s.ptr, (size_t)(object->leaf.ptr + object->leaf.len - s.ptr));
}

void wd_resource_acs(struct wd_str name, struct wd_arena *arena, struct wd_object *ret_object)
{
    struct wd_object object = {0};

    if (wd_str_starts(name, WD_STR("oss://")))
        read_bucket(wd_str_from(name, 6), arena, &object);
    else if (wd_str_starts(name, WD_STR("acs:")))
        read_arn(name, arena, &object);
    else if (is_registry(wd_str_sub(name, 0, wd_str_find_char(name, '/'))))
        read_registry(name, &object);
    else
        object = (struct wd_object){.type = "other", .name = name, .leaf = wd_last_part(name, '/')};
    *ret_object = object;
}
