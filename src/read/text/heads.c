/* Heads of lines as loggers, runners of tests and kubectl print them: klog, Python's, GitLab's, Airflow's, pytest's. A row of
 * carriers.c each, asked when the line's first byte is one of its own. */
#include "read/text/carried.h"
#include "read/text/text.h"

#include "whydenied/base/char.h"

/* klog sets a message in quotes, and behind it stand keys; where none do, the quotes are all that it adds. */
static struct wd_str unquoted(struct wd_str s)
{
    struct wd_str text = wd_str_trim(s);
    struct wd_str inner = wd_str_sub(text, 1, text.len > 2 ? text.len - 2 : 0);

    return wd_str_starts(text, WD_STR("\"")) && wd_str_ends(text, WD_STR("\"")) &&
                   wd_str_find_char(inner, '"') == WD_NPOS
               ? inner
               : s;
}

/* "E0628 12:12:35.110979   12345 file.go:123] text" (klog, glog), or without the place; "E20260628 12:12:35 …" of newer ones. */
struct wd_str wd_head_klog(struct wd_carried *c, struct wd_str s)
{
    struct wd_str rest;
    size_t end;

    if (wd_str_digits(s, 1) == 8) {
        rest = wd_carried_named_time(c, wd_str_from(s, 1));
        end = wd_str_find(wd_str_sub(rest, 0, 120), WD_STR("] "));
        return rest.ptr == s.ptr + 1 || end == WD_NPOS ? s : unquoted(wd_str_from(rest, end + 2));
    }
    if (wd_str_digits(s, 1) != 4 || s.len < 24 || s.ptr[5] != ' ' || s.ptr[8] != ':' ||
        s.ptr[11] != ':')
        return s;
    if (wd_str_starts(wd_str_from(s, 6), WD_STR("00:00:"))) /* Abseil's, before it knows the zone */
        wd_carried_named_time(c, wd_str_from(s, 12));
    rest = wd_str_from(s, 14);
    while (rest.len > 0 && (rest.ptr[0] == '.' || wd_is_digit(rest.ptr[0])))
        rest = wd_str_from(rest, 1);
    end = wd_str_find(wd_str_sub(rest, 0, 120), WD_STR("] "));
    return unquoted(wd_str_trim_left(end == WD_NPOS ? rest : wd_str_from(rest, end + 2)));
}

/* ": W tensorflow/core/op_kernel.cc:1830] text" of TensorFlow and XLA, behind its time: a level, and where it is in the code. */
struct wd_str wd_head_source_place(struct wd_carried *c, struct wd_str s)
{
    struct wd_str rest = wd_str_from(s, wd_str_starts(s, WD_STR(": ")) ? 2 : 0);
    size_t end = wd_str_find(wd_str_sub(rest, 0, 160), WD_STR("] "));
    struct wd_str place = wd_str_sub(rest, 2, end == WD_NPOS ? 0 : end - 2);
    size_t colon = wd_str_rfind_char(place, ':');

    if (c->time == WD_TIME_NONE || !wd_char_in(wd_str_at(rest, 0), "DEFIW") ||
        wd_str_at(rest, 1) != ' ' || colon == WD_NPOS || wd_str_find_char(place, ' ') != WD_NPOS ||
        !wd_is_digit(wd_str_at(place, colon + 1)))
        return s;
    return wd_str_from(rest, end + 2);
}

/* `{app="train", pod="train-0"} text` of Loki's logcli, behind the time: the labels of who wrote it. */
struct wd_str wd_head_labels(struct wd_carried *c, struct wd_str s)
{
    size_t end = wd_str_find(wd_str_sub(s, 0, 600), WD_STR("\"} ")), name = 1;

    if (c->time == WD_TIME_NONE)
        return s;
    if (wd_str_starts(s, WD_STR("{} ")))
        return wd_str_from(s, 3);
    while (wd_is_word(wd_str_at(s, name)))
        name++;
    return end != WD_NPOS && wd_str_starts(wd_str_from(s, name), WD_STR("=\""))
               ? wd_str_from(s, end + 3)
               : s;
}

/* "[WARN ] W-9000-m_1.0 MODEL_LOG - text" of Log4j, behind the time: a level that is filled up, a thread, a logger. */
struct wd_str wd_head_padded(struct wd_carried *c, struct wd_str s)
{
    size_t end = wd_str_find_char(wd_str_sub(s, 0, 10), ']');
    struct wd_str level = wd_str_sub(s, 1, end == WD_NPOS || end == 0 ? 0 : end - 1), rest;

    if (c->time == WD_TIME_NONE || !wd_str_ends(level, WD_STR(" ")) ||
        !wd_text_is_loggers(wd_str_trim(level)))
        return s;
    rest = wd_str_from(s, end + 1);
    for (unsigned names = 0; names < 4; names++)
        if (wd_str_eqz(wd_str_word(&rest), "-"))
            return wd_str_trim_left(rest);
    return s;
}

/* "message repeated 5 times: [ text]" of rsyslog. */
struct wd_str wd_head_repeated(struct wd_carried *c, struct wd_str s)
{
    static const struct wd_str start = {"message repeated ", 17}, behind = {" times: [ ", 10};
    size_t n = wd_str_starts(s, start) ? wd_str_digits(s, start.len) : 0;

    (void)c;
    if (n == 0 || !wd_str_starts(wd_str_from(s, start.len + n), behind))
        return s;
    s = wd_str_trim(wd_str_from(s, start.len + n + behind.len));
    return wd_str_sub(s, 0, s.len - wd_str_ends(s, WD_STR("]")));
}

/* "ERROR:root:text", "WARNING:acme.jobs:text": how Python's logging begins a line that nobody configured. */
struct wd_str wd_head_python(struct wd_carried *c, struct wd_str s)
{
    static const char *const levels[] = {"CRITICAL:", "ERROR:", "WARNING:", "INFO:", "DEBUG:"};
    size_t at = 0, end;

    (void)c;
    for (size_t i = 0; i < sizeof levels / sizeof *levels && at == 0; i++)
        if (wd_str_starts(s, wd_str_of(levels[i])))
            at = strlen(levels[i]);
    for (end = at; end < s.len && end < at + 64; end++)
        if (!wd_is_word(s.ptr[end]) && !wd_char_in(s.ptr[end], ".-"))
            break;
    return at > 0 && end > at && end + 1 < s.len && s.ptr[end] == ':'
               ? wd_str_trim_left(wd_str_from(s, end + 1))
               : s;
}

static const char blanks[4] = {' ', '\t', '"', '='};

/* "ERROR<TAB>2026-11-29 10:11:12 +0000<TAB>workerpool0-0<TAB><TAB>text" of `gcloud ai custom-jobs stream-logs`: level,
 * time, worker and trial. https://cloud.google.com/sdk/gcloud/reference/ai/custom-jobs/stream-logs */
struct wd_str wd_head_columns(struct wd_carried *c, struct wd_str s)
{
    struct wd_str rest = s, level = wd_str_cut(&rest, '\t'), time = wd_str_cut(&rest, '\t'), trial;
    size_t len = 0;
    bool zoneless = false;

    if (c->plain || !wd_is_digit(wd_str_at(time, 0)) || !wd_text_is_loggers(level))
        return s;
    wd_time told = wd_time_parse_prefix(time, &len, &zoneless);
    wd_str_cut(&rest, '\t');
    trial = wd_str_cut(&rest, '\t');
    if (told == WD_TIME_NONE || rest.len == 0 || wd_str_digits(trial, 0) != trial.len)
        return s;
    c->time = c->time == WD_TIME_NONE ? told : c->time;
    return rest;
}

/* "(train pid=123, ip=10.0.0.2) text" of Ray, "(task, pid=123) text" of SkyPilot: whose process printed it.
 * https://docs.ray.io/en/latest/ray-observability/user-guides/configure-logging.html */
struct wd_str wd_head_process(struct wd_carried *c, struct wd_str s)
{
    static const char *const keys[] = {" pid=", " rank="};
    size_t end = wd_str_find_char(wd_str_sub(s, 0, 120), ')'), digits;
    struct wd_str name = wd_str_sub(s, 0, end == WD_NPOS ? 0 : end);

    (void)c;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t at = wd_str_find(name, wd_str_of(keys[i]));
        digits = at == WD_NPOS ? 0 : wd_str_digits(name, at + strlen(keys[i]));
        if (digits == 0)
            continue;
        s = wd_text_uncoloured(wd_str_from(s, name.len + 1));
        return wd_str_from(s, wd_str_starts(s, WD_STR(" ")));
    }
    return s;
}

/* "app[web.1]: text" of Heroku, "default[20261129t101112]  text" of App Engine, behind the time. */
struct wd_str wd_head_instance(struct wd_carried *c, struct wd_str s)
{
    struct wd_str rest = wd_str_sub(s, 0, 120), name, instance;

    if (c->plain || c->time == WD_TIME_NONE || !wd_is_lower(wd_str_at(s, 0)))
        return s;
    name = wd_str_cut(&rest, '[');
    instance = wd_str_cut(&rest, ']');
    if (instance.len == 0 || wd_str_has_one_of(name, blanks) || wd_str_has_one_of(instance, blanks))
        return s;
    bool ended = wd_str_starts(rest, WD_STR(": ")) || wd_str_starts(rest, WD_STR("  "));
    return ended ? wd_str_from(s, name.len + instance.len + 4) : s;
}

/* "+build | text" of Earthly, "0|api  | text" of pm2, "47 : [1.2s] | text" of Dagger: a target, a process, a step. */
struct wd_str wd_head_barred(struct wd_carried *c, struct wd_str s)
{
    size_t bar = wd_str_find(wd_str_sub(s, 0, 60), WD_STR(" | ")), n = wd_str_digits(s, 0);
    struct wd_str name = wd_str_sub(s, 0, bar == WD_NPOS ? 0 : bar);
    bool target = wd_str_starts(name, WD_STR("+")) && wd_str_find_char(name, ' ') == WD_NPOS;
    bool process = n > 0 && wd_str_at(name, n) == '|' && wd_is_word(wd_str_at(name, n + 1));
    bool step = n > 0 && wd_str_starts(wd_str_from(name, n), WD_STR(" : ")) &&
                wd_str_has(name, WD_STR("s]"));

    (void)c;
    return name.len > 0 && (target || process || step) ? wd_str_from(s, bar + 3) : s;
}

/* "00O text", "01E+text": GitLab's stream and number behind the time. */
struct wd_str wd_head_gitlab(struct wd_carried *c, struct wd_str s)
{
    (void)c;
    if (s.len < 5 || wd_str_digits(s, 0) != 2 || (s.ptr[2] != 'O' && s.ptr[2] != 'E') ||
        (s.ptr[3] != ' ' && s.ptr[3] != '+'))
        return s;
    return wd_str_trim_left(wd_str_from(s, 4));
}

/* "13: text": the rank that srun -l puts before each line; a line's number, of grep. "403: X needs p" begins with its status. */
struct wd_str wd_head_rank(struct wd_carried *c, struct wd_str s)
{
    size_t n = wd_str_digits(s, 0);
    bool status = wd_str_starts(s, WD_STR("403: ")) || wd_str_starts(s, WD_STR("401: "));

    if (status || n == 0 || n > 5 || n + 2 >= s.len || s.ptr[n] != ':' || s.ptr[n + 1] != ' ')
        return s;
    c->marks |= WD_MARK_TELLS;
    return wd_str_from(s, n + 2);
}

/* The next column of a table whose columns stand two blanks apart; *rest: behind them. Empty: no such column. */
static struct wd_str next_column(struct wd_str *rest)
{
    size_t end = wd_str_find(*rest, WD_STR("  "));
    struct wd_str column = wd_str_sub(*rest, 0, end == WD_NPOS ? 0 : end);

    *rest = wd_str_trim_left(wd_str_from(*rest, column.len));
    return column;
}

/* "E  hook  4tq1x  2026-11-20 03:00:01.123  text" of `gcloud functions logs read`: a level, names, and the time. What is set
 * in behind the two blanks stays so. */
static struct wd_str without_columns(struct wd_str s)
{
    struct wd_str rest = s, column;

    next_column(&rest); /* the level */
    for (unsigned names = 0; names < 3; names++) {
        column = next_column(&rest);
        if (column.len == 23 && wd_str_digits(column, 0) == 4 && column.ptr[4] == '-' &&
            column.ptr[13] == ':')
            return wd_str_from(s, (size_t)(column.ptr - s.ptr) + column.len + 2);
    }
    return s;
}

/* "Warning  Failed  24m (x4 over 25m)  kubelet  text" of `kubectl describe`: kind, reason, age, who says it. */
struct wd_str wd_head_event(struct wd_carried *c, struct wd_str s)
{
    struct wd_str rest = s, kind = next_column(&rest), reason = next_column(&rest),
                  age = next_column(&rest), from = next_column(&rest);

    (void)c;
    if (kind.len == 1)
        return without_columns(s);
    if (!(wd_str_eqz(kind, "Warning") || wd_str_eqz(kind, "Normal")) || from.len == 0 ||
        reason.len == 0 || !wd_is_upper(reason.ptr[0]) || !wd_is_digit(wd_str_at(age, 0)) ||
        wd_str_find_char(reason, ' ') != WD_NPOS || rest.len == 0)
        return s;
    return rest;
}

/* "FAILED tests/test_io.py::test_load - text", "ERROR …": a line of pytest's summary. A test's name refuses nothing. */
struct wd_str wd_head_summary(struct wd_carried *c, struct wd_str s)
{
    static const char *const results[] = {"FAILED", "ERROR"};
    struct wd_str rest = s, result = wd_str_cut(&rest, ' '), test = wd_str_cut(&rest, ' ');

    if (!WD_STR_IN(result, results) || !wd_str_has(test, WD_STR(".py::")) ||
        !wd_str_starts(rest, WD_STR("- ")))
        return s;
    c->marks |= WD_MARK_TELLS;
    return wd_str_trim_left(wd_str_from(rest, 2));
}

/* "[base] text": Airflow's pods put the container's name before each of its lines.
 * https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/_modules/airflow/providers/cncf/kubernetes/utils/pod_manager.html */
static struct wd_str without_container(struct wd_str s)
{
    size_t at = 1;

    while (wd_is_lower(wd_str_at(s, at)) || wd_is_digit(wd_str_at(s, at)) ||
           wd_str_at(s, at) == '-')
        at++;
    return wd_str_at(s, 0) == '[' && at > 1 && wd_str_starts(wd_str_from(s, at), WD_STR("] "))
               ? wd_str_from(s, at + 2)
               : s;
}

/* "{subprocess.py:97} INFO - text" of Airflow, behind its time: which source speaks, and how loud. */
struct wd_str wd_head_source(struct wd_carried *c, struct wd_str s)
{
    static const char *const levels[] = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"};
    size_t end = wd_str_find(wd_str_sub(s, 0, 80), WD_STR("} "));
    struct wd_str source = wd_str_sub(s, 0, end == WD_NPOS ? 0 : end);
    struct wd_str rest = wd_str_from(s, source.len + 2), level = wd_str_cut(&rest, ' ');

    (void)c;
    if (!wd_str_has(source, WD_STR(".py:")) || !WD_STR_IN(level, levels) ||
        !wd_str_starts(rest, WD_STR("- ")))
        return s;
    rest = wd_str_from(rest, 2);
    return wd_str_has(source, WD_STR("pod_manager.py:")) ? without_container(rest) : rest;
}

/* A label of Kubernetes at the begin: "push-image" of "push-image] line". */
static size_t label_length(struct wd_str s)
{
    size_t len = 0;

    while (len < s.len && len < 64 &&
           (wd_is_lower(s.ptr[len]) || wd_is_digit(s.ptr[len]) || s.ptr[len] == '-'))
        len++;
    return len;
}

/* "[build : push] text" of `tkn pipelinerun logs`: a task and its step, a stream of its own. */
struct wd_str wd_head_tekton(struct wd_carried *c, struct wd_str line)
{
    size_t task, step;

    if (wd_str_at(line, 0) != '[')
        return line;
    task = label_length(wd_str_from(line, 1));
    if (task == 0 || !wd_str_starts(wd_str_from(line, task + 1), WD_STR(" : ")))
        return line;
    step = label_length(wd_str_from(line, task + 4));
    if (step == 0 || !wd_str_starts(wd_str_from(line, task + step + 4), WD_STR("] ")))
        return line;
    c->stream = wd_str_sub(line, 1, task + step + 3);
    return wd_str_from(line, task + step + 6);
}

/* "logs/train.log:212:text" of grep in the files of a log. */
struct wd_str wd_head_file(struct wd_carried *c, struct wd_str s)
{
    static const char *const logs[] = {".log", ".err", ".out", ".stderr", ".stdout"};
    size_t colon = wd_str_find_char(wd_str_sub(s, 0, 120), ':');
    struct wd_str name = wd_str_sub(s, 0, colon == WD_NPOS ? 0 : colon);
    size_t n;

    (void)c;
    if (name.len == 0 || wd_str_find_char(name, ' ') != WD_NPOS ||
        wd_str_find_char(name, '.') == WD_NPOS || !WD_STR_ANY(wd_str_ends, name, logs))
        return s;
    n = wd_str_digits(s, name.len + 1);
    return n > 0 && wd_str_at(s, colon + 1 + n) == ':' ? wd_str_from(s, colon + n + 2)
                                                       : wd_str_from(s, colon + 1);
}

/* "Epoch 0:  12%|#   | 12/100 [00:03<00:22,  3.91it/s, loss=0.61]text": a bar of tqdm, which ends no line. */
struct wd_str wd_head_progress(struct wd_carried *c, struct wd_str s)
{
    static const char *const rates[] = {"it/s", "s/it", "B/s"};
    size_t bar = c->plain ? WD_NPOS : wd_str_find(wd_str_sub(s, 0, 80), WD_STR("%|")), open, close;
    struct wd_str rest;

    if (bar == WD_NPOS)
        return s;
    rest = wd_str_from(s, bar);
    open = wd_str_find(wd_str_sub(rest, 0, 400), WD_STR(" ["));
    if (open == WD_NPOS || !wd_is_digit(wd_str_at(s, bar - 1)))
        return s;
    rest = wd_str_from(rest, open + 2);
    close = wd_str_find_char(rest, ']');
    return close != WD_NPOS && WD_STR_ANY(wd_str_has, wd_str_sub(rest, 0, close), rates)
               ? wd_str_trim_left(wd_str_from(rest, close + 1))
               : s;
}
