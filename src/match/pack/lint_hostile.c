/* Time on hostile strings: see lint.h. A match limit does not stop what is quadratic, so time is
 * measured. A slow run is repeated and the fastest counts, for the machine may have been busy. */
#include <stdlib.h>

#include "match/pack/lint.h"
#include "match/pack/repeats.h"

#include "whydenied/base/char.h"

enum { RUN_MAX = 8, REPEAT = 3 };

#define SLOW_MS 5.0

struct hostile {
    struct wd_regex_tools tools;
    struct wd_regex regex;
    const struct wd_rule *rule;
    const struct wd_alternative *alternative;
    double (*clock_ms)(void);
    struct wd_worst *worst;
    struct wd_str whole; /* a text that the expression takes */
    char subject[WD_SUBJECT_MAX];
};

static int kind_of(char c)
{
    if (wd_is_letter(c))
        return 1;
    if (wd_is_digit(c))
        return 2;
    return c == ' ' || c == '\t' || c == '\n' ? 3 : (unsigned char)c + 4;
}

static double time_once(struct hostile *h)
{
    const struct wd_regex_window window = {wd_str_make(h->subject, sizeof h->subject), 0,
                                           sizeof h->subject};
    double before = h->clock_ms();
    enum wd_outcome outcome = wd_regex_run(&h->tools, &h->regex, h->alternative->re, &window);
    double took = h->clock_ms() - before;
    if (outcome == WD_GAVE_UP && h->worst->gave_up++ == 0)
        h->worst->limited = h->alternative;
    return took;
}

static void measure(struct hostile *h)
{
    double took = time_once(h);
    for (int i = 1; i < REPEAT && took > SLOW_MS; i++) {
        double again = time_once(h);
        took = again < took ? again : took;
    }
    if (took > h->worst->ms) {
        h->worst->ms = took;
        h->worst->rule = h->rule;
        h->worst->alternative = h->alternative;
    }
}

/* What leads to the run, then the run again and again: what stands there is doubled until the window is full. */
static void fill(struct hostile *h, struct wd_str lead, struct wd_str run)
{
    const size_t room = sizeof h->subject - lead.len;
    char *to = h->subject + lead.len;
    size_t len = run.len < room ? run.len : room;

    wd_str_copy(h->subject, lead);
    wd_str_copy(to, wd_str_sub(run, 0, len));
    for (size_t more; len < room; len += more) {
        more = len < room - len ? len : room - len;
        memcpy(to + len, to, more);
    }
}

static void try_alternative(struct hostile *h, struct wd_str example)
{
    for (size_t at = 0; at < example.len && at < sizeof h->subject / 2; at++) {
        if (at > 0 && kind_of(example.ptr[at]) == kind_of(example.ptr[at - 1]))
            continue;
        for (size_t run = 1; run <= RUN_MAX && at + run <= example.len; run++) {
            fill(h, wd_str_sub(example, 0, at), wd_str_sub(example, at, run));
            measure(h);
        }
    }
}

/* What leads to the part, then the part up to the window's end. The same once more with an end that breaks it and
 * brings all that the expression looks for first: else the matcher sees at once that there is no match. */
static void try_part(void *context, struct wd_str lead, struct wd_str unit)
{
    struct hostile *h = context;
    size_t end = sizeof h->subject - h->whole.len;

    if (unit.len == 0 || lead.len + unit.len > sizeof h->subject / 2)
        return;
    fill(h, lead, unit);
    measure(h);
    h->subject[end - 1] = '\x01';
    if (h->whole.len > 0)
        wd_str_copy(h->subject + end, h->whole);
    measure(h);
}

static void try_parts(struct hostile *h)
{
    struct wd_buf whole;

    wd_buf_init(&whole, sizeof h->subject / 4);
    for (unsigned kind = 0; kind < WD_REPEAT_KINDS; kind++) {
        wd_buf_clear(&whole);
        wd_repeats_sample(h->alternative->re, kind, &whole);
        h->whole = wd_buf_str(&whole);
        wd_repeats_of(h->alternative->re, kind, try_part, h);
    }
    wd_buf_done(&whole);
}

static int over_alternatives(const struct wd_rule *rule, const struct wd_str *example,
                             double (*clock_ms)(void), struct wd_worst *worst, struct wd_error *err)
{
    struct hostile *h = calloc(1, sizeof *h);
    if (!h)
        return wd_fail_memory(err);
    h->rule = rule;
    h->clock_ms = clock_ms;
    h->worst = worst;
    int status = wd_regex_tools_init(&h->tools, err);
    for (size_t i = 0; status == 0 && i < rule->match_count; i++) {
        h->alternative = &rule->match[i];
        if (!h->alternative->re ||
            wd_regex_compile(&h->tools, &h->regex, h->alternative->re, NULL, NULL) < 0)
            continue;
        if (example)
            try_alternative(h, *example);
        else
            try_parts(h);
        wd_regex_done(&h->regex);
    }
    if (status == 0)
        wd_regex_tools_done(&h->tools);
    free(h);
    return status;
}

int wd_lint_hostile(const struct wd_rule *rule, struct wd_str example, double (*clock_ms)(void),
                    struct wd_worst *worst, struct wd_error *err)
{
    return over_alternatives(rule, &example, clock_ms, worst, err);
}

int wd_lint_hostile_parts(const struct wd_rule *rule, double (*clock_ms)(void),
                          struct wd_worst *worst, struct wd_error *err)
{
    return over_alternatives(rule, NULL, clock_ms, worst, err);
}
