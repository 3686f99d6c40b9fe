/* The unread bytes, as one piece of memory that can be made longer.
 *
 * Records are cut in place. Only when one is cut by a block's end are its bytes carried over to a
 * buffer of the window's own, with a piece of the next block behind them; once the record has been
 * passed, reading goes on inside the block. What was read stays where it is until the next call of
 * wd_window_more. */
#ifndef WHYDENIED_INGEST_WINDOW_H
#define WHYDENIED_INGEST_WINDOW_H

#include "ingest/blocks.h"

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
/* Passes at most window->len bytes. More than the rest may be readable afterwards: that of the block
 * which only a piece was borrowed of. */
void wd_window_skip(struct wd_window *window, size_t len);

#endif
