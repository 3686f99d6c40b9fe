/* What changed: a grant that has not spread yet, and what took the access away. */
#include "incident/table/table.h"

#define PROPAGATION (7 * WD_MINUTE)

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

/* "roles/storage.objectViewer" and "storage.objects.get" are of one family. Custom and basic roles, and
 * policies with names of their own, may hold anything. */
static bool may_hold(const char *role, const struct wd_incident *incident)
{
    struct wd_str rest = wd_str_of(role), family;

    if (!wd_str_starts(rest, WD_STR("roles/")) || !wd_str_has(rest, WD_STR(".")))
        return !is_of_another_product(rest, incident);
    rest = wd_str_from(rest, strlen("roles/"));
    family = wd_str_cut(&rest, '.');
    for (size_t i = 0; i < incident->permission_count; i++) {
        struct wd_str permission = wd_str_of(incident->permissions[i]);
        if (wd_str_eq(wd_str_cut(&permission, '.'), family))
            return true;
    }
    return incident->permission_count == 0;
}

static bool is_prefix_of_path(struct wd_str prefix, struct wd_str path)
{
    return wd_str_starts(path, prefix) && (path.len == prefix.len || path.ptr[prefix.len] == '/');
}

/* Bound on the resource itself, on something above it, or on its project. */
static bool covers_resource(const char *resource, const struct wd_incident *incident)
{
    struct wd_str bound = wd_str_of(resource);
    struct wd_str name = wd_str_of(incident->object_name);
    struct wd_str project = wd_str_of(wd_incident_fact(incident, WD_SLOT_PROJECT));

    if (bound.len == 0 || name.len == 0 || is_prefix_of_path(bound, name))
        return true;
    if (wd_str_starts(bound, WD_STR("folders/")) || wd_str_starts(bound, WD_STR("organizations/")))
        return true;
    return project.len && wd_str_starts(bound, WD_STR("projects/")) &&
           wd_str_eq(wd_str_from(bound, strlen("projects/")), project);
}

static bool is_access(enum wd_change_what what)
{
    return what == WD_CHANGE_GRANTED || what == WD_CHANGE_GRANTED_IF || what == WD_CHANGE_REMOVED;
}

static bool concerns_access(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->member && wd_change_has_member(change->member, incident) &&
           covers_resource(change->resource, incident) &&
           (!change->role || may_hold(change->role, incident));
}

/* ---- granted a moment ago -------------------------------------------------------------------------- */

const struct wd_change *wd_table_find_grant(const struct wd_table *table,
                                            const struct wd_incident *incident, wd_time until)
{
    for (size_t i = table->changes.count; i > 0; i--) {
        const struct wd_change *grant = &table->changes.items[i - 1];
        if (grant->time <= until && is_access(grant->what) && grant->what != WD_CHANGE_REMOVED &&
            concerns_access(grant, incident))
            return grant;
    }
    return NULL;
}

/* A denial that a grant has not reached yet. */
static void find_propagation(const struct wd_table *table, struct wd_incident *incident)
{
    const struct wd_change *grant;

    if (!incident->rule || !incident->rule->propagates || incident->last == WD_TIME_NONE)
        return;
    grant = wd_table_find_grant(table, incident, incident->last);
    if (!grant || incident->last - grant->time > PROPAGATION)
        return;
    incident->cause = WD_CAUSE_PROPAGATING;
    incident->granted_at = grant->time;
}

/* ---- what took the access away --------------------------------------------------------------------- */

static bool wants_access(const struct wd_incident *incident)
{
    return incident->cause == WD_CAUSE_MISSING_ROLE || incident->cause == WD_CAUSE_ACT_AS ||
           incident->cause == WD_CAUSE_UNKNOWN;
}

static bool is_slot(const struct wd_incident *incident, enum wd_slot slot, const char *value)
{
    return value && incident->slot[slot] && strcmp(incident->slot[slot], value) == 0;
}

/* The constraint's name without "constraints/". */
static bool same_constraint(const struct wd_incident *incident, const char *constraint)
{
    struct wd_str mine = wd_str_of(incident->slot[WD_SLOT_CONSTRAINT]);

    return !constraint || mine.len == 0 ||
           wd_str_eq(wd_last_part(mine, '/'), wd_last_part(wd_str_of(constraint), '/'));
}

/* The role of the trust policy is what was to be assumed. */
static bool is_assumed(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->resource && incident->object_name &&
           (incident->cause == WD_CAUSE_MISSING_ROLE ||
            incident->cause == WD_CAUSE_MISSING_TRUST) &&
           wd_str_ieq(wd_str_of(change->resource), wd_str_of(incident->object_name));
}

/* Named by the last part of its ARN, or of an account that is trusted as a whole. */
static bool trusts(const struct wd_change *change, const struct wd_incident *incident)
{
    struct wd_str rest = change->member ? wd_str_of(change->member) : WD_STR_NONE;
    struct wd_str caller = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);

    while (rest.len > 0) {
        struct wd_str member = wd_str_cut(&rest, ' ');
        if (wd_str_ends(member, WD_STR(":root")) || caller.len == 0 ||
            wd_str_ieq(wd_last_part(member, '/'), wd_last_part(caller, '/')))
            return true;
    }
    return false;
}

/* A custom role lost what was denied; who holds it is not in the record. */
static bool lost_in_role(const struct wd_change *change, const struct wd_incident *incident)
{
    struct wd_str rest = change->member ? wd_str_of(change->member) : WD_STR_NONE;

    while (rest.len > 0) {
        struct wd_str lost = wd_str_cut(&rest, ' ');
        for (size_t i = 0; i < incident->permission_count; i++)
            if (wd_str_eqz(lost, incident->permissions[i]))
                return covers_resource(change->resource, incident);
    }
    return false;
}

/* A custom role of the project is gone, and all that held it lost what it held; an answer that lists that may say that
 * the denied permission was none of it. */
static bool lost_with_role(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->role && change->resource &&
           (change->member ? lost_in_role(change, incident)
                           : covers_resource(change->resource, incident));
}

/* Brought back before the first denial. */
static bool is_role_back(const struct wd_table *table, const struct wd_change *gone,
                         const struct wd_incident *incident)
{
    const struct wd_change *end = table->changes.items + table->changes.count;

    for (const struct wd_change *later = gone + 1; later < end; later++)
        if (later->what == WD_CHANGE_ROLE_ON && later->time <= incident->first && later->role &&
            strcmp(later->role, gone->role) == 0)
            return true;
    return false;
}

/* What was deleted is the denied resource, or what holds it. */
static bool is_of(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->resource && incident->object_name &&
           is_prefix_of_path(wd_str_of(change->resource), wd_str_of(incident->object_name));
}

/* It may be there again: a creation names the thing, or only what it was made in. */
static bool may_be_back(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->what == WD_CHANGE_MADE &&
           (!change->resource || !incident->object_name || is_of(change, incident));
}

static bool is_on_again(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->what == WD_CHANGE_ACCOUNT_ON &&
           (is_slot(incident, WD_SLOT_PRINCIPAL, change->member) ||
            is_slot(incident, WD_SLOT_SERVICE_ACCOUNT, change->member));
}

/* A control policy of a resource directory denies for whole accounts. */
static bool is_control_policys(const struct wd_incident *incident)
{
    return incident->cause == WD_CAUSE_ORG_POLICY &&
           wd_system_cloud(incident->system) == WD_CLOUD_ALIBABA;
}

/* Whether such a change can be the reason of such an incident; access is for the caller to compare. */
static bool explains(const struct wd_change *change, const struct wd_incident *incident)
{
    switch (change->what) {
    case WD_CHANGE_ACCOUNT_OFF:
    case WD_CHANGE_KEY_OFF:
        return is_slot(incident, WD_SLOT_PRINCIPAL, change->member) ||
               is_slot(incident, WD_SLOT_SERVICE_ACCOUNT, change->member);
    case WD_CHANGE_API_OFF:
        return incident->cause == WD_CAUSE_SERVICE_DISABLED &&
               is_slot(incident, WD_SLOT_API, change->role) &&
               (covers_resource(change->resource, incident) ||
                (change->member && covers_resource(change->member, incident)));
    case WD_CHANGE_BILLING_OFF:
        return incident->cause == WD_CAUSE_SERVICE_DISABLED && !incident->slot[WD_SLOT_API] &&
               covers_resource(change->resource, incident);
    case WD_CHANGE_DENY_POLICY:
        return incident->cause == WD_CAUSE_EXPLICIT_DENY ||
               (wants_access(incident) && wd_change_denies(change, incident)) ||
               is_control_policys(incident);
    case WD_CHANGE_ORG_POLICY:
        return incident->cause == WD_CAUSE_ORG_POLICY && same_constraint(incident, change->role);
    case WD_CHANGE_PERIMETER:
        return incident->cause == WD_CAUSE_PERIMETER;
    case WD_CHANGE_TRUST:
        return is_assumed(change, incident) && !trusts(change, incident);
    case WD_CHANGE_DELETED:
        return wants_access(incident) && is_of(change, incident);
    case WD_CHANGE_ROLE:
        return wants_access(incident) && lost_in_role(change, incident);
    case WD_CHANGE_ROLE_OFF:
        return wants_access(incident) && lost_with_role(change, incident);
    case WD_CHANGE_POLICY:
    case WD_CHANGE_BUCKET_POLICY:
        return (wants_access(incident) || incident->cause == WD_CAUSE_EXPLICIT_DENY) &&
               wd_change_refuses(change, incident);
    case WD_CHANGE_GRANTED:
    case WD_CHANGE_GRANTED_IF:
    case WD_CHANGE_REMOVED:
    case WD_CHANGE_MADE:
    case WD_CHANGE_ACCOUNT_ON:
    case WD_CHANGE_ROLE_ON:
    case WD_CHANGE_JOB:
    case WD_CHANGE_COUNT:
        break;
    }
    return false;
}

/* It had spread long before the last denial, and nothing took it back: giving it again changes nothing. */
static void note_held(struct wd_incident *incident, const struct wd_change *grant)
{
    if (!incident->held && incident->last - grant->time > PROPAGATION)
        incident->held = grant;
}

static bool is_back(const struct wd_table *table, const struct wd_change *change,
                    const struct wd_incident *incident, bool made, bool on)
{
    switch (change->what) {
    case WD_CHANGE_DELETED:
        return made;
    case WD_CHANGE_ACCOUNT_OFF:
        return on;
    case WD_CHANGE_ROLE_OFF:
        return is_role_back(table, change, incident);
    default:
        return false;
    }
}

/* What was given between the denials was taken back between them: the last of them is one without it. */
static bool took_back(const struct wd_change *removal, const struct wd_change *grant)
{
    return removal && (!removal->role || !grant->role || strcmp(removal->role, grant->role) == 0);
}

/* What is being looked for, from the latest change before the last denial back to the oldest. */
struct search {
    wd_time given; /* what took the access away before that was made good */
    bool back, on; /* the thing, the account, is there again */
    const struct wd_change
        *removed; /* between the denials: a loss only of what was given there, too */
    const struct wd_change *perhaps; /* it may be the reason, and gives way to one that is */
};

/* 1: it is the reason. 0: go on. */
static bool is_loss_of_access(struct search *search, const struct wd_change *change,
                              struct wd_incident *incident)
{
    bool between = change->time > incident->first;

    if (change->what == WD_CHANGE_REMOVED) {
        if (between && !search->removed && search->given == WD_TIME_NONE)
            search->removed = change;
        return !between;
    }
    bool taken = took_back(search->removed, change);

    if (taken && between)
        return true;
    if (!taken)
        note_held(incident, change);
    search->given = change->time;
    return false;
}

/* A loss is no reason of a denial before it; but whoever or whatever is gone needs no grant. */
static bool is_other_loss(const struct wd_table *table, const struct search *search,
                          const struct wd_change *change, const struct wd_incident *incident)
{
    bool gone = change->what == WD_CHANGE_ACCOUNT_OFF || change->what == WD_CHANGE_DELETED;

    return (gone || change->time <= incident->first) &&
           !is_back(table, change, incident, search->back, search->on) &&
           explains(change, incident);
}

/* The latest change before the last denial, which decides: those before it were answered, if it was, by what was given since.
 * What was granted again was not the reason; what one record took and gave was. */
static const struct wd_change *find_loss(const struct wd_table *table, struct wd_incident *incident)
{
    struct search search = {.given = WD_TIME_NONE};

    for (size_t i = table->changes.count; i > 0; i--) {
        const struct wd_change *change = &table->changes.items[i - 1];
        if (change->time > incident->last)
            continue;
        if (search.given != WD_TIME_NONE && change->time < search.given)
            return search.perhaps;
        search.back = search.back || may_be_back(change, incident);
        search.on = search.on || is_on_again(change, incident);
        if (is_access(change->what) && wants_access(incident) &&
            concerns_access(change, incident)) {
            if (is_loss_of_access(&search, change, incident))
                return change->what == WD_CHANGE_REMOVED ? change : search.removed;
        } else if (is_other_loss(table, &search, change, incident)) {
            if (change->what != WD_CHANGE_ROLE_OFF || change->member)
                return change;
            search.perhaps = search.perhaps ? search.perhaps : change;
        }
    }
    return search.perhaps;
}

/* Given after the last denial, and not taken back: somebody has answered it since. */
static const struct wd_change *find_since(const struct wd_table *table,
                                          const struct wd_incident *incident)
{
    for (size_t i = table->changes.count; i > 0; i--) {
        const struct wd_change *change = &table->changes.items[i - 1];
        if (change->time <= incident->last)
            return NULL;
        if (is_access(change->what) && concerns_access(change, incident))
            return change->what == WD_CHANGE_GRANTED ? change : NULL;
    }
    return NULL;
}

/* Deleted or switched off after the last denial, and not there again: nobody is left to give access to, or nothing. */
static const struct wd_change *find_gone(const struct wd_table *table,
                                         const struct wd_incident *incident)
{
    for (size_t i = table->changes.count; i > 0; i--) {
        const struct wd_change *change = &table->changes.items[i - 1];
        if (change->time <= incident->last || may_be_back(change, incident) ||
            is_on_again(change, incident))
            return NULL;
        if ((change->what == WD_CHANGE_ACCOUNT_OFF || change->what == WD_CHANGE_DELETED) &&
            explains(change, incident))
            return change;
    }
    return NULL;
}

void wd_incident_find_change(const struct wd_table *table, struct wd_incident *incident)
{
    const struct wd_change *since;

    if (incident->first != WD_TIME_NONE)
        incident->taken = find_loss(table, incident);
    if (incident->last != WD_TIME_NONE && wants_access(incident) &&
        (since = find_since(table, incident)))
        incident->held = since;
    if (incident->last != WD_TIME_NONE && !incident->taken)
        incident->taken = find_gone(table, incident);
    if (!incident->taken)
        find_propagation(table, incident);
}
