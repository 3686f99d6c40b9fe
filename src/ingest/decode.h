/* From compressed (or plain) bytes to decoded ones: sniffs the compression, feeds the decoder, and
 * sums the ending up in one word. Everything that was decoded is delivered before that word is. */
#ifndef WHYDENIED_INGEST_DECODE_H
#define WHYDENIED_INGEST_DECODE_H

#include "ingest/decoder.h"
#include "ingest/source.h"

struct wd_decode {
    struct wd_source *source;
    unsigned helpers;  /* threads that the decoder may have beside the caller's */
    unsigned char *in; /* WD_INFLATE_BACK bytes of what came before, then the input */
    size_t at, in_end; /* unread: in[at, in_end); a decoder may give back what was before `at` */
    uint64_t before;   /* input bytes in buffers before this one */
    const struct wd_decoder *decoder; /* NULL: plain */
    void *self;
    enum wd_compression compression;
    uint64_t out_bytes;
    bool started, last, finished, no_memory;
    enum wd_end end; /* these three once finished */
    uint64_t end_offset;
    const char *why; /* a constant text, or NULL */
};

int wd_decode_init(struct wd_decode *decode, struct wd_source *source); /* -1 without memory */
void wd_decode_done(struct wd_decode *decode);
/* Returns less than `room` only once finished, or where what comes next is whole and has no room behind it; of a live
 * source, as soon as there is anything. */
size_t wd_decode_fill(struct wd_decode *decode, char *to, size_t room);

#endif
