/* What a decompressor looks like to decode.c, and what decompressors are made of: a backend for raw deflate, and
 * the run over streams that follow one another. */
#ifndef WHYDENIED_INGEST_DECODER_H
#define WHYDENIED_INGEST_DECODER_H

#include "whydenied/ingest.h"

struct wd_decoder_io {
    const unsigned char *in;
    size_t in_len;
    unsigned char *out;
    size_t out_room;
    bool last;  /* no input follows */
    size_t had; /* output bytes in front of `out` that are handed over with what comes */
    bool
        enough; /* set by the decoder: hand over what there is, what comes next has no room behind it */
};

enum wd_decoder_state {
    WD_DECODER_MORE,  /* wants input, or room for output */
    WD_DECODER_ENDED, /* *ret_end says how; everything decoded is delivered */
    WD_DECODER_NO_MEMORY
};

/* A decoder is handed input with WD_INFLATE_BACK readable bytes in front of `in`: what came before. */
struct wd_decoder {
    void *(*new)(
        unsigned helpers); /* threads that it may have beside the caller's; NULL without memory */
    void (*free)(void *self);
    enum wd_decoder_state (*run)(void *self, struct wd_decoder_io *io, enum wd_end *ret_end,
                                 const char **ret_why);
};

extern const struct wd_decoder wd_gzip_codec;
extern const struct wd_decoder wd_zstd_codec;  /* only with WD_HAVE_ZSTD */
extern const struct wd_decoder wd_xz_codec;    /* only with WD_HAVE_XZ */
extern const struct wd_decoder wd_bzip2_codec; /* only with WD_HAVE_BZIP2 */

/* ---- raw deflate ------------------------------------------------------------------------------------- */

/* Raw deflate and CRC-32: all that differs between ISA-L and zlib. Exactly one is linked
 * (INFLATE=isal|zlib); gzip.c knows headers, trailers and members for both. */
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
/* The same, and nothing is left of what was: how many members were inflated here before does not show. */
void wd_inflate_renew(struct wd_inflate *inflate);
enum wd_inflate_state wd_inflate_run(struct wd_inflate *inflate, struct wd_decoder_io *io);
uint32_t wd_crc32(uint32_t crc, const unsigned char *bytes, size_t len); /* start with 0 */

/* ---- members ----------------------------------------------------------------------------------------- */

/* A number of a format's fields: its bytes, the lowest first; four at most. */
static inline uint32_t wd_little_endian(const unsigned char *field, size_t size)
{
    uint32_t value = 0;

    while (size-- > 0)
        value = value << 8 | field[size];
    return value;
}

/* Compressed streams one after the other, whatever the library: what xz.c and bzip2.c have in common. */
enum wd_member_step {
    WD_MEMBER_MORE,
    WD_MEMBER_END, /* this stream is complete; another may follow */
    WD_MEMBER_CORRUPT,
    WD_MEMBER_LIMIT, /* it wants more memory than is allowed */
    WD_MEMBER_NO_MEMORY
};

struct wd_member_library {
    const char *magic;   /* how a stream begins */
    bool padded;         /* zeros may stand between two streams */
    void *(*open)(void); /* for one stream; NULL without memory */
    void (*close)(void *stream);
    enum wd_member_step (*step)(void *stream, struct wd_decoder_io *io);
};

struct wd_members {
    const struct wd_member_library *library;
    void *stream; /* NULL between two */
    bool any;     /* one was complete */
    bool zeros;
};

void *wd_members_new(const struct wd_member_library *library);
void wd_members_free(void *self);
enum wd_decoder_state wd_members_run(void *self, struct wd_decoder_io *io, enum wd_end *ret_end,
                                     const char **ret_why);

#endif
