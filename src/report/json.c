/* The JSON report and its line form.
 *
 * Report: one member of the top level a line, one element of the long arrays a line, so that diff,
 * grep and tail work on it. Lines: {"type":"report",…} the head, {"type":"remedy",…} and
 * {"type":"incident",…} each, {"type":"end",…} the tail. */
#include "report/writer.h"
#include "whydenied/report/value.h"

static void put_name(struct wd_output *out, const char *name)
{
    wd_value_put_string(out, wd_str_of(name));
    wd_output_putz(out, ": ");
}

/* An array of objects gets a line an element. */
static void put_long(struct wd_output *out, const json_t *array)
{
    wd_output_putz(out, "[");
    for (size_t i = 0; i < json_array_size(array); i++) {
        wd_output_putz(out, i ? ",\n" : "\n");
        wd_value_put_json(out, json_array_get(array, i));
    }
    wd_output_putz(out, "]");
}

static void put_members(struct wd_output *out, const json_t *object, bool *first)
{
    for (void *it = wd_value_iter(object); it; it = wd_value_iter_next(object, it)) {
        const json_t *value = json_object_iter_value(it);

        wd_output_putz(out, *first ? "" : ",\n");
        *first = false;
        put_name(out, json_object_iter_key(it));
        if (json_is_array(value) && json_is_object(json_array_get(value, 0)))
            put_long(out, value);
        else
            wd_value_put_json(out, value);
    }
}

typedef json_t *(*element_fn)(struct wd_document *document, size_t index, struct wd_error *err);

/* Elements that are made one at a time, a line each. */
static int put_elements(struct wd_output *out, struct wd_document *document, element_fn element_at,
                        size_t count, struct wd_error *err)
{
    for (size_t i = 0; i < count; i++) {
        json_t *element = element_at(document, i, err);

        if (!element)
            return -1;
        wd_output_putz(out, i ? ",\n" : "\n");
        wd_value_put_json(out, element);
        json_decref(element);
    }
    return 0;
}

int wd_write_json(struct wd_document *document, const struct wd_report_options *options,
                  struct wd_output *out, struct wd_error *err)
{
    bool first = true;

    (void)options;
    wd_output_putz(out, "{");
    put_members(out, wd_document_head(document), &first);
    wd_output_putz(out, ",\n\"remedies\": [");
    if (put_elements(out, document, wd_document_remedy, wd_document_remedy_count(document), err))
        return -1;
    wd_output_putz(out, "],\n\"incidents\": [");
    if (put_elements(out, document, wd_document_incident, wd_document_count(document), err))
        return -1;
    wd_output_putz(out, "]");
    first = false;
    put_members(out, wd_document_tail(document), &first);
    wd_output_putz(out, "}\n");
    return 0;
}

/* One line: the type, then the value's own members. */
static int put_line(struct wd_output *out, const char *type, const json_t *value,
                    struct wd_error *err)
{
    json_t *line = json_pack("{s:s}", "type", type);
    int result = 0;

    if (!line || json_object_update_missing(line, (json_t *)(uintptr_t)value) != 0)
        result = wd_fail_memory(err);
    else
        wd_value_put_json(out, line);
    wd_output_putz(out, "\n");
    json_decref(line);
    return result;
}

static int put_lines(struct wd_output *out, const char *type, struct wd_document *document,
                     element_fn element_at, size_t count, struct wd_error *err)
{
    for (size_t i = 0; i < count; i++) {
        json_t *element = element_at(document, i, err);
        int result = element ? put_line(out, type, element, err) : -1;

        json_decref(element);
        if (result != 0)
            return -1;
    }
    return 0;
}

int wd_write_ndjson(struct wd_document *document, const struct wd_report_options *options,
                    struct wd_output *out, struct wd_error *err)
{
    (void)options;
    if (put_line(out, "report", wd_document_head(document), err) != 0 ||
        put_lines(out, "remedy", document, wd_document_remedy, wd_document_remedy_count(document),
                  err) != 0 ||
        put_lines(out, "incident", document, wd_document_incident, wd_document_count(document),
                  err) != 0)
        return -1;
    return put_line(out, "end", wd_document_tail(document), err);
}
