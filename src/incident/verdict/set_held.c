/* What was given to a set that the caller may be in, or on a project that the bucket may lie in: the caller may have it already,
 * or since. Whether before the refusal or after, nobody is granted what may be held. */
#include "incident/verdict/verdict.h"

static bool is_grant(enum wd_change_what what)
{
    return what == WD_CHANGE_GRANTED || what == WD_CHANGE_GRANTED_IF;
}

/* A role that was changed, or a group that was bound: who is bound, or in it, is not in the record. */
bool wd_change_may_hold_in_cluster(const struct wd_change *change,
                                   const struct wd_incident *incident)
{
    struct wd_str rest = wd_str_of(change->member),
                  who = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);

    if (!wd_change_is_of_cluster(change, incident))
        return false;
    if (change->what == WD_CHANGE_RBAC_MORE)
        return wd_change_rules_hold(change, incident);
    while (change->what == WD_CHANGE_RBAC_ON && rest.len > 0)
        if (wd_set_has(wd_str_cut(&rest, ' '), who, incident->principal_kind) == WD_IN_MAYBE)
            return true;
    return false;
}

/* A cluster asks IAM, too: who holds a role there that opens it was refused for another reason, or before it had spread. */
static bool is_held(const struct wd_change *change, const struct wd_incident *incident)
{
    return wd_incident_is_clusters(incident) && wd_change_concerns(change, incident);
}

/* "gs://acme-data/x" tells no project, and nothing else does: a role on any may be one on it. */
static bool may_hold_bucket(const struct wd_change *change, const struct wd_incident *incident)
{
    struct wd_str project = wd_str_of(change->resource);

    return !wd_incident_fact(incident, WD_SLOT_PROJECT) &&
           wd_str_eqz(wd_str_of(incident->object_type), "bucket") && change->member &&
           wd_str_eqz(wd_str_cut(&project, '/'), "projects") && project.len > 0 &&
           wd_str_find_char(project, '/') == WD_NPOS &&
           wd_change_has_member(change->member, incident) && wd_change_may_hold(change, incident);
}

/* The latest decides. */
void wd_incident_find_set(const struct wd_table *table, struct wd_incident *incident)
{
    bool cluster = incident->cause == WD_CAUSE_PLATFORM_ACL;

    if (!cluster && !wd_incident_wants_access(incident))
        return;
    for (size_t i = table->changes.count; i > 0; i--) {
        const struct wd_change *change = &table->changes.items[i - 1];
        bool given = is_grant(change->what), access = given || change->what == WD_CHANGE_REMOVED;
        if (cluster && change->time > incident->last &&
            wd_change_may_hold_in_cluster(change, incident)) {
            incident->set_held = change;
            return;
        }
        if (!access || !wd_incident_wants_role(incident) ||
            (!is_held(change, incident) && !may_hold_bucket(change, incident) &&
             (!wd_change_may_have_member(change, incident) ||
              !wd_change_reaches(change, incident))))
            continue;
        incident->set_held = given ? change : NULL;
        return;
    }
}
