/* The default command: read, group, advise, draw. Also the frame that `nightly` shares. */
#include <stdlib.h>
#include <unistd.h>

#include "app/help.h"
#include "app/input_list.h"
#include "app/pipeline.h"
#include "app/select.h"
#include "whydenied/history/ignore.h"

struct analysis {
    const struct wd_options *options;
    struct wd_ruleset *rules;
    struct wd_advisor *advisor;
    struct wd_run run;
    struct wd_plan *plan;
    struct wd_document *document;
    struct wd_ignore *ignore; /* --ignore, or NULL */
    json_t *suppressed;
    bool *hidden;
    char filter_note[128];
};

static int prepare(struct analysis *a)
{
    struct wd_error err;

    a->rules = wd_app_rules(a->options, 0);
    a->advisor = a->rules ? wd_app_advisor(a->options) : NULL;
    if (!a->advisor || !wd_select_check(a->options, a->rules))
        return -1;
    if (a->options->ignore_path) {
        a->ignore = wd_ignore_load(a->options->ignore_path, a->options->now, &err);
        if (!a->ignore)
            return wd_say_and(-1, "%s", err.text);
    }
    if (wd_input_list(a->options, &a->run.inputs, &err) < 0)
        return wd_say_and(-1, "%s", err.text);
    if (a->options->unmatched_path) {
        a->run.unmatched = wd_output_open(a->options->unmatched_path, &err);
        if (!a->run.unmatched)
            return wd_say_and(-1, "%s", err.text);
    }
    return 0;
}

/* What --ignore and the filters leave out of the list; the sums keep it. */
static int hide(struct analysis *a, struct wd_error *err)
{
    size_t count = wd_table_count(a->run.table), gone = 0;

    a->hidden = calloc(count + 1, sizeof *a->hidden);
    if (!a->hidden)
        return wd_fail_memory(err);
    if (a->ignore) {
        wd_ignore_apply(a->ignore, a->run.table, a->hidden);
        a->suppressed = wd_ignore_to_json(a->ignore);
        if (!a->suppressed)
            return wd_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++)
        if (wd_select_filtered_out(a->options, wd_table_at(a->run.table, i))) {
            a->hidden[i] = true;
            gone++;
        }
    if (wd_select_has_filters(a->options))
        snprintf(a->filter_note, sizeof a->filter_note,
                 "filters: %zu of %zu problems are not listed", gone, count);
    return 0;
}

static int analyse(struct analysis *a, struct wd_error *err)
{
    struct wd_finish_options finish;

    wd_app_finish_options(a->options, &finish);
    if (wd_run_inputs(a->options, a->rules, &a->run, err) < 0 ||
        wd_table_finish(a->run.table, &finish, err) < 0 ||
        wd_totals_check(wd_table_totals(a->run.table), err) < 0 || hide(a, err) < 0)
        return -1;
    a->plan = wd_plan_build(a->advisor, a->run.table, err);
    return a->plan ? 0 : -1;
}

static int draw(struct analysis *a)
{
    const char *const notes[] = {a->filter_note};
    const struct wd_report_source source = {
        .table = a->run.table,
        .plan = a->plan,
        .advisor = a->advisor,
        .rules = a->rules,
        .inputs = a->run.reports,
        .input_count = a->run.inputs.count,
        .lang = a->options->lang,
        .complete = a->run.complete,
        .notes = notes,
        .note_count = a->filter_note[0] ? 1 : 0,
        .hidden = a->hidden,
        .suppressed = a->suppressed,
    };
    struct wd_error err;

    a->document = wd_document_of(&source, &err);
    if (!a->document)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    return wd_app_write(a->options, a->document);
}

static int close_unmatched(struct analysis *a)
{
    struct wd_output *out = a->run.unmatched;
    struct wd_error err;

    a->run.unmatched = NULL;
    if (out && wd_output_commit(out, &err) < 0)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    return WD_EXIT_OK;
}

static bool fails(const struct analysis *a)
{
    for (size_t i = 0; i < wd_table_count(a->run.table); i++)
        if (!a->hidden[i] && wd_select_fails(a->options, wd_table_at(a->run.table, i), NULL))
            return true;
    for (size_t i = 0; i < wd_table_unmatched_count(a->run.table); i++)
        if (wd_select_fails(a->options, wd_table_unmatched_at(a->run.table, i), NULL))
            return true;
    return false;
}

/* Damage and skipped records, on stderr: the report says them too, but a cron mail may be all that is
 * read. */
static void tell_inputs(const struct analysis *a)
{
    if (a->options->quiet)
        return;
    if (a->ignore && wd_ignore_stale(a->ignore) > 0)
        wd_say("%s: %zu suppressions have expired or match nothing", a->options->ignore_path,
               wd_ignore_stale(a->ignore));
    for (size_t i = 0; i < a->run.inputs.count; i++) {
        const struct wd_input_report *report = a->run.reports[i];
        for (unsigned n = 0; report && n < report->note_count && n < WD_NOTES_MAX; n++)
            wd_say("%s: %s", report->name, report->notes[n]);
    }
    for (size_t i = 0; i < a->run.inputs.note_count; i++)
        wd_say("%s", a->run.inputs.notes[i]);
}

static int exit_status(const struct analysis *a, int written)
{
    if (wd_interrupted)
        return 128 + wd_interrupted;
    if (written != WD_EXIT_OK)
        return written;
    if (wd_run_damaged(&a->run))
        return WD_EXIT_DAMAGED;
    if (wd_run_unrecognised(&a->run))
        return WD_EXIT_UNRECOGNISED;
    return fails(a) ? WD_EXIT_FINDINGS : WD_EXIT_OK;
}

int wd_cmd_analyze(const struct wd_options *options)
{
    struct analysis a = {.options = options};
    struct wd_error err;
    int status = WD_EXIT_USAGE;

    if (options->argument_count == 0 && !options->files_from && isatty(STDIN_FILENO))
        return wd_help_usage();
    if (prepare(&a) < 0)
        goto done;
    if (analyse(&a, &err) < 0) {
        status = wd_say_and(WD_EXIT_DAMAGED, "%s", err.text);
        goto done;
    }
    tell_inputs(&a);
    status = draw(&a);
    if (status == WD_EXIT_OK)
        status = close_unmatched(&a);
    status = exit_status(&a, status);
done:
    wd_output_abandon(a.run.unmatched);
    wd_document_free(a.document);
    wd_plan_free(a.plan);
    free(a.hidden);
    json_decref(a.suppressed);
    wd_ignore_free(a.ignore);
    wd_run_done(&a.run);
    wd_advisor_free(a.advisor);
    wd_ruleset_free(a.rules);
    return status;
}
