/* Drawing a saved report in a test. Programs run from the project's root. */
#ifndef WHYDENIED_TEST_REPORT_SUPPORT_H
#define WHYDENIED_TEST_REPORT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

#include "whydenied/report.h"

#define SAMPLE_REPORT  "tests/program/report/sample.json"
#define HOSTILE_REPORT "tests/program/report/hostile.json"

static inline void draw_document(struct wd_buf *to, struct wd_document *document,
                                 enum wd_report_format format,
                                 const struct wd_report_options *options)
{
    struct wd_error err = {.text = ""};
    struct wd_output *out;

    wd_buf_init(to, 64u << 20);
    out = wd_output_to_memory(to, &err);
    assert_non_null(out);
    assert_int_equal(wd_report_write(document, format, options, out, &err), 0);
    assert_int_equal(wd_output_commit(out, &err), 0);
}

static inline void draw(struct wd_buf *to, const char *path, enum wd_report_format format,
                        const struct wd_report_options *options)
{
    struct wd_error err = {.text = ""};
    struct wd_document *document = wd_document_load(path, &err);

    if (!document)
        fail_msg("%s", err.text);
    draw_document(to, document, format, options);
    wd_document_free(document);
}

static inline bool has(const struct wd_buf *text, const char *needle)
{
    return wd_str_has(wd_buf_str(text), wd_str_of(needle));
}

/* A file in a directory of its own under TMPDIR; the caller removes both. */
static inline void write_file(const char *path, struct wd_str s)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(s.ptr, 1, s.len, file), s.len);
    assert_int_equal(fclose(file), 0);
}

/* A temporary directory; `name` becomes a path inside it. */
struct scratch {
    char directory[64];
    char path[128];
};

static inline void scratch_open(struct scratch *scratch, const char *name)
{
    snprintf(scratch->directory, sizeof scratch->directory, "build/test-report-XXXXXX");
    assert_non_null(mkdtemp(scratch->directory));
    snprintf(scratch->path, sizeof scratch->path, "%s/%s", scratch->directory, name);
}

static inline void scratch_close(struct scratch *scratch)
{
    unlink(scratch->path);
    assert_int_equal(rmdir(scratch->directory), 0);
}

/* Draws a saved report given as text. */
static inline void draw_text(struct wd_buf *to, struct wd_str json, enum wd_report_format format,
                             const struct wd_report_options *options)
{
    struct scratch scratch;

    scratch_open(&scratch, "report.json");
    write_file(scratch.path, json);
    draw(to, scratch.path, format, options);
    scratch_close(&scratch);
}

#endif
