/* Matching: candidates in order of trial, conditions before words, the first that matches wins.
 *
 * The text is looked at only when a candidate needs it: most denials of audit logs are decided by
 * their fields. */
#include "whydenied/match.h"

#include "matcher.h"

struct attempt {
    const struct wd_rule *rule;
    const struct wd_alternative *alternative;
    struct wd_regex *regex; /* NULL: a structured alternative */
    struct wd_str text;
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
    struct wd_window window = wd_matcher_window(text->s, places->place[place].at);
    attempt->text = text->s;
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
    attempt->text = WD_STR_NONE;
    if (!attempt->alternative->re)
        return later == 0;
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
    if (wd_when_fails(&attempt->rule->when, matcher->event, &later))
        return false;
    for (size_t i = 0; i < attempt->rule->match_count; i++) {
        if (try_alternative(matcher, attempt, i, later))
            return true;
    }
    return false;
}

static bool needs_text(const struct wd_rule *rule)
{
    for (size_t i = 0; i < rule->match_count; i++) {
        if (rule->match[i].re)
            return true;
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
        bool wants_text = i >= first_text || needs_text(matcher->set->rules[i]);
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

/* "a.b.get, a.b.list": a text may name several. */
static void add_permissions(struct wd_event *event, struct wd_str names)
{
    while (names.len > 0) {
        struct wd_str name = wd_str_trim(wd_str_cut(&names, ','));
        if (name.len > 0)
            wd_event_add_permission(event, name, WD_STR_NONE, WD_GRANTED_UNSAID);
    }
}

/* Whether the record's fields name the denied permission themselves. An action derived from the name of
 * the call is a guess that the message may correct. */
static bool structure_knows(const struct wd_event *event)
{
    return event->permission_count > 0 && event->trust[WD_SLOT_PERMISSION] != WD_TRUST_INFERRED;
}

/* A message that a rule knows by heart says who was refused what, while the fields of its record may
 * only say who asked for something larger: "agent X does not have permission to access repository R" in
 * an entry of the user who uploads a model. The asker is kept as caller. */
static void believe_message(struct wd_event *event, enum wd_slot slot, struct wd_str value)
{
    if (slot == WD_SLOT_PERMISSION)
        event->permission_count = 0;
    if (slot != WD_SLOT_PERMISSION && slot != WD_SLOT_PRINCIPAL && slot != WD_SLOT_RESOURCE)
        return;
    if (slot == WD_SLOT_PRINCIPAL && !wd_str_eq(event->slot[slot], value)) {
        wd_event_set(event, WD_SLOT_CALLER, event->slot[slot], WD_TRUST_STRUCTURED);
        event->principal_kind = WD_PRINCIPAL_UNKNOWN;
    }
    event->trust[slot] = WD_TRUST_NONE;
}

static void take_capture(struct wd_event *event, enum wd_slot slot, struct wd_str value,
                         bool believe, bool knew_permissions)
{
    if (believe)
        believe_message(event, slot, value);
    if (slot == WD_SLOT_PERMISSION && (believe || !knew_permissions))
        add_permissions(event, value);
    wd_event_set(event, slot, value, WD_TRUST_TEXT);
}

static void take_captures(struct wd_matcher *matcher, struct wd_event *event,
                          const struct attempt *attempt)
{
    bool knew_permissions = event->permission_count > 0;
    bool believe = !attempt->rule->fallback && !structure_knows(event);

    for (unsigned n = 1; n <= attempt->regex->captures; n++) {
        int slot = attempt->regex->slot[n];
        struct wd_str value = wd_regex_group(&matcher->tools, attempt->regex, attempt->text, n);
        if (slot < 0 || value.len == 0)
            continue;
        if (slot == WD_CAPTURE_UNCERTAIN)
            event->uncertain = true;
        else
            take_capture(event, (enum wd_slot)slot, value, believe, knew_permissions);
    }
}

/* The message names no permission, but the rule knows which one it is about. */
static void take_rules_permission(struct wd_event *event, const struct wd_rule *rule)
{
    const char *permission = rule->advice_count > 0 ? rule->advice[0].permission : NULL;

    if (event->permission_count > 0 || !permission)
        return;
    wd_event_add_permission(event, wd_str_of(permission), WD_STR_NONE, WD_GRANTED_UNSAID);
    wd_event_set(event, WD_SLOT_PERMISSION, wd_str_of(permission), WD_TRUST_INFERRED);
}

static void accept(struct wd_matcher *matcher, struct wd_event *event,
                   const struct attempt *attempt, struct wd_hit *ret_hit)
{
    const struct wd_rule *rule = attempt->rule;
    if (attempt->regex)
        take_captures(matcher, event, attempt);
    take_rules_permission(event, rule);
    if (rule->system != WD_SYSTEM_COUNT)
        event->system = rule->system;
    event->kind = rule->cause == WD_CAUSE_NOT_PERMISSION ? WD_KIND_LOOKALIKE : WD_KIND_DENIAL;
    *ret_hit = (struct wd_hit){rule, attempt->alternative, attempt->alternative->confidence,
                               attempt->text};
}

enum wd_outcome wd_match(struct wd_matcher *matcher, struct wd_event *event, struct wd_arena *arena,
                         struct wd_hit *ret_hit)
{
    struct attempt attempt = {0};
    (void)arena;
    *ret_hit = (struct wd_hit){0};
    if (event->kind != WD_KIND_DENIAL && event->kind != WD_KIND_CANDIDATE &&
        event->kind != WD_KIND_LOOKALIKE)
        return WD_NO_MATCH;
    wd_matcher_begin(matcher, event);
    bool found = find(matcher, &attempt);
    matcher->gave_up += matcher->gave_up_now;
    if (found) {
        accept(matcher, event, &attempt, ret_hit);
        return WD_MATCH;
    }
    if (event->kind == WD_KIND_CANDIDATE)
        event->kind = event->has_cloud_token ? WD_KIND_DENIAL : WD_KIND_OTHER;
    return matcher->gave_up_now ? WD_GAVE_UP : WD_NO_MATCH;
}
