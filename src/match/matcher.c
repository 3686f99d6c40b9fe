/* A matcher's life, and the places of anchors in the event at hand. */
#include "whydenied/match.h"

#include <stdlib.h>

#include "match/matcher.h"

static int make_anchors(struct wd_matcher *matcher, struct wd_error *err)
{
    const struct wd_ruleset *set = matcher->set;
    size_t total = 0, count = 0;
    for (size_t i = 0; i < set->count; i++)
        total += set->rules[i]->anchor_count;
    struct wd_anchor *list = malloc((total + 1) * sizeof *list);
    if (!list)
        return wd_fail_memory(err);
    for (size_t i = 0; i < set->count; i++) {
        for (size_t j = 0; j < set->rules[i]->anchor_count; j++)
            list[count++] = (struct wd_anchor){wd_str_of(set->rules[i]->anchors[j]), (uint32_t)i};
    }
    matcher->anchors = wd_anchors_new(list, count, err);
    free(list);
    return matcher->anchors ? 0 : -1;
}

static bool has_pointers_in(const struct wd_rule *rule, unsigned dialect)
{
    return rule->when.pointer_count > 0 &&
           (!rule->when.dialects || rule->when.dialects & 1u << dialect);
}

static int list_pointer_rules(struct wd_matcher *matcher, struct wd_error *err)
{
    const struct wd_ruleset *set = matcher->set;
    matcher->pointers_hold = calloc(set->count + 1, sizeof *matcher->pointers_hold);
    bool ok = matcher->pointers_hold;
    for (unsigned d = 0; ok && d < WD_DIALECT_COUNT; d++) {
        struct wd_rule_list *list = &matcher->pointer_rules[d];
        size_t count = 0;
        for (size_t i = 0; i < set->count; i++)
            count += has_pointers_in(set->rules[i], d);
        list->rules = calloc(count + 1, sizeof *list->rules);
        ok = list->rules;
        for (size_t i = 0; ok && i < set->count; i++) {
            if (has_pointers_in(set->rules[i], d))
                list->rules[list->count++] = set->rules[i];
        }
    }
    return ok ? 0 : wd_fail_memory(err);
}

struct wd_matcher *wd_matcher_new(const struct wd_ruleset *set, struct wd_error *err)
{
    struct wd_matcher *matcher = calloc(1, sizeof *matcher);
    if (!matcher) {
        wd_fail_memory(err);
        return NULL;
    }
    matcher->set = set;
    matcher->memo = wd_memo_new();
    matcher->regex[0] = calloc(set->count + 1, sizeof(struct wd_regex *));
    matcher->regex[1] = calloc(set->count + 1, sizeof(struct wd_regex *));
    matcher->places = calloc(set->count + 1, sizeof *matcher->places);
    if (!matcher->regex[0] || !matcher->regex[1] || !matcher->places) {
        wd_fail_memory(err);
        goto failed;
    }
    if (list_pointer_rules(matcher, err) < 0 || wd_regex_tools_init(&matcher->tools, err) < 0 ||
        make_anchors(matcher, err) < 0)
        goto failed;
    matcher->candidates = wd_candidates_new(set, err);
    if (matcher->candidates)
        return matcher;
failed:
    wd_matcher_free(matcher);
    return NULL;
}

static void free_regexes(const struct wd_matcher *matcher, struct wd_regex **regex)
{
    for (size_t i = 0; regex && i < matcher->set->count; i++) {
        for (size_t j = 0; regex[i] && j < matcher->set->rules[i]->match_count; j++)
            wd_regex_done(&regex[i][j]);
        free(regex[i]);
    }
    free(regex);
}

void wd_matcher_free(struct wd_matcher *matcher)
{
    if (!matcher)
        return;
    free_regexes(matcher, matcher->regex[0]);
    free_regexes(matcher, matcher->regex[1]);
    free(matcher->places);
    wd_memo_free(matcher->memo);
    for (unsigned d = 0; d < WD_DIALECT_COUNT; d++)
        free(matcher->pointer_rules[d].rules);
    free(matcher->pointers_hold);
    wd_regex_tools_done(&matcher->tools);
    wd_candidates_free(matcher->candidates);
    wd_anchors_free(matcher->anchors);
    free(matcher);
}

uint64_t wd_matcher_gave_up(const struct wd_matcher *matcher)
{
    return matcher->gave_up;
}

struct wd_regex *wd_matcher_regex(struct wd_matcher *matcher, const struct wd_rule *rule,
                                  size_t alternative)
{
    struct wd_regex **slot = &matcher->regex[matcher->loose][rule->index];
    if (!*slot)
        *slot = calloc(rule->match_count, sizeof **slot);
    if (!*slot)
        return NULL;
    (*slot)[alternative].loose = matcher->loose;
    return &(*slot)[alternative];
}

void wd_matcher_begin(struct wd_matcher *matcher, const struct wd_event *event)
{
    if (++matcher->stamp == 0) { /* wrapped: old stamps would look new */
        memset(matcher->places, 0, matcher->set->count * sizeof *matcher->places);
        matcher->stamp = 1;
    }
    matcher->event = event;
    matcher->tries = 0;
    matcher->gave_up_now = false;
}

struct scan {
    struct wd_matcher *matcher;
    uint32_t text;
};

struct wd_regex_window wd_matcher_window(struct wd_str text, size_t at)
{
    if (text.len <= WD_SUBJECT_MAX)
        return (struct wd_regex_window){text, 0, text.len};
    size_t start = at > WD_SUBJECT_MAX / 2 ? at - WD_SUBJECT_MAX / 2 : 0;
    size_t end = start + WD_SUBJECT_MAX;
    if (end > text.len) {
        end = text.len;
        start = end - WD_SUBJECT_MAX;
    }
    return (struct wd_regex_window){text, start, end};
}

/* Places come in order within a text, so only the last one can cover a new one. */
static void note_place(void *context, uint32_t rule, size_t at)
{
    const struct scan *scan = context;
    struct wd_matcher *matcher = scan->matcher;
    struct wd_places *places = &matcher->places[rule];
    if (places->stamp != matcher->stamp) {
        places->stamp = matcher->stamp;
        places->count = 0;
        wd_candidates_add(matcher->candidates, rule);
    }
    if (places->count > 0 && places->place[places->count - 1].text == scan->text) {
        struct wd_str text = matcher->event->texts[scan->text].s;
        size_t before = places->place[places->count - 1].at;
        if (at <= before || text.len <= WD_SUBJECT_MAX || at - before < WD_SUBJECT_MAX / 4)
            return;
    }
    if (places->count < WD_PLACES_MAX) {
        places->place[places->count].text = scan->text;
        places->place[places->count].at = (uint32_t)at;
        places->count++;
    }
}

void wd_matcher_scan(struct wd_matcher *matcher)
{
    const struct wd_event *event = matcher->event;
    for (size_t i = 0; i < event->text_count; i++) {
        struct scan scan = {matcher, (uint32_t)i};
        wd_anchors_scan(matcher->anchors, event->texts[i].s, note_place, &scan);
    }
}
