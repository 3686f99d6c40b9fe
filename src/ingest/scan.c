/* See scan.h. Strings are passed over 16 bytes at a time where SSE2 is there; between strings stand
 * few bytes, and a table says what each of them is. */
#include "ingest/scan.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "whydenied/base/limits.h"

enum kind { ALIEN, TOKEN, COMMA, BLANK, NEWLINE, QUOTE, OPEN, CLOSE };

/* What may stand outside strings: digits, signs, and the letters of true, false and null. */
static const unsigned char kinds[256] = {
    ['0'] = TOKEN, ['1'] = TOKEN, ['2'] = TOKEN,  ['3'] = TOKEN,  ['4'] = TOKEN,    ['5'] = TOKEN,
    ['6'] = TOKEN, ['7'] = TOKEN, ['8'] = TOKEN,  ['9'] = TOKEN,  ['+'] = TOKEN,    ['-'] = TOKEN,
    ['.'] = TOKEN, ['e'] = TOKEN, ['E'] = TOKEN,  ['t'] = TOKEN,  ['r'] = TOKEN,    ['u'] = TOKEN,
    ['f'] = TOKEN, ['a'] = TOKEN, ['l'] = TOKEN,  ['s'] = TOKEN,  ['n'] = TOKEN,    [','] = COMMA,
    [':'] = COMMA, [' '] = BLANK, ['\t'] = BLANK, ['\r'] = BLANK, ['\n'] = NEWLINE, ['"'] = QUOTE,
    ['{'] = OPEN,  ['['] = OPEN,  ['}'] = CLOSE,  [']'] = CLOSE,
};

bool wd_scan_page_name(struct wd_str name)
{
    static const char *const names[] = {
        "entries", "receivedMessages", "Records", "Events", "records",
        "value",   "audit_logs",       "items"};

    return WD_STR_IN(name, names);
}

static bool entry_name(struct wd_str name)
{
    static const char *const names[] = {"insertId",    "logName",     "protoPayload",
                                        "textPayload", "jsonPayload", "eventId"};

    return WD_STR_IN(name, names);
}

void wd_scan_start(struct wd_scan *scan, size_t indent, bool in_array)
{
    memset(scan, 0, sizeof *scan);
    scan->indent = indent;
    scan->in_array = in_array;
}

/* Positions before the new start wrap around; only differences are taken of them. */
void wd_scan_rebase(struct wd_scan *scan)
{
    scan->line -= scan->at;
    scan->name -= scan->at;
    scan->resume = 0;
    scan->page_name = scan->is_name = false;
    scan->entry = true;
    scan->at = 0;
}

/* The first of the bytes a string reader stops at: quote, backslash, newline. */
static size_t find_in_string(const char *text, size_t at, size_t len)
{
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'),
                  newline = _mm_set1_epi8('\n');
    for (; at + 16 <= len; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + at));
        __m128i found = _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, slash));
        int mask = _mm_movemask_epi8(_mm_or_si128(found, _mm_cmpeq_epi8(bytes, newline)));
        if (mask)
            return at + (size_t)__builtin_ctz((unsigned)mask);
    }
#endif
    while (at < len && text[at] != '"' && text[at] != '\\' && text[at] != '\n')
        at++;
    return at;
}

/* At the first byte of a line that is no blank: does the line start something new? */
static void judge_line(struct wd_scan *scan, char c)
{
    scan->fresh_line = false;
    if (!scan->lenient && scan->resume == 0 && scan->at - scan->line <= scan->indent && c != '}' &&
        c != ']')
        scan->resume = scan->line;
}

static void end_of_name(struct wd_scan *scan, const char *text)
{
    struct wd_str name = wd_str_make(text + scan->name, scan->at - scan->name);

    scan->is_name = false;
    if (scan->entry)
        return;
    scan->entry = entry_name(name);
    scan->page_name = wd_scan_page_name(name);
}

/* Inside a string. Stops behind its end, or at `len`. */
static void scan_string(struct wd_scan *scan, const char *text, size_t len)
{
    while (scan->at < len) {
        if (scan->fresh_line && text[scan->at] != ' ' && text[scan->at] != '\t')
            judge_line(scan, text[scan->at]);
        if (!scan->fresh_line)
            scan->at = find_in_string(text, scan->at, len);
        if (scan->at >= len)
            return;
        if (text[scan->at] == '"') {
            if (scan->is_name)
                end_of_name(scan, text);
            scan->at++;
            scan->quoted = false;
            return;
        }
        if (text[scan->at] == '\\') {
            if (scan->at + 1 >= len)
                return; /* the next call sees both bytes */
            scan->at++;
        }
        if (text[scan->at] == '\n') {
            scan->dubious = scan->fresh_line = true;
            scan->line = scan->at + 1;
            if (scan->resume)
                return;
        }
        scan->at++;
    }
}

static void open_string(struct wd_scan *scan)
{
    scan->quoted = true;
    scan->is_name =
        scan->depth == 1 && (scan->kinds & 1) && (scan->last == '{' || scan->last == ',');
    scan->name = scan->at + 1;
}

static void open_bracket(struct wd_scan *scan, char c)
{
    bool object = scan->kinds & 1;
    bool allowed = scan->depth == 0 || scan->last == (object ? ':' : ',') || scan->last == '[';

    scan->dubious = scan->dubious || (!allowed && !scan->deep);
    scan->page_open = scan->page_name && c == '[' && scan->depth == 1 && scan->last == ':';
    scan->page_name = false;
    scan->kinds = scan->kinds << 1 | (c == '{');
    scan->depth++;
    scan->deep = scan->deep || scan->depth > WD_DEPTH_MAX;
}

/* Returns false if the bracket belongs to the array around the value. */
static bool close_bracket(struct wd_scan *scan, char c)
{
    bool object = scan->kinds & 1;

    if (!scan->deep && object != (c == '}')) {
        if (scan->in_array && scan->depth == 1)
            return false;
        scan->dubious = true;
    }
    scan->kinds >>= 1;
    if (scan->depth > 0)
        scan->depth--;
    return true;
}

/* One byte outside strings. Returns WD_SCAN_MORE to go on. */
static enum wd_scan_result scan_byte(struct wd_scan *scan, char c)
{
    switch ((enum kind)kinds[(unsigned char)c]) {
    case QUOTE:
        open_string(scan);
        break;
    case OPEN:
        open_bracket(scan, c);
        break;
    case CLOSE:
        if (!close_bracket(scan, c)) {
            scan->resume = scan->at;
            return WD_SCAN_BROKEN;
        }
        break;
    case ALIEN:
        scan->dubious = true;
        break;
    default:
        break;
    }
    scan->last = c;
    scan->at++;
    return scan->depth == 0 && !scan->quoted ? WD_SCAN_VALUE : WD_SCAN_MORE;
}

/* The byte behind a page's bracket: records, or nothing. Anything else is an entry's own array. */
static bool opens_page(struct wd_scan *scan, char c)
{
    bool opens = scan->page_open && (c == '{' || c == ']');

    scan->page_open = false;
    return opens;
}

enum wd_scan_result wd_scan_run(struct wd_scan *scan, const char *text, size_t len)
{
    enum wd_scan_result result = WD_SCAN_MORE;

    while (scan->at < len && result == WD_SCAN_MORE) {
        char c = text[scan->at];
        if (scan->dubious && scan->resume)
            return WD_SCAN_BROKEN;
        if (scan->quoted) {
            size_t before = scan->at;
            scan_string(scan, text, len);
            if (scan->quoted && scan->at == before && !(scan->dubious && scan->resume))
                return WD_SCAN_MORE; /* a backslash at the end */
            if (!scan->quoted && scan->depth == 0)
                return WD_SCAN_VALUE;
            continue;
        }
        if (c == '\n') {
            scan->fresh_line = true;
            scan->line = scan->at + 1;
        }
        if (c == '\n' || c == ' ' || c == '\t' || c == '\r') {
            scan->at++;
            continue;
        }
        if (scan->fresh_line)
            judge_line(scan, c);
        if (opens_page(scan, c))
            return WD_SCAN_PAGE;
        result = scan_byte(scan, c);
    }
    if (result == WD_SCAN_MORE && scan->dubious && scan->resume)
        return WD_SCAN_BROKEN;
    return result;
}
