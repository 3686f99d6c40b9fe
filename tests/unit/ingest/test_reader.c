/* A reader over its whole path: however the bytes arrive, with a thread or without, the records are
 * the same; and what is wrong with a source is said, never fatal. */
#include "../byte_source.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

static struct wd_buf plain, packed, heard, wanted;

static int setup(void **state)
{
    (void)state;
    wd_buf_init(&plain, 1u << 27);
    wd_buf_init(&packed, 1u << 27);
    wd_buf_init(&heard, 1u << 27);
    wd_buf_init(&wanted, 1u << 27);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    wd_buf_done(&plain);
    wd_buf_done(&packed);
    wd_buf_done(&heard);
    wd_buf_done(&wanted);
    return 0;
}

/* A bit of everything, over several blocks. */
static void mix_to(struct wd_buf *out, size_t rounds)
{
    for (size_t i = 0; i < rounds; i++) {
        lines_to(out, 40);
        wd_buf_printf(out, "2026-01-01 a line of text, number %zu\n\n", i);
        wd_buf_printf(out, "[\n  {\"n\": %zu},\n  {\"m\": \"]}\"}\n]\n", i);
        wd_buf_printf(out, "{\n  \"pretty\": {\"n\": %zu}\n}\n{\"bad\": %zu,}\n", i, i);
        wd_buf_printf(out, "{\"entries\":[{\"n\":%zu},{\"n\":2}],\"next\":\"t\"}{\"k\":1}\n", i);
    }
}

static void assert_heard_as_wanted(void)
{
    assert_int_equal(heard.len, wanted.len);
    assert_memory_equal(heard.ptr, wanted.ptr, wanted.len);
}

static void read_sizes_never_show(void **state)
{
    static const size_t pieces[] = {1, 2, 3, 7, 4095, 65536, 0};
    (void)state;

    wd_buf_clear(&plain);
    mix_to(&plain, 250);
    wd_buf_clear(&packed);
    gzip_to(&packed, wd_buf_str(&plain));
    struct byte_source whole = {.bytes = wd_buf_str(&plain)};
    wd_reader_close(read_all(&wanted, &whole, 0));
    assert_true(plain.len > 2 * WD_BLOCK_SIZE);

    for (size_t i = 0; i < 4 * COUNT(pieces); i++) {
        struct byte_source source = {
            .bytes = i & 1 ? wd_buf_str(&packed) : wd_buf_str(&plain),
            .piece = pieces[i / 4],
            .hiccups = pieces[i / 4] != 1,
        };
        struct wd_reader *reader =
            read_all(&heard, &source, (i & 2 ? WD_READ_THREAD : 0) | WD_READ_DIGEST);
        const struct wd_input_report *report = wd_reader_report(reader);
        assert_heard_as_wanted();
        assert_int_equal(report->end, i & 1 ? WD_END_CLEAN : WD_END_PLAIN);
        assert_int_equal(report->bytes, source.bytes.len);
        assert_int_equal(report->decoded_bytes, plain.len);
        assert_int_equal(report->skipped[WD_SKIP_MALFORMED], 250);
        wd_reader_close(reader);
    }
}

/* Quiet up to the line that holds a '!'. */
static size_t quiet_until_loud(const void *context, struct wd_str text)
{
    (void)context;
    return wd_str_sub(text, 0, wd_str_find_char(text, '!')).len;
}

/* Where records stand, and what is loud of them; with `pass`, of the others only those that were not passed. */
static uint64_t hear_loud(struct wd_buf *out, struct wd_str text, size_t piece, bool pass)
{
    struct byte_source source = {.bytes = text, .piece = piece};
    struct wd_reader *reader = wd_reader_open_fn(byte_source_read, &source, "test", 0, NULL);
    struct wd_record record;
    uint64_t records;

    wd_buf_clear(out);
    while (wd_reader_next(reader, &record, NULL) > 0) {
        bool loud = record.body.len > 0 && wd_str_find_char(record.body, '!') != WD_NPOS;
        if (loud)
            wd_buf_printf(out, "%d %llu %llu %llu %.*s\n", (int)record.form,
                          (unsigned long long)record.ordinal, (unsigned long long)record.line,
                          (unsigned long long)record.offset, WD_STR_ARG(record.body));
        if (pass && !loud && record.form == WD_RECORD_TEXT)
            wd_reader_pass_quiet(reader, quiet_until_loud, NULL);
    }
    records = wd_reader_report(reader)->records;
    wd_buf_printf(out, "%d\n", (int)wd_reader_report(reader)->format);
    wd_reader_close(reader);
    return records;
}

static void quiet_lines_are_counted_and_located_as_if_they_were_read(void **state)
{
    static const char *const lines[] = {
        "a line",     "loud!",    "",     "   ",     "\tindented", "{\"n\": \"!\"}",
        "7 o'clock!", "a\rb!",    "[1]!", "- item",  "---",        "[{\"n\":\"!\"},\n",
        "]",          "one more", "and",  "another", "line",       "of these",
        "}, loud!"};
    static const size_t pieces[] = {1, 5, 4095, 0};

    (void)state;
    wd_buf_clear(&plain);
    for (size_t i = 0; i < 60000; i++) {
        size_t quiet = i / 3000 % 2 ? 1 : (i * 2654435761u >> 7) % COUNT(lines);
        wd_buf_printf(&plain, "%s\n", i % 400 < 380 ? "all is quiet" : lines[quiet]);
    }
    for (size_t i = 0; i < COUNT(pieces); i++) {
        uint64_t records = hear_loud(&wanted, wd_buf_str(&plain), pieces[i], false);
        assert_int_equal(hear_loud(&heard, wd_buf_str(&plain), pieces[i], true), records);
        assert_heard_as_wanted();
    }
}

static void the_digest_is_of_the_decoded_bytes(void **state)
{
    uint64_t digest[2] = {0};
    (void)state;

    for (unsigned i = 0; i < 4; i++) {
        struct byte_source source = {.bytes = i & 1 ? wd_buf_str(&packed) : wd_buf_str(&plain)};
        struct wd_reader *reader =
            read_all(&heard, &source, (i & 2 ? WD_READ_THREAD : 0) | WD_READ_DIGEST);
        const struct wd_input_report *report = wd_reader_report(reader);
        assert_true(report->digest[0] != 0 && report->digest[1] != 0);
        if (i > 0)
            assert_memory_equal(report->digest, digest, sizeof digest);
        memcpy(digest, report->digest, sizeof digest);
        wd_reader_close(reader);
    }
}

/* Reads so many bytes of the plain text with a mark; the report's digests. */
static struct wd_input_report digests_of(size_t len, uint64_t mark, unsigned flags)
{
    struct byte_source source = {.bytes = wd_str_sub(wd_buf_str(&plain), 0, len)};
    struct wd_reader *reader =
        wd_reader_open_fn(byte_source_read, &source, "test", flags | WD_READ_DIGEST, NULL);
    struct wd_input_report report;
    struct wd_record record;

    wd_reader_mark(reader, mark);
    while (wd_reader_next(reader, &record, NULL) > 0)
        ;
    report = *wd_reader_report(reader);
    wd_reader_close(reader);
    return report;
}

static void the_digest_of_a_beginning_is_that_of_a_file_of_so_many_bytes(void **state)
{
    static const uint64_t marks[] = {1, 255, 256, 257, 4096, 262144, 262145, 300000};
    const size_t all = plain.len;

    (void)state;
    assert_true(all > 300000);
    for (size_t i = 0; i < COUNT(marks); i++) {
        for (unsigned flags = 0; flags <= WD_READ_THREAD; flags += WD_READ_THREAD) {
            struct wd_input_report whole = digests_of(all, marks[i], flags);
            struct wd_input_report begun = digests_of((size_t)marks[i], 0, 0);
            assert_memory_equal(whole.marked, begun.digest, sizeof begun.digest);
            assert_true(WD_BEGINNING_LEN(whole.beginning_count - 1) <= all &&
                        WD_BEGINNING_LEN(whole.beginning_count) > all);
            assert_memory_equal(whole.beginnings, begun.beginnings,
                                begun.beginning_count * sizeof *begun.beginnings);
        }
    }
    assert_int_equal(digests_of(100, 200, 0).marked[0], 0);
}

static void a_reader_may_be_closed_at_any_record(void **state)
{
    static const size_t after[] = {0, 1, 2, 100, 5000};
    (void)state;

    for (size_t i = 0; i < 2 * COUNT(after); i++) {
        struct byte_source source = {.bytes = wd_buf_str(&packed)};
        struct wd_error err;
        struct wd_record record;
        struct wd_reader *reader =
            wd_reader_open_fn(byte_source_read, &source, "test", i & 1 ? WD_READ_THREAD : 0, &err);
        assert_non_null(reader);
        for (size_t n = 0; n < after[i / 2]; n++)
            assert_int_equal(wd_reader_next(reader, &record, &err), 1);
        wd_reader_close(reader);
    }
    wd_reader_close(NULL);
}

static void a_failing_read_keeps_what_came_before(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 4; i++) {
        struct byte_source source = {.bytes = i & 1 ? wd_buf_str(&packed) : wd_buf_str(&plain),
                                     .fail_errno = EIO};
        source.fail_at = source.bytes.len / 2;
        struct wd_reader *reader = read_all(&heard, &source, i & 2 ? WD_READ_THREAD : 0);
        const struct wd_input_report *report = wd_reader_report(reader);
        assert_int_equal(report->end, WD_END_UNREADABLE);
        assert_true(report->records > 1000);
        assert_true(wd_input_damaged(report));
        assert_true(report->note_count > 0);
        wd_reader_close(reader);
    }
}

static void what_the_parser_rejects_is_counted_once(void **state)
{
    struct byte_source source = {.bytes = WD_STR("{\"a\":1}\n{\"a\":}\n{\"b\":1}{\"c\":}\n")};
    (void)state;

    struct wd_reader *reader = read_all(&heard, &source, 0);
    const struct wd_input_report *report = wd_reader_report(reader);
    assert_int_equal(report->records, 4);
    assert_int_equal(report->skipped[WD_SKIP_MALFORMED], 2);
    assert_int_equal(report->note_count, 2);
    assert_string_equal(report->notes[0], "line 2, byte 8: not JSON, skipped");
    wd_reader_close(reader);
}

/* What one record after another was, as "text", "json" or "torn", and its bytes. */
static void framed(struct wd_buf *out, struct wd_str bytes)
{
    struct byte_source source = {.bytes = bytes};
    struct wd_error err;
    struct wd_record record;
    struct wd_reader *reader = wd_reader_open_fn(byte_source_read, &source, "test", 0, &err);

    wd_buf_clear(out);
    assert_non_null(reader);
    while (wd_reader_next(reader, &record, &err) > 0) {
        const char *form = record.flags & WD_RECORD_TORN ? "torn" : "json";
        if (record.form == WD_RECORD_TEXT)
            form = "text";
        if (memchr(record.body.ptr, 0, record.body.len)) /* as the parser would */
            wd_reader_reject(reader, WD_SKIP_MALFORMED);
        else
            wd_buf_printf(out, "%s<%.*s>", form, WD_STR_ARG(record.body));
    }
    wd_buf_printf(out, " zeros %llu torn %llu", (unsigned long long)wd_reader_report(reader)->zeros,
                  (unsigned long long)wd_reader_report(reader)->torn);
    if (wd_input_partial(wd_reader_report(reader)))
        wd_buf_putz(out, " partial");
    wd_reader_close(reader);
}

#define HOLE "\0\0\0\0\0\0\0\0\0\0"

static void holes_part_lines_and_are_counted(void **state)
{
    static const struct {
        struct wd_str bytes;
        const char *said;
    } rows[] = {
        {TEXT("one" HOLE "two\n"), "text<one>text<two> zeros 10 torn 0"},
        {TEXT(HOLE "{\"a\":1}\n"), "json<{\"a\":1}> zeros 10 torn 0"},
        {TEXT("{\"a\":1}\n{\"b\":" HOLE "{\"c\":1}\n"),
         "json<{\"a\":1}>torn<{\"b\":>json<{\"c\":1}> zeros 10 torn 1 partial"},
    };
    struct wd_buf out;
    (void)state;

    wd_buf_init(&out, 4096);
    for (size_t i = 0; i < COUNT(rows); i++) {
        framed(&out, rows[i].bytes);
        assert_string_equal(wd_buf_cstr(&out), rows[i].said);
    }
    wd_buf_done(&out);
}

static void what_breaks_off_is_given_as_torn_and_the_next_one_whole(void **state)
{
    static const struct {
        struct wd_str bytes;
        const char *said;
    } rows[] = {
        {TEXT("{\"a\":1,\"b\":\"x\n{\"c\":1}\n"),
         "torn<{\"a\":1,\"b\":\"x\n>json<{\"c\":1}> zeros 0 torn 1 partial"},
        {TEXT("{\"a\":1,\"b\":\"x"), "torn<{\"a\":1,\"b\":\"x> zeros 0 torn 1 partial"},
        {TEXT("[{\"a\":1},{\"b\":"), "json<{\"a\":1}>torn<{\"b\":> zeros 0 torn 1 partial"},
    };
    struct wd_buf out;
    (void)state;

    wd_buf_init(&out, 4096);
    for (size_t i = 0; i < COUNT(rows); i++) {
        framed(&out, rows[i].bytes);
        assert_string_equal(wd_buf_cstr(&out), rows[i].said);
    }
    wd_buf_done(&out);
}

static void an_array_that_is_not_closed_at_the_end_was_cut_off(void **state)
{
    static const struct {
        struct wd_str text;
        enum wd_end end;
    } rows[] = {
        {TEXT("[{\"a\":1}]"), WD_END_PLAIN},
        {TEXT("[{\"a\":1},"), WD_END_TRUNCATED},
        {TEXT("[{\"a\":1}"), WD_END_TRUNCATED},
        {TEXT("[{\"a\":1},{\"b\":"), WD_END_TRUNCATED},
        {TEXT("{\"entries\":[{\"a\":1}]"), WD_END_TRUNCATED},
        {TEXT("{\"entries\":[{\"a\":1}],\"n\":\"x"), WD_END_TRUNCATED},
        {TEXT("{\"entries\":[{\"a\":1}],\"n\":1}"), WD_END_PLAIN},
        {TEXT("[{\"a\":1},\ntext goes on\n"), WD_END_PLAIN},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct byte_source source = {.bytes = rows[i].text};
        struct wd_reader *reader = read_all(&heard, &source, 0);
        if (wd_reader_report(reader)->end != rows[i].end)
            fail_msg("row %zu: %s", i, wd_end_name(wd_reader_report(reader)->end));
        wd_reader_close(reader);
    }
}

/* ---- files ------------------------------------------------------------------------------------- */

static struct wd_input_report read_path(const char *path, unsigned flags)
{
    struct wd_error err;
    struct wd_reader *reader = wd_reader_open(path, flags, &err);

    assert_non_null(reader);
    wd_buf_clear(&heard);
    transcribe(&heard, reader, WD_STR_NONE);
    return report_of_closed(reader);
}

static void what_is_no_file_is_unreadable_with_a_reason(void **state)
{
    static const struct {
        const char *path, *word;
    } rows[] = {
        {"no/such/file", "No such file"},
        {"/", "directory"},
        {"/dev/zero", "device"},
        {"/dev/tty", "device"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct wd_input_report report = read_path(rows[i].path, WD_READ_THREAD);
        assert_int_equal(report.end, WD_END_UNREADABLE);
        assert_int_equal(report.records, 0);
        assert_true(wd_input_damaged(&report));
        assert_non_null(strstr(report.notes[0], rows[i].word));
    }
    assert_int_equal(read_path("/dev/null", 0).end, WD_END_PLAIN);
}

static void files_of_the_kernel_are_refused_and_what_a_descriptor_leads_to_is_read(void **state)
{
    (void)state;
    static const char *const kernels[] = {"/proc/self/status", "/proc/kmsg",
                                          "/sys/kernel/uevent_seqnum"};
    char name[64];
    int ends[2];

    for (size_t i = 0; i < COUNT(kernels); i++) {
        if (access(kernels[i], R_OK) != 0)
            continue;
        struct wd_input_report report = read_path(kernels[i], 0);
        assert_int_equal(report.end, WD_END_UNREADABLE);
        assert_non_null(strstr(report.notes[0], "kernel"));
    }
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "a line\n", 7), 7);
    close(ends[1]);
    snprintf(name, sizeof name, "/proc/self/fd/%d", ends[0]);
    struct wd_input_report report = read_path(name, 0);
    assert_int_equal(report.records, 1);
    close(ends[0]);
}

struct writer {
    int fd;
    unsigned pause_us;
};

static void *write_slowly(void *context)
{
    struct writer *writer = context;

    for (int i = 0; i < 5; i++) {
        usleep(writer->pause_us);
        if (write(writer->fd, "{\"n\":1}\n", 8) != 8)
            break;
    }
    close(writer->fd);
    return NULL;
}

static char *fd_path(int fd, char *to, size_t room)
{
    snprintf(to, room, "/dev/fd/%d", fd);
    return to;
}

static void a_pipe_is_read_until_it_is_closed(void **state)
{
    int ends[2];
    char path[64];
    pthread_t thread;
    (void)state;

    assert_int_equal(pipe(ends), 0);
    struct writer writer = {ends[1], 2000};
    assert_int_equal(pthread_create(&thread, NULL, write_slowly, &writer), 0);
    struct wd_input_report report = read_path(fd_path(ends[0], path, sizeof path), 0);
    pthread_join(thread, NULL);
    close(ends[0]);
    assert_int_equal(report.records, 5);
    assert_int_equal(report.end, WD_END_PLAIN);
}

static void a_wish_to_stop_ends_even_a_silent_pipe(void **state)
{
    static volatile int stop;
    int ends[2];
    char path[64];
    struct wd_error err;
    struct wd_record record;
    (void)state;

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "{\"n\":1}\n{\"n\":2}", 15), 15);
    struct wd_reader *reader = wd_reader_open(fd_path(ends[0], path, sizeof path), 0, &err);
    assert_non_null(reader);
    stop = 0;
    wd_reader_stop_on(reader, &stop);
    stop = 1; /* as a signal would, before or while reading */
    while (wd_reader_next(reader, &record, &err) > 0)
        ;
    const struct wd_input_report *report = wd_reader_report(reader);
    assert_int_equal(report->end, WD_END_PLAIN);
    assert_non_null(strstr(report->notes[report->note_count - 1], "interrupted"));
    wd_reader_close(reader);
    close(ends[0]);
    close(ends[1]);
}

static void names_and_contents_are_made_visible_in_notes(void **state)
{
    struct wd_input_report report = {0};
    (void)state;

    wd_input_note(&report, "%s", "a\x1B[31m\nb");
    assert_null(strchr(report.notes[0], '\x1B'));
    assert_null(strchr(report.notes[0], '\n'));
    for (int i = 0; i < 20; i++)
        wd_input_note(&report, "more");
    assert_int_equal(report.note_count, 21);
    wd_input_report_done(&report);
}

static void an_anonymised_report_keeps_neither_name_nor_notes(void **state)
{
    struct wd_input_report report = {.name = strdup("customer.log")};
    (void)state;

    for (int i = 0; i < 2 * WD_NOTES_MAX; i++)
        wd_input_note(&report, "of a customer");
    assert_int_equal(wd_input_report_anonymise(&report, 7), 0);
    assert_string_equal(report.name, "input-7");
    assert_int_equal(report.note_count, 0);
    wd_input_note(&report, "later");
    assert_string_equal(report.notes[0], "later");
    wd_input_report_done(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read_sizes_never_show),
        cmocka_unit_test(the_digest_is_of_the_decoded_bytes),
        cmocka_unit_test(the_digest_of_a_beginning_is_that_of_a_file_of_so_many_bytes),
        cmocka_unit_test(a_reader_may_be_closed_at_any_record),
        cmocka_unit_test(a_failing_read_keeps_what_came_before),
        cmocka_unit_test(what_the_parser_rejects_is_counted_once),
        cmocka_unit_test(holes_part_lines_and_are_counted),
        cmocka_unit_test(what_breaks_off_is_given_as_torn_and_the_next_one_whole),
        cmocka_unit_test(an_array_that_is_not_closed_at_the_end_was_cut_off),
        cmocka_unit_test(what_is_no_file_is_unreadable_with_a_reason),
        cmocka_unit_test(files_of_the_kernel_are_refused_and_what_a_descriptor_leads_to_is_read),
        cmocka_unit_test(a_pipe_is_read_until_it_is_closed),
        cmocka_unit_test(a_wish_to_stop_ends_even_a_silent_pipe),
        cmocka_unit_test(quiet_lines_are_counted_and_located_as_if_they_were_read),
        cmocka_unit_test(names_and_contents_are_made_visible_in_notes),
        cmocka_unit_test(an_anonymised_report_keeps_neither_name_nor_notes),
    };

    return cmocka_run_group_tests_name("reader", tests, setup, teardown);
}
