/* The part of the JSON view that is the same on every backend: look-ups by pointer, loose integers
 * and booleans, and mending text that no strict parser takes. */
#include "whydenied/json.h"

#include <stdlib.h>

#include "base/json_engine.h"
#include "base/json_mend.h"
#include "whydenied/buf.h"
#include "whydenied/limits.h"

struct wd_json {
    struct wd_json_engine *engine;
    struct wd_buf mended;
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
    return parser;
}

void wd_json_free(struct wd_json *parser)
{
    if (!parser)
        return;
    wd_json_engine_free(parser->engine);
    wd_buf_done(&parser->mended);
    free(parser);
}

const char *wd_json_backend(void)
{
    return wd_json_engine_name();
}

enum wd_json_fault wd_json_parse(struct wd_json *parser, struct wd_str text, struct wd_jv *ret_root)
{
    *ret_root = (struct wd_jv){NULL, 0};
    return wd_json_engine_parse(parser->engine, text, ret_root);
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
    if (!wd_buf_reserve(&parser->mended, WD_PADDING))
        return WD_JSON_NO_MEMORY;
    memset(parser->mended.ptr + parser->mended.len, 0, WD_PADDING);
    *ret_mended = true;
    return wd_json_parse(parser, wd_buf_str(&parser->mended), ret_root);
}

struct wd_jv wd_jv_get_ci(struct wd_jv object, const char *name)
{
    struct wd_str wanted = wd_str_of(name);
    struct wd_jiter it = wd_jv_iter(object);

    if (wd_jv_type(object) != WD_JSON_OBJECT)
        return (struct wd_jv){NULL, 0};
    while (wd_jiter_next(&it))
        if (wd_str_ieq(it.name, wanted))
            return it.value;
    return (struct wd_jv){NULL, 0};
}

/* ~1 is a slash and ~0 a tilde (RFC 6901, section 4); any other tilde is an error. */
static bool unescape_step(struct wd_str step, char *to, size_t room, struct wd_str *ret_name)
{
    size_t len = 0;

    for (size_t i = 0; i < step.len; i++, len++) {
        char c = step.ptr[i];
        if (c == '~') {
            if (++i >= step.len || (step.ptr[i] != '0' && step.ptr[i] != '1'))
                return false;
            c = step.ptr[i] == '0' ? '~' : '/';
        }
        if (len >= room)
            return false;
        to[len] = c;
    }
    *ret_name = wd_str_make(to, len);
    return true;
}

static struct wd_jv one_step(struct wd_jv v, struct wd_str step)
{
    struct wd_jv none = {NULL, 0};
    unsigned long long index;
    char plain[256];

    if (wd_jv_type(v) == WD_JSON_ARRAY) {
        if (!wd_str_to_u64(step, &index) || (step.len > 1 && step.ptr[0] == '0'))
            return none;
        return wd_jv_element(v, (size_t)index);
    }
    if (wd_str_find_char(step, '~') != WD_NPOS && !unescape_step(step, plain, sizeof plain, &step))
        return none;
    return wd_jv_member(v, step);
}

struct wd_jv wd_jv_at(struct wd_jv v, const char *pointer)
{
    struct wd_str rest = wd_str_of(pointer);

    while (rest.len > 0 && v.a) {
        if (rest.ptr[0] != '/')
            return (struct wd_jv){NULL, 0};
        size_t next = wd_str_find_char(wd_str_from(rest, 1), '/');
        size_t len = next == WD_NPOS ? rest.len - 1 : next;
        v = one_step(v, wd_str_sub(rest, 1, len));
        rest = wd_str_from(rest, 1 + len);
    }
    return v;
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
