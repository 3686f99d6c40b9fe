/* Reading for the database: only inputs that it does not know, and each event into the table of its night.
 *
 * A night's table is chosen when the engine asks for it, before the event is judged. Tables are handed
 * to the database when an input ends, and before that when together they hold too much: a file with a year
 * in it costs no more memory than one with a night. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "run/run.h"

#define TABLES_MAX 64u                    /* nights open at once */
#define HELD_MAX   (2 * WD_INCIDENTS_MAX) /* incidents in all of them */
#define LOOK_EVERY 256u                   /* records between two looks at that */

struct slot {
    wd_night night;
    struct wd_table *table;
};

struct reading {
    struct wd_session *session;
    struct wd_history *history;
    wd_night untimed; /* where events without a time belong */
    struct wd_engine engine;
    struct wd_reader *reader; /* of the input at hand */
    uint64_t records;         /* of it */
    struct slot slots[TABLES_MAX];
    size_t count;
};

/* ---- tables of nights ---------------------------------------------------------------------------- */

static struct wd_table *table_of(struct reading *r, wd_night night)
{
    struct wd_table *table;
    struct wd_error err;

    for (size_t i = r->count; i > 0; i--)
        if (r->slots[i - 1].night == night)
            return r->slots[i - 1].table;
    table = r->count < TABLES_MAX ? wd_table_new(&err) : NULL;
    if (table)
        r->slots[r->count++] = (struct slot){night, table};
    return table;
}

/* There is always room for another night: the tables are emptied before there is none. */
static struct wd_table *choose_table(void *context, const struct wd_event *event)
{
    struct reading *r = context;

    return table_of(r, event->time == WD_TIME_NONE ? r->untimed : wd_night_of(event->time));
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
            status = wd_history_contribute(r->history, r->slots[i].night, r->slots[i].table,
                                           r->session->rules, err);
        wd_table_free(r->slots[i].table);
    }
    r->count = 0;
    r->engine.table = status == 0 ? table_of(r, r->untimed) : NULL;
    return status == 0 && !r->engine.table ? wd_fail_memory(err) : status;
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

/* A record may give two events, of two nights. */
static int look_after_tables(void *context, struct wd_error *err)
{
    struct reading *r = context;

    wd_run_tick(r->session, r->reader, r->engine.table);
    if (wd_run_interrupted(r->session))
        return 1;
    if (r->count + 2 > TABLES_MAX || (++r->records % LOOK_EVERY == 0 && holds_too_much(r)))
        return hand_over(r, err);
    return 0;
}

static int read_records(struct reading *r, const char *name, struct wd_error *err)
{
    const struct wd_records records = wd_records_of(r->reader, name);

    r->records = 0;
    if (!r->engine.table)
        r->engine.table = table_of(r, r->untimed);
    if (!r->engine.table)
        return wd_fail_memory(err);
    return wd_engine_read(&r->engine, &records, look_after_tables, r, err);
}

/* An unreadable input says nothing: what it contributed before stays. */
static int end_input(struct reading *r, const char *path, const struct wd_file_id *id,
                     struct wd_error *err)
{
    const struct wd_input_report *report = wd_reader_report(r->reader);
    const struct wd_history_input input = {
        .path = path,
        .id = *id,
        .digest = {report->digest[0], report->digest[1]},
        .records = report->records,
        .decoded_bytes = report->decoded_bytes,
        .complete = !wd_input_damaged(report),
    };

    if (report->end == WD_END_UNREADABLE) {
        drop_tables(r);
        return wd_history_drop_input(r->history, err);
    }
    /* Skipped records have no time: they stand with the input's last night. A file without a single
     * event belongs to no night. */
    wd_engine_count_input(&r->engine, report);
    if (hand_over(r, err) < 0)
        return -1;
    return wd_history_end_input(r->history, &input, err);
}

static int read_input(struct reading *r, const char *name, const char *path,
                      const struct wd_file_id *id, struct wd_error *err)
{
    int status;

    r->reader = wd_reader_open(name,
                               WD_READ_THREAD | WD_READ_DIGEST |
                                   (r->session->options->no_follow ? WD_READ_NO_FOLLOW : 0u),
                               err);
    if (!r->reader)
        return -1;
    wd_reader_stop_on(r->reader, r->session->calls->interrupted);
    status = read_records(r, name, err);
    if (status == 0 && wd_run_interrupted(r->session)) { /* read again another time */
        drop_tables(r);
        status = wd_history_drop_input(r->history, err);
    } else if (status == 0) {
        status = end_input(r, path, id, err);
        if (status == 0)
            status = wd_run_list_input(r->session, r->reader, err);
    }
    wd_reader_close(r->reader);
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

    if (identify(name, &path, &id))
        known = wd_history_knows(r->history, path, &id, err);
    if (known == 0)
        status = read_input(r, name, path, &id, err);
    free(path);
    return known < 0 ? -1 : status;
}

static int read_all(struct reading *r, struct wd_error *err)
{
    const struct wd_inputs *inputs = &r->session->inputs;

    wd_run_begin(r->session);
    for (size_t i = 0; i < inputs->count && !wd_run_interrupted(r->session); i++)
        if (take_input(r, inputs->paths[i], err) < 0)
            return -1;
    r->session->complete = !wd_run_interrupted(r->session);
    return wd_run_list_end(r->session, err);
}

/* The inputs are in order of names: of equal files under two names, the same one is read whatever the
 * command line. */
int wd_session_read_nights(struct wd_session *session, struct wd_history *history, wd_night untimed,
                           struct wd_error *err)
{
    struct reading *r = calloc(1, sizeof *r);
    int status = -1;

    if (!r)
        return wd_fail_memory(err);
    r->session = session;
    r->history = history;
    r->untimed = untimed;
    if (wd_engine_init(&r->engine, session->rules, err) == 0) {
        r->engine.since = session->options->since;
        r->engine.until = session->options->until;
        r->engine.choose = choose_table;
        r->engine.choose_context = r;
        status = read_all(r, err);
    }
    wd_run_end(session);
    drop_tables(r);
    wd_engine_done(&r->engine);
    free(r);
    return status;
}
