/* Incidents of earlier nights beside tonight's, and their order in the list. */
#include "incident/table/codec.h"

static int echo(struct wd_table *into, const struct wd_entry *from, struct wd_error *err)
{
    const struct wd_rule *rule = from->incident.rule;
    struct wd_entry *copy;

    if (wd_rule_is_own(rule)) {
        rule = wd_table_own_rule(into, rule->id, from->incident.lookalike);
        if (!rule)
            return wd_fail_memory(err);
    }
    copy = wd_entry_new(rule, &from->identity, from->level, err);
    if (!copy || wd_entry_merge(copy, from, err) < 0) {
        wd_entry_free(copy);
        return -1;
    }
    copy->incident.raw_count = 0;
    HASH_ADD(hh, into->echoes, incident.fingerprint, sizeof copy->incident.fingerprint, copy);
    if (copy->hh.tbl)
        return 0;
    wd_entry_free(copy);
    return wd_fail_memory(err);
}

/* It goes on under its new name. */
static bool is_renamed(const struct wd_table *into, uint64_t fingerprint)
{
    for (const struct wd_entry *entry = into->entries; entry; entry = entry->hh.next)
        if (entry->incident.former == fingerprint)
            return true;
    return false;
}

/* Whether a problem of an earlier night, of which tonight only its group may know, is known to be quiet. */
static bool is_quiet(struct wd_table *into, const struct wd_entry *from)
{
    struct wd_entry *group = wd_table_group_of(into, &from->identity);
    const struct wd_group_members *earlier = &from->incident.members;
    struct wd_group_members *tonight;

    if (!group || group->level <= from->level)
        return true;
    tonight = &group->incident.members;
    if (from->level == 0 && wd_members_find(tonight, from->identity.fingerprint))
        return false;
    for (size_t i = 0; i < earlier->count; i++)
        if (wd_members_find(tonight, earlier->items[i].fingerprint))
            return false;
    group->incident.untold += tonight->more;
    return !tonight->more;
}

/* Whether the group has met whom `entry` is about; where it did not keep everyone, it may have. */
static bool may_hold(const struct wd_entry *group, const struct wd_entry *entry)
{
    const struct wd_group_members *met = &entry->incident.members;

    if (group->incident.members.more || entry->incident.members.more)
        return true;
    if (entry->level == 0)
        return wd_members_find(&group->incident.members, entry->identity.fingerprint) != NULL;
    for (size_t i = 0; i < met->count; i++)
        if (wd_members_find(&group->incident.members, met->items[i].fingerprint))
            return true;
    return false;
}

/* A group of earlier nights of which some are met tonight, each alone. */
static bool is_taken_apart(const struct wd_table *into, const struct wd_entry *from)
{
    if (from->level == 0)
        return false;
    for (const struct wd_entry *entry = into->entries; entry; entry = entry->hh.next)
        if (entry->level < from->level && entry->incident.raw_count > 0 &&
            entry->incident.groups[from->level - 1] == from->incident.fingerprint &&
            may_hold(from, entry))
            return true;
    return false;
}

int wd_table_echo(struct wd_table *into, const struct wd_table *from, struct wd_error *err)
{
    for (const struct wd_entry *entry = from->entries; entry; entry = entry->hh.next) {
        uint64_t fingerprint = entry->incident.fingerprint;
        struct wd_entry *here;

        HASH_FIND(hh, into->entries, &fingerprint, sizeof fingerprint, here);
        if (!here)
            HASH_FIND(hh, into->echoes, &fingerprint, sizeof fingerprint, here);
        if (!here && !is_renamed(into, fingerprint) && is_quiet(into, entry) &&
            !is_taken_apart(into, entry) && echo(into, entry, err) < 0)
            return -1;
    }
    return wd_table_merge_facts(into, from, err);
}

/* ---- order ------------------------------------------------------------------------------------- */

struct ranked {
    int rank;
    size_t before;
    struct wd_entry *entry;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->before < y->before ? -1 : x->before > y->before;
}

int wd_table_reorder(struct wd_table *table,
                     int (*rank)(void *context, const struct wd_incident *incident), void *context,
                     struct wd_error *err)
{
    struct ranked *list = malloc((table->sorted_count + 1) * sizeof *list);

    if (!list)
        return wd_fail_memory(err);
    for (size_t i = 0; i < table->sorted_count; i++)
        list[i] = (struct ranked){rank(context, &table->sorted[i]->incident), i, table->sorted[i]};
    qsort(list, table->sorted_count, sizeof *list, compare_ranked);
    for (size_t i = 0; i < table->sorted_count; i++)
        table->sorted[i] = list[i].entry;
    free(list);
    return 0;
}
