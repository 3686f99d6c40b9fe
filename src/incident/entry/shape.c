/* The shape of a message: what stays when everything that varies is taken out. Denials that no rule
 * knows are grouped by it, so that a thousand lines that differ in a build number are one gap to close.
 *
 * Words with digits lose the digits, long runs of hex and UUIDs become '#', quoted values become
 * empty quotes, runs of blanks one blank. The first WD_SHAPE_MAX bytes decide. */
#include "incident/table/table.h"
#include "whydenied/base/char.h"

#define WD_SHAPE_MAX   1024u
#define WD_QUOTED_MAX  256u /* a quote that does not close within this is a plain character */
#define WD_HEX_RUN_MIN 8u

static bool is_word(char c)
{
    return wd_is_digit(c) || wd_is_letter(c) || c == '_' || c == '-' || (unsigned char)c >= 0x80;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
}

/* All hex and dashes, and long enough not to be a word. */
static bool is_identifier(struct wd_str word)
{
    size_t hex = 0;

    for (size_t i = 0; i < word.len; i++) {
        if (!wd_is_hex(word.ptr[i]) && word.ptr[i] != '-')
            return false;
        hex += wd_is_hex(word.ptr[i]);
    }
    return hex >= WD_HEX_RUN_MIN;
}

static size_t put_word(char *out, size_t at, struct wd_str word)
{
    if (is_identifier(word)) {
        out[at++] = '#';
        return at;
    }
    for (size_t i = 0; i < word.len; i++)
        if (!wd_is_digit(word.ptr[i]))
            out[at++] = word.ptr[i];
        else if (i == 0 || !wd_is_digit(word.ptr[i - 1]))
            out[at++] = '#';
    return at;
}

/* Length of a quoted value with its quotes, or 0. An apostrophe inside a word opens nothing. */
static size_t quoted(struct wd_str s, bool after_word)
{
    char quote = s.ptr[0];
    size_t close;

    if ((quote != '\'' && quote != '"' && quote != '`') || after_word)
        return 0;
    close = wd_str_find_char(wd_str_sub(s, 1, WD_QUOTED_MAX), quote);
    return close == WD_NPOS ? 0 : close + 2;
}

struct wd_str wd_shape(struct wd_str text, struct wd_arena *scratch)
{
    struct wd_str s = wd_str_sub(wd_str_trim(text), 0, WD_SHAPE_MAX);
    char *out = wd_arena_alloc(scratch, s.len + 1); /* no step writes more than it reads */
    size_t at = 0, i = 0;
    bool after_word = false;

    if (!out)
        return WD_STR_NONE;
    while (i < s.len) {
        size_t len = quoted(wd_str_from(s, i), after_word);
        after_word = false;
        if (len) {
            out[at++] = s.ptr[i];
            out[at++] = s.ptr[i];
            i += len;
        } else if (is_word(s.ptr[i])) {
            for (len = 0; i + len < s.len && is_word(s.ptr[i + len]);)
                len++;
            at = put_word(out, at, wd_str_sub(s, i, len));
            i += len;
            after_word = true;
        } else if (is_blank(s.ptr[i])) {
            if (at > 0 && out[at - 1] != ' ')
                out[at++] = ' ';
            i++;
        } else {
            out[at++] = s.ptr[i++];
        }
    }
    return wd_str_make(out, at);
}
