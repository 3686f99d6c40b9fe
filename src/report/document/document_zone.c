/* The same document with its times in the zone of whoever reads it; dates of nights, and texts that were made
 * before, stay as they are. */
#include "report/document/document.h"
#include "whydenied/base/timestamp.h"
#include "whydenied/report/value.h"

/* object[name], when it is a time. */
static void move_time(json_t *object, const char *name, bool *failed)
{
    wd_time t = wd_time_parse(wd_value_str(object, name), NULL);
    char local[WD_TIME_TEXT];

    if (t != WD_TIME_NONE)
        wd_value_set(object, name, json_string(wd_zone_format(t, local)), failed);
}

static json_t *moved_samples(const json_t *samples, bool *failed)
{
    json_t *copy = json_deep_copy(samples);

    for (size_t i = 0; i < json_array_size(copy); i++)
        move_time(json_array_get(copy, i), "time", failed);
    return copy;
}

json_t *wd_document_localise(json_t *incident)
{
    const json_t *samples = json_object_get(incident, "samples");
    json_t *copy = json_copy(incident); /* of a loaded document it is the document's own */
    bool failed = !copy;

    json_decref(incident);
    if (failed)
        return NULL;
    move_time(copy, "first", &failed);
    move_time(copy, "last", &failed);
    if (samples)
        wd_value_set(copy, "samples", moved_samples(samples, &failed), &failed);
    return wd_value_finish(copy, failed);
}

int wd_document_show_local(struct wd_document *document, struct wd_error *err)
{
    json_t *span = json_copy(json_object_get(document->head, "span"));
    bool failed = false;

    document->local_head = json_copy(document->head);
    if (!document->local_head)
        failed = true;
    if (span) {
        move_time(span, "first", &failed);
        move_time(span, "last", &failed);
        if (!failed)
            wd_value_set(document->local_head, "span", span, &failed);
    }
    return failed ? wd_fail_memory(err) : 0;
}

void wd_document_show_utc(struct wd_document *document)
{
    json_decref(document->local_head);
    document->local_head = NULL;
}
