/* How many different values: exact while few, then an estimate from the smallest hashes.
 *
 * The hashes kept are always the smallest of all seen, sorted, so that merging is the union. With the
 * set full, values lie about (greatest kept) / (count - 1) apart in the 64-bit range, which tells how
 * many fit into all of it; the error is about 1 / sqrt(64), one eighth. */
#include "incident/table/table.h"

#include "whydenied/base/list.h"

void wd_distinct_add(struct wd_distinct *distinct, uint64_t hash)
{
    size_t at = wd_list_place(distinct->hashes, distinct->count, sizeof hash, hash);

    if (at < distinct->count && distinct->hashes[at] == hash)
        return;
    if (distinct->count == WD_DISTINCT_EXACT) {
        distinct->more = true;
        if (at == WD_DISTINCT_EXACT)
            return;
        distinct->count--;
    }
    memmove(&distinct->hashes[at + 1], &distinct->hashes[at],
            (distinct->count - at) * sizeof distinct->hashes[0]);
    distinct->hashes[at] = hash;
    distinct->count++;
}

void wd_distinct_merge(struct wd_distinct *into, const struct wd_distinct *from)
{
    for (unsigned i = 0; i < from->count; i++)
        wd_distinct_add(into, from->hashes[i]);
    into->more = into->more || from->more;
}

uint64_t wd_distinct_estimate(const struct wd_distinct *distinct)
{
    double share;

    if (!distinct->more)
        return distinct->count;
    share = (double)distinct->hashes[distinct->count - 1] / 18446744073709551616.0;
    if (share <= 0.0)
        return UINT64_MAX;
    share = (double)(distinct->count - 1) / share;
    return share < 18446744073709549568.0 ? (uint64_t)share : UINT64_MAX;
}
