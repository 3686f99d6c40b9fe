/* Running text and code spans that stay plain in CommonMark, in GitHub's dialect and in GitLab's.
 *
 * A backslash takes the meaning from punctuation. It does not help against what those sites look for
 * in the finished page (mentions, references, bare URLs, emoji names): there a zero-width space
 * splits the pattern, as update bots do. Text that people will copy belongs into a code span, and so do
 * addresses in the middle of a sentence: a zero-width space in a pasted one breaks the grant. */
#include "whydenied/base/char.h"
#include "whydenied/base/escape.h"

#define SPLIT "&#8203;"

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

/* ":name:" from the colon at `i` on. Names hold no colon, so that looking at all is linear. */
static bool is_emoji_name(struct wd_str s, size_t i)
{
    size_t end = i + 1;
    while (wd_is_alnum(wd_str_at(s, end)) || wd_str_at(s, end) == '_' || wd_str_at(s, end) == '+' ||
           wd_str_at(s, end) == '-')
        end++;
    return end > i + 1 && wd_str_at(s, end) == ':';
}

/* Whether the character at `i` needs a split behind it to stay plain. */
static bool needs_split(struct wd_str s, size_t i)
{
    char next = wd_str_at(s, i + 1);
    switch (s.ptr[i]) {
    case '@':
    case '#':
        return wd_is_alnum(next);
    case '!':
        return wd_is_digit(next);
    case '-': /* GH-123 */
        return wd_is_digit(next) && i >= 2 && wd_str_ieq(wd_str_sub(s, i - 2, 2), WD_STR("gh"));
    case '.':
        return i >= 3 && wd_str_ieq(wd_str_sub(s, i - 3, 3), WD_STR("www"));
    case ':':
        return (next == '/' && wd_str_at(s, i + 2) == '/') || is_emoji_name(s, i);
    default:
        return false;
    }
}

static bool in_address(char c)
{
    return wd_is_word(c) || is_one_of(c, ".:+%/@-");
}

/* How much of the text at `i`, where a word begins, is an address: "user:dana@example.com"; 0: none. */
static size_t address_length(struct wd_str s, size_t i)
{
    size_t end = i, sign = 0;

    if (i > 0 && (in_address(s.ptr[i - 1]) || s.ptr[i - 1] == '`'))
        return 0;
    while (end < s.len && in_address(s.ptr[end])) {
        if (s.ptr[end] == '@' && end > i && wd_is_alnum(s.ptr[end - 1]))
            sign = end;
        end++;
    }
    while (end > i && !wd_is_alnum(s.ptr[end - 1]))
        end--; /* the sentence's own full stop */
    return sign && sign + 1 < end && wd_str_at(s, end) != '`' ? end - i : 0;
}

/* Where the text would start a list, a rule or a heading: everything up to `head` is escaped. */
static size_t marker_length(struct wd_str s)
{
    size_t i = 0;
    while (wd_str_at(s, i) == ' ' || wd_is_digit(wd_str_at(s, i)))
        i++;
    while (i < s.len && is_one_of(s.ptr[i], "+-=.):"))
        i++;
    return i;
}

static void put_code(struct wd_buf *out, struct wd_str text);

static void put_character(struct wd_buf *out, char c, bool in_marker)
{
    if (c == '&')
        wd_buf_putz(out, "&amp;");
    else if (c == '<')
        wd_buf_putz(out, "&lt;");
    else if (c == '>')
        wd_buf_putz(out, "&gt;");
    else if (c == ' ' && in_marker)
        wd_buf_putz(out, "&#32;"); /* four blanks would make a code block */
    else {
        if (is_one_of(c, "\\`*_[]#|~!$") || (in_marker && !wd_is_digit(c)))
            wd_buf_putc(out, '\\');
        wd_buf_putc(out, c);
    }
}

void wd_escape_markdown(struct wd_buf *out, struct wd_str s)
{
    struct wd_buf visible;
    wd_buf_init(&visible, out->max);
    wd_escape_visible(&visible, s);
    struct wd_str text = wd_buf_str(&visible);
    size_t marker = marker_length(text);
    for (size_t i = 0; i < text.len && !out->failed; i++) {
        size_t address = i >= marker ? address_length(text, i) : 0;
        if (address > 0) {
            put_code(out, wd_str_sub(text, i, address));
            i += address - 1;
            continue;
        }
        put_character(out, text.ptr[i], i < marker);
        if (needs_split(text, i))
            wd_buf_putz(out, SPLIT);
    }
    out->failed = out->failed || visible.failed;
    wd_buf_done(&visible);
}

static size_t longest_run_of_backticks(struct wd_str s)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < s.len; i++) {
        run = s.ptr[i] == '`' ? run + 1 : 0;
        if (run > longest)
            longest = run;
    }
    return longest;
}

/* A pipe ends a table cell even inside a code span, and its escape shows outside of tables; written
 * by its number it is safe in both. */
static void put_code(struct wd_buf *out, struct wd_str text)
{
    size_t fence = longest_run_of_backticks(text) + 1;
    bool pad =
        text.len == 0 || is_one_of(text.ptr[0], "` ") || is_one_of(text.ptr[text.len - 1], "` ");
    for (size_t i = 0; i < fence; i++)
        wd_buf_putc(out, '`');
    if (pad)
        wd_buf_putc(out, ' ');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '|')
            wd_buf_putz(out, "\\x7c");
        else
            wd_buf_putc(out, text.ptr[i]);
    }
    if (pad && text.len)
        wd_buf_putc(out, ' ');
    for (size_t i = 0; i < fence; i++)
        wd_buf_putc(out, '`');
}

void wd_escape_markdown_code(struct wd_buf *out, struct wd_str s)
{
    struct wd_buf visible;
    wd_buf_init(&visible, out->max);
    wd_escape_visible(&visible, s);
    if (visible.failed)
        out->failed = true;
    else
        put_code(out, wd_buf_str(&visible));
    wd_buf_done(&visible);
}
