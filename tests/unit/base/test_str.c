/* Slices: the edges (empty, NUL bytes, overflow), since the middle is used everywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "whydenied/base/char.h"
#include "whydenied/base/str.h"

static void finding_sees_a_nul_as_a_byte(void **state)
{
    (void)state;
    struct wd_str hay = WD_STR("ab\0cd\0ce");
    assert_int_equal(wd_str_find(hay, WD_STR("\0ce")), 5);
    assert_int_equal(wd_str_find_char(hay, '\0'), 2);
    assert_int_equal(wd_str_rfind_char(hay, '\0'), 5);
}

static void what_is_absent_is_not_found(void **state)
{
    (void)state;
    assert_true(wd_str_find(WD_STR("abc"), WD_STR("abcd")) == WD_NPOS);
    assert_true(wd_str_find(WD_STR_NONE, WD_STR("a")) == WD_NPOS);
    assert_true(wd_str_find_char(WD_STR_NONE, 'a') == WD_NPOS);
    assert_true(wd_str_rfind_char(WD_STR("abc"), 'd') == WD_NPOS);
}

static void one_of_four_bytes_is_found_wherever_it_stands(void **state)
{
    static const char bytes[4] = {'\t', '|', '\0', '\x80'};
    char text[40];

    (void)state;
    for (size_t len = 0; len <= sizeof text; len++) {
        memset(text, 'a', sizeof text);
        assert_false(wd_str_has_one_of(wd_str_make(text, len), bytes));
        for (size_t at = 0; at < sizeof text; at++) {
            text[at] = bytes[at % 4];
            assert_int_equal(wd_str_has_one_of(wd_str_make(text, len), bytes), at < len);
            text[at] = 'a';
        }
    }
}

/* However many bytes the set has: a dozen and fewer are compared in place. */
static void a_byte_is_in_a_set_that_holds_it_and_a_nul_in_none(void **state)
{
    const char *given = ".-";

    (void)state;
    for (int i = 0; i < 256; i++) {
        char c = (char)i;
        assert_int_equal(wd_char_in(c, ""), 0);
        assert_int_equal(wd_char_in(c, given), c == '.' || c == '-');
        assert_int_equal(wd_char_in(c, ".-"), c == '.' || c == '-');
        assert_int_equal(wd_char_in(c, "0123456789ab"), wd_is_digit(c) || c == 'a' || c == 'b');
        assert_int_equal(wd_char_in(c, "0123456789abc"), wd_is_digit(c) || (c >= 'a' && c <= 'c'));
    }
}

static void the_empty_needle_is_found_at_the_start(void **state)
{
    (void)state;
    assert_int_equal(wd_str_find(WD_STR("abc"), WD_STR_NONE), 0);
}

static void letters_compare_in_any_case_but_only_ascii_ones(void **state)
{
    (void)state;
    assert_true(wd_str_ieq(WD_STR("Access-Denied"), WD_STR("aCCESS-dENIED")));
    assert_false(wd_str_ieq(WD_STR("\xC3\x84"), WD_STR("\xC3\xA4")));
    assert_false(wd_str_ieq(WD_STR("["), WD_STR("{")));
    assert_true(wd_str_istarts(WD_STR("Bearer x"), WD_STR("bearer")));
    assert_false(wd_str_istarts(WD_STR("Bear"), WD_STR("bearer")));
}

static void trimming_takes_blanks_off_both_ends_only(void **state)
{
    (void)state;
    assert_true(wd_str_eqz(wd_str_trim(WD_STR(" \t\r\n a b \v\f")), "a b"));
    assert_int_equal(wd_str_trim(WD_STR(" \n ")).len, 0);
}

static void order_is_by_unsigned_bytes_then_length(void **state)
{
    (void)state;
    assert_true(wd_str_cmp(WD_STR("a"), WD_STR("\xFF")) < 0);
    assert_true(wd_str_cmp(WD_STR("ab"), WD_STR("a")) > 0);
    assert_int_equal(wd_str_cmp(WD_STR_NONE, WD_STR("")), 0);
}

static void cutting_walks_through_the_parts(void **state)
{
    (void)state;
    struct wd_str rest = WD_STR("a//b");
    assert_true(wd_str_eqz(wd_str_cut(&rest, '/'), "a"));
    assert_true(wd_str_eqz(wd_str_cut(&rest, '/'), ""));
    assert_true(wd_str_eqz(wd_str_cut(&rest, '/'), "b"));
    assert_int_equal(rest.len, 0);
    assert_int_equal(wd_str_cut(&rest, '/').len, 0);
}

static void a_part_is_clamped_to_the_slice(void **state)
{
    (void)state;
    assert_true(wd_str_eqz(wd_str_sub(WD_STR("abc"), 1, 99), "bc"));
    assert_int_equal(wd_str_sub(WD_STR("abc"), 99, 1).len, 0);
    assert_int_equal(wd_str_from(WD_STR_NONE, 1).len, 0);
}

static void only_whole_decimal_numbers_that_fit_are_read(void **state)
{
    (void)state;
    unsigned long long n = 7;
    assert_true(wd_str_to_u64(WD_STR("18446744073709551615"), &n));
    assert_true(n == UINT64_MAX);
    n = 7;
    assert_false(wd_str_to_u64(WD_STR("18446744073709551616"), &n));
    assert_false(wd_str_to_u64(WD_STR("-1"), &n));
    assert_false(wd_str_to_u64(WD_STR("1 "), &n));
    assert_false(wd_str_to_u64(WD_STR_NONE, &n));
    assert_int_equal(n, 7);
}

static void a_star_is_any_bytes_and_a_question_mark_one(void **state)
{
    static const struct {
        const char *pattern, *text;
        bool want;
    } cases[] = {
        {"abc", "abc", true},
        {"abc", "abcd", false},
        {"a*", "abcd", true},
        {"*d", "abcd", true},
        {"*b*", "abcd", true},
        {"*bd*", "abcd", false},
        {"a?c", "abc", true},
        {"a?c", "ac", false},
        {"*", "", true},
        {"?", "", false},
        {"", "", true},
        {"[a]", "a", false},
        {"a**b*c", "axxbyyc", true},
        {"*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (wd_str_like(wd_str_of(cases[i].pattern), wd_str_of(cases[i].text)) != cases[i].want)
            fail_msg("%s on %s", cases[i].pattern, cases[i].text);
    assert_false(wd_str_like(WD_STR("oss:Get*"), WD_STR("OSS:GetObject")));
    assert_true(wd_str_ilike(WD_STR("oss:Get*"), WD_STR("OSS:getobject")));
}

static size_t ifind_by_hand(struct wd_str hay, const char *needle)
{
    size_t len = strlen(needle);

    for (size_t at = 0; len > 0 && at + len <= hay.len; at++)
        if (wd_str_ieq(wd_str_sub(hay, at, len), wd_str_make(needle, len)))
            return at;
    return WD_NPOS;
}

static void the_first_of_equal_words_is_found_whatever_byte_is_looked_for(void **state)
{
    static const char letters[] = "eExX q_-4\xe6\x9d";
    uint32_t dice = 7;
    char hay[40], needle[6];

    (void)state;
    for (unsigned round = 0; round < 200000; round++) {
        size_t len = round % sizeof hay, want = round % (sizeof needle - 1) + 1;
        for (size_t i = 0; i < len + want; i++) {
            dice = dice * 1664525u + 1013904223u;
            *(i < len ? &hay[i] : &needle[i - len]) = letters[(dice >> 24) % (sizeof letters - 1)];
        }
        needle[want] = '\0';
        assert_int_equal(wd_str_ifind(wd_str_make(hay, len), needle),
                         ifind_by_hand(wd_str_make(hay, len), needle));
    }
    assert_int_equal(wd_str_ifind(WD_STR("abc"), ""), WD_NPOS);
}

static void what_can_be_printed_is_counted_to_the_byte(void **state)
{
    static const char others[] = {'\0', '\n', 0x1f, 0x7f, (char)0x80, (char)0xff};
    char text[72];

    (void)state;
    for (size_t len = 0; len < sizeof text; len++) {
        memset(text, '~', sizeof text);
        assert_int_equal(wd_str_printable(wd_str_make(text, len)), len);
        for (size_t at = 0; at < len; at++)
            for (size_t i = 0; i < sizeof others; i++) {
                memset(text, ' ', sizeof text);
                text[at] = others[i];
                assert_int_equal(wd_str_printable(wd_str_make(text, len)), at);
            }
    }
}

static size_t find_by_hand(struct wd_str hay, struct wd_str needle)
{
    for (size_t at = 0; at + needle.len <= hay.len; at++)
        if (memcmp(hay.ptr + at, needle.ptr, needle.len) == 0)
            return at;
    return WD_NPOS;
}

/* Of two letters: its ends stand nearly everywhere. */
static void the_first_place_is_found_however_often_the_ends_stand_elsewhere(void **state)
{
    uint32_t dice = 11;
    char hay[120], needle[9];

    (void)state;
    for (unsigned round = 0; round < 200000; round++) {
        size_t len = round % sizeof hay, want = round % sizeof needle + 1;
        for (size_t i = 0; i < len + want; i++) {
            dice = dice * 1664525u + 1013904223u;
            *(i < len ? &hay[i] : &needle[i - len]) = "ab"[(dice >> 24) % 8 == 0];
        }
        assert_int_equal(wd_str_find(wd_str_make(hay, len), wd_str_make(needle, want)),
                         find_by_hand(wd_str_make(hay, len), wd_str_make(needle, want)));
    }
}

static void a_byte_beyond_ascii_is_seen_wherever_it_stands(void **state)
{
    char text[40];

    (void)state;
    for (size_t len = 0; len <= sizeof text; len++) {
        memset(text, '~', sizeof text);
        assert_true(wd_str_is_ascii(wd_str_make(text, len)));
        for (size_t at = 0; at < len; at++) {
            text[at] = '\x80';
            assert_false(wd_str_is_ascii(wd_str_make(text, len)));
            text[at] = '~';
        }
    }
}

static void a_word_is_placed_in_a_list_in_any_case(void **state)
{
    static const char *const words[] = {"error", "Reason", ""};

    (void)state;
    assert_int_equal(wd_str_iplace(WD_STR("ERROR"), words, 3), 0);
    assert_int_equal(wd_str_iplace(WD_STR("reason"), words, 3), 1);
    assert_int_equal(wd_str_iplace(WD_STR_NONE, words, 3), 2);
    assert_true(wd_str_iplace(WD_STR("err"), words, 3) == WD_NPOS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_can_be_printed_is_counted_to_the_byte),
        cmocka_unit_test(finding_sees_a_nul_as_a_byte),
        cmocka_unit_test(what_is_absent_is_not_found),
        cmocka_unit_test(one_of_four_bytes_is_found_wherever_it_stands),
        cmocka_unit_test(a_byte_is_in_a_set_that_holds_it_and_a_nul_in_none),
        cmocka_unit_test(the_empty_needle_is_found_at_the_start),
        cmocka_unit_test(letters_compare_in_any_case_but_only_ascii_ones),
        cmocka_unit_test(trimming_takes_blanks_off_both_ends_only),
        cmocka_unit_test(order_is_by_unsigned_bytes_then_length),
        cmocka_unit_test(cutting_walks_through_the_parts),
        cmocka_unit_test(a_part_is_clamped_to_the_slice),
        cmocka_unit_test(only_whole_decimal_numbers_that_fit_are_read),
        cmocka_unit_test(a_star_is_any_bytes_and_a_question_mark_one),
        cmocka_unit_test(the_first_of_equal_words_is_found_whatever_byte_is_looked_for),
        cmocka_unit_test(the_first_place_is_found_however_often_the_ends_stand_elsewhere),
        cmocka_unit_test(a_byte_beyond_ascii_is_seen_wherever_it_stands),
        cmocka_unit_test(a_word_is_placed_in_a_list_in_any_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
