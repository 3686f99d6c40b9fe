/* One pass over a text for all words of a list.
 *
 * Three tables say which words a byte may begin, continue and continue further; only where the
 * same word survives all three is it compared. A longer list has words share a bit. Most lines of most logs
 * end here. In a word a blank stands for nothing, a blank, '_' or '-', so "api key" finds API_KEY; '_' for one of the three.
 * Letters match in any case.
 *
 * Where the processor can, 32 places are looked at together: the words lie in eight buckets, a bit each, and
 * tables of sixteen say which buckets the halves of a byte allow; what is allowed at three bytes in a row is
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

static bool is_separator(char c)
{
    return c == ' ' || c == '_' || c == '-';
}

size_t wd_word_at(struct wd_str s, const char *word)
{
    size_t i = 0;

    for (; *word; word++) {
        if (i < s.len && s.ptr[i] == *word) {
            i++;
            continue;
        }
        bool separator = i < s.len && is_separator(s.ptr[i]);
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

bool wd_number_alone(struct wd_str s, size_t at, size_t len)
{
    return !wd_is_digit(s.ptr[at]) ||
           ((at == 0 || !wd_is_digit(s.ptr[at - 1])) &&
            (at + len >= s.len || !wd_is_digit(s.ptr[at + len])) && !is_of_digest(s, at));
}

/* What one word adds to the tables: its bit, and its bucket among eight. */
struct mark {
    uint64_t bit;
    unsigned char bucket;
};

static void allow(struct wd_screen *screen, size_t place, unsigned char c, struct mark mark)
{
    uint64_t *const tables[] = {screen->first, screen->second, screen->third};

    tables[place][c] |= mark.bit;
    screen->low[place][c & 15] |= mark.bucket;
    screen->high[place][c >> 4] |= mark.bucket;
}

static void allow_char(struct wd_screen *screen, size_t place, char c, struct mark mark)
{
    allow(screen, place, (unsigned char)c, mark);
    if (c == '_') {
        allow(screen, place, ' ', mark);
        allow(screen, place, '-', mark);
    }
    if (wd_is_lower(c))
        allow(screen, place, (unsigned char)(c - ('a' - 'A')), mark);
}

static void allow_all(struct wd_screen *screen, size_t place, struct mark mark)
{
    for (unsigned c = 0; c < 256; c++)
        allow(screen, place, (unsigned char)c, mark);
}

/* The first bytes of a word, up to eight and to the first separator, as they are compared together. */
static void set_head(struct wd_screen *screen, size_t w)
{
    const char *word = screen->words[w].text;
    unsigned char head[8] = {0}, mask[8] = {0};
    size_t i = 0;

    for (; i < sizeof head && word[i] && word[i] != ' ' && word[i] != '_'; i++) {
        head[i] = (unsigned char)word[i];
        mask[i] = 0xff;
    }
    if (i < sizeof head && word[i] == ' ' && word[i + 1] && !is_separator(word[i + 1]))
        screen->blank[w] = (unsigned char)i;
    memcpy(&screen->head[w], head, sizeof head);
    memcpy(&screen->mask[w], mask, sizeof mask);
}

/* False: the word does not stand at the start of `s`. Letters in any case, which is one bit of them; other bytes
 * that differ in that bit alone are told apart later. */
static inline bool has_head(const struct wd_screen *screen, size_t w, struct wd_str s)
{
    const uint64_t small_letters = UINT64_C(0x2020202020202020);
    uint64_t bytes, head = screen->head[w];
    size_t blank = screen->blank[w];

    if (s.len < sizeof bytes)
        return true;
    memcpy(&bytes, s.ptr, sizeof bytes);
    if (((bytes | (head & small_letters)) & screen->mask[w]) != head)
        return false;
    return !blank || is_separator(s.ptr[blank]) ||
           folded(s.ptr[blank]) == screen->words[w].text[blank + 1];
}

static bool has_wide_vectors(void)
{
#ifdef HAVE_AVX2
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
#else
    return false;
#endif
}

/* How many of the first three bytes two words share. */
static size_t alike(const char *a, const char *b)
{
    size_t i = 0;

    while (i < 3 && a[i] && a[i] == b[i])
        i++;
    return i;
}

/* A bit a word while there are any; then words that begin alike share one, so that the tables name hardly more
 * candidates than before. */
static size_t bit_of(const struct wd_word *words, const unsigned char *bits, size_t w, size_t *used)
{
    size_t best = 0, shared = 0;

    if (*used < WD_SCREEN_BITS)
        return (*used)++;
    for (size_t i = 0; i < w; i++) {
        size_t n = alike(words[i].text, words[w].text);
        if (n > shared)
            shared = n, best = bits[i];
    }
    return best;
}

static void allow_word(struct wd_screen *screen, const char *word, struct mark mark)
{
    bool open = false; /* past a blank, or the word's end, any byte may stand */

    for (size_t i = 0; i < 3; i++) {
        open = open || word[i] == ' ' || word[i] == '\0';
        if (open)
            allow_all(screen, i, mark);
        else
            allow_char(screen, i, word[i], mark);
    }
}

/* Words whose letters let little else through together, by the letter that they begin with: found by trying each letter of
 * the words of interest in each bucket, over logs and other texts. Half as many places are looked at for nothing
 * as when letters are taken in their order. */
static unsigned char bucket_of(unsigned char first)
{
    static const unsigned char buckets[256] = {
        ['a'] = 0, ['r'] = 0,  ['-'] = 1,  ['s'] = 1, ['u'] = 1, ['w'] = 1, ['.'] = 2, ['e'] = 2,
        ['l'] = 2, [0xe6] = 2, ['4'] = 3,  ['c'] = 3, ['t'] = 3, ['f'] = 4, ['i'] = 4, ['v'] = 4,
        ['x'] = 4, [0xe8] = 4, [0xe9] = 4, ['<'] = 5, ['{'] = 5, ['('] = 5, ['b'] = 6, ['d'] = 6,
        ['n'] = 6, [0xe4] = 6, ['g'] = 7,  ['h'] = 7, ['k'] = 7, ['m'] = 7, ['o'] = 7, ['p'] = 7};

    return (unsigned char)(1u << buckets[first]);
}

void wd_screen_init(struct wd_screen *screen, const struct wd_word *words, size_t count)
{
    unsigned char bits[WD_SCREEN_MAX];
    size_t used = 0, at = 0;

    memset(screen, 0, sizeof *screen);
    screen->words = words;
    screen->wide = has_wide_vectors();
    for (size_t w = 0; w < count && w < WD_SCREEN_MAX; w++) {
        bits[w] = (unsigned char)bit_of(words, bits, w, &used);
        set_head(screen, w);
        allow_word(
            screen, words[w].text,
            (struct mark){(uint64_t)1 << bits[w], bucket_of((unsigned char)words[w].text[0])});
    }
    for (size_t bit = 0; bit < WD_SCREEN_BITS; bit++) {
        screen->from[bit] = (unsigned char)at;
        for (size_t w = 0; w < count && w < WD_SCREEN_MAX; w++)
            if (bits[w] == bit)
                screen->order[at++] = (unsigned char)w;
    }
    screen->from[WD_SCREEN_BITS] = (unsigned char)at;
}

/* A bit for each upper half, so that no other byte has both halves. */
void wd_screen_stop_at(struct wd_screen *screen, struct wd_str bytes,
                       bool (*is_stop)(struct wd_str s, size_t at))
{
    unsigned char next = 1;

    screen->is_stop = is_stop;
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        if (!screen->stop_high[c >> 4]) {
            screen->stop_high[c >> 4] = next;
            next = (unsigned char)(next << 1);
        }
        screen->stop_low[c & 15] |= screen->stop_high[c >> 4];
        screen->stop[c] = 1;
    }
}

static unsigned groups_at(const struct wd_screen *screen, struct wd_str s, size_t at, uint64_t mask)
{
    unsigned groups = 0;
    struct wd_str rest = wd_str_from(s, at);

    for (; mask; mask &= mask - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(mask);
        for (size_t i = screen->from[bit]; i < screen->from[bit + 1]; i++) {
            const struct wd_word *word = &screen->words[screen->order[i]];
            size_t len =
                has_head(screen, screen->order[i], rest) ? wd_word_at(rest, word->text) : 0;
            if (len > 0 && wd_number_alone(s, at, len))
                groups |= word->group;
        }
    }
    return groups;
}

/* The words that may stand at one place that has two bytes behind it. */
static inline uint64_t candidates(const struct wd_screen *screen, const char *place)
{
    const unsigned char *at = (const unsigned char *)place;

    return screen->first[at[0]] & screen->second[at[1]] & screen->third[at[2]];
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
enum { WIDTH = 32, REACH = WIDTH + 2 }; /* places looked at together; bytes they read */

#define WIDE __attribute__((target("avx2,bmi")))

struct halves {
    __m256i low[3], high[3], stop_low, stop_high;
};

WIDE static inline __m256i table_of(const unsigned char halves[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)halves));
}

WIDE static inline struct halves tables_of(const struct wd_screen *screen)
{
    struct halves tables;

    for (int i = 0; i < 3; i++) {
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

/* A bit for each of the 32 places from `at` on where some bucket is allowed at three bytes in a row, or a stop is. */
WIDE static inline unsigned places(const struct halves *tables, const char *at, bool stops)
{
    __m256i here = bytes_at(at);
    __m256i first = allowed(tables->low[0], tables->high[0], here);
    __m256i second = allowed(tables->low[1], tables->high[1], bytes_at(at + 1));
    __m256i third = allowed(tables->low[2], tables->high[2], bytes_at(at + 2));
    __m256i found = _mm256_and_si256(_mm256_and_si256(first, second), third);

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
        from = s.len - 2;
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
        return scan_wide(screen, s);
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
    last = screen->first[end[-2]] & screen->second[end[-1]];
    return scan(screen, s) | (last ? groups_at(screen, s, s.len - 2, last) : 0);
}
