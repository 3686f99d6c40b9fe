/* Pages of places of one size each; what was freed is a list a size. No place carries a header: the page knows its
 * size. Under AddressSanitizer everything is malloc's, so that a use after free is seen. */
#include "whydenied/base/json_pool.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>

#include "whydenied/base/limits.h"

#define STEP ((size_t)16) /* sizes differ by so much, which is also the alignment */
#define CLASSES                                                                                    \
    ((size_t)20) /* 16 to 320 bytes: an object with its table of names is the largest that is frequent */
#define PAGE  ((size_t)4096)
#define PAGES (WD_JSON_POOL / PAGE)

#if defined(__SANITIZE_ADDRESS__)
#define POOLED false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POOLED false
#endif
#endif
#ifndef POOLED
#define POOLED true
#endif

struct place {
    struct place *next;
};

static struct {
    struct place *freed[CLASSES];
    char *fresh[CLASSES], *end[CLASSES]; /* of the page that places are cut from */
    size_t used;                         /* pages */
    unsigned char class_of[PAGES];
    _Alignas(64) char bytes[PAGES][PAGE];
} pool;

static _Thread_local unsigned depth;

static void *cut_place(size_t class)
{
    size_t size = (class + 1) * STEP;
    char *place = pool.fresh[class];

    if ((size_t)(pool.end[class] - place) < size) {
        if (pool.used == PAGES)
            return NULL;
        pool.class_of[pool.used] = (unsigned char)class;
        place = pool.bytes[pool.used++];
        pool.end[class] = place + PAGE;
    }
    pool.fresh[class] = place + size;
    return place;
}

void *wd_json_pool_alloc(size_t size)
{
    size_t class = (size - 1) / STEP; /* none for 0 */
    struct place *place;

    if (!POOLED || depth == 0 || class >= CLASSES)
        return malloc(size);
    place = pool.freed[class];
    if (!place) {
        place = cut_place(class);
        return place ? place : malloc(size);
    }
    pool.freed[class] = place->next;
    return place;
}

void wd_json_pool_free(void *memory)
{
    size_t at = (size_t)((char *)memory - pool.bytes[0]);
    struct place *place = memory;
    size_t class;

    if (at >= sizeof pool.bytes) {
        free(memory);
        return;
    }
    class = pool.class_of[at / PAGE];
    place->next = pool.freed[class];
    pool.freed[class] = place;
}

void wd_json_pool_install(void)
{
    json_set_alloc_funcs(wd_json_pool_alloc, wd_json_pool_free);
}

void wd_json_pool_begin(void)
{
    depth++;
}

void wd_json_pool_end(void)
{
    depth--;
}
