/* One problem as a section of a Markdown report, and the tools to write it. */
#include "report/markdown/markdown.h"
#include "report/remedy.h"
#include "whydenied/base/escape.h"
#include "whydenied/base/json_value.h"
#include "whydenied/report/value.h"

void wd_markdown_raw(struct wd_markdown *md, const char *markup)
{
    wd_output_putz(md->out, markup);
}

void wd_markdown_text(struct wd_markdown *md, struct wd_str s)
{
    wd_buf_clear(&md->safe);
    wd_escape_markdown(&md->safe, s);
    wd_output_put(md->out, wd_buf_str(&md->safe));
}

void wd_markdown_word(struct wd_markdown *md, enum wd_word word)
{
    wd_markdown_text(md, wd_str_of(wd_word(md->lang, word)));
}

void wd_markdown_number(struct wd_markdown *md, uint64_t n)
{
    wd_buf_clear(&md->plain);
    wd_value_put_number(&md->plain, n);
    wd_output_put(md->out, wd_buf_str(&md->plain));
}

void wd_markdown_numbers(struct wd_markdown *md, enum wd_word word, const uint64_t *numbers,
                         size_t count)
{
    wd_buf_clear(&md->plain);
    wd_words_fill_numbers(&md->plain, md->lang, word, numbers, count);
    wd_markdown_text(md, wd_buf_str(&md->plain));
}

void wd_markdown_wrap(struct wd_markdown *md, const char *open, struct wd_str s, const char *close)
{
    if (!s.len)
        return;
    wd_markdown_raw(md, open);
    wd_markdown_text(md, s);
    wd_markdown_raw(md, close);
}

void wd_markdown_code(struct wd_markdown *md, struct wd_str s)
{
    if (!s.len)
        return;
    wd_buf_clear(&md->plain);
    wd_value_visible(&md->plain, s);
    wd_buf_clear(&md->safe);
    wd_escape_markdown_code(&md->safe, wd_buf_str(&md->plain));
    wd_output_put(md->out, wd_buf_str(&md->safe));
}

/* The fence is longer than any run of backticks inside. */
static void put_fence(struct wd_markdown *md, const char *indent, struct wd_str s)
{
    size_t longest = 2;
    size_t run = 0;

    for (size_t i = 0; i < s.len; i++) {
        run = s.ptr[i] == '`' ? run + 1 : 0;
        if (run > longest)
            longest = run;
    }
    wd_markdown_raw(md, indent);
    for (size_t i = 0; i <= longest; i++)
        wd_markdown_raw(md, "`");
}

/* "::" at a line's start is a command to some build services. */
static void put_block_line(struct wd_markdown *md, const char *indent, struct wd_str line)
{
    struct wd_str text;

    wd_buf_clear(&md->plain);
    wd_value_visible(&md->plain, line);
    text = wd_buf_str(&md->plain);
    wd_markdown_raw(md, indent);
    if (wd_str_starts(wd_str_trim(text), WD_STR("::")))
        wd_markdown_raw(md, "\\");
    wd_output_put(md->out, text);
    wd_markdown_raw(md, "\n");
}

/* A fenced block, every line behind `indent`. */
static void put_block(struct wd_markdown *md, const char *indent, const char *language,
                      struct wd_str s)
{
    struct wd_str rest = s;

    if (!s.len)
        return;
    wd_markdown_raw(md, "\n");
    put_fence(md, indent, s);
    wd_markdown_raw(md, language);
    wd_markdown_raw(md, "\n");
    while (rest.len)
        put_block_line(md, indent, wd_str_cut(&rest, '\n'));
    put_fence(md, indent, s);
    wd_markdown_raw(md, "\n");
}

void wd_markdown_commands(struct wd_markdown *md, const char *indent, const json_t *commands)
{
    for (size_t i = 0; i < json_array_size(commands); i++) {
        struct wd_buf line;

        /* One line whatever the words hold. */
        wd_buf_init(&line, 1u << 20);
        wd_value_visible(&line, wd_value_str(json_array_get(commands, i), "shell"));
        put_block(md, indent, "sh", wd_buf_str(&line));
        wd_buf_done(&line);
    }
}

void wd_markdown_sample(struct wd_markdown *md, const json_t *sample)
{
    struct wd_buf where;

    wd_buf_init(&where, 1u << 16);
    wd_value_where(&where, sample);
    wd_markdown_code(md, wd_buf_str(&where));
    wd_markdown_raw(md, " ");
    wd_markdown_code(md, wd_value_str(sample, "text"));
    wd_markdown_raw(md, "\n");
    wd_buf_done(&where);
}

static void put_label(struct wd_markdown *md, enum wd_word word)
{
    wd_markdown_raw(md, "- **");
    wd_markdown_word(md, word);
    wd_markdown_raw(md, "** ");
}

static void put_title(struct wd_markdown *md, const json_t *incident)
{
    struct wd_str title = wd_value_str(incident, "title");
    const char *status = wd_words_status(md->lang, wd_value_str(incident, "status"));
    uint64_t count = wd_value_int(incident, "count");

    wd_markdown_raw(md, "### ");
    wd_markdown_raw(md, wd_words_severity(md->lang, wd_value_str(incident, "severity")));
    if (wd_value_is(incident, "intent", "investigate"))
        wd_markdown_wrap(md, " ", wd_str_of(wd_word(md->lang, WD_W_INVESTIGATE)), "");
    if (status)
        wd_markdown_wrap(md, " ", wd_str_of(status), "");
    wd_markdown_raw(md, ": ");
    wd_markdown_text(md, title.len ? title : wd_value_str(incident, "rule"));
    wd_markdown_raw(md, " (");
    wd_markdown_numbers(md, WD_W_TIMES, &count, 1);
    wd_markdown_raw(md, ")\n\n");
}

static void put_facts(struct wd_markdown *md, const json_t *incident)
{
    const json_t *permissions = json_object_get(incident, "permissions");
    struct wd_str id = wd_value_in(incident, "principal", "id");

    put_label(md, WD_W_WHO);
    wd_markdown_code(md, id);
    if (!id.len && wd_value_who(incident).len)
        wd_markdown_text(md, wd_value_who(incident));
    else if (!id.len)
        wd_markdown_word(md, WD_W_UNKNOWN_WHO);
    wd_markdown_wrap(md, " (", wd_value_in(incident, "principal", "label"), ")");
    wd_markdown_raw(md, "\n");
    if (json_array_size(permissions))
        put_label(md, WD_W_WANTS);
    for (size_t i = 0; i < json_array_size(permissions); i++) {
        wd_markdown_raw(md, i ? ", " : "");
        wd_markdown_code(md, wd_value_item(permissions, i));
    }
    wd_markdown_raw(md, json_array_size(permissions) ? "\n" : "");
    if (wd_value_what(incident).len) {
        put_label(md, WD_W_ON);
        wd_markdown_code(md, wd_value_what(incident));
        wd_markdown_raw(md, "\n");
    }
    put_label(md, WD_W_WHY);
    wd_markdown_text(md, wd_words_cause(md->lang, wd_value_str(incident, "cause")));
    wd_markdown_wrap(md, md->lang == WD_LANG_JA ? "。" : ". ", wd_value_str(incident, "why"), "");
    wd_markdown_raw(md, "\n");
    put_label(md, WD_W_SURE);
    wd_markdown_raw(md, wd_words_confidence(md->lang, wd_value_str(incident, "confidence")));
    wd_markdown_raw(md, "\n");
    if (wd_value_str(incident, "first").len) {
        put_label(md, WD_W_SEEN);
        wd_markdown_code(md, wd_value_str(incident, "first"));
        wd_markdown_raw(md, " … ");
        wd_markdown_code(md, wd_value_str(incident, "last"));
        wd_markdown_raw(md, "\n");
    }
}

static void put_policy(struct wd_markdown *md, const json_t *policy)
{
    char *json = json_is_object(policy) ? wd_json_dump(policy, JSON_INDENT(2)) : NULL;

    put_block(md, "  ", "json", wd_str_of(json));
    free(json);
}

static void put_texts(struct wd_markdown *md, enum wd_word word, const json_t *texts)
{
    for (size_t i = 0; i < json_array_size(texts); i++) {
        put_label(md, word);
        wd_markdown_text(md, wd_value_item(texts, i));
        wd_markdown_raw(md, "\n");
    }
}

static void put_breadth(struct wd_markdown *md, const json_t *remedy)
{
    if (md->detail == WD_DETAIL_LOW)
        return;
    wd_buf_clear(&md->plain);
    wd_remedy_size(&md->plain, md->lang, remedy, md->detail == WD_DETAIL_HIGH ? SIZE_MAX : 1);
    if (md->plain.len == 0)
        return;
    put_label(md, WD_W_GIVES);
    wd_markdown_text(md, wd_buf_str(&md->plain));
    wd_markdown_raw(md, "\n");
}

static void put_alternatives(struct wd_markdown *md, const json_t *others)
{
    for (size_t i = 0; md->detail != WD_DETAIL_LOW && i < json_array_size(others); i++) {
        put_label(md, WD_W_OR);
        wd_buf_clear(&md->plain);
        wd_remedy_other_role(&md->plain, md->lang, json_array_get(others, i));
        wd_markdown_text(md, wd_buf_str(&md->plain));
        wd_markdown_raw(md, "\n");
    }
}

static void put_entitlement(struct wd_markdown *md, const json_t *entitlement)
{
    if (!json_is_object(entitlement))
        return;
    put_label(md, WD_W_UNTIL);
    wd_markdown_word(md, WD_W_ENTITLED);
    wd_markdown_raw(md, "\n");
    put_block(md, "  ", "sh", wd_value_str(json_object_get(entitlement, "search"), "shell"));
    put_block(md, "  ", "sh", wd_value_str(entitlement, "template"));
}

static void put_temporary(struct wd_markdown *md, const json_t *temporary)
{
    struct wd_str command;

    if (md->detail == WD_DETAIL_LOW)
        return;
    wd_buf_clear(&md->plain);
    command = wd_remedy_ending(&md->plain, md->lang, temporary);
    if (command.len) {
        put_label(md, WD_W_UNTIL);
        wd_markdown_text(md, wd_buf_str(&md->plain));
        wd_markdown_raw(md, "\n");
        put_block(md, "  ", "sh", command);
    }
    put_entitlement(md, json_object_get(temporary, "entitlement"));
}

static void put_remedy(struct wd_markdown *md, const json_t *remedy, enum wd_word label)
{
    struct wd_str why_not = wd_value_str(remedy, "why_no_command");
    const json_t *verify = json_object_get(remedy, "verify");

    put_label(md, label);
    wd_markdown_wrap(md, "", wd_value_str(remedy, "id"), ": ");
    wd_markdown_text(md, wd_value_str(remedy, "summary"));
    if (why_not.len) {
        wd_markdown_raw(md, " (");
        wd_buf_clear(&md->plain);
        wd_words_fill(&md->plain, md->lang, WD_W_NO_COMMAND, &why_not, 1);
        wd_markdown_text(md, wd_buf_str(&md->plain));
        wd_markdown_raw(md, ")");
    }
    wd_markdown_raw(md, "\n");
    wd_markdown_commands(md, "  ", json_object_get(remedy, "commands"));
    put_block(md, "  ", "text", wd_value_str(remedy, "template")); /* not to be pasted as it is */
    put_policy(md, json_object_get(remedy, "policy"));
    put_breadth(md, remedy);
    put_texts(md, WD_W_WARN, json_object_get(remedy, "warnings"));
    if (json_array_size(verify)) {
        put_label(md, WD_W_CHECK);
        wd_markdown_raw(md, "\n");
        wd_markdown_commands(md, "  ", verify);
    }
    put_alternatives(md, json_object_get(remedy, "alternatives"));
    put_temporary(md, json_object_get(remedy, "temporary"));
    if (md->detail == WD_DETAIL_HIGH)
        put_block(md, "  ", "hcl", wd_value_str(remedy, "terraform"));
}

static void put_tell_apart(struct wd_markdown *md, const json_t *others)
{
    for (size_t i = 0; i < json_array_size(others); i++) {
        const json_t *other = json_array_get(others, i);

        put_label(md, WD_W_TELL);
        wd_markdown_text(md, wd_words_cause(md->lang, wd_value_str(other, "cause")));
        wd_markdown_wrap(md, ": ", wd_value_str(other, "check"), "");
        wd_markdown_raw(md, "\n");
    }
}

void wd_markdown_incident(struct wd_markdown *md, struct wd_document *document,
                          const json_t *incident)
{
    const json_t *ids = json_object_get(incident, "remedies");
    const json_t *samples = json_object_get(incident, "samples");
    size_t shown = md->detail == WD_DETAIL_HIGH ? json_array_size(samples) : 1;

    put_title(md, incident);
    put_facts(md, incident);
    for (size_t i = 0; i < json_array_size(ids); i++) {
        json_t *remedy = wd_remedy_find(document, wd_value_item(ids, i));

        put_remedy(md, remedy, wd_remedy_label(wd_value_int(incident, "together"), i));
        json_decref(remedy);
    }
    put_tell_apart(md, json_object_get(incident, "tell_apart"));
    put_texts(md, WD_W_NOTE, json_object_get(incident, "notes"));
    for (size_t i = 0; i < shown && i < json_array_size(samples); i++) {
        put_label(md, WD_W_LINE);
        wd_markdown_sample(md, json_array_get(samples, i));
    }
    wd_markdown_raw(md, "- ");
    wd_markdown_code(md, wd_value_str(incident, "rule"));
    wd_markdown_raw(md, " ");
    wd_markdown_code(md, wd_value_str(incident, "fingerprint"));
    wd_markdown_raw(md, "\n\n");
}
