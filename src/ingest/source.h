/* Bytes from a file, a pipe, or a test's function. Fills what it is given, so that the sizes in
 * which the bytes arrive never show further up. */
#ifndef WHYDENIED_INGEST_SOURCE_H
#define WHYDENIED_INGEST_SOURCE_H

#include <stdatomic.h>

#include "whydenied/ingest.h"

struct wd_source {
    int fd;     /* -1: none, or a function */
    bool owned; /* close the descriptor */
    bool waits; /* a pipe: poll before reading, so that stopping needs no byte to arrive */
    bool live;  /* what has come is handed on at once */
    wd_read_fn read;
    void *context;
    const volatile int *stop; /* the user's wish to end; may be NULL */
    atomic_bool closing;      /* the reader is being closed */
    atomic_uint_least64_t bytes;
    uint64_t
        size; /* left of a regular file when opened: what it grows by later is not read; 0 unknown */
    int error;    /* errno of the read that failed */
    bool stopped; /* ended by `stop` or `closing` */
    bool ended;
};

/* Opens a path, or standard input for "-". Returns NULL, or why not (a sentence's end). */
const char *wd_source_open(struct wd_source *source, const char *path, bool no_follow);
/* Whether the open file is a kernel's: what it says is no log, and reading it may wait for ever or take
 * what others should read. */
bool wd_source_is_kernels(int fd);
void wd_source_open_fn(struct wd_source *source, wd_read_fn read, void *context);
void wd_source_close(struct wd_source *source);
/* Returns less than `room` only at the end, or, of a live source, as soon as there is anything. */
size_t wd_source_fill(struct wd_source *source, char *to, size_t room);
bool wd_source_over(
    const struct wd_source *source); /* nothing more comes: ended, error or stopped */

/* Read so far; another thread may be reading. */
static inline uint64_t wd_source_bytes(const struct wd_source *source)
{
    return atomic_load_explicit(&source->bytes, memory_order_relaxed);
}

/* ---- follow.c ---------------------------------------------------------------------------------------- */

/* Bytes of something that is still being written: a pipe, or a regular file that grows. */
struct wd_follower;

/* NULL with *ret_why: it cannot be opened (a sentence's end), or NULL there: lack of memory. */
struct wd_follower *wd_follower_new(const char *path, const struct wd_follow *follow,
                                    bool no_follow, const char **ret_why);
void wd_follower_free(struct wd_follower *follower); /* accepts NULL */
/* A wd_read_fn: waits until there are bytes. 0: a pipe's writers are gone, or the end was asked for. */
long wd_follower_read(void *follower, char *to, size_t room);

#endif
