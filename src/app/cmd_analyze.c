/* The default command: read, group, advise, draw. */
#include <unistd.h>

#include "app/app.h"
#include "app/options/help.h"
#include "whydenied/run/denials.h"

static int analyse(struct wd_app_run *frame)
{
    struct wd_session *session = &frame->session;
    struct wd_table *table;
    struct wd_error err;

    if (wd_session_read(session, &err) < 0)
        return wd_say_and(-1, "%s", err.text);
    table = session->table;
    if (wd_session_finish(session, table, &err) < 0 ||
        wd_session_answer(session, NULL, NULL, &err) < 0)
        return wd_say_and(-1, "%s", err.text);
    return 0;
}

static int open_unmatched(struct wd_app_run *frame)
{
    struct wd_error err;

    if (!frame->options->unmatched_path)
        return 0;
    frame->run.unmatched = wd_output_open(frame->options->unmatched_path, &err);
    return frame->run.unmatched ? 0 : wd_say_and(-1, "%s", err.text);
}

/* Beside the first output that asks for them. */
static int open_denials(struct wd_app_run *frame)
{
    const struct wd_outputs *outputs = &frame->options->outputs;
    struct wd_error err;

    for (size_t i = 0; i < outputs->count && !frame->run.denials; i++)
        if (outputs->item[i].format == WD_REPORT_NDJSON_DENIALS &&
            !(frame->run.denials = wd_denials_open(outputs->item[i].path, &err)))
            return wd_say_and(-1, "%s", err.text);
    return 0;
}

static int close_unmatched(struct wd_app_run *frame)
{
    struct wd_output *out = frame->run.unmatched;
    struct wd_error err;

    frame->run.unmatched = NULL;
    if (out && wd_output_commit(out, &err) < 0)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    return WD_EXIT_OK;
}

static int run(struct wd_app_run *frame)
{
    struct wd_error err;
    int status = WD_EXIT_OK;

    if (wd_app_find_inputs(frame, &err) < 0)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    if (open_unmatched(frame) < 0)
        return WD_EXIT_USAGE;
    if (open_denials(frame) < 0)
        return WD_EXIT_OUTPUT;
    wd_sandbox_files(frame->options, &frame->session.inputs);
    if (analyse(frame) < 0)
        return WD_EXIT_DAMAGED;
    wd_app_tell(frame);
    if (frame->run.unmatched && wd_output_is_stdout(frame->run.unmatched))
        status = close_unmatched(frame); /* before the report, which goes there, too, perhaps */
    if (status == WD_EXIT_OK)
        status = wd_app_draw(frame, frame->options);
    if (status == WD_EXIT_OK)
        status = close_unmatched(frame);
    return wd_session_status(&frame->session, status, NULL, NULL);
}

int wd_cmd_analyze(const struct wd_options *options)
{
    struct wd_app_run frame;
    int status = WD_EXIT_USAGE;

    if (options->argument_count == 0 && !options->files_from && isatty(STDIN_FILENO))
        return wd_help_usage();
    if (wd_app_open(&frame, options, WD_RULES_LATE) == 0)
        status = run(&frame);
    wd_output_abandon(frame.run.unmatched);
    wd_denials_close(frame.run.denials);
    wd_app_close(&frame);
    return status;
}
