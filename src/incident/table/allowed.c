/* The set of what was allowed.
 *
 * Logs of a night hold too many such triples to be kept, and which of them matter is not known before all is read. So
 * they are kept while there are few, as in what people filter and paste; with one more there are none, for good, and
 * nothing more of a success is looked at. Order shows in neither. */
#include "incident/table/allowed.h"

#include <stdlib.h>
#include <string.h>

#include "whydenied/base/list.h"

void wd_allowed_give_up(struct wd_allowed *allowed)
{
    free(allowed->items);
    *allowed = (struct wd_allowed){.many = true};
}

static size_t place_of(const struct wd_allowed *allowed, uint64_t key)
{
    return wd_list_place(allowed->items, allowed->count, sizeof *allowed->items, key);
}

/* Nothing more is to be kept of it than when. */
bool wd_allowed_holds(struct wd_allowed *allowed, uint64_t key, wd_time first, wd_time last)
{
    size_t at = place_of(allowed, key);

    if (allowed->many)
        return true;
    if (at == allowed->count || allowed->items[at].key != key)
        return false;
    if (first < allowed->items[at].first)
        allowed->items[at].first = first;
    if (last > allowed->items[at].time)
        allowed->items[at].time = last;
    return true;
}

int wd_allowed_add(struct wd_allowed *allowed, const struct wd_allowed_fact *fact,
                   struct wd_error *err)
{
    size_t at = place_of(allowed, fact->key);

    if (wd_allowed_holds(allowed, fact->key, fact->first, fact->time))
        return 0;
    if (allowed->count == WD_ALLOWED_MAX) {
        wd_allowed_give_up(allowed);
        return 0;
    }
    if (!wd_list_grow(&allowed->items, allowed->count, &allowed->capacity, sizeof *allowed->items))
        return wd_fail_memory(err);
    memmove(&allowed->items[at + 1], &allowed->items[at],
            (allowed->count - at) * sizeof *allowed->items);
    allowed->items[at] = *fact;
    allowed->count++;
    return 0;
}

int wd_allowed_merge(struct wd_allowed *into, const struct wd_allowed *from, struct wd_error *err)
{
    if (from->many)
        wd_allowed_give_up(into);
    for (size_t i = 0; i < from->count; i++)
        if (wd_allowed_add(into, &from->items[i], err) < 0)
            return -1;
    return 0;
}
