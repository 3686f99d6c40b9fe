/* Google's resource names as tables of paths. '*' is one segment, "x-*" one that starts so; a row matches when the name
 * starts with it, and the canonical name ends where the row does: objects become their bucket,
 * versions their secret. Rows with a service hold only for it; the first row that fits wins. */
#include "names/resource.h"

#include "whydenied/base/char.h"

enum { SEGMENTS_MAX = 16 };

enum {
    WHOLE = 1,         /* the name must end where the row does */
    PROJECT_LEVEL = 2, /* nothing below the project carries a policy: the project stands for it */
    OR_UNNAMED = 4     /* where services share a path, the one that is meant when none is named */
};

struct row {
    const char *type;
    const char *path;
    const char *service; /* first label of the host; NULL: any */
    unsigned parent;     /* segment that holds the parent, 0: none */
    unsigned flags;
};

/* Behind "projects/<id>". */
static const struct row project_rows[] = {
    {"artifact_registry_repository", "locations/*/repositories/*", NULL, 0, 0},
    {"cloud_run_service", "locations/*/services/*", "run", 0, OR_UNNAMED},
    {"cloud_run_job", "locations/*/jobs/*", "run", 0, 0},
    {"scheduler_job", "locations/*/jobs/*", "cloudscheduler", 0, OR_UNNAMED},
    {"bucket", "buckets/*", "storage", 0, 0},
    {"log_view", "locations/*/buckets/*/views/*", NULL, 5, 0},
    {"table", "datasets/*/tables/*", NULL, 3, 0},
    {"dataset", "datasets/*", NULL, 0, 0},
    {"bigquery_connection", "locations/*/connections/*", NULL, 0, 0},
    {"secret", "secrets/*", NULL, 0, 0},
    {"secret", "locations/*/secrets/*", NULL, 0, 0},
    {"topic", "topics/*", NULL, 0, 0},
    {"subscription", "subscriptions/*", NULL, 0, 0},
    {"service_account", "serviceAccounts/*", NULL, 0, 0},
    {"workload_identity_pool", "locations/*/workloadIdentityPools/*", NULL, 0, 0},
    {"instance", "zones/*/instances/*", NULL, 0, 0},
    {"subnetwork", "regions/*/subnetworks/*", NULL, 0, 0},
    {"image", "global/images/*", NULL, 0, 0},
    {"cluster", "zones/*/clusters/*", NULL, 0, 0},
    {"cluster", "locations/*/clusters/*", NULL, 0, 0},
    {"function", "locations/*/functions/*", NULL, 0, 0},
    {"kms_key", "locations/*/keyRings/*/cryptoKeys/*", NULL, 5, 0},
    {"queue", "locations/*/queues/*", NULL, 0, 0},
    {"ca_pool", "locations/*/caPools/*", NULL, 0, 0},
    {"policy_tag", "locations/*/taxonomies/*/policyTags/*", NULL, 5, 0},
    {"endpoint", "locations/*/endpoints/*", NULL, 0, 0},
    {"spanner_database", "instances/*/databases/*", "spanner", 3, 0},
    {"spanner_database", "instances/*/databases/*", NULL, 3, 0},
    {"bigtable_instance", "instances/*", "bigtable", 0, 0},
    {"bigtable_instance", "instances/*", "bigtableadmin", 0, 0},
    {"project", "instances/*", "cloudsql", 0, PROJECT_LEVEL},
    {"project", "instances/*", "sqladmin", 0, PROJECT_LEVEL},
    {"ml_model", "models/*", NULL, 0, 0},
    {"project", "jobs/*", "bigquery", 0, PROJECT_LEVEL},
    {"ml_job", "jobs/*", "ml", 0, OR_UNNAMED},
    {"ml_operation", "operations/*", "ml", 0, 0},
    {"iap_tunnel", "iap_tunnel/zones/*/instances/*", NULL, 0, 0},
    {"iap_backend", "iap_web/compute/services/*", NULL, 0, 0},
    {"iap_cloud_run", "iap_web/cloud_run-*/services/*", NULL, 0, 0},
    {"iap_app_engine", "iap_web/appengine-*/services/*", NULL, 0, 0},
    {"project", "locations/*/publishers", NULL, 0, PROJECT_LEVEL},
    {"project", "databases", NULL, 0, PROJECT_LEVEL},
    {"project", "builds", NULL, 0, PROJECT_LEVEL},
    {"project", "locations/*/builds", NULL, 0, PROJECT_LEVEL},
    {"project", "services/*", NULL, 0, PROJECT_LEVEL},
    {"project", "locations/*", NULL, 0, WHOLE | PROJECT_LEVEL},
    {"project", "zones/*", NULL, 0, WHOLE | PROJECT_LEVEL},
    {"project", "regions/*", NULL, 0, WHOLE | PROJECT_LEVEL},
    {"project", "", NULL, 0, WHOLE},
};

static const struct row other_rows[] = {
    {"cloud_run_service", "namespaces/*/services/*", NULL, 0, 0},
    {"cloud_run_job", "namespaces/*/jobs/*", NULL, 0, 0},
    {"bucket", "projects/_/buckets/*", NULL, 0, 0},
    {"workload_identity_pool", "locations/*/workforcePools/*", NULL, 0, 0},
    {"project", "projectnumbers/*", NULL, 0, PROJECT_LEVEL},
    {"project", "apps/*", "appengine", 0, PROJECT_LEVEL},
    {"folder", "folders/*", NULL, 0, 0},
    {"organization", "organizations/*", NULL, 0, WHOLE},
    {"billing_account", "billingAccounts/*", NULL, 0, 0},
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

/* Number of segments up to the row's end if the path goes on like the row from segment `at`, else 0. */
static size_t row_end(const struct row *row, const struct path *path, size_t at)
{
    for (const char *step = row->path; *step; at++) {
        size_t len = 1;
        if (at >= path->count || path->part[at].len == 0)
            return 0;
        if (*step != '*') {
            if (*step != path->part[at].ptr[0])
                return 0; /* most rows end here */
            len = strcspn(step, "/");
            struct wd_str word = wd_str_make(step, len);
            if (step[len - 1] == '*' ? !wd_str_starts(path->part[at], wd_str_sub(word, 0, len - 1))
                                     : !wd_str_eq(word, path->part[at]))
                return 0;
        }
        step += step[len] ? len + 1 : len;
    }
    return row->flags & WHOLE && (at != path->count || path->cut) ? 0 : at;
}

static bool service_fits(const struct row *row, struct wd_str service)
{
    return !row->service || wd_str_eqz(service, row->service) ||
           (service.len == 0 && row->flags & OR_UNNAMED);
}

static const struct row *find_among(const struct row *rows, size_t count, const struct path *path,
                                    size_t at, struct wd_str service, size_t *ret_end)
{
    for (size_t i = 0; i < count; i++) {
        *ret_end = row_end(&rows[i], path, at);
        if (*ret_end > 0 && service_fits(&rows[i], service))
            return &rows[i];
    }
    return NULL;
}

static const struct row *find_row(const struct path *path, struct wd_str service, size_t *ret_end)
{
    struct wd_str label = wd_str_cut(&service, '.');
    const struct row *row =
        find_among(other_rows, sizeof other_rows / sizeof *other_rows, path, 0, label, ret_end);

    if (row || !wd_str_eq(path->part[0], WD_STR("projects")) || path->part[1].len == 0)
        return row;
    return find_among(project_rows, sizeof project_rows / sizeof *project_rows, path, 2, label,
                      ret_end);
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
        if (wd_str_eq(step, WD_STR("iap_web")) && wd_str_starts(value, WD_STR("cloud_run-")))
            object->location = wd_str_from(value, strlen("cloud_run-"));
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
                     wd_is_digit(path->part[1].ptr[1]);

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
    if (row && row->flags & PROJECT_LEVEL) {
        object->leaf = path.part[1];
        object->name =
            wd_arena_concat(arena, (const struct wd_str[]){WD_STR("projects/"), path.part[1]}, 2);
    }
    return true;
}
