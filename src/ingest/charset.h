/* Lines in the character set of Chinese consoles (GB18030, which holds GBK and GB2312) on their way in, told line
 * by line: a program of another machine may print into a log that is UTF-8 elsewhere. Deterministic: no locale.
 *
 * libc converts (iconv; glibc keeps the table in a file, see app/sandbox.c). A line that is neither UTF-8 nor
 * surely GB18030 stays as it is. */
#ifndef WHYDENIED_INGEST_CHARSET_H
#define WHYDENIED_INGEST_CHARSET_H

#include <stdint.h>

#include "whydenied/base/str.h"

struct wd_charset {
    void *converter;    /* iconv's; NULL until it is needed */
    bool missing;       /* this system has none */
    uint64_t converted; /* lines */
    uint64_t alien;     /* lines of another character set, of which hardly anything could be read */
};

void wd_charset_done(struct wd_charset *charset);
/* Is there a byte in it that is not UTF-8, or may not be: what comes behind the end need not be the rest of a character
 * that the end cuts. */
bool wd_charset_suspects(struct wd_str bytes);
/* Copies whole lines, all of them as UTF-8 as far as may be; what follows the last newline only if `last`. `to`
 * needs room for 3 bytes for every 2. Returns the bytes written; *ret_used of `from`. */
size_t wd_charset_convert(struct wd_charset *charset, struct wd_str from, bool last, char *to,
                          size_t *ret_used);

#endif
