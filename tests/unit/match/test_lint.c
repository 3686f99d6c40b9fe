/* Lints: each mistake is found and named; a sound rule has none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../pack_files.h"
#include "match/anchors.h"
#include "match/pack/repeats.h"
#include "match/pack/source.h"
#include "match/ruleset.h"
#include "whydenied/match/lint.h"

#define EXAMPLES                                                                                   \
    "\"advice\": [{\"kind\": \"none\"}], \"references\": [\"https://example.com/\"], "             \
    "\"examples\": [{\"record\": \"widget denied\", \"expect\": {}}], "                            \
    "\"counterexamples\": [{\"record\": \"x\", \"why\": \"y\"}]"
#define WORDS(re)                                                                                  \
    R("acme.a.b", "\"anchors\": [\"widget denied\"], \"match\": [{\"name\": \"a\", \"re\": \"" re  \
                  "\"}], " EXAMPLES)

struct heard {
    char ids[512];
    size_t caret;
};

static void hear(void *context, const struct wd_lint *lint)
{
    struct heard *heard = context;
    size_t len = strlen(heard->ids);
    snprintf(heard->ids + len, sizeof heard->ids - len, "%s%s ", lint->id,
             lint->warning ? "w" : "");
    heard->caret = lint->caret;
}

static struct heard lint(const char *rules)
{
    struct heard heard = {"", 0};
    struct wd_error err = {.text = ""};
    struct wd_ruleset *set = pack_of_rules(rules, WD_RULES_EXAMPLES);
    assert_int_equal(wd_ruleset_problem_count(set), 0);
    assert_int_equal(wd_lint_ruleset(set, hear, &heard, &err), 0);
    wd_ruleset_free(set);
    return heard;
}

static void an_expression_that_could_do_more_than_match_is_refused_with_the_reason(void **state)
{
    static const struct {
        const char *re, *part; /* of the reason; NULL: it is taken */
    } rows[] = {
        {"a(?C1)b", "callouts"},
        {"(a(?R)?b)", "recursion"},
        {"(?<role>a)(?&role)", "recursion"},
        {"(a)(?1)", "recursion"},
        {"(a)(?P>role)", "recursion"},
        {"(a)(?-1)", "recursion"},
        {"(?+1)(a)", "recursion"},
        {"(a)(?(1)b|c)", "conditional"},
        {"a(?#why)b", "comments"},
        {"a\\Cb", "\\C"},
        {"(a)\\g1", "\\g and \\k"},
        {"(?<role>a)\\k<role>", "\\g and \\k"},
        {"\\Qa.b\\E", "escape each character"},
        {"(*UTF)a", "verbs"},
        {"(?<nobody>a)", "named after a slot"},
        {"(?P<nobody>a)", "named after a slot"},
        {"(?'nobody'a)", "named after a slot"},
        {"(?<role>a)(?P<project>b)(?'uncertain'c)", NULL},
        {"(?<=a)b(?<!c)", NULL},
        {"[(?C1)]", NULL},
        {"[](?#]x", NULL},
        {"[^](?#]x", NULL},
        {"[[:alpha:](?R)]x", NULL},
        {"[\\](?#]x", NULL},
        {"\\\\Qa", NULL},
    };
    struct wd_str name;
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *reason = wd_expression_refused(rows[i].re, &name);
        if (!rows[i].part && reason)
            fail_msg("%s: %s", rows[i].re, reason);
        if (rows[i].part && (!reason || !strstr(reason, rows[i].part)))
            fail_msg("%s: %s, not %s", rows[i].re, reason ? reason : "taken", rows[i].part);
    }
    assert_non_null(wd_expression_refused("(?'nobody'a)", &name));
    assert_true(wd_str_eqz(name, "nobody"));
}

static void each_mistake_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *rules, *ids;
    } cases[] = {
        {WORDS("widget denied for (?<principal>[a-z]+)"), ""},
        {WORDS("widget denied (?:a|b"), "P008 "},
        {WORDS("widget .* denied (?<principal>[a-z]+)"), "P020 "},
        {WORDS("widget .+? denied (?<principal>[a-z]+) .*"), ""},
        {WORDS("widget denied on acme.example"), "P022 "},
        {WORDS("widget denied on [a.b] acme\\\\.example .{3}"), ""},
        {WORDS("(?:widget denied)?"), "P023 "},
        {R("acme.a.b",
           "\"anchors\": [\"wid\"], \"match\": [{\"name\": \"a\", \"re\": \"widget\"}], " EXAMPLES),
         "P024w "},
        {R("acme.a.b", "\"when\": {\"code\": 7}, \"anchors\": [\"widget\"], \"match\": [{\"name\": "
                       "\"a\"}], " EXAMPLES),
         "P024 "},
        {WORDS("widget denied a") "," R("acme.c.d",
                                        "\"anchors\": [\"widget denied\"], \"match\": [{\"name\": "
                                        "\"z\", \"re\": \"widget denied a\"}], " EXAMPLES),
         "P003 "},
        {R("acme.a.b", "\"anchors\": [\"widget\"], \"match\": [{\"name\": \"a\", \"re\": "
                       "\"widget\"}], \"confidence\": {\"a\": \"high\"}, " EXAMPLES),
         "P050 "},
        {R("acme.a.b", "\"anchors\": [\"widget\"], \"match\": [{\"name\": \"a\", \"re\": "
                       "\"^widget$\"}], \"confidence\": {\"a\": \"high\"}, " EXAMPLES),
         ""},
        {R("acme.a.b", "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}], \"advice\": "
                       "[{\"kind\": \"none\"}], \"references\": [\"http://example.com/\"], "
                       "\"examples\": [{\"record\": \"x\", \"expect\": {}}]"),
         "P011 P070 "},
        {R("acme.a.b", "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}], \"examples\": [], "
                       "\"counterexamples\": []"),
         "P010 P011 P070w P064w "},
        {R("acme.a.b", "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}], \"serves\": "
                       "[\"acme: row\"], " EXAMPLES),
         "P091 "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct heard heard = lint(cases[i].rules);
        if (strcmp(heard.ids, cases[i].ids) != 0)
            fail_msg("case %zu: \"%s\", not \"%s\"", i, heard.ids, cases[i].ids);
    }
}

#define ADVISED(fallback, advice)                                                                  \
    R("acme.a.b",                                                                                  \
      "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}], \"fallback\": " fallback           \
      ", \"advice\": [" advice "], \"examples\": [{\"record\": \"x\", \"expect\": {}}], "          \
      "\"counterexamples\": [{\"record\": \"x\", \"why\": \"y\"}]")

static void what_must_not_be_advised_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *rules, *ids;
    } cases[] = {
        {ADVISED("false", "{\"kind\": \"grant\", \"role\": \"roles/owner\"}"), "P070w P060 P061 "},
        {ADVISED("false", "{\"kind\": \"grant\", \"command\": [\"gcloud\"]}"), "P070w P062 "},
        {ADVISED("false",
                 "{\"kind\": \"configuration\", \"command\": [\"gcloud\", \"--member=allUsers\"]}"),
         "P070w P060 "},
        {ADVISED("false", "{\"kind\": \"configuration\", \"command\": [\"gcloud\", \"{projct}\"]}"),
         "P070w P063 "},
        {ADVISED("false",
                 "{\"kind\": \"configuration\", \"command\": [\"gcloud\", \"{project}\"]}"),
         "P070w "},
        {ADVISED("true", "{\"kind\": \"grant\"}"), "P070w P051 "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct heard heard = lint(cases[i].rules);
        if (strcmp(heard.ids, cases[i].ids) != 0)
            fail_msg("case %zu: \"%s\", not \"%s\"", i, heard.ids, cases[i].ids);
    }
}

/* The table of the program and that of the guide are the same rows in the same order. */
static void every_code_is_documented(void **state)
{
    (void)state;
    char line[1024], row[1024];
    const struct wd_lint_code *code = wd_lint_code_at(0);
    FILE *guide = fopen("patterns/README.md", "r");
    assert_non_null(guide);
    for (size_t i = 0; fgets(line, sizeof line, guide);) {
        if (strncmp(line, "| P0", 4) != 0)
            continue;
        code = wd_lint_code_at(i++);
        assert_non_null(code);
        snprintf(row, sizeof row, "| %s | %s |\n", code->id, code->finding);
        assert_string_equal(line, row);
        if (!wd_lint_code_at(i))
            code = NULL;
    }
    fclose(guide);
    assert_null(code);
}

static void the_caret_points_at_the_mistake(void **state)
{
    (void)state;
    assert_int_equal(lint(WORDS("widget denied on acme.example")).caret,
                     strlen("widget denied on acme"));
}

static void secrets_and_invisible_characters_in_examples_are_found(void **state)
{
    (void)state;
#define WITH(record)                                                                               \
    R("acme.a.b",                                                                                  \
      "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}], \"advice\": [{\"kind\": "          \
      "\"none\"}], "                                                                               \
      "\"references\": [\"https://example.com/\"], \"examples\": [{\"record\": \"" record          \
      "\", \"expect\": {}}], \"counterexamples\": [{\"record\": \"x\", \"why\": \"y\"}]")
    assert_string_equal(lint(WITH("plain text\\n\\tof two lines \\\\ mika@example.com")).ids, "");
    assert_string_equal(lint(WITH("AccessKeyId LTAI5tExampleExampleExamp")).ids, "P080 ");
    assert_string_equal(lint(WITH("zero\\u200bwidth")).ids, "P090 ");
    assert_string_equal(lint(WITH("colour \\u001b[31m")).ids, "P090 ");
    assert_string_equal(lint(WITH("right \\u202e to left")).ids, "P090 ");
    assert_string_equal(lint(WITH("mika@somewhere.net")).ids, "P081w ");
}

static void invisible_characters_are_placed(void **state)
{
    (void)state;
    assert_int_equal(wd_lint_invisible(WD_STR("plain \xE6\xA8\xA9\n\tmore")), WD_NPOS);
    assert_int_equal(wd_lint_invisible(WD_STR("ab\x01")), 2);
    assert_int_equal(wd_lint_invisible(WD_STR("a\0b")), 1);
    assert_int_equal(wd_lint_invisible(WD_STR("a\nbc\xE2\x80\x8B")), 4);
    assert_int_equal(wd_lint_invisible(WD_STR("\xFF")), 0);
    assert_int_equal(wd_lint_invisible(WD_STR("")), WD_NPOS);
}

static double clock_of_test(void)
{
    static double now;
    return now += 1.0;
}

static void hostile_strings_are_measured_and_limits_counted(void **state)
{
    (void)state;
    struct wd_worst worst = {0};
    struct wd_error err = {.text = ""};
    struct wd_ruleset *set = pack_of_rules(WORDS("widget denied (?:a+)*[0-9]"), 0);
    assert_int_equal(wd_lint_hostile(wd_ruleset_at(set, 0), WD_STR("widget denied aaaa"),
                                     clock_of_test, &worst, &err),
                     0);
    assert_string_equal(worst.rule->id, "acme.a.b");
    assert_true(worst.ms >= 1.0);
    assert_true(worst.gave_up > 0);
    wd_ruleset_free(set);
}

struct told {
    char text[512];
};

static void note_part(void *context, struct wd_str lead, struct wd_str unit)
{
    struct told *told = context;
    size_t len = strlen(told->text);
    snprintf(told->text + len, sizeof told->text - len, "%.*s<%.*s> ", WD_STR_ARG(lead),
             WD_STR_ARG(unit));
}

static void what_repeats_is_read_from_the_expression(void **state)
{
    (void)state;
    static const struct {
        const char *re;
        unsigned kind;
        const char *parts;
    } cases[] = {
        {"(?:x+x+)+y", 0, "<x> x<x> <xx> "},
        {"ab{2,3}c?d*", 0, "a<b> abb<d> "},
        {"ab?c{2}", 1, "ab<c> "},
        {"(?:no|yes) (?<host>[a-z]{1,9})\\.x", 0, "yes <a> "},
        {"(?<!a+)[^\\]a\"]{1,2}?(?=b*)", 1, "<a> <-> -<b> "},
        {"(?i)\\d+(?>\\s*)\\b[[:alpha:]_]++", 0, "<0> 0< > 0<a> "},
        {"[a-z0-9.]+", 2, "<.> "},
        {"(?P<job>a)(?P=job)b+", 0, "a<b> "},
        {"(?<job", 0, ""},
        {"a{2,", 0, ""},
        {"\\", 0, ""},
        {"plain", 0, ""},
        {"(?:a(b", 0, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct told told = {""};
        wd_repeats_of(cases[i].re, cases[i].kind, note_part, &told);
        if (strcmp(told.text, cases[i].parts) != 0)
            fail_msg("%s: \"%s\", not \"%s\"", cases[i].re, told.text, cases[i].parts);
    }
}

static size_t limits_met(const char *rule)
{
    struct wd_worst worst = {0};
    struct wd_error err = {.text = ""};
    struct wd_ruleset *set = pack_of_rules(rule, 0);
    assert_int_equal(wd_lint_hostile_parts(wd_ruleset_at(set, 0), clock_of_test, &worst, &err), 0);
    wd_ruleset_free(set);
    return worst.gave_up;
}

/* No example is asked: each of these keeps the matcher busy on a text that none would hold. */
static void what_takes_too_many_steps_is_found_without_an_example(void **state)
{
    (void)state;
    assert_true(limits_met(WORDS("widget denied (?:x+x+)+y")) > 0);
    assert_true(limits_met(WORDS("widget denied (?:[a-z]+\\\\.?)+!")) > 0);
    assert_true(limits_met(WORDS("(?:[\\\\s\\\\S]{0,500}?[a-z]{2,90}@)?widget denied (?:a|a)*$")) >
                0);
    assert_int_equal(limits_met(WORDS("widget denied (?<principal>[a-z]{1,40}) x")), 0);
}

struct found {
    unsigned count;
    size_t at[16];
    uint32_t rule[16];
};

static void note_anchor(void *context, uint32_t rule, size_t at)
{
    struct found *found = context;
    if (found->count < 16) {
        found->at[found->count] = at;
        found->rule[found->count] = rule;
    }
    found->count++;
}

static void all_anchors_are_found_in_one_pass(void **state)
{
    (void)state;
    static const struct wd_anchor list[] = {{{"she", 3}, 0},
                                            {{"he", 2}, 1},
                                            {{"hers", 4}, 2},
                                            {{"HE", 2}, 3},
                                            {{"permission denied on", 20}, 4},
                                            {{"permission denied by", 20}, 5}};
    struct wd_error err;
    struct wd_anchors *anchors = wd_anchors_new(list, 6, &err);
    assert_non_null(anchors);
    struct found found = {0};
    wd_anchors_scan(anchors, WD_STR("uSHErs"), note_anchor, &found);
    assert_int_equal(found.count, 4); /* she, he, HE, hers */
    found.count = 0;
    wd_anchors_scan(anchors, WD_STR("x Permission Denied BY y permission denied of"), note_anchor,
                    &found);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.rule[0], 5);
    assert_int_equal(found.at[0], 2);
    found.count = 0;
    wd_anchors_scan(anchors, WD_STR("permission denied o"), note_anchor, &found);
    assert_int_equal(found.count, 0);
    wd_anchors_free(anchors);
}

static void places_in_a_pack_are_found_again(void **state)
{
    (void)state;
    static const struct {
        size_t rule;
        enum wd_pack_part part;
        size_t index;
        const char *key; /* of the rule, instead of a part */
        unsigned line, column;
    } rows[] = {
        {0, WD_PART_RULE, 0, NULL, 2, 2},  {0, WD_PART_MATCH, 1, NULL, 5, 4},
        {1, WD_PART_RULE, 0, NULL, 6, 2},  {1, WD_PART_EXAMPLE, 1, NULL, 8, 3},
        {7, WD_PART_RULE, 0, NULL, 1, 1},  {1, WD_PART_RULE, 0, "why", 9, 15},
        {0, WD_PART_RULE, 0, "why", 2, 2}, {1, WD_PART_EXAMPLE, 0, NULL, 7, 16},
    };
    struct wd_pack_source source;
    wd_pack_source_init(&source, "a.json");
    wd_buf_put(&source.text,
               WD_STR("{\"rules\": [\n {\"id\": \"a\",\n  \"match\": [\n   {\"re\": \"\\\"{[\"},\n"
                      "   {}]},\n {\"id\": \"b\",\n  \"examples\": [{},\n  {}],\n"
                      "  \"\u3042\": \"why\", \"why\": 1}\n]}}}}"));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wd_file_place at =
            rows[i].key ? wd_pack_source_key(&source, rows[i].rule, rows[i].key)
                        : wd_pack_source_part(&source, rows[i].rule, rows[i].part, rows[i].index);
        assert_string_equal(at.file, "a.json");
        if (at.line != rows[i].line || at.column != rows[i].column)
            fail_msg("row %zu: %u:%u", i, at.line, at.column);
    }
    wd_pack_source_done(&source);
}

static void more_brackets_may_close_than_open(void **state)
{
    (void)state;
    struct wd_pack_scan scan;
    wd_pack_scan_run(&scan, WD_STR("]]]]]]]]}}}}}}}}{\"rules\":[{\"a\":{{{{{{{{\""));
    wd_pack_scan_done(&scan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_expression_that_could_do_more_than_match_is_refused_with_the_reason),
        cmocka_unit_test(each_mistake_is_found),
        cmocka_unit_test(what_must_not_be_advised_is_found),
        cmocka_unit_test(every_code_is_documented),
        cmocka_unit_test(the_caret_points_at_the_mistake),
        cmocka_unit_test(secrets_and_invisible_characters_in_examples_are_found),
        cmocka_unit_test(invisible_characters_are_placed),
        cmocka_unit_test(what_repeats_is_read_from_the_expression),
        cmocka_unit_test(what_takes_too_many_steps_is_found_without_an_example),
        cmocka_unit_test(hostile_strings_are_measured_and_limits_counted),
        cmocka_unit_test(all_anchors_are_found_in_one_pass),
        cmocka_unit_test(places_in_a_pack_are_found_again),
        cmocka_unit_test(more_brackets_may_close_than_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
