/* One rule's YAML into JSON text, with a mark for every piece. */
#include "match/pack/yaml.h"

#include <stdio.h>

#include "whydenied/base/json_put.h"
#include "whydenied/base/limits.h"
#include "whydenied/base/yaml.h"

enum { PATH_DEPTH = 5, KEY_BYTES = 32 };

/* What a plain scalar is. FLAG: true, false and null only. */
enum type { TEXT, FLAG, TYPED };

struct compiler {
    struct wd_pack_yaml *yaml;
    struct wd_pack_source *source;
    const char *file;
    struct wd_yaml_json writer;
    unsigned depth;
    char key[PATH_DEPTH + 1][KEY_BYTES]; /* the name in force at a depth, cut; "" in lists */
    char *taken;                         /* the next scalar goes here instead of into the pack */
    bool using;                          /* the next scalar names a shared text */
    bool no_memory;
};

static bool is(const struct compiler *c, unsigned depth, const char *key)
{
    return strcmp(c->key[depth], key) == 0;
}

static bool in_record(const struct compiler *c)
{
    return c->depth > 3 && is(c, 3, "record") &&
           (is(c, 1, "examples") || is(c, 1, "counterexamples"));
}

/* The rows of the schema that are not text. A name "*" stands for any, "/" for a pointer. */
static enum type type_of(const struct compiler *c)
{
    static const struct {
        unsigned depth;
        const char *first, *name;
        enum type type;
    } rows[] = {
        {1, "version", "", TYPED},     {1, "schema", "", TYPED},
        {1, "fallback", "", FLAG},     {1, "replace", "", FLAG},
        {1, "exact", "", FLAG},        {1, "propagates", "", FLAG},
        {2, "when", "code", TYPED},    {2, "when", "http", TYPED},
        {3, "when", "code", TYPED},    {3, "when", "http", TYPED},
        {2, "when", "denial", FLAG},   {2, "when", "has_permission", FLAG},
        {2, "when", "has_role", FLAG}, {2, "when", "vendor_project", FLAG},
        {2, "when", "/", FLAG},
    };
    if (in_record(c))
        return TYPED;
    if (c->depth == 4 && is(c, 1, "examples") && is(c, 3, "expect"))
        return FLAG;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].depth != c->depth || !is(c, 1, rows[i].first) ||
            (c->yaml->plain && c->depth > 1))
            continue;
        if (c->depth == 1 || is(c, 2, rows[i].name) ||
            (rows[i].name[0] == '/' && c->key[2][0] == '/'))
            return rows[i].type;
    }
    return TEXT;
}

static bool is_flag(struct wd_str s)
{
    return wd_str_eqz(s, "true") || wd_str_eqz(s, "false") || wd_str_eqz(s, "null");
}

/* In a map of a text: title and why, the text of an advice, the check of a cause to tell apart. */
static bool in_text(const struct compiler *c)
{
    if (c->yaml->plain)
        return false;
    return (c->depth == 2 && (is(c, 1, "title") || is(c, 1, "why"))) ||
           (c->depth == 4 && ((is(c, 1, "advice") && is(c, 3, "text")) ||
                              (is(c, 1, "tell_apart") && is(c, 3, "check"))));
}

static bool put_shared_text(struct compiler *c, const struct wd_yaml_item *item,
                            struct wd_yaml_fault *fault)
{
    static const char *const languages[] = {"en", "ja"};
    const json_t *text = c->yaml->shared ? wd_pack_shared_text(c->yaml->shared, item->text) : NULL;

    c->using = false;
    c->yaml->lint = "P017";
    if (!text)
        return wd_yaml_refuse(fault, item, "no text is called \"%.*s\" in _shared.yaml",
                              (int)(item->text.len > 64 ? 64 : item->text.len), item->text.ptr);
    for (size_t i = 0; i < 2; i++) {
        const json_t *words = json_object_get(text, languages[i]);
        struct wd_yaml_item piece = {.kind = WD_YAML_NAME, .text = wd_str_of(languages[i])};
        if (!words)
            continue;
        wd_yaml_json_put(&c->writer, &piece, false);
        piece.kind = WD_YAML_SCALAR;
        piece.text = wd_str_make(json_string_value(words), json_string_length(words));
        wd_yaml_json_put(&c->writer, &piece, false);
    }
    return true;
}

/* Expressions and references may hold {{names}}. */
static bool put_expanded(struct compiler *c, const struct wd_yaml_item *item, const char *kind,
                         struct wd_yaml_fault *fault)
{
    static const struct wd_pack_shared nothing;
    struct wd_yaml_item whole = *item;
    struct wd_str unknown = WD_STR_NONE;
    struct wd_buf text;

    wd_buf_init(&text, WD_PACK_BYTES_MAX);
    bool known = wd_pack_shared_expand(c->yaml->shared ? c->yaml->shared : &nothing, kind,
                                       item->text, &text, &unknown);
    whole.text = wd_buf_str(&text);
    c->no_memory = c->no_memory || text.failed;
    if (known)
        wd_yaml_json_put(&c->writer, &whole, false);
    else
        wd_yaml_refuse(fault, item, "no %.*s is called \"%.*s\" in _shared.yaml",
                       (int)strlen(kind) - 1, kind, (int)(unknown.len > 64 ? 64 : unknown.len),
                       unknown.ptr);
    c->yaml->lint = known ? c->yaml->lint : "P017";
    wd_buf_done(&text);
    return known;
}

/* What a rule of a folder says itself: others of its pack may say the same (lint_shared.c). Titles are a rule's own. */
static void note_written(struct compiler *c, const struct wd_yaml_item *item)
{
    enum wd_pack_written_kind kind;

    if (!c->yaml->shared)
        return;
    if (c->depth == 3 && is(c, 1, "match") && is(c, 3, "re"))
        kind = WD_WRITTEN_EXPRESSION;
    else if (c->depth <= 2 && is(c, 1, "references") && !wd_str_starts(item->text, WD_STR("{{")))
        kind = WD_WRITTEN_REFERENCE;
    else if (in_text(c) && !is(c, 1, "title") && is(c, c->depth, "en"))
        kind = WD_WRITTEN_TEXT;
    else
        return;
    wd_pack_source_wrote(c->source, kind, item->text,
                         (struct wd_file_place){c->file, item->line, item->column});
}

static bool put_scalar(struct compiler *c, const struct wd_yaml_item *item,
                       struct wd_yaml_fault *fault)
{
    enum type type = type_of(c);

    if (c->using)
        return put_shared_text(c, item, fault);
    note_written(c, item);
    if (!c->yaml->plain && c->depth == 3 && is(c, 1, "match") && is(c, 3, "re"))
        return put_expanded(c, item, "fragments", fault);
    if (!c->yaml->plain && c->depth <= 2 && is(c, 1, "references"))
        return put_expanded(c, item, "references", fault);
    wd_yaml_json_put(&c->writer, item, type == TYPED || (type == FLAG && is_flag(item->text)));
    return true;
}

/* The header of a pack may stand in a file that stands alone. */
static char *header_room(struct compiler *c, struct wd_str name)
{
    if (c->yaml->plain || c->depth != 1)
        return NULL;
    return wd_str_eqz(name, "pack")     ? c->yaml->pack
           : wd_str_eqz(name, "schema") ? c->yaml->schema
                                        : NULL;
}

/* As far as there is room, or to a NUL. */
static void keep_key(char key[KEY_BYTES], struct wd_str name)
{
    size_t len = name.len < KEY_BYTES ? name.len : KEY_BYTES - 1;

    memcpy(key, name.ptr, len);
    key[len] = '\0';
}

static bool take_name(struct compiler *c, const struct wd_yaml_item *item,
                      struct wd_yaml_fault *fault)
{
    if (c->depth <= PATH_DEPTH)
        keep_key(c->key[c->depth], item->text);
    if (in_text(c) && wd_str_eqz(item->text, "use")) {
        c->using = true;
        return true;
    }
    if (!c->yaml->plain && c->depth == 1 && wd_str_eqz(item->text, "rules")) {
        c->yaml->lint = "P001";
        return wd_yaml_refuse(fault, item,
                              "a YAML file holds one rule: give each a file of its own");
    }
    c->taken = header_room(c, item->text);
    if (c->taken && c->yaml->shared) {
        c->yaml->lint = "P001";
        return wd_yaml_refuse(fault, item, "\"%.*s\" stands in _shared.yaml",
                              WD_STR_ARG(item->text));
    }
    if (!c->taken)
        wd_yaml_json_put(&c->writer, item, false);
    return true;
}

static bool take_header(struct compiler *c, const struct wd_yaml_item *item)
{
    snprintf(c->taken, WD_PACK_NAME_BYTES, "%.*s",
             (int)(item->text.len < WD_PACK_NAME_BYTES ? item->text.len : WD_PACK_NAME_BYTES - 1),
             item->text.len ? item->text.ptr : "");
    c->taken = NULL;
    return true;
}

static bool open_level(struct compiler *c, const struct wd_yaml_item *item,
                       struct wd_yaml_fault *fault)
{
    if (c->using || c->taken) {
        c->yaml->lint = "P004";
        return wd_yaml_refuse(fault, item, "a name must stand here");
    }
    c->depth++;
    if (c->depth <= PATH_DEPTH)
        c->key[c->depth][0] = '\0';
    wd_yaml_json_put(&c->writer, item, false);
    return true;
}

static bool take_item(void *context, const struct wd_yaml_item *item, struct wd_yaml_fault *fault)
{
    struct compiler *c = context;

    if (c->depth == 0 && item->kind != WD_YAML_MAP)
        return wd_yaml_refuse(fault, item,
                              "a file holds one rule: names and values from \"id\" on");
    if (item->kind != WD_YAML_END && !in_record(c))
        wd_pack_source_mark(c->source, (struct wd_file_place){c->file, item->line, item->column});
    if (c->writer.out->failed)
        return wd_yaml_refuse(fault, item, "the pack is longer than %u bytes", WD_PACK_BYTES_MAX);
    switch (item->kind) {
    case WD_YAML_NAME:
        return take_name(c, item, fault);
    case WD_YAML_SCALAR:
        return c->taken ? take_header(c, item) : put_scalar(c, item, fault);
    case WD_YAML_END:
        c->depth--;
        wd_yaml_json_put(&c->writer, item, false);
        return true;
    default:
        return open_level(c, item, fault);
    }
}

/* What libyaml's words mean to whoever wrote a rule. */
static const char *hint_of(const char *fault)
{
    static const struct {
        const char *said, *hint;
    } hints[] = {
        {"cannot start any token",
         ": blanks indent, a tab does not; a quote ends a text in quotes, "
         "in it stands twice"},
        {"mapping values are not allowed", ": a text with a colon in it needs quotes"},
        {"did not find expected", ": look above for a quote that is not closed, or another indent"},
        {"unknown escape", ": put expressions in single quotes"},
        {"could not find expected", ": a name lacks its colon, or a line its indent"},
    };

    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (strstr(fault, hints[i].said))
            return hints[i].hint;
    return "";
}

int wd_pack_yaml_compile(struct wd_pack_yaml *yaml, struct wd_pack_source *source, const char *file,
                         struct wd_str text)
{
    struct compiler c = {
        .yaml = yaml, .source = source, .file = file, .writer = {.out = &source->text}};
    size_t len = source->text.len, marks = source->mark_count;
    struct wd_yaml_fault fault;

    yaml->lint = "P000";
    int got = wd_yaml_walk(text, WD_YAML_STRICT, take_item, &c, &fault);
    if (c.no_memory || source->no_memory)
        got = -1;
    if (got == 1)
        return 1;
    yaml->line = fault.line;
    yaml->column = fault.column;
    snprintf(yaml->fault, sizeof yaml->fault, "%s%s", fault.text, hint_of(fault.text));
    source->text.len = len;
    source->mark_count = marks;
    return got;
}
