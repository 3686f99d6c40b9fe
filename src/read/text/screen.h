/* Which groups of words stand in a text. */
#ifndef WHYDENIED_READ_TEXT_SCREEN_H
#define WHYDENIED_READ_TEXT_SCREEN_H

#include <stdint.h>

#include "whydenied/base/str.h"

struct wd_word {
    const char *text; /* small letters, at least two bytes; ' ' and '_' see screen.c */
    unsigned group;   /* bits, the list's own */
};

/* Read-only once made; the list must outlive it. At most 64 words: a word is a bit. */
struct wd_screen {
    const struct wd_word *words;
    uint64_t first[256], second[256], third[256];
    unsigned char low[3][16], high[3][16]; /* buckets of words, by half bytes */
    bool wide;                             /* they can be used */
};

void wd_screen_init(struct wd_screen *screen, const struct wd_word *words, size_t count);
/* The groups of all words that stand in the text. */
unsigned wd_screen_scan(const struct wd_screen *screen, struct wd_str s);

/* The word at the start of `s`: the bytes it took, 0 if it is not there. */
size_t wd_word_at(struct wd_str s, const char *word);
/* A status code stands alone: not inside a longer number. */
bool wd_number_alone(struct wd_str s, size_t at, size_t len);

#endif
