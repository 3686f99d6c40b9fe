/* Memory for small values that come and go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "whydenied/base/json_pool.h"
#include "whydenied/base/limits.h"

enum { SIZES = 400, ROUNDS = 8 };

static void places_do_not_overlap_and_are_aligned(void **state)
{
    (void)state;
    unsigned char *made[SIZES];

    wd_json_pool_begin();
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t size = 1; size < SIZES; size++) {
            made[size] = wd_json_pool_alloc(size);
            assert_non_null(made[size]);
            assert_int_equal((uintptr_t)made[size] % 16, 0);
            memset(made[size], (int)(size % 251), size);
        }
        for (size_t size = 1; size < SIZES; size++) {
            assert_int_equal(made[size][0], size % 251);
            assert_int_equal(made[size][size - 1], size % 251);
            wd_json_pool_free(made[size]);
        }
    }
    wd_json_pool_end();
}

static void a_full_pool_goes_on_with_the_allocators_memory(void **state)
{
    (void)state;
    size_t count = 2 * WD_JSON_POOL / 64;
    void **made = calloc(count, sizeof *made);

    wd_json_pool_begin();
    for (size_t i = 0; i < count; i++) {
        made[i] = wd_json_pool_alloc(64);
        assert_non_null(made[i]);
        memset(made[i], 1, 64);
    }
    wd_json_pool_end();
    for (size_t i = 0; i < count; i++)
        wd_json_pool_free(made[i]);
    free(made);
}

static void
a_value_may_be_made_within_and_freed_behind_the_end_and_the_other_way_round(void **state)
{
    (void)state;
    json_t *before = json_pack("{s:[i,i,s]}", "list", 1, 2, "three"), *within;

    wd_json_pool_begin();
    wd_json_pool_begin();
    within = json_deep_copy(before);
    json_decref(before);
    wd_json_pool_end();
    wd_json_pool_end();
    assert_string_equal(json_string_value(json_array_get(json_object_get(within, "list"), 2)),
                        "three");
    json_decref(within);
}

static int install(void **state)
{
    (void)state;
    wd_json_pool_install();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_do_not_overlap_and_are_aligned),
        cmocka_unit_test(a_full_pool_goes_on_with_the_allocators_memory),
        cmocka_unit_test(
            a_value_may_be_made_within_and_freed_behind_the_end_and_the_other_way_round),
    };
    return cmocka_run_group_tests(tests, install, NULL);
}
