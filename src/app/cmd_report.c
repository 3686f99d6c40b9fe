/* `report FILE`: a saved JSON report, drawn again. `report --db` is the history's (cmd_nightly.c). */
#include "app/app.h"
#include "app/nightly.h"

int wd_cmd_report(const struct wd_options *options)
{
    struct wd_document *document;
    struct wd_error err;
    int status;

    if (options->db_path)
        return wd_nightly_report(options);
    if (options->argument_count != 1)
        return wd_say_and(WD_EXIT_USAGE, "report takes one saved JSON report, or --db FILE");
    document = wd_document_load(options->arguments[0], &err);
    if (!document)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    status = wd_app_write(options, document, false);
    wd_document_free(document);
    return status;
}
