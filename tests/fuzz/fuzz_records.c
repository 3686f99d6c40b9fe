/* Any lines as records of `map`, as somebody else may have left them: refused in words, or merged to records that
 * merge to themselves, and answered like a log, in every format. */
#include "whole.h"

#include "whydenied/run/shards.h"

/* 0, or -1 where they are refused. */
static int reduce(const char *path, struct wd_buf *ret_lines)
{
    const char *paths[] = {path};
    const struct wd_reduce_options options = {
        .paths = {paths, 1}, .unsorted = true, .allow_mixed = true};
    const struct wd_run_calls calls = {.tell = whole_tell};
    struct wd_reduce_sums sums;
    struct wd_error err = {.text = ""};
    struct wd_output *out;

    wd_buf_init(ret_lines, 64u << 20);
    out = wd_output_to_memory(ret_lines, &err);
    MUST(out);
    if (wd_reduce(&options, &calls, out, &sums, &err) < 0) {
        MUST(err.text[0]);
        wd_output_abandon(out);
        return -1;
    }
    return wd_output_commit(out, &err);
}

static void check_merging(const char *path)
{
    struct wd_buf once, twice;
    char merged[64];

    if (reduce(path, &once) == 0) {
        int fd = bytes_in_file(wd_buf_str(&once), merged);
        MUST(reduce(merged, &twice) == 0);
        MUST(wd_str_eq(wd_buf_str(&once), wd_buf_str(&twice)));
        wd_buf_done(&twice);
        close(fd);
    }
    wd_buf_done(&once);
}

static void check_report(const char *path)
{
    struct whole_program *program = whole_program();
    const char *paths[] = {path};
    struct wd_run_options options = {
        .paths = {paths, 1}, .jobs = 1, .since = WD_TIME_NONE, .until = WD_TIME_NONE};
    struct wd_run_calls calls = {.tell = whole_tell};
    struct wd_session session = {
        .options = &options, .calls = &calls, .rules = program->rules, .advisor = program->advisor};
    struct wd_error err = {.text = ""};
    struct whole whole;

    MUST(wd_session_open(&session, &err) == 0);
    if (wd_session_take_records(&session, &options.paths, true, &err) == 0 &&
        wd_session_finish_records(&session, &err) == 0)
        whole_answer(&session, &whole);
    else
        MUST(err.text[0]);
    wd_session_done(&session);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int fd = bytes_in_file(wd_str_make((const char *)data, size), path);

    check_merging(path);
    check_report(path);
    close(fd);
    return 0;
}
