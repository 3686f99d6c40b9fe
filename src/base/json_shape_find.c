/* Going through a text along the forms that are known. */
#include "base/json_shape.h"

#include <stdlib.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/json_shape_inside.h"
#include "whydenied/base/char.h"
#include "whydenied/base/limits.h"

#define CREDIT     16u /* of one text */
#define CREDIT_MAX (64u * CREDIT)
#define PATIENCE   128u                  /* texts of no known form in a row, */
#define LARGE      ((size_t)1024 * 1024) /* what such a record takes of the parser is wanted back */
#define REST       2048u                 /* and then so many that are not tried */

struct wd_shapes *wd_shapes_new(void)
{
    struct wd_shapes *shapes = calloc(1, sizeof *shapes);

    if (!shapes)
        return NULL;
    shapes->arena = wd_arena_new(WD_SHAPES_BYTES);
    if (!shapes->arena) {
        free(shapes);
        return NULL;
    }
    wd_buf_init(&shapes->plain, WD_SHAPE_TEXT_MAX);
    shapes->credit = CREDIT_MAX;
    return shapes;
}

void wd_shapes_free(struct wd_shapes *shapes)
{
    if (!shapes)
        return;
    wd_arena_free(shapes->arena);
    wd_buf_done(&shapes->plain);
    wd_buf_done(&shapes->watch.asked);
    free(shapes);
}

/* ---- along a text -------------------------------------------------------------------------------------- */

/* The two may be read WD_PADDING bytes beyond their ends. */
static inline bool starts_with(const char *text, struct wd_str fixed)
{
#if defined(__SSE2__)
    for (size_t at = 0; at < fixed.len; at += WD_SHAPE_STEP) {
        __m128i a = _mm_loadu_si128((const __m128i *)(const void *)(text + at));
        __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(fixed.ptr + at));
        unsigned differs = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(a, b)) ^ 0xFFFFu;
        if (differs && at + (unsigned)__builtin_ctz(differs) < fixed.len)
            return false;
    }
    return true;
#else
    return memcmp(text, fixed.ptr, fixed.len) == 0;
#endif
}

/* The first byte that is no printable ASCII, a quote or a backslash. */
static inline const char *end_of_plain(const char *at, const char *end)
{
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'),
                  blank = _mm_set1_epi8(' ');

    for (; at < end; at += WD_SHAPE_STEP) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
        __m128i stops =
            _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, slash)),
                         _mm_cmplt_epi8(bytes, blank)); /* signed: above 127 too */
        unsigned found = (unsigned)_mm_movemask_epi8(stops);
        if (found)
            return at + __builtin_ctz(found);
    }
#else
    for (; at < end; at++)
        if (*at == '"' || *at == '\\' || (unsigned char)*at < ' ' || (unsigned char)*at >= 0x80)
            return at;
#endif
    return end;
}

static inline bool is_short_escape(char c)
{
    static const bool escapes[256] = {['"'] = true, ['\\'] = true, ['/'] = true, ['b'] = true,
                                      ['f'] = true, ['n'] = true,  ['r'] = true, ['t'] = true};

    return escapes[(unsigned char)c];
}

/* The closing quote, or NULL for a string that is the parser's matter. */
static inline const char *end_of_string(const char *at, const char *end, bool *ret_escaped)
{
    *ret_escaped = false;
    for (;;) {
        at = end_of_plain(at, end);
        if (at >= end)
            return NULL;
        if (*at == '"')
            return at;
        if (*at != '\\' || !is_short_escape(at[1]))
            return NULL;
        *ret_escaped = true;
        at += 2;
    }
}

/* Behind the integer, or NULL. */
static inline const char *end_of_integer(const char *at)
{
    const char *first = at + (*at == '-');

    at = first;
    while (wd_is_digit(*at))
        at++;
    if (at == first || at - first > 18 || (*first == '0' && at - first > 1))
        return NULL;
    return at;
}

static inline bool take(struct wd_shapes *shapes, const struct wd_branch *branch, const char **at,
                        const char *end, struct wd_shape_value *value)
{
    const char *start = *at + branch->fixed.len, *stop;

    value->escaped = false;
    stop = branch->gap == WD_GAP_STRING ? end_of_string(start, end, &value->escaped)
                                        : end_of_integer(start);
    if (!stop || stop >= end)
        return false;
    shapes->escaped |= value->escaped;
    value->ptr = start;
    value->len = (uint32_t)(stop - start);
    *at = stop;
    return true;
}

/* *ret_len: where it ends, for a form is whole where its outermost bracket closes. */
static struct wd_shape *find(struct wd_shapes *shapes, struct wd_str text, size_t *ret_len)
{
    const char *at = text.ptr, *end;
    const struct wd_branch *branch = shapes->first;
    size_t count = 0;

    shapes->escaped = false;
    if (text.len == 0)
        return NULL; /* and its pointer may be null */
    end = text.ptr + text.len;
    while (branch) {
        while (branch &&
               !((size_t)(end - at) >= branch->fixed.len && starts_with(at, branch->fixed) &&
                 (branch->gap != WD_GAP_INTEGER || wd_is_digit(at[branch->fixed.len]) ||
                  at[branch->fixed.len] == '-')))
            branch = branch->sibling;
        if (branch && branch->gap == WD_GAP_END) {
            *ret_len = (size_t)(at - text.ptr) + branch->fixed.len;
            return branch->shape;
        }
        if (!branch || count == WD_SHAPE_VALUES ||
            !take(shapes, branch, &at, end, &shapes->values[count++]))
            return NULL;
        branch = branch->below;
    }
    return NULL;
}

/* What was learnt long ago may be another day's log. */
static void begin_anew(struct wd_shapes *shapes)
{
    shapes->ahead = WD_STR_NONE;
    wd_arena_clear(shapes->arena);
    shapes->first = NULL;
    shapes->courses = NULL;
    shapes->course_count = 0;
    shapes->full = false;
}

static void miss(struct wd_shapes *shapes)
{
    if (++shapes->misses < PATIENCE)
        return;
    shapes->misses = 0;
    shapes->rest = REST;
    if (shapes->full)
        begin_anew(shapes);
}

size_t wd_shapes_ahead(struct wd_shapes *shapes, struct wd_str text, uint64_t *ret_lines)
{
    size_t len = 0;

    shapes->watch.on = false;
    shapes->ahead = WD_STR_NONE;
    if (shapes->rest > 0)
        return 0;
    text = wd_str_sub(text, 0, WD_SHAPE_TEXT_MAX);
    shapes->shape = find(shapes, text, &len);
    if (!shapes->shape)
        return 0;
    shapes->ahead = wd_str_make(text.ptr, len);
    *ret_lines = shapes->shape->lines;
    return len;
}

/* Whether shapes->shape is that of the text. */
static bool is_found(struct wd_shapes *shapes, struct wd_str text)
{
    size_t len = 0;
    bool ahead =
        shapes->ahead.len > 0 && shapes->ahead.ptr == text.ptr && shapes->ahead.len == text.len;

    shapes->ahead = WD_STR_NONE;
    if (!ahead)
        shapes->shape = find(shapes, text, &len);
    return ahead || (shapes->shape && len == text.len);
}

bool wd_shapes_match(struct wd_shapes *shapes, struct wd_str text, struct wd_jv *ret_root)
{
    shapes->watch.on = false;
    if (shapes->rest > 0) {
        shapes->rest--;
        return false;
    }
    if (text.len > WD_SHAPE_TEXT_MAX) {
        if (text.len > LARGE)
            begin_anew(shapes);
        return false;
    }
    if (!is_found(shapes, text)) {
        miss(shapes);
        return false;
    }
    shapes->misses = 0;
    shapes->credit += shapes->credit < CREDIT_MAX;
    wd_buf_clear(&shapes->plain);
    if (shapes->escaped && !wd_buf_reserve(&shapes->plain, text.len))
        return false;
    *ret_root = (struct wd_jv){shapes, WD_SHAPE_MARK};
    return true;
}
