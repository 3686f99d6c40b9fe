/* The parts of the slice that do not fit a header: comparing, cutting (and find.c: searching).
 *
 * Bytes are compared as unsigned, letters only in ASCII, so that no locale can change an answer. */
#include "whydenied/base/str.h"

#include <stdint.h>

#include "whydenied/base/char.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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
        if (a[i] != b[i] && wd_lower(a[i]) != wd_lower(b[i]))
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

/* But for the bit that tells the cases of a letter: asked before all else, it leaves little to compare. */
static bool may_be_same(char a, char b)
{
    return ((a ^ b) & ~0x20) == 0;
}

bool wd_str_istarts_any(struct wd_str s, const char *const *prefixes, size_t count)
{
    const char first = wd_str_at(s, 0);

    for (size_t i = 0; i < count; i++)
        if (may_be_same(prefixes[i][0], first) && wd_str_istarts(s, wd_str_of(prefixes[i])))
            return true;
    return false;
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

struct wd_str wd_str_letters(struct wd_str word)
{
    size_t from = 0, to = word.len;

    while (from < to && !wd_is_letter(word.ptr[from]))
        from++;
    while (to > from && !wd_is_letter(word.ptr[to - 1]))
        to--;
    return wd_str_sub(word, from, to - from);
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
    size_t len = at == WD_NPOS ? rest->len : at, taken = at == WD_NPOS ? rest->len : at + 1;
    struct wd_str before = {rest->ptr, len};

    *rest = (struct wd_str){taken ? rest->ptr + taken : rest->ptr, rest->len - taken};
    return before;
}

struct wd_str wd_str_word(struct wd_str *rest)
{
    size_t end = 0;

    *rest = wd_str_trim_left(*rest);
    while (end < rest->len && rest->ptr[end] != ' ' && rest->ptr[end] != '\t')
        end++;
    struct wd_str word = wd_str_sub(*rest, 0, end);
    *rest = wd_str_from(*rest, end);
    return word;
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

struct wd_str wd_collection_of(struct wd_str path)
{
    size_t slash = wd_str_rfind_char(path, '/');

    return slash == WD_NPOS ? WD_STR_NONE : wd_last_part(wd_str_sub(path, 0, slash), '/');
}

bool wd_str_is_within(struct wd_str path, struct wd_str whole)
{
    return wd_str_starts(path, whole) && (path.len == whole.len || path.ptr[whole.len] == '/');
}

bool wd_one_of(struct wd_str s, const char *const *words)
{
    for (; *words; words++)
        if (wd_str_eqz(s, *words))
            return true;
    return false;
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
    const char first = wd_str_at(s, 0);

    for (size_t i = 0; i < count; i++)
        if (*list[i] == first && wd_str_eqz(s, list[i]))
            return i;
    return WD_NPOS;
}

size_t wd_str_iplace(struct wd_str s, const char *const *list, size_t count)
{
    const char first = wd_str_at(s, 0);

    for (size_t i = 0; i < count; i++)
        if (may_be_same(*list[i], first) && wd_str_ieq(s, wd_str_of(list[i])))
            return i;
    return WD_NPOS;
}

bool wd_str_is_ascii(struct wd_str s)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t word, all = 0;
    size_t at = 0;

    for (; s.len - at >= sizeof word; at += sizeof word) {
        memcpy(&word, s.ptr + at, sizeof word);
        all |= word;
    }
    for (; at < s.len; at++)
        all |= (unsigned char)s.ptr[at];
    return (all & high) == 0;
}
