/* Open addressing over hashes of keys; 0 is an empty place. */
#include "run/keyed.h"

#include <stdlib.h>

#include "whydenied/base/digest.h"

static size_t place_of(const struct wd_key_order *order, uint64_t hash)
{
    size_t at = hash & (order->capacity - 1);

    while (order->hashes[at] != 0 && order->hashes[at] != hash)
        at = (at + 1) & (order->capacity - 1);
    return at;
}

static int grow(struct wd_key_order *order, struct wd_error *err)
{
    uint64_t *old = order->hashes;
    size_t capacity = order->capacity;

    order->capacity = capacity ? 2 * capacity : 1024;
    order->hashes = calloc(order->capacity, sizeof *order->hashes);
    if (!order->hashes) {
        order->hashes = old;
        order->capacity = capacity;
        return wd_fail_memory(err);
    }
    for (size_t i = 0; i < capacity; i++)
        if (old[i] != 0)
            order->hashes[place_of(order, old[i])] = old[i];
    free(old);
    return 0;
}

static bool has_forgotten(const struct wd_key_order *order)
{
    return order->count > 0 && order->capacity == 0;
}

/* 1: it was there before. */
static int remember(struct wd_key_order *order, const char *key, struct wd_error *err)
{
    uint64_t hash = wd_hash(wd_str_of(key));
    size_t at;

    hash = hash ? hash : 1;
    if (has_forgotten(order))
        return 0;
    if (2 * (order->count + 1) > order->capacity && grow(order, err) < 0)
        return -1;
    at = place_of(order, hash);
    if (order->hashes[at] == hash)
        return 1;
    order->hashes[at] = hash;
    if (++order->count > WD_KEYS_REMEMBERED) {
        free(order->hashes);
        order->hashes = NULL;
        order->capacity = 0;
    }
    return 0;
}

int wd_key_order_see(struct wd_key_order *order, const char *key, struct wd_error *err)
{
    int known;

    order->falls = order->falls || strcmp(key, order->last) < 0;
    snprintf(order->last, sizeof order->last, "%s", key);
    known = remember(order, key, err);
    if (known < 0)
        return -1;
    if (known > 0)
        return wd_fail(err,
                       "the input is not grouped: %s comes again after other keys. Sort it by key, "
                       "or give --unsorted",
                       key);
    if (order->falls && has_forgotten(order))
        return wd_fail(
            err,
            "more than %u keys that are not in order: whether they are grouped cannot be "
            "told. Sort them, or give --unsorted",
            WD_KEYS_REMEMBERED);
    return 0;
}

void wd_key_order_done(struct wd_key_order *order)
{
    free(order->hashes);
    memset(order, 0, sizeof *order);
}
