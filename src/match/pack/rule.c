/* A rule object: its fields, its alternatives, and what must hold between them. */
#include "match/pack/fields.h"

#include "match/pack/late.h"
#include "whydenied/base/char.h"

#define RULE ((struct wd_rule *)target)

/* Dotted lower case: "gcp.artifactregistry.push-denied". */
static bool is_rule_id(const char *id)
{
    bool dot = false;
    char before = '.';
    for (const char *p = id; *p; before = *p, p++) {
        bool word = wd_is_lower(*p) || wd_is_digit(*p);
        if (!word && (strchr(".-_", *p) == NULL || strchr(".-_", before) != NULL))
            return false;
        dot = dot || *p == '.';
    }
    return dot && strchr(".-_", before) == NULL && strlen(id) <= 96;
}

static void read_id(struct wd_pack_reader *reader, void *target, const char *key,
                    struct wd_jv value)
{
    RULE->id = wd_pack_string(reader, key, value);
    if (RULE->id && !is_rule_id(RULE->id))
        wd_pack_problem(reader, "P004", key,
                        "\"%.64s\" is no rule id: lower-case words with dots between", RULE->id);
}

static void read_version(struct wd_pack_reader *reader, void *target, const char *key,
                         struct wd_jv value)
{
    RULE->version = wd_pack_int(reader, key, value);
}

static void read_status(struct wd_pack_reader *reader, void *target, const char *key,
                        struct wd_jv value)
{
    static const char *const words[] = {"stable", "experimental", "deprecated"};
    const char *s = wd_pack_string(reader, key, value);
    for (size_t i = 0; s && i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(s, words[i]) == 0)
            RULE->status = words[i];
    }
    if (s && !RULE->status)
        wd_pack_problem(reader, "P004", key, "status is stable, experimental or deprecated");
}

static void read_system(struct wd_pack_reader *reader, void *target, const char *key,
                        struct wd_jv value)
{
    const char *s = wd_pack_string(reader, key, value);
    if (s && !wd_system_parse(wd_str_of(s), &RULE->system))
        wd_pack_unknown(reader, "P004", key, s, &wd_pack_systems);
}

static void read_cause(struct wd_pack_reader *reader, void *target, const char *key,
                       struct wd_jv value)
{
    const char *s = wd_pack_string(reader, key, value);
    if (s && !wd_cause_parse(wd_str_of(s), &RULE->cause))
        wd_pack_unknown(reader, "P004", key, s, &wd_pack_causes);
}

static void read_fallback(struct wd_pack_reader *reader, void *target, const char *key,
                          struct wd_jv value)
{
    RULE->fallback = wd_pack_bool(reader, key, value);
}

static void read_exact(struct wd_pack_reader *reader, void *target, const char *key,
                       struct wd_jv value)
{
    RULE->exact = wd_pack_bool(reader, key, value);
}

static void read_replace(struct wd_pack_reader *reader, void *target, const char *key,
                         struct wd_jv value)
{
    RULE->replace = wd_pack_bool(reader, key, value);
    if (!reader->user)
        wd_pack_problem(reader, "P001", key, "\"replace\" is for users' packs");
}

static void read_propagates(struct wd_pack_reader *reader, void *target, const char *key,
                            struct wd_jv value)
{
    RULE->propagates = wd_pack_bool(reader, key, value);
}

static void read_title(struct wd_pack_reader *reader, void *target, const char *key,
                       struct wd_jv value)
{
    wd_pack_text(reader, key, value, &RULE->title);
}

static void read_why(struct wd_pack_reader *reader, void *target, const char *key,
                     struct wd_jv value)
{
    wd_pack_text(reader, key, value, &RULE->why);
}

static void read_anchors(struct wd_pack_reader *reader, void *target, const char *key,
                         struct wd_jv value)
{
    RULE->anchors = wd_pack_strings(reader, key, value, &RULE->anchor_count);
}

static void read_serves(struct wd_pack_reader *reader, void *target, const char *key,
                        struct wd_jv value)
{
    RULE->serves = wd_pack_strings(reader, key, value, &RULE->serve_count);
}

static void read_references(struct wd_pack_reader *reader, void *target, const char *key,
                            struct wd_jv value)
{
    RULE->references = wd_pack_strings(reader, key, value, &RULE->reference_count);
}

static void read_principal(struct wd_pack_reader *reader, void *target, const char *key,
                           struct wd_jv value)
{
    RULE->principal = wd_pack_string(reader, key, value);
}

static void read_permission(struct wd_pack_reader *reader, void *target, const char *key,
                            struct wd_jv value)
{
    RULE->permission = wd_pack_string(reader, key, value);
}

/* Examples stay JSON; only `rules test` reads them, and it says what is wrong with them. */
static void read_examples(struct wd_pack_reader *reader, void *target, const char *key,
                          struct wd_jv value)
{
    (void)target;
    if (wd_jv_type(value) != WD_JSON_ARRAY)
        wd_pack_problem(reader, "P004", key, "\"%s\" must be a list", key);
}

/* Alternatives of "confidence" that no "match" names are found when the rule is complete. */
static void read_confidence(struct wd_pack_reader *reader, void *target, const char *key,
                            struct wd_jv value)
{
    (void)target;
    if (wd_jv_type(value) != WD_JSON_OBJECT)
        wd_pack_problem(reader, "P004", key,
                        "\"confidence\" must be names of alternatives and values");
}

static const struct wd_field rule_fields[] = {{"id", read_id, true},
                                              {"version", read_version, true},
                                              {"status", read_status, false},
                                              {"system", read_system, false},
                                              {"title", read_title, true},
                                              {"why", read_why, true},
                                              {"cause", read_cause, true},
                                              {"fallback", read_fallback, false},
                                              {"exact", read_exact, false},
                                              {"replace", read_replace, false},
                                              {"propagates", read_propagates, false},
                                              {"serves", read_serves, false},
                                              {"when", wd_pack_when, false},
                                              {"anchors", read_anchors, false},
                                              {"match", wd_pack_match, true},
                                              {"confidence", read_confidence, false},
                                              {"principal", read_principal, false},
                                              {"permission", read_permission, false},
                                              {"advice", wd_pack_advice, false},
                                              {"tell_apart", wd_pack_tell_apart, false},
                                              {"references", read_references, false},
                                              {"examples", read_examples, false},
                                              {"counterexamples", read_examples, false},
                                              {NULL, NULL, false}};

bool wd_pack_is_late(const char *key)
{
    static const char *const keys[] = {"title",      "why",        "serves",   "advice",
                                       "tell_apart", "references", "examples", "counterexamples",
                                       NULL};

    return wd_one_of(wd_str_of(key), keys);
}

const char *wd_rule_key_at(size_t index)
{
    return index < sizeof rule_fields / sizeof *rule_fields ? rule_fields[index].name : NULL;
}

const struct wd_field *wd_pack_rows(bool late, struct wd_field *rows)
{
    size_t n = 0;

    _Static_assert(sizeof rule_fields / sizeof *rule_fields <= WD_RULE_ROWS, "room for all");

    for (const struct wd_field *field = rule_fields; field->name; field++)
        if (wd_pack_is_late(field->name) == late)
            rows[n++] = *field;
    rows[n] = (struct wd_field){NULL, NULL, false};
    return rows;
}

static void apply_confidence(struct wd_pack_reader *reader, struct wd_rule *rule,
                             struct wd_jv object)
{
    for (struct wd_jiter it = wd_jv_iter(object); wd_jiter_next(&it);) {
        struct wd_alternative *found = NULL;
        for (size_t i = 0; i < rule->match_count; i++) {
            if (rule->match[i].name && wd_str_eqz(it.name, rule->match[i].name))
                found = &rule->match[i];
        }
        if (!found)
            wd_pack_problem(reader, "P004", "confidence",
                            "\"confidence\" names no alternative \"%.*s\"",
                            (int)(it.name.len > 64 ? 64 : it.name.len), it.name.ptr);
        else if (!wd_level_parse(wd_jv_str(it.value), &found->confidence))
            wd_pack_problem(reader, "P004", "confidence", "confidence is high, medium or low");
        else
            found->confidence_set = true;
    }
}

static bool has_condition(const struct wd_when *when)
{
    return when->service_count || when->reason_count || when->method_count ||
           when->permission_count || when->principal_count || when->url_count || when->host_count ||
           when->code_count || when->http_count || when->pointer_count || when->has_permission ||
           when->has_role || when->vendor_project || when->refusal_count || when->denial;
}

/* What the parts must be to each other: words need anchors, silence needs conditions. */
static void check_whole(struct wd_pack_reader *reader, const struct wd_rule *rule)
{
    bool words = false, silent = false;
    for (size_t i = 0; i < rule->match_count; i++) {
        words = words || rule->match[i].re;
        silent = silent || !rule->match[i].re;
    }
    if (words && rule->anchor_count == 0)
        wd_pack_problem(reader, "P009", "match", "an expression needs \"anchors\"");
    if (silent && rule->match_count > 0 && !has_condition(&rule->when))
        wd_pack_problem(reader, "P009", "match",
                        "an alternative without \"re\" needs conditions in \"when\"");
    if (rule->match_count == 0)
        wd_pack_problem(reader, "P005", "match", "\"match\" has no alternative");
}

static void set_defaults(struct wd_rule *rule)
{
    for (size_t i = 0; i < rule->match_count; i++) {
        struct wd_alternative *alternative = &rule->match[i];
        if (alternative->confidence_set)
            continue;
        alternative->confidence = !alternative->re ? WD_HIGH : rule->fallback ? WD_LOW : WD_MEDIUM;
    }
    if (!rule->status)
        rule->status = "stable";
    if (!rule->permission && rule->advice_count > 0)
        rule->permission = rule->advice[0].permission;
    rule->propagates = rule->propagates || rule->cause == WD_CAUSE_MISSING_ROLE ||
                       rule->cause == WD_CAUSE_ACT_AS || rule->cause == WD_CAUSE_MISSING_TRUST;
}

struct wd_rule *wd_pack_rule(struct wd_pack_reader *reader, struct wd_jv object)
{
    struct wd_rule *rule = wd_arena_alloc(reader->set->arena, sizeof *rule);
    struct wd_str id = wd_jv_str(wd_jv_get(object, "id"));
    reader->broken = false;
    reader->rule_id = id.len ? wd_arena_strdup(reader->set->arena, id) : "?";
    if (!rule || !reader->rule_id) {
        reader->set->no_memory = true;
        return NULL;
    }
    rule->pack = reader->pack;
    rule->system = reader->system;
    rule->user = reader->user;
    rule->at = wd_pack_place(reader, WD_PART_RULE, 0);
    rule->number = reader->rule_index;
    wd_pack_object(reader, reader->rows ? reader->rows : rule_fields, rule, object, "the rule");
    apply_confidence(reader, rule, wd_jv_get(object, "confidence"));
    if (!reader->broken)
        check_whole(reader, rule);
    if (reader->broken || reader->set->no_memory)
        return NULL;
    set_defaults(rule);
    return rule;
}
