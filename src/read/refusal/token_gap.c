/* What stands between two tokens. Everything that only dresses a word belongs to it: quotes of all kinds and their escapes
 * (any number of backslashes), brackets, ANSI colours with or without their ESC, the bars of boxes, bullets. */
#include "read/refusal/token_bytes.h"

#include "whydenied/base/char.h"

static void note(struct wd_gap *gap, unsigned class, char c)
{
    gap->quote = class == WD_BYTE_QUOTE || class == WD_BYTE_BRACKET ? class : 0;
    gap->bracket = class == WD_BYTE_BRACKET ? c : '\0';
    gap->braced = gap->braced || gap->bracket == '{';
    switch (class) {
    case WD_BYTE_NEWLINE:
        gap->newlines++;
        gap->bar = gap->indent = false;
        break;
    case WD_BYTE_BLANK:
        gap->indent = gap->indent || gap->newlines > 0;
        break;
    case WD_BYTE_BAR:
        gap->bar = true;
        break;
    case WD_BYTE_COMMA:
        gap->comma = true;
        break;
    case WD_BYTE_SEMICOLON:
    case WD_BYTE_STOP:
        gap->ends = true;
        break;
    default:
        break;
    }
}

/* The length of a colour or of a tag that only dresses words; 0: the bracket is neither's. */
static size_t dressing(struct wd_str s, size_t at)
{
    size_t colour = wd_byte_colour(s, at);

    return colour > 0 ? colour : wd_byte_dressing_tag(s, at);
}

/* "\r\n" is one line's end: its second byte counts. */
static bool is_half_newline(struct wd_str s, size_t at)
{
    return wd_byte_at(s, at) == '\r' && wd_byte_at(s, at + 1) == '\n';
}

struct wd_gap wd_gap_skip(struct wd_str s, size_t *from)
{
    struct wd_gap gap = {0};
    size_t at = *from;

    if (wd_str_at(s, at) == ' ' && wd_is_alnum(wd_str_at(s, at + 1))) {
        *from = at + 1; /* between most words stands one blank, and nothing else */
        return gap;
    }
    while (at < s.len) {
        size_t len, skip;
        char c = s.ptr[at];
        unsigned class = wd_byte_class(s, at, &len);
        if (class == WD_BYTE_BACKSLASH)
            class = wd_byte_escape(s, at, &len);
        if (class == WD_BYTE_IN_TOKEN && !wd_byte_bullet(s, at))
            break;
        if (class == WD_BYTE_IN_TOKEN)
            class = WD_BYTE_BLANK;
        if (class == WD_BYTE_BRACKET && (skip = dressing(s, at)) > 0) {
            at += skip;
            continue;
        }
        if (class == WD_BYTE_BRACKET && (skip = wd_byte_closing_tag(s, at)) > 0) {
            gap.ends = true;
            len = skip;
        }
        if (class != WD_BYTE_NEWLINE || !is_half_newline(s, at))
            note(&gap, class, c);
        at += len;
    }
    *from = at;
    return gap;
}
