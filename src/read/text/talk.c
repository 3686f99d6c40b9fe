/* Talk: a line that speaks of refusals and tells of none. Changelogs, titles of commits, help texts, source
 * code, suppositions, rehearsals. How a line opens gives it away, or a phrase in it. Asked only of lines
 * that hold a word of refusal. (Names of tests: sayings.c.) */
#include "read/text/talk.h"
#include "read/refusal/past.h"
#include "read/text/text.h"

#include "whydenied/base/char.h"

/* "wandb: WARNING ", "INFO: ": who speaks, and how loud. */
static struct wd_str labels_off(struct wd_str s)
{
    static const char *const labels[] = {"wandb", "info", "warning", "warn", "debug"};

    for (unsigned i = 0; i < 3; i++) {
        size_t len = 0;
        while (len < s.len && wd_is_alnum(s.ptr[len]))
            len++;
        if (len == 0 || len == s.len || !wd_char_in(s.ptr[len], ": ]") ||
            !WD_STR_ISTARTS_ANY(wd_str_sub(s, 0, len), labels))
            break;
        s = wd_text_marks_off(wd_str_from(s, len + 1));
    }
    return s;
}

/* "When I run X, I get: …", "If we deploy, it fails: …": somebody tells what happened, on the same line. */
static bool is_lived_through(struct wd_str s)
{
    static const char *const openings[] = {"when i ",      "when we ", "whenever i ",
                                           "whenever we ", "if i ",    "if we "};
    static const char *const meets[] = {
        " i get ",     " we get ", " i got ",  " i see ", " we see ",           " fails",
        " i receive ", " gives ",  " throws ", " says",   " error is reported", " error occurs"};

    if (!WD_STR_ISTARTS_ANY(s, openings) || wd_str_ends(wd_str_trim(s), WD_STR("?")))
        return false;
    return WD_STR_IHAS_ANY(s, meets);
}

/* "If you see …", "When any command fails with …"; "When uploading x: 403" tells what happened. */
static bool supposes(struct wd_str s)
{
    static const char *const words[] = {"if ",
                                        "whenever ",
                                        "in case ",
                                        "wenn ",
                                        "falls ",
                                        "\xe6\x8f\x90\xe7\xa4\xba:", /* 提示: */
                                        "\xe8\xaf\xb4\xe6\x98\x8e:", /* 说明: */
                                        "\xe4\xbe\x8b\xe5\xa6\x82",  /* 例如 */
                                        "\xe5\xa6\x82\xe6\x9e\x9c",  /* 如果 */
                                        "\xe8\x8b\xa5",              /* 若 */
                                        "\xe6\x96\x87\xe6\xa1\xa3:", /* 文档: */
                                        "\xe6\x96\x87\xe6\xa1\xa3\xef\xbc\x9a"};

    if (is_lived_through(s))
        return false;
    if (WD_STR_ISTARTS_ANY(s, words))
        return true;
    if (!wd_str_istarts(s, WD_STR("when ")))
        return false;
    struct wd_str rest = wd_str_from(s, 5);
    return !wd_tells_the_past(rest) && !wd_str_ends(wd_str_cut(&rest, ' '), WD_STR("ing"));
}

bool wd_text_asks(struct wd_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '?' && !wd_is_word(wd_str_at(text, i + 1)))
            return true;
    return false;
}

/* "      3     raise X", "----> 12 return X", "> 12 |   throw new X": behind the number that a notebook or a compiler gives a
 * line of source; empty: it has none. */
static struct wd_str behind_line_number(struct wd_str s)
{
    s = wd_str_trim_left(wd_str_trim_left_of(s, "->"));
    const size_t digits = wd_str_digits(s, 0);

    if (digits == 0 || wd_str_at(s, digits) != ' ')
        return WD_STR_NONE;
    s = wd_str_trim_left(wd_str_from(s, digits));
    return wd_str_trim_left(wd_str_starts(s, WD_STR("|")) ? wd_str_from(s, 1) : s);
}

static bool is_numbered_source(struct wd_str s)
{
    static const char *const words[] = {"elif ",  "except ", "raise ",      "} else", "} catch",
                                        "throw ", "return ", "console.err", "// ",    "/* "};

    return WD_STR_ANY(wd_str_starts, behind_line_number(s), words);
}

/* Source code, and how changelogs and manuals begin. */
static bool opens_as_text_of_people(struct wd_str s)
{
    static const char *const words[] = {
        "elif ",        "except ",     "case '",         "case \"",   "raise ",     "} else",
        "} catch",      "throw new ",  "console.err",    "return ",   "// ",        "/* ",
        "fixed a ",     "fixed: ",     "fixes ",         "fixed an ", "fixed the ", "fixed bug",
        "added: ",      "changed: ",   "handle ",        "handles ",  "tip: ",      "hint: ",
        "usage: ",      "faq: ",       "changelog",      "help: ",    "example: ",  "for example, ",
        "to fix ",      "to avoid ",   "how to ",        "mock: ",    "simulate: ", "dry-run: ",
        "[dry-run] ",   "[dry run] ",  "would require ", "expect(",   "pass ",      "passed: ",
        "resolved: ",   "[resolved] ", "\xe2\x9c\x93 ", /* ✓ */
        "\xe2\x9c\x94 " /* ✔ */};

    return WD_STR_ISTARTS_ANY(s, words) || is_numbered_source(s);
}

/* "ok 14 - returns PERMISSION_DENIED when …": the title of a test that passed, as TAP has it. */
static bool is_passed_test(struct wd_str s)
{
    if (!wd_str_starts(s, WD_STR("ok ")))
        return false;
    s = wd_str_from(s, 3);
    size_t digits = 0;
    while (digits < s.len && wd_is_digit(s.ptr[digits]))
        digits++;
    return digits > 0 && wd_str_starts(wd_str_from(s, digits), WD_STR(" "));
}

/* "1482 granted, 0 denied": a count of what was decided, not a decision. */
static bool is_tally(struct wd_str line)
{
    static const char *const refused[] = {"denied", "forbidden", "unauthorized"};
    static const char *const others[] = {"allowed", "granted", "passed", "permitted",
                                         "ok",      "error",   "skipped"};

    bool refusals = false, rest = false;

    for (size_t i = 1; i + 1 < line.len; i++) {
        struct wd_str counted = wd_str_from(line, i + 1);
        if (line.ptr[i] != ' ' || !wd_is_digit(line.ptr[i - 1]))
            continue;
        refusals = refusals || WD_STR_ISTARTS_ANY(counted, refused);
        rest = rest || WD_STR_ISTARTS_ANY(counted, others);
    }
    return refusals && rest;
}

/* What a service's own refusal has: in its sentence, whoever hands it on. */
static const char *const refusing[] = {
    "403",       "401",        "denied", "forbidden",  "unauth",      "lacks",         "not have",
    "not allow", "prohibited", "refuse", "required '", "required \"", "invalid_grant", "missing"};

/* "500 Internal error encountered. Check that the account has permission", "503 … permission cache is warming": the
 * service's own fault; no word but the advice's, or a name's, speaks of access. */
static bool is_own_fault(struct wd_str line)
{
    static const char *const faults[] = {
        "internal error",     "internal server error", "internalservererror", "service unavailable",
        "serviceunavailable", "unavailable:",          "resourceexhausted",   "deadlineexceeded",
        "deadline exceeded",  "resource_exhausted",    "code = internal",     "code = unavailable"};
    static const char *const advice[] = {"check that", "make sure", "verify that", "ensure that"};
    static const char *const needs[] = {
        "require", "insufficient", "no permission", "not authoriz",     "not authentic",
        "need",    "must have",    "without",       "permission check", "permission error"};

    return WD_STR_IHAS_ANY(line, faults) && !WD_STR_IHAS_ANY(line, refusing) &&
           (WD_STR_IHAS_ANY(line, advice) || !WD_STR_IHAS_ANY(line, needs));
}

/* `permission_denied_total{service="…"} 0`: a metric as Prometheus scrapes it, or as somebody prints it behind other words. */
static bool is_sample(struct wd_str s)
{
    size_t name = 0, open = wd_str_find_char(s, '{'), end = wd_str_find(s, WD_STR("} "));

    if (open == WD_NPOS || open == 0 || end == WD_NPOS)
        return false;
    while (name < s.len && (wd_is_word(s.ptr[name]) || s.ptr[name] == ':'))
        name++;
    struct wd_str value = wd_str_from(s, end + 2);
    bool labelled = wd_is_word(s.ptr[open - 1]) && wd_str_digits(value, 0) == value.len &&
                    wd_str_has(wd_str_sub(s, open, end - open), WD_STR("=\""));
    return (labelled || (name > 0 && name == open)) && wd_is_digit(wd_str_at(value, 0)) &&
           wd_str_find_char(value, ':') == WD_NPOS;
}

/* "I tried assigning the permission to my account", "The docs do not state the permissions required": whoever reports a failure
 * speaks of himself, of others and of manuals beside it, as no service does. With an answer's own words in it the line may hand
 * one on. */
static bool is_remark(struct wd_str s, unsigned found)
{
    static const char *const answers[] = {"not auth", "error:", "insufficient"};
    static const char *const opens[] = {"i ",           "i'm ",      "i've ",
                                        "i'd ",         "my ",       "it sounds like",
                                        "sounds like ", "the docs ", "our docs "};
    static const char *const speaks[] = {" i ",    " i'm ",    " i've ",         " my ",
                                         " docs ", " readme ", " documentation "};

    return (WD_STR_ISTARTS_ANY(s, opens) ||
            ((found & WD_TALK_SPEAKS) && WD_STR_IHAS_ANY(s, speaks))) &&
           !WD_STR_IHAS_ANY(s, refusing) && !WD_STR_IHAS_ANY(s, answers);
}

/* Of the phrases those that were found. */
static bool is_talk(unsigned found)
{
    return (found & WD_TALK_TALKS) ||
           ((found & WD_TALK_ASSERTS) && !(found & WD_TALK_CREDENTIALS_ASSERT)) ||
           ((found & WD_TALK_SOLVES) && !(found & WD_TALK_FAILS)) ||
           ((found & WD_TALK_OVER) && !(found & WD_TALK_BUT)) ||
           ((found & WD_TALK_WANTS) && !(found & WD_TALK_OF_CALLER)) ||
           ((found & WD_TALK_ASKS) && !(found & WD_TALK_BEGS));
}

bool wd_text_talks(const struct wd_words *words, struct wd_str line)
{
    struct wd_str s = wd_text_marks_off(line);
    unsigned found = wd_screen_scan(&words->talk, line);

    if (is_talk(found) || is_tally(line) || wd_text_is_commit(s) || wd_text_is_change(line) ||
        ((found & WD_TALK_OWN) && is_own_fault(line)) || is_sample(s) || wd_text_is_told(line) ||
        wd_text_is_coded(line) || wd_text_is_of_history(s))
        return true;
    s = labels_off(s);
    if (wd_text_is_commit(s))
        s = wd_text_marks_off(wd_str_from(s, wd_str_find_char(s, ':') + 1));
    return supposes(s) || is_remark(s, found) || opens_as_text_of_people(s) || is_passed_test(s) ||
           wd_text_is_expectation(s) || wd_text_names_run(s);
}
