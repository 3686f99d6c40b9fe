/* From decoded bytes to records.
 *
 * At the top stand lines: an object that ends on its line is a record (NDJSON, the fast path), any
 * other line that does not look like JSON is a record of text. What looks like JSON and goes on
 * behind its line, or is long, or holds a page of records, is framed by scan.h, value by value.
 * Containers of records (arrays, pages) are kept on a small stack while their elements are given. */
#ifndef WHYDENIED_INGEST_FRAME_H
#define WHYDENIED_INGEST_FRAME_H

#include "ingest/scan.h"
#include "ingest/window.h"
#include "whydenied/base/buf.h"
#include "whydenied/base/limits.h"

#define WD_FRAME_LEVELS WD_DEPTH_MAX  /* arrays in pages in arrays */
#define WD_FRAME_LINE   (32u * 1024u) /* longer lines of JSON are looked into */
#define WD_HOLE         8u            /* so many zeros together are a hole in the file */
#define WD_FRAME_SKIM   (64u * 1024u) /* how far an object's end is looked for on trust */

/* Arrays of records, the objects around them, Loki's lists of streams and of pairs, OpenTelemetry's of resources and
 * scopes. */
enum wd_frame_level {
    WD_LEVEL_ARRAY,
    WD_LEVEL_PAGE,
    WD_LEVEL_PAIRS,
    WD_LEVEL_STREAMS, /* from here on: lists of streams */
    WD_LEVEL_RESOURCES,
    WD_LEVEL_SCOPES
};

/* What a step of framing came to. */
enum wd_frame_result { WD_FRAME_RECORD, WD_FRAME_AGAIN, WD_FRAME_END, WD_FRAME_NO_MEMORY };

/* A record stands at window[from, to); the next call goes on at window[passed], `lines` further
 * down. */
struct wd_cut {
    size_t from, to, passed;
    uint64_t lines;
};

struct wd_frame {
    struct wd_window window;
    struct wd_input_report *report;
    struct wd_scan scan;
    enum wd_frame_level levels[WD_FRAME_LEVELS];
    unsigned depth;      /* of `levels` in use */
    uint64_t line;       /* of the window's first byte, from 1 */
    uint64_t cut_line;   /* the last one that was too long, told once */
    size_t text_left;    /* bytes that looked like JSON and are lines of text */
    size_t indent;       /* of that line */
    struct wd_cut given; /* the record given last, passed at the next call */
    enum wd_format given_format;
    const char *torn; /* what is wrong with it, if it breaks off */
    size_t rejected;  /* its length, if it must be looked into again */
    unsigned
        logged; /* the page at this depth was written by a program's logger, and what lies in it; 0 none */
    bool
        in_body; /* a line of text left a bracket open: what is set in below it is of the same text */
    bool mid_line;   /* something of this line was passed already */
    bool dropping;   /* inside a value that is too long */
    bool cut_off;    /* the input ended inside an array or page */
    bool fast;       /* the record given last was taken on trust: it may be looked into again */
    bool again;      /* … and that is what must be done now */
    bool seen_value; /* the first JSON value decides whether pages are to be expected */
    bool careful;    /* they are: look into every value */
    bool looked;     /* the first block was asked who writes here */
    bool printed;    /* a program does: so it wrote all of it */
    bool spoke;      /* a line of text was some program's, and no notice of who prints entries */
    uint64_t formats[WD_FORMAT_TEXT + 1]; /* records of each */
    wd_form_fn form;                      /* or NULL */
    void *form_context;
    struct wd_buf converted; /* body of a record that was rewritten */
};

void wd_frame_init(struct wd_frame *frame, struct wd_blocks *blocks,
                   struct wd_input_report *report);
void wd_frame_done(struct wd_frame *frame);
enum wd_frame_result wd_frame_next(struct wd_frame *frame, struct wd_record *ret_record);
/* wd_reader_pass_quiet. */
uint64_t wd_frame_pass_quiet(struct wd_frame *frame, wd_quiet_fn quiet, const void *context);
/* The record given last is no JSON. True if it will be looked into again: it does not count then. */
bool wd_frame_retry(struct wd_frame *frame);
enum wd_format wd_frame_format(const struct wd_frame *frame);

/* ---- frame_step.c ------------------------------------------------------------------------------- */

uint64_t wd_frame_newlines(const char *text, size_t len);
/* Where several zeros stand together, which no writer writes: `len` if nowhere. */
size_t wd_frame_hole(const char *text, size_t len);
/* Is what follows the line of text still inside a body that is printed in it ("failed: {", "errors": [)? */
bool wd_frame_line_opens(struct wd_str line, bool in_body);
/* Passes the record given last. */
void wd_frame_leave(struct wd_frame *frame);
/* Passes bytes, counting lines. */
void wd_frame_pass(struct wd_frame *frame, size_t len);
/* The same, of bytes whose lines are known. */
void wd_frame_pass_lines(struct wd_frame *frame, size_t len, uint64_t lines);
/* Files that bear the mark of UTF-8 were put behind one another: it begins a line and is no part of it. 1: it is passed;
 * -1: no memory. */
int wd_frame_pass_mark(struct wd_frame *frame);
enum wd_frame_result wd_frame_give(struct wd_frame *frame, struct wd_record *ret_record,
                                   enum wd_format format, struct wd_cut cut);
/* A record that cannot be given: counted, located, passed. */
enum wd_frame_result wd_frame_skip(struct wd_frame *frame, enum wd_skip reason, const char *what,
                                   size_t passed);
/* The end of the line that starts at window[from]; *ret_whole false if it is longer than `max`. */
int wd_frame_line_end(struct wd_frame *frame, size_t from, size_t max, size_t *ret_end,
                      bool *ret_whole);
/* Makes window[at] readable: 1, 0 at the end of the input, -1 lack of memory. */
int wd_frame_need(struct wd_frame *frame, size_t at);

/* The same for a guess, which is none the better for waiting: what is being written may pause behind a line. */
int wd_frame_look(struct wd_frame *frame, size_t at);

/* Whether JSON is taken on trust: not before the first value, nor where pages are about. */
bool wd_frame_trusts(const struct wd_frame *frame);
bool wd_frame_may_be_page(const char *text, size_t len); /* by its first name */

enum wd_frame_result wd_frame_value(struct wd_frame *frame, struct wd_record *ret_record);
enum wd_frame_result wd_frame_drop_value(struct wd_frame *frame);
/* Of a value where the frame stands; whole_line: nothing else stands on its line. */
enum wd_format wd_frame_value_format(const struct wd_frame *frame, bool whole_line);
/* frame_page.c: the scan has found that the value at window[0] is a page: goes on in its array. */
enum wd_frame_result wd_frame_open_page(struct wd_frame *frame, struct wd_record *ret_record);
enum wd_frame_result wd_frame_array(struct wd_frame *frame, struct wd_record *ret_record);
enum wd_frame_result wd_frame_page(struct wd_frame *frame, struct wd_record *ret_record);
/* The line at window[0] as text. */
enum wd_frame_result wd_frame_text(struct wd_frame *frame, struct wd_record *ret_record);
enum wd_frame_result wd_frame_residue(struct wd_frame *frame, struct wd_record *ret_record);
/* A page that names a level beside its list was written by a program: the platforms' own pages name none. Looks at
 * the names of the first level as far as the page is at hand; a logger's line is no longer than that. */
bool wd_frame_is_loggers(struct wd_str page);
void wd_frame_push(struct wd_frame *frame, enum wd_frame_level level);

/* frame_streams.c: whether the object at window[0] is an answer of Loki's, or in it a stream: goes on in its list. */
bool wd_frame_open_streams(struct wd_frame *frame);
bool wd_frame_open_stream(struct wd_frame *frame);

/* frame_answer.c: whether the object at window[0] is an answer with a list of entries deep in it: 1, and goes on in the
 * list; 0; -1 lack of memory. */
int wd_frame_open_answer(struct wd_frame *frame);
/* At the bracket of a list that lies in what is opened: is its first element an entry? */
bool wd_frame_is_list_of_entries(struct wd_frame *frame);
/* The record given last holds entries: true if it is such an answer. It does not count then, and its entries are next. */
bool wd_frame_reopen(struct wd_frame *frame);

/* frame_voice.c: lines that gcloud prints beside the entries. */
bool wd_frame_are_notices(struct wd_str lines);
/* frame_voice.c: before the first record; -1 lack of memory. */
int wd_frame_look_for_program(struct wd_frame *frame);

/* Documents that are rewritten as JSON. */
/* Gives what `converted` holds in the place of window[0, len). */
enum wd_frame_result wd_frame_give_converted(struct wd_frame *frame, struct wd_record *ret_record,
                                             enum wd_format format, size_t len);
bool wd_frame_starts_yaml(struct wd_frame *frame);
enum wd_frame_result wd_frame_yaml(struct wd_frame *frame, struct wd_record *ret_record);
bool wd_frame_starts_explorer(struct wd_str line);
enum wd_frame_result wd_frame_explorer(struct wd_frame *frame, struct wd_record *ret_record);

/* rewrite.c: log entries that were copied out of the Logs Explorer, rewritten as JSON.
 * Appends one JSON value to `out` and returns whether the text was what it seemed; if not, `out` may hold
 * a part. Nesting is limited to WD_DEPTH_MAX. */
bool wd_rewrite_explorer(struct wd_buf *out, struct wd_str text);

#endif
