/* One incident back from JSON. Decoding goes through the same adding functions as reading a log does, so that whatever a
 * damaged state says, the invariants hold. */
#include "incident/table/codec.h"

static bool read_time(const json_t *json, wd_time *ret_time)
{
    *ret_time = json_is_integer(json) ? json_integer_value(json) : WD_TIME_NONE;
    return json_is_integer(json) || json_is_null(json);
}

static bool read_count(const json_t *json, uint64_t *ret_count)
{
    *ret_count = (uint64_t)json_integer_value(json);
    return json_is_integer(json) && json_integer_value(json) >= 0;
}

/* At least `least` of `count`: states of an earlier version had fewer, and the rest stays as it is. */
static bool read_hashes(const json_t *array, uint64_t *hashes, size_t least, size_t count)
{
    size_t got = json_array_size(array);

    if (got < least || got > count)
        return false;
    for (size_t i = 0; i < got; i++)
        if (!wd_hex_of_json(json_array_get(array, i), &hashes[i]))
            return false;
    return true;
}

/* The words of enums; each function gives NULL or "" past the end. */
static bool read_principal_kind(const json_t *json, enum wd_principal_kind *ret_kind)
{
    for (unsigned i = 0; i < WD_PRINCIPAL_COUNT; i++)
        if (json_is_string(json) && wd_str_eqz(wd_str_of(json_string_value(json)),
                                               wd_principal_kind_name((enum wd_principal_kind)i))) {
            *ret_kind = (enum wd_principal_kind)i;
            return true;
        }
    return false;
}

static struct wd_str word(const json_t *json, const char *name)
{
    return wd_str_of(json_string_value(json_object_get(json, name)));
}

static bool read_words(const json_t *json, struct wd_incident *incident)
{
    return wd_system_parse(word(json, "system"), &incident->system) &&
           wd_dialect_parse(word(json, "dialect"), &incident->dialect) &&
           wd_level_parse(word(json, "confidence"), &incident->confidence) &&
           read_principal_kind(json_object_get(json, "principal_kind"), &incident->principal_kind);
}

/* Nights of before wrote a number: inferred, text, structured. */
static bool read_source(const json_t *value, enum wd_source *ret_source)
{
    static const enum wd_source old[] = {WD_SOURCE_NONE, WD_SOURCE_RULE, WD_SOURCE_MESSAGE,
                                         WD_SOURCE_FIELD};
    json_int_t n = json_integer_value(value);

    if (!json_is_integer(value))
        return wd_source_parse(wd_str_of(json_string_value(value)), ret_source);
    if (n < 0 || n >= (json_int_t)(sizeof old / sizeof *old))
        return false;
    *ret_source = old[n];
    return true;
}

static bool read_slots(const json_t *object, struct wd_incident *incident)
{
    const char *name;
    json_t *value;

    if (!json_is_object(object))
        return false;
    json_object_foreach ((json_t *)(uintptr_t)object, name, value) {
        enum wd_slot slot;
        enum wd_source source;
        if (!wd_slot_parse(wd_str_of(name), &slot) ||
            !read_source(json_array_get(value, 1), &source) || incident->slot[slot] ||
            wd_text_of_json(json_array_get(value, 0), &incident->slot[slot]) < 0)
            return false;
        incident->source[slot] = (unsigned char)source;
    }
    return true;
}

static bool read_object(const json_t *array, struct wd_incident *incident)
{
    if (json_array_size(array) != WD_OBJECT_TEXTS)
        return false;
    for (size_t i = 0; i < WD_OBJECT_TEXTS; i++)
        if (wd_text_of_json(json_array_get(array, i), &incident->object[i]) < 0)
            return false;
    return true;
}

static bool read_permissions(const json_t *array, struct wd_incident *incident)
{
    size_t count = json_array_size(array);

    if (!json_is_array(array) || count > WD_PERMISSIONS_MAX)
        return false;
    incident->permissions = count ? calloc(count, sizeof *incident->permissions) : NULL;
    if (count && !incident->permissions)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (wd_text_of_json(json_array_get(array, i), &incident->permissions[i]) < 0 ||
            !incident->permissions[i])
            return false;
        incident->permission_count++;
    }
    return true;
}

static bool is_bin_width(json_int_t width)
{
    return width >= 1 && width <= (json_int_t)1 << 28 && (width & (width - 1)) == 0;
}

static bool read_histogram(const json_t *array, struct wd_histogram *histogram)
{
    json_int_t width = json_integer_value(json_array_get(array, 0));
    size_t bins = json_array_size(array);

    if (!json_is_array(array) || bins > WD_HISTOGRAM_BINS + 1 || (bins && !is_bin_width(width)))
        return false;
    for (size_t i = 1; i < bins; i++) {
        const json_t *bin = json_array_get(array, i);
        json_int_t at = json_integer_value(json_array_get(bin, 0));
        struct wd_histogram one = {.width = width * WD_SECOND};
        if (!read_count(json_array_get(bin, 1), &one.counts[0]) || at % width != 0 ||
            at < -((json_int_t)1 << 33) || at >= (json_int_t)1 << 33)
            return false;
        one.start = at * WD_SECOND;
        wd_histogram_merge(histogram, &one);
    }
    return true;
}

static bool read_resources(const json_t *json, struct wd_distinct *distinct)
{
    const json_t *hashes = json_array_get(json, 1);

    distinct->more = json_is_true(json_array_get(json, 0));
    if (json_array_size(json) != 2 || json_array_size(hashes) > WD_DISTINCT_EXACT)
        return false;
    for (size_t i = 0; i < json_array_size(hashes); i++) {
        uint64_t hash;
        if (!wd_hex_of_json(json_array_get(hashes, i), &hash))
            return false;
        wd_distinct_add(distinct, hash);
    }
    return !distinct->more || distinct->count > 1;
}

static bool read_sample(const json_t *json, struct wd_incident *incident)
{
    struct wd_sample sample = {0};
    struct wd_error err;
    bool good = read_time(json_array_get(json, 0), &sample.time) &&
                wd_hex_of_json(json_array_get(json, 1), &sample.hash) &&
                wd_text_of_json(json_array_get(json, 2), &sample.file) == 0 &&
                read_count(json_array_get(json, 3), &sample.record) &&
                read_count(json_array_get(json, 4), &sample.offset) &&
                wd_text_of_json(json_array_get(json, 5), &sample.text) == 0 &&
                wd_text_of_json(json_array_get(json, 6), &sample.entry_id) == 0 &&
                wd_text_of_json(json_array_get(json, 7), &sample.log_project) == 0 && sample.file &&
                sample.text && wd_samples_add(incident, &sample, &err) == 0;

    wd_sample_done(&sample);
    return good;
}

static bool read_samples(const json_t *array, struct wd_incident *incident)
{
    if (!json_is_array(array) || json_array_size(array) > WD_SAMPLES_MAX)
        return false;
    for (size_t i = 0; i < json_array_size(array); i++)
        if (!read_sample(json_array_get(array, i), incident))
            return false;
    return true;
}

static bool read_links(const json_t *array, struct wd_incident *incident)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        uint64_t hash;
        if (!wd_hex_of_json(json_array_get(array, i), &hash))
            return false;
        wd_links_add(incident->links, &incident->link_count, hash);
    }
    return json_is_array(array);
}

static bool read_rank(const json_t *array, struct wd_fact_rank *rank)
{
    json_int_t filled = json_integer_value(json_array_get(array, 0));

    rank->filled = (unsigned)filled;
    return filled >= 0 && filled <= WD_FILLED_MAX &&
           read_time(json_array_get(array, 1), &rank->time) &&
           wd_hex_of_json(json_array_get(array, 2), &rank->hash);
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
                read_count(json_array_get(json, 1), &one.raw_count) &&
                read_count(json_array_get(json, 2), &one.unkeyed) &&
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

static bool read_parts(const json_t *json, struct wd_entry *entry)
{
    struct wd_incident *incident = &entry->incident;
    const json_t *span = json_object_get(json, "span");

    incident->uncertain = json_is_true(json_object_get(json, "uncertain"));
    /* Nights of before have neither: no doubt was told, and the platform spoke. */
    incident->doubts =
        (unsigned char)(json_integer_value(json_object_get(json, "doubts")) & WD_DOUBT_ALL);
    incident->voice =
        (enum wd_voice)((unsigned)json_integer_value(json_object_get(json, "voice")) % 3u);
    incident->structured = json_is_true(json_object_get(json, "structured"));
    incident->http_status = (int)json_integer_value(json_object_get(json, "http_status"));
    return read_words(json, incident) && read_slots(json_object_get(json, "slots"), incident) &&
           read_object(json_object_get(json, "object"), incident) &&
           read_permissions(json_object_get(json, "permissions"), incident) &&
           read_count(json_object_get(json, "count"), &incident->raw_count) &&
           read_count(json_object_get(json, "unkeyed"), &entry->unkeyed) &&
           read_time(json_array_get(span, 0), &incident->first) &&
           read_time(json_array_get(span, 1), &incident->last) &&
           read_histogram(json_object_get(json, "histogram"), &incident->histogram) &&
           read_resources(json_object_get(json, "resources"), &incident->resources) &&
           read_samples(json_object_get(json, "samples"), incident) &&
           read_links(json_object_get(json, "links"), incident) &&
           read_rank(json_object_get(json, "rank"), &entry->rank) &&
           read_members(json_object_get(json, "members"), entry) &&
           read_self(json_object_get(json, "self"), entry) &&
           read_hashes(json_object_get(json, "same"), entry->same, WD_SAME_DECIDING, WD_SAME_COUNT);
}

struct wd_entry *wd_entry_of_json(const json_t *json, struct wd_error *err)
{
    struct wd_identity identity = {0};
    json_int_t level = json_integer_value(json_object_get(json, "level"));
    struct wd_entry *entry;

    if (!wd_hex_of_json(json_object_get(json, "fingerprint"), &identity.fingerprint) ||
        !read_hashes(json_object_get(json, "groups"), identity.group, WD_GROUP_LEVELS,
                     WD_GROUP_LEVELS) ||
        level < 0 || level > WD_GROUP_LEVELS) {
        wd_fail(err, "an incident of the state has no name");
        return NULL;
    }
    wd_hex_of_json(json_object_get(json, "former"), &identity.former); /* most have none */
    entry = wd_entry_new(NULL, &identity, (unsigned)level, err);
    if (!entry)
        return NULL;
    if (read_parts(json, entry))
        return entry;
    wd_fail(err, "an incident of the state is damaged");
    wd_entry_free(entry);
    return NULL;
}
