/* Talk: a line that speaks of refusals and tells of none. Changelogs, titles of commits, help texts, source
 * code, suppositions, rehearsals. How a line opens gives it away, or a phrase in it. Asked only of lines
 * that hold a word of refusal. (Names of tests: sayings.c.) */
#include "read/refusal/past.h"
#include "read/text/text.h"

#include "whydenied/base/char.h"

/* "assert status == 403" is source code; what "assert a principal" are credentials, in Google's own words. A page says what
 * the "Solution:" is; a check that failed, of the Ops Agent, what the "Failure:" is, too. */
enum {
    TALKS = 1,
    ASSERTS = 2,
    CREDENTIALS_ASSERT = 4,
    SOLVES = 8,
    FAILS = 16,
    ASKS = 32, /* how to mend it: the heading of a manual's answer, */
    BEGS = 64, /* unless somebody begs for help with what he met */
    OWN = 128, /* of a service's own fault, */
    SPEAKS =
        256, /* of somebody, who speaks of himself: only then the rest of such a line is looked at */
    OVER = 512,   /* it does not come any more, */
    BUT = 1024,   /* unless the line goes on with what does */
    WANTS = 2048, /* what a test wants, */
    OF_CALLER = 4096
};

static const struct wd_word phrases[] = {
    {"_would be denied", TALKS},
    {"_would be refused", TALKS},
    {"_would be rejected", TALKS},
    {"fault injection", TALKS},
    {"_then succeeded", TALKS},
    {"_would require_", TALKS},
    {"list of required permissions", TALKS},
    {"(dry run mode)_", TALKS}, /* of a perimeter: nothing was refused */
    {"would grant_", TALKS},
    {"no permission denied error", TALKS},
    {"0 permission denied error", TALKS},
    {"check passed:", TALKS},
    {"insufficient memory", TALKS},
    {"must match pattern", TALKS},
    {"_0_denied", TALKS},
    {"denied list", TALKS},
    {"insufficient disk", TALKS},
    {"check ok", TALKS},
    {"retry policy\"", TALKS}, /* not "Retry policy exhausted": the client of C++ gives up so */
    {"retry policy:", TALKS},
    {"retry policy for_", TALKS},
    {"retry policy retries", TALKS},
    {"skipping test", TALKS},
    {"_means that", TALKS},
    {"response for preflight", TALKS}, /* a browser's rule about pages, and nobody's right */
    {"response to preflight", TALKS},
    {"answers that mean", TALKS},
    {"_expected)", TALKS},
    {"_in str(", TALKS},
    {"_when a test", TALKS},
    {"_is expected", TALKS},
    {"must not be used", TALKS}, /* of a status, in the definitions that every interface hands on */
    {"instead for those errors", TALKS},
    {", for example_", TALKS},
    {"expected refusal", TALKS},
    {"expected denial", TALKS},
    {"assert_", ASSERTS},
    {"credentials that assert", CREDENTIALS_ASSERT},
    {"assertequal", TALKS},
    {"assertraises", TALKS},
    {"pytest.raises", TALKS},
    {"errors.is(", TALKS},
    {"strings.contains(", TALKS},
    {".includes('", TALKS},
    {".includes(\"", TALKS},
    {"catch (", TALKS},
    {"_expects_", WANTS},
    {"_expects the caller",
     OF_CALLER}, /* what a service wants of whoever calls is no test's wish */
    {"_expects the account", OF_CALLER},
    {"_expects the principal", OF_CALLER},
    {"_expects the identity", OF_CALLER},
    {"_expects the user", OF_CALLER},
    {"_expects the service account", OF_CALLER},
    {"_expects the service agent", OF_CALLER},
    {"{{ $", TALKS},
    {"{{ .", TALKS},
    {"_if you see \"", TALKS},
    {"_when you see \"", TALKS},
    {"_if you get \"", TALKS},
    {"_when you get \"", TALKS},
    {"_if it says \"", TALKS},
    {"_wrote: \"", TALKS},
    {"why do i_", TALKS},
    {"why does_", TALKS},
    {"how do i_", TALKS},
    {"how to fix_", TALKS},
    {"will retry on", TALKS},
    {"retries on", TALKS},
    {"is reported for", TALKS},
    {"is reported as", TALKS},
    {"_now granted", TALKS},
    {"previously denied", TALKS},
    {"previously permission denied", TALKS},
    {"denied resolved", TALKS},
    {"denied is resolved", TALKS},
    {"denied was resolved", TALKS},
    {"permission granted after", TALKS},
    {"access granted after", TALKS},
    {"by cloud armor", TALKS}, /* a firewall's decision about a visitor */
    {"denied by google cloud armor", TALKS},
    {"blocked by google cloud armor", TALKS},
    {"rejected by google cloud armor", TALKS},
    {"forbidden by google cloud armor", TALKS},
    {"403 by google cloud armor", TALKS},
    {"denied_by_security_policy", TALKS},
    {"cloud armor denied", TALKS},
    {"security policy deny(", TALKS},
    {"was denied until", TALKS},
    {"no longer denied", TALKS},
    {"permissions were fixed", TALKS},
    {"permission was fixed", TALKS},
    {"retry succeeded", TALKS},
    {"retrying succeeded", TALKS},
    {"succeeded on retry", TALKS},
    {"none denied", TALKS},
    {"nothing denied", TALKS},
    {"want error", TALKS},
    {"got expected error", TALKS},
    {"got the expected error", TALKS},
    {"was denied before", TALKS},
    {"were denied before", TALKS},
    {"denied permissions_=", TALKS}, /* of a deny policy, in a plan of Terraform's */
    {"denied principals_=", TALKS},
    {"internal", OWN},
    {"unavailable", OWN},
    {"exhausted", OWN},
    {"deadline", OWN},
    {"_i_", SPEAKS},
    {"_i'", SPEAKS},
    {"_my_", SPEAKS},
    {"_docs_", SPEAKS},
    {"_readme_", SPEAKS},
    {"_documentation_", SPEAKS},
    {"_solution:", SOLVES},
    {"result: fail", FAILS},
    {"\xe8\xa7\xa3\xe5\x86\xb3\xe6\x96\xb9\xe6\xb3\x95", TALKS}, /* 解决方法 */
    {"\xe8\xa7\xa3\xe5\x86\xb3\xe6\x96\xb9\xe6\xa1\x88", TALKS}, /* 解决方案 */
    {"... ok", TALKS},
    {"\xe6\x97\xb6\xe4\xbc\x9a\xe8\xbf\x94\xe5\x9b\x9e", TALKS},             /* 时会返回 */
    {"\xe6\x97\xb6\xe4\xbc\x9a\xe6\x8a\xa5", TALKS},                         /* 时会报 */
    {"\xe6\x97\xb6\xe4\xbc\x9a\xe6\x8f\x90\xe7\xa4\xba", TALKS},             /* 时会提示 */
    {"\xe8\xa1\xa8\xe7\xa4\xba\xe5\xbd\x93\xe5\x89\x8d", TALKS},             /* 表示当前 */
    {"\xe8\xa1\xa8\xe7\xa4\xba\xe6\x82\xa8", TALKS},                         /* 表示您 */
    {"\xe8\xa1\xa8\xe7\xa4\xba\xe6\xb2\xa1\xe6\x9c\x89", TALKS},             /* 表示没有 */
    {"\xe8\xa1\xa8\xe7\xa4\xba\xe6\x97\xa0", TALKS},                         /* 表示无 */
    {"\xe6\x80\x8e\xe4\xb9\x88\xe5\x8a\x9e", ASKS},                          /* 怎么办 */
    {"\xe5\xa6\x82\xe4\xbd\x95\xe8\xa7\xa3\xe5\x86\xb3", ASKS},              /* 如何解决 */
    {"\xe5\xa6\x82\xe4\xbd\x95\xe5\xa4\x84\xe7\x90\x86", ASKS},              /* 如何处理 */
    {"\xe6\x80\x8e\xe4\xb9\x88\xe8\xa7\xa3\xe5\x86\xb3", ASKS},              /* 怎么解决 */
    {"\xe3\x80\x90\xe5\xb7\xb2\xe8\xa7\xa3\xe5\x86\xb3\xe3\x80\x91", TALKS}, /* 【已解决】 */
    {"\xe3\x80\x90\xe5\xb7\xb2\xe5\x85\xb3\xe9\x97\xad\xe3\x80\x91", TALKS}, /* 【已关闭】 */
    {"\xe5\xb7\xa5\xe5\x8d\x95\xe5\x85\xb3\xe9\x97\xad", TALKS},             /* 工单关闭 */
    {"\xe5\xb7\xa5\xe5\x8d\x95\xe5\xb7\xb2\xe5\x85\xb3\xe9\x97\xad", TALKS}, /* 工单已关闭 */
    {"\xe5\xa4\x84\xe7\x90\x86\xe7\xbb\x93\xe6\x9e\x9c\xef\xbc\x9a", TALKS}, /* 处理结果： */
    {"\xe5\xa4\x84\xe7\x90\x86\xe7\xbb\x93\xe6\x9e\x9c:", TALKS},            /* 处理结果: */
    {"\xe6\x8e\x88\xe6\x9d\x83\xe5\x90\x8e\xe6\x81\xa2\xe5\xa4\x8d", TALKS}, /* 授权后恢复 */
    {"\xe6\x8e\x88\xe6\x9d\x83\xe5\x90\x8e\xe6\xad\xa3\xe5\xb8\xb8", TALKS}, /* 授权后正常 */
    {"\xe6\x8e\x88\xe6\x9d\x83\xe5\x90\x8e\xe9\x97\xae\xe9\xa2\x98\xe8\xa7\xa3\xe5\x86\xb3",
     TALKS},                                                    /* 授权后问题解决 */
    {"\xe6\xb2\xa1\xe6\x9c\x89\xe5\x86\x8d\xe6\x8a\xa5", OVER}, /* 没有再报 */
    {"\xe6\xb2\xa1\xe5\x86\x8d\xe6\x8a\xa5", OVER},             /* 没再报 */
    {"\xe4\xb8\x8d\xe5\x86\x8d\xe6\x8a\xa5", OVER},             /* 不再报 */
    {"\xe4\xb8\x8d\xe5\x86\x8d\xe6\x8f\x90\xe7\xa4\xba", OVER}, /* 不再提示 */
    {"\xe4\xbd\x86", BUT},                                      /* 但 */
    {"**\xe9\x97\xae", TALKS},                                  /* **问 */
    {"\xe8\xaf\xb7\xe9\x97\xae", BEGS},                         /* 请问 */
    {"\xe6\xb1\x82\xe5\x8a\xa9", BEGS},                         /* 求助 */
    {"\xe6\xb1\x82\xe8\xa7\xa3", BEGS},                         /* 求解 */
    {"\xe5\xa4\xa7\xe4\xbd\xac", BEGS},                         /* 大佬 */
};

_Static_assert(sizeof phrases / sizeof *phrases <= WD_SCREEN_MAX, "a screen is full");

void wd_talk_init(struct wd_screen *screen)
{
    wd_screen_init(screen, phrases, sizeof phrases / sizeof *phrases);
}

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
        "elif ",        "except ",    "case '",         "case \"",       "raise ",
        "} else",       "} catch",    "throw new ",     "console.err",   "return ",
        "// ",          "/* ",        "fixed a ",       "fixed: ",       "fixes ",
        "fixed an ",    "fixed the ", "added: ",        "changed: ",     "handle ",
        "handles ",     "tip: ",      "hint: ",         "usage: ",       "faq: ",
        "changelog",    "help: ",     "example: ",      "for example, ", "to fix ",
        "to avoid ",    "how to ",    "mock: ",         "simulate: ",    "dry-run: ",
        "[dry-run] ",   "[dry run] ", "would require ", "expect(",       "pass ",
        "passed: ",     "resolved: ", "[resolved] ",    "\xe2\x9c\x93 ", /* ✓ */
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

    return (WD_STR_ISTARTS_ANY(s, opens) || ((found & SPEAKS) && WD_STR_IHAS_ANY(s, speaks))) &&
           !WD_STR_IHAS_ANY(s, refusing) && !WD_STR_IHAS_ANY(s, answers);
}

/* Of the phrases those that were found. */
static bool is_talk(unsigned found)
{
    return (found & TALKS) || ((found & ASSERTS) && !(found & CREDENTIALS_ASSERT)) ||
           ((found & SOLVES) && !(found & FAILS)) || ((found & OVER) && !(found & BUT)) ||
           ((found & WANTS) && !(found & OF_CALLER)) ||
           ((found & ASKS) && !(found & BEGS));
}

bool wd_text_talks(const struct wd_words *words, struct wd_str line)
{
    struct wd_str s = wd_text_marks_off(line);
    unsigned found = wd_screen_scan(&words->talk, line);

    if (is_talk(found) || is_tally(line) || wd_text_is_commit(s) || wd_text_is_change(line) ||
        ((found & OWN) && is_own_fault(line)) || is_sample(s) || wd_text_is_told(line))
        return true;
    s = labels_off(s);
    if (wd_text_is_commit(s))
        s = wd_text_marks_off(wd_str_from(s, wd_str_find_char(s, ':') + 1));
    return supposes(s) || is_remark(s, found) || opens_as_text_of_people(s) || is_passed_test(s) ||
           wd_text_is_expectation(s) || wd_text_names_run(s);
}
