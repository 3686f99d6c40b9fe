/* Google's resource names as a table of paths. '*' is one segment; a row matches when the name
 * starts with it, and the canonical name ends where the row does: objects become their bucket,
 * versions their secret. Rows with a service hold only for it; the first row that fits wins. */
#include "normalise/resource.h"

enum { SEGMENTS_MAX = 16 };

struct row {
    const char *type;
    const char *path;
    const char *service; /* first label of the host; NULL: any */
    unsigned parent;     /* segment that holds the parent, 0: none */
    bool whole;          /* the name must end here too */
    bool project_level;  /* nothing below the project carries a policy: the project stands for it */
};

static const struct row rows[] = {
    {"artifact_registry_repository", "projects/*/locations/*/repositories/*", NULL, 0, 0, 0},
    {"cloud_run_service", "projects/*/locations/*/services/*", "run", 0, 0, 0},
    {"cloud_run_service", "namespaces/*/services/*", NULL, 0, 0, 0},
    {"cloud_run_job", "projects/*/locations/*/jobs/*", "run", 0, 0, 0},
    {"cloud_run_job", "namespaces/*/jobs/*", NULL, 0, 0, 0},
    {"scheduler_job", "projects/*/locations/*/jobs/*", "cloudscheduler", 0, 0, 0},
    {"bucket", "projects/_/buckets/*", NULL, 0, 0, 0},
    {"bucket", "projects/*/buckets/*", "storage", 0, 0, 0},
    {"log_view", "projects/*/locations/*/buckets/*/views/*", NULL, 5, 0, 0},
    {"table", "projects/*/datasets/*/tables/*", NULL, 3, 0, 0},
    {"dataset", "projects/*/datasets/*", NULL, 0, 0, 0},
    {"bigquery_connection", "projects/*/locations/*/connections/*", NULL, 0, 0, 0},
    {"secret", "projects/*/secrets/*", NULL, 0, 0, 0},
    {"secret", "projects/*/locations/*/secrets/*", NULL, 0, 0, 0},
    {"topic", "projects/*/topics/*", NULL, 0, 0, 0},
    {"subscription", "projects/*/subscriptions/*", NULL, 0, 0, 0},
    {"service_account", "projects/*/serviceAccounts/*", NULL, 0, 0, 0},
    {"workload_identity_pool", "projects/*/locations/*/workloadIdentityPools/*", NULL, 0, 0, 0},
    {"workload_identity_pool", "locations/*/workforcePools/*", NULL, 0, 0, 0},
    {"instance", "projects/*/zones/*/instances/*", NULL, 0, 0, 0},
    {"subnetwork", "projects/*/regions/*/subnetworks/*", NULL, 0, 0, 0},
    {"image", "projects/*/global/images/*", NULL, 0, 0, 0},
    {"cluster", "projects/*/zones/*/clusters/*", NULL, 0, 0, 0},
    {"cluster", "projects/*/locations/*/clusters/*", NULL, 0, 0, 0},
    {"function", "projects/*/locations/*/functions/*", NULL, 0, 0, 0},
    {"kms_key", "projects/*/locations/*/keyRings/*/cryptoKeys/*", NULL, 5, 0, 0},
    {"queue", "projects/*/locations/*/queues/*", NULL, 0, 0, 0},
    {"endpoint", "projects/*/locations/*/endpoints/*", NULL, 0, 0, 0},
    {"spanner_database", "projects/*/instances/*/databases/*", "spanner", 3, 0, 0},
    {"spanner_database", "projects/*/instances/*/databases/*", NULL, 3, 0, 0},
    {"bigtable_instance", "projects/*/instances/*", "bigtable", 0, 0, 0},
    {"bigtable_instance", "projects/*/instances/*", "bigtableadmin", 0, 0, 0},
    {"project", "projects/*/instances/*", "cloudsql", 0, 0, 1},
    {"project", "projects/*/instances/*", "sqladmin", 0, 0, 1},
    {"ml_model", "projects/*/models/*", NULL, 0, 0, 0},
    {"project", "projects/*/jobs/*", "bigquery", 0, 0, 1},
    {"ml_job", "projects/*/jobs/*", "ml", 0, 0, 0},
    {"iap_tunnel", "projects/*/iap_tunnel/zones/*/instances/*", NULL, 0, 0, 0},
    {"iap_backend", "projects/*/iap_web/*/services/*", NULL, 0, 0, 0},
    {"project", "projects/*/locations/*/publishers", NULL, 0, 0, 1},
    {"project", "projects/*/databases", NULL, 0, 0, 1},
    {"project", "projects/*/builds", NULL, 0, 0, 1},
    {"project", "projects/*/locations/*/builds", NULL, 0, 0, 1},
    {"project", "projects/*/services/*", NULL, 0, 0, 1},
    {"project", "projects/*/locations/*", NULL, 0, 1, 1},
    {"project", "projects/*/zones/*", NULL, 0, 1, 1},
    {"project", "projects/*/regions/*", NULL, 0, 1, 1},
    {"project", "projects/*", NULL, 0, 1, 0},
    {"project", "projectnumbers/*", NULL, 0, 0, 1},
    {"project", "apps/*", "appengine", 0, 0, 1},
    {"folder", "folders/*", NULL, 0, 0, 0},
    {"organization", "organizations/*", NULL, 0, 1, 0},
    {"billing_account", "billingAccounts/*", NULL, 0, 0, 0},
};

struct path {
    struct wd_str whole;
    struct wd_str part[SEGMENTS_MAX];
    size_t count; /* of segments kept; longer names have more */
    bool cut;
};

static void split(struct wd_str s, struct path *path)
{
    path->whole = s;
    path->count = 0;
    while (s.len > 0 && path->count < SEGMENTS_MAX)
        path->part[path->count++] = wd_str_cut(&s, '/');
    path->cut = s.len > 0;
}

/* Number of segments of the row if the path starts with it, else 0. */
static size_t row_length(const struct row *row, const struct path *path)
{
    struct wd_str rest = wd_str_of(row->path);
    size_t i = 0;

    for (; rest.len > 0; i++) {
        struct wd_str step = wd_str_cut(&rest, '/');
        if (i >= path->count || path->part[i].len == 0)
            return 0;
        if (!wd_str_eq(step, WD_STR("*")) && !wd_str_eq(step, path->part[i]))
            return 0;
    }
    return row->whole && (i != path->count || path->cut) ? 0 : i;
}

static bool service_fits(const char *wanted, struct wd_str service)
{
    return !wanted || wd_str_eqz(wd_str_cut(&service, '.'), wanted);
}

/* Where two services share a path and nobody names one, a region's jobs are Scheduler's. */
static const struct row *find_row(const struct path *path, struct wd_str service,
                                  size_t *ret_length)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool unnamed = service.len == 0 && rows[i].service &&
                       (i == 1 || strcmp(rows[i].service, "cloudscheduler") == 0 ||
                        strcmp(rows[i].service, "ml") == 0);
        if (!unnamed && !service_fits(rows[i].service, service))
            continue;
        *ret_length = row_length(&rows[i], path);
        if (*ret_length > 0)
            return &rows[i];
    }
    return NULL;
}

static void read_places(const struct path *path, struct wd_object *object)
{
    for (size_t i = 0; i + 1 < path->count; i++) {
        struct wd_str step = path->part[i], value = path->part[i + 1];
        bool project =
            wd_str_eq(step, WD_STR("projects")) || wd_str_eq(step, WD_STR("projectnumbers")) ||
            wd_str_eq(step, WD_STR("apps")) || (i == 0 && wd_str_eq(step, WD_STR("namespaces")));
        bool place = wd_str_eq(step, WD_STR("locations")) || wd_str_eq(step, WD_STR("zones")) ||
                     wd_str_eq(step, WD_STR("regions"));
        if (project && i == 0 && !wd_str_eq(value, WD_STR("_")) && !wd_str_eq(value, WD_STR("-")))
            object->project = value;
        if (place && object->location.len == 0 && !wd_str_eq(value, WD_STR("global")))
            object->location = value;
    }
}

static struct wd_str prefix_of(const struct path *path, size_t segments)
{
    const struct wd_str *last = &path->part[segments - 1];

    return wd_str_make(path->whole.ptr, (size_t)(last->ptr + last->len - path->whole.ptr));
}

/* Kubernetes: GROUP/VERSION/namespaces/NS/KIND/NAME, GROUP/VERSION/KIND/NAME. */
static bool read_kubernetes(const struct path *path, struct wd_str service,
                            struct wd_object *object)
{
    bool versioned = path->count >= 3 && path->part[1].len >= 2 && path->part[1].ptr[0] == 'v' &&
                     path->part[1].ptr[1] >= '0' && path->part[1].ptr[1] <= '9';

    if (!versioned && !wd_str_starts(service, WD_STR("k8s.io")))
        return false;
    bool spaced = path->count > 3 && wd_str_eq(path->part[2], WD_STR("namespaces"));
    size_t end = spaced ? 6 : 4; /* subresources belong to their object */
    if (end > path->count)
        end = path->count;
    object->type = "kubernetes_object";
    object->name = prefix_of(path, end);
    object->leaf = path->part[end - 1];
    object->parent = spaced ? path->part[3] : WD_STR_NONE;
    return true;
}

bool wd_resource_path(struct wd_str name, struct wd_str service, struct wd_arena *arena,
                      struct wd_object *object)
{
    struct path path;
    size_t length = 0;
    const struct row *row;

    split(name, &path);
    if (path.count < 2)
        return false;
    row = find_row(&path, service, &length);
    if (!row && read_kubernetes(&path, service, object))
        return true;
    if (!row && !wd_str_eq(path.part[0], WD_STR("projects")))
        return false;
    read_places(&path, object);
    object->type = row ? row->type : "other";
    object->name = row ? prefix_of(&path, length) : name;
    object->leaf = path.part[(row ? length : path.count) - 1];
    if (row && row->parent > 0)
        object->parent = path.part[row->parent];
    if (row && row->project_level) {
        object->leaf = path.part[1];
        object->name =
            wd_arena_concat(arena, (const struct wd_str[]){WD_STR("projects/"), path.part[1]}, 2);
    }
    return true;
}
