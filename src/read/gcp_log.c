/* Every other LogEntry: application and agent logs. Only fields that a service or library writes
 * its messages into are read; a prompt or query that quotes an error stands in other keys. */
#include "read/alibaba.h"
#include "read/answered.h"
#include "read/beside.h"
#include "read/text/rows.h"
#include "read/text/streams.h"
#include "read/text/text.h"

static const char *const message_names[] = {"message",
                                            "msg",
                                            "MESSAGE",
                                            "log",
                                            "errorMessage",
                                            "error_message",
                                            "errmsg",
                                            "errorMsg",
                                            "error_description",
                                            "errorDescription",
                                            "StatusReason",
                                            "short_message", /* GELF */
                                            "full_message",
                                            "messageText", /* of Dataflow's messages */
                                            "@m",          /* Serilog */
                                            NULL};
static const char *const stack_names[] = {"exception", "stack_trace", "stackTrace", "stack",
                                          "exc_info",  "@x",          NULL};

bool wd_gcp_log_recognise(struct wd_reading *r)
{
    if (wd_entry_is(r))
        return true;
    r->loose = true;
    if (wd_entry_is(r))
        return true;
    r->loose = false;
    return false;
}

/* {"type": "storage_exception", "reason": "403 Forbidden …", "caused_by": {…}}: Elasticsearch and OpenSearch. */
static void read_reasons(struct wd_reading *r, struct wd_jv v)
{
    enum { CAUSES = 4 };

    for (unsigned i = 0; i < CAUSES && wd_jv_type(v) == WD_JSON_OBJECT; i++) {
        struct wd_str reason = wd_field_str(r, v, "reason");
        if (wd_field_str(r, v, "type").len > 0 && wd_str_find_char(reason, ' ') != WD_NPOS)
            wd_event_add_text(r->event, reason, WD_TEXT_MESSAGE);
        v = wd_field(r, v, "caused_by");
    }
}

/* {"errors": [{"code": "DENIED", "message": …}]}: what a registry answers. */
static void read_registry_errors(struct wd_reading *r, struct wd_jv errors)
{
    if (wd_jv_type(errors) != WD_JSON_ARRAY)
        return;
    for (struct wd_jiter it = wd_jv_iter(errors); wd_jiter_next(&it);)
        if (wd_field_str(r, it.value, "code").len > 0)
            wd_add_of_list(r, wd_field_str(r, it.value, "message"), WD_TEXT_MESSAGE);
}

static void read_stacks(struct wd_reading *r, struct wd_jv v)
{
    for (const char *const *name = stack_names; *name; name++)
        wd_event_add_text(r->event, wd_field_str(r, v, *name), WD_TEXT_STACK);
}

/* {"error": "text"} or {"error": {"message": …, "code": …, "stack": …}}. */
static void read_error(struct wd_reading *r, struct wd_jv error)
{
    if (wd_jv_type(error) == WD_JSON_OBJECT) {
        wd_status_read(r, error);
        read_reasons(r, error);
        read_stacks(r, error);
        wd_read_oss_host(r, wd_field_str(r, error, "host")); /* of OSS's client for Node */
    } else {
        wd_event_add_text(r->event, wd_jv_str(error), WD_TEXT_MESSAGE);
    }
}

/* {"error": "invalid_target", "error_description": "…"}, as RFC 6749 has it: one sentence in two members. */
static void read_oauth_error(struct wd_reading *r, struct wd_jv v)
{
    struct wd_str error = wd_field_str(r, v, "error");
    struct wd_str description = wd_field_str(r, v, "error_description");
    const struct wd_str parts[] = {WD_STR("\"error\":\""), error,
                                   WD_STR("\",\"error_description\":\""), description,
                                   WD_STR("\"")};

    if (error.len > 0 && description.len > 0)
        wd_event_add_text(r->event, wd_arena_concat(r->arena, parts, 5), WD_TEXT_DETAIL);
}

/* {"error.message": …, "exception.stacktrace": …}: flat, as ECS, OpenTelemetry and logrus name them; "grpc.error" of
 * Go's middleware; {"status.code": "Internal", "status.message": …} of the providers of secrets to volumes. */
static void read_dotted(struct wd_reading *r, struct wd_jv v)
{
    static const char *const begins[] = {"error.",  "exception.", "err.",
                                         "status.", "event.",     "log."};

    for (struct wd_jiter it = wd_jv_iter(v); wd_jiter_next(&it);) {
        if (wd_str_eqz(it.name, "grpc.error") || wd_is_column_of_words(it.name))
            wd_add_of_list(r, wd_jv_str(it.value), WD_TEXT_MESSAGE);
        if (!WD_STR_ANY(wd_str_starts, it.name, begins))
            continue;
        if (wd_str_ends(it.name, WD_STR(".message")) || wd_str_ends(it.name, WD_STR(".original")))
            wd_add_of_list(r, wd_jv_str(it.value), WD_TEXT_MESSAGE);
        else if (wd_str_has(it.name, WD_STR(".stack")))
            wd_add_of_list(r, wd_jv_str(it.value), WD_TEXT_STACK);
    }
}

/* Rust's tracing keeps what was said one level down: {"level": …, "fields": {"message": …, "error": …}}. */
static struct wd_jv said_in(struct wd_reading *r, struct wd_jv v)
{
    struct wd_jv fields = wd_field(r, v, "fields");
    bool traced = wd_jv_type(fields) == WD_JSON_OBJECT && wd_field_str(r, v, "level").len > 0 &&
                  wd_field_str(r, v, "message").len == 0;

    return traced ? fields : v;
}

/* A line that holds control characters, colours for one, is an array of its bytes in `journalctl -o json`;
 * https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-json-format */
static struct wd_str line_of_bytes(const struct wd_reading *r, struct wd_jv bytes)
{
    size_t count = 0, len = 0;
    int64_t byte;

    for (struct wd_jiter it = wd_jv_iter(bytes); wd_jiter_next(&it);)
        count++;
    char *line = count > 0 ? wd_arena_alloc(r->arena, count) : NULL;
    for (struct wd_jiter it = wd_jv_iter(bytes); line && wd_jiter_next(&it);) {
        if (!wd_jv_int(it.value, &byte) || byte < 0 || byte > UINT8_MAX)
            return WD_STR_NONE;
        line[len++] = (char)byte;
    }
    return wd_str_make(line, len);
}

/* Shared with JSON of unknown origin. */
static void read_message_fields(struct wd_reading *r, struct wd_jv v)
{
    v = said_in(r, v);
    struct wd_jv status = wd_field(r, v, "status");
    int64_t code;

    if (wd_status_failed(r, status, &code))
        wd_status_read(r, status);
    for (const char *const *name = message_names; *name; name++)
        wd_event_add_text(r->event, wd_field_str(r, v, *name), WD_TEXT_MESSAGE);
    if (wd_jv_type(wd_jv_get(v, "MESSAGE")) == WD_JSON_ARRAY)
        wd_event_add_text(r->event, line_of_bytes(r, wd_jv_get(v, "MESSAGE")), WD_TEXT_MESSAGE);
    read_error(r, wd_field(r, v, "error"));
    read_reasons(r, v);
    read_registry_errors(r, wd_field(r, v, "errors"));
    read_error(r, wd_field(r, v, "err")); /* of JavaScript's loggers */
    read_dotted(r, v);
    read_oauth_error(r, v);
    read_stacks(r, v);
}

/* Services that answer with a status of their own inside jsonPayload. */
static bool is_service_denial(const struct wd_reading *r)
{
    struct wd_str task = wd_path_str(r, r->json, "attemptResponseLog.status");
    struct wd_str sink = wd_path_str(r, r->json, "error_code");
    struct wd_str gateway = wd_path_str(r, r->json, "authzPolicyInfo.result");

    return wd_code_of_name(task) == WD_RPC_DENIED ||
           wd_code_of_name(task) == WD_RPC_UNAUTHENTICATED ||
           wd_str_ends(sink, WD_STR("permission_denied")) || wd_str_eq(gateway, WD_STR("DENIED"));
}

/* A workflow that failed: what a step was answered stands as text inside the failure. */
static void read_workflow(struct wd_reading *r)
{
    struct wd_jv failure = wd_parse_text(r, wd_path_str(r, r->json, "failure.exception"));
    struct wd_jv error = wd_path(r, failure, "body.error");

    if (wd_there(error))
        wd_status_read(r, error);
    else
        wd_event_add_text(r->event, wd_path_str(r, r->json, "failure.exception"), WD_TEXT_MESSAGE);
}

/* "POST https://…", as a task's log words what it called. */
static void set_target(struct wd_reading *r, struct wd_str call)
{
    size_t blank = wd_str_rfind_char(call, ' ');

    wd_set_url(r, blank == WD_NPOS ? call : wd_str_from(call, blank + 1), WD_SOURCE_FIELD);
}

static void read_json_payload(struct wd_reading *r)
{
    struct wd_event *event = r->event;

    read_message_fields(r, r->json);
    if (wd_str_ends(wd_field_type(r, r->json), WD_STR("ExecutionsSystemLog")))
        read_workflow(r);
    if (event->code >= 0 && wd_status_kind(event) == WD_KIND_DENIAL)
        event->kind = WD_KIND_DENIAL;
    if (!is_service_denial(r))
        return;
    event->kind = WD_KIND_DENIAL;
    set_target(r, wd_path_str(r, r->json, "attemptResponseLog.targetAddress"));
    wd_set(r, WD_SLOT_REASON, wd_path_str(r, r->json, "attemptResponseLog.status"));
    wd_set(r, WD_SLOT_REASON, wd_path_str(r, r->json, "error_code"));
}

/* Where a sink of Cloud Logging's writes: "storage.googleapis.com/B", or the other kinds of names that its reference
 * has for destinations. */
static void read_sink(struct wd_reading *r)
{
    struct wd_str destination = wd_label(r, "destination"), rest = destination;
    struct wd_str host = wd_str_cut(&rest, '/');

    if (!wd_str_eqz(r->resource_type, "logging_sink") || rest.len == 0)
        return;
    if (wd_str_eqz(host, "storage.googleapis.com"))
        wd_set(r, WD_SLOT_BUCKET, rest);
    else
        wd_set(r, WD_SLOT_RESOURCE, rest);
}

/* Entries too large for one record share a uid; their texts are pieces of one. */
static void read_split(struct wd_reading *r)
{
    struct wd_jv split = wd_field(r, r->root, "split");
    struct wd_str uid = wd_field_str(r, split, "uid");
    int64_t index = 0, total = 0;

    wd_jv_int(wd_field(r, split, "index"), &index);
    if (uid.len == 0 || !wd_jv_int(wd_field(r, split, "totalSplits"), &total))
        return;
    r->stream = uid;
    r->partial = index + 1 < total;
}

static void read_place(struct wd_reading *r)
{
    wd_set(r, WD_SLOT_JOB, wd_label(r, "job_id"));
    if (wd_str_eq(r->resource_type, WD_STR("cloud_run_job")))
        wd_set(r, WD_SLOT_JOB, wd_label(r, "job_name"));
}

/* App Engine's request log: the application's lines hang below the request. */
static void read_app_engine(struct wd_reading *r)
{
    struct wd_jv lines = wd_field(r, wd_field(r, r->root, "protoPayload"), "line");

    for (struct wd_jiter it = wd_jv_iter(lines); wd_jiter_next(&it);)
        wd_add_of_list(r, wd_field_str(r, it.value, "logMessage"), WD_TEXT_MESSAGE);
}

/* "…/run.googleapis.com%2Fstderr": what a program printed, an entry a line. */
static bool is_stream(struct wd_str log)
{
    return wd_str_ends(log, WD_STR("stderr")) || wd_str_ends(log, WD_STR("stdout"));
}

static void speak_as_program(struct wd_reading *r)
{
    r->voice = WD_VOICE_APPLICATION;
    wd_speak(r, r->voice);
    r->event->of_workload = true;
}

static void read_text_payload(struct wd_reading *r, struct wd_str text)
{
    speak_as_program(r);
    r->printed = is_stream(r->log) && !r->in_text;
    wd_read_line(r, wd_text_plain(r->arena, text));
}

/* A payload that says nothing by its members: by its words, or the one text that it has as a line. */
static void read_words(struct wd_reading *r)
{
    struct wd_event *event = r->event;

    wd_failures_read(r, r->json);
    wd_answered_read(r, r->json);
    wd_beside_read(r, wd_there(r->json) ? r->json : r->root);
    if (event->kind != WD_KIND_OTHER)
        return;
    if (event->text_count == 1 && event->texts[0].field == WD_TEXT_MESSAGE) {
        struct wd_str text = event->texts[0].s;
        event->text_count = 0;
        wd_read_line(r, wd_text_plain(r->arena, text));
        return;
    }
    wd_texts_whole(r);
    wd_judge_texts(r);
    wd_texts_facts(r);
}

void wd_gcp_log_read(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_str text = wd_field_str(r, r->root, "textPayload");

    wd_entry_read(r);
    r->n->enveloped = r->n->enveloped || (r->level == 0 && r->log.len > 0);
    event->system = wd_system_of_resource(r->resource_type);
    read_place(r);
    read_sink(r);
    r->stream = wd_gcp_stream(r);
    r->source = wd_rows_source_of_entry(r);
    read_split(r);
    r->json = wd_field_json(r, r->root, "jsonPayload");
    if (wd_entry_has_no_sentences(r) &&
        (text.len > 0 || (wd_field_type(r, r->json).len == 0 && wd_there(r->json))))
        event->doubts |= WD_DOUBT_ASIDE; /* a copy, or a forgery */
    if (text.len > 0) {
        read_text_payload(r, text);
        return;
    }
    if (wd_read_carried(r, r->json))
        return;
    if (wd_there(r->json)) {
        read_json_payload(r);
    } else {
        read_app_engine(r);
        read_dotted(r, r->root); /* a row: the payload's members are columns */
    }
    event->structured = event->kind == WD_KIND_DENIAL;
    bool program = !is_service_denial(r);
    if (program)
        speak_as_program(r);
    if (program && event->text_count > 0)
        wd_rows_note(r, event->texts[0].s);
    if (event->kind == WD_KIND_OTHER)
        read_words(r);
    else if (program)
        wd_beside_read(r, r->json); /* an answer in one member, what it was about in another */
}

/* JSON of unknown origin: an application's structured log, a client's saved answer. */
bool wd_any_json_recognise(struct wd_reading *r)
{
    return wd_jv_type(r->root) == WD_JSON_OBJECT;
}

/* {"code": 403, "body": "<html>…"}: the answer to a call that a client or a workflow made, whole or as its members;
 * {"status": 403, "detail": …}: a problem as RFC 9457 tells it. */
static void read_answer(struct wd_reading *r)
{
    static const char *const names[] = {"code", "status", "statusCode", "status_code", NULL};
    static const char *const said[] = {"message", "Message", "ErrorMessage", NULL};
    int64_t code = 0;

    for (const char *const *name = names; *name && code == 0; name++)
        if (!wd_jv_int(wd_field(r, r->root, *name), &code))
            code = 0;
    if (code != 401 && code != 403)
        return;
    wd_event_add_text(r->event, wd_field_str(r, r->root, "body"), WD_TEXT_MESSAGE);
    wd_event_add_text(r->event, wd_first_str(r, wd_field(r, r->root, "body"), said),
                      WD_TEXT_MESSAGE);
    wd_event_add_text(r->event, wd_field_str(r, r->root, "detail"), WD_TEXT_MESSAGE);
}

/* {"code": "PERMISSION_DENIED", "details": {…}}: a code is all that was said. */
static void read_code(struct wd_reading *r)
{
    static const char *const names[] = {"code", "errorCode", "status", "reason", NULL};
    struct wd_str code = wd_first_str(r, r->root, names);

    if (wd_code_of_name(code) == WD_RPC_DENIED)
        wd_event_add_text(r->event, code, WD_TEXT_MESSAGE);
}

void wd_any_json_read(struct wd_reading *r)
{
    static const char *const times[] = {"timestamp", "time", "ts", "@timestamp", "eventTime", NULL};
    static const char *const capitals[] = {"Message", "ErrorMessage", "ErrMsg", "Msg", NULL};

    wd_event_time(r->event, wd_first_str(r, r->root, times));
    read_message_fields(r, r->root);
    r->source = r->source ? r->source : wd_rows_source_of_members(r->root);
    if (r->event->text_count > 0)
        wd_rows_note(r, r->event->texts[0].s);
    read_answer(r);
    wd_answered_read(r, r->root);
    if (r->event->text_count == 0)
        wd_event_add_text(r->event, wd_first_str(r, r->root, capitals), WD_TEXT_MESSAGE);
    wd_failures_read(r, r->root);
    if (r->event->text_count == 0)
        read_code(r);
    wd_beside_read(r, r->root);
    wd_texts_whole(r);
    wd_judge_texts(r);
    wd_texts_facts(r);
    if (r->event->kind == WD_KIND_CANDIDATE)
        wd_described_account(r, r->root);
}
