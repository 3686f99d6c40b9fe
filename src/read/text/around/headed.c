/* What stands before the whole message of a client: google-api-core's "403 GET https://…: …", gcloud's "ERROR: (gcloud.x) …",
 * "SDKError:" of Alibaba Cloud's SDKs.
 * A client prints it where a line begins, behind a logger's words (a time, a level, a class, a place in the code), a
 * carrier's ("Step #1 - "copy":", "web-1  | ", "stderr F"), or a program's own for what failed. Behind anything else
 * somebody hands it on: "Fwd: ", "KB0012: ", "[DRILL] ", "- ", "+". So the words that are trusted are known, each of
 * them has to be one, and the rest is not. */
#include "read/text/around/around.h"

#include "whydenied/base/char.h"
#include "whydenied/read.h"

/* Of what carries the lines of loggers; single letters are levels, pytest's and those of CRI. */
static const char *const of_carriers[] = {
    "exception",    "z",      "e",      "w",           "f",    "p",      "i",
    "stderr",       "stdout", "step",   "stage",       "rank", "worker", "main",
    "gcloud",       "wandb",  "gsutil", "pid",         "x",    "root",   "task",
    "categoryinfo", "http",   "status", "code",        "npm",  "pip",    "attempt",
    "retry",        "try",    "of",     "notspecified"};
/* What an answer is given under, the mark behind it off. */
static const char *const of_answers[] = {
    "message",   "msg",    "detail", "details",  "desc",     "reason",   "cause",    "caused",
    "by",        "status", "result", "response", "returned", "code",     "got",      "but",
    "from",      "server", "output", "body",     "exc_info", "exc",      "to",       "due",
    "because",   "last",   "level",  "ts",       "time",     "caller",   "severity", "logger",
    "component", "state",  "http",   "log",      "logs",     "traceback"};
/* Parts of words for who answers in a service's place, and for what is allowed to fail. */
static const char *const of_doubles[] = {
    "fake",     "mock",      "stub",      "emulat",  "dummy",     "drill",     "repla",
    "honey",    "simul",     "sandbox",   "chaos",   "allowlist", "whitelist", "optional",
    "expected", "localhost", "127.0.0.1", "example", "fixture",   "canned",    "recorded",
    "known",    "ignor",     "rehears",   "tolera",  "no error",  "0 error",   "correctly",
    "may fail", "docs/",     "previous",  "dry-run", "dry run",   "would fail"};

/* "expected", but not "unexpected"; "known", but not "unknown"; "0 errors", but not "10:00:00 ERROR". */
static bool stands_there(struct wd_str before, const char *part)
{
    size_t at = wd_str_ifind(before, part);

    if (at == WD_NPOS || at == 0)
        return at == 0;
    if (wd_is_digit(*part))
        return !wd_is_digit(before.ptr[at - 1]) && !wd_char_in(before.ptr[at - 1], ":-.,");
    return at < 2 || !wd_str_ieq(wd_str_sub(before, at - 2, 2), WD_STR("un"));
}

static bool has_part(struct wd_str before, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (stands_there(before, parts[i]))
            return true;
    return false;
}

static bool is_of_carrier(struct wd_str letters)
{
    return wd_text_is_loggers(letters) || WD_STR_IIN(letters, of_carriers);
}

/* Where the client's own message begins on the line; WD_NPOS: none does. */
static size_t start_of_message(struct wd_str line)
{
    static const char *const methods[] = {" GET http",    " POST http",  " PUT http",
                                          " DELETE http", " PATCH http", " HEAD http"};
    static const char *const others[] = {"ERROR: (gcloud.", "SDKError:", "SDK.ServerError",
                                         "SDK.ClientError", "User: acs:ram::"};
    size_t first = WD_NPOS;
    bool calls = wd_str_has(line, WD_STR(" http"));

    for (size_t i = 0; i < sizeof others / sizeof *others && first == WD_NPOS; i++)
        first = wd_str_find(line, wd_str_of(others[i]));

    for (size_t i = 0; i < sizeof methods / sizeof *methods && calls; i++) {
        size_t at = wd_str_find(line, wd_str_of(methods[i]));
        if (at != WD_NPOS && at >= 3 && wd_str_digits(line, at - 3) == 3 && at - 3 < first)
            first = at - 3;
    }
    return first;
}

/* A mark that loggers, boxes and ticks of failure stand for; the first of a line is no list's, quote's or change's. */
static bool is_trusted_mark(struct wd_str word, bool first)
{
    static const char *const of_failure[] = {
        "\xe2\x94",         "\xe2\x95",         "\xe2\x9c\x95",
        "\xe2\x9c\x96",     "\xe2\x9c\x97",     "\xe2\x9c\x98",
        "\xc3\x97",         "\xe2\x9d\x8c",     "!",
        "\xe2\x9a\xa0",     "\xe2\x86\x92",     "\xe2\x9b\x94",
        "\xf0\x9f\x92\xa5", "\xf0\x9f\x94\xa5", "\xf0\x9f\x94\xb4",
        "\xf0\x9f\x9a\xa8", "\xf0\x9f\x9a\xab", "\xf0\x9f\x9b\x91"};

    if (WD_STR_ANY(wd_str_starts, word, of_failure))
        return true;
    return !first && (wd_char_in(word.ptr[0], "-|:=\"'({[") || wd_str_eqz(word, "--") ||
                      wd_str_eqz(word, "->") || wd_str_eqz(word, "=>"));
}

/* A time, a number of a process: "2026-11-29T10:00:00Z", "[12]", "#9" of a build; but "1.", "2)", "412,". */
static bool is_number(struct wd_str word, bool first)
{
    size_t at = 0;

    while (wd_char_in(wd_str_at(word, at), "[(#<") && at < word.len)
        at++;
    if (!first && word.len == 5 && wd_char_in(word.ptr[0], "+-") && wd_str_digits(word, 1) == 4)
        return true; /* "+0000", behind a time */
    return wd_is_digit(wd_str_at(word, at)) &&
           (word.len - at < 2 || !wd_char_in(word.ptr[word.len - 1], ".)") || at > 0);
}

/* "E1120" of klog: a level and a date. */
static bool is_klog(struct wd_str word)
{
    return word.len == 5 && wd_char_in(word.ptr[0], "DEFIW") && wd_str_digits(word, 1) == 4;
}

/* "com.acme.Main", "train.py:12", "[fetch:4]", "{task.py:9}", "src/a.ts(12):", "worker-7d9f". Capitals and a number are a ticket's:
 * "KB0012:", "PLAT-3:". */
static bool is_place(struct wd_str word)
{
    size_t small = 0, joins = 0;

    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (!wd_is_word(c) && !wd_char_in(c, "./:-$(){}[],<>%"))
            return false;
        small += wd_is_letter(c) && !wd_is_upper(c);
        joins += i > 0 && i + 1 < word.len &&
                 (wd_char_in(c, "._/-") || (c == ':' && wd_is_digit(word.ptr[i + 1])) ||
                  (c == '[' && word.len - i > 5)); /* "app[3f2a]" */
    }
    return small > 0 && joins > 0 && (wd_is_letter(word.ptr[0]) || wd_char_in(word.ptr[0], "[({/"));
}

/* "Forbidden:", "PermissionDenied:", "IOException": a class. */
static bool is_class(struct wd_str letters)
{
    static const char *const ends[] = {"Error",       "Exception",    "Forbidden",
                                       "Denied",      "Unauthorized", "Warning",
                                       "ClientError", "DENIED",       "PermissionDenied"};

    return WD_STR_ANY(wd_str_ends, letters, ends);
}

/* "level=error", "msg=\"", "err=": a logger's key; "title=x" is somebody's. */
static bool is_key(struct wd_str word)
{
    size_t at = wd_str_find_char(word, '=');
    struct wd_str key = wd_str_letters(wd_str_sub(word, 0, at == WD_NPOS ? 0 : at));

    return key.len > 0 && (WD_STR_IIN(key, of_answers) || is_of_carrier(key));
}

/* "INFO:root:": the parts of one word. */
static bool is_level(struct wd_str word, struct wd_str letters)
{
    struct wd_str level = wd_str_letters(wd_str_sub(word, 0, wd_str_find_char(word, ':') + 1));

    return (is_of_carrier(letters) && (letters.len > 1 || letters.len == word.len)) ||
           (level.len > 2 && level.len + 1 < word.len && is_of_carrier(level));
}

/* "** ERROR **", "*** FATAL": stars that set a level off; a list's item has one. */
static bool sets_off(struct wd_str word, struct wd_str rest, bool placed)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] != '*')
            return false;
    return word.len > 1 && (placed || is_of_carrier(wd_str_letters(wd_str_word(&rest))));
}

static bool is_trusted(struct wd_str word, bool first)
{
    struct wd_str letters = wd_str_letters(word);

    bool changed =
        first && word.len > 1 && wd_char_in(word.ptr[0], "+-") && wd_is_letter(word.ptr[1]);

    if (changed || wd_text_is_of_tests(word) || wd_text_is_of_document(word))
        return false;
    if (wd_str_has(word, WD_STR("::")) && word.ptr[0] == ':')
        return wd_str_starts(word, WD_STR("::error")) || wd_str_starts(word, WD_STR("::warning"));
    if (is_number(word, first) || is_klog(word) || is_level(word, letters) || is_key(word) ||
        is_class(letters))
        return !wd_str_eqz(word, "[x]");
    if (letters.len == 0)
        return is_trusted_mark(word, first);
    return ((letters.len < word.len || wd_str_eqz(letters, "Caused")) &&
            WD_STR_IIN(letters, of_answers)) ||
           is_place(word) || wd_str_ends(word, WD_STR("..."));
}

/* "* google_project.x: " of Terraform: the item's own name is a place, as no list's is. */
static bool is_item_of_places(struct wd_str word, struct wd_str rest)
{
    struct wd_str next = wd_str_word(&rest);

    return wd_str_eqz(word, "*") && wd_str_ends(next, WD_STR(":")) && is_place(next) &&
           wd_str_find_char(next, '.') != WD_NPOS && !is_class(wd_str_letters(next)) &&
           !wd_text_is_of_document(next) && !wd_text_is_of_tests(next);
}

/* What is told of a failure: "upload of part 2 failed:", "Failed to read x:", "reading gs://x:". */
static bool tells_of_failure(struct wd_str before)
{
    static const char *const whole[] = {"error", "exited"};
    struct wd_str rest = before, word = wd_str_word(&rest);

    if (!wd_is_alnum(wd_str_at(word, 0)) && !wd_char_in(wd_str_at(word, 0), "[{("))
        return false;
    if (wd_str_ends(word, WD_STR("ing")) && wd_str_trim(rest).len > 0)
        return true;
    for (; word.len > 0; word = wd_str_word(&rest))
        if (wd_text_is_failure(wd_str_letters(word)) || WD_STR_IIN(wd_str_letters(word), whole))
            return true;
    return false;
}

/* "worker: ", "web-1  | ": the one name before the message is of a program. */
static bool is_named(struct wd_str before)
{
    struct wd_str rest = before, word = wd_str_word(&rest);

    rest = wd_str_trim(rest);
    return wd_str_eqz(rest, "|") ? wd_around_is_name(word)
                                 : rest.len == 0 && wd_text_names_program(before);
}

/* "fc: User: … is not authorized to perform: fc:InvokeFunction": the product whose action it is. */
static bool is_of_product(struct wd_str before, struct wd_str message)
{
    struct wd_str name = wd_str_trim(before); /* with its colon */

    return wd_str_ends(name, WD_STR(":")) && wd_str_find_char(name, ' ') == WD_NPOS &&
           wd_str_has(message, name);
}

bool wd_text_is_headed_strangely(struct wd_str line)
{
    size_t at = start_of_message(line);
    struct wd_str before = wd_around_without_speaker(wd_str_sub(line, 0, at == WD_NPOS ? 0 : at));
    struct wd_str rest = before;
    bool placed = false;

    if (wd_str_trim(before).len == 0)
        return false;
    if (has_part(before, of_doubles, sizeof of_doubles / sizeof *of_doubles))
        return true;
    if (tells_of_failure(before) || is_named(before) ||
        is_of_product(before, wd_str_from(line, at)))
        return false;
    rest = wd_str_trim(rest);
    if (wd_str_starts(rest, WD_STR("- ")) && wd_str_find(rest, WD_STR(" - ")) != WD_NPOS) {
        rest = wd_str_from(rest, 2); /* "- load - ERROR - ": the time is taken off */
        placed = true;
    }
    for (size_t count = 0; (rest = wd_str_trim(rest)).len > 0; count++) {
        struct wd_str word = wd_str_word(&rest);
        bool trusted =
            is_trusted(word, count == 0) || sets_off(word, rest, placed) ||
            (count == 0 && (wd_text_names_program(word) || is_item_of_places(word, rest)));
        if (!trusted && !(placed && wd_around_is_name(word)))
            return true;
        placed = placed || (trusted && wd_str_letters(word).len != 1);
    }
    return false;
}
