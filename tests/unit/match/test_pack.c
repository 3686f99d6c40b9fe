/* Packs written as YAML: what arrives, what is shared, and where a mistake is said to be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../pack_files.h"
#include "whydenied/match/lint.h"

#define HEAD     "pack: acme\nschema: 1\n"
#define RULE(id) "id: " id "\nversion: 1\ntitle: {en: T}\nwhy: {en: W}\ncause: missing_role\n"

static const char *const whole = "# a comment\n" RULE(
    "acme.widget.denied") "status: experimental\n"
                          "when:\n  code: [7, 16]\n  /a/b: true\n  /c: ['true', 403]\n  denial: "
                          "true\n"
                          "anchors: [acme widget]\n"
                          "match:\n  - name: one\n    field: message\n    re: 'acme \"widget\" "
                          "(?<permission>\\w+)'\n"
                          "  - name: two\n    re: |-\n      it's \\d{2}\n"
                          "examples:\n  - record: {\"a\": 1, \"b\": [true, null], c: x, d: '1'}\n"
                          "    expect: {uncertain: true, project: 123456789012}\n"
                          "counterexamples:\n  - record: 403\n    why: no\n";

static struct wd_ruleset *load_folder(const char *shared, const char *rule, unsigned flags)
{
    struct pack_files files, pack;
    struct wd_error err = {.text = ""};
    pack_files_init(&files);
    snprintf(pack.folder, sizeof pack.folder, "%.200s/acme", files.folder);
    assert_int_equal(mkdir(pack.folder, 0700), 0);
    pack_files_write(&pack, "_shared.yaml", shared);
    pack_files_write(&pack, "rule.yaml", rule);
    struct wd_ruleset *set = wd_ruleset_load(files.folder, NULL, 0, flags, &err);
    assert_non_null(set);
    pack_files_done(&files);
    return set;
}

static struct wd_ruleset *load_alone(const char *name, const char *text)
{
    struct pack_files files;
    struct wd_error err = {.text = ""};
    pack_files_init(&files);
    const char *path = pack_files_write(&files, name, text);
    struct wd_ruleset *set = wd_ruleset_load(NULL, &path, 1, WD_RULES_EXAMPLES, &err);
    assert_non_null(set);
    pack_files_done(&files);
    return set;
}

static void assert_only_problem(const struct wd_ruleset *set, const char *lint, const char *where,
                                const char *words)
{
    assert_int_equal(wd_ruleset_problem_count(set), 1);
    const struct wd_rule_problem *problem = wd_ruleset_problem(set, 0);
    size_t len = strlen(problem->where), tail = strlen(where);
    if (strcmp(problem->lint, lint) != 0 || !strstr(problem->text, words) || len < tail ||
        strcmp(problem->where + len - tail, where) != 0)
        fail_msg("%s %s: %s", problem->lint, problem->where, problem->text);
}

static void assert_json(const json_t *value, const char *key, const char *expected)
{
    char *text = json_dumps(json_object_get(value, key), JSON_COMPACT | JSON_ENCODE_ANY);
    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
}

static void a_rule_arrives_with_the_types_of_the_schema(void **state)
{
    (void)state;
    struct wd_ruleset *set = load_folder(HEAD "system: cloud_run\n", whole, WD_RULES_EXAMPLES);
    assert_int_equal(wd_ruleset_problem_count(set), 0);
    const struct wd_rule *rule = wd_ruleset_find(set, WD_STR("acme.widget.denied"));
    assert_non_null(rule);
    assert_string_equal(rule->pack, "acme");
    assert_int_equal(rule->system, WD_SYSTEM_CLOUD_RUN);
    assert_int_equal(rule->when.code_count, 2);
    assert_int_equal(rule->when.pointers[0].value_count, 0);
    assert_string_equal(rule->when.pointers[1].values[0], "true");
    assert_string_equal(rule->when.pointers[1].values[1], "403");
    assert_true(rule->when.denial);
    assert_string_equal(rule->match[0].re, "acme \"widget\" (?<permission>\\w+)");
    assert_string_equal(rule->match[1].re, "it's \\d{2}");
    const json_t *example = json_array_get(json_object_get(rule->source, "examples"), 0);
    assert_json(example, "record", "{\"a\":1,\"b\":[true,null],\"c\":\"x\",\"d\":\"1\"}");
    assert_json(example, "expect", "{\"uncertain\":true,\"project\":\"123456789012\"}");
    assert_json(json_array_get(json_object_get(rule->source, "counterexamples"), 0), "record",
                "\"403\"");
    wd_ruleset_free(set);
}

static void places_are_those_of_the_yaml(void **state)
{
    (void)state;
    struct wd_ruleset *set = load_folder(HEAD, whole, WD_RULES_EXAMPLES);
    const struct wd_rule *rule = wd_ruleset_at(set, 0);
    static const struct {
        const char *key;
        unsigned line, column;
    } rows[] = {
        {"id", 2, 1}, {"code", 9, 3}, {"anchors", 13, 1}, {"match", 14, 1}, {"no-key", 2, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wd_file_place at = wd_lint_key_place(rule, rows[i].key);
        assert_non_null(strstr(at.file, "/acme/rule.yaml"));
        if (at.line != rows[i].line || at.column != rows[i].column)
            fail_msg("%s: %u:%u", rows[i].key, at.line, at.column);
    }
    assert_int_equal(rule->match[1].at.line, 18);
    assert_int_equal(rule->match[1].at.column, 5);
    assert_int_equal(wd_lint_example_place(rule, false, 0).line, 22);
    assert_int_equal(wd_lint_example_place(rule, true, 0).line, 25);
    wd_ruleset_free(set);
}

static void what_a_pack_shares_is_put_in_its_place(void **state)
{
    (void)state;
    struct wd_ruleset *set =
        load_folder(HEAD "texts:\n  wait: {en: Wait., ja: 待つ。}\n"
                         "fragments:\n  word: '[a-z]{2}'\n  digits: '\\d'\n"
                         "references:\n  docs: https://example.com/docs\n",
                    RULE("acme.a") "anchors: [acme]\nmatch:\n  - name: a\n    re: 'acme "
                                   "{{word}}{{digits}}{{{2}'\n"
                                   "advice:\n  - kind: wait\n    text: {use: wait}\n"
                                   "tell_apart:\n  - cause: condition\n    check: {use: wait}\n"
                                   "references: ['{{docs}}/a', https://example.com/]\n",
                    0);
    assert_int_equal(wd_ruleset_problem_count(set), 0);
    const struct wd_rule *rule = wd_ruleset_at(set, 0);
    assert_string_equal(rule->match[0].re, "acme [a-z]{2}\\d{{{2}");
    assert_string_equal(rule->advice[0].text.in[WD_LANG_JA], "待つ。");
    assert_string_equal(rule->tell_apart[0].check.in[WD_LANG_EN], "Wait.");
    assert_string_equal(rule->references[0], "https://example.com/docs/a");
    wd_ruleset_free(set);
}

static void a_file_alone_is_a_pack_of_its_own(void **state)
{
    (void)state;
    struct wd_ruleset *set =
        load_alone("a.yml", RULE("acme.a") "when: {code: 7}\nmatch: [{name: a}]\n");
    assert_int_equal(wd_ruleset_problem_count(set), 0);
    assert_string_equal(wd_ruleset_at(set, 0)->pack, "mine");
    assert_true(wd_ruleset_at(set, 0)->user);
    wd_ruleset_free(set);
    set = load_alone(
        "a.yaml", "pack: ours\n" RULE("acme.a") "schema: 1\nwhen: {code: 7}\nmatch: [{name: a}]\n");
    assert_string_equal(wd_ruleset_at(set, 0)->pack, "ours");
    wd_ruleset_free(set);
}

static void mistakes_are_told_with_line_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *shared, *rule, *lint, *where, *words;
    } rows[] = {
        {HEAD, "id: a\nid: b\n", "P000", "rule.yaml:2:1", "stands twice"},
        {HEAD, "id: &a b\n", "P000", "rule.yaml:1:5", "anchors"},
        {HEAD, "id: !x b\n", "P000", "rule.yaml:1:5", "tags"},
        {HEAD, "- id: a\n", "P000", "rule.yaml:1:1", "one rule"},
        {HEAD, "", "P000", "rule.yaml:1:1", "nothing in it"},
        {HEAD, "rules: []\n", "P001", "rule.yaml:1:1", "one rule"},
        {HEAD, "id: a.b\npack: x\n", "P001", "rule.yaml:2:1", "_shared.yaml"},
        {HEAD, RULE("acme.a") "when: {code: 7}\nmatch:\n- name: a\n  regex: x\n", "P001",
         "rule.yaml:9:3", "regex"},
        {HEAD, RULE("acme.a") "when:\n  code: seven\nmatch: [{name: a}]\n", "P004", "rule.yaml:7:3",
         "number"},
        {HEAD, RULE("acme.a") "anchors: [x]\nmatch: [{name: a, re: '(?<who>x)'}]\n", "P006",
         "rule.yaml:7:19", "who"},
        {HEAD, "title: {use: t}\n", "P017", "rule.yaml:1:14", "no text is called \"t\""},
        {HEAD, "match:\n  - re: 'a{{b}}'\n", "P017", "rule.yaml:2:9",
         "no fragment is called \"b\""},
        {HEAD, "references: ['{{b}}']\n", "P017", "rule.yaml:1:14", "no reference is called \"b\""},
        {HEAD "text: {}\n", "", "P001", "_shared.yaml:3:1", "no key"},
        {HEAD "texts: {a: b}\n", "", "P004", "_shared.yaml:3:9", "must be a text"},
        {"pack: a\nschema: 2\n", RULE("acme.a"), "P004", "_shared.yaml:2:1", "schema 1"},
        {HEAD "system: nowhere\n", RULE("acme.a"), "P004", "_shared.yaml:3:1", "nowhere"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wd_ruleset *set = load_folder(rows[i].shared, rows[i].rule, 0);
        assert_only_problem(set, rows[i].lint, rows[i].where, rows[i].words);
        assert_int_equal(wd_ruleset_count(set), 0);
        wd_ruleset_free(set);
    }
}

static void a_bare_rule_in_json_is_told_to_be_wrapped(void **state)
{
    (void)state;
    struct wd_ruleset *set = load_alone("a.json", "{\n  \"id\": \"a.b\", \"match\": []}\n");
    assert_only_problem(set, "P005", "a.json:2:3", "{\"pack\": \"mine\"");
    wd_ruleset_free(set);
}

static void a_broken_file_leaves_the_others_of_its_pack(void **state)
{
    (void)state;
    struct pack_files files;
    struct wd_error err = {.text = ""};
    pack_files_init(&files);
    pack_files_write(&files, "_shared.yaml", HEAD);
    pack_files_write(&files, "a.yaml", "id: [\n");
    pack_files_write(&files, "b.yaml", RULE("acme.b") "when: {code: 7}\nmatch: [{name: a}]\n");
    pack_files_write(&files, "c.yaml", "id: *x\n");
    pack_files_write(&files, "d.yaml", RULE("acme.d") "when: {code: 9}\nmatch: [{name: a}]\n");
    struct wd_ruleset *set = wd_ruleset_load(files.folder, NULL, 0, 0, &err);
    assert_non_null(set);
    assert_int_equal(wd_ruleset_problem_count(set), 2);
    assert_int_equal(wd_ruleset_count(set), 2);
    assert_int_equal(wd_ruleset_pack_count(set), 1);
    wd_ruleset_free(set);
    pack_files_done(&files);
}

/* A compiled pack, its first rule's second line in the form `line`; or its own. */
static struct wd_ruleset *load_compiled(const char *line, unsigned flags)
{
    const char *rules[] = {
        R("acme.a",
          "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}], \"advice\": [{\"kind\": "
          "\"grant\", \"permission\": \"acme.b.get\"}]"),
        R("acme.c", "\"when\": {\"code\": 9}, \"match\": [{\"name\": \"a\"}]")};
    json_t *pack = json_pack("{s:s,s:i,s:[o,o]}", "pack", "acme", "schema", 1, "rules",
                             json_loads(rules[0], 0, NULL), json_loads(rules[1], 0, NULL));
    char *text = wd_pack_print(pack), *own = strstr(text, "\n,\""), *other = strstr(text, "\n,{");
    struct pack_files files;
    struct wd_error err = {.text = ""};
    char whole_text[2048];

    assert_non_null(own);
    snprintf(whole_text, sizeof whole_text, "%.*s%s%s\n", (int)(own + 1 - text), text,
             line ? line : "", line ? other : own + 1);
    pack_files_init(&files);
    pack_files_write(&files, "acme.json", whole_text);
    struct wd_ruleset *set = wd_ruleset_load(files.folder, NULL, 0, flags, &err);
    pack_files_done(&files);
    json_decref(pack);
    free(text);
    assert_non_null(set);
    return set;
}

static void what_a_shipped_rule_answers_is_read_when_it_is_asked_for(void **state)
{
    (void)state;
    for (unsigned flags = 0; flags <= WD_RULES_LATE; flags += WD_RULES_LATE) {
        struct wd_ruleset *set = load_compiled(NULL, flags);
        assert_int_equal(wd_ruleset_count(set), 2);
        const struct wd_rule *rule = wd_ruleset_find(set, WD_STR("acme.a"));
        assert_int_equal(rule->title.in[WD_LANG_EN] == NULL, flags == WD_RULES_LATE);
        assert_string_equal(rule->permission, "acme.b.get");
        assert_int_equal(rule->when.codes[0], 7);
        assert_int_equal(wd_rule_complete(rule, NULL), 0);
        assert_int_equal(wd_rule_complete(rule, NULL), 0);
        assert_string_equal(rule->title.in[WD_LANG_EN], "t");
        assert_string_equal(rule->advice[0].permission, "acme.b.get");
        assert_null(wd_ruleset_find(set, WD_STR("acme.c"))->permission);
        wd_ruleset_free(set);
    }
}

static void a_pack_has_one_digest_however_much_of_it_was_read(void **state)
{
    struct wd_ruleset *whole_set = load_compiled(NULL, 0);
    struct wd_ruleset *set = load_compiled(NULL, WD_RULES_LATE);
    (void)state;
    assert_int_equal(wd_ruleset_digest(set), wd_ruleset_digest(whole_set));
    wd_ruleset_free(whole_set);
    wd_ruleset_free(set);
}

static void a_damaged_answer_is_told_in_its_place(void **state)
{
    (void)state;
    struct wd_ruleset *set = load_compiled(",\"title\":{\"en\":}", WD_RULES_LATE);
    const struct wd_rule *rule = wd_ruleset_find(set, WD_STR("acme.a"));
    assert_non_null(rule);
    assert_int_equal(wd_rule_complete(rule, NULL), 0);
    assert_string_equal(rule->title.in[WD_LANG_EN], "acme.a");
    assert_non_null(strstr(rule->why.in[WD_LANG_EN], "damaged"));
    assert_int_equal(rule->advice_count, 0);
    wd_ruleset_free(set);
}

static void a_pack_in_another_layout_is_read_whole(void **state)
{
    (void)state;
    struct wd_ruleset *set =
        load_compiled(",\"title\":{\"en\":\"t\"}\n,\"why\":{\"en\":\"w\"}}", WD_RULES_LATE);
    assert_int_equal(wd_ruleset_problem_count(set), 0);
    assert_int_equal(wd_ruleset_count(set), 2);
    assert_string_equal(wd_ruleset_find(set, WD_STR("acme.a"))->title.in[WD_LANG_EN], "t");
    wd_ruleset_free(set);
    set = load_compiled(",\"title\":{\"en\":", WD_RULES_LATE);
    assert_int_equal(wd_ruleset_count(set), 0);
    assert_true(wd_ruleset_problem_count(set) > 0);
    wd_ruleset_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_arrives_with_the_types_of_the_schema),
        cmocka_unit_test(places_are_those_of_the_yaml),
        cmocka_unit_test(what_a_pack_shares_is_put_in_its_place),
        cmocka_unit_test(a_file_alone_is_a_pack_of_its_own),
        cmocka_unit_test(mistakes_are_told_with_line_and_column),
        cmocka_unit_test(a_bare_rule_in_json_is_told_to_be_wrapped),
        cmocka_unit_test(a_broken_file_leaves_the_others_of_its_pack),
        cmocka_unit_test(what_a_shipped_rule_answers_is_read_when_it_is_asked_for),
        cmocka_unit_test(a_pack_has_one_digest_however_much_of_it_was_read),
        cmocka_unit_test(a_damaged_answer_is_told_in_its_place),
        cmocka_unit_test(a_pack_in_another_layout_is_read_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
