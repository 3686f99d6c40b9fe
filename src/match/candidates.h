/* Which rules are worth trying on an event, without trying them.
 *
 * A set of rules is a bit a rule, in order of trial. Structured rules come by their most telling
 * exact condition (permission, reason, method, service) through one hash table; those without one
 * come by dialect; text rules come by their anchors. */
#ifndef WHYDENIED_MATCH_CANDIDATES_H
#define WHYDENIED_MATCH_CANDIDATES_H

#include "whydenied/match/rule.h"

struct wd_candidates;

struct wd_candidates *wd_candidates_new(const struct wd_ruleset *set, struct wd_error *err);
void wd_candidates_free(struct wd_candidates *candidates);

/* Starts over with the structured rules that the event's fields call for. */
void wd_candidates_begin(struct wd_candidates *candidates, const struct wd_event *event);
void wd_candidates_add(struct wd_candidates *candidates, size_t rule);
/* The first candidate at or after `from`, or WD_NPOS. */
size_t wd_candidates_next(const struct wd_candidates *candidates, size_t from);
/* The first rule that comes by its anchors only; the rules before it need no look at the text. */
size_t wd_candidates_first_text(const struct wd_candidates *candidates);

#endif
