/* The run: inputs through workers into one table. */
#ifndef WHYDENIED_APP_PIPELINE_H
#define WHYDENIED_APP_PIPELINE_H

#include "app/app.h"
#include "whydenied/run/engine.h"

struct wd_run {
    struct wd_inputs inputs;
    struct wd_input_report **reports; /* one an input, in order; NULL until read */
    struct wd_table *table;           /* merged, not yet finished */
    bool complete;                    /* false: interrupted */
    struct wd_output *unmatched;      /* --unmatched; NULL: none; the caller's */
};

/* Reads every input of the options with options->jobs workers. 0, or -1 for lack of memory. */
int wd_run_inputs(const struct wd_options *options, const struct wd_ruleset *rules,
                  struct wd_run *run, struct wd_error *err);
void wd_run_done(struct wd_run *run);

bool wd_run_damaged(const struct wd_run *run);      /* exit 3 */
bool wd_run_unrecognised(const struct wd_run *run); /* exit 5 */

#endif
