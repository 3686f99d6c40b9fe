/* Events for the tests of the incident floor, made without a log: a few lines a denial. */
#ifndef WHYDENIED_TESTS_DENIALS_H
#define WHYDENIED_TESTS_DENIALS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "whydenied/incident.h"

#define T0 ((wd_time)1788220800 * WD_SECOND) /* 2026-09-01T00:00:00Z */

static const struct wd_rule rule_role = {.id = "gcp.test.role",
                                         .cause = WD_CAUSE_MISSING_ROLE,
                                         .system = WD_SYSTEM_COUNT,
                                         .propagates = true};
static const struct wd_rule rule_act_as = {
    .id = "gcp.test.act-as", .cause = WD_CAUSE_ACT_AS, .system = WD_SYSTEM_COUNT};
static const struct wd_rule rule_scheduler = {
    .id = "gcp.test.scheduler-401", .cause = WD_CAUSE_UNAUTHENTICATED, .system = WD_SYSTEM_COUNT};
static const struct wd_rule rule_lookalike = {
    .id = "gcp.test.lookalike", .cause = WD_CAUSE_NOT_PERMISSION, .system = WD_SYSTEM_COUNT};

static inline struct wd_event denial(const char *principal, const char *permission,
                                     const char *resource, wd_time time)
{
    struct wd_event event;

    wd_event_clear(&event);
    event.kind = WD_KIND_DENIAL;
    event.dialect = WD_DIALECT_AUDIT;
    event.system = WD_SYSTEM_CLOUD_AUDIT;
    event.structured = true;
    event.time = time;
    wd_event_set(&event, WD_SLOT_PRINCIPAL, wd_str_of(principal), WD_SOURCE_FIELD);
    event.principal_kind = wd_principal_kind_of(wd_str_of(principal), WD_DIALECT_AUDIT);
    wd_event_add_permission(&event, wd_str_of(permission), WD_STR_NONE, WD_GRANTED_NO);
    wd_event_set(&event, WD_SLOT_RESOURCE, wd_str_of(resource), WD_SOURCE_FIELD);
    event.object.type = "bucket";
    event.object.name = wd_str_of(resource);
    return event;
}

static inline void add_with(struct wd_table *table, const struct wd_event *event,
                            const struct wd_rule *rule, const char *file, uint64_t record)
{
    const struct wd_hit hit = {.rule = rule, .confidence = WD_HIGH};
    const struct wd_where where = {.file = file, .record = record, .offset = 100 * record};
    struct wd_error err;

    assert_int_equal(wd_table_add(table, event, rule ? &hit : NULL, &where, &err), 0);
    wd_table_totals_edit(table)->records++;
}

static inline void add(struct wd_table *table, const struct wd_event *event,
                       const struct wd_rule *rule)
{
    add_with(table, event, rule, "a.json", 1);
}

static inline struct wd_table *new_table(void)
{
    struct wd_error err;
    struct wd_table *table = wd_table_new(&err);

    assert_non_null(table);
    return table;
}

static inline void finish(struct wd_table *table)
{
    struct wd_error err = {.text = ""};

    assert_int_equal(wd_table_finish(table, NULL, &err), 0);
    if (wd_totals_check(wd_table_totals(table), &err) < 0)
        fail_msg("%s", err.text);
}

static inline const struct wd_incident *only_incident(struct wd_table *table)
{
    assert_int_equal(wd_table_count(table), 1);
    return wd_table_at(table, 0);
}

#endif
