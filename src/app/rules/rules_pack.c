/* `rules pack`: the rules of a folder, checked and compiled to one JSON file a pack. */
#include "app/rules/rules_test.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "whydenied/base/char.h"
#include "whydenied/base/json_value.h"
#include "whydenied/report/output.h"

static bool is_file_name(struct wd_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (!wd_is_alnum(name.ptr[i]) && !wd_char_in(name.ptr[i], "-_"))
            return false;
    }
    return name.len > 0;
}

/* The pack as it is loaded: examples and what speaks to editors only may stay behind. NULL without memory. */
static char *pack_text(struct wd_str json, bool examples)
{
    json_t *pack = json_loadb(json.ptr, json.len, 0, NULL);
    json_t *rule;
    size_t i;
    char *text;

    json_object_del(pack, "$schema");
    json_array_foreach (json_object_get(pack, "rules"), i, rule) {
        if (examples)
            continue;
        json_object_del(rule, "examples");
        json_object_del(rule, "counterexamples");
    }
    text = pack ? wd_pack_print(pack) : NULL;
    json_decref(pack);
    return text;
}

static int write_pack(const char *folder, const char *name, const char *text)
{
    struct wd_buf path;
    struct wd_error err;
    struct wd_output *out;

    wd_buf_init(&path, 4096);
    wd_buf_printf(&path, "%s/%s.json", folder, name);
    out = wd_output_open(wd_buf_cstr(&path), &err);
    wd_buf_done(&path);
    if (!out)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    wd_output_putz(out, text);
    wd_output_putz(out, "\n");
    if (wd_output_commit(out, &err) < 0)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    return WD_EXIT_OK;
}

static bool is_second(const struct wd_ruleset *set, size_t index)
{
    size_t rules;
    const char *name = wd_ruleset_pack(set, index, &rules);

    for (size_t i = 0; i < index; i++) {
        if (strcmp(wd_ruleset_pack(set, i, &rules), name) == 0)
            return true;
    }
    return false;
}

static int write_packs(const struct wd_options *options, const struct wd_ruleset *set)
{
    int status = WD_EXIT_OK;

    for (size_t i = 0; i < wd_ruleset_pack_count(set) && status == WD_EXIT_OK; i++) {
        size_t rules;
        const char *name = wd_ruleset_pack(set, i, &rules);
        if (!is_file_name(wd_str_of(name)))
            return wd_say_and(WD_EXIT_FINDINGS, "a pack's name is letters, digits, - and _: \"%s\"",
                              name);
        if (is_second(set, i))
            return wd_say_and(WD_EXIT_FINDINGS, "two packs are called \"%s\"", name);
        char *text = pack_text(wd_ruleset_pack_json(set, i), !options->no_examples);
        if (!text)
            return wd_say_and(WD_EXIT_USAGE, "out of memory");
        status = write_pack(options->outputs.item[0].path, name, text);
        free(text);
    }
    return status;
}

/* Nothing is written of a folder with a mistake in it. */
static int pack_folder(const struct wd_options *options, char *folder)
{
    struct wd_options own = *options;
    struct wd_ruleset *set;
    int status;

    own.patterns_dir = folder;
    own.patterns.count = 0;
    own.no_user_patterns = true;
    set = wd_app_rules(&own, WD_RULES_EXAMPLES);
    if (!set)
        return WD_EXIT_USAGE;
    if (wd_ruleset_problem_count(set) > 0)
        status = wd_say_and(WD_EXIT_FINDINGS, "%s: nothing is packed", folder);
    else if (wd_ruleset_pack_count(set) == 0)
        status = wd_say_and(WD_EXIT_USAGE, "%s: no rules", folder);
    else
        status = write_packs(options, set);
    wd_ruleset_free(set);
    return status;
}

int wd_cmd_rules_pack(const struct wd_options *options)
{
    const char *target = options->outputs.item[0].path;
    int status = WD_EXIT_OK;

    if (strcmp(target, "-") == 0 || options->outputs.count != 1)
        return wd_say_and(WD_EXIT_USAGE, "rules pack takes [DIR...] -o OUT, a folder to write to");
    if (mkdir(target, 0755) < 0 && errno != EEXIST)
        return wd_say_and(WD_EXIT_OUTPUT, "%s: %s", target, strerror(errno));
    if (options->argument_count == 1)
        return pack_folder(options, options->patterns_dir);
    for (size_t i = 1; i < options->argument_count && status == WD_EXIT_OK; i++)
        status = pack_folder(options, options->arguments[i]);
    return status;
}
