/* Zstandard frames, one after the other. Frames that need more than 16 MiB of history (`--long`) are
 * refused: the memory ceiling is a promise. */
#include "ingest/decoder.h"

#if WD_HAVE_ZSTD
#include <stdlib.h>

#include <zstd.h>
#include <zstd_errors.h>

#define WINDOW_LOG_MAX 24

struct zstd {
    ZSTD_DStream *stream;
    bool inside; /* a frame has begun and is not complete */
    bool any;    /* a frame was complete */
    bool zeros;  /* padding behind the frames */
};

static void zstd_free(void *self)
{
    struct zstd *zstd = self;

    if (zstd)
        ZSTD_freeDStream(zstd->stream);
    free(zstd);
}

static void *zstd_new(unsigned helpers)
{
    (void)helpers;
    struct zstd *zstd = calloc(1, sizeof *zstd);

    if (!zstd)
        return NULL;
    zstd->stream = ZSTD_createDStream();
    if (!zstd->stream) {
        zstd_free(zstd);
        return NULL;
    }
    ZSTD_DCtx_setParameter(zstd->stream, ZSTD_d_windowLogMax, WINDOW_LOG_MAX);
    return zstd;
}

static enum wd_decoder_state failed(const struct zstd *zstd, size_t code, enum wd_end *ret_end,
                                    const char **ret_why)
{
    ZSTD_ErrorCode error = ZSTD_getErrorCode(code);

    *ret_end = WD_END_CORRUPT;
    *ret_why = ZSTD_getErrorName(code);
    if (error == ZSTD_error_memory_allocation)
        return WD_DECODER_NO_MEMORY;
    if (error == ZSTD_error_prefix_unknown && zstd->any) {
        *ret_end = WD_END_TRAILING;
        *ret_why = "bytes behind the compressed data";
    } else if (error == ZSTD_error_frameParameter_windowTooLarge) {
        *ret_end = WD_END_LIMIT;
        *ret_why = "needs more than 16 MiB of window";
    }
    return WD_DECODER_ENDED;
}

static bool pass_zeros(struct zstd *zstd, struct wd_decoder_io *io)
{
    if (zstd->inside || !zstd->any || io->in_len == 0 || (!zstd->zeros && io->in[0] != 0))
        return zstd->zeros;
    zstd->zeros = true;
    while (io->in_len > 0 && io->in[0] == 0) {
        io->in++;
        io->in_len--;
    }
    return true;
}

static enum wd_decoder_state at_end(const struct zstd *zstd, enum wd_end *ret_end,
                                    const char **ret_why)
{
    *ret_end = zstd->inside ? WD_END_TRUNCATED : WD_END_CLEAN;
    *ret_why = zstd->inside ? "the compressed data is cut off" : NULL;
    return WD_DECODER_ENDED;
}

static enum wd_decoder_state zstd_run(void *self, struct wd_decoder_io *io, enum wd_end *ret_end,
                                      const char **ret_why)
{
    struct zstd *zstd = self;

    while (io->out_room > 0 && !pass_zeros(zstd, io)) {
        ZSTD_inBuffer in = {io->in, io->in_len, 0};
        ZSTD_outBuffer out = {io->out, io->out_room, 0};
        if (io->in_len == 0 && !zstd->inside)
            break;
        size_t left = ZSTD_decompressStream(zstd->stream, &out, &in);
        io->in += in.pos;
        io->in_len -= in.pos;
        io->out += out.pos;
        io->out_room -= out.pos;
        if (ZSTD_isError(left))
            return failed(zstd, left, ret_end, ret_why);
        zstd->inside = left != 0;
        zstd->any = zstd->any || left == 0;
        if (in.pos == 0 && out.pos == 0)
            break;
    }
    if (zstd->zeros && io->in_len > 0) {
        *ret_end = WD_END_TRAILING;
        *ret_why = "bytes behind the compressed data";
        return WD_DECODER_ENDED;
    }
    if (io->last && io->in_len == 0 && (io->out_room > 0 || !zstd->inside))
        return at_end(zstd, ret_end, ret_why);
    return WD_DECODER_MORE;
}

const struct wd_decoder wd_zstd_codec = {zstd_new, zstd_free, zstd_run};

#else
extern const int wd_zstd_is_not_compiled_in; /* a translation unit may not be empty */
#endif
