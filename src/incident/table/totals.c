/* The sums: how many denials there really were, and whether everything adds up. */
#include "incident/table/table.h"

/* Counts by entry: events without a key, and keys whose smallest fingerprint belongs here. */
static void count_entries(struct wd_table *table, struct wd_entry *head, const uint64_t *keyed)
{
    for (struct wd_entry *entry = head; entry; entry = entry->hh.next)
        entry->incident.count =
            table->dedup.full ? entry->incident.raw_count : entry->unkeyed + keyed[entry->id];
}

static void add_counts(struct wd_totals *totals, const struct wd_entry *head, uint64_t *raw)
{
    for (const struct wd_entry *entry = head; entry; entry = entry->hh.next) {
        *raw += entry->incident.raw_count;
        if (entry->incident.lookalike)
            totals->lookalikes += entry->incident.count;
        else if (entry->incident.rule)
            totals->matched += entry->incident.count;
        else
            totals->unmatched += entry->incident.count;
    }
}

/* ---- members of groups --------------------------------------------------------------------------- */

static void count_member(const struct wd_table *table, struct wd_entry *entry)
{
    struct wd_group_members *members = &entry->incident.members;

    for (size_t i = 0; i < members->count; i++) {
        struct wd_group_member *member = &members->items[i];
        member->count = table->dedup.full ? member->raw_count : member->count + member->unkeyed;
    }
}

/* A key counts for the member whose fingerprint it was seen with. */
static int count_members(struct wd_table *table, struct wd_error *err)
{
    struct wd_entry **by_id = calloc((size_t)table->next_id + 1, sizeof(struct wd_entry *));

    if (!by_id)
        return wd_fail_memory(err);
    for (struct wd_entry *entry = table->entries; entry; entry = entry->hh.next)
        by_id[entry->id] = entry;
    for (size_t i = 0; i < table->dedup.capacity; i++) {
        uint32_t owner = table->dedup.owners[i];
        struct wd_group_member *member =
            owner != UINT32_MAX && by_id[owner]
                ? wd_members_find(&by_id[owner]->incident.members, table->dedup.fingerprints[i])
                : NULL;
        if (member)
            member->count++;
    }
    for (struct wd_entry *entry = table->entries; entry; entry = entry->hh.next)
        count_member(table, entry);
    free(by_id);
    return 0;
}

int wd_table_resolve_counts(struct wd_table *table, struct wd_error *err)
{
    uint64_t *keyed = calloc((size_t)table->next_id + 1, sizeof *keyed), raw = 0;
    struct wd_totals *totals = &table->totals;

    if (!keyed)
        return wd_fail_memory(err);
    for (size_t i = 0; i < table->dedup.capacity; i++)
        if (table->dedup.owners[i] != UINT32_MAX)
            keyed[table->dedup.owners[i]]++;
    count_entries(table, table->entries, keyed);
    count_entries(table, table->unmatched, keyed);
    count_entries(table, table->overflow, keyed);
    free(keyed);
    if (count_members(table, err) < 0)
        return -1;

    totals->lookalikes = totals->matched = totals->unmatched = 0;
    add_counts(totals, table->entries, &raw);
    add_counts(totals, table->unmatched, &raw);
    add_counts(totals, table->overflow, &raw);
    totals->denials = totals->matched + totals->unmatched;
    totals->duplicates = raw - totals->denials - totals->lookalikes + table->declared_duplicates;
    return 0;
}

int wd_totals_check(const struct wd_totals *t, struct wd_error *err)
{
    uint64_t skipped = 0;
    uint64_t kinds = t->denials + t->lookalikes + t->not_enforced + t->foreign + t->duplicates +
                     t->policy_changes + t->context + t->other;

    for (size_t i = 0; i < sizeof t->skipped / sizeof t->skipped[0]; i++)
        skipped += t->skipped[i];
    if (t->records != t->events + skipped)
        return wd_fail(err, "the sums do not hold: %llu records, but %llu events and %llu skipped",
                       (unsigned long long)t->records, (unsigned long long)t->events,
                       (unsigned long long)skipped);
    if (t->events != kinds)
        return wd_fail(err, "the sums do not hold: %llu events, but %llu by kind",
                       (unsigned long long)t->events, (unsigned long long)kinds);
    if (t->denials != t->matched + t->unmatched)
        return wd_fail(err, "the sums do not hold: %llu denials, but %llu matched, %llu unmatched",
                       (unsigned long long)t->denials, (unsigned long long)t->matched,
                       (unsigned long long)t->unmatched);
    if (t->matched + t->lookalikes != t->listed + t->selected_out + t->suppressed)
        return wd_fail(err,
                       "the sums do not hold: %llu matched and %llu look-alikes, but %llu listed, "
                       "%llu selected out, %llu suppressed",
                       (unsigned long long)t->matched, (unsigned long long)t->lookalikes,
                       (unsigned long long)t->listed, (unsigned long long)t->selected_out,
                       (unsigned long long)t->suppressed);
    return 0;
}

const struct wd_totals *wd_table_totals(const struct wd_table *table)
{
    return &table->totals;
}

struct wd_totals *wd_table_totals_edit(struct wd_table *table)
{
    return &table->totals;
}

bool wd_table_take_key(struct wd_table *table, uint64_t key, uint64_t *ret_fingerprint)
{
    return wd_dedup_take(&table->dedup, key, ret_fingerprint);
}

bool wd_table_deduplicated(const struct wd_table *table)
{
    return !table->dedup.full;
}

size_t wd_table_held(const struct wd_table *table)
{
    return HASH_COUNT(table->entries) + HASH_COUNT(table->unmatched);
}

wd_time wd_table_first(const struct wd_table *table)
{
    return table->first;
}

wd_time wd_table_last(const struct wd_table *table)
{
    return table->last;
}
