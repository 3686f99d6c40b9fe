/* See utf16.h. */
#include "ingest/utf16.h"

#include <stdint.h>

enum { LOOK_AT = 64, LOOK_AT_LEAST = 8, MARK_SWAPPED = 0xFFFE };

static bool is_text(unsigned char c)
{
    return (c >= 0x20 && c < 0x7f) || c == '\t' || c == '\n' || c == '\r';
}

enum wd_utf16 wd_utf16_detect(struct wd_str head)
{
    size_t len = (head.len < LOOK_AT ? head.len : LOOK_AT) & ~(size_t)1;
    bool little = true, big = true;

    if (wd_str_starts(head, WD_STR("\xFF\xFE")))
        return WD_UTF16_LE;
    if (wd_str_starts(head, WD_STR("\xFE\xFF")))
        return WD_UTF16_BE;
    if (len < LOOK_AT_LEAST)
        return WD_UTF16_NONE;
    for (size_t i = 0; i < len; i += 2) {
        little = little && head.ptr[i + 1] == 0 && is_text((unsigned char)head.ptr[i]);
        big = big && head.ptr[i] == 0 && is_text((unsigned char)head.ptr[i + 1]);
    }
    return little ? WD_UTF16_LE : big ? WD_UTF16_BE : WD_UTF16_NONE;
}

static unsigned unit_at(enum wd_utf16 order, const char *at)
{
    unsigned a = (unsigned char)at[0], b = (unsigned char)at[1];

    return order == WD_UTF16_LE ? a | b << 8 : a << 8 | b;
}

static size_t put(char *to, unsigned c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xE0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3F));
        to[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3F));
    to[2] = (char)(0x80 | (c >> 6 & 0x3F));
    to[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t wd_utf16_convert(enum wd_utf16 order, struct wd_str from, bool last, char *to,
                        size_t *ret_used)
{
    const unsigned alien = 0xFFFD;
    size_t at = 0, len = 0;

    while (at + 2 <= from.len) {
        unsigned c = unit_at(order, from.ptr + at);
        bool high = (c & 0xFC00) == 0xD800;
        if (high && at + 4 > from.len && !last)
            break;
        at += 2;
        unsigned low = high && at + 2 <= from.len ? unit_at(order, from.ptr + at) : 0;
        if (high && (low & 0xFC00) == 0xDC00) {
            c = 0x10000 + ((c & 0x3FF) << 10 | (low & 0x3FF));
            at += 2;
        } else if ((c & 0xF800) == 0xD800) {
            c = alien;
        }
        len += put(to + len, c);
    }
    if (last && at < from.len) {
        len += put(to + len, alien);
        at = from.len;
    }
    *ret_used = at;
    return len;
}

/* Two bytes of ASCII together are a character too: of Han, of Kana, of lines that are drawn, of Indic scripts. But no text goes on
 * in such ones alone and among them has several rows of signs (the second byte a digit, a capital, a sign: U+21xx to U+4Dxx
 * without Kana). */
enum { ROWS = 3, ROWS_FROM = 0x21, KANA = 0x30, ROWS_TO = 0x4D };

static bool is_row_of_signs(unsigned row)
{
    return row >= ROWS_FROM && row <= ROWS_TO && row != KANA;
}

static bool are_single_bytes(enum wd_utf16 order, const char *at)
{
    uint64_t rows = 0;

    for (size_t i = 0; i < WD_UTF16_LOOK; i += 2) {
        unsigned row = unit_at(order, at + i) >> 8;
        if (is_row_of_signs(row))
            rows |= 1ull << (row - ROWS_FROM);
    }
    return __builtin_popcountll(rows) >= ROWS;
}

size_t wd_utf16_end(enum wd_utf16 order, struct wd_str from)
{
    size_t run = 0;

    for (size_t i = 0; i + 2 <= from.len; i += 2) {
        if (unit_at(order, from.ptr + i) == MARK_SWAPPED)
            return i;
        bool text = is_text((unsigned char)from.ptr[i]) && is_text((unsigned char)from.ptr[i + 1]);
        run = text ? run + 2 : 0;
        if (run >= WD_UTF16_LOOK && are_single_bytes(order, from.ptr + i + 2 - WD_UTF16_LOOK))
            return i + 2 - run;
    }
    return from.len;
}

enum wd_utf16 wd_utf16_behind(enum wd_utf16 order, struct wd_str rest)
{
    if (rest.len < 2 || unit_at(order, rest.ptr) != MARK_SWAPPED)
        return WD_UTF16_NONE;
    return order == WD_UTF16_LE ? WD_UTF16_BE : WD_UTF16_LE;
}

bool wd_utf16_cut(enum wd_utf16 order, struct wd_str text)
{
    return text.len % 2 == 1 ||
           (text.len > 0 && (unit_at(order, text.ptr + text.len - 2) & 0xFC00) == 0xD800);
}
