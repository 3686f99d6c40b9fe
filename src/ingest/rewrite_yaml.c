/* One YAML document (what `gcloud logging read` prints) as JSON, from libyaml's events.
 *
 * Quoted scalars stay strings; plain ones become numbers, booleans and null where JSON spells them
 * the same. Aliases are not followed: they are how a small document becomes a huge one. */
#include "ingest/rewrite.h"

#include "whydenied/base/limits.h"

#if WD_HAVE_YAML
#include <yaml.h>

struct level {
    bool mapping, named; /* named: the name is written, a value must follow */
    size_t count;
};

struct writer {
    struct wd_buf *out;
    struct level levels[WD_DEPTH_MAX + 1];
    unsigned depth;
    bool failed;
};

bool wd_rewrite_yaml_is_there(void)
{
    return true;
}

/* In front of a name, an element or a value. Returns whether a name must come. */
static bool before(struct writer *w)
{
    struct level *level = &w->levels[w->depth];

    if (w->depth == 0 || (level->mapping && level->named)) {
        level->named = false;
        return false;
    }
    if (level->count++ > 0)
        wd_buf_putc(w->out, ',');
    level->named = level->mapping;
    return level->mapping;
}

static void open_level(struct writer *w, bool mapping)
{
    if (before(w) || w->depth >= WD_DEPTH_MAX) {
        w->failed = true; /* a name that is no scalar, or too deep */
        return;
    }
    wd_buf_putc(w->out, mapping ? '{' : '[');
    w->levels[++w->depth] = (struct level){.mapping = mapping};
}

static void close_level(struct writer *w)
{
    wd_buf_putc(w->out, w->levels[w->depth].mapping ? '}' : ']');
    w->depth--;
}

static void write_scalar(struct writer *w, const yaml_event_t *event)
{
    struct wd_str text =
        wd_str_make((const char *)event->data.scalar.value, event->data.scalar.length);

    if (before(w)) {
        wd_rewrite_string(w->out, text);
        wd_buf_putc(w->out, ':');
    } else if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE) {
        wd_rewrite_scalar(w->out, text);
    } else {
        wd_rewrite_string(w->out, text);
    }
}

/* Returns false when the document is complete. */
static bool write_event(struct writer *w, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        open_level(w, event->type == YAML_MAPPING_START_EVENT);
        return true;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        close_level(w);
        return true;
    case YAML_SCALAR_EVENT:
        write_scalar(w, event);
        return true;
    case YAML_ALIAS_EVENT:
        w->failed = before(w);
        wd_buf_putz(w->out, "null");
        return true;
    case YAML_DOCUMENT_END_EVENT:
    case YAML_STREAM_END_EVENT:
        return false;
    default:
        return true;
    }
}

int wd_rewrite_yaml(struct wd_buf *out, struct wd_str document)
{
    struct writer w = {.out = out};
    yaml_parser_t parser;
    bool going = true, no_memory = false;

    if (!yaml_parser_initialize(&parser))
        return -1;
    yaml_parser_set_input_string(&parser, (const unsigned char *)document.ptr, document.len);
    while (going && !w.failed && !out->failed) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            w.failed = true;
            no_memory = parser.error == YAML_MEMORY_ERROR;
            break;
        }
        going = write_event(&w, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    if (no_memory)
        return -1;
    return !w.failed && !out->failed && out->len > 0;
}

#else

bool wd_rewrite_yaml_is_there(void)
{
    return false;
}

int wd_rewrite_yaml(struct wd_buf *out, struct wd_str document)
{
    (void)out;
    (void)document;
    return 0;
}

#endif
