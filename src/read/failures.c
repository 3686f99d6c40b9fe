/* Where described resources, jobs and answers say how they failed: {"error": {"code": 7, "message": …}} of a task in a
 * pipeline, partialFailures of a batch, statusEvents, errorResult, conditions. What lies in a member of such a name is
 * looked through, however deep; of everything else only where it leads. A prompt or a query that quotes an error stands
 * below other names. */
#include "read/failure_words.h"
#include "read/reading.h"
#include "read/text/text.h"

#include "whydenied/base/char.h"

/* google.rpc.Status in Vertex AI's pipelineJobs and batchPredictionJobs, BigQuery's jobs, Batch's statusEvents, Cloud
 * Functions' stateMessages, Storage Transfer's errorBreakdowns; Terraform's, Pulumi's and Skaffold's event streams,
 * the exceptions of Sentry, Bugsnag and Application Insights; and what programs call it. */
static const char *const failure_names[] = {"error",
                                            "errors",
                                            "errorResult",
                                            "errorDetail",
                                            "errorDetails",
                                            "errorInfo",
                                            "errorBreakdowns",
                                            "errorLogEntries",
                                            "partialFailures",
                                            "failure",
                                            "failures",
                                            "failureInfo",
                                            "statusDetail",
                                            "statusDetails",
                                            "statusEvents",
                                            "stateMessages",
                                            "lastError",
                                            "latestError",
                                            "lastAttemptError",
                                            "taskEndReason", /* of Spark's event log */
                                            "jobResult",
                                            "cause",
                                            "causedBy",
                                            "exception",
                                            "exceptions",
                                            "actionableErr",
                                            "thrown",    /* of Log4j */
                                            "throwable", /* of Logback */
                                            "exc",
                                            "ex",
                                            "waiting", /* a container's state */
                                            "terminated",
                                            "err",
                                            NULL};
/* Strings that are the words of an object that failed; and of a failure alone: elsewhere what a user wrote. */
static const char *const said_names[] = {"message", "msg",     "@message",    "detail", "details",
                                         "reason",  "summary", "description", "evalue", NULL};
static const char *const inner_names[] = {"status",     "payload",        "text",
                                          "body",       "value",          "exc_value",
                                          "stackTrace", "fullStackTrace", NULL};
/* What else a record of a failure keeps the words in, as strings or objects: what was answered, printed or given along.
 * Without a word of failure beside them they are data, a prompt's or a row's. */
static const char *const kept_names[] = {
    "trace",   "stdout", "output",  "result", "response", "resp", "body", "text", "content", "data",
    "payload", "raw",    "context", "extra",  "event",    "line", "log",  "e",    NULL};
/* Strings whose name says failure already, or that a program printed it as it failed. */
static const char *const telling_names[] = {"traceback",
                                            "stackTrace",
                                            "extendedStackTrace",
                                            "backtrace",
                                            "errorVerbose", /* of zap */
                                            "errorString",
                                            "errStr",
                                            "exceptionMessage",
                                            "outerMessage", /* of Application Insights */
                                            "innermostMessage",
                                            "renderedMessage", /* of Serilog */
                                            "rootCause",
                                            "exception.message", /* of OpenTelemetry */
                                            "exception.stacktrace",
                                            "error.message", /* of ECS */
                                            "error.stackTrace",
                                            "excText", /* of Python's LogRecord */
                                            "excInfo",
                                            "stderr",
                                            "responseBody", /* of HTTP clients */
                                            "httpBody",
                                            "fullMessage",
                                            "messageText", /* of Dataflow's messages */
                                            "errorMessage",
                                            "errorDescription",
                                            "failureMessage",
                                            "failureReason",
                                            "failureCause",
                                            "statusMessage",
                                            "stateMessage",
                                            "reasonMessage",
                                            "alarmMessage", /* of Logtail */
                                            "errorMsg",
                                            "errMsg",
                                            NULL};
/* Strings that say how an object stands: Argo's nodes by phase, a notebook's output by its type, Terraform's diagnostic
 * and whoever logs by severity. */
static const char *const state_names[] = {
    "state",       "status",           "phase",        "level",
    "@level",      "severity",         "severityText", "levelname",
    "output_type", "annotation_level", /* of GitHub's checks */
    NULL};
/* Lists of lines, or of objects that hold a line each, as interfaces to logs answer. */
static const char *const list_names[] = {"logs",    "lines",     "logLines", "logEntries",
                                         "events",  "podEvents", "records",  "messages",
                                         "results", "rows",      "hits",     NULL};
static const char *const line_names[] = {"message", "msg", "log", "line", "value", "_raw", NULL};
/* What a line's own members lie in, of an index. */
static const char *const source_names[] = {"_source", NULL};
/* Where Alibaba Cloud's objects keep the words of a failure, whatever they say of their state: with capitals, as no prompt is. */
static const char *const capital_names[] = {"Message",       "StatusReason", "StatusMessage",
                                            "ReasonMessage", "ErrorReason",  "FailReason",
                                            "FailedReason"};
/* What an object holds that holds nothing else: of an answer, or of a line that a forwarder took on. */
static const char *const alone_names[] = {"detail", "reason", "raw", "line",
                                          "output", "stdout", NULL};

struct walk {
    struct wd_reading *r;
    struct wd_jv root;
    bool
        heard; /* the record's own message refuses, and says not what: what lies deep in it may be of others */
    bool all; /* of YAML, whose lines would have been read one by one, every string is asked */
};

/* {"Code": …, "Message": …, "RequestId": …}: what Alibaba Cloud answered, kept in a member of whoever asked. */
static bool is_answer_of_alibaba(struct wd_jv v)
{
    return wd_jv_str(wd_jv_get(v, "Code")).len > 0 && wd_jv_str(wd_jv_get(v, "Message")).len > 0 &&
           wd_jv_str(wd_jv_get(v, "RequestId")).len > 0;
}

/* "Status" where names have capitals, as Alibaba Cloud's and .NET's have. */
static struct wd_str state_in(const struct wd_reading *r, struct wd_jv v, const char *name)
{
    struct wd_jiter first = wd_jv_iter(v);
    bool capital = wd_jiter_next(&first) && first.name.len > 0 && wd_is_upper(first.name.ptr[0]);

    return capital ? wd_jv_str(wd_field_loose(r, v, wd_str_of(name))) : wd_field_str(r, v, name);
}

/* {"state": "FAILED", "details": …}, {"type": "Ready", "status": "False", "message": …}. */
static bool has_failed(const struct wd_reading *r, struct wd_jv v)
{
    static const char *const words[] = {"fail", "error", "fatal", "critical", NULL};
    /* of Ansible; of the Model Context Protocol's tools, modelcontextprotocol.io/specification/2025-06-18/server/tools; of the
     * results of tools in transcripts of agents */
    static const char *const flags[] = {"failed", "isError", "is_error", NULL};
    struct wd_str state;
    bool failed;

    if (wd_condition_is_of_failure(v) || is_answer_of_alibaba(v))
        return true;
    for (const char *const *name = state_names; *name; name++) {
        state = state_in(r, v, *name);
        for (const char *const *word = words; state.len > 0 && *word; word++)
            if (wd_str_ihas(state, *word))
                return true;
        if (wd_str_eqz(state, "False"))
            return true;
    }
    for (const char *const *name = flags; *name; name++)
        if (wd_jv_bool(wd_field(r, v, *name), &failed) && failed)
            return true;
    return wd_status_of_answer_failed(r, v);
}

/* {"type": "Ready", "status": "True", …}: what it says is over. */
static bool holds(const struct wd_reading *r, struct wd_jv v)
{
    return wd_str_eqz(wd_field_str(r, v, "status"), "True") && !wd_condition_is_of_failure(v);
}

/* It refuses and says what or by whom: "Permission denied" alone leaves that to what stands beside it. */
static bool tells(const struct wd_reading *r, struct wd_str text)
{
    const struct wd_words *words = &r->n->words;

    return wd_candidate(r, text) && ((wd_screen_scan(&words->tokens, text) & WD_TOKEN_CLOUD) ||
                                     (wd_screen_scan(&words->sayings, text) & WD_SAYS_REFUSED));
}

static bool say(struct walk *walk, struct wd_str text)
{
    if (text.len == 0 || !wd_candidate(walk->r, text))
        return false;
    wd_add_of_list(walk->r, text, WD_TEXT_MESSAGE);
    return true;
}

/* A google.rpc.Status that refuses tells its code, and what its details name; the first one does. */
static void take_status(struct walk *walk, struct wd_jv v)
{
    const struct wd_event *event = walk->r->event;
    int64_t code;

    if (event->code != WD_RPC_DENIED && event->code != WD_RPC_UNAUTHENTICATED &&
        wd_status_failed(walk->r, v, &code) &&
        (code == WD_RPC_DENIED || code == WD_RPC_UNAUTHENTICATED))
        wd_status_read(walk->r, v);
}

/* {"output_type": "stream", "name": "stderr", "text": ["…"]}: what a notebook's cell printed; {"field": "@message", "value":
 * "…"}: a line as CloudWatch's queries answer. */
static bool is_printed(const struct wd_reading *r, struct wd_jv v, struct wd_str name)
{
    return (wd_str_eqz(name, "text") && wd_str_eqz(wd_field_str(r, v, "output_type"), "stream")) ||
           (wd_str_eqz(name, "value") && wd_str_eqz(wd_field_str(r, v, "field"), "@message"));
}

/* What is looked at, and why its strings may be words of a failure. */
struct place {
    bool object;
    bool failure; /* it lies in what is called one */
    bool failed;  /* it says of itself that it failed */
    bool lines;   /* it is a list of lines, or one of them */
    bool kept;    /* it lies in what may be data: its refusal is asked about first */
    bool card;    /* it lies in what a bot posted */
    bool map;   /* failures by the names of what failed: a list, whatever stands for its numbers */
    bool outer; /* it is the record itself */
};

static void look(struct walk *walk, struct wd_jv v, struct place place);

/* Of a list each element may be a failure of its own. */
static void look_element(struct walk *walk, struct wd_jv v, struct place list, unsigned *failed)
{
    size_t before = walk->r->event->text_count;

    look(walk, v, list);
    *failed += walk->r->event->text_count > before;
    if (walk->r->n->failures < *failed)
        walk->r->n->failures = *failed;
}

/* "internal_message" of Airbyte's traces: in a failure every message is one of its. */
static bool is_message_of_failure(struct place in, struct wd_str name)
{
    static const size_t len = sizeof "message" - 1;

    return in.failure && name.len > len &&
           wd_str_ieq(wd_str_from(name, name.len - len), WD_STR("message"));
}

static bool is_told(const struct walk *walk, struct place in, struct wd_str name, bool named)
{
    return walk->all || named || wd_is_named_one_of(name, telling_names) ||
           is_message_of_failure(in, name) ||
           ((in.failed || in.failure) && (!in.object || wd_is_named_one_of(name, said_names))) ||
           (in.failure && wd_is_named_one_of(name, inner_names)) ||
           (in.card && wd_name_is_written(name)) ||
           (in.lines && (!in.object || wd_is_named_one_of(name, line_names)));
}

/* {"level": "info", "message": "recovered", "last_error": "…"}: a record that is none of a failure; what failed may be over. */
static bool is_calm(const struct wd_reading *r, struct wd_jv v)
{
    static const char *const names[] = {"level", "severity", "severityText", "levelname", NULL};
    static const char *const words[] = {"info", "debug", "notice", "trace", "information"};

    return WD_STR_IIN(wd_first_str(r, v, names), words);
}

/* A refusal by a cloud in what failed is its words, whatever the program calls the member; but not what was asked for. */
static bool is_told_otherwise(const struct walk *walk, struct place in, struct wd_str name,
                              struct wd_str text)
{
    return (in.failure || in.failed) && in.object && !in.lines &&
           !(walk->r->record->flags & WD_RECORD_TORN) && wd_str_find_char(text, ' ') != WD_NPOS &&
           tells(walk->r, text) && !wd_name_tells_data(name);
}

/* A string of what is kept may be what failed, or only what it was about: a question comes before any command. */
static void take_text(struct walk *walk, struct place in, struct wd_jv v, struct wd_str name,
                      bool named)
{
    bool told = is_told(walk, in, name, named);
    bool capital = in.object && WD_STR_IN(name, capital_names) && tells(walk->r, wd_jv_str(v));

    if (!told && !capital && !(in.failed && wd_is_named_one_of(name, kept_names)) &&
        !(in.object && wd_name_tells_failure(name)) &&
        !is_told_otherwise(walk, in, name, wd_jv_str(v)))
        return;
    if (say(walk, wd_jv_str(v)) &&
        (in.kept || in.card || !told || (walk->heard && !in.failure && !in.outer) ||
         is_calm(walk->r, walk->root) || is_calm(walk->r, walk->r->root)))
        walk->r->event->doubts |= WD_DOUBT_READ;
}

/* {"errors": {"load": "…", "publish": "…"}}; an object that tells of one failure has members of its own for that. */
static bool is_map(struct wd_str name, struct wd_jv v)
{
    static const char *const many[] = {"errors", "failures", "exceptions", "partialFailures", NULL};
    static const char *const own[] = {"message", "msg",    "code",   "error",
                                      "status",  "reason", "errors", NULL};
    bool one = false;

    if (wd_jv_type(v) != WD_JSON_OBJECT || !wd_is_named_one_of(name, many))
        return false;
    for (struct wd_jiter it = wd_jv_iter(v); !one && wd_jiter_next(&it);)
        one = wd_is_named_one_of(it.name, own);
    return !one;
}

/* Where an object or a list lies that `in` holds under this name. */
static struct place place_of(struct place in, struct wd_str name, bool named, struct wd_jv v)
{
    bool source = in.lines && wd_is_named_one_of(name, source_names);
    bool lines = in.object ? wd_is_named_one_of(name, list_names) : in.lines;
    bool telling = wd_is_named_one_of(name, telling_names);
    bool kept =
        in.object && !named && !telling &&
        ((in.failed && wd_is_named_one_of(name, kept_names)) || wd_name_tells_failure(name));

    return (struct place){.failure =
                              named || in.failure || telling || kept ||
                              (in.failed && in.object && wd_is_named_one_of(name, said_names)),
                          .kept = in.kept || kept,
                          .card = in.card || wd_name_is_of_post(name),
                          .map = named && is_map(name, v),
                          .lines = source || (lines && wd_jv_type(v) == WD_JSON_ARRAY)};
}

static void look(struct walk *walk, struct wd_jv v, struct place place)
{
    struct wd_reading *r = walk->r;
    unsigned failures = 0;

    place.object = wd_jv_type(v) == WD_JSON_OBJECT && !place.map;
    if ((!place.object && !place.map && wd_jv_type(v) != WD_JSON_ARRAY) ||
        (place.object && holds(r, v)))
        return;
    place.card = place.card || (place.object && wd_there(wd_jv_get(v, "bot_id")));
    if (place.object && place.failure)
        take_status(walk, v);
    else if (place.object)
        place.failed = place.failed || has_failed(r, v);
    for (struct wd_jiter it = wd_jv_iter(v); wd_jiter_next(&it);) {
        bool named = place.object &&
                     (wd_is_named_one_of(it.name, failure_names) || is_printed(r, v, it.name));
        if (wd_jv_type(it.value) == WD_JSON_STRING)
            take_text(walk, place, it.value, it.name, named);
        else if (place.object || wd_jv_type(it.value) != WD_JSON_OBJECT)
            look(walk, it.value, place_of(place, it.name, named, it.value));
        else
            look_element(walk, it.value,
                         (struct place){.failure = place.failure,
                                        .lines = place.lines,
                                        .kept = place.kept,
                                        .card = place.card},
                         &failures);
    }
}

/* {"detail": "…"}: one string is all that there is. */
static bool say_alone(struct walk *walk, struct wd_jv v)
{
    struct wd_jiter it = wd_jv_iter(v);

    if (wd_jv_type(v) != WD_JSON_OBJECT || !wd_jiter_next(&it) ||
        !wd_is_named_one_of(it.name, alone_names))
        return false;
    struct wd_str text = wd_jv_str(it.value);
    return !wd_jiter_next(&it) && say(walk, text);
}

void wd_failures_read(struct wd_reading *r, struct wd_jv v)
{
    bool described =
        r->event->dialect == WD_DIALECT_TEXT; /* and no log entry, which YAML prints too */
    struct walk walk = {r, v, false, described && (r->record->flags & WD_RECORD_CONVERTED)};

    for (size_t i = 0; i < r->event->text_count; i++) {
        if (tells(r, r->event->texts[i].s))
            return;
        walk.heard = walk.heard || wd_candidate(r, r->event->texts[i].s);
    }
    if (!say_alone(&walk, v))
        look(&walk, v, (struct place){.failed = has_failed(r, r->root), .outer = true});
}

/* None is cut where a second failure begins, for each of the texts may tell the same. */
void wd_texts_whole(struct wd_reading *r)
{
    struct wd_text *texts = r->event->texts;

    for (size_t i = 0; i < r->event->text_count; i++) {
        if (texts[i].field == WD_TEXT_DETAIL || !wd_candidate(r, texts[i].s))
            continue;
        texts[i].s = wd_text_without_written_breaks(r, texts[i].s);
        if (wd_str_find_char(texts[i].s, '\n') != WD_NPOS)
            texts[i].s = wd_failure_unfolded(r, texts[i].s);
    }
}
