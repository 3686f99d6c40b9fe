/* Scripts and Terraform: what stands ready, what stands as a comment, and that a hostile report cannot
 * get a line of its own in. */
#include "../report_support.h"

static const struct wd_report_options plain = {.columns = 80, .detail = WD_DETAIL_MEDIUM};

/* Every line is empty, a comment, `set -eu`, or a command of a known tool. */
static void script_lines_are_safe(const struct wd_buf *text)
{
    static const char *const tools[] = {"#",        "set -eu", "gcloud ",  "bq ",    "aliyun ",
                                        "odpscmd ", "wandb ",  "kubectl ", "docker "};
    struct wd_str rest = wd_buf_str(text);

    while (rest.len > 0) {
        struct wd_str line = wd_str_cut(&rest, '\n');
        bool known = line.len == 0;
        for (size_t i = 0; i < sizeof tools / sizeof *tools; i++)
            known = known || wd_str_starts(line, wd_str_of(tools[i]));
        if (!known)
            fail_msg("a line of its own: %.*s", WD_STR_ARG(line));
        for (size_t i = 0; i < line.len; i++)
            assert_true((unsigned char)line.ptr[i] >= ' ' && line.ptr[i] != 0x7f);
    }
}

static void a_script_holds_each_change_under_its_evidence(void **state)
{
    struct wd_buf text;

    (void)state;
    draw(&text, SAMPLE_REPORT, WD_REPORT_SCRIPT, &plain);
    assert_true(wd_str_starts(wd_buf_str(&text), WD_STR("#!/bin/sh\n")));
    assert_true(has(&text, "\nset -eu\n"));
    assert_true(has(&text, "\n# R1 ("));
    assert_true(has(&text, "\n#   seen: "));
    script_lines_are_safe(&text);
    wd_buf_done(&text);
}

static void a_hostile_report_gets_no_line_into_a_script(void **state)
{
    struct wd_buf text;

    (void)state;
    draw(&text, HOSTILE_REPORT, WD_REPORT_SCRIPT, &plain);
    script_lines_are_safe(&text);
    wd_buf_done(&text);
}

static void terraform_holds_resources_and_comments_only(void **state)
{
    static const char *const reports[] = {SAMPLE_REPORT, HOSTILE_REPORT};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct wd_buf text;
        struct wd_str rest;
        draw(&text, reports[i], WD_REPORT_TERRAFORM, &plain);
        rest = wd_buf_str(&text);
        while (rest.len > 0) {
            struct wd_str line = wd_str_cut(&rest, '\n');
            bool known = line.len == 0 || line.ptr[0] == '#' || line.ptr[0] == '}' ||
                         line.ptr[0] == ' ' || wd_str_starts(line, WD_STR("resource \"")) ||
                         wd_str_starts(line, WD_STR("terraform {"));
            if (!known)
                fail_msg("%s: a line of its own: %.*s", reports[i], WD_STR_ARG(line));
        }
        wd_buf_done(&text);
    }
}

static void both_formats_are_known_by_name_and_by_suffix(void **state)
{
    enum wd_report_format format;

    (void)state;
    assert_true(wd_report_format_parse(WD_STR("script"), &format) && format == WD_REPORT_SCRIPT);
    assert_true(wd_report_format_parse(WD_STR("terraform"), &format) &&
                format == WD_REPORT_TERRAFORM);
    assert_true(wd_report_format_of_path(WD_STR("fix.sh"), &format) && format == WD_REPORT_SCRIPT);
    assert_true(wd_report_format_of_path(WD_STR("main.tf"), &format) &&
                format == WD_REPORT_TERRAFORM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_script_holds_each_change_under_its_evidence),
        cmocka_unit_test(a_hostile_report_gets_no_line_into_a_script),
        cmocka_unit_test(terraform_holds_resources_and_comments_only),
        cmocka_unit_test(both_formats_are_known_by_name_and_by_suffix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
