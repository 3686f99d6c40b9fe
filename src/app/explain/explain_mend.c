/* What a message went through before it was pasted: mails quote it, browsers and chats put characters into it that
 * nobody sees, terminals break it at their width. */
#include "app/explain/explain.h"
#include "whydenied/base/char.h"
#include "whydenied/base/columns.h"

#define WIDTH_MIN 60u /* no terminal is narrower; shorter lines end by themselves */

static const struct {
    const char *written, *meant;
} meanings[] = {
    {"\xC2\xA0", " "},      {"\xE2\x80\xAF", " "}, /* no-break spaces */
    {"\xE2\x80\x87", " "},  {"\xE2\x80\x89", " "}, /* spaces of a figure, thin ones */
    {"\xE3\x80\x80", " "},                         /* the ideographic one */
    {"\xE2\x80\x8B", ""},   {"\xE2\x80\x8C", ""},  /* of no width: a place for a line to end */
    {"\xE2\x80\x8D", ""},   {"\xE2\x81\xA0", ""},  /* joiners */
    {"\xC2\xAD", ""},       {"\xEF\xBB\xBF", ""},  /* the soft hyphen, the mark of byte order */
    {"\xEF\xBC\x82", "\""}, {"\xEF\xBC\x87", "'"}, /* quotes of full width */
    {"&quot;", "\""},       {"&#34;", "\""},       {"&#39;", "'"},
    {"&#x27;", "'"},        {"&apos;", "'"},       {"&lt;", "<"},
    {"&gt;", ">"},          {"&nbsp;", " "},       {"&amp;", "&"},
};

/* Puts what stands at the start of s as it is meant; returns its length, 0: it means itself. */
static size_t put_meaning(struct wd_buf *out, struct wd_str s)
{
    unsigned char c = (unsigned char)s.ptr[0];

    for (size_t i = 0; (c >= 0x80 || c == '&') && i < sizeof meanings / sizeof *meanings; i++)
        if (wd_str_starts(s, wd_str_of(meanings[i].written))) {
            wd_buf_putz(out, meanings[i].meant);
            return strlen(meanings[i].written);
        }
    return 0;
}

/* "> > text", "+ text" of a line: the marks that stand before it in a mail or a comparison. */
static struct wd_str without_marks(struct wd_str line, char mark)
{
    size_t n = 0;

    while (n < line.len && (line.ptr[n] == ' ' || line.ptr[n] == '>'))
        n++;
    if (wd_str_find_char(wd_str_sub(line, 0, n), '>') != WD_NPOS)
        return wd_str_from(line, n);
    if (mark && line.len > 1 && line.ptr[0] == mark)
        return wd_str_from(line, 2);
    return line;
}

/* The mark that two lines and more have in common, with a blank behind it; 0: none. */
static char common_mark(struct wd_str text)
{
    size_t lines = 0;
    char mark = '\0';

    while (text.len > 0) {
        struct wd_str line = wd_str_cut(&text, '\n');

        if (wd_str_trim(line).len == 0)
            continue;
        if (line.len < 2 || !wd_char_in(line.ptr[0], "+-*|#") || line.ptr[1] != ' ' ||
            (mark && line.ptr[0] != mark))
            return '\0';
        mark = line.ptr[0];
        lines++;
    }
    return lines > 1 ? mark : '\0';
}

bool wd_explain_clean(struct wd_str text, struct wd_buf *out)
{
    const char mark = common_mark(text);
    bool changed = false;

    for (struct wd_str rest = text; rest.len > 0;) {
        struct wd_str line = wd_str_cut(&rest, '\n');
        struct wd_str bare = without_marks(line, mark);

        changed = changed || bare.len != line.len;
        while (bare.len > 0) {
            size_t n = put_meaning(out, bare);

            changed = changed || n > 0;
            if (n == 0)
                wd_buf_putc(out, bare.ptr[0]);
            bare = wd_str_from(bare, n ? n : 1);
        }
        wd_buf_putc(out, '\n');
    }
    return changed && !out->failed;
}

static struct wd_str cut_line(struct wd_str *rest)
{
    struct wd_str line = wd_str_cut(rest, '\n');

    return wd_str_ends(line, WD_STR("\r")) ? wd_str_sub(line, 0, line.len - 1) : line;
}

bool wd_explain_unfold(struct wd_str text, struct wd_buf *out)
{
    unsigned width = 0;
    bool joined = false;

    for (struct wd_str rest = text; rest.len > 0;) {
        unsigned columns = wd_columns(cut_line(&rest));
        width = columns > width ? columns : width;
    }
    while (text.len > 0) {
        struct wd_str line = cut_line(&text);
        bool shell = wd_str_ends(line, WD_STR("\\"));

        wd_buf_put(out, shell ? wd_str_sub(line, 0, line.len - 1) : line);
        if (text.len > 0 && (shell || (width >= WIDTH_MIN && wd_columns(line) == width)))
            joined = true;
        else
            wd_buf_putc(out, '\n');
    }
    return joined && !out->failed;
}

bool wd_explain_refill(struct wd_str text, struct wd_buf *out)
{
    bool joined = false, open = false;

    while (text.len > 0) {
        struct wd_str line = wd_str_trim(wd_str_cut(&text, '\n'));

        joined = joined || (open && line.len > 0);
        if (open)
            wd_buf_putc(out, line.len > 0 ? ' ' : '\n');
        wd_buf_put(out, line);
        open = line.len > 0;
    }
    wd_buf_putc(out, '\n');
    return joined && !out->failed;
}
