/* What stands above each change in a script or a Terraform file: who was denied what, how often, and
 * a line of the log, as comments. Shared by those two writers. */
#ifndef WHYDENIED_REPORT_COMMENTS_H
#define WHYDENIED_REPORT_COMMENTS_H

#include <jansson.h>

#include "whydenied/report.h"

struct wd_comments;

/* Reads the incidents once. NULL with an error when the document cannot be read on. */
struct wd_comments *wd_comments_read(struct wd_document *document, struct wd_error *err);
void wd_comments_free(struct wd_comments *comments);

/* A line of comment: "# " before it, the text made visible. */
void wd_comment(struct wd_output *out, const char *label, struct wd_str text);
/* Says it where part of the input was not read. */
void wd_comment_incomplete(struct wd_output *out, const json_t *head);
/* "# R3 (12 of 40 denials): summary", the evidence, warnings, links. */
void wd_comment_remedy(struct wd_output *out, const struct wd_comments *comments,
                       const json_t *head, const json_t *remedy, size_t index);
/* Whether the change answers denials by itself; the others are further ways, for reading only. */
bool wd_remedy_is_first(const json_t *remedy);

#endif
