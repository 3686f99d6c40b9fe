/* "Error creating Dataset: googleapi: Error 403: The caller does not have permission": what Terraform's provider (and
 * Pulumi's, which is made of it) could not do to a resource, where the refusal names no permission. The
 * resource's type decides, as the provider's reference and each service's page on access control say; without a type only
 * a noun that one service alone has. Resources whose making asks several services (instances, clusters, node pools) are
 * left out: they say themselves what was missing. */
#include "read/refusal/sentence.h"
#include "whydenied/base/char.h"

#define ALONE true /* no other service has such a noun */

static const struct {
    const char *type; /* behind "google_" */
    const char *noun; /* as the provider words it: "Error creating NOUN: " */
    const char *stem;
    bool alone;
} rows[] = {
    {"pubsub_topic", "Topic", "pubsub.topics", ALONE},
    {"pubsub_subscription", "Subscription", "pubsub.subscriptions", ALONE},
    {"pubsub_schema", "Schema", "pubsub.schemas", false},
    {"secret_manager_secret", "Secret", "secretmanager.secrets", ALONE},
    {"kms_key_ring", "KeyRing", "cloudkms.keyRings", ALONE},
    {"kms_crypto_key", "CryptoKey", "cloudkms.cryptoKeys", ALONE},
    {"dns_managed_zone", "ManagedZone", "dns.managedZones", ALONE},
    {"dns_policy", "Policy", "dns.policies", false},
    {"monitoring_alert_policy", "AlertPolicy", "monitoring.alertPolicies", ALONE},
    {"monitoring_notification_channel", "NotificationChannel", "monitoring.notificationChannels",
     ALONE},
    {"monitoring_uptime_check_config", "UptimeCheckConfig", "monitoring.uptimeCheckConfigs", ALONE},
    {"monitoring_dashboard", "Dashboard", "monitoring.dashboards", false},
    {"logging_metric", "Metric", "logging.logMetrics", false},
    {"bigquery_dataset", "Dataset", "bigquery.datasets", false},
    {"bigquery_table", "Table", "bigquery.tables", false},
    {"bigquery_routine", "Routine", "bigquery.routines", false},
    {"bigquery_connection", "Connection", "bigquery.connections", false},
    {"bigquery_reservation", "Reservation", "bigquery.reservations", false},
    {"artifact_registry_repository", "Repository", "artifactregistry.repositories", false},
    {"sourcerepo_repository", "Repository", "source.repos", false},
    {"storage_bucket", "Bucket", "storage.buckets", false},
    {"cloud_run_service", "Service", "run.services", false},
    {"cloud_run_v2_service", "Service", "run.services", false},
    {"cloud_run_v2_job", "Job", "run.jobs", false},
    {"cloud_scheduler_job", "Job", "cloudscheduler.jobs", false},
    {"cloud_tasks_queue", "Queue", "cloudtasks.queues", false},
    {"workflows_workflow", "Workflow", "workflows.workflows", false},
    {"eventarc_trigger", "Trigger", "eventarc.triggers", false},
    {"cloudfunctions2_function", "function", "cloudfunctions.functions", false},
    {"compute_network", "Network", "compute.networks", false},
    {"compute_subnetwork", "Subnetwork", "compute.subnetworks", ALONE},
    {"compute_firewall", "Firewall", "compute.firewalls", ALONE},
    {"compute_router", "Router", "compute.routers", ALONE},
    {"compute_disk", "Disk", "compute.disks", ALONE},
    {"compute_address", "Address", "compute.addresses", false},
    {"compute_global_address", "GlobalAddress", "compute.globalAddresses", ALONE},
    {"compute_image", "Image", "compute.images", false},
    {"compute_health_check", "HealthCheck", "compute.healthChecks", false},
    {"compute_ssl_certificate", "SslCertificate", "compute.sslCertificates", ALONE},
    {"compute_security_policy", "SecurityPolicy", "compute.securityPolicies", false},
    {"spanner_instance", "Instance", "spanner.instances", false},
    {"spanner_database", "Database", "spanner.databases", false},
    {"sql_database", "Database", "cloudsql.databases", false},
    {"sql_database_instance", "instance", "cloudsql.instances", false},
    {"sql_user", "user", "cloudsql.users", false},
    {"redis_instance", "Instance", "redis.instances", false},
    {"filestore_instance", "Instance", "file.instances", false},
    {"firestore_database", "Database", "datastore.databases", false},
    {"service_account", "service account", "iam.serviceAccounts", false},
    {"service_account_key", "service account key", "iam.serviceAccountKeys", false},
    {"iam_workload_identity_pool", "WorkloadIdentityPool", "iam.workloadIdentityPools", ALONE},
    {"iam_workload_identity_pool_provider", "WorkloadIdentityPoolProvider",
     "iam.workloadIdentityPoolProviders", ALONE},
    {"project", "project", "resourcemanager.projects", false},
    {"folder", "folder", "resourcemanager.folders", false},
    {"tags_tag_key", "TagKey", "resourcemanager.tagKeys", ALONE},
    {"tags_tag_value", "TagValue", "resourcemanager.tagValues", ALONE},
};

/* "bigquery_dataset" of `with module.dwh.google_bigquery_dataset.raw,` and of `resource "google_bigquery_dataset" "raw"` */
static struct wd_str type_in(struct wd_str text)
{
    static const char *const before[] = {"resource \"google_", ".google_", "with google_"};

    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        size_t at = wd_str_find(text, wd_str_of(before[i])), len = 0;
        struct wd_str type = wd_str_from(text, at == WD_NPOS ? text.len : at + strlen(before[i]));
        while (len < type.len && (wd_is_alnum(type.ptr[len]) || type.ptr[len] == '_'))
            len++;
        if (len > 0)
            return wd_str_sub(type, 0, len);
    }
    return WD_STR_NONE;
}

/* "project acme-web (acme-web)": the one noun behind which the provider puts a name */
static bool is_project(struct wd_str noun)
{
    return wd_str_starts(noun, WD_STR("project ")) && wd_str_ends(noun, WD_STR(")"));
}

static const char *stem_of(struct wd_str text, struct wd_str noun)
{
    struct wd_str type = type_in(text);

    if (type.len == 0 && is_project(noun))
        return "resourcemanager.projects";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (type.len > 0 ? wd_str_eqz(type, rows[i].type)
                         : rows[i].alone && wd_str_eqz(noun, rows[i].noun))
            return rows[i].stem;
    }
    return NULL;
}

/* "creating Dataset" of "Error creating Dataset: …", the rest behind the colon; no word: nothing of the kind. */
static struct wd_str what_failed(struct wd_str text, struct wd_str *ret_noun,
                                 struct wd_str *ret_why)
{
    size_t at = wd_str_find(text, WD_STR("rror "));
    struct wd_str rest = wd_str_from(text, at == WD_NPOS ? text.len : at + 5);
    struct wd_str verb = wd_str_cut(&rest, ' ');

    *ret_noun = wd_str_trim(wd_str_cut(&rest, ':'));
    *ret_why = rest;
    return ret_noun->len <= 100 ? verb : WD_STR_NONE;
}

void wd_refusal_derive_made(struct wd_refusal *r, struct wd_str text, struct wd_arena *arena)
{
    static const struct {
        const char *word, *ending;
    } verbs[] = {{"creating", ".create"}, {"updating", ".update"}, {"deleting", ".delete"}};
    struct wd_str noun, why, verb = what_failed(text, &noun, &why);
    /* who is named beside it, or a key, lacks something else: an agent's use of it */
    bool other = r->permission_count > 0 || r->subject.len > 0 || wd_str_ihas(why, "kms key") ||
                 wd_str_ihas(why, "cryptokey") || wd_str_ihas(why, "service account") ||
                 wd_str_ihas(why, "service agent");
    const char *stem = other || why.len == 0 ? NULL : stem_of(text, noun);

    for (size_t i = 0; stem && i < sizeof verbs / sizeof *verbs; i++) {
        const struct wd_str parts[] = {wd_str_of(stem), wd_str_of(verbs[i].ending)};
        if (!wd_str_eqz(verb, verbs[i].word))
            continue;
        r->permissions[0] = wd_arena_concat(arena, parts, 2);
        r->permission_count = r->permissions[0].len > 0;
        r->derived = r->concluded = r->permission_count > 0;
    }
}
