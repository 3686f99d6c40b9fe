/* The readable beginning of a JSON text that breaks off, as a whole text: one pass that knows what may follow
 * what, stops at the first byte that may not, and closes what is open there. A name or a string that is not
 * whole ends at its last blank: half a word would be another word. */
#include "whydenied/base/arena.h"
#include "whydenied/base/char.h"
#include "whydenied/base/json.h"
#include "whydenied/base/limits.h"

enum expects { VALUE, FIRST_VALUE, NAME, FIRST_NAME, COLON, AFTER };

struct torn {
    struct wd_str text;
    size_t at;   /* next byte to look at */
    size_t keep; /* what stands before is whole, but for brackets to close */
    char closers[WD_DEPTH_MAX];
    size_t depth, keep_depth;
    enum expects expects;
    bool quote; /* a string is open at `keep` */
};

static void kept(struct torn *t, enum expects next)
{
    t->keep = t->at;
    t->keep_depth = t->depth;
    t->expects = next;
}

/* Where the string whose quote stands before `at` ends: its closing quote, or the first byte that no string holds. */
static bool string_end(const struct torn *t, size_t at, size_t *ret_end)
{
    for (; at < t->text.len && (unsigned char)t->text.ptr[at] >= 0x20; at++) {
        char c = t->text.ptr[at];
        if (c == '"') {
            *ret_end = at;
            return true;
        }
        if (c != '\\')
            continue;
        if (at + 1 >= t->text.len || !wd_char_in(t->text.ptr[at + 1], "\"\\/bfnrtu"))
            break;
        at++;
    }
    *ret_end = at;
    return false;
}

/* A value that breaks off inside a string keeps its whole words. */
static void keep_words(struct torn *t, size_t from, size_t end)
{
    size_t blank = wd_str_rfind_char(wd_str_sub(t->text, from, end - from), ' ');

    if (blank == WD_NPOS || blank == 0)
        return;
    t->keep = from + blank;
    t->keep_depth = t->depth;
    t->quote = true;
}

static bool read_string(struct torn *t)
{
    bool name = t->expects == NAME || t->expects == FIRST_NAME;
    size_t from = t->at + 1, end;

    if (!string_end(t, from, &end)) {
        if (!name)
            keep_words(t, from, end);
        return false;
    }
    t->at = end + 1;
    if (name)
        t->expects = COLON;
    else
        kept(t, AFTER);
    return true;
}

/* A number or a word; at the very end of the text nobody knows how it went on. */
static bool read_scalar(struct torn *t)
{
    size_t end = t->at;

    while (end < t->text.len &&
           (wd_is_alnum(t->text.ptr[end]) || wd_char_in(t->text.ptr[end], "+-.")))
        end++;
    struct wd_str word = wd_str_sub(t->text, t->at, end - t->at);
    if (end == t->text.len || word.len == 0)
        return false;
    if (!wd_is_digit(word.ptr[0]) && word.ptr[0] != '-' && !wd_str_eqz(word, "true") &&
        !wd_str_eqz(word, "false") && !wd_str_eqz(word, "null"))
        return false;
    t->at = end;
    kept(t, AFTER);
    return true;
}

static bool open_bracket(struct torn *t, char c)
{
    if (t->depth == WD_DEPTH_MAX)
        return false;
    t->closers[t->depth++] = c == '{' ? '}' : ']';
    t->at++;
    kept(t, c == '{' ? FIRST_NAME : FIRST_VALUE);
    return true;
}

static bool close_bracket(struct torn *t, char c)
{
    if (t->depth == 0 || t->closers[t->depth - 1] != c)
        return false;
    t->depth--;
    t->at++;
    kept(t, AFTER);
    return t->depth > 0;
}

static bool take_sign(struct torn *t, enum expects next)
{
    t->at++;
    t->expects = next;
    return true;
}

/* One token; false: the beginning ends here. */
static bool step(struct torn *t)
{
    char c = t->text.ptr[t->at];
    bool first = t->expects == FIRST_VALUE || t->expects == FIRST_NAME;

    if ((c == '}' || c == ']') && (first || t->expects == AFTER))
        return close_bracket(t, c);
    switch (t->expects) {
    case COLON:
        return c == ':' && take_sign(t, VALUE);
    case AFTER:
        return c == ',' && t->depth > 0 &&
               take_sign(t, t->closers[t->depth - 1] == '}' ? NAME : VALUE);
    case NAME:
    case FIRST_NAME:
        return c == '"' && read_string(t);
    default:
        break;
    }
    if (c == '{' || c == '[')
        return open_bracket(t, c);
    return c == '"' ? read_string(t) : read_scalar(t);
}

struct wd_str wd_json_beginning(struct wd_arena *arena, struct wd_str text)
{
    struct torn t = {.text = text, .expects = VALUE};
    char *out, *end;

    do
        while (t.at < text.len && wd_char_in(text.ptr[t.at], " \t\r\n"))
            t.at++;
    while (t.at < text.len && step(&t));
    out = wd_arena_alloc(arena, t.keep + WD_DEPTH_MAX + 1 + WD_PADDING);
    if (!out || t.keep == 0)
        return WD_STR_NONE;
    memcpy(out, text.ptr, t.keep);
    end = out + t.keep;
    if (t.quote)
        *end++ = '"';
    while (t.keep_depth > 0)
        *end++ = t.closers[--t.keep_depth];
    memset(end, 0, WD_PADDING);
    return wd_str_make(out, (size_t)(end - out));
}
