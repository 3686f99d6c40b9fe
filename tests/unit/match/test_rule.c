/* Loading rules: what a pack says arrives, what is wrong is told with its line, the rest loads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../pack_files.h"

#define TEXT_RULE(id, anchor)                                                                      \
    R(id, "\"anchors\": [\"" anchor "\"], \"match\": [{\"name\": \"a\", \"re\": \"x\"}]")

static void assert_problem(const struct wd_ruleset *set, const char *lint, const char *line,
                           const char *words)
{
    for (size_t i = 0; i < wd_ruleset_problem_count(set); i++) {
        const struct wd_rule_problem *problem = wd_ruleset_problem(set, i);
        bool same = lint ? problem->lint && strcmp(problem->lint, lint) == 0 : !problem->lint;
        if (same && strstr(problem->text, words) && strstr(problem->where, line))
            return;
        print_message("%s %s: %s\n", problem->where, problem->lint ? problem->lint : "-",
                      problem->text);
    }
    fail_msg("no problem %s \"%s\" at %s", lint ? lint : "-", words, line);
}

static void every_field_of_a_rule_arrives(void **state)
{
    (void)state;
    struct wd_ruleset *set = pack_of_rules(
        "{\"id\": \"gcp.run.deploy\", \"version\": 3, \"status\": \"experimental\", \"system\": "
        "\"cloud_run\","
        "\"title\": {\"en\": \"T\", \"ja\": \"題\"}, \"why\": {\"en\": \"W\"}, \"cause\": "
        "\"act_as\","
        "\"serves\": [\"run: act as\"], \"when\": {\"dialect\": [\"audit\", \"text\"], \"code\": "
        "[7, 16],"
        "\"permission\": \"iam.*\", \"/a/b\": true, \"/c\": [\"x\", \"y\"], \"denial\": true},"
        "\"anchors\": [\"actAs\"], \"match\": [{\"name\": \"one\", \"field\": \"message\", \"re\": "
        "\"(?<permission>a+)\"},"
        "{\"name\": \"two\"}], \"confidence\": {\"one\": \"low\"}, \"principal\": "
        "\"cloud_build_service_account\","
        "\"advice\": [{\"kind\": \"grant\", \"role\": \"roles/x\", \"on\": \"project\", \"to\": "
        "\"principal\","
        "\"text\": {\"en\": \"do\"}}, {\"kind\": \"configuration\", \"command\": [\"gcloud\", "
        "\"{project}\"]}],"
        "\"tell_apart\": [{\"cause\": \"wrong_target\", \"check\": {\"en\": \"look\"}}],"
        "\"references\": [\"https://example.com/\"], \"examples\": [], \"counterexamples\": []}",
        0);
    assert_int_equal(wd_ruleset_problem_count(set), 0);
    const struct wd_rule *rule = wd_ruleset_find(set, WD_STR("gcp.run.deploy"));
    assert_non_null(rule);
    assert_int_equal(rule->version, 3);
    assert_string_equal(rule->status, "experimental");
    assert_int_equal(rule->system, WD_SYSTEM_CLOUD_RUN);
    assert_string_equal(wd_i18n(&rule->title, WD_LANG_JA), "題");
    assert_string_equal(wd_i18n(&rule->why, WD_LANG_JA), "W");
    assert_int_equal(rule->cause, WD_CAUSE_ACT_AS);
    assert_int_equal(rule->when.dialects, 1u << WD_DIALECT_AUDIT | 1u << WD_DIALECT_TEXT);
    assert_int_equal(rule->when.code_count, 2);
    assert_int_equal(rule->when.permission_count, 1);
    assert_int_equal(rule->when.pointer_count, 2);
    assert_int_equal(rule->when.pointers[1].value_count, 2);
    assert_true(rule->when.denial);
    assert_int_equal(rule->match_count, 2);
    assert_int_equal(rule->match[0].field, WD_TEXT_MESSAGE);
    assert_int_equal(rule->match[0].confidence, WD_LOW);
    assert_int_equal(rule->match[1].confidence, WD_HIGH);
    assert_int_equal(rule->match[1].field, -1);
    assert_int_equal(rule->advice_count, 2);
    assert_string_equal(rule->advice[1].argv[1], "{project}");
    assert_int_equal(rule->tell_apart[0].cause, WD_CAUSE_WRONG_TARGET);
    assert_string_equal(rule->serves[0], "run: act as");
    assert_true(rule->propagates);
    assert_null(rule->source);
    wd_ruleset_free(set);
}

static void examples_are_kept_only_when_asked(void **state)
{
    (void)state;
    const char *rules =
        R("gcp.x.y", "\"anchors\": [\"x\"], \"match\": [{\"name\": \"a\", \"re\": \"x\"}],"
                     "\"examples\": [{\"record\": \"x {[\\\"\", \"expect\": {}}]");
    struct wd_ruleset *without = pack_of_rules(rules, 0);
    struct wd_ruleset *with = pack_of_rules(rules, WD_RULES_EXAMPLES);
    assert_null(wd_ruleset_at(without, 0)->source);
    const json_t *examples = json_object_get(wd_ruleset_at(with, 0)->source, "examples");
    assert_int_equal(json_array_size(examples), 1);
    assert_int_equal(wd_ruleset_at(with, 0)->at.line, 2);
    wd_ruleset_free(without);
    wd_ruleset_free(with);
}

static void a_broken_rule_is_told_and_the_rest_loads(void **state)
{
    (void)state;
    static const struct {
        const char *rule, *lint, *words;
    } cases[] = {
        {R("gcp.a.a", "\"matchs\": []"), "P001", "matchs"},
        {R("gcp.a.a", "\"when\": {\"dialekt\": \"audit\"}, \"match\": [{\"name\": \"a\"}]"), "P001",
         "dialekt"},
        {R("gcp.a.a", "\"match\": [{\"name\": \"a\", \"regex\": \"x\"}]"), "P001", "regex"},
        {R("gcp.a.a", "\"when\": {\"dialect\": \"nope\"}, \"match\": [{\"name\": \"a\"}]"), "P004",
         "nope"},
        {R("Gcp.A", "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}]"), "P004",
         "no rule id"},
        {R("gcp", "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}]"), "P004", "no rule id"},
        {R("gcp.a", "\"when\": {\"code\": [\"7\"]}, \"match\": [{\"name\": \"a\"}]"), "P004",
         "whole number"},
        {R("gcp.a", "\"when\": {\"/a/b~2\": \"x\"}, \"match\": [{\"name\": \"a\"}]"), "P004",
         "no JSON pointer"},
        {R("gcp.a", "\"when\": {\"code\": 7}"), "P005", "match"},
        {R("gcp.a", "\"when\": {\"code\": 7}, \"match\": []"), "P005", "no alternative"},
        {R("gcp.a", "\"match\": [{\"name\": \"a\"}]"), "P009", "conditions"},
        {R("gcp.a", "\"match\": [{\"name\": \"a\", \"re\": \"x\"}]"), "P009", "anchors"},
        {R("gcp.a", "\"anchors\": [\"x\"], \"match\": [{\"name\": \"a\", \"re\": \"(?<who>x)\"}]"),
         "P006", "who"},
        {R("gcp.a", "\"anchors\": [\"x\"], \"match\": [{\"name\": \"a\", \"re\": \"(*UTF)x\"}]"),
         "P007", "leaders"},
        {R("gcp.a", "\"anchors\": [\"x\"], \"match\": [{\"name\": \"a\", \"re\": \"x(?C1)\"}]"),
         "P007", "callouts"},
        {R("gcp.a", "\"anchors\": [\"x\"], \"match\": [{\"name\": \"a\", \"re\": \"x(?R)?\"}]"),
         "P007", "recursion"},
        {R("gcp.a", "\"anchors\": [\"x\"], \"match\": [{\"name\": \"a\", \"re\": \"(x)(?1)\"}]"),
         "P007", "recursion"},
        {R("gcp.a", "\"anchors\": [\"x\"], \"match\": [{\"name\": \"a\", \"re\": \"x\\\\C\"}]"),
         "P007", "\\C"},
        {R("gcp.a", "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}, {\"name\": \"a\"}]"),
         "P002", "named"},
        {R("gcp.a", "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}], \"replace\": true"),
         "P001", "replace"},
        {R("gcp.a", "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}], \"confidence\": "
                    "{\"b\": \"low\"}"),
         "P004", "confidence"},
        {R("gcp.a", "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}], \"advice\": "
                    "[{\"kind\": \"bribe\"}]"),
         "P004", "bribe"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char rules[4096];
        snprintf(rules, sizeof rules, "%s,\n%s", cases[i].rule, TEXT_RULE("gcp.good.one", "x"));
        struct wd_ruleset *set = pack_of_rules(rules, 0);
        assert_problem(set, cases[i].lint, "test.json:2", cases[i].words);
        assert_int_equal(wd_ruleset_count(set), 1);
        assert_non_null(wd_ruleset_find(set, WD_STR("gcp.good.one")));
        wd_ruleset_free(set);
    }
}

static void a_file_that_is_no_pack_is_told_and_the_others_load(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "{",
        "[]",
        "{\"pack\": \"x\", \"schema\": 2, \"rules\": []}",
        "{\"pack\": \"x\", \"schema\": 1}",
        "{\"pack\": \"x\", \"schema\": 1, \"rules\": [],}",
        "{\"pack\": \"x\", \"schema\": 1, \"rules\": {}}",
        "{\"pack\": \"x\", \"schema\": 1, \"rules\": [1, null]}",
        "{\"pack\": \"x\", \"schema\": 1, \"rules\": [], \"include\": \"../other.json\"}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct pack_files files;
        struct wd_error err;
        pack_files_init(&files);
        pack_files_write(&files, "a.json", texts[i]);
        pack_files_write(
            &files, "b.json",
            "{\"pack\": \"good\", \"schema\": 1, \"rules\": [" TEXT_RULE("gcp.a.b", "x") "]}");
        struct wd_ruleset *set = wd_ruleset_load(files.folder, NULL, 0, 0, &err);
        assert_non_null(set);
        assert_int_equal(wd_ruleset_count(set), 1);
        assert_true(wd_ruleset_problem_count(set) > 0);
        assert_non_null(strstr(wd_ruleset_problem(set, 0)->where, "a.json"));
        wd_ruleset_free(set);
        pack_files_done(&files);
    }
}

static void a_syntax_error_is_told_with_its_line(void **state)
{
    (void)state;
    struct pack_files files;
    struct wd_error err;
    pack_files_init(&files);
    pack_files_write(&files, "a.json", "{\"pack\": \"x\",\n \"schema\": 1,\n \"rules\" []}\n");
    struct wd_ruleset *set = wd_ruleset_load(files.folder, NULL, 0, 0, &err);
    assert_non_null(set);
    assert_problem(set, "P000", "a.json:3:", "not JSON");
    wd_ruleset_free(set);
    pack_files_done(&files);
}

static void an_unreadable_folder_is_an_error_and_a_missing_user_path_a_problem(void **state)
{
    (void)state;
    struct wd_error err = {.text = ""};
    const char *missing = "no-such-folder-here";
    assert_null(wd_ruleset_load(missing, NULL, 0, 0, &err));
    assert_non_null(strstr(err.text, missing));
    struct wd_ruleset *set = wd_ruleset_load(NULL, &missing, 1, 0, &err);
    assert_non_null(set);
    assert_problem(set, "P000", missing, "No such file");
    wd_ruleset_free(set);
}

static struct wd_ruleset *shipped_and_user(const char *user_rule)
{
    struct pack_files shipped, user;
    struct wd_error err;
    char text[4096];
    pack_files_init(&shipped);
    pack_files_init(&user);
    pack_files_write(
        &shipped, "a.json",
        "{\"pack\": \"a\", \"schema\": 1, \"rules\": [" TEXT_RULE("gcp.a.b", "shipped") "]}");
    snprintf(text, sizeof text, "{\"pack\": \"mine\", \"schema\": 1, \"rules\": [%s]}", user_rule);
    const char *path = pack_files_write(&user, "mine.json", text);
    struct wd_ruleset *set = wd_ruleset_load(shipped.folder, &path, 1, 0, &err);
    assert_non_null(set);
    pack_files_done(&shipped);
    pack_files_done(&user);
    return set;
}

static void a_user_rule_takes_a_shipped_place_only_when_it_says_so(void **state)
{
    (void)state;
    struct wd_ruleset *set = shipped_and_user(TEXT_RULE("gcp.a.b", "mine"));
    assert_problem(set, "P002", "mine.json", "replace");
    assert_string_equal(wd_ruleset_at(set, 0)->anchors[0], "shipped");
    wd_ruleset_free(set);

    set = shipped_and_user(R("gcp.a.b", "\"replace\": true, \"anchors\": [\"mine\"], "
                                        "\"match\": [{\"name\": \"a\", \"re\": \"x\"}]"));
    assert_int_equal(wd_ruleset_problem_count(set), 0);
    assert_int_equal(wd_ruleset_count(set), 1);
    assert_string_equal(wd_ruleset_at(set, 0)->anchors[0], "mine");
    assert_true(wd_ruleset_at(set, 0)->user);
    wd_ruleset_free(set);
}

static void order_is_computed_and_not_that_of_the_file(void **state)
{
    (void)state;
    struct wd_ruleset *set = pack_of_rules(
        R("z.fallback.fields",
          "\"fallback\": true, \"when\": {\"code\": 7}, \"match\": "
          "[{\"name\": \"a\"}]") "," TEXT_RULE("b.short.anchor",
                                               "xx") "," TEXT_RULE("c.long.anchor",
                                                                   "xxxxxxxx") "," TEXT_RULE("a."
                                                                                             "short"
                                                                                             ".anch"
                                                                                             "or",
                                                                                             "xx") "," R("z.one.condition",
                                                                                                         "\"when\": {\"code\": 7}, "
                                                                                                         "\"match\": [{\"name\": "
                                                                                                         "\"a\"}]") "," R("z.two."
                                                                                                                          "conditions",
                                                                                                                          "\"when\": "
                                                                                                                          "{\"code\": "
                                                                                                                          "7, "
                                                                                                                          "\"permissio"
                                                                                                                          "n\": "
                                                                                                                          "\"a.b.c\"},"
                                                                                                                          " \"match\":"
                                                                                                                          " [{"
                                                                                                                          "\"name\": "
                                                                                                                          "\"a\"}]"),
        0);
    static const char *const order[] = {"z.two.conditions", "z.one.condition", "c.long.anchor",
                                        "a.short.anchor",   "b.short.anchor",  "z.fallback.fields"};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        assert_string_equal(wd_ruleset_at(set, i)->id, order[i]);
        assert_int_equal(wd_ruleset_at(set, i)->index, i);
    }
    wd_ruleset_free(set);
}

static void schemas_and_hidden_files_are_no_packs(void **state)
{
    (void)state;
    struct pack_files files;
    struct wd_error err;
    pack_files_init(&files);
    pack_files_write(&files, "pack.schema.json", "{}");
    pack_files_write(&files, ".hidden.json", "{}");
    pack_files_write(&files, "notes.txt", "text");
    struct wd_ruleset *set = wd_ruleset_load(files.folder, NULL, 0, 0, &err);
    assert_non_null(set);
    assert_int_equal(wd_ruleset_problem_count(set), 0);
    assert_int_equal(wd_ruleset_pack_count(set), 0);
    wd_ruleset_free(set);
    pack_files_done(&files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_of_a_rule_arrives),
        cmocka_unit_test(examples_are_kept_only_when_asked),
        cmocka_unit_test(a_broken_rule_is_told_and_the_rest_loads),
        cmocka_unit_test(a_file_that_is_no_pack_is_told_and_the_others_load),
        cmocka_unit_test(a_syntax_error_is_told_with_its_line),
        cmocka_unit_test(an_unreadable_folder_is_an_error_and_a_missing_user_path_a_problem),
        cmocka_unit_test(a_user_rule_takes_a_shipped_place_only_when_it_says_so),
        cmocka_unit_test(order_is_computed_and_not_that_of_the_file),
        cmocka_unit_test(schemas_and_hidden_files_are_no_packs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
