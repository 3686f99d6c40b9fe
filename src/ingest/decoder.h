/* What a decompressor looks like to decode.c. */
#ifndef WHYDENIED_INGEST_DECODER_H
#define WHYDENIED_INGEST_DECODER_H

#include "whydenied/ingest.h"

struct wd_codec_io {
    const unsigned char *in;
    size_t in_len;
    unsigned char *out;
    size_t out_room;
    bool last; /* no input follows */
};

enum wd_codec_state {
    WD_CODEC_MORE,  /* wants input, or room for output */
    WD_CODEC_ENDED, /* *ret_end says how; everything decoded is delivered */
    WD_CODEC_NO_MEMORY
};

/* A codec is handed input with WD_INFLATE_BACK readable bytes in front of `in`: what came before. */
struct wd_codec {
    void *(*new)(void); /* NULL without memory */
    void (*free)(void *self);
    enum wd_codec_state (*run)(void *self, struct wd_codec_io *io, enum wd_end *ret_end,
                               const char **ret_why);
};

extern const struct wd_codec wd_gzip_codec;
extern const struct wd_codec wd_zstd_codec;  /* only with WD_HAVE_ZSTD */
extern const struct wd_codec wd_xz_codec;    /* only with WD_HAVE_XZ */
extern const struct wd_codec wd_bzip2_codec; /* only with WD_HAVE_BZIP2 */

#endif
