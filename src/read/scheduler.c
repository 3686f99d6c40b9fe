/* Cloud Scheduler's execution log: AttemptFinished with 401 or 403, by status word, HTTP status or
 * debugInfo. Not found, unreachable and server errors are no denials. Neither the body of the
 * answer nor the job's account is in the log. */
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

bool wd_scheduler_recognise(struct wd_reading *r)
{
    struct wd_jv v = payload(r);

    if (wd_jv_type(v) != WD_JSON_OBJECT) {
        r->loose = true;
        v = payload(r);
    }
    r->json = v;
    if (is_attempt(r, v) ||
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

static void read_job(struct wd_reading *r)
{
    struct wd_str name = wd_field_str(r, r->json, "jobName");

    struct wd_str topic = wd_field_str(r, r->json, "pubsubTopic");

    wd_set(r, WD_SLOT_RESOURCE, wd_str_starts(topic, WD_STR("projects/")) ? topic : name);
    wd_set(r, WD_SLOT_JOB, name.len ? wd_last_part(name, '/') : wd_label(r, "job_id"));
    wd_set_url(r, wd_field_str(r, r->json, "url"), WD_SOURCE_FIELD);
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

void wd_scheduler_read(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_str status = wd_field_str(r, r->json, "status");
    struct wd_str debug_info = wd_field_str(r, r->json, "debugInfo");

    event->system = WD_SYSTEM_CLOUD_SCHEDULER;
    wd_entry_read(r);
    event->http_status = http_status(r, debug_info);
    event->code = wd_code_of_name(status);
    if (event->http_status < 0 && was_called(r))
        event->http_status = event->code == WD_RPC_DENIED            ? 403
                             : event->code == WD_RPC_UNAUTHENTICATED ? 401
                                                                     : -1;
    if (event->code != WD_RPC_DENIED && event->code != WD_RPC_UNAUTHENTICATED &&
        event->http_status != 401 && event->http_status != 403)
        return;
    event->kind = WD_KIND_DENIAL;
    event->structured = true;
    read_job(r);
    wd_set(r, WD_SLOT_REASON, status);
    wd_event_add_text(event, debug_info, WD_TEXT_MESSAGE);
    wd_event_add_text(event, status, WD_TEXT_DETAIL);
}
