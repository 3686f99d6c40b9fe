/* One incident as JSON, a line of a state, and back: its names, the members of a group, and what the tables list.
 * Decoding goes through the same adding functions as reading a log does, so that whatever a damaged state says, the
 * invariants hold. */
#include "incident/table/codec.h"

/* ---- members of a group ------------------------------------------------------------------------------ */

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
    return wd_codec_whole(array, members->count + 1);
}

static bool read_naming(const json_t *array, char *texts[3], struct wd_member_name *ret_naming)
{
    texts[0] = texts[1] = texts[2] = NULL;
    for (size_t i = 0; i < 3; i++)
        if (wd_text_of_json(json_array_get(array, i), &texts[i]) < 0)
            return false;
    *ret_naming =
        (struct wd_member_name){wd_str_of(texts[0]), wd_str_of(texts[1]), wd_str_of(texts[2])};
    return json_array_size(array) == 3;
}

static bool read_member(const json_t *json, struct wd_entry *entry)
{
    struct wd_group_member one = {.fingerprint = 0};
    struct wd_member_name naming;
    struct wd_error err;
    char *texts[3] = {NULL};
    bool good = wd_hex_of_json(json_array_get(json, 0), &one.fingerprint) &&
                wd_count_of_json(json_array_get(json, 1), &one.raw_count) &&
                wd_count_of_json(json_array_get(json, 2), &one.unkeyed) &&
                read_naming(json_array_get(json, 3), texts, &naming) &&
                wd_members_add(&entry->incident.members, entry->room, &one, &naming, &err) == 0;

    for (size_t i = 0; i < 3; i++)
        free(texts[i]);
    return good;
}

/* Nights of before kept nobody by name. */
static bool read_members(const json_t *array, struct wd_entry *entry)
{
    if (entry->level == 0)
        return true;
    entry->incident.members.more = !json_is_false(json_array_get(array, 0));
    for (size_t i = 1; i < json_array_size(array); i++)
        if (!read_member(json_array_get(array, i), entry))
            return false;
    return true;
}

static bool read_self(const json_t *array, struct wd_entry *entry)
{
    struct wd_member_name naming;
    char *texts[3] = {NULL};
    bool good = !array || entry->level > 0 ||
                (read_naming(array, texts, &naming) && wd_member_new(&entry->self, &naming) == 0);

    for (size_t i = 0; i < 3; i++)
        free(texts[i]);
    return good;
}

/* ---- names ------------------------------------------------------------------------------------------- */

/* Those of the groups follow from the facts of an incident that is still one of its own; without a rule there are
 * none. */
static bool names_follow(const struct wd_entry *entry, const struct wd_sighting *follows)
{
    const struct wd_identity *own = &entry->identity, *made = &follows->identity;

    if (!entry->incident.rule)
        return own->former == 0 && memcmp(own->group, made->group, sizeof own->group) == 0;
    return entry->level == 0 && memcmp(own, made, sizeof *own) == 0;
}

static void put(json_t *object, const char *name, json_t *value)
{
    if (json_is_null(value))
        json_decref(value);
    else if (json_object_set_new(object, name, value) < 0)
        json_object_set_new(object, "", json_true()); /* a line with a hole is no line */
}

static void put_names(json_t *json, const struct wd_entry *entry, const struct wd_sighting *follows)
{
    const struct wd_rule *rule = entry->incident.rule;

    put(json, "fingerprint", wd_hex_to_json(entry->identity.fingerprint));
    put(json, "rule", wd_text_to_json(rule ? rule->id : NULL));
    if (entry->level)
        put(json, "level", json_integer(entry->level));
    if (names_follow(entry, follows))
        return;
    put(json, "groups", wd_hashes_to_json(entry->identity.group, WD_GROUP_LEVELS));
    if (entry->identity.former)
        put(json, "former", wd_hex_to_json(entry->identity.former));
}

static bool get_names(struct wd_entry *entry, const struct wd_sighting *follows, const json_t *json)
{
    struct wd_identity identity = follows->identity;
    const json_t *groups = json_object_get(json, "groups");

    if (!wd_hex_of_json(json_object_get(json, "fingerprint"), &identity.fingerprint))
        return false;
    if (groups) {
        identity.former = 0;
        wd_hex_of_json(json_object_get(json, "former"), &identity.former); /* most have none */
        if (!wd_hashes_of_json(groups, identity.group, WD_GROUP_LEVELS, WD_GROUP_LEVELS))
            return false;
    } else if (entry->level > 0)
        return false;
    wd_entry_name(entry, &identity);
    return true;
}

/* ---- the whole --------------------------------------------------------------------------------------- */

static void put_facts(json_t *json, const struct wd_codec_fact *facts,
                      const struct wd_incident *incident)
{
    for (; facts->name; facts++)
        put(json, facts->name, facts->put(incident));
}

json_t *wd_entry_to_json(const struct wd_entry *entry)
{
    const struct wd_incident *incident = &entry->incident;
    struct wd_sighting follows;
    json_t *json = json_object();

    if (!json)
        return NULL;
    wd_codec_follow(incident, incident->rule ? incident->rule->id : NULL, &follows);
    put_names(json, entry, &follows);
    put_facts(json, wd_codec_words, incident);
    put_facts(json, wd_codec_facts, incident);
    put_facts(json, wd_codec_seen, incident);
    for (const struct wd_codec_own *own = wd_codec_own; own->name; own++)
        put(json, own->name, own->put(entry, &follows));
    if (entry->level > 0)
        put(json, "members", members_to_json(&incident->members));
    else if (entry->self)
        put(json, "self", naming_to_json(entry->self));
    if (!json_object_get(json, ""))
        return json;
    json_decref(json);
    return NULL;
}

static bool get_facts(const json_t *json, const struct wd_codec_fact *facts,
                      struct wd_incident *incident)
{
    for (; facts->name; facts++)
        if (!facts->get(incident, json_object_get(json, facts->name)))
            return false;
    return true;
}

static bool get_own(const json_t *json, struct wd_entry *entry, const struct wd_sighting *follows)
{
    for (const struct wd_codec_own *own = wd_codec_own; own->name; own++)
        if (!own->get(entry, follows, json_object_get(json, own->name)))
            return false;
    return read_members(json_object_get(json, "members"), entry) &&
           read_self(json_object_get(json, "self"), entry);
}

static bool get_all(const json_t *json, struct wd_entry *entry)
{
    struct wd_incident *incident = &entry->incident;
    const char *rule = json_string_value(json_object_get(json, "rule"));
    struct wd_sighting follows;

    if (!get_facts(json, wd_codec_words, incident) || !get_facts(json, wd_codec_facts, incident))
        return false;
    wd_codec_follow(incident, rule, &follows);
    return get_names(entry, &follows, json) && get_facts(json, wd_codec_seen, incident) &&
           get_own(json, entry, &follows);
}

struct wd_entry *wd_entry_of_json(const json_t *json, struct wd_error *err)
{
    const struct wd_identity unnamed = {0};
    json_int_t level = json_integer_value(json_object_get(json, "level"));
    struct wd_entry *entry;

    if (level < 0 || level > WD_GROUP_LEVELS) {
        wd_fail(err, "an incident of the state has no name");
        return NULL;
    }
    entry = wd_entry_new(NULL, &unnamed, (unsigned)level, err);
    if (!entry)
        return NULL;
    if (get_all(json, entry))
        return entry;
    wd_fail(err, "an incident of the state is damaged");
    wd_entry_free(entry);
    return NULL;
}
