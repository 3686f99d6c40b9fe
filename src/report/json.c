/* The JSON report and its line form.
 *
 * Report: one member of the top level a line, one element of the long arrays a line, so that diff,
 * grep and tail work on it. Lines: {"type":"report",…} the head, {"type":"remedy",…} and
 * {"type":"incident",…} each, {"type":"end",…} the tail. */
#include "value.h"
#include "writer.h"

static int put_member(struct wd_output *out, const char *name, const json_t *value,
                      struct wd_error *err)
{
    json_t *key = json_string(name);
    int result = key ? wd_value_put_json(out, key, err) : wd_fail_memory(err);

    json_decref(key);
    if (result == 0) {
        wd_output_putz(out, ": ");
        result = value ? wd_value_put_json(out, value, err) : 0;
    }
    return result;
}

/* An array of objects gets a line an element. */
static int put_long(struct wd_output *out, const char *name, const json_t *array,
                    struct wd_error *err)
{
    int result = put_member(out, name, NULL, err);

    wd_output_putz(out, "[");
    for (size_t i = 0; i < json_array_size(array) && result == 0; i++) {
        wd_output_putz(out, i ? ",\n" : "\n");
        result = wd_value_put_json(out, json_array_get(array, i), err);
    }
    wd_output_putz(out, "]");
    return result;
}

static int put_members(struct wd_output *out, const json_t *object, bool *first,
                       struct wd_error *err)
{
    int result = 0;

    for (void *it = wd_value_iter(object); it && result == 0; it = wd_value_iter_next(object, it)) {
        const json_t *value = json_object_iter_value(it);
        const char *name = json_object_iter_key(it);

        wd_output_putz(out, *first ? "" : ",\n");
        *first = false;
        result = json_is_array(value) && json_is_object(json_array_get(value, 0))
                     ? put_long(out, name, value, err)
                     : put_member(out, name, value, err);
    }
    return result;
}

typedef json_t *(*element_fn)(struct wd_document *document, size_t index, struct wd_error *err);

/* Elements that are made one at a time, a line each. */
static int put_elements(struct wd_output *out, struct wd_document *document, element_fn element_at,
                        size_t count, struct wd_error *err)
{
    for (size_t i = 0; i < count; i++) {
        json_t *element = element_at(document, i, err);
        int result = -1;

        wd_output_putz(out, i ? ",\n" : "\n");
        if (element)
            result = wd_value_put_json(out, element, err);
        json_decref(element);
        if (result != 0)
            return -1;
    }
    return 0;
}

int wd_write_json(struct wd_document *document, const struct wd_report_options *options,
                  struct wd_output *out, struct wd_error *err)
{
    bool first = true;

    (void)options;
    wd_output_putz(out, "{");
    if (put_members(out, wd_document_head(document), &first, err) != 0)
        return -1;
    wd_output_putz(out, ",\n\"remedies\": [");
    if (put_elements(out, document, wd_document_remedy, wd_document_remedy_count(document), err))
        return -1;
    wd_output_putz(out, "],\n\"incidents\": [");
    if (put_elements(out, document, wd_document_incident, wd_document_count(document), err))
        return -1;
    wd_output_putz(out, "]");
    first = false;
    if (put_members(out, wd_document_tail(document), &first, err) != 0)
        return -1;
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
        result = wd_value_put_json(out, line, err);
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
