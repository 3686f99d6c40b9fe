/* Kubernetes' entries: its sentence `User "X" cannot VERB resource "R" … in the namespace "N"` against the entry's caller,
 * method and resource. The server writes all four from one request; where they differ, one was written by somebody else. */
#include "names/doubt/doubt.h"

#include "whydenied/names/ident.h"

/* What stands in quotes behind the words; empty: nothing does. */
static struct wd_str quoted_after(struct wd_str text, const char *words)
{
    size_t at = wd_str_find(text, wd_str_of(words)), end;

    if (at == WD_NPOS)
        return WD_STR_NONE;
    text = wd_str_from(text, at + strlen(words));
    end = wd_str_find_char(text, '"');
    return end == WD_NPOS ? WD_STR_NONE : wd_str_sub(text, 0, end);
}

/* "… cannot list resource" */
static struct wd_str verb_of(struct wd_str text)
{
    size_t at = wd_str_find(text, WD_STR("\" cannot ")), end;

    if (at == WD_NPOS)
        return WD_STR_NONE;
    text = wd_str_from(text, at + strlen("\" cannot "));
    end = wd_str_find_char(text, ' ');
    return end == WD_NPOS ? WD_STR_NONE : wd_str_sub(text, 0, end);
}

static bool differ(struct wd_str told, struct wd_str known)
{
    return told.len > 0 && known.len > 0 && !wd_str_ieq(told, known);
}

/* "core/v1/namespaces/NS/pods/p": NS; empty: of the cluster. */
static struct wd_str namespace_of(struct wd_str resource)
{
    size_t at = wd_str_find(resource, WD_STR("/namespaces/"));

    resource = wd_str_from(resource, at == WD_NPOS ? resource.len : at + strlen("/namespaces/"));
    return wd_str_cut(&resource, '/');
}

/* "io.k8s.core.v1.pods.exec.create": create; of "pods/exec" the method holds ".pods." */
static bool is_other_request(struct wd_str text, struct wd_str method)
{
    struct wd_str kind = quoted_after(text, " resource \""), rest = kind;
    size_t at;

    kind = wd_str_cut(&rest, '/');
    at = wd_str_find(method, kind);
    return differ(verb_of(text), wd_last_part(method, '.')) ||
           (kind.len > 0 && (at == WD_NPOS || at == 0 || method.ptr[at - 1] != '.'));
}

/* A text of the entry of a call: its words against what the entry says. */
static void compare(struct wd_event *event, struct wd_str text, struct wd_str method)
{
    struct wd_str caller =
        wd_jv_str(wd_jv_at(event->root, "/protoPayload/authenticationInfo/principalEmail"));
    struct wd_str resource = wd_jv_str(wd_jv_at(event->root, "/protoPayload/resourceName"));

    if (differ(quoted_after(text, "User \""), caller))
        event->doubts |= WD_DOUBT_PRINCIPAL;
    if (is_other_request(text, method) ||
        differ(quoted_after(text, "in the namespace \""), namespace_of(resource)))
        event->doubts |= WD_DOUBT_PERMISSION;
}

/* What stands behind the sentence `… cannot list resource "pods" … in the namespace "ops"`. */
static struct wd_str behind(struct wd_str text)
{
    struct wd_str words = WD_STR(" at the cluster scope"), space = WD_STR(" in the namespace \"");
    size_t at = wd_str_find(text, space);

    if (at == WD_NPOS) {
        at = wd_str_find(text, words);
        return wd_str_from(text, at == WD_NPOS ? text.len : at + words.len);
    }
    text = wd_str_from(text, at + space.len);
    at = wd_str_find_char(text, '"');
    return wd_str_from(text, at == WD_NPOS ? text.len : at + 1);
}

/* IAM's permissions that would do as well stand there, or another reason: a bound role that is not there ("RBAC: role … not
 * found"), a namespace that is being deleted. In a program's line anything may follow. */
static bool has_other_reason(struct wd_str text, bool entry)
{
    struct wd_str tail = verb_of(text).len > 0 ? behind(text) : WD_STR_NONE;

    if (!wd_str_starts(tail, WD_STR(": ")))
        return false;
    tail = wd_str_from(tail, 2);
    return entry ? !wd_str_starts(tail, WD_STR("requires one of"))
                 : wd_str_starts(tail, WD_STR("RBAC: "));
}

/* `pods "t" is forbidden: exceeded quota: q`: admission's words, where RBAC's begin with `User "`. */
static bool is_admissions(struct wd_str text)
{
    const struct wd_str forbidden = WD_STR("\" is forbidden: ");
    size_t at = wd_str_find(text, forbidden);

    if (wd_str_starts(text, WD_STR("admission webhook ")))
        return true;
    return at != WD_NPOS && !wd_str_starts(wd_str_from(text, at + forbidden.len), WD_STR("User "));
}

void wd_doubt_cluster(struct wd_event *event)
{
    bool entry = event->dialect == WD_DIALECT_AUDIT;
    struct wd_str method = WD_STR_NONE;

    if (event->system != WD_SYSTEM_GKE)
        return;
    if (entry)
        method = wd_jv_str(wd_jv_at(event->root, "/protoPayload/methodName"));
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str text = event->texts[i].s;
        if (has_other_reason(text, entry) || (entry && is_admissions(text)))
            event->doubts |= WD_DOUBT_WALL;
        if (wd_str_starts(method, WD_STR("io.k8s.")) && verb_of(text).len > 0)
            compare(event, text, method);
    }
}
