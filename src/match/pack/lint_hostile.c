/* Time on hostile strings: see lint.h. A match limit does not stop what is quadratic, so time is
 * measured. A slow run is repeated and the fastest counts, for the machine may have been busy. */
#include <stdlib.h>

#include "match/pack/lint.h"

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
    h->worst->gave_up += outcome == WD_GAVE_UP;
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

/* The example up to `at`, then the run again and again. */
static void fill(struct hostile *h, struct wd_str example, size_t at, size_t run)
{
    memcpy(h->subject, example.ptr, at);
    for (size_t i = at; i < sizeof h->subject; i++)
        h->subject[i] = example.ptr[at + (i - at) % run];
}

static void try_alternative(struct hostile *h, struct wd_str example)
{
    for (size_t at = 0; at < example.len && at < sizeof h->subject / 2; at++) {
        if (at > 0 && kind_of(example.ptr[at]) == kind_of(example.ptr[at - 1]))
            continue;
        for (size_t run = 1; run <= RUN_MAX && at + run <= example.len; run++) {
            fill(h, example, at, run);
            measure(h);
        }
    }
}

int wd_lint_hostile(const struct wd_rule *rule, struct wd_str example, double (*clock_ms)(void),
                    struct wd_worst *worst, struct wd_error *err)
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
        try_alternative(h, example);
        wd_regex_done(&h->regex);
    }
    if (status == 0)
        wd_regex_tools_done(&h->tools);
    free(h);
    return status;
}
