/* Finds the end of one JSON value by its brackets and quotes, in text that comes in pieces.
 *
 * Not a parser: it checks as much as it needs to notice that something is no JSON (a newline inside
 * a string, letters outside one, an object where none may stand), so that one broken value does not
 * swallow what follows. On its way it recognises a page: an object that holds an array of records
 * under one of a few names. */
#ifndef WHYDENIED_INGEST_SCAN_H
#define WHYDENIED_INGEST_SCAN_H

#include <stdint.h>

#include "whydenied/base/str.h"

enum wd_scan_result {
    WD_SCAN_MORE,  /* goes on behind the text given */
    WD_SCAN_VALUE, /* complete: `at` is behind it */
    WD_SCAN_PAGE,  /* it is a page: `at` is at the first byte behind the array's bracket */
    WD_SCAN_BROKEN /* it is no JSON: go on at `resume` */
};

struct wd_scan {
    size_t at;      /* bytes looked at */
    size_t resume;  /* start of the first later line that is indented no deeper; 0 none */
    size_t line;    /* start of the current line */
    size_t name;    /* start of the string being read, if it is a name on the first level */
    size_t indent;  /* of the line the value stands on */
    uint64_t kinds; /* a bit a level, the innermost lowest: 1 an object */
    unsigned depth;
    char last; /* the last byte outside strings that is no blank */
    bool quoted, fresh_line, dubious;
    bool deep;                      /* was deeper than `kinds` can tell */
    bool is_name, page_name, entry; /* entry: has a name that only records have; no page */
    bool page_open;                 /* the page's bracket was read; what follows decides */
    bool lenient;                   /* nothing is too odd to go on */
    bool in_array;                  /* a "]" on the first level may be the array's around it */
};

void wd_scan_start(struct wd_scan *scan, size_t indent, bool in_array);
/* `text` is the value from its first byte, at least as long as at the last call. */
enum wd_scan_result wd_scan_run(struct wd_scan *scan, const char *text, size_t len);
/* The first `scan->at` bytes are gone: the next text starts behind them. */
void wd_scan_rebase(struct wd_scan *scan);

bool wd_scan_page_name(struct wd_str name); /* "entries", "Records", … */

/* ---- skim.c ------------------------------------------------------------------------------------------ */

/* The same by counting brackets, 64 bytes at a time.
 *
 * For text that is trusted to be JSON: what it finds is right if the parser takes it, and framed
 * again by wd_scan_run if not. It gives up early where it can tell that something is wrong.
 *
 * The length of the value that starts at text[0] with a bracket, and the newlines in it. 0 if it does
 * not end within `len`, has a newline inside a string, or this processor has no SSE2. Up to
 * WD_PADDING bytes behind the text are read. */
size_t wd_skim_value(const char *text, size_t len, uint64_t *ret_lines);
/* The same as any processor does it. */
size_t wd_skim_value_anywhere(const char *text, size_t len, uint64_t *ret_lines);

#endif
