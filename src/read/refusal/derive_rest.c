/* A call by its address: "403 GET https://dns.googleapis.com/dns/v1/projects/p/managedZones/z", or a name and what failed
 * with it: "Error when reading or editing Secret "projects/p/secrets/s"". A method of a REST API needs the permission that
 * is called as its collection is, `service.collection.verb`: by each service's reference of REST and page on access
 * control. Collections that are not in the table, and methods of their own ("…:publish"), conclude nothing. */
#include "read/refusal/sentence.h"

#include "whydenied/base/char.h"

enum { SEGMENTS = 16 };

static const struct {
    const char *api; /* first label of the host; NULL: no other service has such a collection */
    const char *collection; /* last but one in a name's path */
    const char *stem;
    bool put_creates; /* PUT makes a new one; elsewhere it writes one that is there */
} rows[] = {
    {NULL, "secrets", "secretmanager.secrets", false},
    {NULL, "topics", "pubsub.topics", true},
    {NULL, "subscriptions", "pubsub.subscriptions", true},
    {NULL, "sinks", "logging.sinks", false},
    {NULL, "managedZones", "dns.managedZones", false},
    {NULL, "rrsets", "dns.resourceRecordSets", false},
    {"dns", "changes", "dns.changes", false},
    {NULL, "keyRings", "cloudkms.keyRings", false},
    {NULL, "cryptoKeys", "cloudkms.cryptoKeys", false},
    {NULL, "serviceAccounts", "iam.serviceAccounts", false},
    {NULL, "alertPolicies", "monitoring.alertPolicies", false},
    {NULL, "timeSeries", "monitoring.timeSeries", false},
    {NULL, "metricDescriptors", "monitoring.metricDescriptors", false},
    {"artifactregistry", "repositories", "artifactregistry.repositories", false},
    {"container", "clusters", "container.clusters", false},
    {"dataproc", "clusters", "dataproc.clusters", false},
    {"dataproc", "jobs", "dataproc.jobs", false},
    {"dataproc", "batches", "dataproc.batches", false},
    {"dataflow", "jobs", "dataflow.jobs", false},
    {"composer", "environments", "composer.environments", false},
    {"workflows", "workflows", "workflows.workflows", false},
    {"workflowexecutions", "executions", "workflows.executions", false},
    {"aiplatform", "pipelineJobs", "aiplatform.pipelineJobs", false},
    {"aiplatform", "customJobs", "aiplatform.customJobs", false},
    {"aiplatform", "batchPredictionJobs", "aiplatform.batchPredictionJobs", false},
    {"aiplatform", "endpoints", "aiplatform.endpoints", false},
    {"aiplatform", "models", "aiplatform.models", false},
    {"aiplatform", "datasets", "aiplatform.datasets", false},
    {"run", "services", "run.services", false},
    {"run", "jobs", "run.jobs", false},
    {"cloudfunctions", "functions", "cloudfunctions.functions", false},
    {"cloudbuild", "builds", "cloudbuild.builds", false},
    {"cloudtasks", "queues", "cloudtasks.queues", false},
    {"cloudtasks", "tasks", "cloudtasks.tasks", false},
    {"cloudscheduler", "jobs", "cloudscheduler.jobs", false},
    {"batch", "jobs", "batch.jobs", false},
    {"eventarc", "triggers", "eventarc.triggers", false},
    {"sqladmin", "instances", "cloudsql.instances", false},
    {"sqladmin", "databases", "cloudsql.databases", false},
    {"sqladmin", "users", "cloudsql.users", false},
    {"spanner", "instances", "spanner.instances", false},
    {"spanner", "databases", "spanner.databases", false},
    {"spanner", "sessions", "spanner.sessions", false},
    {"bigtableadmin", "instances", "bigtable.instances", false},
    {"bigtableadmin", "tables", "bigtable.tables", false},
    {"bigquery", "datasets", "bigquery.datasets", false},
    {"bigquery", "tables", "bigquery.tables", false},
    {"bigquery", "jobs", "bigquery.jobs", false},
    {"redis", "instances", "redis.instances", false},
    {"file", "instances", "file.instances", false},
    {"compute", "instances", "compute.instances", false},
    {"compute", "disks", "compute.disks", false},
    {"compute", "images", "compute.images", false},
    {"compute", "snapshots", "compute.snapshots", false},
    {"compute", "networks", "compute.networks", false},
    {"compute", "subnetworks", "compute.subnetworks", false},
    {"compute", "firewalls", "compute.firewalls", false},
    {"compute", "addresses", "compute.addresses", false},
    {"compute", "routers", "compute.routers", false},
    {"compute", "instanceTemplates", "compute.instanceTemplates", false},
    {"compute", "instanceGroupManagers", "compute.instanceGroupManagers", false},
    {"compute", "forwardingRules", "compute.forwardingRules", false},
    {"compute", "backendServices", "compute.backendServices", false},
};

/* What is to be made is named whole: "Failed to create topic [projects/P/topics/T]". */
#define MAKES "make"

enum verb { GET, LIST, CREATE, UPDATE, DELETE, VERBS, NOTHING = VERBS };

static const char *const endings[VERBS] = {".get", ".list", ".create", ".update", ".delete"};

/* "<HttpError 403 when requesting URL returned …>" names no method; what only a list is asked does. */
static bool asks_for_list(struct wd_str url)
{
    static const char *const queries[] = {
        "dnsName=", "filter=", "pageSize=", "maxResults=", "pageToken=", "orderBy="};

    return WD_STR_ANY(wd_str_has, url, queries);
}

/* What is to be done: with a collection itself, it is read or grows. */
static enum verb verb_of(struct wd_str path, struct wd_str method, bool whole, bool put_creates)
{
    if (wd_str_eqz(method, "GET") || (method.len == 0 && !whole && asks_for_list(path)))
        return whole ? GET : LIST;
    if (wd_str_eqz(method, MAKES))
        return CREATE;
    if (wd_str_eqz(method, "POST"))
        return whole ? NOTHING : CREATE;
    if (!whole)
        return NOTHING;
    if (wd_str_eqz(method, "PUT"))
        return put_creates ? CREATE : UPDATE;
    if (wd_str_eqz(method, "PATCH"))
        return UPDATE;
    return wd_str_eqz(method, "DELETE") ? DELETE : NOTHING;
}

static bool is_word_of_path(struct wd_str s)
{
    static const char *const words[] = {"global", "beta", "v1", "v2", "v3", "v1beta1", "-"};

    return s.len == 0 || WD_STR_IN(s, words);
}

/* The collection at the path's end, behind the project; false: none, or what ends it is a method of its own. */
static bool last_collection(struct wd_str path, struct wd_str *ret, bool *ret_whole)
{
    struct wd_str segment[SEGMENTS], rest = wd_str_sub(path, 0, wd_str_find_char(path, '?'));
    size_t count = 0, at = wd_str_find(rest, WD_STR("projects/"));

    if (at == WD_NPOS || wd_str_find_char(wd_str_from(rest, at), ':') != WD_NPOS)
        return false;
    rest = wd_str_from(rest, at);
    while (rest.len > 0 && count < SEGMENTS) {
        struct wd_str next = wd_str_cut(&rest, '/');
        if (!is_word_of_path(next))
            segment[count++] = next;
    }
    if (count < 3 || rest.len > 0)
        return false;
    *ret_whole = count % 2 == 0;
    *ret = segment[count - (*ret_whole ? 2 : 1)];
    if (count == 7 && wd_str_eqz(segment[4], "rrsets")) { /* …/rrsets/NAME/TYPE */
        *ret_whole = true;
        *ret = segment[4];
    }
    return true;
}

/* "www.googleapis.com/dns/v1/…" calls the service that the path begins with. */
static struct wd_str service_called(const struct wd_refusal *r)
{
    struct wd_str host = r->part[WD_PART_API], label = wd_str_cut(&host, '.');
    size_t at = wd_str_find(r->part[WD_PART_URL], WD_STR("www.googleapis.com/"));
    struct wd_str path =
        wd_str_from(r->part[WD_PART_URL], at == WD_NPOS ? r->part[WD_PART_URL].len : at + 19);

    return at == WD_NPOS ? label : wd_str_cut(&path, '/');
}

/* "europe-west1-aiplatform" serves for "aiplatform". */
static bool is_served(struct wd_str service, const char *api)
{
    size_t len = strlen(api);

    return wd_str_eqz(service, api) ||
           (service.len > len + 1 && wd_str_ends(service, wd_str_of(api)) &&
            service.ptr[service.len - len - 1] == '-' &&
            wd_is_digit(service.ptr[service.len - len - 2]));
}

/* The name that an address asks for; of a collection, whose it is. */
static struct wd_str name_in(struct wd_str path, bool whole)
{
    size_t at = wd_str_find(path, WD_STR("/projects/"));
    struct wd_str name = at == WD_NPOS ? WD_STR_NONE : wd_str_from(path, at + 1);

    name = wd_str_sub(name, 0, wd_str_find_char(name, '?'));
    return whole ? name : wd_str_sub(name, 0, wd_str_rfind_char(name, '/'));
}

static void conclude(struct wd_refusal *r, const char *stem, enum verb verb, struct wd_arena *arena)
{
    struct wd_str parts[] = {wd_str_of(stem), wd_str_of(endings[verb])};
    struct wd_str permission = wd_arena_concat(arena, parts, 2);

    if (permission.len == 0)
        return;
    r->permissions[0] = permission;
    r->permission_count = 1;
    r->derived = r->concluded = true;
}

void wd_refusal_derive_call(struct wd_refusal *r, struct wd_str path, struct wd_str method,
                            struct wd_arena *arena)
{
    struct wd_str collection, service = service_called(r);
    bool whole;

    if (r->permission_count > 0 || !last_collection(path, &collection, &whole))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum verb verb = verb_of(path, method, whole, rows[i].put_creates);
        bool served = rows[i].api
                          ? is_served(service, rows[i].api)
                          : service.len == 0 || wd_str_starts(wd_str_of(rows[i].stem), service);
        if (served && wd_str_eqz(collection, rows[i].collection) && verb != NOTHING) {
            conclude(r, rows[i].stem, verb, arena);
            if (r->object.len == 0)
                r->object = name_in(path, whole);
            return;
        }
    }
}

/* "Error reading …"; "Failed to create …". */
static struct wd_str method_told(const struct wd_sentence *s, size_t i)
{
    static const struct {
        const char *word, *behind_to;
        struct wd_str method;
    } words[] = {
        {"reading", "read", {"GET", 3}},
        {"retrieving", "retrieve", {"GET", 3}},
        {"getting", "get", {"GET", 3}},
        {"fetching", "fetch", {"GET", 3}},
        {"updating", "update", {"PATCH", 5}},
        {"patching", "patch", {"PATCH", 5}},
        {"deleting", "delete", {"DELETE", 6}},
        {NULL, "describe", {"GET", 3}},
        {NULL, "create", {MAKES, sizeof MAKES - 1}},
    };
    static const char *const failing[] = {"failed", "unable"};
    bool failed = i + 2 < s->count && WD_STR_IIN(s->token[i].text, failing) &&
                  wd_str_ieq(s->token[i + 1].text, WD_STR("to"));

    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if ((words[k].word && wd_str_ieq(s->token[i].text, wd_str_of(words[k].word))) ||
            (failed && wd_str_ieq(s->token[i + 2].text, wd_str_of(words[k].behind_to))))
            return words[k].method;
    return WD_STR_NONE;
}

void wd_refusal_derive_failed(struct wd_refusal *r, const struct wd_sentence *s,
                              struct wd_arena *arena)
{
    struct wd_str method = WD_STR_NONE;

    for (size_t i = 0; i < s->count && method.len == 0; i++)
        method = method_told(s, i);
    if (method.len > 0)
        wd_refusal_derive_call(r, r->object, method, arena);
}

/* An image is read at its source and written at its destination. */
void wd_refusal_derive_copy(struct wd_refusal *r, unsigned signs)
{
    bool asks = r->access == WD_ACCESS_READ && signs & WD_TEXT_DESTINATION &&
                (r->permission_count == 0 || r->derived); /* whether it is there, to write it */

    if (r->kind != WD_REFUSAL_REGISTRY || !(signs & (WD_TEXT_SOURCE | WD_TEXT_DESTINATION)) ||
        (!asks && (r->permission_count > 0 || r->access != WD_ACCESS_UNKNOWN)))
        return;
    r->permission_count = 0;
    r->access = signs & WD_TEXT_DESTINATION ? WD_ACCESS_WRITE : WD_ACCESS_READ;
    wd_refusal_derive(r, &(struct wd_sentence){.count = 0});
}
