/* One example through the engine: did its rule win, did another have the same right to, is the fix the
 * expected one, and how long can its expressions be kept busy. */
#include "app/rules/rules_test.h"

#include <stdio.h>
#include <time.h>

#include "whydenied/base/nearest.h"

double wd_rules_clock(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- why a rule did not win -------------------------------------------------------------------- */

static unsigned progress_of(const struct wd_trial *trial)
{
    if (trial->outcome == WD_MATCH)
        return 4;
    return strcmp(trial->stopped_at, "expression") == 0 ? 3
           : strcmp(trial->stopped_at, "anchor") == 0   ? 2
                                                        : 1;
}

static void keep_best_trial(void *context, const struct wd_trial *trial)
{
    struct wd_rules_test *test = context;
    struct wd_trial *best = &test->trial;
    if (trial->rule != test->rule)
        return;
    if (best->rule &&
        (progress_of(trial) < progress_of(best) ||
         (progress_of(trial) == progress_of(best) && trial->reached <= best->reached)))
        return;
    *best = *trial;
    best->subject = wd_arena_copy(test->bench.arena, trial->subject);
}

static void trace_event(void *context, struct wd_bench *bench, const struct wd_event *event,
                        const struct wd_hit *hit)
{
    (void)hit;
    wd_match_trace(bench->engine.matcher, event, bench->arena, keep_best_trial, context);
}

static int trace_again(struct wd_rules_test *test, struct wd_error *err)
{
    struct wd_bench *bench = &test->bench;
    const struct wd_seen seen = bench->seen;
    memset(&test->trial, 0, sizeof test->trial);
    bench->look = trace_event;
    bench->look_context = test;
    int status = wd_bench_record(bench, json_object_get(test->example, "record"), err);
    bench->look = NULL;
    bench->seen = seen;
    return status;
}

static void tell_loss(struct wd_rules_test *test)
{
    const struct wd_seen *seen = &test->bench.seen;
    const struct wd_trial *trial = &test->trial;
    const char *winner = seen->hit.rule ? seen->hit.rule->id : NULL;
    const char *note = NULL;
    char reason[256];

    if (test->bench.skipped != WD_SKIP_COUNT)
        snprintf(reason, sizeof reason, "the record is skipped: %s",
                 wd_skip_name(test->bench.skipped));
    else if (!winner && seen->event.kind != WD_KIND_DENIAL && seen->event.kind != WD_KIND_OTHER)
        snprintf(reason, sizeof reason, "the event is \"%s\", which no rule looks at",
                 wd_kind_name(seen->event.kind));
    else if (trial->outcome == WD_MATCH && trial->rule)
        snprintf(reason, sizeof reason, "it matches, but %s",
                 winner && wd_rule_same_rank(test->rule, seen->hit.rule)
                     ? "has the same rank, and only the id decides"
                     : "is not tried before the winner");
    else if (trial->rule && strcmp(trial->stopped_at, "when") == 0)
        snprintf(reason, sizeof reason, "its condition \"%s\" does not hold (dialect %s)",
                 trial->condition ? trial->condition : "a fact that is missing",
                 wd_dialect_name(seen->event.dialect));
    else if (trial->rule && strcmp(trial->stopped_at, "anchor") == 0)
        snprintf(reason, sizeof reason, "none of its anchors stands in the event's %zu texts",
                 seen->event.text_count);
    else
        snprintf(reason, sizeof reason, "no expression matches; the nearest stops at the mark");
    if (!winner && seen->event.kind == WD_KIND_OTHER && seen->event.text_count == 0)
        note = "the event counts as \"other\": without a marker word no text is a candidate";
    wd_rules_fail(test, "P012", note, "%s%s won; %s", winner ? "rule " : "",
                  winner ? winner : "no rule", reason);
}

/* ---- rivals ------------------------------------------------------------------------------------ */

static void look_for_rival(void *context, const struct wd_trial *trial)
{
    struct wd_rules_test *test = context;
    const struct wd_rule *mine = test->rule, *other = trial->rule;
    if (other == mine || other->fallback || mine->fallback || test->bench.seen.hit.rule != mine ||
        !wd_rule_same_rank(mine, other))
        return;
    wd_rules_fail(test, "P016", NULL, "rule %s matches too, and only the id decides", other->id);
}

static void look_for_rivals(void *context, struct wd_bench *bench, const struct wd_event *event,
                            const struct wd_hit *hit)
{
    const struct wd_rules_test *test = context;
    if (hit->rule == test->rule)
        wd_match_rivals(bench->engine.matcher, event, look_for_rival, context);
}

/* ---- the fix ----------------------------------------------------------------------------------- */

static int make_plan(struct wd_rules_test *test, struct wd_error *err)
{
    struct wd_session *session = &test->frame.session;
    if (wd_session_finish(session, wd_bench_take_table(&test->bench), err) < 0 ||
        wd_session_answer(session, NULL, NULL, err) < 0)
        return -1;
    for (size_t i = 0; i < wd_table_count(session->table); i++) {
        if (wd_table_at(session->table, i)->rule != test->rule || test->incident)
            continue;
        test->incident = wd_table_at(session->table, i);
        if (session->plan->of_incident_count[i] > 0)
            test->remedy = session->plan->remedies[session->plan->of_incident[i][0]];
    }
    return 0;
}

static void drop_plan(struct wd_rules_test *test)
{
    wd_session_clear(&test->frame.session);
    test->remedy = NULL;
    test->incident = NULL;
}

static int run(struct wd_rules_test *test, struct wd_error *err)
{
    const json_t *record = json_object_get(test->example, "record");
    test->broken = false;
    memset(&test->trial, 0, sizeof test->trial);
    test->bench.wanted = test->rule;
    if (wd_bench_clear(&test->bench, err) < 0)
        return -1;
    if (!json_is_string(record) && !json_is_object(record)) {
        wd_rules_fail(test, "P004", NULL, "\"record\" must be a text or an object");
        return 0;
    }
    return wd_bench_record(&test->bench, record, err);
}

static const char *key_of(const void *context, size_t i)
{
    return i == 0 ? "record" : i == 1 ? context : NULL;
}

/* "record", and `other`. */
static void check_keys(struct wd_rules_test *test, const char *other)
{
    const char *key;
    json_t *value;

    json_object_foreach ((json_t *)(uintptr_t)test->example, key, value) {
        struct wd_buf text;
        if (strcmp(key, "record") == 0 || strcmp(key, other) == 0)
            continue;
        wd_buf_init(&text, 512);
        wd_buf_printf(&text, "unknown key \"%.64s\"", key);
        wd_nearest_tell(&text, key, key_of, other);
        wd_rules_fail(test, "P001", NULL, "%s", wd_buf_cstr(&text));
        wd_buf_done(&text);
    }
}

static int judge(struct wd_rules_test *test, bool *covered, struct wd_error *err)
{
    const struct wd_hit *hit = &test->bench.seen.hit;
    if (hit->rule != test->rule) {
        if (trace_again(test, err) < 0)
            return -1;
        tell_loss(test);
        return 0;
    }
    covered[hit->alternative - test->rule->match] = true;
    if (make_plan(test, err) < 0)
        return -1;
    wd_rules_expect(test);
    drop_plan(test);
    if (hit->text.len > 0)
        return wd_lint_hostile(test->rule, hit->text, wd_rules_clock, &test->worst_of_rule, err);
    return 0;
}

int wd_rules_example(struct wd_rules_test *test, bool *covered, struct wd_error *err)
{
    uint64_t gave_up = wd_matcher_gave_up(test->bench.engine.matcher);
    test->counter = false;
    test->bench.look = look_for_rivals;
    test->bench.look_context = test;
    int status = run(test, err);
    test->bench.look = NULL;
    if (status < 0)
        return -1;
    check_keys(test, "expect");
    if (!test->broken && judge(test, covered, err) < 0)
        return -1;
    if (wd_matcher_gave_up(test->bench.engine.matcher) != gave_up)
        wd_rules_fail(test, "P032", NULL, "an expression met a limit on this example");
    test->passed += !test->broken;
    return 0;
}

int wd_rules_counterexample(struct wd_rules_test *test, struct wd_error *err)
{
    test->counter = true;
    if (run(test, err) < 0)
        return -1;
    check_keys(test, "why");
    if (!json_is_string(json_object_get(test->example, "why")))
        wd_rules_fail(test, "P005", NULL, "a counterexample says \"why\"");
    if (test->bench.seen.hit.rule == test->rule)
        wd_rules_fail(test, "P015", NULL, "the rule wins here, by alternative %s",
                      test->bench.seen.hit.alternative->name);
    test->passed += !test->broken;
    return 0;
}
