/* The codec of a table: what its files agree on.
 *
 *   codec.c, codec_read.c      a table as lines, and back
 *   codec_entry.c              a line of an incident: its names, and the members that tables list
 *   codec_words.c              … words, flags and numbers
 *   codec_facts.c              … who was denied what on what
 *   codec_seen.c               … when, where, how often
 *   codec_own.c                … hashes, and which of them follow from the facts
 *   codec_coverage.c           the logs that were seen
 *   codec_values.c             hashes, texts, totals */
#ifndef WHYDENIED_INCIDENT_TABLE_CODEC_H
#define WHYDENIED_INCIDENT_TABLE_CODEC_H

#include <jansson.h>

#include "incident/table/table.h"
#include "whydenied/base/buf.h"
#include "whydenied/incident/state.h"

/* 1: without former names; 2: every member is there. Both are still read: a member that is left out is what it usually
 * is, or follows from others, and one that is there is as it says. */
#define WD_STATE_VERSION     3
#define WD_ENTRY_MEMBERS_MAX 40u

/* ---- members of an incident ---- */

/* A member: written, as null where it is to be left out, NULL for lack of memory; and read, from NULL where it was left
 * out, false where it is damaged. The tables end with a NULL, and are read from their top. */
struct wd_codec_fact {
    const char *name;
    json_t *(*put)(const struct wd_incident *incident);
    bool (*get)(struct wd_incident *incident, const json_t *json);
};
extern const struct wd_codec_fact wd_codec_words[], wd_codec_facts[], wd_codec_seen[];

/* The same of what is an entry's own, beside what follows from its facts. */
struct wd_codec_own {
    const char *name;
    json_t *(*put)(const struct wd_entry *entry, const struct wd_sighting *follows);
    bool (*get)(struct wd_entry *entry, const struct wd_sighting *follows, const json_t *json);
};
extern const struct wd_codec_own wd_codec_own[];

/* The names (with a rule), `same`, the resource and the links that an event with these facts would have. */
void wd_codec_follow(const struct wd_incident *incident, const char *rule_id,
                     struct wd_sighting *ret_follows);

json_t *wd_entry_to_json(const struct wd_entry *entry); /* without its keys */
/* A new entry with what `json` says; its rule and keys are the caller's. NULL: not an entry. */
struct wd_entry *wd_entry_of_json(const json_t *json, struct wd_error *err);

/* ---- the head ---- */

/* Totals that are kept as they are; those of denials follow from the incidents. */
size_t wd_codec_totals(struct wd_totals *totals, uint64_t *ret_numbers[24]);

json_t *wd_coverage_to_json(const struct wd_coverage *coverage);
/* False: damaged. NULL gives one that knows nothing for sure. */
bool wd_coverage_of_json(const json_t *root, struct wd_coverage *ret_coverage);

/* ---- values ---- */

json_t *wd_codec_left_out(void);
/* Appending fails without memory only, and then the array is too short: NULL, and it is freed. */
json_t *wd_codec_whole(json_t *array, size_t count);
void wd_codec_trim(json_t *array); /* without the nulls at its end */

/* 16 hex digits. */
json_t *wd_hex_to_json(uint64_t value);
bool wd_hex_of_json(const json_t *json, uint64_t *ret_value);
bool wd_hex_parse(const char *digits, uint64_t *ret_value);
void wd_hex_write(uint64_t value, char out[17]);
json_t *wd_hashes_to_json(const uint64_t *hashes, size_t count);
/* From `least` to `count` of them; the rest stays as it is. */
bool wd_hashes_of_json(const json_t *array, uint64_t *hashes, size_t least, size_t count);

json_t *wd_time_to_json(wd_time t); /* nanoseconds, or null */
bool wd_time_of_json(const json_t *json, wd_time *ret_time);
bool wd_count_of_json(const json_t *json, uint64_t *ret_count);

/* Text of any bytes: a string, or {"hex": "…"} when it is not UTF-8; NULL is null. */
json_t *wd_text_to_json(const char *text);
int wd_text_of_json(const json_t *json, char **ret_text); /* owned; -1: no text, or no memory */

#endif
