/* Facts that outlive their record, in one buffer: the last of a slot counts, and what is superseded is compacted away. */
#include "read/text/facts.h"

void wd_facts_init(struct wd_facts *facts)
{
    facts->count = 0;
    wd_buf_init(&facts->bytes, WD_FACTS_BYTES);
}

void wd_facts_done(struct wd_facts *facts)
{
    wd_buf_done(&facts->bytes);
    facts->count = 0;
}

static struct wd_str text_of(const struct wd_facts *facts, size_t i)
{
    return wd_str_sub(wd_buf_str(&facts->bytes), facts->fact[i].offset, facts->fact[i].len);
}

/* Later values replace earlier ones; the bytes of those replaced are won back when all is full. */
static void compact(struct wd_facts *facts)
{
    struct wd_facts fresh;

    wd_facts_init(&fresh);
    for (size_t i = 0; i < facts->count; i++)
        wd_facts_put(&fresh, facts->fact[i].slot, text_of(facts, i), facts->fact[i].source);
    wd_facts_done(facts);
    *facts = fresh;
}

void wd_facts_put(struct wd_facts *facts, enum wd_slot slot, struct wd_str s, enum wd_source source)
{
    size_t i = 0;

    s = wd_str_sub(s, 0, WD_SLOT_TEXT_MAX);
    while (i < facts->count && facts->fact[i].slot != slot)
        i++;
    if (s.len == 0 || i == WD_FACTS_MAX)
        return;
    if (i < facts->count && wd_str_eq(text_of(facts, i), s))
        return;
    if (facts->bytes.len + s.len > WD_FACTS_BYTES)
        compact(facts);
    size_t offset = facts->bytes.len;
    wd_buf_put(&facts->bytes, s);
    if (facts->bytes.failed) {
        wd_buf_clear(&facts->bytes);
        facts->count = 0;
        return;
    }
    facts->fact[i].slot = slot;
    facts->fact[i].source = source;
    facts->fact[i].offset = offset;
    facts->fact[i].len = s.len;
    if (i == facts->count)
        facts->count++;
}

struct wd_str wd_facts_get(const struct wd_facts *facts, enum wd_slot slot)
{
    for (size_t i = 0; i < facts->count; i++)
        if (facts->fact[i].slot == slot)
            return text_of(facts, i);
    return WD_STR_NONE;
}

void wd_facts_copy(struct wd_facts *to, const struct wd_facts *from, enum wd_slot slot)
{
    for (size_t i = 0; i < from->count; i++)
        if (from->fact[i].slot == slot)
            wd_facts_put(to, slot, text_of(from, i), from->fact[i].source);
}

void wd_facts_forget(struct wd_facts *facts, enum wd_slot slot)
{
    for (size_t i = 0; i < facts->count; i++)
        if (facts->fact[i].slot == slot)
            facts->fact[i].len = 0;
}

void wd_facts_of_event(struct wd_facts *facts, const struct wd_event *event)
{
    for (unsigned i = 0; i < WD_SLOT_COUNT; i++)
        wd_facts_put(facts, (enum wd_slot)i, event->slot[i], (enum wd_source)event->source[i]);
    if (event->slot[WD_SLOT_PRINCIPAL].len == 0)
        wd_facts_put(facts, WD_SLOT_PRINCIPAL, event->login, WD_SOURCE_STREAM);
}

void wd_facts_fill(const struct wd_facts *facts, struct wd_event *event, enum wd_source at_most,
                   struct wd_arena *arena)
{
    for (size_t i = 0; i < facts->count; i++) {
        enum wd_source source = facts->fact[i].source < at_most ? facts->fact[i].source : at_most;
        struct wd_str text = text_of(facts, i);
        if (facts->fact[i].slot == WD_SLOT_PRINCIPAL && wd_str_starts(text, WD_STR(WD_EVENT_LOGIN)))
            event->login = wd_arena_copy(arena, text);
        else if (event->source[facts->fact[i].slot] == WD_SOURCE_NONE)
            wd_event_set(event, facts->fact[i].slot, wd_arena_copy(arena, text), source);
    }
}
