/* Where a cluster refused: Kubernetes' sentence `User "X" cannot VERB resource "R" in API group "G" in the namespace "N"`
 * ends with one namespace or with the cluster's scope (https://kubernetes.io/docs/reference/access-authn-authz/rbac/). One
 * that ends before was cut, and so may a namespace be whose quote does not close: neither the pod's own namespace nor the
 * whole cluster stands for what is missing (WD_DOUBT_TORN). */
#include "names/doubt/doubt.h"

/* What it cannot, until the next such sentence; empty: no such sentence, or a path of the server. */
static struct wd_str told_of(struct wd_str text)
{
    static const char *const heads[] = {"\" cannot ", "\\\" cannot "};
    size_t at = wd_str_find(text, WD_STR("orbidden: User ")), end;

    text = wd_str_from(text, at == WD_NPOS ? text.len : at + 1);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if ((at = wd_str_find(text, wd_str_of(heads[i]))) != WD_NPOS)
            break;
    if (at == WD_NPOS)
        return WD_STR_NONE;
    text = wd_str_from(text, at);
    end = wd_str_find(text, WD_STR("orbidden: User "));
    text = wd_str_sub(text, 0, end == WD_NPOS ? text.len : end);
    return wd_str_has(text, WD_STR(" resource ")) ? text : WD_STR_NONE;
}

static bool tells_where(struct wd_str told)
{
    static const char *const words[] = {" namespace", " cluster scope", " in project "};

    return WD_STR_ANY(wd_str_has, told, words);
}

/* 'in the namespace "acme-' */
static bool breaks_off_in_name(struct wd_str told, struct wd_str name)
{
    size_t at = wd_str_find(told, WD_STR(" namespace "));
    struct wd_str rest =
        wd_str_trim_left_of(wd_str_from(told, at == WD_NPOS ? told.len : at + 11), "\\\"");

    return name.len > 0 && wd_str_starts(rest, name) &&
           !wd_char_in(wd_str_at(rest, name.len), "\"\\'") &&
           wd_str_find_char(wd_str_from(told, at == WD_NPOS ? told.len : at), '"') != WD_NPOS;
}

void wd_doubt_scope(struct wd_event *event)
{
    bool told = false, cut = false;
    struct wd_str name = event->slot[WD_SLOT_NAMESPACE];

    if (event->source[WD_SLOT_METHOD] != WD_SOURCE_MESSAGE ||
        event->slot[WD_SLOT_RESOURCE].len == 0 || event->voice == WD_VOICE_SERVICE)
        return; /* the server's own entry tells it in fields */
    for (size_t i = 0; i < event->text_count && !told; i++) {
        struct wd_str what = told_of(event->texts[i].s);
        if (what.len == 0)
            continue;
        told = tells_where(what) && !breaks_off_in_name(what, name);
        cut = true;
    }
    if (!cut || told)
        return;
    event->doubts |= WD_DOUBT_TORN;
    wd_event_unset(event, WD_SLOT_NAMESPACE);
}
