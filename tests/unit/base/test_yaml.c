/* YAML by one walk: what becomes JSON, and what is refused where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "whydenied/base/yaml.h"

struct row {
    const char *name, *text;
    unsigned flags;
    bool typed;
    const char *json; /* or NULL, and then the fault */
    unsigned line, column;
    const char *fault;
};

static const struct row rows[] = {
    {"a map of lists", "a:\n- x\n- y: z\nb: []\n", WD_YAML_STRICT, false,
     "{\"a\":[\"x\",{\"y\":\"z\"}],\"b\":[]}", 0, 0, NULL},
    {"every scalar is a string", "a: 1\nb: true\nc:\nd: no\n", WD_YAML_STRICT, false,
     "{\"a\":\"1\",\"b\":\"true\",\"c\":\"\",\"d\":\"no\"}", 0, 0, NULL},
    {"plain scalars as JSON spells them", "{a: 1, b: true, c: null, d: no, e: '1'}", 0, true,
     "{\"a\":1,\"b\":true,\"c\":null,\"d\":\"no\",\"e\":\"1\"}", 0, 0, NULL},
    {"JSON is YAML", "{\"a\":\"\\u3042\\/\",\"b\":[1,{}]}", WD_YAML_STRICT, true,
     "{\"a\":\"\xe3\x81\x82/\",\"b\":[1,{}]}", 0, 0, NULL},
    {"a block keeps its lines", "re: |-\n  \"\\S+\"\n  b\n", WD_YAML_STRICT, false,
     "{\"re\":\"\\\"\\\\S+\\\"\\u000ab\"}", 0, 0, NULL},
    {"an alias is null where it may stand", "a: &x 1\nb: *x\n", 0, true, "{\"a\":1,\"b\":null}", 0,
     0, NULL},
    {"an anchor", "a: &x 1\n", WD_YAML_NO_ALIASES, false, NULL, 1, 4, "anchors"},
    {"an alias", "a: 1\nb: *a\n", WD_YAML_NO_ALIASES, false, NULL, 2, 4, "anchors"},
    {"a tag", "a: !!str 1\n", WD_YAML_STRICT, false, NULL, 1, 4, "tags"},
    {"a tag of somebody's own", "a: !x {b: c}\n", WD_YAML_STRICT, false, NULL, 1, 4, "tags"},
    {"tags of a policy mean nothing", "a: !!str 1\n", WD_YAML_NO_ALIASES, false, "{\"a\":\"1\"}", 0,
     0, NULL},
    {"a name that stands twice", "a: 1\nb: {c: 1, c: 2}\n", WD_YAML_STRICT, false, NULL, 2, 11,
     "\"c\" stands twice"},
    {"a name may stand in two maps", "- {a: 1}\n- {a: 1}\n", WD_YAML_STRICT, false,
     "[{\"a\":\"1\"},{\"a\":\"1\"}]", 0, 0, NULL},
    {"a name of an outer map after an inner one", "a: {b: 1}\nb: 1\na: 2\n", WD_YAML_STRICT, false,
     NULL, 3, 1, "\"a\" stands twice"},
    {"a second document", "a: 1\n---\nb: 1\n", WD_YAML_STRICT, false, NULL, 2, 1, "one document"},
    {"the first document of several", "a: 1\n---\nb: [\n", 0, false, "{\"a\":\"1\"}", 0, 0, NULL},
    {"a list for a name", "? [a]\n: b\n", 0, false, NULL, 1, 3, "a name must be a word"},
    {"not closed", "a: [1\n", 0, false, NULL, 2, 1, "did not find"},
    {"nothing", "# only a comment\n", WD_YAML_STRICT, false, NULL, 1, 1, "nothing in it"},
};

static void documents_become_json_or_tell_the_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *row = &rows[i];
        struct wd_yaml_fault fault;
        struct wd_buf out;
        wd_buf_init(&out, 4096);
        int got = wd_yaml_to_json(&out, wd_str_of(row->text), row->flags, row->typed, &fault);
        if (got != (row->json != NULL) ||
            (row->json && strcmp(wd_buf_cstr(&out), row->json) != 0) ||
            (!row->json && (fault.line != row->line || fault.column != row->column ||
                            !strstr(fault.text, row->fault))))
            fail_msg("%s: %d %s, %u:%u %s", row->name, got, wd_buf_cstr(&out), fault.line,
                     fault.column, fault.text);
        wd_buf_done(&out);
    }
}

static int walk_nested(size_t depth, struct wd_yaml_fault *fault)
{
    struct wd_buf text, out;
    wd_buf_init(&text, 1 << 20);
    wd_buf_init(&out, 1 << 20);
    for (size_t i = 0; i < depth; i++)
        wd_buf_putc(&text, '[');
    for (size_t i = 0; i < depth; i++)
        wd_buf_putc(&text, ']');
    int got = wd_yaml_to_json(&out, wd_buf_str(&text), WD_YAML_STRICT, false, fault);
    wd_buf_done(&text);
    wd_buf_done(&out);
    return got;
}

static void nesting_has_a_limit(void **state)
{
    struct wd_yaml_fault fault;
    (void)state;
    assert_int_equal(walk_nested(WD_DEPTH_MAX, &fault), 1);
    assert_int_equal(walk_nested(WD_DEPTH_MAX + 1, &fault), 0);
    assert_non_null(strstr(fault.text, "deeper than"));
    assert_int_equal(fault.column, WD_DEPTH_MAX + 1);
}

static void what_does_not_fit_is_refused(void **state)
{
    struct wd_yaml_fault fault;
    struct wd_buf out;
    (void)state;
    wd_buf_init(&out, 8);
    assert_int_equal(
        wd_yaml_to_json(&out, WD_STR("[aaaa, bbbb, cccc]"), WD_YAML_STRICT, false, &fault), 0);
    assert_string_equal(fault.text, "too long");
    wd_buf_done(&out);
}

/* Whatever a value holds comes back, and what looks like a number stays a text. */
static void what_is_written_is_read_back(void **state)
{
    (void)state;
    static const char *const blocks[] = {"re", NULL};
    static const char text[] =
        "{\"re\":\"^ *(?<a>[a-z]+): # \\\\d{2} and so on, until the line is longer than most\","
        "\"list\":[\"a\",7],\"empty\":{},\"none\":[],\"texts\":[\"\",\"~\",\"true\",\"12\",\"- a\","
        "\"a: b\",\" lead\",\"tab\\there\",\"two\\nlines\\n\",\"\\n  "
        "deep\",\"\\u001b[0m\",\"\\u6a29\",\"'\"],"
        "\"typed\":[true,false,null,-3,{\"a\":1}]}";
    json_t *value = json_loads(text, 0, NULL), *again;
    struct wd_buf yaml, json;
    struct wd_yaml_fault fault;
    assert_non_null(value);
    wd_buf_init(&yaml, 4096);
    wd_buf_init(&json, 4096);
    assert_true(wd_yaml_write(&yaml, value, blocks));
    assert_int_equal(wd_yaml_to_json(&json, wd_buf_str(&yaml), WD_YAML_STRICT, true, &fault), 1);
    again = json_loads(wd_buf_cstr(&json), 0, NULL);
    if (!json_equal(value, again))
        fail_msg("%s\n%s", wd_buf_cstr(&yaml), wd_buf_cstr(&json));
    assert_non_null(strstr(wd_buf_cstr(&yaml), "re: |-\n  ^ *(?<a>[a-z]+): # \\d{2} and"));
    assert_non_null(strstr(wd_buf_cstr(&yaml), "list: [a, 7]"));
    json_decref(value);
    json_decref(again);
    wd_buf_done(&yaml);
    wd_buf_done(&json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(documents_become_json_or_tell_the_place),
        cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(what_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
