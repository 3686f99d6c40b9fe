/* The nearest name: which slips are recognised, and which words are too far from all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "whydenied/base/nearest.h"

static const char *nearest_of(const char *word)
{
    static const char *const names[] = {"for",  "format", "list",        "explain",
                                        "html", "ja",     "openmetrics", "missing_role"};
    struct wd_nearest nearest = {.word = word};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        wd_nearest_look(&nearest, names[i]);
    return nearest.name ? nearest.name : "";
}

static void a_letter_more_less_or_other_is_a_slip(void **state)
{
    (void)state;
    assert_string_equal(nearest_of("expain"), "explain");
    assert_string_equal(nearest_of("lisst"), "list");
    assert_string_equal(nearest_of("jp"), "ja");
    assert_string_equal(nearest_of("hml"), "html");
}

static void letters_that_changed_places_are_one_slip(void **state)
{
    (void)state;
    assert_string_equal(nearest_of("fro"), "for");
    assert_string_equal(nearest_of("htlm"), "html");
}

static void what_begins_as_it_was_written_is_near(void **state)
{
    (void)state;
    assert_string_equal(nearest_of("openm"), "openmetrics");
    assert_string_equal(nearest_of("missing"), "missing_role");
}

static void a_beginning_may_have_a_slip_of_its_own(void **state)
{
    (void)state;
    assert_string_equal(nearest_of("mising"), "missing_role");
    assert_string_equal(nearest_of("opnmet"), "openmetrics");
    assert_string_equal(nearest_of("misisng"), "");
    assert_string_equal(nearest_of("opq"), "");
}

static void a_long_name_may_be_missed_by_more_letters(void **state)
{
    (void)state;
    assert_string_equal(nearest_of("mising_roles"), "missing_role");
    assert_string_equal(nearest_of("opnmetrcs"), "openmetrics");
}

static void another_word_is_near_nothing(void **state)
{
    (void)state;
    assert_string_equal(nearest_of("yaml"), "");
    assert_string_equal(nearest_of("x"), "");
    assert_string_equal(nearest_of(""), "");
    assert_string_equal(
        nearest_of("a-word-that-is-longer-than-any-name-of-anything-in-this-program-is"), "");
}

static const char *colour(const void *context, size_t i)
{
    const char *const *names = context;

    return names[i];
}

static void a_wrong_word_is_answered_with_the_nearest_and_all(void **state)
{
    (void)state;
    static const char *const colours[] = {"red", "green", NULL};
    struct wd_buf out;
    wd_buf_init(&out, 256);
    wd_nearest_tell(&out, "gren", colour, colours);
    assert_string_equal(wd_buf_cstr(&out), "; did you mean green? (red, green)");
    wd_buf_clear(&out);
    wd_nearest_tell(&out, "loud", colour, colours);
    assert_string_equal(wd_buf_cstr(&out), "; there are red, green");
    wd_buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_word_is_answered_with_the_nearest_and_all),
        cmocka_unit_test(a_letter_more_less_or_other_is_a_slip),
        cmocka_unit_test(letters_that_changed_places_are_one_slip),
        cmocka_unit_test(what_begins_as_it_was_written_is_near),
        cmocka_unit_test(a_beginning_may_have_a_slip_of_its_own),
        cmocka_unit_test(a_long_name_may_be_missed_by_more_letters),
        cmocka_unit_test(another_word_is_near_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
