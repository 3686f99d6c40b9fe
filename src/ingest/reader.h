/* One input being read, for the files that do it. */
#ifndef WHYDENIED_INGEST_READER_H
#define WHYDENIED_INGEST_READER_H

#include "ingest/frame.h"
#include "ingest/source.h"

struct wd_record_place {
    uint64_t line, offset;
};

struct wd_reader {
    struct wd_source source;
    struct wd_follower *follower; /* behind the source; NULL */
    struct wd_blocks *blocks;     /* NULL: could not be opened */
    struct wd_frame frame;
    struct wd_input_report report;
    struct wd_record_place last;      /* of the record given last, for complaints about it */
    struct wd_record_place unread;    /* of the first that holds more than was read */
    struct wd_record_place ambiguous; /* of the first that names a member twice */
    bool begun, ended;
    bool zeros; /* the first byte is one */
};

/* reader_end.c: the sums and notes that only the end knows. Notes that do not fit are counted. */
void wd_reader_tell_end(struct wd_reader *reader);
/* Records that hold more than was read; nothing if there are none. */
void wd_reader_note_unread(struct wd_reader *reader);

#endif
