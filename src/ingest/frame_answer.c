/* Answers of interfaces that hold log entries deeper than a page does, or under a name of their own:
 *
 *     {"meta": {…}, "data": [{"__time__": …}, …]}                       Log Service, GetLogsV2
 *     {"took": 3, "hits": {"total": …, "hits": [{"_source": {…}}, …]}}  Elasticsearch, a search
 *     {"statusCode": 200, "body": {"Events": [{"eventName": …}, …]}}    an SDK's answer, printed whole
 *     {"data": [{"id": …, "attributes": {"message": …}}, …]}            Datadog, a search
 *     {"events": [{"timestamp": 1, "message": …}, …]}                   CloudWatch, and others that keep lines
 *     {"errorEvents": [{"eventTime": …, "message": …}, …]}              Error Reporting
 *     {"jobMessages": [{"time": …, "messageText": …}, …]}               Dataflow
 *
 * As one record they would say nothing, and what they hold would be left out. They are opened as pages are, if the first
 * element of a list is an entry by its names, and nothing before it says that the object itself is a record. Where reading
 * finds entries in an object that was taken for a record, it is opened then. */
#include "ingest/frame.h"

#include "ingest/scan.h"
#include "whydenied/base/char.h"

#define BLANKS " \t\r\n"

enum found { NO, YES, MORE /* the text ends too early to tell */ };

struct look {
    struct wd_str text;
    size_t at;
    unsigned pages_max; /* objects around the list */
    bool sure;          /* that entries are in it: not the first element need be one */
};

/* The next byte that is no blank; 0 at the end of the text. */
static char next(struct look *look)
{
    while (look->at < look->text.len && wd_char_in(look->text.ptr[look->at], BLANKS))
        look->at++;
    return look->at < look->text.len ? look->text.ptr[look->at] : 0;
}

/* A string, which begins here; false if the text ends in it. */
static bool pass_string(struct look *look, struct wd_str *ret_inside)
{
    size_t from = look->at + 1, at = from;

    while (at < look->text.len && look->text.ptr[at] != '"')
        at += look->text.ptr[at] == '\\' ? 2 : 1;
    *ret_inside = wd_str_sub(look->text, from, at - from);
    look->at = at + 1;
    return at < look->text.len;
}

static bool pass_value(struct look *look)
{
    struct wd_str rest = wd_str_from(look->text, look->at), inside;
    uint64_t lines;
    size_t len;

    if (rest.ptr[0] == '"')
        return pass_string(look, &inside);
    if (rest.ptr[0] == '{' || rest.ptr[0] == '[') {
        len = wd_skim_value_anywhere(rest.ptr, rest.len, &lines);
        look->at += len;
        return len > 0;
    }
    while (look->at < look->text.len && !wd_char_in(look->text.ptr[look->at], ",]}" BLANKS))
        look->at++;
    return look->at < look->text.len;
}

/* The name of the next member, and whether a value follows; at the end of the object `name` is empty. */
static enum found next_member(struct look *look, struct wd_str *ret_name)
{
    char c = next(look);

    *ret_name = WD_STR_NONE;
    if (c == ',') {
        look->at++;
        c = next(look);
    }
    if (c == '}')
        return YES;
    if (c == '"' && pass_string(look, ret_name) && next(look) == ':') {
        look->at++;
        return next(look) ? YES : MORE;
    }
    return c == '"' || c == 0 ? MORE : NO;
}

static bool is_entrys(struct wd_str name)
{
    static const char *const names[] = {"logName",   "protoPayload", "textPayload", "jsonPayload",
                                        "eventName", "_source",      "__time__",    "__source__"};

    return WD_STR_IN(name, names);
}

/* What is a record itself, or tells of an error beside the list, is read as it stands. */
static bool is_records(struct wd_str name)
{
    static const char *const names[] = {"message",   "msg",      "severity", "level",
                                        "levelname", "lvl",      "logger",   "error",
                                        "errors",    "insertId", "eventId",  "@timestamp"};

    return is_entrys(name) || WD_STR_IN(name, names);
}

/* Behind its brace: an entry by its names, or a line with its time, whatever keeps them. */
static enum found is_entry(struct look look)
{
    static const char *const lines[] = {"message", "msg", "log", "line", "messageText"};
    static const char *const times[] = {"timestamp",  "time", "ts",
                                        "@timestamp", "date", "eventTime"};
    bool line = false, timed = false, called = false;
    struct wd_str name;
    enum found found;

    while ((found = next_member(&look, &name)) == YES && name.len > 0) {
        line = line || WD_STR_IN(name, lines);
        timed = timed || WD_STR_IN(name, times);
        called = called || wd_str_eqz(name, "id");
        if (is_entrys(name) || (line && timed) || (called && wd_str_eqz(name, "attributes")))
            return YES;
        if (!pass_value(&look))
            return MORE;
    }
    return found == YES ? NO : found;
}

/* Behind the bracket of a list. */
static enum found is_list_of_entries(struct look look)
{
    enum found found = NO;
    char c = next(&look);

    while (c != 0 && c != ']') {
        struct look element = look;
        element.at++;
        found = c == '{' ? is_entry(element) : NO;
        if (found != NO || !look.sure || !pass_value(&look))
            return found;
        c = next(&look);
        look.at += c == ',';
        c = next(&look);
    }
    return c ? NO : MORE;
}

/* Where the list begins, behind its bracket, and how many objects are open there. */
static enum found find_list(struct look *look, unsigned *ret_pages)
{
    struct wd_str name;
    enum found found;

    *ret_pages = 1;
    look->at = 1;
    while ((found = next_member(look, &name)) == YES) {
        char c = look->text.ptr[look->at];
        if (name.len == 0 && c == '}') {
            look->at++;
            if (--*ret_pages == 0)
                return NO;
            continue;
        }
        if (is_records(name) || (*ret_pages == 1 && c == '[' && wd_scan_page_name(name)))
            return NO;
        if (c == '{' && *ret_pages < look->pages_max) {
            ++*ret_pages;
            look->at++;
            continue;
        }
        if (c == '[') {
            found = is_list_of_entries(
                (struct look){look->text, look->at + 1, look->pages_max, look->sure});
            look->at += found == YES;
            if (found != NO)
                return found;
        }
        if (!pass_value(look))
            return MORE;
    }
    return found;
}

/* Goes on in the list that begins at window[at]. */
static void open_list(struct wd_frame *frame, size_t at, unsigned pages)
{
    frame->seen_value = true;
    wd_frame_pass(frame, at);
    while (pages-- > 0)
        wd_frame_push(frame, WD_LEVEL_PAGE);
    wd_frame_push(frame, WD_LEVEL_ARRAY);
    frame->formats[WD_FORMAT_PAGE] += frame->report->records == 0;
}

static unsigned pages_max(const struct wd_frame *frame)
{
    return frame->depth + 1 < WD_FRAME_LEVELS ? WD_FRAME_LEVELS - frame->depth - 1 : 0;
}

int wd_frame_open_answer(struct wd_frame *frame)
{
    struct look look = {.pages_max = pages_max(frame)};
    enum found found;
    unsigned pages;
    int got = 1;
    bool more;

    if (look.pages_max == 0)
        return 0;
    do {
        look.text = wd_str_make(frame->window.ptr, frame->window.len);
        found = find_list(&look, &pages);
        more = found == MORE && look.text.len < WD_RECORD_MAX;
        if (more)
            got = wd_frame_look(frame, look.text.len);
    } while (more && got > 0 &&
             frame->window.len > look.text.len); /* a live input may have no more yet */
    if (found != YES || wd_frame_is_loggers(look.text))
        return got < 0 ? -1 : 0;
    frame->careful = frame->careful || !frame->seen_value;
    open_list(frame, look.at, pages);
    return 1;
}

bool wd_frame_is_list_of_entries(struct wd_frame *frame)
{
    const size_t enough = WD_FRAME_SKIM;
    struct look look = {.at = 1};

    if (wd_frame_look(frame, enough) < 0)
        return false;
    look.text =
        wd_str_make(frame->window.ptr, frame->window.len < enough ? frame->window.len : enough);
    return is_list_of_entries(look) == YES;
}

bool wd_frame_reopen(struct wd_frame *frame)
{
    const struct wd_cut *given = &frame->given;
    struct look look = {.pages_max = pages_max(frame), .sure = true};
    unsigned pages;

    if (given->passed == 0 || frame->torn || look.pages_max == 0 ||
        frame->given_format == WD_FORMAT_YAML || frame->given_format == WD_FORMAT_EXPLORER ||
        frame->window.ptr[given->from] != '{')
        return false;
    look.text = wd_str_make(frame->window.ptr + given->from, given->to - given->from);
    if (find_list(&look, &pages) != YES || wd_frame_is_loggers(look.text))
        return false;
    frame->formats[frame->given_format]--;
    frame->report->records--;
    frame->given.passed = 0;
    frame->fast = false;
    frame->careful = true;
    open_list(frame, given->from + look.at, pages);
    return true;
}
