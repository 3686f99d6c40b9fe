/* Words of refusal that refuse nothing where they stand: in a name ("gs://acme-logs/permission_denied/", "retry_403"), in a title
 * (dashboard "GCS permission denied"), before the noun that they describe ("PermissionDenied handler"). They are struck out, and
 * the line is asked again; what a sentence denies of a refusal is struck_negated.c. */
#include "read/text/struck.h"

#include "read/text/screen.h"
#include "whydenied/base/char.h"

static const char *const stems[] = {"denied",    "forbidden",     "unauthoriz", "unauthoris",
                                    "unauthent", "no permission", "403",        "401"};

/* The second letters of such words by their first; most letters begin none. */
static const char seconds[256] = {['d'] = 'e', ['D'] = 'e', ['f'] = 'o', ['F'] = 'o', ['u'] = 'n',
                                  ['U'] = 'n', ['n'] = 'o', ['N'] = 'o', ['4'] = '0'};

/* The first word of refusal from `at` on, and how long it is; WD_NPOS: none. */
static size_t next_stem(struct wd_str s, size_t at, size_t *ret_len)
{
    for (; at + 1 < s.len; at++) {
        char second = seconds[(unsigned char)s.ptr[at]];
        if (second == '\0' || wd_lower(s.ptr[at + 1]) != second)
            continue;
        for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
            size_t len = wd_word_at(wd_str_from(s, at), stems[i]);
            if (len > 0 && wd_number_alone(s, at, len)) {
                *ret_len = len;
                return at;
            }
        }
    }
    return WD_NPOS;
}

static bool has_stem(struct wd_str s)
{
    size_t len;

    return next_stem(s, 0, &len) != WD_NPOS;
}

void wd_strike(struct wd_struck *struck, size_t at, size_t len)
{
    memset(struck->bytes + at, '~', len);
}

/* What codes, keys and reasons are made of, which tell of a refusal as a sentence does. */
static bool is_of_code(struct wd_str word)
{
    static const char *const words[] = {
        "access",       "account",       "action",       "actions",   "api",
        "at",           "authenticated", "authorized",   "bucket",    "by",
        "call",         "caller",        "client",       "code",      "denied",
        "error",        "errors",        "exception",    "for",       "forbidden",
        "http",         "iam",           "insufficient", "is",        "key",
        "lacking",      "member",        "message",      "missing",   "no",
        "not",          "object",        "on",           "operation", "or",
        "org",          "permission",    "permissions",  "policy",    "principal",
        "principals",   "project",       "reason",       "request",   "resource",
        "resources",    "response",      "role",         "roles",     "service",
        "status",       "the",           "to",           "token",     "unauthenticated",
        "unauthorized", "user",          "was",          "401",       "403"};

    return WD_STR_IIN(word, words);
}

/* "on_forbidden", "retry_403": what is done about one. */
static bool is_setting(struct wd_str word)
{
    static const char *const words[] = {
        "on",  "retry", "allow", "ignore", "handle", "skip", "test", "max",   "min",   "count",
        "num", "total", "if",    "show",   "hide",   "mock", "when", "treat", "expect"};

    return WD_STR_IIN(word, words);
}

/* "acme-denied-orders", "permission_denied_total": words joined to a name, of which the last is no code's. */
static bool is_name(struct wd_str segment)
{
    bool first = true, joined = false, setting = false, told = false, other = false;
    size_t from = 0;

    for (size_t i = 0; i <= segment.len; i++) {
        if (i < segment.len && !wd_char_in(segment.ptr[i], "-_"))
            continue;
        struct wd_str word = wd_str_sub(segment, from, i - from);
        setting = setting || (first && is_setting(word));
        other = told && (other || (word.len > 0 && !is_of_code(word)));
        told = told || has_stem(word);
        joined = joined || i < segment.len;
        first = false;
        from = i + 1;
    }
    return joined && told && (setting || other);
}

static bool is_part(char c)
{
    return wd_is_alnum(c) || c == '_' || c == '-' || c == '%' || c == '~';
}

static bool is_path(struct wd_str word)
{
    size_t first = wd_str_find_char(word, '/');

    return first != WD_NPOS && wd_str_rfind_char(word, '/') != first;
}

/* The parts of one word between its marks; a path's are names whatever they are made of. */
static bool strike_parts(struct wd_struck *struck, struct wd_str line, size_t from, size_t to)
{
    const bool path = is_path(wd_str_sub(line, from, to - from));
    bool done = false;

    for (size_t at = from, end; at < to; at = end + 1) {
        for (end = at; end < to && is_part(line.ptr[end]);)
            end++;
        struct wd_str part = wd_str_sub(line, at, end - at);
        bool inner = path && at > from && wd_char_in(line.ptr[at - 1], "/:");
        if (part.len < 3 || !has_stem(part) || !(inner || is_name(part)))
            continue;
        wd_strike(struck, at, part.len);
        done = true;
    }
    return done;
}

/* Of words that are joined to one, a path's too. */
static bool is_joint(char c)
{
    return is_part(c) || (c >= '.' && c <= '/') || c == ':';
}

static bool strike_names(struct wd_struck *struck, struct wd_str line, size_t first)
{
    bool done = false;
    size_t from, to, len;

    for (size_t at = first; (at = next_stem(line, at, &len)) != WD_NPOS; at = to) {
        bool joined = false;
        for (from = at; from > 0 && is_joint(line.ptr[from - 1]);)
            from--;
        for (to = at; to < line.len && is_joint(line.ptr[to]);)
            to++;
        for (size_t i = from; i < to; i++)
            joined = joined || line.ptr[i] == '/' || line.ptr[i] == '-' || line.ptr[i] == '_';
        done = (joined && strike_parts(struck, line, from, to)) || done;
        to = to > at + len ? to : at + len;
    }
    return done;
}

/* "PermissionDeniedExceptionTest", "AccessDeniedHandler": a class that is about refusals. */
static size_t class_behind(struct wd_str s)
{
    static const char *const classes[] = {"Test",     "Spec",        "Handler",    "Mapper",
                                          "Listener", "Filter",      "Matcher",    "Counter",
                                          "Metric",   "Interceptor", "Translator", "Converter"};
    static const char *const middle[] = {"Exception", "Error"};

    for (size_t i = 0; i < sizeof middle / sizeof *middle; i++)
        if (wd_str_starts(s, wd_str_of(middle[i])))
            s = wd_str_from(s, strlen(middle[i]));
    return WD_STR_ANY(wd_str_starts, s, classes);
}

/* "permission denied spikes", "403 handler", "PERMISSION_DENIED counter": what is spoken of is the noun. */
static bool describes(struct wd_str s)
{
    static const char *const nouns[] = {
        "handler",  "handlers", "mapper", "hook",     "callback",   "metric",   "metrics",
        "counter",  "counters", "alert",  "alerts",   "dashboard",  "panel",    "chart",
        "widget",   "banner",   "page",   "test",     "tests",      "filter",   "label",
        "ratio",    "rate",     "spike",  "spikes",   "monitor",    "exporter", "report",
        "template", "scenario", "toast",  "category", "translator", "listener"};
    static const char *const middle[] = {"error", "errors", "exception", "status", "response"};
    size_t len = 0;

    for (int i = 0; i < 2; i++) {
        struct wd_str rest = wd_str_from(s, wd_str_at(s, 0) == ' ');
        if (rest.len == s.len)
            return false;
        for (len = 0; len < rest.len && wd_is_letter(rest.ptr[len]);)
            len++;
        struct wd_str word = wd_str_sub(rest, 0, len);
        if (WD_STR_IIN(word, nouns))
            return true;
        if (!WD_STR_IIN(word, middle))
            return false;
        s = wd_str_from(rest, len);
    }
    return false;
}

/* Bytes of "permission ", "Access" right before the word. */
static size_t leading(struct wd_str before)
{
    static const char *const words[] = {"permission", "access"};
    size_t gap = before.len > 0 && wd_char_in(before.ptr[before.len - 1], " _-");

    before.len -= gap;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        if (before.len >= len &&
            wd_str_ieq(wd_str_from(before, before.len - len), wd_str_of(words[i])))
            return len + gap;
    }
    return 0;
}

static bool strike_described(struct wd_struck *struck, struct wd_str line, size_t first)
{
    bool done = false;
    size_t len;

    for (size_t at = first; (at = next_stem(line, at, &len)) != WD_NPOS; at++) {
        while (at + len < line.len && wd_is_lower(line.ptr[at + len]))
            len++; /* unauthoriz-ed */
        struct wd_str rest = wd_str_from(line, at + len);
        if (!class_behind(rest) && !describes(rest))
            continue;
        size_t before = leading(wd_str_sub(line, 0, at));
        wd_strike(struck, at - before, before + len);
        done = true;
    }
    return done;
}

/* `dashboard "`, "rule `": what stands in the quotes is what the thing is called. */
static bool is_called(struct wd_str before)
{
    static const char *const things[] = {
        "dashboard", "alert",  "policy", "rule",   "slo",     "flag",   "chart",  "panel",
        "monitor",   "title",  "page",   "issue",  "ticket",  "story",  "epic",   "label",
        "tag",       "banner", "report", "metric", "channel", "user",   "named",  "called",
        "titled",    "sink",   "table",  "test",   "branch",  "search", "folder", "notebook"};
    size_t from;

    before = wd_str_trim_right_of(before, " :=");
    from = before.len;
    while (from > 0 && wd_is_letter(before.ptr[from - 1]))
        from--;
    return WD_STR_IIN(wd_str_from(before, from), things);
}

static bool strike_titles(struct wd_struck *struck, struct wd_str line)
{
    bool done = false;

    for (size_t at = 1, len; at < line.len; at++) {
        bool quote = line.ptr[at] == '"' || line.ptr[at] == '\'' || line.ptr[at] == '`';
        if (!quote || !wd_char_in(line.ptr[at - 1], " ([=:,"))
            continue;
        len = wd_str_find_char(wd_str_from(line, at + 1), line.ptr[at]);
        if (len == WD_NPOS)
            continue;
        if (is_called(wd_str_sub(line, 0, at)) && has_stem(wd_str_sub(line, at + 1, len))) {
            wd_strike(struck, at + 1, len);
            done = true;
        }
        at += len + 1;
    }
    return done;
}

bool wd_struck_names(struct wd_struck *struck, struct wd_str line)
{
    bool names, nouns, titles;
    size_t first, len;

    if (line.len > sizeof struck->bytes)
        return false;
    memcpy(struck->bytes, line.ptr, line.len);
    struck->s = wd_str_make(struck->bytes, line.len);
    first = next_stem(line, 0, &len);
    if (first == WD_NPOS)
        return false;
    names = strike_names(struck, line, first);
    nouns = strike_described(struck, line, first);
    titles = strike_titles(struck, line);
    return names || nouns || titles;
}
