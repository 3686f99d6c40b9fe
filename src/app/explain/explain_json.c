/* `explain --format json`: the report with one member more, "trace". */
#include "app/explain/explain.h"

#include "whydenied/base/escape.h"
#include "whydenied/report/value.h"

static json_t *safe_text(struct wd_str s)
{
    struct wd_buf plain;
    wd_buf_init(&plain, s.len * 4 + 1024);
    wd_redact(&plain, s);
    json_t *value = s.len ? wd_value_text(wd_buf_str(&plain)) : json_null();
    wd_buf_done(&plain);
    return value;
}

static json_t *fields_of(const struct wd_event *event)
{
    bool failed = false;
    json_t *fields = json_object();
    for (size_t i = 0; i < WD_SLOT_COUNT; i++) {
        if (event->slot[i].len == 0)
            continue;
        json_t *field = json_object();
        wd_value_set(field, "value", safe_text(event->slot[i]), &failed);
        wd_value_set(field, "trust",
                     wd_value_textz(wd_source_trust((enum wd_source)event->source[i])), &failed);
        wd_value_set(field, "source",
                     wd_value_textz(wd_source_name((enum wd_source)event->source[i])), &failed);
        wd_value_set(fields, wd_slot_name((enum wd_slot)i), field, &failed);
    }
    return wd_value_finish(fields, failed);
}

static json_t *event_of(const struct wd_explain *explain)
{
    const struct wd_event *event = &explain->bench.seen.event;
    bool failed = false;
    if (explain->bench.seen.score == 0)
        return json_null();
    json_t *value = json_object(), *permissions = json_array();
    for (size_t i = 0; i < event->permission_count; i++)
        wd_value_append(permissions, safe_text(event->permissions[i].name), &failed);
    wd_value_set(value, "dialect", wd_value_textz(wd_dialect_name(event->dialect)), &failed);
    wd_value_set(value, "system", wd_value_textz(wd_system_name(event->system)), &failed);
    wd_value_set(value, "kind", wd_value_textz(wd_kind_name(event->kind)), &failed);
    wd_value_set(value, "structured", json_boolean(event->structured), &failed);
    wd_value_set(value, "uncertain", json_boolean(event->uncertain), &failed);
    wd_value_set(value, "code", event->code >= 0 ? json_integer(event->code) : json_null(),
                 &failed);
    wd_value_set(value, "http_status",
                 event->http_status >= 0 ? json_integer(event->http_status) : json_null(), &failed);
    wd_value_set(value, "permissions", permissions, &failed);
    wd_value_set(value, "fields", fields_of(event), &failed);
    return wd_value_finish(value, failed);
}

static const char *outcome_name(enum wd_outcome outcome)
{
    static const char *const names[] = {"no_match", "match", "gave_up", "error"};
    return names[outcome];
}

static json_t *trial_of(const struct wd_trial *trial)
{
    bool failed = false;
    bool words = strcmp(trial->stopped_at, "expression") == 0;
    json_t *value = json_object();
    wd_value_set(value, "rule", wd_value_textz(trial->rule->id), &failed);
    wd_value_set_count(value, "order", trial->rule->index + 1, &failed);
    wd_value_set(value, "alternative",
                 wd_value_textz(trial->alternative ? trial->alternative->name : NULL), &failed);
    wd_value_set(value, "outcome", wd_value_textz(outcome_name(trial->outcome)), &failed);
    wd_value_set(value, "stopped_at",
                 wd_value_textz(trial->stopped_at[0] ? trial->stopped_at : NULL), &failed);
    wd_value_set(value, "condition", wd_value_textz(trial->condition), &failed);
    wd_value_set(value, "reached", words ? json_integer((json_int_t)trial->reached) : json_null(),
                 &failed);
    return wd_value_finish(value, failed);
}

/* Most rules stop before their expression is tried, at a condition or for want of a word: those are told to who asks. */
static bool is_told(const struct wd_explain *explain, const struct wd_trial *trial)
{
    return explain->options->verbose || trial->outcome != WD_NO_MATCH ||
           strcmp(trial->stopped_at, "expression") == 0;
}

static json_t *trace_of(const struct wd_explain *explain)
{
    const struct wd_hit *hit = &explain->bench.seen.hit;
    bool failed = false;
    json_t *value = json_object(), *trials = json_array();
    for (size_t i = 0; i < explain->trial_count; i++)
        if (is_told(explain, &explain->trials[i]))
            wd_value_append(trials, trial_of(&explain->trials[i]), &failed);
    wd_value_set(value, "format", wd_value_textz(wd_format_name(explain->input.format)), &failed);
    wd_value_set(value, "event", event_of(explain), &failed);
    wd_value_set(value, "rule", wd_value_textz(hit->rule ? hit->rule->id : NULL), &failed);
    wd_value_set(value, "alternative", wd_value_textz(hit->rule ? hit->alternative->name : NULL),
                 &failed);
    wd_value_set(value, "trials", trials, &failed);
    return wd_value_finish(value, failed);
}

static void copy_members(json_t *to, const json_t *from, bool *failed)
{
    for (void *it = wd_value_iter(from); it; it = wd_value_iter_next(from, it))
        wd_value_set(to, json_object_iter_key(it), json_incref(json_object_iter_value(it)), failed);
}

json_t *wd_explain_json(const struct wd_explain *explain, struct wd_error *err)
{
    bool failed = false;
    json_t *root = json_object(), *remedies = json_array(), *incidents = json_array();

    failed = wd_document_sum_up(explain->document, err) != 0;
    copy_members(root, wd_document_head(explain->document), &failed);
    for (size_t i = 0; i < wd_document_remedy_count(explain->document); i++)
        wd_value_append(remedies, wd_document_remedy(explain->document, i, err), &failed);
    wd_value_set(root, "remedies", remedies, &failed);
    for (size_t i = 0; i < wd_document_count(explain->document); i++)
        wd_value_append(incidents, wd_document_incident(explain->document, i, err), &failed);
    wd_value_set(root, "incidents", incidents, &failed);
    copy_members(root, wd_document_tail(explain->document), &failed);
    wd_value_set(root, "trace", trace_of(explain), &failed);
    root = wd_value_finish(root, failed);
    if (!root)
        wd_fail_memory(err);
    return root;
}
