/* The copy format of the Logs Explorer: names without quotes, no commas, `{2}` for what was folded
 * when it was copied, and numbers in front of the elements of arrays. */
#include "ingest/rewrite.h"

#include "whydenied/base/char.h"
#include <stdint.h>

#include "whydenied/base/limits.h"

void wd_rewrite_string(struct wd_buf *out, struct wd_str s)
{
    size_t copied = 0;

    wd_buf_putc(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        wd_buf_put(out, wd_str_sub(s, copied, i - copied));
        if (c < 0x20)
            wd_buf_printf(out, "\\u%04x", c);
        else
            wd_buf_printf(out, "\\%c", c);
        copied = i + 1;
    }
    wd_buf_put(out, wd_str_from(s, copied));
    wd_buf_putc(out, '"');
}

static size_t digits(struct wd_str s, size_t at)
{
    size_t from = at;

    while (at < s.len && wd_is_digit(s.ptr[at]))
        at++;
    return at - from;
}

/* Numbers of more than 18 digits are identifiers, and safe only as strings. */
static bool is_number(struct wd_str s)
{
    size_t at = s.len > 0 && s.ptr[0] == '-';
    size_t whole = digits(s, at), part;

    if (whole == 0 || whole > 18 || (whole > 1 && s.ptr[at] == '0'))
        return false;
    at += whole;
    if (at < s.len && s.ptr[at] == '.') {
        part = digits(s, at + 1);
        if (part == 0)
            return false;
        at += 1 + part;
    }
    return at == s.len;
}

static bool is_literal(struct wd_str s)
{
    return wd_str_eqz(s, "true") || wd_str_eqz(s, "false") || wd_str_eqz(s, "null") || is_number(s);
}

void wd_rewrite_scalar(struct wd_buf *out, struct wd_str s)
{
    if (s.len == 0 || wd_str_eqz(s, "~"))
        wd_buf_putz(out, "null");
    else if (is_literal(s))
        wd_buf_put(out, s);
    else
        wd_rewrite_string(out, s);
}

struct reader {
    struct wd_buf *out;
    struct wd_str text;
    size_t at;
    unsigned depth;
    uint64_t objects; /* a bit a level */
    bool comma;       /* before the next name or element */
};

static char next_char(struct reader *r)
{
    while (r->at < r->text.len && memchr(" \t\r\n,", r->text.ptr[r->at], 5))
        r->at++;
    return r->at < r->text.len ? r->text.ptr[r->at] : '\0';
}

/* The string at `at` as it stands, quotes included. */
static bool copy_string(struct reader *r)
{
    size_t from = r->at++;

    while (r->at < r->text.len && r->text.ptr[r->at] != '"')
        r->at += r->text.ptr[r->at] == '\\' ? 2 : 1;
    if (r->at >= r->text.len)
        return false;
    r->at++;
    wd_buf_put(r->out, wd_str_sub(r->text, from, r->at - from));
    return true;
}

static bool read_name(struct reader *r)
{
    size_t from = r->at;

    if (r->text.ptr[r->at] == '"') {
        if (!copy_string(r))
            return false;
    } else {
        while (r->at < r->text.len && !memchr(": \t\r\n{}[]\"", r->text.ptr[r->at], 10))
            r->at++;
        if (r->at == from)
            return false;
        wd_rewrite_string(r->out, wd_str_sub(r->text, from, r->at - from));
    }
    if (next_char(r) != ':')
        return false;
    r->at++;
    wd_buf_putc(r->out, ':');
    return true;
}

/* "3: " in front of an element. */
static void pass_index(struct reader *r)
{
    size_t n = digits(r->text, r->at);

    if (n > 0 && r->at + n < r->text.len && r->text.ptr[r->at + n] == ':')
        r->at += n + 1;
}

/* "{2}": something with two members that was not unfolded. */
static bool pass_folded(struct reader *r, char close)
{
    size_t n = digits(r->text, r->at + 1);

    if (n == 0 || r->at + n + 1 >= r->text.len || r->text.ptr[r->at + n + 1] != close)
        return false;
    r->at += n + 2;
    wd_buf_putz(r->out, close == '}' ? "{}" : "[]");
    return true;
}

static bool read_value(struct reader *r)
{
    char c = next_char(r);
    size_t from = r->at;

    r->comma = true;
    if (c == '"')
        return copy_string(r);
    if (c == '{' || c == '[') {
        if (pass_folded(r, c == '{' ? '}' : ']'))
            return true;
        r->at++;
        r->comma = false;
        r->objects = r->objects << 1 | (c == '{');
        wd_buf_putc(r->out, c);
        return ++r->depth <= WD_DEPTH_MAX;
    }
    while (r->at < r->text.len && !memchr(",\r\n{}[]\"", r->text.ptr[r->at], 8))
        r->at++;
    if (r->at == from)
        return false;
    struct wd_str word = wd_str_trim(wd_str_sub(r->text, from, r->at - from));
    wd_buf_put(r->out, word);
    return is_literal(word); /* words without quotes are no copy of an entry, but text */
}

static bool close_level(struct reader *r, char c)
{
    if (c != ((r->objects & 1) ? '}' : ']'))
        return false;
    wd_buf_putc(r->out, c);
    r->objects >>= 1;
    r->depth--;
    r->at++;
    r->comma = true;
    return true;
}

bool wd_rewrite_explorer(struct wd_buf *out, struct wd_str text)
{
    struct reader r = {.out = out, .text = text};
    bool sound = read_value(&r);

    while (sound && r.depth > 0) {
        char c = next_char(&r);
        if (c == '}' || c == ']') {
            sound = close_level(&r, c);
            continue;
        }
        if (c == '\0')
            return false;
        if (r.comma)
            wd_buf_putc(out, ',');
        if (r.objects & 1)
            sound = read_name(&r);
        else
            pass_index(&r);
        sound = sound && read_value(&r);
    }
    return sound && !out->failed;
}
