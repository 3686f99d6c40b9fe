/* Lints of what people read: invisible characters, things that look like secrets, names that may be
 * somebody's, and translations that are missing. */
#include "match/pack/lint.h"

#include "whydenied/base/char.h"
#include <stdio.h>

#include "whydenied/base/escape.h"

static bool is_separator(char c)
{
    return c == '\n' || c == '\r' || c == '\t' || c == '\\';
}

/* How much of a run of plain text comes out of escaping as it went in. */
static size_t plain_prefix(struct wd_buf *shown, struct wd_str run)
{
    size_t same = 0;
    wd_buf_clear(shown);
    wd_escape_visible(shown, run);
    while (same < run.len && same < shown->len && shown->ptr[same] == run.ptr[same])
        same++;
    return same;
}

size_t wd_lint_invisible(struct wd_str text)
{
    struct wd_buf shown;
    size_t at = 0;
    wd_buf_init(&shown, text.len * 12 + 64);
    while (at < text.len) {
        size_t len = 0;
        while (at + len < text.len && !is_separator(text.ptr[at + len]))
            len++;
        size_t same = plain_prefix(&shown, wd_str_sub(text, at, len));
        at += same;
        if (same < len)
            break;
        at += at < text.len;
    }
    wd_buf_done(&shown);
    return at < text.len ? at : WD_NPOS;
}

static void lint_secret(const struct wd_linter *linter, struct wd_str text)
{
    struct wd_buf masked;
    wd_buf_init(&masked, text.len * 4 + 1024);
    wd_redact(&masked, text);
    if (!masked.failed && !wd_str_eq(wd_buf_str(&masked), text)) {
        struct wd_str shown = wd_str_sub(wd_buf_str(&masked), 0, 160);
        wd_lint_tell(linter, "P080", WD_LINT_ERROR, wd_lint_key_place(linter->rule, "examples"),
                     "something in an example looks like a secret: %.*s", WD_STR_ARG(shown));
    }
    wd_buf_done(&masked);
}

static bool is_invented_domain(struct wd_str domain)
{
    static const char *const ends[] = {
        "example.com", "example.net", "example.org", "example.jp",    "gserviceaccount.com",
        ".invalid",    ".test",       "example",     ".onaliyun.com", ".local",
        ".internal",   "svc.id.goog", ".iam"}; /* a service account's name in PostgreSQL */
    if (WD_STR_ANY(wd_str_ends, domain, ends))
        return true;
    return wd_str_find_char(domain, '.') == WD_NPOS;
}

static bool is_address_byte(char c)
{
    return wd_is_alnum(c) || c == '.' || c == '-';
}

static void lint_addresses(const struct wd_linter *linter, struct wd_str text)
{
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] != '@' || at == 0 || !is_address_byte(text.ptr[at - 1]))
            continue;
        struct wd_str domain = wd_str_from(text, at + 1);
        size_t len = 0;
        while (len < domain.len && is_address_byte(domain.ptr[len]))
            len++;
        while (len > 0 && domain.ptr[len - 1] == '.')
            len--;
        domain.len = len;
        if (len > 0 && !is_invented_domain(domain))
            wd_lint_tell(
                linter, "P081", WD_LINT_WARNING, wd_lint_key_place(linter->rule, "examples"),
                "an address at %.*s may be somebody's: use example.com", WD_STR_ARG(domain));
    }
}

static void lint_visible(const struct wd_linter *linter, struct wd_str text)
{
    size_t at = wd_lint_invisible(text);
    if (at != WD_NPOS)
        wd_lint_tell(linter, "P090", WD_LINT_ERROR, linter->rule->at,
                     "an invisible or control character after \"%.*s\"", (int)(at > 40 ? 40 : at),
                     text.ptr + (at > 40 ? at - 40 : 0));
}

struct visit {
    const struct wd_linter *linter;
    bool example;
};

static void visit_string(const struct visit *visit, struct wd_str text)
{
    lint_visible(visit->linter, text);
    if (visit->example) {
        lint_secret(visit->linter, text);
        lint_addresses(visit->linter, text);
    }
}

/* Depth is bounded by the parser. */
static void visit_value(const struct visit *visit, json_t *value)
{
    if (json_is_string(value))
        visit_string(visit, wd_str_make(json_string_value(value), json_string_length(value)));
    for (size_t i = 0; i < json_array_size(value); i++)
        visit_value(visit, json_array_get(value, i));
    for (void *it = json_object_iter(value); it; it = json_object_iter_next(value, it)) {
        visit_string(visit, wd_str_of(json_object_iter_key(it)));
        visit_value(visit, json_object_iter_value(it));
    }
}

static bool lacks_ja(const struct wd_text_i18n *text)
{
    return text->in[WD_LANG_EN] && !text->in[WD_LANG_JA];
}

/* The rows of the five systems are promised in both languages. */
static void lint_japanese(const struct wd_linter *linter)
{
    const struct wd_rule *rule = linter->rule;
    const char *where = lacks_ja(&rule->title) ? "title" : lacks_ja(&rule->why) ? "why" : NULL;
    for (size_t i = 0; !where && i < rule->advice_count; i++)
        where = lacks_ja(&rule->advice[i].text) ? "advice" : NULL;
    for (size_t i = 0; !where && i < rule->tell_apart_count; i++)
        where = lacks_ja(&rule->tell_apart[i].check) ? "tell_apart" : NULL;
    if (where)
        wd_lint_tell(linter, "P091", WD_LINT_ERROR, wd_lint_key_place(rule, where),
                     "the rule serves \"%s\" and lacks Japanese in \"%s\"", rule->serves[0], where);
}

void wd_lint_texts(const struct wd_linter *linter)
{
    const json_t *source = linter->rule->source;
    struct visit all = {linter, false}, examples = {linter, true};
    static const char *const keys[] = {"title", "why",        "advice", "tell_apart",
                                       "match", "references", "anchors"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        visit_value(&all, json_object_get(source, keys[i]));
    visit_value(&examples, json_object_get(source, "examples"));
    visit_value(&examples, json_object_get(source, "counterexamples"));
    if (linter->rule->serve_count > 0)
        lint_japanese(linter);
}
