/* From a table to an answer and an exit status; and what is said on the way. */
#include "run/run.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- calling back ------------------------------------------------------------------------------ */

bool wd_run_interrupted(const struct wd_session *session)
{
    return session->calls->interrupted && *session->calls->interrupted != 0;
}

void wd_run_begin(const struct wd_session *session)
{
    if (session->calls->begin)
        session->calls->begin(session->calls->context, session->inputs.total_bytes);
}

void wd_run_end(const struct wd_session *session)
{
    if (session->calls->end)
        session->calls->end(session->calls->context);
}

void wd_run_tick(const struct wd_session *session, const struct wd_reader *reader,
                 const struct wd_table *table)
{
    const struct wd_run_calls *calls = session->calls;

    if (calls->tick)
        calls->tick(calls->context, wd_reader_bytes(reader), wd_table_totals(table));
}

void wd_run_input_done(const struct wd_session *session, const struct wd_input_report *report)
{
    const struct wd_run_calls *calls = session->calls;

    if (calls->input_done && report)
        calls->input_done(calls->context, report->bytes);
}

static void __attribute__((format(printf, 2, 3)))
tell(const struct wd_session *session, const char *format, ...)
{
    char text[2048];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    session->calls->tell(session->calls->context, text);
}

/* ---- life -------------------------------------------------------------------------------------- */

int wd_session_open(struct wd_session *session, struct wd_error *err)
{
    const struct wd_run_options *options = session->options;

    session->complete = true;
    if (wd_select_check(options, session->rules, err) < 0)
        return -1;
    if (!options->ignore_path)
        return 0;
    session->ignore = wd_ignore_load(options->ignore_path, options->now, err);
    return session->ignore ? 0 : -1;
}

void wd_session_clear(struct wd_session *session)
{
    wd_plan_free(session->plan);
    wd_table_free(session->table);
    json_decref(session->suppressed);
    json_decref(session->stale);
    session->plan = NULL;
    session->table = NULL;
    session->suppressed = NULL;
    session->stale = NULL;
    session->note_count = 0;
    session->untold = 0;
}

void wd_session_done(struct wd_session *session)
{
    wd_session_clear(session);
    wd_ignore_free(session->ignore);
    for (size_t i = 0; i < session->report_count; i++) {
        wd_input_report_done(session->reports[i]);
        free(session->reports[i]);
    }
    free(session->reports);
    wd_inputs_done(&session->inputs);
    memset(session, 0, sizeof *session);
}

void wd_session_note_input(struct wd_session *session, const struct wd_input_report *report)
{
    session->inputs_read++;
    if (report->substance && report->format == WD_FORMAT_EMPTY)
        session->unrecognised++;
    session->records += report->records;
    session->events += report->records;
    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        session->events -= report->skipped[i];
    session->outside += report->skipped[WD_SKIP_OUTSIDE];
    session->damaged = session->damaged || wd_input_damaged(report);
    session->partial = session->partial || wd_input_partial(report);
}

void wd_session_note_earlier(struct wd_session *session, uint64_t inputs)
{
    if (inputs == 0 || session->partial)
        return; /* what is left out in this run is told with its inputs */
    session->partial = true;
    snprintf(session->earlier_note, sizeof session->earlier_note,
             "%llu input%s of these nights could not be read whole", (unsigned long long)inputs,
             inputs == 1 ? "" : "s");
    session->notes[session->note_count++] = session->earlier_note;
}

/* ---- the answer -------------------------------------------------------------------------------- */

int wd_session_finish(struct wd_session *session, struct wd_table *table, struct wd_error *err)
{
    session->table = table;
    if (wd_table_finish(table, &session->options->finish, err) < 0)
        return -1;
    return wd_totals_check(wd_table_totals(table), err);
}

/* What somebody accepted is said to be so whatever the filters; then the filters decide. */
static enum wd_left_out place_of(struct wd_session *session, size_t index, bool accepted)
{
    bool untold, listed;

    if (accepted)
        return WD_LEFT_SUPPRESSED;
    listed = wd_select_narrow(session->options, session->table, index, &untold);
    session->untold += untold;
    return listed ? WD_LISTED : WD_LEFT_SELECTED;
}

static int apply_ignore(struct wd_session *session, bool *accepted, struct wd_error *err)
{
    if (!session->ignore)
        return 0;
    wd_ignore_apply(session->ignore, session->table, accepted);
    session->suppressed = wd_ignore_to_json(session->ignore);
    session->stale = wd_ignore_stale(session->ignore);
    return session->suppressed && session->stale ? 0 : wd_fail_memory(err);
}

static void note_cut(struct wd_session *session, size_t cut)
{
    if (cut == 0)
        return;
    snprintf(session->top_note, sizeof session->top_note,
             "--top %zu: %zu more problem%s not listed", session->options->top, cut,
             cut == 1 ? " is" : "s are");
    session->notes[session->note_count++] = session->top_note;
}

static void note_filters(struct wd_session *session, size_t gone, size_t count)
{
    if (!wd_select_has_filters(session->options))
        return;
    snprintf(session->filter_note, sizeof session->filter_note,
             "filters: %zu of %zu problems are not listed", gone, count);
    session->notes[session->note_count++] = session->filter_note;
    if (!session->untold)
        return;
    snprintf(session->untold_note, sizeof session->untold_note,
             "filters: of %zu problem%s with very many principals not every name was kept; whether "
             "others fit cannot be told",
             session->untold, session->untold == 1 ? "" : "s");
    session->notes[session->note_count++] = session->untold_note;
}

/* What a folder holds that is no log; files left out stand among the inputs. */
static void note_passed_over(struct wd_session *session)
{
    const struct wd_inputs *inputs = &session->inputs;
    size_t i = 0;

    while (i < inputs->note_count && session->note_count < WD_SESSION_NOTES - 1)
        session->notes[session->note_count++] = inputs->notes[i++];
    if (i == inputs->note_count)
        return;
    snprintf(session->others_note, sizeof session->others_note, "and %zu more were left out",
             inputs->note_count - i);
    session->notes[session->note_count++] = session->others_note;
}

static int select_incidents(struct wd_session *session,
                            bool (*silent)(void *context, const struct wd_incident *incident),
                            void *context, struct wd_error *err)
{
    size_t count = wd_table_count(session->table), gone = 0, cut = 0, listed = 0;
    bool *accepted = calloc(count + 1, sizeof *accepted);
    enum wd_left_out *why = calloc(count + 1, sizeof *why);
    int status = accepted && why ? apply_ignore(session, accepted, err) : wd_fail_memory(err);

    for (size_t i = 0; accepted && why && i < count && status == 0; i++) {
        const struct wd_incident *incident = wd_table_at(session->table, i);
        why[i] = place_of(session, i, accepted[i]);
        gone += why[i] == WD_LEFT_SELECTED;
        if (why[i] == WD_LISTED && silent && silent(context, incident))
            why[i] = WD_LEFT_SELECTED;
        if (why[i] == WD_LISTED && session->options->top && listed++ >= session->options->top) {
            why[i] = WD_LEFT_SELECTED;
            cut++;
        }
    }
    if (status == 0) {
        wd_table_leave_out(session->table, why);
        note_filters(session, gone, count);
        note_cut(session, cut);
        status = wd_totals_check(wd_table_totals(session->table), err);
    }
    free(accepted);
    free(why);
    return status;
}

/* Names of files and what was said about them go with the rest: a report for strangers. */
static int anonymise(struct wd_session *session, struct wd_error *err)
{
    session->note_count = 0;
    json_decref(session->suppressed);
    session->suppressed = NULL;
    for (size_t i = 0; i < session->report_count; i++)
        if (wd_input_report_anonymise(session->reports[i], i + 1) < 0)
            return wd_fail_memory(err);
    return wd_table_anonymise(session->table, err);
}

int wd_session_answer(struct wd_session *session,
                      bool (*silent)(void *context, const struct wd_incident *incident),
                      void *context, struct wd_error *err)
{
    if (wd_advisor_judge(session->advisor, session->table, err) < 0 ||
        select_incidents(session, silent, context, err) < 0)
        return -1;
    note_passed_over(session);
    if (session->options->anonymise && anonymise(session, err) < 0)
        return -1;
    session->plan = wd_plan_build(session->advisor, session->table, err);
    return session->plan ? 0 : -1;
}

/* There was something, and no record in it. */
static bool found_nothing(const struct wd_session *session)
{
    return session->records == 0 && session->unrecognised > 0 && session->known == 0;
}

static bool is_whole(const struct wd_session *session)
{
    return session->complete && !session->partial && !found_nothing(session);
}

void wd_session_source(const struct wd_session *session, enum wd_lang lang,
                       struct wd_report_source *ret_source)
{
    *ret_source = (struct wd_report_source){
        .table = session->table,
        .plan = session->plan,
        .advisor = session->advisor,
        .rules = session->rules,
        .inputs = session->reports,
        .input_count = session->report_count,
        .lang = lang,
        .rest = session->rest,
        .coverage = true,
        .complete = is_whole(session),
        .notes = session->notes,
        .note_count = session->note_count,
        .suppressed = session->suppressed,
        .next_denial = session->options->denials ? wd_session_next_denial : NULL,
        .denial_context = (void *)(uintptr_t)session,
    };
}

/* ---- what is said, and how it ends --------------------------------------------------------------- */

/* The report says it too, but a cron mail may be all that is read. */
void wd_session_tell(const struct wd_session *session)
{
    for (size_t i = 0; i < json_array_size(session->stale); i++)
        tell(session, "%s: %s", session->options->ignore_path,
             json_string_value(json_array_get(session->stale, i)));
    for (size_t i = 0; i < session->report_count; i++) {
        const struct wd_input_report *report = session->reports[i];
        for (unsigned n = 0; n < report->note_count && n < WD_NOTES_MAX; n++)
            tell(session, "%s: %s", report->name, report->notes[n]);
    }
    for (size_t i = 0; i < session->inputs.note_count; i++)
        tell(session, "%s", session->inputs.notes[i]);
}

/* An incident that was not seen tonight is a finding only as news. What no rule matched has no history. */
static bool fails(const struct wd_session *session,
                  const char *(*status_of)(void *context, const struct wd_incident *incident),
                  void *context)
{
    const struct wd_table *table = session->table;

    if (!table)
        return false;
    for (size_t i = 0; i < wd_table_count(table); i++) {
        const struct wd_incident *incident = wd_table_at(table, i);
        const char *status = status_of ? status_of(context, incident) : NULL;
        if ((incident->count > 0 || (status && strcmp(status, "new") == 0)) &&
            wd_select_fails(session->options, incident, status))
            return true;
    }
    for (size_t i = 0; i < wd_table_unmatched_count(table) && !status_of; i++)
        if (wd_select_fails(session->options, wd_table_unmatched_at(table, i), NULL))
            return true;
    return false;
}

int wd_session_status(const struct wd_session *session, int written,
                      const char *(*status_of)(void *context, const struct wd_incident *incident),
                      void *context)
{
    if (wd_run_interrupted(session))
        return 128 + *session->calls->interrupted;
    if (written != WD_EXIT_OK)
        return written;
    if (session->damaged)
        return WD_EXIT_DAMAGED;
    if (found_nothing(session))
        return WD_EXIT_UNRECOGNISED;
    if (session->records > 0 && session->events == 0 && session->outside == 0 &&
        session->known == 0)
        return WD_EXIT_UNRECOGNISED;
    if (session->partial)
        return WD_EXIT_DAMAGED;
    return fails(session, status_of, context) ? WD_EXIT_FINDINGS : WD_EXIT_OK;
}
