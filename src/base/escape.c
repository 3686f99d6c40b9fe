/* Harmless text for a terminal, a browser, Markdown, a spreadsheet, OpenMetrics and Terraform.
 *
 * All of them see the text in units: a valid visible character, a byte or character to be shown by
 * its number, or the end. What is shown by number is plain ASCII, so each writer only has to mind
 * its own special characters. The shell has a file of its own. */
#include "whydenied/base/escape.h"

#include <stdint.h>
#include <stdio.h>

struct unit {
    struct wd_str bytes; /* of the input; at least one byte */
    uint32_t code;       /* the character; meaningless when !valid */
    bool valid;          /* well-formed UTF-8 */
};

/* Length of the well-formed UTF-8 character at the start of `s`, or 0. */
static size_t decode(struct wd_str s, uint32_t *ret_code)
{
    static const uint32_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)s.ptr[0];
    size_t len = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (len > s.len || (first >= 0x80 && first < 0xC2) || first > 0xF4)
        return 0;
    uint32_t code = len == 1 ? first : first & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if ((c & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (c & 0x3F);
    }
    if (code < lowest[len] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return 0;
    *ret_code = code;
    return len;
}

static struct unit next_unit(struct wd_str *rest)
{
    struct unit unit = {.code = 0};
    size_t len = decode(*rest, &unit.code);
    unit.valid = len > 0;
    unit.bytes = wd_str_sub(*rest, 0, len ? len : 1);
    *rest = wd_str_from(*rest, unit.bytes.len);
    return unit;
}

static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

/* Characters that change how their neighbours look, or that nobody sees: Unicode's format characters
 * (Cf), line and paragraph separators, fillers, variation selectors, tags, noncharacters. */
static bool is_invisible(uint32_t code)
{
    static const struct {
        uint32_t from, to;
    } spans[] = {
        {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x0600, 0x0605},   {0x061C, 0x061C},
        {0x06DD, 0x06DD},   {0x070F, 0x070F},   {0x0890, 0x0891},   {0x08E2, 0x08E2},
        {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x200B, 0x200F},
        {0x2028, 0x202E},   {0x2060, 0x206F},   {0x3164, 0x3164},   {0xFDD0, 0xFDEF},
        {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},
        {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3},
        {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
    };
    if ((code & 0xFFFE) == 0xFFFE)
        return true;
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
        if (code >= spans[i].from && code <= spans[i].to)
            return true;
    return false;
}

/* Writes \xNN or \u{NNNN} and returns true when the unit must not be shown itself. A C1 control is one
 * character of two bytes, and shows as the byte it stands for. `backslash` is how the output's format
 * writes one. */
static bool put_number(struct wd_buf *out, struct unit unit, const char *backslash)
{
    unsigned number = (unsigned)unit.code;
    if (unit.valid && number >= 0x20 && number < 0x7F)
        return false; /* nearly all there is */
    if (!unit.valid)
        number = (unsigned char)unit.bytes.ptr[0];
    else if (is_invisible(unit.code))
        return wd_buf_printf(out, "%su{%04x}", backslash, number), true;
    else if (!is_control(unit.code))
        return false;
    wd_buf_printf(out, "%sx%02x", backslash, number);
    return true;
}

/* Bytes at the start of `s` that every one of these outputs shows as they are, but for '#'. */
static size_t plain_run(struct wd_str s)
{
    struct wd_str run = wd_str_sub(s, 0, wd_str_printable(s));
    size_t hash = wd_str_find_char(run, '#');

    return hash == WD_NPOS ? run.len : hash;
}

/* "##vso[" and "##[" anywhere in a line are commands to a build agent: the second '#' shows as \x23. */
void wd_escape_visible(struct wd_buf *out, struct wd_str s)
{
    bool after_hash = false;

    while (s.len) {
        size_t plain = plain_run(s);
        if (plain > 0) {
            wd_buf_put(out, wd_str_sub(s, 0, plain));
            s = wd_str_from(s, plain);
            after_hash = false;
            continue;
        }
        struct unit unit = next_unit(&s);
        bool hash = unit.bytes.len == 1 && *unit.bytes.ptr == '#';
        if (hash && after_hash)
            wd_buf_putz(out, "\\x23");
        else if (!put_number(out, unit, "\\"))
            wd_buf_put(out, unit.bytes);
        after_hash = hash;
    }
}

static const char *html_entity(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void wd_escape_html(struct wd_buf *out, struct wd_str s)
{
    while (s.len) {
        struct unit unit = next_unit(&s);
        if (put_number(out, unit, "\\"))
            continue;
        const char *entity = html_entity(unit.code);
        if (entity)
            wd_buf_putz(out, entity);
        else
            wd_buf_put(out, unit.bytes);
    }
}

/* A cell that starts like a formula is computed by spreadsheets, quoted or not; the apostrophe is
 * their own mark for plain text. Blanks before it do not protect it everywhere. */
static bool starts_formula(struct wd_str s)
{
    static const uint32_t starts[] = {
        '=',  '+',    '-',    '@',    '\t', /* and full-width = + - @ */
        '\r', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20};
    while (s.len && s.ptr[0] == ' ')
        s = wd_str_from(s, 1);
    if (s.len == 0)
        return false;
    struct unit unit = next_unit(&s);
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (unit.valid && unit.code == starts[i])
            return true;
    return false;
}

void wd_escape_csv(struct wd_buf *out, struct wd_str s)
{
    wd_buf_putz(out, starts_formula(s) ? "\"'" : "\"");
    while (s.len) {
        struct unit unit = next_unit(&s);
        if (put_number(out, unit, "\\"))
            continue;
        if (unit.code == '"')
            wd_buf_putc(out, '"');
        wd_buf_put(out, unit.bytes);
    }
    wd_buf_putc(out, '"');
}

/* Bytes at the start of `s` that nothing there looks at. */
static size_t hcl_run(struct wd_str s)
{
    size_t n = 0;

    while (n < s.len && s.ptr[n] >= ' ' && s.ptr[n] < 0x7F && s.ptr[n] != '$' && s.ptr[n] != '%' &&
           s.ptr[n] != '\\' && s.ptr[n] != '"')
        n++;
    return n;
}

/* ${ and %{ would be evaluated: the sign is doubled. One more sign before it would make the doubling
 * ambiguous, so such a sign is written by its number. */
void wd_escape_hcl(struct wd_buf *out, struct wd_str s)
{
    while (s.len) {
        size_t plain = hcl_run(s);
        if (plain > 0) {
            wd_buf_put(out, wd_str_sub(s, 0, plain));
            s = wd_str_from(s, plain);
            continue;
        }
        struct unit unit = next_unit(&s);
        if (put_number(out, unit, "\\\\"))
            continue;
        bool sign = unit.code == '$' || unit.code == '%';
        char next = '\0';
        if (s.len)
            next = s.ptr[0];
        if (sign && next == unit.bytes.ptr[0]) {
            wd_buf_putz(out, unit.code == '$' ? "\\u0024" : "\\u0025");
            continue;
        }
        if (unit.code == '\\' || unit.code == '"')
            wd_buf_putc(out, '\\');
        if (sign && next == '{')
            wd_buf_put(out, unit.bytes);
        wd_buf_put(out, unit.bytes);
    }
}
