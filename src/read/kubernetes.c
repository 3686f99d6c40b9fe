/* Kubernetes' own audit log, as self-managed and ACK clusters write it: one event a stage of a request;
 * the last stage has the answer. GKE's copy of it comes as an audit LogEntry instead. */
#include "read/reading.h"

bool wd_kubernetes_recognise(struct wd_reading *r)
{
    return wd_str_starts(wd_field_str(r, r->root, "apiVersion"), WD_STR("audit.k8s.io/")) &&
           wd_field_str(r, r->root, "verb").len > 0;
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
    struct wd_str acting = wd_path_str(r, r->root, "impersonatedUser.username");
    struct wd_str user = wd_path_str(r, r->root, "user.username");

    if (acting.len > 0)
        wd_set(r, WD_SLOT_CALLER, user);
    wd_set(r, WD_SLOT_PRINCIPAL, acting.len ? acting : user);
    wd_set(r, WD_SLOT_USER_AGENT, wd_field_str(r, r->root, "userAgent"));
}

void wd_kubernetes_read(struct wd_reading *r)
{
    static const char *const times[] = {"requestReceivedTimestamp", "stageTimestamp", NULL};
    struct wd_event *event = r->event;
    struct wd_jv object = wd_field(r, r->root, "objectRef");
    struct wd_jv answer = wd_field(r, r->root, "responseStatus");
    struct wd_jv notes = wd_field(r, r->root, "annotations");
    int64_t code = 0;

    wd_event_time(event, wd_first_str(r, r->root, times));
    event->system = WD_SYSTEM_GKE;
    if (!wd_jv_int(wd_field(r, answer, "code"), &code))
        return;
    if (code >= 200 && code < 300 && wd_policy_rbac_event(r, object))
        return;
    if (code != 401 && code != 403)
        return;
    event->kind = WD_KIND_DENIAL;
    event->structured = true;
    event->http_status = (int)code;
    event->code = code == 403 ? WD_RPC_DENIED : WD_RPC_UNAUTHENTICATED;
    event->dedup = wd_key("audit", wd_field_str(r, r->root, "auditID"), WD_STR_NONE, WD_STR_NONE);
    read_who(r);
    wd_event_add_permission(event, permission_of(r, object), WD_STR_NONE, WD_GRANTED_NO);
    wd_set(r, WD_SLOT_SERVICE, WD_STR("k8s.io"));
    wd_set(r, WD_SLOT_METHOD, wd_field_str(r, r->root, "verb"));
    wd_set(r, WD_SLOT_NAMESPACE, wd_field_str(r, object, "namespace"));
    wd_set(r, WD_SLOT_RESOURCE, resource_of(r, object));
    wd_set(r, WD_SLOT_REASON, wd_field_str(r, answer, "reason"));
    wd_set(r, WD_SLOT_DETAIL, wd_jv_str(wd_jv_get(notes, "authorization.k8s.io/decision")));
    wd_event_add_text(event, wd_field_str(r, answer, "message"), WD_TEXT_MESSAGE);
    wd_event_add_text(event, wd_jv_str(wd_jv_get(notes, "authorization.k8s.io/reason")),
                      WD_TEXT_DETAIL);
}
