/* Reading for the database: only inputs that it does not know, and each event into the table of its night
 * (night_tables.h). Tables are handed to the database when an input ends, and before when they are full. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "run/night_tables.h"

struct reading {
    struct wd_session *session;
    struct wd_history *history;
    struct wd_engine engine;
    struct wd_reader *reader; /* of the input at hand */
    struct wd_night_tables tables;
};

static int contribute(void *context, wd_night night, const struct wd_table *table,
                      struct wd_error *err)
{
    const struct reading *r = context;

    return wd_history_contribute(r->history, night, table, r->session->rules, err);
}

static int hand_over(struct reading *r, struct wd_error *err)
{
    wd_engine_settle(&r->engine);
    r->engine.table = NULL;
    if (wd_night_tables_give(&r->tables, err) < 0)
        return -1;
    r->engine.table = wd_night_table(&r->tables, r->tables.untimed);
    return r->engine.table ? 0 : wd_fail_memory(err);
}

static void drop_tables(struct reading *r)
{
    wd_night_tables_drop(&r->tables);
    r->engine.table = NULL;
}

/* ---- one input --------------------------------------------------------------------------------- */

/* A record may give two events, of two nights. */
static int look_after_tables(void *context, struct wd_error *err)
{
    struct reading *r = context;

    wd_run_tick(r->session, r->reader, r->engine.table);
    if (wd_run_interrupted(r->session))
        return 1;
    return wd_night_tables_full(&r->tables) ? hand_over(r, err) : 0;
}

static int read_records(struct reading *r, const char *name, struct wd_error *err)
{
    const struct wd_records records = wd_records_in_passing(r->reader, name);

    if (!r->engine.table)
        r->engine.table = wd_night_table(&r->tables, r->tables.untimed);
    if (!r->engine.table)
        return wd_fail_memory(err);
    return wd_engine_read(&r->engine, &records, look_after_tables, r, err);
}

/* Nothing of it could be read, so that it is of no night: each run tells of it anew. */
static bool says_nothing(const struct wd_input_report *report)
{
    uint64_t left = report->records;

    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        left -= report->skipped[i];
    return left == 0 && wd_input_partial(report);
}

/* An unreadable input says nothing: what it contributed before stays. */
static int end_input(struct reading *r, const char *path, const struct wd_file_id *id,
                     struct wd_error *err)
{
    const struct wd_input_report *report = wd_reader_report(r->reader);
    const struct wd_history_input input = {
        .path = path,
        .id = *id,
        .report = report,
        .complete = !wd_input_damaged(report) && !says_nothing(report),
        .partial = wd_input_partial(report),
    };
    enum wd_rewritten rewritten;
    uint64_t at;

    if (report->end == WD_END_UNREADABLE) {
        drop_tables(r);
        return wd_history_drop_input(r->history, err);
    }
    /* Skipped records have no time: they stand with the input's last night. A file without a single
     * event belongs to no night. */
    wd_engine_count_input(&r->engine, report);
    if (hand_over(r, err) < 0)
        return -1;
    if (wd_history_end_input(r->history, &input, &rewritten, &at, err) < 0)
        return -1;
    wd_reader_tell_rewritten(r->reader, rewritten, at);
    return 0;
}

static int read_input(struct reading *r, const char *name, const char *path,
                      const struct wd_file_id *id, struct wd_error *err)
{
    uint64_t held;
    int status;

    r->reader = wd_reader_open(name,
                               WD_READ_THREAD | WD_READ_DIGEST |
                                   (r->session->options->no_follow ? WD_READ_NO_FOLLOW : 0u),
                               err);
    if (!r->reader)
        return -1;
    wd_reader_stop_on(r->reader, r->session->calls->interrupted);
    if (path && wd_history_held(r->history, path, &held, err) == 0)
        wd_reader_mark(r->reader, held);
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

bool wd_run_identify(const char *name, char **ret_path, struct wd_file_id *ret_id)
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

    if (wd_run_identify(name, &path, &id))
        known = wd_history_knows(r->history, path, &id, err);
    if (known == 0)
        status = read_input(r, name, path, &id, err);
    r->session->known += known > 0;
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
    r->tables.untimed = untimed;
    r->tables.give = contribute;
    r->tables.context = r;
    if (wd_engine_init(&r->engine, session->rules, err) == 0) {
        r->engine.since = session->options->since;
        r->engine.until = session->options->until;
        r->engine.choose = wd_night_table_of;
        r->engine.choose_context = &r->tables;
        status = read_all(r, err);
    }
    wd_run_end(session);
    drop_tables(r);
    wd_engine_done(&r->engine);
    free(r);
    return status;
}
