/* The list of inputs: directories in a fixed order, no loops, what is no log left out with a note. */
#include "../byte_source.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = P_tmpdir "/whydenied-......"; /* the dots become what mkdtemp wants */

static void put(const char *name, struct wd_str content)
{
    FILE *file = fopen(name, "w");

    assert_non_null(file);
    fwrite(content.ptr, 1, content.len, file);
    fclose(file);
}

static int setup(void **state)
{
    (void)state;
    memset(root + sizeof root - 7, 'X', 6);
    if (!mkdtemp(root) || chdir(root) != 0)
        return -1;
    mkdir("logs", 0700);
    mkdir("logs/b", 0700);
    mkdir("logs/empty", 0700);
    put("logs/c.log", WD_STR("{\"a\":1}\n"));
    put("logs/B.log", WD_STR("text\n"));
    put("logs/b/z.json", WD_STR("[]"));
    put("logs/b/a.gz", WD_STR("\x1F\x8B\x08"));
    put("logs/image.log", WD_STR("\x89PNG\r\n\x1A\n"));
    put("logs/binary", WD_STR("\x01\x02\x03\x04\x05\x06"));
    put("logs/nothing", WD_STR(""));
    put("logs/odd\nname", WD_STR("text\n"));
    if (symlink("..", "logs/b/loop") != 0 || symlink("nowhere", "logs/dangling") != 0 ||
        symlink("../c.log", "logs/b/link") != 0)
        return -1;
    mkfifo("logs/pipe", 0600);
    return 0;
}

static int teardown(void **state)
{
    static const char *const names[] = {
        "logs/c.log",     "logs/B.log",   "logs/b/z.json", "logs/b/a.gz", "logs/image.log",
        "logs/binary",    "logs/nothing", "logs/b/loop",   "logs/b/link", "logs/dangling",
        "logs/odd\nname", "logs/pipe",    "logs/b",        "logs/empty",  "logs"};
    (void)state;

    for (size_t i = 0; i < COUNT(names); i++)
        remove(names[i]);
    return chdir("..") == 0 ? rmdir(root) : -1;
}

static void directories_are_walked_in_the_order_of_bytes(void **state)
{
    static const char *const wanted[] = {"logs/B.log",    "logs/b/a.gz", "logs/b/link",
                                         "logs/b/z.json", "logs/c.log",  "logs/nothing",
                                         "logs/odd\nname"};
    struct wd_inputs inputs = {0};
    struct wd_error err;
    (void)state;

    assert_int_equal(wd_inputs_add(&inputs, "logs", &err), 0);
    assert_int_equal(inputs.count, COUNT(wanted));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        assert_string_equal(inputs.paths[i], wanted[i]);
        assert_false(inputs.named[i]);
    }
    assert_int_equal(inputs.total_bytes, 5 + 3 + 8 + 2 + 8 + 0 + 5);
    wd_inputs_done(&inputs);
}

static void what_is_no_log_has_a_note_and_what_may_be_one_is_left_out(void **state)
{
    static const char *const words[] = {"logs/b/loop: leads back", "logs/dangling: No such file",
                                        "logs/image.log: is an image"};
    static const char *const left[][2] = {
        {"logs/binary", "is binary"},
        {"logs/pipe", "is a pipe, which is read only where it is named itself"}};
    struct wd_inputs inputs = {0};
    struct wd_error err;
    (void)state;

    assert_int_equal(wd_inputs_add(&inputs, "logs/", &err), 0);
    assert_int_equal(inputs.note_count, COUNT(words));
    for (size_t i = 0; i < COUNT(words); i++)
        assert_non_null(strstr(inputs.notes[i], words[i]));
    assert_int_equal(inputs.left_out_count, COUNT(left));
    for (size_t i = 0; i < COUNT(left); i++) {
        assert_string_equal(inputs.left_out[i].path, left[i][0]);
        assert_string_equal(inputs.left_out[i].why, left[i][1]);
    }
    wd_inputs_done(&inputs);
}

static void a_walk_ends_when_it_is_told_to(void **state)
{
    static const volatile int now = 15;
    struct wd_inputs inputs = {.stop = &now};
    struct wd_error err;
    (void)state;

    assert_int_equal(wd_inputs_add(&inputs, "logs", &err), 0);
    assert_int_equal(inputs.count, 0);
    assert_int_equal(inputs.left_out_count, 0);
    wd_inputs_done(&inputs);
}

static void symbolic_links_are_left_alone_when_asked(void **state)
{
    struct wd_inputs inputs = {.no_follow = true};
    struct wd_error err;
    (void)state;

    assert_int_equal(wd_inputs_add(&inputs, "logs", &err), 0);
    for (size_t i = 0; i < inputs.count; i++)
        assert_null(strstr(inputs.paths[i], "loop"));
    assert_int_equal(inputs.left_out_count, 5); /* and the pipe */
    assert_string_equal(inputs.left_out[0].path, "logs/b/link");
    wd_inputs_done(&inputs);
}

static void what_is_named_is_taken_as_it_is(void **state)
{
    static const char *const names[] = {"logs/binary", "no-such-file", "logs/c.log", "logs/c.log",
                                        "-"};
    struct wd_inputs inputs = {0};
    struct wd_error err;
    (void)state;

    for (size_t i = 0; i < COUNT(names); i++)
        assert_int_equal(wd_inputs_add(&inputs, names[i], &err), 0);
    assert_int_equal(inputs.count, COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++) {
        assert_string_equal(inputs.paths[i], names[i]);
        assert_true(inputs.named[i]);
    }
    assert_int_equal(inputs.note_count, 0);
    wd_inputs_done(&inputs);
}

static void standard_input_is_taken_once(void **state)
{
    struct wd_inputs inputs = {0};
    struct wd_error err;
    (void)state;

    assert_int_equal(wd_inputs_add(&inputs, "-", &err), 0);
    assert_int_equal(wd_inputs_add(&inputs, "-", &err), -1);
    assert_non_null(strstr(err.text, "twice"));
    wd_inputs_done(&inputs);
}

static void the_list_grows_as_needed(void **state)
{
    struct wd_inputs inputs = {0};
    struct wd_error err;
    char name[32];
    (void)state;

    for (unsigned i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "missing-%u", i);
        assert_int_equal(wd_inputs_add(&inputs, name, &err), 0);
    }
    for (unsigned i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "missing-%u", i);
        assert_string_equal(inputs.paths[i], name);
    }
    wd_inputs_done(&inputs);
    wd_inputs_done(&inputs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(directories_are_walked_in_the_order_of_bytes),
        cmocka_unit_test(what_is_no_log_has_a_note_and_what_may_be_one_is_left_out),
        cmocka_unit_test(a_walk_ends_when_it_is_told_to),
        cmocka_unit_test(symbolic_links_are_left_alone_when_asked),
        cmocka_unit_test(what_is_named_is_taken_as_it_is),
        cmocka_unit_test(standard_input_is_taken_once),
        cmocka_unit_test(the_list_grows_as_needed),
    };

    return cmocka_run_group_tests_name("inputs", tests, setup, teardown);
}
