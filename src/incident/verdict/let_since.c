/* Was what was refused allowed after the last refusal, or before and after one? What the platform said it allowed is in
 * verdict/allowed.c; a grant gives all of a place's level, and so it is asked by level. */
#include "incident/verdict/verdict.h"

#include "whydenied/base/char.h"

/* Of each thing that was refused: was it allowed after the last refusal, or twice with a refusal between? Before the
 * first one: when last, or WD_TIME_NONE, which is before any. */
struct found {
    bool after, comes_and_goes;
    wd_time before, last;
};

/* In a bin of its own. */
static bool was_refused_between(const struct wd_incident *incident, wd_time from, wd_time until)
{
    const struct wd_histogram *histogram = &incident->histogram;

    for (size_t i = 0; histogram->start != WD_TIME_NONE && i < WD_HISTOGRAM_BINS; i++) {
        wd_time start = histogram->start + (wd_time)i * histogram->width;
        if (histogram->counts[i] > 0 && start > from && start + histogram->width <= until)
            return true;
    }
    return false;
}

static struct found find(const struct wd_allowed *allowed, const struct wd_incident *incident,
                         enum wd_allowed_by by, uint64_t what)
{
    const char *own = incident->slot[WD_SLOT_ACCOUNT];
    uint64_t account =
        own && incident->dialect == WD_DIALECT_ACTIONTRAIL ? wd_hash(wd_str_of(own)) : 0;
    wd_time first = WD_TIME_NONE, last = WD_TIME_NONE, before = WD_TIME_NONE;

    for (size_t i = 0; i < allowed->count; i++) {
        const struct wd_allowed_fact *fact = &allowed->items[i];
        if (fact->by[by] != what || (account && fact->by[WD_ALLOWED_AT] != account))
            continue;
        first = first == WD_TIME_NONE || fact->first < first ? fact->first : first;
        last = last == WD_TIME_NONE || fact->time > last ? fact->time : last;
        before = fact->time < incident->first && fact->time > before ? fact->time : before;
    }
    return (struct found){.before = before,
                          .last = last,
                          .after = last != WD_TIME_NONE && last > incident->last,
                          .comes_and_goes =
                              last != WD_TIME_NONE && was_refused_between(incident, first, last)};
}

static struct found both(struct found a, struct found b)
{
    return (struct found){.after = a.after && b.after,
                          .before = a.before < b.before ? a.before : b.before,
                          .last = a.last < b.last ? a.last : b.last,
                          .comes_and_goes = a.comes_and_goes && b.comes_and_goes};
}

static struct found either(struct found a, struct found b)
{
    return (struct found){.after = a.after || b.after,
                          .before = a.before > b.before ? a.before : b.before,
                          .last = a.last > b.last ? a.last : b.last,
                          .comes_and_goes = a.comes_and_goes || b.comes_and_goes};
}

/* What all of the things that are asked for narrow down. */
static struct found of_all(bool any)
{
    wd_time unknown = any ? INT64_MAX : WD_TIME_NONE;

    return (struct found){.after = any, .comes_and_goes = any, .before = unknown, .last = unknown};
}

static struct wd_str project_of(const struct wd_incident *incident)
{
    struct wd_str project = wd_str_of(incident->slot[WD_SLOT_PROJECT]);

    return project.len > 0 && !wd_is_digit(project.ptr[0])
               ? project
               : wd_str_of(incident->slot[WD_SLOT_LOG_PROJECT]);
}

static struct wd_thing thing_of(const struct wd_incident *incident)
{
    return (struct wd_thing){.type = wd_str_of(incident->object_type),
                             .name = wd_str_of(incident->object_name),
                             .parent = wd_str_of(incident->object_parent),
                             .project = project_of(incident),
                             .location = wd_str_of(wd_incident_fact(incident, WD_SLOT_LOCATION)),
                             .cluster = wd_str_of(incident->slot[WD_SLOT_CLUSTER])};
}

/* Who may list the pods of all namespaces may list those of one. */
static struct found find_of_cluster(const struct wd_table *table,
                                    const struct wd_incident *incident, uint64_t caller)
{
    struct wd_thing thing = thing_of(incident);

    if (!wd_str_eqz(thing.type, "kubernetes_object") || thing.parent.len == 0 ||
        incident->permission_count != 1)
        return of_all(false);
    struct wd_str permission = wd_str_of(incident->permissions[0]);
    thing.parent = WD_STR_NONE;
    return find(
        &table->allowed, incident, WD_ALLOWED_WHAT,
        wd_hash_join(wd_hash_join(caller, wd_hash(permission)), wd_level_of(&thing, permission)));
}

static struct found find_permissions(const struct wd_table *table,
                                     const struct wd_incident *incident, uint64_t caller)
{
    struct wd_thing thing = thing_of(incident);
    struct found all = of_all(thing.name.len > 0 && incident->permission_count > 0);

    for (size_t i = 0; i < incident->permission_count; i++) {
        struct wd_str permission = wd_str_of(incident->permissions[i]);
        uint64_t level = wd_level_of(&thing, permission);
        all = both(all, find(&table->allowed, incident, WD_ALLOWED_WHAT,
                             wd_hash_join(wd_hash_join(caller, wd_hash(permission)), level)));
    }
    return either(all, find_of_cluster(table, incident, caller));
}

/* When the permission was let last on other objects of the bucket; WD_TIME_NONE: never, or on the refused one, too. */
static wd_time let_on_others(const struct wd_allowed *allowed, struct wd_str permission,
                             struct wd_str refused, uint64_t what)
{
    wd_time last = WD_TIME_NONE;

    for (size_t i = 0; i < allowed->count; i++) {
        const struct wd_allowed_fact *fact = &allowed->items[i];
        if (fact->by[WD_ALLOWED_WHAT] != what)
            continue;
        if (fact->by[WD_ALLOWED_CHECK] ==
            wd_allowed_key(fact->by[WD_ALLOWED_AT], permission, refused))
            return WD_TIME_NONE;
        last = fact->time > last ? fact->time : last;
    }
    return last;
}

/* A role on a bucket is for all of its objects: where others of them are let, something else refuses this one. */
static wd_time find_others(const struct wd_table *table, const struct wd_incident *incident,
                           uint64_t caller)
{
    struct wd_str refused = wd_str_of(incident->slot[WD_SLOT_RESOURCE]);
    struct wd_thing bucket = thing_of(incident);
    wd_time least = INT64_MAX;

    if (!wd_str_eqz(bucket.type, "bucket") || !wd_str_has(refused, WD_STR("/objects/")))
        return WD_TIME_NONE;
    for (size_t i = 0; i < incident->permission_count; i++) {
        struct wd_str permission = wd_str_of(incident->permissions[i]);
        uint64_t what = wd_hash_join(wd_hash_join(caller, wd_hash(permission)),
                                     wd_level_of(&bucket, permission));
        wd_time last = let_on_others(&table->allowed, permission, refused, what);
        least = last < least ? last : least;
    }
    return incident->permission_count > 0 ? least : WD_TIME_NONE;
}

/* A token that was refused, and with which the account was later called as. */
static struct found find_lent(const struct wd_table *table, const struct wd_incident *incident)
{
    struct wd_str who = wd_allowed_bare(wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]));
    struct wd_str account =
        wd_last_part(wd_str_of(wd_incident_fact(incident, WD_SLOT_RESOURCE)), '/');

    if (incident->permission_count != 1 ||
        strcmp(incident->permissions[0], "iam.serviceAccounts.getAccessToken") != 0)
        return of_all(false);
    return find(&table->allowed, incident, WD_ALLOWED_ON, wd_allowed_lent(who, account));
}

/* The call itself, where the record of a success names nothing of what was refused. */
static struct found find_call(const struct wd_table *table, const struct wd_incident *incident,
                              uint64_t caller)
{
    struct wd_str resource = wd_str_of(incident->slot[WD_SLOT_RESOURCE]);
    struct wd_thing place = thing_of(incident);

    if (incident->cause == WD_CAUSE_SERVICE_DISABLED)
        return find(
            &table->allowed, incident, WD_ALLOWED_AT,
            wd_allowed_at_service(caller, wd_str_of(incident->slot[WD_SLOT_API]), place.project));
    if (incident->cause != WD_CAUSE_ACT_AS || resource.len == 0)
        return of_all(false);
    wd_arena_clear(table->scratch);
    place = wd_level_thing(resource, wd_str_of(incident->slot[WD_SLOT_SERVICE]), &place,
                           table->scratch);
    return either(find_lent(table, incident),
                  find(&table->allowed, incident, WD_ALLOWED_ON,
                       wd_hash_join(caller, wd_level_of(&place, WD_STR_NONE))));
}

static struct found find_checked(const struct wd_table *table, const struct wd_incident *incident,
                                 struct wd_str permission)
{
    return find(&table->allowed, incident, WD_ALLOWED_CALL,
                wd_allowed_of_call(incident->call, permission));
}

/* The very call: with the same check or with none; of who was refused behind its caller, whatever was checked. */
static struct found find_same_call(const struct wd_table *table, const struct wd_incident *incident)
{
    struct found all = of_all(incident->permission_count > 0), same;

    if (incident->call == 0)
        return of_all(false);
    for (size_t i = 0; i < incident->permission_count; i++)
        all = both(all, find_checked(table, incident, wd_str_of(incident->permissions[i])));
    same = either(all, find(&table->allowed, incident, WD_ALLOWED_ANYBODY, incident->call));
    return either(same, find_checked(table, incident, WD_STR_NONE));
}

/* "acs:log:…:project/acme/logstore/train": acme and train; of OSS, whose names have no kinds, the bucket. */
static struct found find_places(const struct wd_table *table, const struct wd_incident *incident,
                                const struct wd_allowed_call *call)
{
    struct wd_str rest = wd_str_of(incident->slot[WD_SLOT_RESOURCE]);
    bool paired = wd_str_starts(rest, WD_STR("acs:")) && !wd_str_eqz(call->product, "oss");
    struct found all = of_all(true);

    if (wd_str_starts(rest, WD_STR("acs:")))
        rest = wd_last_part(rest, ':');
    if (rest.len == 0)
        rest = WD_STR("*"); /* a call that names nothing is the same call wherever it was */
    paired = paired && wd_str_find_char(rest, '/') != WD_NPOS;
    while (rest.len > 0) {
        struct wd_str part = wd_str_cut(&rest, '/');
        if (paired)
            part = wd_str_cut(&rest, '/');
        all = both(all, find(&table->allowed, incident, WD_ALLOWED_WHAT,
                             wd_allowed_hash_call(call, part)));
        if (!paired)
            break;
    }
    return either(all, find(&table->allowed, incident, WD_ALLOWED_WHAT,
                            wd_allowed_hash_call(call, WD_STR_NONE)));
}

static struct found find_action(const struct wd_table *table, const struct wd_incident *incident,
                                struct wd_str action)
{
    struct wd_allowed_call call = {.who = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL])};
    struct found found;

    call.product = wd_str_cut(&action, ':');
    call.name = action;
    found = find_places(table, incident, &call);
    /* "log" is Log Service's name in actions, "Sls" in the trail. */
    call.product = wd_str_of(incident->slot[WD_SLOT_SERVICE]);
    call.name = wd_str_of(incident->slot[WD_SLOT_METHOD]);
    return call.name.len > 0 ? either(found, find_places(table, incident, &call)) : found;
}

static struct found find_actions(const struct wd_table *table, const struct wd_incident *incident)
{
    struct found all = of_all(incident->permission_count > 0);

    for (size_t i = 0; i < incident->permission_count; i++)
        all = both(all, find_action(table, incident, wd_str_of(incident->permissions[i])));
    return all;
}

/* A rule, a boundary or a role of a project's own people, of which the log does not tell whom it concerns. */
static bool may_take(const struct wd_change *change, const struct wd_incident *incident)
{
    if (wd_change_is_elsewhere(change, incident))
        return false;
    if (change->what == WD_CHANGE_REMOVED)
        return wd_str_starts(wd_str_of(change->member), WD_STR("project")) &&
               wd_change_reaches(change, incident);
    return change->what == WD_CHANGE_BOUNDARY ||
           (change->what == WD_CHANGE_DENY_POLICY && !change->member);
}

/* What was let, and is refused after something that may take it away, lost it by that. */
static void find_taken_between(const struct wd_table *table, struct wd_incident *incident,
                               wd_time let)
{
    for (size_t i = table->changes.count; i > 0; i--) {
        const struct wd_change *change = &table->changes.items[i - 1];
        if (change->time < let)
            return;
        if (change->time <= incident->first && may_take(change, incident)) {
            incident->taken = change;
            return;
        }
    }
}

void wd_incident_find_allowed(const struct wd_table *table, struct wd_incident *incident)
{
    struct wd_str who = wd_allowed_bare(wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]));
    uint64_t caller = wd_hash(who);
    struct found found;

    if (table->allowed.count == 0 || incident->last == WD_TIME_NONE || who.len == 0)
        return;
    incident->others_let = find_others(table, incident, caller);
    found = wd_system_cloud(incident->system) == WD_CLOUD_ALIBABA
                ? find_actions(table, incident)
                : either(find_same_call(table, incident),
                         either(find_permissions(table, incident, caller),
                                find_call(table, incident, caller)));
    if (found.before != WD_TIME_NONE && !incident->taken && wd_incident_wants_access(incident))
        find_taken_between(table, incident, found.before);
    if (!found.after && !found.comes_and_goes)
        return;
    incident->doubts |= WD_DOUBT_ASIDE | WD_DOUBT_LATER;
    incident->comes_and_goes = !found.after;
    incident->let_at = found.after ? found.last : WD_TIME_NONE;
}
