/* Inflates whole members of bgzip side by side, each to where it belongs. */
#include "ingest/bgzip.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

enum {
    HEADER = 18, /* the fixed part, and the one extra field that bgzip writes */
    TRAILER = 8,
    MEMBERS_MAX = 16,
    HELPERS_MAX = 3 /* a block has room for four of the largest members */
};
#define LENGTH_MAX ((size_t)64 * 1024) /* of a member, inflated */

struct member {
    const unsigned char *in; /* of the deflated data */
    size_t in_len, whole_len, out_len;
    unsigned char *out;
    uint32_t crc;
    bool good;
};

struct helper {
    struct wd_bgzip *bgzip;
    struct wd_inflate *inflate;
    pthread_t thread;
};

struct wd_bgzip {
    struct helper helpers[HELPERS_MAX];
    unsigned wanted, started;
    bool tried;
    struct member members[MEMBERS_MAX];
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t todo, done;
    size_t count, next, left; /* members; the next to take; those that are not inflated yet */
    bool closing;
};

struct wd_bgzip *wd_bgzip_new(unsigned helpers)
{
    struct wd_bgzip *bgzip = calloc(1, sizeof *bgzip);

    if (!bgzip)
        return NULL;
    pthread_mutex_init(&bgzip->lock, NULL);
    pthread_cond_init(&bgzip->todo, NULL);
    pthread_cond_init(&bgzip->done, NULL);
    bgzip->wanted = helpers < HELPERS_MAX ? helpers : HELPERS_MAX;
    return bgzip;
}

void wd_bgzip_free(struct wd_bgzip *bgzip)
{
    if (!bgzip)
        return;
    pthread_mutex_lock(&bgzip->lock);
    bgzip->closing = true;
    pthread_cond_broadcast(&bgzip->todo);
    pthread_mutex_unlock(&bgzip->lock);
    for (unsigned i = 0; i < bgzip->started; i++) {
        pthread_join(bgzip->helpers[i].thread, NULL);
        wd_inflate_free(bgzip->helpers[i].inflate);
    }
    pthread_cond_destroy(&bgzip->done);
    pthread_cond_destroy(&bgzip->todo);
    pthread_mutex_destroy(&bgzip->lock);
    free(bgzip);
}

/* ---- one member ---------------------------------------------------------------------------------- */

/* The member at the start of the input, if it is bgzip's and all of it is there. */
static bool find(const struct wd_decoder_io *io, struct member *ret_member)
{
    static const unsigned char fixed[] = {0x1F, 0x8B, 8, 4}, extra[] = {6, 0, 'B', 'C', 2, 0};
    const unsigned char *at = io->in;

    if (io->in_len < HEADER || memcmp(at, fixed, sizeof fixed) != 0 ||
        memcmp(at + 10, extra, sizeof extra) != 0)
        return false;
    const size_t whole_len = (size_t)wd_little_endian(at + 16, 2) + 1;
    if (whole_len < HEADER + TRAILER || whole_len > io->in_len)
        return false;
    *ret_member = (struct member){.in = at + HEADER,
                                  .in_len = whole_len - HEADER - TRAILER,
                                  .whole_len = whole_len,
                                  .crc = wd_little_endian(at + whole_len - 8, 4),
                                  .out_len = wd_little_endian(at + whole_len - 4, 4),
                                  .out = io->out};
    return ret_member->out_len <= LENGTH_MAX;
}

/* Its end may stand behind its last byte: then it is asked for once more, with room for one too many. */
static void inflate_member(struct wd_inflate *inflate, struct member *member)
{
    unsigned char beyond[1];
    struct wd_decoder_io io = {.in = member->in,
                               .in_len = member->in_len,
                               .out = member->out,
                               .out_room = member->out_len,
                               .last = true};
    enum wd_inflate_state state = WD_INFLATE_MORE;
    size_t left;

    wd_inflate_reset(inflate);
    if (member->out_len > 0)
        state = wd_inflate_run(inflate, &io);
    left = io.out_room;
    if (state == WD_INFLATE_MORE && left == 0) {
        io.out = beyond;
        io.out_room = sizeof beyond;
        state = wd_inflate_run(inflate, &io);
        left = sizeof beyond - io.out_room; /* none may have come */
    }
    member->good = state == WD_INFLATE_DONE && left == 0 && io.in_len == 0 &&
                   wd_crc32(0, member->out, member->out_len) == member->crc;
}

/* ---- several ------------------------------------------------------------------------------------- */

/* Takes members until none is left to take. Called, and returns, with the lock held. */
static void take_members(struct wd_bgzip *bgzip, struct wd_inflate *inflate)
{
    while (bgzip->next < bgzip->count) {
        struct member *member = &bgzip->members[bgzip->next++];

        pthread_mutex_unlock(&bgzip->lock);
        inflate_member(inflate, member);
        pthread_mutex_lock(&bgzip->lock);
        if (--bgzip->left == 0)
            pthread_cond_signal(&bgzip->done);
    }
}

static void *help(void *context)
{
    struct helper *helper = context;
    struct wd_bgzip *bgzip = helper->bgzip;

    pthread_mutex_lock(&bgzip->lock);
    while (!bgzip->closing) {
        take_members(bgzip, helper->inflate);
        if (!bgzip->closing)
            pthread_cond_wait(&bgzip->todo, &bgzip->lock);
    }
    pthread_mutex_unlock(&bgzip->lock);
    return NULL;
}

/* Without them it only takes longer. Signals are for the threads that can answer them. */
static void start_helpers(struct wd_bgzip *bgzip)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (bgzip->started < bgzip->wanted) {
        struct helper *helper = &bgzip->helpers[bgzip->started];

        *helper = (struct helper){.bgzip = bgzip, .inflate = wd_inflate_new()};
        if (!helper->inflate || pthread_create(&helper->thread, NULL, help, helper) != 0) {
            wd_inflate_free(helper->inflate);
            bgzip->wanted = bgzip->started;
            break;
        }
        bgzip->started++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void inflate_all(struct wd_bgzip *bgzip, struct wd_inflate *own, size_t count)
{
    if (count > 1)
        start_helpers(bgzip);
    pthread_mutex_lock(&bgzip->lock);
    bgzip->count = bgzip->left = count;
    bgzip->next = 0;
    if (count > 1 && bgzip->started > 0)
        pthread_cond_broadcast(&bgzip->todo);
    take_members(bgzip, own);
    while (bgzip->left > 0)
        pthread_cond_wait(&bgzip->done, &bgzip->lock);
    bgzip->count = bgzip->next = 0;
    pthread_mutex_unlock(&bgzip->lock);
}

/* Those that have room, in a row; *ret_full: the next one has none. */
static size_t collect(struct wd_bgzip *bgzip, struct wd_decoder_io rest, bool *ret_full)
{
    size_t count = 0;

    *ret_full = false;
    while (count < MEMBERS_MAX && find(&rest, &bgzip->members[count])) {
        const struct member *member = &bgzip->members[count];

        *ret_full = member->out_len > rest.out_room;
        if (*ret_full)
            break;
        rest.in += member->whole_len;
        rest.in_len -= member->whole_len;
        rest.out += member->out_len;
        rest.out_room -= member->out_len;
        count++;
    }
    return count;
}

/* What a member that was not good has left behind, and those that follow it. */
static void clean(struct wd_bgzip *bgzip, size_t from, size_t count)
{
    for (; from < count; from++)
        memset(bgzip->members[from].out, 0, bgzip->members[from].out_len);
}

size_t wd_bgzip_run(struct wd_bgzip *bgzip, struct wd_inflate *own, struct wd_decoder_io *io)
{
    bool full;
    size_t count = collect(bgzip, *io, &full), good = 0;

    bgzip->tried = count > 0;
    if (count == 0) {
        io->enough = full && io->had > 0;
        return 0;
    }
    inflate_all(bgzip, own, count);
    for (; good < count && bgzip->members[good].good; good++) {
        const struct member *member = &bgzip->members[good];

        io->in += member->whole_len;
        io->in_len -= member->whole_len;
        io->out += member->out_len;
        io->out_room -= member->out_len;
    }
    clean(bgzip, good, count);
    return good;
}

bool wd_bgzip_tried(const struct wd_bgzip *bgzip)
{
    return bgzip->tried;
}
