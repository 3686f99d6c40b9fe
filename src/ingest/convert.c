/* See convert.h. */
#include "ingest/convert.h"

#include <stdlib.h>

#include "whydenied/base/limits.h"

#define HALF_BLOCK (WD_BLOCK_SIZE / 2) /* converted at a time: it may grow by half */

void wd_convert_done(struct wd_convert *convert)
{
    free(convert->raw);
    convert->raw = NULL;
    wd_charset_done(&convert->charset);
}

bool wd_convert_start(struct wd_convert *convert, struct wd_str block, bool first)
{
    if (first)
        convert->utf16 = wd_utf16_detect(block);
    if (convert->utf16 == WD_UTF16_NONE && !wd_charset_suspects(block))
        return true;
    convert->raw = malloc(WD_BLOCK_SIZE + HALF_BLOCK);
    if (!convert->raw)
        return false;
    wd_str_copy(convert->raw, block);
    convert->len = block.len;
    return true;
}

char *wd_convert_room(struct wd_convert *convert)
{
    convert->len -= convert->at;
    memmove(convert->raw, convert->raw + convert->at, convert->len);
    convert->at = 0;
    return convert->raw + convert->len;
}

size_t wd_convert_take(struct wd_convert *convert, bool finished, char *to)
{
    struct wd_str left = wd_str_make(convert->raw + convert->at, convert->len - convert->at);
    struct wd_str from = wd_str_sub(left, 0, HALF_BLOCK);
    bool last = finished && from.len == left.len;
    size_t used, len;

    if (convert->utf16 != WD_UTF16_NONE) {
        if (left.len < 4 && !finished) /* a pair may be cut at the end of the bytes */
            return 0;
        len = wd_utf16_convert(convert->utf16, from, last, to, &used);
        convert->cut = last && wd_utf16_cut(convert->utf16, from);
    } else {
        len = wd_charset_convert(&convert->charset, from, last, to, &used);
        if (used == 0 && from.len == HALF_BLOCK) /* the line does not end */
            len = wd_charset_convert(&convert->charset, from, true, to, &used);
    }
    convert->at += used;
    return len;
}
