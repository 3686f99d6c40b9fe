/* Local time: offsets by the system's zones, summer time past and to come, the nearest name of a wrong one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "whydenied/base/timestamp.h"

static void skip_without_zones(void)
{
    if (access("/usr/share/zoneinfo/Asia/Tokyo", R_OK) != 0)
        skip();
}

static void times_have_the_offset_of_their_day(void **state)
{
    static const struct {
        const char *zone, *utc, *local;
    } cases[] = {
        {"UTC", "2026-09-01T02:03:04Z", "2026-09-01T02:03:04+00:00"},
        {"Asia/Tokyo", "2026-08-31T23:59:59Z", "2026-09-01T08:59:59+09:00"},
        {"America/New_York", "2026-07-01T00:00:00Z", "2026-06-30T20:00:00-04:00"},
        {"America/New_York", "2026-12-01T00:00:00Z", "2026-11-30T19:00:00-05:00"},
        {"Europe/Berlin", "2026-10-25T00:59:59Z", "2026-10-25T02:59:59+02:00"},
        {"Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00+01:00"},
        {"Europe/Berlin", "2061-07-01T10:00:00Z", "2061-07-01T12:00:00+02:00"},
        {"Asia/Kolkata", "2026-09-01T00:00:00Z", "2026-09-01T05:30:00+05:30"},
        {"America/St_Johns", "2026-01-01T00:00:00Z", "2025-12-31T20:30:00-03:30"},
        {"Pacific/Kiritimati", "2026-01-01T00:00:00Z", "2026-01-01T14:00:00+14:00"},
    };

    (void)state;
    skip_without_zones();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char local[WD_TIME_TEXT];
        struct wd_error err;
        wd_time t = wd_time_parse(wd_str_of(cases[i].utc), NULL);

        assert_int_equal(wd_zone_set(cases[i].zone, &err), 0);
        assert_string_equal(wd_zone_format(t, local), cases[i].local);
        assert_int_equal(wd_time_parse(wd_str_of(local), NULL), t);
    }
}

static void every_time_has_a_text_and_no_time_has_none(void **state)
{
    char local[WD_TIME_TEXT];
    struct wd_error err;

    (void)state;
    assert_int_equal(wd_zone_set("UTC", &err), 0);
    assert_string_equal(wd_zone_format(WD_TIME_NONE, local), "");
    assert_string_equal(wd_zone_format(INT64_MAX, local), "2262-04-11T23:47:16+00:00");
    assert_string_equal(wd_zone_format(WD_TIME_NONE + 1, local), "1677-09-21T00:12:43+00:00");
    assert_string_equal(wd_zone_format(-1, local), "1969-12-31T23:59:59+00:00");
}

static void a_wrong_name_is_refused_with_the_nearest(void **state)
{
    static const struct {
        const char *name, *nearest;
    } cases[] = {
        {"Tokyo", "did you mean Asia/Tokyo?"},
        {"asia/tokio", "did you mean Asia/Tokyo?"},
        {"Europe/Berlim", "did you mean Europe/Berlin?"},
        {"", "is no time zone"},
        {"../../../etc/passwd", "is no time zone"},
        {"/etc/localtime", "is no time zone"},
        {"Asia", "is no time zone"},
        {"nowhere-at-all", "is no time zone"},
        {":UTC", "is no time zone"},
        {"EST5EDT,M3.2.0,M11.1.0", "is no time zone"},
    };

    (void)state;
    skip_without_zones();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wd_error err = {.text = ""};
        assert_int_equal(wd_zone_set(cases[i].name, &err), -1);
        if (!wd_str_has(wd_str_of(err.text), wd_str_of(cases[i].nearest)))
            fail_msg("%s: %s", cases[i].name, err.text);
    }
}

static void what_tz_says_is_not_asked(void **state)
{
    char local[WD_TIME_TEXT];
    struct wd_error err;

    (void)state;
    skip_without_zones();
    setenv("TZ", "America/New_York", 1);
    assert_int_equal(wd_zone_set("Asia/Tokyo", &err), 0);
    assert_string_equal(wd_zone_format(0, local), "1970-01-01T09:00:00+09:00");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_have_the_offset_of_their_day),
        cmocka_unit_test(every_time_has_a_text_and_no_time_has_none),
        cmocka_unit_test(a_wrong_name_is_refused_with_the_nearest),
        cmocka_unit_test(what_tz_says_is_not_asked),
    };

    return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
