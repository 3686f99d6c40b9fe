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

/* Moves `io` behind what was used and what was made. `ahead` bytes stand in the bit buffer and were not; with them
 * ISA-L may count more bytes than there are, so its place can lie before the input's start. Where it has failed only its
 * two places can be relied on: what it says is left, of input and of room, is then short of what its fast loop keeps
 * clear of, and less than nothing near the end of the room. */
static void account(const struct inflate_state *isal, struct wd_decoder_io *io, int32_t ahead)
{
    int64_t used = (int64_t)(isal->next_in - io->in) - ahead;
    size_t made = (size_t)(isal->next_out - io->out);

    if (used < -(int64_t)WD_INFLATE_BACK)
        used = -(int64_t)WD_INFLATE_BACK;
    if (used > (int64_t)io->in_len)
        used = (int64_t)io->in_len;
    io->in += used;
    io->in_len = (size_t)((int64_t)io->in_len - used);
    io->out += made;
    io->out_room -= made;
}

/* How many of the last bytes were never written. ISA-L's fast loop counts a repetition before it looks whether what it
 * repeats is there. Before that it writes each symbol where its output would go: where the repetition would have begun
 * stands its length as ISA-L keeps it, 254 more, with zeros behind it, as in no text. The longest that fits is taken:
 * rather a written byte too few than one of another input. */
static size_t unwritten(const unsigned char *end, size_t len)
{
    enum { SHORTEST = 3, LONGEST = 258, KEPT_MORE = 254 };

    for (size_t run = len < LONGEST ? len : LONGEST; run >= SHORTEST; run--) {
        const unsigned char *at = end - run;
        if (at[0] + 256u * at[1] == KEPT_MORE + run && at[2] == 0 &&
            (run < SHORTEST + 3 || (at[3] | at[4] | at[5]) == 0))
            return run;
    }
    return 0;
}

/* Takes back what was not written: first of what is kept back, then of the `made` bytes that were handed over. */
static void take_back(struct inflate_state *isal, struct wd_decoder_io *io, size_t made)
{
    size_t kept = (size_t)(isal->tmp_out_valid - isal->tmp_out_processed);
    size_t run = kept > 0 ? unwritten(isal->tmp_out_buffer + isal->tmp_out_valid,
                                      (size_t)isal->tmp_out_valid)
                          : unwritten(io->out, made);
    size_t here = run < kept ? run : kept, there = run - here < made ? run - here : made;

    isal->tmp_out_valid -= (int32_t)here;
    io->out -= there;
    io->out_room += there;
}

enum wd_inflate_state wd_inflate_run(struct wd_inflate *inflate, struct wd_decoder_io *io)
{
    struct inflate_state *isal = &inflate->isal;
    union {
        const unsigned char *in;
        unsigned char *out;
    } u = {io->in}; /* ISA-L reads from a pointer that is not const */
    size_t room = io->out_room;
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
    if (inflate->bad) {
        take_back(isal, io, room - io->out_room);
        return drain(isal, io) ? WD_INFLATE_BAD : WD_INFLATE_MORE;
    }
    return done ? WD_INFLATE_DONE : WD_INFLATE_MORE;
}

uint32_t wd_crc32(uint32_t crc, const unsigned char *bytes, size_t len)
{
    return crc32_gzip_refl(crc, bytes, len);
}
