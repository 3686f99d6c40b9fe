/* Matching: candidates in order of trial, conditions before words, the first that matches wins.
 *
 * The text is looked at only when a candidate needs it: most denials of audit logs are decided by
 * their fields. */
#include "whydenied/match.h"

#include "match/matcher.h"
#include "match/when.h"

struct attempt {
    const struct wd_rule *rule;
    const struct wd_alternative *alternative;
    struct wd_regex *regex; /* NULL: a structured alternative */
    unsigned text;          /* index of the text it matched */
};

bool wd_matcher_captures_allow(const struct wd_matcher *matcher, const struct wd_when *when,
                               const struct wd_regex *regex, struct wd_str text, wd_slot_set later)
{
    for (unsigned n = 1; n <= regex->captures; n++) {
        int slot = regex->slot[n];
        if (slot < 0 || slot >= WD_SLOT_COUNT || !(later & WD_SLOT_BIT(slot)))
            continue;
        struct wd_str value = wd_regex_group(&matcher->tools, regex, text, n);
        if (value.len == 0)
            continue;
        if (!wd_when_allows(when, (enum wd_slot)slot, value))
            return false;
        later &= ~WD_SLOT_BIT(slot);
    }
    return later == 0;
}

static bool field_fits(const struct wd_alternative *alternative, const struct wd_text *text)
{
    return alternative->field < 0 || alternative->field == (int)text->field;
}

static bool try_place(struct wd_matcher *matcher, struct attempt *attempt, size_t place,
                      wd_slot_set later)
{
    const struct wd_places *places = &matcher->places[attempt->rule->index];
    const struct wd_text *text = &matcher->event->texts[places->place[place].text];
    if (!field_fits(attempt->alternative, text))
        return false;
    if (++matcher->tries > WD_TRIES_MAX) {
        matcher->gave_up_now = true;
        return false;
    }
    struct wd_regex_window window = wd_matcher_window(text->s, places->place[place].at);
    attempt->text = places->place[place].text;
    enum wd_outcome outcome =
        wd_regex_run(&matcher->tools, attempt->regex, attempt->alternative->re, &window);
    matcher->gave_up_now = matcher->gave_up_now || outcome == WD_GAVE_UP;
    return outcome == WD_MATCH &&
           wd_matcher_captures_allow(matcher, &attempt->rule->when, attempt->regex, text->s, later);
}

static bool try_alternative(struct wd_matcher *matcher, struct attempt *attempt, size_t index,
                            wd_slot_set later)
{
    const struct wd_places *places = &matcher->places[attempt->rule->index];
    attempt->alternative = &attempt->rule->match[index];
    attempt->regex = NULL;
    if (!attempt->alternative->re)
        return later == 0 && !matcher->loose;
    if (places->stamp != matcher->stamp)
        return false;
    attempt->regex = wd_matcher_regex(matcher, attempt->rule, index);
    for (size_t i = 0; attempt->regex && i < places->count; i++) {
        if (try_place(matcher, attempt, i, later))
            return true;
    }
    return false;
}

static bool try_rule(struct wd_matcher *matcher, struct attempt *attempt)
{
    wd_slot_set later;
    /* What the grammar read is asked of the rules on it alone: the others have spoken. */
    if (matcher->event->refusal.len > 0 && attempt->rule->when.refusal_count == 0)
        return false;
    if (matcher->loose && (attempt->rule->fallback || attempt->rule->exact))
        return false; /* a fallback's are words of any service, which the grammar reads better */
    if (wd_when_fails(&attempt->rule->when, matcher->event, &later))
        return false;
    for (size_t i = 0; i < attempt->rule->match_count; i++) {
        if (try_alternative(matcher, attempt, i, later))
            return wd_setting_holds(attempt->rule, matcher->event);
    }
    return false;
}

static bool find(struct wd_matcher *matcher, struct attempt *ret_attempt)
{
    struct wd_candidates *candidates = matcher->candidates;
    size_t first_text = wd_candidates_first_text(candidates);
    bool scanned = false;
    wd_candidates_begin(candidates, matcher->event);
    for (size_t i = 0;; i++) {
        i = wd_candidates_next(candidates, i);
        bool wants_text = i >= first_text || wd_rule_has_expression(matcher->set->rules[i]);
        if (!scanned && wants_text) {
            wd_matcher_scan(matcher);
            scanned = true;
            i = wd_candidates_next(candidates, i < first_text ? i : first_text);
        }
        if (i == WD_NPOS)
            return false;
        ret_attempt->rule = matcher->set->rules[i];
        if (try_rule(matcher, ret_attempt))
            return true;
    }
}

/* The captures of the run that matched; false when there are too many to be kept. */
static bool collect(const struct wd_matcher *matcher, const struct attempt *attempt,
                    struct wd_found *found)
{
    const struct wd_str text = matcher->event->texts[attempt->text].s;
    for (unsigned n = 1; n <= attempt->regex->captures; n++) {
        int slot = attempt->regex->slot[n];
        struct wd_str value = wd_regex_group(&matcher->tools, attempt->regex, text, n);
        if (slot < 0 || value.len == 0)
            continue;
        if (found->count == WD_MEMO_CAPTURES_MAX)
            return false;
        found->captures[found->count++] =
            (struct wd_capture){(unsigned char)slot, (unsigned char)attempt->text,
                                (unsigned)(value.ptr - text.ptr), (unsigned)value.len};
    }
    return true;
}

/* Pointers are followed only where they can still decide. */
static bool pointers_hold(const struct wd_rule *rule, const struct wd_event *event)
{
    wd_slot_set later;
    if (wd_when_facts_fail(&rule->when, event, &later))
        return false;
    if (later != 0 && !wd_rule_has_expression(rule))
        return false; /* no expression will bring what lacks */
    return !wd_when_pointers_fail(&rule->when, event);
}

struct wd_str wd_matcher_pointers(struct wd_matcher *matcher, const struct wd_event *event)
{
    const struct wd_rule_list *list = &matcher->pointer_rules[event->dialect];
    for (size_t i = 0; i < list->count; i++)
        matcher->pointers_hold[i] = (char)pointers_hold(list->rules[i], event);
    return wd_str_make(matcher->pointers_hold, list->count);
}

/* Everything that decides the outcome, but for the fields that pointers look at: of these only what the
 * conditions of such rules say. */
static void make_key(struct wd_matcher *matcher)
{
    wd_memo_key_make(&matcher->key, matcher->event, wd_matcher_pointers(matcher, matcher->event));
}

void wd_matcher_look(struct wd_matcher *matcher, struct wd_found *ret_found, bool *ret_whole)
{
    struct attempt attempt = {0};
    *ret_whole = true;
    *ret_found = (struct wd_found){.rule = WD_FOUND_NONE, .text = WD_FOUND_FIELDS};
    if (find(matcher, &attempt)) {
        ret_found->rule = attempt.rule->index;
        ret_found->alternative = (unsigned)(attempt.alternative - attempt.rule->match);
        if (attempt.regex) {
            ret_found->text = (unsigned char)attempt.text;
            *ret_whole = collect(matcher, &attempt, ret_found);
        }
    }
}

/* Matches for real, and keeps what may be kept. */
static void look(struct wd_matcher *matcher, struct wd_found *ret_found)
{
    bool whole;

    wd_matcher_look(matcher, ret_found, &whole);
    matcher->gave_up += matcher->gave_up_now;
    if (whole && !matcher->gave_up_now)
        wd_memo_keep(matcher->memo, &matcher->key, ret_found);
}

enum wd_outcome wd_match(struct wd_matcher *matcher, struct wd_event *event, struct wd_hit *ret_hit)
{
    struct wd_found fresh;
    *ret_hit = (struct wd_hit){0};
    if (event->kind != WD_KIND_DENIAL && event->kind != WD_KIND_CANDIDATE &&
        event->kind != WD_KIND_LOOKALIKE)
        return WD_NO_MATCH;
    wd_matcher_begin(matcher, event);
    make_key(matcher);
    const struct wd_found *found = wd_memo_find(matcher->memo, &matcher->key);
    if (!found) {
        look(matcher, &fresh);
        found = &fresh;
    }
    if (found->rule != WD_FOUND_NONE) {
        wd_matcher_accept(matcher, event, found, ret_hit);
        return WD_MATCH;
    }
    if (event->kind == WD_KIND_CANDIDATE)
        event->kind = event->has_cloud_token ? WD_KIND_DENIAL : WD_KIND_OTHER;
    return matcher->gave_up_now ? WD_GAVE_UP : WD_NO_MATCH;
}
