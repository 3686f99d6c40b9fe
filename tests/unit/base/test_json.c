/* The JSON view. Every table runs on whichever backend is built in; `make check` builds both, so
 * each is held against the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "whydenied/base/arena.h"
#include "whydenied/base/json.h"
#include "whydenied/base/json_value.h"
#include "whydenied/base/limits.h"

#define TEXT(lit)                                                                                  \
    {                                                                                              \
        (lit), sizeof(lit) - 1                                                                     \
    } /* WD_STR, for static tables */
#define COUNT(a) (sizeof(a) / sizeof *(a))

static struct wd_json *parser;

static int setup(void **state)
{
    (void)state;
    parser = wd_json_new();
    return parser ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    wd_json_free(parser);
    return 0;
}

/* A copy with exactly the padding the header asks for, so that sanitizers see a byte too many. */
static struct wd_str padded(struct wd_str text)
{
    static char *copy;

    free(copy);
    copy = calloc(1, text.len + WD_PADDING);
    assert_non_null(copy);
    if (text.len)
        memcpy(copy, text.ptr, text.len);
    return wd_str_make(copy, text.len);
}

static struct wd_jv parsed(const char *text)
{
    struct wd_jv root;

    assert_int_equal(wd_json_parse(parser, padded(wd_str_of(text)), &root), WD_JSON_OK);
    return root;
}

static void text_is_taken_or_refused_for_the_right_reason(void **state)
{
    static const struct {
        struct wd_str text;
        enum wd_json_fault fault;
    } rows[] = {
        {TEXT("{}"), WD_JSON_OK},
        {TEXT(" [1, 2 ] \r\n"), WD_JSON_OK},
        {TEXT("\"s\""), WD_JSON_OK},
        {TEXT("12"), WD_JSON_OK},
        {TEXT("-0"), WD_JSON_OK},
        {TEXT("true"), WD_JSON_OK},
        {TEXT("null"), WD_JSON_OK},
        {TEXT("{\"a\":\"\\u0000\"}"), WD_JSON_OK},
        {TEXT("{\"a\\u0000b\" :\"\\u0000\",\"\\\\u0000\":{\"\\u0000\":1}}"), WD_JSON_OK},
        {TEXT("\"\\ud83d\\ude00\""), WD_JSON_OK},
        {TEXT("9223372036854775807"), WD_JSON_OK},
        {TEXT("-9223372036854775808"), WD_JSON_OK},
        {TEXT(""), WD_JSON_MALFORMED},
        {TEXT("   "), WD_JSON_MALFORMED},
        {TEXT("{"), WD_JSON_MALFORMED},
        {TEXT("{\"a\":1"), WD_JSON_MALFORMED},
        {TEXT("{\"a\":1}}"), WD_JSON_MALFORMED},
        {TEXT("{\"a\":1} {}"), WD_JSON_MALFORMED},
        {TEXT("[1,]"), WD_JSON_MALFORMED},
        {TEXT("{'a':1}"), WD_JSON_MALFORMED},
        {TEXT("{a:1}"), WD_JSON_MALFORMED},
        {TEXT("// x\n{}"), WD_JSON_MALFORMED},
        {TEXT("NaN"), WD_JSON_MALFORMED},
        {TEXT("[01]"), WD_JSON_MALFORMED},
        {TEXT("1e999"), WD_JSON_MALFORMED},
        {TEXT("99999999999999999999999"), WD_JSON_MALFORMED},
        {TEXT("\"a\tb\""), WD_JSON_MALFORMED},
        {TEXT("\"\\x41\""), WD_JSON_MALFORMED},
        {TEXT("\"\\ud800\""), WD_JSON_MALFORMED},
        {TEXT("\"\xC0\xAF\""), WD_JSON_MALFORMED},
        {TEXT("\"\xFF\""), WD_JSON_MALFORMED},
        {TEXT("\"\xED\xA0\x80\""), WD_JSON_MALFORMED},
        {TEXT("\xEF\xBB\xBF{}"), WD_JSON_MALFORMED},
        {TEXT("{}\0"), WD_JSON_MALFORMED},
        {TEXT("3\0"), WD_JSON_MALFORMED},
        {TEXT("[3\0,4]"), WD_JSON_MALFORMED},
        {TEXT("\"unended"), WD_JSON_MALFORMED},
        {TEXT("\"ends in a backslash\\"), WD_JSON_MALFORMED},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct wd_jv root;
        enum wd_json_fault fault = wd_json_parse(parser, padded(rows[i].text), &root);
        if (fault != rows[i].fault)
            fail_msg("row %zu: %.*s: fault %d", i, WD_STR_ARG(rows[i].text), fault);
        assert_int_equal(root.a != NULL, fault == WD_JSON_OK);
    }
}

static void nesting_is_taken_to_the_limit_and_refused_past_it(void **state)
{
    static const char *const opening[] = {"[", "{\"k\":"};
    static const char *const closing[] = {"]", "}"};
    char text[8 * 4096];
    (void)state;

    for (size_t kind = 0; kind < 2; kind++)
        for (size_t depth = WD_DEPTH_MAX - 1; depth <= WD_DEPTH_MAX + 2000; depth++) {
            struct wd_jv root;
            size_t len = 0;
            for (size_t i = 0; i < depth; i++)
                len += (size_t)snprintf(text + len, sizeof text - len, "%s", opening[kind]);
            len += (size_t)snprintf(text + len, sizeof text - len, "1");
            for (size_t i = 0; i < depth; i++)
                len += (size_t)snprintf(text + len, sizeof text - len, "%s", closing[kind]);
            assert_int_equal(wd_json_parse(parser, padded(wd_str_make(text, len)), &root),
                             depth <= WD_DEPTH_MAX ? WD_JSON_OK : WD_JSON_TOO_DEEP);
            if (depth > WD_DEPTH_MAX + 2)
                depth += 700;
        }
}

static void brackets_inside_strings_are_no_nesting(void **state)
{
    char text[512] = "[\"";
    size_t len = 2;
    struct wd_jv root;
    (void)state;

    for (size_t i = 0; i < 100; i++, len += 3)
        memcpy(text + len, "\\\"[", 3);
    memcpy(text + len, "\"]", 2);
    assert_int_equal(wd_json_parse(parser, padded(wd_str_make(text, len + 2)), &root), WD_JSON_OK);
}

static void a_record_past_the_maximum_is_too_long(void **state)
{
    static const size_t lengths[] = {WD_RECORD_MAX - 1, WD_RECORD_MAX, WD_RECORD_MAX + 1, 100};
    char *text = malloc(WD_RECORD_MAX + 1);
    (void)state;

    assert_non_null(text);
    for (size_t i = 0; i < COUNT(lengths); i++) {
        struct wd_jv root;
        memset(text, 'x', lengths[i]);
        text[0] = text[lengths[i] - 1] = '"';
        assert_int_equal(wd_json_parse(parser, padded(wd_str_make(text, lengths[i])), &root),
                         lengths[i] <= WD_RECORD_MAX ? WD_JSON_OK : WD_JSON_TOO_LONG);
        if (lengths[i] <= WD_RECORD_MAX)
            assert_int_equal(wd_jv_str(root).len, lengths[i] - 2);
    }
    free(text);
}

static void a_record_of_too_many_values_is_too_long(void **state)
{
    const size_t most = WD_VALUES_MAX - 1; /* and the array itself */
    char *text = malloc(2 * most + 8);
    struct wd_jv root;
    (void)state;

    assert_non_null(text);
    for (size_t i = 0; i <= most + 1; i++)
        memcpy(text + 2 * i, i == 0 ? "[7" : ",7", 2);
    memcpy(text + 2 * most + 2, "]", 1);
    assert_int_equal(wd_json_parse(parser, padded(wd_str_make(text, 2 * most + 1)), &root),
                     WD_JSON_MALFORMED); /* the bracket lacks, but it was looked at */
    text[2 * most] = ']';
    assert_int_equal(wd_json_parse(parser, padded(wd_str_make(text, 2 * most + 1)), &root),
                     WD_JSON_OK);
    memcpy(text + 2 * most, ",7,7]", 5);
    assert_int_equal(wd_json_parse(parser, padded(wd_str_make(text, 2 * most + 5)), &root),
                     WD_JSON_TOO_LONG);
    free(text);
}

static void values_have_their_type(void **state)
{
    struct wd_jv root =
        parsed("{\"o\":{},\"a\":[],\"s\":\"\",\"i\":-1,\"r\":1.5,\"t\":true,\"n\":null}");
    (void)state;

    assert_int_equal(wd_jv_type(root), WD_JSON_OBJECT);
    assert_int_equal(wd_jv_type(wd_jv_get(root, "o")), WD_JSON_OBJECT);
    assert_int_equal(wd_jv_type(wd_jv_get(root, "a")), WD_JSON_ARRAY);
    assert_int_equal(wd_jv_type(wd_jv_get(root, "s")), WD_JSON_STRING);
    assert_int_equal(wd_jv_type(wd_jv_get(root, "i")), WD_JSON_INTEGER);
    assert_int_equal(wd_jv_type(wd_jv_get(root, "r")), WD_JSON_REAL);
    assert_int_equal(wd_jv_type(wd_jv_get(root, "t")), WD_JSON_BOOL);
    assert_int_equal(wd_jv_type(wd_jv_get(root, "n")), WD_JSON_NULL);
    assert_int_equal(wd_jv_type(wd_jv_get(root, "gone")), WD_JSON_ABSENT);
}

/* 1 to 40 members, whose names agree at the start, in the middle or at the end. */
static void a_member_is_found_whatever_stands_beside_it(void **state)
{
    static const char *const ends[][2] = {{"", ""},
                                          {"abcdefg", ""},
                                          {"", "abcdefgh"},
                                          {"abcdefgh", "ijklmnop"},
                                          {"a-long-", "-name-"}};
    (void)state;

    for (size_t form = 0; form < COUNT(ends); form++)
        for (int count = 1; count <= 40; count++) {
            char text[4096] = "{", name[64];
            size_t len = 1;
            for (int i = 0; i < count; i++)
                len += (size_t)snprintf(text + len, sizeof text - len, "%s\"%s%d%s\":%d",
                                        i ? "," : "", ends[form][0], i, ends[form][1], i);
            snprintf(text + len, sizeof text - len, "}");
            struct wd_jv root = parsed(text);
            for (int i = 0; i <= count; i++) {
                int64_t n = -1;
                snprintf(name, sizeof name, "%s%d%s", ends[form][0], i, ends[form][1]);
                assert_int_equal(wd_jv_int(wd_jv_get(root, name), &n), i < count);
                assert_int_equal(n, i < count ? i : -1);
            }
            assert_int_equal(wd_jv_type(wd_jv_get(root, "")), WD_JSON_ABSENT);
        }
}

/* More objects than anybody asks twice, asked in turn. */
static void members_of_many_objects_are_kept_apart(void **state)
{
    char text[4096] = "[";
    size_t len = 1;
    (void)state;

    for (size_t i = 0; i < 40; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s{\"a\":%zu,\"b\":{\"a\":%zu}}",
                                i ? "," : "", i, i + 100);
    snprintf(text + len, sizeof text - len, "]");
    struct wd_jv root = parsed(text);
    for (size_t round = 0; round < 3; round++) {
        int64_t i = 0, n;
        for (struct wd_jiter it = wd_jv_iter(root); wd_jiter_next(&it); i++) {
            assert_true(wd_jv_int(wd_jv_get(wd_jv_get(it.value, "b"), "a"), &n) && n == i + 100);
            assert_true(wd_jv_int(wd_jv_get(it.value, "a"), &n) && n == i);
        }
        assert_int_equal(i, 40);
    }
}

static void look_ups_of_the_wrong_type_are_absent(void **state)
{
    struct wd_jv root = parsed("{\"a\":[{\"b\":1}],\"s\":\"x\"}");
    struct wd_jv none = {NULL, 0};
    struct wd_str s;
    int64_t n;
    bool b;
    (void)state;

    assert_int_equal(wd_jv_type(wd_jv_get(none, "a")), WD_JSON_ABSENT);
    assert_int_equal(wd_jv_type(wd_jv_at(none, "/a")), WD_JSON_ABSENT);
    assert_int_equal(wd_jv_type(wd_jv_get(wd_jv_get(root, "a"), "b")), WD_JSON_ABSENT);
    assert_int_equal(wd_jv_type(wd_jv_get(wd_jv_get(root, "s"), "b")), WD_JSON_ABSENT);
    assert_false(wd_jv_is_str(none, &s));
    assert_false(wd_jv_is_str(root, &s));
    assert_false(wd_jv_int(none, &n));
    assert_false(wd_jv_int(root, &n));
    assert_false(wd_jv_bool(none, &b));
    assert_false(wd_jv_bool(root, &b));
    assert_int_equal(wd_jv_str(root).len, 0);
}

static void pointers_lead_to_values(void **state)
{
    static const struct {
        const char *pointer;
        const char *text; /* NULL: absent */
    } rows[] = {
        {"/a/b/1/c", "deep"},
        {"/a/b/0", "zero"},
        {"/a~1b", "slash"},
        {"/m~0n", "tilde"},
        {"/", "empty name"},
        {"/ x", "blank"},
        {"/a/b/2", NULL},
        {"/a/b/01", NULL},
        {"/a/b/-1", NULL},
        {"/a/b/x", NULL},
        {"/a/b/", NULL},
        {"/a/b/1/c/d", NULL},
        {"/a/q", NULL},
        {"a", NULL},
        {"/m~n", NULL},
        {"/m~", NULL},
        {"/a/b/99999999999999999999", NULL},
        {"/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a", NULL},
    };
    struct wd_jv root = parsed("{\"a\":{\"b\":[\"zero\",{\"c\":\"deep\"}]},\"a/b\":\"slash\","
                               "\"m~n\":\"tilde\",\"\":\"empty name\",\" x\":\"blank\"}");
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct wd_str s;
        bool found = wd_jv_is_str(wd_jv_at(root, rows[i].pointer), &s);
        if (found != (rows[i].text != NULL) || (found && !wd_str_eqz(s, rows[i].text)))
            fail_msg("pointer %s", rows[i].pointer);
    }
    assert_int_equal(wd_jv_type(wd_jv_at(root, "")), WD_JSON_OBJECT);
}

static void integers_come_from_numbers_and_strings_of_digits(void **state)
{
    static const struct {
        const char *text;
        bool is;
        int64_t value;
    } rows[] = {
        {"7", true, 7},
        {"-7", true, -7},
        {"\"816\"", true, 816},
        {"\"-816\"", true, -816},
        {"7.0", true, 7},
        {"4e2", true, 400},
        {"9223372036854775807", true, INT64_MAX},
        {"\"9223372036854775807\"", true, INT64_MAX},
        {"\"9223372036854775808\"", false, 0},
        {"7.5", false, 0},
        {"1e300", false, 0},
        {"\"\"", false, 0},
        {"\"-\"", false, 0},
        {"\"+7\"", false, 0},
        {"\" 7\"", false, 0},
        {"\"7x\"", false, 0},
        {"true", false, 0},
        {"null", false, 0},
        {"[7]", false, 0},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t n = 0;
        if (wd_jv_int(parsed(rows[i].text), &n) != rows[i].is || n != rows[i].value)
            fail_msg("%s gave %lld", rows[i].text, (long long)n);
    }
}

static void strings_are_unescaped_and_keep_nul(void **state)
{
    struct wd_jv root = parsed("[\"a\\u0000b\\n\\\"\\/\\u00e9\\ud83d\\ude00\"]");
    (void)state;

    assert_true(
        wd_str_eq(wd_jv_str(wd_jv_at(root, "/0")), WD_STR("a\0b\n\"/\xC3\xA9\xF0\x9F\x98\x80")));
}

static void iteration_follows_the_text(void **state)
{
    static const char *const names[] = {"z", "a", "m", "b"};
    struct wd_jv root = parsed("{\"z\":1,\"a\":[{},[],\"s\"],\"m\":{\"x\":{}},\"b\":4}");
    struct wd_jiter it = wd_jv_iter(root);
    size_t count = 0;
    (void)state;

    for (; wd_jiter_next(&it); count++)
        assert_true(count < COUNT(names) && wd_str_eqz(it.name, names[count]));
    assert_int_equal(count, COUNT(names));
    assert_false(wd_jiter_next(&it));

    it = wd_jv_iter(wd_jv_get(root, "a"));
    for (count = 0; wd_jiter_next(&it); count++)
        assert_int_equal(wd_jv_type(it.value), count == 0   ? WD_JSON_OBJECT
                                               : count == 1 ? WD_JSON_ARRAY
                                                            : WD_JSON_STRING);
    assert_int_equal(count, 3);
}

static void nothing_is_iterated_in_what_is_no_container(void **state)
{
    static const char *const texts[] = {"1", "\"s\"", "null", "{}", "[]"};
    struct wd_jiter it = wd_jv_iter((struct wd_jv){NULL, 0});
    (void)state;

    assert_false(wd_jiter_next(&it));
    for (size_t i = 0; i < COUNT(texts); i++) {
        it = wd_jv_iter(parsed(texts[i]));
        assert_false(wd_jiter_next(&it));
    }
}

static void broken_text_is_mended_when_asked(void **state)
{
    static const struct {
        struct wd_str text;
        struct wd_str at_a; /* "/a" afterwards */
    } rows[] = {
        {TEXT("{\"a\":\"x\xFFy\"}"), TEXT("x\xEF\xBF\xBDy")},
        {TEXT("{\"a\":\"\xC0\xAF\"}"), TEXT("\xEF\xBF\xBD\xEF\xBF\xBD")},
        {TEXT("{\"a\":\"\xE6\xA8\"}"), TEXT("\xEF\xBF\xBD\xEF\xBF\xBD")},
        {TEXT("{\"a\":\"\xE6\xA8\xA9 \xFF\"}"), TEXT("\xE6\xA8\xA9 \xEF\xBF\xBD")},
        {TEXT("{\"a\":\"x\\ud800y\"}"), TEXT("x\xEF\xBF\xBDy")},
        {TEXT("{\"a\":\"\\udc00\\ud83d\\ude00\"}"), TEXT("\xEF\xBF\xBD\xF0\x9F\x98\x80")},
        {TEXT("{\"a\":\"\\ud83d\\ud83d\\ude00\"}"), TEXT("\xEF\xBF\xBD\xF0\x9F\x98\x80")},
        {TEXT("{\"a\":\"tab\there\"}"), TEXT("tab\there")},
        {TEXT("{\"a\":\"n\0l\"}"), TEXT("n\0l")},
        {TEXT("{\"id\":99999999999999999999,\"a\":\"big\"}"), TEXT("big")},
        {TEXT("{\"id\":[-99999999999999999999],\"a\":\"big\"}"), TEXT("big")},
        {TEXT("{\"id\":1.99999999999999999999,\"a\":\"99999999999999999999\xFF\"}"),
         TEXT("99999999999999999999\xEF\xBF\xBD")},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct wd_jv root;
        bool mended;
        assert_int_equal(wd_json_parse_mended(parser, padded(rows[i].text), &root, &mended),
                         WD_JSON_OK);
        assert_true(mended);
        if (!wd_str_eq(wd_jv_str(wd_jv_get(root, "a")), rows[i].at_a))
            fail_msg("row %zu", i);
    }
}

static void what_is_broken_otherwise_is_not_mended(void **state)
{
    static const struct wd_str rows[] = {TEXT("{\"a\":"), TEXT("{\"a\":\"\xFF\""),
                                         TEXT("{\"a\":1e999}"), TEXT("\\ud800")};
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct wd_jv root;
        bool mended;
        assert_int_equal(wd_json_parse_mended(parser, padded(rows[i]), &root, &mended),
                         WD_JSON_MALFORMED);
        assert_null(root.a);
    }
}

static void sound_text_is_not_touched_by_mending(void **state)
{
    struct wd_jv root;
    bool mended = true;
    (void)state;

    assert_int_equal(wd_json_parse_mended(parser, padded(WD_STR("{\"a\":1}")), &root, &mended),
                     WD_JSON_OK);
    assert_false(mended);
}

static void a_parser_is_as_good_after_a_fault_as_before(void **state)
{
    struct wd_jv root;
    (void)state;

    assert_int_equal(wd_json_parse(parser, padded(WD_STR("{\"a\":[1,")), &root), WD_JSON_MALFORMED);
    assert_true(wd_str_eqz(wd_jv_str(wd_jv_at(parsed("{\"a\":[\"x\"]}"), "/a/0")), "x"));
}

/* Read as it is the first counts, with either backend; a reading can ask for the last. */
static void of_two_members_with_one_name_the_reading_chooses(void **state)
{
    static const struct {
        const char *text, *at;
        int64_t first, last;
    } rows[] = {
        {"{\"status\":1,\"status\":2}", "/status", 1, 2},
        {"{\"status\":1,\"x\":0,\"st\\u0061tus\":2}", "/status", 1, 2},
        {"{\"a\\/b\":1,\"a/b\":2,\"a\\u002fb\":3}", "/a~1b", 1, 3},
        {"{\"s\":{\"code\":1},\"s\" : {\"code\":7}}", "/s/code", 1, 7},
        {"[{\"granted\":1,\"granted\":0}]", "/0/granted", 1, 0},
        {"{\"a\":{\"n\":1},\"b\":{\"n\":2}}", "/b/n", 2, 2},
        {"{\"id\":1,\"no\":2,\"id\":3,\"no\":4}", "/no", 2, 4},
        {"{\"i\":1,\"n\":2,\"i\":3,\"n\":4,\"n\":5}", "/i", 1, 3},
        {"{\"v\":\"v\\\":\",\"n\":3,\"n\":4}", "/n", 3, 4},
        {"{\"\\u00e9\":5,\"\xC3\xA9\":6}", "/\xC3\xA9", 5, 6},
    };
    static const enum wd_json_reading readings[] = {WD_JSON_AS_IS, WD_JSON_FIRST, WD_JSON_LAST};
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++)
        for (size_t k = 0; k < COUNT(readings); k++) {
            int64_t n = -1;
            wd_json_read_as(parser, readings[k]);
            assert_true(wd_jv_int(wd_jv_at(parsed(rows[i].text), rows[i].at), &n));
            assert_int_equal(n, readings[k] == WD_JSON_LAST ? rows[i].last : rows[i].first);
        }
    wd_json_read_as(parser, WD_JSON_AS_IS);
}

static void a_name_that_stands_twice_is_told_of_once_somebody_looks(void **state)
{
    static const struct {
        const char *text;
        bool twice;
    } rows[] = {
        {"{\"a\":1,\"a\":2}", true},
        {"{\"a\":1,\"b\":2,\"\\u0061\":2}", true},
        {"{\"a\":{\"b\":1},\"b\":{\"a\":1}}", false},
        {"{\"abcdefghij\":1,\"abcdefghik\":2,\"abcdefgh\":3}", false},
        {"{\"0123456789abcdefg\":1,\"x\":2,\"0123456789abcdefg\":3}", true},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        wd_jv_get(parsed(rows[i].text), "anything");
        assert_int_equal(wd_json_twice(parser), rows[i].twice);
    }
    wd_jv_get(parsed("{\"a\":1}"), "a");
    assert_false(wd_json_twice(parser));
    for (int count = 20; count <= 120; count++)
        for (int again = -1; again < count; again += 1 + count / 4) {
            char text[8192] = "{";
            size_t len = 1;
            for (int i = 0; i < count; i++)
                len +=
                    (size_t)snprintf(text + len, sizeof text - len, "\"a-field-%d-of-all\":1,", i);
            snprintf(text + len, sizeof text - len, "\"a-field-%d-of-all\":2}",
                     again < 0 ? count : again);
            wd_jv_get(parsed(text), "a");
            assert_int_equal(wd_json_twice(parser), again >= 0);
        }
}

static void the_zero_parser_may_be_freed(void **state)
{
    (void)state;
    wd_json_free(NULL);
}

static void a_whole_value_is_what_jansson_would_give_or_left_to_it(void **state)
{
    static const struct {
        struct wd_str text;
        bool left; /* to jansson, which may take or refuse it */
    } rows[] = {
        {TEXT("{}"), false},
        {TEXT("[]"), false},
        {TEXT("{\"a\":[1,-7,9007199254740993,true,false,null,\"\"],\"b\":{\"c\":\"\\u00e9\\n\"}}"),
         false},
        {TEXT("[{\"a\":1},{\"a\":2},[[[]]]]"), false},
        {TEXT("{\"\":\"\",\"\xe6\xa8\xa9\":\"\xe9\x99\x90\"}"), false},
        {TEXT("{\"a\":1,\"a\":2}"), true},
        {TEXT("{\"a\":{\"b\":1,\"b\":1}}"), true},
        {TEXT("[1.5]"), true},
        {TEXT("[\"\\u0000\"]"), true},
        {TEXT("{\"a\\u0000\":1}"), true},
        {TEXT("[1,]"), true},
        {TEXT("7"), true},
        {TEXT(""), true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        json_t *got = wd_json_load(padded(rows[i].text));
        json_t *wanted =
            json_loadb(rows[i].text.ptr, rows[i].text.len, JSON_REJECT_DUPLICATES, NULL);

        if (strcmp(wd_json_backend(), "jansson") != 0)
            assert_int_equal(got == NULL, rows[i].left);
        if (got)
            assert_true(json_equal(got, wanted));
        json_decref(got);
        json_decref(wanted);
    }
}

static void the_beginning_of_what_breaks_off_is_closed_behind_whole_words(void **state)
{
    static const struct {
        const char *text, *beginning;
    } rows[] = {
        {"{\"a\":1,\"b\":{\"c\":[1,2", "{\"a\":1,\"b\":{\"c\":[1]}}"},
        {"{\"a\":1,\"b\":\"no permission to re", "{\"a\":1,\"b\":\"no permission to\"}"},
        {"{\"a\":1,\"b\":\"acme-pr", "{\"a\":1}"},
        {"{\"a\":1,\"b", "{\"a\":1}"},
        {"{\"a\":1,\"b\":", "{\"a\":1}"},
        {"{\"a\":\"said \\\"no\\\" to \\", "{\"a\":\"said \\\"no\\\" to\"}"},
        {"{\"a\":[{\"b\":true,", "{\"a\":[{\"b\":true}]}"},
        {"{\"a\":tru", "{}"},
        {"{\"a\":1}{\"b\":1}", "{\"a\":1}"},
        {"{\"a\":\"x \"y\" z\",\"b\":1}", "{\"a\":\"x \"}"},
        {"{\"a\":1]}", "{\"a\":1}"},
        {"[1,\n{\"a\":[]", "[1,\n{\"a\":[]}]"},
        {"nothing", ""},
        {"", ""},
    };
    struct wd_arena *arena = wd_arena_new(1 << 20);
    (void)state;

    assert_non_null(arena);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct wd_str got = wd_json_beginning(arena, wd_str_of(rows[i].text));
        if (!wd_str_eqz(got, rows[i].beginning))
            fail_msg("%s: %.*s", rows[i].text, WD_STR_ARG(got));
    }
    wd_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_taken_or_refused_for_the_right_reason),
        cmocka_unit_test(nesting_is_taken_to_the_limit_and_refused_past_it),
        cmocka_unit_test(brackets_inside_strings_are_no_nesting),
        cmocka_unit_test(a_record_past_the_maximum_is_too_long),
        cmocka_unit_test(a_record_of_too_many_values_is_too_long),
        cmocka_unit_test(values_have_their_type),
        cmocka_unit_test(a_member_is_found_whatever_stands_beside_it),
        cmocka_unit_test(members_of_many_objects_are_kept_apart),
        cmocka_unit_test(look_ups_of_the_wrong_type_are_absent),
        cmocka_unit_test(pointers_lead_to_values),
        cmocka_unit_test(integers_come_from_numbers_and_strings_of_digits),
        cmocka_unit_test(strings_are_unescaped_and_keep_nul),
        cmocka_unit_test(iteration_follows_the_text),
        cmocka_unit_test(nothing_is_iterated_in_what_is_no_container),
        cmocka_unit_test(broken_text_is_mended_when_asked),
        cmocka_unit_test(what_is_broken_otherwise_is_not_mended),
        cmocka_unit_test(sound_text_is_not_touched_by_mending),
        cmocka_unit_test(a_parser_is_as_good_after_a_fault_as_before),
        cmocka_unit_test(of_two_members_with_one_name_the_reading_chooses),
        cmocka_unit_test(a_name_that_stands_twice_is_told_of_once_somebody_looks),
        cmocka_unit_test(a_whole_value_is_what_jansson_would_give_or_left_to_it),
        cmocka_unit_test(the_beginning_of_what_breaks_off_is_closed_behind_whole_words),
        cmocka_unit_test(the_zero_parser_may_be_freed),
    };

    return cmocka_run_group_tests_name("json", tests, setup, teardown);
}
