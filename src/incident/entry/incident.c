/* One incident: taking in an event, or another incident. */
#include "incident/table/table.h"

#include "whydenied/base/escape.h"

#define PERMISSION_TEXT_MAX 1024u /* bytes of all permission names of one incident */

/* ---- life -------------------------------------------------------------------------------------- */

struct wd_entry *wd_entry_new(const struct wd_rule *rule, const struct wd_identity *identity,
                              unsigned level, struct wd_error *err)
{
    struct wd_entry *entry = calloc(1, sizeof *entry);

    if (!entry) {
        wd_fail_memory(err);
        return NULL;
    }
    entry->identity = *identity;
    entry->level = level;
    entry->room = wd_members_room(level, WD_MEMBERS_MAX, WD_INCIDENTS_MAX);
    memcpy(entry->incident.groups, identity->group, sizeof identity->group);
    entry->incident.former = level ? 0 : identity->former;
    entry->incident.fingerprint = level ? identity->group[level - 1] : identity->fingerprint;
    entry->incident.rule = rule;
    entry->incident.lookalike = rule && rule->cause == WD_CAUSE_NOT_PERMISSION;
    entry->incident.http_status = -1;
    entry->incident.voice = WD_VOICE_APPLICATION;
    entry->incident.first = entry->incident.last = WD_TIME_NONE;
    entry->incident.histogram.start = WD_TIME_NONE;
    entry->incident.granted_at = WD_TIME_NONE;
    return entry;
}

void wd_incident_clear_facts(struct wd_incident *incident)
{
    for (size_t i = 0; i < WD_SLOT_COUNT; i++) {
        free(incident->slot[i]);
        incident->slot[i] = NULL;
        incident->source[i] = WD_SOURCE_NONE;
    }
    for (size_t i = 0; i < incident->permission_count; i++)
        free(incident->permissions[i]);
    free(incident->permissions);
    incident->permissions = NULL;
    incident->permission_count = 0;
    free(incident->object_type);
    free(incident->object_name);
    free(incident->object_project);
    free(incident->object_location);
    free(incident->object_leaf);
    free(incident->object_parent);
    incident->object_type = incident->object_name = incident->object_project = NULL;
    incident->object_location = incident->object_leaf = incident->object_parent = NULL;
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

/* ---- texts ------------------------------------------------------------------------------------- */

char *wd_copy_text(struct wd_str s)
{
    char *copy = malloc(s.len + 1);

    if (!copy)
        return NULL;
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    return copy;
}

int wd_copy_optional(char **to, const char *from)
{
    *to = from ? wd_copy_text(wd_str_of(from)) : NULL;
    return from && !*to ? -1 : 0;
}

/* The longest head of at most `max` bytes that does not end inside a UTF-8 character. */
static struct wd_str head_of(struct wd_str s, size_t max)
{
    if (s.len <= max)
        return s;
    while (max > 0 && ((unsigned char)s.ptr[max] & 0xc0) == 0x80)
        max--;
    return wd_str_sub(s, 0, max);
}

/* A fact is kept whole, or cut with a mark that no identifier's grammar accepts, or left out. A NUL
 * ends it: the report shows facts as C strings. */
static int copy_fact(char **to, struct wd_str s, size_t *left)
{
    static const char mark[] = "\xe2\x80\xa6";
    struct wd_str whole = wd_str_sub(s, 0, wd_str_find_char(s, '\0'));
    struct wd_str kept = head_of(whole, WD_SLOT_TEXT_MAX);
    bool cut = kept.len < s.len;

    *to = NULL;
    if (s.len == 0 || kept.len + sizeof mark > *left)
        return 0;
    *to = malloc(kept.len + sizeof mark);
    if (!*to)
        return -1;
    if (kept.len)
        memcpy(*to, kept.ptr, kept.len);
    memcpy(*to + kept.len, cut ? mark : "", cut ? sizeof mark : 1);
    *left -= kept.len + sizeof mark;
    return 0;
}

static int copy_redacted(char **to, struct wd_str s, size_t max)
{
    struct wd_str kept = WD_STR_NONE;
    struct wd_buf text;
    int status = -1;

    wd_buf_init(&text, 64 * WD_SAMPLE_TEXT_MAX);
    wd_redact(&text, head_of(s, 4 * max));
    if (!text.failed) {
        kept = head_of(wd_buf_str(&text), max);
        *to = wd_copy_text(kept);
        status = *to ? 0 : -1;
    }
    for (size_t i = 0; status == 0 && i < kept.len; i++)
        if ((*to)[i] == '\0')
            (*to)[i] = '?'; /* texts are C strings from here on */
    wd_buf_done(&text);
    return status;
}

/* ---- facts ------------------------------------------------------------------------------------- */

static bool outranks(const struct wd_fact_rank *a, const struct wd_fact_rank *b)
{
    if (a->filled != b->filled)
        return a->filled > b->filled;
    if (a->time != b->time)
        return a->time < b->time;
    return a->hash < b->hash;
}

static bool may_hold_secrets(size_t slot)
{
    return slot == WD_SLOT_URL || slot == WD_SLOT_DETAIL || slot == WD_SLOT_USER_AGENT;
}

static int copy_slots(struct wd_incident *incident, const struct wd_event *event)
{
    size_t left = WD_INCIDENT_TEXT_MAX;

    for (size_t i = 0; i < WD_SLOT_COUNT; i++) {
        char *clean = NULL;
        struct wd_str s = event->slot[i];
        int status;

        if (s.len && may_hold_secrets(i)) {
            if (copy_redacted(&clean, s, WD_SLOT_TEXT_MAX) < 0)
                return -1;
            s = wd_str_of(clean);
        }
        status = copy_fact(&incident->slot[i], s, &left);
        free(clean);
        if (status < 0)
            return -1;
        if (incident->slot[i])
            incident->source[i] = event->source[i];
    }
    return 0;
}

static int copy_permissions(struct wd_incident *incident, const struct wd_event *event)
{
    size_t left = PERMISSION_TEXT_MAX;

    if (event->permission_count == 0)
        return 0;
    incident->permissions = calloc(event->permission_count, sizeof *incident->permissions);
    if (!incident->permissions)
        return -1;
    for (size_t i = 0; i < event->permission_count; i++) {
        size_t at = incident->permission_count;
        char *name;
        if (copy_fact(&name, event->permissions[i].name, &left) < 0)
            return -1;
        if (!name)
            continue;
        for (; at > 0 && strcmp(incident->permissions[at - 1], name) > 0; at--)
            incident->permissions[at] = incident->permissions[at - 1];
        incident->permissions[at] = name;
        incident->permission_count++;
    }
    return 0;
}

static int copy_object(struct wd_incident *incident, const struct wd_object *object)
{
    size_t left = WD_INCIDENT_TEXT_MAX;

    if (!object->type)
        return 0;
    return copy_fact(&incident->object_type, wd_str_of(object->type), &left) < 0 ||
                   copy_fact(&incident->object_name, object->name, &left) < 0 ||
                   copy_fact(&incident->object_project, object->project, &left) < 0 ||
                   copy_fact(&incident->object_location, object->location, &left) < 0 ||
                   copy_fact(&incident->object_leaf, object->leaf, &left) < 0 ||
                   copy_fact(&incident->object_parent, object->parent, &left) < 0
               ? -1
               : 0;
}

static int take_facts(struct wd_entry *entry, const struct wd_sighting *sighting)
{
    struct wd_incident *incident = &entry->incident;
    const struct wd_event *event = sighting->event;

    if (incident->raw_count > 0 && !outranks(&sighting->rank, &entry->rank))
        return 0;
    wd_incident_clear_facts(incident);
    entry->rank = sighting->rank;
    incident->system = incident->rule && incident->rule->system != WD_SYSTEM_COUNT
                           ? incident->rule->system
                           : event->system;
    incident->dialect = event->dialect;
    incident->principal_kind = event->principal_kind;
    incident->http_status = event->http_status;
    return copy_slots(incident, event) < 0 || copy_permissions(incident, event) < 0 ||
                   copy_object(incident, &event->object) < 0 ||
                   (entry->level == 0 && incident->rule && wd_entry_keep_names(entry, event) < 0)
               ? -1
               : 0;
}

static int copy_facts(struct wd_entry *into, const struct wd_entry *from)
{
    struct wd_incident *to = &into->incident;
    const struct wd_incident *in = &from->incident;

    wd_incident_clear_facts(to);
    wd_member_free(into->self);
    into->self = NULL;
    if (into->level == 0 && from->self && wd_member_copy(&into->self, from->self) < 0)
        return -1;
    into->rank = from->rank;
    to->system = in->system;
    to->dialect = in->dialect;
    to->principal_kind = in->principal_kind;
    to->http_status = in->http_status;
    for (size_t i = 0; i < WD_SLOT_COUNT; i++) {
        to->source[i] = in->source[i];
        if (wd_copy_optional(&to->slot[i], in->slot[i]) < 0)
            return -1;
    }
    if (in->permission_count) {
        to->permissions = calloc(in->permission_count, sizeof *to->permissions);
        if (!to->permissions)
            return -1;
    }
    for (size_t i = 0; i < in->permission_count; i++, to->permission_count++)
        if (wd_copy_optional(&to->permissions[i], in->permissions[i]) < 0)
            return -1;
    return wd_copy_optional(&to->object_type, in->object_type) < 0 ||
                   wd_copy_optional(&to->object_name, in->object_name) < 0 ||
                   wd_copy_optional(&to->object_project, in->object_project) < 0 ||
                   wd_copy_optional(&to->object_location, in->object_location) < 0 ||
                   wd_copy_optional(&to->object_leaf, in->object_leaf) < 0 ||
                   wd_copy_optional(&to->object_parent, in->object_parent) < 0
               ? -1
               : 0;
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

/* By what Cloud Logging finds the entry again; nothing for what did not come from there. */
static int copy_place(struct wd_sample *sample, const struct wd_event *event)
{
    struct wd_str project = event->slot[WD_SLOT_LOG_PROJECT];

    if (!event->entry_id.len || event->entry_id.len > WD_ENTRY_ID_MAX || !project.len)
        return 0;
    sample->entry_id = wd_copy_text(event->entry_id);
    sample->log_project = wd_copy_text(project);
    return sample->entry_id && sample->log_project ? 0 : -1;
}

static int add_sample(struct wd_incident *incident, const struct wd_sighting *sighting,
                      struct wd_error *err)
{
    /* Redacted only if it is kept; the text comes last, so a stand-in decides as well. */
    struct wd_sample sample = {.time = sighting->event->time, .hash = sighting->rank.hash};
    char *file = wd_copy_text(wd_str_of(sighting->where->file));
    int status = -1;

    sample.file = file;
    sample.record = sighting->where->record;
    sample.offset = sighting->where->offset;
    if (!file || copy_place(&sample, sighting->event) < 0 ||
        copy_redacted(&sample.text, sighting->text, WD_SAMPLE_TEXT_MAX) < 0)
        wd_fail_memory(err);
    else
        status = wd_samples_add(incident, &sample, err);
    wd_sample_done(&sample);
    return status;
}

/* Most events of a busy incident come too late to be a sample. */
static bool may_be_sample(const struct wd_incident *incident, const struct wd_fact_rank *rank)
{
    const struct wd_sample *last = &incident->samples[WD_SAMPLES_MAX - 1];

    if (incident->sample_count < WD_SAMPLES_MAX || rank->time < last->time)
        return true;
    return rank->time == last->time && rank->hash <= last->hash;
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

    if (take_facts(entry, sighting) < 0)
        return wd_fail_memory(err);
    if (entry->level > 0 && add_member(entry, sighting, err) < 0)
        return -1;
    if (may_be_sample(incident, &sighting->rank) && add_sample(incident, sighting, err) < 0)
        return -1;
    count(entry, event);
    if (sighting->hit && sighting->hit->confidence > incident->confidence)
        incident->confidence = sighting->hit->confidence;
    incident->uncertain = incident->uncertain || event->uncertain;
    incident->doubts |= event->doubts;
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

    if (outranks(&rank, &entry->rank) || may_be_sample(&entry->incident, &rank))
        return false;
    count(entry, event);
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
    if ((to->raw_count == 0 || outranks(&from->rank, &into->rank)) && copy_facts(into, from) < 0)
        return wd_fail_memory(err);
    if (merge_members(into, from, err) < 0)
        return -1;
    for (unsigned i = 0; i < in->sample_count; i++)
        if (wd_samples_add(to, &in->samples[i], err) < 0)
            return -1;
    to->raw_count += in->raw_count;
    into->unkeyed += from->unkeyed;
    if (in->confidence > to->confidence)
        to->confidence = in->confidence;
    to->uncertain = to->uncertain || in->uncertain;
    to->doubts |= in->doubts;
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

const char *wd_incident_fact(const struct wd_incident *incident, enum wd_slot slot)
{
    const char *canonical = slot == WD_SLOT_RESOURCE   ? incident->object_name
                            : slot == WD_SLOT_PROJECT  ? incident->object_project
                            : slot == WD_SLOT_LOCATION ? incident->object_location
                                                       : NULL;

    return canonical ? canonical : incident->slot[slot];
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
