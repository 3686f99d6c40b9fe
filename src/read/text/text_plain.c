/* A text as its words are: without what terminals, pages and writers put between them. Colours, references and links,
 * the stars of Markdown; each copies only where there is something to take off. */
#include "read/text/text.h"

#include "whydenied/base/char.h"

/* By single bytes first: nearly every line has none of them. */
static bool needs_cleaning(struct wd_str text)
{
    return memchr(text.ptr, '\x1b', text.len) ||
           (memchr(text.ptr, '\r', text.len) && wd_str_has(text, WD_STR("\r\n"))) ||
           (memchr(text.ptr, 0xef, text.len) && wd_str_has(text, WD_STR("\xef\xbc\x9a"))) ||
           (memchr(text.ptr, 0xe2, text.len) && wd_str_has(text, WD_STR("\xe2\x80\x99")));
}

/* Length of an escape sequence at the start of `s` (CSI … final byte, an application's own up to its bell, or two bytes).
 * Buildkite's agent puts a time so before each line: https://buildkite.com/docs/pipelines/configure/managing-log-output */
static size_t escape_length(struct wd_str s)
{
    size_t i = 2, bell = wd_str_starts(s, WD_STR("\x1b_")) ? wd_str_find_char(s, '\a') : WD_NPOS;

    if (bell != WD_NPOS)
        return bell + 1;
    if (s.len < 2 || s.ptr[1] != '[')
        return s.len < 2 ? s.len : 2;
    while (i < s.len && !(s.ptr[i] >= '@' && s.ptr[i] <= '~'))
        i++;
    return i < s.len ? i + 1 : s.len;
}

struct wd_str wd_text_uncoloured(struct wd_str line)
{
    size_t last;

    while (line.len > 0 && line.ptr[0] == '\x1b')
        line = wd_str_from(line, escape_length(line));
    while ((last = wd_str_rfind_char(line, '\x1b')) != WD_NPOS &&
           last + escape_length(wd_str_from(line, last)) == line.len)
        line.len = last;
    return line;
}

struct wd_str wd_text_plain(struct wd_arena *arena, struct wd_str text)
{
    char *out;
    size_t len = 0;

    if (text.len == 0 || !needs_cleaning(text) || !(out = wd_arena_alloc(arena, text.len + 1)))
        return text;
    for (size_t i = 0; i < text.len;) {
        struct wd_str rest = wd_str_from(text, i);
        if (rest.ptr[0] == '\x1b') {
            i += escape_length(rest);
        } else if (wd_str_starts(rest, WD_STR("\r\n"))) {
            i++;
        } else if (wd_str_starts(rest, WD_STR("\xef\xbc\x9a"))) {
            out[len++] = ':'; /* wide: a blank belongs to it */
            out[len++] = ' ';
            i += 3;
        } else if (wd_str_starts(rest, WD_STR("\xe2\x80\x99"))) {
            out[len++] = '\'';
            i += 3;
        } else {
            out[len++] = text.ptr[i++];
        }
    }
    return wd_str_make(out, len);
}

/* Length of a colour as a string's escape has it ("\\u001b[1m", "\\x1b[22m", "\\033[0m"); 0: none. */
static size_t written_colour(struct wd_str s)
{
    static const char *const escapes[] = {"\\u001b[", "\\u001B[", "\\x1b[", "\\033["};

    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        size_t len = strlen(escapes[i]);
        if (!wd_str_starts(s, wd_str_of(escapes[i])))
            continue;
        while (len < s.len && len < 24 && (s.ptr[len] == ';' || wd_is_digit(s.ptr[len])))
            len++;
        return len < s.len && s.ptr[len] == 'm' ? len + 1 : 0;
    }
    return 0;
}

struct wd_str wd_text_without_written_colours(struct wd_arena *arena, struct wd_str line)
{
    char *out = NULL;
    size_t len = 0;

    if (!memchr(line.ptr, '\\', line.len) ||
        !(wd_str_has(line, WD_STR("1b[")) || wd_str_has(line, WD_STR("1B[")) ||
          wd_str_has(line, WD_STR("033["))) ||
        !(out = wd_arena_alloc(arena, line.len)))
        return line;
    for (size_t i = 0; i < line.len;) {
        size_t colour = line.ptr[i] == '\\' ? written_colour(wd_str_from(line, i)) : 0;
        if (colour == 0)
            out[len++] = line.ptr[i++];
        i += colour;
    }
    return wd_str_make(out, len);
}

/* The letter that "\\u6743" or "\\\\u6743" at the start stands for, at any depth; 0: none, half of one, or
 * one that has a meaning where it stands. *ret_len: its bytes. */
static unsigned written_letter(struct wd_str s, size_t *ret_len)
{
    const size_t slashes = s.len - wd_str_trim_left_of(s, "\\").len;
    unsigned letter = 0;

    if (slashes == 0 || slashes > 4 || wd_str_at(s, slashes) != 'u' || slashes + 5 > s.len)
        return 0;
    for (size_t i = slashes + 1; i < slashes + 5; i++) {
        char c = s.ptr[i];
        if (!wd_is_hex(c))
            return 0;
        letter = letter * 16 + (unsigned)(wd_is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    *ret_len = slashes + 5;
    if (letter < ' ' || letter == '"' || letter == '\\' || (letter >= 0xd800 && letter < 0xe000))
        return 0;
    return letter;
}

static size_t put_letter(char *out, unsigned letter)
{
    if (letter < 0x80) {
        out[0] = (char)letter;
        return 1;
    }
    if (letter < 0x800) {
        out[0] = (char)(0xc0 | letter >> 6);
        out[1] = (char)(0x80 | (letter & 0x3f));
        return 2;
    }
    out[0] = (char)(0xe0 | letter >> 12);
    out[1] = (char)(0x80 | (letter >> 6 & 0x3f));
    out[2] = (char)(0x80 | (letter & 0x3f));
    return 3;
}

struct wd_str wd_text_without_written_letters(struct wd_arena *arena, struct wd_str line)
{
    size_t len = 0, skip = 1;
    char *out;

    if (!wd_str_has(line, WD_STR("\\u")) || !(out = wd_arena_alloc(arena, line.len)))
        return line;
    for (size_t i = 0; i < line.len; i += skip) {
        unsigned letter = line.ptr[i] == '\\' ? written_letter(wd_str_from(line, i), &skip) : 0;
        if (letter == 0) {
            out[len++] = line.ptr[i];
            skip = 1;
            continue;
        }
        len += put_letter(out + len, letter);
    }
    return len < line.len ? wd_str_make(out, len) : line;
}

/* "runner@acme-prod.iam…" begins here. */
static bool begins_account(struct wd_str s)
{
    size_t len = 0;

    while (len < s.len && (wd_is_word(s.ptr[len]) || wd_char_in(s.ptr[len], ".-+")))
        len++;
    return len > 0 && len + 1 < s.len && s.ptr[len] == '@' && wd_is_alnum(s.ptr[len + 1]);
}

/* "C:\new\…": the word that ends at `at` is a path of Windows'. */
static bool is_in_path(struct wd_str line, size_t at)
{
    size_t from = at;

    while (from > 0 && !wd_char_in(line.ptr[from - 1], " \"'"))
        from--;
    return wd_str_has(wd_str_sub(line, from, at - from), WD_STR(":\\"));
}

/* Bytes of a break that a string's escape keeps before an account, at any depth ("\\n", "\\\\n"); 0: none. */
static size_t written_break(struct wd_str line, size_t at)
{
    struct wd_str s = wd_str_from(line, at);
    const size_t slashes = s.len - wd_str_trim_left_of(s, "\\").len;

    if (slashes == 0 || !wd_char_in(wd_str_at(s, slashes), "nrt") ||
        !begins_account(wd_str_from(s, slashes + 1)) || is_in_path(line, at))
        return 0;
    return slashes + 1;
}

struct wd_str wd_text_without_written_breaks(struct wd_reading *r, struct wd_str line)
{
    char *out = NULL;
    size_t len = 0;

    if (wd_str_find_char(line, '@') == WD_NPOS || !memchr(line.ptr, '\\', line.len) ||
        !(out = wd_arena_alloc(r->arena, line.len)))
        return line;
    for (size_t i = 0; i < line.len;) {
        size_t skip = line.ptr[i] == '\\' ? written_break(line, i) : 0;
        out[len++] = skip > 0 ? ' ' : line.ptr[i];
        i += skip > 0 ? skip : 1;
    }
    if (len == line.len)
        return line;
    r->event->doubts |= WD_DOUBT_READ; /* who knows which letter was whose */
    return wd_str_make(out, len);
}

/* What "&lt;", "&#39;" and their kin stand for; 0: no such reference. *ret_len: its bytes. */
static char referred(struct wd_str s, size_t *ret_len)
{
    static const struct {
        struct wd_str name;
        char c;
    } rows[] = {
        {{"&lt;", 4}, '<'},    {{"&gt;", 4}, '>'},   {{"&quot;", 6}, '"'},  {{"&amp;", 5}, '&'},
        {{"&apos;", 6}, '\''}, {{"&#39;", 5}, '\''}, {{"&#x27;", 6}, '\''}, {{"&#34;", 5}, '"'},
        {{"&#x2F;", 6}, '/'},  {{"&nbsp;", 6}, ' '},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (wd_str_starts(s, rows[i].name)) {
            *ret_len = rows[i].name.len;
            return rows[i].c;
        }
    return 0;
}

/* What stands for an address that a page made a link of itself: "kim@example.com" of "[kim@example.com](mailto:kim@example.com)",
 * "gcr.io" of "[gcr.io](http://gcr.io/)". *ret_len: bytes of the link. Empty: none. */
static struct wd_str linked(struct wd_str s, size_t *ret_len)
{
    static const char *const schemes[] = {"mailto:", "https://", "http://"};
    size_t middle = wd_str_find(s, WD_STR("](")), end = wd_str_find_char(s, ')');
    struct wd_str name, target, bare;

    if (middle == WD_NPOS || end == WD_NPOS || end < middle)
        return WD_STR_NONE;
    name = bare = wd_str_sub(s, 1, middle - 1);
    target = wd_str_sub(s, middle + 2, end - middle - 2);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t len = strlen(schemes[i]);
        if (wd_str_starts(target, wd_str_of(schemes[i])))
            target = wd_str_from(target, len);
        if (wd_str_starts(bare, wd_str_of(schemes[i])))
            bare = wd_str_from(bare, len);
    }
    if (wd_str_ends(target, WD_STR("/")) && !wd_str_ends(bare, WD_STR("/")))
        target.len--;
    *ret_len = end + 1;
    return wd_str_eq(bare, target) ? name : WD_STR_NONE;
}

static struct wd_str unlinked(struct wd_arena *arena, struct wd_str line)
{
    char *out = NULL;
    size_t len = 0, skip = 0;

    if (!wd_str_has(line, WD_STR("](")) || !(out = wd_arena_alloc(arena, line.len)))
        return line;
    for (size_t i = 0; i < line.len;) {
        struct wd_str name = line.ptr[i] == '[' ? linked(wd_str_from(line, i), &skip) : WD_STR_NONE;
        memcpy(out + len, name.len > 0 ? name.ptr : line.ptr + i, name.len > 0 ? name.len : 1);
        len += name.len > 0 ? name.len : 1;
        i += name.len > 0 ? skip : 1;
    }
    return len == line.len ? line : wd_str_make(out, len);
}

struct wd_str wd_text_unreferred(struct wd_arena *arena, struct wd_str line)
{
    line = unlinked(arena, line);

    size_t at = wd_str_find_char(line, '&'), len = 0;
    char *out = NULL;

    if (at == WD_NPOS || !(wd_str_has(line, WD_STR("&lt;")) || wd_str_has(line, WD_STR("&quot;")) ||
                           wd_str_has(line, WD_STR("&apos;")) || wd_str_has(line, WD_STR("&#"))))
        return line;
    if (!(out = wd_arena_alloc(arena, line.len)))
        return line;
    for (size_t i = 0; i < line.len;) {
        size_t skip = 1;
        char c = line.ptr[i] == '&' ? referred(wd_str_from(line, i), &skip) : 0;
        out[len++] = c ? c : line.ptr[i];
        i += skip;
    }
    return wd_str_make(out, len);
}

/* "redacted": who sets this in stars hides a name, and it stays hidden. */
static bool hides_a_name(struct wd_str word)
{
    static const char *const hides[] = {"redact", "mask",   "hidden", "remov",
                                        "censor", "obfusc", "anonym"};

    return WD_STR_IHAS_ANY(word, hides);
}

/* "**text**" of Markdown at the start, by itself: the bytes of the text; 0 if it is none. */
static size_t stressed(struct wd_str s)
{
    struct wd_str text = wd_str_from(s, 2);
    size_t len = wd_str_find_char(text, '*');

    text.len = len == WD_NPOS ? 0 : len;
    if (text.len == 0 || !wd_str_starts(wd_str_from(s, 2 + len), WD_STR("**")) ||
        wd_char_in(wd_str_at(s, len + 4), "*_-") || wd_is_alnum(wd_str_at(s, len + 4)) ||
        !wd_is_alnum(text.ptr[0]) || text.ptr[len - 1] == ' ' || hides_a_name(text))
        return 0;
    return wd_str_find_char(text, '\n') == WD_NPOS ? len : 0;
}

struct wd_str wd_text_unstressed(struct wd_arena *arena, struct wd_str line)
{
    size_t len = 0, text;
    char *out = NULL, last = ' ';

    if (!wd_str_has(line, WD_STR("**")) || !(out = wd_arena_alloc(arena, line.len)))
        return line;
    for (size_t i = 0; i < line.len;) {
        struct wd_str rest = wd_str_from(line, i);
        text = wd_str_starts(rest, WD_STR("**")) && !wd_is_alnum(last) && !wd_char_in(last, "*_-/")
                   ? stressed(rest)
                   : 0;
        i += text > 0 ? 2 : 0;
        for (size_t n = text > 0 ? text : 1; n > 0; n--)
            out[len++] = last = line.ptr[i++];
        i += text > 0 ? 2 : 0;
    }
    return len < line.len ? wd_str_make(out, len) : line;
}
