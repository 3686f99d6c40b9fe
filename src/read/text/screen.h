/* Which groups of words stand in a text: many words in one pass.
 *
 * Made once of a list, then read-only and shared. Letters count in any case; bytes above ASCII as they are. What a screen says is
 * exact: what its tables let through is compared. It allocates nothing and cannot fail; a list that is too long
 * loses its end, so each stands with an assertion that it is not. */
#ifndef WHYDENIED_READ_TEXT_SCREEN_H
#define WHYDENIED_READ_TEXT_SCREEN_H

#include <stdint.h>

#include "whydenied/base/str.h"

struct wd_word {
    const char *text; /* small letters, at least two bytes; ' ' and '_' see screen.c */
    unsigned group;   /* bits, the list's own */
};

enum { WD_SCREEN_MAX = 255, WD_SCREEN_BITS = 64, WD_SCREEN_TOLD = 3 };
#define WD_SCREEN_SMALL                                                                            \
    UINT64_C(0x2020202020202020) /* the bit of eight bytes that tells small letters */

/* Read-only once made; the list must outlive it, at most WD_SCREEN_MAX words. A bit is a word, or a few that
 * begin alike: those in a row from `from[bit]` of `order` on. */
struct wd_screen {
    const struct wd_word *words;
    uint64_t
        allowed[WD_SCREEN_TOLD]
               [256]; /* bits of the words that may have the byte as their first, second, third */
    unsigned char order[WD_SCREEN_MAX], from[WD_SCREEN_BITS + 1];
    /* In that order: of each word the bytes before the first that may be several, or none, with the bit that tells small
     * letters; zeros behind them. */
    uint64_t head[WD_SCREEN_MAX], mask[WD_SCREEN_MAX];
    unsigned char blank[WD_SCREEN_MAX]; /* where a blank ends the head, or 0 */
    unsigned char told
        [WD_SCREEN_MAX]; /* how many bytes need no second look where the head stands: 8 letters, or 0 */
    unsigned char low[4][16], high[4][16]; /* buckets of words, by half bytes */
    bool wide;                             /* they can be used */
    /* Of single bytes at which the search for the next word stops, too, where `is_stop` says so. */
    bool (*is_stop)(struct wd_str s, size_t at);
    unsigned char stop[256], stop_low[16], stop_high[16];
};

/* What '_' in a word stands for. */
static inline bool wd_word_gap(char c)
{
    return c == ' ' || c == '_' || c == '-';
}

/* screen_make.c */
void wd_screen_init(struct wd_screen *screen, const struct wd_word *words, size_t count);
/* Bytes with at most eight different upper halves. */
void wd_screen_stop_at(struct wd_screen *screen, struct wd_str bytes,
                       bool (*is_stop)(struct wd_str s, size_t at));
/* The groups of all words that stand in the text. */
unsigned wd_screen_scan(const struct wd_screen *screen, struct wd_str s);
/* The place of the next word, or stop, at or behind `from`, and the groups of those that stand there, 0 at a stop; the length if
 * there is none. At the last two bytes only stops are looked for: of lines, they are part of no word but a newline. */
size_t wd_screen_next(const struct wd_screen *screen, struct wd_str s, size_t from,
                      unsigned *ret_groups);

/* The word at the start of `s`: the bytes it took, 0 if it is not there. */
size_t wd_word_at(struct wd_str s, const char *word);
/* A status code stands alone: not inside a longer number, nor in a digest, nor as a count of so many. */
bool wd_number_alone(struct wd_str s, size_t at, size_t len);

#endif
