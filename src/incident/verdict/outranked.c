/* What was refused for want of a role was refused to the same party by a wall, too, and not before: by an explicit Deny, a
 * boundary, a perimeter, a constraint. A role that is given meets the wall next. */
#include "incident/verdict/verdict.h"

static bool is_wall(const struct wd_incident *incident)
{
    return incident->cause == WD_CAUSE_EXPLICIT_DENY || incident->cause == WD_CAUSE_BOUNDARY ||
           incident->cause == WD_CAUSE_PERIMETER || incident->cause == WD_CAUSE_ORG_POLICY;
}

static bool is_shared(const struct wd_entry *a, const struct wd_entry *b, unsigned what)
{
    return a->same[what] == b->same[what] && a->same[what] != WD_UNIFORM_MIXED;
}

/* The call, or what it needs. A wall's record seldom says the latter. */
static bool asks_the_same(const struct wd_entry *wall, const struct wd_entry *entry)
{
    const char *method = entry->incident.slot[WD_SLOT_METHOD];

    return (wall->incident.permission_count > 0 && is_shared(wall, entry, WD_SAME_PERMISSIONS)) ||
           wd_incident_is_slot(&wall->incident, WD_SLOT_METHOD, method);
}

/* On the same, or of the two on what holds the other: a perimeter is of a project. */
static bool is_on_the_same(const struct wd_entry *wall, const struct wd_entry *entry)
{
    struct wd_str a = wd_str_of(wd_incident_fact(&wall->incident, WD_SLOT_RESOURCE));
    struct wd_str b = wd_str_of(wd_incident_fact(&entry->incident, WD_SLOT_RESOURCE));

    return is_shared(wall, entry, WD_SAME_RESOURCE) || a.len == 0 || wd_str_is_within(b, a) ||
           wd_str_is_within(a, b);
}

static bool outranks(const struct wd_entry *wall, const struct wd_entry *entry)
{
    const struct wd_incident *incident = &entry->incident;

    return (wd_incident_wants_access(incident) ||
            incident->system == WD_SYSTEM_ALIBABA_MAXCOMPUTE) && /* grants of its own */
           incident->slot[WD_SLOT_PRINCIPAL] &&
           (wall->incident.last == WD_TIME_NONE || wall->incident.last >= incident->last) &&
           is_shared(wall, entry, WD_SAME_PRINCIPAL) && asks_the_same(wall, entry) &&
           is_on_the_same(wall, entry);
}

void wd_table_weigh_walls(struct wd_table *table)
{
    for (size_t i = 0; i < table->sorted_count; i++) {
        const struct wd_entry *wall = table->sorted[i];
        for (size_t k = 0; is_wall(&wall->incident) && k < table->sorted_count; k++)
            if (outranks(wall, table->sorted[k]))
                table->sorted[k]->incident.doubts |= WD_DOUBT_WALL;
    }
}
