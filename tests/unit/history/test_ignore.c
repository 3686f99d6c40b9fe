/* Suppressions: what a pattern matches, which files are refused, what is counted. */
#include <stdlib.h>
#include <unistd.h>

#include "../denials.h"
#include "whydenied/history/ignore.h"

static char path[64];

static struct wd_ignore *load(const char *text, struct wd_error *err)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return wd_ignore_load(path, T0, err);
}

static struct wd_table *two_incidents(void)
{
    struct wd_table *table = new_table();
    struct wd_event a = denial("ci@example.com", "a.b.get", "projects/_/buckets/one", T0);
    struct wd_event b = denial("dev@example.com", "a.b.get", "projects/_/buckets/two", T0);

    add(table, &a, &rule_role);
    add(table, &b, &rule_act_as);
    finish(table);
    return table;
}

#define WHY "\"reason\":\"r\",\"owner\":\"o\",\"expires\":\"2026-12-31\""

static void what_does_not_hold_together_is_refused(void **state)
{
    static const char *const files[] = {
        "",
        "[]",
        "{}",
        "{\"suppressions\":{}}",
        "{\"suppressions\":[],\"more\":1}",
        "{\"schema\":\"other/1\",\"suppressions\":[]}",
        "{\"suppressions\":[1]}",
        "{\"suppressions\":[{" WHY "}]}",
        "{\"suppressions\":[{\"rule\":1," WHY "}]}",
        "{\"suppressions\":[{\"rule\":\"\"," WHY "}]}",
        "{\"suppressions\":[{\"rule\":\"x\",\"rule\":\"y\"," WHY "}]}",
        "{\"suppressions\":[{\"rule\":\"x\",\"note\":\"n\"," WHY "}]}",
        "{\"suppressions\":[{\"fingerprint\":\"0123\"," WHY "}]}",
        "{\"suppressions\":[{\"rule\":\"x\",\"reason\":\"r\",\"owner\":\"o\"}]}",
        "{\"suppressions\":[{\"rule\":\"x\",\"reason\":\"r\",\"owner\":\"o\",\"expires\":\"never\"}"
        "]}",
        "{\"suppressions\":[{\"rule\":\"x\",\"reason\":\"r\",\"owner\":\"o\","
        "\"expires\":\"2026-13-01\"}]}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct wd_error err = {.text = ""};
        struct wd_ignore *ignore = load(files[i], &err);
        if (ignore || err.text[0] == '\0')
            fail_msg("taken: %s", files[i]);
    }
}

static void all_that_an_entry_names_must_hold(void **state)
{
    static const struct {
        const char *entry;
        bool first, second;
    } cases[] = {
        {"\"rule\":\"gcp.test.role\"", true, false},
        {"\"rule\":\"gcp.test.*\"", true, true},
        {"\"principal\":\"dev@*\"", false, true},
        {"\"resource\":\"projects/_/buckets/one\"", true, false},
        {"\"rule\":\"gcp.*\",\"resource\":\"*/two\"", false, true},
        {"\"rule\":\"gcp.test.role\",\"resource\":\"*/two\"", false, false},
        {"\"fingerprint\":\"0000000000000000\"", false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wd_table *table = two_incidents();
        struct wd_error err = {.text = ""};
        char text[512];
        bool hidden[2] = {false, false};
        snprintf(text, sizeof text, "{\"suppressions\":[{%s," WHY "}]}", cases[i].entry);
        struct wd_ignore *ignore = load(text, &err);
        assert_non_null(ignore);
        wd_ignore_apply(ignore, table, hidden);
        for (size_t k = 0; k < 2; k++) /* act_as is listed first: it is severe */
            assert_int_equal(hidden[k], wd_table_at(table, k)->rule == &rule_role
                                            ? cases[i].first
                                            : cases[i].second);
        wd_ignore_free(ignore);
        wd_table_free(table);
    }
}

static void an_entry_holds_on_its_last_day_and_not_after(void **state)
{
    struct wd_table *table = two_incidents();
    struct wd_error err = {.text = ""};
    struct wd_ignore *ignore;
    json_t *words;
    bool hidden[2] = {false, false};

    (void)state;
    ignore = load(
        "{\"suppressions\":["
        "{\"rule\":\"gcp.test.role\",\"reason\":\"r\",\"owner\":\"o\",\"expires\":\"2026-08-31\"},"
        "{\"rule\":\"gcp.test.act*\",\"reason\":\"r\",\"owner\":\"o\",\"expires\":\"2026-09-01\"},"
        "{\"rule\":\"none\",\"reason\":\"r\",\"owner\":\"o\",\"expires\":\"2026-09-01\"}]}",
        &err);
    assert_non_null(ignore);
    wd_ignore_apply(ignore, table, hidden);
    assert_true(hidden[0]);
    assert_false(hidden[1]);
    words = wd_ignore_stale(ignore);
    assert_int_equal(json_array_size(words), 2);
    assert_string_equal(json_string_value(json_array_get(words, 1)),
                        "suppression of rule none (o): matches nothing");
    json_decref(words);
    words = wd_ignore_to_json(ignore);
    assert_string_equal(json_string_value(json_object_get(json_array_get(words, 0), "state")),
                        "expired");
    assert_string_equal(json_string_value(json_object_get(json_array_get(words, 1), "state")),
                        "active");
    assert_string_equal(json_string_value(json_object_get(json_array_get(words, 2), "state")),
                        "unused");
    json_decref(words);
    wd_ignore_free(ignore);
    wd_table_free(table);
}

static int make_file(void **state)
{
    int fd;

    (void)state;
    snprintf(path, sizeof path, "%s/whydenied-ignore-XXXXXX", P_tmpdir);
    fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_does_not_hold_together_is_refused),
        cmocka_unit_test(all_that_an_entry_names_must_hold),
        cmocka_unit_test(an_entry_holds_on_its_last_day_and_not_after),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
