/* The conditions of a rule: "when". */
#include "match/pack/fields.h"

static void read_dialects(struct wd_pack_reader *reader, void *target, const char *key,
                          struct wd_jv value)
{
    struct wd_when *when = target;
    size_t count = 0;
    const char **names = wd_pack_strings(reader, key, value, &count);
    for (size_t i = 0; i < count; i++) {
        enum wd_dialect dialect;
        if (wd_dialect_parse(wd_str_of(names[i]), &dialect))
            when->dialects |= 1u << dialect;
        else
            wd_pack_unknown(reader, "P004", key, names[i], &wd_pack_dialects);
    }
}

#define LIST_READER(function, list, counter)                                                       \
    static void function(struct wd_pack_reader *reader, void *target, const char *key,             \
                         struct wd_jv value)                                                       \
    {                                                                                              \
        struct wd_when *when = target;                                                             \
        when->list = wd_pack_strings(reader, key, value, &when->counter);                          \
    }
LIST_READER(read_services, services, service_count)
LIST_READER(read_reasons, reasons, reason_count)
LIST_READER(read_methods, methods, method_count)
LIST_READER(read_permissions, permissions, permission_count)
LIST_READER(read_principals, principals, principal_count)
LIST_READER(read_urls, urls, url_count)
LIST_READER(read_hosts, hosts, host_count)
LIST_READER(read_refusals, refusals, refusal_count)

static void read_codes(struct wd_pack_reader *reader, void *target, const char *key,
                       struct wd_jv value)
{
    struct wd_when *when = target;
    wd_pack_ints(reader, key, value, when->codes, sizeof when->codes / sizeof when->codes[0],
                 &when->code_count);
}

static void read_http(struct wd_pack_reader *reader, void *target, const char *key,
                      struct wd_jv value)
{
    struct wd_when *when = target;
    wd_pack_ints(reader, key, value, when->http, sizeof when->http / sizeof when->http[0],
                 &when->http_count);
}

static void read_denial(struct wd_pack_reader *reader, void *target, const char *key,
                        struct wd_jv value)
{
    ((struct wd_when *)target)->denial = wd_pack_bool(reader, key, value);
}

static void read_has_permission(struct wd_pack_reader *reader, void *target, const char *key,
                                struct wd_jv value)
{
    ((struct wd_when *)target)->has_permission = wd_pack_bool(reader, key, value);
}

static void read_has_role(struct wd_pack_reader *reader, void *target, const char *key,
                          struct wd_jv value)
{
    ((struct wd_when *)target)->has_role = wd_pack_bool(reader, key, value);
}

static void read_vendor_project(struct wd_pack_reader *reader, void *target, const char *key,
                                struct wd_jv value)
{
    ((struct wd_when *)target)->vendor_project = wd_pack_bool(reader, key, value);
}

/* Room for the tests was made for as many as the object has keys. */
static void read_pointer(struct wd_pack_reader *reader, void *target, const char *key,
                         struct wd_jv value)
{
    struct wd_when *when = target;
    struct wd_pointer_test *test = &when->pointers[when->pointer_count];
    char *steps = wd_arena_strdup(reader->set->arena, wd_str_of(key));
    test->text = wd_arena_strdup(reader->set->arena, wd_str_of(key));
    if (!test->text || !steps) {
        reader->set->no_memory = true;
        return;
    }
    if (!wd_pointer_read(&test->pointer, steps)) {
        wd_pack_problem(reader, "P004", key, "\"%.64s\" is no JSON pointer", key);
        return;
    }
    bool present = false;
    wd_jv_bool(value, &present);
    if (wd_jv_type(value) != WD_JSON_BOOL || !present)
        test->values = wd_pack_strings(reader, key, value, &test->value_count);
    when->pointer_count++;
}

void wd_pack_when(struct wd_pack_reader *reader, void *target, const char *key, struct wd_jv value)
{
    static const struct wd_field fields[] = {{"dialect", read_dialects, false},
                                             {"service", read_services, false},
                                             {"reason", read_reasons, false},
                                             {"method", read_methods, false},
                                             {"permission", read_permissions, false},
                                             {"principal", read_principals, false},
                                             {"url", read_urls, false},
                                             {"host", read_hosts, false},
                                             {"code", read_codes, false},
                                             {"http", read_http, false},
                                             {"refusal", read_refusals, false},
                                             {"denial", read_denial, false},
                                             {"has_permission", read_has_permission, false},
                                             {"has_role", read_has_role, false},
                                             {"vendor_project", read_vendor_project, false},
                                             {"/", read_pointer, false},
                                             {NULL, NULL, false}};
    struct wd_when *when = &((struct wd_rule *)target)->when;
    size_t keys = wd_pack_count(value);
    if (keys > WD_STRINGS_MAX) {
        wd_pack_problem(reader, "P004", key, "more than %u conditions", WD_STRINGS_MAX);
        return;
    }
    when->pointers = wd_arena_alloc(reader->set->arena, (keys + 1) * sizeof *when->pointers);
    if (!when->pointers) {
        reader->set->no_memory = true;
        return;
    }
    wd_pack_object(reader, fields, when, value, "\"when\"");
}
