/* What the parts of `nightly` and `report --db` share. */
#ifndef WHYDENIED_APP_NIGHTLY_H
#define WHYDENIED_APP_NIGHTLY_H

#include "app/app.h"
#include "whydenied/history.h"
#include "whydenied/history/ignore.h"

/* Draws nights of the database (--night, --last; the latest unless told). An exit status. */
int wd_nightly_report(const struct wd_options *options);

/* ---- reading: src/app/intake.c ------------------------------------------------------------------- */

#define WD_INTAKE_REPORTS 1000u /* inputs a report lists */

/* Reads the inputs that the database does not know yet. */
struct wd_intake {
    const struct wd_options *options;
    const struct wd_ruleset *rules;
    struct wd_history *history;
    wd_night untimed; /* where events without a time belong */
    struct wd_input_report *reports[WD_INTAKE_REPORTS];
    size_t report_count;
    uint64_t seen, read, records, events,
        outside; /* inputs, inputs decoded, and what was in them */
    bool damaged;
};
int wd_intake_run(struct wd_intake *intake, struct wd_inputs *inputs, struct wd_error *err);
void wd_intake_done(struct wd_intake *intake);

/* ---- drawing: src/app/night_view.c --------------------------------------------------------------- */

struct wd_night_view {
    const struct wd_options *options;
    wd_night from, to;
    struct wd_table *table; /* finished, in order of status */
    struct wd_plan *plan;
    struct wd_standing *standings; /* by index of incident */
    bool *hidden;
    json_t *suppressed, *more;
    uint64_t *news; /* fingerprints */
    size_t news_count;
};

/* What a view is made with; nothing is owned. */
struct wd_night_tools {
    const struct wd_options *options;
    const struct wd_ruleset *rules;
    struct wd_advisor *advisor;
    struct wd_ignore *ignore; /* NULL: none */
    struct wd_history *history;
};

/* Reads the nights from..to out of the database. Afterwards the database is not needed. */
int wd_night_view_make(struct wd_night_view *view, const struct wd_night_tools *tools,
                       wd_night from, wd_night to, struct wd_error *err);
void wd_night_view_done(struct wd_night_view *view);
/* Draws it; an exit status. `intake` may be NULL. */
int wd_night_view_draw(const struct wd_night_view *view, const struct wd_night_tools *tools,
                       const struct wd_intake *intake);
bool wd_night_view_fails(const struct wd_night_view *view); /* --fail-on */

#endif
