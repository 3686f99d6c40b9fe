/* Matching: the right rule wins, captures become facts, limits are told and never taken for "no". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../pack_files.h"
#include "match/ruleset.h"
#include "whydenied/match.h"

#define WORDS(id, anchor, re)                                                                      \
    R(id, "\"anchors\": [\"" anchor "\"], \"match\": [{\"name\": \"a\", \"re\": \"" re "\"}]")

struct bench {
    struct wd_ruleset *set;
    struct wd_matcher *matcher;
    struct wd_arena *arena;
    struct wd_event event;
    struct wd_hit hit;
};

static void bench_init(struct bench *b, const char *rules)
{
    struct wd_error err = {.text = ""};
    memset(b, 0, sizeof *b);
    b->set = pack_of_rules(rules, 0);
    for (size_t i = 0; i < wd_ruleset_problem_count(b->set); i++)
        print_message("%s\n", wd_ruleset_problem(b->set, i)->text);
    assert_int_equal(wd_ruleset_problem_count(b->set), 0);
    b->matcher = wd_matcher_new(b->set, &err);
    b->arena = wd_arena_new(1 << 20);
    assert_non_null(b->matcher);
    assert_non_null(b->arena);
}

static void bench_done(struct bench *b)
{
    wd_arena_free(b->arena);
    wd_matcher_free(b->matcher);
    wd_ruleset_free(b->set);
}

static void text_event(struct bench *b, struct wd_str text)
{
    wd_event_clear(&b->event);
    b->event.kind = WD_KIND_CANDIDATE;
    b->event.dialect = WD_DIALECT_TEXT;
    wd_event_add_text(&b->event, text, WD_TEXT_MESSAGE);
}

static enum wd_outcome match_text(struct bench *b, const char *text)
{
    text_event(b, wd_str_of(text));
    return wd_match(b->matcher, &b->event, &b->hit);
}

#define ASSERT_SLOT(b, name, value)                                                                \
    do {                                                                                           \
        struct wd_str got = (b)->event.slot[WD_SLOT_##name];                                       \
        if (!wd_str_eqz(got, value))                                                               \
            fail_msg("slot %s is \"%.*s\"", #name, WD_STR_ARG(got));                               \
    } while (0)

static void captures_become_facts_read_from_text(void **state)
{
    (void)state;
    struct bench b;
    bench_init(
        &b,
        WORDS("gcp.a.push", "uploadartifacts",
              "Permission \\\"(?<permission>[a-zA-Z.]+)\\\" denied on \\\"(?<resource>[^\\\"]+)\\\""
              "(?<uncertain> .or it may not exist.)?"));
    assert_int_equal(
        match_text(&b, "denied: Permission \"artifactregistry.repositories.uploadArtifacts\" "
                       "denied on \"projects/p/x\" (or it may not exist)"),
        WD_MATCH);
    assert_string_equal(b.hit.rule->id, "gcp.a.push");
    assert_int_equal(b.hit.confidence, WD_MEDIUM);
    assert_int_equal(b.event.kind, WD_KIND_DENIAL);
    ASSERT_SLOT(&b, PERMISSION, "artifactregistry.repositories.uploadArtifacts");
    ASSERT_SLOT(&b, RESOURCE, "projects/p/x");
    assert_int_equal(b.event.permission_count, 1);
    assert_int_equal(b.event.source[WD_SLOT_RESOURCE], WD_SOURCE_MESSAGE);
    assert_true(b.event.uncertain);
    bench_done(&b);
}

static void what_the_refusal_says_replaces_a_field_that_stays_a_claim(void **state)
{
    (void)state;
    struct bench b;
    bench_init(
        &b, WORDS("gcp.a.b", "denied", "denied to (?<principal>\\\\S+) for (?<permission>\\\\S+)"));
    text_event(&b, WD_STR("denied to mallory for x.y.z"));
    wd_event_set(&b.event, WD_SLOT_PRINCIPAL, WD_STR("alice@example.com"), WD_SOURCE_FIELD);
    wd_event_add_permission(&b.event, WD_STR("a.b.c"), WD_STR_NONE, WD_GRANTED_NO);
    assert_int_equal(wd_match(b.matcher, &b.event, &b.hit), WD_MATCH);
    ASSERT_SLOT(&b, PRINCIPAL, "mallory");
    assert_true(wd_str_eqz(wd_event_claimed(&b.event, WD_SLOT_PRINCIPAL, WD_SOURCE_FIELD),
                           "alice@example.com"));
    assert_int_equal(b.event.permission_count, 2);
    assert_int_equal(b.event.permissions[0].source, WD_SOURCE_FIELD);
    assert_int_equal(b.event.permissions[1].source, WD_SOURCE_MESSAGE);
    bench_done(&b);
}

static void anchors_are_found_in_any_case_and_expressions_are_exact(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b, WORDS("gcp.a.b", "Permission Denied On", "permission denied on"));
    assert_int_equal(match_text(&b, "xx permission denied on yy"), WD_MATCH);
    assert_int_equal(match_text(&b, "xx Permission denied on yy"), WD_NO_MATCH);
    bench_done(&b);
}

static void the_longer_anchor_wins_and_fallbacks_come_last(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b,
               WORDS("gcp.a.short", "denied", "denied") "," WORDS(
                   "gcp.b.long", "permission denied",
                   "denied") "," R("gcp.z.fallback",
                                   "\"fallback\": true, \"anchors\": [\"permission denied on\"], "
                                   "\"match\": [{\"name\": \"a\", \"re\": \"denied\"}]"));
    match_text(&b, "permission denied on x");
    assert_string_equal(b.hit.rule->id, "gcp.b.long");
    match_text(&b, "denied");
    assert_string_equal(b.hit.rule->id, "gcp.a.short");
    bench_done(&b);
}

static void conditions_are_checked_before_words(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b,
               R("gcp.a.b",
                 "\"when\": {\"service\": \"run.googleapis.com\", \"code\": [7]}, "
                 "\"anchors\": [\"denied\"], \"match\": [{\"name\": \"a\", \"re\": \"denied\"}]"));
    assert_int_equal(match_text(&b, "denied"), WD_NO_MATCH);
    text_event(&b, WD_STR("denied"));
    b.event.code = 7;
    wd_event_set(&b.event, WD_SLOT_SERVICE, WD_STR("run.googleapis.com"), WD_SOURCE_FIELD);
    assert_int_equal(wd_match(b.matcher, &b.event, &b.hit), WD_MATCH);
    bench_done(&b);
}

static void a_condition_may_be_met_by_a_capture(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b, R("gcp.a.b",
                     "\"when\": {\"permission\": [\"run.services.*\"]}, \"anchors\": [\"denied\"], "
                     "\"match\": [{\"name\": \"fields\"}, {\"name\": \"words\", \"re\": "
                     "\"(?<permission>[a-z.]+) denied\"}]"));
    assert_int_equal(match_text(&b, "run.services.get denied"), WD_MATCH);
    assert_string_equal(b.hit.alternative->name, "words");
    assert_int_equal(match_text(&b, "run.jobs.get denied"), WD_NO_MATCH);
    bench_done(&b);
}

static void structured_event(struct bench *b, const char *permission)
{
    wd_event_clear(&b->event);
    b->event.kind = WD_KIND_DENIAL;
    b->event.dialect = WD_DIALECT_AUDIT;
    b->event.code = 7;
    b->event.structured = true;
    wd_event_add_permission(&b->event, wd_str_of(permission), WD_STR_NONE, WD_GRANTED_NO);
}

static void fields_decide_without_any_text(void **state)
{
    (void)state;
    struct bench b;
    bench_init(
        &b,
        R("gcp.a.exact",
          "\"when\": {\"permission\": \"storage.objects.get\"}, \"match\": "
          "[{\"name\": \"a\"}]") "," R("gcp.b.prefix",
                                       "\"when\": {\"permission\": \"storage.*\"}, \"match\": "
                                       "[{\"name\": "
                                       "\"a\"}]") "," R("gcp.c.any",
                                                        "\"fallback\": true, \"when\": "
                                                        "{\"code\": 7, \"has_permission\": "
                                                        "true}, \"match\": [{\"name\": \"a\"}]"));
    static const struct {
        const char *permission, *rule;
    } cases[] = {{"storage.objects.get", "gcp.a.exact"},
                 {"storage.objects.list", "gcp.b.prefix"},
                 {"run.services.get", "gcp.c.any"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        structured_event(&b, cases[i].permission);
        assert_int_equal(wd_match(b.matcher, &b.event, &b.hit), WD_MATCH);
        assert_string_equal(b.hit.rule->id, cases[i].rule);
        assert_int_equal(b.hit.confidence, WD_HIGH);
    }
    bench_done(&b);
}

static void a_structured_event_offers_its_texts_too(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b, R("gcp.c.any", "\"fallback\": true, \"when\": {\"code\": 7}, \"match\": "
                                  "[{\"name\": \"a\"}]") "," WORDS("gcp.d.words", "org policy",
                                                                   "violates org policy"));
    structured_event(&b, "run.services.get");
    wd_event_add_text(&b.event, WD_STR("it violates org policy x"), WD_TEXT_MESSAGE);
    assert_int_equal(wd_match(b.matcher, &b.event, &b.hit), WD_MATCH);
    assert_string_equal(b.hit.rule->id, "gcp.d.words");
    bench_done(&b);
}

static void a_pointer_condition_looks_into_the_record(void **state)
{
    (void)state;
    static const char record[] = "{\"a\": {\"dry\": true, \"n\": 5, \"s\": \"x\"}}"
                                 "                                                                ";
    static const struct {
        const char *when;
        bool matches;
    } cases[] = {{"\"/a/dry\": \"true\"", true},     {"\"/a/dry\": \"false\"", false},
                 {"\"/a/n\": [\"4\", \"5\"]", true}, {"\"/a/s\": true", true},
                 {"\"/a/t\": true", false},          {"\"/a\": \"x\"", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bench b;
        char rule[1024];
        snprintf(rule, sizeof rule, R("gcp.a.b", "\"when\": {%s}, \"match\": [{\"name\": \"a\"}]"),
                 cases[i].when);
        bench_init(&b, rule);
        struct wd_json *parser = wd_json_new();
        structured_event(&b, "a.b.c");
        assert_int_equal(
            wd_json_parse(parser, wd_str_make(record, sizeof record - 65), &b.event.root),
            WD_JSON_OK);
        assert_int_equal(wd_match(b.matcher, &b.event, &b.hit),
                         cases[i].matches ? WD_MATCH : WD_NO_MATCH);
        wd_json_free(parser);
        bench_done(&b);
    }
}

static void the_second_time_is_like_the_first(void **state)
{
    (void)state;
    struct bench b;
    bench_init(
        &b,
        WORDS("gcp.a.b", "denied to",
              "denied to (?<principal>[a-z]+) for (?<permission>[a-z.]+)(?<uncertain> .maybe.)?"));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(match_text(&b, "denied to alice for a.b.c (maybe)"), WD_MATCH);
        ASSERT_SLOT(&b, PRINCIPAL, "alice");
        ASSERT_SLOT(&b, PERMISSION, "a.b.c");
        assert_int_equal(b.event.permission_count, 1);
        assert_true(b.event.uncertain);
        assert_true(wd_str_eqz(b.hit.text, "denied to alice for a.b.c (maybe)"));
        assert_int_equal(match_text(&b, "denied to nobody"), WD_NO_MATCH);
        assert_int_equal(match_text(&b, "denied to bob for a.b.d"), WD_MATCH);
        ASSERT_SLOT(&b, PRINCIPAL, "bob");
        assert_false(b.event.uncertain);
    }
    bench_done(&b);
}

/* Two records that differ only where a pointer looks. */
static void what_was_found_before_does_not_hide_a_pointer_condition(void **state)
{
    (void)state;
    static const char *const records[] = {"{\"dry\": 1}", "{\"wet\": 1}", "{\"dry\": 1}"};
    struct bench b;
    struct wd_json *parser = wd_json_new();
    bench_init(&b,
               R("gcp.a.dry", "\"when\": {\"/dry\": true}, \"match\": [{\"name\": \"a\"}]") "," R(
                   "gcp.b.any", "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}]"));
    for (size_t i = 0; i < 3; i++) {
        char record[128] = "";
        snprintf(record, sizeof record, "%s", records[i]);
        structured_event(&b, "a.b.c");
        assert_int_equal(
            wd_json_parse(parser, wd_str_make(record, strlen(records[i])), &b.event.root),
            WD_JSON_OK);
        assert_int_equal(wd_match(b.matcher, &b.event, &b.hit), WD_MATCH);
        assert_string_equal(b.hit.rule->id, i == 1 ? "gcp.b.any" : "gcp.a.dry");
    }
    wd_json_free(parser);
    bench_done(&b);
}

static void the_kind_follows_the_rule(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b, "{\"id\": \"gcp.a.port\", \"version\": 1, \"title\": {\"en\": \"t\"}, \"why\": "
                   "{\"en\": \"w\"}, "
                   "\"system\": \"cloud_run\", \"cause\": \"not_permission\", \"anchors\": "
                   "[\"failed to listen\"], "
                   "\"match\": [{\"name\": \"a\", \"re\": \"failed to listen\"}]}");
    match_text(&b, "the container failed to listen: permission?");
    assert_int_equal(b.event.kind, WD_KIND_LOOKALIKE);
    assert_int_equal(b.event.system, WD_SYSTEM_CLOUD_RUN);

    match_text(&b, "permission denied");
    assert_int_equal(b.event.kind, WD_KIND_OTHER);
    text_event(&b, WD_STR("permission denied"));
    b.event.has_cloud_token = true;
    assert_int_equal(wd_match(b.matcher, &b.event, &b.hit), WD_NO_MATCH);
    assert_int_equal(b.event.kind, WD_KIND_DENIAL);
    assert_null(b.hit.rule);
    bench_done(&b);
}

static void other_kinds_are_left_alone(void **state)
{
    (void)state;
    struct bench b;
    static const enum wd_kind kinds[] = {WD_KIND_OTHER, WD_KIND_CONTEXT, WD_KIND_POLICY_CHANGE,
                                         WD_KIND_NOT_ENFORCED};
    bench_init(&b, WORDS("gcp.a.b", "denied", "denied"));
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        text_event(&b, WD_STR("denied"));
        b.event.kind = kinds[i];
        assert_int_equal(wd_match(b.matcher, &b.event, &b.hit), WD_NO_MATCH);
        assert_int_equal(b.event.kind, kinds[i]);
    }
    bench_done(&b);
}

static void giving_up_is_counted_and_the_next_rule_goes_on(void **state)
{
    (void)state;
    struct bench b;
    const char *line = "denied aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
    bench_init(&b, WORDS("gcp.a.bad", "denied", "(?:a+)*[0-9]"));
    for (int i = 0; i < 40; i++) /* interpreted first, then with JIT */
        assert_int_equal(match_text(&b, line), WD_GAVE_UP);
    assert_int_equal(wd_matcher_gave_up(b.matcher), 40);
    bench_done(&b);
    bench_init(&b, WORDS("gcp.a.bad", "denied aaaa",
                         "(?:a+)*[0-9]") "," WORDS("gcp.b.good", "denied", "denied a"));
    assert_int_equal(match_text(&b, line), WD_MATCH);
    assert_string_equal(b.hit.rule->id, "gcp.b.good");
    assert_int_equal(wd_matcher_gave_up(b.matcher), 1);
    bench_done(&b);
}

static void a_long_text_is_seen_through_windows_around_the_anchors(void **state)
{
    (void)state;
    struct bench b;
    static char text[60000];
    const char *message = "Permission a.b.c denied on projects/p";
    bench_init(
        &b,
        WORDS(
            "gcp.a.b", "denied on",
            "^Permission (?<permission>\\\\S+) denied on (?<resource>\\\\S+)") "," WORDS("gcp.c.d",
                                                                                         "denied "
                                                                                         "on p",
                                                                                         "Permissio"
                                                                                         "n "
                                                                                         "(?<"
                                                                                         "permissio"
                                                                                         "n>\\\\S+)"
                                                                                         " denied "
                                                                                         "on "
                                                                                         "(?<"
                                                                                         "resource>"
                                                                                         "projects/"
                                                                                         "\\\\S+"
                                                                                         ")"));
    memset(text, 'x', sizeof text);
    memcpy(text + 10, "denied on pluto", 15);
    memcpy(text + 40000, message, strlen(message));
    text[40000 + strlen(message)] = ' ';
    text_event(&b, wd_str_make(text, sizeof text));
    assert_int_equal(wd_match(b.matcher, &b.event, &b.hit), WD_MATCH);
    assert_string_equal(b.hit.rule->id, "gcp.c.d");
    ASSERT_SLOT(&b, RESOURCE, "projects/p");
    bench_done(&b);
}

static void a_nul_is_a_byte(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b, WORDS("gcp.a.b", "denied", "denied to (?<principal>\\\\S+)"));
    text_event(&b, WD_STR("x\0y denied to a\0b c"));
    assert_int_equal(wd_match(b.matcher, &b.event, &b.hit), WD_MATCH);
    assert_int_equal(b.event.slot[WD_SLOT_PRINCIPAL].len, 3);
    bench_done(&b);
}

struct seen_trials {
    unsigned count, matches;
    char stopped[8][16];
    size_t reached[8];
};

static void note_trial(void *context, const struct wd_trial *trial)
{
    struct seen_trials *seen = context;
    if (seen->count < 8) {
        snprintf(seen->stopped[seen->count], sizeof seen->stopped[0], "%s", trial->stopped_at);
        seen->reached[seen->count] = trial->reached;
    }
    seen->count++;
    seen->matches += trial->outcome == WD_MATCH;
}

static void a_trace_tells_how_far_each_rule_got(void **state)
{
    (void)state;
    struct bench b;
    struct seen_trials seen = {0};
    bench_init(
        &b,
        R("a.when.fails", "\"when\": {\"code\": 7}, \"match\": [{\"name\": \"a\"}]") "," WORDS(
            "b.words.stop", "permission denied on",
            "permission denied on project") "," WORDS("c.words.match", "denied on",
                                                      "denied on (?<resource>\\\\S+)") "," WORDS("d"
                                                                                                 "."
                                                                                                 "n"
                                                                                                 "o"
                                                                                                 "."
                                                                                                 "a"
                                                                                                 "n"
                                                                                                 "c"
                                                                                                 "h"
                                                                                                 "o"
                                                                                                 "r",
                                                                                                 "n"
                                                                                                 "o"
                                                                                                 "t"
                                                                                                 "h"
                                                                                                 "i"
                                                                                                 "n"
                                                                                                 "g",
                                                                                                 "x"));
    text_event(&b, WD_STR("permission denied on property"));
    wd_match_trace(b.matcher, &b.event, b.arena, note_trial, &seen);
    assert_int_equal(seen.count, 4);
    assert_int_equal(seen.matches, 1);
    assert_string_equal(seen.stopped[0], "when");
    assert_string_equal(seen.stopped[1], "expression");
    assert_int_equal(seen.reached[1], strlen("permission denied on pro"));
    assert_string_equal(seen.stopped[2], "");
    assert_string_equal(seen.stopped[3], "anchor");
    assert_int_equal(b.event.kind, WD_KIND_CANDIDATE);
    ASSERT_SLOT(&b, RESOURCE, "");
    bench_done(&b);
}

static void expect_loosened(const char *re, const char *expected)
{
    struct wd_buf out;

    wd_buf_init(&out, 4096);
    wd_expression_loosen(&out, re);
    if (!wd_str_eqz(wd_buf_str(&out), expected))
        fail_msg("%s became %.*s", re, WD_STR_ARG(wd_buf_str(&out)));
    wd_buf_done(&out);
}

static void another_spelling_changes_literal_letters_and_quotes_alone(void **state)
{
    (void)state;
    expect_loosened("Is", "[Ii][sS]");
    expect_loosened("DISABLED x", "DISABLED [xX]");
    expect_loosened("'(?<permission>[a-z.]+)'", "['\"`](?<permission>[a-z.]+)['\"`]");
    expect_loosened("[^'\\]]{1,9}", "[^'\\]'\"`]{1,9}");
    expect_loosened("(?i)a(?:b|\\b)", "(?i)[aA](?:[bB]|\\b)");
    expect_loosened("(?=c)(?<!d)(?<=e)(?!f)", "(?=[cC])(?<![dD])(?<=[eE])(?![fF])");
    expect_loosened("(?'url'g)(?P<host>h)", "(?'url'[gG])(?P<host>[hH])");
    expect_loosened("[]a][[:alpha:]b]", "[]a][[:alpha:]b]");
    expect_loosened("", "");
}

static void a_sentence_in_another_spelling_is_a_rules_of_its_own(void **state)
{
    (void)state;
    struct bench b;
    bench_init(
        &b,
        WORDS("gcp.a.push", "permission '", "Permission '(?<permission>[a-z.]+)' denied, state ACTIVE") ",\n" R(
            "gcp.a.exact",
            "\"exact\": true, \"anchors\": [\"Exactly\"], \"match\": "
            "[{\"name\": \"a\", \"re\": \"Exactly\"}]") ",\n" R("gcp.a.last",
                                                                "\"fallback\": true, \"anchors\": "
                                                                "[\"At Last\"], \"match\": "
                                                                "[{\"name\": \"a\", \"re\": \"At "
                                                                "Last\"}]"));
    assert_int_equal(match_text(&b, "permission \"a.b.get\" Denied, state ACTIVE"), WD_NO_MATCH);
    assert_int_equal(wd_match_loosely(b.matcher, &b.event, &b.hit), WD_MATCH);
    assert_string_equal(b.hit.rule->id, "gcp.a.push");
    ASSERT_SLOT(&b, PERMISSION, "a.b.get");
    for (unsigned again = 0; again < 2; again++) { /* the second is remembered */
        match_text(&b, "permission `A.b.get` denied, state ACTIVE");
        assert_int_equal(wd_match_loosely(b.matcher, &b.event, &b.hit), WD_NO_MATCH);
        match_text(&b, "permission 'a.b.get' denied, state active");
        assert_int_equal(wd_match_loosely(b.matcher, &b.event, &b.hit), WD_NO_MATCH);
        match_text(&b, "EXACTLY at last");
        assert_int_equal(wd_match_loosely(b.matcher, &b.event, &b.hit), WD_NO_MATCH);
    }
    bench_done(&b);
}

static void hostile_text_with_every_anchor_ends_soon(void **state)
{
    (void)state;
    struct bench b;
    static char rules[60000], text[65536];
    size_t len = 0;
    for (int i = 0; i < 200; i++)
        len += (size_t)snprintf(
            rules + len, sizeof rules - len,
            "%s" R("gcp.r%d.x", "\"anchors\": [\"denied\"], "
                                "\"match\": [{\"name\": \"a\", \"re\": \"\\\\s+denie?d%dx\"}]"),
            i ? "," : "", i, i);
    bench_init(&b, rules);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "denied      "[i % 12];
    text_event(&b, wd_str_make(text, sizeof text));
    assert_int_equal(wd_match(b.matcher, &b.event, &b.hit), WD_GAVE_UP);
    bench_done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(captures_become_facts_read_from_text),
        cmocka_unit_test(what_the_refusal_says_replaces_a_field_that_stays_a_claim),
        cmocka_unit_test(anchors_are_found_in_any_case_and_expressions_are_exact),
        cmocka_unit_test(the_longer_anchor_wins_and_fallbacks_come_last),
        cmocka_unit_test(conditions_are_checked_before_words),
        cmocka_unit_test(a_condition_may_be_met_by_a_capture),
        cmocka_unit_test(fields_decide_without_any_text),
        cmocka_unit_test(a_structured_event_offers_its_texts_too),
        cmocka_unit_test(a_pointer_condition_looks_into_the_record),
        cmocka_unit_test(the_second_time_is_like_the_first),
        cmocka_unit_test(what_was_found_before_does_not_hide_a_pointer_condition),
        cmocka_unit_test(the_kind_follows_the_rule),
        cmocka_unit_test(other_kinds_are_left_alone),
        cmocka_unit_test(giving_up_is_counted_and_the_next_rule_goes_on),
        cmocka_unit_test(a_long_text_is_seen_through_windows_around_the_anchors),
        cmocka_unit_test(a_nul_is_a_byte),
        cmocka_unit_test(a_trace_tells_how_far_each_rule_got),
        cmocka_unit_test(another_spelling_changes_literal_letters_and_quotes_alone),
        cmocka_unit_test(a_sentence_in_another_spelling_is_a_rules_of_its_own),
        cmocka_unit_test(hostile_text_with_every_anchor_ends_soon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
