/* Pages that people write: the titles of commits, the lines of a changelog, the headings and tables of a manual. */
#include "read/text/text.h"

#include "whydenied/base/char.h"

struct wd_str wd_text_marks_off(struct wd_str s)
{
    return wd_str_trim_left_of(s, " \t*-+>");
}

/* A client's whole message, or a service's sentence that names the permission and who lacks it on what: nobody calls a
 * change so. */
static bool is_answer(struct wd_str s)
{
    static const char *const heads[] = {"ERROR: (gcloud.",
                                        "(gcloud.",
                                        "google.api_core.exceptions.",
                                        "google.auth.exceptions.",
                                        "googleapiclient.errors.HttpError: <HttpError ",
                                        "googleapi: Error ",
                                        "Error: googleapi: Error ",
                                        "AccessDeniedException: 403 ",
                                        "BigQuery error in ",
                                        "rpc error: code = ",
                                        "oss2.exceptions.",
                                        "ERROR: SDK.ServerError",
                                        "SDK.ServerError"};
    static const char *const calls[] = {"GET https://", "POST https://", "PUT https://",
                                        "PATCH https://", "DELETE https://"};
    struct wd_str call = wd_str_from(s, 4);
    bool coded = wd_str_starts(s, WD_STR("403 ")) || wd_str_starts(s, WD_STR("401 "));

    return WD_STR_ANY(wd_str_starts, s, heads) ||
           (coded && WD_STR_ANY(wd_str_starts, call, calls)) ||
           (wd_str_has(s, WD_STR("ermission '")) &&
            wd_str_has(s, WD_STR("' denied on resource '"))) ||
           (wd_str_has(s, WD_STR(".iam.gserviceaccount.com does not have ")) &&
            (wd_str_has(s, WD_STR(" permission in project ")) ||
             wd_str_has(s, WD_STR(" access to "))));
}

/* "build: ", "ci: ": steps of a run are called like kinds of changes. */
static bool is_step_of_run(struct wd_str kind)
{
    static const char *const steps[] = {"build", "ci", "test"};

    return WD_STR_IN(kind, steps);
}

/* "fix(oss): …", "docs: …", "feat!: …"; but "build: ERROR: (gcloud.x) …". */
bool wd_text_is_commit(struct wd_str s)
{
    static const char *const kinds[] = {"feat", "fix",   "docs", "doc",      "chore", "test",
                                        "ci",   "build", "perf", "refactor", "revert"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (*kinds[i] != wd_str_at(s, 0) || !wd_str_starts(s, wd_str_of(kinds[i])))
            continue;
        struct wd_str rest = wd_str_from(s, strlen(kinds[i]));
        bool scoped = wd_str_at(rest, 0) == '(';
        if (scoped)
            rest = wd_str_from(rest, wd_str_find_char(wd_str_sub(rest, 0, 40), ')') + 1);
        if (wd_str_at(rest, 0) == '!')
            rest = wd_str_from(rest, 1);
        if (wd_str_at(rest, 0) == ':' && (scoped || wd_str_at(rest, 1) == ' '))
            return scoped || !is_step_of_run(wd_str_of(kinds[i])) ||
                   !is_answer(wd_str_from(rest, 2));
    }
    return false;
}

/* "- oss: retry what failed with 403": the scope of a change, and what was done about it. */
bool wd_text_is_change(struct wd_str line)
{
    static const char *const verbs[] = {"add ",     "allow ",    "avoid ",   "bump ",   "clarify ",
                                        "convert ", "document ", "drop ",    "fix ",    "handle ",
                                        "ignore ",  "improve ",  "log ",     "make ",   "print ",
                                        "raise ",   "remove ",   "rename ",  "report ", "retry ",
                                        "return ",  "show ",     "support ", "update ", "use "};
    struct wd_str s = wd_str_trim_left(line);

    if (s.len < 4 || !wd_char_in(s.ptr[0], "-*+") || s.ptr[1] != ' ')
        return false;
    s = wd_text_marks_off(s);
    size_t colon = wd_str_find(wd_str_sub(s, 0, 40), WD_STR(": "));
    if (colon != WD_NPOS && wd_str_find_char(wd_str_sub(s, 0, colon), ' ') == WD_NPOS)
        s = wd_str_from(s, colon + 2);
    return WD_STR_ISTARTS_ANY(s, verbs);
}

/* "## 403 Forbidden": a heading of a manual; not "# ERROR: …", as test runners quote what a program said. */
static bool is_heading(struct wd_str line)
{
    size_t marks = 0;

    while (marks < line.len && line.ptr[marks] == '#')
        marks++;
    struct wd_str rest = wd_str_from(line, marks);
    return marks > 0 && marks <= 6 && rest.len > 1 && rest.ptr[0] == ' ' &&
           !wd_str_istarts(rest, WD_STR(" error:")) && !wd_str_starts(rest, WD_STR(" ERROR "));
}

/* "| FAIL |": what a test runner says of the line. */
static bool is_verdict(struct wd_str cell)
{
    enum { LONGEST = 8 };

    cell = wd_str_trim(cell);
    if (cell.len > LONGEST)
        return false;
    for (size_t i = 0; i < cell.len; i++)
        if (!wd_is_upper(cell.ptr[i]))
            return false;
    return true;
}

/* "2026-11-20 10:00:00", "10:00": when something happened. */
static bool is_time(struct wd_str cell)
{
    cell = wd_str_trim(cell);
    size_t digits = wd_str_digits(cell, 0);
    char mark = wd_str_at(cell, digits);

    return wd_str_digits(cell, digits + 1) == 2 &&
           ((digits == 4 && wd_char_in(mark, "-/")) || (digits == 2 && mark == ':'));
}

/* What a program tells of an event, in a row of what was asked of a table. */
static bool is_row_of_event(struct wd_str s)
{
    while (s.len > 0)
        if (is_time(wd_str_cut(&s, '|')))
            return true;
    return false;
}

/* "| `403 …` | what it means |": a row of a manual's table, whether or not its first bar was taken for a frame. */
static bool is_row(struct wd_str line)
{
    struct wd_str s = wd_str_trim(line);

    if (s.len < 8 || s.ptr[s.len - 1] != '|')
        return false;
    s.len--;
    size_t bar = wd_str_rfind_char(s, '|');
    return bar != WD_NPOS && bar > 1 && s.ptr[bar - 1] == ' ' &&
           !is_verdict(wd_str_from(s, bar + 1)) && !is_row_of_event(s);
}

bool wd_text_is_page(struct wd_str line)
{
    return line.len > 0 && (is_heading(line) || is_row(line));
}
