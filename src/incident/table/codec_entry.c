/* One incident as JSON: a line of a state. codec_entry_read.c reads it. */
#include "incident/table/codec.h"

static void put(json_t *object, const char *name, json_t *value)
{
    json_object_set_new(object, name, value); /* a NULL shows in the count of names below */
}

/* Appending fails without memory only, and then the array is too short. */
static json_t *complete(json_t *array, size_t count)
{
    if (json_array_size(array) == count)
        return array;
    json_decref(array);
    return NULL;
}

static json_t *time_to_json(wd_time t)
{
    return t == WD_TIME_NONE ? json_null() : json_integer(t);
}

static json_t *hashes_to_json(const uint64_t *hashes, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, wd_hex_to_json(hashes[i]));
    return complete(array, count);
}

static json_t *slots_to_json(const struct wd_incident *incident)
{
    json_t *object = json_object();
    size_t count = 0;

    for (unsigned i = 0; i < WD_SLOT_COUNT; i++)
        if (incident->slot[i]) {
            count++;
            put(object, wd_slot_name((enum wd_slot)i),
                json_pack("[o,s]", wd_text_to_json(incident->slot[i]),
                          wd_source_name((enum wd_source)incident->source[i])));
        }
    if (json_object_size(object) == count)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *object_to_json(const struct wd_incident *incident)
{
    json_t *array = json_array();

    for (size_t i = 0; i < WD_OBJECT_TEXTS; i++)
        json_array_append_new(array, wd_text_to_json(incident->object[i]));
    return complete(array, WD_OBJECT_TEXTS);
}

static json_t *permissions_to_json(const struct wd_incident *incident)
{
    json_t *array = json_array();

    for (size_t i = 0; i < incident->permission_count; i++)
        json_array_append_new(array, wd_text_to_json(incident->permissions[i]));
    return complete(array, incident->permission_count);
}

/* [width in seconds, [first second of a bin, its count], …] */
static json_t *histogram_to_json(const struct wd_histogram *h)
{
    json_t *array = json_array();
    size_t count = 1;

    if (h->start == WD_TIME_NONE)
        return array;
    json_array_append_new(array, json_integer(h->width / WD_SECOND));
    for (int i = 0; i < (int)WD_HISTOGRAM_BINS; i++)
        if (h->counts[i]) {
            count++;
            json_array_append_new(
                array, json_pack("[I,I]", (json_int_t)((h->start + i * h->width) / WD_SECOND),
                                 (json_int_t)h->counts[i]));
        }
    return complete(array, count);
}

static json_t *samples_to_json(const struct wd_incident *incident)
{
    json_t *array = json_array();

    for (unsigned i = 0; i < incident->sample_count; i++) {
        const struct wd_sample *sample = &incident->samples[i];
        json_array_append_new(
            array,
            json_pack("[o,o,o,I,I,o,o,o]", time_to_json(sample->time), wd_hex_to_json(sample->hash),
                      wd_text_to_json(sample->file), (json_int_t)sample->record,
                      (json_int_t)sample->offset, wd_text_to_json(sample->text),
                      wd_text_to_json(sample->entry_id), wd_text_to_json(sample->log_project)));
    }
    return complete(array, incident->sample_count);
}

static json_t *naming_to_json(const struct wd_group_member *member)
{
    return json_pack("[o,o,o]", wd_text_to_json(wd_name_text(member->principal)),
                     wd_text_to_json(wd_name_text(member->resource)),
                     wd_text_to_json(wd_name_text(member->denied)));
}

/* [whether others were not kept, [name, count, count without a key, names], …] */
static json_t *members_to_json(const struct wd_group_members *members)
{
    json_t *array = json_array();

    json_array_append_new(array, json_boolean(members->more));
    for (size_t i = 0; i < members->count; i++) {
        const struct wd_group_member *member = &members->items[i];
        json_array_append_new(array,
                              json_pack("[o,I,I,o]", wd_hex_to_json(member->fingerprint),
                                        (json_int_t)member->raw_count, (json_int_t)member->unkeyed,
                                        naming_to_json(member)));
    }
    return complete(array, members->count + 1);
}

json_t *wd_entry_to_json(const struct wd_entry *entry)
{
    const struct wd_incident *incident = &entry->incident;
    json_t *json = json_object();
    size_t names = 26u + (entry->identity.former != 0) + (entry->level > 0 || entry->self);

    put(json, "fingerprint", wd_hex_to_json(entry->identity.fingerprint));
    if (entry->identity.former)
        put(json, "former", wd_hex_to_json(entry->identity.former));
    put(json, "groups", hashes_to_json(entry->identity.group, WD_GROUP_LEVELS));
    put(json, "level", json_integer(entry->level));
    put(json, "rule", wd_text_to_json(incident->rule ? incident->rule->id : NULL));
    put(json, "lookalike", json_boolean(incident->lookalike));
    put(json, "system", json_string(wd_system_name(incident->system)));
    put(json, "dialect", json_string(wd_dialect_name(incident->dialect)));
    put(json, "confidence", json_string(wd_level_name(incident->confidence)));
    put(json, "principal_kind", json_string(wd_principal_kind_name(incident->principal_kind)));
    put(json, "uncertain", json_boolean(incident->uncertain));
    put(json, "doubts", json_integer(incident->doubts));
    put(json, "voice", json_integer(incident->voice));
    put(json, "structured", json_boolean(incident->structured));
    put(json, "http_status", json_integer(incident->http_status));
    put(json, "slots", slots_to_json(incident));
    put(json, "object", object_to_json(incident));
    put(json, "permissions", permissions_to_json(incident));
    put(json, "count", json_integer((json_int_t)incident->raw_count));
    put(json, "unkeyed", json_integer((json_int_t)entry->unkeyed));
    put(json, "span",
        json_pack("[o,o]", time_to_json(incident->first), time_to_json(incident->last)));
    put(json, "histogram", histogram_to_json(&incident->histogram));
    put(json, "resources",
        json_pack("[b,o]", incident->resources.more,
                  hashes_to_json(incident->resources.hashes, incident->resources.count)));
    put(json, "samples", samples_to_json(incident));
    put(json, "links", hashes_to_json(incident->links, incident->link_count));
    put(json, "rank",
        json_pack("[i,o,o]", (int)entry->rank.filled, time_to_json(entry->rank.time),
                  wd_hex_to_json(entry->rank.hash)));
    put(json, "same", hashes_to_json(entry->same, WD_SAME_COUNT));
    if (entry->level > 0)
        put(json, "members", members_to_json(&incident->members));
    else if (entry->self)
        put(json, "self", naming_to_json(entry->self));
    if (json_object_size(json) == names)
        return json;
    json_decref(json);
    return NULL;
}
