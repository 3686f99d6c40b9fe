/* The top level: lines. The fast path is all of this file that runs for NDJSON: one memchr a record
 * and a look at both ends of the line. Whether such a line is one sound value is left to the parser,
 * which reads all of it anyway; what it rejects is framed again, byte by byte. */
#include "ingest/frame.h"

#include "whydenied/base/char.h"
#include "whydenied/base/limits.h"

void wd_frame_init(struct wd_frame *frame, struct wd_blocks *blocks, struct wd_input_report *report)
{
    memset(frame, 0, sizeof *frame);
    wd_window_init(&frame->window, blocks);
    frame->report = report;
    frame->line = 1;
    wd_buf_init(&frame->converted, 2 * WD_RECORD_MAX);
}

void wd_frame_done(struct wd_frame *frame)
{
    wd_window_done(&frame->window);
    wd_buf_done(&frame->converted);
}

/* ---- JSON on lines ----------------------------------------------------------------------------- */

/* A line can be an object if a name or the object's end follows the brace. */
static bool looks_like_object(const char *text, size_t len)
{
    size_t i = 1;

    while (i < len && (text[i] == ' ' || text[i] == '\t'))
        i++;
    return i < len && (text[i] == '"' || text[i] == '}');
}

/* The object at window[from] as one line. WD_FRAME_AGAIN: it must be looked into. */
static enum wd_frame_result object_line(struct wd_frame *frame, struct wd_record *ret_record,
                                        size_t from)
{
    size_t end, to;
    bool whole;

    if (wd_frame_line_end(frame, from, WD_FRAME_LINE, &end, &whole) < 0)
        return WD_FRAME_NO_MEMORY;
    const char *text = frame->window.ptr;
    to = end;
    while (to > from && (text[to - 1] == '\r' || text[to - 1] == ' ' || text[to - 1] == '\t'))
        to--;
    if (!whole || text[to - 1] != '}' || !looks_like_object(text + from, to - from) ||
        wd_frame_may_be_page(text + from, to - from))
        return WD_FRAME_AGAIN;
    frame->fast = true;
    bool newline = end < frame->window.len;
    return wd_frame_give(frame, ret_record, WD_FORMAT_NDJSON,
                         (struct wd_cut){from, to, end + newline, newline});
}

/* What follows the brace at window[from], over lines: 1 JSON, 0 something else, -1 no memory. */
static int opens_object(struct wd_frame *frame, size_t from)
{
    const size_t look = from + 4096;

    for (size_t i = from + 1; i < look; i++) {
        int got = wd_frame_need(frame, i);
        if (got <= 0)
            return got < 0 ? -1 : 1; /* cut off right behind the brace */
        char c = frame->window.ptr[i];
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
            return c == '"' || c == '}';
    }
    return 0;
}

static enum wd_frame_result object(struct wd_frame *frame, struct wd_record *ret_record,
                                   size_t from)
{
    enum wd_frame_result result;
    int opens;

    if (wd_frame_trusts(frame) && !frame->mid_line) {
        result = object_line(frame, ret_record, from);
        if (result != WD_FRAME_AGAIN)
            return result;
    }
    opens = opens_object(frame, from);
    if (opens < 0 || wd_frame_look(frame, from + 256) < 0)
        return WD_FRAME_NO_MEMORY;
    frame->indent = frame->mid_line ? frame->indent : from;
    if (opens > 0) {
        wd_frame_pass(frame, from);
        if (wd_frame_open_streams(frame))
            return WD_FRAME_AGAIN;
        opens = wd_frame_trusts(frame) ? 0 : wd_frame_open_answer(frame);
        if (opens != 0)
            return opens < 0 ? WD_FRAME_NO_MEMORY : WD_FRAME_AGAIN;
        return wd_frame_value(frame, ret_record);
    }
    if (wd_frame_starts_explorer(wd_str_make(frame->window.ptr + from, frame->window.len - from))) {
        wd_frame_pass(frame, from);
        return wd_frame_explorer(frame, ret_record);
    }
    return wd_frame_text(frame, ret_record);
}

/* "Details:", and below it a list, as Go's client of Google prints what an error says: no list of records. */
static bool is_list_of_error(const struct wd_frame *frame)
{
    struct wd_str before = wd_str_trim(wd_window_before(&frame->window, WD_AROUND_BEFORE));

    return frame->given_format == WD_FORMAT_TEXT && !frame->mid_line &&
           wd_str_ends(before, WD_STR("Details:"));
}

/* A bracket opens an array of records if one follows, or nothing; else it is text ("[INFO] …"). */
static enum wd_frame_result bracket(struct wd_frame *frame, struct wd_record *ret_record,
                                    size_t from)
{
    char c = 0;

    if (is_list_of_error(frame))
        return wd_frame_text(frame, ret_record);
    for (size_t i = from + 1; c == 0; i++) {
        int got = wd_frame_need(frame, i);
        if (got < 0)
            return WD_FRAME_NO_MEMORY;
        c = got > 0 && i < from + 4096 ? frame->window.ptr[i] : '?';
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            c = 0;
    }
    if (c != '{' && c != '[' && c != ']')
        return wd_frame_text(frame, ret_record);
    frame->indent = frame->mid_line ? frame->indent : from;
    wd_frame_pass(frame, from + 1);
    wd_frame_push(frame, WD_LEVEL_ARRAY);
    frame->formats[WD_FORMAT_ARRAY] += frame->report->records == 0;
    return WD_FRAME_AGAIN;
}

/* ---- lines ------------------------------------------------------------------------------------- */

/* Passes `len` bytes, and counts the zeros among them: behind a hole a line begins anew. */
static bool pass_hole(struct wd_frame *frame, size_t len)
{
    const char *text = frame->window.ptr;
    uint64_t zeros = 0;

    if (len == 0 || !memchr(text, 0, len))
        return false;
    for (size_t i = 0; i < len; i++)
        zeros += text[i] == 0;
    frame->report->zeros += zeros;
    wd_frame_pass_lines(frame, len, 0);
    frame->mid_line = false;
    return true;
}

/* The first byte that is no blank, on the first line that is not empty. */
static int find_line(struct wd_frame *frame, size_t *ret_from)
{
    struct wd_window *window = &frame->window;
    size_t i = 0;

    for (;;) {
        while (i < window->len && (window->ptr[i] == ' ' || window->ptr[i] == '\t' ||
                                   window->ptr[i] == '\r' || window->ptr[i] == 0))
            i++;
        if (i < window->len && window->ptr[i] != '\n') {
            *ret_from = pass_hole(frame, i) ? 0 : i;
            return 1;
        }
        if (i > WD_TEXT_LINE_MAX && pass_hole(frame, i)) {
            i = 0;
        } else if (i < window->len || i > WD_TEXT_LINE_MAX) {
            wd_frame_pass_lines(frame, i + (i < window->len), i < window->len);
            i = 0;
        }
        if (i < window->len)
            continue;
        int got = wd_window_more(window);
        if (got <= 0)
            return got;
    }
}

static enum wd_frame_result top(struct wd_frame *frame, struct wd_record *ret_record)
{
    size_t from;
    int got;

    got = find_line(frame, &from);
    if (got <= 0)
        return got < 0 ? WD_FRAME_NO_MEMORY : WD_FRAME_END;
    if (frame->text_left > 0)
        return wd_frame_text(frame, ret_record);
    got = from == 0 && frame->window.ptr[0] == '\xEF' ? wd_frame_pass_mark(frame) : 0;
    if (got != 0)
        return got < 0 ? WD_FRAME_NO_MEMORY : WD_FRAME_AGAIN;
    switch (frame->window.ptr[from]) {
    case '{':
        if (from > 0 && frame->in_body && frame->given_format == WD_FORMAT_TEXT && !frame->mid_line)
            return wd_frame_text(frame, ret_record);
        return object(frame, ret_record, from);
    case '[':
        return bracket(frame, ret_record, from);
    case ']':
    case '}':
    case ',':
        return wd_frame_residue(frame, ret_record);
    case 'p': /* a payload alone, as the Logs Explorer copies it */
    case 'j':
        if (from > 0 || frame->mid_line || frame->given_format == WD_FORMAT_TEXT)
            break;
        if (wd_frame_look(frame, 256) < 0)
            return WD_FRAME_NO_MEMORY;
        if (wd_frame_starts_explorer(wd_str_make(frame->window.ptr, frame->window.len)))
            return wd_frame_explorer(frame, ret_record);
        break;
    default:
        break;
    }
    if (from == 0 && !frame->mid_line && wd_frame_starts_yaml(frame))
        return wd_frame_yaml(frame, ret_record);
    return wd_frame_text(frame, ret_record);
}

void wd_frame_leave(struct wd_frame *frame)
{
    wd_frame_pass_lines(frame, frame->given.passed, frame->given.lines);
    frame->given.passed = 0;
    frame->fast = false;
    frame->torn = NULL;
}

enum wd_frame_result wd_frame_next(struct wd_frame *frame, struct wd_record *ret_record)
{
    enum wd_frame_result result = WD_FRAME_AGAIN;

    wd_frame_leave(frame);
    if (!frame->looked && wd_frame_look_for_program(frame) < 0)
        return WD_FRAME_NO_MEMORY;
    while (result == WD_FRAME_AGAIN) {
        if (frame->dropping)
            result = wd_frame_drop_value(frame);
        else if (frame->depth == 0)
            result = top(frame, ret_record);
        else if (frame->levels[frame->depth - 1] == WD_LEVEL_PAGE)
            result = wd_frame_page(frame, ret_record);
        else
            result = wd_frame_array(frame, ret_record);
    }
    return result;
}

/* Nothing, or brackets that close what was not opened, and quotes round the whole: of whoever pasted it. */
static bool is_leftover(struct wd_str rest)
{
    for (size_t i = 0; i < rest.len; i++)
        if (!wd_char_in(rest.ptr[i], " \t\r\n}])'\"`,;"))
            return false;
    return true;
}

/* A value that is no JSON, and nothing came of it: quotes in it are not escaped, for somebody pasted it, or it breaks off over
 * several lines. Where it is all there is, or whole among lines of text, its lines may say what it does not. */
static bool may_be_lines(const struct wd_frame *frame)
{
    struct wd_str value =
        wd_str_make(frame->window.ptr + frame->given.from, frame->given.to - frame->given.from);
    struct wd_str rest =
        wd_str_make(frame->window.ptr + frame->given.to, frame->window.len - frame->given.to);
    bool alone = frame->report->records == 1 && is_leftover(rest);

    if (frame->depth > 0 || value.len > WD_TEXT_LINE_MAX)
        return false;
    /* Of a torn one the beginning was read: a program's line that stands in it waits for its next one. */
    if (frame->torn)
        return alone && wd_str_find_char(value, '\n') != WD_NPOS;
    return alone || frame->formats[WD_FORMAT_TEXT] > 0;
}

bool wd_frame_retry(struct wd_frame *frame)
{
    if (!frame->fast && may_be_lines(frame)) {
        frame->text_left = frame->given.to;
        frame->torn = NULL;
        frame->given.passed = 0;
        frame->formats[frame->given_format]--;
        frame->report->records--;
        return true;
    }
    if (!frame->fast)
        return false;
    frame->fast = false;
    frame->again = true;
    frame->rejected = frame->given.to - frame->given.from;
    frame->given.passed = 0;
    frame->formats[frame->given_format]--;
    frame->report->records--;
    return true;
}

/* Of what there was most; the more structured of two that are even. */
enum wd_format wd_frame_format(const struct wd_frame *frame)
{
    enum wd_format best = WD_FORMAT_EMPTY;

    for (int format = WD_FORMAT_NDJSON; format <= WD_FORMAT_TEXT; format++)
        if (frame->formats[format] > frame->formats[best])
            best = (enum wd_format)format;
    return best;
}
