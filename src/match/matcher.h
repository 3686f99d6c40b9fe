/* The inside of a matcher, shared by matching and tracing.
 *
 * It belongs to one worker; the rule set it points to is shared and read-only. What it keeps of an event (places of anchors,
 * which pointers hold) is good until the next one begins, which its stamp tells; what it remembers beyond that is the memo's.
 * Matching allocates nothing. */
#ifndef WHYDENIED_MATCH_MATCHER_H
#define WHYDENIED_MATCH_MATCHER_H

#include "match/anchors.h"
#include "match/candidates.h"
#include "match/memo.h"
#include "match/regex.h"
#include "match/ruleset.h"
#include "match/when.h"

#define WD_PLACES_MAX 8u   /* windows one rule looks at in one event */
#define WD_TRIES_MAX  400u /* expressions run on one event; real ones need a handful */

/* Where the anchors of one rule stand in the event at hand. */
struct wd_places {
    uint32_t stamp; /* of the event these places belong to */
    uint32_t count;
    struct {
        uint32_t text, at;
    } place[WD_PLACES_MAX];
};

struct wd_rule_list {
    const struct wd_rule **rules;
    size_t count;
};

struct wd_matcher {
    const struct wd_ruleset *set;
    struct wd_anchors *anchors;
    struct wd_candidates *candidates;
    struct wd_regex_tools tools;
    struct wd_regex **regex[2]; /* by rule: one for each alternative; [1]: loosened */
    struct wd_places *places;   /* by rule */
    uint32_t stamp;
    unsigned tries; /* on the event at hand */
    bool loose;     /* it is read as if it were written otherwise (loose.c) */
    bool gave_up_now;
    struct wd_rule_list pointer_rules[WD_DIALECT_COUNT]; /* with conditions by pointer */
    char *pointers_hold;                                 /* do they, on the event at hand */
    struct wd_memo *memo;                                /* NULL: no memory for it */
    struct wd_memo_key key;
    uint64_t gave_up;
    const struct wd_event *event;
};

/* A new event: no places yet. */
void wd_matcher_begin(struct wd_matcher *matcher, const struct wd_event *event);
/* The expression of one alternative, made on first asking; NULL without memory. */
struct wd_regex *wd_matcher_regex(struct wd_matcher *matcher, const struct wd_rule *rule,
                                  size_t alternative);
/* The first rule that matches the event at hand, without memo (match.c). */
void wd_matcher_look(struct wd_matcher *matcher, struct wd_found *ret_found, bool *ret_whole);
/* Finds the places of all anchors in the event's texts. */
void wd_matcher_scan(struct wd_matcher *matcher);
/* Writes what was found into the event (accept.c). */
void wd_matcher_accept(const struct wd_matcher *matcher, struct wd_event *event,
                       const struct wd_found *found, struct wd_hit *ret_hit);
/* Do the captures of the run before meet the conditions that were put off? */
bool wd_matcher_captures_allow(const struct wd_matcher *matcher, const struct wd_when *when,
                               const struct wd_regex *regex, struct wd_str text, wd_slot_set later);
/* The part of a text around a place that expressions see. */
struct wd_regex_window wd_matcher_window(struct wd_str text, size_t at);

#endif
