/* Results appear whole or not at all, and every failed write is told once. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include "../report_support.h"

static void read_back(const char *path, char *to, size_t room)
{
    FILE *file = fopen(path, "r");
    size_t n;

    assert_non_null(file);
    n = fread(to, 1, room - 1, file);
    to[n] = '\0';
    fclose(file);
}

static void a_file_appears_at_commit_and_not_before(void **state)
{
    struct scratch scratch;
    struct wd_error err;
    struct stat st;
    char text[64];

    (void)state;
    scratch_open(&scratch, "out");
    struct wd_output *out = wd_output_open(scratch.path, &err);
    wd_output_printf(out, "%s %d\n", "line", 7);
    assert_int_not_equal(access(scratch.path, F_OK), 0);
    assert_int_equal(wd_output_commit(out, &err), 0);

    read_back(scratch.path, text, sizeof text);
    assert_string_equal(text, "line 7\n");
    assert_int_equal(stat(scratch.path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    scratch_close(&scratch);
}

static void an_abandoned_file_leaves_nothing_and_the_old_one_stands(void **state)
{
    struct scratch scratch;
    struct wd_error err;
    char text[64];

    (void)state;
    scratch_open(&scratch, "out");
    write_file(scratch.path, WD_STR("old"));
    struct wd_output *out = wd_output_open(scratch.path, &err);
    wd_output_putz(out, "new");
    wd_output_abandon(out);

    read_back(scratch.path, text, sizeof text);
    assert_string_equal(text, "old");
    scratch_close(&scratch); /* fails if anything else is left */
}

static void what_a_killed_run_left_is_in_nobodys_way(void **state)
{
    struct scratch scratch;
    struct wd_error err;
    char left[200];

    (void)state;
    scratch_open(&scratch, "out");
    snprintf(left, sizeof left, "%s.part-%ld-0", scratch.path, (long)getpid());
    write_file(left, WD_STR("half"));
    struct wd_output *out = wd_output_open(scratch.path, &err);
    assert_non_null(out);
    assert_int_equal(wd_output_commit(out, &err), 0);

    unlink(left);
    scratch_close(&scratch);
}

static void links_and_directories_are_refused(void **state)
{
    struct scratch scratch;
    struct wd_error err = {.text = ""};

    (void)state;
    scratch_open(&scratch, "out");
    assert_int_equal(symlink("elsewhere", scratch.path), 0);
    assert_null(wd_output_open(scratch.path, &err));
    assert_non_null(strstr(err.text, "symbolic link"));
    assert_null(wd_output_open(scratch.directory, &err));
    assert_non_null(strstr(err.text, "not a regular file"));
    assert_null(wd_output_open("no-such-directory/out", &err));
    scratch_close(&scratch);
}

/* Runs with standard output at `path`; returns whether commit failed, and how. */
static int commit_to_stdout_of(const char *path, size_t bytes, bool *ret_broken_pipe)
{
    struct wd_error err;
    int keep = dup(STDOUT_FILENO);
    int fd = path ? open(path, O_WRONLY) : -1;
    int ends[2];
    int result;

    fflush(stdout);
    if (!path) {
        assert_int_equal(pipe(ends), 0);
        close(ends[0]);
        fd = ends[1];
    }
    dup2(fd, STDOUT_FILENO);
    close(fd);
    struct wd_output *out = wd_output_open("-", &err);
    for (size_t i = 0; i < bytes; i++)
        wd_output_putz(out, "x");
    *ret_broken_pipe = wd_output_broken_pipe(out);
    result = wd_output_commit(out, &err);
    dup2(keep, STDOUT_FILENO);
    close(keep);
    return result;
}

static void a_full_disk_is_found_at_commit_at_the_latest(void **state)
{
    bool broken;

    (void)state;
    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_int_equal(commit_to_stdout_of("/dev/full", 10, &broken), -1);
    assert_false(broken);
    assert_int_equal(commit_to_stdout_of("/dev/full", 200000, &broken), -1);
}

/* It has what it wanted, however late that shows. */
static void a_reader_that_went_away_is_no_failure(void **state)
{
    bool broken;

    (void)state;
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(commit_to_stdout_of(NULL, 200000, &broken), 0);
    assert_true(broken);
    assert_int_equal(commit_to_stdout_of(NULL, 10, &broken), 0);
    assert_false(broken);
}

static void long_formatted_text_is_written_whole(void **state)
{
    struct wd_buf text;
    struct wd_error err;

    (void)state;
    wd_buf_init(&text, 1u << 20);
    struct wd_output *out = wd_output_to_memory(&text, &err);
    wd_output_printf(out, "%5000d", 1);
    assert_int_equal(wd_output_commit(out, &err), 0);
    assert_int_equal(text.len, 5000);
    wd_buf_done(&text);
}

static void memory_that_is_full_is_a_failed_write(void **state)
{
    struct wd_buf text;
    struct wd_error err;

    (void)state;
    wd_buf_init(&text, 4);
    struct wd_output *out = wd_output_to_memory(&text, &err);
    wd_output_putz(out, "12345");
    assert_int_equal(wd_output_commit(out, &err), -1);
    wd_buf_done(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_appears_at_commit_and_not_before),
        cmocka_unit_test(an_abandoned_file_leaves_nothing_and_the_old_one_stands),
        cmocka_unit_test(what_a_killed_run_left_is_in_nobodys_way),
        cmocka_unit_test(links_and_directories_are_refused),
        cmocka_unit_test(a_full_disk_is_found_at_commit_at_the_latest),
        cmocka_unit_test(a_reader_that_went_away_is_no_failure),
        cmocka_unit_test(long_formatted_text_is_written_whole),
        cmocka_unit_test(memory_that_is_full_is_a_failed_write),
    };

    return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
