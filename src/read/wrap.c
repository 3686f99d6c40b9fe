/* Taking off what carriers put around an entry: Pub/Sub messages, CloudEvents, Log Service records,
 * docker's log files. One wrapper a call; the caller repeats. */
#include "read/text/rows.h"

/* Push {"message": {"data"}}, pull {"ackId", "message": {"data"}}, background event {"data",
 * "@type": …PubsubMessage}. */
static enum wd_wrap unwrap_pubsub(struct wd_reading *r, struct wd_str *ret_text)
{
    struct wd_jv message = wd_jv_get(r->root, "message");
    struct wd_str data = wd_jv_str(wd_jv_get(message, "data"));

    if (data.len == 0 && wd_str_has(wd_field_type(r, r->root), WD_STR("PubsubMessage")))
        data = wd_jv_str(wd_jv_get(r->root, "data"));
    if (data.len == 0 && wd_there(wd_jv_get(r->root, "data")))
        data = wd_jv_str(wd_jv_get(wd_jv_get(wd_jv_get(r->root, "data"), "message"), "data"));
    if (data.len == 0)
        return WD_WRAP_NONE;
    return wd_wrap_string(r, wd_base64_decoded(r->arena, data), ret_text);
}

static bool is_entry(struct wd_jv v)
{
    static const char *const names[] = {"protoPayload", "jsonPayload", "textPayload", "logName",
                                        "eventName",    "message",     NULL};

    return wd_has_member_of(v, names);
}

/* CloudEvents and EventBridge keep the entry under data, Elastic the line under event.original. */
static enum wd_wrap unwrap_event(struct wd_reading *r, struct wd_str *ret_text)
{
    struct wd_jv data = wd_jv_get(r->root, "data");
    struct wd_str original = wd_jv_str(wd_jv_at(r->root, "/event/original"));

    struct wd_str encoded = wd_jv_str(wd_jv_get(r->root, "data_base64"));

    if (encoded.len > 0 && wd_there(wd_jv_get(r->root, "specversion")))
        return wd_wrap_string(r, wd_base64_decoded(r->arena, encoded), ret_text);
    if (is_entry(data) && !wd_there(wd_jv_get(r->root, "message")))
        return wd_wrap_object(r, data);
    if (original.len > 0)
        return wd_wrap_string(r, original, ret_text);
    return WD_WRAP_NONE;
}

/* A record of one of our clouds, by names that hardly anything else has together. */
static bool is_own(struct wd_jv v)
{
    struct wd_str host = wd_jv_str(wd_jv_get(v, "HostId")), code = wd_jv_str(wd_jv_get(v, "Code"));

    return wd_there(wd_jv_get(v, "protoPayload")) || wd_there(wd_jv_get(v, "AccessDeniedDetail")) ||
           (wd_there(wd_jv_get(v, "eventName")) && wd_there(wd_jv_get(v, "userIdentity")) &&
            wd_there(wd_jv_get(v, "eventSource"))) ||
           (wd_there(wd_jv_get(v, "logName")) && wd_there(wd_jv_get(v, "resource"))) ||
           (code.len > 0 && wd_str_ends(host, WD_STR("aliyuncs.com"))) ||
           wd_str_starts(code, WD_STR("SLS"));
}

struct wd_jv wd_own_in_text(struct wd_reading *r, struct wd_str s)
{
    static const char *const names[] = {"\"protoPayload\"", "\"eventName\"", "\"logName\"",
                                        "\"AccessDeniedDetail\"", "\"HostId\""};
    struct wd_jv none = {NULL, 0};

    if (s.len < 2 || s.ptr[0] != '{')
        return none;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wd_str_has(s, wd_str_of(names[i]))) {
            struct wd_jv v = wd_parse_text(r, s);
            return is_own(v) ? v : none;
        }
    return none;
}

/* Where stores keep a line of text, or a record, of somebody's: Elastic's hits, Splunk's results, Datadog's events. */
static bool is_line(struct wd_jv v)
{
    static const char *const names[] = {"_raw", "log", "msg", NULL};

    return wd_has_member_of(v, names);
}

static struct wd_jv document_of(struct wd_jv root)
{
    static const char *const names[] = {
        "/_source", "/result", "/attributes", "/content", "/content/attributes", NULL};
    struct wd_jv found = {NULL, 0};

    for (const char *const *name = names; *name && !wd_there(found); name++) {
        struct wd_jv v = wd_jv_at(root, *name);
        if (is_entry(v) || is_line(v))
            found = v;
    }
    return found;
}

/* Datadog's search gives a record that its forwarder of Pub/Sub sent below the event's own attributes, as an object or as text. */
static struct wd_jv record_of(struct wd_reading *r)
{
    static const char *const names[] = {"/attributes/attributes/data",
                                        "/attributes/attributes",
                                        "/content/attributes/attributes/data",
                                        "/attributes/data",
                                        "/event/data",
                                        "/result/data"};
    struct wd_jv found = {NULL, 0};

    for (size_t i = 0; i < sizeof names / sizeof *names && !wd_there(found); i++) {
        struct wd_jv v = wd_jv_at(r->root, names[i]);
        if (wd_jv_type(v) == WD_JSON_STRING)
            found = wd_own_in_text(r, wd_jv_str(v));
        else if (is_own(v))
            found = v;
    }
    return found;
}

/* What stores, queues and loggers wrapped, whatever they call the place. They may have it from a program: it is
 * nobody's own log any more. */
static enum wd_wrap unwrap_export(struct wd_reading *r, struct wd_str *ret_text)
{
    static const char *const times[] = {"timestamp", "time", "@timestamp", NULL};
    struct wd_jv v = record_of(r);

    if (!wd_there(v))
        v = document_of(r->root);
    for (struct wd_jiter it = wd_jv_iter(r->root); !wd_there(v) && wd_jiter_next(&it);) {
        if (wd_jv_type(it.value) == WD_JSON_OBJECT && is_own(it.value))
            v = it.value;
        else if (wd_jv_type(it.value) == WD_JSON_STRING)
            v = wd_own_in_text(r, wd_jv_str(it.value));
    }
    if (!wd_there(v) && wd_jv_str(wd_jv_get(r->root, "_raw")).len > 0) { /* Splunk's line */
        r->voice = WD_VOICE_APPLICATION;
        return wd_wrap_string(r, wd_jv_str(wd_jv_get(r->root, "_raw")), ret_text);
    }
    if (!wd_there(v))
        return WD_WRAP_NONE;
    wd_event_time(r->event, wd_first_str(r, r->root, times));
    r->voice = WD_VOICE_APPLICATION;
    return wd_wrap_object(r, v);
}

/* Copies that a SIEM normalised: {"gcp": {…entry…}} (Wazuh, perhaps below data), gcp.audit
 * (Elastic). */
static enum wd_wrap unwrap_siem(struct wd_reading *r, struct wd_str *ret_text)
{
    struct wd_jv gcp = wd_jv_get(r->root, "gcp");

    (void)ret_text;
    if (!wd_there(gcp))
        gcp = wd_jv_at(r->root, "/data/gcp");
    if (is_entry(gcp))
        return wd_wrap_object(r, gcp);
    struct wd_jv audit = wd_jv_get(gcp, "audit");
    if (wd_jv_type(audit) != WD_JSON_OBJECT)
        return WD_WRAP_NONE;
    wd_event_time(r->event, wd_jv_str(wd_jv_get(r->root, "@timestamp")));
    return wd_wrap_object(r, audit);
}

/* Docker cuts what is longer than 16 KiB, and the last piece alone ends its line. Fluent Bit takes the end off every line. */
static bool is_piece(struct wd_str log)
{
    enum { PIECE = 16 * 1024, LETTER = 4 };

    return log.len > PIECE - LETTER && log.ptr[log.len - 1] != '\n';
}

/* {"log": "line\n", "stream": "stderr", "time": …} */
static enum wd_wrap unwrap_docker(struct wd_reading *r, struct wd_str *ret_text)
{
    struct wd_str log, stream;

    if (!wd_jv_is_str(wd_jv_get(r->root, "log"), &log) ||
        !wd_jv_is_str(wd_jv_get(r->root, "stream"), &stream))
        return WD_WRAP_NONE;
    wd_event_time(r->event, wd_jv_str(wd_jv_get(r->root, "time")));
    r->stream = stream;
    r->source = wd_rows_source_of_members(r->root);
    r->voice = WD_VOICE_APPLICATION; /* a container printed it */
    r->n->printed = r->printed = true;
    r->partial = is_piece(log);
    log = wd_str_trim_right_of(log, "\n\r");
    if (r->partial) { /* a piece is no JSON yet */
        *ret_text = log;
        return WD_WRAP_TEXT;
    }
    return wd_wrap_string(r, log, ret_text);
}

/* event.errorCode, event.userIdentity.type …: columns of a flattened event. */
static bool is_flattened(struct wd_jv root)
{
    return wd_there(wd_jv_get(root, "event.eventName")) ||
           wd_there(wd_jv_get(root, "event.errorCode"));
}

static bool is_log_service(struct wd_jv root)
{
    return wd_there(wd_jv_get(root, "__time__")) || wd_there(wd_jv_get(root, "__source__")) ||
           wd_there(wd_jv_get(root, "__topic__"));
}

static void log_service_time(struct wd_reading *r)
{
    struct wd_str text = wd_scalar_str(r, wd_jv_get(r->root, "__time__"));

    if (r->event->time == WD_TIME_NONE)
        wd_event_time(r->event, text);
}

/* {"contents": [{"Key": "content", "Value": "…"}]}: a group of logs as Log Service's client prints it. */
static struct wd_str line_of_group(struct wd_jv root)
{
    struct wd_jv pairs = wd_jv_get(root, "contents");

    if (!wd_there(pairs))
        pairs = wd_jv_get(root, "Contents");
    if (wd_jv_type(pairs) != WD_JSON_ARRAY)
        return WD_STR_NONE;
    for (struct wd_jiter it = wd_jv_iter(pairs); wd_jiter_next(&it);)
        if (wd_str_eqz(wd_jv_str(wd_jv_get(it.value, "Key")), "content"))
            return wd_jv_str(wd_jv_get(it.value, "Value"));
    return WD_STR_NONE;
}

/* The line under a name that a collector was told to give it; the event centre's event is a text of its own. */
static struct wd_str line_otherwise(struct wd_jv root)
{
    static const char *const names[] = {"eventId",  "__raw__", "__raw_log__", "raw",
                                        "contents", "Message", "Log",         "line",
                                        "text",     "body",    "output",      "data",
                                        "_msg",     "detail",  "logMessage",  "eventId.message"};
    struct wd_str s = WD_STR_NONE;

    for (size_t i = 0; i < sizeof names / sizeof *names && wd_str_find_char(s, ' ') == WD_NPOS; i++)
        s = wd_jv_str(wd_jv_get(root, names[i]));
    return wd_str_find_char(s, ' ') == WD_NPOS ? WD_STR_NONE : s;
}

/* Log Service records: the payload is one field; the rest names where it came from. */
static enum wd_wrap unwrap_log_service(struct wd_reading *r, struct wd_str *ret_text)
{
    static const char *const names[] = {"event", "content",       "message", "value",
                                        "log",   "alarm_message", NULL};
    bool sls = is_log_service(r->root);

    if (is_flattened(r->root))
        return WD_WRAP_NONE;
    if (sls)
        log_service_time(r);
    for (const char *const *name = names; *name; name++) {
        struct wd_jv v = wd_jv_get(r->root, *name);
        struct wd_str s = wd_jv_str(v);
        if (wd_jv_type(v) == WD_JSON_OBJECT && (sls || is_entry(v)))
            return wd_wrap_object(r, v);
        if (s.len > 0 && (sls || s.ptr[0] == '{')) {
            r->stream = wd_jv_str(wd_jv_get(r->root, "_pod_name_"));
            r->source = wd_rows_source_of_members(r->root);
            if (!wd_str_eqz(wd_str_of(*name), "event"))
                r->voice = WD_VOICE_APPLICATION; /* collected from a container or a file */
            enum wd_wrap wrap = wd_wrap_string(r, s, ret_text);
            if (sls || wrap == WD_WRAP_JSON)
                return wrap;
        }
    }
    struct wd_str line = sls ? line_otherwise(r->root) : line_of_group(r->root);
    if (line.len == 0)
        return WD_WRAP_NONE;
    r->source = wd_rows_source_of_members(r->root);
    r->voice = WD_VOICE_APPLICATION;
    return wd_wrap_string(r, line, ret_text);
}

/* No carrier of the platform's names a level. */
bool wd_is_loggers(struct wd_jv root)
{
    static const char *const names[] = {"level", "levelname", "lvl", "logger", NULL};

    return wd_has_member_of(root, names);
}

/* Fluent Bit, Fluentd and Vector, Log Service's collector, Datadog's agent, Splunk's for Kubernetes. */
bool wd_is_collected(struct wd_jv root)
{
    static const char *const names[] = {
        "kubernetes",       "docker",     "container", "container_id", "pod_name", "container_name",
        "_container_name_", "_pod_name_", "ddsource",  "source_type",  NULL};
    static const char *const streams[] = {"stdout", "stderr"};
    static const char *const types[] = {"_json", "httpevent"};
    struct wd_str type = wd_jv_str(wd_jv_get(root, "sourcetype"));

    return wd_has_member_of(root, names) ||
           WD_STR_IN(wd_jv_str(wd_jv_get(root, "stream")), streams) || WD_STR_IN(type, types) ||
           wd_str_starts(type, WD_STR("kube:"));
}

enum wd_wrap wd_unwrap(struct wd_reading *r, struct wd_str *ret_text)
{
    typedef enum wd_wrap (*unwrap_fn)(struct wd_reading *, struct wd_str *);
    static const unwrap_fn steps[] = {unwrap_pubsub, unwrap_docker,  unwrap_siem,
                                      unwrap_event,  wd_unwrap_line, unwrap_log_service,
                                      unwrap_export};

    if (r->level >= WD_UNWRAP_MAX)
        return WD_WRAP_NONE;
    if (wd_jv_type(r->root) == WD_JSON_ARRAY && r->level == 0) {
        r->level++;
        return wd_unwrap_pair(r, ret_text);
    }
    if (wd_jv_is_str(r->root, ret_text)) { /* a list of lines */
        r->voice = WD_VOICE_APPLICATION;
        return WD_WRAP_TEXT;
    }
    if (wd_jv_type(r->root) != WD_JSON_OBJECT)
        return WD_WRAP_NONE;
    r->level++;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct wd_jv root = r->root;
        enum wd_wrap wrap = steps[i](r, ret_text);
        if (wrap != WD_WRAP_NONE) {
            if (wd_is_loggers(root) && r->level == 1)
                r->n->printed = true;
            if (wd_is_loggers(root) || wd_is_collected(root))
                r->voice = WD_VOICE_APPLICATION;
            return wrap;
        }
    }
    return WD_WRAP_NONE;
}
