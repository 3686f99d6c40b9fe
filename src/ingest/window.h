/* Decoded bytes on their way to the framing: block by block, and as one piece of memory. */
#ifndef WHYDENIED_INGEST_WINDOW_H
#define WHYDENIED_INGEST_WINDOW_H

#include "ingest/charset.h"
#include "ingest/decode.h"

/* Blocks of decoded bytes, decoded by the caller or by a thread that runs ahead.
 *
 * A block belongs to the caller until it asks for the next. Every block but the last is full,
 * unless the source is live. */
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
    const struct wd_blocks *blocks);                /* was UTF-16; known with the first block */
bool wd_blocks_cut(const struct wd_blocks *blocks); /* it ended within a character of UTF-16 */
/* What became of lines that are not UTF-8; only after wd_blocks_next returned 0. */
const struct wd_charset *wd_blocks_charset(const struct wd_blocks *blocks);
bool wd_blocks_live(const struct wd_blocks *blocks); /* the source is being written */
/* As in struct wd_input_report; zeros without WD_READ_DIGEST. */
struct wd_digests {
    uint64_t digest[2], marked[2], beginnings[WD_BEGINNINGS];
    unsigned beginning_count;
};
void wd_blocks_mark(struct wd_blocks *blocks, uint64_t bytes); /* before the first block */
void wd_blocks_digests(struct wd_blocks *blocks, struct wd_digests *ret_digests);

/* ---- window.c ---------------------------------------------------------------------------------------- */

/* The unread bytes, as one piece of memory that can be made longer.
 *
 * Records are cut in place. Only when one is cut by a block's end are its bytes carried over to a
 * buffer of the window's own, with a piece of the next block behind them; once the record has been
 * passed, reading goes on inside the block. What was read stays where it is until the next call of
 * wd_window_more. */
struct wd_window {
    struct wd_blocks *blocks;
    const char *ptr; /* the unread bytes; WD_PADDING more may be read */
    size_t len;
    uint64_t offset; /* of ptr in the decoded bytes */
    bool ended;      /* nothing more comes */

    struct wd_block block;
    size_t block_at; /* first byte of the block not yet copied to `carry` (or passed) */
    char *carry;
    size_t carry_cap;
    bool carried;    /* ptr is in `carry` */
    size_t borrowed; /* the last bytes of `carry` that are copies of block[block_at - borrowed…] */
};

void wd_window_init(struct wd_window *window, struct wd_blocks *blocks);
void wd_window_done(struct wd_window *window);
/* 1 there are more bytes now, 0 nothing more comes, -1 lack of memory. */
int wd_window_more(struct wd_window *window);
/* The last of the bytes passed, as far as they are at hand, up to `max`. */
struct wd_str wd_window_before(const struct wd_window *window, size_t max);
/* Passes at most window->len bytes. More than the rest may be readable afterwards: that of the block
 * which only a piece was borrowed of. */
void wd_window_skip(struct wd_window *window, size_t len);

#endif
