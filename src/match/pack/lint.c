/* The frame of the lints: rule by rule, and what concerns a rule as a whole. */
#include "match/pack/lint.h"

#include <stdio.h>

#include "match/pack/source.h"
#include "match/ruleset.h"

/* Where a part of a rule stands: its pack was kept for such questions. */
struct wd_file_place wd_lint_key_place(const struct wd_rule *rule, const char *key)
{
    return rule->origin ? wd_pack_source_key(rule->origin, rule->number, key) : rule->at;
}

struct wd_file_place wd_lint_example_place(const struct wd_rule *rule, bool counter, size_t index)
{
    enum wd_pack_part part = counter ? WD_PART_COUNTEREXAMPLE : WD_PART_EXAMPLE;

    return rule->origin ? wd_pack_source_part(rule->origin, rule->number, part, index) : rule->at;
}

void wd_lint_tell(const struct wd_linter *linter, const char *id, int level,
                  struct wd_file_place at, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const struct wd_lint lint = {.id = id,
                                 .warning = level == WD_LINT_WARNING,
                                 .rule = linter->rule,
                                 .at = at,
                                 .text = text};
    linter->tell(linter->context, &lint);
}

void wd_lint_tell_at(const struct wd_linter *linter, const char *id, struct wd_file_place at,
                     const char *text, const char *subject, size_t caret, const char *note)
{
    const struct wd_lint lint = {.id = id,
                                 .rule = linter->rule,
                                 .at = at,
                                 .text = text,
                                 .subject = wd_str_of(subject),
                                 .caret = caret,
                                 .note = note};
    linter->tell(linter->context, &lint);
}

static void lint_examples(const struct wd_linter *linter)
{
    const struct wd_rule *rule = linter->rule;
    if (json_array_size(json_object_get(rule->source, "examples")) == 0)
        wd_lint_tell(linter, "P010", WD_LINT_ERROR, rule->at, "no example");
    if (json_array_size(json_object_get(rule->source, "counterexamples")) == 0)
        wd_lint_tell(linter, "P011", WD_LINT_ERROR, rule->at, "no counterexample");
}

static void lint_anchors(const struct wd_linter *linter)
{
    const struct wd_rule *rule = linter->rule;
    if (rule->anchor_count > 0 && !wd_rule_has_expression(rule))
        wd_lint_tell(linter, "P024", WD_LINT_ERROR, rule->at,
                     "anchors without an expression have no effect");
    for (size_t i = 0; i < rule->anchor_count; i++) {
        if (strlen(rule->anchors[i]) < 4)
            wd_lint_tell(linter, "P024", WD_LINT_WARNING, rule->at,
                         "anchor \"%s\" is so short that it stands everywhere", rule->anchors[i]);
    }
}

static void lint_references(const struct wd_linter *linter)
{
    const struct wd_rule *rule = linter->rule;
    for (size_t i = 0; i < rule->reference_count; i++) {
        if (strncmp(rule->references[i], "https://", 8) != 0)
            wd_lint_tell(linter, "P070", WD_LINT_ERROR, wd_lint_key_place(rule, "references"),
                         "\"%.100s\" is no https address", rule->references[i]);
    }
    if (rule->reference_count == 0 && strcmp(rule->status, "stable") == 0 && !rule->user)
        wd_lint_tell(linter, "P070", WD_LINT_WARNING, rule->at,
                     "a stable rule without a reference");
}

int wd_lint_ruleset(const struct wd_ruleset *set, wd_lint_fn tell, void *context,
                    struct wd_error *err)
{
    struct wd_linter linter = {.set = set, .tell = tell, .context = context};
    if (wd_regex_tools_init(&linter.tools, err) < 0)
        return -1;
    for (size_t i = 0; i < set->count; i++) {
        linter.rule = set->rules[i];
        lint_examples(&linter);
        lint_anchors(&linter);
        lint_references(&linter);
        wd_lint_expressions(&linter);
        wd_lint_advice(&linter);
        wd_lint_texts(&linter);
        wd_lint_file(&linter);
    }
    int status = wd_lint_shared(&linter, err);
    wd_regex_tools_done(&linter.tools);
    return status;
}
