/* Decoded bytes, block by block, decoded by the caller or by a thread that runs ahead.
 *
 * A block belongs to the caller until it asks for the next. Every block but the last is full,
 * unless the source is live. */
#ifndef WHYDENIED_INGEST_BLOCKS_H
#define WHYDENIED_INGEST_BLOCKS_H

#include "ingest/decode.h"

struct wd_block {
    char *data; /* WD_PADDING zero bytes behind the contents' maximum */
    size_t len;
};

struct wd_blocks;

struct wd_blocks *wd_blocks_new(struct wd_source *source, unsigned flags); /* NULL without memory */
void wd_blocks_free(struct wd_blocks *blocks); /* stops the thread; accepts NULL */
/* 1 a block, 0 the end, -1 lack of memory. Gives the block handed over before back. */
int wd_blocks_next(struct wd_blocks *blocks, struct wd_block *ret_block);
/* How it ended; only after wd_blocks_next returned 0. */
const struct wd_decode *wd_blocks_outcome(const struct wd_blocks *blocks);
bool wd_blocks_converted(
    const struct wd_blocks *blocks);                 /* was UTF-16; known with the first block */
bool wd_blocks_live(const struct wd_blocks *blocks); /* the source is being written */
/* As in struct wd_input_report; zeros without WD_READ_DIGEST. */
struct wd_digests {
    uint64_t digest[2], marked[2], beginnings[WD_BEGINNINGS];
    unsigned beginning_count;
};
void wd_blocks_mark(struct wd_blocks *blocks, uint64_t bytes); /* before the first block */
void wd_blocks_digests(struct wd_blocks *blocks, struct wd_digests *ret_digests);

#endif
