/* The parts of the slice that do not fit a header: searching, comparing, cutting.
 *
 * memchr and memmem carry the speed; bytes are compared as unsigned, letters only in ASCII, so that
 * no locale can change an answer. */
#include "whydenied/str.h"

/* memmem prepares a table before it looks, which costs more than looking through a usual text for the
 * needle's first byte. Where that byte is common it is worth it. */
size_t wd_str_find(struct wd_str hay, struct wd_str needle)
{
    const char *at = hay.ptr;
    size_t left = hay.len;

    if (needle.len == 0)
        return 0;
    for (int tries = 0; left >= needle.len && tries < 16; tries++) {
        const char *first = memchr(at, needle.ptr[0], left - needle.len + 1);
        if (!first)
            return WD_NPOS;
        if (memcmp(first, needle.ptr, needle.len) == 0)
            return (size_t)(first - hay.ptr);
        left -= (size_t)(first - at) + 1;
        at = first + 1;
    }
    at = left >= needle.len ? memmem(at, left, needle.ptr, needle.len) : NULL;
    return at ? (size_t)(at - hay.ptr) : WD_NPOS;
}

size_t wd_str_find_char(struct wd_str hay, char c)
{
    const char *at = hay.len ? memchr(hay.ptr, c, hay.len) : NULL;
    return at ? (size_t)(at - hay.ptr) : WD_NPOS;
}

size_t wd_str_rfind_char(struct wd_str hay, char c)
{
    const char *at = hay.len ? memrchr(hay.ptr, c, hay.len) : NULL;
    return at ? (size_t)(at - hay.ptr) : WD_NPOS;
}

static char lower(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c | 0x20);
    return c;
}

static bool same_letters(const char *a, const char *b, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (lower(a[i]) != lower(b[i]))
            return false;
    return true;
}

bool wd_str_ieq(struct wd_str a, struct wd_str b)
{
    return a.len == b.len && same_letters(a.ptr, b.ptr, a.len);
}

bool wd_str_istarts(struct wd_str s, struct wd_str prefix)
{
    return s.len >= prefix.len && same_letters(s.ptr, prefix.ptr, prefix.len);
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct wd_str wd_str_trim(struct wd_str s)
{
    while (s.len && is_blank(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && is_blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

int wd_str_cmp(struct wd_str a, struct wd_str b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common ? memcmp(a.ptr, b.ptr, common) : 0;
    if (order)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

struct wd_str wd_str_cut(struct wd_str *rest, char sep)
{
    size_t at = wd_str_find_char(*rest, sep);
    struct wd_str before = wd_str_sub(*rest, 0, at);
    *rest = at == WD_NPOS ? wd_str_from(*rest, rest->len) : wd_str_from(*rest, at + 1);
    return before;
}

bool wd_str_to_u64(struct wd_str s, unsigned long long *ret_value)
{
    unsigned long long value = 0;
    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        if (__builtin_mul_overflow(value, 10ull, &value) ||
            __builtin_add_overflow(value, (unsigned long long)(s.ptr[i] - '0'), &value))
            return false;
    }
    *ret_value = value;
    return true;
}
