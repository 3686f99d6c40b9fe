/* The denials counted so far, by key: an open-addressing table of 20 bytes an entry.
 *
 * One denial may be delivered twice, or logged at the start and the end of an operation, with
 * slightly different fields and so another fingerprint. The smallest fingerprint wins: the union of
 * two sets is then the same in either order. Past `max` keys the set empties itself for good. */
#include "incident/table/table.h"

#define EMPTY UINT32_MAX /* an owner no entry has */

__extension__ typedef unsigned __int128 wide;

void wd_dedup_init(struct wd_dedup *dedup, size_t max, uint64_t seed)
{
    memset(dedup, 0, sizeof *dedup);
    dedup->max = max;
    dedup->seed = seed;
}

void wd_dedup_done(struct wd_dedup *dedup)
{
    free(dedup->keys);
    free(dedup->fingerprints);
    free(dedup->owners);
    dedup->keys = dedup->fingerprints = NULL;
    dedup->owners = NULL;
    dedup->count = dedup->capacity = 0;
}

void wd_dedup_give_up(struct wd_dedup *dedup)
{
    wd_dedup_done(dedup);
    dedup->full = true;
}

/* Where the key stands, or the empty place where it belongs. Keys come from log text, so the place
 * depends on a seed that no log can know; it shows nowhere. It must also be another place than in the
 * table that is merged into this one: keys that arrive in the order of their places pile up. */
static size_t first_place(const struct wd_dedup *dedup, uint64_t key)
{
    return (size_t)((wide)wd_hash_join(key, dedup->seed) * dedup->capacity >> 64);
}

static size_t place_of(const struct wd_dedup *dedup, uint64_t key)
{
    size_t at = first_place(dedup, key);

    while (dedup->owners[at] != EMPTY && dedup->keys[at] != key)
        at = at + 1 < dedup->capacity ? at + 1 : 0;
    return at;
}

static void put(struct wd_dedup *dedup, uint64_t key, uint64_t fingerprint, uint32_t owner)
{
    size_t at = place_of(dedup, key);

    if (dedup->owners[at] == EMPTY)
        dedup->count++;
    else if (dedup->fingerprints[at] <= fingerprint)
        return;
    dedup->keys[at] = key;
    dedup->fingerprints[at] = fingerprint;
    dedup->owners[at] = owner;
}

static int grow(struct wd_dedup *dedup, size_t capacity, struct wd_error *err)
{
    struct wd_dedup old = *dedup;
    size_t most = dedup->max + dedup->max / 4 + 2;

    if (capacity > most)
        capacity = most;
    dedup->keys = calloc(capacity, sizeof *dedup->keys);
    dedup->fingerprints = calloc(capacity, sizeof *dedup->fingerprints);
    dedup->owners = malloc(capacity * sizeof *dedup->owners);
    if (!dedup->keys || !dedup->fingerprints || !dedup->owners) {
        wd_dedup_done(dedup);
        *dedup = old;
        return wd_fail_memory(err);
    }
    memset(dedup->owners, 0xff, capacity * sizeof *dedup->owners);
    dedup->capacity = capacity;
    dedup->count = 0;
    for (size_t i = 0; i < old.capacity; i++)
        if (old.owners[i] != EMPTY)
            put(dedup, old.keys[i], old.fingerprints[i], old.owners[i]);
    wd_dedup_done(&old);
    return 0;
}

static bool fits(const struct wd_dedup *dedup, size_t count)
{
    return count + count / 5 + 1 < dedup->capacity;
}

int wd_dedup_reserve(struct wd_dedup *dedup, size_t more, struct wd_error *err)
{
    size_t count = dedup->count + more;

    if (count > dedup->max)
        count = dedup->max;
    return dedup->full || fits(dedup, count) ? 0 : grow(dedup, count + count / 4 + 2, err);
}

int wd_dedup_add(struct wd_dedup *dedup, uint64_t key, uint64_t fingerprint, uint32_t owner,
                 struct wd_error *err)
{
    if (dedup->full)
        return 0;
    if (!fits(dedup, dedup->count) &&
        grow(dedup, dedup->capacity ? 2 * dedup->capacity : 64, err) < 0)
        return -1;
    put(dedup, key, fingerprint, owner);
    if (dedup->count > dedup->max)
        wd_dedup_give_up(dedup);
    return 0;
}

void wd_dedup_expect(const struct wd_dedup *dedup, uint64_t key)
{
    size_t at = first_place(dedup, key);

    if (dedup->capacity == 0) /* given up */
        return;
    __builtin_prefetch(&dedup->owners[at]);
    __builtin_prefetch(&dedup->keys[at]);
    __builtin_prefetch(&dedup->fingerprints[at]);
}

void wd_dedup_move(struct wd_dedup *dedup, const uint32_t *map)
{
    for (size_t i = 0; i < dedup->capacity; i++)
        if (dedup->owners[i] != EMPTY)
            dedup->owners[i] = map[dedup->owners[i]];
}

/* No fingerprint is 0. */
bool wd_dedup_take(struct wd_dedup *dedup, uint64_t key, uint64_t *ret_fingerprint)
{
    size_t at = dedup->capacity ? place_of(dedup, key) : 0;

    if (!dedup->capacity || dedup->owners[at] == EMPTY || dedup->fingerprints[at] == 0)
        return false;
    *ret_fingerprint = dedup->fingerprints[at];
    dedup->fingerprints[at] = 0;
    return true;
}
