/* What several commands do the same way: load rules, make an advisor, draw a document. */
#include "app/app.h"
#include "app/options/option_table.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "whydenied/base/nearest.h"

/* How many of the problems behind `first` say the same of another place. */
static size_t count_alike(const struct wd_ruleset *rules, size_t first)
{
    const struct wd_rule_problem *problem = wd_ruleset_problem(rules, first), *next;
    size_t i = first + 1;

    for (; i < wd_ruleset_problem_count(rules); i++) {
        next = wd_ruleset_problem(rules, i);
        if (next->rule[0] || problem->rule[0] || strcmp(next->text, problem->text) != 0)
            break;
    }
    return i - first - 1;
}

/* Thirty files that cannot be read for one reason are one problem. */
static void tell_problems(const struct wd_ruleset *rules)
{
    for (size_t i = 0; i < wd_ruleset_problem_count(rules); i++) {
        const struct wd_rule_problem *problem = wd_ruleset_problem(rules, i);
        size_t alike = count_alike(rules, i);
        if (alike > 1)
            wd_say("error[%s] %s: %s; the same of %zu more", problem->lint, problem->where,
                   problem->text, alike);
        else
            wd_say("error[%s] %s: %s", problem->lint, problem->where, problem->text);
        i += alike > 1 ? alike : 0;
    }
}

struct wd_ruleset *wd_app_rules(const struct wd_options *options, unsigned flags)
{
    const char *paths[WD_LIST_MAX + 1];
    size_t count = 0;
    struct wd_error err;
    struct wd_ruleset *rules;

    for (size_t i = 0; i < options->patterns.count; i++)
        if (access(options->patterns.item[i], F_OK) != 0) {
            wd_say("--patterns %s: %s", options->patterns.item[i], strerror(errno));
            return NULL;
        }
    if (options->user_patterns_dir && !options->no_user_patterns)
        paths[count++] = options->user_patterns_dir;
    for (size_t i = 0; i < options->patterns.count; i++)
        paths[count++] = options->patterns.item[i];
    rules = wd_ruleset_load(options->patterns_dir, paths, count, flags, &err);
    if (!rules) {
        wd_say("%s", err.text);
        return NULL;
    }
    tell_problems(rules);
    if (options->command->run != wd_cmd_rules && wd_ruleset_count(rules) == 0 &&
        wd_ruleset_problem_count(rules) > 0) {
        wd_say("no rule could be loaded from %s: without rules nothing is answered",
               options->patterns_dir);
        wd_ruleset_free(rules);
        return NULL;
    }
    if (options->strict_rules && wd_ruleset_problem_count(rules) > 0) {
        wd_say("%zu problems in the rules (--strict-rules)", wd_ruleset_problem_count(rules));
        wd_ruleset_free(rules);
        return NULL;
    }
    return rules;
}

/* It may be the rule of a problem that was told: of its own, or of a file whose rule nobody knows. */
static bool left_out(const struct wd_ruleset *rules, const char *id)
{
    for (size_t i = 0; i < wd_ruleset_problem_count(rules); i++) {
        const char *of = wd_ruleset_problem(rules, i)->rule;
        if (of[0] == '\0' || strcmp(of, id) == 0)
            return true;
    }
    return false;
}

int wd_app_no_rule(const struct wd_ruleset *rules, const char *id)
{
    struct wd_nearest nearest = {.word = id};

    if (left_out(rules, id))
        return WD_EXIT_USAGE;
    for (size_t i = 0; i < wd_ruleset_count(rules); i++)
        wd_nearest_look(&nearest, wd_ruleset_at(rules, i)->id);
    if (nearest.name)
        return wd_say_and(WD_EXIT_USAGE, "no rule is called \"%s\"; did you mean %s?", id,
                          nearest.name);
    return wd_say_and(WD_EXIT_USAGE, "no rule is called \"%s\"; whydenied rules list has them all",
                      id);
}

struct wd_advisor *wd_app_advisor(const struct wd_options *options)
{
    struct stat st;
    struct wd_error err;
    const struct wd_advisor_options advisor_options = {
        .lang = options->lang,
        .roles_dir = options->roles_dir,
        .roles_db =
            options->roles_db && stat(options->roles_db, &st) == 0 ? options->roles_db : NULL,
        .policies = options->policies.item,
        .policy_count = options->policies.count,
        .project_lists = options->project_lists.item,
        .project_list_count = options->project_lists.count,
        .groups = options->groups.item,
        .group_count = options->groups.count,
        .trust_policies = options->trust_policies.item,
        .trust_policy_count = options->trust_policies.count,
        .own_accounts = options->own_accounts.item,
        .own_account_count = options->own_accounts.count,
        .now = options->now,
    };
    struct wd_advisor *advisor = wd_advisor_new(&advisor_options, &err);

    if (!advisor)
        wd_say("%s", err.text);
    return advisor;
}

static bool is_stdout(const struct wd_output_option *target)
{
    return strcmp(target->path, "-") == 0;
}

/* Another program collects them. */
#define METRICS_MODE 0644u

static int write_one(const struct wd_options *options, const struct wd_output_option *target,
                     struct wd_document *document)
{
    struct wd_report_options how = options->report;
    struct wd_error err;
    struct wd_output *out = wd_output_open(target->path, &err);

    if (!out)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    if (options->mode || target->format == WD_REPORT_OPENMETRICS)
        wd_output_mode(out, options->mode ? options->mode : METRICS_MODE);
    how.color = how.color && (is_stdout(target) || options->color == WD_ALWAYS);
    if (wd_report_write(document, target->format, &how, out, &err) < 0) {
        wd_output_abandon(out);
        return wd_say_and(target->format == WD_REPORT_NDJSON_DENIALS ? WD_EXIT_OUTPUT
                                                                     : WD_EXIT_USAGE,
                          "%s", err.text);
    }
    if (wd_output_commit(out, &err) < 0)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    /* Somebody who looks on hears of what does not appear; cron does not. */
    if (!is_stdout(target) && !options->quiet && (options->verbose || wd_stderr_is_terminal()))
        wd_say("%s: written", target->path);
    return WD_EXIT_OK;
}

int wd_app_write(const struct wd_options *options, struct wd_document *document, bool silent)
{
    int status = WD_EXIT_OK;

    for (size_t i = 0; i < options->outputs.count; i++) {
        if (silent && is_stdout(&options->outputs.item[i]))
            continue;
        int one = write_one(options, &options->outputs.item[i], document);
        if (one != WD_EXIT_OK)
            status = one;
    }
    if (options->emit_dir && wd_emit_policies(options->emit_dir, document) < 0)
        status = WD_EXIT_OUTPUT;
    return status;
}
