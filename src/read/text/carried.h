/* What carriers put before a line, and what it tells: text_prefix.c, carriers.c. */
#ifndef WHYDENIED_READ_TEXT_CARRIED_H
#define WHYDENIED_READ_TEXT_CARRIED_H

#include "read/reading.h"

struct wd_carried {
    wd_time time; /* WD_TIME_NONE: none told; the outermost one counts */
    bool zoneless;
    bool partial;         /* a piece of a line, by CRI */
    bool boxed;           /* it stood in a box */
    bool quoted;          /* "> text" */
    bool keeps_telling;   /* asked for: such a mark stays, and what is behind it */
    bool telling;         /* a mark was no mere carrier's: a quotation's, a number of several */
    struct wd_str stream; /* of the container or function that wrote it */
    struct wd_str step;   /* of Cloud Build */
};

/* text_prefix.c: off comes what may stand before any line: kubectl's, CRI's, a time, a function's, a build step. */
struct wd_str wd_carried_line(struct wd_carried *c, struct wd_str line);
/* A time that the line begins with. */
struct wd_str wd_carried_time(struct wd_carried *c, struct wd_str line);
/* What was told goes into the reading. */
void wd_carried_told(struct wd_reading *r, const struct wd_carried *c);
/* carriers.c: and the marks of loggers and consoles, one around the other. */
struct wd_str wd_carried_marks(struct wd_carried *c, struct wd_str line);

#endif
