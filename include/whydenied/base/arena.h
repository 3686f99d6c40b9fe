/* An arena: many small allocations, one free.
 *
 * Memory comes in blocks; wd_arena_clear keeps the first block and gives the others back, so a
 * per-record arena costs nothing in the common case. Every function returns NULL (or an empty slice
 * with ptr NULL) when memory is lacking or the arena's birth maximum would be exceeded. Pointers are
 * valid until the next clear or free. Who cannot look at each of them asks wd_arena_lacked at the end. */
#ifndef WHYDENIED_BASE_ARENA_H
#define WHYDENIED_BASE_ARENA_H

#include "whydenied/base/str.h"

struct wd_arena;

/* max: bytes this arena may ever hold at once. */
struct wd_arena *wd_arena_new(size_t max);
void wd_arena_free(struct wd_arena *arena); /* accepts NULL */
void wd_arena_clear(struct wd_arena *arena);
size_t wd_arena_used(const struct wd_arena *arena);
/* Whether the allocator had nothing since the last clear; the maximum does not count. */
bool wd_arena_lacked(const struct wd_arena *arena);

void *wd_arena_alloc(struct wd_arena *arena, size_t size); /* zeroed, aligned for any object */
struct wd_str wd_arena_copy(struct wd_arena *arena, struct wd_str s); /* and a NUL behind it */
char *wd_arena_strdup(struct wd_arena *arena, struct wd_str s);       /* the same, as a C string */
/* Formatted text as a slice, with a NUL behind it. */
struct wd_str wd_arena_printf(struct wd_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The `count` parts one after the other, with a NUL behind. */
struct wd_str wd_arena_concat(struct wd_arena *arena, const struct wd_str *parts, size_t count);

#endif
