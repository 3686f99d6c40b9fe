/* The lists of a rule: match alternatives, advice, causes to tell apart. */
#include "match/pack/fields.h"

#include <stdio.h>

#include "whydenied/base/timestamp.h"

#define ALTERNATIVE ((struct wd_alternative *)target)
#define ADVICE      ((struct wd_advice *)target)

static void read_name(struct wd_pack_reader *reader, void *target, const char *key,
                      struct wd_jv value)
{
    ALTERNATIVE->name = wd_pack_string(reader, key, value);
}

static void read_field(struct wd_pack_reader *reader, void *target, const char *key,
                       struct wd_jv value)
{
    static const char *const names[] = {"message", "stack", "response", "detail"};
    const char *s = wd_pack_string(reader, key, value);
    if (!s || strcmp(s, "any") == 0)
        return;
    for (int i = 0; i < 4; i++) {
        if (strcmp(s, names[i]) == 0)
            ALTERNATIVE->field = i;
    }
    if (ALTERNATIVE->field < 0)
        wd_pack_problem(reader, "P004", key, "field is message, stack, response, detail or any");
}

static void read_re(struct wd_pack_reader *reader, void *target, const char *key,
                    struct wd_jv value)
{
    struct wd_str name = WD_STR_NONE;
    ALTERNATIVE->re = wd_pack_string(reader, key, value);
    bool check = ALTERNATIVE->re && !reader->rows; /* compiling checks once more */
    const char *reason = check ? wd_expression_refused(ALTERNATIVE->re, &name) : NULL;
    if (reason && name.len > 0) {
        char word[64];
        snprintf(word, sizeof word, "%.*s", (int)(name.len > 40 ? 40 : name.len), name.ptr);
        wd_pack_unknown(reader, "P006", key, word, &wd_pack_slots);
    } else if (reason)
        wd_pack_problem(reader, "P007", key, "%s", reason);
}

void wd_pack_match(struct wd_pack_reader *reader, void *target, const char *key, struct wd_jv value)
{
    static const struct wd_field fields[] = {{"name", read_name, true},
                                             {"field", read_field, false},
                                             {"re", read_re, false},
                                             {NULL, NULL, false}};
    struct wd_rule *rule = target;
    rule->match = wd_pack_array(reader, key, value, WD_ALTERNATIVES_MAX, sizeof *rule->match,
                                &rule->match_count);
    struct wd_jiter it = wd_jv_iter(value);
    for (size_t i = 0; i < rule->match_count && wd_jiter_next(&it); i++) {
        struct wd_alternative *alternative = &rule->match[i];
        alternative->field = -1;
        alternative->at = wd_pack_place(reader, WD_PART_MATCH, i);
        wd_pack_object(reader, fields, alternative, it.value, "an alternative");
        for (size_t j = 0; j < i; j++) {
            if (alternative->name && rule->match[j].name &&
                strcmp(alternative->name, rule->match[j].name) == 0)
                wd_pack_problem(reader, "P002", key, "two alternatives named \"%.64s\"",
                                alternative->name);
        }
    }
}

static void read_kind(struct wd_pack_reader *reader, void *target, const char *key,
                      struct wd_jv value)
{
    const char *s = wd_pack_string(reader, key, value);
    if (s && !wd_remedy_kind_parse(wd_str_of(s), &ADVICE->kind))
        wd_pack_unknown(reader, "P004", key, s, &wd_pack_kinds);
}

#define TEXT_READER(function, member)                                                              \
    static void function(struct wd_pack_reader *reader, void *target, const char *key,             \
                         struct wd_jv value)                                                       \
    {                                                                                              \
        ADVICE->member = wd_pack_string(reader, key, value);                                       \
    }
TEXT_READER(read_permission, permission)
TEXT_READER(read_role, role)
TEXT_READER(read_on, on)
TEXT_READER(read_to, to)
TEXT_READER(read_trust_service, trust_service)
TEXT_READER(read_draft, draft)

static void read_text(struct wd_pack_reader *reader, void *target, const char *key,
                      struct wd_jv value)
{
    wd_pack_text(reader, key, value, &ADVICE->text);
}

static void read_command(struct wd_pack_reader *reader, void *target, const char *key,
                         struct wd_jv value)
{
    if (wd_jv_type(value) != WD_JSON_ARRAY)
        wd_pack_problem(reader, "P004", key, "\"%s\" must be a list of words", key);
    else
        ADVICE->argv = wd_pack_strings(reader, key, value, &ADVICE->argv_count);
}

static void read_verify(struct wd_pack_reader *reader, void *target, const char *key,
                        struct wd_jv value)
{
    if (wd_jv_type(value) != WD_JSON_ARRAY)
        wd_pack_problem(reader, "P004", key, "\"%s\" must be a list of words", key);
    else
        ADVICE->verify = wd_pack_strings(reader, key, value, &ADVICE->verify_count);
}

/* "2025-01-31": the first moment of that day; 0 and a problem for what is no day. */
static wd_time read_day(struct wd_pack_reader *reader, const char *key, struct wd_jv value)
{
    const char *s = wd_pack_string(reader, key, value);
    struct wd_str day = wd_str_of(s);
    wd_time time = day.len == 10 ? wd_time_parse_relative(day, 0) : WD_TIME_NONE;

    if (time != WD_TIME_NONE)
        return time;
    if (s)
        wd_pack_problem(reader, "P004", key, "\"%.32s\" is no day like 2025-01-31", s);
    return 0;
}

static void read_from(struct wd_pack_reader *reader, void *target, const char *key,
                      struct wd_jv value)
{
    ADVICE->from = read_day(reader, key, value);
}

static void read_until(struct wd_pack_reader *reader, void *target, const char *key,
                       struct wd_jv value)
{
    wd_time day = read_day(reader, key, value);

    ADVICE->until = day ? day + WD_DAY : 0;
}

void wd_pack_advice(struct wd_pack_reader *reader, void *target, const char *key,
                    struct wd_jv value)
{
    static const struct wd_field fields[] = {{"kind", read_kind, true},
                                             {"permission", read_permission, false},
                                             {"role", read_role, false},
                                             {"on", read_on, false},
                                             {"to", read_to, false},
                                             {"trust_service", read_trust_service, false},
                                             {"text", read_text, false},
                                             {"command", read_command, false},
                                             {"verify", read_verify, false},
                                             {"draft", read_draft, false},
                                             {"from", read_from, false},
                                             {"until", read_until, false},
                                             {NULL, NULL, false}};
    struct wd_rule *rule = target;
    rule->advice = wd_pack_array(reader, key, value, WD_ALTERNATIVES_MAX, sizeof *rule->advice,
                                 &rule->advice_count);
    struct wd_jiter it = wd_jv_iter(value);
    for (size_t i = 0; i < rule->advice_count && wd_jiter_next(&it); i++)
        wd_pack_object(reader, fields, &rule->advice[i], it.value, "an advice");
}

static void read_other_cause(struct wd_pack_reader *reader, void *target, const char *key,
                             struct wd_jv value)
{
    const char *s = wd_pack_string(reader, key, value);
    if (s && !wd_cause_parse(wd_str_of(s), &((struct wd_tell_apart *)target)->cause))
        wd_pack_unknown(reader, "P004", key, s, &wd_pack_causes);
}

static void read_check(struct wd_pack_reader *reader, void *target, const char *key,
                       struct wd_jv value)
{
    wd_pack_text(reader, key, value, &((struct wd_tell_apart *)target)->check);
}

void wd_pack_tell_apart(struct wd_pack_reader *reader, void *target, const char *key,
                        struct wd_jv value)
{
    static const struct wd_field fields[] = {
        {"cause", read_other_cause, true}, {"check", read_check, true}, {NULL, NULL, false}};
    struct wd_rule *rule = target;
    rule->tell_apart = wd_pack_array(reader, key, value, WD_ALTERNATIVES_MAX,
                                     sizeof *rule->tell_apart, &rule->tell_apart_count);
    struct wd_jiter it = wd_jv_iter(value);
    for (size_t i = 0; i < rule->tell_apart_count && wd_jiter_next(&it); i++)
        wd_pack_object(reader, fields, &rule->tell_apart[i], it.value,
                       "an element of \"tell_apart\"");
}
