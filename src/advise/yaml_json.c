/* YAML as gcloud prints it, into a JSON value: maps, lists, scalars as text. */
#include "advise/snapshot.h"

#if WD_HAVE_YAML

#include <yaml.h>

enum { DEPTH_MAX = 32, NODES_MAX = 1000000 };

struct reader {
    yaml_parser_t parser;
    const char *path;
    size_t nodes;
    struct wd_error *err;
};

static int next(struct reader *reader, yaml_event_t *event)
{
    if (!yaml_parser_parse(&reader->parser, event))
        return wd_fail(reader->err, "%s:%zu: %s", reader->path,
                       reader->parser.problem_mark.line + 1,
                       reader->parser.problem ? reader->parser.problem : "not YAML");
    return 0;
}

static json_t *value(struct reader *reader, yaml_event_t *event, unsigned depth);

/* Takes over `item`. */
static int put(json_t *into, const char *key, json_t *item)
{
    if (!item)
        return -1;
    return json_is_array(into) ? json_array_append_new(into, item)
                               : json_object_set_new(into, key, item);
}

static json_t *collection(struct reader *reader, json_t *into, yaml_event_type_t end,
                          unsigned depth)
{
    yaml_event_t event;

    while (into && next(reader, &event) == 0) {
        char *key = NULL;
        int rc = 0;
        if (event.type == end) {
            yaml_event_delete(&event);
            return into;
        }
        if (json_is_object(into)) {
            key = event.type == YAML_SCALAR_EVENT ? strdup((const char *)event.data.scalar.value)
                                                  : NULL;
            yaml_event_delete(&event);
            rc = key && next(reader, &event) == 0 ? 0 : -1;
        }
        if (rc == 0) {
            rc = put(into, key, value(reader, &event, depth));
            yaml_event_delete(&event);
        }
        free(key);
        if (rc != 0)
            break;
    }
    json_decref(into);
    return NULL;
}

static json_t *value(struct reader *reader, yaml_event_t *event, unsigned depth)
{
    if (depth > DEPTH_MAX || ++reader->nodes > NODES_MAX) {
        wd_fail(reader->err, "%s: too deep or too large", reader->path);
        return NULL;
    }
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return json_stringn((const char *)event->data.scalar.value, event->data.scalar.length);
    case YAML_MAPPING_START_EVENT:
        return collection(reader, json_object(), YAML_MAPPING_END_EVENT, depth + 1);
    case YAML_SEQUENCE_START_EVENT:
        return collection(reader, json_array(), YAML_SEQUENCE_END_EVENT, depth + 1);
    default:
        wd_fail(reader->err, "%s: not a policy in YAML", reader->path);
        return NULL;
    }
}

static json_t *document(struct reader *reader)
{
    yaml_event_t event;

    while (next(reader, &event) == 0) {
        bool head =
            event.type == YAML_STREAM_START_EVENT || event.type == YAML_DOCUMENT_START_EVENT;
        json_t *result = head ? NULL : value(reader, &event, 0);
        yaml_event_delete(&event);
        if (!head)
            return result;
    }
    return NULL;
}

json_t *wd_yaml_load(const char *path, struct wd_error *err)
{
    struct reader reader = {.path = path, .err = err};
    FILE *file = fopen(path, "re");
    json_t *result;

    if (!file || !yaml_parser_initialize(&reader.parser)) {
        if (file)
            fclose(file);
        wd_fail(err, "%s: cannot be opened", path);
        return NULL;
    }
    yaml_parser_set_input_file(&reader.parser, file);
    wd_fail(err, "%s: not a policy", path);
    result = document(&reader);
    yaml_parser_delete(&reader.parser);
    fclose(file);
    return result;
}

#else

json_t *wd_yaml_load(const char *path, struct wd_error *err)
{
    wd_fail(err, "%s: not JSON, and this program was built without YAML", path);
    return NULL;
}

#endif
