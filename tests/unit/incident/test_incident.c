/* One table read in order: counts, facts, samples, bins. */
#include "../denials.h"
#include "incident/table/table.h"

static const char bucket[] = "projects/_/buckets/acme-data";
static const char user[] = "dev@example.com";

/* ---- counting ---------------------------------------------------------------------------------- */

static void equal_denials_are_one_incident(void **state)
{
    struct wd_table *table = new_table();

    (void)state;
    for (int i = 0; i < 3; i++) {
        struct wd_event event = denial(user, "storage.objects.get", bucket, T0 + i * WD_HOUR);
        add(table, &event, &rule_role);
    }
    finish(table);
    assert_int_equal(only_incident(table)->count, 3);
    assert_int_equal(only_incident(table)->first, T0);
    assert_int_equal(only_incident(table)->last, T0 + 2 * WD_HOUR);
    wd_table_free(table);
}

static void a_denial_delivered_twice_counts_once(void **state)
{
    struct wd_table *table = new_table(), *other = new_table();
    struct wd_event event = denial(user, "storage.objects.get", bucket, T0);
    struct wd_error err;

    (void)state;
    event.dedup = 42;
    add(table, &event, &rule_role);
    add(other, &event, &rule_role);
    assert_int_equal(wd_table_merge(table, other, &err), 0);
    finish(table);
    assert_int_equal(only_incident(table)->count, 1);
    assert_int_equal(only_incident(table)->raw_count, 2);
    assert_int_equal(wd_table_totals(table)->duplicates, 1);
    assert_int_equal(only_incident(table)->sample_count, 1);
    wd_table_free(table);
    wd_table_free(other);
}

static void an_operation_logged_twice_with_other_fields_is_one_incident(void **state)
{
    struct wd_table *table = new_table();
    struct wd_event start = denial(user, "compute.instances.create", bucket, T0), end = start;

    (void)state;
    end.permission_count = 0; /* the last entry often names no permission */
    end.slot[WD_SLOT_PERMISSION] = WD_STR_NONE;
    start.dedup = end.dedup = 7;
    add(table, &start, &rule_role);
    add(table, &end, &rule_role);
    finish(table);
    assert_int_equal(only_incident(table)->count, 1);
    assert_int_equal(wd_table_totals(table)->denials, 1);
    assert_int_equal(wd_table_totals(table)->duplicates, 1);
    wd_table_free(table);
}

static void past_the_limit_of_keys_raw_counts_are_shown_and_sums_still_hold(void **state)
{
    struct wd_table_limits limits = wd_table_default_limits;
    struct wd_error err;
    struct wd_table *table;

    (void)state;
    limits.dedup = 5;
    table = wd_table_new_with(&limits, &err);
    for (uint64_t i = 0; i < 20; i++) {
        struct wd_event event = denial(user, "storage.objects.get", bucket, T0);
        event.dedup = 1 + i / 2;
        add(table, &event, &rule_role);
    }
    finish(table);
    assert_false(wd_table_deduplicated(table));
    assert_int_equal(only_incident(table)->count, 20);
    assert_int_equal(wd_table_totals(table)->duplicates, 0);
    wd_table_free(table);
}

static void a_project_is_nobodys_until_more_have_logs_than_can_be_kept(void **state)
{
    struct wd_table *table = new_table();
    struct wd_event event = denial(user, "a.b.c", bucket, T0);
    struct wd_error err;
    char name[32];
    size_t cannot_tell = 0;

    (void)state;
    event.own_log = true;
    for (size_t i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "acme-%zu", i);
        event.slot[WD_SLOT_LOG_PROJECT] = wd_str_of(name);
        assert_int_equal(wd_homes_see(&table->homes, &table->recent_homes, &event, &err), 0);
        assert_int_equal(wd_homes_find(&table->homes, wd_str_of(name)), WD_HOMES_YES);
    }
    for (size_t i = 0; i < 50; i++) {
        snprintf(name, sizeof name, "other-%zu", i);
        assert_int_equal(wd_homes_find(&table->homes, wd_str_of(name)), WD_HOMES_NO);
    }
    for (size_t i = 0; table->homes.count < table->homes.max; i++) {
        snprintf(name, sizeof name, "acme-%zu", i);
        event.slot[WD_SLOT_LOG_PROJECT] = wd_str_of(name);
        assert_int_equal(wd_homes_see(&table->homes, &table->recent_homes, &event, &err), 0);
    }
    for (size_t i = 0; i < 50; i++) {
        snprintf(name, sizeof name, "%zu-other", i * 7919);
        cannot_tell += wd_homes_find(&table->homes, wd_str_of(name)) == WD_HOMES_CANNOT_TELL;
    }
    assert_true(cannot_tell < 50);
    wd_table_free(table);
}

static void every_kind_is_counted_where_it_belongs(void **state)
{
    static const enum wd_kind kinds[] = {
        WD_KIND_OTHER,     WD_KIND_NOT_ENFORCED, WD_KIND_POLICY_CHANGE, WD_KIND_CONTEXT,
        WD_KIND_DUPLICATE, WD_KIND_CANDIDATE,    WD_KIND_LOOKALIKE};
    struct wd_table *table = new_table();
    const struct wd_totals *totals = wd_table_totals(table);
    struct wd_event event = denial(user, "a.b.c", bucket, T0);

    (void)state;
    add(table, &event, &rule_role);
    add(table, &event, NULL);
    add(table, &event, &rule_lookalike);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        event.kind = kinds[i];
        add(table, &event, NULL);
    }
    assert_int_equal(totals->events, totals->denials + totals->lookalikes + totals->not_enforced +
                                         totals->foreign + totals->duplicates +
                                         totals->policy_changes + totals->context + totals->other);
    finish(table);
    assert_int_equal(totals->events, 10);
    assert_int_equal(totals->denials, 2);
    assert_int_equal(totals->matched, 1);
    assert_int_equal(totals->unmatched, 1);
    assert_int_equal(totals->lookalikes, 1);
    assert_int_equal(totals->duplicates, 1);
    assert_int_equal(totals->other, 3);
    wd_table_free(table);
}

static void sums_that_do_not_hold_are_told(void **state)
{
    struct wd_totals totals = {.records = 2, .events = 1, .denials = 1, .matched = 1, .listed = 1};
    struct wd_error err;

    (void)state;
    assert_int_equal(wd_totals_check(&totals, &err), -1);
    totals.skipped[1] = 1;
    assert_int_equal(wd_totals_check(&totals, &err), 0);
    totals.matched = 0;
    assert_int_equal(wd_totals_check(&totals, &err), -1);
    totals.matched = 1;
    totals.listed = 0;
    assert_int_equal(wd_totals_check(&totals, &err), -1);
    totals.suppressed = 1;
    assert_int_equal(wd_totals_check(&totals, &err), 0);
}

/* ---- facts and samples ------------------------------------------------------------------------- */

static void facts_come_from_the_fullest_record(void **state)
{
    struct wd_table *table = new_table();
    struct wd_event poor = denial(user, "storage.objects.get", bucket, T0), rich = poor;

    (void)state;
    rich.time = T0 + WD_HOUR;
    wd_event_set(&rich, WD_SLOT_PROJECT, WD_STR("acme-prod"), WD_SOURCE_FIELD);
    add(table, &rich, &rule_role);
    add(table, &poor, &rule_role);
    finish(table);
    assert_string_equal(only_incident(table)->slot[WD_SLOT_PROJECT], "acme-prod");
    wd_table_free(table);
}

static void overlong_facts_are_cut_with_a_mark_no_identifier_has(void **state)
{
    struct wd_table *table = new_table();
    struct wd_event event = denial(user, "storage.objects.get", bucket, T0);
    char text[2000];

    (void)state;
    memset(text, 'x', sizeof text);
    event.slot[WD_SLOT_REASON] = wd_str_make(text, sizeof text);
    event.slot[WD_SLOT_DETAIL] = wd_str_make("a\0b", 3);
    add(table, &event, &rule_role);
    finish(table);
    assert_true(strlen(only_incident(table)->slot[WD_SLOT_REASON]) < 520);
    assert_non_null(strstr(only_incident(table)->slot[WD_SLOT_REASON], "\xe2\x80\xa6"));
    assert_string_equal(only_incident(table)->slot[WD_SLOT_DETAIL], "a?b");
    wd_table_free(table);
}

static void samples_are_the_earliest_three(void **state)
{
    struct wd_table *table = new_table();

    (void)state;
    for (int i = 9; i >= 0; i--) {
        struct wd_event event = denial(user, "storage.objects.get", bucket, T0 + i * WD_MINUTE);
        add_with(table, &event, &rule_role, "a.json", (uint64_t)i);
    }
    finish(table);
    assert_int_equal(only_incident(table)->sample_count, 3);
    for (unsigned i = 0; i < 3; i++)
        assert_int_equal(only_incident(table)->samples[i].record, i);
    wd_table_free(table);
}

/* By its id and project together, and an id is no longer than Cloud Logging's. */
static void a_sample_knows_its_entry_where_that_can_be_found(void **state)
{
    static char id[WD_ENTRY_ID_MAX + 2];
    const struct wd_str project = WD_STR("acme-prod");
    const struct {
        struct wd_str id, project;
        bool known;
    } rows[] = {{{id, 1}, project, true},
                {{id, WD_ENTRY_ID_MAX}, project, true},
                {{id, WD_ENTRY_ID_MAX + 1}, project, false},
                {{id, 1}, WD_STR_NONE, false},
                {WD_STR_NONE, project, false}};

    (void)state;
    memset(id, 'x', sizeof id - 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_table *table = new_table();
        struct wd_event event = denial(user, "storage.objects.get", bucket, T0);
        event.entry_id = rows[i].id;
        event.slot[WD_SLOT_LOG_PROJECT] = rows[i].project;
        add(table, &event, &rule_role);
        finish(table);
        assert_int_equal(only_incident(table)->samples[0].entry_id != NULL, rows[i].known);
        assert_int_equal(only_incident(table)->samples[0].log_project != NULL, rows[i].known);
        wd_table_free(table);
    }
}

static void secrets_do_not_reach_samples(void **state)
{
    struct wd_table *table = new_table();
    struct wd_event event = denial(user, "storage.objects.get", bucket, T0);

    (void)state;
    wd_event_add_text(&event, WD_STR("denied, Authorization: Bearer ya29.a0AfH6SMBexampleexample"),
                      WD_TEXT_MESSAGE);
    add(table, &event, &rule_role);
    finish(table);
    assert_null(strstr(only_incident(table)->samples[0].text, "a0AfH6SMBexampleexample"));
    wd_table_free(table);
}

/* ---- bins and distinct values -------------------------------------------------------------------- */

static uint64_t sum(const struct wd_histogram *h)
{
    uint64_t n = 0;

    for (size_t i = 0; i < WD_HISTOGRAM_BINS; i++)
        n += h->counts[i];
    return n;
}

static void bins_widen_until_the_span_fits(void **state)
{
    static const struct {
        wd_time span, width;
    } cases[] = {{0, WD_SECOND},
                 {63 * WD_SECOND, WD_SECOND},
                 {64 * WD_SECOND, 2 * WD_SECOND},
                 {WD_DAY, 2048 * WD_SECOND},
                 {400 * WD_DAY, 1048576 * WD_SECOND}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wd_histogram h = {.start = WD_TIME_NONE};
        wd_histogram_add(&h, T0 + cases[i].span, 1);
        wd_histogram_add(&h, T0, 2);
        assert_int_equal(h.width, cases[i].width);
        assert_int_equal(h.start % h.width, 0);
        assert_int_equal(sum(&h), 3);
        assert_int_equal(h.counts[0] >= 2, 1);
    }
}

static void extreme_times_stay_in_the_bins(void **state)
{
    struct wd_histogram h = {.start = WD_TIME_NONE};

    (void)state;
    wd_histogram_add(&h, INT64_MIN + 1, 1);
    wd_histogram_add(&h, INT64_MAX, 1);
    wd_histogram_add(&h, 0, 1);
    assert_int_equal(sum(&h), 3);
}

static void bins_that_hold_too_much_give_way_in_proportion(void **state)
{
    static const struct {
        uint64_t counts[4], total, wanted[4];
    } cases[] = {
        {{1, 1, 2, 1}, 4, {1, 1, 1, 1}},
        {{640, 0, 0, 0}, 639, {639, 0, 0, 0}},
        {{10, 20, 30, 40}, 50, {5, 10, 15, 20}},
        {{2, 2, 2, 2}, 3, {1, 1, 1, 0}},
        {{3, 4, 5, 6}, 18, {3, 4, 5, 6}},
        {{3, 4, 5, 6}, 99, {3, 4, 5, 6}},
        {{UINT64_MAX / 4, 0, UINT64_MAX / 4, 1}, 4, {2, 0, 2, 0}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wd_histogram h = {.start = T0, .width = WD_SECOND};
        memcpy(h.counts, cases[i].counts, sizeof cases[i].counts);
        wd_histogram_fit(&h, cases[i].total);
        assert_memory_equal(h.counts, cases[i].wanted, sizeof cases[i].wanted);
    }
}

static void bins_that_must_hold_nothing_are_none(void **state)
{
    struct wd_histogram h = {.start = WD_TIME_NONE};

    (void)state;
    wd_histogram_add(&h, T0, 7);
    wd_histogram_fit(&h, 0);
    assert_int_equal(h.start, WD_TIME_NONE);
}

static void distinct_values_are_exact_while_few_and_near_when_many(void **state)
{
    struct wd_distinct few = {.count = 0}, many = {.count = 0};

    (void)state;
    for (uint64_t i = 0; i < 10000; i++) {
        wd_distinct_add(&few, wd_hash_join(i % 64, 1));
        wd_distinct_add(&many, wd_hash_join(i, 1));
    }
    assert_int_equal(wd_distinct_estimate(&few), 64);
    assert_in_range(wd_distinct_estimate(&many), 7000, 13000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_denials_are_one_incident),
        cmocka_unit_test(a_denial_delivered_twice_counts_once),
        cmocka_unit_test(an_operation_logged_twice_with_other_fields_is_one_incident),
        cmocka_unit_test(past_the_limit_of_keys_raw_counts_are_shown_and_sums_still_hold),
        cmocka_unit_test(a_project_is_nobodys_until_more_have_logs_than_can_be_kept),
        cmocka_unit_test(every_kind_is_counted_where_it_belongs),
        cmocka_unit_test(sums_that_do_not_hold_are_told),
        cmocka_unit_test(facts_come_from_the_fullest_record),
        cmocka_unit_test(overlong_facts_are_cut_with_a_mark_no_identifier_has),
        cmocka_unit_test(samples_are_the_earliest_three),
        cmocka_unit_test(a_sample_knows_its_entry_where_that_can_be_found),
        cmocka_unit_test(secrets_do_not_reach_samples),
        cmocka_unit_test(bins_widen_until_the_span_fits),
        cmocka_unit_test(extreme_times_stay_in_the_bins),
        cmocka_unit_test(bins_that_hold_too_much_give_way_in_proportion),
        cmocka_unit_test(bins_that_must_hold_nothing_are_none),
        cmocka_unit_test(distinct_values_are_exact_while_few_and_near_when_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
