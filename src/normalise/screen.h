/* Which groups of words stand in a text. */
#ifndef WHYDENIED_NORMALISE_SCREEN_H
#define WHYDENIED_NORMALISE_SCREEN_H

#include <stdint.h>

#include "whydenied/str.h"

enum {
    WD_WORD_STRONG = 1,  /* may be part of a refusal */
    WD_WORD_WEAK = 2,    /* the neighbourhood of one: a rule may know */
    WD_WORD_OPENS = 4,   /* a message of several lines */
    WD_WORD_CONTEXT = 8, /* names things for later lines */
    WD_WORD_DIALECT = 16,
    WD_WORD_JSON = 32,
    WD_WORD_HEADER = 64,
    WD_WORD_MARKER = WD_WORD_STRONG | WD_WORD_WEAK
};

/* Read-only once made. */
struct wd_screen {
    uint64_t first[256], second[256], third[256];
};

void wd_screen_init(struct wd_screen *screen);
unsigned wd_screen_scan(const struct wd_screen *screen, struct wd_str s);

/* The word at the start of `s`: the bytes it took, 0 if it is not there. */
size_t wd_word_at(struct wd_str s, const char *word);
/* A status code stands alone: not inside a longer number. */
bool wd_number_alone(struct wd_str s, size_t at, size_t len);

#endif
