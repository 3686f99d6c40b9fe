/* Cloud Scheduler's execution log: AttemptFinished with 401 or 403, by status word, HTTP status or
 * debugInfo. Not found, unreachable and server errors are no denials. Neither the body of the
 * answer nor the job's account is in the log; the job itself, as `jobs describe` prints it, names the account, and
 * the status of its last attempt by a code alone. */
#include "read/reading.h"

static bool is_attempt(const struct wd_reading *r, struct wd_jv v)
{
    return wd_str_has(wd_field_type(r, v), WD_STR("cloud.scheduler.logging.Attempt"));
}

/* Of an entry, or by itself, as people copy it out of one. */
static struct wd_jv payload(const struct wd_reading *r)
{
    struct wd_jv v = wd_field(r, r->root, "jsonPayload");

    if (!wd_there(v))
        v = wd_field(r, r->root, "jsonpayload_type_attemptfinished");
    return !wd_there(v) && is_attempt(r, r->root) ? r->root : v;
}

/* https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs */
static bool is_job(const struct wd_reading *r, struct wd_jv v)
{
    return wd_str_has(wd_field_str(r, v, "name"), WD_STR("/jobs/")) &&
           wd_jv_type(wd_field(r, v, "status")) == WD_JSON_OBJECT &&
           (wd_there(wd_field(r, v, "httpTarget")) || wd_there(wd_field(r, v, "pubsubTarget")));
}

bool wd_scheduler_recognise(struct wd_reading *r)
{
    struct wd_jv v = is_job(r, r->root) ? r->root : payload(r);

    if (wd_jv_type(v) != WD_JSON_OBJECT) {
        r->loose = true;
        v = payload(r);
    }
    r->json = v;
    if (is_attempt(r, v) || is_job(r, v) ||
        (wd_field_str(r, v, "jobName").len > 0 && wd_field_str(r, v, "targetType").len > 0))
        return true;
    r->loose = false;
    return false;
}

/* "URL_ERROR-ERROR_AUTHENTICATION. Original HTTP response code number = 401" */
static int code_in(struct wd_str debug_info)
{
    static const char marker[] = "response code number = ";
    size_t at = wd_str_find(debug_info, wd_str_of(marker));
    unsigned long long n;

    if (at == WD_NPOS)
        return -1;
    struct wd_str digits = wd_str_sub(debug_info, at + strlen(marker), 3);
    return wd_str_to_u64(digits, &n) ? (int)n : -1;
}

static int http_status(const struct wd_reading *r, struct wd_str debug_info)
{
    int64_t n;

    if (wd_jv_int(wd_path(r, r->root, "httpRequest.status"), &n) && n >= 100 && n < 600)
        return (int)n;
    return code_in(debug_info);
}

/* A job with a topic is refused one thing only: https://cloud.google.com/pubsub/docs/access-control */
static void refuse_publishing(struct wd_reading *r, struct wd_str topic)
{
    wd_event_add_permission(r->event, WD_STR("pubsub.topics.publish"), topic, WD_GRANTED_NO);
}

/* What an HTTP target of Google's is asked for by a call of its own, or by a new element of a collection: by the page on
 * access control of each service. A job calls with POST unless it says otherwise. */
static const struct call {
    const char *host, *ends;
    struct wd_str permission;
} calls[] = {
#define CALL(host, ends, permission)                                                               \
    {                                                                                              \
        host, ends,                                                                                \
        {                                                                                          \
            permission, sizeof(permission) - 1                                                     \
        }                                                                                          \
    }
    CALL("workflowexecutions.", "/executions", "workflows.executions.create"),
    CALL("dataflow.", "/templates:launch", "dataflow.jobs.create"),
    CALL("dataflow.", "/flexTemplates:launch", "dataflow.jobs.create"),
    CALL("dataproc.", "/jobs:submit", "dataproc.jobs.create"),
    CALL("dataproc.", "/batches", "dataproc.batches.create"),
    CALL("dataproc.", ":instantiate", "dataproc.workflowTemplates.instantiate"),
    CALL("aiplatform.", "/pipelineJobs", "aiplatform.pipelineJobs.create"),
    CALL("aiplatform.", "/customJobs", "aiplatform.customJobs.create"),
    CALL("aiplatform.", "/batchPredictionJobs", "aiplatform.batchPredictionJobs.create"),
    CALL("bigquery.", "/jobs", "bigquery.jobs.create"),
    CALL("bigquery.", "/queries", "bigquery.jobs.create"),
    CALL("bigquerydatatransfer.", ":startManualRuns", "bigquery.transfers.update"),
    CALL("storagetransfer.", ":run", "storagetransfer.jobs.run"),
    CALL("sqladmin.", "/export", "cloudsql.instances.export"),
    CALL("sqladmin.", "/backupRuns", "cloudsql.backupRuns.create"),
    CALL("firestore.", ":exportDocuments", "datastore.databases.export"),
    CALL("cloudtasks.", "/tasks", "cloudtasks.tasks.create"),
    CALL("batch.", "/jobs", "batch.jobs.create"),
    CALL("pubsub.", ":publish", "pubsub.topics.publish"),
    CALL("dataproc.", ":start", "dataproc.clusters.start"),
    CALL("dataproc.", ":stop", "dataproc.clusters.stop"),
    CALL("aiplatform.", "/trainingPipelines", "aiplatform.trainingPipelines.create"),
    CALL("aiplatform.", ":predict", "aiplatform.endpoints.predict"),
    CALL("dataform.", "/workflowInvocations", "dataform.workflowInvocations.create"),
    CALL("dataform.", "/compilationResults", "dataform.compilationResults.create"),
    CALL("notebooks.", ":start", "notebooks.instances.start"),
    CALL("notebooks.", ":stop", "notebooks.instances.stop"),
    CALL("workstations.", ":start", "workstations.workstations.start"),
    CALL("composer.", ":executeAirflowCommand", "composer.environments.executeAirflowCommand"),
    CALL("dlp.", "/dlpJobs", "dlp.jobs.create"),
    CALL("dataplex.", ":run", "dataplex.datascans.run"),
    CALL("spanner.", "/backups", "spanner.backups.create"),
    CALL("alloydb.", "/backups", "alloydb.backups.create"),
    CALL("file.", "/backups", "file.backups.create"),
    CALL("sqladmin.", "/restart", "cloudsql.instances.restart"),
    CALL("secretmanager.", ":addVersion", "secretmanager.versions.add"),
#undef CALL
};

/* "https://europe-west1-aiplatform.googleapis.com/v1/projects/p/locations/l/pipelineJobs?x=1" */
static bool is_call(struct wd_str url, const struct call *call)
{
    struct wd_str rest = wd_str_from(url, wd_str_find(url, WD_STR("//")) + 2);
    struct wd_str host = wd_str_cut(&rest, '/'),
                  path = wd_str_sub(rest, 0, wd_str_find_char(rest, '?'));
    size_t at = wd_str_find(host, wd_str_of(call->host));

    return at != WD_NPOS && (at == 0 || host.ptr[at - 1] == '-') &&
           wd_str_ends(host, WD_STR(".googleapis.com")) && wd_str_ends(path, wd_str_of(call->ends));
}

/* The project, or what a method of its own or a new element was asked of. */
static struct wd_str asked_of(struct wd_str url, const struct call *call)
{
    size_t at = wd_str_find(url, WD_STR("projects/"));
    struct wd_str path = wd_str_from(url, at == WD_NPOS ? url.len : at);

    path = wd_str_sub(path, 0, wd_str_find_char(path, '?'));
    return wd_str_sub(path, 0, path.len > strlen(call->ends) ? path.len - strlen(call->ends) : 0);
}

static void refuse_call(struct wd_reading *r, struct wd_str url)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (!is_call(url, &calls[i]))
            continue;
        struct wd_str place = asked_of(url, &calls[i]);
        wd_event_add_permission(r->event, calls[i].permission, place, WD_GRANTED_NO);
        wd_set(r, WD_SLOT_RESOURCE, place);
        return;
    }
}

static bool is_pubsub(const struct wd_reading *r)
{
    struct wd_str type = wd_field_str(r, r->json, "targetType");

    return wd_names_equal(type, WD_STR("pubsub"));
}

static void read_name(struct wd_reading *r)
{
    wd_event_set(r->event, WD_SLOT_JOB, wd_last_part(wd_field_str(r, r->json, "jobName"), '/'),
                 WD_SOURCE_DETAIL); /* not the one that hands it on */
    wd_set(r, WD_SLOT_JOB, wd_label(r, "job_id"));
}

static void read_job(struct wd_reading *r)
{
    struct wd_str name = wd_field_str(r, r->json, "jobName");

    struct wd_str topic = wd_field_str(r, r->json, "pubsubTopic");

    if (r->event->http_status == 403)
        refuse_call(r, wd_field_str(r, r->json, "url"));
    wd_set(r, WD_SLOT_RESOURCE, wd_str_starts(topic, WD_STR("projects/")) ? topic : name);
    read_name(r);
    wd_set_url(r, wd_field_str(r, r->json, "url"), WD_SOURCE_FIELD);
    if (is_pubsub(r) && r->event->code == WD_RPC_DENIED)
        refuse_publishing(r, topic);
    wd_set(r, WD_SLOT_DETAIL, topic);
    wd_set(r, WD_SLOT_DETAIL, wd_field_str(r, r->json, "targetType"));
    wd_set(r, WD_SLOT_SERVICE, WD_STR("cloudscheduler.googleapis.com"));
    wd_set(r, WD_SLOT_METHOD, WD_STR("AttemptFinished"));
}

/* Whether the target was called by HTTP: entries without a type have its address. */
static bool was_called(const struct wd_reading *r)
{
    struct wd_str type = wd_field_str(r, r->json, "targetType");

    return type.len > 0 ? wd_str_eqz(type, "HTTP") : wd_field_str(r, r->json, "url").len > 0;
}

/* The service answers for an HTTP target by the code that its status stands for. */
static void read_described(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_jv target = wd_field(r, r->json, "httpTarget"), topic;
    struct wd_jv token = wd_field(r, target, "oidcToken");
    struct wd_str name = wd_field_str(r, r->json, "name");
    int64_t code;

    event->system = WD_SYSTEM_CLOUD_SCHEDULER;
    wd_event_time(event, wd_field_str(r, r->json, "lastAttemptTime"));
    if (!wd_status_failed(r, wd_field(r, r->json, "status"), &code) ||
        (code != WD_RPC_DENIED && code != WD_RPC_UNAUTHENTICATED))
        return;
    event->code = (int)code;
    event->kind = WD_KIND_DENIAL;
    event->structured = true;
    wd_speak(
        r,
        WD_VOICE_APPLICATION); /* a paste: the target may lie in a project that it does not name */
    topic = wd_field(r, wd_field(r, r->json, "pubsubTarget"), "topicName");
    wd_set(r, WD_SLOT_RESOURCE, wd_there(topic) ? wd_jv_str(topic) : name);
    wd_set(r, WD_SLOT_DETAIL, wd_there(topic) ? wd_jv_str(topic) : WD_STR("HTTP"));
    if (wd_there(topic))
        refuse_publishing(r, wd_jv_str(topic));
    wd_set(r, WD_SLOT_JOB, wd_last_part(name, '/'));
    wd_set(r, WD_SLOT_SERVICE, WD_STR("cloudscheduler.googleapis.com"));
    wd_set(r, WD_SLOT_METHOD, WD_STR("AttemptFinished"));
    wd_set_url(r, wd_field_str(r, target, "uri"), WD_SOURCE_FIELD);
    wd_set(r, WD_SLOT_AUDIENCE, wd_field_str(r, token, "audience"));
    if (wd_there(topic))
        return; /* a service agent publishes */
    event->http_status = code == WD_RPC_DENIED ? 403 : 401;
    if (!wd_there(token))
        token = wd_field(r, target, "oauthToken");
    wd_set(r, WD_SLOT_PRINCIPAL, wd_field_str(r, token, "serviceAccountEmail"));
}

void wd_scheduler_read(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_str status = wd_field_str(r, r->json, "status");
    struct wd_str debug_info = wd_field_str(r, r->json, "debugInfo");

    if (is_job(r, r->json)) {
        read_described(r);
        return;
    }
    event->system = WD_SYSTEM_CLOUD_SCHEDULER;
    wd_entry_read(r);
    event->http_status = http_status(r, debug_info);
    event->code = wd_code_of_name(status);
    if (event->http_status < 0 && was_called(r))
        event->http_status = event->code == WD_RPC_DENIED            ? 403
                             : event->code == WD_RPC_UNAUTHENTICATED ? 401
                                                                     : -1;
    if (event->code != WD_RPC_DENIED && event->code != WD_RPC_UNAUTHENTICATED &&
        event->http_status != 401 && event->http_status != 403) {
        read_name(r);
        return;
    }
    event->kind = WD_KIND_DENIAL;
    event->structured = true;
    read_job(r);
    wd_set(r, WD_SLOT_REASON, status);
    wd_event_add_text(event, debug_info, WD_TEXT_MESSAGE);
    wd_event_add_text(event, status, WD_TEXT_DETAIL);
}
