/* One engine, record after record; what it saw is copied out before the record dies. */
#include "whydenied/run/bench.h"

#include "whydenied/base/json_dump.h"

#include <stdlib.h>

#define BENCH_ARENA ((size_t)64 * 1024 * 1024)

static unsigned score_of(const struct wd_bench *bench, const struct wd_event *event,
                         const struct wd_hit *hit)
{
    if (hit->rule)
        return hit->rule == bench->wanted ? 6 : 5;
    if (event->kind == WD_KIND_DENIAL)
        return 4;
    if (event->kind == WD_KIND_OTHER && event->text_count > 0)
        return 2; /* a text that was held back comes after its lines, which were context */
    return event->kind == WD_KIND_OTHER || event->kind == WD_KIND_CONTEXT ? 1 : 3;
}

static void keep(struct wd_arena *arena, struct wd_str *s)
{
    *s = s->len ? wd_arena_copy(arena, *s) : WD_STR_NONE;
}

static void observe(void *context, const struct wd_event *event, const struct wd_hit *hit)
{
    struct wd_bench *bench = context;
    unsigned score = score_of(bench, event, hit);
    bench->events++;
    if (score > bench->seen.score) {
        bench->seen.score = score;
        bench->seen.number = bench->events;
        bench->seen.hit = *hit;
        keep(bench->arena, &bench->seen.hit.text);
        wd_event_copy(&bench->seen.event, event, bench->arena);
    }
    if (bench->look)
        bench->look(bench->look_context, bench, event, hit);
}

int wd_bench_init(struct wd_bench *bench, const struct wd_ruleset *rules, struct wd_error *err)
{
    memset(bench, 0, sizeof *bench);
    bench->arena = wd_arena_new(BENCH_ARENA);
    if (!bench->arena)
        return wd_fail_memory(err);
    if (wd_engine_init(&bench->engine, rules, err) < 0) {
        wd_arena_free(bench->arena);
        bench->arena = NULL;
        return -1;
    }
    bench->engine.observe = observe;
    bench->engine.observe_context = bench;
    return 0;
}

void wd_bench_done(struct wd_bench *bench)
{
    wd_engine_done(&bench->engine);
    wd_arena_free(bench->arena);
    bench->arena = NULL;
}

int wd_bench_clear(struct wd_bench *bench, struct wd_error *err)
{
    struct wd_table *table = wd_table_new(err);
    if (!table)
        return -1;
    wd_table_free(bench->engine.table);
    bench->engine.table = table;
    wd_normaliser_next_input(bench->engine.normaliser);
    wd_arena_clear(bench->arena);
    memset(&bench->seen, 0, sizeof bench->seen);
    bench->events = 0;
    bench->skipped = WD_SKIP_COUNT;
    return 0;
}

static int give(struct wd_bench *bench, const struct wd_record *record, struct wd_error *err)
{
    enum wd_skip skip = WD_SKIP_COUNT;
    wd_table_totals_edit(bench->engine.table)->records++;
    int status = wd_engine_record(&bench->engine, record, "-", &skip, err);
    if (skip != WD_SKIP_COUNT) {
        bench->skipped = skip;
        wd_table_totals_edit(bench->engine.table)->skipped[skip]++;
    }
    return status;
}

/* The parser reads past the end of a record, so it gets a copy with room behind. */
static int give_copy(struct wd_bench *bench, struct wd_record *record, struct wd_error *err)
{
    char *copy = wd_arena_alloc(bench->arena, record->body.len + WD_PADDING);
    if (!copy)
        return wd_fail_memory(err);
    if (record->body.len > 0)
        memcpy(copy, record->body.ptr, record->body.len);
    record->body.ptr = copy;
    return give(bench, record, err);
}

int wd_bench_text(struct wd_bench *bench, struct wd_str text, struct wd_error *err)
{
    uint64_t line = 0, offset = 0;
    while (text.len > 0) {
        size_t before = text.len;
        struct wd_str body = wd_str_cut(&text, '\n');
        if (body.len > 0 && body.ptr[body.len - 1] == '\r')
            body.len--;
        line++;
        struct wd_record record = {
            .body = body, .form = WD_RECORD_TEXT, .ordinal = line, .line = line, .offset = offset};
        if (give_copy(bench, &record, err) < 0)
            return -1;
        offset += before - text.len;
    }
    return wd_engine_flush(&bench->engine, "-", err);
}

int wd_bench_json(struct wd_bench *bench, struct wd_str json, struct wd_error *err)
{
    struct wd_record record = {.body = json, .form = WD_RECORD_JSON, .ordinal = 1, .line = 1};
    if (give_copy(bench, &record, err) < 0)
        return -1;
    return wd_engine_flush(&bench->engine, "-", err);
}

int wd_bench_record(struct wd_bench *bench, const json_t *record, struct wd_error *err)
{
    if (json_is_string(record))
        return wd_bench_text(
            bench, wd_str_make(json_string_value(record), json_string_length(record)), err);
    char *text = wd_json_dump(record, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!text)
        return wd_fail_memory(err);
    int status = wd_bench_json(bench, wd_str_of(text), err);
    free(text);
    return status;
}

int wd_bench_reader(struct wd_bench *bench, struct wd_reader *reader,
                    struct wd_input_report *ret_report, struct wd_error *err)
{
    struct wd_record record;
    int got;
    while ((got = wd_reader_next(reader, &record, err)) > 0) {
        enum wd_skip before = bench->skipped;
        bench->skipped = WD_SKIP_COUNT;
        int given = give(bench, &record, err);
        if (bench->skipped != WD_SKIP_COUNT)
            wd_reader_reject(reader, bench->skipped);
        else
            bench->skipped = before;
        if (given < 0) {
            got = -1;
            break;
        }
    }
    if (ret_report)
        wd_reader_take_report(reader, ret_report);
    wd_reader_close(reader);
    return got < 0 ? -1 : wd_engine_flush(&bench->engine, "-", err);
}
