/* JSON text of strings, and of words that other formats write without quotes. */
#include "whydenied/base/json_put.h"

void wd_json_put_string(struct wd_buf *out, struct wd_str s)
{
    size_t copied = 0;

    wd_buf_putc(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        wd_buf_put(out, wd_str_sub(s, copied, i - copied));
        if (c < 0x20)
            wd_buf_printf(out, "\\u%04x", c);
        else
            wd_buf_printf(out, "\\%c", c);
        copied = i + 1;
    }
    wd_buf_put(out, wd_str_from(s, copied));
    wd_buf_putc(out, '"');
}

static bool is_number(struct wd_str s)
{
    size_t at = s.len > 0 && s.ptr[0] == '-';
    size_t whole = wd_str_digits(s, at), part;

    if (whole == 0 || whole > 18 || (whole > 1 && s.ptr[at] == '0'))
        return false;
    at += whole;
    if (at < s.len && s.ptr[at] == '.') {
        part = wd_str_digits(s, at + 1);
        if (part == 0)
            return false;
        at += 1 + part;
    }
    return at == s.len;
}

bool wd_json_is_plain(struct wd_str s)
{
    return wd_str_eqz(s, "true") || wd_str_eqz(s, "false") || wd_str_eqz(s, "null") || is_number(s);
}

void wd_json_put_plain(struct wd_buf *out, struct wd_str s)
{
    if (s.len == 0 || wd_str_eqz(s, "~"))
        wd_buf_putz(out, "null");
    else if (wd_json_is_plain(s))
        wd_buf_put(out, s);
    else
        wd_json_put_string(out, s);
}
