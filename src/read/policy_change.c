/* Successful changes of access in audit logs. A grant just before a denial means that it has not spread yet; what was
 * taken away before it explains it. Names of methods: the services' audit log pages. ActionTrail: policy_trail.c. */
#include "read/reading.h"

enum subject {
    BINDINGS,
    DELTAS,
    ROLE,
    RBAC,
    ACCOUNT,
    KEY,
    API,
    APIS,
    BILLING,
    CONSTRAINT,
    THING,
    GONE,
    JOB,
    SQL,
    OTHER
};

struct method {
    struct wd_str name; /* the last part of the method's name */
    enum subject subject;
    const char *word; /* as in wd_change_word; NULL: only that something changed */
};

#define NAME(lit)                                                                                  \
    {                                                                                              \
        (lit), sizeof(lit) - 1                                                                     \
    }

/* In order of their first letters, in any case, by which they are looked up. */
static const struct method methods[] = {
    {NAME("addGroupMember"), DELTAS, NULL},
    {NAME("BatchEnableServices"), APIS, "api_on"},
    {NAME("ClearOrgPolicy"), CONSTRAINT, "org_policy"},
    {NAME("CommitServicePerimeters"), OTHER, "perimeter"},
    {NAME("CreateCryptoKey"), THING, "made"},
    {NAME("CreateDatabase"), THING, "made"},
    {NAME("CreateDataset"), THING, "made"},
    {NAME("CreateFunction"), THING, "made"},
    {NAME("CreateInstance"), THING, "made"},
    {NAME("CreateMembership"), DELTAS, NULL},
    {NAME("CreatePolicy"), OTHER, "deny_policy"},
    {NAME("CreatePolicyBinding"), OTHER, "boundary"},
    {NAME("CreatePrincipalAccessBoundaryPolicy"), OTHER, "boundary"},
    {NAME("CreateQueue"), THING, "made"},
    {NAME("CreateRepository"), THING, "made"},
    {NAME("CreateRole"), BINDINGS, "granted"},
    {NAME("CreateSecret"), THING, "made"},
    {NAME("CreateService"), THING, "made"},
    {NAME("CreateServiceAccount"), ACCOUNT, "account_made"},
    {NAME("CreateServicePerimeter"), OTHER, "perimeter"},
    {NAME("CreateSubscription"), THING, "made"},
    {NAME("CreateTopic"), THING, "made"},
    {NAME("createUser"), DELTAS, NULL},
    {NAME("DeleteAccessLevel"), OTHER, "perimeter"},
    {NAME("DeleteDatabase"), THING, "deleted"},
    {NAME("DeleteDataset"), THING, "deleted"},
    {NAME("DeleteFunction"), THING, "deleted"},
    {NAME("DeleteInstance"), THING, "deleted"},
    {NAME("DeleteMembership"), DELTAS, NULL},
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
    {NAME("deleteUser"), DELTAS, NULL},
    {NAME("DisableService"), API, "api_off"},
    {NAME("DisableServiceAccount"), ACCOUNT, "account_off"},
    {NAME("DisableServiceAccountKey"), KEY, "key_off"},
    {NAME("DropDatabase"), THING, "deleted"},
    {NAME("EnableService"), API, "api_on"},
    {NAME("EnableServiceAccount"), ACCOUNT, "account_on"},
    {NAME("InsertDataset"), THING, "made"},
    {NAME("InsertTable"), THING, "made"},
    {NAME("PatchDataset"), DELTAS, NULL},
    {NAME("removeGroupMember"), DELTAS, NULL},
    {NAME("ReplaceAccessLevels"), OTHER, "perimeter"},
    {NAME("ReplaceServicePerimeters"), OTHER, "perimeter"},
    {NAME("setIamPermissions"), BINDINGS, "granted"},
    {NAME("SetIamPolicy"), BINDINGS, "granted"},
    {NAME("SetOrgPolicy"), CONSTRAINT, "org_policy"},
    {NAME("suspendUser"), DELTAS, NULL},
    {NAME("UndeleteDataset"), THING, "made"},
    {NAME("UndeleteProject"), THING, "made"},
    {NAME("UndeleteRole"), ROLE, "role_on"},
    {NAME("UndeleteServiceAccount"), ACCOUNT, "account_on"},
    {NAME("undeleteUser"), DELTAS, NULL},
    {NAME("unsuspendUser"), DELTAS, NULL},
    {NAME("UpdateAccessLevel"), OTHER, "perimeter"},
    {NAME("UpdateDataset"), DELTAS, NULL},
    {NAME("UpdatePolicy"), OTHER, "deny_policy"},
    {NAME("UpdatePolicyBinding"), OTHER, "boundary"},
    {NAME("UpdatePrincipalAccessBoundaryPolicy"), OTHER, "boundary"},
    {NAME("UpdateProjectBillingInfo"), BILLING, "billing_off"},
    {NAME("UpdateRole"), ROLE, "role"},
    {NAME("UpdateServicePerimeter"), OTHER, "perimeter"},
    {NAME("UpdateWorkloadIdentityPoolProvider"), BINDINGS, "granted"},
};

#define METHODS (sizeof methods / sizeof *methods)

static struct wd_str last_name(struct wd_str method)
{
    return wd_last_part(method, '.');
}

/* Cloud Storage's names are those of its REST API; a cluster's those of its verbs. */
static const struct method *find_of_verb(struct wd_str method)
{
    static const struct method verbs[] = {
        {NAME("datasetservice.update"), DELTAS, NULL},
        {NAME("storage.buckets.create"), THING, "made"},
        {NAME("storage.buckets.delete"), THING, "deleted"},
        {NAME("storage.buckets.patch"), DELTAS, NULL},
        {NAME("storage.buckets.update"), DELTAS, NULL},
    };

    static const struct method cluster = {NAME("rbac"), RBAC, NULL};

    if (wd_str_starts(method, WD_STR("io.k8s.")))
        return wd_is_rbac_method(method) ? &cluster : NULL;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (wd_str_eq(method, verbs[i].name))
            return &verbs[i];
    return NULL;
}

/* A Scheduler job's account stands in no record of its attempts; a query of BigQuery may grant. */
static const struct method *find_of_job(struct wd_str method, struct wd_str name)
{
    static const struct method job = {NAME("Job"), JOB, "job"};
    static const struct method query = {NAME("InsertJob"), SQL, NULL};

    if (wd_str_eqz(name, "InsertJob"))
        return &query;
    return wd_str_has(method, WD_STR(".CloudScheduler.")) &&
                   (wd_str_eqz(name, "CreateJob") || wd_str_eqz(name, "UpdateJob"))
               ? &job
               : NULL;
}

static const struct method *find_deletion(struct wd_str method, struct wd_str name)
{
    static const struct method deletion = {NAME("Delete"), GONE, "deleted"};

    return wd_is_deletion_method(method, name) ? &deletion : NULL;
}

static const struct method *find_short(struct wd_str method, struct wd_str name)
{
    const struct method *found = name.len == 5 || name.len == 6 ? find_of_verb(method)
                                 : name.len == 9                ? find_of_job(method, name)
                                                                : NULL;

    return found ? found : find_deletion(method, name);
}

/* Where the methods that begin with the letter begin. */
static size_t first_of(char letter)
{
    size_t from = 0, end = METHODS;

    while (from < end) {
        size_t half = (from + end) / 2;
        if (wd_lower(methods[half].name.ptr[0]) < letter)
            from = half + 1;
        else
            end = half;
    }
    return from;
}

static const struct method *find(struct wd_str method)
{
    struct wd_str name = last_name(method);
    char first;

    /* The hot path of every successful entry: most names are shorter, or begin otherwise. */
    if (name.len < 10)
        return name.len == 5 || name.len == 6 || name.len == 9 ? find_short(method, name) : NULL;
    first = wd_lower(name.ptr[0]);
    for (size_t i = first_of(first); i < METHODS && wd_lower(methods[i].name.ptr[0]) == first; i++)
        if (methods[i].name.len == name.len && wd_str_ieq(name, methods[i].name))
            return &methods[i];
    return first == 'd' ? find_deletion(method, name) : NULL;
}

bool wd_is_policy_record(struct wd_reading *r)
{
    const struct method *method = find(wd_field_str(r, r->proto, "methodName"));

    return method && (method->subject != SQL || wd_policy_sql_gives(r));
}

/* ---- what was switched off ------------------------------------------------------------------------- */

/* "projects/NUMBER/services/[NAME]", as resource or request call it. */
static void read_api(struct wd_reading *r)
{
    struct wd_str name = wd_call_str(r, "request.name");

    if (name.len == 0)
        name = wd_field_str(r, r->proto, "resourceName");
    name = wd_last_part(name, '/');
    if (wd_str_starts(name, WD_STR("[")) && wd_str_ends(name, WD_STR("]")))
        name = wd_str_sub(name, 1, name.len - 2);
    wd_set(r, WD_SLOT_ROLE, name);
}

/* Several at once, a change each: word, member, role. */
static void read_apis(struct wd_reading *r)
{
    struct wd_str project = wd_field_str(r, r->proto, "resourceName"), part[6 * 32];
    size_t count = 0;

    for (struct wd_jiter it = wd_jv_iter(wd_call_path(r, "request.serviceIds"));
         wd_jiter_next(&it) && count + 6 <= sizeof part / sizeof *part; count += 6) {
        const struct wd_str change[] = {WD_STR("api_on"), WD_STR("\t"),        project,
                                        WD_STR("\t"),     wd_jv_str(it.value), WD_STR("\n")};
        memcpy(&part[count], change, sizeof change);
    }
    if (count > 0)
        wd_set(r, WD_SLOT_DETAIL, wd_arena_concat(r->arena, part, count));
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
    return wd_call_str(r, "request.projectBillingInfo.billingAccountName").len == 0 &&
           !wd_truth(wd_call_path(r, "response.billingEnabled"));
}

static void read_account(struct wd_reading *r)
{
    struct wd_str email = wd_label(r, "email_id");
    struct wd_str name = wd_field_str(r, r->proto, "resourceName");
    size_t at = wd_str_find(name, WD_STR("/serviceAccounts/"));

    if (email.len == 0)
        email = wd_call_str(r, "response.email");

    if (email.len == 0 && at != WD_NPOS) {
        struct wd_str rest = wd_str_from(name, at + strlen("/serviceAccounts/"));
        email = wd_str_cut(&rest, '/');
    }
    wd_set(r, WD_SLOT_PRINCIPAL, email);
}

/* The account by which a job calls its target. */
static void read_job(struct wd_reading *r)
{
    static const char *const tokens[] = {"request.job.httpTarget.oidcToken.serviceAccountEmail",
                                         "request.job.httpTarget.oauthToken.serviceAccountEmail"};

    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        wd_set(r, WD_SLOT_PRINCIPAL, wd_call_str(r, tokens[i]));
    wd_set(r, WD_SLOT_RESOURCE, wd_call_str(r, "request.job.name"));
}

/* Deny policies and organisation policies share the names of their methods. */
static const char *word_of(struct wd_reading *r, const struct method *method)
{
    struct wd_str service = wd_field_str(r, r->proto, "serviceName");

    if (method->subject == BILLING)
        return billing_was_unlinked(r) ? method->word : NULL;
    if (wd_str_starts(service, WD_STR("orgpolicy.")))
        return "org_policy";
    /* Other services call their own rules a policy. */
    if (wd_str_eqz(wd_str_of(method->word), "deny_policy") &&
        !wd_str_starts(service, WD_STR("iam.")))
        return NULL;
    return method->word;
}

static void read_subject(struct wd_reading *r, const struct method *method)
{
    switch (method->subject) {
    case API:
        read_api(r);
        return;
    case APIS:
        read_apis(r);
        return;
    case ACCOUNT:
    case KEY:
        read_account(r);
        return;
    case CONSTRAINT:
    case OTHER:
        wd_set(r, WD_SLOT_ROLE, wd_call_str(r, "request.policy.constraint"));
        wd_set(r, WD_SLOT_ROLE, wd_call_str(r, "request.constraint"));
        if (wd_str_starts(wd_field_str(r, r->proto, "serviceName"), WD_STR("orgpolicy.")))
            wd_set(r, WD_SLOT_ROLE, wd_last_part(wd_field_str(r, r->proto, "resourceName"), '/'));
        else if (wd_str_eqz(wd_str_of(word_of(r, method)), "deny_policy"))
            wd_policy_denied_read(r);
        return;
    default: /* a creation names what it was made in, and what was made in its answer */
        return;
    }
}

/* Before what every entry says of its resource. */
static void read_place(struct wd_reading *r, const struct method *method, struct wd_str word)
{
    switch (method->subject) {
    case API:
    case APIS:
        read_project_of_api(r);
        return;
    case JOB:
        read_job(r);
        return;
    case ROLE:
        wd_policy_role_read(r, word);
        return;
    case BINDINGS:
        wd_policy_account_read(r);
        return;
    case THING:
        if (wd_str_eqz(word, "made")) {
            wd_policy_made_read(r);
            return;
        }
        wd_set(r, WD_SLOT_RESOURCE, wd_call_str(r, "response.name"));
        wd_set(r, WD_SLOT_RESOURCE, wd_field_str(r, r->proto, "resourceName"));
        return;
    default:
        return;
    }
}

void wd_policy_change_read(struct wd_reading *r)
{
    const struct method *method = find(wd_field_str(r, r->proto, "methodName"));
    const char *word = method ? word_of(r, method) : NULL;

    if (method && method->subject == GONE && !wd_policy_gone_read(r))
        return;
    if (method && method->subject == SQL)
        wd_policy_sql_read(r);
    else if (method && method->subject == RBAC)
        wd_policy_rbac_read(r);
    else
        wd_policy_deltas_read(r);
    if (method &&
        (method->subject == DELTAS || method->subject == SQL || method->subject == RBAC) &&
        r->event->slot[WD_SLOT_DETAIL].len == 0)
        return;
    r->event->kind = WD_KIND_POLICY_CHANGE;
    wd_set(r, WD_SLOT_CALLER, wd_path_str(r, r->proto, "authenticationInfo.principalEmail"));
    if (method)
        read_place(r, method, wd_str_of(word));
    wd_set(r, WD_SLOT_RESOURCE, wd_path_str(r, r->proto, "authorizationInfo.0.resource"));
    wd_set(r, WD_SLOT_RESOURCE, wd_field_str(r, r->proto, "resourceName"));
    wd_policy_name_project(r);
    if (method && method->subject == THING && strcmp(word, "made") == 0)
        wd_policy_made_forget_place(r);
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
