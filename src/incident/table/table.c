/* The table: every event counted by kind, denials put where they belong. */
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
    table->changes.max = table->heard.changes.max = limits->changes;
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
    wd_changes_done(&table->heard.changes);
    free(table->contexts.items);
    free(table->homes.items);
    free(table->allowed.items);
    free(table->heard.allowed.items);
    for (size_t i = 0; table->cache && i < WD_IDENTITY_CACHE; i++)
        free(table->cache[i].bytes);
    free(table->cache);
    free_own_rules(table->own_rules);
    wd_arena_free(table->scratch);
    free(table->sorted);
    free(table->sorted_unmatched);
    free(table);
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
    if (wd_homes_see(&table->homes, &table->recent_homes, event, err) < 0)
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
        if (event->of_workload) /* who can make it print a line would hold back any command */
            return 0;
        if (wd_allowed_see(table, event, err) < 0)
            return -1;
        return wd_changes_see(
            event->voice == WD_VOICE_SERVICE ? &table->changes : &table->heard.changes, event, err);
    case WD_KIND_CONTEXT:
        totals->context++;
        return see_request(table, event, err);
    case WD_KIND_DUPLICATE:
        table->declared_duplicates++;
        totals->duplicates++;
        return 0;
    default: /* a look-alike too, when no rule says what it is instead */
        totals->other++;
        return event->of_workload ? 0 : wd_allowed_see(table, event, err);
    }
}
