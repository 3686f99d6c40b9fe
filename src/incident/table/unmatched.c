/* Denials that no rule knows, by their shape. Those with the smallest fingerprints are kept: what falls out depends
 * on the set alone. */
#include "incident/table/table.h"

static struct wd_entry *overflow_of(struct wd_table *table, struct wd_error *err)
{
    const struct wd_identity identity = {.fingerprint = UINT64_MAX};

    if (!table->overflow) {
        table->overflow = wd_entry_new(NULL, &identity, 0, err);
        if (table->overflow)
            table->overflow->id = table->next_id++;
    }
    return table->overflow;
}

/* Returns the shape with the largest fingerprint; NULL without any. */
static struct wd_entry *find_unmatched_max(struct wd_table *table)
{
    struct wd_entry *largest = NULL;

    table->unmatched_max = 0;
    for (struct wd_entry *entry = table->unmatched; entry; entry = entry->hh.next)
        if (!largest || entry->incident.fingerprint > table->unmatched_max) {
            table->unmatched_max = entry->incident.fingerprint;
            largest = entry;
        }
    return largest;
}

static int spill_largest(struct wd_table *table, struct wd_error *err)
{
    struct wd_entry *overflow = overflow_of(table, err), *entry = find_unmatched_max(table);
    uint32_t *map;
    int status;

    if (!overflow || !entry)
        return wd_fail_memory(err);
    map = malloc(((size_t)table->next_id + 1) * sizeof *map);
    if (!map)
        return wd_fail_memory(err);
    for (uint32_t i = 0; i < table->next_id; i++)
        map[i] = i;
    map[entry->id] = overflow->id;
    status = wd_entry_merge(overflow, entry, err);
    wd_dedup_move(&table->dedup, map);
    table->moves++;
    HASH_DEL(table->unmatched, entry);
    wd_entry_free(entry);
    free(map);
    table->unmatched_full = true;
    find_unmatched_max(table);
    return status;
}

static struct wd_entry *find_unmatched(struct wd_table *table, uint64_t fingerprint)
{
    struct wd_entry *entry;

    HASH_FIND(hh, table->unmatched, &fingerprint, sizeof fingerprint, entry);
    return entry;
}

struct wd_entry *wd_table_place_unmatched(struct wd_table *table,
                                          const struct wd_identity *identity, bool overflow,
                                          struct wd_error *err)
{
    struct wd_entry *entry = find_unmatched(table, identity->fingerprint);

    if (entry && !overflow)
        return entry;
    if (overflow || (table->unmatched_full && identity->fingerprint > table->unmatched_max))
        return overflow_of(table, err);
    entry = wd_entry_new(NULL, identity, 0, err);
    if (!entry)
        return NULL;
    HASH_ADD(hh, table->unmatched, incident.fingerprint, sizeof entry->incident.fingerprint, entry);
    if (!entry->hh.tbl) {
        wd_entry_free(entry);
        wd_fail_memory(err);
        return NULL;
    }
    entry->id = table->next_id++;
    if (HASH_COUNT(table->unmatched) > table->limits.unmatched && spill_largest(table, err) < 0)
        return NULL;
    entry = find_unmatched(table, identity->fingerprint);
    return entry ? entry : overflow_of(table, err);
}
