/* `report FILE...`: a saved JSON report, drawn again, several of them merged; or records of map and reduce, answered
 * as if the logs had been read here. `report --db` is the history's (cmd_nightly.c). */
#include <stdio.h>

#include "app/app.h"
#include "app/nightly.h"
#include "whydenied/run/shards.h"

/* Of a pipe the first byte is given back. */
bool wd_records_are_given(const struct wd_options *options)
{
    bool standard;
    FILE *file;
    int first;

    if (options->argument_count == 0)
        return false;
    standard = strcmp(options->arguments[0], "-") == 0;
    file = standard ? stdin : fopen(options->arguments[0], "re");
    if (!file)
        return false;
    first = getc(file);
    if (!standard)
        fclose(file);
    else if (first != EOF)
        ungetc(first, stdin);
    return first != EOF && wd_is_keyed_start((char)first);
}

static int answer(struct wd_app_run *frame)
{
    struct wd_session *session = &frame->session;
    struct wd_error err;
    int status;

    wd_sandbox_files(frame->options, &session->inputs);
    if (wd_session_take_records(session, &frame->run.paths, frame->options->allow_mixed, &err) < 0)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    if (wd_session_finish_records(session, &err) < 0 ||
        wd_session_answer(session, NULL, NULL, &err) < 0)
        return wd_say_and(WD_EXIT_DAMAGED, "%s", err.text);
    wd_app_tell(frame);
    status = wd_app_draw(frame, frame->options);
    return wd_session_status(session, status, NULL, NULL);
}

static int report_records(const struct wd_options *options)
{
    struct wd_app_run frame;
    int status = WD_EXIT_USAGE;

    if (wd_app_open(&frame, options, WD_RULES_LATE) == 0)
        status = answer(&frame);
    wd_app_close(&frame);
    return status;
}

static int report_document(const struct wd_options *options)
{
    struct wd_document *document;
    struct wd_error err;
    int status;

    if (options->argument_count == 0)
        return wd_say_and(WD_EXIT_USAGE,
                          "report takes saved JSON reports, records of map and reduce, or --db "
                          "FILE");
    document = options->argument_count == 1
                   ? wd_document_load(options->arguments[0], &err)
                   : wd_document_load_all((const char *const *)options->arguments,
                                          options->argument_count, &err);
    if (!document)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    status = wd_app_write(options, document, false);
    if (status == WD_EXIT_OK &&
        json_is_false(json_object_get(wd_document_head(document), "complete")))
        status = WD_EXIT_DAMAGED; /* as of the run itself */
    wd_document_free(document);
    return status;
}

int wd_cmd_report(const struct wd_options *options)
{
    if (options->db_path)
        return wd_nightly_report(options);
    return wd_records_are_given(options) ? report_records(options) : report_document(options);
}
