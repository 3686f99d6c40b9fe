/* What a line says before it names who was refused. A program's logger writes a time, a level, a place in the code; a
 * client the call and what failed. Whatever else stands there may be anybody's: the title of a commit, the name of a
 * file, who speaks in a chat (`HEAD is now at 9fceb02 …`, `adding: …`, `mallory: …`, `PASSED …`, `1. …`). So those words
 * are known, and all others are not trusted. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"

/* Of loggers, of dates. */
static const char *const of_loggers[] = {
    "internal", "unknown", "trace",  "debug",    "info", "notice", "warn",  "warning",
    "error",    "err",     "severe", "critical", "crit", "fatal",  "alert", "panic",
    "emerg",    "jan",     "feb",    "mar",      "apr",  "may",    "jun",   "jul",
    "aug",      "sep",     "oct",    "nov",      "dec",  "mon",    "tue",   "wed",
    "thu",      "fri",     "sat",    "sun",      "utc",  "gmt",    "cst",   "jst"};
/* Begins of words with which clients and services lead to an answer, or name whom it is about. */
static const char *const of_answers[] = {
    "access",  "account",   "agent",    "answer",   "api",       "because", "build",   "call",
    "cannot",  "caus",      "client",   "cloud",    "code",      "could",   "deni",    "denied",
    "deploy",  "detail",    "does",     "err",      "exception", "fail",    "fault",   "forbid",
    "gcloud",  "google",    "http",     "identit",  "invalid",   "member",  "messag",  "msg",
    "permiss", "principal", "problem",  "reason",   "refus",     "reject",  "request", "requir",
    "respon",  "result",    "returned", "role",     "rpc",       "serv",    "stat",    "stderr",
    "stdout",  "subject",   "unable",   "unauthor", "using"};
/* … and whole words. */
static const char *const of_answers_whole[] = {"desc", "not", "user"};
/* Words for what somebody else sent, or is over, whatever stands beside them. */
static const char *const of_others[] = {
    "alarmed",      "allegedly",  "assistant",  "cached",        "captured", "chatgpt",
    "claim",        "claimed",    "claims",     "documentation", "draft",    "dry-run",
    "e.g",          "echo",       "email",      "example",       "fake",     "false",
    "fixed",        "forum",      "gpt",        "head",          "header",   "human",
    "hypothetical", "if",         "ignore",     "ignored",       "ignoring", "imagine",
    "intended",     "known",      "label",      "llm",           "login",    "longer",
    "merge",        "mock",       "mocked",     "myth",          "ok",       "output",
    "pass",         "passed",     "password",   "planned",       "pretend",  "pretended",
    "previous",     "referer",    "release",    "resolved",      "retried",  "rumour",
    "sample",       "simulated",  "simulation", "skip",          "skipped",  "suppose",
    "supposed",     "todo",       "transient",  "true",          "typed",    "unless",
    "untrue",       "user-agent", "username",   "where",         "would",    "wrongly"};

static bool begins_one_of(struct wd_str word)
{
    for (size_t i = 0; i < sizeof of_answers / sizeof *of_answers; i++)
        if (wd_str_istarts(word, wd_str_of(of_answers[i])))
            return true;
    return WD_STR_IIN(word, of_answers_whole);
}

/* The next word between blanks. */
static struct wd_str next_word(struct wd_str *rest)
{
    size_t end = 0;

    *rest = wd_str_trim_left(*rest);
    while (end < rest->len && !wd_char_in(rest->ptr[end], " \t"))
        end++;
    struct wd_str word = wd_str_sub(*rest, 0, end);
    *rest = wd_str_from(*rest, end);
    return word;
}

/* Letters alone, the marks around them off: "(resolved):" is resolved. */
struct wd_str wd_evidence_letters(struct wd_str word)
{
    size_t from = 0, to = word.len;

    while (from < to && !wd_is_letter(word.ptr[from]))
        from++;
    while (to > from && !wd_is_letter(word.ptr[to - 1]))
        to--;
    return wd_str_sub(word, from, to - from);
}

/* A time, an id, a place in the code, a host, a class: "12:00:01", "train.py:12", "[main]", "com.acme.Main". */
static bool is_place(struct wd_str word)
{
    bool bracketed = word.ptr[0] == '[' || word.ptr[word.len - 1] == ']';

    if (bracketed)
        return true;
    for (size_t i = 0; i < word.len; i++)
        if (wd_is_digit(word.ptr[i]) || wd_char_in(word.ptr[i], "./_=") ||
            (word.ptr[i] == '-' && i > 0))
            return true;
    return false;
}

/* A name and a number, as grep shows a line of a document or of a description; of a source or a log it is where a logger
 * stands. */
static bool is_line_of_document(struct wd_str word)
{
    static const char *const kinds[] = {
        ".md:", ".rst:",   ".adoc:", ".txt:", ".html:", ".ipynb:", ".yaml:", ".yml:", ".json:",
        ".tf:", ".patch:", ".diff:", ".mdx:", ".toml:", ".snap:",  ".po:",   ".xml:"};

    return wd_is_digit(word.ptr[word.len - 1] == ':' && word.len > 1 ? word.ptr[word.len - 2]
                                                                     : word.ptr[word.len - 1]) &&
           WD_STR_ANY(wd_str_has, word, kinds);
}

/* "9fceb02", "(9fceb02)": of a commit, whose title anybody writes. */
static bool is_commit(struct wd_str word)
{
    size_t from = 0, to = word.len, digits = 0;

    while (from < to && !wd_is_alnum(word.ptr[from]))
        from++;
    while (to > from && wd_char_in(word.ptr[to - 1], "])"))
        to--;
    for (size_t i = from; i < to; i++) {
        if (!wd_is_digit(word.ptr[i]) && !(word.ptr[i] >= 'a' && word.ptr[i] <= 'f'))
            return false;
        digits += wd_is_digit(word.ptr[i]);
    }
    return to - from >= 7 && to - from <= 40 && digits > 0 && digits < to - from;
}

/* "app[12]:", as syslog names who writes. */
static bool is_tag(struct wd_str word)
{
    size_t open = wd_str_find_char(word, '[');

    return open != WD_NPOS && open > 0 && wd_str_ends(word, WD_STR("]:")) &&
           wd_is_digit(wd_str_at(word, open + 1));
}

/* "1.", "2)", "*", "-", "+", "#12": an item of somebody's list, a line of a change. */
static bool is_item(struct wd_str word)
{
    size_t digits = 0;

    while (digits < word.len && wd_is_digit(word.ptr[digits]))
        digits++;
    if (digits > 0 && digits + 1 == word.len && wd_char_in(word.ptr[digits], ".)"))
        return true;
    return word.len > 0 &&
           (word.ptr[0] == '#' || (word.len == 1 && wd_char_in(word.ptr[0], "*-+|>#")));
}

/* "reading gs://b/x:", "Uploading chunk 3:": what a program does, and with what; but "Applying: …", "adding: …". */
static bool is_doing(struct wd_str before)
{
    struct wd_str rest = before, word = next_word(&rest);

    return wd_str_ends(word, WD_STR("ing")) && wd_str_trim(rest).len > 0 &&
           wd_str_ends(before, WD_STR(":"));
}

/* "ERROR" is a level, "error" what went wrong. */
static bool is_level(struct wd_str letters)
{
    return !wd_str_eqz(letters, "error") && WD_STR_IIN(letters, of_loggers);
}

static bool is_taken_back(struct wd_str before)
{
    static const char *const phrases[] = {"not an error", "resolve host", "user that"};

    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (wd_str_ihas(before, phrases[i]))
            return true;
    return false;
}

/* `logger.error("`, `print("`: what a program would say; and another account's name before this one. */
static bool is_written_in_code(struct wd_str before)
{
    static const char *const calls[] = {"logger.", "log.",    "logging.", "console.", "print",
                                        "fmt.",    "printf(", "echo(",    "assert",   "raise "};
    struct wd_str line = wd_str_trim_left(before);

    return (WD_STR_ANY(wd_str_starts, line, calls) && wd_str_find_char(line, '(') != WD_NPOS) ||
           wd_str_has(before, WD_STR(".gserviceaccount.com:"));
}

bool wd_evidence_is_prefixed(struct wd_str before)
{
    static const char *const codes[] = {"401", "403"};
    struct wd_str rest = wd_str_trim(before);
    bool answers = is_doing(rest), strange = false, item = false, placed = false;

    if (is_written_in_code(rest) || is_taken_back(rest))
        return true;

    while (rest.len > 0) {
        struct wd_str word = next_word(&rest), letters = wd_evidence_letters(word);
        item = is_item(word) && !(wd_str_eqz(word, "-") && placed);
        placed = placed || (letters.len > 0 && is_place(word));
        answers = answers || is_tag(word) || WD_STR_ANY(wd_str_starts, word, codes);
        strange = strange || is_commit(word);
        if (letters.len == 0 || is_level(letters))
            continue;
        if (WD_STR_IIN(letters, of_others) || is_line_of_document(word))
            return true;
        if (begins_one_of(letters) || wd_str_ihas(letters, "error") ||
            wd_str_ihas(letters, "exception") || wd_str_ihas(letters, "denied"))
            answers = true;
        else if (!is_place(word))
            strange = true;
    }
    return item || wd_str_starts(wd_str_trim(before), WD_STR(">")) || (strange && !answers);
}
