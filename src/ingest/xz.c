/* xz streams. Those that need a dictionary of more than 16 MiB (xz -8, -9) are refused: the memory ceiling is a
 * promise. */
#include "ingest/decoder.h"

#if WD_HAVE_XZ
#include <stdlib.h>

#include <lzma.h>

#define MEMORY_MAX (18u << 20) /* xz -7 decodes in 17 MiB */

static void *open_stream(void)
{
    lzma_stream *stream = calloc(1, sizeof *stream);

    if (stream && lzma_stream_decoder(stream, MEMORY_MAX, 0) != LZMA_OK) {
        free(stream);
        return NULL;
    }
    return stream;
}

static void close_stream(void *self)
{
    lzma_end(self);
    free(self);
}

static enum wd_member_step step(void *self, struct wd_decoder_io *io)
{
    lzma_stream *stream = self;

    stream->next_in = io->in;
    stream->avail_in = io->in_len;
    stream->next_out = io->out;
    stream->avail_out = io->out_room;
    lzma_ret got = lzma_code(stream, LZMA_RUN);
    io->in = stream->next_in;
    io->in_len = stream->avail_in;
    io->out = stream->next_out;
    io->out_room = stream->avail_out;
    switch (got) {
    case LZMA_OK:
    case LZMA_BUF_ERROR: /* nothing moved: no input, or no room */
        return WD_MEMBER_MORE;
    case LZMA_STREAM_END:
        return WD_MEMBER_END;
    case LZMA_MEMLIMIT_ERROR:
        return WD_MEMBER_LIMIT;
    case LZMA_MEM_ERROR:
        return WD_MEMBER_NO_MEMORY;
    default:
        return WD_MEMBER_CORRUPT;
    }
}

static void *xz_new(unsigned helpers)
{
    (void)helpers;
    static const struct wd_member_library library = {.magic = "\xFD"
                                                              "7zXZ",
                                                     .padded = true,
                                                     .open = open_stream,
                                                     .close = close_stream,
                                                     .step = step};

    return wd_members_new(&library);
}

const struct wd_decoder wd_xz_codec = {xz_new, wd_members_free, wd_members_run};

#else
extern const int wd_xz_is_not_compiled_in; /* a translation unit may not be empty */
#endif
