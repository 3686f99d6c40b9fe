/* One worker: record in, incident out. The pipeline feeds it from readers; `explain` and `rules test`
 * feed it single records and listen. */
#ifndef WHYDENIED_RUN_ENGINE_H
#define WHYDENIED_RUN_ENGINE_H

#include "whydenied/incident.h"
#include "whydenied/ingest.h"
#include "whydenied/names.h"
#include "whydenied/read.h"

struct wd_engine {
    struct wd_normaliser *normaliser;
    struct wd_matcher *matcher;
    struct wd_table *table;
    wd_time since, until; /* WD_TIME_NONE: open; events without a time are always inside */
    /* Told of every event after matching, before it is counted; may be NULL. hit->rule is NULL
     * without a match. Slices live until it returns. */
    void (*observe)(void *context, const struct wd_event *event, const struct wd_hit *hit);
    void *observe_context;
    struct wd_event event; /* scratch: large, so not on the stack */
    struct wd_repeat_key key;
};

int wd_engine_init(struct wd_engine *engine, const struct wd_ruleset *rules, struct wd_error *err);
void wd_engine_done(struct wd_engine *engine);

/* Takes one record through normalise, match and table. Returns 0, or -1 (lack of memory). A record
 * that must be skipped is counted and its reason stored in *ret_skip (else WD_SKIP_COUNT). */
int wd_engine_record(struct wd_engine *engine, const struct wd_record *record, const char *file,
                     enum wd_skip *ret_skip, struct wd_error *err);
/* The joined messages still open at the end of an input. */
int wd_engine_flush(struct wd_engine *engine, const char *file, struct wd_error *err);

#endif
