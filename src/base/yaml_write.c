/* libyaml's emitter, fed from a jansson value. */
#include "whydenied/base/yaml.h"

#include <stdint.h>
#include <stdio.h>

#include <yaml.h>

#include "whydenied/base/json_put.h"

enum { LINE_COLUMNS = 110, LONG_BYTES = 60, SHORT_LIST_BYTES = 80 };

struct emit {
    yaml_emitter_t emitter;
    struct wd_buf *out;
    const char *const *blocks;
};

static int append(void *context, unsigned char *bytes, size_t len)
{
    struct wd_buf *out = context;

    wd_buf_put(out, wd_str_make((const char *)bytes, len));
    return !out->failed;
}

static bool is_block(const struct emit *e, const char *name)
{
    for (size_t i = 0; name && e->blocks[i]; i++) {
        if (strcmp(e->blocks[i], name) == 0)
            return true;
    }
    return false;
}

static bool put_scalar(struct emit *e, const char *text, size_t len, yaml_scalar_style_t style)
{
    yaml_event_t event;

    return yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text, (int)len, 1,
                                        1, style) &&
           yaml_emitter_emit(&e->emitter, &event);
}

static bool put_string(struct emit *e, const json_t *value, const char *name)
{
    struct wd_str s = wd_str_make(json_string_value(value), json_string_length(value));
    yaml_scalar_style_t style = YAML_PLAIN_SCALAR_STYLE;

    if (wd_str_find_char(s, '\n') != WD_NPOS || (s.len > LONG_BYTES && is_block(e, name)))
        style = YAML_LITERAL_SCALAR_STYLE;
    else if (s.len == 0 || wd_str_eqz(s, "~") || wd_json_is_plain(s)) /* a text, none of these */
        style = YAML_SINGLE_QUOTED_SCALAR_STYLE;
    return put_scalar(e, s.ptr, s.len, style);
}

static bool is_short_list(const json_t *value)
{
    size_t i, bytes = 0;
    json_t *element;

    json_array_foreach ((json_t *)(uintptr_t)value, i, element) {
        if (!json_is_string(element) && !json_is_integer(element))
            return false;
        bytes += json_is_string(element) ? json_string_length(element) + 2 : 8;
    }
    return bytes <= SHORT_LIST_BYTES;
}

static bool put_value(struct emit *e, const json_t *value, const char *name);

static bool put_list(struct emit *e, const json_t *value, const char *name)
{
    yaml_event_t event;
    size_t i;
    json_t *element;

    yaml_sequence_style_t style =
        is_short_list(value) ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE;
    if (!yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, style) ||
        !yaml_emitter_emit(&e->emitter, &event))
        return false;
    json_array_foreach ((json_t *)(uintptr_t)value, i, element) {
        if (!put_value(e, element, name))
            return false;
    }
    return yaml_sequence_end_event_initialize(&event) && yaml_emitter_emit(&e->emitter, &event);
}

static bool put_map(struct emit *e, const json_t *value)
{
    yaml_event_t event;
    const char *name;
    size_t len;
    json_t *member;

    if (!yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE) ||
        !yaml_emitter_emit(&e->emitter, &event))
        return false;
    json_object_keylen_foreach((json_t *)(uintptr_t)value, name, len, member)
    {
        if (!put_scalar(e, name, len, YAML_PLAIN_SCALAR_STYLE) || !put_value(e, member, name))
            return false;
    }
    return yaml_mapping_end_event_initialize(&event) && yaml_emitter_emit(&e->emitter, &event);
}

static bool put_number(struct emit *e, const json_t *value)
{
    char text[64];

    if (json_is_integer(value))
        snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else
        snprintf(text, sizeof text, "%.17g", json_real_value(value));
    return put_scalar(e, text, strlen(text), YAML_PLAIN_SCALAR_STYLE);
}

static bool put_value(struct emit *e, const json_t *value, const char *name)
{
    const char *word;

    if (json_is_object(value))
        return put_map(e, value);
    if (json_is_array(value))
        return put_list(e, value, name);
    if (json_is_string(value))
        return put_string(e, value, name);
    if (json_is_number(value))
        return put_number(e, value);
    word = json_is_true(value) ? "true" : json_is_false(value) ? "false" : "null";
    return put_scalar(e, word, strlen(word), YAML_PLAIN_SCALAR_STYLE);
}

static bool put_document(struct emit *e, const json_t *value)
{
    yaml_event_t event;

    return yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING) &&
           yaml_emitter_emit(&e->emitter, &event) &&
           yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1) &&
           yaml_emitter_emit(&e->emitter, &event) && put_value(e, value, NULL) &&
           yaml_document_end_event_initialize(&event, 1) &&
           yaml_emitter_emit(&e->emitter, &event) && yaml_stream_end_event_initialize(&event) &&
           yaml_emitter_emit(&e->emitter, &event);
}

bool wd_yaml_write(struct wd_buf *out, const json_t *value, const char *const *blocks)
{
    struct emit e = {.out = out, .blocks = blocks};
    bool done;

    if (!yaml_emitter_initialize(&e.emitter))
        return false;
    yaml_emitter_set_output(&e.emitter, append, out);
    yaml_emitter_set_unicode(&e.emitter, 1);
    yaml_emitter_set_width(&e.emitter, LINE_COLUMNS);
    done = put_document(&e, value) && !out->failed;
    yaml_emitter_delete(&e.emitter);
    return done;
}
