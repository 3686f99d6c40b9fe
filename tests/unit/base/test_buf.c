/* The growing buffer, growing lists, and the error text, which is a buffer that never grows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "whydenied/base/buf.h"
#include "whydenied/base/error.h"
#include "whydenied/base/list.h"

static void appending_grows_to_the_maximum_and_not_past_it(void **state)
{
    (void)state;
    struct wd_buf buf;
    wd_buf_init(&buf, 1000);
    for (int i = 0; i < 100; i++)
        wd_buf_putz(&buf, "0123456789");
    assert_false(buf.failed);
    assert_int_equal(buf.len, 1000);
    wd_buf_putc(&buf, 'x');
    assert_true(buf.failed);
    assert_int_equal(buf.len, 1000);
    wd_buf_done(&buf);
}

static void an_append_that_fails_is_dropped_whole_and_the_failure_sticks(void **state)
{
    (void)state;
    struct wd_buf buf;
    wd_buf_init(&buf, 5);
    wd_buf_putz(&buf, "abc");
    wd_buf_putz(&buf, "def");
    wd_buf_putz(&buf, "g");
    assert_int_equal(buf.len, 3);
    assert_true(buf.failed);
    assert_string_equal(wd_buf_cstr(&buf), "");
    wd_buf_clear(&buf);
    wd_buf_putz(&buf, "gh");
    assert_string_equal(wd_buf_cstr(&buf), "gh");
    wd_buf_done(&buf);
}

static void a_c_string_fits_even_a_full_buffer(void **state)
{
    (void)state;
    struct wd_buf buf;
    wd_buf_init(&buf, 3);
    assert_string_equal(wd_buf_cstr(&buf), "");
    wd_buf_putz(&buf, "abc");
    assert_string_equal(wd_buf_cstr(&buf), "abc");
    assert_int_equal(buf.len, 3);
    wd_buf_done(&buf);
    wd_buf_init(&buf, 0);
    assert_string_equal(wd_buf_cstr(&buf), "");
    wd_buf_done(&buf);
}

static void formatting_works_below_and_above_its_small_buffer(void **state)
{
    (void)state;
    struct wd_buf buf;
    wd_buf_init(&buf, 5000);
    for (int width = 500; width < 530; width++) {
        wd_buf_clear(&buf);
        wd_buf_printf(&buf, "%0*d|", width, 7);
        assert_int_equal(buf.len, width + 1);
        assert_int_equal(buf.ptr[width - 1], '7');
        assert_int_equal(buf.ptr[width], '|');
    }
    wd_buf_printf(&buf, "%6000d", 1);
    assert_true(buf.failed);
    wd_buf_done(&buf);
}

static void formatting_fills_the_maximum_exactly(void **state)
{
    (void)state;
    struct wd_buf buf;
    wd_buf_init(&buf, 600);
    wd_buf_printf(&buf, "%600d", 1);
    assert_false(buf.failed);
    assert_int_equal(buf.len, 600);
    wd_buf_clear(&buf);
    wd_buf_printf(&buf, "%601d", 1);
    assert_true(buf.failed);
    wd_buf_done(&buf);
}

static void reserved_room_is_for_the_caller_to_count(void **state)
{
    (void)state;
    struct wd_buf buf;
    wd_buf_init(&buf, 100);
    char *at = wd_buf_reserve(&buf, 60);
    assert_non_null(at);
    memset(at, 'r', 60);
    buf.len += 60;
    assert_null(wd_buf_reserve(&buf, 41));
    assert_true(buf.failed);
    wd_buf_done(&buf);
    wd_buf_init(&buf, 100);
    assert_null(wd_buf_reserve(&buf, SIZE_MAX));
    wd_buf_done(&buf);
}

static void an_error_is_cut_at_the_end_of_its_array(void **state)
{
    (void)state;
    struct wd_error err;
    assert_int_equal(wd_fail(&err, "%0600d", 1), -1);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
    assert_int_equal(wd_fail(NULL, "nobody listens"), -1);
    assert_int_equal(wd_fail_memory(&err), -1);
    assert_string_equal(err.text, "out of memory");
}

static void a_file_fits_up_to_the_maximum_and_not_past_it(void **state)
{
    (void)state;
    static const struct {
        size_t max;
        int result;
    } rows[] = {{100000, 0}, {100001, 0}, {99999, -1}, {10, -1}};
    FILE *file = tmpfile();
    assert_non_null(file);
    for (int i = 0; i < 100000; i++)
        assert_true(putc('x', file) != EOF);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wd_buf buf;
        rewind(file);
        wd_buf_init(&buf, rows[i].max);
        assert_int_equal(wd_buf_put_file(&buf, file), rows[i].result);
        assert_int_equal(buf.len, rows[i].max < 100000 ? rows[i].max : 100000);
        wd_buf_done(&buf);
    }
    fclose(file);
}

static void a_buffer_begins_in_the_callers_memory_and_leaves_it_when_it_grows(void **state)
{
    (void)state;
    char memory[16] = "";
    struct wd_buf buf;
    wd_buf_init_in(&buf, 1000, memory, sizeof memory);
    wd_buf_putz(&buf, "0123456789");
    assert_ptr_equal(buf.ptr, memory);
    wd_buf_putz(&buf, "0123456789");
    assert_ptr_not_equal(buf.ptr, memory);
    assert_string_equal(wd_buf_cstr(&buf), "01234567890123456789");
    assert_string_equal(memory, "0123456789");
    wd_buf_done(&buf);
    wd_buf_init_in(&buf, 4, memory, sizeof memory);
    wd_buf_putz(&buf, "01234");
    assert_true(buf.failed);
    wd_buf_done(&buf);
}

static void a_list_grows_with_what_is_put_in_its_place(void **state)
{
    struct item {
        uint64_t key;
        const char *word;
    } *items = NULL;
    size_t count = 0, room = 0;

    (void)state;
    for (uint64_t n = 0; n < 100; n++) {
        uint64_t key = n * 37 % 101;
        size_t at = wd_list_place(items, count, sizeof *items, key);
        assert_true(wd_list_grow(&items, count, &room, sizeof *items));
        memmove(items + at + 1, items + at, (count++ - at) * sizeof *items);
        items[at] = (struct item){key, "x"};
    }
    for (size_t i = 1; i < count; i++)
        assert_true(items[i - 1].key < items[i].key);
    assert_int_equal(wd_list_place(items, count, sizeof *items, 0), 0);
    assert_int_equal(wd_list_place(items, count, sizeof *items, UINT64_MAX), count);
    assert_true(room >= count && room < 2 * count);
    free(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_fits_up_to_the_maximum_and_not_past_it),
        cmocka_unit_test(appending_grows_to_the_maximum_and_not_past_it),
        cmocka_unit_test(an_append_that_fails_is_dropped_whole_and_the_failure_sticks),
        cmocka_unit_test(a_c_string_fits_even_a_full_buffer),
        cmocka_unit_test(formatting_works_below_and_above_its_small_buffer),
        cmocka_unit_test(formatting_fills_the_maximum_exactly),
        cmocka_unit_test(a_buffer_begins_in_the_callers_memory_and_leaves_it_when_it_grows),
        cmocka_unit_test(reserved_room_is_for_the_caller_to_count),
        cmocka_unit_test(a_list_grows_with_what_is_put_in_its_place),
        cmocka_unit_test(an_error_is_cut_at_the_end_of_its_array),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
