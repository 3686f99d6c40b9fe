/* Where the table stops telling things apart, so that it stays bounded whatever the logs hold.
 *
 * Incidents stand in a tree: rule > rule and permissions > rule, permissions and resource > incident.
 * A group collapses into one incident when its cap is passed, for good. The order of events must not
 * show, so whether a group collapses may depend only on numbers that never sink as events come:
 *
 *   resource group     distinct principals > limits.principals
 *   permission group   distinct resources > limits.resources, or weight > limits.group
 *   rule               weight > rule_cap
 *
 * The weight of a group is the largest number of incidents that could have stood in it at once, in the
 * least lucky order: a collapsed group keeps the weight it collapsed at. rule_cap is the largest step of
 * a fixed ladder for which the sum over rules of min(weight, cap + 1) fits into limits.incidents; as
 * weights only grow it only sinks, and one rule flooded with names collapses long before it can take
 * others with it. The sum also bounds the incidents that exist at any moment. */
#include "incident/table/table.h"

static struct wd_group *find_group(struct wd_table *table, uint64_t key)
{
    struct wd_group *group;

    HASH_FIND(hh, table->groups, &key, sizeof key, group);
    return group;
}

static struct wd_group *get_group(struct wd_table *table, uint64_t key, unsigned level,
                                  const struct wd_rule *rule, struct wd_group *parent)
{
    struct wd_group *group = find_group(table, key);
    struct wd_group **list = parent ? &parent->groups : &table->rules;

    if (group)
        return group;
    group = calloc(1, sizeof *group);
    if (!group)
        return NULL;
    group->key = key;
    group->level = level;
    group->rule = rule;
    group->parent = parent;
    HASH_ADD(hh, table->groups, key, sizeof group->key, group);
    if (!group->hh.tbl) {
        free(group);
        return NULL;
    }
    group->next = *list;
    *list = group;
    if (parent)
        parent->children++;
    return group;
}

/* ---- weights ----------------------------------------------------------------------------------- */

/* What a group counts for in the one above it. */
static uint64_t weight_of(const struct wd_table *table, const struct wd_group *group)
{
    uint64_t most = group->level == 1   ? (uint64_t)table->limits.principals + 1
                    : group->level == 2 ? (uint64_t)table->limits.group + 1
                                        : table->rule_cap + 1;

    return group->collapsed || group->weight > most ? most : group->weight;
}

static void add_weight(struct wd_table *table, struct wd_group *group, uint64_t more)
{
    for (; group; group = group->parent) {
        uint64_t before = weight_of(table, group);
        group->weight += more;
        more = weight_of(table, group) - before;
        if (!group->parent)
            table->weight += more;
    }
}

/* Sets `collapsed`, which may raise what the group counts for. */
static void mark_collapsed(struct wd_table *table, struct wd_group *group)
{
    uint64_t before = weight_of(table, group), more;

    group->collapsed = true;
    more = weight_of(table, group) - before;
    if (group->parent)
        add_weight(table, group->parent, more);
    else
        table->weight += more;
}

/* ---- collapsing -------------------------------------------------------------------------------- */

#define KEEP UINT32_MAX

/* Takes every incident below `group` out of the table, folds it into `into` and frees it; then the
 * groups below. In `map`, their ids become into's. */
static int fold_entry(struct wd_table *table, struct wd_entry *entry, struct wd_entry *into,
                      uint32_t *map, struct wd_error *err)
{
    int status = wd_entry_merge(into, entry, err);

    map[entry->id] = into->id;
    table->moves++;
    HASH_DEL(table->entries, entry);
    wd_entry_free(entry);
    return status;
}

static int fold_group(struct wd_table *table, struct wd_group *group, struct wd_entry *into,
                      uint32_t *map, struct wd_error *err)
{
    int status = 0;

    while (group->leaves) {
        struct wd_entry *leaf = group->leaves;
        group->leaves = leaf->next;
        if (fold_entry(table, leaf, into, map, err) < 0)
            status = -1;
    }
    while (group->groups) { /* three levels at most */
        struct wd_group *below = group->groups;
        group->groups = below->next;
        if (fold_group(table, below, into, map, err) < 0)
            status = -1;
        HASH_DEL(table->groups, below);
        free(below);
    }
    if (group->entry && group->entry != into && fold_entry(table, group->entry, into, map, err) < 0)
        status = -1;
    return status;
}

/* Numbers the entries anew, without gaps, and tells the dedup set. map[old] is KEEP or the old id of
 * the entry that took its place. */
static void renumber(struct wd_table *table, uint32_t *map)
{
    struct wd_entry *sets[] = {table->entries, table->unmatched};
    uint32_t next = 0, *fresh = map + table->next_id;

    for (size_t set = 0; set < 2; set++)
        for (struct wd_entry *entry = sets[set]; entry; entry = entry->hh.next) {
            fresh[entry->id] = next;
            entry->id = next++;
        }
    if (table->overflow) {
        fresh[table->overflow->id] = next;
        table->overflow->id = next++;
    }
    for (uint32_t old = 0; old < table->next_id; old++)
        map[old] = fresh[map[old] == KEEP ? old : map[old]];
    wd_dedup_move(&table->dedup, map);
    table->next_id = next;
}

static int collapse(struct wd_table *table, struct wd_group *group,
                    const struct wd_identity *identity, struct wd_error *err)
{
    struct wd_entry *entry = wd_entry_new(group->rule, identity, group->level, err);
    uint32_t *map = malloc(2 * ((size_t)table->next_id + 1) * sizeof *map);
    int status;

    if (!entry || !map) {
        free(map);
        wd_entry_free(entry);
        return wd_fail_memory(err);
    }
    memset(map, 0xff, 2 * ((size_t)table->next_id + 1) * sizeof *map);
    entry->incident.fingerprint = group->key;
    entry->room = wd_members_room(group->level, table->limits.members, table->rule_cap);
    HASH_ADD(hh, table->entries, incident.fingerprint, sizeof entry->incident.fingerprint, entry);
    if (!entry->hh.tbl) {
        free(map);
        wd_entry_free(entry);
        return wd_fail_memory(err);
    }
    entry->id = table->next_id++;
    status = fold_group(table, group, entry, map, err);
    group->entry = entry;
    renumber(table, map);
    free(map);
    mark_collapsed(table, group);
    return status;
}

/* A group's place in the tree, for an entry made when only the group is known. */
static void identity_of_group(const struct wd_group *group, struct wd_identity *identity)
{
    memset(identity, 0, sizeof *identity);
    for (; group; group = group->parent)
        identity->group[group->level - 1] = group->key;
}

static int collapse_known(struct wd_table *table, struct wd_group *group, struct wd_error *err)
{
    struct wd_identity identity;

    identity_of_group(group, &identity);
    return collapse(table, group, &identity, err);
}

/* ---- the cap on rules -------------------------------------------------------------------------- */

static uint64_t sum_of_rules(struct wd_table *table)
{
    uint64_t sum = 0;

    for (struct wd_group *rule = table->rules; rule; rule = rule->next)
        sum += weight_of(table, rule);
    return sum;
}

/* A lower cap leaves a rule that collapsed less room for names. */
static void trim_rules(struct wd_table *table)
{
    for (struct wd_group *rule = table->rules; rule; rule = rule->next)
        if (rule->collapsed) {
            struct wd_entry *entry = rule->entry;
            entry->room = wd_members_room(rule->level, table->limits.members, table->rule_cap);
            wd_members_trim(&entry->incident.members, entry->room);
        }
}

int wd_table_lower_cap(struct wd_table *table, uint64_t cap, struct wd_error *err)
{
    if (cap < table->rule_cap) {
        table->rule_cap = cap;
        table->weight = sum_of_rules(table);
    }
    while (table->weight > table->limits.incidents && table->rule_cap > 0) {
        table->rule_cap -= table->rule_cap > 4 ? table->rule_cap / 4 : 1;
        table->weight = sum_of_rules(table);
    }
    trim_rules(table);
    for (struct wd_group *rule = table->rules; rule; rule = rule->next)
        if (!rule->collapsed && rule->weight > table->rule_cap &&
            collapse_known(table, rule, err) < 0)
            return -1;
    return 0;
}

/* Applies the caps from fine to coarse after something was put under `group` (level 1). */
static int apply_caps(struct wd_table *table, struct wd_group *by_resource, struct wd_error *err)
{
    struct wd_group *by_permissions = by_resource->parent, *rule = by_permissions->parent;

    if (!by_resource->collapsed && by_resource->children > table->limits.principals &&
        collapse_known(table, by_resource, err) < 0)
        return -1;
    if (!by_permissions->collapsed &&
        (by_permissions->children > table->limits.resources ||
         by_permissions->weight > table->limits.group) &&
        collapse_known(table, by_permissions, err) < 0)
        return -1;
    if (table->weight > table->limits.incidents || rule->weight > table->rule_cap)
        return wd_table_lower_cap(table, table->rule_cap, err);
    return 0;
}

/* ---- placing ----------------------------------------------------------------------------------- */

static struct wd_entry *find_entry(struct wd_table *table, uint64_t fingerprint)
{
    struct wd_entry *entry;

    HASH_FIND(hh, table->entries, &fingerprint, sizeof fingerprint, entry);
    return entry;
}

static int add_leaf(struct wd_table *table, struct wd_group *group,
                    const struct wd_identity *identity, struct wd_error *err)
{
    struct wd_entry *entry = wd_entry_new(group->rule, identity, 0, err);

    if (!entry)
        return -1;
    HASH_ADD(hh, table->entries, incident.fingerprint, sizeof entry->incident.fingerprint, entry);
    if (!entry->hh.tbl) {
        wd_entry_free(entry);
        return wd_fail_memory(err);
    }
    entry->id = table->next_id++;
    entry->next = group->leaves;
    group->leaves = entry;
    group->children++;
    add_weight(table, group, 1);
    return apply_caps(table, group, err);
}

struct wd_entry *wd_table_group_of(struct wd_table *table, const struct wd_identity *identity)
{
    for (unsigned level = WD_GROUP_LEVELS; level > 0; level--) {
        struct wd_group *group = find_group(table, identity->group[level - 1]);
        if (!group)
            return NULL;
        if (group->collapsed)
            return group->entry;
    }
    return NULL;
}

/* Makes the groups of the path down to `lowest`; returns the lowest. */
static struct wd_group *make_path(struct wd_table *table, const struct wd_rule *rule,
                                  const struct wd_identity *identity, unsigned lowest)
{
    struct wd_group *group = NULL;

    for (unsigned level = WD_GROUP_LEVELS; level >= lowest; level--) {
        group = get_group(table, identity->group[level - 1], level, rule, group);
        if (!group)
            return NULL;
    }
    return group;
}

struct wd_entry *wd_table_place(struct wd_table *table, const struct wd_rule *rule,
                                const struct wd_identity *identity, unsigned level,
                                struct wd_error *err)
{
    struct wd_entry *entry = wd_table_group_of(table, identity);
    struct wd_group *group;

    if (entry && entry->level >= level)
        return entry;
    if (level == 0) {
        entry = find_entry(table, identity->fingerprint);
        if (entry)
            return entry;
    }
    group = make_path(table, rule, identity, level > 0 ? level : 1);
    if (!group) {
        wd_fail_memory(err);
        return NULL;
    }
    if (level == 0 && add_leaf(table, group, identity, err) < 0)
        return NULL;
    if (level > 0) {
        if (!group->collapsed && collapse_known(table, group, err) < 0)
            return NULL;
        if (level < WD_BY_RULE + 1) {
            /* A collapsed group is one more resource, and weighs: look at those above. */
            struct wd_group *above = group->parent;
            if (above->level == 2 && !above->collapsed &&
                (above->children > table->limits.resources ||
                 above->weight > table->limits.group) &&
                collapse_known(table, above, err) < 0)
                return NULL;
        }
        if (wd_table_lower_cap(table, table->rule_cap, err) < 0)
            return NULL;
    }
    entry = wd_table_group_of(table, identity);
    return entry ? entry : find_entry(table, identity->fingerprint);
}

void wd_table_free_groups(struct wd_table *table)
{
    struct wd_group *group = table->groups;

    HASH_CLEAR(hh, table->groups);
    while (group) {
        struct wd_group *next = group->hh.next;
        free(group);
        group = next;
    }
    table->rules = NULL;
}
