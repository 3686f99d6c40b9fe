/* Raw deflate by ISA-L: twice the speed of zlib. */
#include <stdlib.h>

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

#include "ingest/decoder.h"

struct wd_inflate {
    struct inflate_state isal;
    bool bad;
};

struct wd_inflate *wd_inflate_new(void)
{
    struct wd_inflate *inflate = calloc(1, sizeof *inflate);

    if (inflate)
        isal_inflate_init(&inflate->isal);
    return inflate;
}

void wd_inflate_free(struct wd_inflate *inflate)
{
    free(inflate);
}

void wd_inflate_reset(struct wd_inflate *inflate)
{
    isal_inflate_reset(&inflate->isal);
    inflate->bad = false;
}

void wd_inflate_renew(struct wd_inflate *inflate)
{
    memset(inflate, 0, sizeof *inflate);
    isal_inflate_init(&inflate->isal);
}

/* On an error ISA-L keeps back what it had decoded but found no room for. */
static bool drain(struct inflate_state *isal, struct wd_decoder_io *io)
{
    size_t len = (size_t)(isal->tmp_out_valid - isal->tmp_out_processed);

    if (len > io->out_room)
        len = io->out_room;
    memcpy(io->out, isal->tmp_out_buffer + isal->tmp_out_processed, len);
    io->out += len;
    io->out_room -= len;
    isal->tmp_out_processed += (int32_t)len;
    return isal->tmp_out_processed == isal->tmp_out_valid;
}

/* Moves `io` behind what was used. `ahead` bytes stand in the bit buffer and were not; with them
 * ISA-L may count more bytes than there are, so its count of what is left can be below zero. */
static void account(const struct inflate_state *isal, struct wd_decoder_io *io, int32_t ahead)
{
    int64_t left = (int64_t)(int32_t)isal->avail_in + ahead;
    int64_t used = (int64_t)io->in_len - left;

    if (used < -(int64_t)WD_INFLATE_BACK)
        used = -(int64_t)WD_INFLATE_BACK;
    if (used > (int64_t)io->in_len)
        used = (int64_t)io->in_len;
    io->in += used;
    io->in_len = (size_t)((int64_t)io->in_len - used);
    io->out += io->out_room - isal->avail_out;
    io->out_room = isal->avail_out;
}

enum wd_inflate_state wd_inflate_run(struct wd_inflate *inflate, struct wd_decoder_io *io)
{
    struct inflate_state *isal = &inflate->isal;
    union {
        const unsigned char *in;
        unsigned char *out;
    } u = {io->in}; /* ISA-L reads from a pointer that is not const */
    int code;

    if (inflate->bad)
        return drain(isal, io) ? WD_INFLATE_BAD : WD_INFLATE_MORE;
    isal->next_in = u.out;
    isal->avail_in = (uint32_t)io->in_len;
    isal->next_out = io->out;
    isal->avail_out = (uint32_t)io->out_room;
    code = isal_inflate(isal);
    inflate->bad = code < 0;
    bool done = isal->block_state == ISAL_BLOCK_FINISH;
    account(isal, io, inflate->bad || done ? isal->read_in_length / 8 : 0);
    if (inflate->bad)
        return drain(isal, io) ? WD_INFLATE_BAD : WD_INFLATE_MORE;
    return done ? WD_INFLATE_DONE : WD_INFLATE_MORE;
}

uint32_t wd_crc32(uint32_t crc, const unsigned char *bytes, size_t len)
{
    return crc32_gzip_refl(crc, bytes, len);
}
