/* What was pasted is not whole: JSON cut at its end, as a terminal or a chat cuts it, or a block out of the middle.
 *
 * Brackets that are open are closed. The value at the cut is left out: half a name is another name. */
#include "app/explain/explain.h"
#include "whydenied/base/char.h"

#define DEEP 64u

struct cut {
    char open[DEEP]; /* the closers that are owed */
    size_t depth;
    bool quoted, escaped;
    size_t start; /* of the string being read, or read last */
    bool name;    /* that one is a name */
    char before;  /* the last byte outside strings that is no blank; '"' behind a string */
};

static void pass_quoted(struct cut *cut, char c)
{
    if (cut->escaped)
        cut->escaped = false;
    else if (c == '\\')
        cut->escaped = true;
    else if (c == '"') {
        cut->quoted = false;
        cut->before = '"';
    }
}

/* False: it is no JSON, or too deep. */
static bool pass(struct cut *cut, char c, size_t at)
{
    bool object = cut->depth > 0 && cut->open[cut->depth - 1] == '}';

    if (cut->quoted) {
        pass_quoted(cut, c);
        return true;
    }
    if (c == '"') {
        cut->name = object && (cut->before == '{' || cut->before == ',');
        cut->quoted = true;
        cut->start = at;
        return true;
    }
    if (c == '{' || c == '[') {
        if (cut->depth == DEEP)
            return false;
        cut->open[cut->depth++] = c == '{' ? '}' : ']';
    } else if (c == '}' || c == ']') {
        if (cut->depth == 0 || cut->open[--cut->depth] != c)
            return false;
    }
    if (!wd_is_space(c))
        cut->before = c;
    return true;
}

static bool is_bare(char c)
{
    return wd_is_word(c) || wd_char_in(c, ".+-");
}

static void trim(struct wd_buf *out, bool (*goes)(char c))
{
    while (out->len > 0 && goes(out->ptr[out->len - 1]))
        out->len--;
}

static bool is_between(char c)
{
    return wd_is_space(c) || c == ',';
}

/* What was cut goes, and null takes its place. */
static void end_value(const struct cut *cut, struct wd_buf *out)
{
    bool value = cut->quoted ? !cut->name : is_bare(cut->before) || cut->before == ':';

    if (cut->quoted)
        out->len = cut->start;
    else if (is_bare(cut->before))
        trim(out, is_bare);
    if (value)
        wd_buf_putz(out, "null");
    else if (!cut->quoted && cut->before == '"' && cut->name)
        wd_buf_putz(out, ":null");
    else
        trim(out, is_between);
}

bool wd_explain_complete(struct wd_str text, struct wd_buf *out)
{
    struct cut cut = {.depth = 0};

    text = wd_str_trim(text);
    if (text.len == 0 || (text.ptr[0] != '{' && text.ptr[0] != '['))
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (!pass(&cut, text.ptr[i], i))
            return false;
    if (cut.depth == 0)
        return false;
    wd_buf_put(out, text);
    end_value(&cut, out);
    while (cut.depth > 0)
        wd_buf_putc(out, cut.open[--cut.depth]);
    wd_buf_putc(out, '\n');
    return !out->failed;
}

static size_t indent_of(struct wd_str line)
{
    size_t n = 0;

    while (n < line.len && line.ptr[n] == ' ')
        n++;
    return n;
}

bool wd_explain_dedent(struct wd_str text, struct wd_buf *out)
{
    size_t least = SIZE_MAX;

    for (struct wd_str rest = text; rest.len > 0;) {
        struct wd_str line = wd_str_cut(&rest, '\n');
        if (wd_str_trim(line).len > 0 && indent_of(line) < least)
            least = indent_of(line);
    }
    if (least == 0 || least == SIZE_MAX)
        return false;
    while (text.len > 0) {
        struct wd_str line = wd_str_cut(&text, '\n');
        wd_buf_put(out, wd_str_from(line, least < line.len ? least : line.len));
        wd_buf_putc(out, '\n');
    }
    return !out->failed;
}
