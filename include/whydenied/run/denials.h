/* Single denials, for the format that has a line each (ndjson-denials).
 *
 * Whether a denial is listed, and under which problem, is known only when everything was read; so they wait in a file
 * without a name, beside the output that asked for them, and go with the process. It holds what a report would show of
 * them: secrets are masked before anything is written. */
#ifndef WHYDENIED_RUN_DENIALS_H
#define WHYDENIED_RUN_DENIALS_H

#include "whydenied/run/engine.h"

struct wd_denials;

/* In the folder of `output`; "-": in that for temporary files (TMPDIR). */
struct wd_denials *wd_denials_open(const char *output, struct wd_error *err);
void wd_denials_close(struct wd_denials *denials); /* accepts NULL */
/* As an observer of the engine, which must be thorough. What cannot be written is told when they are read. */
void wd_denials_keep(struct wd_denials *denials, const struct wd_engine *engine, const char *file,
                     const struct wd_event *event, const struct wd_hit *hit);

#endif
