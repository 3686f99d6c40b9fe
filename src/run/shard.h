/* The !stats record: what became of a shard's inputs, from the session that read them and back into the one
 * that reports. */
#ifndef WHYDENIED_RUN_SHARD_H
#define WHYDENIED_RUN_SHARD_H

#include "run/keyed.h"

struct wd_shard_name {
    uint64_t hash;     /* of the names and bytes of the inputs: the same shard again has the same */
    const char *label; /* "3/32"; NULL */
};

/* The key and value of a session's shard; NULL: no memory. */
json_t *wd_shard_to_json(const struct wd_session *session, const struct wd_shard_name *name,
                         const struct wd_rules_name *rules);
void wd_shard_key(uint64_t hash, char out[WD_KEY_MAX]);
json_t *wd_begun_to_json(uint64_t n, const struct wd_rules_name *rules);
/* How often the shard came. */
uint64_t wd_shard_times(const json_t *value);
/* Takes `from` in; both are of one key. Which of the two says what is in it depends on them alone. -1: no
 * memory. */
int wd_shard_merge(json_t **into, json_t *from);
/* The inputs of a shard into the session's list and sums. -1: damaged, or no memory. */
int wd_shard_take(struct wd_session *session, const json_t *value, struct wd_error *err);
/* For people: the name of its first input, or of the shard. */
const char *wd_shard_word(const json_t *value);

#endif
