/* The walk: libyaml's events told as items; what may not be there is refused on the way. */
#include "whydenied/base/yaml.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <yaml.h>

#include "whydenied/base/digest.h"
#include "whydenied/base/list.h"

/* A look-up goes over all names of a map: no map that people write comes near. */
enum { NAMES_MAX = 4096 };

struct walk {
    wd_yaml_sink sink;
    void *context;
    struct wd_yaml_fault *fault;
    unsigned flags;
    struct {
        bool mapping, named;
        size_t first; /* of its names */
    } levels[WD_DEPTH_MAX + 1];
    unsigned depth;
    uint64_t *names; /* hashes, of every map that is open */
    size_t name_count, name_room;
    bool done, no_memory;
};

bool wd_yaml_refuse(struct wd_yaml_fault *fault, const struct wd_yaml_item *item,
                    const char *format, ...)
{
    va_list arguments;

    fault->line = item->line;
    fault->column = item->column;
    va_start(arguments, format);
    vsnprintf(fault->text, sizeof fault->text, format, arguments);
    va_end(arguments);
    return false;
}

static bool is_strict(const struct walk *w)
{
    return (w->flags & WD_YAML_STRICT) == WD_YAML_STRICT;
}

static bool is_new_name(struct walk *w, const struct wd_yaml_item *item)
{
    uint64_t hash = wd_hash(item->text);
    size_t first = w->levels[w->depth].first;

    for (size_t i = first; i < w->name_count; i++) {
        if (w->names[i] == hash)
            return wd_yaml_refuse(w->fault, item, "\"%.*s\" stands twice",
                                  (int)(item->text.len > 64 ? 64 : item->text.len), item->text.ptr);
    }
    if (w->name_count - first >= NAMES_MAX)
        return wd_yaml_refuse(w->fault, item, "more than %d names in one map", NAMES_MAX);
    if (!wd_list_grow(&w->names, w->name_count, &w->name_room, sizeof *w->names)) {
        w->no_memory = true;
        return false;
    }
    w->names[w->name_count++] = hash;
    return true;
}

/* In a map a name must come, and then its value. Returns whether this is a name's turn. */
static bool takes_name(struct walk *w)
{
    bool name = w->levels[w->depth].mapping && !w->levels[w->depth].named;

    w->levels[w->depth].named = name;
    return name;
}

static bool open_level(struct walk *w, struct wd_yaml_item *item)
{
    if (takes_name(w))
        return wd_yaml_refuse(w->fault, item, "a name must be a word");
    if (w->depth >= WD_DEPTH_MAX)
        return wd_yaml_refuse(w->fault, item, "deeper than %u levels", WD_DEPTH_MAX);
    w->depth++;
    w->levels[w->depth].mapping = item->kind == WD_YAML_MAP;
    w->levels[w->depth].named = false;
    w->levels[w->depth].first = w->name_count;
    return w->sink(w->context, item, w->fault);
}

static bool close_level(struct walk *w, struct wd_yaml_item *item)
{
    item->kind = WD_YAML_END;
    w->name_count = w->levels[w->depth].first;
    w->depth--;
    return w->sink(w->context, item, w->fault);
}

static bool take_scalar(struct walk *w, struct wd_yaml_item *item)
{
    item->kind = WD_YAML_SCALAR;
    if (takes_name(w)) {
        item->kind = WD_YAML_NAME;
        if (is_strict(w) && !is_new_name(w, item))
            return false;
    }
    return w->sink(w->context, item, w->fault);
}

/* Anchors and tags: an event has its own members for them. */
static bool is_allowed(struct walk *w, const yaml_event_t *event, const struct wd_yaml_item *item)
{
    const yaml_char_t *anchor = NULL, *tag = NULL;

    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    if (w->flags & WD_YAML_NO_ALIASES && (anchor || event->type == YAML_ALIAS_EVENT))
        return wd_yaml_refuse(w->fault, item, "anchors and aliases are not followed");
    if (is_strict(w) && tag)
        return wd_yaml_refuse(w->fault, item, "tags have no meaning here");
    return true;
}

static bool take_event(struct walk *w, const yaml_event_t *event, size_t *documents)
{
    struct wd_yaml_item item = {.line = (unsigned)event->start_mark.line + 1,
                                .column = (unsigned)event->start_mark.column + 1};

    if (!is_allowed(w, event, &item))
        return false;
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return ++*documents == 1 || wd_yaml_refuse(w->fault, &item, "one document a file");
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        item.kind = event->type == YAML_MAPPING_START_EVENT ? WD_YAML_MAP : WD_YAML_LIST;
        return open_level(w, &item);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        return close_level(w, &item);
    case YAML_SCALAR_EVENT:
        item.text = wd_str_make((const char *)event->data.scalar.value, event->data.scalar.length);
        item.plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        return take_scalar(w, &item);
    case YAML_ALIAS_EVENT:
        item.plain = true; /* nothing without quotes: null */
        if (w->levels[w->depth].mapping && !w->levels[w->depth].named)
            return wd_yaml_refuse(w->fault, &item, "a name must be a word");
        return take_scalar(w, &item);
    default: /* the end of the document is the end, unless another one must be found out */
        w->done = event->type == YAML_STREAM_END_EVENT ||
                  (event->type == YAML_DOCUMENT_END_EVENT && !is_strict(w));
        return true;
    }
}

static bool tell_parser(const yaml_parser_t *parser, struct wd_yaml_fault *fault)
{
    fault->line = (unsigned)parser->problem_mark.line + 1;
    fault->column = (unsigned)parser->problem_mark.column + 1;
    snprintf(fault->text, sizeof fault->text, "%s", parser->problem ? parser->problem : "not YAML");
    return false;
}

int wd_yaml_walk(struct wd_str text, unsigned flags, wd_yaml_sink sink, void *context,
                 struct wd_yaml_fault *fault)
{
    struct walk w = {.sink = sink, .context = context, .fault = fault, .flags = flags};
    yaml_parser_t parser;
    size_t documents = 0;
    bool going = true;

    *fault = (struct wd_yaml_fault){.line = 1, .column = 1};
    if (!yaml_parser_initialize(&parser))
        return -1;
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.ptr, text.len);
    while (going && !w.done) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            w.no_memory = parser.error == YAML_MEMORY_ERROR;
            going = tell_parser(&parser, fault);
            break;
        }
        going = take_event(&w, &event, &documents);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    free(w.names);
    if (w.no_memory)
        return -1;
    if (going && documents == 0)
        snprintf(fault->text, sizeof fault->text, "there is nothing in it");
    return going && documents > 0;
}
