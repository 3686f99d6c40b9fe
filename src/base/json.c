/* The part of the JSON view that is the same on every backend: look-ups by pointer, loose integers
 * and booleans, and mending text that no strict parser takes. */
#include "whydenied/base/json.h"

#include <stdlib.h>

#include "base/json_engine.h"
#include "base/json_mend.h"
#include "base/json_shape.h"
#include "whydenied/base/buf.h"
#include "whydenied/base/char.h"
#include "whydenied/base/limits.h"

struct wd_json {
    struct wd_json_engine *engine;
    struct wd_shapes *shapes; /* or NULL */
    bool shaped;              /* the last text was of a form that is known */
    struct wd_buf mended, crossed;
    enum wd_json_reading reading;
    bool twice;
};

struct wd_json *wd_json_new(void)
{
    struct wd_json *parser = calloc(1, sizeof *parser);

    if (!parser)
        return NULL;
    parser->engine = wd_json_engine_new();
    if (!parser->engine) {
        free(parser);
        return NULL;
    }
    wd_buf_init(&parser->mended, 2 * WD_RECORD_MAX);
    wd_buf_init(&parser->crossed, 2 * WD_RECORD_MAX);
    return parser;
}

void wd_json_free(struct wd_json *parser)
{
    if (!parser)
        return;
    wd_json_engine_free(parser->engine);
    wd_shapes_free(parser->shapes);
    wd_buf_done(&parser->mended);
    wd_buf_done(&parser->crossed);
    free(parser);
}

const char *wd_json_backend(void)
{
    return wd_json_engine_name();
}

enum { SIGNS_AT_ONCE = 192 }; /* of one byte's sum, and whole vectors */

static inline unsigned char signs_of(const char *s, size_t len)
{
    unsigned char signs = 0;

    for (size_t i = 0; i < len; i++)
        signs = (unsigned char)(signs + ((s[i] == ',') | (s[i] == '[') | (s[i] == '{')));
    return signs;
}

/* Each value has one of three signs before it; a few more in strings do not matter. A value and what
 * parts it from the next take two bytes at least, so nearly nothing is looked through. */
static bool too_many_values(struct wd_str text)
{
    size_t signs = 0, i = 0;

    if (text.len <= (size_t)2 * WD_VALUES_MAX)
        return false;
    for (; i + SIGNS_AT_ONCE <= text.len; i += SIGNS_AT_ONCE)
        signs += signs_of(text.ptr + i, SIGNS_AT_ONCE);
    return signs + signs_of(text.ptr + i, text.len - i) > WD_VALUES_MAX;
}

void wd_json_remember_forms(struct wd_json *parser)
{
    if (!parser->shapes)
        parser->shapes = wd_shapes_new();
}

size_t wd_json_form(struct wd_json *parser, struct wd_str text, uint64_t *ret_lines)
{
    bool asked = parser->shapes && parser->reading == WD_JSON_AS_IS;

    parser->shaped = false;
    return asked ? wd_shapes_ahead(parser->shapes, text, ret_lines) : 0;
}

bool wd_json_watch(struct wd_json *parser)
{
    if (parser->shaped)
        wd_shapes_watch(parser->shapes);
    return parser->shaped;
}

unsigned wd_json_conclusion(const struct wd_json *parser)
{
    return parser->shaped ? wd_shapes_conclusion(parser->shapes) : 0;
}

void wd_json_conclude(struct wd_json *parser, unsigned conclusion)
{
    if (parser->shaped)
        wd_shapes_conclude(parser->shapes, conclusion);
}

bool wd_json_keep_course(struct wd_json *parser, const struct wd_json_mark *marks, size_t count)
{
    return parser->shaped && wd_shapes_keep_course(parser->shapes, marks, count);
}

size_t wd_json_course(struct wd_json *parser, size_t which, char *to, size_t max,
                      struct wd_str ret_marked[WD_JSON_MARKS_MAX])
{
    return parser->shaped ? wd_shapes_course(parser->shapes, which, to, max, ret_marked) : 0;
}

void wd_json_course_held(struct wd_json *parser, size_t which)
{
    wd_shapes_course_held(parser->shapes, which);
}

void wd_json_read_as(struct wd_json *parser, enum wd_json_reading reading)
{
    parser->reading = reading;
}

bool wd_json_twice(const struct wd_json *parser)
{
    return !parser->shaped && (parser->twice || wd_json_engine_twice(parser->engine));
}

static bool pad(struct wd_buf *text)
{
    if (!wd_buf_reserve(text, WD_PADDING))
        return false;
    memset(text->ptr + text->len, 0, WD_PADDING);
    return true;
}

static enum wd_json_fault parse_crossed(struct wd_json *parser, struct wd_str text,
                                        enum wd_json_reading reading, struct wd_jv *ret_root)
{
    if (text.len > WD_RECORD_MAX)
        return WD_JSON_TOO_LONG;
    if (!wd_json_cross_out(&parser->crossed, text, reading) || !pad(&parser->crossed))
        return WD_JSON_NO_MEMORY;
    return wd_json_engine_parse(parser->engine, wd_buf_str(&parser->crossed), ret_root);
}

enum wd_json_fault wd_json_parse(struct wd_json *parser, struct wd_str text, struct wd_jv *ret_root)
{
    enum wd_json_fault fault;

    *ret_root = (struct wd_jv){NULL, 0};
    parser->twice = false;
    parser->shaped = false;
    if (too_many_values(text))
        return WD_JSON_TOO_LONG;
    if (parser->reading != WD_JSON_AS_IS)
        return parse_crossed(parser, text, parser->reading, ret_root);
    if (parser->shapes && wd_shapes_match(parser->shapes, text, ret_root)) {
        parser->shaped = true;
        return WD_JSON_OK;
    }
    fault = wd_json_engine_parse(parser->engine, text, ret_root);
    if (fault == WD_JSON_OK && parser->shapes)
        wd_shapes_learn(parser->shapes, text);
    if (fault != WD_JSON_TWICE)
        return fault;
    parser->twice = true;
    return parse_crossed(parser, text, WD_JSON_FIRST, ret_root);
}

enum wd_json_fault wd_json_parse_mended(struct wd_json *parser, struct wd_str text,
                                        struct wd_jv *ret_root, bool *ret_mended)
{
    enum wd_json_fault fault = wd_json_parse(parser, text, ret_root);

    *ret_mended = false;
    if (fault != WD_JSON_MALFORMED)
        return fault;
    wd_buf_clear(&parser->mended);
    if (!wd_json_mend(&parser->mended, text))
        return fault;
    if (!pad(&parser->mended))
        return WD_JSON_NO_MEMORY;
    *ret_mended = true;
    return wd_json_parse(parser, wd_buf_str(&parser->mended), ret_root);
}

/* ~1 is a slash and ~0 a tilde (RFC 6901, section 4); any other tilde is an error. Returns where the
 * step ends in the text, NULL for an error. */
static char *read_step(char *text, struct wd_str *ret_step)
{
    char *to = text, *from = text;

    for (; *from && *from != '/'; from++) {
        char c = *from;
        if (c == '~') {
            c = *++from;
            if (c != '0' && c != '1')
                return NULL;
            c = c == '0' ? '~' : '/';
        }
        *to++ = c;
    }
    *ret_step = wd_str_make(text, (size_t)(to - text));
    return from;
}

bool wd_pointer_read(struct wd_pointer *ret_pointer, char *text)
{
    ret_pointer->count = 0;
    while (*text) {
        if (*text != '/' || ret_pointer->count == WD_POINTER_STEPS_MAX)
            return false;
        text = read_step(text + 1, &ret_pointer->steps[ret_pointer->count++]);
        if (!text)
            return false;
    }
    return true;
}

/* Only a number counts elements; the type of what is stepped into, most names need not ask for. */
static struct wd_jv one_step(struct wd_jv v, struct wd_str step)
{
    unsigned long long index;

    if (!wd_is_digit(wd_str_at(step, 0)) || wd_jv_type(v) != WD_JSON_ARRAY)
        return wd_jv_member(v, step);
    if (!wd_str_to_u64(step, &index) || (step.len > 1 && step.ptr[0] == '0'))
        return (struct wd_jv){NULL, 0};
    return wd_jv_element(v, (size_t)index);
}

struct wd_jv wd_pointer_follow(const struct wd_pointer *pointer, struct wd_jv v)
{
    for (size_t i = 0; i < pointer->count && v.a; i++)
        v = one_step(v, pointer->steps[i]);
    return v;
}

/* Its steps stand in it as they are, no byte escaped. */
static struct wd_jv follow_plain(struct wd_jv v, struct wd_str pointer)
{
    while (pointer.len > 0 && v.a) {
        if (pointer.ptr[0] != '/')
            return (struct wd_jv){NULL, 0};
        pointer = wd_str_from(pointer, 1);
        size_t len = wd_str_find_char(pointer, '/');
        v = one_step(v, wd_str_sub(pointer, 0, len));
        pointer = wd_str_from(pointer, len);
    }
    return v;
}

struct wd_jv wd_jv_at(struct wd_jv v, const char *pointer)
{
    const struct wd_str whole = wd_str_of(pointer);
    struct wd_pointer read;
    char text[256];

    if (wd_str_find_char(whole, '~') == WD_NPOS)
        return follow_plain(v, whole);
    if (whole.len >= sizeof text)
        return (struct wd_jv){NULL, 0};
    memcpy(text, pointer, whole.len + 1);
    return wd_pointer_read(&read, text) ? wd_pointer_follow(&read, v) : (struct wd_jv){NULL, 0};
}

struct wd_str wd_jv_str(struct wd_jv v)
{
    struct wd_str s = WD_STR_NONE;

    wd_jv_is_str(v, &s);
    return s;
}

static bool integer_of_text(struct wd_str s, int64_t *ret_n)
{
    bool minus = s.len > 1 && s.ptr[0] == '-';
    unsigned long long n;

    if (!wd_str_to_u64(wd_str_from(s, minus), &n) || n > INT64_MAX)
        return false;
    *ret_n = minus ? -(int64_t)n : (int64_t)n;
    return true;
}

bool wd_jv_int(struct wd_jv v, int64_t *ret_n)
{
    double real;

    switch (wd_jv_type(v)) {
    case WD_JSON_INTEGER:
        *ret_n = wd_jv_raw_integer(v);
        return true;
    case WD_JSON_STRING:
        return integer_of_text(wd_jv_str(v), ret_n);
    case WD_JSON_REAL: /* 7.0, from stores whose only number is a double */
        real = wd_jv_raw_real(v);
        if (!(real > -9007199254740992.0 && real < 9007199254740992.0) ||
            (double)(int64_t)real != real)
            return false;
        *ret_n = (int64_t)real;
        return true;
    default:
        return false;
    }
}

bool wd_jv_bool(struct wd_jv v, bool *ret_b)
{
    if (wd_jv_type(v) != WD_JSON_BOOL)
        return false;
    *ret_b = wd_jv_raw_bool(v);
    return true;
}
