/* What dresses a word, byte by byte: in ASCII, in UTF-8, and behind backslashes. */
#include "read/refusal/token_bytes.h"

#include "whydenied/base/char.h"

static const unsigned char class_of[128] = {
    [' '] = WD_BYTE_BLANK,      ['\t'] = WD_BYTE_BLANK,    ['\n'] = WD_BYTE_NEWLINE,
    ['\r'] = WD_BYTE_NEWLINE,   ['"'] = WD_BYTE_QUOTE,     ['\''] = WD_BYTE_QUOTE,
    ['`'] = WD_BYTE_QUOTE,      ['('] = WD_BYTE_BRACKET,   [')'] = WD_BYTE_BRACKET,
    ['['] = WD_BYTE_BRACKET,    [']'] = WD_BYTE_BRACKET,   ['{'] = WD_BYTE_BRACKET,
    ['}'] = WD_BYTE_BRACKET,    ['<'] = WD_BYTE_BRACKET,   ['>'] = WD_BYTE_BRACKET,
    [','] = WD_BYTE_COMMA,      [';'] = WD_BYTE_SEMICOLON, ['|'] = WD_BYTE_BAR,
    ['\\'] = WD_BYTE_BACKSLASH, [0x1b] = WD_BYTE_BLANK,    [0x00] = WD_BYTE_BLANK,
    [0x01] = WD_BYTE_BLANK,     [0x02] = WD_BYTE_BLANK,    [0x03] = WD_BYTE_BLANK,
    [0x04] = WD_BYTE_BLANK,     [0x07] = WD_BYTE_BLANK,    [0x0b] = WD_BYTE_NEWLINE,
    [0x0c] = WD_BYTE_NEWLINE,   [0x1c] = WD_BYTE_NEWLINE,  [0x1d] = WD_BYTE_NEWLINE,
    [0x1e] = WD_BYTE_NEWLINE,   [0x1f] = WD_BYTE_NEWLINE,  ['#'] = WD_BYTE_OCTAL,
};

/* Of a byte sequence that is not ASCII; *ret_len: its bytes. */
static unsigned wide_class(struct wd_str s, size_t at, size_t *ret_len)
{
    static const struct {
        char bytes[4];
        unsigned char class;
    } marks[] = {
        {"\xe3\x80\x8c", WD_BYTE_QUOTE},   {"\xe3\x80\x8d", WD_BYTE_QUOTE},
        {"\xe3\x80\x8e", WD_BYTE_QUOTE},   {"\xe3\x80\x8f", WD_BYTE_QUOTE},
        {"\xe3\x80\x82", WD_BYTE_STOP},    {"\xef\xbc\x8c", WD_BYTE_COMMA},
        {"\xef\xbc\x9f", WD_BYTE_STOP},    {"\xef\xbc\x81", WD_BYTE_STOP},
        {"\xe3\x80\x81", WD_BYTE_COMMA},   {"\xef\xbc\x9b", WD_BYTE_SEMICOLON},
        {"\xef\xbc\x9a", WD_BYTE_BRACKET}, {"\xef\xbc\x88", WD_BYTE_BRACKET},
        {"\xef\xbc\x89", WD_BYTE_BRACKET}, {"\xe3\x80\x80", WD_BYTE_BLANK},
        {"\xe3\x80\x90", WD_BYTE_BRACKET}, {"\xe3\x80\x91", WD_BYTE_BRACKET},
        {"\xe2\x80\xa2", WD_BYTE_BAR},     {"\xe2\x80\xa8", WD_BYTE_NEWLINE},
        {"\xe2\x80\xa9", WD_BYTE_NEWLINE}, {"\xe2\x86\xb5", WD_BYTE_NEWLINE},
    };
    const unsigned char *p = (const unsigned char *)s.ptr + at;

    *ret_len = 1;
    if (p[0] == 0xc2 && at + 1 < s.len && p[1] == 0x85) /* a next line of Unicode */
        return *ret_len = 2, WD_BYTE_NEWLINE;
    if (p[0] == 0xc2 && at + 1 < s.len &&
        (p[1] == 0xab || p[1] == 0xbb || p[1] == 0xa0 || p[1] == 0xb4))
        return *ret_len = 2, p[1] == 0xa0 ? WD_BYTE_BLANK : WD_BYTE_QUOTE;
    if (at + 2 >= s.len || p[0] < 0xe2)
        return WD_BYTE_IN_TOKEN;
    *ret_len = 3;
    if (p[0] == 0xe2 && p[1] == 0x80 &&
        ((p[2] >= 0x98 && p[2] <= 0x9f) || p[2] == 0xb9 || p[2] == 0xba))
        return WD_BYTE_QUOTE;
    if (p[0] == 0xe2 && (p[1] == 0x94 || p[1] == 0x95))
        return WD_BYTE_BAR;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (memcmp(p, marks[i].bytes, 3) == 0)
            return marks[i].class;
    return *ret_len = 1, WD_BYTE_IN_TOKEN;
}

bool wd_byte_apostrophe(struct wd_str s, size_t at)
{
    struct wd_str rest = wd_str_from(s, at);

    return wd_byte_at(s, at) == '\'' || wd_str_starts(rest, WD_STR("\xe2\x80\x98")) ||
           wd_str_starts(rest, WD_STR("\xe2\x80\x99"));
}

/* "#012", "#011": what rsyslog writes for a byte that a line may not hold. */
static unsigned octal_class(struct wd_str s, size_t at, size_t *ret_len)
{
    struct wd_str code = wd_str_sub(s, at, 4);

    if (code.len < 4 || code.ptr[1] != '0' || code.ptr[2] != '1' || code.ptr[3] < '1' ||
        code.ptr[3] > '5')
        return WD_BYTE_IN_TOKEN;
    *ret_len = 4;
    return code.ptr[3] == '1' ? WD_BYTE_BLANK : WD_BYTE_NEWLINE;
}

unsigned wd_byte_class(struct wd_str s, size_t at, size_t *ret_len)
{
    unsigned char c = (unsigned char)s.ptr[at];

    *ret_len = 1;
    if (c == '#')
        return octal_class(s, at, ret_len);
    return c < 128 ? class_of[c] : wide_class(s, at, ret_len);
}

char wd_byte_at(struct wd_str s, size_t at)
{
    return at < s.len ? s.ptr[at] : ' ';
}

bool wd_byte_closes(struct wd_str s, size_t at)
{
    size_t len;

    return at < s.len &&
           (wd_byte_class(s, at, &len) == WD_BYTE_QUOTE || s.ptr[at] == '\\' || s.ptr[at] == ']');
}

/* "[1m", "[0;31m": the length of a colour at `at`, 0 if there is none. */
size_t wd_byte_colour(struct wd_str s, size_t at)
{
    size_t i = at + 1;

    while (i < s.len && i < at + 9 && (wd_is_digit(s.ptr[i]) || s.ptr[i] == ';'))
        i++;
    return wd_byte_at(s, at) == '[' && wd_byte_at(s, i) == 'm' &&
                   (i > at + 1 || s.ptr[at ? at - 1 : 0] == 0x1b)
               ? i + 1 - at
               : 0;
}

/* What a run of backslashes stands for: *ret_len bytes that are one WD_BYTE_NEWLINE, WD_BYTE_BLANK, WD_BYTE_QUOTE or nothing. */
unsigned wd_byte_escape(struct wd_str s, size_t at, size_t *ret_len)
{
    static const struct {
        char code[6];
        unsigned char class;
    } codes[] = {{"u0022", WD_BYTE_QUOTE},   {"u0027", WD_BYTE_QUOTE},   {"u0060", WD_BYTE_QUOTE},
                 {"u003c", WD_BYTE_BRACKET}, {"u003e", WD_BYTE_BRACKET}, {"u001b", WD_BYTE_BLANK},
                 {"u2018", WD_BYTE_QUOTE},   {"u2019", WD_BYTE_QUOTE},   {"u201c", WD_BYTE_QUOTE},
                 {"u201d", WD_BYTE_QUOTE},   {"u2502", WD_BYTE_BAR},     {"u2577", WD_BYTE_BAR}};
    size_t i = at;

    while (i < s.len && s.ptr[i] == '\\')
        i++;
    char c = wd_byte_at(s, i);
    *ret_len = i - at + 1;
    if (c == 'n' || c == 'r')
        return WD_BYTE_NEWLINE;
    if (c == 't')
        return WD_BYTE_BLANK;
    for (size_t k = 0; c == 'u' && k < sizeof codes / sizeof *codes; k++)
        if (wd_str_istarts(wd_str_from(s, i), wd_str_make(codes[k].code, 5)))
            return *ret_len += 4, codes[k].class;
    *ret_len = i - at;
    return WD_BYTE_BACKSLASH;
}

bool wd_byte_plain(char c)
{
    unsigned char byte = (unsigned char)c;

    return byte < 128 && class_of[byte] == WD_BYTE_IN_TOKEN && c != '=';
}

/* "ecs:DescribeInstances", "lena@acme.example", a user's number: no plain word. */
static bool is_marked_name(struct wd_str run)
{
    enum { NUMBER = 10 };
    size_t digits = 0;
    bool marked = false;

    for (size_t i = 0; i < run.len; i++) {
        digits += wd_is_digit(run.ptr[i]) ? 1 : 0;
        marked = marked || (i > 0 && i + 1 < run.len && wd_char_in(run.ptr[i], ":/@."));
    }
    return run.len > 2 && wd_is_alnum(run.ptr[0]) &&
           (marked || (digits == run.len && digits >= NUMBER));
}

static size_t script_len(struct wd_str s, bool wide)
{
    size_t len = 0;

    while (len < s.len && ((unsigned char)s.ptr[len] >= 128) == wide)
        len++;
    return len;
}

/* "lena没有…", "AcmeRole无权…": whoever lacks something is named before. */
static bool is_lacking(struct wd_str behind)
{
    enum { WORD = 12 }; /* four hanzi */
    struct wd_str word = wd_str_sub(behind, 0, WORD);

    return wd_vocabulary_wide_negates(word) || wd_vocabulary_wide(word);
}

static bool names_party(const struct wd_vocabulary *vocabulary, struct wd_str word)
{
    const struct wd_meaning *meaning = wd_vocabulary_find(vocabulary, word);

    return meaning && meaning->does == WD_DOES_NAME_PARTY;
}

/* "没有ecs:DescribeInstances权限": nobody puts blanks around a name in Chinese or Japanese. "RAM用户" is one word. */
size_t wd_byte_apart(const struct wd_vocabulary *vocabulary, struct wd_str token)
{
    bool wide = (unsigned char)token.ptr[0] >= 128;
    size_t at = script_len(token, wide);

    for (size_t len, from = 0; at < token.len; from = at, at += len, wide = !wide) {
        struct wd_str before = wd_str_sub(token, from, at - from), rest = wd_str_from(token, at);
        unsigned char lead = (unsigned char)(wide ? before : rest).ptr[0];
        len = script_len(rest, !wide);
        struct wd_str name = wide ? wd_str_sub(rest, 0, len) : before;
        struct wd_str behind = wide ? wd_str_from(rest, len) : rest;
        bool party = (wide ? names_party(vocabulary, before) : from == 0) && is_lacking(behind);
        if (lead >= 0xe3 && lead <= 0xed && (party || is_marked_name(name)))
            return at;
    }
    return token.len;
}

/* "</Code>": past it. */
size_t wd_byte_closing_tag(struct wd_str s, size_t at)
{
    size_t i = at + 2;

    if (s.ptr[at] != '<' || wd_byte_at(s, at + 1) != '/')
        return 0;
    while (i < s.len && i < at + 64 && s.ptr[i] != '>' && s.ptr[i] != '<' && s.ptr[i] != '\n')
        i++;
    return i - at;
}

/* "URL <code>/run</code> from this server": the path that Google's front end shows is no name. At either of its tags. */
static bool shows_path(struct wd_str s, size_t at)
{
    size_t from = at;

    if (wd_byte_at(s, at + 1) == '/')
        while (from > 0 && at - from < 80 && s.ptr[--from] != '<')
            ;
    return wd_str_starts(wd_str_from(s, from), WD_STR("<code>/"));
}

/* "<code>", "</b>": a tag of a page that only dresses words, its length; 0: none. Fields of an answer ("<Code>") begin
 * with a capital. */
size_t wd_byte_dressing_tag(struct wd_str s, size_t at)
{
    static const char *const names[] = {"code", "b", "i", "em", "strong", "tt", "span"};
    size_t from = at + (wd_byte_at(s, at + 1) == '/' ? 2 : 1), i = from;

    while (i < s.len && i < from + 8 && wd_is_lower(s.ptr[i]))
        i++;
    struct wd_str name = wd_str_sub(s, from, i - from);
    return s.ptr[at] == '<' && wd_byte_at(s, i) == '>' && WD_STR_IN(name, names) &&
                   !shows_path(s, at)
               ? i + 1 - at
               : 0;
}

bool wd_byte_bullet(struct wd_str s, size_t at)
{
    char c = s.ptr[at], next = wd_byte_at(s, at + 1);

    return (c == '-' || c == '*' || c == ':' || c == '=') && (next == ' ' || c == ':' || c == '=');
}
