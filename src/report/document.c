/* Reading a document, whoever made it. */
#include "document.h"

const char *const wd_document_head_names[] = {
    "schema",     "complete", "lang",   "totals", "span",     "timeline",
    "breakdowns", "listed",   "inputs", "notes",  "remedies",
};
const size_t wd_document_head_name_count =
    sizeof wd_document_head_names / sizeof *wd_document_head_names;

void wd_document_free(struct wd_document *document)
{
    if (!document)
        return;
    json_decref(document->head);
    json_decref(document->tail);
    json_decref(document->incidents);
    free(document->shown);
    free(document);
}

const json_t *wd_document_head(const struct wd_document *document)
{
    return document->head;
}

const json_t *wd_document_tail(const struct wd_document *document)
{
    return document->tail;
}

size_t wd_document_count(const struct wd_document *document)
{
    return document->count;
}

json_t *wd_document_incident(struct wd_document *document, size_t index, struct wd_error *err)
{
    json_t *incident = NULL;

    if (index >= document->count) {
        wd_fail(err, "report: no incident %zu", index);
        return NULL;
    }
    if (document->incidents)
        return json_incref(json_array_get(document->incidents, index));
    incident = document->make(&document->source, document->shown[index]);
    if (!incident)
        wd_fail_memory(err);
    return incident;
}
