/* Suppressions: problems that somebody decided to live with, for a reason and until a date.
 *
 * A file of JSON (docs/ignore.schema.json). Each entry names what it means by fingerprint, rule, principal
 * or resource (all that is given must hold), and says why, whose it is and when it ends. Suppressed
 * incidents are counted and listed apart; entries that have expired or match nothing are told. They act when
 * a report is made, never on what is stored. */
#ifndef WHYDENIED_HISTORY_IGNORE_H
#define WHYDENIED_HISTORY_IGNORE_H

#include <jansson.h>

#include "whydenied/incident.h"

struct wd_ignore;

/* What an entry may say; no two entries say all of it alike. */
enum { WD_IGNORE_KEYS = 7 };
extern const char *const wd_ignore_keys[WD_IGNORE_KEYS];

/* NULL with the reason: unreadable, no JSON, an unknown key, a malformed date, nothing to match by.
 * `today` decides what has expired: an entry holds up to and on its last day. */
struct wd_ignore *wd_ignore_load(const char *path, wd_time today, struct wd_error *err);
void wd_ignore_free(struct wd_ignore *ignore); /* accepts NULL */

/* Sets hidden[i] for each suppressed incident of a finished table; `hidden` has wd_table_count items. */
void wd_ignore_apply(struct wd_ignore *ignore, struct wd_table *table, bool *hidden);

/* After apply: an array for the report, one object an entry with its "state": "active", "expired" or
 * "unused"; the caller's. NULL without memory. */
json_t *wd_ignore_to_json(const struct wd_ignore *ignore);
/* One sentence an entry that has expired or suppresses nothing, by name: "rule gcp.* (batch) matches nothing".
 * A new array; NULL without memory. */
json_t *wd_ignore_stale(const struct wd_ignore *ignore);

#endif
