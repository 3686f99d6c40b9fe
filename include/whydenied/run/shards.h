/* One input on many machines: `map` makes records of a part, `reduce` merges records of one key, and a session
 * that takes records in answers as if it had read all parts itself.
 *
 * Records are lines, KEY, a tab, JSON (src/run/keyed.h). They hold the states of the nightly database, a night
 * each; merging them is the table's own lattice, so neither parts nor their order nor the number of reducers
 * shows in a report. */
#ifndef WHYDENIED_RUN_SHARDS_H
#define WHYDENIED_RUN_SHARDS_H

#include "whydenied/run.h"

struct wd_map_sums {
    uint64_t records, skipped, events, denials; /* denials as read, before deduplication */
    uint64_t inputs, decoded_bytes;
};

/* Reads all inputs and writes their records. Without any input nothing is written. The session's table is not
 * made; its status tells how to end. -1: no memory. */
int wd_session_map(struct wd_session *session, struct wd_output *out, struct wd_map_sums *ret_sums,
                   struct wd_error *err);

struct wd_reduce_options {
    struct wd_run_list paths; /* none: standard input */
    bool unsorted;            /* keys come in any order: all is held, within the table's bounds */
    bool allow_mixed;         /* records of several rules */
};

struct wd_reduce_sums {
    uint64_t read, written, doubled; /* records; shards that came more than once */
};

/* Merges records of equal keys; `tell` (may be NULL) is called about shards that came twice. Needs no rules.
 * -1: lines that are no records, keys that are not grouped, mixed rules, no memory. */
int wd_reduce(const struct wd_reduce_options *options, const struct wd_run_calls *calls,
              struct wd_output *out, struct wd_reduce_sums *ret_sums, struct wd_error *err);

/* Whether a file holds records: by its first byte. */
bool wd_is_keyed_start(char first);
/* Records into session->table, which wd_session_finish_records takes next, and their inputs into the session's list.
 * What a part has lost is noted and the session not complete. -1: as wd_reduce. */
int wd_session_take_records(struct wd_session *session, const struct wd_run_list *paths,
                            bool allow_mixed, struct wd_error *err);
/* As wd_session_finish of that table; sums that do not hold, for records are missing, are noted and mended. */
int wd_session_finish_records(struct wd_session *session, struct wd_error *err);
/* Records into the nights of a history: each file is an input of it. */
int wd_session_fold_nights(struct wd_session *session, struct wd_history *history, wd_night untimed,
                           const struct wd_run_list *paths, bool allow_mixed, struct wd_error *err);

#endif
