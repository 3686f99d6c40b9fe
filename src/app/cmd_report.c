/* `report FILE`: a saved JSON report, drawn again. `report --db` is the history's (cmd_nightly.c). */
#include "app/app.h"
#include "app/nightly.h"
#include "app/select.h"

/* A saved report is drawn as it was made; only the database can be asked again. */
static bool asks_for_a_choice(const struct wd_options *o)
{
    return o->fail_on.count || o->ignore_path || o->policies.count || o->trust_policies.count ||
           o->own_domains.count || o->own_accounts.count || o->patterns.count ||
           wd_select_has_filters(o);
}

int wd_cmd_report(const struct wd_options *options)
{
    struct wd_document *document;
    struct wd_error err;
    int status;

    if (options->db_path)
        return wd_nightly_report(options);
    if (options->argument_count != 1)
        return wd_say_and(WD_EXIT_USAGE, "report takes one saved JSON report, or --db FILE");
    if (asks_for_a_choice(options))
        return wd_say_and(WD_EXIT_USAGE, "filters, --fail-on, --ignore, --policy, --own-* and "
                                         "--patterns act on --db, not on a saved report");
    document = wd_document_load(options->arguments[0], &err);
    if (!document)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    status = wd_app_write(options, document);
    wd_document_free(document);
    return status;
}
