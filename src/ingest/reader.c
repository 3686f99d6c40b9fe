/* One input from its name to its last record: opens the source, looks at the first bytes, frames. What the report says of
 * its end is reader_end.c. */
#include "ingest/reader.h"

#include <stdlib.h>

#include "ingest/magic.h"
#include "whydenied/base/limits.h"

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
    return wd_source_bytes(&reader->source);
}

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

static int end(struct wd_reader *reader)
{
    reader->ended = true;
    wd_reader_tell_end(reader);
    return 0;
}

/* A record that breaks off. */
static void note_torn(struct wd_reader *reader, const char *read)
{
    reader->frame.torn = NULL;
    reader->report.torn++;
    wd_input_note(&reader->report, "line %llu, byte %llu: breaks off, %s",
                  (unsigned long long)reader->last.line, (unsigned long long)reader->last.offset,
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
        reader->last = (struct wd_record_place){ret_record->line, ret_record->offset};
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
                      (unsigned long long)reader->last.line,
                      (unsigned long long)reader->last.offset, text);
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
    reader->ambiguous = reader->last;
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
    reader->unread = reader->last;
    if (reader->ended) /* of a message that the end of the input ended */
        wd_reader_note_unread(reader);
    return false;
}
