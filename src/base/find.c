/* Looking for a text in a text.
 *
 * Both ends of it are looked for together, at sixteen places at a time: two bytes that far apart stand in few places where
 * the text does not. Letters count in any case only in ASCII, where that is one bit of them. */
#include "whydenied/base/char.h"
#include "whydenied/base/str.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    TRIES_MAX = 16
}; /* ends without the text between them, until memmem looks, which is linear */

static bool is_same(const char *a, const char *b, size_t len, bool any_case)
{
    if (!any_case)
        return memcmp(a, b, len) == 0;
    for (size_t i = 0; i < len; i++)
        if (wd_lower(a[i]) != wd_lower(b[i]))
            return false;
    return true;
}

static size_t find_linearly(struct wd_str hay, size_t from, struct wd_str needle)
{
    const char *at =
        from < hay.len ? memmem(hay.ptr + from, hay.len - from, needle.ptr, needle.len) : NULL;

    return at ? (size_t)(at - hay.ptr) : WD_NPOS;
}

#ifdef __SSE2__
enum { WIDTH = 16 };

/* A byte, and the bit that says in which case it is, or none. */
struct end {
    __m128i byte, any;
};

static inline struct end end_of(char c, bool any_case)
{
    const bool letter = any_case && (wd_is_lower(c) || wd_is_upper(c));

    return (struct end){_mm_set1_epi8(letter ? wd_lower(c) : c), _mm_set1_epi8(letter ? 0x20 : 0)};
}

static inline __m128i stands_at(const char *at, struct end end)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);

    return _mm_cmpeq_epi8(_mm_or_si128(bytes, end.any), end.byte);
}

/* Of at least WIDTH places where it may start. The last look overlaps the one before. */
__attribute__((always_inline)) static inline size_t find_wide(struct wd_str hay,
                                                              struct wd_str needle, bool any_case)
{
    const struct end first = end_of(needle.ptr[0], any_case);
    const struct end last = end_of(needle.ptr[needle.len - 1], any_case);
    const size_t count = hay.len - needle.len + 1;
    unsigned tries = 0;

    for (size_t from = 0, next = 0;; from = next += WIDTH) {
        next = next + WIDTH > count ? count - WIDTH : next;
        const char *at = hay.ptr + next;
        unsigned found = (unsigned)_mm_movemask_epi8(
            _mm_and_si128(stands_at(at, first), stands_at(at + needle.len - 1, last)));

        for (found &= ~0u << (from - next); found; found &= found - 1) {
            size_t place = next + (size_t)__builtin_ctz(found);

            if (is_same(hay.ptr + place, needle.ptr, needle.len, any_case))
                return place;
            if (!any_case && ++tries == TRIES_MAX)
                return find_linearly(hay, place + 1, needle);
        }
        if (next + WIDTH == count)
            return WD_NPOS;
    }
}
#endif

#ifdef __SSE2__
static bool has_one_of_wide(struct wd_str hay, const char bytes[4])
{
    const __m128i a = _mm_set1_epi8(bytes[0]), b = _mm_set1_epi8(bytes[1]),
                  c = _mm_set1_epi8(bytes[2]), d = _mm_set1_epi8(bytes[3]);

    for (size_t next = 0;; next += WIDTH) {
        next = next + WIDTH > hay.len ? hay.len - WIDTH : next;
        const __m128i here = _mm_loadu_si128((const __m128i *)(const void *)(hay.ptr + next));
        if (_mm_movemask_epi8(
                _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(here, a), _mm_cmpeq_epi8(here, b)),
                             _mm_or_si128(_mm_cmpeq_epi8(here, c), _mm_cmpeq_epi8(here, d)))))
            return true;
        if (next + WIDTH == hay.len)
            return false;
    }
}
#endif

bool wd_str_has_one_of(struct wd_str hay, const char bytes[4])
{
#ifdef __SSE2__
    if (hay.len >= WIDTH)
        return has_one_of_wide(hay, bytes);
#endif
    for (size_t i = 0; i < hay.len; i++)
        if (hay.ptr[i] == bytes[0] || hay.ptr[i] == bytes[1] || hay.ptr[i] == bytes[2] ||
            hay.ptr[i] == bytes[3])
            return true;
    return false;
}

size_t wd_str_find(struct wd_str hay, struct wd_str needle)
{
    if (needle.len == 0)
        return 0;
    if (needle.len > hay.len)
        return WD_NPOS;
    if (needle.len == 1)
        return wd_str_find_char(hay, needle.ptr[0]);
#ifdef __SSE2__
    if (hay.len - needle.len >= WIDTH)
        return find_wide(hay, needle, false);
#endif
    size_t at = 0, count = hay.len - needle.len + 1;

    for (unsigned tries = 0; at < count && tries < TRIES_MAX; at++, tries++) {
        const char *first = memchr(hay.ptr + at, needle.ptr[0], count - at);

        if (!first)
            return WD_NPOS;
        at = (size_t)(first - hay.ptr);
        if (is_same(first, needle.ptr, needle.len, false))
            return at;
    }
    return find_linearly(hay, at, needle);
}

size_t wd_str_ifind(struct wd_str hay, const char *needle)
{
    const struct wd_str wanted = wd_str_of(needle);
    const char first = wd_lower(wd_str_at(wanted, 0));

    if (wanted.len == 0 || wanted.len > hay.len)
        return WD_NPOS;
#ifdef __SSE2__
    if (hay.len - wanted.len >= WIDTH)
        return find_wide(hay, wanted, true);
#endif
    for (size_t at = 0; at + wanted.len <= hay.len; at++)
        if (wd_lower(hay.ptr[at]) == first && is_same(hay.ptr + at, needle, wanted.len, true))
            return at;
    return WD_NPOS;
}

bool wd_str_ihas(struct wd_str hay, const char *needle)
{
    return wd_str_ifind(hay, needle) != WD_NPOS;
}

/* ---- many words in a text ------------------------------------------------------------------------ */

void wd_pairs_add(struct wd_pairs *pairs, struct wd_str text)
{
    for (size_t i = 0; i + 1 < text.len; i++)
        pairs->behind[text.ptr[i] & 31] |= UINT32_C(1) << (text.ptr[i + 1] & 31);
}

bool wd_pairs_may_hold(const struct wd_pairs *pairs, const char *word)
{
    for (; word[0] && word[1]; word++)
        if (!(pairs->behind[word[0] & 31] >> (word[1] & 31) & 1))
            return false;
    return true;
}

bool wd_pairs_has_one(const struct wd_pairs *pairs, struct wd_str text, const char *const *words)
{
    for (; *words; words++)
        if (wd_pairs_may_hold(pairs, *words) && wd_str_has(text, wd_str_of(*words)))
            return true;
    return false;
}

bool wd_pairs_ihas_one(const struct wd_pairs *pairs, struct wd_str text, const char *const *words)
{
    for (; *words; words++)
        if (wd_pairs_may_hold(pairs, *words) && wd_str_ihas(text, *words))
            return true;
    return false;
}
