/* Lines of map and reduce: KEY, a tab, a value of compact JSON sorted by name, ASCII throughout.
 *
 *   16 hex digits      {"night":"2026-09-01","rules":"…","state":{…},"v":1}   an incident's state of a night
 *   !night:2026-09-01  the same: what of a night is of no incident (sums, homes, changes, request logs)
 *   !stats:16 digits   {"complete":true,"inputs":[…],…,"rules":"…","shard":"3/32","times":1,"v":1}
 *   !begun             {"n":1,"rules":"…","v":1}: so many shards began; each ends with its !stats
 *
 * States are lines of whydenied/incident/state.h; the night of what has no time is "none". `rules` is the
 * digest of the rules, or "mixed". A value may be read again after others have parsed and written it. */
#ifndef WHYDENIED_RUN_KEYED_H
#define WHYDENIED_RUN_KEYED_H

#include "run/run.h"
#include "whydenied/incident/state.h"

#define WD_KEYED_VERSION 1
#define WD_KEY_MAX       32u /* bytes, with the end */

enum wd_keyed_kind { WD_KEYED_INCIDENT, WD_KEYED_NIGHT, WD_KEYED_STATS, WD_KEYED_BEGUN };

struct wd_rules_name { /* 16 hex digits, or "mixed" */
    char text[17];
};

struct wd_keyed {
    enum wd_keyed_kind kind;
    char key[WD_KEY_MAX];
    wd_night night; /* of states; WD_NIGHT_NONE: of what has no time */
    struct wd_rules_name rules;
    json_t *value;       /* owned */
    const json_t *state; /* in it */
};

/* A line without its end. 0, or -1 with what is wrong with it; nothing is owned then. */
int wd_keyed_parse(struct wd_keyed *ret_keyed, struct wd_str line, struct wd_error *err);
void wd_keyed_done(struct wd_keyed *keyed);

struct wd_rules_name wd_rules_name_of(const struct wd_ruleset *rules);
/* What a record of both is of: the same, or "mixed". An empty name is nobody's yet. */
void wd_rules_name_join(struct wd_rules_name *into, const struct wd_rules_name *from);

/* fingerprint 0: the night's own line. */
void wd_keyed_put_state(struct wd_output *out, const struct wd_rules_name *rules, wd_night night,
                        uint64_t fingerprint, struct wd_str state);
/* A value of members that the caller owns; -1: no memory. */
int wd_keyed_put_json(struct wd_output *out, const char *key, const json_t *value);

/* ---- files of lines ---------------------------------------------------------------------------------- */

struct wd_keyed_file {
    const char *name;
    FILE *file;
    char *line;
    size_t room;
    uint64_t number;            /* of the line */
    bool allow_mixed;           /* several rules */
    struct wd_rules_name rules; /* of all lines so far */
    uint64_t digest[2];         /* of all lines so far */
};

int wd_keyed_open(struct wd_keyed_file *file, const char *path,
                  struct wd_error *err); /* "-": stdin */
/* 1 a line, 0 the end, -1: no such line, other rules than before, or it cannot be read; with file and line.
 * The rules of earlier files may stand in `rules` before. */
int wd_keyed_next(struct wd_keyed_file *file, struct wd_keyed *ret_keyed, struct wd_error *err);
void wd_keyed_close(struct wd_keyed_file *file);

/* ---- shard.c ----------------------------------------------------------------------------------------- */

/* The !stats record: what became of a shard's inputs, from the session that read them and back into the one
 * that reports. */
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

/* ---- gather.c ---------------------------------------------------------------------------------------- */

/* Records gathered to be written again as one of each: states by night, shards by key. */
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

/* ---- key_order.c ------------------------------------------------------------------------------------- */

/* Whether equal keys stand together. Keys in ascending order need no memory; others are remembered, up to a
 * bound. */
#define WD_KEYS_REMEMBERED (1u << 20) /* 16 MiB */

/* Zeros are one that has seen nothing. */
struct wd_key_order {
    char last[WD_KEY_MAX];
    bool falls; /* not ascending */
    uint64_t *hashes;
    size_t count, capacity; /* capacity 0 after count > 0: too many, forgotten */
};

/* A key that differs from the one before. 0; -1: it was there before, or that can no longer be told. */
int wd_key_order_see(struct wd_key_order *order, const char *key, struct wd_error *err);
void wd_key_order_done(struct wd_key_order *order);

#endif
