/* Two lines a rule: written, taken apart, and the second one read when somebody asks. */
#include "match/pack/late.h"

#include <stdlib.h>

#include "match/pack/fields.h"
#include "whydenied/base/json_value.h"

/* ---- writing ----------------------------------------------------------------------------------- */

/* One half of the rule, without its brackets. */
static bool put_half(struct wd_buf *to, const json_t *rule, bool late)
{
    const char *key;
    json_t *value, *half = json_object();
    bool whole = half != NULL;
    char *text;

    json_object_foreach ((json_t *)(uintptr_t)rule, key, value)
        if (wd_pack_is_late(key) == late)
            whole = whole && json_object_set(half, key, value) == 0;
    text = whole ? wd_json_dump(half, JSON_COMPACT) : NULL;
    json_decref(half);
    if (text)
        wd_buf_put(to, wd_str_make(text + 1, strlen(text) - 2));
    free(text);
    return text != NULL;
}

/* Matching asks for the permission of the first advice, so that has to stand in the first line. */
static bool put_rule(struct wd_buf *to, const json_t *rule)
{
    const json_t *first = json_array_get(json_object_get(rule, "advice"), 0);
    json_t *permission = json_object_get(first, "permission"),
           *own = json_copy((json_t *)(uintptr_t)rule);
    bool done = own != NULL;

    if (done && permission && !json_object_get(rule, "permission"))
        done = json_object_set(own, "permission", permission) == 0;
    wd_buf_putc(to, '{');
    done = done && put_half(to, own, false);
    wd_buf_putz(to, "\n,");
    done = done && put_half(to, own, true);
    wd_buf_putz(to, "}\n");
    json_decref(own);
    return done;
}

char *wd_pack_print(const json_t *pack)
{
    const json_t *rules = json_object_get(pack, "rules"), *rule;
    json_t *header = json_copy((json_t *)(uintptr_t)pack);
    struct wd_buf text;
    size_t i;
    bool done = header && json_object_del(header, "rules") == 0;

    wd_buf_init(&text, WD_PACK_BYTES_MAX);
    wd_buf_putc(&text, '{');
    done = done && put_half(&text, header, false);
    wd_buf_putz(&text, ",\"rules\":[\n");
    json_array_foreach (rules, i, rule) {
        if (i > 0)
            wd_buf_putc(&text, ',');
        done = done && put_rule(&text, rule);
    }
    wd_buf_putz(&text, "]}");
    json_decref(header);
    char *printed = done && !text.failed ? strdup(wd_buf_cstr(&text)) : NULL;
    wd_buf_done(&text);
    return printed;
}

/* ---- taking apart ------------------------------------------------------------------------------ */

static bool is_rest(struct wd_str line)
{
    return wd_str_starts(line, WD_STR(",\"")) && line.ptr[line.len - 1] == '}';
}

static bool is_head(struct wd_str line, bool first)
{
    return wd_str_starts(line, first ? WD_STR("{\"id\":") : WD_STR(",{\"id\":"));
}

/* No text in JSON holds the end of a line, so lines are whole pieces of it. */
bool wd_pack_heads(struct wd_str text, struct wd_buf *heads)
{
    bool first = true;
    struct wd_str line = wd_str_cut(&text, '\n');

    wd_buf_put(heads, line);
    for (line = wd_str_cut(&text, '\n'); is_head(line, first); line = wd_str_cut(&text, '\n')) {
        first = false;
        wd_buf_put(heads, line);
        wd_buf_putc(heads, '}');
        if (!is_rest(wd_str_cut(&text, '\n')))
            return false;
    }
    wd_buf_put(heads, line);
    char *padding = wd_buf_reserve(heads, WD_PADDING);
    if (padding)
        memset(padding, 0, WD_PADDING);
    return !first && wd_str_eqz(line, "]}") && wd_str_trim(text).len == 0 && padding &&
           !heads->failed;
}

struct wd_str wd_pack_next_rest(struct wd_str *text)
{
    while (text->len > 0) {
        struct wd_str line = wd_str_cut(text, '\n');
        if (is_rest(line))
            return line;
    }
    return WD_STR_NONE;
}

/* ---- reading ----------------------------------------------------------------------------------- */

static bool parse_rest(struct wd_pack_reader *reader, struct wd_rule *rule)
{
    struct wd_field rows[WD_RULE_ROWS];
    struct wd_json *parser = wd_json_new();
    struct wd_jv root;
    enum wd_json_fault fault = parser
                                   ? wd_json_parse(parser, wd_buf_str(&reader->source->text), &root)
                                   : WD_JSON_NO_MEMORY;

    reader->set->no_memory = reader->set->no_memory || fault == WD_JSON_NO_MEMORY;
    if (fault == WD_JSON_OK)
        wd_pack_object(reader, wd_pack_rows(true, rows), rule, root, "the rule");
    wd_json_free(parser);
    return fault == WD_JSON_OK && !reader->broken;
}

static void set_unreadable(struct wd_rule *rule)
{
    rule->title = (struct wd_text_i18n){.in[WD_LANG_EN] = rule->id};
    rule->why = (struct wd_text_i18n){
        .in[WD_LANG_EN] = "What this rule says cannot be read: its pack's file is damaged."};
    rule->advice_count = rule->tell_apart_count = rule->reference_count = rule->serve_count = 0;
}

int wd_rule_complete(const struct wd_rule *rule, struct wd_error *err)
{
    struct wd_rule_rest *rest = rule->rest;
    struct wd_pack_source source;
    struct wd_pack_reader reader;

    if (!rest)
        return 0;
    reader = (struct wd_pack_reader){.set = rest->set, .source = &source, .rule_id = rule->id};
    wd_pack_source_init(&source, rest->file);
    wd_buf_putc(&source.text, '{');
    wd_buf_put(&source.text, wd_str_from(rest->line, 1));
    if (!wd_pack_source_close(&source))
        rest->set->no_memory = true;
    else if (!parse_rest(&reader, rest->rule))
        set_unreadable(rest->rule);
    wd_pack_source_done(&source);
    rest->rule->rest = NULL;
    return rest->set->no_memory ? wd_fail_memory(err) : 0;
}
