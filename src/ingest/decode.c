/* The pump between source and decoder. */
#include "ingest/decode.h"

#include <stdlib.h>

#include "ingest/decoder.h"
#include "ingest/magic.h"
#include "whydenied/base/limits.h"

#define INPUT_SIZE WD_BLOCK_SIZE
#define FRONT      WD_INFLATE_BACK /* where the input begins */

/* Bytes of input passed so far. */
static uint64_t position(const struct wd_decode *decode)
{
    return decode->before + decode->at - FRONT;
}

int wd_decode_init(struct wd_decode *decode, struct wd_source *source)
{
    memset(decode, 0, sizeof *decode);
    decode->source = source;
    decode->in = calloc(1, FRONT + INPUT_SIZE + WD_PADDING);
    decode->at = decode->in_end = FRONT;
    return decode->in ? 0 : -1;
}

void wd_decode_done(struct wd_decode *decode)
{
    if (decode->decoder)
        decode->decoder->free(decode->self);
    free(decode->in);
    decode->decoder = NULL;
    decode->in = NULL;
}

static void refill(struct wd_decode *decode)
{
    size_t len = decode->in_end - FRONT;

    if (len > 0)
        memmove(decode->in, decode->in + len, FRONT);
    decode->before += len;
    decode->at = FRONT;
    len = wd_source_fill(decode->source, (char *)decode->in + FRONT, INPUT_SIZE);
    decode->in_end = FRONT + len;
    decode->last = len < INPUT_SIZE && wd_source_over(decode->source);
}

static void finish(struct wd_decode *decode, enum wd_end end, const char *why)
{
    decode->finished = true;
    decode->end = end;
    decode->why = why;
    decode->end_offset = position(decode);
    if (decode->source->error) { /* truncation is then not the input's fault */
        decode->end = WD_END_UNREADABLE;
        decode->why = strerrordesc_np(decode->source->error);
    } else if (decode->source->stopped && end == WD_END_TRUNCATED) {
        decode->end = WD_END_CLEAN;
        decode->why = NULL;
    }
}

/* Who undoes it; NULL: not in this build. */
static const struct {
    const struct wd_decoder *decoder;
    const char *lacking;
} compressions[] = {
    [WD_COMPRESSION_NONE] = {NULL, NULL},
    [WD_COMPRESSION_GZIP] = {&wd_gzip_codec, NULL},
    [WD_COMPRESSION_ZSTD] = {WD_HAVE_ZSTD ? &wd_zstd_codec : NULL,
                             "is zstd, which this build cannot read"},
    [WD_COMPRESSION_XZ] = {WD_HAVE_XZ ? &wd_xz_codec : NULL, "is xz, which this build cannot read"},
    [WD_COMPRESSION_BZIP2] = {WD_HAVE_BZIP2 ? &wd_bzip2_codec : NULL,
                              "is bzip2, which this build cannot read"},
};

static void sniff(struct wd_decode *decode)
{
    decode->started = true;
    refill(decode);
    decode->compression =
        wd_magic_compression(wd_str_make((const char *)decode->in + FRONT, decode->in_end - FRONT));
    decode->decoder = compressions[decode->compression].decoder;
    if (!decode->decoder && compressions[decode->compression].lacking)
        finish(decode, WD_END_UNREADABLE, compressions[decode->compression].lacking);
    if (!decode->decoder)
        return;
    decode->self = decode->decoder->new (decode->helpers);
    if (!decode->self) {
        decode->decoder = NULL;
        decode->no_memory = true;
        finish(decode, WD_END_UNREADABLE, "out of memory");
    }
}

/* What was read for sniffing is copied; all else is read to where it is needed. */
static size_t fill_plain(struct wd_decode *decode, char *to, size_t room)
{
    size_t len = decode->in_end - decode->at;

    if (len > room)
        len = room;
    memcpy(to, decode->in + decode->at, len);
    decode->at += len;
    if (len < room && !decode->last && !(decode->source->live && len > 0)) {
        size_t more = wd_source_fill(decode->source, to + len, room - len);
        decode->before += more;
        decode->last = more < room - len && wd_source_over(decode->source);
        len += more;
    }
    if (len < room && decode->last)
        finish(decode, WD_END_PLAIN, NULL);
    return len;
}

/* Returns false if nothing moved, which no sound decoder does with input and room. */
static bool run_codec(struct wd_decode *decode, char *to, size_t had, size_t room, size_t *ret_len,
                      bool *ret_enough)
{
    struct wd_decoder_io io = {.in = decode->in + decode->at,
                               .in_len = decode->in_end - decode->at,
                               .out = (unsigned char *)to,
                               .out_room = room,
                               .last = decode->last,
                               .had = had};
    size_t before = io.in_len;
    enum wd_end end;
    const char *why;
    enum wd_decoder_state state = decode->decoder->run(decode->self, &io, &end, &why);

    decode->at = decode->in_end - io.in_len;
    *ret_len = room - io.out_room;
    *ret_enough = io.enough;
    if (state == WD_DECODER_ENDED)
        finish(decode, end, why);
    decode->no_memory = decode->no_memory || state == WD_DECODER_NO_MEMORY;
    return state == WD_DECODER_ENDED || *ret_len > 0 || io.in_len < before || io.enough;
}

static size_t fill_decoded(struct wd_decode *decode, char *to, size_t room)
{
    size_t len = 0;
    bool enough = false;

    while (len < room && !enough && !decode->finished && !(decode->source->live && len > 0)) {
        size_t got;
        if (decode->at == decode->in_end && !decode->last)
            refill(decode);
        bool moved = run_codec(decode, to + len, len, room - len, &got, &enough);
        len += got;
        if (decode->no_memory)
            finish(decode, WD_END_UNREADABLE, "out of memory");
        else if (!moved && (decode->at < decode->in_end || decode->last))
            finish(decode, WD_END_CORRUPT, "the decoder is stuck");
    }
    return len;
}

/* A bomb costs only time here, but unbounded time. */
static void judge_ratio(struct wd_decode *decode)
{
    uint64_t in = position(decode);

    if (!decode->finished && decode->out_bytes > WD_BOMB_AFTER &&
        decode->out_bytes / WD_BOMB_RATIO > in)
        finish(decode, WD_END_LIMIT, "grows too much when decompressed");
}

size_t wd_decode_fill(struct wd_decode *decode, char *to, size_t room)
{
    size_t len = 0;

    if (!decode->started)
        sniff(decode);
    if (!decode->finished)
        len = decode->decoder ? fill_decoded(decode, to, room) : fill_plain(decode, to, room);
    decode->out_bytes += len;
    if (decode->decoder)
        judge_ratio(decode);
    return len;
}
