/* Classes of bytes inside and between tokens, and the tags and marks that stand between them. */
#ifndef WHYDENIED_READ_REFUSAL_TOKEN_BYTES_H
#define WHYDENIED_READ_REFUSAL_TOKEN_BYTES_H

#include "read/refusal/vocabulary.h"
#include "whydenied/base/str.h"

enum {
    WD_BYTE_IN_TOKEN,
    WD_BYTE_BLANK,
    WD_BYTE_NEWLINE,
    WD_BYTE_QUOTE,
    WD_BYTE_BRACKET,
    WD_BYTE_COMMA,
    WD_BYTE_SEMICOLON,
    WD_BYTE_BAR,
    WD_BYTE_BACKSLASH,
    WD_BYTE_STOP,
    WD_BYTE_OCTAL, /* may begin one; wd_byte_class() knows */
};

/* Of the byte at `at`, or of the wide character: *ret_len bytes. */
unsigned wd_byte_class(struct wd_str s, size_t at, size_t *ret_len);
/* Of a run of backslashes and what they escape: WD_BYTE_BACKSLASH if that is nothing known. */
unsigned wd_byte_escape(struct wd_str s, size_t at, size_t *ret_len);
/* "[1m", "[0;31m": the length of a colour at `at`, 0 if there is none. */
size_t wd_byte_colour(struct wd_str s, size_t at);
/* "</Code>", as far as its end; "<code>", "</b>", which only dress words; the mark of an item of a list. 0, false: none. */
size_t wd_byte_closing_tag(struct wd_str s, size_t at);
size_t wd_byte_dressing_tag(struct wd_str s, size_t at);
bool wd_byte_bullet(struct wd_str s, size_t at);
bool wd_byte_closes(struct wd_str s, size_t at); /* a quote, its escape, a bracket */
char wd_byte_at(struct wd_str s, size_t at);     /* a blank past the end */
/* A mark that may stand inside a word: of a pair of brackets or of double quotes none does. */
bool wd_byte_apostrophe(struct wd_str s, size_t at);
bool wd_byte_plain(char c); /* in a token, wherever it stands */
/* Where hanzi or kana end and a name begins, or the other way round: the length of what stands first. */
size_t wd_byte_apart(const struct wd_vocabulary *vocabulary, struct wd_str token);

/* What stood between two tokens. */
struct wd_gap {
    unsigned newlines;
    /* What stands directly before the token: WD_BYTE_QUOTE, WD_BYTE_BRACKET or 0. */
    unsigned quote;
    char bracket; /* which */
    bool bar, indent, comma, ends;
    bool braced; /* an object opens in it */
};

/* token_gap.c: past all that stands before the next token; *from is then its first byte, or the end of the text. */
struct wd_gap wd_gap_skip(struct wd_str s, size_t *from);

#endif
