/* Reading for the database: only inputs that it does not know, and each event into the table of its night.
 *
 * A night's table is chosen when the engine shows the event, just before it is counted. Tables are handed
 * to the database when an input ends, and before that when together they hold too much: a file with a year
 * in it costs no more memory than one with a night. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/nightly.h"
#include "app/pipeline.h"
#include "app/progress.h"
#include "whydenied/run/engine.h"

#define TABLES_MAX 64u                    /* nights open at once */
#define HELD_MAX   (2 * WD_INCIDENTS_MAX) /* incidents in all of them */
#define LOOK_EVERY 256u                   /* records between two looks at that */

struct slot {
    wd_night night;
    struct wd_table *table;
};

struct reading {
    struct wd_intake *intake;
    struct wd_engine engine;
    struct wd_progress *progress;
    struct slot slots[TABLES_MAX];
    size_t count;
    uint64_t gave_up; /* told so far */
    bool failed;
    struct wd_error error;
};

/* ---- tables of nights ---------------------------------------------------------------------------- */

static struct wd_table *table_of(struct reading *r, wd_night night)
{
    for (size_t i = r->count; i > 0; i--)
        if (r->slots[i - 1].night == night)
            return r->slots[i - 1].table;
    if (r->count == TABLES_MAX)
        return NULL;
    r->slots[r->count].table = wd_table_new(&r->error);
    if (!r->slots[r->count].table) {
        r->failed = true;
        return NULL;
    }
    r->slots[r->count].night = night;
    return r->slots[r->count++].table;
}

/* There is always room for another night: the tables are emptied before there is none. */
static void choose_table(void *context, const struct wd_event *event, const struct wd_hit *hit)
{
    struct reading *r = context;
    wd_night night = event->time == WD_TIME_NONE ? r->intake->untimed : wd_night_of(event->time);
    struct wd_table *table = table_of(r, night);

    (void)hit;
    if (table)
        r->engine.table = table;
}

/* A line that was counted as context on one night may turn out to belong to a message of another. */
static void balance(struct reading *r)
{
    for (size_t i = 0; i < r->count; i++) {
        struct wd_totals *poor = wd_table_totals_edit(r->slots[i].table);
        for (size_t j = 0; j < r->count && (int64_t)poor->context < 0; j++) {
            struct wd_totals *rich = wd_table_totals_edit(r->slots[j].table);
            while ((int64_t)poor->context < 0 && (int64_t)rich->context > 0) {
                poor->context++;
                poor->events++;
                rich->context--;
                rich->events--;
            }
        }
    }
}

static bool is_empty(struct wd_table *table)
{
    const struct wd_totals *totals = wd_table_totals(table);
    uint64_t skipped = 0;

    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        skipped += totals->skipped[i];
    return totals->events == 0 && skipped == 0;
}

static void drop_empty(struct reading *r)
{
    for (size_t i = 0; i < r->count;)
        if (is_empty(r->slots[i].table)) {
            wd_table_free(r->slots[i].table);
            r->slots[i] = r->slots[--r->count];
        } else {
            i++;
        }
}

/* Hands all tables to the database. Nights of which nothing was read are none. */
static int hand_over(struct reading *r, struct wd_error *err)
{
    int status = 0;

    balance(r);
    drop_empty(r);
    for (size_t i = 0; i < r->count; i++) {
        struct wd_totals *totals = wd_table_totals_edit(r->slots[i].table);
        totals->records = totals->events;
        for (size_t s = 0; s < WD_SKIP_COUNT; s++)
            totals->records += totals->skipped[s];
        if (status == 0)
            status = wd_history_contribute(r->intake->history, r->slots[i].night, r->slots[i].table,
                                           r->intake->rules, err);
        wd_table_free(r->slots[i].table);
    }
    r->count = 0;
    r->engine.table = NULL;
    if (status == 0 && !(r->engine.table = table_of(r, r->intake->untimed)))
        return wd_fail_memory(err);
    return status;
}

static void drop_tables(struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        wd_table_free(r->slots[i].table);
    r->count = 0;
    r->engine.table = NULL;
}

static bool holds_too_much(const struct reading *r)
{
    size_t held = 0;

    for (size_t i = 0; i < r->count; i++)
        held += wd_table_held(r->slots[i].table);
    return held > HELD_MAX;
}

/* ---- one input --------------------------------------------------------------------------------- */

static int read_records(struct reading *r, struct wd_reader *reader, const char *name,
                        struct wd_error *err)
{
    struct wd_record record;
    enum wd_skip skip;
    uint64_t number = 0;
    int got;

    wd_normaliser_next_input(r->engine.normaliser);
    while ((got = wd_reader_next(reader, &record, err)) > 0) {
        if (wd_engine_record(&r->engine, &record, name, &skip, err) < 0)
            return -1;
        if (skip != WD_SKIP_COUNT)
            wd_reader_reject(reader, skip);
        if (wd_progress_tick(r->progress, reader, r->engine.table))
            return 0; /* interrupted */
        /* A record may give two events, of two nights. */
        if ((r->count + 2 > TABLES_MAX || (++number % LOOK_EVERY == 0 && holds_too_much(r))) &&
            hand_over(r, err) < 0)
            return -1;
    }
    return got < 0 ? -1 : wd_engine_flush(&r->engine, name, err);
}

/* Skipped records have no time: they stand with the input's last night. A file without a single event
 * belongs to no night. */
static void count_skipped(struct reading *r, const struct wd_input_report *report)
{
    struct wd_totals *totals = wd_table_totals_edit(r->engine.table);
    uint64_t gave_up = wd_matcher_gave_up(r->engine.matcher);

    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        totals->skipped[i] += report->skipped[i];
    totals->gave_up += gave_up - r->gave_up;
    r->gave_up = gave_up;
}

static void note_totals(struct reading *r, const struct wd_input_report *report)
{
    r->intake->records += report->records;
    r->intake->events += report->records;
    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        r->intake->events -= report->skipped[i];
    r->intake->outside += report->skipped[WD_SKIP_OUTSIDE];
    r->intake->damaged = r->intake->damaged || wd_input_damaged(report);
    r->intake->read++;
}

static int keep_report(struct wd_intake *intake, struct wd_reader *reader, struct wd_error *err)
{
    struct wd_input_report *report;

    if (intake->report_count == WD_INTAKE_REPORTS)
        return 0;
    report = malloc(sizeof *report);
    if (!report)
        return wd_fail_memory(err);
    wd_reader_take_report(reader, report);
    intake->reports[intake->report_count++] = report;
    return 0;
}

/* An unreadable input says nothing: what it contributed before stays. */
static int end_input(struct reading *r, struct wd_reader *reader, const char *path,
                     const struct wd_file_id *id, struct wd_error *err)
{
    const struct wd_input_report *report = wd_reader_report(reader);
    const struct wd_history_input input = {
        .path = path,
        .id = *id,
        .digest = {report->digest[0], report->digest[1]},
        .records = report->records,
        .decoded_bytes = report->decoded_bytes,
        .complete = !wd_input_damaged(report),
    };

    note_totals(r, report);
    wd_progress_input_done(r->progress, report);
    if (report->end == WD_END_UNREADABLE) {
        drop_tables(r);
        return wd_history_drop_input(r->intake->history, err);
    }
    count_skipped(r, report);
    if (hand_over(r, err) < 0)
        return -1;
    return wd_history_end_input(r->intake->history, &input, err);
}

static int read_input(struct reading *r, const char *name, const char *path,
                      const struct wd_file_id *id, struct wd_error *err)
{
    struct wd_reader *reader = wd_reader_open(name, WD_READ_THREAD | WD_READ_DIGEST, err);
    int status = -1;

    if (!reader)
        return -1;
    wd_reader_stop_on(reader, &wd_interrupted);
    if (!r->engine.table)
        r->engine.table = table_of(r, r->intake->untimed);
    if (!r->engine.table || r->failed)
        wd_fail_memory(err);
    else
        status = read_records(r, reader, name, err);
    if (status == 0 && r->failed)
        status = wd_fail_memory(err);
    if (status == 0 && wd_interrupted) { /* what was read of it is read again another time */
        drop_tables(r);
        status = wd_history_drop_input(r->intake->history, err);
    } else if (status == 0) {
        status = end_input(r, reader, path, id, err);
        if (status == 0)
            status = keep_report(r->intake, reader, err);
    }
    wd_reader_close(reader);
    return status;
}

/* ---- all inputs ---------------------------------------------------------------------------------- */

static bool identify(const char *name, char **ret_path, struct wd_file_id *ret_id)
{
    struct stat st;

    *ret_path = NULL;
    memset(ret_id, 0, sizeof *ret_id);
    if (strcmp(name, "-") == 0 || stat(name, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    *ret_path = realpath(name, NULL);
    *ret_id = (struct wd_file_id){
        .device = (uint64_t)st.st_dev,
        .inode = (uint64_t)st.st_ino,
        .size = (uint64_t)st.st_size,
        .mtime = (int64_t)st.st_mtim.tv_sec * WD_SECOND + st.st_mtim.tv_nsec,
    };
    return *ret_path != NULL;
}

/* The file is looked at before it is read: if it grows meanwhile, it differs next time. */
static int take_input(struct reading *r, const char *name, struct wd_error *err)
{
    struct wd_file_id id;
    char *path;
    int known = 0, status = 0;

    r->intake->seen++;
    if (identify(name, &path, &id))
        known = wd_history_knows(r->intake->history, path, &id, err);
    if (known == 0)
        status = read_input(r, name, path, &id, err);
    free(path);
    return known < 0 ? -1 : status;
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* In order of names: of equal files under two names, the same one is read whatever the command line. */
int wd_intake_run(struct wd_intake *intake, struct wd_inputs *inputs, struct wd_error *err)
{
    struct reading *r = calloc(1, sizeof *r);
    int status = -1;

    if (!r)
        return wd_fail_memory(err);
    r->intake = intake;
    r->progress = wd_progress_new(intake->options, inputs->total_bytes);
    if (!r->progress || wd_engine_init(&r->engine, intake->rules, err) < 0) {
        wd_fail_memory(err);
        goto done;
    }
    wd_table_free(r->engine.table);
    r->engine.table = NULL;
    r->engine.since = intake->options->since;
    r->engine.until = intake->options->until;
    r->engine.observe = choose_table;
    r->engine.observe_context = r;
    qsort(inputs->paths, inputs->count, sizeof *inputs->paths, compare_paths);
    status = 0;
    for (size_t i = 0; i < inputs->count && status == 0 && !wd_interrupted; i++)
        status = take_input(r, inputs->paths[i], err);
done:
    drop_tables(r);
    wd_engine_done(&r->engine);
    wd_progress_free(r->progress);
    free(r);
    return status;
}

void wd_intake_done(struct wd_intake *intake)
{
    for (size_t i = 0; i < intake->report_count; i++) {
        wd_input_report_done(intake->reports[i]);
        free(intake->reports[i]);
    }
    intake->report_count = 0;
}
