/* Records of map and reduce as arguments of report. */
#ifndef WHYDENIED_APP_RECORDS_H
#define WHYDENIED_APP_RECORDS_H

#include "app/app.h"

/* Whether report's arguments are records, by the first byte of the first file; standard input keeps it. */
bool wd_records_are_given(const struct wd_options *options);

/* shard.c: which part this is. Fills shard, shards and label of `run` from --shard and the environment; `label`
 * has room for it. -1 after telling why. */
#define WD_SHARD_LABEL_MAX 32u
int wd_shard_choose(const struct wd_options *options, struct wd_run_options *run,
                    char label[WD_SHARD_LABEL_MAX]);

#endif
