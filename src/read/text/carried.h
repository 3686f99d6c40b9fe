/* What carriers put before a line, and what it tells: text_prefix.c, carriers.c. */
#ifndef WHYDENIED_READ_TEXT_CARRIED_H
#define WHYDENIED_READ_TEXT_CARRIED_H

#include "read/reading.h"

/* What a mark is beside a carrier's. */
enum wd_mark {
    WD_MARK_TELLS = 1, /* says something of the line: a quotation's, a number of several */
    WD_MARK_ANYBODYS =
        2 /* a name that may be that of somebody who speaks: "[dana] ", "mallory | " */
};

struct wd_carried {
    wd_time time; /* WD_TIME_NONE: none told; the outermost one counts */
    bool zoneless;
    bool partial;   /* a piece of a line, by CRI */
    bool boxed;     /* it stood in a box */
    bool quoted;    /* "> text" */
    bool plain;     /* told before: none of the bytes that most carriers' marks have stands in it */
    unsigned marks; /* bits of enum wd_mark: of those that came off */
    unsigned keeps; /* asked for: marks of these bits stay, and what is behind them */
    struct wd_str stream; /* of the container or function that wrote it */
    struct wd_str step;   /* of Cloud Build */
};

/* text_prefix.c: off comes what may stand before any line: kubectl's, CRI's, a time, a function's, a build step. */
struct wd_str wd_carried_line(struct wd_carried *c, struct wd_str line);
/* times.c: a time that the line begins with. */
struct wd_str wd_carried_time(struct wd_carried *c, struct wd_str line);
/* The same of a time whose month is named, or whose digits nothing parts. */
struct wd_str wd_carried_named_time(struct wd_carried *c, struct wd_str line);
/* What was told goes into the reading. */
void wd_carried_told(struct wd_reading *r, const struct wd_carried *c);
/* carriers.c: and the marks of loggers and consoles, one around the other. */
struct wd_str wd_carried_marks(struct wd_carried *c, struct wd_str line);
/* What stands beside a line, as it was printed, its blanks off: a mark that tells something stays. *ret_time: of when it
 * says that it is, or WD_TIME_NONE; may be NULL. */
struct wd_str wd_carried_bare(struct wd_str line, wd_time *ret_time);
/* What the line has before its words: of jobs that run beside each other it tells which one printed it. */
struct wd_str wd_carried_branch(struct wd_str line, struct wd_str words);

/* heads.c: the line without the head; itself, if it has none. */
struct wd_str wd_head_klog(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_tekton(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_python(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_gitlab(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_rank(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_event(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_summary(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_source(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_source_place(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_labels(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_padded(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_repeated(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_file(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_columns(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_process(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_barred(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_instance(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_syslog(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_named_time(struct wd_carried *c, struct wd_str line);
struct wd_str wd_head_priority(struct wd_carried *c, struct wd_str line);
/* heads_dated.c: whether the line may have one of these. */
bool wd_begins_with_date(struct wd_str s);
struct wd_str wd_head_progress(struct wd_carried *c, struct wd_str line);

#endif
