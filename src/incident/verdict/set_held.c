/* What was given to a set that the caller may be in: it may have it already, or since. Whether before the refusal or after,
 * nobody is granted what may be held. */
#include "incident/verdict/verdict.h"

static bool is_grant(enum wd_change_what what)
{
    return what == WD_CHANGE_GRANTED || what == WD_CHANGE_GRANTED_IF;
}

/* The latest decides. */
void wd_incident_find_set(const struct wd_table *table, struct wd_incident *incident)
{
    if (!wd_incident_wants_access(incident))
        return;
    for (size_t i = table->changes.count; i > 0; i--) {
        const struct wd_change *change = &table->changes.items[i - 1];
        if ((!is_grant(change->what) && change->what != WD_CHANGE_REMOVED) ||
            !wd_change_may_have_member(change, incident) || !wd_change_reaches(change, incident))
            continue;
        incident->set_held = is_grant(change->what) ? change : NULL;
        return;
    }
}
