/* What a call was answered, told by members alone: {"http.status_code": 403, "http.url": "https://…"}, {"grpc.code":
 * "PermissionDenied", "grpc.service": "google.pubsub.v1.Publisher"}. Loggers, interceptors and spans say no sentence; status and
 * address, or code and service, are all that there is. A program's word for it, and never ready. */
#include "read/answered.h"

#include "read/beside.h"
#include "read/text/text.h"

static const char *const status_names[] = {"status",
                                           "statusCode",
                                           "code",
                                           "http.status_code",
                                           "http.response.status_code",
                                           "http.status",
                                           "httpStatus",
                                           "httpStatusCode",
                                           "responseCode",
                                           "responseStatus",
                                           "response.status",
                                           "response.status_code",
                                           NULL};
static const char *const code_names[] = {"grpc.code",          "rpc.grpc.status_code",
                                         "grpc.status",        "grpc.status_code",
                                         "grpc_code",          "grpc_status",
                                         "grpc.response.code", "rpc.response.status_code",
                                         "grpc_status_code",   NULL};
static const char *const service_names[] = {
    "grpc.service", "rpc.service", "grpc_service", "grpc.request.service", "rpc.method",
    "name",         NULL};
static const char *const method_names[] = {"grpc.method", "rpc.method", "grpc_method", NULL};

/* {"key": "rpc.service", "value": {"stringValue": "…"}}, as OTLP writes an attribute. */
static struct wd_jv attribute(struct wd_jv list, const char *const *names)
{
    for (struct wd_jiter it = wd_jv_iter(list); wd_jiter_next(&it);) {
        struct wd_jiter only = wd_jv_iter(wd_jv_get(it.value, "value"));
        if (wd_is_named_one_of(wd_jv_str(wd_jv_get(it.value, "key")), names) &&
            wd_jiter_next(&only))
            return only.value;
    }
    return (struct wd_jv){0};
}

/* The first member of one of the names, in the order of the object. */
static struct wd_jv member_in(struct wd_jv object, const char *const *names)
{
    if (wd_jv_type(object) == WD_JSON_ARRAY)
        return attribute(object, names);
    if (wd_jv_type(object) != WD_JSON_OBJECT)
        return (struct wd_jv){0};
    for (struct wd_jiter it = wd_jv_iter(object); wd_jiter_next(&it);)
        if (wd_is_named_one_of(it.name, names))
            return it.value;
    return (struct wd_jv){0};
}

/* Of the object itself, or of what a logger or a span sets apart. */
static struct wd_jv member_of(struct wd_jv object, const char *const *names)
{
    static const char *const parts[] = {"attributes", "http", "response", "fields", "res"};
    struct wd_jv found = member_in(object, names);

    for (size_t i = 0; i < sizeof parts / sizeof *parts && !wd_there(found); i++)
        found = member_in(wd_jv_get(object, parts[i]), names);
    return found;
}

static int64_t number_of(struct wd_jv v)
{
    struct wd_str digits = wd_jv_str(v);
    unsigned long long count;
    int64_t n;

    if (wd_jv_int(v, &n))
        return n;
    return digits.len > 0 && digits.len <= 3 && wd_str_to_u64(digits, &count) ? (int64_t)count : -1;
}

static bool is_of_google(struct wd_str service)
{
    static const char *const heads[] = {"google.", "/google.", "grafeas.v1."};

    return WD_STR_ANY(wd_str_starts, service, heads) && wd_str_find_char(service, ' ') == WD_NPOS;
}

static bool read_grpc(struct wd_reading *r, struct wd_jv object)
{
    struct wd_jv code = member_of(object, code_names);
    struct wd_str service = wd_jv_str(member_of(object, service_names)),
                  method = wd_jv_str(member_of(object, method_names));
    int64_t n = wd_there(code) ? number_of(code) : -1;

    if (n < 0)
        n = wd_code_of_name(wd_jv_str(code));
    if ((n != WD_RPC_DENIED && n != WD_RPC_UNAUTHENTICATED) || !is_of_google(service))
        return false;
    wd_event_add_text(r->event,
                      wd_arena_concat(r->arena,
                                      (const struct wd_str[]){
                                          WD_STR("rpc error: code = "),
                                          n == WD_RPC_DENIED ? WD_STR("PermissionDenied desc = ")
                                                             : WD_STR("Unauthenticated desc = "),
                                          service, WD_STR("/"), method},
                                      5),
                      WD_TEXT_MESSAGE);
    r->event->doubts |= WD_DOUBT_READ;
    return true;
}

/* A sentence was answered, too: "grpc.error" of Go's interceptors. */
static bool is_said(struct wd_reading *r)
{
    for (size_t i = 0; i < r->event->text_count; i++)
        if (wd_candidate(r, r->event->texts[i].s))
            return true;
    return false;
}

/* What else of an object may tell: asked by a few letters first, for most objects have none of these names. */
static bool may_tell(struct wd_jv object)
{
    static const char *const hints[] = {"grpc", "rpc.", "tatus", "ode", "http", "attributes"};

    for (struct wd_jiter it = wd_jv_iter(object); wd_jiter_next(&it);)
        if (WD_STR_ANY(wd_str_has, it.name, hints))
            return true;
    return false;
}

void wd_answered_read(struct wd_reading *r, struct wd_jv object)
{
    int64_t status;

    if (wd_jv_type(object) != WD_JSON_OBJECT || !may_tell(object) || is_said(r) ||
        read_grpc(r, object))
        return;
    status = number_of(member_of(object, status_names));
    if (status == 401 || status == 403)
        wd_beside_status(r, object, (int)status);
}
