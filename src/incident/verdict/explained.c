/* Whether a change of access concerns an incident, and whether it can be its reason. */
#include "incident/verdict/verdict.h"
#include "whydenied/names/home.h"

/* ---- does a change concern an incident? ------------------------------------------------------------ */

/* "AliyunOSSFullAccess" is of OSS. The products whose system policies bear the name that their actions begin with:
 * https://www.alibabacloud.com/help/en/ram/developer-reference/system-policy-reference */
static bool is_of_another_product(struct wd_str policy, const struct wd_incident *incident)
{
    static const char *const products[] = {"OSS", "Log", "ECS", "VPC", "RDS", "KMS", "RAM", "SLB"};
    struct wd_str name = wd_str_from(policy, strlen("Aliyun"));

    if (!wd_str_starts(policy, WD_STR("Aliyun")) || incident->permission_count == 0)
        return false;
    for (size_t i = 0; i < sizeof products / sizeof *products; i++) {
        struct wd_str product = wd_str_of(products[i]),
                      action = wd_str_of(incident->permissions[0]);
        if (wd_str_starts(name, product))
            return !wd_str_ieq(wd_str_cut(&action, ':'), product);
    }
    return false;
}

/* Whether a predefined role holds one of the refused permissions: 1, 0, or -1 where that is not known of all of them. */
static int does_hold(struct wd_str role, const struct wd_incident *incident)
{
    const struct wd_finish_options *ask = incident->finish;
    char name[192];
    int holds = 0;

    if (!ask || !ask->role_holds)
        return -1;
    if (wd_incident_is_clusters(incident))
        return ask->role_holds(ask->context, role,
                               wd_permission_in_iam(incident, name, sizeof name));
    if (incident->permission_count == 0)
        return -1;
    for (size_t i = 0; i < incident->permission_count && holds != 1; i++) {
        int one = ask->role_holds(ask->context, role, wd_str_of(incident->permissions[i]));
        holds = one != 0 ? one : holds;
    }
    return holds;
}

/* What the catalogue knows of a predefined role decides. Else "roles/storage.objectViewer" and "storage.objects.get" are of
 * one family. Custom roles and policies with names of their own may hold anything; basic roles reach what buckets and data
 * sets give the project's own people: https://cloud.google.com/storage/docs/access-control/iam-roles#basic-roles-modifiable */
static bool may_hold(const char *role, const struct wd_incident *incident)
{
    struct wd_str rest = wd_str_of(role), family;

    if (!wd_str_starts(rest, WD_STR("roles/")) || !wd_str_has(rest, WD_STR(".")))
        return !is_of_another_product(rest, incident);
    int holds = does_hold(rest, incident);
    if (holds >= 0)
        return holds == 1;
    rest = wd_str_from(rest, strlen("roles/"));
    family = wd_str_cut(&rest, '.');
    if (wd_incident_is_clusters(incident))
        return wd_str_eqz(family, "container");
    for (size_t i = 0; i < incident->permission_count; i++) {
        struct wd_str permission = wd_str_of(incident->permissions[i]);
        if (wd_str_eq(wd_str_cut(&permission, '.'), family))
            return true;
    }
    return incident->permission_count == 0;
}

bool wd_change_is_above(const struct wd_change *change, const struct wd_incident *incident)
{
    return !wd_change_is_elsewhere(change, incident) && wd_place_covers(change->resource, incident);
}

bool wd_change_may_hold(const struct wd_change *change, const struct wd_incident *incident)
{
    return !change->role || may_hold(change->role, incident);
}

bool wd_change_reaches(const struct wd_change *change, const struct wd_incident *incident)
{
    return wd_change_is_above(change, incident) && wd_change_may_hold(change, incident);
}

bool wd_change_concerns(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->member && wd_change_has_member(change->member, incident) &&
           wd_change_reaches(change, incident);
}

/* ---- what took the access away --------------------------------------------------------------------- */

bool wd_incident_wants_access(const struct wd_incident *incident)
{
    return incident->cause == WD_CAUSE_MISSING_ROLE || incident->cause == WD_CAUSE_ACT_AS ||
           incident->cause == WD_CAUSE_UNKNOWN;
}

bool wd_incident_wants_role(const struct wd_incident *incident)
{
    return wd_incident_wants_access(incident) || wd_incident_is_clusters(incident);
}

bool wd_incident_is_slot(const struct wd_incident *incident, enum wd_slot slot, const char *value)
{
    return value && incident->slot[slot] && strcmp(incident->slot[slot], value) == 0;
}

/* What was deleted is the denied resource, or what holds it. */
bool wd_change_is_of(const struct wd_change *change, const struct wd_incident *incident)
{
    struct wd_str gone = wd_str_of(change->resource), name = wd_str_of(incident->object_name);

    return gone.len > 0 && name.len > 0 &&
           (wd_str_is_within(name, gone) || wd_place_by_number(gone, name, incident) ||
            wd_change_is_of_arn(change, name) || wd_place_is_called(gone, incident));
}

/* The project that holds what was denied, or that the caller is an account of. */
static bool was_its_project(const struct wd_change *change, const struct wd_incident *incident)
{
    struct wd_str rest = change->resource ? wd_str_of(change->resource) : WD_STR_NONE;
    struct wd_str kind = wd_str_cut(&rest, '/');
    struct wd_str project = wd_str_of(wd_incident_fact(incident, WD_SLOT_PROJECT));

    return wd_str_eqz(kind, "projects") && rest.len > 0 &&
           (wd_str_eq(rest, project) ||
            wd_str_eq(rest, wd_home_of(wd_str_of(incident->slot[WD_SLOT_PRINCIPAL])).project));
}

/* "projects/P/locations/L/clusters/C" is the cluster that refused, or a namespace behind it the one that was asked for. */
static bool was_its_cluster(const struct wd_change *change, const struct wd_incident *incident)
{
    struct wd_str rest = change->resource ? wd_str_of(change->resource) : WD_STR_NONE;
    const struct {
        const char *kind;
        enum wd_slot slot;
    } parts[] = {{"projects", WD_SLOT_PROJECT},
                 {NULL, WD_SLOT_LOCATION}, /* locations, or zones of old */
                 {"clusters", WD_SLOT_CLUSTER},
                 {"namespaces", WD_SLOT_NAMESPACE}};

    if (incident->cause != WD_CAUSE_PLATFORM_ACL || incident->system != WD_SYSTEM_GKE)
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && rest.len > 0; i++) {
        struct wd_str kind = wd_str_cut(&rest, '/'), value = wd_str_cut(&rest, '/');
        if (wd_str_eqz(kind, "k8s")) {
            kind = value;
            value = wd_str_cut(&rest, '/');
        }
        if ((parts[i].kind && !wd_str_eqz(kind, parts[i].kind)) ||
            !wd_str_eqz(value, wd_incident_fact(incident, parts[i].slot)))
            return false;
        if (i >= 2 && rest.len == 0)
            return true;
    }
    return false;
}

/* Access to some things is given on what holds them: the refusal names the thing all the same. */
static bool was_named(const struct wd_change *change, const struct wd_incident *incident)
{
    struct wd_str name = wd_str_of(incident->slot[WD_SLOT_RESOURCE]);
    size_t host = wd_str_starts(name, WD_STR("//")) ? wd_str_find(wd_str_from(name, 2), WD_STR("/"))
                                                    : WD_NPOS;

    if (host != WD_NPOS)
        name = wd_str_from(name, host + 3);
    return change->resource && wd_distinct_estimate(&incident->resources) == 1 &&
           wd_str_is_within(name, wd_str_of(change->resource));
}

static bool was_deleted(const struct wd_change *change, const struct wd_incident *incident)
{
    if (!wd_incident_wants_access(incident))
        return was_its_cluster(change, incident);
    return wd_change_is_of(change, incident) || was_its_project(change, incident) ||
           was_named(change, incident);
}

/* The constraint's name without "constraints/". */
static bool same_constraint(const struct wd_incident *incident, const char *constraint)
{
    struct wd_str mine = wd_str_of(incident->slot[WD_SLOT_CONSTRAINT]);

    return !constraint || mine.len == 0 ||
           wd_str_eq(wd_last_part(mine, '/'), wd_last_part(wd_str_of(constraint), '/'));
}

/* The role that was to be assumed is no more. */
static bool is_role_meant(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->member && wd_str_eqz(wd_str_of(incident->object_type), "ram_role") &&
           wd_incident_wants_access(incident) && !wd_change_is_elsewhere(change, incident) &&
           wd_str_ieq(wd_last_part(wd_str_of(incident->object_name), '/'),
                      wd_last_part(wd_str_of(change->member), '/'));
}

/* A custom role lost what was denied; who holds it is not in the record. */
static bool lost_in_role(const struct wd_change *change, const struct wd_incident *incident)
{
    struct wd_str rest = change->member ? wd_str_of(change->member) : WD_STR_NONE;

    while (rest.len > 0) {
        struct wd_str lost = wd_str_cut(&rest, ' ');
        for (size_t i = 0; i < incident->permission_count; i++)
            if (wd_str_eqz(lost, incident->permissions[i]))
                return wd_place_covers(change->resource, incident);
    }
    return false;
}

/* … got all that was denied. */
bool wd_change_gains(const struct wd_change *change, const struct wd_incident *incident)
{
    for (size_t i = 0; i < incident->permission_count; i++) {
        struct wd_str rest = wd_str_of(change->member);
        bool gained = false;
        while (rest.len > 0 && !gained)
            gained = wd_str_eqz(wd_str_cut(&rest, ' '), incident->permissions[i]);
        if (!gained)
            return false;
    }
    return incident->permission_count > 0 && wd_place_covers(change->resource, incident);
}

/* A custom role of the project is gone, and all that held it lost what it held; an answer that lists that may say that
 * the denied permission was none of it. */
static bool lost_with_role(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->role && change->resource &&
           (change->member ? lost_in_role(change, incident)
                           : wd_place_covers(change->resource, incident));
}

/* A role of a group that the caller may belong to. */
static bool is_of_a_group(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->what == WD_CHANGE_REMOVED && change->role && wd_incident_wants_role(incident) &&
           (wd_str_starts(wd_str_of(change->member), WD_STR("group:")) ||
            wd_change_may_have_member(change, incident)) &&
           incident->slot[WD_SLOT_PRINCIPAL] && wd_place_covers(change->resource, incident) &&
           may_hold(change->role, incident);
}

/* It was open to everybody, and somebody came without credentials. */
static bool was_open(const struct wd_change *change, const struct wd_incident *incident)
{
    return incident->cause == WD_CAUSE_UNAUTHENTICATED && incident->object_name && change->role &&
           change->member && strcmp(change->member, "allUsers") == 0 &&
           wd_place_covers(change->resource, incident) && may_hold(change->role, incident);
}

/* A cluster's own, in the denied namespace or for all of them. */
bool wd_change_is_of_cluster(const struct wd_change *change, const struct wd_incident *incident)
{
    return incident->cause == WD_CAUSE_PLATFORM_ACL && incident->system == WD_SYSTEM_GKE &&
           change->resource && !wd_change_is_elsewhere(change, incident) &&
           (strcmp(change->resource, "cluster") == 0 ||
            wd_incident_is_slot(incident, WD_SLOT_NAMESPACE, change->resource));
}

/* A control policy of a resource directory denies for whole accounts. */
static bool is_control_policys(const struct wd_change *change, const struct wd_incident *incident)
{
    if (wd_system_cloud(incident->system) != WD_CLOUD_ALIBABA)
        return false;
    return incident->cause == WD_CAUSE_ORG_POLICY ||
           (wd_incident_wants_access(incident) &&
            wd_incident_is_slot(incident, WD_SLOT_ACCOUNT, change->resource));
}

bool wd_change_is_callers(const struct wd_change *change, const struct wd_incident *incident)
{
    if (wd_change_is_elsewhere(change, incident))
        return false;
    if (incident->principal_kind == WD_PRINCIPAL_RAM_USER && change->member)
        return wd_change_has_member(change->member, incident); /* mika@N.onaliyun.com, too */
    return wd_incident_is_slot(incident, WD_SLOT_PRINCIPAL, change->member) ||
           wd_incident_is_slot(incident, WD_SLOT_SERVICE_ACCOUNT, change->member);
}

/* Who is refused a permission was let in with a key that lives; a dead one is answered before anybody is known. */
static bool was_not_let_in(const struct wd_incident *incident)
{
    return incident->cause == WD_CAUSE_UNAUTHENTICATED ||
           incident->cause == WD_CAUSE_PRINCIPAL_DEAD ||
           (incident->cause == WD_CAUSE_UNKNOWN && incident->permission_count == 0);
}

/* What was switched off for everybody, or written against them. */
static bool stands_in_the_way(const struct wd_change *change, const struct wd_incident *incident)
{
    switch (change->what) {
    case WD_CHANGE_API_OFF:
        return incident->cause == WD_CAUSE_SERVICE_DISABLED &&
               wd_incident_is_slot(incident, WD_SLOT_API, change->role) &&
               (wd_place_covers(change->resource, incident) ||
                (change->member && wd_place_covers(change->member, incident)));
    case WD_CHANGE_BILLING_OFF:
        return incident->cause == WD_CAUSE_SERVICE_DISABLED && !incident->slot[WD_SLOT_API] &&
               wd_place_covers(change->resource, incident);
    case WD_CHANGE_DENY_POLICY:
        return incident->cause == WD_CAUSE_EXPLICIT_DENY ||
               (wd_incident_wants_access(incident) && wd_change_denies(change, incident)) ||
               is_control_policys(change, incident);
    case WD_CHANGE_ORG_POLICY:
        return incident->cause == WD_CAUSE_ORG_POLICY && same_constraint(incident, change->role);
    case WD_CHANGE_BOUNDARY:
        return incident->cause == WD_CAUSE_BOUNDARY ||
               (wd_incident_wants_access(incident) && !wd_change_is_elsewhere(change, incident));
    case WD_CHANGE_PERIMETER:
        return incident->cause == WD_CAUSE_PERIMETER;
    case WD_CHANGE_POLICY:
    case WD_CHANGE_BUCKET_POLICY:
        return (wd_incident_wants_access(incident) || incident->cause == WD_CAUSE_EXPLICIT_DENY) &&
               !wd_change_is_elsewhere(change, incident) && wd_change_refuses(change, incident);
    default:
        return false;
    }
}

/* Whether such a change can be the reason of such an incident; access is for the caller to compare. */
bool wd_change_explains(const struct wd_change *change, const struct wd_incident *incident)
{
    switch (change->what) {
    case WD_CHANGE_ACCOUNT_OFF:
        return wd_change_is_callers(change, incident) || is_role_meant(change, incident);
    case WD_CHANGE_KEY_OFF:
        return was_not_let_in(incident) && wd_change_is_callers(change, incident);
    case WD_CHANGE_TRUST:
        return wd_change_distrusts(change, incident);
    case WD_CHANGE_DELETED:
        return was_deleted(change, incident);
    case WD_CHANGE_ROLE:
        return wd_incident_wants_access(incident) && lost_in_role(change, incident);
    case WD_CHANGE_ROLE_OFF:
        return wd_incident_wants_access(incident) && lost_with_role(change, incident);
    case WD_CHANGE_LEFT_GROUP:
        return wd_incident_wants_access(incident) && change->member &&
               !wd_change_is_elsewhere(change, incident) &&
               wd_change_has_member(change->member, incident);
    case WD_CHANGE_RBAC_OFF:
        return wd_change_is_of_cluster(change, incident);
    case WD_CHANGE_POLICY_OFF:
        return wd_incident_wants_access(incident) && change->role &&
               !wd_change_is_elsewhere(change, incident) &&
               wd_system_cloud(incident->system) == WD_CLOUD_ALIBABA &&
               may_hold(change->role, incident);
    case WD_CHANGE_REMOVED:
        return is_of_a_group(change, incident) || was_open(change, incident);
    default:
        return stands_in_the_way(change, incident);
    }
}
