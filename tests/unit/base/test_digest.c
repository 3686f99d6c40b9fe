/* Hashes that are promises: their values must never change, so some stand here in full. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "whydenied/base/digest.h"
#include "whydenied/vocabulary/cause.h"

static uint64_t digest_of(struct wd_str a, struct wd_str b)
{
    struct wd_digest digest;
    wd_digest_init(&digest);
    wd_digest_field(&digest, a);
    wd_digest_field(&digest, b);
    return wd_digest_finish(&digest);
}

static void the_borders_of_fields_count(void **state)
{
    (void)state;
    assert_true(digest_of(WD_STR("ab"), WD_STR("c")) != digest_of(WD_STR("a"), WD_STR("bc")));
    assert_true(digest_of(WD_STR(""), WD_STR("a")) != digest_of(WD_STR("a"), WD_STR("")));
}

/* The expected numbers come from sha256sum over the same bytes. */
static void the_digest_is_sha256_over_lengths_and_bytes(void **state)
{
    (void)state;
    struct wd_digest digest;
    wd_digest_init(&digest);
    assert_true(wd_digest_finish(&digest) == 0xe3b0c44298fc1c14ull);
    assert_true(digest_of(WD_STR("a"), WD_STR_NONE) == 0x49a1af1b982d48d4ull);
}

static void the_hash_is_xxh3_with_seed_zero(void **state)
{
    (void)state;
    assert_true(wd_hash(WD_STR_NONE) == 0x2d06800538d394c2ull);
    assert_true(wd_hash(WD_STR("a")) != wd_hash(WD_STR("b")));
}

static void joining_hashes_minds_the_order(void **state)
{
    (void)state;
    assert_true(wd_hash_join(1, 2) != wd_hash_join(2, 1));
    assert_true(wd_hash_join(1, 2) == wd_hash_join(1, 2));
}

static void every_cause_and_level_reads_back_by_its_name(void **state)
{
    (void)state;
    for (int i = 0; i < WD_CAUSE_COUNT; i++) {
        enum wd_cause cause = WD_CAUSE_COUNT;
        assert_true(wd_cause_parse(wd_str_of(wd_cause_name((enum wd_cause)i)), &cause));
        assert_int_equal(cause, i);
    }
    enum wd_level level = WD_LOW;
    assert_true(wd_level_parse(WD_STR("high"), &level));
    assert_int_equal(level, WD_HIGH);
    enum wd_lang lang = WD_LANG_EN;
    assert_true(wd_lang_parse(WD_STR("ja"), &lang));
    assert_int_equal(lang, WD_LANG_JA);
    assert_false(wd_lang_parse(WD_STR("JA"), &lang));
}

static void names_outside_the_lists_are_refused(void **state)
{
    (void)state;
    enum wd_cause cause = WD_CAUSE_SCOPE;
    assert_false(wd_cause_parse(WD_STR("missing"), &cause));
    assert_false(wd_cause_parse(WD_STR_NONE, &cause));
    assert_int_equal(cause, WD_CAUSE_SCOPE);
    assert_string_equal(wd_cause_name((enum wd_cause)99), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_borders_of_fields_count),
        cmocka_unit_test(the_digest_is_sha256_over_lengths_and_bytes),
        cmocka_unit_test(the_hash_is_xxh3_with_seed_zero),
        cmocka_unit_test(joining_hashes_minds_the_order),
        cmocka_unit_test(every_cause_and_level_reads_back_by_its_name),
        cmocka_unit_test(names_outside_the_lists_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
