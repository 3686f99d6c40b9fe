/* Makes a screen's tables of a list of words: which bits and buckets each byte of each word allows. */
#include "read/text/screen.h"
#include "whydenied/base/char.h"

enum { PLACES = 4 }; /* bytes of a word whose buckets are looked at */

/* What one word adds to the tables: its bit, and its bucket among eight. */
struct mark {
    uint64_t bit;
    unsigned char bucket;
};

static void allow(struct wd_screen *screen, size_t place, unsigned char c, struct mark mark)
{
    if (place < WD_SCREEN_TOLD)
        screen->allowed[place][c] |= mark.bit;
    screen->low[place][c & 15] |= mark.bucket;
    screen->high[place][c >> 4] |= mark.bucket;
}

static void allow_char(struct wd_screen *screen, size_t place, char c, struct mark mark)
{
    allow(screen, place, (unsigned char)c, mark);
    if (c == '_' || c == ' ') {
        allow(screen, place, ' ', mark);
        allow(screen, place, '_', mark);
        allow(screen, place, '-', mark);
    }
    if (wd_is_lower(c))
        allow(screen, place, (unsigned char)(c - ('a' - 'A')), mark);
}

static void allow_all(struct wd_screen *screen, size_t place, struct mark mark)
{
    for (size_t c = 0; place < WD_SCREEN_TOLD && c < 256; c++)
        screen->allowed[place][c] |= mark.bit;
    for (size_t half = 0; half < 16; half++) {
        screen->low[place][half] |= mark.bucket;
        screen->high[place][half] |= mark.bucket;
    }
}

/* Of letters the one bit tells nothing but which case they are. */
static bool are_letters(const char *word, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!wd_is_lower(word[i]))
            return false;
    return true;
}

/* The first bytes of a word, up to eight and to the first separator, as they are compared together. */
static void set_head(struct wd_screen *screen, size_t at)
{
    const char *word = screen->words[screen->order[at]].text;
    unsigned char head[8] = {0}, mask[8] = {0};
    size_t i = 0;

    for (; i < sizeof head && word[i] && word[i] != ' ' && word[i] != '_'; i++) {
        head[i] = (unsigned char)word[i];
        mask[i] = 0xff;
    }
    if (i < sizeof head && word[i] == ' ' && word[i + 1] && !wd_word_gap(word[i + 1]))
        screen->blank[at] = (unsigned char)i;
    screen->told[at] = i == sizeof head && are_letters(word, i) ? (unsigned char)i : 0;
    memcpy(&screen->head[at], head, sizeof head);
    memcpy(&screen->mask[at], mask, sizeof mask);
    screen->head[at] |= WD_SCREEN_SMALL & screen->mask[at];
}

static bool has_wide_vectors(void)
{
#if defined(__x86_64__) && defined(__GNUC__)
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

/* The bits as they are given, word by word. */
struct bits {
    unsigned char of[WD_SCREEN_MAX];
    size_t used;
    unsigned char words[WD_SCREEN_BITS]; /* that have the bit */
    unsigned char last[256];             /* by first byte: the last word that begins so, from 1 */
    unsigned char
        before[WD_SCREEN_MAX]; /* of a word: the one before it that begins so, from 1; 0: none */
};

static size_t emptiest(const struct bits *bits)
{
    size_t best = 0;

    for (size_t bit = 1; bit < WD_SCREEN_BITS; bit++)
        if (bits->words[bit] <= bits->words[best])
            best = bit;
    return best;
}

/* A bit a word while there are any; then words that begin alike share one, so that the tables name hardly more
 * candidates than before; and where none begins alike, the last of those that are shared least: of words that begin in many
 * ways under one bit any beginning makes a candidate with any second letter. */
static size_t choose_bit(const struct wd_word *words, const struct bits *bits, size_t w)
{
    size_t best = 0, shared = 0;

    if (bits->used < WD_SCREEN_BITS)
        return bits->used;
    for (size_t i = bits->before[w]; i > 0; i = bits->before[i - 1]) {
        size_t n = alike(words[i - 1].text, words[w].text);
        if (n >= shared)
            shared = n, best = bits->of[i - 1];
    }
    return shared > 0 ? best : emptiest(bits);
}

static void give_bit(const struct wd_word *words, struct bits *bits, size_t w)
{
    unsigned char *last = &bits->last[(unsigned char)words[w].text[0]];

    bits->before[w] = *last;
    *last = (unsigned char)(w + 1);
    bits->of[w] = (unsigned char)choose_bit(words, bits, w);
    bits->words[bits->of[w]]++;
    bits->used += bits->used < WD_SCREEN_BITS;
}

/* A blank stands for nothing, or for a separator; past the word's end any byte may stand. */
static void allow_from(struct wd_screen *screen, size_t place, const char *word, struct mark mark)
{
    if (place == PLACES)
        return;
    if (*word == ' ')
        allow_from(screen, place, word + 1, mark);
    if (*word)
        allow_char(screen, place, *word, mark);
    else
        allow_all(screen, place, mark);
    allow_from(screen, place + 1, *word ? word + 1 : word, mark);
}

/* Words whose letters let little else through together, by the letter that they begin with: found by trying each letter of
 * the words of interest in each bucket, over logs and other texts. Half as many places are looked at for nothing
 * as when letters are taken in their order. */
static unsigned char bucket_of(unsigned char first)
{
    static const unsigned char buckets[256] = {
        ['a'] = 0,  ['r'] = 0,  ['-'] = 1,  ['s'] = 1,  ['u'] = 1, ['w'] = 1, ['.'] = 2, ['e'] = 2,
        ['l'] = 2,  [0xe6] = 2, ['4'] = 3,  ['c'] = 3,  ['t'] = 3, ['f'] = 4, ['i'] = 4, ['v'] = 4,
        ['x'] = 4,  [0xe8] = 4, [0xe9] = 4, ['<'] = 5,  ['{'] = 5, ['('] = 5, ['b'] = 6, ['d'] = 6,
        ['n'] = 6,  ['_'] = 5,  ['"'] = 5,  ['\''] = 5, ['='] = 5, ['#'] = 5, [']'] = 5, ['['] = 5,
        [0xe4] = 6, ['g'] = 7,  ['h'] = 7,  ['k'] = 7,  ['m'] = 7, ['o'] = 7, ['p'] = 7};

    return (unsigned char)(1u << buckets[first]);
}

/* The words by their bits, those of one bit in the list's order. */
static void put_in_order(struct wd_screen *screen, const unsigned char *bits, size_t count)
{
    unsigned char next[WD_SCREEN_BITS];

    for (size_t w = 0; w < count; w++)
        screen->from[bits[w] + 1]++;
    for (size_t bit = 0; bit < WD_SCREEN_BITS; bit++) {
        screen->from[bit + 1] = (unsigned char)(screen->from[bit + 1] + screen->from[bit]);
        next[bit] = screen->from[bit];
    }
    for (size_t w = 0; w < count; w++)
        screen->order[next[bits[w]]++] = (unsigned char)w;
}

void wd_screen_init(struct wd_screen *screen, const struct wd_word *words, size_t count)
{
    struct bits bits = {.used = 0};

    count = count < WD_SCREEN_MAX ? count : WD_SCREEN_MAX;
    memset(screen, 0, sizeof *screen);
    screen->words = words;
    screen->wide = has_wide_vectors();
    for (size_t w = 0; w < count; w++) {
        give_bit(words, &bits, w);
        allow_from(
            screen, 0, words[w].text,
            (struct mark){(uint64_t)1 << bits.of[w], bucket_of((unsigned char)words[w].text[0])});
    }
    put_in_order(screen, bits.of, count);
    for (size_t at = 0; at < count; at++)
        set_head(screen, at);
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
