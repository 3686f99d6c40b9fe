/* The state of a table not yet finished, as lines of JSON: the same lines for the same state, whatever the
 * way it came about. Decoding merges a line into a table; lines of several states may come in any order. It
 * takes any bytes: what is no such line is an error. A rule that `rules` does not know (NULL: none) keeps its
 * id and becomes one of cause unknown, owned by the table.
 *
 * The nightly database and the records of `map` and `reduce` are made of these lines. */
#ifndef WHYDENIED_INCIDENT_STATE_H
#define WHYDENIED_INCIDENT_STATE_H

#include <jansson.h>

#include "whydenied/incident.h"

/* fingerprint: of the incident whose line it is; 0 for the first line, which holds what is of none. */
typedef int (*wd_state_line_fn)(void *context, uint64_t fingerprint, struct wd_str line,
                                struct wd_error *err);
int wd_table_encode(const struct wd_table *table, wd_state_line_fn line, void *context,
                    struct wd_error *err);
int wd_table_decode(struct wd_table *into, struct wd_str line, const struct wd_ruleset *rules,
                    struct wd_error *err);
/* The same of a line that is parsed already. */
int wd_table_decode_json(struct wd_table *into, const json_t *state, const struct wd_ruleset *rules,
                         struct wd_error *err);

#endif
