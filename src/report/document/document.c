/* Reading a document, whoever made it. */
#include "report/document/document.h"

void wd_document_free(struct wd_document *document)
{
    if (!document)
        return;
    json_decref(document->head);
    json_decref(document->local_head);
    json_decref(document->tail);
    json_decref(document->remedies);
    json_decref(document->incidents);
    json_decref(document->brief);
    wd_arena_free(document->texts);
    free(document);
}

const json_t *wd_document_head(const struct wd_document *document)
{
    return document->local_head ? document->local_head : document->head;
}

int wd_document_sum_up(struct wd_document *document, struct wd_error *err)
{
    if (document->make_sums && document->make_sums(&document->source, document->head) != 0)
        return wd_fail_memory(err);
    document->make_sums = NULL;
    return 0;
}

const json_t *wd_document_tail(const struct wd_document *document)
{
    return document->tail;
}

size_t wd_document_count(const struct wd_document *document)
{
    return document->count;
}

size_t wd_document_remedy_count(const struct wd_document *document)
{
    if (document->incidents)
        return json_array_size(document->remedies);
    return document->source.plan ? document->source.plan->count : 0;
}

json_t *wd_document_remedy(struct wd_document *document, size_t index, struct wd_error *err)
{
    return wd_document_remedy_in(document, index, WD_EXTENT_WHOLE, err);
}

json_t *wd_document_remedy_in(struct wd_document *document, size_t index, enum wd_extent extent,
                              struct wd_error *err)
{
    json_t *remedy = NULL;

    if (index >= wd_document_remedy_count(document)) {
        wd_fail(err, "report: no remedy %zu", index);
        return NULL;
    }
    if (document->incidents)
        return json_incref(json_array_get(document->remedies, index));
    remedy = document->make_remedy(document->source.plan->remedies[index], extent);
    if (!remedy)
        wd_fail_memory(err);
    return remedy;
}

json_t *wd_document_incident(struct wd_document *document, size_t index, struct wd_error *err)
{
    return wd_document_incident_in(document, index, WD_EXTENT_WHOLE, err);
}

json_t *wd_document_incident_in(struct wd_document *document, size_t index, enum wd_extent extent,
                                struct wd_error *err)
{
    json_t *incident = NULL;

    if (index >= document->count) {
        wd_fail(err, "report: no incident %zu", index);
        return NULL;
    }
    if (document->incidents)
        incident = json_incref(json_array_get(document->incidents, index));
    else
        incident = document->make(&document->source, index, extent);
    if (incident && document->local_head)
        incident = wd_document_localise(incident);
    if (!incident)
        wd_fail_memory(err);
    return incident;
}
