/* bzip2 streams, as bzip2 and pbzip2 write them. */
#include "ingest/decoder.h"

#if WD_HAVE_BZIP2
#include <limits.h>
#include <stdlib.h>

#include <bzlib.h>

static void *open_stream(void)
{
    bz_stream *stream = calloc(1, sizeof *stream);

    if (stream && BZ2_bzDecompressInit(stream, 0, 0) != BZ_OK) {
        free(stream);
        return NULL;
    }
    return stream;
}

static void close_stream(void *self)
{
    BZ2_bzDecompressEnd(self);
    free(self);
}

static unsigned count(size_t n)
{
    return n > UINT_MAX ? UINT_MAX : (unsigned)n;
}

static enum wd_member_step step(void *self, struct wd_decoder_io *io)
{
    bz_stream *stream = self;
    unsigned in = count(io->in_len), out = count(io->out_room);

    /* The library reads through a pointer that is not const. */
    memcpy(&stream->next_in, &io->in, sizeof stream->next_in);
    stream->avail_in = in;
    stream->next_out = (char *)io->out;
    stream->avail_out = out;
    int got = BZ2_bzDecompress(stream);
    io->in += in - stream->avail_in;
    io->in_len -= in - stream->avail_in;
    io->out += out - stream->avail_out;
    io->out_room -= out - stream->avail_out;
    switch (got) {
    case BZ_OK:
        return WD_MEMBER_MORE;
    case BZ_STREAM_END:
        return WD_MEMBER_END;
    case BZ_MEM_ERROR:
        return WD_MEMBER_NO_MEMORY;
    default:
        return WD_MEMBER_CORRUPT;
    }
}

static void *bzip2_new(unsigned helpers)
{
    (void)helpers;
    static const struct wd_member_library library = {
        .magic = "BZh", .open = open_stream, .close = close_stream, .step = step};

    return wd_members_new(&library);
}

const struct wd_decoder wd_bzip2_codec = {bzip2_new, wd_members_free, wd_members_run};

#else
extern const int wd_bzip2_is_not_compiled_in; /* a translation unit may not be empty */
#endif
