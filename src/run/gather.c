/* Nights and shards stand in sorted arrays: of one key there are few, of all of them as many as days. */
#include "run/gather.h"

#include <stdlib.h>

static int grow(void *list, size_t count, size_t *room, size_t size, struct wd_error *err)
{
    size_t more = *room ? 2 * *room : 8;
    void *items;

    if (count < *room)
        return 0;
    items = realloc(*(void **)list, more * size);
    if (!items)
        return wd_fail_memory(err);
    *(void **)list = items;
    *room = more;
    return 0;
}

struct wd_gather_night *wd_gather_night(struct wd_gather *gather, wd_night night,
                                        struct wd_error *err)
{
    size_t at = gather->night_count;
    struct wd_table *table;

    while (at > 0 && gather->nights[at - 1].night > night)
        at--;
    if (at > 0 && gather->nights[at - 1].night == night)
        return &gather->nights[at - 1];
    if (grow(&gather->nights, gather->night_count, &gather->night_room, sizeof *gather->nights,
             err) < 0)
        return NULL;
    table = wd_table_new(err);
    if (!table)
        return NULL;
    memmove(&gather->nights[at + 1], &gather->nights[at],
            (gather->night_count - at) * sizeof *gather->nights);
    gather->nights[at] = (struct wd_gather_night){.night = night, .table = table};
    gather->night_count++;
    return &gather->nights[at];
}

static int take_shard(struct wd_gather *gather, const struct wd_keyed *keyed, struct wd_error *err)
{
    struct wd_gather_shard *shard;
    size_t at = gather->shard_count;

    while (at > 0 && strcmp(gather->shards[at - 1].key, keyed->key) > 0)
        at--;
    if (at > 0 && strcmp(gather->shards[at - 1].key, keyed->key) == 0)
        return wd_shard_merge(&gather->shards[at - 1].value, keyed->value) < 0 ? wd_fail_memory(err)
                                                                               : 0;
    if (grow(&gather->shards, gather->shard_count, &gather->shard_room, sizeof *gather->shards,
             err) < 0)
        return -1;
    memmove(&gather->shards[at + 1], &gather->shards[at],
            (gather->shard_count - at) * sizeof *gather->shards);
    shard = &gather->shards[at];
    memcpy(shard->key, keyed->key, sizeof shard->key);
    shard->value = json_incref(keyed->value);
    gather->shard_count++;
    return 0;
}

int wd_gather_take(struct wd_gather *gather, const struct wd_keyed *keyed, struct wd_error *err)
{
    struct wd_gather_night *night;

    switch (keyed->kind) {
    case WD_KEYED_BEGUN:
        gather->begun += (uint64_t)json_integer_value(json_object_get(keyed->value, "n"));
        wd_rules_name_join(&gather->begun_rules, &keyed->rules);
        return 0;
    case WD_KEYED_STATS:
        return take_shard(gather, keyed, err);
    default:
        night = wd_gather_night(gather, keyed->night, err);
        if (!night)
            return -1;
        wd_rules_name_join(&night->rules, &keyed->rules);
        return wd_table_decode_json(night->table, keyed->state, NULL, err);
    }
}

/* ---- writing ----------------------------------------------------------------------------------------- */

struct putting {
    struct wd_output *out;
    const struct wd_gather_night *night;
    bool nights;
    int64_t lines;
};

static int put_line(void *context, uint64_t fingerprint, struct wd_str line, struct wd_error *err)
{
    struct putting *p = context;

    (void)err; /* failed writes stay with the output */
    if (fingerprint == 0 && !p->nights)
        return 0;
    wd_keyed_put_state(p->out, &p->night->rules, p->night->night, fingerprint, line);
    p->lines++;
    return 0;
}

static int put_begun(const struct wd_gather *gather, struct wd_output *out)
{
    json_t *value = wd_begun_to_json(gather->begun, &gather->begun_rules);
    int status = wd_keyed_put_json(out, "!begun", value);

    json_decref(value);
    return status;
}

int64_t wd_gather_put(const struct wd_gather *gather, bool nights, struct wd_output *out,
                      struct wd_error *err)
{
    struct putting p = {.out = out, .nights = nights};

    if (gather->begun > 0 && put_begun(gather, out) < 0)
        return wd_fail_memory(err);
    for (size_t i = 0; i < gather->night_count; i++) {
        p.night = &gather->nights[i];
        if (wd_table_encode(p.night->table, put_line, &p, err) < 0)
            return -1;
    }
    for (size_t i = 0; i < gather->shard_count; i++)
        if (wd_keyed_put_json(out, gather->shards[i].key, gather->shards[i].value) < 0)
            return wd_fail_memory(err);
    return p.lines + (int64_t)gather->shard_count + (gather->begun > 0);
}

/* ---- nights of incidents ----------------------------------------------------------------------------- */

static int pass_line(void *context, uint64_t fingerprint, struct wd_str line, struct wd_error *err)
{
    return fingerprint == 0 ? wd_table_decode(context, line, NULL, err) : 0;
}

int wd_gather_pass_nights(const struct wd_gather *from, struct wd_gather *into,
                          struct wd_error *err)
{
    for (size_t i = 0; i < from->night_count; i++) {
        const struct wd_gather_night *night = &from->nights[i];
        struct wd_gather_night *to;
        if (wd_table_deduplicated(night->table))
            continue;
        to = wd_gather_night(into, night->night, err);
        if (!to)
            return -1;
        wd_rules_name_join(&to->rules, &night->rules);
        if (wd_table_encode(night->table, pass_line, to->table, err) < 0)
            return -1;
    }
    return 0;
}

void wd_gather_clear(struct wd_gather *gather)
{
    for (size_t i = 0; i < gather->night_count; i++)
        wd_table_free(gather->nights[i].table);
    for (size_t i = 0; i < gather->shard_count; i++)
        json_decref(gather->shards[i].value);
    gather->night_count = gather->shard_count = 0;
    gather->begun = 0;
    gather->begun_rules.text[0] = '\0';
}

void wd_gather_done(struct wd_gather *gather)
{
    wd_gather_clear(gather);
    free(gather->nights);
    free(gather->shards);
    memset(gather, 0, sizeof *gather);
}
