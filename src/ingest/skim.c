/* After simdjson's first stage (Langdale and Lemire, "Parsing Gigabytes of JSON per Second"): masks
 * of 64 bytes say where quotes, backslashes and brackets are; from those follows what is inside
 * strings. Only where the depth could reach zero are single brackets looked at. */
#include "ingest/scan.h"

#ifdef __SSE2__
#include <emmintrin.h>

struct masks {
    uint64_t quote, slash, newline, open, close;
};

/* "{" and "[" differ by one bit only, as do "}" and "]". */
static struct masks look_at(const char *text)
{
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'),
                  newline = _mm_set1_epi8('\n'), fold = _mm_set1_epi8(0x20),
                  open = _mm_set1_epi8('{'), close = _mm_set1_epi8('}');
    struct masks m = {0};

    for (unsigned i = 0; i < 64; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + i));
        __m128i folded = _mm_or_si128(bytes, fold);
        m.quote |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, quote)) << i;
        m.slash |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, slash)) << i;
        m.newline |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, newline)) << i;
        m.open |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(folded, open)) << i;
        m.close |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(folded, close)) << i;
    }
    return m;
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

/* Few bits are set: a loop beats what a processor without a popcount instruction would do. */
static unsigned count(uint64_t bits)
{
    unsigned n = 0;

    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

size_t wd_skim_value(const char *text, size_t len, uint64_t *ret_lines)
{
    uint64_t depth = 0, inside = 0, carry = 0, lines = 0;

    for (size_t at = 0; at < len; at += 64) {
        struct masks m = look_at(text + at);
        uint64_t strings = parity(m.quote & ~escaped_bytes(m.slash, &carry)) ^ inside;
        uint64_t open = m.open & ~strings, close = m.close & ~strings;
        inside = 0 - (strings >> 63);
        if (depth <= count(close)) {
            unsigned end = find_end(open, close, &depth);
            if (end < 64) {
                uint64_t before = ((uint64_t)1 << end) - 1;
                *ret_lines = lines + count(m.newline & before);
                return at + end < len && !(m.newline & strings & before) ? at + end + 1 : 0;
            }
        } else {
            depth += count(open);
            depth -= count(close);
        }
        if (m.newline & strings)
            return 0;
        lines += count(m.newline);
    }
    return 0;
}

#else

size_t wd_skim_value(const char *text, size_t len, uint64_t *ret_lines)
{
    (void)text;
    (void)len;
    (void)ret_lines;
    return 0;
}

#endif
