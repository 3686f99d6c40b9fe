/* The types of resources: the word of the report, and how Google writes their names. What a role is bound with on each
 * stands in patterns/roles/levels.json under the same words; test_resource holds the two together. Paths: the REST
 * references of the services. */
#include "whydenied/vocabulary/resource.h"

#define WHOLE      WD_RESOURCE_WHOLE
#define OF_PROJECT WD_RESOURCE_OF_PROJECT
#define OR_UNNAMED WD_RESOURCE_OR_UNNAMED

/* Rows are looked up by the first letter of their path: they stand in the order of those, and of one letter the first that
 * fits wins. Behind "projects/<id>": */
static const struct wd_resource_row project_rows[] = {
    {"project", "", NULL, 0, WHOLE},
    {"attestor", "attestors/*", NULL, 0, 0},
    {"bucket", "buckets/*", "storage", 0, 0},
    {"project", "builds", NULL, 0, OF_PROJECT},
    {"table", "datasets/*/tables/*", NULL, 3, 0},
    {"dataset", "datasets/*", NULL, 0, 0},
    {"project", "databases", NULL, 0, OF_PROJECT},
    {"snapshot", "global/snapshots/*", NULL, 0, 0},
    {"machine_image", "global/machineImages/*", NULL, 0, 0},
    {"instance_template", "global/instanceTemplates/*", NULL, 0, 0},
    {"backend_service", "global/backendServices/*", NULL, 0, 0},
    {"backend_bucket", "global/backendBuckets/*", NULL, 0, 0},
    {"image", "global/images/*", NULL, 0, 0},
    {"spanner_backup_schedule", "instances/*/databases/*/backupSchedules/*", NULL, 5, 0},
    {"spanner_database", "instances/*/databases/*", "spanner", 3, 0},
    {"spanner_database", "instances/*/databases/*", NULL, 3, 0},
    {"spanner_backup", "instances/*/backups/*", "spanner", 3, 0},
    {"spanner_instance", "instances/*", "spanner", 0, 0},
    {"bigtable_authorized_view", "instances/*/tables/*/authorizedViews/*", NULL, 5, 0},
    {"bigtable_backup", "instances/*/clusters/*/backups/*", NULL, 5, 0},
    {"bigtable_table", "instances/*/tables/*", NULL, 3, 0},
    {"bigtable_instance", "instances/*", "bigtable", 0, 0},
    {"bigtable_instance", "instances/*", "bigtableadmin", 0, 0},
    {"iap_dest_group", "iap_tunnel/locations/*/destGroups/*", NULL, 0, 0},
    {"project", "instances/*", "cloudsql", 0, OF_PROJECT},
    {"project", "instances/*", "sqladmin", 0, OF_PROJECT},
    {"iap_tunnel", "iap_tunnel/zones/*/instances/*", NULL, 0, 0},
    {"iap_backend", "iap_web/compute/services/*", NULL, 0, 0},
    {"iap_regional_backend", "iap_web/compute-*/services/*", NULL, 0, 0},
    {"iap_cloud_run", "iap_web/cloud_run-*/services/*", NULL, 0, 0},
    {"iap_app_engine", "iap_web/appengine-*/services/*", NULL, 0, 0},
    {"project", "jobs/*", "bigquery", 0, OF_PROJECT},
    {"ml_job", "jobs/*", "ml", 0, OR_UNNAMED},
    {"artifact_registry_repository", "locations/*/repositories/*", NULL, 0, 0},
    {"cloud_run_service", "locations/*/services/*", "run", 0, OR_UNNAMED},
    {"cloud_run_job", "locations/*/jobs/*", "run", 0, 0},
    {"scheduler_job", "locations/*/jobs/*", "cloudscheduler", 0, OR_UNNAMED},
    {"log_view", "locations/*/buckets/*/views/*", NULL, 5, 0},
    {"build_connection", "locations/*/connections/*", "cloudbuild", 0, 0},
    {"other", "locations/*/connections/*", "connectors", 0, 0},
    {"bigquery_connection", "locations/*/connections/*", NULL, 0, 0},
    {"secret", "locations/*/secrets/*", NULL, 0, 0},
    {"workload_identity_pool", "locations/*/workloadIdentityPools/*", NULL, 0, 0},
    {"cluster", "locations/*/clusters/*", NULL, 0, 0},
    {"function", "locations/*/functions/*", NULL, 0, 0},
    {"kms_key", "locations/*/keyRings/*/cryptoKeys/*", NULL, 5, 0},
    {"kms_import_job", "locations/*/keyRings/*/importJobs/*", NULL, 5, 0},
    {"key_ring", "locations/*/keyRings/*", NULL, 0, 0},
    {"queue", "locations/*/queues/*", NULL, 0, 0},
    {"ca_pool", "locations/*/caPools/*", NULL, 0, 0},
    {"policy_tag", "locations/*/taxonomies/*/policyTags/*", NULL, 5, 0},
    {"taxonomy", "locations/*/taxonomies/*", NULL, 0, 0},
    {"endpoint", "locations/*/endpoints/*", NULL, 0, 0},
    {"analyticshub_listing", "locations/*/dataExchanges/*/listings/*", NULL, 5, 0},
    {"dataproc_autoscaling_policy", "locations/*/autoscalingPolicies/*", NULL, 0, 0},
    {"workbench_instance", "locations/*/instances/*", "notebooks", 0, 0},
    {"delivery_pipeline", "locations/*/deliveryPipelines/*", NULL, 0, 0},
    {"deploy_target", "locations/*/targets/*", "clouddeploy", 0, 0},
    {"dataplex_asset", "locations/*/lakes/*/zones/*/assets/*", NULL, 7, 0},
    {"dataplex_zone", "locations/*/lakes/*/zones/*", NULL, 5, 0},
    {"dataplex_task", "locations/*/lakes/*/tasks/*", NULL, 5, 0},
    {"dataplex_environment", "locations/*/lakes/*/environments/*", NULL, 5, 0},
    {"dataplex_lake", "locations/*/lakes/*", NULL, 0, 0},
    {"metastore_backup", "locations/*/services/*/backups/*", "metastore", 5, 0},
    {"metastore_service", "locations/*/services/*", "metastore", 0, 0},
    {"healthcare_consent_store", "locations/*/datasets/*/consentStores/*", NULL, 5, 0},
    {"healthcare_fhir_store", "locations/*/datasets/*/fhirStores/*", NULL, 5, 0},
    {"healthcare_dicom_store", "locations/*/datasets/*/dicomStores/*", NULL, 5, 0},
    {"healthcare_hl7v2_store", "locations/*/datasets/*/hl7V2Stores/*", NULL, 5, 0},
    {"healthcare_dataset", "locations/*/datasets/*", "healthcare", 0, 0},
    {"service_directory_service", "locations/*/namespaces/*/services/*", "servicedirectory", 5, 0},
    {"service_directory_namespace", "locations/*/namespaces/*", "servicedirectory", 0, 0},
    {"dataplex_entry_group", "locations/*/entryGroups/*", "dataplex", 0, 0},
    {"dataplex_entry_type", "locations/*/entryTypes/*", "dataplex", 0, 0},
    {"dataplex_aspect_type", "locations/*/aspectTypes/*", "dataplex", 0, 0},
    {"data_catalog_entry_group", "locations/*/entryGroups/*", "datacatalog", 0, 0},
    {"data_catalog_tag_template", "locations/*/tagTemplates/*", NULL, 0, 0},
    {"metastore_federation", "locations/*/federations/*", "metastore", 0, 0},
    {"certificate_template", "locations/*/certificateTemplates/*", NULL, 0, 0},
    {"ekm_connection", "locations/*/ekmConnections/*", NULL, 0, 0},
    {"colab_runtime_template", "locations/*/notebookRuntimeTemplates/*", NULL, 0, 0},
    {"deploy_custom_target_type", "locations/*/customTargetTypes/*", NULL, 0, 0},
    {"deploy_policy", "locations/*/deployPolicies/*", NULL, 0, 0},
    {"api_gateway_api", "locations/*/apis/*", "apigateway", 0, 0},
    {"apphub_application", "locations/*/applications/*", "apphub", 0, 0},
    {"api_gateway", "locations/*/gateways/*", "apigateway", 0, 0},
    {"network_hub_group", "locations/global/hubs/*/groups/*", NULL, 5, 0},
    {"network_hub", "locations/global/hubs/*", NULL, 0, 0},
    {"fleet_scope", "locations/global/scopes/*", "gkehub", 0, 0},
    {"dataplex_glossary", "locations/*/glossaries/*", "dataplex", 0, 0},
    {"ekm_config", "locations/*/ekmConfig", NULL, 0, 0},
    {"project", "locations/*/publishers", NULL, 0, OF_PROJECT},
    {"project", "locations/*/builds", NULL, 0, OF_PROJECT},
    {"project", "locations/*", NULL, 0, WHOLE | OF_PROJECT},
    {"dns_zone", "managedZones/*", NULL, 0, 0},
    {"ml_model", "models/*", NULL, 0, 0},
    {"ml_operation", "operations/*", "ml", 0, 0},
    {"binauthz_policy", "policy", "binaryauthorization", 0, 0},
    {"region_disk", "regions/*/disks/*", NULL, 0, 0},
    {"region_backend_service", "regions/*/backendServices/*", NULL, 0, 0},
    {"subnetwork", "regions/*/subnetworks/*", NULL, 0, 0},
    {"dataproc_job", "regions/*/jobs/*", "dataproc", 0, 0},
    {"dataproc_autoscaling_policy", "regions/*/autoscalingPolicies/*", NULL, 0, 0},
    {"source_repo", "repos/*", "source", 0, 0},
    {"source_repo", "repos/*", "sourcerepo", 0, 0},
    {"dataproc_cluster", "regions/*/clusters/*", "dataproc", 0, 0},
    {"node_template", "regions/*/nodeTemplates/*", NULL, 0, 0},
    {"project", "regions/*", NULL, 0, WHOLE | OF_PROJECT},
    {"secret", "secrets/*", NULL, 0, 0},
    {"subscription", "subscriptions/*", NULL, 0, 0},
    {"service_account", "serviceAccounts/*", NULL, 0, 0},
    {"project", "services/*", NULL, 0, OF_PROJECT},
    {"topic", "topics/*", NULL, 0, 0},
    {"instance", "zones/*/instances/*", NULL, 0, 0},
    {"disk", "zones/*/disks/*", NULL, 0, 0},
    {"cluster", "zones/*/clusters/*", NULL, 0, 0},
    {"node_group", "zones/*/nodeGroups/*", NULL, 0, 0},
    {"reservation", "zones/*/reservations/*", NULL, 0, 0},
    {"project", "zones/*", NULL, 0, WHOLE | OF_PROJECT},
    {NULL, NULL, NULL, 0, 0},
};

static const struct wd_resource_row other_rows[] = {
    {"project", "apps/*", "appengine", 0, OF_PROJECT},
    {"access_policy", "accessPolicies/*", NULL, 0, WHOLE},
    {"billing_account", "billingAccounts/*", NULL, 0, 0},
    {"folder", "folders/*", NULL, 0, 0},
    {"workload_identity_pool", "locations/*/workforcePools/*", NULL, 0, 0},
    {"cloud_run_service", "namespaces/*/services/*", NULL, 0, 0},
    {"cloud_run_job", "namespaces/*/jobs/*", NULL, 0, 0},
    {"project", "organizations/*", "apigee", 0, OF_PROJECT}, /* called as its project is */
    {"organization", "organizations/*", NULL, 0, WHOLE},
    {"bucket", "projects/_/buckets/*", NULL, 0, 0},
    {"project", "projectnumbers/*", NULL, 0, OF_PROJECT},
    {"managed_service", "services/*", "servicemanagement", 0, 0},
    {"tag_key", "tagKeys/*", NULL, 0, 0},
    {"tag_value", "tagValues/*", NULL, 0, 0},
    {NULL, NULL, NULL, 0, 0},
};

/* Products of Alibaba Cloud: the first word of what follows the account in an ARN. */
static const struct wd_resource_row arn_rows[] = {
    {"ram_role", "role", "ram", 0, 0},
    {"ram_user", "user", "ram", 0, 0},
    {"log_project", "project", "log", 0, 0},
    {"dlc_job", "job", "paidlc", 0, 0},
    {"pai_workspace", "workspace", "paiworkspace", 0, 0},
    {NULL, NULL, NULL, 0, 0},
};

/* Read by code of their own: registry paths, buckets in addresses, other layers. */
static const char *const further[] = {
    "function_v2", "kubernetes_object", "oss_bucket",    "odps_project", "odps_table",
    "odps_object", "acr_repository",    "wandb_project", "wandb_entity", "other"};

static const struct {
    const struct wd_resource_row *rows;
    size_t count;
} places[] = {
    [WD_RESOURCE_IN_PROJECT] = {project_rows, sizeof project_rows / sizeof *project_rows - 1},
    [WD_RESOURCE_ANYWHERE] = {other_rows, sizeof other_rows / sizeof *other_rows - 1},
    [WD_RESOURCE_IN_ARN] = {arn_rows, sizeof arn_rows / sizeof *arn_rows - 1}};

const struct wd_resource_row *wd_resource_rows(enum wd_resource_place place)
{
    return places[place].rows;
}

const struct wd_resource_row *wd_resource_rows_of(enum wd_resource_place place, char first)
{
    const struct wd_resource_row *row = places[place].rows;
    size_t count = places[place].count;

    while (count > 0) {
        size_t half = count / 2;
        bool before = (unsigned char)*row[half].path < (unsigned char)first;
        row = before ? row + half + 1 : row;
        count = before ? count - half - 1 : half;
    }
    return row->type && *row->path == first ? row : &places[place].rows[places[place].count];
}

bool wd_resource_type_known(struct wd_str type)
{
    static const struct wd_resource_row *const tables[] = {project_rows, other_rows, arn_rows};

    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (const struct wd_resource_row *row = tables[t]; row->type; row++)
            if (wd_str_eqz(type, row->type))
                return true;
    return WD_STR_IN(type, further);
}
