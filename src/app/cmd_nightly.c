/* `nightly`: read what is new, keep it, say what that changes. And `report --db`: the same pages again.
 *
 * One transaction holds all that a run reads and is committed before anything is printed. That the report
 * was printed is noted after it, so a run that was killed in between is made up for by the next. */
#include <stdlib.h>

#include "app/app.h"
#include "app/nightly.h"
#include "whydenied/run/shards.h"

#define KEEP_DEFAULT 400

struct nightly {
    const struct wd_options *options;
    struct wd_app_run frame;
    struct wd_history *history;
    struct wd_night_view view;
    wd_night night; /* --night, else NONE */
    int32_t keep, last;
    char missing[96];  /* what --expect-input has to say; empty: nothing */
    bool unwritable;   /* the database took nothing */
    json_t *stale_all; /* suppressions that do nothing, those told in earlier nights too */
};

/* ---- getting ready ------------------------------------------------------------------------------- */

static int read_spans(struct nightly *n)
{
    const struct wd_options *o = n->options;

    n->night = WD_NIGHT_NONE;
    n->keep = KEEP_DEFAULT;
    n->last = 1;
    if (!o->db_path)
        return wd_say_and(-1, "--db FILE is needed: where the nights are kept");
    if (o->night && !wd_night_parse(wd_str_of(o->night), &n->night))
        return wd_say_and(-1, "--night: \"%s\" is no date like 2026-09-01", o->night);
    if (o->keep && !wd_nights_parse(wd_str_of(o->keep), &n->keep))
        return wd_say_and(-1, "--keep: \"%s\" is no span like 400d", o->keep);
    if (o->last && !wd_nights_parse(wd_str_of(o->last), &n->last))
        return wd_say_and(-1, "--last: \"%s\" is no span like 7d", o->last);
    return 0;
}

static int prepare(struct nightly *n, enum wd_history_mode mode)
{
    struct wd_error err;

    if (read_spans(n) < 0 || wd_app_open(&n->frame, n->options, WD_RULES_LATE) < 0)
        return -1;
    n->history = wd_history_open(n->options->db_path, mode, &err);
    n->unwritable = !n->history && err.unwritable;
    if (!n->history)
        return wd_say_and(-1, "%s", err.text);
    return 0;
}

static void done(struct nightly *n)
{
    wd_night_view_done(&n->view);
    json_decref(n->stale_all);
    wd_history_close(n->history);
    wd_app_close(&n->frame);
}

/* ---- the transaction ----------------------------------------------------------------------------- */

static int put_remedies(struct nightly *n, wd_night night, const struct wd_plan *plan,
                        struct wd_error *err)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct wd_remedy *r = plan->remedies[i];
        const struct wd_history_remedy row = {.id = r->id,
                                              .kind = wd_remedy_kind_name(r->kind),
                                              .summary = r->summary,
                                              .member = r->member,
                                              .role = r->role,
                                              .resource = r->on_name,
                                              .denials = r->denials,
                                              .covers = r->covers,
                                              .cover_count = r->cover_count};
        if (wd_history_put_remedy(n->history, night, &row, err) < 0)
            return -1;
    }
    return 0;
}

/* What is stored is the whole night: filters and suppressions act when a report is made. */
static int store_night(struct nightly *n, wd_night night, struct wd_error *err)
{
    struct wd_table *table = wd_history_rebuild(n->history, night, n->frame.rules, err);
    struct wd_plan *plan = NULL;
    int status = -1;

    if (table && wd_table_finish(table, &n->frame.run.finish, err) == 0 &&
        wd_totals_check(wd_table_totals(table), err) == 0)
        plan = wd_plan_build(n->frame.session.advisor, table, err);
    if (plan && wd_history_put_night(n->history, night, table, err) == 0)
        status = put_remedies(n, night, plan, err);
    wd_plan_free(plan);
    wd_table_free(table);
    return status;
}

static int store_nights(struct nightly *n, struct wd_error *err)
{
    if (wd_history_settle(n->history, err) < 0)
        return -1;
    for (size_t i = 0; i < wd_history_changed_count(n->history); i++)
        if (store_night(n, wd_history_changed(n->history, i), err) < 0)
            return -1;
    return 0;
}

/* The night of the report: --night, else the latest that has data, but not one that a clock gone wrong
 * has put into the future. Without any data, today. */
static int choose_night(struct nightly *n, wd_night *ret_night, struct wd_error *err)
{
    wd_night today = wd_night_of(n->options->now);

    *ret_night = n->night;
    if (n->night != WD_NIGHT_NONE)
        return 0;
    if (wd_history_latest(n->history, today + 1, ret_night, err) < 0)
        return -1;
    if (*ret_night == WD_NIGHT_NONE)
        *ret_night = today;
    return 0;
}

/* --expect-input: how long nothing new was there to read. */
static int look_for_input(struct nightly *n, struct wd_error *err)
{
    struct wd_session *session = &n->frame.session;
    char when[WD_TIME_TEXT];
    wd_time last;

    if (!n->options->expect_input || session->records > 0)
        return 0;
    if (wd_history_last_read(n->history, &last, err) < 0)
        return -1;
    if (last == WD_TIME_NONE)
        snprintf(n->missing, sizeof n->missing, "no record was ever read");
    else if (n->options->now - last >= (wd_time)n->options->expect_input * WD_HOUR)
        snprintf(n->missing, sizeof n->missing, "nothing new to read since %s",
                 wd_time_format(last, when));
    if (n->missing[0] && session->note_count < WD_SESSION_NOTES)
        session->notes[session->note_count++] = n->missing;
    return 0;
}

/* What was told in an earlier night is told no more: `stale` keeps the news, `stale_all` what holds. */
static int leave_told(struct nightly *n, struct wd_error *err)
{
    json_t *stale = n->frame.session.stale;

    n->stale_all = json_copy(stale);
    for (size_t i = json_array_size(stale); i > 0; i--) {
        bool told;

        if (wd_history_was_told(n->history, json_string_value(json_array_get(stale, i - 1)), &told,
                                err) < 0)
            return -1;
        if (told)
            json_array_remove(stale, i - 1);
    }
    return 0;
}

static int mark_told(struct nightly *n, struct wd_error *err)
{
    size_t count = json_array_size(n->stale_all);
    const char **what = calloc(count + 1, sizeof *what);
    int status;

    if (!what)
        return wd_fail_memory(err);
    for (size_t i = 0; i < count; i++)
        what[i] = json_string_value(json_array_get(n->stale_all, i));
    status = wd_history_mark_told(n->history, what, count, n->view.to, err);
    free(what);
    return status;
}

/* What was mapped elsewhere. */
static int take_records(struct nightly *n, wd_night untimed, struct wd_error *err)
{
    const struct wd_option_list *records = &n->options->records;
    const struct wd_run_list paths = {records->item, records->count};

    return records->count == 0 ? 0
                               : wd_session_fold_nights(&n->frame.session, n->history, untimed,
                                                        &paths, n->options->allow_mixed, err);
}

static int take_in(struct nightly *n, struct wd_error *err)
{
    struct wd_session *session = &n->frame.session;
    wd_night untimed = n->night != WD_NIGHT_NONE ? n->night : wd_night_of(n->options->now);
    wd_night night;

    if (wd_app_find_inputs(&n->frame, err) < 0)
        return -1;
    wd_sandbox_files(n->options, &session->inputs);
    if (wd_session_read_nights(session, n->history, untimed, err) < 0 ||
        take_records(n, untimed, err) < 0 || store_nights(n, err) < 0 ||
        choose_night(n, &night, err) < 0 ||
        wd_history_put_run(n->history, night, n->options->now, session->inputs_read, err) < 0 ||
        wd_history_forget(n->history, night - n->keep + 1, err) < 0 ||
        wd_night_view_make(&n->view, &n->frame, n->history, night, night, err) < 0 ||
        leave_told(n, err) < 0 || look_for_input(n, err) < 0)
        return -1;
    return wd_history_commit(n->history, err);
}

/* ---- the report -------------------------------------------------------------------------------- */

static void tell(const struct nightly *n)
{
    const struct wd_session *session = &n->frame.session;

    wd_app_tell(&n->frame);
    if (n->missing[0])
        wd_say("%s", n->missing);
    if (n->options->verbose && !n->options->quiet)
        wd_say("%llu of %zu inputs were read; the others are known",
               (unsigned long long)session->inputs_read, session->inputs.count);
}

/* Quiet means exit 0, too, unless something went wrong. Files are written all the same: what reads them must
 * not be left with those of another night. */
static int keep_quiet(const struct nightly *n)
{
    int status = wd_night_view_status(&n->view, wd_night_view_draw(&n->view, true));

    return status == WD_EXIT_FINDINGS ? WD_EXIT_OK : status;
}

static int print(struct nightly *n)
{
    struct wd_error err;
    int status;

    tell(n);
    if (n->options->quiet_if_nothing_new && n->view.news_count == 0 && !n->missing[0] &&
        json_array_size(n->frame.session.stale) == 0)
        return keep_quiet(n);
    status = wd_night_view_draw(&n->view, false);
    if (status == WD_EXIT_OK && (wd_history_begin(n->history, &err) < 0 ||
                                 wd_history_mark_printed(n->history, n->view.to, n->view.news,
                                                         n->view.news_count, &err) < 0 ||
                                 mark_told(n, &err) < 0 || wd_history_commit(n->history, &err) < 0))
        status =
            wd_say_and(WD_EXIT_OUTPUT, "%s (the next run will report this one again)", err.text);
    return wd_night_view_status(&n->view, status);
}

static int keep_and_print(struct nightly *n)
{
    struct wd_error err;

    if (take_in(n, &err) == 0)
        return print(n);
    n->unwritable = err.unwritable;
    return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
}

/* Nobody shall go without a report because the disk is full: all inputs, without what the nights would say. */
static int print_without(const struct wd_options *options)
{
    int status;

    wd_say(
        "the night could not be kept; this is all of the input, without what earlier nights say");
    status = wd_cmd_analyze(options);
    return status == WD_EXIT_USAGE ? status : WD_EXIT_OUTPUT;
}

int wd_cmd_nightly(const struct wd_options *options)
{
    struct nightly n = {.options = options};
    int status = WD_EXIT_USAGE;

    if (options->argument_count == 0 && !options->files_from && options->records.count == 0)
        return wd_say_and(WD_EXIT_USAGE, "nightly needs the logs: files, folders, or -");
    if (prepare(&n, WD_HISTORY_WRITE) == 0)
        status = keep_and_print(&n);
    bool unwritable = n.unwritable;
    done(&n);
    return unwritable ? print_without(options) : status;
}

/* A night that is asked for by name and of which nothing is kept is a slip, not a night without denials. */
static int check_stored(struct nightly *n, struct wd_error *err)
{
    wd_night found;

    if (n->night == WD_NIGHT_NONE)
        return 0;
    if (wd_history_latest(n->history, n->night, &found, err) < 0)
        return -1;
    return found == n->night
               ? 0
               : wd_fail(err, "%s: no night %s is stored", n->options->db_path, n->options->night);
}

int wd_nightly_report(const struct wd_options *options)
{
    struct nightly n = {.options = options};
    struct wd_error err;
    wd_night night;
    int status = WD_EXIT_USAGE;

    if (options->argument_count)
        return wd_say_and(WD_EXIT_USAGE, "report takes --db FILE or one saved report, not both");
    if (prepare(&n, WD_HISTORY_READ) < 0)
        goto done;
    if (choose_night(&n, &night, &err) < 0 || check_stored(&n, &err) < 0 ||
        wd_night_view_make(&n.view, &n.frame, n.history, night - n.last + 1, night, &err) < 0) {
        wd_say("%s", err.text);
        goto done;
    }
    wd_app_tell(&n.frame);
    status = wd_night_view_status(&n.view, wd_night_view_draw(&n.view, false));
done:
    done(&n);
    return status;
}

static int find_problem(struct nightly *n, const char *name, wd_night *ret_night,
                        struct wd_error *err)
{
    uint64_t fingerprint = strtoull(name, NULL, 16);

    if (strlen(name) != 16 || strspn(name, "0123456789abcdef") != 16)
        return wd_fail(err, "\"%s\" is no fingerprint: 16 hex digits, as reports show them", name);
    if (wd_history_last_seen(n->history, fingerprint, ret_night, err) < 0)
        return -1;
    n->frame.run.fingerprint = fingerprint;
    return *ret_night == WD_NIGHT_NONE
               ? wd_fail(err, "%s: no problem %s is stored", n->options->db_path, name)
               : 0;
}

int wd_nightly_explain(const struct wd_options *options)
{
    struct nightly n = {.options = options};
    struct wd_error err;
    wd_night night = WD_NIGHT_NONE;
    int status = WD_EXIT_USAGE;

    if (options->argument_count != 1)
        return wd_say_and(WD_EXIT_USAGE, "explain --db FILE takes one fingerprint");
    if (prepare(&n, WD_HISTORY_READ) < 0)
        goto done;
    if (find_problem(&n, options->arguments[0], &night, &err) < 0 ||
        wd_night_view_make(&n.view, &n.frame, n.history, night, night, &err) < 0) {
        wd_say("%s", err.text);
        goto done;
    }
    status = wd_night_view_status(&n.view, wd_night_view_draw(&n.view, false));
done:
    done(&n);
    return status;
}
