/* Records gathered to be written again as one of each: states by night, shards by key. */
#ifndef WHYDENIED_RUN_GATHER_H
#define WHYDENIED_RUN_GATHER_H

#include "run/shard.h"

struct wd_gather_night {
    wd_night night;
    struct wd_table *table;
    struct wd_rules_name rules;
};

struct wd_gather_shard {
    char key[WD_KEY_MAX];
    json_t *value;
};

/* Zeros are one that holds nothing. */
struct wd_gather {
    struct wd_gather_night *nights; /* ascending */
    size_t night_count, night_room;
    struct wd_gather_shard *shards; /* by key */
    size_t shard_count, shard_room;
    uint64_t begun;
    struct wd_rules_name begun_rules;
};

int wd_gather_take(struct wd_gather *gather, const struct wd_keyed *keyed, struct wd_error *err);
/* The night, made if need be; NULL: no memory. */
struct wd_gather_night *wd_gather_night(struct wd_gather *gather, wd_night night,
                                        struct wd_error *err);
/* Writes what it holds in the order of the keys' bytes: the shards that began, the nights' own lines if `nights`, shards,
 * incidents' states. Returns the number of lines, or -1: no memory. */
int64_t wd_gather_put(const struct wd_gather *gather, bool nights, struct wd_output *out,
                      struct wd_error *err);
void wd_gather_clear(struct wd_gather *gather); /* the room stays */
void wd_gather_done(struct wd_gather *gather);

#endif
