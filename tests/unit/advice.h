/* For tests of the advice floor: an incident of named facts through wd_event_settle, the table and the
 * plan, as the program does it. Include last; one advisor at a time. */
#ifndef WHYDENIED_TESTS_ADVICE_H
#define WHYDENIED_TESTS_ADVICE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "advise/work.h"
#include "whydenied/base/escape.h"
#include "whydenied/names.h"
#include "whydenied/read.h"

#define ROLES_DIR "patterns/roles"

struct fact {
    enum wd_slot slot;
    const char *value;
};

struct scene { /* one incident and the advice for it */
    struct wd_advisor *advisor;
    struct wd_table *table;
    struct wd_plan *plan;
    struct wd_arena *arena;
    struct wd_event event;
    enum wd_source source; /* of the facts that are added; NONE: the record's fields */
};

static inline void scene_open(struct scene *s, const struct wd_advisor_options *options)
{
    struct wd_advisor_options plain = {.roles_dir = ROLES_DIR};
    struct wd_error err;

    memset(s, 0, sizeof *s);
    s->advisor = wd_advisor_new(options ? options : &plain, &err);
    s->table = wd_table_new(&err);
    s->arena = wd_arena_new(1 << 20);
    assert_non_null(s->advisor);
    assert_non_null(s->table);
    assert_non_null(s->arena);
}

/* Adds a denial made of facts; a permission fact may be repeated. */
static inline void scene_add(struct scene *s, const struct wd_rule *rule, enum wd_dialect dialect,
                             enum wd_system system, const struct fact *facts, size_t count)
{
    struct wd_hit hit = {.rule = rule, .confidence = WD_HIGH};
    struct wd_where where = {"f.json", 1, 0};
    struct wd_error err;

    wd_event_clear(&s->event);
    s->event.kind = rule->cause == WD_CAUSE_NOT_PERMISSION ? WD_KIND_LOOKALIKE : WD_KIND_DENIAL;
    s->event.dialect = dialect;
    s->event.system = system;
    s->event.time = WD_TIME_NONE;
    for (size_t i = 0; i < count; i++) {
        struct wd_str value = wd_str_of(facts[i].value);
        if (facts[i].slot == WD_SLOT_PERMISSION)
            wd_event_add_permission(&s->event, value, WD_STR_NONE, WD_GRANTED_NO);
        wd_event_set(&s->event, facts[i].slot, value, s->source ? s->source : WD_SOURCE_FIELD);
    }
    wd_event_settle(&s->event, s->arena);
    assert_int_equal(wd_table_add(s->table, &s->event, &hit, &where, &err), 0);
}

static inline struct wd_remedy *scene_first(struct scene *s, const struct wd_finish_options *finish)
{
    struct wd_finish_options own = finish ? *finish : (struct wd_finish_options){0};
    struct wd_error err;

    own.rewrites_access = wd_advisor_rewrites_access;
    own.role_holds = wd_advisor_role_holds;
    own.context = s->advisor;
    assert_int_equal(wd_table_finish(s->table, &own, &err), 0);
    s->plan = wd_plan_build(s->advisor, s->table, &err);
    assert_non_null(s->plan);
    assert_true(s->plan->incident_count > 0);
    assert_true(s->plan->of_incident_count[0] > 0);
    return s->plan->remedies[s->plan->of_incident[0][0]];
}

static inline struct wd_remedy *scene_remedy(const struct scene *s, size_t incident, size_t index)
{
    assert_true(index < s->plan->of_incident_count[incident]);
    return s->plan->remedies[s->plan->of_incident[incident][index]];
}

static inline void scene_close(struct scene *s)
{
    wd_plan_free(s->plan);
    wd_table_free(s->table);
    wd_advisor_free(s->advisor);
    wd_arena_free(s->arena);
}

/* The one change as a line: the first command, else the template, else the kind. */
static inline const char *fix_of(struct scene *s, const struct wd_remedy *remedy)
{
    if (remedy->command_count > 0)
        return wd_command_text(s->arena, &remedy->commands[0]).ptr;
    return remedy->template_text ? remedy->template_text : wd_remedy_kind_name(remedy->kind);
}

static inline bool warns(const struct wd_remedy *remedy, const char *words)
{
    for (size_t i = 0; i < remedy->warning_count; i++)
        if (strstr(remedy->warnings[i], words))
            return true;
    return false;
}

static const struct wd_rule rule_grant = {.id = "test.grant",
                                          .cause = WD_CAUSE_MISSING_ROLE,
                                          .system = WD_SYSTEM_COUNT,
                                          .advice = (struct wd_advice[]){{.kind = WD_REMEDY_GRANT}},
                                          .advice_count = 1};

#endif
