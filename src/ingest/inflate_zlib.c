/* Raw deflate by zlib: portable, and the reference for the other backend. */
#include <stdlib.h>

#include <zlib.h>

#include "ingest/decoder.h"

#define WINDOW_RAW (-15) /* no header, no trailer, 32 KiB of history */

struct wd_inflate {
    z_stream z;
};

struct wd_inflate *wd_inflate_new(void)
{
    struct wd_inflate *inflate = calloc(1, sizeof *inflate);

    if (inflate && inflateInit2(&inflate->z, WINDOW_RAW) != Z_OK) {
        free(inflate);
        inflate = NULL;
    }
    return inflate;
}

void wd_inflate_free(struct wd_inflate *inflate)
{
    if (inflate)
        inflateEnd(&inflate->z);
    free(inflate);
}

void wd_inflate_reset(struct wd_inflate *inflate)
{
    inflateReset(&inflate->z);
}

void wd_inflate_renew(struct wd_inflate *inflate)
{
    wd_inflate_reset(inflate);
}

enum wd_inflate_state wd_inflate_run(struct wd_inflate *stream, struct wd_decoder_io *io)
{
    z_stream *z = &stream->z;
    union {
        const unsigned char *in;
        unsigned char *out;
    } u = {io->in}; /* zlib reads from a pointer that is not const */
    int code;

    z->next_in = u.out;
    z->avail_in = (uInt)io->in_len;
    z->next_out = io->out;
    z->avail_out = (uInt)io->out_room;
    code = inflate(z, Z_NO_FLUSH);
    io->in += io->in_len - z->avail_in;
    io->in_len = z->avail_in;
    io->out += io->out_room - z->avail_out;
    io->out_room = z->avail_out;
    switch (code) {
    case Z_OK:
    case Z_BUF_ERROR:
        return WD_INFLATE_MORE;
    case Z_STREAM_END:
        return WD_INFLATE_DONE;
    case Z_MEM_ERROR:
        return WD_INFLATE_NO_MEMORY;
    default:
        return WD_INFLATE_BAD;
    }
}

uint32_t wd_crc32(uint32_t crc, const unsigned char *bytes, size_t len)
{
    return (uint32_t)crc32_z(crc, bytes, len);
}
