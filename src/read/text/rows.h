/* Lines of programs that are records of their own: the entries of a build's log or of a container's output, a row of JSON a line.
 *
 * A file of the same lines shows each refusal among its neighbours; here they come one by one, the newest first as often as
 * the oldest, between lines of other programs. So the last ones of an input are kept, WD_ROWS_BYTES of them, and what stands
 * around a refusal is asked some lines later, of its own stream in order of time (wd_normaliser_row_doubts). What is
 * found takes readiness and gives none. Slices are copied; nothing fails. */
#ifndef WHYDENIED_READ_TEXT_ROWS_H
#define WHYDENIED_READ_TEXT_ROWS_H

#include "read/reading.h"
#include "whydenied/base/limits.h"

enum {
    WD_ROWS = 512,
    WD_ROW_MAX = 2048, /* bytes of a line that are kept */
    WD_ROW_ANSWERS = 8 /* that are remembered: a storm is one sentence over and over */
};

struct wd_row {
    uint64_t source;
    uint64_t at; /* in all bytes that were ever kept */
    wd_time time;
    size_t len;
};

struct wd_rows {
    uint64_t last;   /* number of the row kept last, from 1; its place is its rest by WD_ROWS */
    uint64_t record; /* its ordinal */
    uint64_t end;    /* of all bytes that were ever kept */
    struct {
        uint64_t asked;
        unsigned doubts;
    } answer[WD_ROW_ANSWERS];
    uint64_t answers; /* ever given */
    struct wd_row row[WD_ROWS];
    char bytes[WD_ROWS_BYTES];
};

static inline struct wd_row *wd_row_at(struct wd_rows *rows, uint64_t number)
{
    return &rows->row[number % WD_ROWS];
}
static inline struct wd_str wd_row_text(const struct wd_rows *rows, const struct wd_row *row)
{
    return wd_str_make(rows->bytes + row->at % WD_ROWS_BYTES, row->len);
}

struct wd_rows *wd_rows_new(void); /* NULL: no memory; then nothing is kept */
void wd_rows_clear(struct wd_rows *rows);
/* What the record at hand, which is no line of text, has a program say; once a record. r->event->row names it. */
void wd_rows_note(struct wd_reading *r, struct wd_str text);
/* Whose line it is, by what a LogEntry says of its resource; by the members that collectors and loggers have for it. */
uint64_t wd_rows_source_of_entry(struct wd_reading *r);
uint64_t wd_rows_source_of_members(struct wd_jv root);

#endif
