/* What the parts of `nightly` and `report --db` share. */
#ifndef WHYDENIED_APP_NIGHTLY_H
#define WHYDENIED_APP_NIGHTLY_H

#include "app/app.h"

/* Draws nights of the database (--night, --last; the latest unless told). An exit status. */
int wd_nightly_report(const struct wd_options *options);

/* The problem of that fingerprint on its last night (explain --db). An exit status. */
int wd_nightly_explain(const struct wd_options *options);

/* ---- drawing: src/app/night_view.c --------------------------------------------------------------- */

/* A session's answer in the light of its nights. */
struct wd_night_view {
    struct wd_app_run *frame; /* whose session holds table, plan and what is left out */
    wd_night from, to;
    struct wd_ranking *rankings; /* what the nights say of each incident, by fingerprint */
    size_t ranking_count;
    json_t *more;   /* the nights before, for the report */
    uint64_t *news; /* fingerprints */
    size_t news_count;
};

/* Reads the nights from..to out of the database. Afterwards the database is not needed. */
int wd_night_view_make(struct wd_night_view *view, struct wd_app_run *frame,
                       struct wd_history *history, wd_night from, wd_night to,
                       struct wd_error *err);
void wd_night_view_done(struct wd_night_view *view);
/* An exit status. silent: files only, nothing on standard output. */
int wd_night_view_draw(const struct wd_night_view *view, bool silent);
int wd_night_view_status(const struct wd_night_view *view, int written); /* as wd_session_status */

#endif
