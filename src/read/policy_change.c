/* Successful changes of access in audit logs. A grant just before a denial means that it has not spread yet; what was
 * taken away before it explains it. Names of methods: the services' audit log pages. ActionTrail: policy_trail.c. */
#include "read/reading.h"

enum subject { BINDINGS, ROLE, ACCOUNT, KEY, API, BILLING, CONSTRAINT, THING, GONE, JOB, OTHER };

struct method {
    struct wd_str name; /* the last part of the method's name */
    enum subject subject;
    const char *word; /* as in wd_change_word; NULL: only that something changed */
};

#define NAME(lit)                                                                                  \
    {                                                                                              \
        (lit), sizeof(lit) - 1                                                                     \
    }

/* In order of their letters, in any case. */
static const struct method methods[] = {
    {NAME("CreateDatabase"), THING, "made"},
    {NAME("CreateDataset"), THING, "made"},
    {NAME("CreateFunction"), THING, "made"},
    {NAME("CreateInstance"), THING, "made"},
    {NAME("CreatePolicy"), OTHER, "deny_policy"},
    {NAME("CreateQueue"), THING, "made"},
    {NAME("CreateRepository"), THING, "made"},
    {NAME("CreateRole"), BINDINGS, "granted"},
    {NAME("CreateSecret"), THING, "made"},
    {NAME("CreateService"), THING, "made"},
    {NAME("CreateSubscription"), THING, "made"},
    {NAME("CreateTopic"), THING, "made"},
    {NAME("DeleteDatabase"), THING, "deleted"},
    {NAME("DeleteDataset"), THING, "deleted"},
    {NAME("DeleteFunction"), THING, "deleted"},
    {NAME("DeleteInstance"), THING, "deleted"},
    {NAME("DeletePolicy"), OTHER, NULL},
    {NAME("DeleteQueue"), THING, "deleted"},
    {NAME("DeleteRepository"), THING, "deleted"},
    {NAME("DeleteRole"), ROLE, "role_off"},
    {NAME("DeleteSecret"), THING, "deleted"},
    {NAME("DeleteService"), THING, "deleted"},
    {NAME("DeleteServiceAccount"), ACCOUNT, "account_off"},
    {NAME("DeleteServiceAccountKey"), KEY, "key_off"},
    {NAME("DeleteSubscription"), THING, "deleted"},
    {NAME("DeleteTopic"), THING, "deleted"},
    {NAME("DisableService"), API, "api_off"},
    {NAME("DisableServiceAccount"), ACCOUNT, "account_off"},
    {NAME("DisableServiceAccountKey"), KEY, "key_off"},
    {NAME("DropDatabase"), THING, "deleted"},
    {NAME("EnableServiceAccount"), ACCOUNT, "account_on"},
    {NAME("InsertDataset"), THING, "made"},
    {NAME("ReplaceServicePerimeters"), OTHER, "perimeter"},
    {NAME("setIamPermissions"), BINDINGS, "granted"},
    {NAME("SetIamPolicy"), BINDINGS, "granted"},
    {NAME("SetOrgPolicy"), CONSTRAINT, "org_policy"},
    {NAME("UndeleteDataset"), THING, "made"},
    {NAME("UndeleteRole"), ROLE, "role_on"},
    {NAME("UndeleteServiceAccount"), ACCOUNT, "account_on"},
    {NAME("UpdatePolicy"), OTHER, "deny_policy"},
    {NAME("UpdateProjectBillingInfo"), BILLING, "billing_off"},
    {NAME("UpdateRole"), ROLE, "role"},
    {NAME("UpdateServicePerimeter"), OTHER, "perimeter"},
    {NAME("UpdateWorkloadIdentityPoolProvider"), BINDINGS, "granted"},
};

static struct wd_str last_name(struct wd_str method)
{
    return wd_last_part(method, '.');
}

/* Cloud Storage's names are those of its REST API. */
static const struct method *find_of_bucket(struct wd_str method)
{
    static const struct method bucket[] = {{NAME("storage.buckets.create"), THING, "made"},
                                           {NAME("storage.buckets.delete"), THING, "deleted"}};

    for (size_t i = 0; i < sizeof bucket / sizeof *bucket; i++)
        if (wd_str_eq(method, bucket[i].name))
            return &bucket[i];
    return NULL;
}

/* A job's account stands in no record of its attempts. */
static const struct method *find_of_job(struct wd_str method, struct wd_str name)
{
    static const struct method job = {NAME("Job"), JOB, "job"};

    return wd_str_has(method, WD_STR(".CloudScheduler.")) &&
                   (wd_str_eqz(name, "CreateJob") || wd_str_eqz(name, "UpdateJob"))
               ? &job
               : NULL;
}

/* Whatever a service calls its things. */
static const struct method *find_deletion(struct wd_str name)
{
    static const struct method deletion = {NAME("Delete"), GONE, NULL};

    return wd_str_starts(name, deletion.name) ? &deletion : NULL;
}

static const struct method *find(struct wd_str method)
{
    struct wd_str name = last_name(method);
    char first;

    /* The hot path of every successful entry: most names are shorter, or begin otherwise. */
    if (name.len < 10)
        return name.len == 6   ? find_of_bucket(method)
               : name.len == 9 ? find_of_job(method, name)
                               : NULL;
    first = wd_lower(name.ptr[0]);
    if (!wd_char_in(first, "acdeiprsu"))
        return NULL;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (methods[i].name.len == name.len && wd_str_ieq(name, methods[i].name))
            return &methods[i];
    return find_deletion(name);
}

bool wd_is_policy_method(struct wd_str method)
{
    return find(method) != NULL;
}

/* ---- bindings: what was added and what was taken away --------------------------------------------- */

#define DELTAS_MAX 32u

struct deltas {
    struct wd_str part[DELTAS_MAX * 6]; /* word, tab, member, tab, role, end of line */
    size_t count;
};

static void add_delta(struct deltas *d, struct wd_str word, struct wd_str member,
                      struct wd_str role)
{
    const struct wd_str parts[] = {word, WD_STR("\t"), member, WD_STR("\t"), role, WD_STR("\n")};

    if (d->count + 6 > sizeof d->part / sizeof *d->part)
        return;
    memcpy(&d->part[d->count], parts, sizeof parts);
    d->count += 6;
}

static void read_deltas(struct wd_reading *r, struct wd_jv list, struct deltas *d)
{
    for (struct wd_jiter it = wd_jv_iter(list); wd_jiter_next(&it);) {
        struct wd_str member = wd_field_str(r, it.value, "member");
        struct wd_str role = wd_field_str(r, it.value, "role");
        bool added = wd_str_ieq(wd_field_str(r, it.value, "action"), WD_STR("ADD"));
        bool removed = wd_str_ieq(wd_field_str(r, it.value, "action"), WD_STR("REMOVE"));
        if ((!added && !removed) || member.len == 0)
            continue;
        bool bound = wd_there(wd_field(r, it.value, "condition"));
        if (added) {
            wd_set(r, WD_SLOT_PRINCIPAL, member);
            wd_set(r, WD_SLOT_ROLE, role);
        }
        add_delta(d,
                  removed ? WD_STR("removed")
                  : bound ? WD_STR("granted_if")
                          : WD_STR("granted"),
                  member, role);
    }
}

static void read_bindings(struct wd_reading *r)
{
    static const char *const places[] = {
        "serviceData.policyDelta.bindingDeltas", "metadata.policyDelta.bindingDeltas",
        "metadata.datasetChange.bindingDeltas", "servicedata_v1_iam.policyDelta.bindingDeltas"};
    struct deltas deltas = {.count = 0};

    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        read_deltas(r, wd_path(r, r->proto, places[i]), &deltas);
    if (deltas.count > 0)
        wd_set(r, WD_SLOT_DETAIL, wd_arena_concat(r->arena, deltas.part, deltas.count));
}

/* ---- what was switched off ------------------------------------------------------------------------- */

/* "projects/NUMBER/services/[NAME]", as resource or request call it. */
static void read_api(struct wd_reading *r)
{
    struct wd_str name = wd_path_str(r, r->proto, "request.name");

    if (name.len == 0)
        name = wd_field_str(r, r->proto, "resourceName");
    name = wd_last_part(name, '/');
    if (wd_str_starts(name, WD_STR("[")) && wd_str_ends(name, WD_STR("]")))
        name = wd_str_sub(name, 1, name.len - 2);
    wd_set(r, WD_SLOT_ROLE, name);
}

/* The resource has the project's number, the log its id: a project's APIs are switched in its own log. Who calls them is told
 * either of the two. */
static void read_project_of_api(struct wd_reading *r)
{
    size_t end = wd_str_find(r->log_name, WD_STR("/logs/"));
    struct wd_str name = wd_field_str(r, r->proto, "resourceName");

    if (wd_str_starts(name, WD_STR("projects/")))
        wd_set(r, WD_SLOT_PRINCIPAL, wd_str_sub(name, 0, wd_str_find(name, WD_STR("/services/"))));
    if (end != WD_NPOS && wd_str_starts(r->log_name, WD_STR("projects/")))
        wd_set(r, WD_SLOT_RESOURCE, wd_str_sub(r->log_name, 0, end));
}

/* Linking a project to an account is no loss. */
static bool billing_was_unlinked(struct wd_reading *r)
{
    return wd_path_str(r, r->proto, "request.projectBillingInfo.billingAccountName").len == 0 &&
           !wd_truth(wd_path(r, r->proto, "response.billingEnabled"));
}

static void read_account(struct wd_reading *r)
{
    struct wd_str email = wd_label(r, "email_id");
    struct wd_str name = wd_field_str(r, r->proto, "resourceName");
    size_t at = wd_str_find(name, WD_STR("/serviceAccounts/"));

    if (email.len == 0 && at != WD_NPOS) {
        struct wd_str rest = wd_str_from(name, at + strlen("/serviceAccounts/"));
        email = wd_str_cut(&rest, '/');
    }
    wd_set(r, WD_SLOT_PRINCIPAL, email);
}

/* "principal://iam.googleapis.com/projects/-/serviceAccounts/x@…" and "principal://goog/subject/ana@…" name an address;
 * "principalSet://goog/public:all" is everybody, other sets are kept whole. */
static struct wd_str denied_member(struct wd_str principal)
{
    struct wd_str last = wd_last_part(principal, '/');

    if (wd_str_eqz(last, "public:all"))
        return WD_STR("allUsers");
    return wd_str_starts(principal, WD_STR("principalSet://")) ? principal : last;
}

#define DENIED_MAX 64u /* pieces of a list: a name and what stands between two each */

/* A list of strings, joined. */
static struct wd_str joined(struct wd_reading *r, struct wd_jv rules, const char *name,
                            struct wd_str between, struct wd_str (*each)(struct wd_str))
{
    struct wd_str part[DENIED_MAX];
    size_t count = 0;

    for (struct wd_jiter rule = wd_jv_iter(rules); wd_jiter_next(&rule);) {
        struct wd_jv list = wd_field(r, wd_field(r, rule.value, "denyRule"), name);
        for (struct wd_jiter it = wd_jv_iter(list);
             wd_jiter_next(&it) && count + 2 <= DENIED_MAX;) {
            part[count++] = each ? each(wd_jv_str(it.value)) : wd_jv_str(it.value);
            part[count++] = between;
        }
    }
    return count == 0 ? WD_STR_NONE : wd_arena_concat(r->arena, part, count - 1);
}

/* Whom a deny policy refuses what: it may be the reason of a refusal that says no more than that a right lacks. */
static void read_denied(struct wd_reading *r)
{
    struct wd_jv rules = wd_path(r, r->proto, "request.policy.rules");
    struct wd_str blank = WD_STR(" "), mark = WD_STR(" !"), excepted = WD_STR_NONE;
    struct wd_str denied = joined(r, rules, "deniedPrincipals", blank, denied_member);

    /* An exception is one of its rule: of several, none would be told whose it is. */
    if (!wd_there(wd_path(r, rules, "1")))
        excepted = joined(r, rules, "exceptionPrincipals", mark, denied_member);
    if (excepted.len > 0)
        denied = wd_arena_concat(r->arena, (const struct wd_str[]){denied, mark, excepted}, 3);
    wd_set(r, WD_SLOT_PRINCIPAL, denied);
    wd_set(r, WD_SLOT_ROLE, joined(r, rules, "deniedPermissions", blank, NULL));
}

/* The account by which a job calls its target. */
static void read_job(struct wd_reading *r)
{
    static const char *const tokens[] = {"request.job.httpTarget.oidcToken.serviceAccountEmail",
                                         "request.job.httpTarget.oauthToken.serviceAccountEmail"};

    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        wd_set(r, WD_SLOT_PRINCIPAL, wd_path_str(r, r->proto, tokens[i]));
    wd_set(r, WD_SLOT_RESOURCE, wd_path_str(r, r->proto, "request.job.name"));
}

/* What a custom role lost: of a project's role, in that project. A deletion answers with the role as it was
 * (https://cloud.google.com/iam/docs/reference/rest/v1/projects.roles/delete). */
static struct wd_str lost_of_role(struct wd_reading *r, bool deleted)
{
    struct wd_jv list = wd_path(r, r->proto, "serviceData.permissionDelta.removedPermissions");
    struct wd_str lost[DENIED_MAX];
    size_t count = 0;

    if (deleted && !wd_there(list))
        list = wd_path(r, r->proto, "response.includedPermissions");
    if (deleted && !wd_there(list))
        list = wd_path(r, r->proto, "response.included_permissions");
    for (struct wd_jiter it = wd_jv_iter(list); wd_jiter_next(&it) && count + 2 <= DENIED_MAX;) {
        lost[count++] = wd_jv_str(it.value);
        lost[count++] = WD_STR(" ");
    }
    /* Of a list that was cut nothing can be said not to be in it. */
    if (count == 0 || count + 2 > DENIED_MAX)
        return WD_STR_NONE;
    return wd_arena_concat(r->arena, lost, count - 1);
}

static void read_role(struct wd_reading *r, struct wd_str word)
{
    struct wd_str name = wd_field_str(r, r->proto, "resourceName");

    wd_set(r, WD_SLOT_PRINCIPAL, lost_of_role(r, wd_str_eqz(word, "role_off")));
    wd_set(r, WD_SLOT_ROLE, name);
    wd_set(r, WD_SLOT_RESOURCE, wd_str_sub(name, 0, wd_str_find(name, WD_STR("/roles/"))));
}

/* "DeleteNodePool" of a cluster deletes no cluster: the resource must be of the method's kind, "nodePools" or "indexes". An
 * activity's record only, for what programs delete all day is in the other logs. */
static bool is_deletion(struct wd_reading *r)
{
    struct wd_str kind = last_name(wd_field_str(r, r->proto, "methodName"));
    struct wd_str rest = wd_field_str(r, r->proto, "resourceName");
    struct wd_str parent = wd_str_sub(rest, 0, wd_str_rfind_char(rest, '/'));

    kind = wd_str_from(kind, strlen("Delete"));
    return kind.len > 1 && wd_str_has(r->log_name, WD_STR("activity")) &&
           wd_str_istarts(wd_last_part(parent, '/'), wd_str_sub(kind, 0, kind.len - 1));
}

/* Deny policies and organisation policies share the names of their methods. */
static const char *word_of(struct wd_reading *r, const struct method *method)
{
    struct wd_str service = wd_field_str(r, r->proto, "serviceName");

    if (method->subject == BILLING)
        return billing_was_unlinked(r) ? method->word : NULL;
    if (method->subject == GONE)
        return is_deletion(r) ? "deleted" : NULL;
    if (wd_str_starts(service, WD_STR("orgpolicy.")))
        return "org_policy";
    return method->word;
}

static void read_subject(struct wd_reading *r, const struct method *method)
{
    switch (method->subject) {
    case API:
        read_api(r);
        return;
    case ACCOUNT:
    case KEY:
        read_account(r);
        return;
    case CONSTRAINT:
    case OTHER:
        wd_set(r, WD_SLOT_ROLE, wd_path_str(r, r->proto, "request.policy.constraint"));
        if (wd_str_starts(wd_field_str(r, r->proto, "serviceName"), WD_STR("orgpolicy.")))
            wd_set(r, WD_SLOT_ROLE, wd_last_part(wd_field_str(r, r->proto, "resourceName"), '/'));
        else if (wd_str_eqz(wd_str_of(method->word), "deny_policy"))
            read_denied(r);
        return;
    default: /* a creation names what it was made in, and what was made in its answer */
        return;
    }
}

void wd_policy_change_read(struct wd_reading *r)
{
    const struct method *method = find(wd_field_str(r, r->proto, "methodName"));
    const char *word = method ? word_of(r, method) : NULL;

    if (method && method->subject == GONE && !word)
        return;
    r->event->kind = WD_KIND_POLICY_CHANGE;
    read_bindings(r);
    wd_set(r, WD_SLOT_CALLER, wd_path_str(r, r->proto, "authenticationInfo.principalEmail"));
    if (method && method->subject == API)
        read_project_of_api(r);
    if (method && method->subject == GONE)
        wd_set(r, WD_SLOT_RESOURCE, wd_field_str(r, r->proto, "resourceName"));
    if (method && method->subject == JOB)
        read_job(r);
    if (method && method->subject == ROLE)
        read_role(r, wd_str_of(word));
    if (method && method->subject == THING)
        wd_set(r, WD_SLOT_RESOURCE, wd_path_str(r, r->proto, "response.name"));
    wd_set(r, WD_SLOT_RESOURCE, wd_path_str(r, r->proto, "authorizationInfo.0.resource"));
    wd_set(r, WD_SLOT_RESOURCE, wd_field_str(r, r->proto, "resourceName"));
    if (word)
        wd_set(r, WD_SLOT_ACTION, wd_str_of(word));
    if (method)
        read_subject(r, method);
    struct wd_str email = wd_label(r, "email_id");
    if (wd_str_eq(r->event->slot[WD_SLOT_SERVICE], WD_STR("iam.googleapis.com")) && email.len > 0)
        wd_set(r, WD_SLOT_SERVICE_ACCOUNT, email);
    struct wd_str id = wd_path_str(r, r->root, "operation.id");
    if (id.len > 0)
        r->event->dedup = wd_key("operation", id, WD_STR_NONE, WD_STR_NONE);
}
