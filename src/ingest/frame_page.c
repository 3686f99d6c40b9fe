/* Framing inside of arrays of records and of pages, which hold such an array among other members. What does not
 * belong there ends them, and reading goes on with lines. */
#include "ingest/frame.h"

#include "ingest/scan.h"
#include "whydenied/base/char.h"
#include "whydenied/base/limits.h"

void wd_frame_push(struct wd_frame *frame, enum wd_frame_level level)
{
    frame->levels[frame->depth++] = level;
}

/* Has the page such a member on its first level, as far as it is at hand? */
static bool names_one(struct wd_str page, bool (*is_one)(struct wd_str name))
{
    unsigned depth = 0;
    char last = 0;

    for (size_t at = 0; at < page.len && (depth > 0 || at == 0); at++) {
        char c = page.ptr[at];
        if (c == '{' || c == '[')
            depth++;
        else if (c == '}' || c == ']')
            depth--;
        if (c == '"') {
            size_t from = ++at;
            while (at < page.len && page.ptr[at] != '"')
                at += page.ptr[at] == '\\' ? 2 : 1;
            if (depth == 1 && (last == '{' || last == ',') && at < page.len &&
                is_one(wd_str_sub(page, from, at - from)))
                return true;
        }
        last = wd_char_in(c, " \t\r\n") ? last : c;
    }
    return false;
}

static bool is_level(struct wd_str name)
{
    static const char *const names[] = {"level", "levelname", "lvl", "logger"};

    return WD_STR_IN(name, names);
}

bool wd_frame_is_loggers(struct wd_str page)
{
    return names_one(page, is_level);
}

/* Errors that an answer names beside its entries: {"error": {…}, "entries": [. */
static bool is_errors(struct wd_str name)
{
    static const char *const names[] = {"error", "errors"};

    return WD_STR_IN(name, names);
}

/* What stands before the list, `"name": [` taken off and closed again, as a record. */
static enum wd_frame_result give_head(struct wd_frame *frame, struct wd_record *ret_record)
{
    struct wd_buf *body = &frame->converted;
    size_t len = frame->scan.at;

    while (len > 1 && frame->window.ptr[len - 1] != ',')
        len--;
    wd_buf_clear(body);
    wd_buf_put(body, wd_str_make(frame->window.ptr, len - 1));
    wd_buf_putz(body, "}");
    enum wd_frame_result result =
        wd_frame_give_converted(frame, ret_record, WD_FORMAT_PAGE, frame->scan.at);
    if (result == WD_FRAME_RECORD)
        ret_record->flags |= WD_RECORD_BESIDE;
    return result;
}

enum wd_frame_result wd_frame_open_page(struct wd_frame *frame, struct wd_record *ret_record)
{
    struct wd_str head = wd_str_make(frame->window.ptr, frame->scan.at);
    enum wd_frame_result result = WD_FRAME_AGAIN;

    if (frame->depth < frame->logged)
        frame->logged = 0;
    if (frame->logged == 0 &&
        wd_frame_is_loggers(wd_str_make(frame->window.ptr, frame->window.len)))
        frame->logged = frame->depth + 1;
    frame->careful = frame->careful || !frame->seen_value;
    frame->seen_value = true;
    if (names_one(head, is_errors))
        result = give_head(frame, ret_record);
    else
        wd_frame_pass(frame, frame->scan.at);
    wd_frame_push(frame, WD_LEVEL_PAGE);
    wd_frame_push(frame, WD_LEVEL_ARRAY);
    frame->formats[WD_FORMAT_PAGE] += result == WD_FRAME_AGAIN && frame->report->records == 0;
    return result;
}

/* Passes blanks and commas. 1 with the next byte, 0 at the end of the input, -1 without memory. */
static int next_byte(struct wd_frame *frame, char *ret_c, bool *ret_starts_line)
{
    *ret_starts_line = !frame->mid_line;
    frame->indent = frame->mid_line ? frame->indent : 0;
    for (;;) {
        const char *text = frame->window.ptr;
        size_t i = 0;
        for (; i < frame->window.len; i++) {
            char c = text[i];
            if (c == '\n') {
                frame->indent = 0;
                *ret_starts_line = true;
            } else if (c == ' ' || c == '\t') {
                frame->indent += *ret_starts_line;
            } else if (c != ',' && c != '\r') {
                break;
            }
        }
        bool found = i < frame->window.len;
        wd_frame_pass(frame, i);
        if (found) {
            *ret_c = frame->window.ptr[0];
            return 1;
        }
        int got = frame->window.len > 0 ? 1 : wd_window_more(&frame->window);
        if (got <= 0)
            return got;
    }
}

/* Something that does not belong: reading goes on with lines. */
static enum wd_frame_result leave(struct wd_frame *frame)
{
    wd_input_note(frame->report, "line %llu, byte %llu: an array of records is not closed",
                  (unsigned long long)frame->line, (unsigned long long)frame->window.offset);
    frame->depth = 0;
    return WD_FRAME_AGAIN;
}

/* The input ends before its array does: a download that broke off. */
static enum wd_frame_result end_inside(struct wd_frame *frame)
{
    frame->cut_off = true;
    return leave(frame);
}

/* The first byte at or behind window[*at] that is no blank; 0 if there is none near. */
static int peek(struct wd_frame *frame, size_t *at, char *ret_c)
{
    for (size_t stop = *at + 4096; *at < stop; ++*at) {
        int got = wd_frame_need(frame, *at);
        if (got <= 0)
            return got;
        *ret_c = frame->window.ptr[*at];
        if (*ret_c != ' ' && *ret_c != '\t' && *ret_c != '\r' && *ret_c != '\n')
            return 1;
    }
    return 0;
}

static bool starts_scalar(char c)
{
    return wd_is_digit(c) || c == '-' || c == 't' || c == 'f' || c == 'n';
}

/* A number or word as element of an array: no record anybody wants, but one that counts. At the
 * start of a line it is one only if a comma or bracket follows; else it is a line of text. */
static enum wd_frame_result bare_element(struct wd_frame *frame, struct wd_record *ret_record,
                                         bool starts_line)
{
    size_t len = 0, at;
    char c = 0;
    int got;

    for (;; len++) {
        got = wd_frame_need(frame, len);
        if (got <= 0 || len >= WD_TEXT_LINE_MAX ||
            memchr(",]}{[\"\n \t\r", frame->window.ptr[len], 10))
            break;
    }
    at = len;
    if (got >= 0)
        got = peek(frame, &at, &c);
    if (got < 0)
        return WD_FRAME_NO_MEMORY;
    if (starts_line && (!starts_scalar(frame->window.ptr[0]) || (got > 0 && c != ',' && c != ']')))
        return leave(frame);
    return wd_frame_give(frame, ret_record, wd_frame_value_format(frame, false),
                         (struct wd_cut){0, len, len, 0});
}

enum wd_frame_result wd_frame_array(struct wd_frame *frame, struct wd_record *ret_record)
{
    enum wd_frame_level level = frame->levels[frame->depth - 1];
    bool starts_line;
    char c;
    int got = next_byte(frame, &c, &starts_line);

    if (got <= 0)
        return got < 0 ? WD_FRAME_NO_MEMORY : end_inside(frame);
    switch (c) {
    case '{':
        if (level >= WD_LEVEL_STREAMS && wd_frame_open_stream(frame))
            return WD_FRAME_AGAIN;
        return wd_frame_value(frame, ret_record);
    case '"':
        return wd_frame_value(frame, ret_record);
    case '[':
        if (frame->depth >= WD_FRAME_LEVELS || level == WD_LEVEL_PAIRS)
            return wd_frame_value(frame, ret_record);
        wd_frame_pass(frame, 1);
        wd_frame_push(frame, WD_LEVEL_ARRAY);
        return WD_FRAME_AGAIN;
    case ']':
        frame->depth--;
        wd_frame_pass(frame, 1);
        return WD_FRAME_AGAIN;
    case '}':
    case ':':
        wd_frame_pass(frame, 1);
        return WD_FRAME_AGAIN;
    default:
        break;
    }
    return bare_element(frame, ret_record, starts_line);
}

/* The length of the string at window[0], quotes included; 0 if it is no name. */
static int name_length(struct wd_frame *frame, size_t *ret_len)
{
    size_t at = 1;

    *ret_len = 0;
    for (;; at++) {
        int got = wd_frame_need(frame, at);
        if (got <= 0)
            return got < 0 ? -1 : 0;
        char c = frame->window.ptr[at];
        if (c == '\n' || at > WD_TEXT_LINE_MAX)
            return 0;
        if (c == '"')
            break;
        at += c == '\\';
    }
    *ret_len = at + 1;
    return 1;
}

/* Goes on in the list at window[0]: its elements stand beside the entries. */
static enum wd_frame_result open_beside(struct wd_frame *frame)
{
    wd_frame_pass(frame, 1);
    wd_frame_push(frame, WD_LEVEL_ARRAY);
    return WD_FRAME_AGAIN;
}

/* The value of a member that is no entries' name, at window[0]: errors are read, entries deeper in it are found, the
 * rest is passed. */
static enum wd_frame_result value_beside(struct wd_frame *frame, struct wd_record *ret_record,
                                         bool errors)
{
    char c = frame->window.ptr[0];
    int got = 1;

    if (c == '[' && frame->depth < WD_FRAME_LEVELS &&
        (errors || wd_frame_is_list_of_entries(frame)))
        return open_beside(frame);
    if (c == '{' && errors) {
        enum wd_frame_result result = wd_frame_value(frame, ret_record);
        if (result == WD_FRAME_RECORD)
            ret_record->flags |= WD_RECORD_BESIDE;
        return result;
    }
    if (c == '{' && (got = wd_frame_open_answer(frame)) != 0)
        return got < 0 ? WD_FRAME_NO_MEMORY : WD_FRAME_AGAIN;
    for (got = 1; got > 0 && memchr("0123456789+-.eEtrufalsn", frame->window.ptr[0], 23);) {
        wd_frame_pass(frame, 1);
        got = wd_frame_need(frame, 0);
    }
    frame->dropping = c == '"' || c == '{' || c == '[';
    wd_scan_start(&frame->scan, frame->indent, false);
    return WD_FRAME_AGAIN;
}

/* A member of a page beside the array that was found first: another array of records, or something else. */
static enum wd_frame_result page_member(struct wd_frame *frame, struct wd_record *ret_record)
{
    struct wd_str name;
    bool named, errors;
    size_t len, at;
    char c = 0;
    int got = name_length(frame, &len);

    if (got > 0 && (at = len, got = peek(frame, &at, &c)) > 0 && c == ':')
        got = (at++, peek(frame, &at, &c));
    else
        got = got > 0 ? 0 : got;
    if (got <= 0)
        return got < 0 ? WD_FRAME_NO_MEMORY : leave(frame);
    size_t value = at++;
    name = wd_str_make(frame->window.ptr + 1, len - 2);
    named = wd_scan_page_name(name);
    errors = is_errors(name);
    if (c == '[' && named && frame->depth < WD_FRAME_LEVELS) {
        got = peek(frame, &at, &c);
        if (got < 0)
            return WD_FRAME_NO_MEMORY;
        named = got > 0 && (c == '{' || c == ']');
        if (named) {
            wd_frame_pass(frame, value);
            return open_beside(frame);
        }
    }
    wd_frame_pass(frame, value);
    return value_beside(frame, ret_record, errors);
}

enum wd_frame_result wd_frame_page(struct wd_frame *frame, struct wd_record *ret_record)
{
    bool starts_line;
    char c;
    int got = next_byte(frame, &c, &starts_line);

    if (got <= 0)
        return got < 0 ? WD_FRAME_NO_MEMORY : end_inside(frame);
    if (c == '"')
        return page_member(frame, ret_record);
    if (c == '{' || (starts_line && c != '}' && c != ']'))
        return leave(frame);
    frame->depth -= c == '}';
    wd_frame_pass(frame, 1);
    return WD_FRAME_AGAIN;
}
