/* Base64 as carriers use it. */
#include "whydenied/base/base64.h"

/* Standard and URL-safe alphabets; white space is skipped, padding ends it. */
static int base64_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '-')
        return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

struct wd_str wd_base64_decoded(struct wd_arena *arena, struct wd_str text)
{
    char *out = wd_arena_alloc(arena, text.len / 4 * 3 + 3);
    unsigned bits = 0, have = 0;
    size_t len = 0;

    for (size_t i = 0; out && i < text.len && text.ptr[i] != '='; i++) {
        int v = base64_value(text.ptr[i]);
        if (v < 0 && (text.ptr[i] == '\n' || text.ptr[i] == '\r'))
            continue;
        if (v < 0)
            return WD_STR_NONE;
        bits = (bits << 6 | (unsigned)v) & 0xffffffu;
        have += 6;
        if (have >= 8) {
            have -= 8;
            out[len++] = (char)(bits >> have & 0xff);
        }
    }
    return out ? wd_str_make(out, len) : WD_STR_NONE;
}
