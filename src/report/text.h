/* The parts of the text report. Private to src/report/. */
#ifndef WHYDENIED_REPORT_TEXT_H
#define WHYDENIED_REPORT_TEXT_H

#include "text_layout.h"

/* Remedies of the document by id. */
const json_t *wd_remedy_find(const json_t *head, struct wd_str id);
/* How many remedies the "fix first" list shows, at most `max`, and the denials they answer: from the
 * top until nine in ten denials are answered. Kinds that change nothing are passed over. */
size_t wd_remedy_first(const json_t *head, size_t max, const json_t **ret_remedies,
                       uint64_t *ret_denials);
bool wd_remedy_is_change(const json_t *remedy); /* not "none", "wait", "investigate" */

void wd_text_incident(struct wd_page *page, const json_t *head, const json_t *incident);
/* The remedy's command, or why there is none; its warnings. */
void wd_text_remedy(struct wd_page *page, const json_t *remedy, bool first);
void wd_text_links(struct wd_page *page, const json_t *array);
void wd_text_inputs(struct wd_page *page, const json_t *head);
void wd_text_rules(struct wd_page *page, const json_t *tail);
/* file:record */
void wd_text_where(struct wd_buf *out, const json_t *sample);

#endif
