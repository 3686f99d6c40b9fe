/* What a report says of its inputs, bounded: of very many files those are listed that something is to be
 * said about, then the largest; the rest are summed. The choice depends on the set of inputs alone. */
#include <stdlib.h>

#include "run/run.h"

#define LISTED_MAX 1000u

static int worth(const struct wd_input_report *report)
{
    return wd_input_partial(report)
               ? 2
               : report->note_count > 0 || report->rewritten > WD_REWRITTEN_GROWN;
}

static int compare_worth(const void *a, const void *b)
{
    const struct wd_input_report *x = *(struct wd_input_report *const *)a;
    const struct wd_input_report *y = *(struct wd_input_report *const *)b;

    if (worth(x) != worth(y))
        return worth(x) > worth(y) ? -1 : 1;
    if (x->bytes != y->bytes)
        return x->bytes > y->bytes ? -1 : 1;
    return strcmp(x->name, y->name);
}

static int compare_names(const void *a, const void *b)
{
    const struct wd_input_report *x = *(struct wd_input_report *const *)a;
    const struct wd_input_report *y = *(struct wd_input_report *const *)b;

    return strcmp(x->name, y->name);
}

static void fold(struct wd_input_rest *rest, struct wd_input_report *report)
{
    rest->files += report->end != WD_END_LEFT_OUT;
    rest->partial += wd_input_partial(report);
    rest->bytes += report->bytes;
    rest->decoded_bytes += report->decoded_bytes;
    rest->records += report->records;
    wd_input_report_done(report);
    free(report);
}

static void keep_worthiest(struct wd_session *session)
{
    qsort(session->reports, session->report_count, sizeof *session->reports, compare_worth);
    while (session->report_count > LISTED_MAX)
        fold(&session->rest, session->reports[--session->report_count]);
}

static int add(struct wd_session *session, struct wd_input_report *report, struct wd_error *err)
{
    if (!session->reports)
        session->reports = calloc((size_t)(2 * LISTED_MAX), sizeof *session->reports);
    if (!session->reports) {
        wd_input_report_done(report);
        free(report);
        return wd_fail_memory(err);
    }
    if (session->report_count == (size_t)(2 * LISTED_MAX))
        keep_worthiest(session);
    session->reports[session->report_count++] = report;
    return 0;
}

int wd_run_list_report(struct wd_session *session, struct wd_input_report *report,
                       struct wd_error *err)
{
    wd_session_note_input(session, report);
    wd_run_input_done(session, report);
    return add(session, report, err);
}

int wd_run_list_input_as(struct wd_session *session, struct wd_reader *reader, const char *name,
                         struct wd_error *err)
{
    struct wd_input_report *report = malloc(sizeof *report);
    char *copy = name ? strdup(name) : NULL;

    if (!report || (name && !copy)) {
        free(report);
        free(copy);
        return wd_fail_memory(err);
    }
    wd_reader_take_report(reader, report);
    if (copy) {
        free(report->name);
        report->name = copy;
    }
    return wd_run_list_report(session, report, err);
}

int wd_run_list_input(struct wd_session *session, struct wd_reader *reader, struct wd_error *err)
{
    return wd_run_list_input_as(session, reader, NULL, err);
}

static int list_left_out(struct wd_session *session, const struct wd_left_out_file *file,
                         struct wd_error *err)
{
    struct wd_input_report *report = calloc(1, sizeof *report);

    if (report)
        report->name = strdup(file->path);
    if (!report || !report->name) {
        free(report);
        return wd_fail_memory(err);
    }
    report->end = WD_END_LEFT_OUT;
    wd_input_note(report, "%s", file->why);
    session->partial = true;
    return add(session, report, err);
}

void wd_run_list_sort(struct wd_session *session)
{
    if (session->report_count == 0)
        return;
    keep_worthiest(session);
    qsort(session->reports, session->report_count, sizeof *session->reports, compare_names);
}

int wd_run_list_end(struct wd_session *session, struct wd_error *err)
{
    const struct wd_inputs *inputs = &session->inputs;

    for (size_t i = 0; i < inputs->left_out_count; i++)
        if (list_left_out(session, &inputs->left_out[i], err) < 0)
            return -1;
    if (inputs->left_out_unnamed > 0) {
        session->rest.partial += inputs->left_out_unnamed;
        session->partial = true;
    }
    wd_run_list_sort(session);
    return 0;
}
