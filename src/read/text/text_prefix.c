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
