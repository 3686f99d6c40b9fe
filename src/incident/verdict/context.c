/* What request logs said about a URL. Only a denial that the platform's IAM decided carries its
 * sentence; a 401 without one came from the application behind it. */
#include "incident/table/table.h"

#include "whydenied/base/list.h"

static size_t position(const struct wd_contexts *contexts, uint64_t key)
{
    return wd_list_place(contexts->items, contexts->count, sizeof *contexts->items, key);
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
    /* One more than it may hold: the last is pushed out behind the end. */
    if (!wd_list_grow(&contexts->items, contexts->count + 1, &contexts->capacity,
                      sizeof *contexts->items))
        return wd_fail_memory(err);
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
