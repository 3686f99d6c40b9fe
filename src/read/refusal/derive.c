/* What follows from what was to be done, where no permission is named. Each row is documented:
 * act-as and tokens by IAM's page on service account impersonation, the registry's pair by Artifact
 * Registry's page on access control, serviceusage by "Caller does not have required permission to use
 * project", getData by BigQuery's page on required permissions, OSS's actions by RAM's page on OSS. */
#include "read/refusal/sentence.h"
#include "whydenied/base/char.h"
#include "whydenied/read/oss_calls.h"

static bool has_word(const struct wd_sentence *s, const char *word)
{
    for (size_t i = 0; i < s->count; i++)
        if (wd_str_ieq(s->token[i].text, wd_str_of(word)))
            return true;
    return false;
}

static bool has_any(const struct wd_sentence *s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (has_word(s, words[i]))
            return true;
    return false;
}

/* The two words, with at most one between them. */
static bool has_pair(const struct wd_sentence *s, const char *first, const char *second)
{
    for (size_t i = 0; i + 1 < s->count; i++)
        if (wd_str_ieq(s->token[i].text, wd_str_of(first)) &&
            (wd_str_ieq(s->token[i + 1].text, wd_str_of(second)) ||
             (i + 2 < s->count && wd_str_ieq(s->token[i + 2].text, wd_str_of(second)))))
            return true;
    return false;
}

static void conclude(struct wd_refusal *r, struct wd_str permission)
{
    r->permissions[0] = permission;
    r->permission_count = 1;
    r->derived = true;
}

static void derive_registry(struct wd_refusal *r, const struct wd_sentence *s)
{
    bool google = !wd_str_ends(r->part[WD_PART_HOST], WD_STR("aliyuncs.com"));

    if (r->access == WD_ACCESS_UNKNOWN && has_word(s, "access") &&
        has_word(s, "image")) /* whoever deploys it */
        r->access = WD_ACCESS_READ;
    if (r->access == WD_ACCESS_READ)
        conclude(r, google ? WD_STR("artifactregistry.repositories.downloadArtifacts")
                           : WD_STR("cr:PullRepository"));
    else if (r->access == WD_ACCESS_WRITE)
        conclude(r, google ? WD_STR("artifactregistry.repositories.uploadArtifacts")
                           : WD_STR("cr:PushRepository"));
}

static void derive_act_as(struct wd_refusal *r, const struct wd_sentence *s)
{
    bool token = has_word(s, "token") || has_word(s, "tokens") || has_word(s, "impersonate");

    conclude(r, token ? WD_STR("iam.serviceAccounts.getAccessToken")
                      : WD_STR("iam.serviceAccounts.actAs"));
}

/* "Error setting IAM policy for cloudrun service …", as Terraform's provider says: other services have "services", too. */
static bool derive_run_policy(struct wd_refusal *r, const struct wd_sentence *s, bool set)
{
    static const char *const run[] = {"cloudrun", "cloudrunv2"};

    if (!has_any(s, run, sizeof run / sizeof *run) ||
        !wd_str_eqz(r->part[WD_PART_TYPE], "services"))
        return false;
    conclude(r, set ? WD_STR("run.services.setIamPolicy") : WD_STR("run.services.getIamPolicy"));
    return true;
}

/* "Error retrieving IAM policy for project P", "could not set IAM policy on bucket B": the method is that of
 * the thing's own service. By IAM's reference of permissions. */
static void derive_policy(struct wd_refusal *r, const struct wd_sentence *s)
{
    static const struct {
        enum wd_refusal_part part;
        const char *type; /* or the last pair of a path; NULL: any */
        struct wd_str get, set;
    } rows[] = {
#define SPELT(s)   {s, sizeof(s) - 1}
#define POLICY(of) SPELT(of ".getIamPolicy"), SPELT(of ".setIamPolicy")
        {WD_PART_SERVICE_ACCOUNT, NULL, POLICY("iam.serviceAccounts")},
        {WD_PART_REPOSITORY, NULL, POLICY("artifactregistry.repositories")},
        {WD_PART_SECRET, NULL, POLICY("secretmanager.secrets")},
        {WD_PART_CRYPTO_KEY, NULL, POLICY("cloudkms.cryptoKeys")},
        {WD_PART_KEY_RING, NULL, POLICY("cloudkms.keyRings")},
        {WD_PART_BUCKET, NULL, POLICY("storage.buckets")},
        {WD_PART_NAME, "topics", POLICY("pubsub.topics")},
        {WD_PART_NAME, "subscriptions", POLICY("pubsub.subscriptions")},
        {WD_PART_NAME, "queues", POLICY("cloudtasks.queues")},
        {WD_PART_FOLDER, NULL, POLICY("resourcemanager.folders")},
        {WD_PART_ORGANIZATION, NULL, POLICY("resourcemanager.organizations")},
        {WD_PART_PROJECT, NULL, POLICY("resourcemanager.projects")},
#undef POLICY
#undef SPELT
    };
    static const char *const reads[] = {"retrieving", "reading", "getting", "fetching", "get"};
    static const char *const writes[] = {"setting", "applying", "updating", "writing", "set"};
    bool get = has_any(s, reads, sizeof reads / sizeof *reads),
         set = has_any(s, writes, sizeof writes / sizeof *writes);

    if (!has_pair(s, "iam", "policy") || (!get && !set))
        return;
    if (get && has_pair(s, "retrieving", "iam")) /* on the way to writing it */
        set = false;
    if (derive_run_policy(r, s, set))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (r->part[rows[i].part].len == 0 ||
            (rows[i].type && !wd_str_eqz(r->part[WD_PART_TYPE], rows[i].type)))
            continue;
        if (rows[i].part != WD_PART_PROJECT || r->part[WD_PART_NAME].len == 0)
            conclude(r, set ? rows[i].set : rows[i].get);
        return;
    }
}

/* What was read of a bucket, or written to it, by Cloud Storage's page on permissions. An object's name is needed:
 * of the bucket itself other things are read and written. */
static void derive_storage(struct wd_refusal *r, const struct wd_sentence *s)
{
    bool google = wd_str_starts(r->object, WD_STR("gs://")) ||
                  wd_str_ends(r->part[WD_PART_HOST], WD_STR("googleapis.com"));

    if (!google || r->part[WD_PART_BUCKET].len == 0 || has_pair(s, "kms", "key"))
        return;
    if (wd_str_has(r->part[WD_PART_URL], WD_STR("/upload/storage/v1/b/")))
        conclude(r, WD_STR("storage.objects.create")); /* whatever its name is to be */
    else if (r->part[WD_PART_KEY].len == 0)
        return;
    else if (r->access == WD_ACCESS_READ)
        conclude(r, WD_STR("storage.objects.get"));
    else if (r->access == WD_ACCESS_WRITE)
        conclude(r, WD_STR("storage.objects.create"));
}

/* PROJECT:REGION:INSTANCE is how Cloud SQL's proxies and connectors name what they connect to; by Cloud SQL's page
 * on roles and permissions. */
static void derive_sql(struct wd_refusal *r, const struct wd_sentence *s)
{
    struct wd_str region = r->part[WD_PART_LOCATION];

    if (!wd_str_eqz(r->part[WD_PART_TYPE], "instances") || region.len == 0 ||
        wd_str_find_char(region, '-') == WD_NPOS || !wd_is_digit(region.ptr[region.len - 1]) ||
        wd_str_find_char(r->object, '/') != WD_NPOS)
        return;
    conclude(r, has_word(s, "metadata") ? WD_STR("cloudsql.instances.get")
                                        : WD_STR("cloudsql.instances.connect"));
}

/* "Read permissions are required for X to the file gs://b/k": by Cloud Storage's page on permissions. */
static void derive_kind_of_access(struct wd_refusal *r, const struct wd_sentence *s)
{
    static const char *const nouns[] = {"permission", "permissions", "access"};

    for (size_t i = 0; r->permission_count == 0 && i < sizeof nouns / sizeof *nouns; i++) {
        if (has_pair(s, "read", nouns[i]))
            conclude(r, r->part[WD_PART_KEY].len > 0 ? WD_STR("storage.objects.get")
                                                     : WD_STR("storage.objects.list"));
        else if (has_pair(s, "write", nouns[i]))
            conclude(r, WD_STR("storage.objects.create"));
    }
}

void wd_refusal_derive_asked(struct wd_refusal *r, const struct wd_sentence *s)
{
    if (r->permission_count == 0 && r->part[WD_PART_BUCKET].len > 0 &&
        wd_str_starts(r->object, WD_STR("gs://")))
        derive_kind_of_access(r, s);
}

/* "https://…/v1/projects/P/topics/T:publish": what the method was asked of. */
static struct wd_str asked_of(struct wd_str url)
{
    size_t at = wd_str_find(url, WD_STR("/projects/"));
    struct wd_str path = at == WD_NPOS ? WD_STR_NONE : wd_str_from(url, at + 1);

    path = wd_str_sub(path, 0, wd_str_find_char(path, '?'));
    return wd_str_sub(path, 0, wd_str_rfind_char(path, ':'));
}

/* ".../models/M:predict", ".../jobs/J:run": the method behind the last name of a REST path; by the access control page
 * of each product. */
static void derive_rest(struct wd_refusal *r)
{
    static const struct {
        const char *api, *type, *method;
        struct wd_str permission;
    } rows[] = {
#define SPELT(s) {s, sizeof(s) - 1}
        {"ml", "models", "predict", SPELT("ml.models.predict")},
        {"ml", "versions", "predict", SPELT("ml.versions.predict")},
        {"aiplatform", "endpoints", "predict", SPELT("aiplatform.endpoints.predict")},
        {"aiplatform", "endpoints", "rawPredict", SPELT("aiplatform.endpoints.predict")},
        {"aiplatform", "endpoints", "generateContent", SPELT("aiplatform.endpoints.predict")},
        {"aiplatform", "models", "predict", SPELT("aiplatform.endpoints.predict")},
        {"aiplatform", "models", "rawPredict", SPELT("aiplatform.endpoints.predict")},
        {"aiplatform", "models", "streamRawPredict", SPELT("aiplatform.endpoints.predict")},
        {"aiplatform", "models", "generateContent", SPELT("aiplatform.endpoints.predict")},
        {"aiplatform", "models", "streamGenerateContent", SPELT("aiplatform.endpoints.predict")},
        {"aiplatform", "reasoningEngines", "query", SPELT("aiplatform.reasoningEngines.query")},
        {"run", "jobs", "run", SPELT("run.jobs.run")},
        {"cloudfunctions", "functions", "call", SPELT("cloudfunctions.functions.call")},
        {"cloudscheduler", "jobs", "run", SPELT("cloudscheduler.jobs.run")},
        {"cloudtasks", "queues", "purge", SPELT("cloudtasks.queues.purge")},
        {"cloudtasks", "tasks", "run", SPELT("cloudtasks.tasks.run")},
        {"pubsub", "topics", "publish", SPELT("pubsub.topics.publish")},
        {"pubsub", "subscriptions", "pull", SPELT("pubsub.subscriptions.consume")},
#undef SPELT
    };
    struct wd_str api = r->part[WD_PART_API], label = wd_str_cut(&api, '.');

    if (!wd_str_eqz(api, "googleapis.com"))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!wd_str_eqz(label, rows[i].api) || !wd_str_eqz(r->action, rows[i].method) ||
            !wd_str_eqz(r->part[WD_PART_TYPE], rows[i].type))
            continue;
        conclude(r, rows[i].permission);
        if (r->object.len == 0)
            r->object = asked_of(r->part[WD_PART_URL]);
    }
}

/* "Service agent X does not have permission to access the CMEK key K": an agent encrypts and decrypts with it; by
 * https://cloud.google.com/kms/docs/cmek */
static void derive_key(struct wd_refusal *r)
{
    static const char *const agents[] = {"@gcp-sa-", "@bigquery-encryption.",
                                         "@gs-project-accounts.", "@compute-system."};

    if (r->part[WD_PART_CRYPTO_KEY].len == 0 || r->role.len > 0 ||
        !WD_STR_ANY(wd_str_has, r->subject, agents))
        return;
    conclude(r, WD_STR("cloudkms.cryptoKeyVersions.useToEncrypt"));
    r->permissions[r->permission_count++] = WD_STR("cloudkms.cryptoKeyVersions.useToDecrypt");
    r->concluded = true;
}

/* Of a method that a client names: "projects instance [P:setIamPolicy]". */
static void derive_method(struct wd_refusal *r)
{
    static const struct {
        const char *action;
        enum wd_refusal_part part;
        struct wd_str permission;
    } methods[] = {
        {"enable", WD_PART_API, {"serviceusage.services.enable", 28}},
        {"getIamPolicy", WD_PART_PROJECT, {"resourcemanager.projects.getIamPolicy", 37}},
        {"setIamPolicy", WD_PART_PROJECT, {"resourcemanager.projects.setIamPolicy", 37}},
    };

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (wd_str_eqz(r->action, methods[i].action) && r->part[methods[i].part].len > 0 &&
            r->part[WD_PART_NAME].len == 0)
            conclude(r, methods[i].permission);
}

/* Of a verb and what it is done to, in the sentence's words. */
static void derive_verb(struct wd_refusal *r, const struct wd_sentence *s)
{
    static const struct {
        const char *verb, *noun, *but; /* … before which the noun is another thing's */
        struct wd_str permission;
    } rows[] = {
        {"enable", "service", "account", {"serviceusage.services.enable", 28}},
        {"enabling", "service", "account", {"serviceusage.services.enable", 28}},
        {"enable", "services", "", {"serviceusage.services.enable", 28}},
        {"get", "service", "account", {"serviceusage.services.get", 25}},
        {"list", "services", "", {"serviceusage.services.list", 26}},
        {"use", "project", "", {"serviceusage.services.use", 25}},
        {"query", "table", "", {"bigquery.tables.getData", 23}},
        {"setting", "billing", "", {"billing.resourceAssociations.create", 35}},
        {"creating", "budget", "", {"billing.budgets.create", 22}},
        {"add", "peering", "", {"servicenetworking.services.addPeering", 37}},
    };

    for (size_t i = 0; r->permission_count == 0 && i < sizeof rows / sizeof *rows; i++)
        if (has_pair(s, rows[i].verb, rows[i].noun) && !has_pair(s, rows[i].noun, rows[i].but))
            conclude(r, rows[i].permission);
}

static void derive_object(struct wd_refusal *r, const struct wd_sentence *s)
{
    derive_method(r);
    if (r->permission_count == 0)
        derive_rest(r);
    if (r->permission_count == 0)
        derive_policy(r, s);
    wd_refusal_derive_asked(r, s);
    if (r->permission_count == 0 && r->part[WD_PART_SECRET].len > 0 &&
        (has_pair(s, "on", "secret") || has_pair(s, "access", "secret")))
        conclude(r, WD_STR("secretmanager.versions.access"));
    if (r->permission_count == 0)
        derive_sql(r, s);
    if (r->permission_count == 0)
        derive_storage(r, s);
    derive_verb(r, s);
}

static void conclude_all(struct wd_refusal *r, const struct wd_str *actions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        r->permissions[i] = actions[i];
    r->permission_count = count;
    r->derived = count > 0;
}

/* The call that an SDK made, else the verb of a request with the bucket's address, else the calls and
 * sentences of the text around. */
void wd_refusal_derive_oss(struct wd_refusal *r, struct wd_str text)
{
    static const struct {
        const char *verb, *object, *bucket; /* of the bucket itself; NULL: of one of its settings */
    } verbs[] = {
        {"GET", "oss:GetObject", "oss:ListObjects"},
        {"HEAD", "oss:GetObject", NULL},
        {"PUT", "oss:PutObject", "oss:PutObject"},
        {"DELETE", "oss:DeleteObject", NULL},
    };
    struct wd_str actions[WD_OSS_ACTIONS_MAX];
    bool oss = r->part[WD_PART_BUCKET].len > 0 || wd_str_ihas(text, "oss");
    size_t count;

    if (r->permission_count > 0 || !oss)
        return;
    conclude_all(r, actions, wd_oss_actions(r->action, actions));
    if (r->permission_count == 0 && wd_oss_setting(text, actions, &count)) {
        conclude_all(r, actions, count > 0 ? count : wd_oss_actions_named(text, actions));
        return;
    }
    for (size_t i = 0; r->permission_count == 0 && i < sizeof verbs / sizeof *verbs; i++) {
        const char *action = r->part[WD_PART_KEY].len > 0 ? verbs[i].object : verbs[i].bucket;
        if (action && r->part[WD_PART_BUCKET].len > 0 &&
            wd_str_ieq(r->action, wd_str_of(verbs[i].verb)))
            conclude(r, wd_str_of(action));
    }
    if (r->permission_count == 0)
        conclude_all(r, actions, wd_oss_actions_in_text(text, actions));
}

/* "Permission 'TABLES_UPDATE_DATA' denied": the Storage Write API's own word for it.
 * https://cloud.google.com/bigquery/docs/write-api#required_permissions */
static void derive_constant(struct wd_refusal *r, const struct wd_sentence *s)
{
    if (has_pair(s, "permission", "TABLES_UPDATE_DATA"))
        conclude(r, WD_STR("bigquery.tables.updateData"));
    else if (has_pair(s, "permission", "TABLES_GET"))
        conclude(r, WD_STR("bigquery.tables.get"));
}

/* By Pub/Sub's page on access control. */
void wd_refusal_derive_tried(struct wd_refusal *r, const struct wd_sentence *s)
{
    static const char *const publishing[] = {"publish", "publishing", "published"};
    static const char *const pulling[] = {"pull",        "pulling",   "subscribe", "subscribing",
                                          "acknowledge", "streaming", "consuming"};

    if (wd_str_eqz(r->part[WD_PART_TYPE], "topics") && has_any(s, publishing, 3))
        conclude(r, WD_STR("pubsub.topics.publish"));
    else if (wd_str_eqz(r->part[WD_PART_TYPE], "subscriptions") && has_any(s, pulling, 7))
        conclude(r, WD_STR("pubsub.subscriptions.consume"));
    else
        derive_constant(r, s);
}

/* What a Cloud Run service is asked for; by Cloud Run's page on IAM roles and permissions. */
void wd_refusal_derive_host(struct wd_refusal *r)
{
    if (r->permission_count == 0 && r->http == 403 && r->kind <= WD_REFUSAL_OBJECT &&
        (wd_str_ends(r->part[WD_PART_HOST], WD_STR(".run.app")) ||
         wd_str_ends(r->part[WD_PART_HOST], WD_STR(".cloudfunctions.net"))))
        conclude(r, WD_STR("run.routes.invoke"));
}

void wd_refusal_derive(struct wd_refusal *r, const struct wd_sentence *s)
{
    if (r->permission_count > 0)
        return;
    if (r->kind == WD_REFUSAL_REGISTRY)
        derive_registry(r, s);
    else if (r->kind == WD_REFUSAL_ACT_AS)
        derive_act_as(r, s);
    else if (r->kind == WD_REFUSAL_OBJECT || r->kind == WD_REFUSAL_CODE)
        derive_object(r, s);
    if (r->kind == WD_REFUSAL_OBJECT && r->permission_count == 0)
        derive_key(r);
    if (r->permission_count == 0)
        wd_refusal_derive_tried(r, s);
}
