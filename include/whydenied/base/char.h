/* Classes of bytes, ASCII only and the same in every locale; a byte from 0x80 up is in none of them. */
#ifndef WHYDENIED_BASE_CHAR_H
#define WHYDENIED_BASE_CHAR_H

#include <stdbool.h>
#include <string.h>

#include "whydenied/base/str.h"

static inline bool wd_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool wd_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool wd_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool wd_is_letter(char c)
{
    return wd_is_lower(c) || wd_is_upper(c);
}
static inline bool wd_is_alnum(char c)
{
    return wd_is_digit(c) || wd_is_letter(c);
}
static inline bool wd_is_word(char c) /* of a name: letters, digits and '_' */
{
    return wd_is_alnum(c) || c == '_';
}
static inline bool wd_is_hex(char c)
{
    return wd_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
static inline bool wd_is_space(char c) /* blank, tab and the ends of lines */
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline char wd_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}
/* Of a set that is written out where it is asked for, as nearly all are, the compiler knows every byte: no call, and of many
 * bytes one look at a mask. A NUL is in no set. */
#define WD_CHAR_IS(at) ((at) < __builtin_strlen(set) && c == set[at])
__attribute__((always_inline)) static inline bool wd_char_in(char c, const char *set)
{
    if (__builtin_constant_p(__builtin_strlen(set)) && __builtin_strlen(set) <= 12)
        return WD_CHAR_IS(0) || WD_CHAR_IS(1) || WD_CHAR_IS(2) || WD_CHAR_IS(3) || WD_CHAR_IS(4) ||
               WD_CHAR_IS(5) || WD_CHAR_IS(6) || WD_CHAR_IS(7) || WD_CHAR_IS(8) || WD_CHAR_IS(9) ||
               WD_CHAR_IS(10) || WD_CHAR_IS(11);
    return c != '\0' && strchr(set, c) != NULL;
}
#undef WD_CHAR_IS

/* Without the bytes of the set at its beginning, or at its end. */
__attribute__((always_inline)) static inline struct wd_str wd_str_trim_left_of(struct wd_str s,
                                                                               const char *set)
{
    while (s.len > 0 && wd_char_in(s.ptr[0], set))
        s = wd_str_from(s, 1);
    return s;
}
__attribute__((always_inline)) static inline struct wd_str wd_str_trim_right_of(struct wd_str s,
                                                                                const char *set)
{
    while (s.len > 0 && wd_char_in(s.ptr[s.len - 1], set))
        s.len--;
    return s;
}

#endif
