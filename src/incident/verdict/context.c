/* What request logs said about a URL. Only a denial that the platform's IAM decided carries its
 * sentence; a 401 without one came from the application behind it. */
#include "incident/table/table.h"

static size_t position(const struct wd_contexts *contexts, uint64_t key)
{
    size_t low = 0, high = contexts->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (contexts->items[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int reserve(struct wd_contexts *contexts, struct wd_error *err)
{
    size_t capacity = contexts->capacity ? 2 * contexts->capacity : 16;
    struct wd_context_fact *items;

    if (contexts->count + 1 < contexts->capacity)
        return 0;
    items = realloc(contexts->items, capacity * sizeof *items);
    if (!items)
        return wd_fail_memory(err);
    contexts->items = items;
    contexts->capacity = capacity;
    return 0;
}

int wd_contexts_add(struct wd_contexts *contexts, uint64_t key, unsigned flags,
                    struct wd_error *err)
{
    size_t at = position(contexts, key);

    if (at < contexts->count && contexts->items[at].key == key) {
        contexts->items[at].flags |= flags;
        return 0;
    }
    if (at >= contexts->max)
        return 0;
    if (reserve(contexts, err) < 0)
        return -1;
    memmove(&contexts->items[at + 1], &contexts->items[at],
            (contexts->count - at) * sizeof contexts->items[0]);
    contexts->items[at] = (struct wd_context_fact){.key = key, .flags = flags};
    if (contexts->count < contexts->max)
        contexts->count++;
    return 0;
}

unsigned wd_contexts_find(const struct wd_contexts *contexts, uint64_t key)
{
    size_t at = position(contexts, key);

    return at < contexts->count && contexts->items[at].key == key ? contexts->items[at].flags : 0;
}
