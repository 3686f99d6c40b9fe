/* Two tables become one: what is counted is added, what is kept finds its place as if it had been read here. */
#include "incident/table/table.h"

/* Where `entry` of another table goes here. */
static struct wd_entry *place_like(struct wd_table *into, const struct wd_table *from,
                                   const struct wd_entry *entry, struct wd_error *err)
{
    const struct wd_rule *rule = entry->incident.rule;

    if (wd_rule_is_own(rule)) { /* it must live as long as `into` */
        rule = wd_table_own_rule(into, rule->id, entry->incident.lookalike);
        if (!rule) {
            wd_fail_memory(err);
            return NULL;
        }
    }
    if (rule)
        return wd_table_place(into, rule, &entry->identity, entry->level, err);
    return wd_table_place_unmatched(into, &entry->identity, entry == from->overflow, err);
}

static int merge_entry(struct wd_table *into, const struct wd_table *from,
                       const struct wd_entry *entry, struct wd_error *err)
{
    struct wd_entry *to = place_like(into, from, entry, err);

    return to ? wd_entry_merge(to, entry, err) : -1;
}

/* An entry of the other table, and once a key has asked for it, whose its keys are here. */
struct merged {
    const struct wd_entry *entry;
    bool known;
    uint32_t owner;
};

/* Placing one entry may collapse what others were put into, so keys find their owner at the end: all entries have their
 * place then, and it stays. */
static int merge_dedup(struct wd_table *into, const struct wd_table *from, struct merged *by_id,
                       struct wd_error *err)
{
    const struct wd_dedup *dedup = &from->dedup;

    if (dedup->full)
        wd_dedup_give_up(&into->dedup);
    if (into->dedup.count == 0 && wd_dedup_reserve(&into->dedup, dedup->count, err) < 0)
        return -1;
    for (size_t i = 0; i < dedup->capacity && !into->dedup.full; i++) {
        struct merged *merged;
        if (dedup->owners[i] == UINT32_MAX)
            continue;
        merged = &by_id[dedup->owners[i]];
        if (!merged->entry)
            continue; /* an owner is always an entry of its table */
        if (!merged->known) {
            const struct wd_entry *owner = place_like(into, from, merged->entry, err);
            if (!owner)
                return -1;
            *merged = (struct merged){merged->entry, true, owner->id};
        }
        if (wd_dedup_add(&into->dedup, dedup->keys[i], dedup->fingerprints[i], merged->owner, err) <
            0)
            return -1;
    }
    return 0;
}

static int merge_entries(struct wd_table *into, const struct wd_table *from, struct wd_error *err)
{
    struct merged *by_id = calloc((size_t)from->next_id + 1, sizeof *by_id);
    const struct wd_entry *sets[] = {from->entries, from->unmatched};
    int status = -1;

    if (!by_id)
        return wd_fail_memory(err);
    for (size_t set = 0; set < 2; set++)
        for (const struct wd_entry *entry = sets[set]; entry; entry = entry->hh.next) {
            by_id[entry->id].entry = entry;
            if (merge_entry(into, from, entry, err) < 0)
                goto done;
        }
    if (from->overflow) {
        by_id[from->overflow->id].entry = from->overflow;
        if (merge_entry(into, from, from->overflow, err) < 0)
            goto done;
    }
    status = merge_dedup(into, from, by_id, err);
done:
    free(by_id);
    return status;
}

_Static_assert(sizeof(struct wd_totals) == WD_TOTALS_MAX * sizeof(uint64_t), "each is a sum");

static void merge_totals(struct wd_totals *into, const struct wd_totals *from)
{
    for (size_t i = 0; i < WD_TOTALS_MAX; i++)
        into->each[i] += from->each[i];
}

int wd_table_merge_facts(struct wd_table *into, const struct wd_table *from, struct wd_error *err)
{
    for (size_t i = 0; i < from->contexts.count; i++)
        if (wd_contexts_add(&into->contexts, from->contexts.items[i].key,
                            from->contexts.items[i].flags, err) < 0)
            return -1;
    for (size_t i = 0; i < from->homes.count; i++)
        if (wd_contexts_add(&into->homes, from->homes.items[i].key, from->homes.items[i].flags,
                            err) < 0)
            return -1;
    if (wd_changes_merge(&into->changes, &from->changes, err) < 0 ||
        wd_changes_merge(&into->heard.changes, &from->heard.changes, err) < 0 ||
        wd_allowed_merge(&into->heard.allowed, &from->heard.allowed, err) < 0)
        return -1;
    return wd_allowed_merge(&into->allowed, &from->allowed, err);
}

int wd_table_merge(struct wd_table *into, const struct wd_table *from, struct wd_error *err)
{
    merge_totals(&into->totals, &from->totals);
    into->declared_duplicates += from->declared_duplicates;
    wd_coverage_merge(&into->coverage, &from->coverage);
    wd_table_see_time(into, from->first);
    wd_table_see_time(into, from->last);
    if (wd_table_lower_cap(into, from->rule_cap, err) < 0 || merge_entries(into, from, err) < 0)
        return -1;
    return wd_table_merge_facts(into, from, err);
}
