/* What an incident's facts say, member by member, written and read: slots, the object, permissions.
 *
 * A text that stands in another member already is not written again: of the object's name the number of the resource's
 * bytes that it is, `true` for all of them, for the project's slot and for what follows the name's last "/". */
#include "incident/table/codec.h"

/* ---- slots ------------------------------------------------------------------------------------------- */

/* A text alone is a field's; others have their source beside them. */
static json_t *slot_to_json(const struct wd_incident *in, unsigned slot)
{
    enum wd_source source = (enum wd_source)in->source[slot];
    json_t *text = wd_text_to_json(in->slot[slot]);

    return source == WD_SOURCE_FIELD ? text : json_pack("[o,s]", text, wd_source_name(source));
}

static json_t *put_slots(const struct wd_incident *in)
{
    json_t *object = json_object();
    size_t count = 0;

    for (unsigned i = 0; i < WD_SLOT_COUNT; i++)
        if (in->slot[i]) {
            count++;
            json_object_set_new(object, wd_slot_name((enum wd_slot)i), slot_to_json(in, i));
        }
    if (json_object_size(object) == count)
        return object;
    json_decref(object);
    return NULL;
}

/* Nights of before wrote a number: inferred, text, structured. */
static bool get_source(const json_t *value, enum wd_source *ret_source)
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

static bool get_slot(struct wd_incident *in, enum wd_slot slot, const json_t *value)
{
    const json_t *text = json_is_array(value) ? json_array_get(value, 0) : value;
    enum wd_source source = WD_SOURCE_FIELD;

    if (in->slot[slot] || wd_text_of_json(text, &in->slot[slot]) < 0 ||
        (json_is_array(value) && !get_source(json_array_get(value, 1), &source)))
        return false;
    in->source[slot] = (unsigned char)source;
    return true;
}

static bool get_slots(struct wd_incident *in, const json_t *object)
{
    const char *name;
    json_t *value;

    if (!json_is_object(object))
        return false;
    json_object_foreach ((json_t *)(uintptr_t)object, name, value) {
        enum wd_slot slot;
        if (!wd_slot_parse(wd_str_of(name), &slot) || !get_slot(in, slot, value))
            return false;
    }
    return true;
}

/* ---- the object -------------------------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* A cut inside a character would be no text of JSON, but the bytes are those of the resource either way. */
static json_t *name_to_json(const struct wd_incident *in)
{
    const char *name = in->object_name, *resource = in->slot[WD_SLOT_RESOURCE];

    if (same_text(name, resource))
        return json_true();
    if (name && resource && wd_str_starts(wd_str_of(resource), wd_str_of(name)))
        return json_integer((json_int_t)wd_str_of(name).len);
    return wd_text_to_json(name);
}

static int name_of_json(struct wd_incident *in, const json_t *json)
{
    struct wd_str resource = wd_str_of(in->slot[WD_SLOT_RESOURCE]);
    json_int_t len = json_is_true(json) ? (json_int_t)resource.len : json_integer_value(json);

    if (!json_is_true(json) && !json_is_integer(json))
        return wd_text_of_json(json, &in->object_name);
    if (!resource.ptr || len < 0 || len > (json_int_t)resource.len)
        return -1;
    in->object_name = wd_copy_text(wd_str_sub(resource, 0, (size_t)len));
    return in->object_name ? 0 : -1;
}

static const char *leaf_of(const char *name)
{
    const char *slash = name ? strrchr(name, '/') : NULL;

    return slash ? slash + 1 : name;
}

/* `true` for the text that stands elsewhere. */
static json_t *known_to_json(const char *text, const char *elsewhere)
{
    return same_text(text, elsewhere) ? json_true() : wd_text_to_json(text);
}

static int known_of_json(const json_t *json, const char *elsewhere, char **ret_text)
{
    return json_is_true(json) ? wd_copy_optional(ret_text, elsewhere)
                              : wd_text_of_json(json, ret_text);
}

/* [type, name, project, location, leaf, parent], what is not told at its end left out. */
static json_t *put_object(const struct wd_incident *in)
{
    json_t *array = json_pack("[o,o,o,o,o,o]", wd_text_to_json(in->object_type), name_to_json(in),
                              known_to_json(in->object_project, in->slot[WD_SLOT_PROJECT]),
                              wd_text_to_json(in->object_location),
                              known_to_json(in->object_leaf, leaf_of(in->object_name)),
                              wd_text_to_json(in->object_parent));

    wd_codec_trim(array);
    if (!array || json_array_size(array) > 0)
        return array;
    json_decref(array);
    return wd_codec_left_out();
}

static bool get_object(struct wd_incident *in, const json_t *array)
{
    return json_array_size(array) <= 6 && (!array || json_is_array(array)) &&
           wd_text_of_json(json_array_get(array, 0), &in->object_type) == 0 &&
           name_of_json(in, json_array_get(array, 1)) == 0 &&
           known_of_json(json_array_get(array, 2), in->slot[WD_SLOT_PROJECT],
                         &in->object_project) == 0 &&
           wd_text_of_json(json_array_get(array, 3), &in->object_location) == 0 &&
           known_of_json(json_array_get(array, 4), leaf_of(in->object_name), &in->object_leaf) ==
               0 &&
           wd_text_of_json(json_array_get(array, 5), &in->object_parent) == 0;
}

/* ---- permissions ------------------------------------------------------------------------------------- */

/* Left out: the one that the slot names, or none where it names none. */
static json_t *put_permissions(const struct wd_incident *in)
{
    const char *slot = in->slot[WD_SLOT_PERMISSION];
    json_t *array;

    if (slot ? in->permission_count == 1 && same_text(in->permissions[0], slot)
             : in->permission_count == 0)
        return wd_codec_left_out();
    array = json_array();
    for (size_t i = 0; i < in->permission_count; i++)
        json_array_append_new(array, wd_text_to_json(in->permissions[i]));
    return wd_codec_whole(array, in->permission_count);
}

static bool get_permission(struct wd_incident *in, const json_t *json, const char *text)
{
    char **to = &in->permissions[in->permission_count];

    if ((text ? wd_copy_optional(to, text) : wd_text_of_json(json, to)) < 0 || !*to)
        return false;
    in->permission_count++;
    return true;
}

static bool get_permissions(struct wd_incident *in, const json_t *array)
{
    const char *slot = array ? NULL : in->slot[WD_SLOT_PERMISSION];
    size_t count = slot ? 1 : json_array_size(array);

    if ((array && !json_is_array(array)) || count > WD_PERMISSIONS_MAX)
        return false;
    in->permissions = count ? calloc(count, sizeof *in->permissions) : NULL;
    if (count && !in->permissions)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!get_permission(in, json_array_get(array, i), slot))
            return false;
    return true;
}

/* In this order: what stands in another already comes after it. */
const struct wd_codec_fact wd_codec_facts[] = {
    {"slots", put_slots, get_slots},
    {"object", put_object, get_object},
    {"permissions", put_permissions, get_permissions},
    {NULL, NULL, NULL},
};
