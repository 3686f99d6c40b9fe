/* Messages of commits: what git prints of them, and the ends of tickets that they tell of. */
#include "read/text/around/around.h"
#include "read/text/text.h"

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

/* Nothing but digits of a commit's short or whole name, letters among them. */
static bool is_hash(struct wd_str word)
{
    size_t digits = 0;

    for (size_t i = 0; i < word.len; i++) {
        if (!wd_is_digit(word.ptr[i]) && !(word.ptr[i] >= 'a' && word.ptr[i] <= 'f'))
            return false;
        digits += wd_is_digit(word.ptr[i]);
    }
    return (word.len == 40 || (word.len >= 7 && word.len <= 10)) && digits > 0 && digits < word.len;
}

/* "Handle 403 of …": what a commit does; a request's id stands before a logger's words or a sentence. */
static bool is_title(struct wd_str s)
{
    static const char *const verbs[] = {"fix",    "fixes",  "add",  "adds",   "handle", "remove",
                                        "update", "retry",  "make", "map",    "log",    "revert",
                                        "ignore", "report", "docs", "test",   "treat",  "support",
                                        "merge",  "bump",   "use",  "explain"};

    return wd_text_is_commit(s) || WD_STR_IIN(wd_str_cut(&s, ' '), verbs);
}

/* "9fceb02 title", as `git log --oneline` has it; "[main 9fceb02] title". */
static bool is_of_one_line(struct wd_str s)
{
    struct wd_str rest = s;

    if (is_committed(s))
        return is_title(wd_str_from(s, wd_str_find(s, WD_STR("] ")) + 2));
    return is_hash(wd_str_cut(&rest, ' ')) && is_title(rest);
}

/* "HEAD is now at 9fceb02 title", "Merge pull request #12 from …", "9fceb02 title": what git and its hosts tell of a change. */
bool wd_text_is_of_history(struct wd_str s)
{
    static const char *const heads[] = {"HEAD is now at ", "Merge pull request #",
                                        "Merging PR #",    "Merge branch '",
                                        "Merged PR ",      "Merged #",
                                        "Cherry-picked ",  "Reverting ",
                                        "Revert \"",       "Previous HEAD position was "};

    return WD_STR_ANY(wd_str_starts, s, heads) || is_of_one_line(s);
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
