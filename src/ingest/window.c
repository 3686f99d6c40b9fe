/* See window.h. The first piece borrowed from a block is small, since most records that are cut end
 * soon behind the cut; the pieces double. */
#include "ingest/window.h"

#include <stdlib.h>

#include "whydenied/base/limits.h"

#define FIRST_PIECE 4096u

void wd_window_init(struct wd_window *window, struct wd_blocks *blocks)
{
    memset(window, 0, sizeof *window);
    window->blocks = blocks;
}

void wd_window_done(struct wd_window *window)
{
    free(window->carry);
    window->carry = NULL;
}

/* Moves the unread bytes into `carry`, which has room for `more` behind them; what was read right before them comes along,
 * for those who look at the lines above. */
static int carry_over(struct wd_window *window, size_t more)
{
    struct wd_str before = wd_window_before(window, WD_AROUND_BEFORE);
    size_t have = before.len + window->len, need = have + more + WD_PADDING;

    if (need > window->carry_cap) {
        size_t cap = need > 2 * window->carry_cap ? need : 2 * window->carry_cap;
        char *carry = malloc(cap);
        if (!carry)
            return -1;
        if (have > 0)
            memcpy(carry, before.ptr, have);
        free(window->carry);
        window->carry = carry;
        window->carry_cap = cap;
    } else if (have > 0 && before.ptr != window->carry) {
        memmove(window->carry, before.ptr, have);
    }
    window->ptr = window->carry + before.len;
    window->carried = true;
    return 0;
}

static int next_block(struct wd_window *window)
{
    int got = wd_blocks_next(window->blocks, &window->block);

    window->block_at = 0;
    window->borrowed = 0;
    if (got <= 0) {
        window->block.len = 0;
        window->ended = true;
    }
    return got;
}

static int borrow(struct wd_window *window)
{
    size_t piece = window->borrowed > 0 ? window->borrowed : window->len / 4;
    size_t left = window->block.len - window->block_at;

    if (piece < FIRST_PIECE)
        piece = FIRST_PIECE;
    if (piece > left)
        piece = left;
    if (carry_over(window, piece) < 0)
        return -1;
    char *end = window->carry + (window->ptr - window->carry) + window->len;
    memcpy(end, window->block.data + window->block_at, piece);
    window->len += piece;
    window->block_at += piece;
    window->borrowed += piece;
    memset(end + piece, 0, WD_PADDING);
    return 1;
}

int wd_window_more(struct wd_window *window)
{
    int got;

    if (window->ended)
        return 0;
    if (window->carried && window->block_at < window->block.len)
        return borrow(window);
    /* the block is used up: what is left of it must be saved before it is given back */
    if (window->len > 0 && carry_over(window, FIRST_PIECE) < 0)
        return -1;
    window->carried = window->len > 0;
    got = next_block(window);
    if (got <= 0)
        return got;
    if (window->carried)
        return borrow(window);
    window->ptr = window->block.data;
    window->len = window->block.len;
    window->block_at = window->block.len;
    return 1;
}

void wd_window_skip(struct wd_window *window, size_t len)
{
    window->ptr += len;
    window->len -= len;
    window->offset += len;
    if (!window->carried || window->len > window->borrowed)
        return;
    /* what is left are copies: read the originals */
    window->carried = false;
    window->ptr = window->block.data + window->block_at - window->len;
    window->len = window->block.len - (window->block_at - window->len);
    window->block_at = window->block.len;
    window->borrowed = 0;
}

struct wd_str wd_window_before(const struct wd_window *window, size_t max)
{
    const char *from = window->carried ? window->carry : window->block.data;
    size_t len = from ? (size_t)(window->ptr - from) : 0;

    len = len > max ? max : len;
    return wd_str_make(window->ptr - len, len);
}
