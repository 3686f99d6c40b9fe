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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_once_seen_fits_texts_with_other_strings_and_integers),
        cmocka_unit_test(what_is_not_the_same_form_or_not_simple_is_left_to_the_parser),
        cmocka_unit_test(an_object_that_names_a_member_twice_is_never_learnt),
        cmocka_unit_test(values_of_a_known_form_are_the_parsers),
        cmocka_unit_test(no_change_of_a_byte_makes_a_difference_to_the_parser),
        cmocka_unit_test(forms_without_end_cost_no_memory_without_end_and_are_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
