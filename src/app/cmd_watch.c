/* `watch [PATH|-]`: what is new, as it comes; and the whole report when the input ends or the user ends it.
 *
 * New problems are told as text on standard output, if that is where text goes. All outputs get the report at the
 * end; on standard output it is short then, for its problems have been told. */
#include <unistd.h>

#include "app/app.h"
#include "app/options/help.h"

struct watching {
    struct wd_app_run frame;
    const struct wd_output_option *screen; /* where problems are told as they come; NULL: nowhere */
    size_t told;                           /* problems so far */
    bool any;                              /* those, or unmatched texts */
};

static uint64_t milliseconds(void *context)
{
    (void)context;
    return wd_clock_milliseconds();
}

static const struct wd_output_option *screen_of(const struct wd_options *options)
{
    for (size_t i = 0; i < options->outputs.count; i++)
        if (strcmp(options->outputs.item[i].path, "-") == 0 &&
            options->outputs.item[i].format == WD_REPORT_TEXT)
            return &options->outputs.item[i];
    return NULL;
}

/* As outputs of the command line are drawn, but of the news alone. */
static int tell_news(struct watching *watching, struct wd_document *document)
{
    struct wd_options options = *watching->frame.options;

    options.outputs.item[0] = *watching->screen;
    options.outputs.count = 1;
    options.emit_dir = NULL;
    options.report.problems_only = true;
    options.report.problems_before = watching->told;
    return wd_app_write(&options, document, false);
}

static int show(void *context, struct wd_session *session)
{
    struct watching *watching = context;
    struct wd_report_source source;
    struct wd_document *document;
    struct wd_error err;
    int status;

    if (!watching->screen)
        return 0;
    wd_session_source(session, watching->frame.options->lang, &source);
    document = wd_document_of(&source, &err);
    if (!document)
        return wd_say_and(-1, "%s", err.text);
    status = tell_news(watching, document);
    watching->any = true;
    watching->told += wd_document_count(document);
    wd_document_free(document);
    return status == WD_EXIT_OK ? 0 : 1;
}

/* A line between the last problem and the summary. */
static void part_from_news(void)
{
    struct wd_error err;
    struct wd_output *out = wd_output_open("-", &err);

    if (out) {
        wd_output_putz(out, "\n");
        wd_output_commit(out, &err); /* what fails will fail again with the report */
    }
}

static int sum_up(struct watching *watching)
{
    struct wd_options options = *watching->frame.options;

    if (options.report.detail == WD_DETAIL_MEDIUM && watching->screen)
        options.report.detail = WD_DETAIL_LOW;
    if (watching->any)
        part_from_news();
    return wd_app_draw(&watching->frame, &options);
}

static int follow(struct watching *watching)
{
    const struct wd_watch watch = {milliseconds, show, watching};
    struct wd_session *session = &watching->frame.session;
    struct wd_error err;

    if (wd_app_find_inputs(&watching->frame, &err) < 0)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    if (session->inputs.count != 1)
        return wd_say_and(WD_EXIT_USAGE, "watch follows one file or pipe, no folder");
    wd_sandbox_files(watching->frame.options, &session->inputs);
    watching->screen = screen_of(watching->frame.options);
    if (wd_session_watch(session, &watch, &err) < 0 ||
        wd_session_finish(session, session->table, &err) < 0 ||
        wd_session_answer(session, NULL, NULL, &err) < 0)
        return wd_say_and(WD_EXIT_DAMAGED, "%s", err.text);
    wd_app_tell(&watching->frame);
    return wd_session_status(session, sum_up(watching), NULL, NULL);
}

int wd_cmd_watch(const struct wd_options *options)
{
    struct watching watching = {.screen = NULL};
    int status = WD_EXIT_USAGE;

    if (options->argument_count == 0 && isatty(STDIN_FILENO))
        return wd_help_usage();
    if (options->argument_count > 1)
        return wd_say_and(WD_EXIT_USAGE, "watch follows one input, not %zu",
                          options->argument_count);
    if (wd_app_open(&watching.frame, options, WD_RULES_LATE) == 0)
        status = follow(&watching);
    wd_app_close(&watching.frame);
    return status;
}
