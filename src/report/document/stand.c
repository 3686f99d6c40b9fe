/* Where the problems of a document stand. */
#include "report/document/stand.h"

#include "report/document/document.h"
#include "whydenied/report/value.h"

static struct wd_str id_at(const struct wd_document *document, size_t index)
{
    if (document->incidents)
        return wd_value_str(json_array_get(document->remedies, index), "id");
    return wd_str_of(document->source.plan->remedies[index]->id);
}

size_t wd_remedy_index(struct wd_document *document, struct wd_str id)
{
    size_t count = wd_document_remedy_count(document);
    unsigned long long n = 0;

    if (id.len == 0)
        return WD_NPOS;
    /* "R7" is the seventh, unless somebody edited the report. */
    if (id.len > 1 && wd_str_to_u64(wd_str_from(id, 1), &n) && n && n <= count &&
        wd_str_eq(id_at(document, (size_t)n - 1), id))
        return (size_t)n - 1;
    for (size_t i = 0; i < count; i++)
        if (wd_str_eq(id_at(document, i), id))
            return i;
    return WD_NPOS;
}

const char *const wd_stand_statuses[WD_STAND_STATUSES] = {"new",     "back",  "growing",
                                                          "ongoing", "fixed", "quiet"};

static const char *status_of(struct wd_str word)
{
    size_t kind = wd_str_place(word, wd_stand_statuses, WD_STAND_STATUSES);

    return kind == WD_NPOS ? NULL : wd_stand_statuses[kind];
}

/* Loaded; may say anything. */
static int ask_value(struct wd_document *document, size_t index, struct wd_stand *stand,
                     struct wd_error *err)
{
    json_t *incident = wd_document_incident_in(document, index, WD_EXTENT_LISTED, err);

    if (!incident)
        return -1;
    stand->status = status_of(wd_value_str(incident, "status"));
    stand->lookalike = json_is_true(json_object_get(incident, "lookalike"));
    stand->apart = stand->lookalike || wd_value_is(incident, "cause", "not_permission");
    stand->high = wd_value_is(incident, "severity", "high");
    json_decref(incident);
    return 0;
}

int wd_stand_of(struct wd_document *document, size_t index, struct wd_stand *ret_stand,
                struct wd_error *err)
{
    const struct wd_report_source *source = &document->source;
    const struct wd_incident *incident;

    *ret_stand = (struct wd_stand){0};
    if (document->incidents)
        return ask_value(document, index, ret_stand, err);
    incident = wd_table_at(source->table, index);
    if (source->status)
        ret_stand->status =
            status_of(wd_str_of(source->status(source->annotate_context, incident)));
    ret_stand->lookalike = incident->lookalike;
    ret_stand->apart = incident->lookalike || incident->cause == WD_CAUSE_NOT_PERMISSION;
    ret_stand->high = incident->severity == WD_HIGH;
    return 0;
}

size_t wd_stand_remedy(struct wd_document *document, size_t index, size_t place, bool *ret_more)
{
    const struct wd_plan *plan = document->source.plan;
    const json_t *ids;

    if (document->incidents) {
        ids = json_object_get(json_array_get(document->incidents, index), "remedies");
        *ret_more = place < json_array_size(ids);
        return wd_remedy_index(document, wd_value_item(ids, place));
    }
    *ret_more = plan && index < plan->incident_count && place < plan->of_incident_count[index];
    return *ret_more ? plan->of_incident[index][place] : WD_NPOS;
}
