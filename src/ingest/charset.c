/* See charset.h. GB18030 is told from the other sets of two bytes by where its pairs lie: nearly all that is
 * written is in GB2312, whose both bytes are above A0, where Latin letters with accents stand alone, and where
 * neither Big5 nor Shift JIS mostly is. */
#include "ingest/charset.h"

#include <iconv.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "whydenied/base/str.h"

#define NO_CONVERTER ((iconv_t)-1)

/* Bytes of the character at `at`: 0 if it is none, more than are left if it is cut. */
static size_t utf8_len(struct wd_str s, size_t at)
{
    static const unsigned char least[5] = {0, 0, 0, 0xA0,
                                           0x90}; /* of the second byte, behind E0 and F0 */
    unsigned char c = (unsigned char)s.ptr[at];
    size_t len = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;

    for (size_t i = 1; i < len && at + i < s.len; i++)
        if (((unsigned char)s.ptr[at + i] & 0xC0) != 0x80)
            return 0;
    if (len > 2 && at + 1 < s.len && (c & (0xFFu >> len)) == 0 &&
        (unsigned char)s.ptr[at + 1] < least[len])
        return 0;
    return len;
}

/* Whether any of 64 bytes is not ASCII. Every byte of every input passes here. */
static inline bool has_high_byte(const char *at)
{
#ifdef __SSE2__
    const __m128i *part = (const __m128i *)(const void *)at;
    __m128i first = _mm_or_si128(_mm_loadu_si128(part), _mm_loadu_si128(part + 1));
    __m128i second = _mm_or_si128(_mm_loadu_si128(part + 2), _mm_loadu_si128(part + 3));

    return _mm_movemask_epi8(_mm_or_si128(first, second)) != 0;
#else
    uint64_t w[8];

    memcpy(w, at, sizeof w);
    return ((w[0] | w[1] | w[2] | w[3] | w[4] | w[5] | w[6] | w[7]) &
            UINT64_C(0x8080808080808080)) != 0;
#endif
}

/* From `at` on: the first byte that is not ASCII. */
static size_t past_ascii(struct wd_str s, size_t at)
{
    while (at + 64 <= s.len && !has_high_byte(s.ptr + at))
        at += 64;
    while (at < s.len && !((unsigned char)s.ptr[at] & 0x80))
        at++;
    return at;
}

bool wd_charset_suspects(struct wd_str bytes)
{
    for (size_t at = past_ascii(bytes, 0); at < bytes.len; at = past_ascii(bytes, at)) {
        size_t len = utf8_len(bytes, at);
        if (len == 0 || at + len > bytes.len)
            return true;
        at += len;
    }
    return false;
}

/* Pairs of bytes as GB18030 has them: in GB2312's hanzi, and all. False: it is not that. */
static bool count_pairs(struct wd_str line, size_t *ret_common, size_t *ret_all)
{
    *ret_common = *ret_all = 0;
    for (size_t at = past_ascii(line, 0); at < line.len; at = past_ascii(line, at)) {
        unsigned char lead = (unsigned char)line.ptr[at];
        unsigned char trail = at + 1 < line.len ? (unsigned char)line.ptr[at + 1] : 0;
        bool four = trail >= '0' && trail <= '9';
        if (lead == 0x80 || lead == 0xFF || (!four && (trail < 0x40 || trail == 0x7F)))
            return false;
        *ret_common += lead >= 0xA1 && lead <= 0xF7 && trail >= 0xA1;
        ++*ret_all;
        at += four ? 4 : 2;
    }
    return true;
}

/* A single pair may be anything. */
static bool is_gb18030(struct wd_str line)
{
    size_t common, all;

    return count_pairs(line, &common, &all) && common >= 2 && 4 * common >= 3 * all;
}

/* Much of it is written in bytes that are no UTF-8; not in a line that only lacks the end of a character. */
static bool is_mostly_alien(struct wd_str line)
{
    size_t alien = 0, len;

    for (size_t at = past_ascii(line, 0); at < line.len;
         at = past_ascii(line, at + (len ? len : 1))) {
        len = utf8_len(line, at);
        alien += len == 0;
    }
    return alien >= 8 && 3 * alien >= line.len;
}

static iconv_t converter_of(struct wd_charset *charset)
{
    if (!charset->converter) {
        charset->converter = iconv_open("UTF-8", "GB18030");
        charset->missing = charset->converter == NO_CONVERTER;
    }
    return charset->converter;
}

/* The bytes written, 0 if it is not of that set after all. */
static size_t convert_line(struct wd_charset *charset, struct wd_str line, char *to)
{
    iconv_t converter = converter_of(charset);
    char *from = (char *)(uintptr_t)line.ptr, *end = to; /* iconv writes nothing there */
    size_t left = line.len, room = line.len + line.len / 2;

    if (converter == NO_CONVERTER)
        return 0;
    iconv(converter, NULL, NULL, NULL, NULL);
    if (iconv(converter, &from, &left, &end, &room) == (size_t)-1 || left > 0)
        return 0;
    return (size_t)(end - to);
}

static size_t copy_line(struct wd_charset *charset, struct wd_str line, char *to)
{
    size_t len = 0;

    if (wd_charset_suspects(line)) {
        if (is_gb18030(line))
            len = convert_line(charset, line, to);
        charset->converted += len > 0;
        charset->alien += len == 0 && is_mostly_alien(line);
    }
    if (len > 0)
        return len;
    wd_str_copy(to, line);
    return line.len;
}

size_t wd_charset_convert(struct wd_charset *charset, struct wd_str from, bool last, char *to,
                          size_t *ret_used)
{
    size_t at = 0, len = 0;

    while (at < from.len) {
        size_t end = wd_str_find_char(wd_str_from(from, at), '\n');
        if (end == WD_NPOS && !last)
            break;
        struct wd_str line = wd_str_sub(from, at, end == WD_NPOS ? WD_NPOS : end + 1);
        len += copy_line(charset, line, to + len);
        at += line.len;
    }
    *ret_used = at;
    return len;
}

void wd_charset_done(struct wd_charset *charset)
{
    if (charset->converter && charset->converter != NO_CONVERTER)
        iconv_close(charset->converter);
    charset->converter = NULL;
}
