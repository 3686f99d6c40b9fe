/* What was looked at: a lattice, whatever is seen in which order and in which table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "incident/table/codec.h"

#define SIGHTINGS 300

struct sighting {
    int32_t day;
    char service[24];
    enum wd_log_kind kind;
};

static void see(struct wd_coverage *coverage, const struct sighting *sighting)
{
    coverage->logs[sighting->kind]++;
    wd_coverage_see_day(coverage, sighting->day);
    wd_coverage_see_service(coverage, wd_str_of(sighting->service));
}

static void make(struct sighting sightings[SIGHTINGS], int span)
{
    for (int i = 0; i < SIGHTINGS; i++) {
        sightings[i].day = 20000 + rand() % span - span / 2;
        sightings[i].kind = (enum wd_log_kind)(rand() % WD_LOG_COUNT);
        snprintf(sightings[i].service, sizeof sightings[i].service, "svc-%d.example.com",
                 rand() % 100);
    }
}

static void any_split_in_any_order_gives_the_same(void **state)
{
    (void)state;
    for (int round = 0; round < 60; round++) {
        struct sighting sightings[SIGHTINGS];
        struct wd_coverage whole, parts[3];

        srand((unsigned)round);
        make(sightings, round % 2 ? 40 : 3000);
        wd_coverage_init(&whole);
        for (int i = 0; i < 3; i++)
            wd_coverage_init(&parts[i]);
        for (int i = 0; i < SIGHTINGS; i++) {
            see(&whole, &sightings[i]);
            see(&parts[rand() % 3], &sightings[SIGHTINGS - 1 - i]);
        }
        /* another grouping: every sighting stands in one of the parts, backwards */
        wd_coverage_merge(&parts[2], &parts[0]);
        wd_coverage_merge(&parts[1], &parts[2]);
        assert_memory_equal(&whole, &parts[1], sizeof whole);
    }
}

static void a_state_gives_back_what_it_took(void **state)
{
    struct sighting sightings[SIGHTINGS];
    struct wd_coverage coverage, back;
    json_t *json;

    (void)state;
    srand(7);
    make(sightings, 90);
    wd_coverage_init(&coverage);
    for (int i = 0; i < SIGHTINGS; i++)
        see(&coverage, &sightings[i]);
    json = wd_coverage_to_json(&coverage);
    assert_true(wd_coverage_of_json(json, &back));
    assert_memory_equal(&coverage, &back, sizeof back);
    json_decref(json);
}

static void a_state_of_before_knows_nothing_for_sure(void **state)
{
    struct wd_coverage coverage;

    (void)state;
    assert_true(wd_coverage_of_json(NULL, &coverage));
    assert_true(coverage.unsure);
}

static void a_state_that_is_damaged_is_refused(void **state)
{
    static const char *const texts[] = {"[]", "{\"logs\":{}}",
                                        "{\"logs\":{\"text\":-1},\"days\":[]}",
                                        "{\"logs\":{},\"days\":[\"zz\"],\"services\":[]}"};
    struct wd_coverage coverage;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_t *json = json_loads(texts[i], 0, NULL);
        assert_non_null(json);
        assert_false(wd_coverage_of_json(json, &coverage));
        json_decref(json);
    }
}

/* The year 2545 is no time that a record can have. */
static void a_day_that_is_no_time_is_refused(void **state)
{
    struct wd_coverage coverage;

    (void)state;
    wd_coverage_init(&coverage);
    wd_coverage_see_day(&coverage, 20697);
    json_t *json = wd_coverage_to_json(&coverage);
    assert_true(wd_coverage_of_json(json, &coverage));
    json_object_set_new(json, "newest", json_integer(210138));
    assert_false(wd_coverage_of_json(json, &coverage));
    json_decref(json);
}

static void days_before_the_epoch_and_at_midnight_are_their_own(void **state)
{
    (void)state;
    assert_int_equal(wd_coverage_day_of(0), 0);
    assert_int_equal(wd_coverage_day_of(-1), -1);
    assert_int_equal(wd_coverage_day_of(-WD_DAY), -1);
    assert_int_equal(wd_coverage_day_of(WD_DAY - 1), 0);
    assert_int_equal(wd_coverage_day_of(WD_DAY), 1);
}

static void what_is_no_hosts_name_is_no_service(void **state)
{
    struct wd_coverage coverage;
    char longest[WD_COVERAGE_NAME + 1];

    (void)state;
    memset(longest, 'a', sizeof longest);
    wd_coverage_init(&coverage);
    wd_coverage_see_service(&coverage, WD_STR("run.googleapis.com\x1b[31m"));
    wd_coverage_see_service(&coverage, WD_STR("a b"));
    wd_coverage_see_service(&coverage, wd_str_make(longest, WD_COVERAGE_NAME));
    assert_int_equal(coverage.service_count, 0);
    wd_coverage_see_service(&coverage, wd_str_make(longest, WD_COVERAGE_NAME - 1));
    assert_int_equal(coverage.service_count, 1);
}

static void a_stream_is_known_by_the_end_of_its_name(void **state)
{
    (void)state;
    assert_int_equal(wd_log_of_name(WD_STR("cloudaudit.googleapis.com%2Fdata_access")),
                     WD_LOG_DATA_ACCESS);
    assert_int_equal(wd_log_of_name(WD_STR("cloudaudit_googleapis_com_activity")), WD_LOG_ACTIVITY);
    assert_int_equal(wd_log_of_name(WD_STR("run.googleapis.com%2Frequests")), WD_LOG_REQUESTS);
    assert_int_equal(wd_log_of_name(WD_STR("stdout")), WD_LOG_OTHER);
    assert_int_equal(wd_log_of_name(WD_STR_NONE), WD_LOG_OTHER);
}

static void only_logs_that_would_tell_more_are_missed(void **state)
{
    (void)state;
    assert_true(wd_log_is_missed(WD_LOG_DATA_ACCESS, 1u << WD_LOG_ACTIVITY));
    assert_false(wd_log_is_missed(WD_LOG_ACTIVITY, 1u << WD_LOG_ACTIVITY));
    assert_false(wd_log_is_missed(WD_LOG_DATA_ACCESS, 1u << WD_LOG_AUDIT));
    assert_false(wd_log_is_missed(WD_LOG_DATA_ACCESS, 1u << WD_LOG_ACTIONTRAIL));
    assert_true(wd_log_is_missed(WD_LOG_ACTIONTRAIL, 1u << WD_LOG_ALIBABA));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_split_in_any_order_gives_the_same),
        cmocka_unit_test(a_state_gives_back_what_it_took),
        cmocka_unit_test(a_state_of_before_knows_nothing_for_sure),
        cmocka_unit_test(a_state_that_is_damaged_is_refused),
        cmocka_unit_test(a_day_that_is_no_time_is_refused),
        cmocka_unit_test(days_before_the_epoch_and_at_midnight_are_their_own),
        cmocka_unit_test(what_is_no_hosts_name_is_no_service),
        cmocka_unit_test(a_stream_is_known_by_the_end_of_its_name),
        cmocka_unit_test(only_logs_that_would_tell_more_are_missed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
