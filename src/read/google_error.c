/* What a Google API answers on its own: the body of an error, or a client's object around it. */
#include "read/beside.h"
#include "read/text/streams.h"
#include "read/text/text.h"

static bool is_google_error(const struct wd_reading *r, struct wd_jv v)
{
    return wd_jv_type(v) == WD_JSON_OBJECT &&
           (wd_field_str(r, v, "message").len > 0 || wd_legacy_message(r, v).len > 0) &&
           wd_there(wd_field(r, v, "code")) &&
           (wd_field_str(r, v, "status").len > 0 || wd_there(wd_field(r, v, "errors")) ||
            wd_there(wd_field(r, v, "details")));
}

/* Where clients keep the answer that they print: the body of a response, as an object or as its text. The last one is
 * Deployment Manager's. */
static struct wd_jv answer_in(struct wd_reading *r, struct wd_jv v)
{
    static const char *const names[] = {
        "error", "body",    "response",     "data",   "cause",
        "err",   "context", "responseBody", "result", "ResourceErrorMessage",
        NULL};
    struct wd_jv found = {0};

    for (const char *const *name = names; *name && !wd_there(found); name++)
        found = wd_field(r, v, *name);
    if (wd_jv_type(found) == WD_JSON_STRING && wd_str_has(wd_jv_str(found), WD_STR("\"code\"")) &&
        wd_str_starts(wd_str_trim(wd_jv_str(found)), WD_STR("{")))
        found = wd_parse_text(r, wd_jv_str(found));
    return found;
}

/* A Google API's error body on its own, {"error": {"code": 403, "status": …, "details": […]}}, or wrapped by a client:
 * {"response": {"data": {"error": …}}}. */
static struct wd_jv error_body(struct wd_reading *r)
{
    enum { WRAPPINGS = 4 };
    struct wd_jv v = r->root;

    struct wd_jv error = wd_field(r, v, "error");

    if (is_google_error(r, error) || is_google_error(r, v))
        return is_google_error(r, error) ? error : v;
    for (unsigned i = 0; i < WRAPPINGS && wd_jv_type(v) == WD_JSON_OBJECT; i++) {
        v = answer_in(r, v);
        if (is_google_error(r, v) && wd_code_of_name(wd_field_str(r, v, "status")) > 0)
            return v;
    }
    return (struct wd_jv){0};
}

bool wd_google_error_recognise(struct wd_reading *r)
{
    return wd_there(error_body(r));
}

/* Behind a line that refuses less is asked of a body: its code, what it says, and no member that a log would add. */
bool wd_google_body_recognise(struct wd_reading *r)
{
    static const char *const members[] = {"code", "message", "errors", "status", "details", NULL};
    struct wd_jv error = wd_field(r, r->root, "error"), v = wd_there(error) ? error : r->root;
    int64_t code;

    if (wd_google_error_recognise(r))
        return true;
    if (!wd_jv_int(wd_field(r, v, "code"), &code) || (code != 401 && code != 403))
        return false;
    for (struct wd_jiter it = wd_jv_iter(v); wd_jiter_next(&it);)
        if (!wd_one_of(it.name, members))
            return false;
    return wd_field_str(r, v, "message").len > 0;
}

void wd_google_error_read(struct wd_reading *r)
{
    struct wd_jv error = error_body(r);

    r->event->system = WD_SYSTEM_CLOUD_AUDIT;
    wd_status_read(r, error);
    r->event->kind = wd_status_kind(r->event);
    r->event->structured = r->event->kind == WD_KIND_DENIAL;
    wd_asked_read(r);
    wd_asked_in(r);
    if (r->event->kind == WD_KIND_CANDIDATE) {
        r->event->kind = WD_KIND_OTHER;
        wd_beside_read(r, r->root);
        wd_judge_texts(r);
        r->event->has_cloud_token = false;
    }
}

/* https://cloud.google.com/apis/design/errors#error_info: of a whole answer people copy what looks like its reason. Behind a
 * sentence it is that sentence's. */
bool wd_bare_info_recognise(struct wd_reading *r)
{
    return r->record->form == WD_RECORD_JSON && r->level == 0 && !r->in_text &&
           wd_streams_open_count(r->n->streams) == 0 &&
           wd_str_ends(wd_field_str(r, r->root, "@type"), WD_STR("google.rpc.ErrorInfo")) &&
           wd_field_str(r, r->root, "reason").len > 0;
}

void wd_bare_info_read(struct wd_reading *r)
{
    r->event->system = WD_SYSTEM_CLOUD_AUDIT;
    r->event->code = -1;
    wd_error_info_read(r, r->root);
    r->event->kind = wd_status_kind(r->event);
    r->event->structured = r->event->kind == WD_KIND_DENIAL;
    if (r->event->kind == WD_KIND_CANDIDATE)
        r->event->kind = WD_KIND_OTHER;
}
