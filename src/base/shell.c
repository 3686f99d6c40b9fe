/* One word for a POSIX shell, and back. Single quotes keep every byte but themselves. */
#include "whydenied/base/escape.h"

/* Letters, digits, and + , - . / : _ @ % = */
static const bool plain[256] = {
    ['%'] = 1, ['+'] = 1, [','] = 1, ['-'] = 1, ['.'] = 1, ['/'] = 1, ['0'] = 1, ['1'] = 1,
    ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
    [':'] = 1, ['='] = 1, ['@'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1,
    ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1,
    ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1,
    ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['_'] = 1, ['a'] = 1, ['b'] = 1,
    ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1,
    ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1,
    ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
};

static bool is_plain(char c)
{
    return plain[(unsigned char)c];
}

/* Four together: nearly every word of a command is plain to its end. */
static bool all_plain(struct wd_str s)
{
    size_t i = 0;

    for (; i + 4 <= s.len; i += 4)
        if ((int)is_plain(s.ptr[i]) + is_plain(s.ptr[i + 1]) + is_plain(s.ptr[i + 2]) +
                is_plain(s.ptr[i + 3]) <
            4)
            return false;
    for (; i < s.len; i++)
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
