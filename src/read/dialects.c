/* Every dialect that is an object of its own: the first row that recognises the value reads it. Order is by how common and
 * how sure: audit entries first. What none of them knows is unwrapped and asked again, or JSON of unknown origin. */
#include "read/text/text.h"

static const struct wd_dialect_reader dialects[] = {
    {WD_DIALECT_AUDIT, wd_audit_recognise, wd_audit_read, WD_VOICE_SERVICE},
    {WD_DIALECT_RUN_REQUEST, wd_run_request_recognise, wd_run_request_read, WD_VOICE_SERVICE},
    {WD_DIALECT_SCHEDULER, wd_scheduler_recognise, wd_scheduler_read, WD_VOICE_SERVICE},
    {WD_DIALECT_CLOUD_BUILD, wd_build_recognise, wd_build_read, WD_VOICE_CLIENT},
    {WD_DIALECT_GCP_LOG, wd_gcp_log_recognise, wd_gcp_log_read, WD_VOICE_SERVICE},
    {WD_DIALECT_AUDIT, wd_kubernetes_recognise, wd_kubernetes_read, WD_VOICE_SERVICE},
    {WD_DIALECT_ACTIONTRAIL, wd_actiontrail_recognise, wd_actiontrail_read, WD_VOICE_SERVICE},
    {WD_DIALECT_WANDB_AUDIT, wd_wandb_audit_recognise, wd_wandb_audit_read, WD_VOICE_SERVICE},
    {WD_DIALECT_WANDB_LOG, wd_wandb_log_recognise, wd_wandb_log_read, WD_VOICE_CLIENT},
    {WD_DIALECT_WANDB_LOG, wd_wandb_answer_recognise, wd_wandb_answer_read, WD_VOICE_CLIENT},
    {WD_DIALECT_ALIBABA_LOG, wd_oss_access_recognise, wd_oss_access_read, WD_VOICE_SERVICE},
    {WD_DIALECT_DLC, wd_dlc_recognise, wd_dlc_read, WD_VOICE_SERVICE},
    {WD_DIALECT_GCP_LOG, wd_google_error_recognise, wd_google_error_read, WD_VOICE_CLIENT},
    {WD_DIALECT_GCP_LOG, wd_bare_info_recognise, wd_bare_info_read, WD_VOICE_CLIENT},
    {WD_DIALECT_CLOUD_BUILD, wd_build_resource_recognise, wd_build_resource_read, WD_VOICE_SERVICE},
    {WD_DIALECT_ALIBABA_LOG, wd_request_log_recognise, wd_request_log_read, WD_VOICE_SERVICE},
    {WD_DIALECT_ALIBABA_LOG, wd_diagnosis_recognise, wd_diagnosis_read, WD_VOICE_CLIENT},
    {WD_DIALECT_ALIBABA_LOG, wd_bare_detail_recognise, wd_bare_detail_read, WD_VOICE_CLIENT},
    {WD_DIALECT_TEXT, wd_object_recognise, wd_object_read, WD_VOICE_CLIENT},
    {WD_DIALECT_ALIBABA_LOG, wd_pop_error_recognise, wd_pop_error_read, WD_VOICE_CLIENT},
};

static const struct wd_dialect_reader *ask_all(struct wd_reading *r)
{
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++)
        if (dialects[i].recognise(r))
            return &dialects[i];
    return NULL;
}

/* The dialects before it leave nothing behind that it may look at. */
static bool is_alone(const struct wd_reading *r)
{
    return !r->loose && !r->proto.a && !r->json.a;
}

/* Most dialects know their records by names and types of members: then all records of the form are theirs, and those that
 * come before them need not be asked again. A reading that is watched asks all. */
static const struct wd_dialect_reader *recognise(struct wd_reading *r)
{
    struct wd_json *parser = r->n->parsers[0];
    const struct wd_dialect_reader *found;
    bool whole = r->record->form == WD_RECORD_JSON && r->level == 0 && r->root.a &&
                 r->root.a == r->n->root.a && r->root.b == r->n->root.b && is_alone(r);
    unsigned known = whole && !r->n->watched ? wd_json_conclusion(parser) : WD_JSON_NO_CONCLUSION;

    if (known == WD_JSON_NO_CONCLUSION || (known == 0 && !wd_json_watch(parser)))
        return ask_all(r);
    if (known > 0)
        return dialects[known - 1].recognise(r) ? &dialects[known - 1] : ask_all(r);
    found = ask_all(r);
    wd_json_conclude(parser, found && is_alone(r) ? (unsigned)(found - dialects) + 1
                                                  : WD_JSON_NO_CONCLUSION);
    return found;
}

bool wd_read_known(struct wd_reading *r)
{
    const struct wd_dialect_reader *dialect = recognise(r);

    if (!dialect)
        return false;
    r->event->dialect = dialect->dialect;
    if (!r->event->root.a)
        r->event->root = r->root; /* rules' pointers start at the outermost known record */
    wd_speak(r, dialect->voice);
    dialect->read(r);
    r->event->log_kind = wd_entry_log_kind(r, dialect->dialect);
    return true;
}

bool wd_find_known(struct wd_reading *r)
{
    struct wd_str text;

    while (!recognise(r))
        if (wd_unwrap(r, &text) != WD_WRAP_JSON)
            return false;
    return true;
}

/* Of what a program logs hardly anything is such a record: asked by a few names first. */
static bool looks_carried(struct wd_jv v)
{
    static const char *const names[] = {"protoPayload", "eventName",   "event",  "_raw",
                                        "RequestId",    "textPayload", "HostId", "errors",
                                        "auditID",      NULL};

    return wd_has_member_of(v, names) || wd_str_starts(wd_jv_str(wd_jv_get(v, "log")), WD_STR("{"));
}

bool wd_read_carried(struct wd_reading *r, struct wd_jv carried)
{
    struct wd_reading inner = *r;

    if (r->level >= WD_UNWRAP_MAX || !looks_carried(carried))
        return false;
    inner.root = carried;
    inner.level++;
    inner.loose = false;
    inner.voice = WD_VOICE_APPLICATION; /* a forwarder wrote it, or who posed as one */
    if (!wd_find_known(&inner))
        return false;
    r->event->root = inner.root;
    wd_read_known(&inner);
    r->parsers = inner.parsers;
    return true;
}

/* A program's line of JSON, which no wrapper carries: the one that was asked for took nothing off. */
static bool is_printed(const struct wd_reading *r)
{
    return r->level <= 1 && !(r->record->flags & WD_RECORD_BESIDE);
}

void wd_read_value(struct wd_reading *r)
{
    struct wd_str text = WD_STR_NONE;

    while (!wd_read_known(r)) {
        switch (wd_unwrap(r, &text)) {
        case WD_WRAP_JSON:
            continue;
        case WD_WRAP_TEXT:
            wd_read_text(r, text);
            return;
        case WD_WRAP_NONE:
            r->event->dialect = WD_DIALECT_TEXT;
            r->event->root = r->root;
            wd_speak(r, WD_VOICE_APPLICATION);
            if (wd_any_json_recognise(r)) {
                r->n->printed = r->n->printed || is_printed(r);
                wd_any_json_read(r);
            }
            return;
        }
    }
}
