/* `rules`: look at rules, test them, start a new one. */
#include "app/app.h"

#include <stdio.h>

#include "app/rules/rules_test.h"
#include "whydenied/base/limits.h"
#include "whydenied/base/yaml.h"
#include "whydenied/report.h"

/* ---- list -------------------------------------------------------------------------------------- */

static int by_id(const void *left, const void *right)
{
    const struct wd_rule *a = *(const struct wd_rule *const *)left;
    const struct wd_rule *b = *(const struct wd_rule *const *)right;
    return strcmp(a->id, b->id);
}

static const struct wd_rule **rules_listed(const struct wd_options *options,
                                           const struct wd_ruleset *set)
{
    size_t count = wd_ruleset_count(set);
    const struct wd_rule **list = calloc(count + 1, sizeof(const struct wd_rule *));
    for (size_t i = 0; list && i < count; i++)
        list[i] = wd_ruleset_at(set, i);
    if (list && !options->order)
        qsort(list, count, sizeof(const struct wd_rule *), by_id);
    return list;
}

static bool list_rule(const struct wd_options *options, const struct wd_rule *rule,
                      struct wd_output *out)
{
    struct wd_buf title;

    if (options->order)
        wd_output_printf(out, "%4u  ", rule->index + 1);
    wd_output_printf(out, "%-44s %-16s %s ", rule->id, wd_cause_name(rule->cause),
                     rule->fallback ? "fallback" : "        ");
    wd_buf_init(&title, 65536);
    wd_report_say(&title, &rule->title, NULL, options->lang);
    bool whole = !title.failed && wd_output_put_visible(out, wd_buf_str(&title));
    wd_buf_done(&title);
    if (rule->user)
        wd_output_putz(out, rule->replace ? " (yours, replaces)" : " (yours)");
    wd_output_putz(out, "\n");
    return whole;
}

/* "gcp.iam", "gcp.iam.*": those whose id begins so; no operand names them all. */
static bool is_wanted(const struct wd_options *options, const char *id)
{
    for (size_t i = 1; i < options->argument_count; i++) {
        struct wd_str begin = wd_str_of(options->arguments[i]);
        if (wd_str_ends(begin, WD_STR("*")))
            begin.len--;
        if (wd_str_starts(wd_str_of(id), begin))
            return true;
    }
    return options->argument_count < 2;
}

static int list_rules(const struct wd_options *options, const struct wd_ruleset *set,
                      struct wd_output *out)
{
    const struct wd_rule **list = rules_listed(options, set);
    if (!list)
        return wd_say_and(WD_EXIT_USAGE, "out of memory");
    size_t listed = 0;
    bool whole = true;
    for (size_t i = 0; list[i]; i++)
        if (is_wanted(options, list[i]->id)) {
            whole = list_rule(options, list[i], out) && whole;
            listed++;
        }
    free(list);
    if (!whole)
        return wd_say_and(WD_EXIT_USAGE, "out of memory");
    return listed || options->argument_count < 2 ? WD_EXIT_OK
                                                 : wd_app_no_rule(set, options->arguments[1]);
}

/* ---- show -------------------------------------------------------------------------------------- */

/* Compiling says of every rule which permission it is about; whoever writes one need not. */
static bool goes_without_saying(const struct wd_rule *rule, const char *key, const json_t *value)
{
    const json_t *first = json_array_get(json_object_get(rule->source, "advice"), 0);

    return strcmp(key, "permission") == 0 &&
           json_equal(value, json_object_get(first, "permission"));
}

/* The rule as a file of its own: what its pack says for all of its rules goes into it. */
static json_t *rule_alone(const struct wd_rule *rule)
{
    json_t *alone = json_object();
    const char *key;

    for (size_t i = 0; (key = wd_rule_key_at(i)) != NULL; i++) {
        json_t *value = json_object_get(rule->source, key);
        bool first = strcmp(key, "title") == 0 && rule->system != WD_SYSTEM_COUNT &&
                     !json_object_get(rule->source, "system");
        if ((first &&
             json_object_set_new(alone, "system", json_string(wd_system_name(rule->system))) < 0) ||
            (value && !goes_without_saying(rule, key, value) &&
             json_object_set(alone, key, value) < 0)) {
            json_decref(alone);
            return NULL;
        }
    }
    return alone;
}

static bool put_rule(const struct wd_rule *rule, struct wd_output *out)
{
    static const char *const blocks[] = {"re", "record", NULL};
    struct wd_buf text;
    json_t *alone = rule_alone(rule);

    wd_buf_init(&text, WD_PACK_BYTES_MAX);
    bool done = alone && wd_yaml_write(&text, alone, blocks);
    struct wd_str rest = wd_buf_str(&text);
    while (done && rest.len > 0) {
        done = wd_output_put_visible(out, wd_str_cut(&rest, '\n'));
        wd_output_putz(out, "\n");
    }
    wd_buf_done(&text);
    json_decref(alone);
    return done;
}

static int show_rule(const struct wd_options *options, const struct wd_ruleset *set,
                     struct wd_output *out)
{
    int status = WD_EXIT_OK;
    char where[512];
    for (size_t i = 1; i < options->argument_count; i++) {
        const struct wd_rule *rule = wd_ruleset_find(set, wd_str_of(options->arguments[i]));
        if (!rule) {
            status = wd_app_no_rule(set, options->arguments[i]);
            continue;
        }
        wd_file_place_print(rule->at, where, sizeof where);
        wd_output_putz(out, "# ");
        bool whole = wd_output_put_visible(out, wd_str_of(where));
        wd_output_printf(out, ", number %u of %zu in the order of trial\n", rule->index + 1,
                         wd_ruleset_count(set));
        if (!rule->user)
            wd_output_putz(out,
                           "# To put your own in its place, change it and add: replace: true\n");
        if (!whole || !put_rule(rule, out))
            return wd_say_and(WD_EXIT_USAGE, "out of memory");
    }
    return status;
}

/* ---- the command ------------------------------------------------------------------------------- */

static int with_rules(const struct wd_options *options, unsigned flags,
                      int (*run)(const struct wd_options *, const struct wd_ruleset *,
                                 struct wd_output *))
{
    struct wd_error err;
    struct wd_ruleset *set = wd_app_rules(options, flags);
    if (!set)
        return WD_EXIT_USAGE;
    struct wd_output *out = wd_output_open("-", &err);
    int status = out ? run(options, set, out) : wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    if (out && wd_output_commit(out, &err) < 0)
        status = wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    wd_ruleset_free(set);
    return status;
}

int wd_cmd_rules(const struct wd_options *options)
{
    const char *what = options->argument_count > 0 ? options->arguments[0] : "list";
    if (strcmp(what, "list") == 0)
        return with_rules(options, 0, list_rules);
    if (strcmp(what, "show") == 0 && options->argument_count > 1)
        return with_rules(options, WD_RULES_EXAMPLES, show_rule);
    if (strcmp(what, "test") == 0)
        return wd_cmd_rules_test(options);
    if (strcmp(what, "pack") == 0)
        return wd_cmd_rules_pack(options);
    if (strcmp(what, "new") == 0)
        return wd_cmd_rules_new(options);
    return wd_say_and(
        WD_EXIT_USAGE,
        "rules takes: list [--order] [ID...], show ID..., test [ID...], new --from-line FILE, "
        "pack [DIR...] -o OUT");
}
