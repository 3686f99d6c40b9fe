/* Messages of commits: what git prints of them, and the ends of tickets that they tell of. */
#include "read/text/around/around.h"

/* "Closes #12: …", "Fixes OPS-88 (…)": the end of a ticket, in a commit's words. */
static bool is_closing(struct wd_str s)
{
    static const char *const verbs[] = {"closes ", "fixes ", "resolves ", "refs "};
    size_t at = 0;

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs && at == 0; i++)
        at = wd_str_istarts(s, wd_str_of(verbs[i])) ? strlen(verbs[i]) : 0;
    if (at == 0)
        return false;
    while (wd_is_upper(wd_str_at(s, at)) || wd_char_in(wd_str_at(s, at), "#-"))
        at++;
    return wd_char_in(s.ptr[at - 1], "#-") && wd_is_digit(wd_str_at(s, at));
}

/* "#12 closed: …" */
static bool is_closed(struct wd_str s)
{
    size_t digits = wd_str_at(s, 0) == '#' ? wd_str_digits(s, 1) : 0;
    struct wd_str rest = wd_str_from(s, 1 + digits);

    return digits > 0 &&
           (wd_str_istarts(rest, WD_STR(" closed")) || wd_str_istarts(rest, WD_STR(" merged")));
}

/* "[main 9fceb02] title", as `git commit` answers. */
static bool is_committed(struct wd_str s)
{
    size_t close = wd_str_at(s, 0) == '[' ? wd_str_find(s, WD_STR("] ")) : WD_NPOS;
    struct wd_str head = wd_str_sub(s, 0, close == WD_NPOS ? 0 : close);
    size_t blank = wd_str_rfind_char(head, ' '), digits = 0;
    struct wd_str hash = blank == WD_NPOS ? WD_STR_NONE : wd_str_from(head, blank + 1);

    for (size_t i = 0; i < hash.len; i++) {
        if (!wd_is_hex(hash.ptr[i]))
            return false;
        digits += wd_is_digit(hash.ptr[i]);
    }
    return hash.len >= 7 && hash.len <= 40 && digits > 0 && digits < hash.len;
}

bool wd_text_is_of_git(struct wd_str line)
{
    return is_closed(line) || is_closing(line) || is_committed(line);
}

/* A commit's message in `git log`: set in below who wrote it and when, whatever stands between. */
bool wd_around_is_of_commit(const struct wd_around *around)
{
    if (!wd_str_starts(around->line, WD_STR("    ")))
        return false;
    for (size_t i = 0; i + 1 < around->before_count; i++)
        if (wd_str_starts(around->before[i].text, WD_STR("Date: ")) &&
            wd_str_starts(around->before[i + 1].text, WD_STR("Author: ")))
            return true;
    return false;
}
