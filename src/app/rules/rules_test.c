/* `rules test`: lints, then every example and counterexample through the code of analysis. */
#include "app/rules/rules_test.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "whydenied/vocabulary/resource.h"

/* On the slowest machine that runs the tests under sanitizers; without them a fiftieth is usual. */
#define WORST_MS 50.0

/* ---- which rules ------------------------------------------------------------------------------- */

/* Installed packs come without the examples that shipped rules are tested on in a checkout. */
static bool are_without_examples(const struct wd_ruleset *rules)
{
    for (size_t i = 0; i < wd_ruleset_count(rules); i++) {
        const struct wd_rule *rule = wd_ruleset_at(rules, i);
        if (!rule->user && (json_object_get(rule->source, "examples") ||
                            json_object_get(rule->source, "counterexamples")))
            return false;
    }
    return true;
}

/* The operands behind "test" name rules, "ID*" several; none means all. */
static bool wanted(const struct wd_rules_test *test, const struct wd_rule *rule)
{
    const struct wd_options *options = test->options;

    if (test->installed && !rule->user)
        return false;
    for (size_t i = 1; i < options->argument_count; i++) {
        struct wd_str name = wd_str_of(options->arguments[i]);
        if (name.len > 0 && name.ptr[name.len - 1] == '*' &&
            wd_str_starts(wd_str_of(rule->id), wd_str_sub(name, 0, name.len - 1)))
            return true;
        if (wd_str_eqz(name, rule->id))
            return true;
    }
    return options->argument_count <= 1;
}

static void take_lint(void *context, const struct wd_lint *lint)
{
    struct wd_rules_test *test = context;
    char where[512];
    if (!wanted(test, lint->rule))
        return;
    wd_file_place_print(lint->at, where, sizeof where);
    const struct wd_finding finding = {.id = lint->id,
                                       .warning = lint->warning,
                                       .rule = lint->rule->id,
                                       .title = lint->text,
                                       .subject = lint->subject,
                                       .caret = lint->caret,
                                       .where = where};
    wd_rules_write(test, &finding);
}

/* ---- one rule ---------------------------------------------------------------------------------- */

static int run_list(struct wd_rules_test *test, const char *key, bool *covered,
                    struct wd_error *err)
{
    const json_t *list = json_object_get(test->rule->source, key);
    bool counter = strcmp(key, "counterexamples") == 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        test->example = json_array_get(list, i);
        test->index = i;
        int status =
            counter ? wd_rules_counterexample(test, err) : wd_rules_example(test, covered, err);
        if (status < 0)
            return -1;
    }
    return 0;
}

/* Of the rule at hand: on what its examples and its expressions can be made to. */
static void judge_worst(struct wd_rules_test *test)
{
    const struct wd_worst *worst = &test->worst_of_rule;
    if (worst->ms > WORST_MS)
        wd_rules_tell(test, "P030", false,
                      "alternative %s takes %.0f ms on a hostile text of %u bytes; at most %.0f",
                      worst->alternative->name, worst->ms, WD_SUBJECT_MAX, WORST_MS);
    if (worst->gave_up > 0)
        wd_rules_tell(test, "P030", false,
                      "alternative %s gives up on a hostile text of %u bytes: more than %u steps",
                      worst->limited->name, WD_SUBJECT_MAX, WD_MATCH_LIMIT);
    if (worst->ms > test->worst.ms)
        test->worst = *worst;
}

static void look_for_skeleton(struct wd_rules_test *test)
{
    struct wd_buf names;

    wd_buf_init(&names, 128);
    wd_rules_unedited(test->rule->source, &names);
    if (names.len > 0)
        wd_rules_tell(test, "P019", false, "as `rules new` wrote it: %s", wd_buf_cstr(&names));
    wd_buf_done(&names);
}

static void look_for_account(struct wd_rules_test *test, const char *key, const char *name)
{
    if (name && !wd_advisor_knows_account(test->frame.session.advisor, name))
        wd_rules_tell(test, "P004", false,
                      "\"%s\": no account is called \"%s\"; patterns/roles/accounts.json has them",
                      key, name);
}

/* Names that only the tables of roles know. */
static void look_for_names(struct wd_rules_test *test)
{
    const struct wd_rule *rule = test->rule;

    look_for_account(test, "principal", rule->principal);
    for (size_t i = 0; i < rule->advice_count; i++) {
        const char *on = rule->advice[i].on;

        if (rule->advice[i].to && strcmp(rule->advice[i].to, "principal") != 0)
            look_for_account(test, "to", rule->advice[i].to);
        if (on && !wd_str_starts(wd_str_of(on), WD_STR("acs:")) &&
            !wd_resource_type_known(wd_str_of(on)))
            wd_rules_tell(test, "P004", false,
                          "\"on\": no resource is called \"%s\"; patterns/roles/levels.json has "
                          "them",
                          on);
    }
}

static int test_rule(struct wd_rules_test *test, struct wd_error *err)
{
    bool covered[WD_ALTERNATIVES_MAX] = {false};
    memset(&test->worst_of_rule, 0, sizeof test->worst_of_rule);
    if (run_list(test, "examples", covered, err) < 0 ||
        run_list(test, "counterexamples", covered, err) < 0 ||
        wd_lint_hostile_parts(test->rule, wd_rules_clock, &test->worst_of_rule, err) < 0)
        return -1;
    judge_worst(test);
    look_for_skeleton(test);
    look_for_names(test);
    bool any = json_array_size(json_object_get(test->rule->source, "examples")) > 0;
    for (size_t i = 0; any && i < test->rule->match_count; i++) {
        if (!covered[i])
            wd_rules_tell(test, "P010", false, "no example is won by alternative %s",
                          test->rule->match[i].name);
    }
    return 0;
}

/* ---- all --------------------------------------------------------------------------------------- */

static int test_all(struct wd_rules_test *test, struct wd_error *err)
{
    if (wd_lint_ruleset(test->frame.rules, take_lint, test, err) < 0)
        return -1;
    for (size_t i = 0; i < wd_ruleset_count(test->frame.rules) && !wd_interrupted; i++) {
        test->rule = wd_ruleset_at(test->frame.rules, i);
        if (wanted(test, test->rule) && test_rule(test, err) < 0)
            return -1;
    }
    test->rule = NULL;
    for (size_t i = 0; i < test->options->benign.count; i++) {
        if (wd_rules_benign(test, test->options->benign.item[i], err) < 0)
            return -1;
    }
    return 0;
}

static bool operands_known(const struct wd_rules_test *test)
{
    bool known = true;
    for (size_t i = 1; i < test->options->argument_count; i++) {
        struct wd_str name = wd_str_of(test->options->arguments[i]);
        if (!wd_str_ends(name, WD_STR("*")) && !wd_ruleset_find(test->frame.rules, name)) {
            wd_app_no_rule(test->frame.rules, test->options->arguments[i]);
            known = false;
        }
    }
    return known;
}

static void close_report(struct wd_rules_test *test)
{
    if (test->options->verbose && test->worst.rule)
        wd_output_printf(test->out, "slowest on hostile text: %.2f ms, %s, alternative %s\n",
                         test->worst.ms, test->worst.rule->id, test->worst.alternative->name);
    if (test->warnings > 0)
        wd_output_printf(test->out, "%zu warnings\n", test->warnings);
    wd_output_printf(test->out, "%zu passed, %zu failed\n", test->passed, test->failed);
}

static int commit(struct wd_rules_test *test, int status)
{
    struct wd_output *out = test->out;
    struct wd_error err;
    test->out = NULL;
    if (wd_output_commit(out, &err) < 0)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    return status;
}

static int run(struct wd_rules_test *test, const struct wd_options *options)
{
    struct wd_error err;
    test->options = options;
    if (wd_app_open(&test->frame, options, WD_RULES_EXAMPLES) < 0 ||
        (!operands_known(test) && wd_ruleset_problem_count(test->frame.rules) == 0))
        return WD_EXIT_USAGE;
    if (wd_bench_init(&test->bench, test->frame.rules, &err) < 0 ||
        !(test->out = wd_output_open("-", &err)))
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    test->failed = wd_ruleset_problem_count(test->frame.rules);
    test->installed = are_without_examples(test->frame.rules);
    if (test->installed)
        wd_say(
            "the shipped rules are installed without their examples: a checkout tests them; only "
            "those of --patterns are tested");
    if (test_all(test, &err) < 0)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    close_report(test);
    return commit(test, test->failed > 0 ? WD_EXIT_FINDINGS : WD_EXIT_OK);
}

int wd_cmd_rules_test(const struct wd_options *options)
{
    struct wd_rules_test *test = calloc(1, sizeof *test);
    int status;
    if (!test)
        return wd_say_and(WD_EXIT_USAGE, "out of memory");
    status = run(test, options);
    wd_output_abandon(test->out);
    wd_bench_done(&test->bench);
    wd_app_close(&test->frame);
    free(test);
    return status;
}
