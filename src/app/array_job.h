/* Which part of an array job this is; and whether report is given the records of such parts. */
#ifndef WHYDENIED_APP_ARRAY_JOB_H
#define WHYDENIED_APP_ARRAY_JOB_H

#include "app/app.h"

/* cmd_report.c: whether the arguments are records, by the first byte of the first file; standard input keeps it. */
bool wd_records_are_given(const struct wd_options *options);

/* array_job.c: which part this is. Fills shard, shards and label of `run` from --shard and the environment; `label`
 * has room for it. -1 after telling why. */
#define WD_SHARD_LABEL_MAX 32u
int wd_shard_choose(const struct wd_options *options, struct wd_run_options *run,
                    char label[WD_SHARD_LABEL_MAX]);

#endif
