/* Times: every form the header names, the calendar's edges, and what is no time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "whydenied/base/timestamp.h"

struct row {
    const char *text;
    wd_time expected;
    bool zoneless;
};

#define NOON 1788264184 /* 2026-09-01T12:03:04Z */

static const struct row times[] = {
    {"2026-09-01T12:03:04Z", NOON *WD_SECOND, false},
    {"2026-09-01T12:03:04.5Z", NOON *WD_SECOND + 500000000, false},
    {"2026-09-01T12:03:04.123456789Z", NOON *WD_SECOND + 123456789, false},
    {"2026-09-01T12:03:04.1234567899Z", NOON *WD_SECOND + 123456789, false},
    {"2026-09-01t12:03:04z", NOON *WD_SECOND, false},
    {"2026-09-01T21:03:04+09:00", NOON *WD_SECOND, false},
    {"2026-09-01T21:03:04+0900", NOON *WD_SECOND, false},
    {"2026-09-01T21:03:04+09", NOON *WD_SECOND, false},
    {"2026-09-01T06:33:04-05:30", NOON *WD_SECOND, false},
    {"2026-09-01 12:03:04 +0000", NOON *WD_SECOND, false},
    {"2026-09-01 12:03:04 UTC", NOON *WD_SECOND, false},
    {"2026-09-01 12:03:04", NOON *WD_SECOND, true},
    {"2026-09-01 12:03:04,450", NOON *WD_SECOND + 450000000, true},
    {"2026/09/01 12:03:04", NOON *WD_SECOND, true},
    {"2026-09-01T12:03", (NOON - 4) * WD_SECOND, true},
    {"2026-09-01T12:03Z", (NOON - 4) * WD_SECOND, false},
    {"2026-09-01", 1788220800 * WD_SECOND, true},
    {"1788264184", NOON *WD_SECOND, false},
    {"1788264184.25", NOON *WD_SECOND + 250000000, false},
    {"1788264184123", NOON *WD_SECOND + 123000000, false},
    {"1788264184123456", NOON *WD_SECOND + 123456000, false},
    {"1788264184123456789", NOON *WD_SECOND + 123456789, false},
    {"1970-01-01T00:00:00Z", 0, false},
    {"1969-12-31T23:59:59.999999999Z", -1, false},
    {"2000-02-29T00:00:00Z", 951782400 * WD_SECOND, false},
    {"2016-12-31T23:59:60Z", 1483228800 * WD_SECOND, false},
    {"2262-04-11T23:47:16.854775807Z", INT64_MAX, false},
    {"1677-09-21T00:12:44Z", -9223372036 * WD_SECOND, false},
};

static void every_form_of_the_logs_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        bool zoneless = !times[i].zoneless;
        wd_time t = wd_time_parse(wd_str_of(times[i].text), &zoneless);
        if (t != times[i].expected || zoneless != times[i].zoneless)
            fail_msg("%s: got %lld, zoneless %d", times[i].text, (long long)t, zoneless);
    }
}

static const char *const no_times[] = {
    "",
    "now",
    "2026",
    "2026-09",
    "2026-13-01",
    "2026-00-01",
    "2026-02-29",
    "1900-02-29",
    "2026-04-31",
    "2026-09/01",
    "2026-9-1",
    "2026-09-01T",
    "2026-09-01T24:00:00Z",
    "2026-09-01T12:60:00Z",
    "2026-09-01T12:03:61Z",
    "2026-09-01T12:03:04+24:00",
    "2026-09-01T12:03:04+09:60",
    "2026-09-01T12:03:04+09:",
    "2026-09-01T12:03:04.Z",
    "2026-09-01T12:03:04Zulu",
    "2026-09-01T12:03:04Z ",
    " 2026-09-01T12:03:04Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "275760-09-13T00:00:00Z",
    "+275760-09-13T00:00:00Z",
    "2262-04-11T23:47:16.854775808Z",
    "1677-09-21T00:12:43Z",
    "12345678",
    "-1788264184",
    "1788264184.",
    "1788264184123.5",
    "9223372036854775808",
    "99999999999999999999999",
};

static void what_is_no_time_or_does_not_fit_is_none(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof no_times / sizeof no_times[0]; i++)
        if (wd_time_parse(wd_str_of(no_times[i]), NULL) != WD_TIME_NONE)
            fail_msg("%s was read as a time", no_times[i]);
}

static void every_cut_of_a_time_is_handled(void **state)
{
    (void)state;
    static const char whole[] = "[2026-09-01 12:03:04.123 +09:00] x";
    for (size_t len = 0; len < sizeof whole; len++) {
        size_t took = 99;
        wd_time_parse(wd_str_make(whole + 1, len ? len - 1 : 0), NULL);
        wd_time_parse_prefix(wd_str_make(whole, len), &took, NULL);
        assert_true(took <= len);
    }
}

static void a_time_at_the_start_of_a_line_says_how_long_it_is(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        size_t len;
        bool zoneless;
    } lines[] = {
        {"2026-09-01T12:03:04.5Z stderr F denied", 22, false},
        {"2026-09-01 12:03:04,450 - INFO", 23, true},
        {"2026-09-01 12:03:04 -1st try", 19, true},
        {"2026-09-01 12:03:04 +0900 x", 25, false},
        {"2026-09-01 12:03:04 UTC x", 23, false},
        {"2026-09-01 12:03:04 UTCx", 19, true},
        {"[2026-09-01 12:03:04] x", 21, true},
        {"[2026-09-01 12:03:04 x", 0, false},
        {"2026-09-01: x", 10, true},
        {"2026-09-01-backup", 0, false},
        {"2026-09-01T12:03:04Zulu", 0, false},
        {"1788264184 x", 0, false},
        {"denied", 0, false},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        size_t len = 99;
        bool zoneless = false;
        wd_time t = wd_time_parse_prefix(wd_str_of(lines[i].line), &len, &zoneless);
        if (len != lines[i].len || (t == WD_TIME_NONE) != (len == 0) ||
            zoneless != lines[i].zoneless)
            fail_msg("%s: length %zu, zoneless %d", lines[i].line, len, zoneless);
    }
}

static void a_month_has_a_name_or_nothing_parts_the_digits(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        size_t len; /* 0: none */
        const char *time;
        bool zoneless;
    } lines[] = {
        {"Sat Nov 28 10:00:00 2026 x", 24, "2026-11-28T10:00:00Z", true},
        {"Sun Nov  8 10:00:00.123456 2026", 31, "2026-11-08T10:00:00Z", true},
        {"Sat Nov 28 10:00:00 UTC 2026", 28, "2026-11-28T10:00:00Z", false},
        {"Sat Nov 28 10:00:00 JST 2026", 0, "", false},
        {"Nov 28 10:00:00 host app: x", 0, "", false},
        {"28/Nov/2026:10:00:00 +0900", 26, "2026-11-28T01:00:00Z", false},
        {"Sat, 28 Nov 2026 10:00:00 GMT", 29, "2026-11-28T10:00:00Z", false},
        {"28-Nov-2026 10:00:00.123 [main]", 24, "2026-11-28T10:00:00Z", true},
        {"31-Nov-2026 10:00:00", 0, "", false},
        {"28-Nov/2026 10:00:00", 0, "", false},
        {"Nov 28, 2026 1:00:00 AM", 0, "", false},
        {"Nov 28, 2026 12:00:00 AM x", 24, "2026-11-28T00:00:00Z", true},
        {"Nov 28, 2026 10:00:00 PM x", 24, "2026-11-28T22:00:00Z", true},
        {"20261128T100000Z x", 16, "2026-11-28T10:00:00Z", false},
        {"20261128 10:00:00.123 x", 21, "2026-11-28T10:00:00Z", true},
        {"20261328T100000Z", 0, "", false},
        {"1788264184 x", 10, "2026-09-01T12:03:04Z", false},
        {"1788264184.25\tx", 13, "2026-09-01T12:03:04Z", false},
        {"1788264184250 x", 13, "2026-09-01T12:03:04Z", false},
        {"1788264184,x", 0, "", false},
        {"1234567890 x", 0, "", false},
        {"123456789012 x", 0, "", false},
        {"May we go", 0, "", false},
        {"", 0, "", false},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        size_t len = 0;
        bool zoneless = false;
        char text[WD_TIME_TEXT];
        wd_time t = wd_time_parse_named(wd_str_of(lines[i].line), &len, &zoneless);
        len = t == WD_TIME_NONE ? 0 : len;
        if (len != lines[i].len || strcmp(wd_time_format(t, text), lines[i].time) != 0 ||
            (len > 0 && zoneless != lines[i].zoneless))
            fail_msg("%s: length %zu, %s, zoneless %d", lines[i].line, len, text, zoneless);
        for (size_t cut = 0; cut < strlen(lines[i].line); cut++)
            wd_time_parse_named(wd_str_make(lines[i].line, cut), &len, &zoneless);
    }
}

static void formatting_is_the_inverse_for_whole_seconds(void **state)
{
    (void)state;
    char text[WD_TIME_TEXT];
    for (wd_time t = INT64_MIN + 1; t < INT64_MAX - 40000 * WD_DAY;
         t += 9999 * WD_DAY + 12345678901) {
        wd_time back = wd_time_parse(wd_str_of(wd_time_format(t, text)), NULL);
        if (t < -9223372036 * WD_SECOND)
            continue; /* the second it began in is before the first time */
        assert_true(back <= t && t - back < WD_SECOND);
    }
    assert_string_equal(wd_time_format(-1, text), "1969-12-31T23:59:59Z");
    assert_string_equal(wd_time_format(951782400 * WD_SECOND, text), "2000-02-29T00:00:00Z");
    assert_string_equal(wd_time_format(INT64_MAX, text), "2262-04-11T23:47:16Z");
    assert_string_equal(wd_time_format(INT64_MIN + 1, text), "1677-09-21T00:12:43Z");
    assert_string_equal(wd_time_format(WD_TIME_NONE, text), "");
}

static void relative_times_count_back_from_now(void **state)
{
    (void)state;
    const wd_time now = NOON * WD_SECOND + 5;
    static const struct {
        const char *text;
        wd_time back;
    } rows[] = {{"now", 0},          {"90s", 90 * WD_SECOND}, {"15m", 15 * WD_MINUTE},
                {"2h", 2 * WD_HOUR}, {"3d", 3 * WD_DAY},      {"0d", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_true(wd_time_parse_relative(wd_str_of(rows[i].text), now) == now - rows[i].back);
    assert_true(wd_time_parse_relative(WD_STR("today"), now) == 1788220800 * WD_SECOND);
    assert_true(wd_time_parse_relative(WD_STR("yesterday"), now) == 1788134400 * WD_SECOND);
    assert_true(wd_time_parse_relative(WD_STR("2026-09-01T12:03:04Z"), now) == NOON * WD_SECOND);
}

static void relative_nonsense_and_overflow_are_none(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "", "s", "5", "5w", "-5m", "5 m", "1.5h", "h5", "18446744073709551615d", "9999999d"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (wd_time_parse_relative(wd_str_of(rows[i]), 0) != WD_TIME_NONE)
            fail_msg("%s was read as a time", rows[i]);
    assert_true(wd_time_parse_relative(WD_STR("2h"), WD_TIME_NONE) == WD_TIME_NONE);
    assert_true(wd_time_parse_relative(WD_STR("yesterday"), INT64_MIN + 1) == WD_TIME_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_of_the_logs_is_read),
        cmocka_unit_test(what_is_no_time_or_does_not_fit_is_none),
        cmocka_unit_test(every_cut_of_a_time_is_handled),
        cmocka_unit_test(a_time_at_the_start_of_a_line_says_how_long_it_is),
        cmocka_unit_test(a_month_has_a_name_or_nothing_parts_the_digits),
        cmocka_unit_test(formatting_is_the_inverse_for_whole_seconds),
        cmocka_unit_test(relative_times_count_back_from_now),
        cmocka_unit_test(relative_nonsense_and_overflow_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
