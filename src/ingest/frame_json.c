/* Framing of JSON values that are not simply lines: pretty-printed, several on a line. One broken value is
 * counted and located, and framing goes on behind it; a value too long is passed without being kept. */
#include "ingest/frame.h"

#include "ingest/scan.h"
#include "whydenied/base/limits.h"

enum wd_format wd_frame_value_format(const struct wd_frame *frame, bool whole_line)
{
    for (unsigned i = 0; i < frame->depth; i++)
        if (frame->levels[i] == WD_LEVEL_PAGE)
            return WD_FORMAT_PAGE;
    if (frame->depth > 0)
        return WD_FORMAT_ARRAY;
    return whole_line ? WD_FORMAT_NDJSON : WD_FORMAT_JSON;
}

/* Whether nothing stands between window[at] and the end of its line. -1 without memory. */
static int ends_line(struct wd_frame *frame, size_t at)
{
    for (;; at++) {
        int got = wd_frame_need(frame, at);
        if (got <= 0)
            return got < 0 ? -1 : 1;
        char c = frame->window.ptr[at];
        if (c == '\n')
            return 1;
        if (c != ' ' && c != '\t' && c != '\r')
            return 0;
    }
}

/* The length of the object, if that can be told on trust; else 0. */
static size_t length_of(const struct wd_frame *frame, size_t len, uint64_t *ret_lines)
{
    struct wd_str text = wd_str_make(frame->window.ptr, len);
    size_t known = frame->form ? frame->form(frame->form_context, text, ret_lines) : 0;

    return known > 0 ? known : wd_skim_value(text.ptr, text.len, ret_lines);
}

/* The value at window[0], trusted to be sound as lines are (see frame.c). WD_FRAME_AGAIN: it is not
 * to be trusted, or not whole in the window. */
static enum wd_frame_result trusted_value(struct wd_frame *frame, struct wd_record *ret_record)
{
    struct wd_window *window = &frame->window;
    size_t len = window->len < WD_FRAME_SKIM ? window->len : WD_FRAME_SKIM;
    uint64_t lines;
    int ends = 0;

    if (window->ptr[0] != '{' || wd_frame_may_be_page(window->ptr, len))
        return WD_FRAME_AGAIN;
    len = length_of(frame, len, &lines);
    if (len == 0)
        return WD_FRAME_AGAIN;
    if (frame->depth == 0 && lines == 0)
        ends = ends_line(frame, len);
    if (ends < 0)
        return WD_FRAME_NO_MEMORY;
    frame->fast = true;
    return wd_frame_give(frame, ret_record, wd_frame_value_format(frame, ends && !frame->mid_line),
                         (struct wd_cut){0, len, len, lines});
}

/* A value that is no JSON as a whole: given as what it begins with, up to the first hole. */
static enum wd_frame_result torn_value(struct wd_frame *frame, struct wd_record *ret_record,
                                       const char *why, size_t len)
{
    size_t hole = wd_frame_hole(frame->window.ptr, len), end = hole;
    struct wd_cut cut;

    while (end < len && frame->window.ptr[end] == 0)
        end++;
    frame->report->zeros += end - hole;
    cut = (struct wd_cut){0, hole, end, wd_frame_newlines(frame->window.ptr, end)};
    wd_frame_give(frame, ret_record, wd_frame_value_format(frame, false), cut);
    ret_record->flags |= WD_RECORD_TORN;
    frame->torn = why;
    return WD_FRAME_RECORD;
}

static enum wd_frame_result whole_value(struct wd_frame *frame, struct wd_record *ret_record,
                                        bool retried)
{
    size_t len = frame->scan.at;
    uint64_t lines = wd_frame_newlines(frame->window.ptr, len);
    int ends = lines == 0 ? ends_line(frame, len) : 0;

    if (ends < 0)
        return WD_FRAME_NO_MEMORY;
    if (len > WD_RECORD_MAX)
        return wd_frame_skip(frame, WD_SKIP_TOO_LONG, "a record longer than 2 MiB", len);
    if (retried && len == frame->rejected) /* the very text */
        return torn_value(frame, ret_record, "not JSON", len);
    return wd_frame_give(frame, ret_record, wd_frame_value_format(frame, ends && !frame->mid_line),
                         (struct wd_cut){0, len, len, lines});
}

/* Among lines of text, what looks like JSON over several lines and breaks off is text as well: the
 * body of an answer that a client cut short. */
static bool is_torn_text(const struct wd_frame *frame)
{
    size_t len = frame->scan.resume > 0 ? frame->scan.resume : frame->window.len;

    return frame->depth == 0 && frame->formats[WD_FORMAT_TEXT] > 0 && len <= WD_RECORD_MAX &&
           memchr(frame->window.ptr, '\n', len);
}

/* The scan ended without an end of the value: it is broken, too long, or cut off. */
static enum wd_frame_result no_value(struct wd_frame *frame, struct wd_record *ret_record)
{
    struct wd_scan *scan = &frame->scan;

    if (is_torn_text(frame)) {
        frame->text_left = scan->resume > 0 ? scan->resume : frame->window.len;
        return WD_FRAME_AGAIN;
    }
    if (scan->resume > WD_RECORD_MAX)
        return wd_frame_skip(frame, WD_SKIP_MALFORMED, "not JSON", scan->resume);
    if (scan->resume > 0)
        return torn_value(frame, ret_record, "not JSON", scan->resume);
    if (frame->window.len <= WD_RECORD_MAX)
        return torn_value(frame, ret_record, "the input ends inside a record", frame->window.len);
    wd_frame_skip(frame, WD_SKIP_TOO_LONG, "a record longer than 2 MiB", scan->at);
    wd_scan_rebase(scan);
    frame->dropping = true;
    return WD_FRAME_AGAIN;
}

/* The value at window[0]: an object, or in an array anything with quotes or brackets. */
enum wd_frame_result wd_frame_value(struct wd_frame *frame, struct wd_record *ret_record)
{
    struct wd_window *window = &frame->window;
    bool retried = frame->again;
    bool in_array = frame->depth > 0 && frame->levels[frame->depth - 1] != WD_LEVEL_PAGE;
    enum wd_scan_result result;
    int got = 1;

    if (wd_frame_trusts(frame)) {
        enum wd_frame_result trusted = trusted_value(frame, ret_record);
        if (trusted != WD_FRAME_AGAIN)
            return trusted;
    }
    wd_scan_start(&frame->scan, frame->indent, in_array);
    frame->scan.entry = wd_frame_trusts(frame) && !wd_frame_may_be_page(window->ptr, window->len);
    frame->again = false;
    do {
        result = wd_scan_run(&frame->scan, window->ptr, window->len);
        if (result == WD_SCAN_PAGE && frame->depth + 2 <= WD_FRAME_LEVELS)
            return wd_frame_open_page(frame, ret_record);
        if (result == WD_SCAN_MORE && window->len <= WD_RECORD_MAX)
            got = wd_window_more(window);
        else if (result != WD_SCAN_PAGE)
            break;
    } while (got > 0);
    if (got < 0)
        return WD_FRAME_NO_MEMORY;
    frame->seen_value = true;
    return result == WD_SCAN_VALUE ? whole_value(frame, ret_record, retried)
                                   : no_value(frame, ret_record);
}

/* Passes a value that is not wanted, as much of it as the window holds. */
enum wd_frame_result wd_frame_drop_value(struct wd_frame *frame)
{
    struct wd_scan *scan = &frame->scan;
    enum wd_scan_result result;

    do
        result = wd_scan_run(scan, frame->window.ptr, frame->window.len);
    while (result == WD_SCAN_PAGE);
    frame->dropping = result == WD_SCAN_MORE;
    if (result == WD_SCAN_BROKEN && scan->resume <= scan->at) {
        wd_frame_pass(frame, scan->resume);
        return WD_FRAME_AGAIN;
    }
    size_t left = frame->window.len - scan->at;
    wd_frame_pass(frame, scan->at);
    wd_scan_rebase(scan);
    if (result != WD_SCAN_MORE || frame->window.len > left)
        return WD_FRAME_AGAIN;
    int got = wd_window_more(&frame->window);
    if (got > 0)
        return WD_FRAME_AGAIN;
    wd_frame_pass(frame, frame->window.len);
    frame->dropping = false;
    return got < 0 ? WD_FRAME_NO_MEMORY : WD_FRAME_AGAIN;
}
