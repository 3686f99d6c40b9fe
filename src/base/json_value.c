/* A jansson value as text and from text, where jansson's own way has a fault or takes too long. */
#include "whydenied/base/json_value.h"

#include <stdlib.h>

#include "whydenied/base/buf.h"
#include "whydenied/base/json.h"
#include "whydenied/base/limits.h"

/* The buffer remembers a failure that jansson does not look at. */
static int append(const char *text, size_t len, void *context)
{
    struct wd_buf *out = context;

    wd_buf_put(out, wd_str_make(text, len));
    return out->failed ? -1 : 0;
}

char *wd_json_dump(const json_t *value, size_t flags)
{
    struct wd_buf out;

    wd_buf_init(&out, WD_REPORT_BYTES_MAX);
    if (json_dump_callback(value, append, &out, flags) != 0 || !*wd_buf_cstr(&out)) {
        wd_buf_done(&out);
        return NULL;
    }
    return out.ptr; /* ended by wd_buf_cstr */
}

/* ---- from text ------------------------------------------------------------------------------------------
 * The parser of records finds the values, and jansson's own functions that check nothing build them: the parser has
 * checked. What is rare (reals, zero bytes, names that stand twice) is left to jansson. */

static json_t *text_of(struct wd_str s)
{
    return wd_str_find_char(s, '\0') == WD_NPOS ? json_stringn_nocheck(s.len ? s.ptr : "", s.len)
                                                : NULL;
}

static json_t *array_of(struct wd_jv v)
{
    struct wd_jiter it = wd_jv_iter(v);
    json_t *array = json_array();

    while (wd_jiter_next(&it))
        if (json_array_append_new(array, wd_json_value(it.value)) != 0) {
            json_decref(array);
            return NULL;
        }
    return array;
}

static json_t *object_of(struct wd_jv v)
{
    struct wd_jiter it = wd_jv_iter(v);
    json_t *object = json_object();

    for (size_t count = 1; wd_jiter_next(&it); count++)
        if (wd_str_find_char(it.name, '\0') != WD_NPOS ||
            json_object_setn_new_nocheck(object, it.name.ptr, it.name.len,
                                         wd_json_value(it.value)) != 0 ||
            json_object_size(object) != count) {
            json_decref(object);
            return NULL;
        }
    return object;
}

/* Not deeper than the parser allows. */
json_t *wd_json_value(struct wd_jv v)
{
    int64_t n = 0;
    bool b = false;

    switch (wd_jv_type(v)) {
    case WD_JSON_OBJECT:
        return object_of(v);
    case WD_JSON_ARRAY:
        return array_of(v);
    case WD_JSON_STRING:
        return text_of(wd_jv_str(v));
    case WD_JSON_INTEGER:
        return wd_jv_int(v, &n) ? json_integer(n) : NULL;
    case WD_JSON_BOOL:
        return wd_jv_bool(v, &b) ? json_boolean(b) : NULL;
    case WD_JSON_NULL:
        return json_null();
    default:
        return NULL;
    }
}

json_t *wd_json_load(struct wd_str text)
{
    struct wd_json *parser =
        strcmp(wd_json_backend(), "jansson") == 0 ? NULL : wd_json_new(); /* nothing to gain */
    json_t *root = NULL;
    struct wd_jv v;

    if (parser && wd_json_parse(parser, text, &v) == WD_JSON_OK &&
        (wd_jv_type(v) == WD_JSON_OBJECT || wd_jv_type(v) == WD_JSON_ARRAY))
        root = wd_json_value(v);
    wd_json_free(parser);
    return root;
}
