/* A ring of blocks between the thread that inflates and the one that cuts records.
 *
 * Blocks are handed over, not copied. The first block is decoded by the caller, so an input of one
 * block (most of a directory of small files) costs no thread. `head` and `tail` count blocks for
 * ever; a block's place in the ring is its number modulo the ring's size. */
#include "ingest/window.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include <xxhash.h>
#if defined(__x86_64__) && defined(__has_include)
#if __has_include(<xxh_x86dispatch.h>) /* is there where the library was built with them */
#include <xxh_x86dispatch.h>           /* updates by the widest vectors of the processor */
#endif
#endif

#include "ingest/convert.h"
#include "whydenied/base/limits.h"

struct wd_blocks {
    struct wd_decode decode; /* the thread's, while there is one */
    struct wd_source *source;
    unsigned flags;
    XXH3_state_t *digest;
    struct wd_digests digests;
    uint64_t digested, mark;   /* decoded bytes; the mark is one more digest that is wanted */
    struct wd_convert convert; /* of the decoded bytes */
    struct wd_block ring[WD_BLOCK_COUNT];
    bool holding; /* the caller has block `head` */

    pthread_t thread;
    bool threaded;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t filled, emptied;
    size_t head, tail;
    bool finished; /* no block comes after `tail` */
    bool no_memory;
    bool closing;
};

struct wd_blocks *wd_blocks_new(struct wd_source *source, unsigned flags)
{
    struct wd_blocks *blocks = calloc(1, sizeof *blocks);

    if (!blocks)
        return NULL;
    pthread_mutex_init(&blocks->lock, NULL);
    pthread_cond_init(&blocks->filled, NULL);
    pthread_cond_init(&blocks->emptied, NULL);
    blocks->source = source;
    blocks->flags = flags;
    if (wd_decode_init(&blocks->decode, source) < 0)
        goto failed;
    blocks->decode.helpers = flags / WD_READ_HELPER;
    if (flags & WD_READ_DIGEST) {
        blocks->digest = XXH3_createState();
        if (!blocks->digest)
            goto failed;
        XXH3_128bits_reset(blocks->digest);
    }
    return blocks;
failed:
    wd_blocks_free(blocks);
    return NULL;
}

static void stop_thread(struct wd_blocks *blocks)
{
    if (!blocks->threaded)
        return;
    atomic_store(&blocks->source->closing, true);
    pthread_mutex_lock(&blocks->lock);
    blocks->closing = true;
    pthread_cond_signal(&blocks->emptied);
    pthread_mutex_unlock(&blocks->lock);
    pthread_join(blocks->thread, NULL);
    blocks->threaded = false;
}

void wd_blocks_free(struct wd_blocks *blocks)
{
    if (!blocks)
        return;
    stop_thread(blocks);
    wd_decode_done(&blocks->decode);
    if (blocks->digest)
        XXH3_freeState(blocks->digest);
    for (size_t i = 0; i < WD_BLOCK_COUNT; i++)
        free(blocks->ring[i].data);
    wd_convert_done(&blocks->convert);
    pthread_cond_destroy(&blocks->emptied);
    pthread_cond_destroy(&blocks->filled);
    pthread_mutex_destroy(&blocks->lock);
    free(blocks);
}

static void take_digest(const struct wd_blocks *blocks, uint64_t ret_digest[2])
{
    XXH128_hash_t hash = XXH3_128bits_digest(blocks->digest);

    ret_digest[0] = hash.high64;
    ret_digest[1] = hash.low64;
}

/* Where the next digest of a beginning is to be taken. */
static uint64_t next_stop(const struct wd_blocks *blocks)
{
    const unsigned k = blocks->digests.beginning_count;
    uint64_t beginning = k < WD_BEGINNINGS ? WD_BEGINNING_LEN(k) : UINT64_MAX;

    return blocks->mark > blocks->digested && blocks->mark < beginning ? blocks->mark : beginning;
}

static void digest_bytes(struct wd_blocks *blocks, const char *from, size_t len)
{
    while (len > 0) {
        const uint64_t stop = next_stop(blocks), room = stop - blocks->digested;
        const size_t n = len < room ? len : (size_t)room;
        uint64_t digest[2];

        XXH3_128bits_update(blocks->digest, from, n);
        blocks->digested += n;
        from += n;
        len -= n;
        if (blocks->digested != stop)
            continue;
        take_digest(blocks, digest);
        if (stop == blocks->mark)
            memcpy(blocks->digests.marked, digest, sizeof digest);
        if (blocks->digests.beginning_count < WD_BEGINNINGS &&
            stop == WD_BEGINNING_LEN(blocks->digests.beginning_count))
            blocks->digests.beginnings[blocks->digests.beginning_count++] = digest[0];
    }
}

static size_t decode_bytes(struct wd_blocks *blocks, char *to)
{
    size_t len = wd_decode_fill(&blocks->decode, to, WD_BLOCK_SIZE);

    if (blocks->digest)
        digest_bytes(blocks, to, len);
    return len;
}

static void convert_block(struct wd_blocks *blocks, struct wd_block *block)
{
    struct wd_convert *convert = &blocks->convert;

    for (;;) {
        block->len = wd_convert_take(convert, blocks->decode.finished, block->data);
        if (block->len > 0 || blocks->decode.finished)
            return;
        char *room = wd_convert_room(convert);
        convert->len += decode_bytes(blocks, room);
    }
}

/* Decodes the next block into its place. Returns 1, 0 at the end, -1 without memory. */
static int decode_block(struct wd_blocks *blocks, struct wd_block *block)
{
    bool first = !blocks->decode.started;

    if (blocks->decode.finished && !wd_convert_left(&blocks->convert))
        return blocks->decode.no_memory ? -1 : 0;
    if (!block->data)
        block->data = calloc(1, WD_BLOCK_SIZE + WD_PADDING);
    if (!block->data)
        return -1;
    if (!blocks->convert.raw) {
        block->len = decode_bytes(blocks, block->data);
        if (!wd_convert_start(&blocks->convert, wd_str_make(block->data, block->len), first))
            return -1;
    }
    if (blocks->convert.raw)
        convert_block(blocks, block);
    if (block->len > 0)
        return 1;
    return blocks->decode.no_memory ? -1 : 0;
}

/* Waits for a free place in the ring; false if the blocks are no longer wanted. */
static bool wait_for_place(struct wd_blocks *blocks, size_t *ret_place)
{
    pthread_mutex_lock(&blocks->lock);
    while (blocks->tail - blocks->head >= WD_BLOCK_COUNT && !blocks->closing)
        pthread_cond_wait(&blocks->emptied, &blocks->lock);
    *ret_place = blocks->tail % WD_BLOCK_COUNT;
    bool wanted = !blocks->closing;
    pthread_mutex_unlock(&blocks->lock);
    return wanted;
}

static void hand_over(struct wd_blocks *blocks, int got)
{
    pthread_mutex_lock(&blocks->lock);
    if (got > 0)
        blocks->tail++;
    else
        blocks->finished = true;
    blocks->no_memory = got < 0;
    pthread_cond_signal(&blocks->filled);
    pthread_mutex_unlock(&blocks->lock);
}

static void *inflate_ahead(void *context)
{
    struct wd_blocks *blocks = context;
    size_t place;
    int got = 1;

    while (got > 0 && wait_for_place(blocks, &place)) {
        got = decode_block(blocks, &blocks->ring[place]);
        hand_over(blocks, got);
    }
    return NULL;
}

/* Signals are for the threads that can answer them. Without a thread it only takes longer. */
static void start_thread(struct wd_blocks *blocks)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    blocks->threaded = pthread_create(&blocks->thread, NULL, inflate_ahead, blocks) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static int next_of_thread(struct wd_blocks *blocks, struct wd_block *ret_block)
{
    int got = 0;

    pthread_mutex_lock(&blocks->lock);
    if (blocks->holding) {
        blocks->head++;
        blocks->holding = false;
        pthread_cond_signal(&blocks->emptied);
    }
    while (blocks->tail == blocks->head && !blocks->finished)
        pthread_cond_wait(&blocks->filled, &blocks->lock);
    if (blocks->tail > blocks->head) {
        *ret_block = blocks->ring[blocks->head % WD_BLOCK_COUNT];
        blocks->holding = true;
        got = 1;
    } else if (blocks->no_memory) {
        got = -1;
    }
    pthread_mutex_unlock(&blocks->lock);
    return got;
}

int wd_blocks_next(struct wd_blocks *blocks, struct wd_block *ret_block)
{
    int got;

    if (blocks->threaded)
        return next_of_thread(blocks, ret_block);
    if (blocks->tail > 0 && (blocks->flags & WD_READ_THREAD) &&
        !(blocks->decode.finished && !wd_convert_left(&blocks->convert))) {
        start_thread(blocks);
        if (blocks->threaded)
            return next_of_thread(blocks, ret_block);
    }
    got = decode_block(blocks, &blocks->ring[0]);
    if (got > 0) {
        *ret_block = blocks->ring[0];
        blocks->holding = true;
        blocks->tail = 1;
    }
    return got;
}

const struct wd_decode *wd_blocks_outcome(const struct wd_blocks *blocks)
{
    return &blocks->decode;
}

bool wd_blocks_converted(const struct wd_blocks *blocks)
{
    return blocks->convert.was_utf16;
}

bool wd_blocks_cut(const struct wd_blocks *blocks)
{
    return blocks->convert.cut;
}

const struct wd_charset *wd_blocks_charset(const struct wd_blocks *blocks)
{
    return &blocks->convert.charset;
}

bool wd_blocks_live(const struct wd_blocks *blocks)
{
    return blocks->source->live;
}

void wd_blocks_mark(struct wd_blocks *blocks, uint64_t bytes)
{
    blocks->mark = bytes;
}

void wd_blocks_digests(struct wd_blocks *blocks, struct wd_digests *ret_digests)
{
    if (blocks->digest)
        take_digest(blocks, blocks->digests.digest);
    *ret_digests = blocks->digests;
}
