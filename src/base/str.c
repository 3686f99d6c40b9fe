/* The parts of the slice that do not fit a header: searching, comparing, cutting.
 *
 * memchr and memmem carry the speed; bytes are compared as unsigned, letters only in ASCII, so that
 * no locale can change an answer. */
#include "whydenied/base/str.h"
#include "whydenied/base/char.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* memmem prepares a table before it looks, which costs more than looking through a usual text for the
 * needle's first byte. Where that byte is common it is worth it. */
size_t wd_str_find(struct wd_str hay, struct wd_str needle)
{
    const char *at = hay.ptr;
    size_t left = hay.len;

    if (needle.len == 0)
        return 0;
    for (int tries = 0; left >= needle.len && tries < 16; tries++) {
        const char *first = memchr(at, needle.ptr[0], left - needle.len + 1);
        if (!first)
            return WD_NPOS;
        if (memcmp(first, needle.ptr, needle.len) == 0)
            return (size_t)(first - hay.ptr);
        left -= (size_t)(first - at) + 1;
        at = first + 1;
    }
    at = left >= needle.len ? memmem(at, left, needle.ptr, needle.len) : NULL;
    return at ? (size_t)(at - hay.ptr) : WD_NPOS;
}

size_t wd_str_find_char(struct wd_str hay, char c)
{
    const char *at = hay.len ? memchr(hay.ptr, c, hay.len) : NULL;
    return at ? (size_t)(at - hay.ptr) : WD_NPOS;
}

size_t wd_str_rfind_char(struct wd_str hay, char c)
{
    const char *at = hay.len ? memrchr(hay.ptr, c, hay.len) : NULL;
    return at ? (size_t)(at - hay.ptr) : WD_NPOS;
}

#ifdef __SSE2__
/* A bit for each of sixteen bytes that is none from ' ' to '~': bytes are signed here. */
static inline unsigned unprintable(const char *at)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i low = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' '));

    return (unsigned)_mm_movemask_epi8(
        _mm_or_si128(low, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F))));
}

/* The last look overlaps the one before. */
static size_t printable_blocks(struct wd_str s)
{
    for (size_t n = 0;; n = n + 32 <= s.len ? n + 16 : s.len - 16) {
        unsigned found = unprintable(s.ptr + n);
        if (found)
            return n + (unsigned)__builtin_ctz(found);
        if (n + 16 == s.len)
            return s.len;
    }
}
#endif

size_t wd_str_printable(struct wd_str s)
{
    size_t n = 0;

#ifdef __SSE2__
    if (s.len >= 16)
        return printable_blocks(s);
#endif
    while (n < s.len && s.ptr[n] >= ' ' && s.ptr[n] <= '~')
        n++;
    return n;
}

static bool same_letters(const char *a, const char *b, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (wd_lower(a[i]) != wd_lower(b[i]))
            return false;
    return true;
}

bool wd_str_ieq(struct wd_str a, struct wd_str b)
{
    return a.len == b.len && same_letters(a.ptr, b.ptr, a.len);
}

bool wd_str_istarts(struct wd_str s, struct wd_str prefix)
{
    return s.len >= prefix.len && same_letters(s.ptr, prefix.ptr, prefix.len);
}

struct wd_str wd_str_trim(struct wd_str s)
{
    while (s.len && wd_is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && wd_is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

struct wd_str wd_str_trim_left(struct wd_str s)
{
    while (s.len > 0 && (s.ptr[0] == ' ' || s.ptr[0] == '\t'))
        s = wd_str_from(s, 1);
    return s;
}

struct wd_str wd_str_strip(struct wd_str s, const char *const *prefixes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wd_str_starts(s, wd_str_of(prefixes[i])))
            s = wd_str_from(s, strlen(prefixes[i]));
    return s;
}

size_t wd_str_digits(struct wd_str s, size_t from)
{
    size_t at = from;

    while (at < s.len && wd_is_digit(s.ptr[at]))
        at++;
    return at - from;
}

int wd_str_cmp(struct wd_str a, struct wd_str b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common ? memcmp(a.ptr, b.ptr, common) : 0;
    if (order)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

struct wd_str wd_str_cut(struct wd_str *rest, char sep)
{
    size_t at = wd_str_find_char(*rest, sep);
    struct wd_str before = wd_str_sub(*rest, 0, at);
    *rest = at == WD_NPOS ? wd_str_from(*rest, rest->len) : wd_str_from(*rest, at + 1);
    return before;
}

bool wd_str_to_u64(struct wd_str s, unsigned long long *ret_value)
{
    unsigned long long value = 0;
    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        if (__builtin_mul_overflow(value, 10ull, &value) ||
            __builtin_add_overflow(value, (unsigned long long)(s.ptr[i] - '0'), &value))
            return false;
    }
    *ret_value = value;
    return true;
}

struct wd_str wd_last_part(struct wd_str s, char separator)
{
    size_t at = wd_str_rfind_char(s, separator);

    return at == WD_NPOS ? s : wd_str_from(s, at + 1);
}

bool wd_one_of(struct wd_str s, const char *const *words)
{
    for (; *words; words++)
        if (wd_str_eqz(s, *words))
            return true;
    return false;
}

/* Where c stands at or behind `from`; the length of s if it does not. */
static size_t next_char(struct wd_str s, size_t from, char c)
{
    size_t at = wd_str_find_char(wd_str_from(s, from), c);

    return at == WD_NPOS ? s.len : from + at;
}

/* How seldom a byte stands in what logs say; of those that are not here, seldom enough. */
static unsigned rarity(char c)
{
    static const unsigned char ranks[128] = {
        [' '] = 1,  ['e'] = 2,  ['t'] = 3,  ['a'] = 4,  ['o'] = 5,  ['i'] = 6,  ['n'] = 7,
        ['s'] = 8,  ['r'] = 9,  ['c'] = 10, ['l'] = 11, ['d'] = 12, ['u'] = 13, ['p'] = 14,
        ['m'] = 15, ['g'] = 16, ['h'] = 17, ['f'] = 18, ['b'] = 19, ['v'] = 20, ['y'] = 21,
        ['w'] = 22, ['k'] = 23, ['x'] = 24, ['j'] = 25, ['q'] = 26, ['z'] = 27};
    unsigned rank = (unsigned char)c < sizeof ranks ? ranks[(unsigned char)wd_lower(c)] : 0;

    return rank ? rank : 18;
}

static size_t rarest_place(const char *needle, size_t len)
{
    size_t best = 0;

    for (size_t i = 1; i < len; i++)
        if (rarity(needle[i]) > rarity(needle[best]))
            best = i;
    return best;
}

/* From one of its rarest byte, in either case, to the next: most texts have few of them. */
size_t wd_str_ifind(struct wd_str hay, const char *needle)
{
    size_t len = strlen(needle), at = rarest_place(needle, len), next[2];
    char small = wd_lower(needle[at]), large = wd_is_lower(small) ? (char)(small & ~0x20) : small;

    if (len == 0 || len > hay.len)
        return WD_NPOS;
    struct wd_str places = wd_str_sub(hay, at, hay.len - len + 1);
    next[0] = next_char(places, 0, small);
    next[1] = large == small ? places.len : next_char(places, 0, large);
    for (;;) {
        int which = next[1] < next[0];
        size_t start = next[which];
        if (start >= places.len)
            return WD_NPOS;
        if (same_letters(hay.ptr + start, needle, len))
            return start;
        next[which] = next_char(places, start + 1, which ? large : small);
    }
}

bool wd_str_ihas(struct wd_str hay, const char *needle)
{
    return wd_str_ifind(hay, needle) != WD_NPOS;
}

/* What most texts fail: the last byte that the pattern asks for. */
static bool ends_alike(struct wd_str pattern, struct wd_str text, bool any_case)
{
    char want, last;

    if (pattern.len == 0 || text.len == 0)
        return true;
    want = pattern.ptr[pattern.len - 1];
    last = text.ptr[text.len - 1];
    return want == last || want == '*' || want == '?' ||
           (any_case && wd_lower(want) == wd_lower(last));
}

/* Goes back to the last star only: linear in pattern times text. */
static bool like(struct wd_str pattern, struct wd_str text, bool any_case)
{
    size_t p = 0, t = 0, star = WD_NPOS, mark = 0;

    if (!ends_alike(pattern, text, any_case))
        return false;
    while (t < text.len) {
        char want = p < pattern.len ? pattern.ptr[p] : '\0';

        if (want == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.len && (want == '?' || want == text.ptr[t] ||
                                       (any_case && wd_lower(want) == wd_lower(text.ptr[t])))) {
            p++;
            t++;
        } else if (star != WD_NPOS) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

bool wd_str_like(struct wd_str pattern, struct wd_str text)
{
    return like(pattern, text, false);
}

bool wd_str_ilike(struct wd_str pattern, struct wd_str text)
{
    return like(pattern, text, true);
}

struct wd_str wd_between(struct wd_str s, const char *before, const char *after)
{
    size_t at = wd_str_find(s, wd_str_of(before));

    if (at == WD_NPOS)
        return WD_STR_NONE;
    struct wd_str rest = wd_str_from(s, at + strlen(before));
    size_t end = wd_str_find(rest, wd_str_of(after));
    return end == WD_NPOS ? WD_STR_NONE : wd_str_sub(rest, 0, end);
}

size_t wd_str_place(struct wd_str s, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wd_str_eqz(s, list[i]))
            return i;
    return WD_NPOS;
}
