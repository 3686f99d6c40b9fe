/* The caller and the product. A call to one service is often refused a permission of another: the service reads
 * data, keys and images with an identity of its own or of the workload, and whoever called lacks nothing. */
#include "names/evidence.h"

/* Services whose data products read and write on behalf of somebody, with an identity of their own. */
static bool is_data_permission(struct wd_str permission)
{
    static const char *const prefixes[] = {"cloudkms.cryptoKeyVersions.useTo",
                                           "artifactregistry.repositories.downloadArtifacts",
                                           "artifactregistry.repositories.uploadArtifacts",
                                           "storage.objects.",
                                           "storage.buckets.get",
                                           "pubsub.topics.publish",
                                           "pubsub.subscriptions.consume",
                                           "secretmanager.versions.access",
                                           "bigquery.tables.",
                                           "bigquery.jobs.create",
                                           "compute.subnetworks.use",
                                           "compute.networks.use",
                                           "bigquery.datasets.get"};

    return WD_STR_ANY(wd_str_starts, permission, prefixes);
}

/* Tokens that a product asks for in the name of the account it was given: its agent asks, whoever called needs
 * actAs alone. By the pages of Vertex AI, Pub/Sub and Cloud Run on service accounts of other projects. */
static bool is_token_permission(struct wd_str permission)
{
    static const char *const names[] = {
        "iam.serviceAccounts.getAccessToken", "iam.serviceAccounts.getOpenIdToken",
        "iam.serviceAccounts.signBlob", "iam.serviceAccounts.signJwt",
        "iam.serviceAccounts.implicitDelegation"};

    return WD_STR_IN(permission, names);
}

/* What an attached account does while it works: never the caller's, not even in a record of that service. By
 * Eventarc's, Dataflow's and Cloud SQL's pages on roles. */
static bool is_of_attached_account(struct wd_str permission)
{
    static const char *const names[] = {"eventarc.events.receiveEvent", "logging.logEntries.create",
                                        "monitoring.timeSeries.create"};

    return WD_STR_IN(permission, names) ||
           wd_str_starts(permission, WD_STR("dataflow.workItems.")) ||
           wd_str_starts(permission, WD_STR("dataproc.agents."));
}

/* These act with the credentials of whoever calls them. */
static bool uses_callers_credentials(struct wd_str service)
{
    static const char *const services[] = {
        "bigquery",          "storagetransfer", "cloudkms", "artifactregistry",
        "containerregistry", "iamcredentials",  "iam",      "sts"};

    return WD_STR_IN(service, services);
}

static bool is_behind_caller(const struct wd_event *event, struct wd_str service)
{
    for (size_t i = 0; i < event->permission_count; i++) {
        struct wd_str name = event->permissions[i].name, rest = name;
        struct wd_str own = wd_str_cut(&rest, '.');
        bool others =
            !wd_str_eq(own, service) && (is_data_permission(name) || is_token_permission(name));
        if (!others && !is_of_attached_account(name))
            return false;
    }
    return event->permission_count > 0;
}

/* What a service asks of the caller, whichever service it is: whom it may lend to the work, whose quota, projects, bills. */
static bool is_asked_of_caller(struct wd_str permission)
{
    static const char *const prefixes[] = {"iam.",     "resourcemanager.", "serviceusage.",
                                           "billing.", "orgpolicy.",       "servicemanagement."};

    return WD_STR_ANY(wd_str_starts, permission, prefixes);
}

/* "bigquerystorage" checks bigquery's permissions; a few services are called otherwise than theirs. */
static bool is_of_service(struct wd_str permission, struct wd_str service)
{
    static const struct {
        const char *service, *prefix;
    } others[] = {{"firestore", "datastore"},
                  {"sqladmin", "cloudsql"},
                  {"workflowexecutions", "workflows"},
                  {"cloudfunctions", "run"},
                  {"datacatalog", "bigquery"},
                  {"connectgateway", "gkehub"},
                  {"identitytoolkit", "firebaseauth"},
                  {"fcm", "cloudmessaging"},
                  {"sourcerepo", "source"},
                  {"containerregistry", "storage"}};
    struct wd_str prefix = wd_str_cut(&permission, '.');

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (wd_str_eqz(service, others[i].service) && wd_str_eqz(prefix, others[i].prefix))
            return true;
    return wd_str_has(service, prefix) || wd_str_has(prefix, service);
}

/* The caller passed every check of the record, or it lists none; what its message says was refused is other services' to
 * check: of whoever works for this one. By Google's pages on service agents, a product's calls to others are its agent's. */
static bool is_refused_behind(const struct wd_event *event, struct wd_str service)
{
    for (size_t i = 0; i < event->permission_count; i++) {
        struct wd_str name = event->permissions[i].name;
        if (is_asked_of_caller(name) || is_of_service(name, service) || is_data_permission(name) ||
            event->permissions[i].source != WD_SOURCE_MESSAGE)
            return false;
    }
    return event->permission_count > 0;
}

/* Whoever called is not who was refused; who that is, is not told. */
static void become_caller(struct wd_event *event, enum wd_source source)
{
    wd_event_set(event, WD_SLOT_CALLER, event->slot[WD_SLOT_PRINCIPAL], source);
    wd_event_unset(event, WD_SLOT_PRINCIPAL);
    event->principal_kind = WD_PRINCIPAL_UNKNOWN;
    event->doubts |= WD_DOUBT_PARTY;
}

/* What a service stores it encrypts with its own agent's right to the key, whoever asks for it: by the page of
 * customer-managed keys, no caller ever needs that right. */
static bool is_for_stored_data(const struct wd_event *event, struct wd_str service)
{
    for (size_t i = 0; i < event->permission_count; i++)
        if (!wd_str_starts(event->permissions[i].name, WD_STR("cloudkms.cryptoKeyVersions.useTo")))
            return false;
    return event->permission_count > 0 && !wd_str_eqz(service, "cloudkms");
}

static bool is_agent(const struct wd_event *event)
{
    return wd_principal_kind_of(event->slot[WD_SLOT_PRINCIPAL], event->dialect) ==
           WD_PRINCIPAL_SERVICE_AGENT;
}

/* A call to one service that was refused a permission of another: whoever called is not who lacks it. */
static void part_audit(struct wd_event *event)
{
    struct wd_str rest = event->slot[WD_SLOT_SERVICE];
    struct wd_str service = wd_str_cut(&rest, '.');
    bool stored = is_for_stored_data(event, service);
    bool behind = !uses_callers_credentials(service) && is_refused_behind(event, service);

    if (event->source[WD_SLOT_PRINCIPAL] != WD_SOURCE_FIELD ||
        !wd_str_eqz(rest, "googleapis.com") ||
        (!stored && !behind &&
         (uses_callers_credentials(service) || !is_behind_caller(event, service))))
        return;
    if (stored || behind
            ? is_agent(event)
            : wd_str_has(event->slot[WD_SLOT_PRINCIPAL], WD_STR("gserviceaccount.com")))
        return; /* a workload's own account, or an agent at its work */
    become_caller(event, WD_SOURCE_FIELD);
}

/* ---- in a client's text ------------------------------------------------------------------------ */

/* "ERROR: (gcloud.beta.run.deploy)": run. Nothing if no command of gcloud's tells it. */
static struct wd_str command_group(const struct wd_event *event)
{
    for (size_t i = 0; i < event->text_count; i++) {
        size_t at = wd_str_find(event->texts[i].s, WD_STR("(gcloud."));
        struct wd_str rest = wd_str_from(event->texts[i].s, at == WD_NPOS ? 0 : at + 8);
        struct wd_str group = wd_str_cut(&rest, '.');
        if (at == WD_NPOS)
            continue;
        if (wd_str_eqz(group, "beta") || wd_str_eqz(group, "alpha") || wd_str_eqz(group, "preview"))
            group = wd_str_cut(&rest, '.');
        return group;
    }
    return WD_STR_NONE;
}

/* Keys, secrets and topics that are used with the caller's credentials by their own commands alone; by all
 * others, with the identity of a product or a workload. By the pages of customer-managed keys and of secrets
 * in Cloud Run, Cloud SQL and Cloud Functions. */
static bool uses_own_credentials(struct wd_str permission, struct wd_str group)
{
    static const struct {
        const char *permission, *group;
    } direct[] = {{"cloudkms.cryptoKeyVersions.useTo", "kms"},
                  {"secretmanager.versions.access", "secrets"},
                  {"pubsub.topics.publish", "pubsub"},
                  {"pubsub.subscriptions.consume", "pubsub"}};

    for (size_t i = 0; i < sizeof direct / sizeof *direct; i++)
        if (wd_str_starts(permission, wd_str_of(direct[i].permission)))
            return wd_str_eqz(group, direct[i].group);
    return true;
}

/* What no command of the group asks for itself: networks and machines are its product's agent's work, a workflow's and a
 * rollout's calls those of the account that they run as. By each product's page on service agents and accounts. */
static bool is_asked_by_product(struct wd_str permission, struct wd_str group)
{
    static const struct {
        const char *group, *permission;
    } rows[] = {{"container", "compute."},   {"composer", "compute."},
                {"dataproc", "compute."},    {"filestore", "compute."},
                {"redis", "compute."},       {"memcache", "compute."},
                {"sql", "compute."},         {"alloydb", "compute."},
                {"ai", "compute."},          {"notebooks", "compute."},
                {"workbench", "compute."},   {"batch", "compute."},
                {"data-fusion", "compute."}, {"deploy", "run."},
                {"deploy", "container."},    {"deploy", "storage.objects.get"}};

    if (wd_str_eqz(group, "workflows"))
        return !is_asked_of_caller(permission) && !wd_str_starts(permission, WD_STR("workflow"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (wd_str_eqz(group, rows[i].group) &&
            wd_str_starts(permission, wd_str_of(rows[i].permission)))
            return true;
    return false;
}

/* "This command is authenticated as X": who ran it, and not who lacks it. */
static void part_command(struct wd_event *event)
{
    struct wd_str group = command_group(event);

    if (event->source[WD_SLOT_PRINCIPAL] != WD_SOURCE_WRAPPER || group.len == 0)
        return;
    for (size_t i = 0; i < event->permission_count; i++)
        if (uses_own_credentials(event->permissions[i].name, group) &&
            !is_asked_by_product(event->permissions[i].name, group))
            return;
    if (event->permission_count > 0)
        become_caller(event, WD_SOURCE_WRAPPER);
}

/* ---- at Alibaba Cloud ----------------------------------------------------------------------------- */

/* Files, logs, images and keys: what products read and write for somebody, as a role that was given to them or to the
 * work. The services that ask these actions of their own callers; OSS asks them for the key of an object.
 * https://www.alibabacloud.com/help/en/functioncompute/fc/grant-function-compute-permissions-to-access-other-alibaba-cloud-services */
static bool is_others_data(struct wd_str action, struct wd_str service)
{
    static const struct {
        const char *product;
        const char *services[4]; /* NULL behind the last */
    } rows[] = {{"oss", {"oss"}}, {"log", {"sls", "log"}},        {"cr", {"cr", "acr", "acree"}},
                {"nas", {"nas"}}, {"ots", {"ots", "tablestore"}}, {"kms", {"kms", "oss"}}};
    struct wd_str product = wd_str_cut(&action, ':');

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (wd_str_eqz(product, rows[i].product))
            return !wd_one_of(service, rows[i].services);
    return false;
}

/* A call to one product that was refused another's data: the caller, or the role behind the call. */
static void part_trail(struct wd_event *event)
{
    struct wd_str service = event->slot[WD_SLOT_SERVICE];

    if (event->source[WD_SLOT_PRINCIPAL] != WD_SOURCE_FIELD || service.len == 0)
        return;
    for (size_t i = 0; i < event->permission_count; i++)
        if (is_others_data(event->permissions[i].name, service))
            event->doubts |= WD_DOUBT_PRINCIPAL;
}

void wd_product_part(struct wd_event *event)
{
    if (event->dialect == WD_DIALECT_AUDIT)
        part_audit(event);
    else if (event->dialect == WD_DIALECT_ACTIONTRAIL)
        part_trail(event);
    else
        part_command(event);
}
