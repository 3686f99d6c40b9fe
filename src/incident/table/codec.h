/* The two halves of the codec, and what they agree on. */
#ifndef WHYDENIED_INCIDENT_TABLE_CODEC_H
#define WHYDENIED_INCIDENT_TABLE_CODEC_H

#include <jansson.h>

#include "incident/table/table.h"
#include "whydenied/base/buf.h"
#include "whydenied/incident/state.h"

#define WD_STATE_VERSION     2 /* 1: without former names; still read */
#define WD_ENTRY_MEMBERS_MAX 40u

/* Totals that are kept as they are; those of denials follow from the incidents. */
size_t wd_codec_totals(struct wd_totals *totals, uint64_t *ret_numbers[24]);

json_t *wd_entry_to_json(const struct wd_entry *entry); /* without its keys */
/* A new entry with what `json` says; its rule and keys are the caller's. NULL: not an entry. */
struct wd_entry *wd_entry_of_json(const json_t *json, struct wd_error *err);

json_t *wd_coverage_to_json(const struct wd_coverage *coverage);
/* False: damaged. NULL gives one that knows nothing for sure. */
bool wd_coverage_of_json(const json_t *root, struct wd_coverage *ret_coverage);

/* 16 hex digits. */
json_t *wd_hex_to_json(uint64_t value);
bool wd_hex_of_json(const json_t *json, uint64_t *ret_value);
bool wd_hex_parse(const char *digits, uint64_t *ret_value);
void wd_hex_write(uint64_t value, char out[17]);

/* Text of any bytes: a string, or {"hex": "…"} when it is not UTF-8; NULL is null. */
json_t *wd_text_to_json(const char *text);
int wd_text_of_json(const json_t *json, char **ret_text); /* owned; -1: no text, or no memory */

#endif
