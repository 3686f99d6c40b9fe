/* Progress on stderr: bytes, per cent, rate, time left, denials so far; at most ten times a second,
 * gone at the end. Nothing at all unless stderr is a terminal or --progress says so. */
#ifndef WHYDENIED_APP_PROGRESS_H
#define WHYDENIED_APP_PROGRESS_H

#include "app/app.h"
#include "whydenied/incident.h"

struct wd_progress;

struct wd_progress *wd_progress_new(const struct wd_options *options, uint64_t total_bytes);
void wd_progress_free(struct wd_progress *progress); /* wipes the line */
/* Called for every record by any worker; cheap. Both accept NULL. */
void wd_progress_tick(struct wd_progress *progress, uint64_t bytes, const struct wd_totals *totals);
void wd_progress_input_done(struct wd_progress *progress, uint64_t bytes);

#endif
