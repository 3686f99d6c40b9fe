/* JSON text from the items of a YAML document. */
#include "whydenied/base/json_put.h"
#include "whydenied/base/yaml.h"

/* In front of a name, an element or a value. */
static void before(struct wd_yaml_json *writer, bool name)
{
    if (writer->depth == 0)
        return;
    if (writer->levels[writer->depth].named) {
        writer->levels[writer->depth].named = false;
        return;
    }
    if (writer->levels[writer->depth].count++ > 0)
        wd_buf_putc(writer->out, ',');
    writer->levels[writer->depth].named = name;
}

static void open_level(struct wd_yaml_json *writer, bool mapping)
{
    before(writer, false);
    wd_buf_putc(writer->out, mapping ? '{' : '[');
    writer->depth++;
    writer->levels[writer->depth].mapping = mapping;
    writer->levels[writer->depth].named = false;
    writer->levels[writer->depth].count = 0;
}

void wd_yaml_json_put(struct wd_yaml_json *writer, const struct wd_yaml_item *item, bool typed)
{
    switch (item->kind) {
    case WD_YAML_MAP:
    case WD_YAML_LIST:
        open_level(writer, item->kind == WD_YAML_MAP);
        break;
    case WD_YAML_END:
        wd_buf_putc(writer->out, writer->levels[writer->depth].mapping ? '}' : ']');
        writer->depth--;
        break;
    case WD_YAML_NAME:
        before(writer, true);
        wd_json_put_string(writer->out, item->text);
        wd_buf_putc(writer->out, ':');
        break;
    case WD_YAML_SCALAR:
        before(writer, false);
        if (typed && item->plain)
            wd_json_put_plain(writer->out, item->text);
        else
            wd_json_put_string(writer->out, item->text);
        break;
    }
}

struct plain_sink {
    struct wd_yaml_json writer;
    bool typed;
};

static bool put(void *context, const struct wd_yaml_item *item, struct wd_yaml_fault *fault)
{
    struct plain_sink *sink = context;

    wd_yaml_json_put(&sink->writer, item, sink->typed);
    return !sink->writer.out->failed || wd_yaml_refuse(fault, item, "too long");
}

int wd_yaml_to_json(struct wd_buf *out, struct wd_str text, unsigned flags, bool typed,
                    struct wd_yaml_fault *fault)
{
    struct plain_sink sink = {.writer = {.out = out}, .typed = typed};

    return wd_yaml_walk(text, flags, put, &sink, fault);
}
