/* Lines of a listing by their form: of a source by grep and editors, of titles by git and test runners, of two files by
 * diff. */
#include "read/text/around/around.h"

/* Where ":12:" or "-12-" of grep begins in the first word; its length goes to *ret_len. WD_NPOS: nowhere. */
static size_t number_of_line(struct wd_str word, char mark, size_t *ret_len)
{
    for (size_t at = 1; at + 2 < word.len; at++) {
        size_t digits = word.ptr[at] == mark ? wd_str_digits(word, at + 1) : 0;
        if (digits > 0 && digits < 7 && wd_str_at(word, at + 1 + digits) == mark) {
            *ret_len = digits + 2;
            return at;
        }
    }
    return WD_NPOS;
}

/* "src/x.py:12:" at the start, or "src/x.py-12-" of a line beside the one that was looked for: its length, 0 if none
 * stands there. */
static size_t path_length(struct wd_str s)
{
    struct wd_str word = wd_str_sub(s, 0, wd_str_find_char(s, ' '));
    size_t len = 0, at = number_of_line(word, ':', &len);

    if (at == WD_NPOS)
        at = number_of_line(word, '-', &len);
    return at != WD_NPOS && s.ptr[0] != '/' &&
                   wd_str_find_char(wd_str_sub(s, 0, at), '.') != WD_NPOS
               ? at + len
               : 0;
}

/* Two blanks: a logger puts one. */
static bool is_set_in(struct wd_str s, size_t at)
{
    return wd_str_at(s, at) == '\t' || wd_str_starts(wd_str_from(s, at), WD_STR("  "));
}

/* Behind "path/to/file.py:12:" of grep, "  12 | " and "   12\t" of listings, and the marks of a change: the line of the
 * file. The line itself if it is none. */
struct wd_str wd_text_listed(struct wd_str s, bool *ret_listing)
{
    size_t digits;

    s = wd_str_trim_left_of(s, " \t>");
    digits = wd_str_digits(s, 0);
    if (digits > 0 && digits < 7 &&
        (wd_str_at(s, digits) == '\t' || wd_str_starts(wd_str_from(s, digits), WD_STR(" | ")))) {
        *ret_listing = true;
        return wd_str_trim_left(wd_str_from(s, digits + (wd_str_at(s, digits) == '\t' ? 1 : 3)));
    }
    size_t behind = path_length(s);
    if (behind > 0) {
        *ret_listing = wd_str_has(wd_str_sub(s, 0, behind), WD_STR("/")) &&
                       (!wd_char_in(wd_str_at(s, behind), " \t") || is_set_in(s, behind));
        return wd_str_trim_left(wd_str_from(s, behind));
    }
    return wd_char_in(wd_str_at(s, 0), "+-") ? wd_str_trim_left(wd_str_from(s, 1)) : s;
}

/* "v1.2.3          title" of `git tag -n`; "ok 14 - title" of a test. */
bool wd_text_is_title(struct wd_str s)
{
    size_t at = wd_str_at(s, 0) == 'v' ? 1 : 0;

    if (wd_str_starts(s, WD_STR("ok ")) && wd_is_digit(wd_str_at(s, 3)))
        return true;
    while (at > 0 && at < s.len && (wd_is_digit(s.ptr[at]) || s.ptr[at] == '.'))
        at++;
    return at > 3 && wd_str_starts(wd_str_from(s, at), WD_STR("   "));
}

/* "< text" below diff's "12c12", "3,4d2". */
bool wd_around_is_of_diff(const struct wd_around *around)
{
    struct wd_str head = around->before_count > 0 ? around->before[0].text : WD_STR_NONE;
    size_t at = wd_str_digits(head, 0);

    if (at > 0 && wd_str_at(head, at) == ',')
        at += 1 + wd_str_digits(head, at + 1);
    return at > 0 && at < head.len && wd_char_in(head.ptr[at], "acd") &&
           wd_str_digits(head, at + 1) > 0 && wd_char_in(wd_str_at(around->printed.text, 0), "<>");
}
