/* jansson values as JSON text that no reader of the output obeys: in the same pass that escapes what
 * JSON wants escaped, whatever a terminal, a CI log or an eye may not survive. */
#include <stdio.h>
#include <utf8proc.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "whydenied/report/value.h"

#define SHORT 256u

/* Characters that JSON allows as they are and a terminal or an eye may not survive. */
static bool must_escape(utf8proc_int32_t code)
{
    utf8proc_category_t category = utf8proc_category(code);

    return code == 0x7F || category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
           category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

static void put_unit(struct wd_output *out, unsigned code)
{
    wd_output_printf(out, "\\u%04x", code);
}

static void put_escape(struct wd_output *out, utf8proc_int32_t code)
{
    static const char letters[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                   ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\'};
    unsigned c = (unsigned)code;

    if (c < sizeof letters && letters[c]) {
        const char pair[] = {'\\', letters[c]};
        wd_output_put(out, wd_str_make(pair, sizeof pair));
    } else if (c < 0x10000) {
        put_unit(out, c);
    } else {
        put_unit(out, 0xD800 + ((c - 0x10000) >> 10));
        put_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
    }
}

/* Letters, digits and most signs, which is nearly everything. */
static bool is_plain(char c)
{
    return c >= ' ' && c < 0x7F && c != '"' && c != '\\' && c != '#';
}

#ifdef __SSE2__
/* A bit for each of the sixteen bytes that is none of these. */
static unsigned not_plain(const char *at)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i found = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')); /* and all from 0x80 on */

    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F)));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('#')));
    return (unsigned)_mm_movemask_epi8(found);
}
#endif

/* How many bytes from `at` on go out as they are without being looked at one by one. */
static size_t plain_run(struct wd_str s, size_t at)
{
    const size_t from = at;

#ifdef __SSE2__
    for (; s.len - at >= 16; at += 16) {
        unsigned found = not_plain(s.ptr + at);

        if (found)
            return at - from + (size_t)__builtin_ctz(found);
    }
#endif
    while (at < s.len && is_plain(s.ptr[at]))
        at++;
    return at - from;
}

/* Length of the character at `at`, and whether it goes out as it is. "##" starts a command of some CI
 * systems, so no '#' follows another. */
static size_t look_at(struct wd_str s, size_t at, utf8proc_int32_t *ret_code, bool *ret_plain)
{
    utf8proc_ssize_t n = 1;

    *ret_code = (unsigned char)s.ptr[at];
    if (*ret_code >= 0x80)
        n = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + at, (utf8proc_ssize_t)(s.len - at),
                             ret_code);
    if (*ret_code == '#')
        *ret_plain = at == 0 || s.ptr[at - 1] != '#';
    else
        *ret_plain = *ret_code != '"' && *ret_code != '\\' && !must_escape(*ret_code);
    return n > 0 ? (size_t)n : 1; /* jansson holds valid UTF-8 only */
}

static void put_escaped(struct wd_output *out, struct wd_str s)
{
    size_t from = 0, at = 0;

    while ((at += plain_run(s, at)) < s.len) {
        utf8proc_int32_t code;
        bool plain;
        size_t n = look_at(s, at, &code, &plain);

        if (!plain) {
            wd_output_put(out, wd_str_sub(s, from, at - from));
            put_escape(out, code);
            from = at + n;
        }
        at += n;
    }
    wd_output_put(out, wd_str_from(s, from));
}

/* Most strings are short and plain: they go out at once with what stands around them. */
static void put_between(struct wd_output *out, struct wd_str before, struct wd_str s,
                        struct wd_str after)
{
    char whole[SHORT];

    if (before.len + s.len + after.len > sizeof whole || plain_run(s, 0) < s.len) {
        wd_output_put(out, before);
        put_escaped(out, s);
        wd_output_put(out, after);
        return;
    }
    memcpy(whole, before.ptr, before.len);
    wd_str_copy(whole + before.len, s);
    memcpy(whole + before.len + s.len, after.ptr, after.len);
    wd_output_put(out, wd_str_make(whole, before.len + s.len + after.len));
}

void wd_value_put_string(struct wd_output *out, struct wd_str s)
{
    put_between(out, WD_STR("\""), s, WD_STR("\""));
}

static void put_integer(struct wd_output *out, json_int_t n)
{
    char digits[WD_VALUE_NUMBER];
    size_t at = sizeof digits;
    unsigned long long rest = n < 0 ? 0 - (unsigned long long)n : (unsigned long long)n;

    do
        digits[--at] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (n < 0)
        digits[--at] = '-';
    wd_output_put(out, wd_str_make(digits + at, sizeof digits - at));
}

/* As jansson writes them, but without the memory that it takes for that. */
static void put_scalar(struct wd_output *out, const json_t *value)
{
    char text[32];

    switch (json_typeof(value)) {
    case JSON_INTEGER:
        put_integer(out, json_integer_value(value));
        break;
    case JSON_REAL:
        snprintf(text, sizeof text, "%.6g", json_real_value(value));
        wd_output_putz(out, text);
        wd_output_putz(out, strpbrk(text, ".e") ? "" : ".0");
        break;
    case JSON_TRUE:
        wd_output_put(out, WD_STR("true"));
        break;
    case JSON_FALSE:
        wd_output_put(out, WD_STR("false"));
        break;
    default:
        wd_output_put(out, WD_STR("null"));
    }
}

static void put_array(struct wd_output *out, const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        wd_output_put(out, i ? WD_STR(",") : WD_STR("["));
        wd_value_put_json(out, json_array_get(array, i));
    }
    wd_output_put(out, json_array_size(array) ? WD_STR("]") : WD_STR("[]"));
}

static void put_object(struct wd_output *out, const json_t *object)
{
    struct wd_str before = WD_STR("{\"");

    for (void *it = wd_value_iter(object); it; it = wd_value_iter_next(object, it)) {
        put_between(out, before, wd_str_of(json_object_iter_key(it)), WD_STR("\":"));
        wd_value_put_json(out, json_object_iter_value(it));
        before = WD_STR(",\"");
    }
    wd_output_put(out, json_object_size(object) ? WD_STR("}") : WD_STR("{}"));
}

void wd_value_put_json(struct wd_output *out, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        put_object(out, value);
        break;
    case JSON_ARRAY:
        put_array(out, value);
        break;
    case JSON_STRING:
        wd_value_put_string(out, wd_str_make(json_string_value(value), json_string_length(value)));
        break;
    default:
        put_scalar(out, value);
    }
}
