/* One incident: taking in an event, or another incident. */
#include "incident/table/table.h"

/* ---- life -------------------------------------------------------------------------------------- */

void wd_entry_name(struct wd_entry *entry, const struct wd_identity *identity)
{
    struct wd_incident *incident = &entry->incident;
    unsigned level = entry->level;

    entry->identity = *identity;
    memcpy(incident->groups, identity->group, sizeof identity->group);
    incident->former = level ? 0 : identity->former;
    incident->fingerprint = level ? identity->group[level - 1] : identity->fingerprint;
}

struct wd_entry *wd_entry_new(const struct wd_rule *rule, const struct wd_identity *identity,
                              unsigned level, struct wd_error *err)
{
    struct wd_entry *entry = calloc(1, sizeof *entry);

    if (!entry) {
        wd_fail_memory(err);
        return NULL;
    }
    entry->level = level;
    entry->room = wd_members_room(level, WD_MEMBERS_MAX, WD_INCIDENTS_MAX);
    wd_entry_name(entry, identity);
    entry->incident.rule = rule;
    entry->incident.lookalike = rule && rule->cause == WD_CAUSE_NOT_PERMISSION;
    entry->incident.http_status = -1;
    entry->incident.voice = WD_VOICE_APPLICATION;
    entry->incident.first = entry->incident.last = WD_TIME_NONE;
    entry->incident.histogram.start = WD_TIME_NONE;
    entry->incident.granted_at = WD_TIME_NONE;
    entry->incident.lost_at = WD_TIME_NONE;
    entry->incident.let_at = WD_TIME_NONE;
    entry->incident.others_let = WD_TIME_NONE;
    return entry;
}

void wd_entry_free(struct wd_entry *entry)
{
    if (!entry)
        return;
    wd_incident_clear_facts(&entry->incident);
    for (unsigned i = 0; i < entry->incident.sample_count; i++)
        wd_sample_done(&entry->incident.samples[i]);
    wd_members_done(&entry->incident.members);
    wd_member_free(entry->self);
    free(entry);
}

/* ---- sums -------------------------------------------------------------------------------------- */

static void widen(struct wd_incident *incident, wd_time first, wd_time last)
{
    if (first != WD_TIME_NONE && (incident->first == WD_TIME_NONE || first < incident->first))
        incident->first = first;
    if (last != WD_TIME_NONE && (incident->last == WD_TIME_NONE || last > incident->last))
        incident->last = last;
}

static void merge_uniform(uint64_t into[WD_SAME_COUNT], const uint64_t from[WD_SAME_COUNT])
{
    for (size_t i = 0; i < WD_SAME_COUNT; i++)
        if (into[i] == WD_UNIFORM_NONE)
            into[i] = from[i];
        else if (from[i] != WD_UNIFORM_NONE && from[i] != into[i])
            into[i] = WD_UNIFORM_MIXED;
}

static void count(struct wd_entry *entry, const struct wd_event *event)
{
    entry->incident.raw_count++;
    entry->unkeyed += event->dedup == 0;
    widen(&entry->incident, event->time, event->time);
    wd_histogram_add(&entry->incident.histogram, event->time, 1);
}

static int add_member(struct wd_entry *entry, const struct wd_sighting *sighting,
                      struct wd_error *err)
{
    struct wd_group_member one = {.fingerprint = sighting->identity.fingerprint,
                                  .raw_count = 1,
                                  .unkeyed = sighting->event->dedup == 0};
    struct wd_member_name naming = wd_naming_of_event(sighting->event);

    return wd_members_add(&entry->incident.members, entry->room, &one, &naming, err);
}

int wd_entry_add(struct wd_entry *entry, const struct wd_sighting *sighting, struct wd_error *err)
{
    struct wd_incident *incident = &entry->incident;
    const struct wd_event *event = sighting->event;
    bool first = incident->raw_count == 0;

    if (wd_entry_take_facts(entry, sighting) < 0)
        return wd_fail_memory(err);
    if (entry->level > 0 && add_member(entry, sighting, err) < 0)
        return -1;
    if (wd_may_be_sample(incident, &sighting->rank) && wd_samples_see(incident, sighting, err) < 0)
        return -1;
    count(entry, event);
    if (sighting->hit && sighting->hit->confidence > incident->confidence)
        incident->confidence = sighting->hit->confidence;
    incident->uncertain = incident->uncertain || event->uncertain;
    incident->doubts = first ? event->doubts : wd_doubts_join(incident->doubts, event->doubts);
    if (event->voice < incident->voice)
        incident->voice = event->voice;
    incident->structured = incident->structured || event->structured;
    wd_distinct_add(&incident->resources, sighting->resource);
    for (unsigned i = 0; i < sighting->link_count; i++)
        wd_links_add(incident->links, &incident->link_count, sighting->links[i]);
    merge_uniform(entry->same, sighting->same);
    return 0;
}

bool wd_entry_add_repeat(struct wd_entry *entry, const struct wd_event *event, uint64_t fingerprint,
                         const struct wd_says *says)
{
    const struct wd_fact_rank rank = wd_rank_of(event, says);
    struct wd_group_member *member;

    if (wd_outranks(&rank, &entry->rank) || wd_may_be_sample(&entry->incident, &rank))
        return false;
    count(entry, event);
    wd_links_add_build(entry->incident.links, &entry->incident.link_count, event);
    member = entry->level > 0 ? wd_members_find(&entry->incident.members, fingerprint) : NULL;
    if (member) {
        member->raw_count++;
        member->unkeyed += event->dedup == 0;
    }
    return true;
}

static int merge_members(struct wd_entry *into, const struct wd_entry *from, struct wd_error *err)
{
    struct wd_group_members *members = &into->incident.members;

    if (from->level > 0)
        return wd_members_merge(members, into->room, &from->incident.members, err);
    if (into->level > 0)
        return wd_members_add_entry(members, into->room, from, err);
    return 0;
}

int wd_entry_merge(struct wd_entry *into, const struct wd_entry *from, struct wd_error *err)
{
    struct wd_incident *to = &into->incident;
    const struct wd_incident *in = &from->incident;

    if (in->raw_count == 0)
        return 0;
    if ((to->raw_count == 0 || wd_outranks(&from->rank, &into->rank)) &&
        wd_entry_copy_facts(into, from) < 0)
        return wd_fail_memory(err);
    if (merge_members(into, from, err) < 0)
        return -1;
    for (unsigned i = 0; i < in->sample_count; i++)
        if (wd_samples_add(to, &in->samples[i], err) < 0)
            return -1;
    to->doubts = to->raw_count == 0 ? in->doubts : wd_doubts_join(to->doubts, in->doubts);
    to->raw_count += in->raw_count;
    into->unkeyed += from->unkeyed;
    if (in->confidence > to->confidence)
        to->confidence = in->confidence;
    to->uncertain = to->uncertain || in->uncertain;
    if (in->voice < to->voice)
        to->voice = in->voice;
    to->structured = to->structured || in->structured;
    widen(to, in->first, in->last);
    wd_histogram_merge(&to->histogram, &in->histogram);
    wd_distinct_merge(&to->resources, &in->resources);
    for (unsigned i = 0; i < in->link_count; i++)
        wd_links_add(to->links, &to->link_count, in->links[i]);
    merge_uniform(into->same, from->same);
    return 0;
}

bool wd_incident_is_named(const struct wd_incident *incident, uint64_t name)
{
    bool named = name == incident->fingerprint || (incident->former && name == incident->former);

    for (size_t i = 0; i < WD_GROUP_LEVELS && incident->rule; i++)
        named = named || name == incident->groups[i];
    return named;
}

bool wd_incident_has_member(const struct wd_incident *incident, uint64_t name)
{
    for (size_t i = 0; i < incident->members.count; i++)
        if (incident->members.items[i].fingerprint == name)
            return true;
    return false;
}
