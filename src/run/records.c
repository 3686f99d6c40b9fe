/* Records of all parts into one session, as if it had read the parts itself. */
#include "run/keyed.h"
#include "run/night_tables.h"
#include "whydenied/run/shards.h"

#include <inttypes.h>
#include <stdlib.h>

struct taking {
    struct wd_session *session;
    struct wd_gather shards; /* no nights */
    struct wd_keyed_file file;
    int (*state)(struct taking *taking, const struct wd_keyed *keyed, struct wd_error *err);
    struct wd_night_tables tables; /* of a history */
    struct wd_history *history;
};

bool wd_is_keyed_start(char first)
{
    return first == '!' || (first != '\0' && strchr("0123456789abcdef", first));
}

/* ---- reading ----------------------------------------------------------------------------------------- */

static int take_record(struct taking *t, const struct wd_keyed *keyed, struct wd_error *err)
{
    struct wd_error why;
    bool of_shard = keyed->kind == WD_KEYED_BEGUN || keyed->kind == WD_KEYED_STATS;
    int status = of_shard ? wd_gather_take(&t->shards, keyed, &why) : t->state(t, keyed, &why);

    return status == 0
               ? 0
               : wd_fail(err, "%.150s:%" PRIu64 ": %.340s", t->file.name, t->file.number, why.text);
}

static int take_file(struct taking *t, const char *path, struct wd_error *err)
{
    struct wd_keyed keyed;
    int got;

    if (wd_keyed_open(&t->file, path, err) < 0)
        return -1;
    while ((got = wd_keyed_next(&t->file, &keyed, err)) > 0) {
        int status = take_record(t, &keyed, err);
        wd_keyed_done(&keyed);
        if (status < 0) {
            got = -1;
            break;
        }
        if (wd_run_interrupted(t->session)) {
            t->session->complete = false;
            break;
        }
    }
    wd_keyed_close(&t->file);
    return got < 0 ? -1 : 0;
}

/* ---- shards ------------------------------------------------------------------------------------------ */

static int take_shards(struct taking *t, struct wd_error *err)
{
    uint64_t ended = 0;

    for (size_t i = 0; i < t->shards.shard_count; i++) {
        const json_t *value = t->shards.shards[i].value;
        uint64_t times = wd_shard_times(value);
        ended += times;
        if (wd_shard_take(t->session, value, err) < 0)
            return -1;
        if (!json_is_true(json_object_get(value, "complete")) &&
            wd_inputs_note(&t->session->inputs, err,
                           "the shard of %.60s was stopped before its end",
                           wd_shard_word(value)) < 0)
            return -1;
        if (times > 1 &&
            wd_inputs_note(&t->session->inputs, err,
                           "the shard of %.60s came %" PRIu64
                           " times: denials without a key of their own are counted each time",
                           wd_shard_word(value), times) < 0)
            return -1;
    }
    wd_run_list_sort(t->session);
    if (t->shards.begun == ended)
        return 0;
    t->session->partial = true;
    return wd_inputs_note(&t->session->inputs, err,
                          "%" PRIu64 " shards began and %" PRIu64 " ended: records are missing",
                          t->shards.begun, ended);
}

static int take_files(struct taking *t, const struct wd_run_list *paths, struct wd_error *err)
{
    for (size_t i = 0; i < paths->count; i++)
        if (take_file(t, paths->items[i], err) < 0)
            return -1;
    return 0;
}

static void done(struct taking *t)
{
    wd_gather_done(&t->shards);
    wd_night_tables_drop(&t->tables);
}

/* ---- one table --------------------------------------------------------------------------------------- */

static int into_table(struct taking *t, const struct wd_keyed *keyed, struct wd_error *err)
{
    return wd_table_decode_json(t->session->table, keyed->state, t->session->rules, err);
}

int wd_session_take_records(struct wd_session *session, const struct wd_run_list *paths,
                            bool allow_mixed, struct wd_error *err)
{
    struct taking t = {.session = session, .state = into_table};
    int status = -1;

    t.file.allow_mixed = allow_mixed;
    t.file.rules = wd_rules_name_of(session->rules);
    session->table = wd_table_new(err);
    if (session->table && take_files(&t, paths, err) == 0 && take_shards(&t, err) == 0)
        status = 0;
    done(&t);
    return status;
}

static uint64_t records_of_inputs(const struct wd_session *session)
{
    uint64_t records = session->rest.records;

    for (size_t i = 0; i < session->report_count; i++)
        records += session->reports[i]->records;
    return records;
}

/* A night's sums that are gone, with all that they counted, show in what the inputs held: of a record that tells of several
 * parties more is counted, of none less. */
static int compare_with_inputs(struct wd_session *session, uint64_t counted, struct wd_error *err)
{
    uint64_t held = records_of_inputs(session);

    if (counted >= held)
        return 0;
    session->partial = true;
    return wd_inputs_note(&session->inputs, err,
                          "records are missing: the inputs held %" PRIu64 ", the sums %" PRIu64,
                          held, counted);
}

/* A part that lost records on its way shows in the sums; what is there is told all the same. */
int wd_session_finish_records(struct wd_session *session, struct wd_error *err)
{
    struct wd_totals *totals = wd_table_totals_edit(session->table);
    uint64_t kinds, skipped = 0;

    if (wd_table_finish(session->table, &session->options->finish, err) < 0)
        return -1;
    if (wd_totals_check(totals, err) == 0)
        return compare_with_inputs(session, totals->records, err);
    kinds = totals->denials + totals->lookalikes + totals->not_enforced + totals->foreign +
            totals->duplicates + totals->policy_changes + totals->context + totals->other;
    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        skipped += totals->skipped[i];
    session->partial = true;
    if (wd_inputs_note(&session->inputs, err,
                       "records are missing: the sums hold %" PRIu64 " events, the rest %" PRIu64,
                       totals->events, kinds) < 0)
        return -1;
    totals->events = kinds;
    totals->records = kinds + skipped;
    return wd_totals_check(totals, err);
}

/* ---- nights of a history ----------------------------------------------------------------------------- */

static int contribute(void *context, wd_night night, const struct wd_table *table,
                      struct wd_error *err)
{
    const struct taking *t = context;

    return wd_history_contribute(t->history, night, table, t->session->rules, err);
}

static int into_nights(struct taking *t, const struct wd_keyed *keyed, struct wd_error *err)
{
    struct wd_table *table = wd_night_table(
        &t->tables, keyed->night == WD_NIGHT_NONE ? t->tables.untimed : keyed->night);

    if (!table)
        return wd_fail_memory(err);
    if (wd_table_decode_json(table, keyed->state, t->session->rules, err) < 0)
        return -1;
    return wd_night_tables_full(&t->tables) ? wd_night_tables_give(&t->tables, err) : 0;
}

/* The file is looked at before it is read, as a log is. */
static int fold_file(struct taking *t, const char *name, struct wd_error *err)
{
    struct wd_input_report report = {.records = 0};
    struct wd_history_input input = {.report = &report, .complete = true, .replaces = true};
    enum wd_rewritten rewritten;
    uint64_t at;
    char *path = NULL;
    int known = 0, status = 0;

    if (wd_run_identify(name, &path, &input.id))
        known = wd_history_knows(t->history, path, &input.id, err);
    t->file.digest[0] = t->file.digest[1] = 0;
    if (known == 0)
        status = take_file(t, name, err);
    if (known == 0 && status == 0 && t->session->complete) {
        input.path = path;
        memcpy(report.digest, t->file.digest, sizeof report.digest);
        status = wd_night_tables_give(&t->tables, err);
        if (status == 0)
            status = wd_history_end_input(t->history, &input, &rewritten, &at, err);
    }
    free(path);
    return known < 0 ? -1 : status;
}

int wd_session_fold_nights(struct wd_session *session, struct wd_history *history, wd_night untimed,
                           const struct wd_run_list *paths, bool allow_mixed, struct wd_error *err)
{
    struct taking t = {.session = session, .state = into_nights, .history = history};
    int status = 0;

    t.file.allow_mixed = allow_mixed;
    t.file.rules = wd_rules_name_of(session->rules);
    t.tables.untimed = untimed;
    t.tables.give = contribute;
    t.tables.context = &t;
    for (size_t i = 0; i < paths->count && status == 0 && session->complete; i++)
        status = fold_file(&t, paths->items[i], err);
    if (status == 0 && !session->complete)
        status = wd_history_drop_input(history, err);
    if (status == 0)
        status = take_shards(&t, err);
    if (status == 0 && session->partial)
        status = wd_history_mark_partial(history, err);
    done(&t);
    return status;
}
