/* The gzip file format (RFC 1952) around raw deflate: headers, trailers, members one after the
 * other, and what may follow them.
 *
 * Written out here, and not left to the libraries, because they disagree on endings and hide damage:
 * a gzread loop drops good bytes on a bad check and takes truncation for the end. The header's
 * optional fields are passed over and never stored. */
#include <stdlib.h>

#include "ingest/bgzip.h"

enum state {
    HEADER,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_CHECK,
    BODY,
    TRAILER,
    BETWEEN,
    ZEROS
};

enum { FLAG_CHECK = 2, FLAG_EXTRA = 4, FLAG_NAME = 8, FLAG_COMMENT = 16, FLAGS_RESERVED = 0xE0 };

struct gzip {
    struct wd_inflate *inflate;
    struct wd_bgzip *bgzip;
    bool shared; /* it inflated some members of many, who knows which */
    enum state state;
    unsigned char field[10]; /* the fixed-size field being collected */
    size_t have;             /* of it */
    size_t extra;            /* bytes of EXTRA still to pass over */
    unsigned flags;
    uint32_t header_crc, crc, length; /* of the member so far; length modulo 2^32 */
    enum wd_end end;
    const char *why;
};

static void gzip_free(void *self)
{
    struct gzip *gzip = self;

    if (gzip) {
        wd_inflate_free(gzip->inflate);
        wd_bgzip_free(gzip->bgzip);
    }
    free(gzip);
}

static void *gzip_new(unsigned helpers)
{
    struct gzip *gzip = calloc(1, sizeof *gzip);

    if (!gzip)
        return NULL;
    gzip->inflate = wd_inflate_new();
    gzip->bgzip = wd_bgzip_new(helpers);
    if (!gzip->inflate || !gzip->bgzip) {
        gzip_free(gzip);
        return NULL;
    }
    return gzip;
}

static enum wd_decoder_state ended(struct gzip *gzip, enum wd_end end, const char *why)
{
    gzip->end = end;
    gzip->why = why;
    return WD_DECODER_ENDED;
}

static void take(struct gzip *gzip, struct wd_decoder_io *io, size_t len)
{
    gzip->header_crc = wd_crc32(gzip->header_crc, io->in, len);
    io->in += len;
    io->in_len -= len;
}

/* Collects a field of `size` bytes; true once it is whole. */
static bool collect(struct gzip *gzip, struct wd_decoder_io *io, size_t size)
{
    size_t len = size - gzip->have;

    if (len > io->in_len)
        len = io->in_len;
    memcpy(gzip->field + gzip->have, io->in, len);
    gzip->have += len;
    take(gzip, io, len);
    if (gzip->have < size)
        return false;
    gzip->have = 0;
    return true;
}

/* The optional fields come in this order; the state names the one to look for. */
static void next_field(struct gzip *gzip, enum state from)
{
    static const struct {
        enum state state;
        unsigned flag;
    } order[] = {{EXTRA_LENGTH, FLAG_EXTRA},
                 {NAME, FLAG_NAME},
                 {COMMENT, FLAG_COMMENT},
                 {HEADER_CHECK, FLAG_CHECK}};

    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (order[i].state >= from && (gzip->flags & order[i].flag)) {
            gzip->state = order[i].state;
            return;
        }
    if (gzip->shared)
        wd_inflate_renew(gzip->inflate); /* how many helped does not show */
    else
        wd_inflate_reset(gzip->inflate);
    gzip->shared = false;
    gzip->crc = gzip->length = 0;
    gzip->state = BODY;
}

static enum wd_decoder_state header(struct gzip *gzip, struct wd_decoder_io *io)
{
    if (!collect(gzip, io, 10))
        return WD_DECODER_MORE;
    if (gzip->field[0] != 0x1F || gzip->field[1] != 0x8B)
        return ended(gzip, WD_END_CORRUPT, "no gzip header");
    if (gzip->field[2] != 8)
        return ended(gzip, WD_END_CORRUPT, "unknown compression method");
    gzip->flags = gzip->field[3];
    if (gzip->flags & FLAGS_RESERVED)
        return ended(gzip, WD_END_CORRUPT, "reserved header flags are set");
    next_field(gzip, EXTRA_LENGTH);
    return WD_DECODER_MORE;
}

static void extra(struct gzip *gzip, struct wd_decoder_io *io)
{
    size_t len = gzip->extra < io->in_len ? gzip->extra : io->in_len;

    take(gzip, io, len);
    gzip->extra -= len;
    if (gzip->extra == 0)
        next_field(gzip, NAME);
}

/* A name or comment ends with a NUL. */
static void text(struct gzip *gzip, struct wd_decoder_io *io)
{
    const unsigned char *nul = memchr(io->in, 0, io->in_len);

    take(gzip, io, nul ? (size_t)(nul - io->in) + 1 : io->in_len);
    if (nul)
        next_field(gzip, gzip->state + 1);
}

static enum wd_decoder_state header_check(struct gzip *gzip, struct wd_decoder_io *io)
{
    uint32_t wanted = gzip->header_crc & 0xFFFF;

    if (gzip->have > 0) /* the first byte of the check has been added already */
        wanted = gzip->extra & 0xFFFF;
    else
        gzip->extra = wanted;
    if (!collect(gzip, io, 2))
        return WD_DECODER_MORE;
    gzip->extra = 0;
    if (wd_little_endian(gzip->field, 2) != wanted)
        return ended(gzip, WD_END_CORRUPT, "bad header check");
    next_field(gzip, HEADER_CHECK + 1);
    return WD_DECODER_MORE;
}

static enum wd_decoder_state body(struct gzip *gzip, struct wd_decoder_io *io)
{
    unsigned char *out = io->out;
    enum wd_inflate_state state = wd_inflate_run(gzip->inflate, io);
    size_t len = (size_t)(io->out - out);

    gzip->crc = wd_crc32(gzip->crc, out, len);
    gzip->length += (uint32_t)len;
    switch (state) {
    case WD_INFLATE_MORE:
        return WD_DECODER_MORE;
    case WD_INFLATE_DONE:
        gzip->state = TRAILER;
        return WD_DECODER_MORE;
    case WD_INFLATE_NO_MEMORY:
        return WD_DECODER_NO_MEMORY;
    case WD_INFLATE_BAD:
        break;
    }
    return ended(gzip, WD_END_CORRUPT, "invalid compressed data");
}

static enum wd_decoder_state trailer(struct gzip *gzip, struct wd_decoder_io *io)
{
    if (!collect(gzip, io, 8))
        return WD_DECODER_MORE;
    if (wd_little_endian(gzip->field, 4) != gzip->crc)
        return ended(gzip, WD_END_CORRUPT, "bad check sum");
    if (wd_little_endian(gzip->field + 4, 4) != gzip->length)
        return ended(gzip, WD_END_CORRUPT, "bad length");
    gzip->state = BETWEEN;
    return WD_DECODER_MORE;
}

/* Another member, zeros (tapes and blocks are padded with them), or something else. */
static enum wd_decoder_state between(struct gzip *gzip, struct wd_decoder_io *io)
{
    unsigned char first = gzip->have > 0 ? gzip->field[0] : io->in[0];

    if (first == 0) {
        gzip->state = ZEROS;
        return WD_DECODER_MORE;
    }
    gzip->header_crc = gzip->have > 0 ? gzip->header_crc : 0;
    if (first == 0x1F && !collect(gzip, io, 2))
        return WD_DECODER_MORE;
    if (first != 0x1F || gzip->field[1] != 0x8B)
        return ended(gzip, WD_END_TRAILING, "bytes behind the compressed data");
    gzip->have = 2;
    gzip->state = HEADER;
    return WD_DECODER_MORE;
}

static enum wd_decoder_state zeros(struct gzip *gzip, struct wd_decoder_io *io)
{
    while (io->in_len > 0 && io->in[0] == 0) {
        io->in++;
        io->in_len--;
    }
    return io->in_len == 0 ? WD_DECODER_MORE
                           : ended(gzip, WD_END_TRAILING, "bytes behind the compressed data");
}

/* Between two members, or before the first. */
static bool passes_members(struct gzip *gzip, struct wd_decoder_io *io)
{
    if ((gzip->state != HEADER && gzip->state != BETWEEN) || gzip->have > 0)
        return false;
    size_t passed = wd_bgzip_run(gzip->bgzip, gzip->inflate, io);

    gzip->shared = gzip->shared || wd_bgzip_tried(gzip->bgzip);
    if (passed == 0)
        return false;
    gzip->state = BETWEEN;
    return true;
}

static enum wd_decoder_state step(struct gzip *gzip, struct wd_decoder_io *io)
{
    if (passes_members(gzip, io) || io->enough)
        return WD_DECODER_MORE;
    switch (gzip->state) {
    case HEADER:
        return header(gzip, io);
    case EXTRA_LENGTH:
        if (collect(gzip, io, 2)) {
            gzip->extra = wd_little_endian(gzip->field, 2);
            gzip->state = EXTRA;
        }
        return WD_DECODER_MORE;
    case EXTRA:
        extra(gzip, io);
        return WD_DECODER_MORE;
    case NAME:
    case COMMENT:
        text(gzip, io);
        return WD_DECODER_MORE;
    case HEADER_CHECK:
        return header_check(gzip, io);
    case BODY:
        return body(gzip, io);
    case TRAILER:
        return trailer(gzip, io);
    case BETWEEN:
        return between(gzip, io);
    case ZEROS:
        break;
    }
    return zeros(gzip, io);
}

/* The input is used up and none follows. */
static enum wd_decoder_state at_end(struct gzip *gzip)
{
    if (gzip->state == ZEROS || (gzip->state == BETWEEN && gzip->have == 0))
        return ended(gzip, WD_END_CLEAN, NULL);
    if (gzip->state == BETWEEN)
        return ended(gzip, WD_END_TRAILING, "bytes behind the compressed data");
    return ended(gzip, WD_END_TRUNCATED, "the compressed data is cut off");
}

static enum wd_decoder_state gzip_run(void *self, struct wd_decoder_io *io, enum wd_end *ret_end,
                                      const char **ret_why)
{
    struct gzip *gzip = self;
    enum wd_decoder_state state = WD_DECODER_MORE;

    while (state == WD_DECODER_MORE) {
        size_t in_len = io->in_len, room = io->out_room;
        enum state before = gzip->state;
        if (gzip->state == BODY ? io->out_room == 0 : io->in_len == 0)
            break;
        state = step(gzip, io);
        if (state == WD_DECODER_MORE && io->in_len == in_len && io->out_room == room &&
            gzip->state == before)
            break; /* the decoder can do no more with what it has */
    }
    if (state == WD_DECODER_MORE && io->last && io->in_len == 0 &&
        (gzip->state != BODY || io->out_room > 0))
        state = at_end(gzip);
    *ret_end = gzip->end;
    *ret_why = gzip->why;
    return state;
}

const struct wd_decoder wd_gzip_codec = {gzip_new, gzip_free, gzip_run};
