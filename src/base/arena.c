/* Blocks in a list, the newest first; the last of the list is the first block, which clear keeps.
 *
 * The first block is made when something is first asked for, so an unused arena costs its head
 * only. The maximum counts what is taken from the allocator, heads of blocks included. */
#include "whydenied/base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_BLOCK = 4096, LARGEST_STEP = 256 * 1024 };

struct block {
    struct block *older;
    size_t size, used; /* of data */
    alignas(max_align_t) char data[];
};

struct wd_arena {
    struct block *newest;
    size_t max, held; /* bytes held in blocks, heads included */
    size_t filled;    /* of the blocks behind the newest, their used bytes */
    bool lacked;
};

struct wd_arena *wd_arena_new(size_t max)
{
    struct wd_arena *arena = calloc(1, sizeof *arena);
    if (arena)
        arena->max = max;
    return arena;
}

static void drop_newest(struct wd_arena *arena)
{
    struct block *block = arena->newest;
    arena->newest = block->older;
    arena->filled -= block->older ? block->older->used : 0;
    arena->held -= sizeof *block + block->size;
    free(block);
}

void wd_arena_free(struct wd_arena *arena)
{
    if (!arena)
        return;
    while (arena->newest)
        drop_newest(arena);
    free(arena);
}

void wd_arena_clear(struct wd_arena *arena)
{
    while (arena->newest && arena->newest->older)
        drop_newest(arena);
    if (arena->newest)
        arena->newest->used = 0;
    arena->lacked = false;
}

bool wd_arena_lacked(const struct wd_arena *arena)
{
    return arena->lacked;
}

size_t wd_arena_used(const struct wd_arena *arena)
{
    return arena->filled + (arena->newest ? arena->newest->used : 0);
}

/* Each block is twice the one before up to LARGEST_STEP, but never past the maximum unless what is
 * asked for alone needs it. */
static struct block *grow(struct wd_arena *arena, size_t need)
{
    size_t room = arena->max > arena->held ? arena->max - arena->held : 0;
    if (room < sizeof(struct block) || need > room - sizeof(struct block))
        return NULL;
    size_t size = arena->newest ? arena->newest->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_STEP)
        size = LARGEST_STEP;
    if (size < need)
        size = need;
    if (size > room - sizeof(struct block))
        size = room - sizeof(struct block);
    struct block *block = malloc(sizeof *block + size);
    if (!block) {
        arena->lacked = true;
        return NULL;
    }
    *block = (struct block){.older = arena->newest, .size = size};
    arena->filled += arena->newest ? arena->newest->used : 0;
    arena->newest = block;
    arena->held += sizeof *block + size;
    return block;
}

/* Not zeroed. `align` is a power of two. */
static char *take(struct wd_arena *arena, size_t size, size_t align)
{
    struct block *block = arena->newest;
    size_t start = block ? (block->used + align - 1) & ~(align - 1) : 0;
    if (!block || start > block->size || size > block->size - start) {
        block = grow(arena, size);
        start = 0;
    }
    if (!block)
        return NULL;
    block->used = start + size;
    return block->data + start;
}

void *wd_arena_alloc(struct wd_arena *arena, size_t size)
{
    char *p = take(arena, size ? size : 1, alignof(max_align_t));
    return p ? memset(p, 0, size) : NULL;
}

char *wd_arena_strdup(struct wd_arena *arena, struct wd_str s)
{
    if (s.len == SIZE_MAX)
        return NULL;
    char *p = take(arena, s.len + 1, 1);
    if (!p)
        return NULL;
    if (s.len)
        wd_str_copy(p, s);
    p[s.len] = '\0';
    return p;
}

struct wd_str wd_arena_copy(struct wd_arena *arena, struct wd_str s)
{
    char *p = wd_arena_strdup(arena, s);
    return p ? wd_str_make(p, s.len) : WD_STR_NONE;
}

struct wd_str wd_arena_printf(struct wd_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    struct wd_str text = WD_STR_NONE;
    int len = vsnprintf(NULL, 0, format, args);
    char *p = len < 0 ? NULL : take(arena, (size_t)len + 1, 1);
    if (p) {
        vsnprintf(p, (size_t)len + 1, format, again);
        text = wd_str_make(p, (size_t)len);
    }
    va_end(again);
    va_end(args);
    return text;
}

struct wd_str wd_arena_concat(struct wd_arena *arena, const struct wd_str *parts, size_t count)
{
    size_t total = 1; /* the NUL */
    for (size_t i = 0; i < count; i++)
        if (__builtin_add_overflow(total, parts[i].len, &total))
            return WD_STR_NONE;
    char *p = take(arena, total, 1);
    if (!p)
        return WD_STR_NONE;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len)
            wd_str_copy(p + at, parts[i]);
        at += parts[i].len;
    }
    p[at] = '\0';
    return wd_str_make(p, at);
}
