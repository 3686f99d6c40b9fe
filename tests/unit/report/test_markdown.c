/* Markdown for tickets: short by default, commands whole, a log's text never markup. */
#include "../report_support.h"

static const struct wd_report_options medium = {.columns = 80, .detail = WD_DETAIL_MEDIUM};

static void a_command_stands_alone_in_a_fenced_block(void **state)
{
    struct wd_buf text;

    (void)state;
    draw(&text, SAMPLE_REPORT, WD_REPORT_MARKDOWN, &medium);
    assert_true(has(&text, "\n  ```sh\n  gcloud artifacts repositories add-iam-policy-binding app "
                           "--location=asia-northeast1 --project=acme-ci "
                           "--member=serviceAccount:123456789012@cloudbuild.gserviceaccount.com "
                           "--role=roles/artifactregistry.writer\n  ```\n"));
    wd_buf_done(&text);
}

static void names_stand_in_code_spans(void **state)
{
    struct wd_buf text;

    (void)state;
    draw(&text, SAMPLE_REPORT, WD_REPORT_MARKDOWN, &medium);
    assert_true(has(&text, "- **who** `123456789012@cloudbuild.gserviceaccount.com`"));
    assert_true(has(&text, "- **line** `logs/a.json.gz:1203` `denied: Permission"));
    wd_buf_done(&text);
}

static void low_detail_gives_a_table(void **state)
{
    struct wd_report_options low = {.columns = 80, .detail = WD_DETAIL_LOW};
    struct wd_buf text;

    (void)state;
    draw(&text, SAMPLE_REPORT, WD_REPORT_MARKDOWN, &low);
    assert_true(has(&text, "| HIGH | 14,770 | A build may not push to"));
    assert_false(has(&text, "### "));
    wd_buf_done(&text);
}

static void no_line_starts_with_what_a_log_said(void **state)
{
    struct wd_report_options high = {.columns = 80, .detail = WD_DETAIL_HIGH};
    struct wd_buf text;
    struct wd_str rest;

    (void)state;
    draw(&text, HOSTILE_REPORT, WD_REPORT_MARKDOWN, &high);
    rest = wd_buf_str(&text);
    while (rest.len) {
        struct wd_str line = wd_str_trim(wd_str_cut(&rest, '\n'));

        assert_false(wd_str_starts(line, WD_STR("::")));
        assert_false(wd_str_has(line, WD_STR("##vso[")));
        assert_false(wd_str_has(line, WD_STR("\033")));
    }
    wd_buf_done(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_stands_alone_in_a_fenced_block),
        cmocka_unit_test(names_stand_in_code_spans),
        cmocka_unit_test(low_detail_gives_a_table),
        cmocka_unit_test(no_line_starts_with_what_a_log_said),
    };

    return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
