/* Where a denial went, for whoever learns later what is doubted of it: its incident, or the group that it was folded into
 * meanwhile. Joining is the lattice's own, so that it does not matter when. */
#include "incident/table/table.h"

/* Names of an incident and of the groups that it may be folded into; of a group that and those above. */
bool wd_table_added_place(const struct wd_table *table, struct wd_where_added *ret_place)
{
    const struct wd_entry *entry = table->added.entry;
    struct wd_group *group = NULL;

    if (!entry || !entry->incident.rule)
        return false;
    *ret_place = (struct wd_where_added){{entry->incident.fingerprint}};
    if (entry->level == 0) {
        memcpy(ret_place->names + 1, entry->identity.group, sizeof entry->identity.group);
        return true;
    }
    HASH_FIND(hh, table->groups, &entry->identity.group[entry->level - 1], sizeof group->key,
              group);
    for (; group; group = group->parent)
        ret_place->names[group->level] = group->key;
    return true;
}

void wd_table_doubt(struct wd_table *table, const struct wd_where_added *place, unsigned doubts)
{
    struct wd_identity identity = {.fingerprint = place->names[0]};
    struct wd_entry *entry;

    memcpy(identity.group, place->names + 1, sizeof identity.group);
    entry = wd_table_group_of(table, &identity);
    if (!entry)
        HASH_FIND(hh, table->entries, &identity.fingerprint, sizeof identity.fingerprint, entry);
    if (entry)
        entry->incident.doubts = wd_doubts_join(entry->incident.doubts, doubts);
}
