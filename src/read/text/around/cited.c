/* Refusals that somebody cites: in a manual, a mail, a ticket, a chat, the listing of a program, the titles of commits. How
 * the line is set tells, or what stands right above or below it. A line that a program printed has none of these. */
#include "read/text/around/around.h"

#include "read/text/command.h"

/* SHOWN: by a command, until the next one; NUMBERED: as books number what they show. */
enum { CITED = 1, MAIL_SUBJECT = 2, MAIL_HEAD = 4, SHOWN = 8, NUMBERED = 16 };
enum { NEAR = 3 }; /* lines above and below that are looked at */

/* How the line begins, or what it says behind the citation. */
static const struct wd_sign forms[] = {
    {"- [x] ", WD_SIGN_START, CITED},
    {"- [ ] ", WD_SIGN_START, CITED},
    {"<!--", WD_SIGN_START, CITED},
    {"/*", WD_SIGN_START, CITED},
    {"-- ", WD_SIGN_START, CITED},
    {"// ", WD_SIGN_START, CITED},
    {"previously fail", WD_SIGN_START, CITED}, /* told as past */
    {"formerly fail", WD_SIGN_START, CITED},
    {"used to fail", WD_SIGN_START, CITED},
    {"before: ", WD_SIGN_START, CITED},
    {"changelog: ", WD_SIGN_START, CITED},
    {"loading fixture", WD_SIGN_START, CITED},
    {"loaded fixture", WD_SIGN_START, CITED},
    {"\"\"\"", WD_SIGN_START, CITED},
    {"<p>", WD_SIGN_START, CITED},
    {"<li>", WD_SIGN_START, CITED},
    {"<td>", WD_SIGN_START, CITED},
    {"<pre>", WD_SIGN_START, CITED},
    {"<code", WD_SIGN_START, CITED},
    {"<blockquote", WD_SIGN_START, CITED},
    {"\\par", WD_SIGN_END, CITED}, /* RTF */
    {"q: ", WD_SIGN_START, CITED},
    {"a: ", WD_SIGN_START, CITED},
    {"q. ", WD_SIGN_START, CITED},
    {"a. ", WD_SIGN_START, CITED},
    {"assistant: ", WD_SIGN_START, CITED},
    {">>", WD_SIGN_START, CITED}, /* a mail's answer to an answer */
    {"throw new ", WD_SIGN_START, CITED},
    {"return new ", WD_SIGN_START, CITED},
    {"jq '", WD_SIGN_START, CITED}, /* the source of a script */
    {"grep ", WD_SIGN_START, CITED},
    {"case *", WD_SIGN_START, CITED},
    {"if [", WD_SIGN_START, CITED},
    {"elif [", WD_SIGN_START, CITED},
    {"cassette", WD_SIGN_START, CITED},
    {"replaying ", WD_SIGN_START, CITED},
    {"recorded interaction", WD_SIGN_START, CITED},
    {" passed in ", WD_SIGN_ANYWHERE, CITED}, /* "//x:refused_test PASSED in 0.1s" */
    {"textpayload:\"", WD_SIGN_ANYWHERE, CITED},
    {"question: ", WD_SIGN_START, CITED},
    {"answer: ", WD_SIGN_START, CITED},
    {"title: ", WD_SIGN_START, CITED},
    {"subject: ", WD_SIGN_START, CITED},
    {"labels: ", WD_SIGN_START, CITED},
    {"the error `", WD_SIGN_START, CITED},
    {"the error \"", WD_SIGN_START, CITED},
    {"the error '", WD_SIGN_START, CITED},
    {"the message ", WD_SIGN_START, CITED},
    {"note: you ", WD_SIGN_START, CITED},
    {"for example", WD_SIGN_START, CITED},
    {"e.g. ", WD_SIGN_START, CITED},
    {"given the ", WD_SIGN_START, CITED}, /* Cucumber's steps */
    {"then the ", WD_SIGN_START, CITED},
    {"refs/heads/", WD_SIGN_START, CITED},
    {"refs/tags/", WD_SIGN_START, CITED},
    {"msgid ", WD_SIGN_START, CITED},
    {"msgstr ", WD_SIGN_START, CITED},
    {"searching for", WD_SIGN_START, CITED},
    {"searched for", WD_SIGN_START, CITED},
    {"training sample", WD_SIGN_START, CITED},
    {"retrieved chunk", WD_SIGN_START, CITED},
    {"retrieved document", WD_SIGN_START, CITED},
    {"golden: ", WD_SIGN_START, CITED},
    {"mock server", WD_SIGN_START, CITED},
    {"test ok", WD_SIGN_START, CITED},
    {"tests ok", WD_SIGN_START, CITED},
    {"test passed", WD_SIGN_START, CITED},
    {"check ok", WD_SIGN_START, CITED},
    {"check passed", WD_SIGN_START, CITED},
    {"stubbed ", WD_SIGN_START, CITED},
    {"^", WD_SIGN_START, CITED}, /* an expression */
    {"context[", WD_SIGN_START, CITED},
    {"doc[", WD_SIGN_START, CITED},
    {"docs[", WD_SIGN_START, CITED},
    {"document[", WD_SIGN_START, CITED},
    {"documents[", WD_SIGN_START, CITED},
    {"chunk[", WD_SIGN_START, CITED},
    {"chunks[", WD_SIGN_START, CITED},
    {"sample[", WD_SIGN_START, CITED},
    {"\xe2\x9c\x93 ", WD_SIGN_ANYWHERE, CITED}, /* ✓: what a test's title says */
    {"\xe2\x9c\x94 ", WD_SIGN_ANYWHERE, CITED}, /* ✔ */
    {"severity>=", WD_SIGN_ANYWHERE, CITED},
    {"=~", WD_SIGN_ANYWHERE, CITED}, /* a filter for logs */
    {"textpayload:", WD_SIGN_START, CITED},
    {"expected failure", WD_SIGN_ANYWHERE, CITED},
    {"expected error: ", WD_SIGN_START, CITED},
    {"expected refusal", WD_SIGN_ANYWHERE, CITED},
    {"expected denial", WD_SIGN_ANYWHERE, CITED},
    {"negative test", WD_SIGN_ANYWHERE, CITED},
    {"negative-cache", WD_SIGN_ANYWHERE, CITED},
    {"cached denial", WD_SIGN_ANYWHERE, CITED},
    {"[source", WD_SIGN_START, CITED}, /* what a model was given to read */
    {"[doc", WD_SIGN_START, CITED},
    {"[chunk", WD_SIGN_START, CITED},
    {"[context", WD_SIGN_START, CITED},
    {"[passage", WD_SIGN_START, CITED},
    {"[dry", WD_SIGN_START, CITED}, /* a run that changes nothing, or wants it so */
    {"[simul", WD_SIGN_START, CITED},
    {"[mock", WD_SIGN_START, CITED},
    {"[expected", WD_SIGN_START, CITED},
    {"[example", WD_SIGN_START, CITED},
    {"[sample", WD_SIGN_START, CITED},
    {"[replay", WD_SIGN_START, CITED},
    {"[resolved", WD_SIGN_START, CITED},
    {"[fixed", WD_SIGN_START, CITED},
    {"[ignored", WD_SIGN_START, CITED},
    {"[negative", WD_SIGN_START, CITED},
    {"[what", WD_SIGN_START, CITED},
    {"[shadow", WD_SIGN_START, CITED},
    {"[audit-only", WD_SIGN_START, CITED},
    {"[report-only", WD_SIGN_START, CITED},
    {"[xfail", WD_SIGN_START, CITED},
    {"[allowed", WD_SIGN_START, CITED},
    {"(fixed in ", WD_SIGN_ANYWHERE, CITED},
    {"(resolved", WD_SIGN_ANYWHERE, CITED},
    {" resolved by ", WD_SIGN_ANYWHERE, CITED},
    {"| resolved |", WD_SIGN_ANYWHERE, CITED},
    {"| closed |", WD_SIGN_ANYWHERE, CITED},
    {"| done |", WD_SIGN_ANYWHERE, CITED},
};

/* Right above it. */
static const struct wd_sign above[] = {
    {"for example", WD_SIGN_START, CITED},
    {"example:", WD_SIGN_WHOLE, CITED},
    {"known issues", WD_SIGN_START, CITED},
    {"release notes", WD_SIGN_START, CITED},
    {"faq", WD_SIGN_START, CITED},
    {"usage: ", WD_SIGN_START, CITED},
    {"exit codes:", WD_SIGN_START, CITED},
    {"incident timeline", WD_SIGN_START, CITED},
    {"timeline", WD_SIGN_START, CITED},
    {"{\\rtf", WD_SIGN_START, CITED},
    {"postmortem", WD_SIGN_START, CITED},
    {"last week", WD_SIGN_START, CITED},
    {"q: ", WD_SIGN_START, CITED},
    {"asked ", WD_SIGN_START, CITED}, /* a forum's page */
    {"diff --git", WD_SIGN_START, CITED},
    {"+ received", WD_SIGN_START, CITED}, /* Jest: what a test wanted, and what it got */
    {"= `", WD_SIGN_END, CITED},          /* a text of several lines in a source begins */
    {"= \"\"\"", WD_SIGN_END, CITED},
    {"listing ", WD_SIGN_START, NUMBERED},
    {"diagnostics", WD_SIGN_WHOLE, CITED},
    {"-----original", WD_SIGN_START, CITED},
    {"-----forwarded", WD_SIGN_START, CITED},
    {"begin forwarded", WD_SIGN_START, CITED},
    {"const ", WD_SIGN_START, CITED},
    {"= (", WD_SIGN_END, CITED},
    {".. code", WD_SIGN_START, CITED}, /* reStructuredText */
    {".. literalinclude", WD_SIGN_START, CITED},
    {"<<<<<<<", WD_SIGN_START, CITED}, /* two versions of a file */
    {"=======", WD_SIGN_WHOLE, CITED},
    {"@@ ", WD_SIGN_START, CITED},
    {"symptom", WD_SIGN_START, CITED},
    {"[source", WD_SIGN_START, CITED},         /* AsciiDoc */
    {"#+begin_example", WD_SIGN_START, CITED}, /* Org */
    {"| pass |", WD_SIGN_END, CITED},          /* Robot Framework */
    {"e.g.", WD_SIGN_END, CITED},
    {"for example:", WD_SIGN_END, CITED},
    {"like this:", WD_SIGN_END, CITED},
    {"sure! ", WD_SIGN_START, CITED}, /* a model answers */
    {"certainly! ", WD_SIGN_START, CITED},
    {"here is what ", WD_SIGN_START, CITED},
    {"here's what ", WD_SIGN_START, CITED},
    {"resolved #", WD_SIGN_START, CITED},
    {"$ grep ", WD_SIGN_ANYWHERE, SHOWN},
    {"test suite:", WD_SIGN_START, CITED},   /* helm test */
    {"; do sleep", WD_SIGN_ANYWHERE, CITED}, /* a loop of the shell waits for it to end */
    {"content-disposition: form-data", WD_SIGN_START, CITED}, /* what a visitor's form holds */
    {"+ grep ", WD_SIGN_START, SHOWN},
    {"$ git log", WD_SIGN_ANYWHERE, SHOWN},
    {"$ git show", WD_SIGN_ANYWHERE, SHOWN},
    {"$ git diff", WD_SIGN_ANYWHERE, SHOWN},
    {"wrote:", WD_SIGN_END, CITED},
    {"see below", WD_SIGN_WHOLE, CITED},
    {"documentation:", WD_SIGN_WHOLE, CITED}, /* of an alert's definition */
    {"comment by ", WD_SIGN_START, CITED},    /* of a review */
    {"review comment", WD_SIGN_START, CITED},
    {"merge: ", WD_SIGN_START, CITED},  /* git log */
    {"\\begin{", WD_SIGN_START, CITED}, /* TeX */
    {"<|", WD_SIGN_START, CITED},       /* a chat with a model */
    {"system: ", WD_SIGN_START, CITED},
    {"user: ", WD_SIGN_START, CITED},
    {"//", WD_SIGN_START, CITED},              /* how a test of Bazel ended */
    {"[pipeline] echo", WD_SIGN_WHOLE, CITED}, /* what a script of Jenkins says */
    {"$ echo ", WD_SIGN_START, SHOWN},
    {">>> ", WD_SIGN_START, CITED}, /* Python's prompt: a value is shown */
    {" digest", WD_SIGN_END, CITED},
    {"auto-resolved", WD_SIGN_ANYWHERE, CITED},
    {"dry run:", WD_SIGN_START, CITED},
    {" am", WD_SIGN_END, CITED}, /* who speaks in a chat, to the minute */
    {" pm", WD_SIGN_END, CITED},
};

/* Right below it. */
static const struct wd_sign below[] = {
    {"resolution", WD_SIGN_START, CITED},
    {"resolved by", WD_SIGN_START, CITED},
    {"resolved -", WD_SIGN_START, CITED},
    {"resolved:", WD_SIGN_START, CITED},
    {"resolved at", WD_SIGN_START, CITED},
    {"do not grant", WD_SIGN_ANYWHERE, CITED},
    {"solution", WD_SIGN_START, CITED},
    {"meaning:", WD_SIGN_START, CITED},
    {"run this to fix", WD_SIGN_START, CITED},
    {"fix:", WD_SIGN_START, CITED},
    {"solved", WD_SIGN_START, CITED},
    {"a: ", WD_SIGN_START, CITED},
    {"answer: ", WD_SIGN_START, CITED},
    {"answers:", WD_SIGN_START, CITED},
    {"1 answer", WD_SIGN_START, CITED},
    {"status: resolved", WD_SIGN_START, CITED},
    {"update: ", WD_SIGN_START, CITED},
    {"edit: ", WD_SIGN_START, CITED},
    {"never mind", WD_SIGN_START, CITED},
    {"nevermind", WD_SIGN_START, CITED},
    {"ignore th", WD_SIGN_START, CITED},
    {"disregard", WD_SIGN_START, CITED},
    {"scratch that", WD_SIGN_START, CITED},
    {"sorry", WD_SIGN_START, CITED},
    {"my mistake", WD_SIGN_START, CITED},
    {"false alarm", WD_SIGN_START, CITED},
    {"assistant: ", WD_SIGN_START, CITED},
    {"was renamed", WD_SIGN_ANYWHERE, CITED},
    {"=======", WD_SIGN_WHOLE, CITED},
    {">>>>>>>", WD_SIGN_START, CITED},
    {"it works now", WD_SIGN_START, CITED},
    {"works now", WD_SIGN_ANYWHERE, CITED},
    {"errors stop", WD_SIGN_ANYWHERE, CITED},
    {"this was the old", WD_SIGN_ANYWHERE, CITED},
    {"that was before", WD_SIGN_ANYWHERE, CITED},
    {"this means ", WD_SIGN_START, CITED},
    {"in that case", WD_SIGN_START, CITED},
    {"msgstr", WD_SIGN_START, CITED},
    {"no results", WD_SIGN_START, CITED},
    {"unused variable", WD_SIGN_ANYWHERE, CITED},
    {"example: true", WD_SIGN_START, CITED},
};

static const struct wd_sign heads[] = {
    {"state:\tclosed", WD_SIGN_START, MAIL_SUBJECT | MAIL_HEAD}, /* gh issue view */
    {"subject: ", WD_SIGN_START, MAIL_SUBJECT},
    {"from: ", WD_SIGN_START, MAIL_HEAD},
    {"to: ", WD_SIGN_START, MAIL_HEAD},
    {"date: ", WD_SIGN_START, MAIL_HEAD},
};

/* What curl sent, below its headers; a commit's message below its head, however little of that stands there. */
static bool is_below_head(const struct wd_around *around)
{
    static const char *const marks[] = {"commit ", "Author: ", "Date: "};
    static const char *const right_above[] = {
        ">", "annotations:"}; /* curl -v: what was sent; an alert's */

    if (around->before_count > 0 && WD_STR_IN(around->before[0].text, right_above))
        return true;
    return wd_around_is_of_commit(around) ||
           (wd_str_starts(around->line, WD_STR("    ")) && around->before_count > 0 &&
            WD_STR_ANY(wd_str_starts, around->before[0].text, marks));
}

/* "GET /files/…", "> X-Debug: …": what a visitor asks with. */
static bool is_asked(struct wd_str s)
{
    static const char *const methods[] = {"GET /",  "POST /",   "PUT /",
                                          "HEAD /", "DELETE /", "PATCH /"};
    size_t colon = wd_str_find(s, WD_STR(": "));
    struct wd_str name = wd_str_sub(s, 2, colon == WD_NPOS || colon < 2 ? 0 : colon - 2);

    if (WD_STR_ANY(wd_str_starts, s, methods))
        return true;
    for (size_t i = 0; i < name.len; i++)
        if (!wd_is_alnum(name.ptr[i]) && name.ptr[i] != '-')
            return false;
    return wd_str_starts(s, WD_STR("> ")) && wd_str_find_char(name, '-') != WD_NPOS;
}

void wd_cited_signs(struct wd_signs *signs)
{
    WD_SIGNS_PUT(signs, WD_SIGNS_FORM, forms);
    WD_SIGNS_PUT(signs, WD_SIGNS_ABOVE, above);
    WD_SIGNS_PUT(signs, WD_SIGNS_BELOW, below);
    WD_SIGNS_PUT(signs, WD_SIGNS_HEAD, heads);
}

/* "| a | b |" of a table */
static bool is_row(struct wd_str s)
{
    return wd_str_starts(s, WD_STR("| ")) && wd_str_ends(s, WD_STR(" |"));
}

/* A page's <code> is written small, the <Code> of a store's answer is not. */
static bool has_form(const struct wd_around *around, const struct wd_nearby *line)
{
    bool listing = false;
    const struct wd_str s = line->text;
    struct wd_str code = wd_text_listed(s, &listing);

    return listing || wd_text_is_constant(code) || is_asked(s) || wd_text_is_of_git(s) ||
           wd_text_is_title(s) || is_row(s) || wd_text_is_chat(s) ||
           (wd_signs_in(around, WD_SIGNS_FORM, line->signs) && !wd_str_starts(s, WD_STR("<Code>")));
}

/* "*Solution:*", "**Solution**", "_Fix:_": set in a text's own marks. */
static uint64_t signs_without_marks(const struct wd_around *around, const struct wd_nearby *beside)
{
    struct wd_str line = wd_str_trim_left_of(beside->text, "*_");

    return line.len < beside->text.len ? wd_signs_of(around->signs, line) : beside->signs;
}

/* "text: >-", "sample: |": the lines below are a text of YAML. What a service says of itself stands so, too. */
static bool is_block_of_others(struct wd_str line)
{
    static const char *const marks[] = {": |", ": |-", ": >", ": >-", ": |+", ": >+"};
    static const char *const of_services[] = {
        "message",       "msg",         "error",        "reason",  "stderr", "stdout", "output",
        "log",           "logs",        "detail",       "details", "status", "cause",  "body",
        "statusmessage", "textpayload", "errormessage", "run",     "script"};
    size_t colon = wd_str_find(line, WD_STR(": "));

    return WD_STR_ANY(wd_str_ends, line, marks) && colon != WD_NPOS && colon + 4 >= line.len &&
           !WD_STR_IIN(wd_str_letters(wd_last_part(wd_str_sub(line, 0, colon), ' ')), of_services);
}

/* What stands right above; another command's output is not what the one before it showed. */
static bool is_led_to(const struct wd_around *around)
{
    bool commanded = false;

    for (size_t i = 0; i < around->before_count && i < NEAR; i++) {
        struct wd_str line = around->before[i].text;
        uint64_t found = wd_signs_in(around, WD_SIGNS_ABOVE, around->before[i].signs);
        if (wd_heads_page(line) || wd_underlines_page(around, i) || (found & CITED) ||
            (!commanded && (found & SHOWN)) ||
            ((found & NUMBERED) && wd_is_digit(wd_str_at(line, strlen("listing ")))))
            return true;
        commanded = commanded || wd_command_called(line).len > 0;
    }
    return false;
}

bool wd_around_is_cited(const struct wd_around *around)
{
    if (has_form(around, &around->own) ||
        (around->printed.text.len < around->own.text.len && has_form(around, &around->printed)) ||
        is_below_head(around) || wd_around_is_of_diff(around) || wd_around_is_talk(around) ||
        is_led_to(around))
        return true;
    for (size_t i = 0; i < around->after_count && i < NEAR; i++)
        if (wd_heads_page(around->after[i].text) ||
            wd_signs_in(around, WD_SIGNS_BELOW, signs_without_marks(around, &around->after[i])))
            return true;
    if (around->before_count > 0 && is_block_of_others(around->before[0].text))
        return true;
    return wd_signs_in(around, WD_SIGNS_HEAD, around->before_signs) == (MAIL_SUBJECT | MAIL_HEAD);
}
