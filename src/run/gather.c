/* Nights and shards stand in sorted arrays: of one key there are few, of all of them as many as days. */
#include "run/keyed.h"

#include <stdlib.h>

#include "whydenied/base/buf.h"
#include "whydenied/base/list.h"

struct wd_gather_night *wd_gather_night(struct wd_gather *gather, wd_night night,
                                        struct wd_error *err)
{
    size_t at = gather->night_count;
    struct wd_table *table;

    while (at > 0 && gather->nights[at - 1].night > night)
        at--;
    if (at > 0 && gather->nights[at - 1].night == night)
        return &gather->nights[at - 1];
    if (!wd_list_grow(&gather->nights, gather->night_count, &gather->night_room,
                      sizeof *gather->nights)) {
        wd_fail_memory(err);
        return NULL;
    }
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
    if (!wd_list_grow(&gather->shards, gather->shard_count, &gather->shard_room,
                      sizeof *gather->shards))
        return wd_fail_memory(err);
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

/* A state on its way out: those of an incident stand together, whatever their nights. */
struct state_line {
    uint64_t fingerprint;
    const struct wd_gather_night *night;
    size_t at, len; /* in the text of all */
};

struct putting {
    struct wd_output *out;
    const struct wd_gather_night *night;
    bool nights;
    struct wd_buf text;
    struct state_line *lines;
    size_t line_count, line_room;
    int64_t written;
};

#define TEXT_MAX ((size_t)1 << 32) /* of 64 nights of 3,072 incidents */

static int take_line(void *context, uint64_t fingerprint, struct wd_str line, struct wd_error *err)
{
    struct putting *p = context;

    if (fingerprint == 0) {
        if (p->nights)
            wd_keyed_put_state(p->out, &p->night->rules, p->night->night, 0, line);
        p->written += p->nights;
        return 0;
    }
    if (!wd_list_grow(&p->lines, p->line_count, &p->line_room, sizeof *p->lines))
        return wd_fail_memory(err);
    p->lines[p->line_count++] = (struct state_line){fingerprint, p->night, p->text.len, line.len};
    wd_buf_put(&p->text, line);
    return p->text.failed ? wd_fail_memory(err) : 0;
}

static int compare_lines(const void *a, const void *b)
{
    const struct state_line *x = a, *y = b;

    if (x->fingerprint != y->fingerprint)
        return x->fingerprint < y->fingerprint ? -1 : 1;
    return x->night < y->night ? -1 : x->night > y->night;
}

static void put_lines(struct putting *p)
{
    if (p->line_count)
        qsort(p->lines, p->line_count, sizeof *p->lines, compare_lines);
    for (size_t i = 0; i < p->line_count; i++) {
        const struct state_line *line = &p->lines[i];
        wd_keyed_put_state(p->out, &line->night->rules, line->night->night, line->fingerprint,
                           wd_str_sub(wd_buf_str(&p->text), line->at, line->len));
    }
    p->written += (int64_t)p->line_count;
}

static int put_begun(struct putting *p, const struct wd_gather *gather)
{
    json_t *value = gather->begun ? wd_begun_to_json(gather->begun, &gather->begun_rules) : NULL;
    int status = gather->begun ? wd_keyed_put_json(p->out, "!begun", value) : 0;

    json_decref(value);
    p->written += gather->begun > 0;
    return status;
}

static int put_shards(struct putting *p, const struct wd_gather *gather)
{
    for (size_t i = 0; i < gather->shard_count; i++)
        if (wd_keyed_put_json(p->out, gather->shards[i].key, gather->shards[i].value) < 0)
            return -1;
    p->written += (int64_t)gather->shard_count;
    return 0;
}

int64_t wd_gather_put(const struct wd_gather *gather, bool nights, struct wd_output *out,
                      struct wd_error *err)
{
    struct putting p = {.out = out, .nights = nights};
    int status = put_begun(&p, gather) < 0 ? wd_fail_memory(err) : 0;
    size_t dated = gather->night_count && gather->nights[0].night == WD_NIGHT_NONE;

    wd_buf_init(&p.text, TEXT_MAX);
    for (size_t i = 0; i < gather->night_count && status == 0; i++) {
        p.night = &gather->nights[(i + dated) % gather->night_count]; /* "none" after digits */
        status = wd_table_encode(p.night->table, take_line, &p, err);
    }
    if (status == 0 && put_shards(&p, gather) < 0)
        status = wd_fail_memory(err);
    if (status == 0)
        put_lines(&p);
    wd_buf_done(&p.text);
    free(p.lines);
    return status < 0 ? -1 : p.written;
}

/* ---- the end ----------------------------------------------------------------------------------------- */

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
