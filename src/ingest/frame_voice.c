/* Whose file is it: the platform's export, or what a program printed? A line of running text, or of a logger's JSON,
 * says that a program writes here; then what looks like a platform's record was printed too, be it the first line.
 * So the first block is looked through before the first record is given. What comes later is known when it comes. */
#include "ingest/frame.h"

#include "whydenied/base/char.h"

/* What exports and their carriers have, what answers of services have, and what only loggers have. */
static const char *const of_entries[] = {
    "\"logName\"",     "\"protoPayload\"", "\"jsonPayload\"",
    "\"textPayload\"", "\"proto_payload",  "\"protopayload_auditlog\"",
    "\"json_payload",  "\"jsonpayload",    "\"text_payload\"",
    "\"methodName\"",  "\"eventName\"",    "\"eventSource\"",
    "\"event.event",   "\"auditID\"",      "\"__time__\"",
    "\"gcp\"",         "\"original\"",
};
static const char *const of_answers[] = {
    "\"data\"",    "\"error",       "rror_code\"",    "\"Code\"", "\"kind\"",
    "equestId\"",  "\"code\"",      "\"entries\"",    "ecords\"", "\"_raw\"",
    "\"MESSAGE\"", "\"message\":{", "\"message\": {",
};
static const char *const of_loggers[] = {"\"level\"", "\"msg\"", "\"lvl\"", "\"logger\"",
                                         "\"levelname\""};

static bool is_printed(struct wd_str object)
{
    return !WD_STR_ANY(wd_str_has, object, of_entries) &&
           (WD_STR_ANY(wd_str_has, object, of_loggers) ||
            !WD_STR_ANY(wd_str_has, object, of_answers));
}

/* Behind the value that starts at text[at]: the text's end, if it goes on there, 0 if it is none. */
static size_t behind_value(struct wd_str text, size_t at)
{
    size_t depth = 0;
    bool quoted = false;

    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (quoted && c == '\n')
            return 0;
        if (quoted && c == '\\')
            at++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '['))
            depth++;
        else if (!quoted && (c == '}' || c == ']') && --depth == 0)
            return at + 1;
    }
    return text.len;
}

/* Most objects end where their line does; a line that the next object follows breaks off. */
static size_t behind_object(struct wd_str text, size_t at)
{
    const char *newline = memchr(text.ptr + at, '\n', text.len - at);
    size_t line = newline ? (size_t)(newline - text.ptr) : text.len, end = line;

    while (end > at + 1 && wd_char_in(text.ptr[end - 1], " \t\r,"))
        end--;
    if (newline && end > at + 1 &&
        (text.ptr[end - 1] == '}' || (line + 1 < text.len && text.ptr[line + 1] == '{')))
        return end;
    end = behind_value(text, at);
    return end > 0 ? end : line;
}

/* Between values, or what is left of a value that breaks off. */
static bool is_between(char c)
{
    switch (c) {
    case '\0':
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case ',':
    case ']':
    case '}':
    case '"':
    case '\xef':
    case '\xbb':
    case '\xbf':
        return true;
    default:
        return false;
    }
}

/* What gcloud itself says beside the entries that it prints, in a file that took both of its streams: as it is written, or
 * as the call that a person copied with its answer. No program's text. */
static const char *const of_gcloud[] = {
    "WARNING: --filter : operator evaluation is changing",
    "Your active configuration is: [",
    "Listed 0 items.",
    "Updates are available for some Google Cloud CLI components.",
    "Updates are available for some Cloud SDK components.",
    "please run:",
    "  $ gcloud components update",
    "To take a quick anonymous survey, run:",
    "  $ gcloud survey",
    "$ gcloud logging read ",
};

static bool is_of_gcloud(struct wd_str line)
{
    line = wd_str_trim_right_of(line, " \t\r");
    return line.len == 0 || wd_str_eqz(line, "$") || wd_str_eqz(line, "exit") ||
           WD_STR_ANY(wd_str_starts, line, of_gcloud);
}

bool wd_frame_are_notices(struct wd_str lines)
{
    while (lines.len > 0)
        if (!is_of_gcloud(wd_str_cut(&lines, '\n')))
            return false;
    return true;
}

/* Where the line of text[at] begins: its blanks are part of it. */
static size_t line_of(struct wd_str text, size_t at)
{
    return wd_str_rfind_char(wd_str_sub(text, 0, at), '\n') + 1;
}

int wd_frame_look_for_program(struct wd_frame *frame)
{
    struct wd_window *window = &frame->window;
    int got = window->len > 0 ? 1 : wd_window_more(window);
    struct wd_str text = wd_str_make(window->ptr, window->len);
    bool values = false;

    frame->looked = true;
    for (size_t at = 0, end; got > 0 && at < text.len && !frame->printed; at = end) {
        char c = text.ptr[at];
        end = at + 1;
        if (is_between(c))
            continue;
        if (c != '{' && c != '[') {
            size_t newline = wd_str_find_char(wd_str_from(text, at), '\n');
            end = newline == WD_NPOS ? text.len : at + newline;
            if (wd_frame_are_notices(wd_str_sub(text, line_of(text, at), end - line_of(text, at))))
                continue;
            frame->printed = values;
            break; /* text from the start is known without a look */
        }
        values = true;
        end = c == '{' ? behind_object(text, at) : behind_value(text, at);
        end = end > at ? end : text.len;
        frame->printed =
            c == '{' && text.ptr[end - 1] == '}' && is_printed(wd_str_sub(text, at, end - at));
    }
    return got < 0 ? -1 : 0;
}
