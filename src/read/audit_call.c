/* A record that lists no check, and whose message names nothing ("User not authorized to perform this action.", "The client
 * is not authorized to make this request."): its call tells the permission. By each service's page on access control:
 * https://cloud.google.com/pubsub/docs/access-control#required_permissions, https://cloud.google.com/firestore/docs/security/iam,
 * https://cloud.google.com/sql/docs/mysql/audit-logging, https://cloud.google.com/dataproc/docs/concepts/iam/iam,
 * https://cloud.google.com/secret-manager/docs/audit-logging, https://cloud.google.com/logging/docs/access-control,
 * https://cloud.google.com/kms/docs/reference/permissions-and-roles, https://cloud.google.com/vertex-ai/docs/general/iam-permissions */
#include "read/reading.h"

/* "pubsub" of pubsub.googleapis.com, a call's last part. What a table concludes is no more than a template, but where the
 * call is what the service's one sentence is known for. */
static const struct {
    const char *service, *call, *permission;
    bool known;
} calls[] = {
    {"pubsub", "Publish", "pubsub.topics.publish", true},
    {"pubsub", "Pull", "pubsub.subscriptions.consume", true},
    {"pubsub", "StreamingPull", "pubsub.subscriptions.consume", true},
    {"pubsub", "Acknowledge", "pubsub.subscriptions.consume", true},
    {"pubsub", "ModifyAckDeadline", "pubsub.subscriptions.consume", true},
    {"pubsub", "Seek", "pubsub.subscriptions.consume", false},
    {"pubsub", "ModifyPushConfig", "pubsub.subscriptions.update", false},
    {"pubsub", "DetachSubscription", "pubsub.topics.detachSubscription", false},
    {"secretmanager", "AccessSecretVersion", "secretmanager.versions.access", false},
    {"secretmanager", "AddSecretVersion", "secretmanager.versions.add", false},
    {"cloudkms", "Encrypt", "cloudkms.cryptoKeyVersions.useToEncrypt", false},
    {"cloudkms", "Decrypt", "cloudkms.cryptoKeyVersions.useToDecrypt", false},
    {"logging", "ListLogEntries", "logging.logEntries.list", false},
    {"logging", "WriteLogEntries", "logging.logEntries.create", false},
    {"dataproc", "SubmitJob", "dataproc.jobs.create", false},
    {"dataproc", "SubmitJobAsOperation", "dataproc.jobs.create", false},
    {"aiplatform", "UploadModel", "aiplatform.models.upload", false},
    {"aiplatform", "Predict", "aiplatform.endpoints.predict", false},
    {"firestore", "GetDocument", "datastore.entities.get", false},
    {"firestore", "BatchGetDocuments", "datastore.entities.get", false},
    {"firestore", "ListDocuments", "datastore.entities.list", false},
    {"firestore", "ListCollectionIds", "datastore.entities.list", false},
    {"firestore", "RunQuery", "datastore.entities.list", false},
    {"firestore", "RunAggregationQuery", "datastore.entities.list", false},
    {"firestore", "Listen", "datastore.entities.list", false},
    {"firestore", "ImportDocuments", "datastore.databases.import", false},
    {"firestore", "ExportDocuments", "datastore.databases.export", false},
    {"datastore", "Lookup", "datastore.entities.get", false},
    {"datastore", "RunQuery", "datastore.entities.list", false},
    {"datastore", "RunAggregationQuery", "datastore.entities.list", false},
};

/* What has calls to get, list, create, update and delete it, or whose policy is read and set. */
static const struct {
    const char *service, *thing, *stem;
} things[] = {
    {"pubsub", "Topic", "pubsub.topics"},
    {"pubsub", "Subscription", "pubsub.subscriptions"},
    {"pubsub", "Snapshot", "pubsub.snapshots"},
    {"pubsub", "Schema", "pubsub.schemas"},
    {"secretmanager", "Secret", "secretmanager.secrets"},
    {"cloudkms", "KeyRing", "cloudkms.keyRings"},
    {"cloudkms", "CryptoKey", "cloudkms.cryptoKeys"},
    {"logging", "Sink", "logging.sinks"},
    {"logging", "LogMetric", "logging.logMetrics"},
    {"dataproc", "Cluster", "dataproc.clusters"},
    {"dataproc", "Job", "dataproc.jobs"},
    {"dataproc", "Batch", "dataproc.batches"},
    {"container", "Cluster", "container.clusters"},
    {"aiplatform", "CustomJob", "aiplatform.customJobs"},
    {"aiplatform", "PipelineJob", "aiplatform.pipelineJobs"},
    {"aiplatform", "Endpoint", "aiplatform.endpoints"},
    {"aiplatform", "Model", "aiplatform.models"},
};

/* The message says that, and nothing of whom, what, where or why. */
static bool names_nothing(const struct wd_event *event)
{
    static const char *const reasons[] = {
        "account", "agent",    "key",     "policy",  "policies",     "condition", "quota",
        "billing", "disabled", "enabled", "network", "organization", NULL};

    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str text = event->texts[i].s;
        if (text.len > 100)
            return false;
        for (size_t k = 0; k < text.len; k++)
            if (wd_char_in(text.ptr[k], "/@'\"`[{<:=") ||
                (text.ptr[k] == '.' && wd_is_alnum(wd_str_at(text, k + 1))))
                return false;
        for (size_t k = 0; reasons[k]; k++)
            if (wd_str_ihas(text, reasons[k]))
                return false;
    }
    return true;
}

static void conclude(struct wd_reading *r, struct wd_str permission, bool known)
{
    wd_event_add_permission(r->event, permission, r->event->slot[WD_SLOT_RESOURCE],
                            WD_GRANTED_UNSAID);
    wd_set(r, WD_SLOT_PERMISSION, permission);
    if (!known)
        r->event->doubts |= WD_DOUBT_READ;
}

/* "storage.objects.get", "cloudsql.instances.create": the call is called as its permission is. */
static bool is_permission(struct wd_str call, struct wd_str service)
{
    static const char *const services[] = {"storage", "cloudsql", "dns"};
    static const char *const verbs[] = {"get", "list", "create", "update", "delete", "connect"};
    struct wd_str rest = call, first = wd_str_cut(&rest, '.'), thing = wd_str_cut(&rest, '.');

    return wd_str_eq(first, service) && WD_STR_IN(service, services) && thing.len > 0 &&
           WD_STR_IN(rest, verbs);
}

/* The ending of a permission for a call of this thing: ".create" for CreateTopic, ".list" for ListTopics. */
static const char *ending_of(struct wd_str call, struct wd_str thing, struct wd_str collection,
                             struct wd_str name)
{
    static const struct {
        const char *verb, *behind, *ending;
    } verbs[] = {{"Get", "", ".get"},
                 {"List", "s", ".list"},
                 {"Create", "", ".create"},
                 {"Update", "", ".update"},
                 {"Delete", "", ".delete"}};

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        struct wd_str rest = wd_str_from(call, strlen(verbs[i].verb));
        if (wd_str_starts(call, wd_str_of(verbs[i].verb)) && wd_str_starts(rest, thing) &&
            wd_str_eqz(wd_str_from(rest, thing.len), verbs[i].behind))
            return verbs[i].ending;
    }
    if (!wd_str_eq(collection, name))
        return NULL;
    return wd_str_eqz(call, "SetIamPolicy")   ? ".setIamPolicy"
           : wd_str_eqz(call, "GetIamPolicy") ? ".getIamPolicy"
                                              : NULL;
}

static void conclude_by_thing(struct wd_reading *r, struct wd_str service, struct wd_str call)
{
    struct wd_str collection = wd_collection_of(r->event->slot[WD_SLOT_RESOURCE]);

    for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
        struct wd_str stem = wd_str_of(things[i].stem);
        const char *ending =
            wd_str_eqz(service, things[i].service)
                ? ending_of(call, wd_str_of(things[i].thing), collection, wd_last_part(stem, '.'))
                : NULL;
        if (!ending)
            continue;
        const struct wd_str parts[] = {stem, wd_str_of(ending)};
        conclude(r, wd_arena_concat(r->arena, parts, 2), false);
        return;
    }
}

void wd_audit_call(struct wd_reading *r)
{
    struct wd_str service = r->event->slot[WD_SLOT_SERVICE],
                  method = r->event->slot[WD_SLOT_METHOD], call = wd_last_part(method, '.');

    if (r->event->code != WD_RPC_DENIED || r->event->permission_count > 0 ||
        r->event->slot[WD_SLOT_PERMISSION].len > 0 || r->event->slot[WD_SLOT_REASON].len > 0 ||
        r->event->slot[WD_SLOT_CONSTRAINT].len > 0 ||
        wd_there(wd_field(r, r->proto, "authorizationInfo")) || !names_nothing(r->event))
        return;
    service = wd_str_cut(&service, '.');
    if (is_permission(method, service)) {
        conclude(r, method, false); /* what is not there is refused in the same words */
        return;
    }
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (wd_str_eqz(service, calls[i].service) && wd_str_eqz(call, calls[i].call)) {
            conclude(r, wd_str_of(calls[i].permission), calls[i].known);
            return;
        }
    conclude_by_thing(r, service, call);
}
