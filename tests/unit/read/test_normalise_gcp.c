/* Google Cloud's dialects: audit logs field by field, Scheduler, request logs, builds, other logs. */
#include "../normalise_support.h"
#include "../reference.h"

#define AUDIT(log, proto)                                                                          \
    "{'insertId':'i1','logName':'projects/acme-prod/logs/cloudaudit.googleapis.com%2F" log "',"    \
    "'timestamp':'2026-09-01T02:03:04Z','resource':{'type':'audited_resource','labels':"           \
    "{'project_id':'acme-prod'}},'protoPayload':{'@type':'type.googleapis.com/google.cloud.audit." \
    "AuditLog'," proto "}}"

static const char push_denied[] = AUDIT(
    "data_access",
    "'serviceName':'artifactregistry.googleapis.com','methodName':'Docker-PutManifest',"
    "'resourceName':'projects/acme-prod/locations/us-central1/repositories/app',"
    "'authenticationInfo':{'principalEmail':'123456789012-compute@developer.gserviceaccount.com'},"
    "'status':{'code':7,'message':'Permission denied'},"
    "'authorizationInfo':[{'permission':'artifactregistry.repositories.uploadArtifacts',"
    "'resource':'projects/acme-prod/locations/us-central1/repositories/app'}]");

static void a_denied_call_names_who_what_and_where(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(b, push_denied);

    settled(b);
    assert_kind(event, WD_KIND_DENIAL);
    assert_true(event->structured);
    assert_int_equal(event->dialect, WD_DIALECT_AUDIT);
    assert_int_equal(event->system, WD_SYSTEM_CLOUD_BUILD);
    assert_int_equal(event->code, 7);
    assert_slot(event, WD_SLOT_PRINCIPAL, "123456789012-compute@developer.gserviceaccount.com");
    assert_int_equal(event->principal_kind, WD_PRINCIPAL_SERVICE_ACCOUNT);
    assert_slot(event, WD_SLOT_PERMISSION, "artifactregistry.repositories.uploadArtifacts");
    assert_slot(event, WD_SLOT_PROJECT, "acme-prod");
    assert_string_equal(event->object.type, "artifact_registry_repository");
    assert_str(event->object.leaf, "app");
    assert_true(event->dedup != 0);
}

struct verdict {
    const char *why;
    const char *proto;
    enum wd_kind kind;
};

static void check_verdicts(struct bench *b, const struct verdict *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct wd_event *event = read_json_alone(b, rows[i].proto);
        if (event->kind != rows[i].kind)
            print_error("%s: %s\n", rows[i].why, wd_kind_name(event->kind));
        assert_int_equal(event->kind, rows[i].kind);
    }
}

#define NAMES "'serviceName':'storage.googleapis.com','methodName':'storage.objects.get',"
#define CHECK(granted)                                                                             \
    "'authorizationInfo':[{'permission':'storage.objects.get','resource':'projects/_/buckets/"     \
    "b'" granted "}]"

static void the_status_decides_not_granted_and_not_severity(void **state)
{
    static const struct verdict rows[] = {
        {"granted missing under success is a probe",
         AUDIT("data_access", NAMES "'status':{}," CHECK("")), WD_KIND_OTHER},
        {"no status at all", AUDIT("data_access", NAMES CHECK(",'granted':false")), WD_KIND_OTHER},
        {"code 7", AUDIT("data_access", NAMES "'status':{'code':7}," CHECK("")), WD_KIND_DENIAL},
        {"code 16", AUDIT("data_access", NAMES "'status':{'code':16}," CHECK("")), WD_KIND_DENIAL},
        {"all granted is a policy's denial",
         AUDIT("data_access", NAMES "'status':{'code':7}," CHECK(",'granted':true")),
         WD_KIND_DENIAL},
        {"not found",
         AUDIT("data_access", NAMES "'status':{'code':5,'message':'permission denied or "
                                    "not found'}," CHECK("")),
         WD_KIND_OTHER},
        {"quota",
         AUDIT("data_access", NAMES "'status':{'code':8,'message':'Quota exceeded'}," CHECK("")),
         WD_KIND_OTHER},
        {"a bad argument",
         AUDIT("activity", NAMES "'status':{'code':3,'message':'limits.memory: could "
                                 "not match suffix'}"),
         WD_KIND_OTHER},
        {"a bad argument about access",
         AUDIT("activity",
               NAMES "'status':{'code':3,'message':'You do not have permission to act as "
                     "service_account: a@acme-prod.iam.gserviceaccount.com'}"),
         WD_KIND_DENIAL},
        {"an attribute condition",
         AUDIT("data_access", NAMES "'status':{'code':3,'message':'The given "
                                    "credential is rejected by the attribute condition.'}"),
         WD_KIND_DENIAL},
        {"a precondition that is an organisation policy",
         AUDIT("activity",
               NAMES "'status':{'code':9,'message':'Precondition check failed.','details':[{"
                     "'violations':[{'type':'constraints/iam.disableServiceAccountKeyCreation',"
                     "'subject':'projects/acme-prod'}]}]}"),
         WD_KIND_DENIAL},
        {"another precondition",
         AUDIT("activity", NAMES "'status':{'code':9,'message':'The resource is "
                                 "not ready'}"),
         WD_KIND_OTHER},
        {"severity says nothing",
         "{'severity':'ERROR','logName':'projects/p/logs/cloudaudit.googleapis.com%2Factivity',"
         "'protoPayload':{" NAMES "'status':{}}}",
         WD_KIND_OTHER},
        {"a request that quotes a refusal",
         AUDIT("activity",
               NAMES "'status':{},'request':{'query':'PERMISSION_DENIED: iam.serviceAccounts."
                     "actAs'}"),
         WD_KIND_OTHER},
    };

    check_verdicts(*state, rows, sizeof rows / sizeof *rows);
}

static void the_permission_in_error_info_comes_first(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b,
        AUDIT("activity", NAMES
              "'status':{'code':7,'details':[{'reason':'IAM_PERMISSION_DENIED','domain':"
              "'iam.googleapis.com','metadata':{'permission':'storage.objects.get'}}]},"
              "'authorizationInfo':[{'permission':'storage.buckets.get','granted':false},"
              "{'permission':'storage.objects.get','resource':'projects/_/buckets/acme-data'}]"));

    assert_int_equal(event->permission_count, 1);
    assert_slot(event, WD_SLOT_PERMISSION, "storage.objects.get");
    assert_slot(event, WD_SLOT_REASON, "IAM_PERMISSION_DENIED");
    assert_slot(event, WD_SLOT_RESOURCE, "projects/_/buckets/acme-data");
}

static void a_logs_name_gives_a_project_only_where_it_names_one(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b, "{'logName':'projects/logs//p','severity':'ERROR','textPayload':'403 denied'}");

    assert_slot(event, WD_SLOT_PROJECT, "");
    event = read_json(
        b, "{'logName':'projects/p/logs/x','severity':'ERROR','textPayload':'403 denied'}");
    assert_slot(event, WD_SLOT_PROJECT, "p");
}

static void all_checks_not_granted_are_the_denied_permissions(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b,
        AUDIT(
            "activity",
            "'serviceName':'compute.googleapis.com','methodName':'v1.compute.instances.insert',"
            "'status':{'code':7},'authorizationInfo':["
            "{'permission':'compute.instances.create','granted':false,'resourceAttributes':{'name':"
            "'projects/acme-prod/zones/us-central1-a/instances/vm'}},"
            "{'permission':'compute.disks.create','granted':true},"
            "{'permission':'compute.subnetworks.use','resource':'projects/acme-net/regions/"
            "us-central1/subnetworks/s'}]"));

    assert_int_equal(event->permission_count, 2);
    assert_str(event->permissions[0].name, "compute.instances.create");
    assert_str(event->permissions[1].name, "compute.subnetworks.use");
    assert_slot(event, WD_SLOT_RESOURCE, "projects/acme-prod/zones/us-central1-a/instances/vm");
}

static void a_redacted_caller_stays_empty(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event =
        read_json(b, AUDIT("data_access", NAMES "'authenticationInfo':{},'status':{'code':7}"));

    settled(b);
    assert_kind(event, WD_KIND_DENIAL);
    assert_slot(event, WD_SLOT_PRINCIPAL, "");
    assert_int_equal(event->principal_kind, WD_PRINCIPAL_UNKNOWN);
}

static void behind_a_delegation_the_impersonated_account_was_denied(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b, AUDIT("data_access", NAMES
                 "'status':{'code':7},'authenticationInfo':{'principalEmail':"
                 "'deploy@acme-prod.iam.gserviceaccount.com','serviceAccountDelegationInfo':[{"
                 "'firstPartyPrincipal':{'principalEmail':'ann@example.com'}},{'principalSubject':"
                 "'serviceAccount:mid@acme-prod.iam.gserviceaccount.com'}]}"));

    assert_slot(event, WD_SLOT_PRINCIPAL, "deploy@acme-prod.iam.gserviceaccount.com");
    assert_slot(event, WD_SLOT_CALLER, "ann@example.com");
}

static void an_account_known_by_number_gets_its_address_from_the_label(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b,
        "{'logName':'projects/acme-prod/logs/cloudaudit.googleapis.com%2Fdata_access','resource':{"
        "'type':'service_account','labels':{'project_id':'acme-prod','email_id':"
        "'target@acme-prod.iam.gserviceaccount.com'}},'protoPayload':{'serviceName':"
        "'iamcredentials.googleapis.com','methodName':'GenerateAccessToken','resourceName':"
        "'projects/-/serviceAccounts/"
        "103566171230474107362','status':{'code':7},'authorizationInfo':"
        "[{'permission':'iam.serviceAccounts.getAccessToken'}]}}");

    settled(b);
    assert_slot(event, WD_SLOT_SERVICE_ACCOUNT, "target@acme-prod.iam.gserviceaccount.com");
    assert_string_equal(event->object.type, "service_account");
    assert_str(event->object.project, "acme-prod");
}

#define PERIMETER(extra)                                                                           \
    AUDIT("policy", NAMES                                                                          \
          "'status':{'code':7,'message':'Request is prohibited by organization\\u0027s "           \
          "policy. vpcServiceControlsUniqueIdentifier: uid-1','details':[{'violations':[{"         \
          "'type':'VPC_SERVICE_CONTROLS','description':'uid-1'}]}]},'metadata':{'@type':"          \
          "'type.googleapis.com/google.cloud.audit.VpcServiceControlAuditMetadata',"               \
          "'vpcServiceControlsUniqueId':'uid-1','violationReason':'NO_MATCHING_ACCESS_LEVEL',"     \
          "'securityPolicyInfo':{'servicePerimeterName':'accessPolicies/1/servicePerimeters/"      \
          "p'}" extra "}," CHECK(",'granted':true"))

static void a_perimeter_says_which_rule_and_under_which_id(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(b, PERIMETER(""));

    assert_kind(event, WD_KIND_DENIAL);
    assert_int_equal(event->permission_count, 0);
    assert_slot(event, WD_SLOT_UNIQUE_ID, "uid-1");
    assert_slot(event, WD_SLOT_DETAIL, "NO_MATCHING_ACCESS_LEVEL");
    assert_slot(event, WD_SLOT_POLICY, "accessPolicies/1/servicePerimeters/p");
    assert_slot(event, WD_SLOT_REASON, "VPC_SERVICE_CONTROLS");
}

static void a_dry_run_blocked_nothing(void **state)
{
    struct bench *b = *state;

    assert_kind(read_json(b, PERIMETER(",'dryRun':true")), WD_KIND_NOT_ENFORCED);
    assert_kind(
        read_json(b, AUDIT("data_access",
                           "'serviceName':'iap.googleapis.com','methodName':'AuthorizeUser',"
                           "'status':{'code':7},'metadata':{'iamEnforcementMode':'DRY_RUN'}")),
        WD_KIND_NOT_ENFORCED);
}

static void one_perimeter_refusal_logged_in_two_projects_has_one_key(void **state)
{
    struct bench *b = *state;
    uint64_t first = read_json(b, PERIMETER(""))->dedup;

    assert_true(first != 0);
    assert_true(read_json(b, PERIMETER(",'deviceState':'Unknown'"))->dedup == first);
}

static void operation_entry(char *out, size_t room, const char *id)
{
    snprintf(out, room,
             "{'insertId':'%s','logName':'projects/p/logs/cloudaudit.googleapis.com%%2Factivity',"
             "'timestamp':'2026-09-01T00:00:00Z','operation':{'id':'op-1'},'protoPayload':{" NAMES
             "'status':{'code':7}}}",
             id);
}

static void a_long_operation_logged_twice_has_one_key(void **state)
{
    struct bench *b = *state;
    char one[512], two[512];

    operation_entry(one, sizeof one, "a");
    operation_entry(two, sizeof two, "b");
    uint64_t first = read_json(b, one)->dedup;
    assert_true(first != 0);
    assert_true(read_json(b, two)->dedup == first);
}

static void a_delivery_that_repeats_has_the_same_key_another_entry_has_not(void **state)
{
    struct bench *b = *state;
    uint64_t first = read_json(b, push_denied)->dedup;

    assert_true(read_json(b, push_denied)->dedup == first);
    assert_true(read_json(b, AUDIT("activity", NAMES "'status':{'code':7}"))->dedup != first);
}

static void kubernetes_says_whether_rbac_or_admission_refused(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b,
        "{'logName':'projects/acme-prod/logs/cloudaudit.googleapis.com%2Factivity','labels':{"
        "'authorization.k8s.io/decision':'forbid'},'resource':{'type':'k8s_cluster','labels':{"
        "'cluster_name':'main','location':'us-central1','project_id':'acme-prod'}},'protoPayload':{"
        "'serviceName':'k8s.io','methodName':'io.k8s.core.v1.pods.list','authenticationInfo':{"
        "'principalEmail':'system:serviceaccount:ns:app'},'resourceName':'core/v1/namespaces/ns/"
        "pods',"
        "'status':{'code':7,'message':'Forbidden'},'response':{'reason':'Forbidden','message':'"
        "pods is "
        "forbidden'},'authorizationInfo':[{'permission':'io.k8s.core.v1.pods.list','resource':"
        "'core/v1/namespaces/ns/pods'}]}}");

    settled(b);
    assert_int_equal(event->system, WD_SYSTEM_GKE);
    assert_slot(event, WD_SLOT_DETAIL, "forbid");
    assert_slot(event, WD_SLOT_CLUSTER, "main");
    assert_int_equal(event->principal_kind, WD_PRINCIPAL_KUBERNETES);
    assert_string_equal(event->object.type, "kubernetes_object");
}

static void the_audit_log_of_a_cluster_itself_is_read(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b,
        "{'kind':'Event','apiVersion':'audit.k8s.io/"
        "v1','stage':'ResponseComplete','auditID':'a-1','verb':"
        "'list','user':{'username':'system:serviceaccount:ns:app'},'objectRef':{'resource':'pods',"
        "'namespace':'ns','apiVersion':'v1'},'responseStatus':{'code':403,'reason':'Forbidden','"
        "message':"
        "'pods is forbidden'},'requestReceivedTimestamp':'2026-09-01T02:03:04.1Z','annotations':{"
        "'authorization.k8s.io/decision':'forbid'}}");

    settled(b);
    assert_kind(event, WD_KIND_DENIAL);
    assert_int_equal(event->system, WD_SYSTEM_GKE);
    assert_slot(event, WD_SLOT_PERMISSION, "io.k8s.core.v1.pods.list");
    assert_str(event->object.name, "core/v1/namespaces/ns/pods");
    assert_int_equal(event->principal_kind, WD_PRINCIPAL_KUBERNETES);
    assert_kind(
        read_json(b,
                  "{'kind':'Event','apiVersion':'audit.k8s.io/v1','verb':'get','responseStatus':{"
                  "'code':200}}"),
        WD_KIND_OTHER);
}

static void a_policy_change_names_who_got_what(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b,
        AUDIT(
            "activity",
            "'serviceName':'cloudresourcemanager.googleapis.com','methodName':'SetIamPolicy',"
            "'resourceName':'projects/acme-prod','authenticationInfo':{'principalEmail':"
            "'root@example.com'},'serviceData':{'policyDelta':{'bindingDeltas':[{'action':'REMOVE',"
            "'role':'roles/viewer','member':'user:old@example.com'},{'action':'ADD','role':"
            "'roles/run.invoker','member':'serviceAccount:a@acme-prod.iam.gserviceaccount.com'},"
            "{'action':'ADD','role':'roles/run.invoker','member':'user:ann@example.com'}]}}"));

    assert_kind(event, WD_KIND_POLICY_CHANGE);
    assert_slot(event, WD_SLOT_PRINCIPAL, "serviceAccount:a@acme-prod.iam.gserviceaccount.com");
    assert_slot(event, WD_SLOT_ROLE, "roles/run.invoker");
    assert_slot(event, WD_SLOT_RESOURCE, "projects/acme-prod");
    assert_slot(event, WD_SLOT_CALLER, "root@example.com");
    assert_slot(event, WD_SLOT_DETAIL,
                "removed\tuser:old@example.com\troles/viewer\n"
                "granted\tserviceAccount:a@acme-prod.iam.gserviceaccount.com\troles/run.invoker\n"
                "granted\tuser:ann@example.com\troles/run.invoker\n");
}

static void deltas_stand_in_more_than_policies(void **state)
{
    static const struct {
        const char *entry, *detail;
    } cases[] = {
        {AUDIT("activity", "'serviceName':'bigquery.googleapis.com','methodName':"
                           "'google.cloud.bigquery.v2.DatasetService.PatchDataset','metadata':"
                           "{'datasetChange':{'bindingDeltas':[{'action':'REMOVE','role':"
                           "'roles/bigquery.dataViewer','member':'user:ann@example.com'}]}}"),
         "removed\tuser:ann@example.com\troles/bigquery.dataViewer\n"},
        {AUDIT("activity",
               "'serviceName':'admin.googleapis.com','methodName':"
               "'google.admin.AdminService.removeGroupMember','metadata':{'event':[{'eventName':"
               "'REMOVE_GROUP_MEMBER','parameter':[{'name':'USER_EMAIL','value':"
               "'ann@example.com'},{'name':'GROUP_EMAIL','value':'team@example.com'}]}]}"),
         "left_group\tann@example.com\tteam@example.com\n"},
        {AUDIT("activity",
               "'serviceName':'cloudidentity.googleapis.com','methodName':"
               "'google.apps.cloudidentity.groups.v1.MembershipsService.CreateMembership',"
               "'metadata':{'group':'group:team@example.com','membershipDelta':{'member':"
               "'user:ann@example.com','roleDeltas':[{'action':'ADD','role':'MEMBER'}]}}"),
         "joined_group\tuser:ann@example.com\tgroup:team@example.com\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct wd_event *event = read_json(*state, cases[i].entry);
        assert_kind(event, WD_KIND_POLICY_CHANGE);
        assert_slot(event, WD_SLOT_DETAIL, cases[i].detail);
    }
    assert_kind(read_json(*state, AUDIT("activity",
                                        "'serviceName':'bigquery.googleapis.com','methodName':"
                                        "'google.cloud.bigquery.v2.DatasetService.PatchDataset',"
                                        "'metadata':{'datasetChange':{'reason':'UPDATE'}}")),
                WD_KIND_OTHER);
}

static void what_was_switched_off_is_a_change(void **state)
{
    static const struct {
        const char *entry, *word;
        enum wd_slot slot;
        const char *value;
    } cases[] = {
        {AUDIT("activity",
               "'serviceName':'serviceusage.googleapis.com','methodName':"
               "'google.api.serviceusage.v1.ServiceUsage.DisableService','resourceName':"
               "'projects/123456789012/services/dns.googleapis.com'"),
         "api_off", WD_SLOT_ROLE, "dns.googleapis.com"},
        {AUDIT("activity", "'serviceName':'iam.googleapis.com','methodName':"
                           "'google.iam.admin.v1.DisableServiceAccount','resourceName':"
                           "'projects/-/serviceAccounts/ci@acme-prod.iam.gserviceaccount.com'"),
         "account_off", WD_SLOT_PRINCIPAL, "ci@acme-prod.iam.gserviceaccount.com"},
        {AUDIT("activity", "'serviceName':'iam.googleapis.com','methodName':"
                           "'google.iam.admin.v1.EnableServiceAccount','resourceName':"
                           "'projects/-/serviceAccounts/ci@acme-prod.iam.gserviceaccount.com'"),
         "account_on", WD_SLOT_PRINCIPAL, "ci@acme-prod.iam.gserviceaccount.com"},
        {AUDIT("activity", "'serviceName':'iam.googleapis.com','methodName':"
                           "'google.iam.admin.v1.DeleteRole','resourceName':"
                           "'projects/acme-prod/roles/runner','response':{'deleted':true,"
                           "'included_permissions':['run.jobs.run','run.jobs.get']}"),
         "role_off", WD_SLOT_PRINCIPAL, "run.jobs.run run.jobs.get"},
        {AUDIT("activity", "'serviceName':'iam.googleapis.com','methodName':"
                           "'google.iam.admin.v1.UndeleteRole','resourceName':"
                           "'projects/acme-prod/roles/runner'"),
         "role_on", WD_SLOT_ROLE, "projects/acme-prod/roles/runner"},
        {AUDIT("activity", "'serviceName':'k8s.io','methodName':"
                           "'io.k8s.authorization.rbac.v1.rolebindings.delete','resourceName':"
                           "'rbac.authorization.k8s.io/v1/namespaces/ops/rolebindings/sync'"),
         "rbac_off", WD_SLOT_RESOURCE, "ops"},
        {AUDIT("activity", "'serviceName':'orgpolicy.googleapis.com','methodName':"
                           "'google.cloud.orgpolicy.v2.OrgPolicy.UpdatePolicy','resourceName':"
                           "'projects/acme-prod/policies/gcp.resourceLocations'"),
         "org_policy", WD_SLOT_ROLE, "gcp.resourceLocations"},
        {AUDIT("activity", "'serviceName':'accesscontextmanager.googleapis.com','methodName':"
                           "'google.identity.accesscontextmanager.v1.AccessContextManager."
                           "UpdateServicePerimeter',"
                           "'resourceName':'accessPolicies/1/servicePerimeters/prod'"),
         "perimeter", WD_SLOT_RESOURCE, "accessPolicies/1/servicePerimeters/prod"},
        {AUDIT("activity",
               "'serviceName':'iam.googleapis.com','methodName':'google.iam.v2.Policies."
               "CreatePolicy','resourceName':'policies/"
               "cloudresourcemanager.googleapis.com%2Fprojects%2Facme-prod/denypolicies/keep',"
               "'request':{'policy':{'rules':[{'denyRule':{'deniedPrincipals':["
               "'principal://goog/subject/ana@example.com','principalSet://goog/public:all'],"
               "'deniedPermissions':['storage.googleapis.com/objects.get']}}]}}"),
         "deny_policy", WD_SLOT_PRINCIPAL, "ana@example.com allUsers"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct wd_event *event = read_json(*state, cases[i].entry);
        assert_kind(event, WD_KIND_POLICY_CHANGE);
        assert_slot(event, WD_SLOT_ACTION, cases[i].word);
        assert_slot(event, cases[i].slot, cases[i].value);
    }
}

static void a_policy_change_that_was_refused_is_a_denial(void **state)
{
    struct bench *b = *state;

    assert_kind(read_json(b, AUDIT("activity", "'serviceName':'run.googleapis.com','methodName':"
                                               "'google.cloud.run.v1.Services.SetIamPolicy',"
                                               "'status':{'code':7}")),
                WD_KIND_DENIAL);
}

/* However many members of others stand before them, and with what letters. */
static void renamed_names_are_found_among_many(void **state)
{
    static const char entry[] =
        "'_LOGNAME':'projects/acme-prod/logs/cloudaudit.googleapis.com%2Fdata_access',"
        "'Insert_Id':'i1','timestamp':'2026-09-01T02:03:04Z','resource':{'type':'gcs_bucket',"
        "'labels':{'project_id':'acme-prod'}},'proto_payload':{'service_name':"
        "'storage.googleapis.com','method_name':'storage.objects.get','status':{'code':7,"
        "'message':'denied'},'authentication_info':{'principal_email':'ann@example.com'},"
        "'authorization_info':[{'permission':'storage.objects.get','resource':"
        "'projects/_/buckets/acme-data'}]}}";
    struct bench *b = *state;

    for (unsigned others = 0; others < 48; others++) {
        char json[4096];
        int len = snprintf(json, sizeof json, "{");
        for (unsigned i = 0; i < others; i++)
            len +=
                snprintf(json + len, sizeof json - (size_t)len, "'%c%u':%u,", 'a' + i % 26, i, i);
        snprintf(json + len, sizeof json - (size_t)len, "%s", entry);
        const struct wd_event *event = read_json(b, json);
        settled(b);
        assert_kind(event, WD_KIND_DENIAL);
        assert_int_equal(event->dialect, WD_DIALECT_AUDIT);
        assert_slot(event, WD_SLOT_PRINCIPAL, "ann@example.com");
        assert_str(event->object.leaf, "acme-data");
    }
}

/* The same entry under the names other stores give its fields. */
static void renamed_copies_of_an_entry_read_the_same(void **state)
{
    static const char *const copies[] = {
        /* a BigQuery sink's row */
        "{'logName':'projects/acme-prod/logs/"
        "cloudaudit.googleapis.com%2Fdata_access','insertId':'i1',"
        "'timestamp':'2026-09-01 02:03:04 "
        "UTC','resource':{'type':'gcs_bucket','labels':{'project_id':"
        "'acme-prod'}},'protopayload_auditlog':{'serviceName':'storage.googleapis.com','methodName'"
        ":"
        "'storage.objects.get','status':{'code':'7','message':'denied'},'authenticationInfo':{"
        "'principalEmail':'ann@example.com'},'authorizationInfo':[{'permission':'storage.objects."
        "get',"
        "'granted':null,'resource':'projects/_/buckets/acme-data'}]}}",
        /* Log Analytics */
        "{'log_name':'projects/acme-prod/logs/"
        "cloudaudit.googleapis.com%2Fdata_access','insert_id':'i1',"
        "'timestamp':'2026-09-01T02:03:04Z','resource':{'type':'gcs_bucket','labels':{'project_id':"
        "'acme-prod'}},'proto_payload':{'audit_log':{'service_name':'storage.googleapis.com',"
        "'method_name':'storage.objects.get','status':{'code':7,'message':'denied'},"
        "'authentication_info':{'principal_email':'ann@example.com'},'authorization_info':[{'"
        "permission':"
        "'storage.objects.get','resource':'projects/_/buckets/acme-data'}]}}}",
        /* a SIEM that writes names in small letters */
        "{'logname':'projects/acme-prod/logs/"
        "cloudaudit.googleapis.com%2Fdata_access','insertid':'i1',"
        "'timestamp':'2026-09-01 "
        "02:03:04.000','resource':{'type':'gcs_bucket','labels':{'project_id':"
        "'acme-prod'}},'protopayload':{'at_sign_type':'type.googleapis.com/"
        "google.cloud.audit.AuditLog',"
        "'servicename':'storage.googleapis.com','methodname':'storage.objects.get','status':{'code'"
        ":7,"
        "'message':'denied'},'authenticationinfo':{'principalemail':'ann@example.com'},"
        "'authorizationinfo':[{'permission':'storage.objects.get','resource':"
        "'projects/_/buckets/acme-data'}]}}",
        /* Elastic */
        "{'@timestamp':'2026-09-01T02:03:04Z','gcp':{'audit':{'service_name':'storage.googleapis."
        "com',"
        "'method_name':'storage.objects.get','status':{'code':7,'message':'denied'},"
        "'authentication_info':{'principal_email':'ann@example.com'},'authorization_info':[{'"
        "permission':"
        "'storage.objects.get','resource':'projects/_/buckets/acme-data'}]}}}",
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof copies / sizeof *copies; i++) {
        const struct wd_event *event = read_json(b, copies[i]);
        settled(b);
        assert_kind(event, WD_KIND_DENIAL);
        assert_int_equal(event->dialect, WD_DIALECT_AUDIT);
        assert_slot(event, WD_SLOT_PRINCIPAL, "ann@example.com");
        assert_slot(event, WD_SLOT_PERMISSION, "storage.objects.get");
        assert_str(event->object.leaf, "acme-data");
        assert_true(event->time == wd_time_parse(WD_STR("2026-09-01T02:03:04Z"), NULL));
    }
}

#define ATTEMPT(status, debug, http)                                                               \
    "{'insertId':'s1','logName':'projects/acme-prod/logs/"                                         \
    "cloudscheduler.googleapis.com%2Fexecutions',"                                                 \
    "'timestamp':'2026-09-01T02:00:00Z','resource':{'type':'cloud_scheduler_job','labels':{'job_"  \
    "id':"                                                                                         \
    "'nightly','location':'us-central1','project_id':'acme-prod'}}" http                           \
    ",'jsonPayload':{'@type':"                                                                     \
    "'type.googleapis.com/google.cloud.scheduler.logging.AttemptFinished','jobName':'projects/"    \
    "acme-prod/locations/us-central1/jobs/nightly','targetType':'HTTP','url':"                     \
    "'https://api-x.a.run.app/run?token=s'" status debug "}}"

static void a_scheduler_attempt_is_denied_by_401_or_403_only(void **state)
{
    static const struct verdict rows[] = {
        {"status word", ATTEMPT(",'status':'PERMISSION_DENIED'", "", ""), WD_KIND_DENIAL},
        {"http status", ATTEMPT("", "", ",'httpRequest':{'status':401}"), WD_KIND_DENIAL},
        {"debugInfo alone",
         ATTEMPT("",
                 ",'debugInfo':'URL_ERROR-ERROR_OTHER. Original HTTP response code number = 403'",
                 ""),
         WD_KIND_DENIAL},
        {"not found", ATTEMPT(",'status':'NOT_FOUND'", "", ",'httpRequest':{'status':404}"),
         WD_KIND_OTHER},
        {"unreachable", ATTEMPT(",'status':'UNAVAILABLE'", "", ",'httpRequest':{'status':503}"),
         WD_KIND_OTHER},
        {"fine",
         ATTEMPT("", ",'debugInfo':'URL_CRAWLED. Original HTTP response code number = 200'",
                 ",'httpRequest':{'status':200}"),
         WD_KIND_OTHER},
        {"no http status in old entries",
         ATTEMPT(",'status':'UNAUTHENTICATED'", "", ",'httpRequest':{}"), WD_KIND_DENIAL},
    };

    check_verdicts(*state, rows, sizeof rows / sizeof *rows);
}

static void a_scheduler_denial_names_job_and_target_without_the_query(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event =
        read_json(b, ATTEMPT(",'status':'UNAUTHENTICATED'",
                             ",'debugInfo':'URL_ERROR-ERROR_AUTHENTICATION. Original HTTP response "
                             "code number = 401'",
                             ""));

    settled(b);
    assert_int_equal(event->dialect, WD_DIALECT_SCHEDULER);
    assert_int_equal(event->system, WD_SYSTEM_CLOUD_SCHEDULER);
    assert_int_equal(event->http_status, 401);
    assert_slot(event, WD_SLOT_JOB, "nightly");
    assert_slot(event, WD_SLOT_URL, "https://api-x.a.run.app/run");
    assert_slot(event, WD_SLOT_HOST, "api-x.a.run.app");
    assert_string_equal(event->object.type, "scheduler_job");
}

#define REQUEST(text, status)                                                                      \
    "{'insertId':'r1','logName':'projects/acme-prod/logs/run.googleapis.com%2Frequests'," text     \
    "'timestamp':'2026-09-01T02:00:00Z','httpRequest':{'requestMethod':'POST','requestUrl':"       \
    "'https://api-x.a.run.app/run?x=1','status':" status                                           \
    "},'resource':{'type':'cloud_run_revision',"                                                   \
    "'labels':{'project_id':'acme-prod','location':'us-central1','service_name':'api'}}}"

static void a_request_is_denied_only_if_the_platform_says_so(void **state)
{
    static const struct verdict rows[] = {
        {"the platform's sentence for 403",
         REQUEST("'textPayload':'The request was not authenticated. Either allow unauthenticated "
                 "invocations or set the proper Authorization header.',",
                 "403"),
         WD_KIND_DENIAL},
        {"the platform's sentence for 401",
         REQUEST("'textPayload':'The request was not authorized to invoke this service.',", "401"),
         WD_KIND_DENIAL},
        {"the application's own 401", REQUEST("", "401"), WD_KIND_CONTEXT},
        {"the application's own 403", REQUEST("", "403"), WD_KIND_CONTEXT},
        {"a success", REQUEST("", "200"), WD_KIND_OTHER},
        {"a server error", REQUEST("", "503"), WD_KIND_OTHER},
        {"Identity-Aware Proxy",
         "{'logName':'projects/acme-prod/logs/"
         "requests','httpRequest':{'status':403},'jsonPayload':{"
         "'statusDetails':'handled_by_identity_aware_proxy'},'resource':{'type':'http_load_"
         "balancer',"
         "'labels':{'backend_service_name':'web','project_id':'acme-prod'}}}",
         WD_KIND_DENIAL},
        {"the proxy's login redirect",
         "{'logName':'projects/acme-prod/logs/"
         "requests','httpRequest':{'status':302},'jsonPayload':{"
         "'statusDetails':'handled_by_identity_aware_proxy'}}",
         WD_KIND_OTHER},
        {"a firewall rule",
         "{'logName':'projects/acme-prod/logs/"
         "requests','httpRequest':{'status':403},'jsonPayload':{"
         "'statusDetails':'denied_by_security_policy'}}",
         WD_KIND_CONTEXT},
    };

    check_verdicts(*state, rows, sizeof rows / sizeof *rows);
}

static void a_request_in_context_keeps_what_correlation_needs(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(b, REQUEST("", "401"));

    assert_slot(event, WD_SLOT_URL, "https://api-x.a.run.app/run");
    assert_int_equal(event->http_status, 401);
    assert_slot(event, WD_SLOT_RESOURCE, "projects/acme-prod/locations/us-central1/services/api");
}

static const struct wd_event *read_build_line(struct bench *b, const char *id, const char *line)
{
    char text[1024];

    snprintf(text, sizeof text,
             "{'insertId':'%s','logName':'projects/acme-prod/logs/"
             "cloudbuild','timestamp':'2026-09-01T02:00:00Z',"
             "'resource':{'type':'build','labels':{'build_id':'b-1','project_"
             "id':'acme-prod'}},'textPayload':"
             "'%s'}",
             id, line);
    return read_json(b, text);
}

static void a_build_remembers_what_it_was_pushing(void **state)
{
    struct bench *b = *state;

    assert_kind(read_build_line(b, "1", "Pushing us-central1-docker.pkg.dev/acme-prod/app/api:1"),
                WD_KIND_CONTEXT);
    const struct wd_event *event = read_build_line(
        b, "2", "denied: Permission artifactregistry.repositories.uploadArtifacts denied");
    assert_kind(event, WD_KIND_CANDIDATE);
    assert_int_equal(event->dialect, WD_DIALECT_CLOUD_BUILD);
    assert_slot(event, WD_SLOT_BUILD, "b-1");
    assert_slot(event, WD_SLOT_REPOSITORY, "us-central1-docker.pkg.dev/acme-prod/app/api:1");
    assert_int_equal(event->source[WD_SLOT_REPOSITORY], WD_SOURCE_STREAM);
}

static void the_next_input_knows_nothing_of_the_last(void **state)
{
    struct bench *b = *state;

    read_build_line(b, "1", "Pushing us-central1-docker.pkg.dev/acme-prod/app/api:1");
    wd_normaliser_next_input(b->n);
    assert_slot(read_build_line(b, "2", "denied: Permission x denied"), WD_SLOT_REPOSITORY, "");
}

static void a_build_resource_names_the_account_to_grant(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b, "{'id':'b-1','status':'FAILURE','projectId':'acme-prod','steps':[],'serviceAccount':"
           "'projects/acme-prod/serviceAccounts/"
           "build@acme-prod.iam.gserviceaccount.com','failureInfo':{"
           "'type':'PUSH_NOT_AUTHORIZED','detail':'denied: Token exchange failed'},'finishTime':"
           "'2026-09-01T02:00:00Z'}");

    assert_kind(event, WD_KIND_DENIAL);
    assert_slot(event, WD_SLOT_PRINCIPAL, "build@acme-prod.iam.gserviceaccount.com");
    assert_slot(event, WD_SLOT_REASON, "PUSH_NOT_AUTHORIZED");
}

#define APP(payload)                                                                               \
    "{'insertId':'a1','logName':'projects/acme-prod/logs/"                                         \
    "run.googleapis.com%2Fstderr','timestamp':"                                                    \
    "'2026-09-01T02:00:00Z','resource':{'type':'cloud_run_revision','labels':{'project_id':'acme-" \
    "prod',"                                                                                       \
    "'revision_name':'api-1'}}," payload "}"

static void application_logs_are_read_in_message_fields_only(void **state)
{
    static const struct verdict rows[] = {
        {"textPayload",
         APP("'textPayload':'403 Permission storage.objects.get denied on projects/p'"),
         WD_KIND_CANDIDATE},
        {"message",
         APP("'jsonPayload':{'message':'PERMISSION_DENIED: Missing or insufficient permissions'}"),
         WD_KIND_CANDIDATE},
        {"error.message", APP("'jsonPayload':{'error':{'message':'access denied to gs://b'}}"),
         WD_KIND_CANDIDATE},
        {"exception", APP("'jsonPayload':{'exception':'googleapi: Error 403: forbidden'}"),
         WD_KIND_CANDIDATE},
        {"a prompt that quotes an error",
         APP("'jsonPayload':{'message':'answered','prompt':'why do I get Permission "
             "storage.objects.get "
             "denied on projects/p?'}"),
         WD_KIND_OTHER},
        {"a query", APP("'jsonPayload':{'query':'select * where status = PERMISSION_DENIED'}"),
         WD_KIND_OTHER},
        {"a file's refusal", APP("'textPayload':'bash: /app/run.sh: Permission denied'"),
         WD_KIND_OTHER},
        {"a task that was refused",
         APP("'jsonPayload':{'attemptResponseLog':{'status':'PERMISSION_DENIED','targetAddress':"
             "'https://api-x.a.run.app/t'}}"),
         WD_KIND_DENIAL},
        {"a sink that was refused", APP("'jsonPayload':{'error_code':'bucket_permission_denied'}"),
         WD_KIND_DENIAL},
        {"a status of its own", APP("'jsonPayload':{'status':{'code':7,'message':'no'}}"),
         WD_KIND_DENIAL},
        {"a number as status", APP("'jsonPayload':{'status':403,'message':'GET /x'}"),
         WD_KIND_OTHER},
    };

    check_verdicts(*state, rows, sizeof rows / sizeof *rows);
}

static void json_inside_a_text_payload_is_read(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json_alone(
        b, APP("'textPayload':'call failed: "
               "{\\u0022error\\u0022:{\\u0022code\\u0022:403,\\u0022status\\u0022:"
               "\\u0022PERMISSION_DENIED\\u0022,\\u0022message\\u0022:\\u0022no\\u0022,"
               "\\u0022details\\u0022:[{"
               "\\u0022reason\\u0022:\\u0022IAM_PERMISSION_DENIED\\u0022,\\u0022metadata\\u0022:{"
               "\\u0022permission\\u0022:\\u0022storage.objects.get\\u0022}}]}}'"));

    assert_kind(event, WD_KIND_DENIAL);
    assert_slot(event, WD_SLOT_PERMISSION, "storage.objects.get");
    assert_slot(event, WD_SLOT_PROJECT, "acme-prod");
    assert_int_equal(event->system, WD_SYSTEM_CLOUD_RUN);
}

static void an_audit_log_printed_by_a_function_is_read(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_record(
        b,
        quoted(
            b,
            "2026-09-04T21:51:05.000000Z E slackEvents: {'@type':'type.googleapis.com/google.cloud."
            "audit.AuditLog','status':{'code':7,'message':'Permission denied on service account'},"
            "'methodName':'google.cloud.functions.v2.FunctionService.UpdateFunction'}"),
        WD_RECORD_TEXT);

    assert_kind(event, WD_KIND_DENIAL);
    assert_int_equal(event->dialect, WD_DIALECT_AUDIT);
    assert_true(event->time != WD_TIME_NONE);
}

static void an_api_answer_is_read_by_its_code(void **state)
{
    static const struct verdict rows[] = {
        {"403", "{'error':{'code':403,'message':'no','status':'PERMISSION_DENIED'}}",
         WD_KIND_DENIAL},
        {"legacy reasons",
         "{'error':{'code':403,'message':'no','errors':[{'reason':'insufficientPermissions'}]}}",
         WD_KIND_DENIAL},
        {"401", "{'error':{'code':401,'message':'no','status':'UNAUTHENTICATED'}}", WD_KIND_DENIAL},
        {"404", "{'error':{'code':404,'message':'permission?','status':'NOT_FOUND'}}",
         WD_KIND_OTHER},
        {"429", "{'error':{'code':429,'message':'quota','status':'RESOURCE_EXHAUSTED'}}",
         WD_KIND_OTHER},
        {"400 about access",
         "{'error':{'code':400,'message':'You do not have permission to act as x','status':"
         "'INVALID_ARGUMENT'}}",
         WD_KIND_DENIAL},
    };

    check_verdicts(*state, rows, sizeof rows / sizeof *rows);
}

/* Every line of the entries collected as harmless. */
static void check_negatives(struct bench *b, const char *path, unsigned *seen)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    ssize_t len;

    while (file && (len = getline(&line, &room, file)) > 0) {
        const struct wd_event *event =
            read_record(b, wd_str_trim(wd_str_make(line, (size_t)len)), WD_RECORD_JSON);
        if (event->kind == WD_KIND_DENIAL || event->kind == WD_KIND_LOOKALIKE)
            print_error("%s: %.200s\n", path, line);
        assert_int_not_equal(event->kind, WD_KIND_DENIAL);
        (*seen)++;
    }
    free(line);
    if (file)
        fclose(file);
}

static void collected_harmless_entries_are_no_denials(void **state)
{
    static const char *const names[] = {"cloudevents", "iamdocs", "panther", "stratus", "wazuhqa"};
    unsigned seen = 0;
    char name[128];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(name, sizeof name, "samples/gcp/negatives/%s.ndjson", names[i]);
        check_negatives(*state, reference(name), &seen);
    }
    if (seen == 0) {
        print_message("skipped: no reference samples\n");
        skip();
    }
    print_message("%u entries\n", seen);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_denied_call_names_who_what_and_where),
        TEST(the_status_decides_not_granted_and_not_severity),
        TEST(the_permission_in_error_info_comes_first),
        TEST(a_logs_name_gives_a_project_only_where_it_names_one),
        TEST(all_checks_not_granted_are_the_denied_permissions),
        TEST(a_redacted_caller_stays_empty),
        TEST(behind_a_delegation_the_impersonated_account_was_denied),
        TEST(an_account_known_by_number_gets_its_address_from_the_label),
        TEST(a_perimeter_says_which_rule_and_under_which_id),
        TEST(a_dry_run_blocked_nothing),
        TEST(one_perimeter_refusal_logged_in_two_projects_has_one_key),
        TEST(a_long_operation_logged_twice_has_one_key),
        TEST(a_delivery_that_repeats_has_the_same_key_another_entry_has_not),
        TEST(kubernetes_says_whether_rbac_or_admission_refused),
        TEST(the_audit_log_of_a_cluster_itself_is_read),
        TEST(a_policy_change_names_who_got_what),
        TEST(deltas_stand_in_more_than_policies),
        TEST(what_was_switched_off_is_a_change),
        TEST(a_policy_change_that_was_refused_is_a_denial),
        TEST(renamed_copies_of_an_entry_read_the_same),
        TEST(renamed_names_are_found_among_many),
        TEST(a_scheduler_attempt_is_denied_by_401_or_403_only),
        TEST(a_scheduler_denial_names_job_and_target_without_the_query),
        TEST(a_request_is_denied_only_if_the_platform_says_so),
        TEST(a_request_in_context_keeps_what_correlation_needs),
        TEST(a_build_remembers_what_it_was_pushing),
        TEST(the_next_input_knows_nothing_of_the_last),
        TEST(a_build_resource_names_the_account_to_grant),
        TEST(application_logs_are_read_in_message_fields_only),
        TEST(json_inside_a_text_payload_is_read),
        TEST(an_audit_log_printed_by_a_function_is_read),
        TEST(an_api_answer_is_read_by_its_code),
        TEST(collected_harmless_entries_are_no_denials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
