/* The table: every event counted by kind, denials put where they belong, tables merged. */
#include <stdatomic.h>

#include "incident/table/table.h"

#define SCRATCH_MAX (64u * 1024u) /* shapes of unmatched messages */

const struct wd_table_limits wd_table_default_limits = {
    .incidents = WD_INCIDENTS_MAX,
    .principals = WD_PRINCIPALS_PER_GROUP,
    .resources = WD_RESOURCES_PER_GROUP,
    .group = WD_INCIDENTS_PER_GROUP,
    .members = WD_MEMBERS_MAX,
    .dedup = WD_DEDUP_MAX,
    .changes = WD_CHANGES_MAX,
    .contexts = WD_CONTEXTS_MAX,
    .unmatched = WD_UNMATCHED_MAX,
};

/* ---- life -------------------------------------------------------------------------------------- */

static atomic_uint_fast64_t tables_made;

struct wd_table *wd_table_new_with(const struct wd_table_limits *limits, struct wd_error *err)
{
    struct wd_table *table = calloc(1, sizeof *table);

    if (!table) {
        wd_fail_memory(err);
        return NULL;
    }
    table->limits = *limits;
    table->serial = atomic_fetch_add(&tables_made, 1) + 1;
    table->rule_cap = limits->incidents;
    table->first = table->last = WD_TIME_NONE;
    wd_coverage_init(&table->coverage);
    table->contexts.max = limits->contexts;
    table->homes.max = WD_HOMES_MAX;
    table->changes.max = limits->changes;
    wd_dedup_init(&table->dedup, limits->dedup, (uint64_t)(uintptr_t)table);
    table->scratch = wd_arena_new(SCRATCH_MAX);
    if (!table->scratch) {
        wd_table_free(table);
        wd_fail_memory(err);
        return NULL;
    }
    return table;
}

struct wd_table *wd_table_new(struct wd_error *err)
{
    return wd_table_new_with(&wd_table_default_limits, err);
}

static void free_entries(struct wd_entry *head)
{
    struct wd_entry *entry = head;

    HASH_CLEAR(hh, head);
    while (entry) {
        struct wd_entry *next = entry->hh.next;
        wd_entry_free(entry);
        entry = next;
    }
}

static void free_own_rules(struct wd_own_rule *rule)
{
    while (rule) {
        struct wd_own_rule *next = rule->next;
        free(rule->id);
        free(rule);
        rule = next;
    }
}

void wd_table_free(struct wd_table *table)
{
    if (!table)
        return;
    free_entries(table->entries);
    free_entries(table->unmatched);
    free_entries(table->echoes);
    wd_entry_free(table->overflow);
    wd_table_free_groups(table);
    wd_dedup_done(&table->dedup);
    wd_changes_done(&table->changes);
    free(table->contexts.items);
    free(table->homes.items);
    for (size_t i = 0; table->cache && i < WD_IDENTITY_CACHE; i++)
        free(table->cache[i].bytes);
    free(table->cache);
    free_own_rules(table->own_rules);
    wd_arena_free(table->scratch);
    free(table->sorted);
    free(table->sorted_unmatched);
    free(table);
}

/* ---- unmatched shapes -------------------------------------------------------------------------- */

/* The shapes kept are those with the smallest fingerprints: what falls out depends on the set alone. */
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

/* ---- adding ------------------------------------------------------------------------------------ */

static int add_denial(struct wd_table *table, const struct wd_event *event,
                      const struct wd_hit *hit, const struct wd_where *where, struct wd_error *err)
{
    const struct wd_rule *rule = hit ? hit->rule : NULL;
    struct wd_sighting sighting;
    struct wd_entry *entry;

    if (!table->cache)
        table->cache = calloc(WD_IDENTITY_CACHE, sizeof *table->cache);
    if (!table->cache)
        return wd_fail_memory(err);
    wd_sighting_make(&sighting, event, hit, where);
    wd_arena_clear(table->scratch);
    if (wd_identity_of(table->cache, event, rule, table->scratch, &sighting.identity, err) < 0)
        return -1;
    entry = rule ? wd_table_place(table, rule, &sighting.identity, 0, err)
                 : wd_table_place_unmatched(table, &sighting.identity, false, err);
    if (!entry || wd_entry_add(entry, &sighting, err) < 0)
        return -1;
    table->added = (struct wd_known){entry, sighting.identity.fingerprint, sighting.says};
    return event->dedup ? wd_dedup_add(&table->dedup, event->dedup, sighting.identity.fingerprint,
                                       entry->id, err)
                        : 0;
}

/* What a request log says of a 401: the platform's own sentence made it a denial, else it is context. */
static int see_request(struct wd_table *table, const struct wd_event *event, struct wd_error *err)
{
    bool platform = event->kind == WD_KIND_DENIAL;
    bool scheduler =
        wd_str_starts(event->slot[WD_SLOT_USER_AGENT], WD_STR("Google-Cloud-Scheduler"));
    unsigned flags = platform ? WD_SAID_PLATFORM : WD_SAID_NOTHING;

    if (event->dialect != WD_DIALECT_RUN_REQUEST || event->voice != WD_VOICE_SERVICE ||
        event->http_status != 401 || event->slot[WD_SLOT_URL].len == 0)
        return 0;
    if (scheduler)
        flags |= platform ? WD_SAID_PLATFORM_SCHEDULER : WD_SAID_NOTHING_SCHEDULER;
    return wd_contexts_add(&table->contexts,
                           wd_link_of("url", wd_url_key(event->slot[WD_SLOT_URL])), flags, err);
}

void wd_table_see_time(struct wd_table *table, wd_time t)
{
    if (t == WD_TIME_NONE)
        return;
    if (table->first == WD_TIME_NONE || t < table->first)
        table->first = t;
    if (table->last == WD_TIME_NONE || t > table->last)
        table->last = t;
}

/* While reading, denials are counted as they come; wd_table_finish says how many they really were. */
void wd_table_count_denial(struct wd_table *table, const struct wd_event *event,
                           const struct wd_rule *rule)
{
    struct wd_totals *totals = &table->totals;

    totals->events++;
    wd_table_see_time(table, event->time);
    if (rule && rule->cause == WD_CAUSE_NOT_PERMISSION) {
        totals->lookalikes++;
        return;
    }
    totals->denials++;
    if (rule)
        totals->matched++;
    else
        totals->unmatched++;
}

int wd_table_add(struct wd_table *table, const struct wd_event *event, const struct wd_hit *hit,
                 const struct wd_where *where, struct wd_error *err)
{
    struct wd_totals *totals = &table->totals;
    const struct wd_rule *rule = hit ? hit->rule : NULL;

    table->added.entry = NULL;
    if (wd_homes_see(&table->homes, event, err) < 0)
        return -1;
    if (event->kind == WD_KIND_DENIAL || (event->kind == WD_KIND_LOOKALIKE && rule)) {
        wd_table_count_denial(table, event, rule);
        if (see_request(table, event, err) < 0)
            return -1;
        return add_denial(table, event, rule ? hit : NULL, where, err);
    }
    totals->events++;
    wd_table_see_time(table, event->time);
    switch (event->kind) {
    case WD_KIND_NOT_ENFORCED:
        totals->not_enforced++;
        return 0;
    case WD_KIND_FOREIGN:
        totals->foreign++;
        return 0;
    case WD_KIND_POLICY_CHANGE:
        totals->policy_changes++;
        if (event->voice != WD_VOICE_SERVICE)
            return 0; /* somebody's word for it */
        return wd_changes_see(&table->changes, event, err);
    case WD_KIND_CONTEXT:
        totals->context++;
        return see_request(table, event, err);
    case WD_KIND_DUPLICATE:
        table->declared_duplicates++;
        totals->duplicates++;
        return 0;
    default: /* a look-alike too, when no rule says what it is instead */
        totals->other++;
        return 0;
    }
}

/* ---- merging ----------------------------------------------------------------------------------- */

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

/* Placing one entry may collapse what others were put into, so keys find their owner at the end. */
static int merge_dedup(struct wd_table *into, const struct wd_table *from,
                       const struct wd_entry **by_id, struct wd_error *err)
{
    const struct wd_dedup *dedup = &from->dedup;

    if (dedup->full)
        wd_dedup_give_up(&into->dedup);
    for (size_t i = 0; i < dedup->capacity && !into->dedup.full; i++) {
        struct wd_entry *owner;
        if (dedup->owners[i] == UINT32_MAX)
            continue;
        owner = place_like(into, from, by_id[dedup->owners[i]], err);
        if (!owner ||
            wd_dedup_add(&into->dedup, dedup->keys[i], dedup->fingerprints[i], owner->id, err) < 0)
            return -1;
    }
    return 0;
}

static int merge_entries(struct wd_table *into, const struct wd_table *from, struct wd_error *err)
{
    const struct wd_entry **by_id = calloc((size_t)from->next_id + 1, sizeof *by_id);
    const struct wd_entry *sets[] = {from->entries, from->unmatched};
    int status = -1;

    if (!by_id)
        return wd_fail_memory(err);
    for (size_t set = 0; set < 2; set++)
        for (const struct wd_entry *entry = sets[set]; entry; entry = entry->hh.next) {
            by_id[entry->id] = entry;
            if (merge_entry(into, from, entry, err) < 0)
                goto done;
        }
    if (from->overflow) {
        by_id[from->overflow->id] = from->overflow;
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

static int merge_facts(struct wd_table *into, const struct wd_table *from, struct wd_error *err)
{
    for (size_t i = 0; i < from->contexts.count; i++)
        if (wd_contexts_add(&into->contexts, from->contexts.items[i].key,
                            from->contexts.items[i].flags, err) < 0)
            return -1;
    for (size_t i = 0; i < from->homes.count; i++)
        if (wd_contexts_add(&into->homes, from->homes.items[i].key, from->homes.items[i].flags,
                            err) < 0)
            return -1;
    for (size_t i = 0; i < from->changes.count; i++)
        if (wd_changes_add(&into->changes, &from->changes.items[i], err) < 0)
            return -1;
    return 0;
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
    return merge_facts(into, from, err);
}
