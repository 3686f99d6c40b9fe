/* The steps that all framing is made of: looking ahead, passing, giving a record, leaving one out. */
#include "ingest/frame.h"

uint64_t wd_frame_newlines(const char *text, size_t len)
{
    uint64_t count = 0;

    for (const char *end = text + len; text < end; text++) {
        text = memchr(text, '\n', (size_t)(end - text));
        if (!text)
            break;
        count++;
    }
    return count;
}

size_t wd_frame_hole(const char *text, size_t len)
{
    for (size_t at = 0; at < len; at++) {
        const char *zero = memchr(text + at, 0, len - at);
        if (!zero)
            break;
        at = (size_t)(zero - text);
        if (len - at > WD_HOLE && memcmp(zero, zero + 1, WD_HOLE - 1) == 0)
            return at;
    }
    return len;
}

void wd_frame_pass_lines(struct wd_frame *frame, size_t len, uint64_t lines)
{
    if (len == 0)
        return;
    frame->mid_line = frame->window.ptr[len - 1] != '\n';
    frame->line += lines;
    frame->text_left -= len < frame->text_left ? len : frame->text_left;
    wd_window_skip(&frame->window, len);
}

void wd_frame_pass(struct wd_frame *frame, size_t len)
{
    wd_frame_pass_lines(frame, len, len > 0 ? wd_frame_newlines(frame->window.ptr, len) : 0);
}

int wd_frame_need(struct wd_frame *frame, size_t at)
{
    int got = 1;

    while (frame->window.len <= at && got > 0)
        got = wd_window_more(&frame->window);
    return got;
}

int wd_frame_look(struct wd_frame *frame, size_t at)
{
    const struct wd_window *window = &frame->window;
    int got = 1;

    while (window->len <= at && got > 0 &&
           !(window->len > 0 && window->ptr[window->len - 1] == '\n' &&
             wd_blocks_live(window->blocks)))
        got = wd_window_more(&frame->window);
    return got;
}

static void locate(const struct wd_frame *frame, struct wd_record *record, size_t from)
{
    record->ordinal = ++frame->report->records;
    record->line = frame->line;
    record->offset = frame->window.offset + from;
    record->flags = frame->logged > 0 && frame->depth >= frame->logged ? WD_RECORD_LOGGED : 0;
}

enum wd_frame_result wd_frame_give(struct wd_frame *frame, struct wd_record *ret_record,
                                   enum wd_format format, struct wd_cut cut)
{
    locate(frame, ret_record, cut.from);
    ret_record->form = format == WD_FORMAT_TEXT ? WD_RECORD_TEXT : WD_RECORD_JSON;
    ret_record->body = wd_str_make(frame->window.ptr + cut.from, cut.to - cut.from);
    if (frame->printed || frame->spoke) /* who wrote the rest wrote this */
        ret_record->flags |= WD_RECORD_LOGGED;
    if (format == WD_FORMAT_TEXT && !frame->spoke)
        frame->spoke = !wd_frame_are_notices(ret_record->body);
    ret_record->before = ret_record->after = WD_STR_NONE;
    frame->formats[format]++;
    frame->given = cut;
    frame->given_format = format;
    return WD_FRAME_RECORD;
}

enum wd_frame_result wd_frame_skip(struct wd_frame *frame, enum wd_skip reason, const char *what,
                                   size_t passed)
{
    struct wd_input_report *report = frame->report;

    report->records++;
    report->skipped[reason]++;
    wd_input_note(report, "line %llu, byte %llu: %s, skipped", (unsigned long long)frame->line,
                  (unsigned long long)frame->window.offset, what);
    wd_frame_pass(frame, passed);
    return WD_FRAME_AGAIN;
}

int wd_frame_line_end(struct wd_frame *frame, size_t from, size_t max, size_t *ret_end,
                      bool *ret_whole)
{
    struct wd_window *window = &frame->window;
    size_t at = from;

    for (;;) {
        size_t stop = window->len - from > max ? from + max : window->len;
        const char *newline = at < stop ? memchr(window->ptr + at, '\n', stop - at) : NULL;
        int got;
        if (newline || stop == from + max) {
            *ret_end = newline ? (size_t)(newline - window->ptr) : stop;
            *ret_whole = newline != NULL;
            return 0;
        }
        at = stop;
        got = wd_window_more(window);
        if (got <= 0) {
            *ret_end = window->len;
            *ret_whole = true;
            return got;
        }
    }
}

/* An NDJSON line can be a page, or hold streams. All but the first line are only asked for their first name. */
bool wd_frame_may_be_page(const char *text, size_t len)
{
    size_t i = 1;
    const char *quote;

    while (i < len && (text[i] == ' ' || text[i] == '\t'))
        i++;
    if (++i >= len || !memchr("eErRvas", text[i], 7))
        return false;
    quote = memchr(text + i, '"', len - i < 16 ? len - i : 16);
    if (!quote)
        return false;
    struct wd_str name = wd_str_make(text + i, (size_t)(quote - text) - i);
    return wd_scan_page_name(name) || wd_str_eqz(name, "streams") ||
           wd_str_eqz(name, "resourceLogs");
}

bool wd_frame_trusts(const struct wd_frame *frame)
{
    return frame->seen_value && !frame->careful && !frame->again;
}
