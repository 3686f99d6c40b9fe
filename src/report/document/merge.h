/* The parts of merging saved reports. Private to src/report/. Values that are given are the callee's to change; a step
 * that fails (memory) is remembered in *failed. */
#ifndef WHYDENIED_REPORT_DOCUMENT_MERGE_H
#define WHYDENIED_REPORT_DOCUMENT_MERGE_H

#include <jansson.h>

#include "whydenied/incident.h"

/* into[name] += from[name] */
void wd_merge_add(json_t *into, const json_t *from, const char *name, bool *failed);
/* The earlier "first", the later "last"; no time gives way to one. */
void wd_merge_span(json_t *into, const json_t *from, bool *failed);
bool wd_merge_holds(const json_t *array, const json_t *value);
/* What `from` lists and `into` does not yet, behind it. */
void wd_merge_union(json_t *into, const json_t *from, bool *failed);

/* merge_incident.c: the same problem of another report; `from` is not changed. */
void wd_merge_incident(json_t *into, const json_t *from, bool *failed);
void wd_merge_unmatched(json_t *into, const json_t *from, bool *failed);

/* merge_sums.c: timeline, breakdowns and the sums of what is listed, of all incidents of the merged report. */
json_t *wd_merge_timelines(const json_t *a, const json_t *b, bool *failed);
void wd_merge_count(json_t *root, bool *failed);

/* merge_remedies.c: changes by what they say, numbered anew; `of` is the report's own list, `into` that of all. Ids in
 * incidents become places in that list until wd_merge_number_remedies. */
void wd_merge_remedies(json_t *into, const json_t *root, bool *failed);
json_t *wd_merge_number_remedies(json_t *all, json_t *incidents, uint64_t denials, bool *failed);

/* merge_finish.c: in order, with sums, numbered changes and notes; `remedies` is the list of all. */
void wd_merge_finish(json_t *root, json_t *remedies, size_t reports, bool *failed);

#endif
