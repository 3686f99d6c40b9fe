/* One pass over a text for all words of a list.
 *
 * Three tables say which words a byte may begin, continue and continue further; only where the
 * same word survives all three is it compared. A longer list has words share a bit. Most lines of most logs
 * end here. In a word a blank stands for nothing, a blank, '_' or '-', so "api key" finds API_KEY; '_' for one of the three.
 * Letters match in any case.
 *
 * Where the processor can, 32 places are looked at together: the words lie in eight buckets, a bit each, and
 * tables of sixteen say which buckets the halves of a byte allow; what is allowed at four bytes in a row is
 * then looked at with the three tables. A line costs a tenth of it. */
#include "read/text/screen.h"
#include "whydenied/base/char.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAVE_AVX2 1
#endif

static char folded(char c)
{
    if (wd_is_upper(c))
        return (char)(c + ('a' - 'A'));
    return c;
}

size_t wd_word_at(struct wd_str s, const char *word)
{
    size_t i = 0;

    for (; *word; word++) {
        if (i < s.len && s.ptr[i] == *word) {
            i++;
            continue;
        }
        bool separator = i < s.len && wd_word_gap(s.ptr[i]);
        if (*word == ' ') {
            i += separator;
            continue;
        }
        if (i >= s.len || (*word == '_' ? !separator : folded(s.ptr[i]) != *word))
            return 0;
        i++;
    }
    return i;
}

enum { DIGEST_MIN = 12 }; /* hexadecimal digits: the short names of layers and containers */

static bool is_of_digest(struct wd_str s, size_t at)
{
    size_t from = at, to = at;

    while (from > 0 && at - from < DIGEST_MIN && wd_is_hex(s.ptr[from - 1]))
        from--;
    while (to < s.len && to - at < DIGEST_MIN && wd_is_hex(s.ptr[to]))
        to++;
    return to - from >= DIGEST_MIN;
}

/* "copied 403 of 500 files": how far it has come; "401 files", "403(byte/s)": how many, how fast. */
static bool is_of_count(struct wd_str rest)
{
    static const char *const units[] = {" files", " bytes", "(byte/s)", "(KB/s)", "(MB/s)"};

    return (wd_str_starts(rest, WD_STR(" of ")) && wd_is_digit(wd_str_at(rest, 4))) ||
           WD_STR_ANY(wd_str_starts, rest, units);
}

/* "--> 403     return call()": a line's number in a listing of source code, before the code's own indentation. */
static bool is_of_listing(struct wd_str s, size_t at, struct wd_str rest)
{
    size_t from = at;

    while (from > 0 && wd_char_in(s.ptr[from - 1], " ->"))
        from--;
    return at - from > 1 && wd_str_starts(rest, WD_STR("  ")) &&
           (from == 0 || s.ptr[from - 1] == '\n' ||
            wd_str_ends(wd_str_sub(s, 0, from), WD_STR("--&gt;")));
}

/* "0.403 s", "21:08:13.401Z", "21:08:13,401": the part behind a point. */
static bool is_fraction(struct wd_str s, size_t at)
{
    if (at < 2 || !wd_is_digit(s.ptr[at - 2]))
        return false;
    return s.ptr[at - 1] == '.' ||
           (s.ptr[at - 1] == ',' && at > 3 && wd_is_digit(s.ptr[at - 3]) && s.ptr[at - 4] == ':');
}

/* "403ms", "401MiB"; "many 403s" are answers. */
static bool is_measured(struct wd_str rest)
{
    static const char *const units[] = {"ms", "us", "ns",  "KB",  "kB",
                                        "MB", "GB", "KiB", "MiB", "GiB"};

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (wd_str_starts(rest, wd_str_of(units[i])))
            return !wd_is_letter(wd_str_at(rest, strlen(units[i])));
    return false;
}

bool wd_number_alone(struct wd_str s, size_t at, size_t len)
{
    struct wd_str rest = wd_str_from(s, at + len);

    return !wd_is_digit(s.ptr[at]) ||
           ((at == 0 || !wd_is_digit(s.ptr[at - 1])) &&
            (at + len >= s.len || !wd_is_digit(s.ptr[at + len])) && !is_fraction(s, at) &&
            !is_measured(rest) && !is_of_count(rest) && !is_of_listing(s, at, rest) &&
            !is_of_digest(s, at));
}

/* The word at a place of the order, where its first `told` bytes stand. */
static inline unsigned group_of(const struct wd_screen *screen, size_t order, struct wd_str s,
                                size_t at, size_t told)
{
    const struct wd_word *word = &screen->words[screen->order[order]];
    const char *rest = word->text + told;
    size_t len = *rest ? wd_word_at(wd_str_from(s, at + told), rest) : 0;

    return (len > 0 || !*rest) && wd_number_alone(s, at, told + len) ? word->group : 0;
}

/* Its first bytes were looked at together. */
__attribute__((noinline)) static unsigned group_behind(const struct wd_screen *screen, size_t order,
                                                       struct wd_str s, size_t at)
{
    return group_of(screen, order, s, at, screen->told[order]);
}

/* Where hardly any bytes are left. */
__attribute__((noinline)) static unsigned groups_at_end(const struct wd_screen *screen,
                                                        struct wd_str s, size_t at, uint64_t mask)
{
    unsigned groups = 0;

    for (; mask; mask &= mask - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(mask);
        for (size_t i = screen->from[bit], end = screen->from[bit + 1]; i < end; i++)
            groups |= group_of(screen, i, s, at, 0);
    }
    return groups;
}

/* What follows a blank that ends the head. */
static inline bool goes_on(const struct wd_screen *screen, size_t order, const char *place)
{
    const size_t blank = screen->blank[order];

    return !blank || folded(place[blank + wd_word_gap(place[blank])]) ==
                         screen->words[screen->order[order]].text[blank + 1];
}

/* Most words are told by their first eight bytes, where that many stand. Letters in any case, which is one bit of them; other
 * bytes that differ in that bit alone are told apart later. */
static inline unsigned groups_at(const struct wd_screen *screen, struct wd_str s, size_t at,
                                 uint64_t mask)
{
    unsigned groups = 0;
    uint64_t bytes;

    if (s.len - at <= sizeof bytes)
        return groups_at_end(screen, s, at, mask);
    memcpy(&bytes, s.ptr + at, sizeof bytes);
    bytes |= WD_SCREEN_SMALL;
    for (; mask; mask &= mask - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(mask);
        for (size_t i = screen->from[bit], end = screen->from[bit + 1]; i < end; i++)
            if ((bytes & screen->mask[i]) == screen->head[i] && goes_on(screen, i, s.ptr + at))
                groups |= group_behind(screen, i, s, at);
    }
    return groups;
}

/* The words that may stand at one place that has two bytes behind it. */
static inline uint64_t candidates(const struct wd_screen *screen, const char *place)
{
    const unsigned char *at = (const unsigned char *)place;

    return screen->allowed[0][at[0]] & screen->allowed[1][at[1]] & screen->allowed[2][at[2]];
}

static inline unsigned groups_here(const struct wd_screen *screen, struct wd_str s, size_t i)
{
    uint64_t mask = candidates(screen, s.ptr + i);

    return mask ? groups_at(screen, s, i, mask) : 0;
}

static inline bool stops_here(const struct wd_screen *screen, struct wd_str s, size_t i)
{
    return screen->stop[(unsigned char)s.ptr[i]] && screen->is_stop(s, i);
}

#ifdef HAVE_AVX2
enum { WIDTH = 32, REACH = WIDTH + 3 }; /* places looked at together; bytes they read */

#define WIDE __attribute__((target("avx2,bmi")))

struct halves {
    __m256i low[4], high[4], stop_low, stop_high;
};

WIDE static inline __m256i table_of(const unsigned char halves[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)halves));
}

WIDE static inline struct halves tables_of(const struct wd_screen *screen)
{
    struct halves tables;

    for (int i = 0; i < 4; i++) {
        tables.low[i] = table_of(screen->low[i]);
        tables.high[i] = table_of(screen->high[i]);
    }
    tables.stop_low = table_of(screen->stop_low);
    tables.stop_high = table_of(screen->stop_high);
    return tables;
}

/* What both halves of each byte allow. */
WIDE static inline __m256i allowed(__m256i low, __m256i high, __m256i bytes)
{
    const __m256i nibble = _mm256_set1_epi8(15);

    return _mm256_and_si256(
        _mm256_shuffle_epi8(low, _mm256_and_si256(bytes, nibble)),
        _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble)));
}

WIDE static inline __m256i bytes_at(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

WIDE static inline unsigned any_bit(__m256i bytes)
{
    return ~(unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_setzero_si256()));
}

/* A bit for each of the 32 places from `at` on where some bucket is allowed at four bytes in a row, or a stop is. */
WIDE static inline unsigned places(const struct halves *tables, const char *at, bool stops)
{
    __m256i here = bytes_at(at);
    __m256i first = allowed(tables->low[0], tables->high[0], here);
    __m256i second = allowed(tables->low[1], tables->high[1], bytes_at(at + 1));
    __m256i third = allowed(tables->low[2], tables->high[2], bytes_at(at + 2));
    __m256i fourth = allowed(tables->low[3], tables->high[3], bytes_at(at + 3));
    __m256i found =
        _mm256_and_si256(_mm256_and_si256(first, second), _mm256_and_si256(third, fourth));

    if (stops)
        found = _mm256_or_si256(found, allowed(tables->stop_low, tables->stop_high, here));
    return any_bit(found);
}

/* The last look overlaps the one before: places before `from` were looked at. */
WIDE static inline unsigned new_places(const struct halves *tables, struct wd_str s, size_t from,
                                       size_t next, bool stops)
{
    return places(tables, s.ptr + next, stops) & (~0u << (from - next));
}

WIDE static unsigned scan_wide(const struct wd_screen *screen, struct wd_str s)
{
    const struct halves tables = tables_of(screen);
    unsigned groups = 0;

    for (size_t from = 0, next = 0;; from = next += WIDTH) {
        next = next + REACH > s.len ? s.len - REACH : next;
        for (unsigned found = new_places(&tables, s, from, next, false); found; found &= found - 1)
            groups |= groups_here(screen, s, next + (unsigned)__builtin_ctz(found));
        if (next + REACH == s.len)
            return groups;
    }
}

/* The next place, or the length; as wd_screen_next. */
WIDE static size_t next_wide(const struct wd_screen *screen, struct wd_str s, size_t from,
                             unsigned *ret_groups)
{
    const struct halves tables = tables_of(screen);

    for (size_t next = from;; from = next += WIDTH) {
        next = next + REACH > s.len ? s.len - REACH : next;
        for (unsigned found = new_places(&tables, s, from, next, true); found; found &= found - 1) {
            size_t at = next + (unsigned)__builtin_ctz(found);
            uint64_t mask = candidates(screen, s.ptr + at);
            if ((mask && (*ret_groups = groups_at(screen, s, at, mask)) != 0) ||
                stops_here(screen, s, at))
                return at;
        }
        if (next + REACH == s.len)
            return s.len;
    }
}
#endif

static bool is_wide(const struct wd_screen *screen, struct wd_str s, size_t from)
{
#ifdef HAVE_AVX2
    return screen->wide && s.len >= REACH && s.len - from >= REACH;
#else
    (void)screen, (void)s, (void)from;
    return false;
#endif
}

size_t wd_screen_next(const struct wd_screen *screen, struct wd_str s, size_t from,
                      unsigned *ret_groups)
{
    *ret_groups = 0;
#ifdef HAVE_AVX2
    if (is_wide(screen, s, from)) {
        from = next_wide(screen, s, from, ret_groups);
        if (from < s.len)
            return from;
        from = s.len - 3;
    }
#endif
    for (; from + 2 < s.len; from++)
        if ((*ret_groups = groups_here(screen, s, from)) != 0 || stops_here(screen, s, from))
            return from;
    while (from < s.len && !stops_here(screen, s, from))
        from++;
    return from;
}

/* All places but the last. */
static unsigned scan(const struct wd_screen *screen, struct wd_str s)
{
    unsigned groups = 0;

#ifdef HAVE_AVX2
    if (is_wide(screen, s, 0))
        return scan_wide(screen, s) | groups_here(screen, s, s.len - 3);
#endif
    for (size_t i = 0; i + 2 < s.len; i++) /* the only branch is one that is hardly ever taken */
        groups |= groups_here(screen, s, i);
    return groups;
}

unsigned wd_screen_scan(const struct wd_screen *screen, struct wd_str s)
{
    const unsigned char *end;
    uint64_t last; /* the third byte of a word may stand for nothing */

    if (s.len < 2)
        return 0;
    end = (const unsigned char *)s.ptr + s.len;
    last = screen->allowed[0][end[-2]] & screen->allowed[1][end[-1]];
    return scan(screen, s) | (last ? groups_at(screen, s, s.len - 2, last) : 0);
}
