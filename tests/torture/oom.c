/* Preloaded: makes allocations fail, so that the program's way out of every one is walked.
 *
 * OOM_AT=n: the n-th allocation fails; OOM_FOREVER=1: and all after it. OOM_COUNT=fd: at the end the
 * number of allocations is written there, and how many blocks nobody gave back; OOM_SITES=1: and the number of
 * the first allocation from each way through the program that leads to one. The dynamic loader's own
 * allocations come before and are not counted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_ulong count;
static atomic_long left; /* blocks given and not given back */
static unsigned long fail_at;
static int forever, armed, looks_at_sites;

enum { SITES_MAX = 32768, DEPTH = 12 };
static unsigned long sites[SITES_MAX];
static size_t site_count;
static void note_site(unsigned long n);

static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);

/* Looked up at the first call, which comes from libraries that start before this one; dlsym may itself
 * allocate: from here, and never given back. */
static char early[16384];
static size_t early_len;

static void *early_alloc(size_t size)
{
    void *p = early + early_len;

    size = (size + 15) & ~(size_t)15;
    if (size > sizeof early - early_len)
        return NULL;
    early_len += size;
    return p;
}

static int is_early(const void *p)
{
    return (const char *)p >= early && (const char *)p < early + sizeof early;
}

static int look_up(void)
{
    static int looking;

    if (next_realloc || looking)
        return next_realloc != NULL;
    looking = 1;
    next_malloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
    next_calloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "calloc");
    next_realloc = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "realloc");
    return 1;
}

__attribute__((constructor)) static void start(void)
{
    const char *at = getenv("OOM_AT");

    fail_at = at ? strtoul(at, NULL, 10) : 0;
    forever = getenv("OOM_FOREVER") != NULL;
    looks_at_sites = getenv("OOM_SITES") != NULL;
    armed = 1;
}

__attribute__((destructor)) static void finish(void)
{
    const char *where = getenv("OOM_COUNT");
    unsigned long n = atomic_load(&count);
    long blocks = atomic_load(&left);

    armed = 0;
    if (where && dprintf(atoi(where), "%lu %ld\n", n, blocks) < 0)
        _exit(99);
    for (size_t i = 0; where && i < site_count; i++)
        dprintf(atoi(where), "%lu\n", sites[i]);
}

/* Nothing fails behind main: a coverage build would lose what it counted. Registered in main, so that it runs first. */
static void disarm(void)
{
    armed = 0;
}

static int fails(void)
{
    static atomic_flag registered = ATOMIC_FLAG_INIT;
    unsigned long n;

    if (!armed)
        return 0;
    if (!atomic_flag_test_and_set(&registered)) {
        armed = 0; /* registering may itself allocate */
        atexit(disarm);
        armed = 1;
    }
    n = atomic_fetch_add(&count, 1) + 1;
    if (looks_at_sites)
        note_site(n);
    if (!fail_at || (forever ? n < fail_at : n != fail_at))
        return 0;
    errno = ENOMEM;
    return 1;
}

/* The n-th allocation, if nothing like it was before: the same functions call each other. */
static void note_site(unsigned long n)
{
    static uint64_t known[2 * SITES_MAX];
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static _Thread_local int inside; /* unwinding may allocate */
    void *frames[DEPTH];
    uint64_t key = 14695981039346656037u;
    size_t at;

    if (inside)
        return;
    inside = 1;
    for (int i = 0, depth = backtrace(frames, DEPTH); i < depth; i++)
        key = (key ^ (uintptr_t)frames[i]) * 1099511628211u;
    inside = 0;
    pthread_mutex_lock(&lock);
    for (at = key % (2 * SITES_MAX); known[at] && known[at] != key;)
        at = (at + 1) % (2 * SITES_MAX);
    if (!known[at] && site_count < SITES_MAX) {
        known[at] = key;
        sites[site_count++] = n;
    }
    pthread_mutex_unlock(&lock);
}

static void *given(void *p)
{
    if (p)
        atomic_fetch_add(&left, 1);
    return p;
}

void *malloc(size_t size)
{
    if (!look_up())
        return early_alloc(size);
    return fails() ? NULL : given(next_malloc(size));
}

void *calloc(size_t n, size_t size)
{
    if (!look_up())
        return early_alloc(n * size);
    return fails() ? NULL : given(next_calloc(n, size));
}

void *realloc(void *p, size_t size)
{
    if (is_early(p) || !look_up()) {
        void *fresh = early_alloc(size);
        if (fresh && p)
            memcpy(fresh, p, size < 1024 ? size : 1024);
        return fresh;
    }
    if (fails())
        return NULL;
    return p ? next_realloc(p, size) : given(next_realloc(p, size)); /* nobody here asks for none */
}

/* Counted only: the few who want an alignment. */
int posix_memalign(void **ret_p, size_t alignment, size_t size)
{
    static int (*next)(void **, size_t, size_t);
    int status;

    if (!next)
        next = (int (*)(void **, size_t, size_t))dlsym(RTLD_NEXT, "posix_memalign");
    status = next(ret_p, alignment, size);
    if (status == 0)
        given(*ret_p);
    return status;
}

void *aligned_alloc(size_t alignment, size_t size)
{
    static void *(*next)(size_t, size_t);

    if (!next)
        next = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "aligned_alloc");
    return given(next(alignment, size));
}

void free(void *p)
{
    static void (*next_free)(void *);

    if (!p || is_early(p))
        return;
    atomic_fetch_sub(&left, 1);
    if (!next_free)
        next_free = (void (*)(void *))dlsym(RTLD_NEXT, "free");
    next_free(p);
}
