/* The parts of the text report. Private to src/report/. */
#ifndef WHYDENIED_REPORT_TEXT_TEXT_H
#define WHYDENIED_REPORT_TEXT_TEXT_H

#include "report/remedy.h"
#include "report/text/text_layout.h"

void wd_text_incident(struct wd_page *page, struct wd_document *document, const json_t *incident);
/* The remedy's command, or why there is none; its warnings. */
/* label: how it stands to the one before, wd_remedy_label. */
void wd_text_remedy(struct wd_page *page, const json_t *remedy, enum wd_word label);
void wd_text_links(struct wd_page *page, const json_t *array);
void wd_text_inputs(struct wd_page *page, const json_t *head);
void wd_text_rules(struct wd_page *page, const json_t *tail);

#endif
