/* A platform's record that is unlike what the platform writes: it says of one check that it was granted and was not, it
 * lies in another project than its resource, a host or a payload's type is none of the cloud's, a group called, or what
 * was refused stands above the log it lies in. Somebody else wrote it, or it is read wrongly: nothing is ready
 * (WD_DOUBT_PERMISSION). Shapes: https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog,
 * https://www.alibabacloud.com/help/en/actiontrail/developer-reference/actiontrail-event-reference */
#include "names/doubt/doubt.h"

#include "names/resource.h"
#include "whydenied/base/char.h"
#include "whydenied/names/ident.h"

/* What an audit entry says of the call, each looked up once. */
struct entry {
    struct wd_jv checks, who;
    struct wd_str payload, service, call, resource; /* payload: its type */
    struct wd_str address;                          /* of who called */
    struct wd_str log_project, filed_project, filed_service;
};

/* "projects/P/logs/…" → P. */
static struct wd_str project_of_log(struct wd_str name)
{
    if (!wd_str_eqz(wd_str_cut(&name, '/'), "projects"))
        return WD_STR_NONE;
    return wd_str_cut(&name, '/');
}

static struct entry read_entry(struct wd_jv root)
{
    struct wd_jv payload = wd_jv_get(root, "protoPayload");
    struct wd_jv labels = wd_jv_get(wd_jv_get(root, "resource"), "labels");
    struct entry entry = {.checks = wd_jv_get(payload, "authorizationInfo"),
                          .who = wd_jv_get(payload, "authenticationInfo"),
                          .payload = wd_jv_str(wd_jv_get(payload, "@type")),
                          .service = wd_jv_str(wd_jv_get(payload, "serviceName")),
                          .call = wd_jv_str(wd_jv_get(payload, "methodName")),
                          .resource = wd_jv_str(wd_jv_get(payload, "resourceName")),
                          .filed_project = wd_jv_str(wd_jv_get(labels, "project_id")),
                          .filed_service = wd_jv_str(wd_jv_get(labels, "service"))};

    entry.address = wd_jv_str(wd_jv_get(entry.who, "principalEmail"));
    entry.log_project = project_of_log(wd_jv_str(wd_jv_get(root, "logName")));
    return entry;
}

static bool is_granted(struct wd_jv check)
{
    bool granted = false;

    return wd_jv_bool(wd_jv_get(check, "granted"), &granted) && granted;
}

/* One permission on one resource, once refused and once granted. */
static bool is_granted_too(const struct wd_event *event, struct wd_jv check)
{
    struct wd_str name = wd_jv_str(wd_jv_get(check, "permission"));
    struct wd_str on = wd_jv_str(wd_jv_get(check, "resource"));

    for (size_t i = 0; i < event->permission_count; i++)
        if (wd_str_eq(event->permissions[i].name, name) &&
            (event->permissions[i].resource.len == 0 ||
             wd_str_eq(event->permissions[i].resource, on)))
            return true;
    return false;
}

/* A rule's answer for whoever called; neither the record nor its words say which permission was refused. */
static bool is_guessed_of_caller(const struct wd_event *event, const struct entry *entry)
{
    for (size_t i = 0; i < event->permission_count; i++)
        if (event->permissions[i].source > WD_SOURCE_RULE)
            return false;
    return wd_str_ieq(event->slot[WD_SLOT_PRINCIPAL], entry->address);
}

/* A check has a member of its own that tells why: no role mends what a policy denies. Or every check was granted: something
 * else than a missing role refused the caller. */
static bool are_strange_checks(const struct wd_event *event, const struct entry *entry)
{
    size_t count = 0, granted = 0;

    for (struct wd_jiter it = wd_jv_iter(entry->checks); wd_jiter_next(&it); count++) {
        bool yes = is_granted(it.value);
        granted += yes;
        if ((yes && is_granted_too(event, it.value)) ||
            wd_jv_type(wd_jv_get(it.value, "denyReason")) != WD_JSON_ABSENT ||
            wd_jv_type(wd_jv_get(it.value, "denied")) != WD_JSON_ABSENT)
            return true;
    }
    return granted > 0 && granted == count && is_guessed_of_caller(event, entry);
}

/* Services that refuse in one sentence whatever was called, and the calls that the role which goes with it is for:
 * https://cloud.google.com/pubsub/docs/access-control#required_permissions,
 * https://cloud.google.com/firestore/docs/security/iam */
static const char *const served[][2] = {
    {"pubsub.googleapis.com", ".Publish"},           {"pubsub.googleapis.com", ".Pull"},
    {"pubsub.googleapis.com", "StreamingPull"},      {"pubsub.googleapis.com", ".Acknowledge"},
    {"pubsub.googleapis.com", ".ModifyAckDeadline"}, {"pubsub.googleapis.com", ".Seek"},
    {"firestore.googleapis.com", ".Commit"},         {"firestore.googleapis.com", ".Write"},
    {"firestore.googleapis.com", ".BatchWrite"},     {"datastore.googleapis.com", ".Commit"}};

/* The entry lists no check, and its call is none of those: which permission it takes, its sentence does not tell. */
static bool is_another_call(const struct wd_event *event, const struct entry *entry)
{
    struct wd_jiter it = wd_jv_iter(entry->checks);
    bool known = false;

    if (entry->call.len == 0 || wd_jiter_next(&it))
        return false;
    for (size_t i = 0; i < sizeof served / sizeof *served; i++) {
        bool same = wd_str_eqz(entry->service, served[i][0]);
        known = known || same;
        if (same && wd_str_ends(entry->call, wd_str_of(served[i][1])))
            return false;
    }
    return known && is_guessed_of_caller(event, entry);
}

/* Asking what one may do is answered with what one may; it needs nothing of what it asks for. */
static bool is_question(struct wd_str call)
{
    static const char *const asks[] = {"testIamPermissions", "TestIamPermissions"};

    return WD_STR_ANY(wd_str_ends, call, asks);
}

/* "projects/-/topics/evt": which project it lies in is told of no other resource than an account or a bucket. */
static bool is_in_any_project(const struct wd_event *event)
{
    for (size_t i = 0; i < event->permission_count; i++)
        if (wd_str_has(event->permissions[i].resource, WD_STR("projects/-/")) &&
            !wd_str_has(event->permissions[i].resource, WD_STR("/serviceAccounts/")))
            return true;
    return false;
}

/* "//storage.googleapis.com.example/…": what is named so lies at Google. */
static bool is_elsewhere(struct wd_str resource)
{
    struct wd_str host = wd_str_from(resource, 2);

    if (!wd_str_starts(resource, WD_STR("//")))
        return false;
    host = wd_str_cut(&host, '/');
    return !wd_str_ends(host, WD_STR(".googleapis.com")) && !wd_str_eqz(host, "googleapis.com");
}

static bool is_on_strange_host(const struct wd_event *event, const struct entry *entry)
{
    for (size_t i = 0; i < event->permission_count; i++)
        if (is_elsewhere(event->permissions[i].resource))
            return true;
    return is_elsewhere(entry->resource) || is_elsewhere(event->slot[WD_SLOT_RESOURCE]);
}

static bool is_strange_payload(struct wd_str type)
{
    return type.len > 0 && !wd_str_ends(type, WD_STR("/google.cloud.audit.AuditLog"));
}

static bool projects_differ(struct wd_str a, struct wd_str b)
{
    return a.len > 0 && b.len > 0 &&
           wd_ident_ok(WD_IDENT_NUMBER, a) == wd_ident_ok(WD_IDENT_NUMBER, b) && !wd_str_eq(a, b);
}

/* Groups, domains and everybody are members of a policy, not callers. */
static bool is_no_caller(struct wd_str who)
{
    static const char *const members[] = {
        "group:",        "domain:",        "allUsers",       "allAuth",
        "projectOwner:", "projectEditor:", "projectViewer:", "principalSet://"};

    return WD_STR_ANY(wd_str_starts, who, members);
}

/* A pod's own name is known to its cluster alone; elsewhere it comes with the cluster's pool. */
static bool is_pod_outside_cluster(const struct wd_event *event)
{
    static const char *const clusters[] = {"k8s.io", "container.googleapis.com",
                                           "gkehub.googleapis.com",
                                           "connectgateway.googleapis.com"};

    return wd_str_starts(event->slot[WD_SLOT_PRINCIPAL], WD_STR("system:serviceaccount:")) &&
           !WD_STR_IN(event->slot[WD_SLOT_SERVICE], clusters);
}

/* What a project's log tells of lies in that project. A grant on another one, or on a folder or an organisation, gives
 * more than the log knows of. */
static bool is_outside_log(struct wd_str log, const struct wd_object *on)
{
    if (log.len == 0 || !on->type)
        return false;
    if (strcmp(on->type, "folder") == 0 || strcmp(on->type, "organization") == 0)
        return true;
    return strcmp(on->type, "project") == 0 && projects_differ(on->project, log);
}

/* The key that the caller signed with is another account's, and nothing tells of an account that lent its own. */
static bool is_anothers_key(const struct entry *entry)
{
    struct wd_str rest = wd_jv_str(wd_jv_get(entry->who, "serviceAccountKeyName"));
    size_t start = wd_str_find(rest, WD_STR("/serviceAccounts/"));

    if (start == WD_NPOS ||
        wd_jv_type(wd_jv_get(entry->who, "serviceAccountDelegationInfo")) != WD_JSON_ABSENT)
        return false;
    rest = wd_str_from(rest, start + strlen("/serviceAccounts/"));
    rest = wd_str_cut(&rest, '/');
    return wd_ident_ok(WD_IDENT_EMAIL, rest) && entry->address.len > 0 &&
           !wd_str_ieq(rest, entry->address);
}

/* The caller stands in an entry twice, as an address and as a principal, and both are one account; a federated one has no
 * address. */
static bool is_two_callers(const struct wd_event *event, const struct entry *entry)
{
    static const char *const kinds[] = {"serviceAccount:", "user:"};
    struct wd_str subject = wd_jv_str(wd_jv_get(entry->who, "principalSubject"));
    struct wd_str address = entry->address,
                  name = wd_str_strip(subject, kinds, sizeof kinds / sizeof *kinds);

    if (wd_str_starts(subject, WD_STR("principal://")) && address.len > 0 &&
        wd_str_ieq(event->slot[WD_SLOT_PRINCIPAL], address))
        return !wd_str_ends(address, WD_STR(".gserviceaccount.com"));
    return address.len > 0 && wd_ident_ok(WD_IDENT_EMAIL, name) && !wd_str_ieq(name, address);
}

/* "storage.objects.get" as the call's own name is the storage's; and an entry's label has the service that wrote it.
 * Calls of a cluster are called by their API's group ("io.k8s.core.v1.pods.list"). */
static bool is_of_another_service(const struct wd_event *event, const struct entry *entry)
{
    struct wd_str service = entry->service, call = entry->call;

    if (service.len > 0 && entry->filed_service.len > 0 &&
        !wd_str_ieq(service, entry->filed_service))
        return true;
    if (service.len == 0 || wd_str_eqz(service, "k8s.io"))
        return false;
    for (size_t i = 0; i < event->permission_count; i++)
        if (wd_str_eq(event->permissions[i].name, call))
            return !wd_str_eq(wd_str_cut(&call, '.'), wd_str_cut(&service, '.'));
    return false;
}

static bool is_strange_audit(const struct wd_event *event, const struct entry *entry,
                             const struct wd_object *on)
{
    return are_strange_checks(event, entry) || is_on_strange_host(event, entry) ||
           is_strange_payload(entry->payload) ||
           projects_differ(entry->log_project, entry->filed_project) ||
           is_no_caller(event->slot[WD_SLOT_PRINCIPAL]) || is_pod_outside_cluster(event) ||
           is_outside_log(entry->log_project, on) || is_anothers_key(entry) ||
           is_two_callers(event, entry) || is_of_another_service(event, entry) ||
           is_question(entry->call) || is_in_any_project(event);
}

/* "StopInstance" was called and "ecs:DeleteInstance" is refused: what looks, starts or stops deletes nothing of that kind. */
static bool refuses_to_delete(const struct wd_event *event)
{
    static const char *const harmless[] = {"Describe", "Get",  "List",   "Query",
                                           "Start",    "Stop", "Reboot", "Restart"};
    static const char *const deletes[] = {"Delete", "Release", "Remove"};
    struct wd_str call = event->slot[WD_SLOT_METHOD], action, thing;

    for (size_t i = 0; i < event->permission_count; i++) {
        action = wd_last_part(event->permissions[i].name, ':');
        thing = wd_str_strip(action, deletes, sizeof deletes / sizeof *deletes);
        if (thing.len > 0 && thing.len < action.len && WD_STR_ANY(wd_str_starts, call, harmless) &&
            wd_str_has(call, thing))
            return true;
    }
    return false;
}

static bool is_strange_trail(const struct wd_event *event)
{
    static const char *const domains[] = {".aliyuncs.com", ".aliyun.com", ".alibabacloud.com",
                                          ".aliyun-inc.com", ".alicloud.com"};
    struct wd_str source = wd_jv_str(wd_jv_get(event->root, "eventSource"));

    return refuses_to_delete(event) ||
           (wd_str_find_char(source, '.') != WD_NPOS && !WD_STR_ANY(wd_str_ends, source, domains));
}

static void doubt_audit(struct wd_event *event, const struct wd_object *on)
{
    struct entry entry = read_entry(event->root);

    if (is_strange_audit(event, &entry, on))
        event->doubts |= WD_DOUBT_PERMISSION;
    if (is_another_call(event, &entry))
        event->doubts |= WD_DOUBT_READ;
}

void wd_doubt_unlike(struct wd_event *event, const struct wd_object *on)
{
    if (event->dialect == WD_DIALECT_AUDIT)
        doubt_audit(event, on);
    else if (event->dialect == WD_DIALECT_ACTIONTRAIL && is_strange_trail(event))
        event->doubts |= WD_DOUBT_PERMISSION;
}
