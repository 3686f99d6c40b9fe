/* Mending JSON text before a second attempt at parsing. Works on bytes in one pass and knows only
 * whether it is inside a string; what is broken in other ways stays broken. */
#include "base/json_mend.h"

#define REPLACEMENT "\xEF\xBF\xBD"

struct mender {
    struct wd_buf *out;
    struct wd_str text;
    size_t at;     /* next byte to look at */
    size_t copied; /* bytes of `text` already in `out` */
    bool mended;
};

/* Length of the UTF-8 sequence at the start of `s`: 1 to 4, or 0 if it is none. */
static size_t utf8_length(struct wd_str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t n;

    if (s.len == 0)
        return 0;
    if (p[0] < 0x80)
        return 1;
    n = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (p[0] < 0xC2 || p[0] > 0xF4 || s.len < n)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    /* overlong forms, surrogates, beyond U+10FFFF */
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ||
        (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
        return 0;
    return n;
}

/* Puts `instead` in the place of the next `len` bytes. */
static void replace(struct mender *m, size_t len, struct wd_str instead)
{
    wd_buf_put(m->out, wd_str_sub(m->text, m->copied, m->at - m->copied));
    wd_buf_put(m->out, instead);
    m->at += len;
    m->copied = m->at;
    m->mended = true;
}

/* The value of the escape \u and four digits at `at`, or -1. */
static int unit_at(struct wd_str text, size_t at)
{
    int value = 0;

    if (at + 6 > text.len || text.ptr[at] != '\\' || text.ptr[at + 1] != 'u')
        return -1;
    for (size_t i = at + 2; i < at + 6; i++) {
        char c = text.ptr[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static void mend_escape(struct mender *m)
{
    int unit = unit_at(m->text, m->at);
    int next;

    if (unit < 0xD800 || unit > 0xDFFF) {
        m->at += m->at + 1 < m->text.len ? 2 : 1;
        return;
    }
    next = unit_at(m->text, m->at + 6);
    if (unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF)
        m->at += 12;
    else
        replace(m, 6, WD_STR("\\ufffd"));
}

static void mend_control(struct mender *m, unsigned char c)
{
    static const char digits[] = "0123456789abcdef";
    char escape[] = {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]};

    replace(m, 1, wd_str_make(escape, sizeof escape));
}

/* Whether the digits just passed were an integer too long for 64 bits. */
static void mend_number(struct mender *m)
{
    size_t from = m->at;
    char after;

    while (m->at < m->text.len && m->text.ptr[m->at] >= '0' && m->text.ptr[m->at] <= '9')
        m->at++;
    after = m->at < m->text.len ? m->text.ptr[m->at] : '\0';
    if (m->at - from >= 19 && after != '.' && after != 'e' && after != 'E')
        replace(m, 0, WD_STR(".0"));
}

/* Past the rest of a number that has a fraction or exponent: its digits are no integer. */
static void skip_fraction(struct mender *m)
{
    m->at++;
    while (m->at < m->text.len && m->text.ptr[m->at] >= '0' && m->text.ptr[m->at] <= '9')
        m->at++;
}

bool wd_json_mend(struct wd_buf *out, struct wd_str text)
{
    struct mender m = {.out = out, .text = text};
    bool quoted = false;

    while (m.at < text.len) {
        unsigned char c = (unsigned char)text.ptr[m.at];
        size_t len = c < 0x80 ? 1 : utf8_length(wd_str_from(text, m.at));
        if (len == 0)
            replace(&m, 1, WD_STR(REPLACEMENT));
        else if (quoted && c == '\\')
            mend_escape(&m);
        else if (quoted && c < 0x20)
            mend_control(&m, c);
        else if (!quoted && c >= '0' && c <= '9')
            mend_number(&m);
        else if (!quoted && (c == '.' || c == 'e' || c == 'E'))
            skip_fraction(&m);
        else {
            quoted = quoted != (c == '"');
            m.at += len;
        }
    }
    wd_buf_put(out, wd_str_from(text, m.copied));
    return m.mended && !out->failed;
}
