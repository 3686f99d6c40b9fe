/* The narrowest resource that takes a role for a permission, by the permission's own name: used for
 * what the curated table does not list. Listing and creating are checked on what is above. */
#include "roles/catalogue_parts.h"

static const struct {
    const char *type; /* service.resource */
    const char *level;
    bool itself; /* the resource that carries the policy, not something inside it */
} levels[] = {
    {"artifactregistry.repositories", "artifact_registry_repository", true},
    {"artifactregistry.packages", "artifact_registry_repository", false},
    {"artifactregistry.tags", "artifact_registry_repository", false},
    {"artifactregistry.versions", "artifact_registry_repository", false},
    {"artifactregistry.files", "artifact_registry_repository", false},
    {"artifactregistry.dockerimages", "artifact_registry_repository", false},
    {"run.services", "cloud_run_service", true},
    {"run.routes", "cloud_run_service", false},
    {"run.jobs", "cloud_run_job", true},
    {"storage.buckets", "bucket", true},
    {"storage.objects", "bucket", false},
    {"storage.folders", "bucket", false},
    {"storage.managedFolders", "bucket", false},
    {"storage.multipartUploads", "bucket", false},
    {"iam.serviceAccounts", "service_account", true},
    {"iam.serviceAccountKeys", "service_account", false},
    {"secretmanager.secrets", "secret", true},
    {"secretmanager.versions", "secret", false},
    {"pubsub.topics", "topic", true},
    {"pubsub.subscriptions", "subscription", true},
    {"bigquery.datasets", "dataset", true},
    {"bigquery.tables", "table", true},
    {"bigquery.connections", "bigquery_connection", true},
    {"cloudkms.cryptoKeys", "kms_key", true},
    {"cloudkms.cryptoKeyVersions", "kms_key", false},
    {"spanner.databases", "spanner_database", true},
    {"spanner.sessions", "spanner_database", false},
    {"cloudfunctions.functions", "function", true},
    {"cloudtasks.queues", "queue", true},
    {"cloudtasks.tasks", "queue", false},
    {"bigtable.instances", "bigtable_instance", true},
    {"bigtable.tables", "bigtable_instance", false},
    {"compute.subnetworks", "subnetwork", true},
    {"compute.instances", "instance", true},
    {"compute.images", "image", true},
    {"logging.views", "log_view", true},
    {"ml.models", "ml_model", true},
    {"ml.versions", "ml_model", false},
    {"aiplatform.endpoints", "endpoint", true},
    {"resourcemanager.folders", "folder", true},
    {"resourcemanager.organizations", "organization", true},
    {"orgpolicy.policies", "organization", false},
    {"billing.accounts", "billing_account", true},
};

const char *wd_level_by_name(struct wd_str permission)
{
    size_t dot = wd_str_rfind_char(permission, '.');
    struct wd_str type = wd_str_sub(permission, 0, dot);
    struct wd_str verb = dot == WD_NPOS ? WD_STR_NONE : wd_str_from(permission, dot + 1);
    bool above = wd_str_eqz(verb, "create") || wd_str_eqz(verb, "list");

    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (wd_str_eqz(type, levels[i].type)) {
            if (!levels[i].itself || !above)
                return levels[i].level;
            return wd_str_eqz(type, "bigquery.tables") ? "dataset" : "project";
        }
    return "project";
}
