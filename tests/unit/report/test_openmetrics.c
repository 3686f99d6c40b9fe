/* Metrics: valid, and a bounded number of series whatever the log said. */
#include "../report_support.h"

static const struct wd_report_options plain = {.columns = 80};

/* name{label="value",…} number, with names and values of a closed alphabet. */
static void check_line(struct wd_str line)
{
    struct wd_str rest = line;
    struct wd_str series = wd_str_cut(&rest, ' ');
    struct wd_str name = wd_str_cut(&series, '{');
    unsigned long long n;

    if (line.ptr[0] == '#') {
        assert_true(wd_str_starts(line, WD_STR("# HELP whydenied_")) ||
                    wd_str_starts(line, WD_STR("# TYPE whydenied_")) || wd_str_eqz(line, "# EOF"));
        return;
    }
    assert_true(wd_str_starts(name, WD_STR("whydenied_")));
    for (size_t i = 0; i < series.len; i++) {
        char c = series.ptr[i];

        assert_true((c >= 'a' && c <= 'z') || c == '_' || c == '=' || c == '"' || c == ',' ||
                    c == '}');
    }
    assert_true(wd_str_to_u64(rest, &n));
}

static void every_line_is_a_comment_or_a_sample(void **state)
{
    static const char *const paths[] = {SAMPLE_REPORT, HOSTILE_REPORT};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct wd_buf text;
        struct wd_str rest;

        draw(&text, paths[i], WD_REPORT_OPENMETRICS, &plain);
        assert_true(wd_str_ends(wd_buf_str(&text), WD_STR("\n# EOF\n")));
        rest = wd_buf_str(&text);
        while (rest.len)
            check_line(wd_str_cut(&rest, '\n'));
        wd_buf_done(&text);
    }
}

static void the_numbers_are_those_of_the_report(void **state)
{
    static const char *const wanted[] = {
        "whydenied_denials 18234\n",
        "whydenied_unmatched 44\n",
        "whydenied_skipped{reason=\"malformed\"} 3\n",
        "whydenied_cause_denials{cause=\"missing_role\",severity=\"high\"} 14770\n",
        "whydenied_system_denials{system=\"alibaba_dlc\"} 3420\n",
        "whydenied_status_problems{status=\"new\"} 1\n",
        "whydenied_inputs_damaged 1\n",
        "whydenied_complete 0\n",
        "whydenied_last_event_timestamp_seconds 1788307198\n",
    };
    struct wd_buf text;

    (void)state;
    draw(&text, SAMPLE_REPORT, WD_REPORT_OPENMETRICS, &plain);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!has(&text, wanted[i]))
            fail_msg("missing: %s", wanted[i]);
    wd_buf_done(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_is_a_comment_or_a_sample),
        cmocka_unit_test(the_numbers_are_those_of_the_report),
    };

    return cmocka_run_group_tests_name("openmetrics", tests, NULL, NULL);
}
