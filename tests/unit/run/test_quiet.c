/* Lines that are counted and not read: whatever is passed, what comes of a log must be what reading every line of it
 * comes to. Held against each other for the sources of all rules, whose examples they hold, among lines in which
 * there is nothing. */
#include "../byte_source.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "whydenied/incident.h"
#include "whydenied/match/rule.h"
#include "whydenied/run/engine.h"

static struct wd_buf text, wanted, heard;
static uint64_t events;

/* A list of numbers that are the same everywhere. */
static uint32_t dice;

static unsigned below(unsigned n)
{
    dice = dice * 1664525u + 1013904223u;
    return (unsigned)((uint64_t)dice * n >> 32);
}

static void put_dull(struct wd_buf *out, unsigned lines)
{
    static const char *const dull[] = {
        "Step #%u: %08x: Layer pushed, copied files",
        "Step #%u - \"build\": #%u [internal] load metadata",
        "\tat com.example.Job.run(Job.java:%u) %x",
        "",
        "   ",
        "ok %u of %u",
        "Pulling image %u, digest %x",
        "compiling step %u of %u",
        "goroutine %u [running]: %x",
        "\"name\": \"%u-%x\",",
        "} %u %x",
        "%u files copied, %x",
    };

    for (; lines > 0; lines--) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        wd_buf_printf(out, dull[below(3) ? below(2) * 5 : below(COUNT(dull))], below(90),
                      below(UINT32_MAX));
#pragma GCC diagnostic pop
        wd_buf_putc(out, '\n');
    }
}

/* A line of a rule's source, without what YAML puts before it; some lose a byte, or have one too many. */
static void put_line(struct wd_buf *out, struct wd_str line)
{
    static const char odd[] = "\r\0\x1b#{ \xef\xbc\x9a\xe2\x80\x99";
    size_t cut = below(8) ? WD_NPOS : below((unsigned)line.len + 1);

    line = wd_str_trim(line);
    if (below(2) && wd_str_starts(line, WD_STR("- ")))
        line = wd_str_from(line, 2);
    if (below(6) == 0)
        wd_buf_printf(out, "Step #%u: ", below(12));
    wd_buf_put(out, wd_str_sub(line, 0, cut));
    if (cut < line.len) {
        wd_buf_putc(out, odd[below(sizeof odd - 1)]);
        wd_buf_put(out, wd_str_from(line, cut + below(2)));
    }
    wd_buf_putc(out, '\n');
    put_dull(out, below(4) ? below(4) : below(40));
}

static void put_source(struct wd_buf *out, const char *path)
{
    char line[4096];
    FILE *file = fopen(path, "r");

    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        if (below(2)) /* every other one is enough */
            put_line(out, wd_str_of(line));
    fclose(file);
}

/* The sources under patterns/, folder by folder, in the order of their names. */
static void make_log(const char *folder, unsigned depth)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);

    assert_true(count >= 0);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        char path[600];
        snprintf(path, sizeof path, "%s/%s", folder, name);
        if (wd_str_ends(wd_str_of(name), WD_STR(".yaml")))
            put_source(&text, path);
        else if (depth > 0 && name[0] != '.' && entries[i]->d_type != DT_REG)
            make_log(path, depth - 1);
        free(entries[i]);
    }
    free(entries);
}

static void transcribe_event(void *context, const struct wd_event *event, const struct wd_hit *hit)
{
    struct wd_buf *out = context;

    events++;
    if (event->kind == WD_KIND_OTHER)
        return;
    wd_buf_printf(out, "%d %d %s", (int)event->kind, (int)event->dialect,
                  hit->rule ? hit->rule->id : "-");
    for (unsigned i = 0; i < WD_SLOT_COUNT; i++)
        wd_buf_printf(out, "|%.*s", WD_STR_ARG(event->slot[i]));
    for (size_t i = 0; i < event->text_count; i++)
        wd_buf_printf(out, "|%.*s", WD_STR_ARG(event->texts[i].s));
    wd_buf_putc(out, '\n');
}

/* Returns how many events were looked at. */
static uint64_t read_log(struct wd_buf *out, const struct wd_ruleset *rules, size_t piece,
                         bool passing)
{
    struct byte_source source = {.bytes = wd_buf_str(&text), .piece = piece};
    struct wd_error err;
    struct wd_engine engine;
    struct wd_reader *reader = wd_reader_open_fn(byte_source_read, &source, "log", 0, &err);
    struct wd_records records =
        passing ? wd_records_in_passing(reader, "log") : wd_records_of(reader, "log");

    wd_buf_clear(out);
    events = 0;
    assert_int_equal(wd_engine_init(&engine, rules, &err), 0);
    engine.table = wd_table_new(&err);
    engine.observe = transcribe_event;
    engine.observe_context = out;
    engine.thorough = true;
    assert_non_null(engine.table);
    assert_int_equal(wd_engine_read(&engine, &records, NULL, NULL, &err), 0);
    wd_engine_count_input(&engine, wd_reader_report(reader));
    const struct wd_totals *t = wd_table_totals(engine.table);
    wd_buf_printf(out, "%llu records %llu events %llu denials %llu context %llu other\n",
                  (unsigned long long)t->records, (unsigned long long)t->events,
                  (unsigned long long)t->denials, (unsigned long long)t->context,
                  (unsigned long long)t->other);
    for (size_t i = 0; i < WD_LOG_COUNT; i++)
        wd_buf_printf(out, "%llu ", (unsigned long long)wd_table_coverage(engine.table)->logs[i]);
    wd_table_free(engine.table);
    wd_engine_done(&engine);
    wd_reader_close(reader);
    return events;
}

static void what_is_passed_comes_to_what_reading_it_comes_to(void **state)
{
    static const size_t pieces[] = {0, 1000};
    struct wd_error err;
    struct wd_ruleset *rules = wd_ruleset_load("patterns", NULL, 0, 0, &err);

    (void)state;
    assert_non_null(rules);
    wd_buf_init(&text, (size_t)64 << 20);
    wd_buf_init(&wanted, (size_t)64 << 20);
    wd_buf_init(&heard, (size_t)64 << 20);
    make_log("patterns", 1);
    for (size_t i = 0; i < COUNT(pieces); i++) {
        uint64_t all = read_log(&wanted, rules, pieces[i], false);
        assert_true(read_log(&heard, rules, pieces[i], true) < all / 2 + all / 4);
        assert_int_equal(heard.len, wanted.len);
        assert_memory_equal(heard.ptr, wanted.ptr, wanted.len);
    }
    wd_buf_done(&text);
    wd_buf_done(&wanted);
    wd_buf_done(&heard);
    wd_ruleset_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_passed_comes_to_what_reading_it_comes_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
