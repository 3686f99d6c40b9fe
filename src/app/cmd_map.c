/* `map`: one part of many. Findings are no failure here: engines start again what did not end with 0. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "app/options/help.h"
#include "whydenied/run/shards.h"

#define LIFE_SIGN_EVERY (60 * WD_SECOND)
#define TICKS_PER_LOOK  4096u

enum { PATH_BYTES = 4096 };

struct map {
    struct wd_app_run frame;
    struct wd_options options; /* a copy: the output is a part's */
    char label[WD_SHARD_LABEL_MAX];
    char part[PATH_BYTES];
    uint64_t ticks;
    wd_time last_sign;
};

/* ---- for Hadoop -------------------------------------------------------------------------------------- */

static void counter(const char *name, uint64_t n)
{
    wd_say_plain("reporter:counter:whydenied,%s,%llu", name, (unsigned long long)n);
}

static void tell_counters(const struct wd_map_sums *sums)
{
    counter("inputs", sums->inputs);
    counter("records", sums->records);
    counter("skipped", sums->skipped);
    counter("events", sums->events);
    counter("denials", sums->denials);
    counter("decoded_bytes", sums->decoded_bytes);
}

/* A mapper that says nothing for ten minutes is taken for dead. */
static void give_life_sign(void *context, uint64_t bytes, const struct wd_totals *totals)
{
    struct map *map = context;
    wd_time now;

    (void)totals;
    if (++map->ticks % TICKS_PER_LOOK != 0)
        return;
    now = wd_clock_now();
    if (now - map->last_sign < LIFE_SIGN_EVERY)
        return;
    map->last_sign = now;
    wd_say_plain("reporter:status:%llu bytes read", (unsigned long long)bytes);
}

/* ---- the output -------------------------------------------------------------------------------------- */

static bool is_folder(const char *path)
{
    struct stat st;
    size_t len = strlen(path);

    return (len && path[len - 1] == '/') || (stat(path, &st) == 0 && S_ISDIR(st.st_mode));
}

/* A folder takes part-00003.tsv: the number only, so that a second try replaces what the first left. */
static int choose_output(struct map *map)
{
    struct wd_output_option *out = &map->options.outputs.item[0];
    int n;

    if (map->options.outputs.count > 1)
        return wd_say_and(-1, "map writes to one output");
    if (strcmp(out->path, "-") == 0 || !is_folder(out->path))
        return 0;
    n = snprintf(map->part, sizeof map->part, "%s/part-%05u.tsv", out->path, map->frame.run.shard);
    if (n < 0 || n >= PATH_BYTES)
        return wd_say_and(-1, "-o: the path is too long");
    out->path = map->part;
    return 0;
}

static int end_output(struct wd_output *out)
{
    struct wd_error err;

    if (wd_output_unwanted(out)) { /* the reader has what it wanted */
        wd_output_abandon(out);
        return WD_EXIT_OK;
    }
    return wd_output_commit(out, &err) < 0 ? wd_say_and(WD_EXIT_OUTPUT, "%s", err.text)
                                           : WD_EXIT_OK;
}

/* ---- reading ----------------------------------------------------------------------------------------- */

/* Hadoop's name for the file whose lines it pipes in; Spark gives both. */
static const char *name_of_stdin(void)
{
    const char *name = getenv("mapreduce_map_input_file");

    if (!name || !*name)
        name = getenv("map_input_file");
    return name && *name ? name : NULL;
}

static int map_session(struct map *map, struct wd_output *out)
{
    struct wd_map_sums sums;
    struct wd_error err;
    int status;

    if (wd_session_map(&map->frame.session, out, &sums, &err) < 0) {
        wd_output_abandon(out);
        return wd_say_and(WD_EXIT_DAMAGED, "%s", err.text);
    }
    wd_app_tell(&map->frame);
    status = end_output(out);
    if (map->options.hadoop_counters)
        tell_counters(&sums);
    if (wd_interrupted)
        return 128 + wd_interrupted;
    if (status == WD_EXIT_OK && (map->frame.session.damaged || map->frame.session.partial))
        return WD_EXIT_DAMAGED;
    return status;
}

static int run(struct map *map)
{
    struct wd_error err;
    struct wd_output *out;

    if (wd_shard_choose(&map->options, &map->frame.run, map->label) < 0 || choose_output(map) < 0)
        return WD_EXIT_USAGE;
    if (wd_app_find_inputs(&map->frame, &err) < 0)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    map->frame.rules = wd_app_rules(&map->options, WD_RULES_LATE);
    map->frame.session.rules = map->frame.rules;
    if (!map->frame.rules)
        return WD_EXIT_USAGE;
    wd_sandbox_files(&map->options, &map->frame.session.inputs);
    out = wd_output_open(map->options.outputs.item[0].path, &err);
    if (!out)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    if (map->options.mode)
        wd_output_mode(out, map->options.mode);
    return map_session(map, out);
}

int wd_cmd_map(const struct wd_options *options)
{
    struct map *map;
    int status;

    if (options->argument_count == 0 && !options->files_from && isatty(STDIN_FILENO))
        return wd_help_usage();
    map = calloc(1, sizeof *map);
    if (!map)
        return wd_say_and(WD_EXIT_USAGE, "out of memory");
    map->options = *options;
    wd_app_open_reading(&map->frame, &map->options);
    map->frame.run.stdin_name = name_of_stdin();
    map->frame.run.strip_key = options->strip_key;
    if (options->hadoop_counters) {
        map->frame.calls = (struct wd_run_calls){.context = map,
                                                 .interrupted = &wd_interrupted,
                                                 .tell = map->frame.calls.tell,
                                                 .tick = give_life_sign};
        map->last_sign = wd_clock_now();
    }
    status = run(map);
    wd_app_close(&map->frame);
    free(map);
    return status;
}
