/* Copies of an event's facts that outlive its record. */
#ifndef WHYDENIED_READ_TEXT_FACTS_H
#define WHYDENIED_READ_TEXT_FACTS_H

#include "read/reading.h"

enum { WD_FACTS_MAX = 16, WD_FACTS_BYTES = 8 * 1024 };

struct wd_facts {
    struct {
        enum wd_slot slot;
        enum wd_source source;
        size_t offset, len;
    } fact[WD_FACTS_MAX];
    size_t count;
    struct wd_buf bytes;
};

void wd_facts_init(struct wd_facts *facts);
void wd_facts_done(struct wd_facts *facts);
void wd_facts_put(struct wd_facts *facts, enum wd_slot slot, struct wd_str s,
                  enum wd_source source);
/* What was put last; empty: nothing, or it was forgotten. */
struct wd_str wd_facts_get(const struct wd_facts *facts, enum wd_slot slot);
/* One of them, with its source. */
void wd_facts_copy(struct wd_facts *to, const struct wd_facts *from, enum wd_slot slot);
void wd_facts_forget(struct wd_facts *facts, enum wd_slot slot);
void wd_facts_of_event(struct wd_facts *facts, const struct wd_event *event);
/* Fills the event's empty slots (a principal that begins as WD_EVENT_LOGIN fills `login`); at_most caps the source. Slices are copied into the arena. */
void wd_facts_fill(const struct wd_facts *facts, struct wd_event *event, enum wd_source at_most,
                   struct wd_arena *arena);

#endif
