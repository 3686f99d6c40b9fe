/* The frame of the lints: rule by rule, and what concerns a rule as a whole. */
#include "match/pack/lint.h"

#include <stdio.h>

#include "match/pack/source.h"
#include "match/ruleset.h"

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
