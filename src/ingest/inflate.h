/* Raw deflate and CRC-32: all that differs between ISA-L and zlib. Exactly one is linked
 * (INFLATE=isal|zlib); gzip.c knows headers, trailers and members for both. */
#ifndef WHYDENIED_INGEST_INFLATE_H
#define WHYDENIED_INGEST_INFLATE_H

#include "ingest/decoder.h"

enum wd_inflate_state {
    WD_INFLATE_MORE, /* wants input, or room for output */
    WD_INFLATE_DONE, /* the last block is complete, and all of its bytes are delivered */
    WD_INFLATE_BAD,  /* and all bytes decoded before are delivered */
    WD_INFLATE_NO_MEMORY
};

/* How far `in` may be moved back at the end of a member: the backend may have read ahead. */
#define WD_INFLATE_BACK 8u

struct wd_inflate;

struct wd_inflate *wd_inflate_new(void); /* NULL without memory */
void wd_inflate_free(struct wd_inflate *inflate);
void wd_inflate_reset(struct wd_inflate *inflate); /* another member follows */
enum wd_inflate_state wd_inflate_run(struct wd_inflate *inflate, struct wd_codec_io *io);
uint32_t wd_crc32(uint32_t crc, const unsigned char *bytes, size_t len); /* start with 0 */

#endif
