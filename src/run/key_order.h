/* Whether equal keys stand together. Keys in ascending order need no memory; others are remembered, up to a
 * bound. */
#ifndef WHYDENIED_RUN_KEY_ORDER_H
#define WHYDENIED_RUN_KEY_ORDER_H

#include "run/keyed.h"

#define WD_KEYS_REMEMBERED (1u << 20) /* 16 MiB */

/* Zeros are one that has seen nothing. */
struct wd_key_order {
    char last[WD_KEY_MAX];
    bool falls; /* not ascending */
    uint64_t *hashes;
    size_t count, capacity; /* capacity 0 after count > 0: too many, forgotten */
};

/* A key that differs from the one before. 0; -1: it was there before, or that can no longer be told. */
int wd_key_order_see(struct wd_key_order *order, const char *key, struct wd_error *err);
void wd_key_order_done(struct wd_key_order *order);

#endif
