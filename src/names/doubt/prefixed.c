/* What a line says before it names who was refused. A program's logger writes a time, a level, a place in the code; a
 * client the call and what failed. Whatever else stands there may be anybody's: the title of a commit, the name of a
 * file, who speaks in a chat (`HEAD is now at 9fceb02 …`, `adding: …`, `mallory: …`, `PASSED …`, `1. …`). So those words
 * are known, and all others are not trusted. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"
#include "whydenied/read.h"

static const char *const codes[] = {"401", "403"};
/* Begins of words with which clients and services lead to an answer, or name whom it is about. */
static const char *const of_answers[] = {
    "access",   "account", "agent",  "answer",  "api",       "because",  "build",    "compute",
    "consumer", "engine",  "call",   "cannot",  "caus",      "client",   "cloud",    "code",
    "could",    "deni",    "denied", "deploy",  "detail",    "does",     "err",      "exception",
    "fail",     "fault",   "forbid", "gcloud",  "google",    "http",     "identit",  "invalid",
    "member",   "messag",  "msg",    "permiss", "principal", "problem",  "reason",   "refus",
    "reject",   "request", "requir", "respon",  "result",    "returned", "role",     "rpc",
    "serv",     "stat",    "stderr", "stdout",  "subject",   "unable",   "unauthor", "using",
    "attempt"};
/* … and whole words. */
static const char *const of_answers_whole[] = {"body",  "desc",      "log",  "not",  "rank",
                                               "stage", "traceback", "user", "with", "worker"};
/* Words for what somebody else sent, is over, is allowed or is supposed, whatever stands beside them. */
static const char *const of_others[] = {
    "accepted",   "adding",       "alarmed",   "allegedly",  "allowed",     "anatomy",
    "anybody",    "anyone",       "assistant", "audit-only", "benign",      "cached",
    "captured",   "chapter",      "chatgpt",   "cheatsheet", "claim",       "claimed",
    "claims",     "cleared",      "closed",    "common",     "commonly",    "documentation",
    "done",       "draft",        "drill",     "dry-run",    "dryrun",      "e.g",
    "echo",       "email",        "enforced",  "example",    "fake",        "false",
    "faq",        "fixed",        "fixture",   "formerly",   "forum",       "frequent",
    "glossary",   "gpt",          "harmless",  "historical", "how",         "human",
    "hypothesis", "hypothetical", "if",        "ignore",     "ignored",     "ignoring",
    "imagine",    "injected",     "injecting", "intended",   "known",       "lesson",
    "likely",     "llm",          "login",     "longer",     "looks",       "might",
    "mock",       "mocked",       "myth",      "never",      "often",       "ok",
    "pass",       "passed",       "password",  "planned",    "playbook",    "post-mortem",
    "postmortem", "predicted",    "pretend",   "pretended",  "preview",     "previous",
    "quiz",       "recovered",    "referer",   "rehearsal",  "report-only", "resolved",
    "retried",    "rumour",       "runbook",   "sample",     "shadow",      "simulated",
    "simulation", "skip",         "skipped",   "slide",      "sometimes",   "stub",
    "stubbed",    "suppose",      "supposed",  "suppressed", "symptom",     "tldr",
    "todo",       "tolerated",    "transient", "true",       "tutorial",    "typed",
    "typical",    "typically",    "unless",    "untrue",     "user-agent",  "username",
    "usually",    "warm-up",      "what",      "what-if",    "whenever",    "where",
    "who",        "why",          "wiki",      "will",       "would",       "wrongly",
    "xfail",      "yesterday"};
/* The same, but for a thing that a program failed with: "Error writing output:", "merge failed:". */
static const char *const of_things[] = {"cassette", "dashboard", "demo",   "exercise", "fixture",
                                        "fixtures", "head",      "header", "label",    "merge",
                                        "output",   "release",   "tip"};
/* Whole words for what went wrong, beside those that begin as wd_text_is_failure knows. */
static const char *const of_failures_whole[] = {"but", "err", "exited", "got", "not"};

static bool begins_one_of(struct wd_str word)
{
    return WD_STR_ISTARTS_ANY(word, of_answers) || WD_STR_IIN(word, of_answers_whole);
}

/* "error:", "error reading x", "error in x", "error 403"; but "error budget", "error text". */
static bool is_error(struct wd_str word, struct wd_str rest)
{
    static const char *const joints[] = {"in",   "from",     "while", "when",   "for", "with",
                                         "on",   "at",       "of",    "was",    "is",  "and",
                                         "code", "occurred", "has",   "message"};
    struct wd_str next = wd_str_word(&rest), letters = wd_str_letters(next);

    if (!wd_str_ihas(word, "error") && !wd_str_ihas(word, "exception"))
        return false;
    return letters.len == 0 || letters.len < next.len || word.len > wd_str_letters(word).len ||
           word.len > 6 || wd_str_ends(letters, WD_STR("ing")) || WD_STR_IIN(letters, joints);
}

/* Does it say that something went wrong? What stands in quotes is a name. */
static bool fails(struct wd_str word, struct wd_str rest)
{
    size_t key = wd_str_rfind_char(word, '='); /* "message=Failed to …" */
    struct wd_str letters = wd_str_letters(wd_str_from(word, key == WD_NPOS ? 0 : key));

    if (word.len == 0 || wd_char_in(word.ptr[0], "'\"`"))
        return false;
    return wd_text_is_failure(letters) || WD_STR_IIN(letters, of_failures_whole) ||
           wd_str_has(word, WD_STR("code=PermissionDenied")) || is_error(word, rest);
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
    struct wd_str rest = before, word = wd_str_word(&rest);

    if (wd_str_eqz(word, "while") || wd_str_eqz(word, "when"))
        word = wd_str_word(&rest);
    return wd_str_ends(word, WD_STR("ing")) && wd_str_trim(rest).len > 0 &&
           wd_str_ends(before, WD_STR(":"));
}

/* "reading config:" of "WARN reading config:" and of "main: reading config:". */
static struct wd_str last_clause(struct wd_str before)
{
    for (size_t at; (at = wd_str_find(before, WD_STR(": "))) != WD_NPOS;)
        before = wd_str_from(before, at + 2);
    return before;
}

/* "ERROR" is a level, "error" and "Error" what went wrong; "W" and "F" stand for one, too; "E" is pytest's, of a
 * test that may have wanted it. */
static bool is_level(struct wd_str letters)
{
    bool upper = letters.len > 1 && wd_is_upper(letters.ptr[1]);

    if (letters.len == 1)
        return wd_char_in(letters.ptr[0], "FW");

    return (upper || !wd_str_ieq(letters, WD_STR("error"))) && wd_text_is_loggers(letters);
}

/* "ERROR gave up:", "03:00:01 fetch shot 12:": behind a level or a time with seconds a program says what it did. */
static bool is_logged(struct wd_str clause)
{
    struct wd_str rest = clause, word = wd_str_word(&rest), letters = wd_str_letters(word);

    if (word.len == 1)
        word = wd_str_word(&rest); /* "E 2026-11-20T03:00:02Z sync:" */
    if (wd_str_digits(word, 0) == 4 && wd_str_find_char(word, ':') == WD_NPOS)
        word = wd_str_word(&rest); /* the date */
    if (wd_str_find_char(word, 'T') == 10)
        word = wd_str_from(word, 11);
    return (letters.len > 3 && wd_is_upper(letters.ptr[1]) && is_level(letters)) ||
           (wd_str_digits(word, 0) == 2 && wd_str_at(word, 2) == ':' && wd_str_at(word, 5) == ':' &&
            wd_str_digits(word, 6) >= 2);
}

/* People's sentences: words of no logger, and none of what went wrong ("A typical message looks like this:"). What is
 * told of an action ("reading config:") is no such sentence, nor one word alone. */
static bool is_prose(struct wd_str clause)
{
    enum { OF_A_LOG = 3 };
    size_t strange = 0, most = is_logged(clause) ? OF_A_LOG : 1;

    if (is_doing(clause))
        return false;
    while ((clause = wd_str_trim(clause)).len > 0) {
        struct wd_str word = wd_str_word(&clause), letters = wd_str_letters(word);
        if (fails(word, clause))
            return false;
        strange +=
            letters.len > 0 && !is_level(letters) && !begins_one_of(letters) && !is_place(word);
    }
    return strange > most;
}

/* One of the parts that end in a colon is. */
static bool has_prose(struct wd_str before)
{
    for (size_t at; (at = wd_str_find(before, WD_STR(": "))) != WD_NPOS;
         before = wd_str_from(before, at + 2))
        if (is_prose(wd_str_sub(before, 0, at + 1)))
            return true;
    return is_prose(before);
}

/* "Fixed schedule job failed:" is of a job; "fixed:", "fixed error" of what is over. */
static bool is_of_others(struct wd_str word, struct wd_str rest)
{
    struct wd_str letters = wd_str_letters(word), next = wd_str_word(&rest);

    if (wd_str_ieq(letters, WD_STR("fixed")) && word.len == letters.len && next.len > 0 &&
        !fails(next, rest))
        return false;
    return WD_STR_IIN(letters, of_others);
}

/* What the words of a lead show. */
struct lead {
    bool taken_back, thing, fails, answers, strange, item;
};

/* "thumbnails:" */
static bool is_plain_name(struct wd_str word)
{
    for (size_t i = 0; i + 1 < word.len; i++)
        if (!wd_is_word(word.ptr[i]) && word.ptr[i] != '-')
            return false;
    return wd_str_ends(word, WD_STR(":")) && !WD_STR_IIN(wd_str_letters(word), of_others);
}

/* "in" of "ERROR in app:", a logger's name between tabs; "ERROR thumbnails: ", as loggers put their names: people speak at
 * no such level. */
static bool is_behind_level(struct wd_str word, struct wd_str level, struct wd_str rest)
{
    static const char *const of_speech[] = {"info", "notice", "debug", "trace"};

    return wd_str_eqz(word, "in") || wd_str_at(rest, 0) == '\t' ||
           (wd_str_trim(rest).len == 0 && is_plain_name(word) && wd_is_upper(wd_str_at(level, 1)) &&
            !WD_STR_IIN(level, of_speech));
}

static void weigh_word(struct lead *lead, struct wd_str word, struct wd_str letters,
                       struct wd_str rest)
{
    bool failed = fails(word, rest) || wd_str_ihas(letters, "denied");

    lead->taken_back = lead->taken_back || is_of_others(word, rest) ||
                       wd_text_is_of_document(word) ||
                       (wd_text_is_of_tests(word) && !wd_str_starts(word, WD_STR("spec.")));
    lead->thing = lead->thing || WD_STR_IIN(letters, of_things);
    lead->fails = lead->fails || failed;
    if (failed || begins_one_of(letters))
        lead->answers = true;
    else if (!is_place(word))
        lead->strange = true;
}

/* "03:00:01,123 - load - ERROR - " of Python's logging, its time there or taken off: without the logger's name. */
static struct wd_str without_logger(struct wd_str lead)
{
    struct wd_str rest = lead, word = wd_str_word(&rest);

    while (wd_is_digit(wd_str_at(word, 0)))
        word = wd_str_word(&rest);
    wd_str_word(&rest);
    return wd_str_eqz(word, "-") && wd_str_starts(rest, WD_STR(" - ")) ? rest : lead;
}

static struct lead lead_of(struct wd_str before)
{
    struct wd_str rest = without_logger(before);
    struct lead lead = {.answers = is_doing(last_clause(wd_str_trim(rest)))};
    struct wd_str level = WD_STR_NONE;
    bool placed = false, levelled = false;
    size_t words = 0;

    while (rest.len > 0) {
        struct wd_str word = wd_str_word(&rest), letters = wd_str_letters(word);
        if (word.len == 0)
            break;
        if (levelled && is_behind_level(word, level, rest)) {
            word =
                wd_str_eqz(word, "in") ? wd_str_word(&rest) : word; /* "ERROR in app:" of Flask */
            letters = WD_STR_NONE;
            lead.answers = true;
        }
        levelled = is_level(letters);
        level = letters;
        if (levelled && words == 1)
            lead.strange = false; /* "npm ERR!" */
        words += letters.len > 0;
        lead.item = is_item(word) && !(wd_str_eqz(word, "-") && placed);
        placed = placed || (letters.len > 0 && is_place(word)) || levelled;
        lead.answers = lead.answers || is_tag(word) || WD_STR_ANY(wd_str_starts, word, codes);
        lead.strange = lead.strange || is_commit(word);
        if (letters.len == 0 || levelled)
            continue;
        weigh_word(&lead, word, letters, rest);
    }
    lead.taken_back = lead.taken_back || (lead.thing && !lead.fails);
    return lead;
}

bool wd_evidence_is_prefixed(struct wd_str before)
{
    struct lead lead = lead_of(wd_str_trim_left(before));

    return wd_evidence_is_marked(before) || lead.taken_back || lead.item ||
           wd_str_starts(wd_str_trim(before), WD_STR(">")) ||
           (lead.strange && !lead.answers && !wd_text_names_program(before));
}

/* sshd's and login's: what stands behind it, a stranger typed. */
static bool is_typed(struct wd_str before)
{
    return wd_str_ihas(before, "invalid user") || wd_str_ihas(before, "illegal user");
}

bool wd_evidence_is_led_strangely(struct wd_str before)
{
    struct wd_str rest = wd_str_trim(before);
    struct lead lead = lead_of(wd_str_trim_left(before));

    return wd_evidence_is_marked(before) || wd_evidence_is_changed(before) || is_typed(before) ||
           lead.taken_back || has_prose(rest) ||
           (lead.strange && !lead.answers && !wd_text_names_program(rest));
}
