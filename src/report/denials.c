/* ndjson-denials: one object a line, one line a denial, in the order in which inputs and records stand. */
#include <stdlib.h>

#include "report/document/document.h"
#include "report/writer.h"
#include "whydenied/report/value.h"

/* What all denials of a problem have in common; the rest of the line behind it. */
static json_t *common_of(struct wd_document *document, size_t index, struct wd_error *err)
{
    static const char *const names[] = {"rule",       "title",  "cause",  "severity",
                                        "confidence", "intent", "system", "remedies"};
    json_t *incident = wd_document_incident(document, index, err), *common = json_object();
    bool failed = !incident || !common;

    wd_value_set(common, "fingerprint", wd_value_text(wd_value_str(incident, "fingerprint")),
                 &failed);
    for (size_t i = 0; i < sizeof names / sizeof *names && !failed; i++) {
        json_t *value = json_object_get(incident, names[i]);
        wd_value_set(common, names[i], value ? json_incref(value) : json_null(), &failed);
    }
    /* Filled from other records where the denial itself does not say it. */
    wd_value_set(common, "principal", wd_value_text(wd_value_in(incident, "principal", "id")),
                 &failed);
    json_decref(incident);
    return wd_value_finish(common, failed);
}

static void put_members(struct wd_output *out, const json_t *common)
{
    for (void *it = wd_value_iter(common); it; it = wd_value_iter_next(common, it)) {
        if (strcmp(json_object_iter_key(it), "principal") == 0)
            continue;
        wd_output_printf(out, ",\"%s\":", json_object_iter_key(it));
        wd_value_put_json(out, json_object_iter_value(it));
    }
}

static void put_line(struct wd_output *out, const struct wd_denial *denial, const json_t *common)
{
    char time[WD_TIME_TEXT];
    struct wd_str principal =
        denial->principal.len ? denial->principal : wd_value_str(common, "principal");

    wd_output_putz(out, "{\"time\":");
    if (denial->time == WD_TIME_NONE)
        wd_output_putz(out, "null");
    else
        wd_output_printf(out, "\"%s\"", wd_time_format(denial->time, time));
    if (common)
        put_members(out, common);
    else
        wd_output_printf(out, ",\"fingerprint\":\"%016llx\",\"rule\":null,\"cause\":\"unknown\"",
                         (unsigned long long)denial->fingerprint);
    wd_output_putz(out, ",\"principal\":");
    if (principal.len)
        wd_value_put_string(out, principal);
    else
        wd_output_putz(out, "null");
    wd_output_put(out, denial->facts);
    wd_output_putz(out, "}\n");
}

int wd_write_denials(struct wd_document *document, const struct wd_report_options *options,
                     struct wd_output *out, struct wd_error *err)
{
    const struct wd_report_source *source = &document->source;
    size_t count = wd_document_count(document);
    json_t **common;
    struct wd_denial denial;
    int got = 0;

    (void)options;
    if (!source->next_denial)
        return wd_fail(err, "ndjson-denials: problems are stored, not single denials; read the "
                            "logs for them (analyze)");
    common = calloc(count + 1, sizeof(json_t *));
    if (!common)
        return wd_fail_memory(err);
    while ((got = source->next_denial(source->denial_context, &denial, err)) > 0) {
        size_t i = denial.incident;
        if (i < count && !common[i] && !(common[i] = common_of(document, i, err))) {
            got = -1;
            break;
        }
        put_line(out, &denial, i < count ? common[i] : NULL);
    }
    for (size_t i = 0; i < count; i++)
        json_decref(common[i]);
    free(common);
    return got;
}
