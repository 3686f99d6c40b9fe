/* How wide text is. */
#include "whydenied/base/columns.h"

#include <utf8proc.h>

size_t wd_columns_step(struct wd_str s, unsigned *ret_columns, int32_t *ret_code)
{
    if (s.ptr[0] >= ' ' && s.ptr[0] <= '~') { /* nearly all of a report */
        *ret_columns = 1;
        *ret_code = (unsigned char)s.ptr[0];
        return 1;
    }
    utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, ret_code);

    if (n <= 0) {
        *ret_columns = 1;
        *ret_code = 0xFFFD;
        return 1;
    }
    *ret_columns = (unsigned)utf8proc_charwidth(*ret_code);
    return (size_t)n;
}

unsigned wd_columns(struct wd_str s)
{
    unsigned total = 0, columns;
    int32_t code;

    for (;;) {
        size_t printable = wd_str_printable(s);
        total += (unsigned)printable;
        s = wd_str_from(s, printable);
        if (s.len == 0)
            break;
        s = wd_str_from(s, wd_columns_step(s, &columns, &code));
        total += columns;
    }
    return total;
}
