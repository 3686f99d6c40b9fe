/* The matcher: events against rules.
 *
 * Order of trial is computed, not file order: rules with structured conditions (pointer, reason)
 * first, then text rules by the length of their longest anchor, `fallback` rules last; ties by id.
 * The first rule that matches wins. Anchors are looked for first, all at once; a rule none of whose
 * anchors stands in the text is never tried. A regular expression sees at most WD_SUBJECT_MAX bytes
 * around the anchor, with match and heap limits; giving up is counted, never taken for "no".
 *
 * A matcher belongs to one thread; expressions compile when first needed. */
#ifndef WHYDENIED_MATCH_H
#define WHYDENIED_MATCH_H

#include "whydenied/base/arena.h"
#include "whydenied/match/rule.h"

enum wd_outcome { WD_NO_MATCH, WD_MATCH, WD_GAVE_UP, WD_MATCH_ERROR };

struct wd_hit {
    const struct wd_rule *rule;
    const struct wd_alternative *alternative;
    enum wd_level confidence;
    struct wd_str text; /* the text that matched; empty for a structured rule */
};

struct wd_matcher;

struct wd_matcher *wd_matcher_new(const struct wd_ruleset *set, struct wd_error *err);
void wd_matcher_free(struct wd_matcher *matcher);

/* Finds the winning rule and writes its captures into the event's slots (trust: text; fields of the
 * record stay). Then sets the event's kind: DENIAL, or LOOKALIKE for cause not_permission; a
 * CANDIDATE without a match becomes DENIAL only if it names a cloud, else OTHER. Returns WD_MATCH,
 * WD_NO_MATCH, or WD_GAVE_UP when no rule matched and at least one gave up. */
enum wd_outcome wd_match(struct wd_matcher *matcher, struct wd_event *event,
                         struct wd_hit *ret_hit);

/* The same where no rule knows the words as they stand, as if their letters had another case and quotes were of another
 * kind; rules of last resort are not asked. What is found so is a guess. */
enum wd_outcome wd_match_loosely(struct wd_matcher *matcher, struct wd_event *event,
                                 struct wd_hit *ret_hit);

/* The same with a stand-in for each name that somebody hid ("***", "<project-id>"): for texts that no rule knows as they
 * are. What rules take of a stand-in is given back as it was written, and the event is marked WD_DOUBT_TORN. */
enum wd_outcome wd_match_masked(struct wd_matcher *matcher, struct wd_event *event,
                                struct wd_arena *arena, struct wd_hit *ret_hit);

/* The event's words are another vendor's (AWS, Azure, a directory server) and no word is of ours. */
bool wd_setting_is_foreign(const struct wd_event *event);

/* Which conditions by pointer hold for the event: what matching looks at beside the event's own facts.
 * Valid until the next call. */
struct wd_str wd_matcher_pointers(struct wd_matcher *matcher, const struct wd_event *event);
uint64_t wd_matcher_gave_up(const struct wd_matcher *matcher); /* records on which a rule gave up */

/* For `explain` and `rules test`: every rule tried on this event, and how far each got. Called for
 * each rule that was looked at; the event itself is not changed. `reached` is how many bytes of the
 * subject the expression matched at most (partial matching), 0 without anchors. */
struct wd_trial {
    const struct wd_rule *rule;
    const struct wd_alternative *alternative;
    enum wd_outcome outcome;
    const char *stopped_at; /* "when", "anchor", "expression", "" for a match */
    const char
        *condition; /* of "when": the name of the one that fails; NULL if the fact is missing */
    struct wd_str subject;
    size_t reached;
};
typedef void (*wd_trial_fn)(void *context, const struct wd_trial *trial);
void wd_match_trace(struct wd_matcher *matcher, const struct wd_event *event,
                    struct wd_arena *arena, wd_trial_fn report, void *context);
/* The rules that would match, in order of trial: the winner and those it hides. Cheaper than a trace. */
void wd_match_rivals(struct wd_matcher *matcher, const struct wd_event *event, wd_trial_fn report,
                     void *context);

/* The first place of one anchor in a text from `from` on, or WD_NPOS. */
size_t wd_anchor_find(struct wd_str text, struct wd_str anchor, size_t from);

#endif
