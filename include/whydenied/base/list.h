/* Lists: an array, how many items are in it, and for how many there is room. */
#ifndef WHYDENIED_BASE_LIST_H
#define WHYDENIED_BASE_LIST_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Room for one item more, of `size` bytes; `list` is the address of the pointer to the items. Room doubles. False: no
 * memory, and all stays as it was. */
static inline bool wd_list_grow(void *list, size_t count, size_t *room, size_t size)
{
    size_t more = *room > 0 ? 2 * *room : 16;
    void *items, *grown;

    if (count < *room)
        return true;
    memcpy(&items, list, sizeof items); /* a pointer of any type */
    grown = realloc(items, more * size);
    if (!grown)
        return false;
    memcpy(list, &grown, sizeof grown);
    *room = more;
    /* the list has it: cppcheck does not look through memcpy */
    /* cppcheck-suppress memleak */
    return true;
}

/* Where the item with the key stands, or would: items begin with it, a uint64_t, and are in its order. */
static inline size_t wd_list_place(const void *items, size_t count, size_t size, uint64_t key)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint64_t there;
        memcpy(&there, (const char *)items + middle * size, sizeof there);
        if (there < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Orders for qsort and bsearch: of uint64_t, and of pointers to texts with a NUL behind them. */
static inline int wd_list_by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}
static inline int wd_list_by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

#endif
