/* One pack: its file or its folder read, parsed, its rules taken in.
 *
 * The fast parser of log records reads packs too: all of them are loaded at every start. jansson comes in for the
 * place of a mistake and for examples. YAML is compiled to JSON first. A pack is data from strangers: the size has a
 * maximum, names may stand once, and nothing in it names another file. */
#include "match/pack/fields.h"

#include <stdlib.h>

#include "match/pack/folder.h"
#include "match/pack/late.h"
#include "whydenied/base/digest.h"

static void read_pack_name(struct wd_pack_reader *reader, void *target, const char *key,
                           struct wd_jv value)
{
    (void)target;
    reader->pack = wd_pack_string(reader, key, value);
}

static void read_schema(struct wd_pack_reader *reader, void *target, const char *key,
                        struct wd_jv value)
{
    (void)target;
    int64_t n = 0;
    if (wd_jv_type(value) != WD_JSON_INTEGER || !wd_jv_int(value, &n) || n != 1)
        wd_pack_problem(reader, "P004", key, "this program reads packs of schema 1");
}

static void read_pack_system(struct wd_pack_reader *reader, void *target, const char *key,
                             struct wd_jv value)
{
    (void)target;
    const char *s = wd_pack_string(reader, key, value);
    if (s && !wd_system_parse(wd_str_of(s), &reader->system))
        wd_pack_unknown(reader, "P004", key, s, &wd_pack_systems);
}

static void read_nothing(struct wd_pack_reader *reader, void *target, const char *key,
                         struct wd_jv value)
{
    (void)reader, (void)target, (void)key, (void)value;
}

static void read_rules(struct wd_pack_reader *reader, void *target, const char *key,
                       struct wd_jv value)
{
    (void)target;
    if (wd_jv_type(value) != WD_JSON_ARRAY)
        wd_pack_problem(reader, "P004", key, "\"rules\" must be a list");
}

/* Examples stay JSON, for `rules test` to give to the engine; `kept` is the same pack, parsed by
 * jansson, or NULL when nobody asked. */
static bool keep_source(struct wd_ruleset *set, struct wd_rule *rule, const json_t *kept, size_t i)
{
    if (!kept)
        return true;
    if (!wd_ruleset_grow(set, &set->kept, set->kept_count, &set->kept_cap, sizeof(json_t *)))
        return false;
    json_t *object = json_array_get(json_object_get(kept, "rules"), i);
    rule->source = set->kept[set->kept_count++] = json_incref(object);
    rule->origin = set->sources[set->source_count - 1];
    return true;
}

/* The second line of a rule whose first one was read. */
static bool keep_rest(struct wd_pack_reader *reader, struct wd_rule *rule, struct wd_str *text)
{
    struct wd_str line = reader->rows ? wd_pack_next_rest(text) : WD_STR_NONE;
    if (line.len == 0)
        return true;
    rule->rest = wd_arena_alloc(reader->set->arena, sizeof *rule->rest);
    reader->set->no_memory = reader->set->no_memory || !rule->rest;
    if (rule->rest)
        *rule->rest = (struct wd_rule_rest){reader->set, rule, reader->source->file, line};
    return rule->rest != NULL;
}

static void take_rules(struct wd_pack_reader *reader, struct wd_jv rules, const json_t *kept)
{
    struct wd_str text = wd_buf_str(&reader->source->text);
    struct wd_ruleset *set = reader->set;
    size_t before = set->count, pack = set->pack_count;
    if (!wd_ruleset_grow(set, &set->packs, set->pack_count, &set->pack_cap, sizeof *set->packs))
        return;
    set->packs[set->pack_count++] =
        (struct wd_pack_entry){reader->pack, reader->source->file, reader->source, 0};
    reader->rule_index = 0;
    for (struct wd_jiter it = wd_jv_iter(rules); !set->no_memory && wd_jiter_next(&it);) {
        struct wd_rule *rule = wd_pack_rule(reader, it.value);
        if (rule && keep_rest(reader, rule, &text) &&
            keep_source(set, rule, kept, reader->rule_index))
            wd_ruleset_add(set, rule);
        reader->rule_index++;
    }
    set->packs[pack].rules = set->count - before;
}

static void read_parsed(struct wd_pack_reader *reader, struct wd_jv root, const json_t *kept)
{
    static const struct wd_field fields[] = {
        {"$schema", read_nothing, false}, {"pack", read_pack_name, true},
        {"schema", read_schema, true},    {"system", read_pack_system, false},
        {"rules", read_rules, true},      {NULL, NULL, false}};
    if (wd_jv_type(wd_jv_get(root, "rules")) == WD_JSON_ABSENT &&
        wd_jv_type(wd_jv_get(root, "id")) != WD_JSON_ABSENT) {
        wd_pack_problem(reader, "P005", "id",
                        "a rule alone: put it into {\"pack\": \"mine\", \"schema\": 1, \"rules\": "
                        "[ ... ]}, or write it as YAML, one rule a file");
        return;
    }
    wd_pack_object(reader, fields, NULL, root, "the pack");
    if (!reader->broken)
        take_rules(reader, wd_jv_get(root, "rules"), kept);
}

/* Lack of memory looks like a mistake in the text to jansson: is there any? */
static bool has_memory(struct wd_ruleset *set)
{
    void *some = malloc(1024);

    set->no_memory = set->no_memory || !some;
    free(some);
    return some != NULL;
}

/* jansson tells the place of a mistake, and refuses names that stand twice anywhere. */
static json_t *parse_strictly(struct wd_pack_reader *reader)
{
    json_error_t error = {.line = -1};
    const struct wd_buf *text = &reader->source->text;
    json_t *root = json_loadb(text->ptr, text->len, JSON_REJECT_DUPLICATES, &error);
    if (!root && !has_memory(reader->set))
        return NULL;
    if (!root) /* a mistake is there the second time too */
        root = json_loadb(text->ptr, text->len, JSON_REJECT_DUPLICATES, &error);
    struct wd_file_place at = {reader->source->file, error.line > 0 ? (unsigned)error.line : 1,
                               error.column > 0 ? (unsigned)error.column : 1};
    if (!root)
        wd_ruleset_note(reader->set, "P000", at, "not JSON: %s", error.text);
    return root;
}

static void read_json(struct wd_pack_reader *reader, struct wd_json *parser)
{
    bool examples = (reader->set->flags & WD_RULES_EXAMPLES) != 0;
    struct wd_jv root;
    enum wd_json_fault fault = wd_json_parse(parser, wd_buf_str(&reader->source->text), &root);
    json_t *kept = fault != WD_JSON_OK || examples ? parse_strictly(reader) : NULL;

    if (fault == WD_JSON_NO_MEMORY)
        reader->set->no_memory = true;
    else if (fault != WD_JSON_OK && kept)
        wd_ruleset_note(reader->set, "P000", (struct wd_file_place){reader->source->file, 1, 1},
                        "not JSON, too deep or too long");
    else if (fault == WD_JSON_OK && (kept || !examples))
        read_parsed(reader, root, kept);
    json_decref(kept);
}

/* Of a compiled pack what recognises its rules. False: it is to be read whole. */
static bool read_heads(struct wd_pack_reader *reader, struct wd_json *parser)
{
    struct wd_field rows[WD_RULE_ROWS];
    struct wd_buf heads;
    struct wd_jv root;
    bool late = (reader->set->flags & WD_RULES_LATE) && !reader->user;

    wd_buf_init(&heads, (size_t)WD_PACK_BYTES_MAX + WD_PADDING);
    late = late && wd_pack_heads(wd_buf_str(&reader->source->text), &heads) &&
           wd_json_parse(parser, wd_buf_str(&heads), &root) == WD_JSON_OK;
    if (late) {
        reader->rows = wd_pack_rows(false, rows);
        read_parsed(reader, root, NULL);
        reader->source->late = true;
        reader->rows = NULL;
    }
    wd_buf_done(&heads);
    return late;
}

/* A text that stays need not be looked through before somebody asks. */
static void note_digest(struct wd_ruleset *set, const struct wd_pack_source *source)
{
    struct wd_str text = wd_buf_str(&source->text);
    if (wd_ruleset_grow(set, &set->texts, set->text_count, &set->text_cap, sizeof *set->texts))
        set->texts[set->text_count++] = source->late
                                            ? (struct wd_pack_text){text, 0}
                                            : (struct wd_pack_text){WD_STR_NONE, wd_hash(text)};
}

/* The JSON of a pack that stands in the source. */
static void read_source(struct wd_ruleset *set, struct wd_pack_source *source, bool user)
{
    struct wd_json *parser = wd_json_new();
    struct wd_pack_reader reader = {.set = set,
                                    .source = source,
                                    .system = WD_SYSTEM_COUNT,
                                    .user = user,
                                    .rule_index = WD_NPOS,
                                    .rule_id = "?"};
    if (parser && wd_pack_source_close(source)) {
        if (!read_heads(&reader, parser))
            read_json(&reader, parser);
        note_digest(set, source);
    } else if (parser && source->text.len >= WD_PACK_BYTES_MAX) {
        wd_ruleset_note(set, "P000", (struct wd_file_place){.file = source->file},
                        "longer than %u bytes", WD_PACK_BYTES_MAX);
    } else {
        set->no_memory = true;
    }
    set->no_memory = set->no_memory || source->no_memory;
    wd_json_free(parser);
}

/* A source that the set keeps if places will be asked for later; NULL without memory. */
static struct wd_pack_source *open_source(struct wd_ruleset *set, const char *file)
{
    struct wd_pack_source *source = calloc(1, sizeof *source);
    if (source && wd_ruleset_grow(set, &set->sources, set->source_count, &set->source_cap,
                                  sizeof *set->sources)) {
        wd_pack_source_init(source, file);
        set->sources[set->source_count++] = source;
        return source;
    }
    free(source);
    set->no_memory = true;
    return NULL;
}

static void close_source(struct wd_ruleset *set)
{
    if (set->flags & WD_RULES_EXAMPLES || set->sources[set->source_count - 1]->late)
        return;
    wd_pack_source_done(set->sources[--set->source_count]);
    free(set->sources[set->source_count]);
}

void wd_pack_read_text(struct wd_ruleset *set, const char *name, struct wd_str text, bool user)
{
    bool sound = true;
    struct wd_pack_source *source = open_source(set, name);
    if (!source)
        return;
    if (wd_pack_is_yaml(name))
        sound = wd_pack_compile_rule(set, source, text);
    else
        wd_buf_put(&source->text, text);
    if (sound)
        read_source(set, source, user);
    close_source(set);
}

/* A pack in JSON is its own source. */
static void read_json_file(struct wd_ruleset *set, const char *path, bool user)
{
    struct wd_pack_source *source = open_source(set, path);
    if (!source)
        return;
    source->text.max = WD_PACK_BYTES_MAX;
    if (wd_pack_read_file(set, path, &source->text)) {
        source->text.max += WD_PADDING;
        read_source(set, source, user);
    }
    close_source(set);
}

void wd_pack_read(struct wd_ruleset *set, const char *path, bool user)
{
    struct wd_buf text;
    if (!wd_pack_is_yaml(path)) {
        read_json_file(set, path, user);
        return;
    }
    wd_buf_init(&text, WD_PACK_BYTES_MAX);
    if (wd_pack_read_file(set, path, &text))
        wd_pack_read_text(set, path, wd_buf_str(&text), user);
    wd_buf_done(&text);
}

void wd_pack_read_folder(struct wd_ruleset *set, const char *path, bool user)
{
    struct wd_pack_source *source = open_source(set, path);
    if (!source)
        return;
    if (wd_pack_compile_folder(set, source, path))
        read_source(set, source, user);
    close_source(set);
}
