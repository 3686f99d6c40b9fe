/* Weights & Biases: the JSON lines of debug-internal.log (0.17 and later) and the audit log. */
#include "read/text/streams.h"

/* The part of the core that speaks, or what it does. */
static bool is_told_by_core(struct wd_str message)
{
    static const char *const heads[] = {
        "sender: ", "runupserter: ", "filestream: ", "dialing: google:"};

    return wd_str_has(message, WD_STR("HTTP error")) || WD_STR_ANY(wd_str_starts, message, heads);
}

bool wd_wandb_log_recognise(struct wd_reading *r)
{
    return wd_jv_type(wd_jv_get(r->root, "msg")) == WD_JSON_STRING &&
           wd_jv_type(wd_jv_get(r->root, "level")) == WD_JSON_STRING &&
           wd_jv_type(wd_jv_get(r->root, "time")) == WD_JSON_STRING &&
           (wd_there(wd_jv_get(r->root, "core version")) ||
            wd_there(wd_jv_get(r->root, "stream_id")) ||
            wd_str_has(wd_jv_str(wd_jv_get(r->root, "url")), WD_STR("/graphql")) ||
            wd_str_has(wd_jv_str(wd_jv_get(r->root, "url")), WD_STR("/files/")) ||
            is_told_by_core(wd_jv_str(wd_jv_get(r->root, "msg"))));
}

/* https://HOST/files/ENTITY/PROJECT/RUN/file_stream names the run. */
static void read_target(struct wd_reading *r, struct wd_str url)
{
    size_t at = wd_str_find(url, WD_STR("/files/"));
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(url, at + 7);

    wd_set_url(r, url, WD_SOURCE_FIELD);
    wd_set(r, WD_SLOT_ENTITY, wd_str_cut(&rest, '/'));
    wd_set(r, WD_SLOT_PROJECT, wd_str_cut(&rest, '/'));
    wd_set(r, WD_SLOT_RUN, wd_str_cut(&rest, '/'));
}

/* Older cores wrap the id: {"value": "x"}. */
static struct wd_str stream_id(struct wd_reading *r)
{
    struct wd_str id = wd_jv_str(wd_jv_get(r->root, "stream_id"));

    return id.len ? id : wd_jv_str(wd_jv_at(r->root, "/stream_id/value"));
}

void wd_wandb_log_read(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_str message = wd_jv_str(wd_jv_get(r->root, "msg"));
    struct wd_str error = wd_jv_str(wd_jv_get(r->root, "error"));
    int64_t status = -1;

    event->system = WD_SYSTEM_WANDB;
    wd_event_time(event, wd_jv_str(wd_jv_get(r->root, "time")));
    if (wd_str_has(message, WD_STR("retrying")))
        return; /* transient: the client goes on by itself */
    wd_jv_int(wd_jv_get(r->root, "status"), &status);
    wd_set(r, WD_SLOT_SERVICE, WD_STR("wandb"));
    wd_set(r, WD_SLOT_RUN, stream_id(r));
    read_target(r, wd_jv_str(wd_jv_get(r->root, "url")));
    wd_event_add_text(event, error, WD_TEXT_MESSAGE);
    wd_event_add_text(event, message, WD_TEXT_MESSAGE);
    wd_event_add_text(event, wd_jv_str(wd_jv_get(r->root, "body")), WD_TEXT_RESPONSE);
    r->stream = WD_STR("wandb core");
    bool failed = wd_str_starts(wd_jv_str(wd_jv_get(r->root, "level")), WD_STR("ERROR"));
    if (wd_streams_continue(r, &wd_join_wandb_http, failed ? (error.len ? error : message) : error))
        return;
    if (wd_str_ends(message, WD_STR("HTTP error")) && status >= 400 && status < 500)
        event->http_status = (int)status;
    bool refused = event->http_status == 401 || event->http_status == 403;
    if (refused && wd_streams_open(r, &wd_join_wandb_http, message))
        return;
    if (!wd_str_has(message, WD_STR("could not find default credentials")))
        wd_judge_texts(r);
}

/* The body of an answer by itself: {"errors": [{"message": …, "path": […], "extensions": {"code": "PERMISSION_ERROR"}}],
 * "data": …}. The code is W&B's own. Where a field that was refused may not be null, data is. */
bool wd_wandb_answer_recognise(struct wd_reading *r)
{
    return !r->in_text &&
           wd_streams_open_count(r->n->streams) == 0 && /* in a text its sentence says more */
           wd_str_eqz(wd_jv_str(wd_jv_at(r->root, "/errors/0/extensions/code")),
                      "PERMISSION_ERROR") &&
           wd_jv_type(wd_jv_get(r->root, "data")) != WD_JSON_ABSENT;
}

/* Several fields of one call may be refused, each for itself. */
static size_t fields_refused(const struct wd_reading *r)
{
    struct wd_str first = wd_jv_str(wd_jv_at(r->root, "/errors/0/path/0"));
    size_t count = 1;

    for (struct wd_jiter it = wd_jv_iter(wd_jv_get(r->root, "errors")); wd_jiter_next(&it);)
        count += !wd_str_eq(wd_jv_str(wd_jv_at(it.value, "/path/0")), first);
    return count;
}

void wd_wandb_answer_read(struct wd_reading *r)
{
    const struct wd_str parts[] = {
        WD_STR("wandb: 403 response executing GraphQL: permission denied: "),
        wd_jv_str(wd_jv_at(r->root, "/errors/0/message"))};

    r->event->system = WD_SYSTEM_WANDB;
    wd_set(r, WD_SLOT_SERVICE, WD_STR("wandb"));
    wd_set(r, WD_SLOT_METHOD, wd_jv_str(wd_jv_at(r->root, "/errors/0/path/0")));
    wd_event_add_text(r->event, wd_arena_concat(r->arena, parts, 2), WD_TEXT_MESSAGE);
    wd_event_add_text(r->event, r->record->body, WD_TEXT_RESPONSE);
    r->n->failures = fields_refused(r);
    wd_judge_texts(r);
}

bool wd_wandb_audit_recognise(struct wd_reading *r)
{
    return wd_there(wd_jv_get(r->root, "action")) &&
           (wd_there(wd_jv_get(r->root, "actor_user_id")) ||
            wd_there(wd_jv_get(r->root, "actor_email"))) &&
           (wd_there(wd_jv_get(r->root, "response_code")) ||
            wd_there(wd_jv_get(r->root, "timestamp")));
}

void wd_wandb_audit_read(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    int64_t status = -1;

    event->system = WD_SYSTEM_WANDB;
    wd_event_time(event, wd_jv_str(wd_jv_get(r->root, "timestamp")));
    wd_jv_int(wd_jv_get(r->root, "response_code"), &status);
    if (status != 401 && status != 403)
        return;
    event->http_status = (int)status;
    event->kind = WD_KIND_DENIAL;
    event->structured = true;
    wd_set(r, WD_SLOT_SERVICE, WD_STR("wandb"));
    wd_set(r, WD_SLOT_METHOD, wd_jv_str(wd_jv_get(r->root, "action")));
    wd_set(r, WD_SLOT_ACTION, wd_jv_str(wd_jv_get(r->root, "action")));
    wd_set(r, WD_SLOT_PRINCIPAL, wd_jv_str(wd_jv_get(r->root, "actor_email")));
    wd_set(r, WD_SLOT_PRINCIPAL, wd_jv_str(wd_jv_get(r->root, "actor_user_id")));
    wd_set(r, WD_SLOT_ENTITY, wd_jv_str(wd_jv_get(r->root, "entity_name")));
    wd_set(r, WD_SLOT_PROJECT, wd_jv_str(wd_jv_get(r->root, "project_name")));
    wd_set(r, WD_SLOT_RUN, wd_jv_str(wd_jv_get(r->root, "run_asset")));
}
