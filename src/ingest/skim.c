/* After simdjson's first stage (Langdale and Lemire, "Parsing Gigabytes of JSON per Second"): masks
 * of 64 bytes say where quotes, backslashes and brackets are; from those follows what is inside
 * strings. Only where the depth could reach zero are single brackets looked at. simdjson gives its own masks to
 * nobody, and takes a document whose end is known.
 *
 * There are two of all that masks are made and counted with: for any processor of the kind, and for those of the last ten
 * years, which takes a third of the instructions. */
#include "ingest/scan.h"

#ifdef __SSE2__
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAVE_WIDE 1
#define WIDE      __attribute__((target("avx2,bmi,pclmul,popcnt")))
#else
#include <emmintrin.h>
#define HAVE_WIDE 0
#endif
#define INLINE static inline __attribute__((always_inline))

struct masks {
    uint64_t quote, slash, newline, open, close;
};

/* "{" and "[" differ by one bit only, as do "}" and "]". */
INLINE struct masks look_at_part(const char *text)
{
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'),
                  newline = _mm_set1_epi8('\n'), fold = _mm_set1_epi8(0x20),
                  open = _mm_set1_epi8('{'), close = _mm_set1_epi8('}');
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);
    __m128i folded = _mm_or_si128(bytes, fold);

    return (struct masks){
        .quote = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, quote)),
        .slash = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, slash)),
        .newline = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, newline)),
        .open = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(folded, open)),
        .close = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(folded, close)),
    };
}

/* What stands behind `first` is `second`. */
INLINE struct masks together(struct masks first, struct masks second, unsigned bytes)
{
    return (struct masks){
        .quote = first.quote | second.quote << bytes,
        .slash = first.slash | second.slash << bytes,
        .newline = first.newline | second.newline << bytes,
        .open = first.open | second.open << bytes,
        .close = first.close | second.close << bytes,
    };
}

INLINE struct masks look_at(const char *text)
{
    return together(together(look_at_part(text), look_at_part(text + 16), 16),
                    together(look_at_part(text + 32), look_at_part(text + 48), 16), 32);
}

/* The bytes that a backslash stands before. *carry: the next block's first byte is one. */
static uint64_t escaped_bytes(uint64_t slash, uint64_t *carry)
{
    const uint64_t even = 0x5555555555555555u;
    uint64_t follows, odd_starts, runs;

    if (slash == 0) {
        follows = *carry;
        *carry = 0;
        return follows;
    }
    slash &= ~*carry;
    follows = slash << 1 | *carry;
    odd_starts = slash & ~even & ~follows;
    *carry = __builtin_add_overflow(odd_starts, slash, &runs);
    return (even ^ runs << 1) & follows;
}

/* Bit n is the parity of the bits up to n: set from an opening quote to before the closing one. */
static uint64_t parity(uint64_t bits)
{
    for (unsigned shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

/* Few bits are set: a loop beats what a processor without a popcount instruction would do. */
static unsigned count(uint64_t bits)
{
    unsigned n = 0;

    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

#if HAVE_WIDE
WIDE INLINE struct masks look_at_part_wide(const char *text)
{
    const __m256i quote = _mm256_set1_epi8('"'), slash = _mm256_set1_epi8('\\'),
                  newline = _mm256_set1_epi8('\n'), fold = _mm256_set1_epi8(0x20),
                  open = _mm256_set1_epi8('{'), close = _mm256_set1_epi8('}');
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)text);
    __m256i folded = _mm256_or_si256(bytes, fold);

    return (struct masks){
        .quote = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, quote)),
        .slash = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, slash)),
        .newline = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, newline)),
        .open = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(folded, open)),
        .close = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(folded, close)),
    };
}

WIDE static struct masks look_at_wide(const char *text)
{
    return together(look_at_part_wide(text), look_at_part_wide(text + 32), 32);
}

/* Times all ones, without carrying. */
WIDE static uint64_t parity_wide(uint64_t bits)
{
    __m128i ones = _mm_set1_epi8((char)0xff);

    return (uint64_t)_mm_cvtsi128_si64(
        _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)bits), ones, 0));
}

WIDE static unsigned count_wide(uint64_t bits)
{
    return (unsigned)__builtin_popcountll(bits);
}
#else
#define look_at_wide look_at
#define parity_wide  parity
#define count_wide   count
#endif

/* Goes through the brackets one by one. Returns the place of the one that ends the value, or 64. */
static unsigned find_end(uint64_t open, uint64_t close, uint64_t *depth)
{
    for (uint64_t all = open | close; all; all &= all - 1) {
        unsigned at = (unsigned)__builtin_ctzll(all);
        if (open >> at & 1)
            ++*depth;
        else if (--*depth == 0)
            return at;
    }
    return 64;
}

INLINE size_t skim(const char *text, size_t len, uint64_t *ret_lines, bool wide)
{
    uint64_t depth = 0, inside = 0, carry = 0, lines = 0;

    for (size_t at = 0; at < len; at += 64) {
        struct masks m = wide ? look_at_wide(text + at) : look_at(text + at);
        uint64_t quotes = m.quote & ~escaped_bytes(m.slash, &carry);
        uint64_t strings = (wide ? parity_wide(quotes) : parity(quotes)) ^ inside;
        uint64_t open = m.open & ~strings, close = m.close & ~strings;
        unsigned closed = wide ? count_wide(close) : count(close);
        inside = 0 - (strings >> 63);
        if (depth <= closed) {
            unsigned end = find_end(open, close, &depth);
            if (end < 64) {
                uint64_t before = ((uint64_t)1 << end) - 1;
                *ret_lines = lines + count(m.newline & before);
                return at + end < len && !(m.newline & strings & before) ? at + end + 1 : 0;
            }
        } else {
            depth += wide ? count_wide(open) : count(open);
            depth -= closed;
        }
        if (m.newline & strings)
            return 0;
        lines += wide ? count_wide(m.newline) : count(m.newline);
    }
    return 0;
}

size_t wd_skim_value_anywhere(const char *text, size_t len, uint64_t *ret_lines)
{
    return skim(text, len, ret_lines, false);
}

#if HAVE_WIDE
WIDE static size_t skim_wide(const char *text, size_t len, uint64_t *ret_lines)
{
    return skim(text, len, ret_lines, true);
}
#endif

size_t wd_skim_value(const char *text, size_t len, uint64_t *ret_lines)
{
#if HAVE_WIDE
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("popcnt"))
        return skim_wide(text, len, ret_lines);
#endif
    return wd_skim_value_anywhere(text, len, ret_lines);
}

#else

size_t wd_skim_value_anywhere(const char *text, size_t len, uint64_t *ret_lines)
{
    (void)text;
    (void)len;
    (void)ret_lines;
    return 0;
}

size_t wd_skim_value(const char *text, size_t len, uint64_t *ret_lines)
{
    return wd_skim_value_anywhere(text, len, ret_lines);
}

#endif
