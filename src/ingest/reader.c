/* One input from its name to its last record: opens the source, looks at the first bytes, frames,
 * and writes the report. */
#include <stdlib.h>

#include "ingest/frame.h"
#include "ingest/magic.h"
#include "ingest/source.h"
#include "whydenied/base/limits.h"

struct wd_reader {
    struct wd_source source;
    struct wd_follower *follower; /* behind the source; NULL */
    struct wd_blocks *blocks;     /* NULL: could not be opened */
    struct wd_frame frame;
    struct wd_input_report report;
    uint64_t last_line, last_offset;     /* of the record given last, for complaints about it */
    uint64_t unread_line, unread_offset; /* of the first that holds more than was read */
    uint64_t ambiguous_line, ambiguous_offset; /* of the first that names a member twice */
    bool begun, ended;
    bool zeros; /* the first byte is one */
};

static struct wd_reader *reader_new(const char *name)
{
    struct wd_reader *reader = calloc(1, sizeof *reader);

    if (!reader)
        return NULL;
    reader->report.name = strdup(name);
    if (!reader->report.name) {
        free(reader);
        return NULL;
    }
    return reader;
}

/* Behind an opened source. */
static int connect_blocks(struct wd_reader *reader, unsigned flags)
{
    reader->blocks = wd_blocks_new(&reader->source, flags);
    if (!reader->blocks)
        return -1;
    wd_frame_init(&reader->frame, reader->blocks, &reader->report);
    return 0;
}

static void refuse(struct wd_reader *reader, const char *why)
{
    reader->report.end = WD_END_UNREADABLE;
    wd_input_note(&reader->report, "%s", why);
    reader->ended = true;
}

struct wd_reader *wd_reader_open(const char *path, unsigned flags, struct wd_error *err)
{
    struct wd_reader *reader = reader_new(path);
    const char *why;

    if (!reader) {
        wd_fail_memory(err);
        return NULL;
    }
    why = wd_source_open(&reader->source, path, (flags & WD_READ_NO_FOLLOW) != 0);
    if (why) {
        refuse(reader, why);
    } else if (connect_blocks(reader, flags) < 0) {
        wd_reader_close(reader);
        wd_fail_memory(err);
        return NULL;
    }
    return reader;
}

struct wd_reader *wd_reader_follow(const char *path, unsigned flags, const struct wd_follow *follow,
                                   struct wd_error *err)
{
    struct wd_reader *reader = reader_new(path);
    const char *why = NULL;

    if (reader)
        reader->follower = wd_follower_new(path, follow, (flags & WD_READ_NO_FOLLOW) != 0, &why);
    if (reader && why) {
        refuse(reader, why);
        return reader;
    }
    if (reader && reader->follower) {
        wd_source_open_fn(&reader->source, wd_follower_read, reader->follower);
        reader->source.live = true;
    }
    if (!reader || !reader->follower ||
        connect_blocks(reader, flags & ~(unsigned)WD_READ_THREAD) < 0) {
        wd_reader_close(reader);
        wd_fail_memory(err);
        return NULL;
    }
    return reader;
}

struct wd_reader *wd_reader_open_fn(wd_read_fn read, void *context, const char *name,
                                    unsigned flags, struct wd_error *err)
{
    struct wd_reader *reader = reader_new(name);

    if (reader)
        wd_source_open_fn(&reader->source, read, context);
    if (!reader || connect_blocks(reader, flags) < 0) {
        wd_reader_close(reader);
        wd_fail_memory(err);
        return NULL;
    }
    return reader;
}

void wd_reader_stop_on(struct wd_reader *reader, const volatile int *flag)
{
    reader->source.stop = flag;
}

void wd_reader_close(struct wd_reader *reader)
{
    if (!reader)
        return;
    if (reader->blocks) {
        wd_frame_done(&reader->frame);
        wd_blocks_free(reader->blocks);
    }
    wd_source_close(&reader->source);
    wd_follower_free(reader->follower);
    wd_input_report_done(&reader->report);
    free(reader);
}

const struct wd_input_report *wd_reader_report(const struct wd_reader *reader)
{
    return &reader->report;
}

void wd_reader_take_report(struct wd_reader *reader, struct wd_input_report *ret_report)
{
    *ret_report = reader->report;
    memset(&reader->report, 0, sizeof reader->report);
}

uint64_t wd_reader_bytes(const struct wd_reader *reader)
{
    return atomic_load_explicit(&reader->source.bytes, memory_order_relaxed);
}

/* ---- the beginning ----------------------------------------------------------------------------- */

#define WD_SUBSTANCE 4096u          /* blanks this long are nothing but blanks */
#define WD_MARK      "\xEF\xBB\xBF" /* of UTF-8: an empty file of Windows may hold it alone */

/* Content that cannot be read is refused by name. Returns 1 to go on, 0 if refused, -1 on error. */
static int begin(struct wd_reader *reader)
{
    struct wd_window *window = &reader->frame.window;
    const char *why;
    bool may_be_log;
    int got = wd_window_more(window);

    reader->begun = true;
    if (got <= 0)
        return got;
    struct wd_str head = wd_str_make(window->ptr, window->len);
    bool marked = wd_str_starts(head, WD_STR(WD_MARK));
    reader->zeros = head.len > 0 && head.ptr[0] == 0;
    reader->report.substance =
        wd_str_trim(wd_str_sub(head, marked ? sizeof WD_MARK - 1 : 0, WD_SUBSTANCE)).len > 0;
    why = wd_magic_unreadable(head, &may_be_log);
    if (wd_magic_compression(head) && wd_blocks_outcome(reader->blocks)->compression)
        why = "is still compressed: one layer of compression inside another";
    if (why) {
        wd_input_note(&reader->report, "%s", why);
        reader->report.end = WD_END_UNREADABLE;
        return 0;
    }
    if (wd_blocks_converted(reader->blocks))
        wd_input_note(&reader->report, "is UTF-16, read as UTF-8: offsets are of the latter");
    if (marked)
        wd_window_skip(window, sizeof WD_MARK - 1);
    return 1;
}

/* ---- the end ----------------------------------------------------------------------------------- */

static void put_digests(struct wd_reader *reader)
{
    struct wd_input_report *report = &reader->report;
    struct wd_digests digests;

    wd_blocks_digests(reader->blocks, &digests);
    memcpy(report->digest, digests.digest, sizeof report->digest);
    memcpy(report->marked, digests.marked, sizeof report->marked);
    memcpy(report->beginnings, digests.beginnings, sizeof report->beginnings);
    report->beginning_count = digests.beginning_count;
}

static void report_end(struct wd_reader *reader)
{
    const struct wd_decode *decode = wd_blocks_outcome(reader->blocks);
    struct wd_input_report *report = &reader->report;

    report->bytes = wd_reader_bytes(reader);
    report->decoded_bytes = decode->out_bytes;
    report->compression = decode->compression;
    report->format = wd_frame_format(&reader->frame);
    put_digests(reader);
    if (report->end == WD_END_UNREADABLE && (!decode->finished || decode->end <= WD_END_CLEAN))
        return; /* refused by its content, for which no damage accounts */
    report->end = decode->end;
    report->end_offset = decode->end_offset;
    if (reader->frame.cut_off && report->end <= WD_END_CLEAN && !reader->source.stopped &&
        !reader->follower)
        report->end = WD_END_TRUNCATED;
    if (report->bytes < reader->source.size && reader->source.ended && !reader->source.error &&
        report->end <= WD_END_CLEAN && !reader->source.stopped && !reader->follower) {
        report->end = WD_END_TRUNCATED; /* rotation by "copytruncate", in the middle */
        wd_input_note(report, "has become shorter while it was read");
    }
    if (wd_blocks_cut(reader->blocks) && report->end <= WD_END_CLEAN && !reader->source.stopped) {
        report->end = WD_END_TRUNCATED;
        wd_input_note(report, "is UTF-16 and ends inside a character");
    }
    if (decode->why)
        wd_input_note(report, "%s (byte %llu)", decode->why,
                      (unsigned long long)decode->end_offset);
    if (reader->source.stopped)
        wd_input_note(report, "interrupted");
    else if (reader->zeros && report->records == 0) {
        report->nothing = true;
        wd_input_note(report, "holds nothing but zero bytes");
    } else if (report->bytes == 0 && !wd_input_damaged(report) && !reader->follower)
        wd_input_note(report, "empty");
}

static void note_ambiguous(struct wd_reader *reader)
{
    const struct wd_input_report *report = &reader->report;

    if (report->ambiguous > 0)
        wd_input_note(
            &reader->report,
            "ambiguous: %llu record%s a member twice, read both ways (first: line %llu, byte %llu)",
            (unsigned long long)report->ambiguous, report->ambiguous == 1 ? " names" : "s name",
            (unsigned long long)reader->ambiguous_line,
            (unsigned long long)reader->ambiguous_offset);
}

static void note_unread(struct wd_reader *reader)
{
    const struct wd_input_report *report = &reader->report;

    if (report->unread > 0)
        wd_input_note(
            &reader->report,
            "%llu record%s more entries or failures than were read (first: line %llu, byte %llu)",
            (unsigned long long)report->unread, report->unread == 1 ? " holds" : "s hold",
            (unsigned long long)reader->unread_line, (unsigned long long)reader->unread_offset);
}

static void note_zeros(struct wd_reader *reader)
{
    const struct wd_input_report *report = &reader->report;

    if (report->zeros > 0 && report->records > 0)
        wd_input_note(&reader->report, "%llu zero bytes passed: holes, as rotation leaves them",
                      (unsigned long long)report->zeros);
}

static void note_charset(struct wd_reader *reader)
{
    const struct wd_charset *charset = wd_blocks_charset(reader->blocks);

    reader->report.alien = charset->alien;
    if (charset->converted > 0)
        wd_input_note(&reader->report,
                      "%llu line%s in GB18030 read as UTF-8: offsets are of the latter",
                      (unsigned long long)charset->converted, charset->converted == 1 ? "" : "s");
    if (charset->alien > 0)
        wd_input_note(&reader->report,
                      "%llu line%s of another character set than UTF-8, UTF-16 and GB18030%s: "
                      "what is not ASCII was not read",
                      (unsigned long long)charset->alien, charset->alien == 1 ? "" : "s",
                      charset->missing ? " (which this system cannot convert)" : "");
}

static int end(struct wd_reader *reader)
{
    reader->ended = true;
    note_ambiguous(reader);
    note_unread(reader);
    if (reader->blocks)
        note_charset(reader);
    note_zeros(reader);
    report_end(reader);
    return 0;
}

/* A record that breaks off. */
static void note_torn(struct wd_reader *reader, const char *read)
{
    reader->frame.torn = NULL;
    reader->report.torn++;
    wd_input_note(&reader->report, "line %llu, byte %llu: breaks off, %s",
                  (unsigned long long)reader->last_line, (unsigned long long)reader->last_offset,
                  read);
}

int wd_reader_next(struct wd_reader *reader, struct wd_record *ret_record, struct wd_error *err)
{
    if (reader->ended)
        return 0;
    if (reader->frame.torn) /* it was not rejected */
        note_torn(reader, "its beginning was read");
    if (!reader->begun) {
        int got = begin(reader);
        if (got < 0)
            return wd_fail_memory(err);
        if (got == 0)
            return end(reader);
    }
    switch (wd_frame_next(&reader->frame, ret_record)) {
    case WD_FRAME_RECORD:
        reader->last_line = ret_record->line;
        reader->last_offset = ret_record->offset;
        return 1;
    case WD_FRAME_NO_MEMORY:
        return wd_fail_memory(err);
    default:
        return end(reader);
    }
}

uint64_t wd_reader_pass_quiet(struct wd_reader *reader, wd_quiet_fn quiet, const void *context)
{
    return reader->ended || !reader->begun ? 0
                                           : wd_frame_pass_quiet(&reader->frame, quiet, context);
}

void wd_reader_know_forms(struct wd_reader *reader, wd_form_fn form, void *context)
{
    reader->frame.form = form;
    reader->frame.form_context = context;
}

void wd_reader_reject(struct wd_reader *reader, enum wd_skip reason)
{
    static const char *const texts[WD_SKIP_COUNT] = {
        [WD_SKIP_TOO_LONG] = "a record longer than 2 MiB, or of more than 100,000 values",
        [WD_SKIP_TOO_DEEP] = "nested deeper than 64 levels",
        [WD_SKIP_MALFORMED] = "not JSON",
        [WD_SKIP_NO_MEMORY] = "no memory to parse a record",
    };

    const char *torn = reader->frame.torn;
    const char *text = reason == WD_SKIP_MALFORMED && torn ? torn : texts[reason];
    if (reason == WD_SKIP_MALFORMED && wd_frame_retry(&reader->frame)) {
        if (torn)
            note_torn(reader, "its lines are read as text");
        return;
    }
    reader->frame.torn = NULL;
    reader->report.skipped[reason]++;
    if (text)
        wd_input_note(&reader->report, "line %llu, byte %llu: %s, skipped",
                      (unsigned long long)reader->last_line,
                      (unsigned long long)reader->last_offset, text);
}

void wd_reader_tell_rewritten(struct wd_reader *reader, enum wd_rewritten rewritten, uint64_t at)
{
    reader->report.rewritten = rewritten;
    reader->report.rewritten_at = at;
}

void wd_reader_mark(struct wd_reader *reader, uint64_t bytes)
{
    if (reader->blocks) /* else it could not be opened */
        wd_blocks_mark(reader->blocks, bytes);
}

void wd_reader_ambiguous(struct wd_reader *reader)
{
    if (reader->report.ambiguous++ > 0)
        return;
    reader->ambiguous_line = reader->last_line;
    reader->ambiguous_offset = reader->last_offset;
}

void wd_reader_again(struct wd_reader *reader)
{
    reader->report.records++;
}

bool wd_reader_unread(struct wd_reader *reader, bool entries)
{
    if (entries && wd_frame_reopen(&reader->frame))
        return true;
    if (reader->report.unread++ > 0)
        return false;
    reader->unread_line = reader->last_line;
    reader->unread_offset = reader->last_offset;
    if (reader->ended) /* of a message that the end of the input ended */
        note_unread(reader);
    return false;
}
