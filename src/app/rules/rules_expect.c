/* What an example expects: facts of the event, and the fix as it would be printed. */
#include "app/rules/rules_test.h"

#include "whydenied/base/escape.h"
#include "whydenied/base/nearest.h"

#define TEXT_MAX ((size_t)64 * 1024)

static struct wd_str shell_text(struct wd_rules_test *test, const struct wd_argv *command)
{
    struct wd_buf line;
    wd_buf_init(&line, TEXT_MAX);
    wd_shell_line(&line, command);
    struct wd_str text = wd_arena_copy(test->bench.arena, wd_buf_str(&line));
    wd_buf_done(&line);
    return text;
}

static struct wd_str fix_of(struct wd_rules_test *test)
{
    const struct wd_remedy *remedy = test->remedy;
    if (!remedy)
        return WD_STR_NONE;
    if (remedy->command_count > 0)
        return shell_text(test, &remedy->commands[0]);
    return wd_str_of(remedy->template_text ? remedy->template_text
                                           : wd_remedy_kind_name(remedy->kind));
}

static struct wd_str member_of(struct wd_rules_test *test)
{
    return wd_str_of(test->remedy ? test->remedy->member : NULL);
}

/* The role to be granted; without one, the role that the record speaks of. */
static struct wd_str role_of(struct wd_rules_test *test)
{
    if (test->remedy && test->remedy->role)
        return wd_str_of(test->remedy->role);
    return test->bench.seen.event.slot[WD_SLOT_ROLE];
}

static struct wd_str remedy_of(struct wd_rules_test *test)
{
    return wd_str_of(test->remedy ? wd_remedy_kind_name(test->remedy->kind) : NULL);
}

static struct wd_str on_of(struct wd_rules_test *test)
{
    return wd_str_of(test->remedy ? test->remedy->on_name : NULL);
}

static struct wd_str match_of(struct wd_rules_test *test)
{
    return wd_str_of(test->bench.seen.hit.alternative->name);
}

static struct wd_str kind_of(struct wd_rules_test *test)
{
    return wd_str_of(wd_kind_name(test->bench.seen.event.kind));
}

static struct wd_str object_of(struct wd_rules_test *test)
{
    return test->bench.seen.event.object.name;
}

static struct wd_str object_type_of(struct wd_rules_test *test)
{
    return wd_str_of(test->bench.seen.event.object.type);
}

static struct wd_str cause_of(struct wd_rules_test *test)
{
    return wd_str_of(test->incident ? wd_cause_name(test->incident->cause) : NULL);
}

static struct wd_str confidence_of(struct wd_rules_test *test)
{
    return wd_str_of(wd_level_name(test->bench.seen.hit.confidence));
}

static struct wd_str system_of(struct wd_rules_test *test)
{
    return wd_str_of(wd_system_name(test->bench.seen.event.system));
}

static struct wd_str principal_kind_of(struct wd_rules_test *test)
{
    return wd_str_of(wd_principal_kind_name(test->bench.seen.event.principal_kind));
}

static struct wd_str uncertain_of(struct wd_rules_test *test)
{
    return test->bench.seen.event.uncertain ? WD_STR("true") : WD_STR("false");
}

static struct wd_str permissions_of(struct wd_rules_test *test)
{
    const struct wd_event *event = &test->bench.seen.event;
    struct wd_buf list;
    wd_buf_init(&list, TEXT_MAX);
    for (size_t i = 0; i < event->permission_count; i++) {
        if (i > 0)
            wd_buf_putc(&list, ',');
        wd_buf_put(&list, event->permissions[i].name);
    }
    struct wd_str text = wd_arena_copy(test->bench.arena, wd_buf_str(&list));
    wd_buf_done(&list);
    return text;
}

/* Names that mean something else than the slot of the same name come first. */
static const struct {
    const char *name;
    struct wd_str (*read)(struct wd_rules_test *test);
    bool of_fix;
} readers[] = {
    {"fix", fix_of, true},
    {"role", role_of, true},
    {"member", member_of, true},
    {"remedy", remedy_of, true},
    {"on", on_of, true},
    {"match", match_of, false},
    {"kind", kind_of, false},
    {"object", object_of, false},
    {"object_type", object_type_of, false},
    {"permissions", permissions_of, false},
    {"cause", cause_of, false},
    {"confidence", confidence_of, false},
    {"system", system_of, false},
    {"principal_kind", principal_kind_of, false},
    {"uncertain", uncertain_of, false},
};

static bool read_actual(struct wd_rules_test *test, const char *key, struct wd_str *ret_value,
                        bool *ret_of_fix)
{
    enum wd_slot slot;
    *ret_of_fix = false;
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        if (strcmp(readers[i].name, key) == 0) {
            *ret_value = readers[i].read(test);
            *ret_of_fix = readers[i].of_fix;
            return true;
        }
    }
    if (!wd_slot_parse(wd_str_of(key), &slot))
        return false;
    *ret_value = test->bench.seen.event.slot[slot];
    return true;
}

/* A list is its elements with commas between; null means "must be empty". */
static struct wd_str expected_text(struct wd_rules_test *test, json_t *value)
{
    struct wd_buf list;
    if (json_is_string(value))
        return wd_str_make(json_string_value(value), json_string_length(value));
    if (json_is_boolean(value))
        return json_is_true(value) ? WD_STR("true") : WD_STR("false");
    wd_buf_init(&list, TEXT_MAX);
    for (size_t i = 0; i < json_array_size(value); i++) {
        const char *element = json_string_value(json_array_get(value, i));
        if (i > 0)
            wd_buf_putc(&list, ',');
        wd_buf_putz(&list, element ? element : "?");
    }
    struct wd_str text = wd_arena_copy(test->bench.arena, wd_buf_str(&list));
    wd_buf_done(&list);
    return text;
}

static const char *name_of(const void *context, size_t i)
{
    size_t count = sizeof readers / sizeof readers[0];

    return i < count ? readers[i].name : wd_slot_names(context, i - count);
}

static void tell_unknown(struct wd_rules_test *test, const char *key)
{
    struct wd_buf text;

    wd_buf_init(&text, 2048);
    wd_buf_printf(&text, "\"expect\" asks for \"%.64s\", which nothing tells", key);
    wd_nearest_tell(&text, key, name_of, NULL);
    wd_rules_fail(test, "P001", NULL, "%s", wd_buf_cstr(&text));
    wd_buf_done(&text);
}

static void expect_one(struct wd_rules_test *test, const char *key, json_t *value)
{
    struct wd_str actual = WD_STR_NONE, wanted = expected_text(test, value);
    bool of_fix = false;
    if (!read_actual(test, key, &actual, &of_fix))
        tell_unknown(test, key);
    else if (!wd_str_eq(actual, wanted))
        wd_rules_fail(test, of_fix ? "P014" : "P013", NULL, "%s: expected \"%.*s\", got \"%.*s\"",
                      key, WD_STR_ARG(wanted), WD_STR_ARG(actual));
}

void wd_rules_expect(struct wd_rules_test *test)
{
    json_t *expect = json_object_get(test->example, "expect");
    for (void *it = json_object_iter(expect); it; it = json_object_iter_next(expect, it))
        expect_one(test, json_object_iter_key(it), json_object_iter_value(it));
}
