/* Single records through the engine of analysis, and what became of them: for `rules test` and
 * `explain`. */
#ifndef WHYDENIED_RUN_BENCH_H
#define WHYDENIED_RUN_BENCH_H

#include <jansson.h>

#include "whydenied/run/engine.h"

/* The event that counts among those of a record: the first that the wanted rule won, else that any
 * rule won, else a denial, else the first. Its slices live in the bench's arena; its `root` is gone. */
struct wd_seen {
    unsigned score; /* 0: no event at all */
    size_t number;  /* of the event, from 1 */
    struct wd_event event;
    struct wd_hit hit;
};

struct wd_bench {
    struct wd_engine engine;
    struct wd_arena *arena;
    const struct wd_rule *wanted; /* may be NULL */
    struct wd_seen seen;
    size_t events;
    enum wd_skip skipped; /* why a record was not read; WD_SKIP_COUNT */
    /* Called with each event after matching, while its record is alive; may be NULL. */
    void (*look)(void *context, struct wd_bench *bench, const struct wd_event *event,
                 const struct wd_hit *hit);
    void *look_context;
};

/* The rules must live as long. 0, or -1: lack of memory. */
int wd_bench_init(struct wd_bench *bench, const struct wd_ruleset *rules, struct wd_error *err);
void wd_bench_done(struct wd_bench *bench);

/* Forgets everything: an empty table, no streams, an empty arena. */
int wd_bench_clear(struct wd_bench *bench, struct wd_error *err);
/* The table of what was read so far, the caller's; the bench is to be cleared before it reads on. */
struct wd_table *wd_bench_take_table(struct wd_bench *bench);
/* A string or an object of a pack's example: text goes line by line, then the open messages are ended; an object is one
 * record. */
int wd_bench_record(struct wd_bench *bench, const json_t *record, struct wd_error *err);
/* Records of any kind, from a reader that is closed here. What became of the input goes to *ret_report
 * (may be NULL), to be freed by the caller. */
int wd_bench_reader(struct wd_bench *bench, struct wd_reader *reader,
                    struct wd_input_report *ret_report, struct wd_error *err);

#endif
