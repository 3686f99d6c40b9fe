/* Choosing among the document's remedies. Private to src/report/. */
#ifndef WHYDENIED_REPORT_REMEDY_H
#define WHYDENIED_REPORT_REMEDY_H

#include <jansson.h>
#include <stdint.h>

#include "whydenied/str.h"

/* The remedy of that id; NULL if there is none. */
const json_t *wd_remedy_find(const json_t *head, struct wd_str id);
/* How many remedies the "fix first" list shows, at most `max`, and the denials they answer: from the
 * top until nine in ten denials are answered. Kinds that change nothing are passed over. */
size_t wd_remedy_first(const json_t *head, size_t max, const json_t **ret_remedies,
                       uint64_t *ret_denials);
#define WD_REMEDY_FIRST_MAX 5u
/* The addresses of an incident and of its remedies, each once; a new array, NULL without memory. */
json_t *wd_remedy_links(const json_t *head, const json_t *incident);
bool wd_remedy_is_change(const json_t *remedy); /* not "none", "wait", "investigate" */

#endif
