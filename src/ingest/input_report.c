/* What became of one input: names of its words, notes, and whether it counts as damaged. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "whydenied/base/escape.h"
#include "whydenied/ingest.h"

#define NOTE_MAX 160u

const char *wd_end_name(enum wd_end end)
{
    static const char *const names[] = {"plain",    "clean", "truncated",  "corrupt",
                                        "trailing", "limit", "unreadable", "left_out"};

    return names[end];
}

const char *wd_rewritten_name(enum wd_rewritten rewritten)
{
    static const char *const names[WD_REWRITTEN_COUNT] = {NULL,  "grown",  "mended",
                                                          "cut", "inside", "another"};

    return names[rewritten];
}

const char *wd_compression_name(enum wd_compression c)
{
    static const char *const names[] = {"none", "gzip", "zstd", "xz", "bzip2"};

    return names[c];
}

const char *wd_format_name(enum wd_format format)
{
    static const char *const names[] = {"empty", "ndjson", "json",     "array",
                                        "page",  "yaml",   "explorer", "text"};

    return names[format];
}

const char *wd_skip_name(enum wd_skip reason)
{
    static const char *const names[] = {"too_long", "too_deep",  "malformed",
                                        "binary",   "no_memory", "outside"};

    return reason < WD_SKIP_COUNT ? names[reason] : "none";
}

void wd_input_report_done(struct wd_input_report *report)
{
    if (!report)
        return;
    free(report->name);
    for (size_t i = 0; i < WD_NOTES_MAX; i++)
        free(report->notes[i]);
    memset(report, 0, sizeof *report);
}

void wd_input_note(struct wd_input_report *report, const char *format, ...)
{
    char text[NOTE_MAX];
    struct wd_buf visible;
    va_list args;

    if (report->note_count >= WD_NOTES_MAX) {
        report->note_count++;
        return;
    }
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    wd_buf_init(&visible, 1024);
    wd_escape_visible(&visible, wd_str_of(text));
    report->notes[report->note_count] = strndup(wd_buf_cstr(&visible), NOTE_MAX - 1);
    report->note_count += report->notes[report->note_count] != NULL;
    wd_buf_done(&visible);
}

bool wd_input_partial(const struct wd_input_report *report)
{
    uint64_t lost = report->cut + report->torn + report->unread + report->alien + report->nothing +
                    (report->end == WD_END_LEFT_OUT);

    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        lost += i == WD_SKIP_OUTSIDE ? 0 : report->skipped[i];
    return lost > 0 || wd_input_damaged(report);
}

int wd_input_report_anonymise(struct wd_input_report *report, size_t number)
{
    char name[32];
    char *copy;

    snprintf(name, sizeof name, "input-%zu", number);
    copy = strdup(name);
    if (!copy)
        return -1;
    free(report->name);
    report->name = copy;
    for (size_t i = 0; i < WD_NOTES_MAX; i++) {
        free(report->notes[i]);
        report->notes[i] = NULL;
    }
    report->note_count = 0;
    return 0;
}

bool wd_input_damaged(const struct wd_input_report *report)
{
    return report->end == WD_END_TRUNCATED || report->end == WD_END_CORRUPT ||
           report->end == WD_END_TRAILING || report->end == WD_END_LIMIT ||
           report->end == WD_END_UNREADABLE || report->skipped[WD_SKIP_NO_MEMORY] > 0;
}
