/* Framing of what is rewritten as JSON before anybody reads it: YAML documents, and the copy format
 * of the Logs Explorer. */
#include <ctype.h>

#include "ingest/frame.h"

#include "whydenied/base/char.h"
#include "whydenied/base/json_put.h"
#include "whydenied/base/limits.h"
#include "whydenied/base/yaml.h"

enum wd_frame_result wd_frame_give_converted(struct wd_frame *frame, struct wd_record *ret_record,
                                             enum wd_format format, size_t len)
{
    struct wd_buf *body = &frame->converted;
    struct wd_cut cut = {0, len, len, wd_frame_newlines(frame->window.ptr, len)};

    if (body->len > WD_RECORD_MAX)
        return wd_frame_skip(frame, WD_SKIP_TOO_LONG, "a record longer than 2 MiB", len);
    if (!wd_buf_reserve(body, WD_PADDING))
        return WD_FRAME_NO_MEMORY;
    memset(body->ptr + body->len, 0, WD_PADDING);
    frame->seen_value = true;
    wd_frame_give(frame, ret_record, format, cut);
    ret_record->body = wd_buf_str(body);
    ret_record->flags |= WD_RECORD_CONVERTED;
    return WD_FRAME_RECORD;
}

/* ---- YAML -------------------------------------------------------------------------------------- */

/* Names a log entry has at its top, one of which comes first since they are sorted: those of nothing else, and
 * words that begin lines of any text. */
static const char *const entry_names[] = {
    "errorGroups", "httpRequest",      "insertId",       "jsonPayload", "logName",  "protoPayload",
    "textPayload", "receiveTimestamp", "sourceLocation", "insert_id",   "log_name", NULL};
static const char *const common_names[] = {"severity", "spanId", "timestamp", NULL};
/* Below these stands a map of its own: "metadata: not there" is a sentence. */
static const char *const map_names[] = {"labels", "operation", "resource",
                                        "split",  "metadata",  NULL};

static bool starts_with_one_of(struct wd_str line, const char *const *names)
{
    size_t colon = wd_str_find_char(line, ':');

    return colon != WD_NPOS && wd_one_of(wd_str_sub(line, 0, colon), names);
}

static bool opens_map(struct wd_str text)
{
    struct wd_str value = wd_str_cut(&text, '\n');

    if (!starts_with_one_of(value, map_names))
        return false;
    wd_str_cut(&value, ':');
    value = wd_str_trim(value);
    return value.len == 0 || strchr("{#&!*", value.ptr[0]) != NULL;
}

static bool starts_with_entry_name(struct wd_str line)
{
    return starts_with_one_of(line, entry_names) || starts_with_one_of(line, common_names) ||
           opens_map(line);
}

/* A separator, and a name that is nobody else's: a damaged entry, and no text. */
static bool is_surely_entry(struct wd_str document)
{
    if (!wd_str_starts(document, WD_STR("---")))
        return false;
    wd_str_cut(&document, '\n');
    return starts_with_one_of(wd_str_sub(document, 0, 64), entry_names);
}

/* Some plain `name:`; enough once an earlier document of this input has been YAML. */
static bool starts_with_name(struct wd_str line)
{
    size_t colon = wd_str_find_char(line, ':');

    if (colon == WD_NPOS || colon == 0 || colon > 64)
        return false;
    for (size_t i = 0; i < colon; i++)
        if (!isalnum((unsigned char)line.ptr[i]) && !strchr("_-.'\"@", line.ptr[i]))
            return false;
    return colon + 1 == line.len || line.ptr[colon + 1] == ' ' || line.ptr[colon + 1] == '\n';
}

static bool is_separator(const char *text, size_t len)
{
    return len >= 3 && memcmp(text, "---", 3) == 0 &&
           (len == 3 || text[3] == '\n' || text[3] == '\r' || text[3] == ' ');
}

/* The next separator at the start of a line, at or behind window[from]; or the window's length. */
static size_t find_separator(const struct wd_window *window, size_t from)
{
    const char *end = window->ptr + window->len;
    const char *at = window->ptr + from;

    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        if (is_separator(at, (size_t)(end - at)))
            return (size_t)(at - window->ptr);
    }
    return window->len;
}

#define DESCRIPTION_MAX (256u * 1024u)

/* The line at the left margin, if it is `name:` as YAML writes a resource's members; WD_STR_NONE for another. */
static struct wd_str member_of(struct wd_str line)
{
    size_t colon = wd_str_find_char(line, ':');

    if (!wd_is_lower(wd_str_at(line, 0)) || !starts_with_name(line) || memchr(line.ptr, '.', colon))
        return WD_STR_NONE;
    return wd_str_sub(line, 0, colon);
}

/* A resource, a job or an operation, as `describe` prints it: members at the left margin, one that names it and one
 * that tells how it stands, and nothing else there. */
static bool is_description(struct wd_str text)
{
    static const char *const naming[] = {"name",      "id",           "kind",
                                         "reference", "jobReference", "displayName"};
    static const char *const standing[] = {"error",
                                           "done",
                                           "status",
                                           "state",
                                           "statusDetail",
                                           "conditions",
                                           "failureInfo",
                                           "jobDetail",
                                           "stateMessages",
                                           "partialFailures",
                                           "terminalCondition"};
    bool named = false, stands = false;

    while (text.len > 0) {
        struct wd_str line = wd_str_cut(&text, '\n'), member;
        if (line.len == 0 || wd_char_in(line.ptr[0], " -\r"))
            continue;
        member = member_of(line);
        if (member.len == 0)
            return false;
        named = named || WD_STR_IN(member, naming);
        stands = stands || WD_STR_IN(member, standing);
    }
    return named && stands;
}

/* Described resources are short: what does not end soon is a log. */
static bool starts_description(struct wd_frame *frame, size_t from)
{
    struct wd_window *window = &frame->window;
    struct wd_str text = wd_str_make(window->ptr + from, window->len - from);
    size_t end;

    if (member_of(wd_str_cut(&text, '\n')).len == 0)
        return false;
    if (wd_frame_look(frame, DESCRIPTION_MAX) < 0)
        return false;
    end = find_separator(window, from);
    return end <= DESCRIPTION_MAX && is_description(wd_str_make(window->ptr + from, end - from));
}

/* The separator and a log entry's name behind it, or that name as the input's very first bytes. */
bool wd_frame_starts_yaml(struct wd_frame *frame)
{
    struct wd_window *window = &frame->window;
    bool first = window->offset <= 3; /* behind a byte order mark, too */

    if (!first && window->ptr[0] != '-')
        return false;
    if (wd_frame_look(frame, 128) < 0)
        return false; /* met again by whoever reads on */
    struct wd_str text = wd_str_make(window->ptr, window->len < 256 ? window->len : 256);
    if (is_separator(text.ptr, text.len)) {
        wd_str_cut(&text, '\n');
        first = true;
    }
    if (!first)
        return false;
    return starts_with_entry_name(text) ||
           (frame->formats[WD_FORMAT_YAML] > 0 && starts_with_name(text)) ||
           starts_description(frame, (size_t)(text.ptr - window->ptr));
}

/* The length of the document at window[0]. 1, 0 if it is too long, -1 without memory. */
static int document_length(struct wd_frame *frame, size_t *ret_len)
{
    struct wd_window *window = &frame->window;
    size_t from = 3;

    for (;;) {
        *ret_len = find_separator(window, from < window->len ? from : window->len);
        if (*ret_len + 4 < window->len)
            return 1;
        if (window->len > WD_RECORD_MAX)
            return 0;
        from = window->len > 8 ? window->len - 8 : 3; /* the separator may be cut */
        int got = wd_window_more(window);
        if (got < 0)
            return -1;
        if (got == 0) {
            *ret_len = find_separator(window, from);
            return 1;
        }
    }
}

static enum wd_frame_result drop_document(struct wd_frame *frame)
{
    struct wd_window *window = &frame->window;
    int got = 1;

    wd_frame_skip(frame, WD_SKIP_TOO_LONG, "a document longer than 2 MiB", window->len - 8);
    while (got > 0) {
        size_t end = find_separator(window, 0);
        if (end < window->len) {
            wd_frame_pass(frame, end);
            return WD_FRAME_AGAIN;
        }
        if (window->len > 8)
            wd_frame_pass(frame, window->len - 8);
        if (window->len <= 8)
            got = wd_window_more(window);
    }
    wd_frame_pass(frame, window->len);
    return got < 0 ? WD_FRAME_NO_MEMORY : WD_FRAME_AGAIN;
}

enum wd_frame_result wd_frame_yaml(struct wd_frame *frame, struct wd_record *ret_record)
{
    struct wd_yaml_fault fault;
    size_t len;
    int got = document_length(frame, &len);

    if (got <= 0)
        return got < 0 ? WD_FRAME_NO_MEMORY : drop_document(frame);
    wd_buf_clear(&frame->converted);
    got = wd_yaml_to_json(&frame->converted, wd_str_make(frame->window.ptr, len), 0, true, &fault);
    if (got < 0)
        return WD_FRAME_NO_MEMORY;
    if (got == 0 && frame->formats[WD_FORMAT_YAML] == 0 &&
        !is_surely_entry(wd_str_make(frame->window.ptr, len))) { /* it only began like that */
        frame->text_left = len;
        return wd_frame_text(frame, ret_record);
    }
    if (got == 0)
        return wd_frame_skip(frame, WD_SKIP_MALFORMED, "not YAML", len);
    return wd_frame_give_converted(frame, ret_record, WD_FORMAT_YAML, len);
}

/* ---- Logs Explorer ----------------------------------------------------------------------------- */

/* The payload alone, folded out and copied: its name before the brace. */
static const char *const payloads[] = {"protoPayload", "jsonPayload"};

static struct wd_str payload_before(struct wd_str text)
{
    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
        struct wd_str name = wd_str_of(payloads[i]);
        if (wd_str_starts(text, name) && wd_str_starts(wd_str_from(text, name.len), WD_STR(": {")))
            return name;
    }
    return WD_STR_NONE;
}

/* "{", the end of the line, and a name without quotes. */
bool wd_frame_starts_explorer(struct wd_str text)
{
    struct wd_str rest = text, payload = payload_before(text);
    struct wd_str line = wd_str_trim(wd_str_cut(&rest, '\n'));
    struct wd_str name;
    size_t colon;

    if (payload.len > 0)
        line = wd_str_from(line, payload.len + 2);
    if (!wd_str_eqz(line, "{"))
        return false;
    name = wd_str_trim(wd_str_cut(&rest, '\n'));
    colon = wd_str_find_char(name, ':');
    if (colon == WD_NPOS || colon == 0 || wd_str_ends(name, WD_STR(","))) /* Node's: with commas */
        return false;
    for (size_t i = 0; i < colon; i++) {
        char c = name.ptr[i];
        if (!(wd_is_alnum(c) || c == '_' || c == '@'))
            return false;
    }
    return colon + 1 == name.len || memchr(" {[\"", name.ptr[colon + 1], 4);
}

/* A payload becomes the entry that it lay in, as far as it is known. */
static bool rewrite(struct wd_buf *out, struct wd_str payload, struct wd_str body)
{
    wd_buf_clear(out);
    if (payload.len == 0)
        return wd_rewrite_explorer(out, body);
    wd_buf_putc(out, '{');
    wd_json_put_string(out, payload);
    wd_buf_putc(out, ':');
    bool sound = wd_rewrite_explorer(out, body);
    wd_buf_putc(out, '}');
    return sound && !out->failed;
}

enum wd_frame_result wd_frame_explorer(struct wd_frame *frame, struct wd_record *ret_record)
{
    struct wd_window *window = &frame->window;
    struct wd_scan *scan = &frame->scan;
    struct wd_str payload = payload_before(wd_str_make(window->ptr, window->len));
    size_t from = payload.len > 0 ? payload.len + 2 : 0;
    enum wd_scan_result result;
    int got = 1;

    wd_scan_start(scan, 0, false);
    scan->at = from;
    scan->lenient = scan->entry = true;
    while ((result = wd_scan_run(scan, window->ptr, window->len)) == WD_SCAN_MORE &&
           window->len <= WD_RECORD_MAX && got > 0)
        got = wd_window_more(window);
    if (got < 0)
        return WD_FRAME_NO_MEMORY;
    if (result == WD_SCAN_VALUE &&
        rewrite(&frame->converted, payload,
                wd_str_sub(wd_str_make(window->ptr, scan->at), from, scan->at - from))) {
        frame->printed |= payload.len > 0; /* somebody's cutting: no export looks so */
        return wd_frame_give_converted(frame, ret_record, WD_FORMAT_EXPLORER, scan->at);
    }
    return wd_frame_text(frame, ret_record);
}
