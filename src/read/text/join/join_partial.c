/* Pieces of one line: container runtimes cut at 16 KiB, Cloud Logging splits entries that are too
 * large. Opened by whoever saw the mark of a piece; the whole is read like any line. */
#include "read/text/streams.h"

static enum wd_join piece(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    (void)line, (void)message;
    return r->partial ? WD_JOIN_MORE : WD_JOIN_END;
}

static void finish(struct wd_reading *r, struct wd_str text)
{
    wd_read_whole_line(r, text);
}

const struct wd_joiner wd_join_partial = {"partial", "", NULL, piece, finish, false};
