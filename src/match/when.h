/* The conditions of a rule against an event.
 *
 * A condition on a fact that the event does not have yet is not a "no": an expression may capture the
 * fact from the text. Such conditions are named in a set of slots and checked again after the
 * captures. */
#ifndef WHYDENIED_MATCH_WHEN_H
#define WHYDENIED_MATCH_WHEN_H

#include "whydenied/match/rule.h"

typedef uint64_t wd_slot_set;
#define WD_SLOT_BIT(slot) (UINT64_C(1) << (slot))
_Static_assert(WD_SLOT_COUNT <= 64, "a slot set is one word");

/* NULL: every condition holds but those on the slots of *ret_later, which are empty. Else the name of
 * the first condition that does not. */
const char *wd_when_fails(const struct wd_when *when, const struct wd_event *event,
                          wd_slot_set *ret_later);
/* The two halves of that: facts of the event, and what pointers look up in the record. */
const char *wd_when_facts_fail(const struct wd_when *when, const struct wd_event *event,
                               wd_slot_set *ret_later);
const char *wd_when_pointers_fail(const struct wd_when *when, const struct wd_event *event);
/* One captured value against the condition on its slot. */
bool wd_when_allows(const struct wd_when *when, enum wd_slot slot, struct wd_str value);

/* setting.c: evidence that a record is about what a rule is about. */
bool wd_setting_holds(const struct wd_rule *rule, const struct wd_event *event);

#endif
