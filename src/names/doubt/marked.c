/* Marks and phrases before a sentence by which it is no answer of a service: a comment, a call of a program's source, a row
 * of a table, a line of a change, and words that take back what follows. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"

static bool is_taken_back(struct wd_str before)
{
    static const char *const phrases[] = {
        "not an error", "resolve host", "user that",  "dry run",   "audit only",
        "used to",      "last week",    "last month", "last year", "we had",
        "status=200",   "status: 200",  "code=200",   "200 ok",    "<|"};

    return WD_STR_IHAS_ANY(before, phrases) || wd_str_istarts(before, WD_STR("was:"));
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

/* "  412  …": how often somebody counted it. A status stands so, too. */
static bool is_counted(struct wd_str before)
{
    static const char *const statuses[] = {"401", "403"};
    size_t digits = wd_str_digits(before, 0);

    if (digits > 0 && digits + 1 == before.len && wd_char_in(before.ptr[digits], ",;|\t"))
        return true; /* a row of a table */
    return digits > 0 && digits == before.len && !WD_STR_IIN(before, statuses);
}

/* "GEO-1;closed;2026-03-02;…", "12 | fixed | …": a field of a row says that it is over. */
static bool is_row_of_done(struct wd_str before)
{
    static const char *const states[] = {"closed", "resolved", "done",      "fixed",
                                         "solved", "wontfix",  "duplicate", "cancelled"};
    size_t from = 0;

    for (size_t i = 0; i < before.len; i++) {
        if (!wd_char_in(before.ptr[i], ";,|\t"))
            continue;
        if (from > 0 && WD_STR_IIN(wd_str_trim(wd_str_sub(before, from, i - from)), states))
            return true;
        from = i + 1;
    }
    return false;
}

/* "; …", "% …", "\" …", "// …": the mark of a comment. Lists, boxes and ticks have others; quotes stand close to what they quote. */
static bool is_comment(struct wd_str before)
{
    struct wd_str marks = wd_str_trim(before);

    struct wd_str rest = marks, first = wd_str_word(&rest);

    if (wd_str_eqz(first, "//") || wd_str_eqz(first, ";") || wd_str_eqz(marks, "--"))
        return true;

    return marks.len > 0 && marks.len < 3 && wd_char_in(marks.ptr[0], ";%\"'") &&
           (wd_char_in(marks.ptr[0], ";%") || before.ptr[before.len - 1] == ' ');
}

/* "+Permission …", "-    Permission …": of a change to a file; "- Permission …" of a list. */
bool wd_evidence_is_changed(struct wd_str before)
{
    size_t blanks = 1;

    while (wd_str_at(before, blanks) == ' ')
        blanks++;
    return before.len > 0 && blanks == before.len && wd_char_in(before.ptr[0], "+-") &&
           (before.ptr[0] == '+' || blanks != 2);
}

bool wd_evidence_is_marked(struct wd_str before)
{
    struct wd_str rest = wd_str_trim(before);

    return is_written_in_code(rest) || is_taken_back(rest) || is_counted(rest) ||
           is_row_of_done(before) || is_comment(before);
}
