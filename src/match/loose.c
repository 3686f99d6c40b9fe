/* A service's sentence as others write it on: letters in another case, quotes of another kind. Asked where no rule knows
 * the words as they stand; what is found so is a guess. */
#include "match/matcher.h"

/* As of a match of the words as they stand, and one byte more. */
static void make_key(struct wd_matcher *matcher, const struct wd_event *event)
{
    struct wd_str pointers = wd_matcher_pointers(matcher, event);

    matcher->pointers_hold[pointers.len] = true; /* there is room behind those of all rules */
    wd_memo_key_make(&matcher->key, event, wd_str_make(matcher->pointers_hold, pointers.len + 1));
}

enum wd_outcome wd_match_loosely(struct wd_matcher *matcher, struct wd_event *event,
                                 struct wd_hit *ret_hit)
{
    const struct wd_found *found;
    struct wd_found fresh;
    bool whole;

    make_key(matcher, event);
    found = wd_memo_find(matcher->memo, &matcher->key);
    if (!found) {
        matcher->loose = true;
        wd_matcher_begin(matcher, event);
        wd_matcher_look(matcher, &fresh, &whole);
        matcher->loose = false;
        if (whole && !matcher->gave_up_now)
            wd_memo_keep(matcher->memo, &matcher->key, &fresh);
        found = &fresh;
    }
    if (found->rule == WD_FOUND_NONE)
        return WD_NO_MATCH;
    wd_matcher_accept(matcher, event, found, ret_hit);
    return WD_MATCH;
}
