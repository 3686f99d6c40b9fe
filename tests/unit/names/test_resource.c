/* Names of resources and permissions in canonical form. */
#include "../normalise_support.h"

#include <jansson.h>

#include "../reference.h"
#include "whydenied/vocabulary/resource.h"

struct row {
    const char *raw, *service, *type, *name, *project, *location, *leaf, *parent;
};

static const struct row rows[] = {
    {"projects/acme-prod/locations/us-central1/repositories/app/packages/x/versions/y", "",
     "artifact_registry_repository", "projects/acme-prod/locations/us-central1/repositories/app",
     "acme-prod", "us-central1", "app", ""},
    {"//artifactregistry.googleapis.com/projects/acme-prod/locations/us/repositories/app", "",
     "artifact_registry_repository", "projects/acme-prod/locations/us/repositories/app",
     "acme-prod", "us", "app", ""},
    {"us-central1-docker.pkg.dev/acme-prod/app/api:latest", "", "artifact_registry_repository",
     "projects/acme-prod/locations/us-central1/repositories/app", "acme-prod", "us-central1", "app",
     ""},
    {"eu.gcr.io/acme-prod/api", "", "artifact_registry_repository",
     "projects/acme-prod/locations/europe/repositories/eu.gcr.io", "acme-prod", "europe",
     "eu.gcr.io", ""},
    {"projects/acme-prod/locations/us-central1/services/api", "run", "cloud_run_service",
     "projects/acme-prod/locations/us-central1/services/api", "acme-prod", "us-central1", "api",
     ""},
    {"projects/acme-prod/zones/us-central1-a/disks/d1", "compute", "disk",
     "projects/acme-prod/zones/us-central1-a/disks/d1", "acme-prod", "us-central1-a", "d1", ""},
    {"projects/acme-prod/regions/us-central1/disks/d1", "compute", "region_disk",
     "projects/acme-prod/regions/us-central1/disks/d1", "acme-prod", "us-central1", "d1", ""},
    {"projects/acme-prod/locations/us/keyRings/r/importJobs/j", "", "kms_import_job",
     "projects/acme-prod/locations/us/keyRings/r/importJobs/j", "acme-prod", "us", "j", "r"},
    {"projects/acme-prod/locations/us-east1/lakes/l/zones/z/assets/a", "dataplex", "dataplex_asset",
     "projects/acme-prod/locations/us-east1/lakes/l/zones/z/assets/a", "acme-prod", "us-east1", "a",
     "z"},
    {"projects/acme-prod/locations/us-east1/lakes/l/zones/z/entities/e", "dataplex",
     "dataplex_zone", "projects/acme-prod/locations/us-east1/lakes/l/zones/z", "acme-prod",
     "us-east1", "z", "l"},
    {"projects/acme-prod/instances/i/clusters/c/backups/b", "bigtableadmin", "bigtable_backup",
     "projects/acme-prod/instances/i/clusters/c/backups/b", "acme-prod", "", "b", "c"},
    {"projects/acme-prod/instances/i/tables/t/authorizedViews/v", "bigtable",
     "bigtable_authorized_view", "projects/acme-prod/instances/i/tables/t/authorizedViews/v",
     "acme-prod", "", "v", "t"},
    {"projects/acme-prod/instances/i/databases/d/backupSchedules/s", "spanner",
     "spanner_backup_schedule", "projects/acme-prod/instances/i/databases/d/backupSchedules/s",
     "acme-prod", "", "s", "d"},
    {"projects/acme-prod/locations/us/datasets/d/consentStores/s/consents/1", "healthcare",
     "healthcare_consent_store", "projects/acme-prod/locations/us/datasets/d/consentStores/s",
     "acme-prod", "us", "s", "d"},
    {"projects/acme-prod/locations/us-east1/services/s/backups/b", "metastore", "metastore_backup",
     "projects/acme-prod/locations/us-east1/services/s/backups/b", "acme-prod", "us-east1", "b",
     "s"},
    {"projects/acme-prod/locations/global/hubs/h/groups/g", "networkconnectivity",
     "network_hub_group", "projects/acme-prod/locations/global/hubs/h/groups/g", "acme-prod", "",
     "g", "h"},
    {"projects/acme-prod/locations/global/apis/a/configs/c", "apigateway", "api_gateway_api",
     "projects/acme-prod/locations/global/apis/a", "acme-prod", "", "a", ""},
    {"projects/acme-prod/locations/us-east1/ekmConfig", "cloudkms", "ekm_config",
     "projects/acme-prod/locations/us-east1/ekmConfig", "acme-prod", "us-east1", "ekmConfig", ""},
    {"projects/acme-prod/policy", "binaryauthorization", "binauthz_policy",
     "projects/acme-prod/policy", "acme-prod", "", "policy", ""},
    {"projects/acme-prod/repos/training", "source", "source_repo",
     "projects/acme-prod/repos/training", "acme-prod", "", "training", ""},
    {"projects/acme-prod/regions/us-east1/jobs/j", "dataproc", "dataproc_job",
     "projects/acme-prod/regions/us-east1/jobs/j", "acme-prod", "us-east1", "j", ""},
    {"projects/acme-prod/locations/us/datasets/d/fhirStores/f/fhir/Patient/1", "healthcare",
     "healthcare_fhir_store", "projects/acme-prod/locations/us/datasets/d/fhirStores/f",
     "acme-prod", "us", "f", "d"},
    {"projects/acme-prod/locations/us/entryGroups/g/entries/e", "dataplex", "dataplex_entry_group",
     "projects/acme-prod/locations/us/entryGroups/g", "acme-prod", "us", "g", ""},
    {"projects/acme-prod/locations/us/entryGroups/g", "datacatalog", "data_catalog_entry_group",
     "projects/acme-prod/locations/us/entryGroups/g", "acme-prod", "us", "g", ""},
    {"projects/acme-prod/zones/us-east1-b/reservations/r", "compute", "reservation",
     "projects/acme-prod/zones/us-east1-b/reservations/r", "acme-prod", "us-east1-b", "r", ""},
    {"projects/acme-prod/instances/feat/tables/users", "bigtable", "bigtable_table",
     "projects/acme-prod/instances/feat/tables/users", "acme-prod", "", "users", "feat"},
    {"projects/acme-prod/locations/us-east1/connections/gh", "cloudbuild", "build_connection",
     "projects/acme-prod/locations/us-east1/connections/gh", "acme-prod", "us-east1", "gh", ""},
    {"tagValues/281", "cloudresourcemanager", "tag_value", "tagValues/281", "", "", "281", ""},
    {"namespaces/acme-prod/services/api", "run", "cloud_run_service",
     "namespaces/acme-prod/services/api", "acme-prod", "", "api", ""},
    {"projects/acme-prod/locations/us-central1/jobs/nightly", "run.googleapis.com", "cloud_run_job",
     "projects/acme-prod/locations/us-central1/jobs/nightly", "acme-prod", "us-central1", "nightly",
     ""},
    {"projects/acme-prod/locations/us-central1/jobs/nightly", "cloudscheduler.googleapis.com",
     "scheduler_job", "projects/acme-prod/locations/us-central1/jobs/nightly", "acme-prod",
     "us-central1", "nightly", ""},
    {"projects/_/buckets/acme-data/objects/a/b.csv", "", "bucket", "projects/_/buckets/acme-data",
     "", "", "acme-data", ""},
    {"//storage.googleapis.com/projects/_/buckets/acme-data/objects/o", "", "bucket",
     "projects/_/buckets/acme-data", "", "", "acme-data", ""},
    {"gs://acme-data/x/y", "", "bucket", "projects/_/buckets/acme-data", "", "", "acme-data", ""},
    {"https://www.googleapis.com/storage/v1/b/acme-data/o/x", "", "bucket",
     "projects/_/buckets/acme-data", "", "", "acme-data", ""},
    {"projects/acme-prod/datasets/sales/tables/orders", "bigquery", "table",
     "projects/acme-prod/datasets/sales/tables/orders", "acme-prod", "", "orders", "sales"},
    {"acme-prod:sales.orders", "bigquery", "table",
     "projects/acme-prod/datasets/sales/tables/orders", "acme-prod", "", "orders", "sales"},
    {"acme-prod:sales", "bigquery", "dataset", "projects/acme-prod/datasets/sales", "acme-prod", "",
     "sales", ""},
    {"projects/123456789012/secrets/key/versions/latest", "", "secret",
     "projects/123456789012/secrets/key", "123456789012", "", "key", ""},
    {"projects/acme-prod/topics/t", "", "topic", "projects/acme-prod/topics/t", "acme-prod", "",
     "t", ""},
    {"projects/-/serviceAccounts/app@acme-prod.iam.gserviceaccount.com", "", "service_account",
     "projects/-/serviceAccounts/app@acme-prod.iam.gserviceaccount.com", "acme-prod", "",
     "app@acme-prod.iam.gserviceaccount.com", ""},
    {"app@acme-prod.iam.gserviceaccount.com", "", "service_account",
     "projects/-/serviceAccounts/app@acme-prod.iam.gserviceaccount.com", "acme-prod", "",
     "app@acme-prod.iam.gserviceaccount.com", ""},
    {"//iam.googleapis.com/projects/acme-prod/serviceAccounts/"
     "app@acme-prod.iam.gserviceaccount.com/"
     "keys/abc",
     "", "service_account", "projects/-/serviceAccounts/app@acme-prod.iam.gserviceaccount.com",
     "acme-prod", "", "app@acme-prod.iam.gserviceaccount.com", ""},
    {"projects/-/serviceAccounts/101363364166838521279", "", "service_account",
     "projects/-/serviceAccounts/101363364166838521279", "", "", "101363364166838521279", ""},
    {"https://compute.googleapis.com/compute/v1/projects/acme-prod/zones/us-central1-a/instances/"
     "vm",
     "", "instance", "projects/acme-prod/zones/us-central1-a/instances/vm", "acme-prod",
     "us-central1-a", "vm", ""},
    {"projects/acme-net/regions/us-central1/subnetworks/s", "compute", "subnetwork",
     "projects/acme-net/regions/us-central1/subnetworks/s", "acme-net", "us-central1", "s", ""},
    {"projects/p-acme/locations/us/keyRings/ring/cryptoKeys/k/cryptoKeyVersions/3", "", "kms_key",
     "projects/p-acme/locations/us/keyRings/ring/cryptoKeys/k", "p-acme", "us", "k", "ring"},
    {"projects/acme-prod/locations/global/workloadIdentityPools/ci/providers/gh", "",
     "workload_identity_pool", "projects/acme-prod/locations/global/workloadIdentityPools/ci",
     "acme-prod", "", "ci", ""},
    {"core/v1/namespaces/default/pods/web/exec", "k8s.io", "kubernetes_object",
     "core/v1/namespaces/default/pods/web", "", "", "web", "default"},
    {"rbac.authorization.k8s.io/v1/clusterroles/reader", "k8s.io", "kubernetes_object",
     "rbac.authorization.k8s.io/v1/clusterroles/reader", "", "", "reader", ""},
    {"projects/acme-prod/locations/us-central1/publishers/google/models/m-1", "aiplatform",
     "project", "projects/acme-prod", "acme-prod", "us-central1", "acme-prod", ""},
    {"projects/acme-prod/locations/us-central1/endpoints/77", "aiplatform", "endpoint",
     "projects/acme-prod/locations/us-central1/endpoints/77", "acme-prod", "us-central1", "77", ""},
    {"projects/acme-prod/models/m/versions/v1", "ml", "ml_model", "projects/acme-prod/models/m",
     "acme-prod", "", "m", ""},
    {"projects/acme-prod/jobs/train_1", "ml", "ml_job", "projects/acme-prod/jobs/train_1",
     "acme-prod", "", "train_1", ""},
    {"projects/acme-prod/jobs/bquxjob_1", "bigquery", "project", "projects/acme-prod", "acme-prod",
     "", "acme-prod", ""},
    {"projects/acme-prod/databases/(default)/documents/c/d", "datastore", "project",
     "projects/acme-prod", "acme-prod", "", "acme-prod", ""},
    {"projects/123456789012/iap_web/compute/services/77", "iap", "iap_backend",
     "projects/123456789012/iap_web/compute/services/77", "123456789012", "", "77", ""},
    {"1234567890123456789", "iap.googleapis.com", "iap_backend", "1234567890123456789", "", "",
     "1234567890123456789", ""},
    {"projects/acme-prod", "", "project", "projects/acme-prod", "acme-prod", "", "acme-prod", ""},
    {"projectnumbers/123456789012", "", "project", "projects/123456789012", "123456789012", "",
     "123456789012", ""},
    {"123456789012", "monitoring", "project", "projects/123456789012", "123456789012", "",
     "123456789012", ""},
    {"organizations/123456789012", "", "organization", "organizations/123456789012", "", "",
     "123456789012", ""},
    {"folders/1/x", "", "folder", "folders/1", "", "", "1", ""},
    {"\"projects/acme-prod/topics/t\".", "", "topic", "projects/acme-prod/topics/t", "acme-prod",
     "", "t", ""},
    {"managedZones/z", "dns", "other", "managedZones/z", "", "", "z", ""},
    {"acs:ram::1234567890123456:role/trainer", "", "ram_role",
     "acs:ram::1234567890123456:role/trainer", "1234567890123456", "", "trainer", ""},
    {"acs:oss:*:1234567890123456:acme-data/a/b", "", "oss_bucket", "acs:oss:*:*:acme-data",
     "1234567890123456", "", "acme-data", ""},
    {"oss://acme-data/a", "", "oss_bucket", "acs:oss:*:*:acme-data", "", "", "acme-data", ""},
    {"acs:log:cn-beijing:1234567890123456:project/p1/logstore/l", "", "log_project",
     "acs:log:cn-beijing:1234567890123456:project/p1", "1234567890123456", "cn-beijing", "p1", ""},
    {"{acs:odps:*:projects/p1/tables/t1}", "", "odps_table", "acs:odps:*:projects/p1/tables/t1",
     "p1", "", "t1", "p1"},
    {"registry.cn-hangzhou.aliyuncs.com/team/app:1.0", "", "acr_repository",
     "registry.cn-hangzhou.aliyuncs.com/team/app", "", "", "app", "team"},
    {"something unheard of", "", "other", "something unheard of", "", "", "something unheard of",
     ""},
};

static void every_known_form_becomes_canonical(void **state)
{
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_object object;
        wd_resource_canonical(wd_str_of(rows[i].raw), wd_str_of(rows[i].service), b->bodies,
                              &object);
        if (!object.type || strcmp(object.type, rows[i].type) != 0)
            print_error("%s: type %s\n", rows[i].raw, object.type ? object.type : "(none)");
        assert_string_equal(object.type, rows[i].type);
        assert_str(object.name, rows[i].name);
        assert_str(object.project, rows[i].project);
        assert_str(object.location, rows[i].location);
        assert_str(object.leaf, rows[i].leaf);
        assert_str(object.parent, rows[i].parent);
    }
}

static void canonical_names_stay_as_they_are(void **state)
{
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_object once, twice;
        wd_resource_canonical(wd_str_of(rows[i].raw), wd_str_of(rows[i].service), b->bodies, &once);
        wd_resource_canonical(once.name, wd_str_of(rows[i].service), b->bodies, &twice);
        assert_true(wd_str_eq(once.name, twice.name));
        assert_string_equal(once.type, twice.type);
    }
}

static void nothing_gives_no_object(void **state)
{
    struct bench *b = *state;
    struct wd_object object;

    wd_resource_canonical(WD_STR_NONE, WD_STR_NONE, b->bodies, &object);
    assert_null(object.type);
    wd_resource_canonical(WD_STR("\"\" ."), WD_STR_NONE, b->bodies, &object);
    assert_null(object.type);
}

/* Third and fourth columns: resources as public samples have them. */
static void samples_of_other_projects_are_all_understood(void **state)
{
    struct bench *b = *state;
    FILE *file = fopen(reference("data/authz_samples.tsv"), "r");
    char line[4096];
    unsigned seen = 0, other = 0;

    if (!file) {
        print_message("skipped: no reference data\n");
        skip();
    }
    while (fgets(line, sizeof line, file)) {
        struct wd_str rest = wd_str_trim(wd_str_of(line));
        struct wd_object object;
        if (line[0] == '#')
            continue;
        rest = wd_str_of(line);
        wd_str_cut(&rest, '\t');
        struct wd_str permission = wd_str_cut(&rest, '\t');
        struct wd_str resource = wd_str_cut(&rest, '\t');
        struct wd_str name = wd_str_cut(&rest, '\t');
        struct wd_str service = permission;
        service = wd_str_cut(&service, '.');
        if (resource.len == 0 || wd_str_eq(resource, WD_STR("labels:")))
            resource = name;
        if (resource.len == 0 || wd_str_find_char(resource, '/') == WD_NPOS)
            continue;
        wd_resource_canonical(resource, service, b->bodies, &object);
        assert_non_null(object.type);
        assert_true(object.name.len > 0);
        seen++;
        other += strcmp(object.type, "other") == 0;
    }
    fclose(file);
    print_message("%u resources, %u of them other\n", seen, other);
    assert_true(seen > 200);
    assert_true(other * 5 < seen);
}

static void permissions_have_one_spelling(void **state)
{
    static const char *const table[][2] = {
        {"cloudresourcemanager.googleapis.com/projects.setIamPolicy",
         "resourcemanager.projects.setIamPolicy"},
        {"iam.googleapis.com/denypolicies.create", "iam.denypolicies.create"},
        {"bigqueryconnection.googleapis.com/connections.use", "bigquery.connections.use"},
        {"iam.serviceaccounts.actAs", "iam.serviceAccounts.actAs"},
        {"iam.googleapis.com/workforcePools.get", "iam.googleapis.com/workforcePools.get"},
        {"iam.workloadIdentityPoolProviders.create",
         "iam.googleapis.com/workloadIdentityPoolProviders.create"},
        {"iam.googleapis.com/workloadIdentityPools.createPolicyBinding",
         "iam.workloadIdentityPools.createPolicyBinding"},
        {"iam.googleapis.com/workforcePools.createPolicyBinding",
         "iam.googleapis.com/workforcePools.createPolicyBinding"},
        {"iam.workspacePools.searchPolicyBindings",
         "iam.googleapis.com/workspacePools.searchPolicyBindings"},
        {"apikeys.googleapis.com/keys.create", "apikeys.keys.create"},
        {"cloudresourcemanager.projects.get", "resourcemanager.projects.get"},
        {"'storage.objects.get'", "storage.objects.get"},
        {"storage.objects.get", "storage.objects.get"},
        {"io.k8s.core.v1.pods.create", "io.k8s.core.v1.pods.create"},
        {"oss:GetObject", "oss:GetObject"},
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_str(wd_permission_canonical(wd_str_of(table[i][0]), b->bodies), table[i][1]);
}

static void a_run_service_of_the_older_api_gets_its_region(void **state)
{
    struct bench *b = *state;
    struct wd_event *event = &b->event;

    wd_event_clear(event);
    wd_event_set(event, WD_SLOT_PERMISSION, WD_STR("run.services.get"), WD_SOURCE_FIELD);
    wd_event_set(event, WD_SLOT_RESOURCE, WD_STR("namespaces/acme-prod/services/api"),
                 WD_SOURCE_FIELD);
    wd_event_set(event, WD_SLOT_LOCATION, WD_STR("us-central1"), WD_SOURCE_FIELD);
    settled(b);
    assert_str(event->object.name, "projects/acme-prod/locations/us-central1/services/api");
    settled(b); /* twice gives the same */
    assert_str(event->object.name, "projects/acme-prod/locations/us-central1/services/api");
}

static void act_as_is_about_the_account_not_the_service_deployed(void **state)
{
    struct bench *b = *state;
    struct wd_event *event = &b->event;

    wd_event_clear(event);
    wd_event_set(event, WD_SLOT_PERMISSION, WD_STR("iam.serviceaccounts.actAs"), WD_SOURCE_MESSAGE);
    wd_event_set(event, WD_SLOT_SERVICE_ACCOUNT, WD_STR("run@acme-prod.iam.gserviceaccount.com"),
                 WD_SOURCE_MESSAGE);
    wd_event_set(event, WD_SLOT_RESOURCE, WD_STR("namespaces/acme-prod/services/api"),
                 WD_SOURCE_FIELD);
    settled(b);
    assert_string_equal(event->object.type, "service_account");
    assert_slot(event, WD_SLOT_PERMISSION, "iam.serviceAccounts.actAs");
    assert_int_equal(event->permission_count, 1);
}

static void every_level_that_can_be_bound_is_a_type_of_resource(void **state)
{
    json_t *root = json_load_file("patterns/roles/levels.json", 0, NULL), *level;
    const char *type;

    (void)state;
    assert_non_null(root);
    json_object_foreach (json_object_get(root, "levels"), type, level) {
        (void)level;
        if (!wd_resource_type_known(wd_str_of(type)))
            fail_msg("%s is no type of vocabulary/resource.c", type);
    }
    json_decref(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_level_that_can_be_bound_is_a_type_of_resource),
        cmocka_unit_test_setup_teardown(every_known_form_becomes_canonical, bench_setup,
                                        bench_teardown),
        cmocka_unit_test_setup_teardown(canonical_names_stay_as_they_are, bench_setup,
                                        bench_teardown),
        cmocka_unit_test_setup_teardown(nothing_gives_no_object, bench_setup, bench_teardown),
        cmocka_unit_test_setup_teardown(samples_of_other_projects_are_all_understood, bench_setup,
                                        bench_teardown),
        cmocka_unit_test_setup_teardown(permissions_have_one_spelling, bench_setup, bench_teardown),
        cmocka_unit_test_setup_teardown(a_run_service_of_the_older_api_gets_its_region, bench_setup,
                                        bench_teardown),
        cmocka_unit_test_setup_teardown(act_as_is_about_the_account_not_the_service_deployed,
                                        bench_setup, bench_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
