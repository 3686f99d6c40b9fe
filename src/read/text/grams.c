/* Does one of some names stand in a text? Every fourth place is looked at, four bytes together, as signs.c does: of seven bytes
 * of a name the four such bytes that begin at each of its first four places are kept, so one of them stands at such a place. */
#include "read/text/grams.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAVE_AVX2 1
#endif

enum { STRIDE = 4, WHOLE = STRIDE + STRIDE - 1 };
#define SMALL UINT32_C(0x20202020) /* the bit of each byte that tells small letters */
#define MIX   UINT32_C(2654435761)

static uint32_t gram_at(const char *place)
{
    uint32_t bytes;

    memcpy(&bytes, place, sizeof bytes);
    return bytes | SMALL;
}

static size_t hash_of(uint32_t gram)
{
    return gram * MIX >> 16;
}

static size_t hash_of_seven(const char *place)
{
    return (gram_at(place) * MIX ^ gram_at(place + WHOLE - STRIDE) * UINT32_C(0x85EBCA6B)) >> 16;
}

static bool has(const uint32_t *bits, size_t hash)
{
    return bits[hash / 32] >> hash % 32 & 1;
}

static void put(uint32_t *bits, size_t hash)
{
    bits[hash / 32] |= UINT32_C(1) << hash % 32;
}

/* Around the mark that parts an account from its project, or a bucket from its object. */
static size_t window_of(struct wd_str name)
{
    size_t mark = wd_str_find_char(name, '@');

    mark = mark == WD_NPOS ? wd_str_find_char(name, '/') : mark;
    mark = mark == WD_NPOS || mark < 2 ? 0 : mark - 2;
    return mark + WHOLE > name.len ? name.len - WHOLE : mark;
}

void wd_name_grams_put(struct wd_name_grams *grams, struct wd_str name)
{
    if (name.len < WHOLE)
        return;
    const char *window = name.ptr + window_of(name);

    for (size_t at = 0; at < STRIDE; at++)
        put(grams->four, hash_of(gram_at(window + at)));
    put(grams->seven, hash_of_seven(window));
}

/* The seven bytes of a name of which these four are a part. */
static bool stands_around(const struct wd_name_grams *grams, struct wd_str text, size_t at)
{
    for (size_t back = 0; back < STRIDE && back <= at; back++)
        if (at - back + WHOLE <= text.len && has(grams->seven, hash_of_seven(text.ptr + at - back)))
            return true;
    return false;
}

#ifdef HAVE_AVX2
enum { WIDTH = 32 };

/* How far nothing stands at eight places together. */
__attribute__((target("avx2"))) static size_t pass_wide(const struct wd_name_grams *grams,
                                                        struct wd_str text, size_t from)
{
    const __m256i small = _mm256_set1_epi32((int)SMALL), mix = _mm256_set1_epi32((int)MIX),
                  bit = _mm256_set1_epi32(31);

    for (; from + WIDTH <= text.len; from += WIDTH) {
        __m256i bytes = _mm256_loadu_si256((const __m256i_u *)(text.ptr + from));
        __m256i hash = _mm256_mullo_epi32(_mm256_or_si256(bytes, small), mix);
        __m256i words =
            _mm256_i32gather_epi32((const int *)grams->four, _mm256_srli_epi32(hash, 21), 4);
        __m256i place = _mm256_and_si256(_mm256_srli_epi32(hash, 16), bit);
        __m256i first = _mm256_slli_epi32(_mm256_srlv_epi32(words, place), 31);
        if (!_mm256_testz_si256(first, first))
            break;
    }
    return from;
}
#endif

/* At a stride's place behind `from`. */
static size_t pass(const struct wd_name_grams *grams, struct wd_str text, size_t from)
{
#ifdef HAVE_AVX2
    if (__builtin_cpu_supports("avx2"))
        from = pass_wide(grams, text, from);
#endif
    while (from + STRIDE <= text.len && !has(grams->four, hash_of(gram_at(text.ptr + from))))
        from += STRIDE;
    return from;
}

size_t wd_name_grams_find(const struct wd_name_grams *grams, struct wd_str text)
{
    for (size_t at = 0; (at = pass(grams, text, at)) + STRIDE <= text.len; at += STRIDE)
        if (stands_around(grams, text, at))
            return at;
    return text.len;
}
