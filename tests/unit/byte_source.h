/* A double for files: bytes handed out in pieces of any size, with faults on demand, and a reader's
 * whole result as one text that can be compared. */
#ifndef WHYDENIED_TESTS_BYTE_SOURCE_H
#define WHYDENIED_TESTS_BYTE_SOURCE_H

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <zlib.h>

#include "whydenied/base/buf.h"
#include "whydenied/base/json.h"
#include "whydenied/base/limits.h"
#include "whydenied/ingest.h"

#define TEXT(lit)                                                                                  \
    {                                                                                              \
        (lit), sizeof(lit) - 1                                                                     \
    } /* WD_STR, for static tables */
#define COUNT(a) (sizeof(a) / sizeof *(a))

struct byte_source {
    struct wd_str bytes;
    size_t at;
    size_t piece;   /* at most so many bytes a read; 0 all */
    bool hiccups;   /* every other read is interrupted or would block */
    size_t fail_at; /* a read from here on fails (0: never) … */
    int fail_errno; /* … like this */
    unsigned calls;
};

static inline long byte_source_read(void *context, char *to, size_t room)
{
    struct byte_source *source = context;
    size_t len = source->bytes.len - source->at;

    if (source->hiccups && source->calls++ % 2 == 0) {
        errno = source->calls % 4 == 1 ? EINTR : EAGAIN;
        return -1;
    }
    if (source->fail_at > 0 && source->at >= source->fail_at) {
        errno = source->fail_errno;
        return -1;
    }
    if (source->fail_at > 0 && len > source->fail_at - source->at)
        len = source->fail_at - source->at;
    if (source->piece > 0 && len > source->piece)
        len = source->piece;
    if (len > room)
        len = room;
    if (len > 0)
        memcpy(to, source->bytes.ptr + source->at, len);
    source->at += len;
    return (long)len;
}

/* Whether a record says truly where it stands. */
static inline void check_place(const struct wd_record *record, struct wd_str decoded,
                               uint64_t *line, uint64_t *counted)
{
    assert_true(record->offset >= *counted && record->offset < decoded.len);
    for (const char *newline;
         (newline = memchr(decoded.ptr + *counted, '\n', record->offset - *counted)) != NULL;
         ++*line)
        *counted = (uint64_t)(newline + 1 - decoded.ptr);
    *counted = record->offset;
    assert_int_equal(record->line, *line);
    if (!(record->flags & WD_RECORD_CONVERTED))
        assert_memory_equal(record->body.ptr, decoded.ptr + record->offset, record->body.len);
}

/* Reads to the end as the program does: JSON is parsed, and what cannot be is rejected. A record is
 * written as "J body" ("T" text, "~" cut, "=" rewritten); rejected ones are not. `decoded`, if its
 * pointer is not NULL, is what the records were cut from. */
static inline void transcribe(struct wd_buf *out, struct wd_reader *reader, struct wd_str decoded)
{
    struct wd_json *parser = wd_json_new();
    struct wd_record record;
    struct wd_error err;
    struct wd_jv root;
    uint64_t ordinal = 0, line = 1, counted = 0;
    int got;

    assert_non_null(parser);
    while ((got = wd_reader_next(reader, &record, &err)) > 0) {
        if (decoded.ptr)
            check_place(&record, decoded, &line, &counted);
        if (record.form == WD_RECORD_JSON) {
            enum wd_json_fault fault = wd_json_parse(parser, record.body, &root);
            if (fault != WD_JSON_OK) {
                wd_reader_reject(reader,
                                 fault == WD_JSON_TOO_DEEP ? WD_SKIP_TOO_DEEP : WD_SKIP_MALFORMED);
                continue;
            }
        }
        assert_true(record.ordinal > ordinal);
        ordinal = record.ordinal;
        wd_buf_putc(out, record.form == WD_RECORD_JSON ? 'J' : 'T');
        wd_buf_putz(out, record.flags & WD_RECORD_CUT ? "~" : "");
        wd_buf_putz(out, record.flags & WD_RECORD_CONVERTED ? "= " : " ");
        wd_buf_put(out, record.body);
        wd_buf_putc(out, '\n');
    }
    assert_int_equal(got, 0);
    assert_int_equal(wd_reader_next(reader, &record, &err), 0);
    wd_json_free(parser);
}

/* Opens, transcribes, and leaves the reader to be asked for its report. */
static inline struct wd_reader *read_all(struct wd_buf *out, struct byte_source *source,
                                         unsigned flags)
{
    struct wd_error err;
    struct wd_reader *reader = wd_reader_open_fn(byte_source_read, source, "test", flags, &err);

    assert_non_null(reader);
    wd_buf_clear(out);
    transcribe(out, reader, WD_STR_NONE);
    return reader;
}

/* `text` as one gzip member, appended. */
static inline void gzip_to(struct wd_buf *out, struct wd_str text)
{
    z_stream z = {0};
    unsigned char empty = 0;
    union {
        const char *in;
        unsigned char *out;
    } u = {text.ptr};

    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&z, text.len) + 32;
    assert_non_null(wd_buf_reserve(out, room));
    z.next_in = text.len ? u.out : &empty;
    z.avail_in = (uInt)text.len;
    z.next_out = (unsigned char *)out->ptr + out->len;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    out->len += room - z.avail_out;
    deflateEnd(&z);
}

/* Lines of JSON, `count` of them, all different. */
static inline void lines_to(struct wd_buf *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        wd_buf_printf(out, "{\"insertId\":\"id-%zu\",\"n\":%zu,\"pad\":\"%.*s\"}\n", i, i,
                      (int)(i * 7 % 60),
                      "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnop");
}

/* Closes the reader. The report's name and notes live until the next call. */
static inline struct wd_input_report report_of_closed(struct wd_reader *reader)
{
    static struct wd_input_report last;

    wd_input_report_done(&last);
    wd_reader_take_report(reader, &last);
    wd_reader_close(reader);
    return last;
}

#endif
