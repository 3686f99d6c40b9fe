/* Changes of policies seen in the log: the latest, each a record of its own. */
#include "incident/table/table.h"

static void grant_done(struct wd_grant *grant)
{
    free(grant->actor);
    free(grant->member);
    free(grant->role);
    free(grant->resource);
}

void wd_grants_done(struct wd_grants *grants)
{
    for (size_t i = 0; i < grants->count; i++)
        grant_done(&grants->items[i]);
    free(grants->items);
    grants->items = NULL;
    grants->count = grants->capacity = 0;
}

static int grant_copy(struct wd_grant *to, const struct wd_grant *from)
{
    *to = (struct wd_grant){.time = from->time, .hash = from->hash};
    if (wd_copy_optional(&to->actor, from->actor) < 0 ||
        wd_copy_optional(&to->member, from->member) < 0 ||
        wd_copy_optional(&to->role, from->role) < 0 ||
        wd_copy_optional(&to->resource, from->resource) < 0) {
        grant_done(to);
        return -1;
    }
    return 0;
}

static bool is_before(const struct wd_grant *a, const struct wd_grant *b)
{
    return a->time != b->time ? a->time < b->time : a->hash < b->hash;
}

static size_t position(const struct wd_grants *grants, const struct wd_grant *grant)
{
    size_t low = 0, high = grants->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_before(&grants->items[middle], grant))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int reserve(struct wd_grants *grants)
{
    size_t capacity = grants->capacity ? 2 * grants->capacity : 8;
    struct wd_grant *items;

    if (grants->count < grants->capacity)
        return 0;
    items = realloc(grants->items, capacity * sizeof *items);
    if (!items)
        return -1;
    grants->items = items;
    grants->capacity = capacity;
    return 0;
}

int wd_grants_add(struct wd_grants *grants, const struct wd_grant *grant, struct wd_error *err)
{
    size_t at = position(grants, grant);
    struct wd_grant copy;

    if (grants->max == 0 || (at == 0 && grants->count == grants->max))
        return 0;
    if (at < grants->count && !is_before(grant, &grants->items[at]))
        return 0; /* the same record again */
    if (reserve(grants) < 0 || grant_copy(&copy, grant) < 0)
        return wd_fail_memory(err);
    if (grants->count == grants->max) { /* the oldest makes room */
        grant_done(&grants->items[0]);
        memmove(&grants->items[0], &grants->items[1], (at - 1) * sizeof grants->items[0]);
        grants->items[at - 1] = copy;
        return 0;
    }
    memmove(&grants->items[at + 1], &grants->items[at],
            (grants->count - at) * sizeof grants->items[0]);
    grants->items[at] = copy;
    grants->count++;
    return 0;
}

static char *copy_slot(struct wd_str s, bool *failed)
{
    char *copy = s.len && s.len <= WD_INCIDENT_TEXT_MAX ? wd_copy_text(s) : NULL;

    *failed = *failed || (s.len && s.len <= WD_INCIDENT_TEXT_MAX && !copy);
    return copy;
}

static struct wd_str either(struct wd_str a, struct wd_str b)
{
    return a.len ? a : b;
}

/* The normaliser puts the first member into `principal`, all of them into `detail`, who did it into
 * `caller`. */
int wd_grants_see(struct wd_grants *grants, const struct wd_event *event, struct wd_error *err)
{
    const struct wd_str *slot = event->slot;
    struct wd_grant grant = {.time = event->time};
    bool failed = false;
    int status = -1;

    if (event->time == WD_TIME_NONE)
        return 0; /* it can be before or after anything */
    grant.actor = copy_slot(slot[WD_SLOT_CALLER], &failed);
    grant.member = copy_slot(either(slot[WD_SLOT_DETAIL], slot[WD_SLOT_PRINCIPAL]), &failed);
    grant.role = copy_slot(either(slot[WD_SLOT_POLICY], slot[WD_SLOT_ROLE]), &failed);
    grant.resource = copy_slot(either(event->object.name, slot[WD_SLOT_RESOURCE]), &failed);
    grant.hash = wd_hash_join(
        wd_hash_join(wd_hash(slot[WD_SLOT_CALLER]), wd_hash(wd_str_of(grant.member))),
        wd_hash_join(wd_hash(wd_str_of(grant.role)), wd_hash(wd_str_of(grant.resource))));
    status = failed ? wd_fail_memory(err) : wd_grants_add(grants, &grant, err);
    grant_done(&grant);
    return status;
}

size_t wd_table_grant_count(const struct wd_table *table)
{
    return table->grants.count;
}

const struct wd_grant *wd_table_grant_at(const struct wd_table *table, size_t index)
{
    return index < table->grants.count ? &table->grants.items[index] : NULL;
}
