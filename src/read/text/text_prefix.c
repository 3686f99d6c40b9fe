/* What carriers put before a line: `kubectl logs --prefix`, CRI, times, `gcloud functions logs
 * read`, Cloud Build steps. */
#include "read/text/text.h"

#include "read/text/carried.h"
#include "whydenied/base/char.h"

/* "[pod/name/container] line" */
static struct wd_str strip_kubectl(struct wd_carried *c, struct wd_str line)
{
    size_t end;

    if (!wd_str_starts(line, WD_STR("[pod/")) || (end = wd_str_find_char(line, ']')) == WD_NPOS)
        return line;
    c->stream = wd_str_sub(line, 1, end - 1);
    return wd_str_from(line, end + 1 + (wd_str_at(line, end + 1) == ' '));
}

/* Behind the time: "stderr F line". */
static struct wd_str strip_cri(struct wd_carried *c, struct wd_str line)
{
    bool err = wd_str_starts(line, WD_STR("stderr "));

    if ((!err && !wd_str_starts(line, WD_STR("stdout "))) || line.len < 9 ||
        (line.ptr[7] != 'F' && line.ptr[7] != 'P') || line.ptr[8] != ' ')
        return line;
    c->stream = wd_str_sub(line, 0, 6);
    c->partial = line.ptr[7] == 'P';
    return wd_str_from(line, 9);
}

/* Behind the time: "E functionName: payload". */
static struct wd_str strip_function(struct wd_carried *c, struct wd_str line)
{
    size_t colon;

    if (line.len < 4 || !wd_char_in(line.ptr[0], "DIWEN") || line.ptr[1] != ' ')
        return line;
    colon = wd_str_find(line, WD_STR(": "));
    if (colon == WD_NPOS || wd_str_find_char(wd_str_sub(line, 2, colon - 2), ' ') != WD_NPOS)
        return line;
    c->stream = wd_str_sub(line, 2, colon - 2);
    return wd_str_from(line, colon + 2);
}

/* "2026-08-26T07:03:30.8481372Z text" of GitHub's and Azure's runners: one blank, and the line as it was printed, which
 * tells a traceback by its indents. */
static bool is_runners(struct wd_str time)
{
    return time.len == sizeof "2026-08-26T07:03:30.8481372Z" - 1 && time.ptr[19] == '.' &&
           time.ptr[27] == 'Z';
}

static size_t digits(struct wd_str s, size_t at, size_t least, size_t most)
{
    size_t n = 0;

    while (n < most && at + n < s.len && wd_is_digit(s.ptr[at + n]))
        n++;
    return n < least ? 0 : n;
}

/* "03:00:01", "03:00:01.123": its length, or 0. */
static size_t clock_length(struct wd_str s)
{
    if (s.len < 9 || digits(s, 0, 2, 2) == 0 || s.ptr[2] != ':' || digits(s, 3, 2, 2) == 0 ||
        s.ptr[5] != ':' || digits(s, 6, 2, 2) == 0)
        return 0;
    return wd_char_in(s.ptr[8], ".,") ? 9 + digits(s, 9, 1, 9) : 8;
}

/* "26/10/02", "02.10.2026", "02-Oct-2026": which number is the day nobody says. Its length, or 0. */
static size_t day_length(struct wd_str s)
{
    size_t len = digits(s, 0, 1, 4), n;
    char separator = len > 0 && len < s.len ? s.ptr[len] : 0;

    if (separator == 0 || !wd_char_in(separator, "/.-"))
        return 0;
    n = digits(s, ++len, 1, 2);
    while (n < 3 && len + n < s.len && (wd_is_upper(s.ptr[len + n]) || wd_is_lower(s.ptr[len + n])))
        n++;
    len += n;
    if (n == 0 || len >= s.len || s.ptr[len] != separator)
        return 0;
    n = digits(s, len + 1, 2, 4);
    return n == 0 ? 0 : len + 1 + n;
}

/* Spark's "26/10/02 03:00:01 ", "03:00:01.123 ": a time whose day is not told, or not surely. */
static struct wd_str strip_unsure_time(struct wd_str line)
{
    struct wd_str rest = line;
    size_t day = day_length(line), clock;

    if (day > 0)
        rest = wd_str_trim_left(wd_str_from(line, day));
    clock = clock_length(rest);
    rest = wd_str_from(rest, clock);
    return clock > 0 && rest.len > 0 && rest.ptr[0] == ' ' ? wd_str_trim_left(rest) : line;
}

struct wd_str wd_carried_time(struct wd_carried *c, struct wd_str line)
{
    size_t len = 0;
    bool zoneless = false;
    wd_time t;

    if (line.len < 10 || line.ptr[0] < '0' || line.ptr[0] > '9')
        return line;
    t = wd_time_parse_prefix(line, &len, &zoneless);
    if (t == WD_TIME_NONE || len == 0 || len > line.len)
        return strip_unsure_time(line);
    if (c->time == WD_TIME_NONE) {
        c->time = t;
        c->zoneless = zoneless;
    }
    struct wd_str rest = wd_str_from(line, len);
    return is_runners(wd_str_sub(line, 0, len)) && rest.len > 0 && rest.ptr[0] == ' '
               ? wd_str_from(rest, 1)
               : wd_str_trim_left(rest);
}

/* `Step #2 - "build": text`; a step's lines are a stream of their own. */
static struct wd_str strip_step(struct wd_carried *c, struct wd_str line)
{
    size_t colon;

    if (!wd_str_starts(line, WD_STR("Step #")))
        return line;
    colon = wd_str_starts(wd_str_from(line, 7), WD_STR(": ")) ? 7 : wd_str_find(line, WD_STR(": "));
    if (colon == WD_NPOS || colon > 120)
        return line;
    c->step = wd_str_sub(line, 0, colon);
    return wd_str_from(line, colon + 2);
}

/* "build\tRun tests\t2026-11-20T10:00:00.1234567Z text" of `gh run view --log`: job, step, and the runner's line. */
static struct wd_str strip_job(struct wd_carried *c, struct wd_str s)
{
    struct wd_str rest = wd_str_sub(s, 0, 240), job = wd_str_cut(&rest, '\t');

    if (rest.len == 0)
        return s;
    struct wd_str step = wd_str_cut(&rest, '\t');
    if (job.len == 0 || step.len == 0 || rest.len == 0 || !wd_is_digit(rest.ptr[0]))
        return s;
    rest = wd_str_from(s, job.len + step.len + 2);
    struct wd_str line = wd_carried_time(c, rest);
    return line.ptr == rest.ptr ? s : line;
}

struct wd_str wd_carried_line(struct wd_carried *c, struct wd_str line)
{
    if (!c->plain)
        line = strip_job(c, wd_head_tekton(c, strip_kubectl(c, line)));
    struct wd_str rest = wd_is_digit(wd_str_at(line, 0)) ? wd_carried_time(c, line) : line;
    if (rest.ptr != line.ptr) {
        line = strip_cri(c, rest);
        if (line.ptr == rest.ptr)
            line = strip_function(c, rest);
        else
            line = wd_carried_time(c, line);
    }
    return strip_step(c, line);
}

void wd_carried_told(struct wd_reading *r, const struct wd_carried *c)
{
    struct wd_event *event = r->event;

    if (event->time == WD_TIME_NONE && c->time != WD_TIME_NONE) {
        event->time = c->time;
        event->zoneless = c->zoneless;
    }
    r->boxed = r->boxed || c->boxed;
    if (c->quoted &&
        event->voice == WD_VOICE_APPLICATION) /* what a program prints so, somebody sent it */
        event->doubts |= WD_DOUBT_READ;
}

struct wd_str wd_text_unprefixed(struct wd_reading *r, struct wd_str line)
{
    struct wd_carried c = {.time = WD_TIME_NONE};
    struct wd_event *event = r->event;

    line = wd_carried_line(&c, line);
    wd_carried_told(r, &c);
    r->partial = r->partial || c.partial;
    if (c.stream.len > 0)
        r->stream = c.stream;
    if (c.step.len > 0 &&
        (event->dialect == WD_DIALECT_UNKNOWN || event->dialect == WD_DIALECT_TEXT)) {
        event->dialect = WD_DIALECT_CLOUD_BUILD;
        event->system = WD_SYSTEM_CLOUD_BUILD;
        r->stream = c.step;
    }
    return line;
}
