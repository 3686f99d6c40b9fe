/* One word for a POSIX shell, and back. Single quotes keep every byte but themselves. */
#include "whydenied/base/escape.h"

#include "whydenied/base/char.h"

static bool is_plain(char c)
{
    return (c >= '+' && c <= ':') || /* + , - . / digits : */
           wd_is_letter(c) || c == '_' || c == '@' || c == '%' || c == '=';
}

static bool all_plain(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_plain(s.ptr[i]))
            return false;
    return s.len > 0;
}

void wd_shell_quote(struct wd_buf *out, struct wd_str word)
{
    if (all_plain(word)) {
        wd_buf_put(out, word);
        return;
    }
    wd_buf_putc(out, '\'');
    for (size_t at; (at = wd_str_find_char(word, '\'')) != WD_NPOS;) {
        wd_buf_put(out, wd_str_sub(word, 0, at));
        wd_buf_put(out, WD_STR("'\\''"));
        word = wd_str_from(word, at + 1);
    }
    wd_buf_put(out, word);
    wd_buf_putc(out, '\'');
}

void wd_shell_line(struct wd_buf *out, const struct wd_argv *argv)
{
    for (size_t i = 0; i < argv->argc; i++) {
        if (i > 0)
            wd_buf_putc(out, ' ');
        wd_shell_quote(out, wd_str_of(argv->argv[i]));
    }
}

/* Understands what wd_shell_quote writes: plain characters, 'quoted' parts and \' between them. */
int wd_shell_unquote(struct wd_buf *out, struct wd_str text)
{
    size_t before = out->len;
    struct wd_str rest = text;
    while (rest.len) {
        size_t end;
        if (rest.ptr[0] == '\'' &&
            (end = wd_str_find_char(wd_str_from(rest, 1), '\'')) != WD_NPOS) {
            wd_buf_put(out, wd_str_sub(rest, 1, end));
            rest = wd_str_from(rest, end + 2);
        } else if (wd_str_starts(rest, WD_STR("\\'"))) {
            wd_buf_putc(out, '\'');
            rest = wd_str_from(rest, 2);
        } else if (is_plain(rest.ptr[0])) {
            wd_buf_putc(out, rest.ptr[0]);
            rest = wd_str_from(rest, 1);
        } else {
            out->len = before;
            return -1;
        }
    }
    return text.len ? 0 : -1;
}
