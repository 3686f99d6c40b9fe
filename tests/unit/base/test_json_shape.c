/* Texts whose form is known give what the parser gives, or go to the parser. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json_shape.h"
#include "whydenied/base/buf.h"
#include "whydenied/base/json.h"
#include "whydenied/base/limits.h"

static const char entry[] = "{\"insertId\":\"a1\",\"n\":-17,\"list\":[{\"ok\":true,\"who\":\"dev@"
                            "example.com\"},[],{},null,false,[1,2]],"
                            "\"text\":\"say \\\"no\\\" to\\n\\tC:\\\\ \\/\", "
                            "\"empty\":\"\",\"long\":\"0123456789abcdef0123456789abcdef-\","
                            "\"inner\":{\"a\":{\"b\":{\"c\":0}}}}";

static char *padded(struct wd_str text)
{
    char *copy = calloc(1, text.len + WD_PADDING);

    memcpy(copy, text.ptr, text.len);
    return copy;
}

static void put_value(struct wd_buf *out, struct wd_jv v)
{
    int64_t n = 0;
    bool truth = false;

    wd_buf_printf(out, "<%d", (int)wd_jv_type(v));
    if (wd_jv_type(v) == WD_JSON_STRING)
        wd_buf_put(out, wd_jv_str(v));
    else if (wd_jv_type(v) == WD_JSON_INTEGER && wd_jv_int(v, &n))
        wd_buf_printf(out, "%lld", (long long)n);
    else if (wd_jv_bool(v, &truth))
        wd_buf_printf(out, "%d", truth);
    for (struct wd_jiter it = wd_jv_iter(v); wd_jiter_next(&it);) {
        wd_buf_put(out, it.name);
        if (wd_jv_type(v) == WD_JSON_OBJECT)
            assert_int_equal(wd_jv_member(v, it.name).b, it.value.b);
        put_value(out, it.value);
    }
    wd_buf_putz(out, ">");
}

/* The verdict and all values. */
static struct wd_buf told(struct wd_json *parser, struct wd_str text)
{
    char *copy = padded(text);
    struct wd_buf out;
    struct wd_jv root;

    wd_buf_init(&out, 1 << 20);
    wd_buf_printf(&out, "%d:", (int)wd_json_parse(parser, wd_str_make(copy, text.len), &root));
    put_value(&out, root);
    free(copy);
    return out;
}

static void same(struct wd_json *with, struct wd_json *without, struct wd_str text)
{
    struct wd_buf a = told(with, text), b = told(without, text);

    assert_string_equal(wd_buf_cstr(&a), wd_buf_cstr(&b));
    wd_buf_done(&a);
    wd_buf_done(&b);
}

static bool matches(struct wd_shapes *shapes, const char *text)
{
    char *copy = padded(wd_str_of(text));
    struct wd_jv root;
    bool result = wd_shapes_match(shapes, wd_str_make(copy, strlen(text)), &root);

    free(copy);
    return result;
}

static void learn(struct wd_shapes *shapes, const char *text)
{
    char *copy = padded(wd_str_of(text));

    wd_shapes_learn(shapes, wd_str_make(copy, strlen(text)));
    free(copy);
}

static void a_form_once_seen_fits_texts_with_other_strings_and_integers(void **state)
{
    (void)state;
    struct wd_shapes *shapes = wd_shapes_new();

    assert_false(matches(shapes, "{\"a\":\"x\",\"b\":1}"));
    learn(shapes, "{\"a\":\"x\",\"b\":1}");
    assert_true(matches(shapes, "{\"a\":\"x\",\"b\":1}"));
    assert_true(matches(
        shapes, "{\"a\":\"a long one, of more than sixteen bytes\",\"b\":-123456789012345678}"));
    assert_true(matches(shapes, "{\"a\":\"\",\"b\":0}"));
    assert_true(matches(shapes, "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\",\"b\":0}"));
    wd_shapes_free(shapes);
}

static void what_is_not_the_same_form_or_not_simple_is_left_to_the_parser(void **state)
{
    (void)state;
    static const char *const others[] = {
        "{\"a\":\"x\",\"b\":1} ",
        "{\"a\":\"x\",\"b\":1",
        "{\"a\":\"x\",\"b\":01}",
        "{\"a\":\"x\",\"b\":1.5}",
        "{\"a\":\"x\",\"b\":-}",
        "{\"a\":\"x\",\"b\":\"1\"}",
        "{\"a\":\"x\",\"b\":1e3}",
        "{\"a\":\"\\u0041\",\"b\":1}",
        "{\"a\":\"\\x\",\"b\":1}",
        "{\"a\":\"\x01\",\"b\":1}",
        "{\"a\":\"\xC3\xA9\",\"b\":1}",
        "{\"a\":\"x\",\"b\":1234567890123456789}",
        "{\"a\":\"x\",\"c\":1}",
        "{\"a\":null,\"b\":1}",
        "{\"a\":\"x\\",
        "{\"a\": \"x\",\"b\":1}",
        "{\"a\":\"x\",\"b\":1,\"c\":2}",
        "",
    };
    struct wd_shapes *shapes = wd_shapes_new();

    learn(shapes, "{\"a\":\"x\",\"b\":1}");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(matches(shapes, others[i]));
    wd_shapes_free(shapes);
}

static void an_object_that_names_a_member_twice_is_never_learnt(void **state)
{
    (void)state;
    struct wd_shapes *shapes = wd_shapes_new();

    learn(shapes, "{\"a\":{\"b\":\"x\",\"c\":1,\"b\":\"y\"}}");
    assert_false(matches(shapes, "{\"a\":{\"b\":\"x\",\"c\":1,\"b\":\"y\"}}"));
    learn(shapes, "{\"a\":1.5,\"b\":\"x\"}");
    assert_false(matches(shapes, "{\"a\":1.5,\"b\":\"x\"}"));
    wd_shapes_free(shapes);
}

static void values_of_a_known_form_are_the_parsers(void **state)
{
    (void)state;
    struct wd_json *with = wd_json_new(), *without = wd_json_new();

    wd_json_remember_forms(with);
    for (int i = 0; i < 3; i++)
        same(with, without, WD_STR(entry));
    wd_json_free(with);
    wd_json_free(without);
}

/* Every byte replaced by every telling one, taken out, and doubled: never another verdict or value. */
static void no_change_of_a_byte_makes_a_difference_to_the_parser(void **state)
{
    (void)state;
    static const char bytes[] = "\"\\{}[],: 019-.eEtfnu/x\n\x01\x7f\x80\xc3";
    struct wd_json *with = wd_json_new(), *without = wd_json_new();
    char text[sizeof entry + 1];

    wd_json_remember_forms(with);
    for (size_t at = 0; at < sizeof entry - 1; at++) {
        same(with, without, WD_STR(entry));
        for (size_t i = 0; i < sizeof bytes; i++) { /* the NUL too */
            memcpy(text, entry, sizeof entry);
            text[at] = bytes[i];
            same(with, without, wd_str_make(text, sizeof entry - 1));
        }
        memmove(text, entry, at);
        memcpy(text + at, entry + at + 1, sizeof entry - at - 1);
        same(with, without, wd_str_make(text, sizeof entry - 2));
        memcpy(text + at + 1, entry + at, sizeof entry - at);
        text[at] = entry[at];
        same(with, without, wd_str_make(text, sizeof entry));
    }
    wd_json_free(with);
    wd_json_free(without);
}

static void forms_without_end_cost_no_memory_without_end_and_are_given_up(void **state)
{
    (void)state;
    struct wd_json *with = wd_json_new(), *without = wd_json_new();
    char text[128];

    wd_json_remember_forms(with);
    for (unsigned i = 0; i < 20000; i++) {
        int n = snprintf(text, sizeof text, "{\"name-%u\":{\"x\":[%u,\"y\",{\"z%u\":null}]}}",
                         i * 7919u, i, i % 13);
        same(with, without, wd_str_make(text, (size_t)n));
    }
    for (int i = 0; i < 3; i++)
        same(with, without, WD_STR(entry));
    wd_json_free(with);
    wd_json_free(without);
}

/* ---- courses ------------------------------------------------------------------------------------------- */

/* A reading: one of two ways, by the value of "a". */
static void ask(struct wd_jv root, struct wd_json_mark marks[2])
{
    struct wd_str a = wd_jv_str(wd_jv_get(root, "a"));
    int64_t n;

    marks[0] = (struct wd_json_mark){wd_jv_str(wd_jv_get(root, "id")), true};
    marks[1] = (struct wd_json_mark){a, false};
    if (wd_str_eqz(a, "left"))
        (void)wd_jv_str(wd_jv_get(wd_jv_get(root, "in"), "l"));
    else
        for (struct wd_jiter it = wd_jv_iter(wd_jv_get(root, "list")); wd_jiter_next(&it);)
            wd_jv_int(it.value, &n);
}

struct course {
    char *text, bytes[256];
    size_t len;
    struct wd_str marked[WD_JSON_MARKS_MAX];
};

/* What course number `which` makes of the text; `watched`: after it was read and kept. */
static struct course course_of(struct wd_json *parser, const char *text, bool watched, size_t which)
{
    struct course course = {.text = padded(wd_str_of(text))};
    struct wd_json_mark marks[2];
    struct wd_jv root;

    wd_json_parse(parser, wd_str_make(course.text, strlen(text)), &root);
    if (watched) {
        assert_true(wd_json_watch(parser));
        ask(root, marks);
        assert_true(wd_json_keep_course(parser, marks, 2));
    }
    course.len = wd_json_course(parser, which, course.bytes, sizeof course.bytes, course.marked);
    return course;
}

static bool alike(struct wd_json *parser, const char *a, const char *b, size_t which)
{
    struct course x = course_of(parser, a, true, 0), y = course_of(parser, b, false, which);
    bool same = x.len > 0 && x.len == y.len && memcmp(x.bytes, y.bytes, x.len) == 0;

    free(x.text);
    free(y.text);
    return same;
}

static const char left[] =
    "{\"id\":\"1\",\"a\":\"left\",\"in\":{\"l\":\"x\"},\"list\":[1,2],\"rest\":\"r\"}";

static struct wd_json *parser_that_knows(const char *const *texts, size_t count)
{
    struct wd_json *parser = wd_json_new();

    wd_json_remember_forms(parser);
    for (size_t i = 0; i < count; i++)
        free(course_of(parser, texts[i], false, 0).text);
    return parser;
}

static void what_was_not_asked_and_what_is_left_out_make_no_difference_to_a_course(void **state)
{
    (void)state;
    static const char *const alike_to_it[] = {
        left,
        "{\"id\":\"2\",\"a\":\"left\",\"in\":{\"l\":\"x\"},\"list\":[1,2],\"rest\":\"s\"}",
        "{\"more\":{\"id\":7},\"id\":\"3\",\"a\":\"left\",\"in\":{\"l\":\"x\"},\"list\":[]}",
        "{\"id\":\"\\\"4\",\"a\":\"\\l\\e\\f\\t\",\"in\":{\"l\":\"x\"},\"list\":[1,2],\"rest\":"
        "\"r\"}",
    };
    static const char *const others[] = {
        "{\"id\":\"1\",\"a\":\"left\",\"in\":{\"l\":\"y\"},\"list\":[1,2],\"rest\":\"r\"}",
        "{\"id\":\"1\",\"a\":\"right\",\"in\":{\"l\":\"x\"},\"list\":[1,2],\"rest\":\"r\"}",
        "{\"id\":\"\",\"a\":\"left\",\"in\":{\"l\":\"x\"},\"list\":[1,2],\"rest\":\"r\"}",
        "{\"id\":\"1\",\"a\":\"left\",\"in\":{},\"list\":[1,2],\"rest\":\"r\"}",
        "{\"id\":\"1\",\"a\":\"left\",\"in\":{\"l\":7},\"list\":[1,2],\"rest\":\"r\"}",
    };
    struct wd_json *parser = parser_that_knows(alike_to_it, 3);
    struct course course;

    free(course_of(parser, alike_to_it[2], true, 0).text); /* each form has its own values */
    assert_true(alike(parser, left, left, 0));
    assert_true(alike(parser, left, alike_to_it[1], 0));
    assert_true(alike(parser, left, alike_to_it[2], 0));
    assert_false(alike(parser, left, alike_to_it[3], 0)); /* \\l is no escape: the parser's */
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        free(course_of(parser, others[i], false, 0).text);
        assert_false(alike(parser, left, others[i], 0));
    }
    course = course_of(parser, alike_to_it[1], false, 0);
    assert_true(wd_str_eqz(course.marked[0], "2"));
    assert_true(wd_str_eqz(course.marked[1], "left"));
    free(course.text);
    wd_json_free(parser);
}

static void a_form_has_several_courses_and_each_tells_only_its_own(void **state)
{
    (void)state;
    static const char right[] =
        "{\"id\":\"1\",\"a\":\"right\",\"in\":{\"l\":\"x\"},\"list\":[1,2],\"rest\":\"r\"}";
    static const char three[] =
        "{\"id\":\"1\",\"a\":\"right\",\"in\":{\"l\":\"x\"},\"list\":[1,3],\"rest\":\"r\"}";
    static const char *const texts[] = {left};
    struct wd_json *parser = parser_that_knows(texts, 1);

    assert_true(alike(parser, left, left, 0));
    assert_true(alike(parser, right, right, 0));
    assert_false(alike(parser, right, three, 0));
    assert_false(alike(parser, right, left, 0));
    assert_true(alike(parser, right, right, 0));
    free(course_of(parser, left, true, 0).text);
    assert_true(alike(parser, right, right, 0)); /* kept last: the first again */
    assert_false(alike(parser, right, right, 1));
    assert_false(alike(parser, right, right, 2));
    wd_json_free(parser);
}

static void a_mark_that_is_no_value_asked_for_keeps_no_course(void **state)
{
    (void)state;
    static const char *const texts[] = {left};
    struct wd_json *parser = parser_that_knows(texts, 1);
    struct wd_json_mark mark = {WD_STR("left"), false};
    struct course course = course_of(parser, left, false, 0);
    struct wd_jv root;

    wd_json_parse(parser, wd_str_make(course.text, sizeof left - 1), &root);
    assert_true(wd_json_watch(parser));
    (void)wd_jv_str(wd_jv_get(root, "a"));
    assert_false(wd_json_keep_course(parser, &mark, 1)); /* the same letters elsewhere */
    assert_false(wd_json_keep_course(parser, NULL, 0));  /* not watched any more */
    free(course.text);
    wd_json_free(parser);
}

static void a_conclusion_is_kept_for_a_form_only_if_no_value_was_asked_for(void **state)
{
    (void)state;
    static const char other[] = "{\"id\":1,\"a\":\"left\"}";
    static const char *const texts[] = {left, other};
    struct wd_json *parser = parser_that_knows(texts, 2);
    struct course course = course_of(parser, left, false, 0), second;
    struct wd_jv root;

    wd_json_parse(parser, wd_str_make(course.text, sizeof left - 1), &root);
    assert_int_equal(wd_json_conclusion(parser), 0);
    assert_true(wd_json_watch(parser));
    assert_int_equal(wd_jv_type(wd_jv_get(root, "list")), WD_JSON_ARRAY);
    wd_json_conclude(parser, 7);
    second = course_of(parser, other, false, 0);
    assert_int_equal(wd_json_conclusion(parser), 0);
    wd_json_parse(parser, wd_str_make(course.text, sizeof left - 1), &root);
    assert_int_equal(wd_json_conclusion(parser), 7);
    wd_json_parse(parser, wd_str_make(second.text, sizeof other - 1), &root);
    assert_true(wd_json_watch(parser));
    (void)wd_jv_str(wd_jv_get(root, "a"));
    wd_json_conclude(parser, 7);
    assert_int_equal(wd_json_conclusion(parser), WD_JSON_NO_CONCLUSION);
    free(course.text);
    free(second.text);
    wd_json_free(parser);
}

static void a_known_form_tells_where_its_text_ends_and_how_many_lines_it_has(void **state)
{
    (void)state;
    static const char pretty[] = "{\n  \"id\": \"1\",\n  \"a\": {\"b\": 2}\n}";
    static const char more[] = "{\n  \"id\": \"}{\",\n  \"a\": {\"b\": -34}\n},\n  {\"id\":\"2\"}";
    static const char *const texts[] = {pretty};
    struct wd_json *parser = parser_that_knows(texts, 1);
    char *copy = padded(wd_str_of(more));
    size_t whole = strlen(more) - strlen(",\n  {\"id\":\"2\"}");
    uint64_t lines = 0;
    struct wd_jv root;

    assert_int_equal(wd_json_form(parser, wd_str_of(copy), &lines), whole);
    assert_int_equal(lines, 3);
    assert_int_equal(wd_json_parse(parser, wd_str_make(copy, whole), &root), WD_JSON_OK);
    assert_true(wd_str_eqz(wd_jv_str(wd_jv_get(root, "id")), "}{"));
    assert_int_equal(wd_json_form(parser, wd_str_make(copy, whole - 1), &lines), 0);
    assert_int_equal(wd_json_form(parser, wd_str_make(copy + 1, whole), &lines), 0);
    /* found for one text, asked for another */
    assert_int_equal(wd_json_form(parser, wd_str_of(copy), &lines), whole);
    assert_int_not_equal(wd_json_parse(parser, wd_str_make(copy, whole - 1), &root), WD_JSON_OK);
    free(copy);
    wd_json_free(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_once_seen_fits_texts_with_other_strings_and_integers),
        cmocka_unit_test(what_is_not_the_same_form_or_not_simple_is_left_to_the_parser),
        cmocka_unit_test(an_object_that_names_a_member_twice_is_never_learnt),
        cmocka_unit_test(values_of_a_known_form_are_the_parsers),
        cmocka_unit_test(no_change_of_a_byte_makes_a_difference_to_the_parser),
        cmocka_unit_test(forms_without_end_cost_no_memory_without_end_and_are_given_up),
        cmocka_unit_test(what_was_not_asked_and_what_is_left_out_make_no_difference_to_a_course),
        cmocka_unit_test(a_form_has_several_courses_and_each_tells_only_its_own),
        cmocka_unit_test(a_mark_that_is_no_value_asked_for_keeps_no_course),
        cmocka_unit_test(a_known_form_tells_where_its_text_ends_and_how_many_lines_it_has),
        cmocka_unit_test(a_conclusion_is_kept_for_a_form_only_if_no_value_was_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
