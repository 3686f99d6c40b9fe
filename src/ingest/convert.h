/* Decoded bytes that are not UTF-8 on their way into blocks: all of them (UTF-16), or lines of them. */
#ifndef WHYDENIED_INGEST_CONVERT_H
#define WHYDENIED_INGEST_CONVERT_H

#include "ingest/charset.h"
#include "ingest/utf16.h"

struct wd_convert {
    enum wd_utf16 utf16; /* known with the first block; NONE from where single bytes go on */
    bool was_utf16;
    struct wd_charset charset;
    char *
        raw; /* decoded, not yet converted: raw[at, len); NULL as long as there is nothing to convert */
    size_t at, len;
    bool cut; /* the last character of UTF-16 is half of one: what followed is missing */
};

void wd_convert_done(struct wd_convert *convert);
/* Looks at a block. If it is to be converted, its bytes are kept, and all that follow are to be added. False
 * without memory. */
bool wd_convert_start(struct wd_convert *convert, struct wd_str block, bool first);
/* Where up to WD_BLOCK_SIZE bytes may be added. */
char *wd_convert_room(struct wd_convert *convert);
/* Converted bytes of a block; 0: more must be added, or there is nothing left. */
size_t wd_convert_take(struct wd_convert *convert, bool finished, char *to);
static inline bool wd_convert_left(const struct wd_convert *convert)
{
    return convert->at < convert->len;
}

#endif
