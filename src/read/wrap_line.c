/* What keeps one line of text a record: the journal, Loki, OpenTelemetry, a runner's steps, a channel of Slack's. */
#include "read/reading.h"

enum wd_wrap wd_wrap_object(struct wd_reading *r, struct wd_jv v)
{
    if (wd_jv_type(v) != WD_JSON_OBJECT)
        return WD_WRAP_NONE;
    r->root = v;
    return WD_WRAP_JSON;
}

enum wd_wrap wd_wrap_string(struct wd_reading *r, struct wd_str s, struct wd_str *ret_text)
{
    if (s.len == 0)
        return WD_WRAP_NONE;
    struct wd_jv v = wd_parse_text(r, s);
    if (wd_jv_type(v) == WD_JSON_OBJECT)
        return wd_wrap_object(r, v);
    *ret_text = s;
    return WD_WRAP_TEXT;
}

/* A line and when it was written, as programs that hand on logs print them, the time under a name that stands with that of
 * the line: Loki's logcli and those that ask its interface, VictoriaLogs.
 * https://grafana.com/docs/loki/latest/query/logcli/ https://docs.victoriametrics.com/victorialogs/querying/ */
static struct wd_str handed_line(struct wd_jv root, struct wd_str *ret_time)
{
    static const char *const rows[][2] = {
        {"line", "timestamp"}, {"line", "ts"}, {"_msg", "_time"}, {"_msg", "_stream"}};
    struct wd_str line = WD_STR_NONE;

    for (size_t i = 0; i < sizeof rows / sizeof *rows && line.len == 0; i++)
        if ((*ret_time = wd_jv_str(wd_jv_get(root, rows[i][1]))).len > 0)
            line = wd_jv_str(wd_jv_get(root, rows[i][0]));
    return line;
}

/* Whose line it is: those of one source go on with each other. */
static struct wd_str source_of_line(struct wd_jv root)
{
    static const char *const places[] = {"/labels/pod", "/labels/instance", "/labels/container",
                                         "/labels/app", "/labels/job",      "/_stream"};
    struct wd_str source = WD_STR_NONE;

    for (size_t i = 0; i < sizeof places / sizeof *places && source.len == 0; i++)
        source = wd_jv_str(wd_jv_at(root, places[i]));
    return source;
}

/* journalctl -o json: {"MESSAGE": …, "__REALTIME_TIMESTAMP": …}; {"line": …, "timestamp": …}, whose lines go on in the next
 * one's. */
static enum wd_wrap unwrap_journal(struct wd_reading *r, struct wd_str *ret_text)
{
    struct wd_str journal = wd_jv_str(wd_jv_get(r->root, "MESSAGE")), time = WD_STR_NONE;
    bool is_journal = journal.len > 0 && (wd_there(wd_jv_get(r->root, "__REALTIME_TIMESTAMP")) ||
                                          wd_there(wd_jv_get(r->root, "SYSLOG_IDENTIFIER")));
    struct wd_str line = is_journal ? journal : handed_line(r->root, &time);

    if (line.len == 0)
        return WD_WRAP_NONE;
    if (is_journal)
        time = wd_jv_str(wd_jv_get(r->root, "__REALTIME_TIMESTAMP"));
    wd_event_time(r->event, time);
    r->stream =
        is_journal ? wd_jv_str(wd_jv_get(r->root, "SYSLOG_IDENTIFIER")) : source_of_line(r->root);
    r->voice = WD_VOICE_APPLICATION;
    r->n->printed = r->n->printed || !is_journal;
    r->printed = r->printed || !is_journal;
    return wd_wrap_string(r, line, ret_text);
}

/* Text of a step or a job as runners keep it, by a member that nothing else has: Drone and Woodpecker, Buildkite's and
 * GitLab's answers, go test -json. */
static struct wd_str text_of_step(struct wd_jv root)
{
    static const char *const rows[][2] = {{"out", "pos"},
                                          {"content", "header_times"},
                                          {"trace", "failure_reason"},
                                          {"Output", "Action"},
                                          {"event", "sourcetype"}}; /* of Splunk's collector */
    struct wd_str text = WD_STR_NONE;

    for (size_t i = 0; i < sizeof rows / sizeof *rows && text.len == 0; i++)
        if (wd_there(wd_jv_get(root, rows[i][1])))
            text = wd_jv_str(wd_jv_get(root, rows[i][0]));
    return text;
}

static enum wd_wrap unwrap_step(struct wd_reading *r, struct wd_str *ret_text)
{
    struct wd_str text = text_of_step(r->root);

    if (text.len == 0)
        return WD_WRAP_NONE;
    r->voice = WD_VOICE_APPLICATION;
    r->n->printed = r->printed = true;
    text = wd_str_trim_right_of(text, "\r\n");
    return wd_wrap_string(r, text, ret_text);
}

/* {"type": "message", "ts": "1762157566.000200", "user": …, "text": …}: what somebody wrote in a channel of Slack's, perhaps
 * of another day, another cluster. */
static enum wd_wrap unwrap_chat(struct wd_reading *r, struct wd_str *ret_text)
{
    struct wd_str text = wd_jv_str(wd_jv_get(r->root, "text"));
    struct wd_str time = wd_jv_str(wd_jv_get(r->root, "ts"));

    if (text.len == 0 || !wd_str_eqz(wd_jv_str(wd_jv_get(r->root, "type")), "message") ||
        wd_str_find_char(time, '.') == WD_NPOS)
        return WD_WRAP_NONE;
    r->voice = WD_VOICE_APPLICATION;
    r->event->doubts |= WD_DOUBT_READ;
    *ret_text = text;
    return WD_WRAP_TEXT;
}

/* What an attribute of OpenTelemetry's says as text, found by its key, of a list or of an object; WD_STR_NONE if it is not
 * there. */
static struct wd_str attribute(struct wd_jv attributes, const char *key)
{
    if (wd_jv_type(attributes) == WD_JSON_OBJECT)
        return wd_jv_str(wd_jv_get(attributes, key));
    for (struct wd_jiter it = wd_jv_iter(attributes); wd_jiter_next(&it);)
        if (wd_str_eqz(wd_jv_str(wd_jv_get(it.value, "key")), key))
            return wd_jv_str(wd_jv_get(wd_jv_get(it.value, "value"), "stringValue"));
    return WD_STR_NONE;
}

/* What was raised: its words, or the stack that they stand in. */
static struct wd_str raised_in(struct wd_jv attributes)
{
    struct wd_str said = attribute(attributes, "exception.message");

    return said.len > 0 ? said : attribute(attributes, "exception.stacktrace");
}

/* What a span failed with: {"status": {"message": …}, "events": [{"name": "exception", "attributes": […]}]}.
 * https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/ */
static struct wd_str said_by_span(struct wd_jv span)
{
    struct wd_str text = wd_jv_str(wd_jv_at(span, "/status/message"));

    for (struct wd_jiter it = wd_jv_iter(wd_jv_get(span, "events")); wd_jiter_next(&it);) {
        struct wd_str said = raised_in(wd_jv_get(it.value, "attributes"));
        text = said.len > 0 ? said : text;
    }
    return text;
}

/* What a record of OpenTelemetry's says: text, {"stringValue": …} or {"kvlistValue": {"values": [{"key", "value"}, …]}}. */
static struct wd_str said_in_body(struct wd_jv body)
{
    static const char *const keys[] = {"message", "msg", "log", "error", NULL};
    struct wd_jv fields = wd_jv_at(body, "/kvlistValue/values");
    struct wd_str text = wd_jv_str(body);

    if (text.len == 0)
        text = wd_jv_str(wd_jv_get(body, "stringValue"));
    for (const char *const *key = keys; *key && text.len == 0; key++)
        text = attribute(fields, *key);
    return text;
}

/* The first of members that are one by another spelling. */
static struct wd_jv first_of(struct wd_jv root, const char *const *names)
{
    struct wd_jv found = {NULL, 0};

    for (; *names && !wd_there(found); names++)
        found = wd_jv_get(root, *names);
    return found;
}

/* {"timeUnixNano": …, "body": …, "attributes": [{"key": "exception.message", …}]}, or, as exporters of languages print it,
 * {"severity_text": …, "body": "…", "attributes": {"exception.message": …}}.
 * https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/ */
static enum wd_wrap unwrap_telemetry(struct wd_reading *r, struct wd_str *ret_text)
{
    static const char *const times[] = {"timeUnixNano", "observedTimeUnixNano", "startTimeUnixNano",
                                        NULL};
    static const char *const severities[] = {"severityText", "severity_text", "SeverityText", NULL};
    static const char *const bodies[] = {"body", "Body", NULL};
    static const char *const lists[] = {"attributes", "Attributes", NULL};
    struct wd_jv body = first_of(r->root, bodies);
    struct wd_str time = wd_first_str(r, r->root, times), text, more;

    if (time.len == 0 && (!wd_there(body) || !wd_there(first_of(r->root, severities))))
        return WD_WRAP_NONE;
    text = said_in_body(body);
    more = wd_there(wd_jv_get(r->root, "spanId")) && !wd_there(body)
               ? said_by_span(r->root)
               : raised_in(first_of(r->root, lists));
    if (text.len == 0 && more.len == 0)
        return WD_WRAP_NONE;
    wd_event_time(r->event, time);
    r->voice = WD_VOICE_APPLICATION;
    r->n->printed = true;
    if (more.len > 0 && !wd_str_has(text, more))
        text = wd_arena_concat(r->arena, (const struct wd_str[]){text, WD_STR("\n"), more}, 3);
    return wd_wrap_string(r, text, ret_text);
}

/* ["1795000000000000000", "line", …]: a line of Loki's stream, with its time. */
enum wd_wrap wd_unwrap_pair(struct wd_reading *r, struct wd_str *ret_text)
{
    struct wd_jiter it = wd_jv_iter(r->root);
    struct wd_str time, line;
    unsigned long long nanos;

    if (!wd_jiter_next(&it) || !wd_jv_is_str(it.value, &time) || !wd_str_to_u64(time, &nanos) ||
        !wd_jiter_next(&it) || !wd_jv_is_str(it.value, &line))
        return WD_WRAP_NONE;
    wd_event_time(r->event, time);
    r->voice = WD_VOICE_APPLICATION;
    r->n->printed = true;
    return wd_wrap_string(r, line, ret_text);
}

enum wd_wrap wd_unwrap_line(struct wd_reading *r, struct wd_str *ret_text)
{
    typedef enum wd_wrap (*unwrap_fn)(struct wd_reading *, struct wd_str *);
    static const unwrap_fn steps[] = {unwrap_journal, unwrap_telemetry, unwrap_step, unwrap_chat};
    enum wd_wrap wrap = WD_WRAP_NONE;

    for (size_t i = 0; i < sizeof steps / sizeof *steps && wrap == WD_WRAP_NONE; i++)
        wrap = steps[i](r, ret_text);
    return wrap;
}
