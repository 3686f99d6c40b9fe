/* A call is checked in an order: RAM first, then the product's own rights, the roles that it hands on, the state of things; a
 * cluster's RBAC first, then its admission. Who is refused by a later check has passed the earlier: what the same call of the same
 * party lacked before, it holds now. */
#include "incident/verdict/verdict.h"

#include "whydenied/read/trail_calls.h"

/* Every event of both. */
static bool is_shared(const struct wd_entry *a, const struct wd_entry *b, unsigned what)
{
    return a->same[what] == b->same[what] && a->same[what] != WD_UNIFORM_MIXED;
}

static bool is_in_both(const struct wd_incident *a, const struct wd_incident *b, enum wd_slot slot)
{
    return a->slot[slot] == b->slot[slot] ||
           (a->slot[slot] && wd_incident_is_slot(b, slot, a->slot[slot]));
}

/* What was refused is the right to make this very call, not one that the call needs besides. */
static bool is_of_its_call(const struct wd_incident *incident)
{
    struct wd_str method = wd_str_of(incident->slot[WD_SLOT_METHOD]);
    struct wd_str actions[WD_OSS_ACTIONS_MAX], action;
    size_t count = wd_trail_actions(wd_str_of(incident->slot[WD_SLOT_SERVICE]), method, actions);

    if (incident->permission_count != 1)
        return false;
    action = wd_str_of(incident->permissions[0]);
    for (size_t i = 0; i < count; i++)
        if (wd_str_ieq(action, actions[i]))
            return true;
    wd_str_cut(&action, ':');
    return method.len > 0 && wd_str_ieq(action, method);
}

/* ---- Alibaba Cloud ----------------------------------------------------------------------------------- */

static bool is_behind_ram(const struct wd_incident *incident)
{
    switch (incident->cause) {
    case WD_CAUSE_PLATFORM_ACL:
    case WD_CAUSE_MISSING_TRUST:
    case WD_CAUSE_ACT_AS:
    case WD_CAUSE_WRONG_TARGET:
    case WD_CAUSE_GUARDRAIL:
    case WD_CAUSE_SERVICE_DISABLED:
        return incident->dialect == WD_DIALECT_ACTIONTRAIL;
    case WD_CAUSE_MISSING_ROLE:
        return incident->dialect == WD_DIALECT_ACTIONTRAIL && incident->permission_count > 0 &&
               !is_of_its_call(incident);
    default:
        return false;
    }
}

/* What else a call needs is on other things than the call; the product's own answer is on the same, or names nothing. */
static bool is_on_the_same(const struct wd_incident *later, const struct wd_incident *incident)
{
    struct wd_str its = wd_str_of(wd_incident_fact(later, WD_SLOT_RESOURCE));
    struct wd_str own = wd_str_of(wd_incident_fact(incident, WD_SLOT_RESOURCE));

    return own.len == 0 || its.len == 0 || wd_str_eqz(own, "*") || wd_str_eq(own, its) ||
           later->cause == WD_CAUSE_ACT_AS || later->cause == WD_CAUSE_MISSING_ROLE ||
           is_in_both(later, incident, WD_SLOT_BUCKET);
}

static bool passed_ram(const struct wd_entry *later, const struct wd_entry *entry)
{
    const struct wd_incident *incident = &entry->incident;

    return incident->cause == WD_CAUSE_MISSING_ROLE &&
           incident->dialect == WD_DIALECT_ACTIONTRAIL && is_of_its_call(incident) &&
           is_in_both(&later->incident, incident, WD_SLOT_SERVICE) &&
           is_shared(later, entry, WD_SAME_ACCOUNT) && is_on_the_same(&later->incident, incident);
}

/* ---- clusters ---------------------------------------------------------------------------------------- */

static bool is_behind_rbac(const struct wd_incident *incident)
{
    return (incident->cause == WD_CAUSE_GUARDRAIL || incident->cause == WD_CAUSE_WRONG_TARGET) &&
           incident->dialect == WD_DIALECT_AUDIT && incident->system == WD_SYSTEM_GKE;
}

static bool passed_rbac(const struct wd_entry *later, const struct wd_entry *entry)
{
    const struct wd_incident *incident = &entry->incident;

    return incident->cause == WD_CAUSE_PLATFORM_ACL && incident->dialect == WD_DIALECT_AUDIT &&
           wd_incident_is_slot(incident, WD_SLOT_METHOD, incident->permissions[0]) &&
           is_shared(later, entry, WD_SAME_RESOURCE) &&
           is_in_both(&later->incident, incident, WD_SLOT_PROJECT) &&
           is_in_both(&later->incident, incident, WD_SLOT_LOCATION) &&
           is_in_both(&later->incident, incident, WD_SLOT_CLUSTER);
}

/* ---- both -------------------------------------------------------------------------------------------- */

/* A program's word takes no command of the platform's away. */
static bool is_same_call_later(const struct wd_entry *later, const struct wd_entry *entry)
{
    const struct wd_incident *incident = &entry->incident;

    return incident->last != WD_TIME_NONE && later->incident.last > incident->last &&
           incident->permission_count == 1 &&
           (later->incident.voice == WD_VOICE_SERVICE || incident->voice != WD_VOICE_SERVICE) &&
           incident->slot[WD_SLOT_METHOD] &&
           is_in_both(&later->incident, incident, WD_SLOT_METHOD) &&
           is_shared(later, entry, WD_SAME_PRINCIPAL);
}

void wd_table_weigh_next(struct wd_table *table)
{
    for (size_t i = 0; i < table->sorted_count; i++) {
        const struct wd_entry *later = table->sorted[i];
        bool ram = is_behind_ram(&later->incident), rbac = is_behind_rbac(&later->incident);
        for (size_t k = 0; (ram || rbac) && k < table->sorted_count; k++) {
            struct wd_incident *incident = &table->sorted[k]->incident;
            if (!is_same_call_later(later, table->sorted[k]) ||
                !(ram ? passed_ram(later, table->sorted[k]) : passed_rbac(later, table->sorted[k])))
                continue;
            incident->doubts |= WD_DOUBT_ASIDE | WD_DOUBT_LATER;
            if (later->incident.last > incident->let_at)
                incident->let_at = later->incident.last;
        }
    }
}
