/* What an entry holds beside its incident, and the hashes that its facts were found under.
 *
 * Hashes that follow from the facts are left out: they are a third of a line. Whether they follow is tried each time, so
 * that what was cut, mixed or merged is written in full. */
#include "incident/table/codec.h"

/* ---- what follows ------------------------------------------------------------------------------------ */

/* The facts as the event they were taken from, as far as names and hashes look at it. */
static void event_of(const struct wd_incident *in, struct wd_event *event)
{
    wd_event_clear(event);
    event->principal_kind = in->principal_kind;
    event->object.name = wd_str_of(in->object_name);
    for (size_t i = 0; i < WD_SLOT_COUNT; i++)
        event->slot[i] = wd_str_of(in->slot[i]);
    for (size_t i = 0; i < in->permission_count; i++)
        event->permissions[i] = (struct wd_permission){.name = wd_str_of(in->permissions[i])};
    event->permission_count = in->permission_count;
}

void wd_codec_follow(const struct wd_incident *incident, const char *rule_id,
                     struct wd_sighting *ret_follows)
{
    struct wd_event event;
    const struct wd_rule rule = {.id = rule_id};

    event_of(incident, &event);
    memset(ret_follows, 0, sizeof *ret_follows);
    ret_follows->event = &event;
    wd_sighting_relate(ret_follows);
    if (rule_id)
        wd_identity_make(&event, &rule, &ret_follows->identity);
    ret_follows->event = NULL;
}

/* ---- counts ------------------------------------------------------------------------------------------ */

static json_t *put_unkeyed(const struct wd_entry *entry, const struct wd_sighting *follows)
{
    (void)follows;
    return entry->unkeyed ? json_integer((json_int_t)entry->unkeyed) : wd_codec_left_out();
}

static bool get_unkeyed(struct wd_entry *entry, const struct wd_sighting *follows,
                        const json_t *json)
{
    (void)follows;
    return !json || wd_count_of_json(json, &entry->unkeyed);
}

/* ---- which record the facts are of ------------------------------------------------------------------- */

/* How many slots it fills, alone if it is the first sample's; else [that, time, hash]. */
static json_t *put_rank(const struct wd_entry *entry, const struct wd_sighting *follows)
{
    const struct wd_fact_rank *rank = &entry->rank;
    const struct wd_sample *first = entry->incident.samples;

    (void)follows;
    if (entry->incident.sample_count && first->time == rank->time && first->hash == rank->hash)
        return json_integer(rank->filled);
    return json_pack("[i,o,o]", (int)rank->filled, wd_time_to_json(rank->time),
                     wd_hex_to_json(rank->hash));
}

static bool get_rank(struct wd_entry *entry, const struct wd_sighting *follows, const json_t *json)
{
    struct wd_fact_rank *rank = &entry->rank;
    const json_t *number = json_is_integer(json) ? json : json_array_get(json, 0);
    json_int_t filled = json_integer_value(number);

    (void)follows;
    if (filled < 0 || filled > (json_int_t)WD_FILLED_MAX)
        return false;
    rank->filled = (unsigned)filled;
    if (!json_is_integer(json))
        return wd_time_of_json(json_array_get(json, 1), &rank->time) &&
               wd_hex_of_json(json_array_get(json, 2), &rank->hash);
    rank->time = entry->incident.samples[0].time;
    rank->hash = entry->incident.samples[0].hash;
    return entry->incident.sample_count > 0;
}

/* ---- hashes ------------------------------------------------------------------------------------------ */

static json_t *put_same(const struct wd_entry *entry, const struct wd_sighting *follows)
{
    return memcmp(entry->same, follows->same, sizeof entry->same) == 0
               ? wd_codec_left_out()
               : wd_hashes_to_json(entry->same, WD_SAME_COUNT);
}

/* States of an earlier version had fewer, and the rest stays as it is. */
static bool get_same(struct wd_entry *entry, const struct wd_sighting *follows, const json_t *json)
{
    if (json)
        return wd_hashes_of_json(json, entry->same, WD_SAME_DECIDING, WD_SAME_COUNT);
    memcpy(entry->same, follows->same, sizeof entry->same);
    return true;
}

/* [whether there are more, [hash, …]] */
static json_t *put_resources(const struct wd_entry *entry, const struct wd_sighting *follows)
{
    const struct wd_distinct *resources = &entry->incident.resources;

    if (!resources->more && resources->count == 1 && resources->hashes[0] == follows->resource)
        return wd_codec_left_out();
    return json_pack("[b,o]", resources->more,
                     wd_hashes_to_json(resources->hashes, resources->count));
}

static bool get_resources(struct wd_entry *entry, const struct wd_sighting *follows,
                          const json_t *json)
{
    struct wd_distinct *resources = &entry->incident.resources;
    const json_t *hashes = json_array_get(json, 1);

    if (!json) {
        wd_distinct_add(resources, follows->resource);
        return true;
    }
    resources->more = json_is_true(json_array_get(json, 0));
    if (json_array_size(json) != 2 || json_array_size(hashes) > WD_DISTINCT_EXACT)
        return false;
    for (size_t i = 0; i < json_array_size(hashes); i++) {
        uint64_t hash;
        if (!wd_hex_of_json(json_array_get(hashes, i), &hash))
            return false;
        wd_distinct_add(resources, hash);
    }
    return !resources->more || resources->count > 1;
}

static json_t *put_links(const struct wd_entry *entry, const struct wd_sighting *follows)
{
    const struct wd_incident *in = &entry->incident;

    return in->link_count == follows->link_count &&
                   memcmp(in->links, follows->links, in->link_count * sizeof *in->links) == 0
               ? wd_codec_left_out()
               : wd_hashes_to_json(in->links, in->link_count);
}

static bool get_links(struct wd_entry *entry, const struct wd_sighting *follows, const json_t *json)
{
    struct wd_incident *in = &entry->incident;

    for (unsigned i = 0; !json && i < follows->link_count; i++)
        wd_links_add(in->links, &in->link_count, follows->links[i]);
    for (size_t i = 0; i < json_array_size(json); i++) {
        uint64_t hash;
        if (!wd_hex_of_json(json_array_get(json, i), &hash))
            return false;
        wd_links_add(in->links, &in->link_count, hash);
    }
    return !json || json_is_array(json);
}

static json_t *put_call(const struct wd_entry *entry, const struct wd_sighting *follows)
{
    (void)follows;
    return entry->incident.call ? wd_hex_to_json(entry->incident.call) : wd_codec_left_out();
}

static bool get_call(struct wd_entry *entry, const struct wd_sighting *follows, const json_t *json)
{
    (void)follows;
    return !json || wd_hex_of_json(json, &entry->incident.call);
}

const struct wd_codec_own wd_codec_own[] = {
    {"unkeyed", put_unkeyed, get_unkeyed},
    {"rank", put_rank, get_rank},
    {"same", put_same, get_same},
    {"resources", put_resources, get_resources},
    {"links", put_links, get_links},
    {"call", put_call, get_call},
    {NULL, NULL, NULL},
};
