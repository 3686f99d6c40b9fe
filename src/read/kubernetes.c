/* Kubernetes' own audit log, as self-managed and ACK clusters write it: one event a stage of a request;
 * the last stage has the answer. GKE's copy of it comes as an audit LogEntry instead. */
#include "read/reading.h"

static bool is_event(struct wd_reading *r)
{
    return wd_str_starts(wd_field_str(r, r->root, "apiVersion"), WD_STR("audit.k8s.io/")) &&
           wd_field_str(r, r->root, "verb").len > 0;
}

/* Log Service keeps an event's objects as text, or flattens them into columns: "user.username". */
static bool is_flat(struct wd_reading *r)
{
    return wd_there(wd_jv_get(r->root, "user.username")) ||
           wd_there(wd_jv_get(r->root, "responseStatus.code")) ||
           wd_there(wd_jv_get(r->root, "objectRef.resource"));
}

bool wd_kubernetes_recognise(struct wd_reading *r)
{
    struct wd_jv event;

    if (!is_event(r))
        return false;
    if (is_flat(r) && wd_there(event = wd_columns_nested(r, "")))
        r->root = event;
    return true;
}

/* "exec" of pods/exec: another right than the object's own, and part of both names below. */
static struct wd_str subresource_of(struct wd_reading *r, struct wd_jv object)
{
    return wd_field_str(r, object, "subresource");
}

/* io.k8s.core.v1.pods.list, io.k8s.core.v1.pods.exec.create: the spelling of GKE's entries; of a path "io.k8s.get". */
static struct wd_str permission_of(struct wd_reading *r, struct wd_jv object)
{
    struct wd_str group = wd_field_str(r, object, "apiGroup");
    struct wd_str version = wd_field_str(r, object, "apiVersion");
    struct wd_str below = subresource_of(r, object);
    struct wd_str verb = wd_field_str(r, r->root, "verb");
    const struct wd_str parts[] = {WD_STR("io.k8s."),
                                   group.len ? group : WD_STR("core"),
                                   WD_STR("."),
                                   version.len ? version : WD_STR("v1"),
                                   WD_STR("."),
                                   wd_field_str(r, object, "resource"),
                                   wd_str_of(below.len ? "." : ""),
                                   below,
                                   WD_STR("."),
                                   verb};
    const struct wd_str of_path[] = {parts[0], verb};

    return wd_field_str(r, object, "resource").len
               ? wd_arena_concat(r->arena, parts, sizeof parts / sizeof *parts)
               : wd_arena_concat(r->arena, of_path, 2);
}

/* core/v1/namespaces/NS/pods/NAME/exec; the parts that are not there are left out. What is no object is
 * named by its path ("/metrics?x=1": by "/metrics"). */
static struct wd_str resource_of(struct wd_reading *r, struct wd_jv object)
{
    struct wd_str group = wd_field_str(r, object, "apiGroup");
    struct wd_str version = wd_field_str(r, object, "apiVersion");
    struct wd_str space = wd_field_str(r, object, "namespace");
    struct wd_str name = wd_field_str(r, object, "name");
    struct wd_str below = subresource_of(r, object), uri = wd_field_str(r, r->root, "requestURI");
    const struct wd_str parts[] = {group.len ? group : WD_STR("core"),
                                   WD_STR("/"),
                                   version.len ? version : WD_STR("v1"),
                                   wd_str_of(space.len ? "/namespaces/" : ""),
                                   space,
                                   WD_STR("/"),
                                   wd_field_str(r, object, "resource"),
                                   wd_str_of(name.len ? "/" : ""),
                                   name,
                                   wd_str_of(below.len ? "/" : ""),
                                   below};

    return wd_field_str(r, object, "resource").len
               ? wd_arena_concat(r->arena, parts, sizeof parts / sizeof *parts)
               : wd_str_cut(&uri, '?');
}

static void read_who(struct wd_reading *r)
{
    struct wd_str acting =
        wd_field_str(r, wd_field_json(r, r->root, "impersonatedUser"), "username");
    struct wd_str user = wd_field_str(r, wd_field_json(r, r->root, "user"), "username");

    if (acting.len > 0)
        wd_set(r, WD_SLOT_CALLER, user);
    wd_set(r, WD_SLOT_PRINCIPAL, acting.len ? acting : user);
    wd_set(r, WD_SLOT_USER_AGENT, wd_field_str(r, r->root, "userAgent"));
}

/* Of columns a number is text. */
static int64_t code_of(struct wd_reading *r, struct wd_jv answer)
{
    struct wd_jv code = wd_field(r, answer, "code");
    unsigned long long number = 0;
    int64_t value = 0;

    if (wd_jv_int(code, &value))
        return value;
    return wd_str_to_u64(wd_jv_str(code), &number) && number < 1000 ? (int64_t)number : 0;
}

/* A name with dots, which columns take apart. */
static struct wd_str note(struct wd_reading *r, const char *name)
{
    struct wd_jv notes = wd_field_json(r, r->root, "annotations");
    struct wd_str value = wd_jv_str(wd_jv_get(notes, name));

    return value.len > 0 ? value : wd_path_str(r, notes, name);
}

/* A webhook answers with the code it likes; its server says whose word it is. */
static bool is_refusal(struct wd_reading *r, struct wd_jv answer, int64_t code)
{
    if (code == 401 || code == 403)
        return true;
    return code >= 400 && code < 500 && code != 404 && code != 409 &&
           wd_str_starts(wd_field_str(r, answer, "message"), WD_STR("admission webhook ")) &&
           wd_str_has(wd_field_str(r, answer, "message"), WD_STR(" denied the request"));
}

void wd_kubernetes_read(struct wd_reading *r)
{
    static const char *const times[] = {"requestReceivedTimestamp", "stageTimestamp", NULL};
    struct wd_event *event = r->event;
    struct wd_jv object = wd_field_json(r, r->root, "objectRef");
    struct wd_jv answer = wd_field_json(r, r->root, "responseStatus");
    int64_t code = code_of(r, answer);

    wd_event_time(event, wd_first_str(r, r->root, times));
    event->system = WD_SYSTEM_GKE;
    if (code >= 200 && code < 300 && wd_policy_rbac_event(r, object))
        return;
    if (!is_refusal(r, answer, code))
        return;
    event->kind = WD_KIND_DENIAL;
    event->structured = true;
    event->http_status = (int)code;
    event->code = code == 401 ? WD_RPC_UNAUTHENTICATED : WD_RPC_DENIED;
    event->dedup = wd_key("audit", wd_field_str(r, r->root, "auditID"), WD_STR_NONE, WD_STR_NONE);
    read_who(r);
    wd_event_add_permission(event, permission_of(r, object), WD_STR_NONE, WD_GRANTED_NO);
    wd_set(r, WD_SLOT_SERVICE, WD_STR("k8s.io"));
    wd_set(r, WD_SLOT_METHOD, wd_field_str(r, r->root, "verb"));
    wd_set(r, WD_SLOT_NAMESPACE, wd_field_str(r, object, "namespace"));
    wd_set(r, WD_SLOT_RESOURCE, resource_of(r, object));
    wd_set(r, WD_SLOT_REASON, wd_field_str(r, answer, "reason"));
    wd_set(r, WD_SLOT_DETAIL, note(r, "authorization.k8s.io/decision"));
    wd_event_add_text(event, wd_field_str(r, answer, "message"), WD_TEXT_MESSAGE);
    wd_event_add_text(event, note(r, "authorization.k8s.io/reason"), WD_TEXT_DETAIL);
}
