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

#endif
