/* The arena: alignment, growth, the maximum, and what clear keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "whydenied/base/arena.h"

static struct wd_arena *make(size_t max)
{
    struct wd_arena *arena = wd_arena_new(max);
    assert_non_null(arena);
    return arena;
}

static void memory_is_zeroed_and_aligned_even_after_text(void **state)
{
    (void)state;
    struct wd_arena *arena = make(1 << 20);
    wd_arena_copy(arena, WD_STR("abc"));
    for (int i = 0; i < 2000; i++) {
        char *p = wd_arena_alloc(arena, 17);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (int k = 0; k < 17; k++)
            assert_int_equal(p[k], 0);
        memset(p, 0xA5, 17);
        if (i == 1000)
            wd_arena_clear(arena);
    }
    wd_arena_free(arena);
}

static void what_was_given_stays_when_the_arena_grows(void **state)
{
    (void)state;
    struct wd_arena *arena = make(8 << 20);
    char *copies[500];
    for (int i = 0; i < 500; i++)
        copies[i] = (char *)(uintptr_t)wd_arena_printf(arena, "item %d %01000d", i, i).ptr;
    for (int i = 0; i < 500; i++) {
        assert_non_null(copies[i]);
        assert_int_equal(strtol(copies[i] + 5, NULL, 10), i);
    }
    wd_arena_free(arena);
}

static void the_maximum_is_honoured(void **state)
{
    (void)state;
    struct wd_arena *arena = make(10000);
    size_t given = 0;
    while (wd_arena_alloc(arena, 100))
        given += 100;
    assert_true(given > 8000 && given <= 10000);
    assert_null(wd_arena_alloc(arena, 5000));
    wd_arena_clear(arena);
    assert_non_null(wd_arena_alloc(arena, 100));
    wd_arena_free(arena);
}

static void absurd_sizes_are_refused(void **state)
{
    (void)state;
    struct wd_arena *arena = make(1 << 20);
    assert_null(wd_arena_alloc(arena, SIZE_MAX));
    assert_null(wd_arena_alloc(arena, SIZE_MAX - 8));
    assert_null(wd_arena_copy(arena, wd_str_make("x", SIZE_MAX)).ptr);
    const struct wd_str parts[] = {{"x", SIZE_MAX}, {"y", 1}};
    assert_null(wd_arena_concat(arena, parts, 2).ptr);
    wd_arena_free(arena);
    struct wd_arena *tiny = make(0);
    assert_null(wd_arena_alloc(tiny, 1));
    wd_arena_free(tiny);
}

static void clearing_keeps_the_first_block(void **state)
{
    (void)state;
    struct wd_arena *arena = make(1 << 20);
    void *first = wd_arena_alloc(arena, 100);
    wd_arena_alloc(arena, 100000);
    wd_arena_clear(arena);
    assert_int_equal(wd_arena_used(arena), 0);
    assert_ptr_equal(wd_arena_alloc(arena, 100), first);
    wd_arena_free(arena);
}

static void text_has_a_nul_behind_it_and_may_hold_one(void **state)
{
    (void)state;
    struct wd_arena *arena = make(1 << 20);
    struct wd_str s = wd_arena_copy(arena, WD_STR("a\0b"));
    assert_int_equal(s.len, 3);
    assert_memory_equal(s.ptr, "a\0b", 4);
    assert_string_equal(wd_arena_strdup(arena, WD_STR_NONE), "");
    struct wd_str f = wd_arena_printf(arena, "%s-%d", "x", 5);
    assert_int_equal(f.len, 3);
    assert_string_equal(f.ptr, "x-5");
    wd_arena_free(arena);
}

static void joining_takes_all_parts_empty_ones_too(void **state)
{
    (void)state;
    struct wd_arena *arena = make(1 << 20);
    const struct wd_str parts[] = {WD_STR("projects/"), WD_STR_NONE, WD_STR("acme"), WD_STR("/x")};
    struct wd_str s = wd_arena_concat(arena, parts, 4);
    assert_int_equal(s.len, 15);
    assert_string_equal(s.ptr, "projects/acme/x");
    assert_string_equal(wd_arena_concat(arena, NULL, 0).ptr, "");
    wd_arena_free(arena);
}

static void freeing_nothing_is_fine(void **state)
{
    (void)state;
    wd_arena_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned_even_after_text),
        cmocka_unit_test(what_was_given_stays_when_the_arena_grows),
        cmocka_unit_test(the_maximum_is_honoured),
        cmocka_unit_test(absurd_sizes_are_refused),
        cmocka_unit_test(clearing_keeps_the_first_block),
        cmocka_unit_test(text_has_a_nul_behind_it_and_may_hold_one),
        cmocka_unit_test(joining_takes_all_parts_empty_ones_too),
        cmocka_unit_test(freeing_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
