/* What changed: a grant that has not spread yet, and what took the access away. */
#include "incident/verdict/verdict.h"

#define PROPAGATION (7 * WD_MINUTE)

static bool is_access(enum wd_change_what what)
{
    return what == WD_CHANGE_GRANTED || what == WD_CHANGE_GRANTED_IF || what == WD_CHANGE_REMOVED;
}

/* Was it in this group then, as far as the log shows who was put into it and who was taken out? */
static bool was_in(const struct wd_table *table, struct wd_str group,
                   const struct wd_incident *incident, wd_time then)
{
    bool in = false;

    for (size_t i = 0; i < table->changes.count; i++) {
        const struct wd_change *change = &table->changes.items[i];
        if ((change->what == WD_CHANGE_JOINED_GROUP || change->what == WD_CHANGE_LEFT_GROUP) &&
            change->time <= then && change->member && change->role &&
            wd_str_ieq(wd_str_of(change->role), group) &&
            wd_change_has_member(change->member, incident))
            in = change->what == WD_CHANGE_JOINED_GROUP;
    }
    return in;
}

/* … it itself, or a group that it was in. */
static bool concerns(const struct wd_table *table, const struct wd_change *change,
                     const struct wd_incident *incident)
{
    struct wd_str group = wd_str_of(change->member);

    if (wd_str_starts(group, WD_STR("group:")))
        group = wd_str_from(group, strlen("group:"));
    return wd_change_concerns(change, incident) ||
           (group.len > 0 && wd_change_reaches(change, incident) &&
            was_in(table, group, incident, change->time));
}

/* ---- granted a moment ago -------------------------------------------------------------------------- */

const struct wd_change *wd_table_find_grant(const struct wd_table *table,
                                            const struct wd_incident *incident, wd_time until)
{
    for (size_t i = table->changes.count; i > 0; i--) {
        const struct wd_change *grant = &table->changes.items[i - 1];
        if (grant->time <= until && is_access(grant->what) && grant->what != WD_CHANGE_REMOVED &&
            concerns(table, grant, incident))
            return grant;
    }
    return NULL;
}

/* A denial that a grant has not reached yet. */
static void find_propagation(const struct wd_table *table, struct wd_incident *incident)
{
    const struct wd_change *grant;

    if (!incident->rule || !incident->rule->propagates || incident->last == WD_TIME_NONE)
        return;
    grant = wd_table_find_grant(table, incident, incident->last);
    if (!grant || incident->last - grant->time > PROPAGATION)
        return;
    incident->cause = WD_CAUSE_PROPAGATING;
    incident->granted_at = grant->time;
}

/* ---- what took the access away --------------------------------------------------------------------- */

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Brought back, not after `until`. */
static bool is_undone(const struct wd_table *table, const struct wd_change *gone,
                      enum wd_change_what undoes, wd_time until)
{
    const struct wd_change *end = table->changes.items + table->changes.count;

    for (const struct wd_change *later = gone + 1; later < end; later++)
        if (later->what == undoes && later->time <= until && same(later->role, gone->role) &&
            same(later->resource, gone->resource))
            return true;
    return false;
}

/* The API that was missing, in the project, as switching it off would explain it. */
static bool is_switched_on(const struct wd_change *change, const struct wd_incident *incident)
{
    struct wd_change off = *change;

    off.what = WD_CHANGE_API_OFF;
    return change->what == WD_CHANGE_API_ON && wd_change_explains(&off, incident);
}

/* It may be there again: a creation names the thing, or only what it was made in. */
static bool may_be_back(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->what == WD_CHANGE_MADE &&
           (!change->resource || !incident->object_name || wd_change_is_of(change, incident));
}

static bool is_on_again(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->what == WD_CHANGE_ACCOUNT_ON && wd_change_is_callers(change, incident);
}

static bool is_made_anew(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->what == WD_CHANGE_ACCOUNT_MADE && wd_change_is_callers(change, incident);
}

/* The account that was deleted is there again, with nothing of what it held. */
static bool is_anew(const struct wd_table *table, const struct wd_incident *incident)
{
    for (size_t i = 0; incident->taken && i < table->changes.count; i++) {
        const struct wd_change *change = &table->changes.items[i];
        if (change->time > incident->taken->time && change->time <= incident->first &&
            is_made_anew(change, incident))
            return incident->taken->what == WD_CHANGE_ACCOUNT_OFF;
    }
    return false;
}

/* It had spread long before the last denial, and nothing took it back: giving it again changes nothing. */
static void note_held(struct wd_incident *incident, const struct wd_change *grant)
{
    if (!incident->held && incident->last - grant->time > PROPAGATION)
        incident->held = grant;
}

static bool is_back(const struct wd_table *table, const struct wd_change *change,
                    const struct wd_incident *incident, bool made, bool on)
{
    switch (change->what) {
    case WD_CHANGE_DELETED:
        return made || is_undone(table, change, WD_CHANGE_MADE, incident->first);
    case WD_CHANGE_ACCOUNT_OFF:
        return on;
    case WD_CHANGE_ROLE_OFF:
        return is_undone(table, change, WD_CHANGE_ROLE_ON, incident->first);
    case WD_CHANGE_LEFT_GROUP:
        return is_undone(table, change, WD_CHANGE_JOINED_GROUP, incident->first);
    case WD_CHANGE_RBAC_OFF:
        return is_undone(table, change, WD_CHANGE_RBAC_ON, incident->first);
    default:
        return false;
    }
}

/* The remains of an account were swept up: whoever bears its name has lost nothing by that. */
static bool took_from_nobody(const struct wd_change *change)
{
    return change->what == WD_CHANGE_REMOVED &&
           wd_str_starts(wd_str_of(change->member), WD_STR("deleted:"));
}

/* Whether the record leaves open whom it concerns. */
static bool is_unsure(const struct wd_change *change)
{
    return (change->what == WD_CHANGE_ROLE_OFF && !change->member) ||
           change->what == WD_CHANGE_REMOVED || change->what == WD_CHANGE_LEFT_GROUP ||
           change->what == WD_CHANGE_RBAC_OFF || change->what == WD_CHANGE_POLICY_OFF ||
           change->what == WD_CHANGE_BOUNDARY;
}

/* What was given between the denials was taken back between them: the last of them is one without it. */
static bool took_back(const struct wd_change *removal, const struct wd_change *grant)
{
    return removal && (!removal->role || !grant->role || strcmp(removal->role, grant->role) == 0);
}

/* What was attached is a policy that denies it, as the log shows: no grant outranks that. */
static const struct wd_change *find_denial(const struct wd_table *table,
                                           const struct wd_change *grant,
                                           const struct wd_incident *incident)
{
    for (size_t i = 0; i < table->changes.count; i++) {
        const struct wd_change *policy = &table->changes.items[i];
        if (policy->what == WD_CHANGE_POLICY_MADE && grant->what != WD_CHANGE_REMOVED &&
            same(policy->role, grant->role) && same(policy->home, grant->home) &&
            wd_change_refuses(policy, incident))
            return policy;
    }
    return NULL;
}

/* What is being looked for, from the latest change before the last denial back to the oldest. */
struct search {
    wd_time given; /* what took the access away before that was made good */
    bool back, on; /* the thing, the account, is there again */
    const struct wd_change
        *removed; /* between the denials: a loss only of what was given there, too */
    const struct wd_change *perhaps; /* it may be the reason, and gives way to one that is */
};

/* 1: it is the reason. 0: go on. */
static bool is_loss_of_access(struct search *search, const struct wd_change *change,
                              struct wd_incident *incident)
{
    bool between = change->time > incident->first;

    if (change->what == WD_CHANGE_REMOVED) {
        if (between && !search->removed && search->given == WD_TIME_NONE)
            search->removed = change;
        return !between;
    }
    bool taken = took_back(search->removed, change);

    if (taken && between)
        return true;
    if (!taken)
        note_held(incident, change);
    search->given = change->time;
    return false;
}

/* A loss is no reason of a denial before it; but whoever or whatever is gone needs no grant. */
static bool is_other_loss(const struct wd_table *table, const struct search *search,
                          const struct wd_change *change, const struct wd_incident *incident)
{
    bool gone = change->what == WD_CHANGE_ACCOUNT_OFF || change->what == WD_CHANGE_DELETED;

    return (gone || change->time <= incident->first) &&
           !is_back(table, change, incident, search->back, search->on) &&
           wd_change_explains(change, incident);
}

/* The latest change before the last denial, which decides: those before it were answered, if it was, by what was given since.
 * What was granted again was not the reason; what one record took and gave was. */
static const struct wd_change *find_loss(const struct wd_table *table, struct wd_incident *incident)
{
    struct search search = {.given = WD_TIME_NONE};
    const struct wd_change *denial;

    for (size_t i = table->changes.count; i > 0; i--) {
        const struct wd_change *change = &table->changes.items[i - 1];
        if (change->time > incident->last)
            continue;
        if (search.given != WD_TIME_NONE && change->time < search.given)
            return search.perhaps;
        search.back = search.back || may_be_back(change, incident);
        search.on = search.on || is_on_again(change, incident);
        if (is_switched_on(change, incident)) {
            if (incident->last - change->time <= PROPAGATION)
                return change;
            search.given = change->time;
        } else if (is_access(change->what) && wd_incident_wants_role(incident) &&
                   concerns(table, change, incident)) {
            if (took_from_nobody(change))
                continue;
            if ((denial = find_denial(table, change, incident)))
                return denial;
            if (is_loss_of_access(&search, change, incident))
                return change->what == WD_CHANGE_REMOVED ? change : search.removed;
        } else if (is_other_loss(table, &search, change, incident)) {
            if (!is_unsure(change))
                return change;
            search.perhaps = search.perhaps ? search.perhaps : change;
        }
    }
    return search.perhaps;
}

/* Not a grant of a role to the caller, but what may hold what was refused all the same. */
static bool may_answer(const struct wd_change *change, const struct wd_incident *incident)
{
    if (change->what == WD_CHANGE_RBAC_ON)
        return change->member && wd_change_has_member(change->member, incident) &&
               wd_change_is_of_cluster(change, incident);
    if (change->what == WD_CHANGE_RBAC_MORE)
        return wd_change_may_hold_in_cluster(change, incident);
    if (!wd_incident_wants_access(incident))
        return false;
    switch (change->what) {
    case WD_CHANGE_JOINED_GROUP:
        return wd_change_concerns(change, incident);
    case WD_CHANGE_BUCKET_POLICY:
    case WD_CHANGE_POLICY:
        return wd_change_lets_in(change, incident);
    case WD_CHANGE_ROLE_MORE:
        return change->member && wd_change_gains(change, incident);
    default:
        return wd_change_trusts(change, incident);
    }
}

/* A role of another product's name may hold it all the same ("roles/cloudbuild.builds.builder", "roles/iam.securityReviewer"):
 * what it holds is asked when roles are known. */
static bool is_of_any_name(const struct wd_table *table, const struct wd_change *change,
                           const struct wd_incident *incident)
{
    return change->what == WD_CHANGE_GRANTED && wd_incident_wants_access(incident) &&
           change->member && wd_str_starts(wd_str_of(change->role), WD_STR("roles/")) &&
           wd_change_has_member(change->member, incident) && wd_change_is_above(change, incident) &&
           !is_undone(table, change, WD_CHANGE_REMOVED, INT64_MAX);
}

/* Given after the last denial, and not taken back: somebody has answered it since. */
static const struct wd_change *find_since(const struct wd_table *table,
                                          const struct wd_incident *incident)
{
    const struct wd_change *other = NULL;

    for (size_t i = table->changes.count; i > 0; i--) {
        const struct wd_change *change = &table->changes.items[i - 1];
        if (change->time <= incident->last)
            return other;
        if (may_answer(change, incident) ||
            (is_access(change->what) && wd_incident_wants_role(incident) &&
             concerns(table, change, incident)))
            return change->what == WD_CHANGE_REMOVED ? NULL : change;
        if (!other && is_of_any_name(table, change, incident))
            other = change;
    }
    return other;
}

/* A predefined role's contents are known, and it was held when it was refused: giving it anew was no answer. */
static const struct wd_change *was_held(const struct wd_change *back)
{
    bool known = back && wd_str_starts(wd_str_of(back->role), WD_STR("roles/")) &&
                 wd_str_has(wd_str_of(back->role), WD_STR(".")) && !took_from_nobody(back);

    return known ? back : NULL;
}

/* Taken away after the last denial, of what was given since or was held before: somebody has thought better of it. */
static const struct wd_change *find_taken_back(const struct wd_table *table,
                                               const struct wd_incident *incident)
{
    const struct wd_change *back = NULL;

    for (size_t i = table->changes.count; i > 0; i--) {
        const struct wd_change *change = &table->changes.items[i - 1];
        if (change->time <= incident->last)
            break;
        if (!is_access(change->what) || !concerns(table, change, incident))
            continue;
        if (!back && change->what != WD_CHANGE_REMOVED)
            return NULL;
        if (back && change->what != WD_CHANGE_REMOVED && same(change->role, back->role))
            return back;
        back = back ? back : change;
    }
    return was_held(back);
}

/* Deleted or switched off after the last denial, and not there again: nobody is left to give access to, or nothing. Denied
 * or bounded since, a grant would be outranked. */
static bool is_gone(const struct wd_change *change, const struct wd_incident *incident)
{
    if (change->what == WD_CHANGE_BOUNDARY)
        return wd_change_explains(change, incident);
    if (change->what == WD_CHANGE_DENY_POLICY)
        return wd_incident_wants_access(incident) && wd_change_denies(change, incident);
    return (change->what == WD_CHANGE_ACCOUNT_OFF || change->what == WD_CHANGE_DELETED) &&
           wd_change_explains(change, incident);
}

/* That; or it was made, or switched on: it has been answered. What was deleted before was there, and is again. */
static const struct wd_change *find_turn(const struct wd_table *table,
                                         const struct wd_incident *incident)
{
    const struct wd_change *made = NULL;

    for (size_t i = table->changes.count; i > 0; i--) {
        const struct wd_change *change = &table->changes.items[i - 1];
        if (change->time <= incident->last)
            break;
        if (is_switched_on(change, incident))
            return change;
        if (is_gone(change, incident))
            return made || is_undone(table, change, WD_CHANGE_MADE, INT64_MAX) ? NULL : change;
        made = made || !wd_change_made_it(change, incident) ? made : change;
        if (!made && (may_be_back(change, incident) || is_on_again(change, incident) ||
                      is_made_anew(change, incident)))
            return NULL;
    }
    return incident->held && incident->held->time > incident->last ? NULL : made;
}

void wd_incident_find_change(const struct wd_table *table, struct wd_incident *incident)
{
    const struct wd_change *since;

    if (incident->first != WD_TIME_NONE)
        incident->taken = find_loss(table, incident);
    incident->anew = is_anew(table, incident);
    if (incident->last != WD_TIME_NONE && (since = find_since(table, incident)))
        incident->held = since;
    if (incident->last != WD_TIME_NONE && !incident->taken)
        incident->taken = find_turn(table, incident);
    if (incident->last != WD_TIME_NONE && !incident->taken && wd_incident_wants_role(incident))
        incident->taken = find_taken_back(table, incident);
    if (!incident->taken)
        find_propagation(table, incident);
}
