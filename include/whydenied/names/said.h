/* What the general grammar of refusals reads in a denial's texts, as claims on its facts.
 *
 * Used after the rules: their captures and the grammar are both the refusal's own words. Where a rule knows the
 * sentence the grammar fills what it does not capture; where none does, the grammar's facts make the event a
 * denial that rules on facts (`when: refusal`) can answer. */
#ifndef WHYDENIED_NAMES_SAID_H
#define WHYDENIED_NAMES_SAID_H

#include "whydenied/event.h"
#include "whydenied/read/refusal.h"

/* The parties that an event's texts tell of, if they are several: each was refused by a sentence of its own. */
struct wd_said_parties {
    struct {
        struct wd_str subject, sentence;
    } party[WD_REFUSALS_MAX];
    size_t count; /* 0: one, or what cannot be told apart */
    bool more;    /* than are kept */
};

/* The best refusal of the event's texts, or NULL: none, or no memory. It lives in `arena`. */
const struct wd_refusal *wd_said_read(struct wd_refusal_reader *reader,
                                      const struct wd_event *event, struct wd_arena *arena,
                                      struct wd_said_parties *ret_parties);
/* Leaves those whom the event, which is settled, does not tell of. */
void wd_said_leave_others(struct wd_said_parties *parties, const struct wd_event *event);
/* Beside a rule that knows the sentence: blanks, and who and where by rank. */
void wd_said_fill(struct wd_event *event, const struct wd_refusal *refusal, struct wd_arena *arena);
/* Without one: all facts, and the event's `refusal`. */
void wd_said_tell(struct wd_event *event, const struct wd_refusal *refusal, struct wd_arena *arena);
/* Enough to call a text a denial that holds no other sign of a cloud. */
bool wd_said_is_denial(const struct wd_event *event, const struct wd_refusal *refusal);

#endif
