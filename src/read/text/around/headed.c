/* What stands before the whole message of a client: google-api-core's "403 GET https://…: …", gcloud's "ERROR: (gcloud.x) …".
 * A client prints it where a line begins, behind a logger's words (a time, a level, a class, a place in the code), a
 * carrier's ("Step #1 - "copy":", "web-1  | ", "stderr F"), or a program's own for what failed. Behind anything else
 * somebody hands it on: "Fwd: ", "KB0012: ", "[DRILL] ", "- ", "+". So the words that are trusted are known, each of
 * them has to be one, and the rest is not. */
#include "read/text/around/around.h"

#include "whydenied/base/char.h"
#include "whydenied/read.h"

/* Of what carries the lines of loggers; single letters are levels, pytest's and those of CRI. */
static const char *const of_carriers[] = {"exception",
                                          "z",
                                          "e",
                                          "w",
                                          "f",
                                          "p",
                                          "i",
                                          "stderr",
                                          "stdout",
                                          "step",
                                          "main",
                                          "gcloud",
                                          "wandb",
                                          "gsutil",
                                          "pid",
                                          "x",
                                          "root",
                                          "task",
                                          "categoryinfo",
                                          "http",
                                          "status",
                                          "code",
                                          "npm",
                                          "pip",
                                          "attempt",
                                          "retry",
                                          "try",
                                          "of",
                                          "notspecified"};
/* What an answer is given under, the mark behind it off. */
static const char *const of_answers[] = {
    "message", "msg",    "detail",   "details", "desc",      "reason",   "cause",
    "caused",  "by",     "status",   "result",  "response",  "returned", "code",
    "got",     "but",    "from",     "server",  "output",    "body",     "exc_info",
    "exc",     "to",     "due",      "because", "last",      "level",    "ts",
    "time",    "caller", "severity", "logger",  "component", "state",    "http"};
/* Parts of words for who answers in a service's place, and for what is allowed to fail. */
static const char *const of_doubles[] = {
    "fake",      "mock",     "stub",     "emulat",    "dummy",     "drill",
    "repla",     "honey",    "simul",    "sandbox",   "chaos",     "allowlist",
    "whitelist", "optional", "expected", "localhost", "127.0.0.1", "example",
    "fixture",   "canned",   "recorded", "known",     "ignor",     "rehears",
    "tolera",    "no error", "0 error",  "correctly", "may fail",  "docs/"};

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
    size_t first = wd_str_find(line, WD_STR("ERROR: (gcloud."));
    bool calls = wd_str_has(line, WD_STR(" http"));

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
        "\xe2\x94",     "\xe2\x95", "\xe2\x9c\x96", "\xe2\x9c\x97",
        "\xe2\x9c\x98", "\xc3\x97", "\xe2\x9d\x8c", "!"};

    if (WD_STR_ANY(wd_str_starts, word, of_failure))
        return true;
    return !first && (wd_char_in(word.ptr[0], "-|:=\"'({[") || wd_str_eqz(word, "--") ||
                      wd_str_eqz(word, "->") || wd_str_eqz(word, "=>"));
}

/* A time, a number of a process: "2026-11-29T10:00:00Z", "[12]", "#9" of a build; but "1.", "2)", "412,". */
static bool is_number(struct wd_str word)
{
    size_t at = 0;

    while (wd_char_in(wd_str_at(word, at), "[(#<") && at < word.len)
        at++;
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
                 (wd_char_in(c, "._/-") || (c == ':' && wd_is_digit(word.ptr[i + 1])));
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

    if (wd_text_is_of_tests(word) || wd_text_is_of_document(word))
        return false;
    if (wd_str_has(word, WD_STR("::")) && word.ptr[0] == ':')
        return wd_str_starts(word, WD_STR("::error")) || wd_str_starts(word, WD_STR("::warning"));
    if (is_number(word) || is_klog(word) || is_level(word, letters) || is_key(word) ||
        is_class(letters))
        return !wd_str_eqz(word, "[x]");
    if (letters.len == 0)
        return is_trusted_mark(word, first);
    return ((letters.len < word.len || wd_str_eqz(letters, "Caused")) &&
            WD_STR_IIN(letters, of_answers)) ||
           is_place(word) || wd_str_ends(word, WD_STR("..."));
}

/* A name of lower letters, as hosts, pods and loggers have: "host1", "app:", "[main]". */
static bool is_name(struct wd_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (wd_is_upper(word.ptr[i]) ||
            (!wd_is_word(word.ptr[i]) && !wd_char_in(word.ptr[i], "[]:-()")))
            return false;
    return word.len > 1 && wd_is_alnum(word.ptr[wd_char_in(word.ptr[0], "[(")]);
}

/* What is told of a failure: "upload of part 2 failed:", "Failed to read x:", "reading gs://x:". */
static bool tells_of_failure(struct wd_str before)
{
    struct wd_str rest = before, word = wd_str_word(&rest);

    if (!wd_is_alnum(wd_str_at(word, 0)) && !wd_char_in(wd_str_at(word, 0), "[{("))
        return false;
    if (wd_str_ends(word, WD_STR("ing")) && wd_str_trim(rest).len > 0)
        return true;
    for (; word.len > 0; word = wd_str_word(&rest))
        if (wd_text_is_failure(wd_str_letters(word)) ||
            wd_str_ieq(wd_str_letters(word), WD_STR("error")))
            return true;
    return false;
}

/* A program's name says what it does, or is known. */
static bool is_program(struct wd_str name)
{
    static const char *const of_programs[] = {
        "ker",    "ler",  "der",    "ner",     "cher",     "rver",  "ger",   "umer", "ucer",
        "or",     "app",  "api",    "job",     "task",     "web",   "svc",   "ing",  "ice",
        "build",  "main", "deploy", "ctl",     "form",     "cloud", "agent", "util", "docker",
        "kaniko", "flow", "cron",   "default", "pipeline", "raylet"};
    static const char *const of_people[] = {"after",  "answer", "customer", "earlier",  "later",
                                            "letter", "number", "other",    "reader",   "reminder",
                                            "banner", "tester", "user",     "reporter", "either"};

    return !WD_STR_IIN(wd_str_letters(name), of_people) &&
           WD_STR_ANY(wd_str_ends, name, of_programs);
}

/* "worker: ", "==> default: " */
bool wd_text_names_program(struct wd_str lead)
{
    struct wd_str rest = lead, name = WD_STR_NONE;

    while (rest.len > 0) {
        struct wd_str word = wd_str_word(&rest);
        if (wd_str_letters(word).len > 0 && name.len > 0)
            return false;
        name = wd_str_letters(word).len > 0 ? word : name;
    }
    return name.len > 2 && name.ptr[name.len - 1] == ':' &&
           is_program(wd_str_sub(name, 0, name.len - 1));
}

/* "worker: ", "web-1  | ": the one name before the message is of a program. */
static bool is_named(struct wd_str before)
{
    struct wd_str rest = before, word = wd_str_word(&rest);

    rest = wd_str_trim(rest);
    return wd_str_eqz(rest, "|") ? is_name(word) : rest.len == 0 && wd_text_names_program(before);
}

/* What stands in the brackets that the text begins with; *rest: behind them and a colon. Empty: it does not. */
static struct wd_str bracketed(struct wd_str text, struct wd_str *rest)
{
    struct wd_str s = wd_str_trim_left(text);
    size_t open = wd_char_in(wd_str_at(s, 0), "[(");
    size_t close = open ? wd_str_find_char(s, s.ptr[0] == '(' ? ')' : ']') : WD_NPOS;

    if (close == WD_NPOS || close > 80)
        return WD_STR_NONE;
    *rest = wd_str_from(s, close + 1);
    *rest = wd_str_trim_left(wd_str_from(*rest, wd_str_at(*rest, 0) == ':'));
    return wd_str_sub(s, 1, close - 1);
}

/* "rank0", "trainer", "Trainer": a worker's name and number, or a program's; people have neither. */
static bool is_worker(struct wd_str name)
{
    struct wd_str letters = wd_str_letters(name);

    for (size_t i = 1; i < name.len; i++)
        if (!wd_is_alnum(name.ptr[i]) || wd_is_upper(name.ptr[i]))
            return false;
    return letters.len > 2 && letters.ptr == name.ptr &&
           (letters.len < name.len || is_program(name));
}

/* "[rank0]: " of torchrun, "(raylet) ", "(Worker pid=41, ip=10.0.0.4) " of Ray: the process that a line comes from. */
static struct wd_str without_process(struct wd_str before)
{
    static const char *const facts[] = {" pid=", " ip=", " rank="};
    struct wd_str rest = before, name = bracketed(before, &rest);

    return is_worker(name) || WD_STR_ANY(wd_str_has, name, facts) ? rest : before;
}

/* "[fetch : run] " of Tekton, "[ci/render]   | " of act, "[Step 1/2] " of TeamCity: which part of a run it is. A ticket in
 * brackets is in capitals, and what is told of the rest in words. */
static struct wd_str without_part(struct wd_str before)
{
    struct wd_str rest = before;
    while (rest.len > 0 && wd_char_in(rest.ptr[0], " :"))
        rest = wd_str_from(rest, 1);
    size_t close = wd_str_at(rest, 0) == '[' ? wd_str_find_char(rest, ']') : WD_NPOS;
    bool joined = false;

    for (size_t i = 1; close != WD_NPOS && i < close; i++) {
        char c = rest.ptr[i];
        if (wd_is_upper(c) && (i > 1 || wd_is_upper(rest.ptr[i + 1])))
            return before;
        joined = joined || wd_char_in(c, ":/");
    }
    if (close == WD_NPOS || close > 60 || !joined)
        return before;
    rest = wd_str_trim_left(wd_str_from(rest, close + 1));
    while (rest.len > 0 && wd_char_in(rest.ptr[0], "|: "))
        rest = wd_str_from(rest, 1);
    return rest;
}

/* "::error file=x.py,line=12::" of GitHub's runners. */
static struct wd_str without_annotation(struct wd_str before)
{
    size_t end =
        wd_str_starts(before, WD_STR("::error ")) || wd_str_starts(before, WD_STR("::warning "))
            ? wd_str_find(wd_str_from(before, 2), WD_STR("::"))
            : WD_NPOS;

    return end == WD_NPOS ? before : wd_str_from(before, end + 4);
}

/* `Step #1 - "copy": ` of Cloud Build is taken off; PowerShell repeats a message in an item of its own. */
static struct wd_str without_carrier(struct wd_str before)
{
    before = without_part(without_part(without_process(without_annotation(before))));

    size_t end =
        wd_str_starts(before, WD_STR("Step #")) ? wd_str_find(before, WD_STR(": ")) : WD_NPOS;

    if (wd_str_has(before, WD_STR("+ CategoryInfo ")))
        return WD_STR_NONE;
    return end == WD_NPOS ? before : wd_str_from(before, end + 2);
}

bool wd_text_is_headed_strangely(struct wd_str line)
{
    size_t at = start_of_message(line);
    struct wd_str before = without_carrier(wd_str_sub(line, 0, at == WD_NPOS ? 0 : at));
    struct wd_str rest = before;
    bool placed = false;

    if (wd_str_trim(before).len == 0)
        return false;
    if (has_part(before, of_doubles, sizeof of_doubles / sizeof *of_doubles))
        return true;
    if (tells_of_failure(before) || is_named(before))
        return false;
    rest = wd_str_trim(rest);
    if (wd_str_starts(rest, WD_STR("- ")) && wd_str_find(rest, WD_STR(" - ")) != WD_NPOS) {
        rest = wd_str_from(rest, 2); /* "- load - ERROR - ": the time is taken off */
        placed = true;
    }
    for (size_t count = 0; (rest = wd_str_trim(rest)).len > 0; count++) {
        struct wd_str word = wd_str_word(&rest);
        bool trusted = is_trusted(word, count == 0) || sets_off(word, rest, placed);
        if (!trusted && !(placed && is_name(word)))
            return true;
        placed = placed || (trusted && wd_str_letters(word).len != 1);
    }
    return false;
}
