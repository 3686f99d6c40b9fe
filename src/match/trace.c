/* Every rule against one event, and where each stopped: for `explain` and `rules test`.
 *
 * Slow on purpose: no index, every alternative at every place, and for those that fail the longest
 * beginning of a match. */
#include "whydenied/match.h"

#include "match/matcher.h"

struct trace {
    struct wd_matcher *matcher;
    const struct wd_event *event;
    wd_trial_fn report;
    void *context;
    bool brief; /* only matches are told */
};

static void tell(const struct trace *trace, struct wd_trial trial)
{
    if (!trace->brief || trial.outcome == WD_MATCH)
        trace->report(trace->context, &trial);
}

static enum wd_outcome run_at(const struct trace *trace, const struct wd_rule *rule, size_t index,
                              size_t place, wd_slot_set later, struct wd_trial *best)
{
    struct wd_matcher *matcher = trace->matcher;
    const struct wd_alternative *alternative = &rule->match[index];
    const struct wd_places *places = &matcher->places[rule->index];
    const struct wd_text *text = &trace->event->texts[places->place[place].text];
    struct wd_regex *regex = wd_matcher_regex(matcher, rule, index);
    if (!regex || (alternative->field >= 0 && alternative->field != (int)text->field))
        return WD_NO_MATCH;
    struct wd_regex_window window = wd_matcher_window(text->s, places->place[place].at);
    enum wd_outcome outcome = wd_regex_run(&matcher->tools, regex, alternative->re, &window);
    if (outcome == WD_MATCH &&
        !wd_matcher_captures_allow(matcher, &rule->when, regex, text->s, later)) {
        best->subject = text->s;
        best->reached = text->s.len;
        best->stopped_at = "when"; /* the captured fact is another than the condition asks for */
        return WD_NO_MATCH;
    }
    size_t reached = 0;
    if (outcome == WD_MATCH)
        reached = text->s.len;
    else if (!trace->brief)
        reached = wd_regex_reached(&matcher->tools, regex, alternative->re, &window);
    if (best->subject.len == 0 || reached > best->reached || outcome == WD_MATCH) {
        best->subject = text->s;
        best->reached = reached;
    }
    return outcome;
}

static void trace_words(const struct trace *trace, const struct wd_rule *rule, size_t index,
                        wd_slot_set later)
{
    const struct wd_places *places = &trace->matcher->places[rule->index];
    struct wd_trial trial = {
        .rule = rule, .alternative = &rule->match[index], .stopped_at = "anchor"};
    if (places->stamp != trace->matcher->stamp) {
        tell(trace, trial);
        return;
    }
    trial.stopped_at = "expression";
    for (size_t i = 0; i < places->count && trial.outcome != WD_MATCH; i++) {
        enum wd_outcome outcome = run_at(trace, rule, index, i, later, &trial);
        trial.outcome = outcome == WD_NO_MATCH ? trial.outcome : outcome;
    }
    if (trial.outcome == WD_MATCH)
        trial.stopped_at = "";
    tell(trace, trial);
}

static void trace_rule(const struct trace *trace, const struct wd_rule *rule)
{
    wd_slot_set later;
    const char *condition = wd_when_fails(&rule->when, trace->event, &later);
    if (condition) {
        tell(trace, (struct wd_trial){.rule = rule, .stopped_at = "when", .condition = condition});
        return;
    }
    for (size_t i = 0; i < rule->match_count; i++) {
        bool silent = !rule->match[i].re;
        if (silent)
            tell(trace, (struct wd_trial){.rule = rule,
                                          .alternative = &rule->match[i],
                                          .outcome = later ? WD_NO_MATCH : WD_MATCH,
                                          .stopped_at = later ? "when" : ""});
        else
            trace_words(trace, rule, i, later);
    }
}

/* A text that a rule made a denial was a candidate before; conditions are to see it as it was. */
static enum wd_kind kind_before(const struct wd_event *event)
{
    bool by_rule = event->kind == WD_KIND_DENIAL || event->kind == WD_KIND_LOOKALIKE;
    if (!by_rule)
        return event->kind;
    return event->structured ? WD_KIND_DENIAL : WD_KIND_CANDIDATE;
}

static void trace_all(const struct trace *trace)
{
    wd_matcher_begin(trace->matcher, trace->event);
    wd_candidates_begin(trace->matcher->candidates, trace->event);
    wd_matcher_scan(trace->matcher);
    for (size_t i = 0; i < trace->matcher->set->count; i++)
        trace_rule(trace, trace->matcher->set->rules[i]);
}

void wd_match_trace(struct wd_matcher *matcher, const struct wd_event *event,
                    struct wd_arena *arena, wd_trial_fn report, void *context)
{
    struct wd_event before = *event;
    const struct trace trace = {matcher, &before, report, context, false};
    (void)arena;
    before.kind = kind_before(event);
    trace_all(&trace);
}

void wd_match_rivals(struct wd_matcher *matcher, const struct wd_event *event, wd_trial_fn report,
                     void *context)
{
    struct wd_event before = *event;
    const struct trace trace = {matcher, &before, report, context, true};
    before.kind = kind_before(event);
    trace_all(&trace);
}
