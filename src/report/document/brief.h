/* A problem in brief: what its row in a list and its ten lines show, without a value where the table is at hand, for making
 * and asking values is most of what a report costs.
 *
 * Slices live as long as the document's next brief, or as long as the value it is of. What a document does not have is an
 * empty slice, 0 or NULL. */
#ifndef WHYDENIED_REPORT_DOCUMENT_BRIEF_H
#define WHYDENIED_REPORT_DOCUMENT_BRIEF_H

#include "whydenied/report.h"

struct wd_brief {
    struct wd_str severity, cause, intent, status;
    struct wd_str who, what;           /* the principal, the resource; or a group's sentence */
    struct wd_str principal, resource; /* the names alone */
    struct wd_str label, source;       /* what the principal is; how it is known */
    struct wd_str caller;              /* who began the call that the principal was refused */
    struct wd_str project, method;
    struct wd_str title, rule, fingerprint;
    struct wd_str check;            /* how to tell the likeliest other cause */
    struct wd_str note;             /* the first one, of a problem to investigate */
    struct wd_str file, text, find; /* of the first sample; find: the command that does */
    uint64_t record;
    bool has_sample;
    uint64_t count, distinct, together;
    size_t permission_count, remedy_count;
    const json_t *value; /* NULL: made without; then no night says anything of it */
    const struct wd_incident *incident;
    const struct wd_plan *plan;
    size_t index;
};

/* Problem `index`; what WD_EXTENT_LISTED does not have is empty then. 0, or -1 when the document cannot be read on. */
int wd_brief_at(struct wd_document *document, size_t index, enum wd_extent extent,
                struct wd_brief *ret_brief, struct wd_error *err);
/* Of a value that is at hand; lives as long as that. */
void wd_brief_of(const json_t *incident, struct wd_brief *ret_brief);

struct wd_str wd_brief_permission(const struct wd_brief *brief, size_t place);
struct wd_str wd_brief_remedy(const struct wd_brief *brief, size_t place); /* its id */

#endif
