/* The copy format of the Logs Explorer: names without quotes, no commas, `{2}` for what was folded
 * when it was copied, and numbers in front of the elements of arrays. */
#include "ingest/frame.h"

#include "whydenied/base/char.h"
#include <stdint.h>

#include "whydenied/base/json_put.h"
#include "whydenied/base/limits.h"

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
        wd_json_put_string(r->out, wd_str_sub(r->text, from, r->at - from));
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
    size_t n = wd_str_digits(r->text, r->at);

    if (n > 0 && r->at + n < r->text.len && r->text.ptr[r->at + n] == ':')
        r->at += n + 1;
}

/* "{2}": something with two members that was not unfolded. */
static bool pass_folded(struct reader *r, char close)
{
    size_t n = wd_str_digits(r->text, r->at + 1);

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
    return wd_json_is_plain(word); /* words without quotes are no copy of an entry, but text */
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
