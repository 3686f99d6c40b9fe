/* One engine, record after record; what it saw is copied out before the record dies. */
#include "whydenied/run/bench.h"

#include "whydenied/base/json_value.h"

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
    bench->engine.thorough = true;
    bench->engine.observe = observe;
    bench->engine.observe_context = bench;
    return 0;
}

void wd_bench_done(struct wd_bench *bench)
{
    wd_table_free(bench->engine.table);
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
    wd_arena_clear(bench->arena);
    memset(&bench->seen, 0, sizeof bench->seen);
    bench->events = 0;
    bench->skipped = WD_SKIP_COUNT;
    return 0;
}

struct wd_table *wd_bench_take_table(struct wd_bench *bench)
{
    struct wd_table *table = bench->engine.table;
    bench->engine.table = NULL;
    return table;
}

/* ---- records ----------------------------------------------------------------------------------- */

/* A text line by line, or one JSON record; no reader, so they are counted here. */
struct given {
    struct wd_bench *bench;
    struct wd_str rest;
    enum wd_record_form form;
    uint64_t line, offset;
};

static struct wd_str cut_line(struct wd_str *rest)
{
    struct wd_str line = wd_str_cut(rest, '\n');
    if (line.len > 0 && line.ptr[line.len - 1] == '\r')
        line.len--;
    return line;
}

/* The parser reads past the end of a record, so it gets a copy with room behind. */
static int next_given(void *from, struct wd_record *ret_record, struct wd_error *err)
{
    struct given *given = from;
    size_t before = given->rest.len;
    if (before == 0)
        return 0;
    struct wd_str body = given->form == WD_RECORD_TEXT ? cut_line(&given->rest) : given->rest;
    if (given->form == WD_RECORD_JSON)
        given->rest = WD_STR_NONE;
    char *copy = wd_arena_alloc(given->bench->arena, body.len + WD_PADDING);
    if (!copy)
        return wd_fail_memory(err);
    if (body.len > 0)
        wd_str_copy(copy, body);
    given->line++;
    *ret_record = (struct wd_record){.body = wd_str_make(copy, body.len),
                                     .form = given->form,
                                     .ordinal = given->line,
                                     .line = given->line,
                                     .offset = given->offset};
    given->offset += before - given->rest.len;
    wd_table_totals_edit(given->bench->engine.table)->records++;
    return 1;
}

static void reject_given(void *from, enum wd_skip reason)
{
    struct given *given = from;
    given->bench->skipped = reason;
    wd_table_totals_edit(given->bench->engine.table)->skipped[reason]++;
}

static int read_given(struct wd_bench *bench, struct wd_str text, enum wd_record_form form,
                      struct wd_error *err)
{
    struct given given = {.bench = bench, .rest = text, .form = form};
    const struct wd_records records = {
        .name = "-", .next = next_given, .reject = reject_given, .from = &given};
    return wd_engine_read(&bench->engine, &records, NULL, NULL, err);
}

int wd_bench_record(struct wd_bench *bench, const json_t *record, struct wd_error *err)
{
    if (json_is_string(record))
        return read_given(bench, wd_str_make(json_string_value(record), json_string_length(record)),
                          WD_RECORD_TEXT, err);
    char *text = wd_json_dump(record, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!text)
        return wd_fail_memory(err);
    int status = read_given(bench, wd_str_of(text), WD_RECORD_JSON, err);
    free(text);
    return status;
}

int wd_bench_reader(struct wd_bench *bench, struct wd_reader *reader,
                    struct wd_input_report *ret_report, struct wd_error *err)
{
    const struct wd_records records = wd_records_of(reader, "-");
    int status = wd_engine_read(&bench->engine, &records, NULL, NULL, err);
    wd_engine_count_input(&bench->engine, wd_reader_report(reader));
    if (ret_report)
        wd_reader_take_report(reader, ret_report);
    wd_reader_close(reader);
    return status;
}
