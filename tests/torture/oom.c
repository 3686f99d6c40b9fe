/* Preloaded: makes allocations fail, so that the program's way out of every one is walked.
 *
 * OOM_AT=n: the n-th allocation fails; OOM_FOREVER=1: and all after it. OOM_COUNT=fd: at the end the
 * number of allocations is written there. The dynamic loader's own allocations come before and are not
 * counted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_ulong count;
static unsigned long fail_at;
static int forever, armed;

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
    armed = 1;
}

__attribute__((destructor)) static void finish(void)
{
    const char *where = getenv("OOM_COUNT");
    char text[32];
    int n;

    if (!where)
        return;
    n = snprintf(text, sizeof text, "%lu\n", atomic_load(&count));
    if (write(atoi(where), text, (size_t)n) != n)
        _exit(99);
}

static int fails(void)
{
    unsigned long n;

    if (!armed)
        return 0;
    n = atomic_fetch_add(&count, 1) + 1;
    if (!fail_at || (forever ? n < fail_at : n != fail_at))
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    if (!look_up())
        return early_alloc(size);
    return fails() ? NULL : next_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    if (!look_up())
        return early_alloc(n * size);
    return fails() ? NULL : next_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
    if (is_early(p) || !look_up()) {
        void *fresh = early_alloc(size);
        if (fresh && p)
            memcpy(fresh, p, size < 1024 ? size : 1024);
        return fresh;
    }
    return fails() ? NULL : next_realloc(p, size);
}

void free(void *p)
{
    static void (*next_free)(void *);

    if (!p || is_early(p))
        return;
    if (!next_free)
        next_free = (void (*)(void *))dlsym(RTLD_NEXT, "free");
    next_free(p);
}
