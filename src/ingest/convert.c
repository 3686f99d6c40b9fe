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
    convert->was_utf16 = convert->was_utf16 || convert->utf16 != WD_UTF16_NONE;
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

static struct wd_str left_of(const struct wd_convert *convert)
{
    return wd_str_make(convert->raw + convert->at, convert->len - convert->at);
}

/* UTF-16 is converted up to where single bytes begin, which are looked for some bytes ahead. From there on all is lines. */
static size_t take_utf16(struct wd_convert *convert, struct wd_str left, bool finished, char *to,
                         size_t *ret_used)
{
    struct wd_str seen = wd_str_sub(left, 0, HALF_BLOCK + WD_UTF16_LOOK);
    size_t end = wd_utf16_end(convert->utf16, seen);
    bool ends = end < seen.len || (finished && seen.len == left.len && end <= HALF_BLOCK);

    if (!ends)
        end = seen.len > WD_UTF16_LOOK ? seen.len - WD_UTF16_LOOK : 0;
    if (end > HALF_BLOCK) {
        end = HALF_BLOCK;
        ends = false;
    }
    struct wd_str from = wd_str_sub(left, 0, end);
    size_t len = wd_utf16_convert(convert->utf16, from, ends, to, ret_used);
    if (ends && end == left.len)
        convert->cut = wd_utf16_cut(convert->utf16, from);
    else if (ends)
        convert->utf16 = wd_utf16_behind(convert->utf16, wd_str_from(left, end));
    return len;
}

/* Lines, each in a character set of its own. */
static size_t take_lines(struct wd_convert *convert, struct wd_str left, bool finished, char *to,
                         size_t *ret_used)
{
    struct wd_str from = wd_str_sub(left, 0, HALF_BLOCK);
    bool last = finished && from.len == left.len;
    size_t len = wd_charset_convert(&convert->charset, from, last, to, ret_used);

    if (*ret_used == 0 && from.len == HALF_BLOCK) /* the line does not end */
        len = wd_charset_convert(&convert->charset, from, true, to, ret_used);
    return len;
}

size_t wd_convert_take(struct wd_convert *convert, bool finished, char *to)
{
    size_t len = 0, used = 0;

    if (convert->utf16 != WD_UTF16_NONE) {
        len = take_utf16(convert, left_of(convert), finished, to, &used);
        convert->at += used;
    }
    if (len == 0 && convert->utf16 == WD_UTF16_NONE) {
        len = take_lines(convert, left_of(convert), finished, to, &used);
        convert->at += used;
    }
    return len;
}
