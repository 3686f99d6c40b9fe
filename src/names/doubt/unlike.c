/* A platform's record that is unlike what the platform writes: it says of one check that it was granted and was not, it
 * lies in another project than its resource, a host or a payload's type is none of the cloud's, a group called, or what
 * was refused stands above the log it lies in. Somebody else wrote it, or it is read wrongly: nothing is ready
 * (WD_DOUBT_PERMISSION). Shapes: https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog,
 * https://www.alibabacloud.com/help/en/actiontrail/developer-reference/actiontrail-event-reference */
#include "names/doubt/doubt.h"

#include "names/resource.h"
#include "whydenied/base/char.h"
#include "whydenied/names/ident.h"

static struct wd_str at(const struct wd_event *event, const char *pointer)
{
    return wd_jv_str(wd_jv_at(event->root, pointer));
}

static bool is_granted(struct wd_jv check)
{
    bool granted = false;

    return wd_jv_bool(wd_jv_get(check, "granted"), &granted) && granted;
}

/* One permission on one resource, once refused and once granted. */
static bool is_granted_too(const struct wd_event *event)
{
    struct wd_jv checks = wd_jv_at(event->root, "/protoPayload/authorizationInfo");

    for (struct wd_jiter it = wd_jv_iter(checks); wd_jiter_next(&it);) {
        struct wd_str name = wd_jv_str(wd_jv_get(it.value, "permission"));
        struct wd_str on = wd_jv_str(wd_jv_get(it.value, "resource"));
        for (size_t i = 0; is_granted(it.value) && i < event->permission_count; i++)
            if (wd_str_eq(event->permissions[i].name, name) &&
                (event->permissions[i].resource.len == 0 ||
                 wd_str_eq(event->permissions[i].resource, on)))
                return true;
    }
    return false;
}

/* A rule's answer for whoever called; neither the record nor its words say which permission was refused. */
static bool is_guessed_of_caller(const struct wd_event *event)
{
    for (size_t i = 0; i < event->permission_count; i++)
        if (event->permissions[i].source > WD_SOURCE_RULE)
            return false;
    return wd_str_ieq(event->slot[WD_SLOT_PRINCIPAL],
                      at(event, "/protoPayload/authenticationInfo/principalEmail"));
}

/* Every check was granted: something else than a missing role refused the caller. */
static bool is_granted_all(const struct wd_event *event)
{
    struct wd_jv checks = wd_jv_at(event->root, "/protoPayload/authorizationInfo");
    size_t granted = 0;

    for (struct wd_jiter it = wd_jv_iter(checks); wd_jiter_next(&it); granted++)
        if (!is_granted(it.value))
            return false;
    return granted > 0 && is_guessed_of_caller(event);
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
static bool is_another_call(const struct wd_event *event)
{
    struct wd_jv checks = wd_jv_at(event->root, "/protoPayload/authorizationInfo");
    struct wd_str service = at(event, "/protoPayload/serviceName");
    struct wd_str call = at(event, "/protoPayload/methodName");
    struct wd_jiter it = wd_jv_iter(checks);
    bool known = false;

    if (event->dialect != WD_DIALECT_AUDIT || call.len == 0 || wd_jiter_next(&it))
        return false;
    for (size_t i = 0; i < sizeof served / sizeof *served; i++) {
        bool same = wd_str_eqz(service, served[i][0]);
        known = known || same;
        if (same && wd_str_ends(call, wd_str_of(served[i][1])))
            return false;
    }
    return known && is_guessed_of_caller(event);
}

/* A member of its own tells why: no role mends what a policy denies. */
static bool is_told_denied(const struct wd_event *event)
{
    struct wd_jv checks = wd_jv_at(event->root, "/protoPayload/authorizationInfo");

    for (struct wd_jiter it = wd_jv_iter(checks); wd_jiter_next(&it);)
        if (wd_jv_type(wd_jv_get(it.value, "denyReason")) != WD_JSON_ABSENT ||
            wd_jv_type(wd_jv_get(it.value, "denied")) != WD_JSON_ABSENT)
            return true;
    return false;
}

/* Asking what one may do is answered with what one may; it needs nothing of what it asks for. */
static bool is_question(const struct wd_event *event)
{
    static const char *const asks[] = {"testIamPermissions", "TestIamPermissions"};

    return WD_STR_ANY(wd_str_ends, at(event, "/protoPayload/methodName"), asks);
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

static bool is_on_strange_host(const struct wd_event *event)
{
    for (size_t i = 0; i < event->permission_count; i++)
        if (is_elsewhere(event->permissions[i].resource))
            return true;
    return is_elsewhere(at(event, "/protoPayload/resourceName")) ||
           is_elsewhere(event->slot[WD_SLOT_RESOURCE]);
}

static bool is_strange_payload(const struct wd_event *event)
{
    struct wd_str type = at(event, "/protoPayload/@type");

    return type.len > 0 && !wd_str_ends(type, WD_STR("/google.cloud.audit.AuditLog"));
}

/* "projects/P/logs/…" → P. */
static struct wd_str log_project(const struct wd_event *event)
{
    struct wd_str rest = at(event, "/logName");

    if (!wd_str_eqz(wd_str_cut(&rest, '/'), "projects"))
        return WD_STR_NONE;
    return wd_str_cut(&rest, '/');
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
static bool is_outside_log(const struct wd_event *event, const struct wd_object *on)
{
    struct wd_str log = log_project(event);

    if (log.len == 0 || !on->type)
        return false;
    if (strcmp(on->type, "folder") == 0 || strcmp(on->type, "organization") == 0)
        return true;
    return strcmp(on->type, "project") == 0 && projects_differ(on->project, log);
}

/* The key that the caller signed with is another account's, and nothing tells of an account that lent its own. */
static bool is_anothers_key(const struct wd_event *event)
{
    struct wd_jv who = wd_jv_at(event->root, "/protoPayload/authenticationInfo");
    struct wd_str rest = wd_jv_str(wd_jv_get(who, "serviceAccountKeyName"));
    size_t start = wd_str_find(rest, WD_STR("/serviceAccounts/"));
    struct wd_str caller = wd_jv_str(wd_jv_get(who, "principalEmail"));

    if (start == WD_NPOS ||
        wd_jv_type(wd_jv_get(who, "serviceAccountDelegationInfo")) != WD_JSON_ABSENT)
        return false;
    rest = wd_str_from(rest, start + strlen("/serviceAccounts/"));
    rest = wd_str_cut(&rest, '/');
    return wd_ident_ok(WD_IDENT_EMAIL, rest) && caller.len > 0 && !wd_str_ieq(rest, caller);
}

/* The caller stands in an entry twice, as an address and as a principal, and both are one account; a federated one has no
 * address. */
static bool is_two_callers(const struct wd_event *event)
{
    static const char *const kinds[] = {"serviceAccount:", "user:"};
    struct wd_jv who = wd_jv_at(event->root, "/protoPayload/authenticationInfo");
    struct wd_str address = wd_jv_str(wd_jv_get(who, "principalEmail"));
    struct wd_str subject = wd_jv_str(wd_jv_get(who, "principalSubject"));
    struct wd_str name = wd_str_strip(subject, kinds, sizeof kinds / sizeof *kinds);

    if (wd_str_starts(subject, WD_STR("principal://")) && address.len > 0 &&
        wd_str_ieq(event->slot[WD_SLOT_PRINCIPAL], address))
        return !wd_str_ends(address, WD_STR(".gserviceaccount.com"));
    return address.len > 0 && wd_ident_ok(WD_IDENT_EMAIL, name) && !wd_str_ieq(name, address);
}

/* "storage.objects.get" as the call's own name is the storage's; and an entry's label has the service that wrote it.
 * Calls of a cluster are called by their API's group ("io.k8s.core.v1.pods.list"). */
static bool is_of_another_service(const struct wd_event *event)
{
    struct wd_str service = at(event, "/protoPayload/serviceName"), rest = service;
    struct wd_str filed = at(event, "/resource/labels/service");
    struct wd_str call = at(event, "/protoPayload/methodName");

    if (service.len > 0 && filed.len > 0 && !wd_str_ieq(service, filed))
        return true;
    if (service.len == 0 || wd_str_eqz(service, "k8s.io"))
        return false;
    for (size_t i = 0; i < event->permission_count; i++)
        if (wd_str_eq(event->permissions[i].name, call))
            return !wd_str_eq(wd_str_cut(&call, '.'), wd_str_cut(&rest, '.'));
    return false;
}

static bool is_strange_audit(const struct wd_event *event, const struct wd_object *on)
{
    return is_granted_too(event) || is_granted_all(event) || is_on_strange_host(event) ||
           is_strange_payload(event) ||
           projects_differ(log_project(event), at(event, "/resource/labels/project_id")) ||
           is_no_caller(event->slot[WD_SLOT_PRINCIPAL]) || is_pod_outside_cluster(event) ||
           is_outside_log(event, on) || is_anothers_key(event) || is_two_callers(event) ||
           is_of_another_service(event) || is_told_denied(event) || is_question(event) ||
           is_in_any_project(event);
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
    struct wd_str source = at(event, "/eventSource");

    return refuses_to_delete(event) ||
           (wd_str_find_char(source, '.') != WD_NPOS && !WD_STR_ANY(wd_str_ends, source, domains));
}

void wd_doubt_unlike(struct wd_event *event, const struct wd_object *on)
{
    if ((event->dialect == WD_DIALECT_AUDIT && is_strange_audit(event, on)) ||
        (event->dialect == WD_DIALECT_ACTIONTRAIL && is_strange_trail(event)))
        event->doubts |= WD_DOUBT_PERMISSION;
    if (is_another_call(event))
        event->doubts |= WD_DOUBT_READ;
}
