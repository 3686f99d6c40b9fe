/* What a successful call changed of a cluster's own access: its bindings, its roles, the accounts that are bound. A line for
 * each (WD_KIND_POLICY_CHANGE), whether GKE's entry tells it or Kubernetes' own event.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
#include "read/reading.h"

enum { PIECES_MAX = 96, DEPTH_MAX = 5 };

struct pieces {
    struct wd_str part[PIECES_MAX];
    size_t count;
    bool open; /* there is more than is told */
};

struct call {
    struct wd_str verb, kind, space, name;
    struct wd_jv asked, answered; /* the objects of the request and of its answer */
};

static void add(struct pieces *p, const struct wd_str *parts, size_t count)
{
    if (p->count + count > PIECES_MAX) {
        p->open = true;
        return;
    }
    memcpy(&p->part[p->count], parts, count * sizeof *parts);
    p->count += count;
}

/* A list of these has blanks between, and a line's parts tabs. */
static bool is_plain(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ')
            return false;
    return s.len > 0;
}

/* ---- whom a binding binds, and what a role allows -------------------------------------------------- */

/* As refusals name them; a group "Group/NAME". */
static void add_subject(struct wd_reading *r, struct wd_jv subject, struct pieces *p)
{
    struct wd_str kind = wd_field_str(r, subject, "kind"), name = wd_field_str(r, subject, "name");
    struct wd_str space = wd_field_str(r, subject, "namespace");
    bool account = wd_str_eqz(kind, "ServiceAccount"), group = wd_str_eqz(kind, "Group");

    if ((!account && !group && !wd_str_eqz(kind, "User")) || !is_plain(name) ||
        (account && !is_plain(space)))
        return;
    const struct wd_str parts[] = {
        account ? WD_STR("system:serviceaccount:") : WD_STR_NONE, account ? space : WD_STR_NONE,
        account ? WD_STR(":") : wd_str_of(group ? "Group/" : ""), name, WD_STR(" ")};
    add(p, parts, sizeof parts / sizeof *parts);
}

static void add_list(struct wd_jv list, struct pieces *p)
{
    for (struct wd_jiter it = wd_jv_iter(list); wd_jiter_next(&it);)
        if (is_plain(wd_jv_str(it.value)))
            add(p, (const struct wd_str[]){wd_jv_str(it.value), WD_STR(",")}, 2);
}

/* The first group of the API has no name; its objects are called "core/v1/…". */
static void add_groups(struct wd_jv list, struct pieces *p)
{
    for (struct wd_jiter it = wd_jv_iter(list); wd_jiter_next(&it);) {
        struct wd_str name = wd_jv_str(it.value);
        if (name.len == 0 || is_plain(name))
            add(p, (const struct wd_str[]){name.len ? name : WD_STR("core"), WD_STR(",")}, 2);
    }
}

/* "get,list,|core,|pods,pods/log, " */
static void add_rule(struct wd_reading *r, struct wd_jv rule, struct pieces *p)
{
    struct wd_jv verbs = wd_field(r, rule, "verbs");

    if (!wd_there(verbs))
        return;
    add_list(verbs, p);
    add(p, (const struct wd_str[]){WD_STR("|")}, 1);
    add_groups(wd_field(r, rule, "apiGroups"), p);
    add(p, (const struct wd_str[]){WD_STR("|")}, 1);
    add_list(wd_field(r, rule, "resources"), p);
    add_list(wd_field(r, rule, "nonResourceURLs"), p);
    add(p, (const struct wd_str[]){WD_STR(" ")}, 1);
}

/* A step of a patch that changes a part of the list. */
static bool is_step(struct wd_reading *r, struct wd_jv v)
{
    return wd_str_starts(wd_field_str(r, v, "path"), WD_STR("/rules"));
}

/* Wherever they stand: in the object, in what is merged into it, in the steps of a patch. */
static void walk(struct wd_reading *r, struct wd_jv v, unsigned depth, struct pieces *p,
                 void (*each)(struct wd_reading *, struct wd_jv, struct pieces *))
{
    enum wd_json_type type = wd_jv_type(v);

    if (depth > DEPTH_MAX || (type != WD_JSON_OBJECT && type != WD_JSON_ARRAY))
        return;
    if (type == WD_JSON_OBJECT) {
        each(r, v, p);
        p->open = p->open || (each == add_rule &&
                              (is_step(r, v) || wd_there(wd_field(r, v, "clusterRoleSelectors"))));
    }
    for (struct wd_jiter it = wd_jv_iter(v); wd_jiter_next(&it);)
        walk(r, it.value, depth + 1, p, each);
}

/* The object as it stands since, else what was asked for; of a log without objects anything. */
static struct wd_str collect(struct wd_reading *r, const struct call *call, struct wd_str any,
                             void (*each)(struct wd_reading *, struct wd_jv, struct pieces *))
{
    struct pieces p = {.count = 0};

    walk(r, call->answered, 0, &p, each);
    if (p.count == 0)
        walk(r, call->asked, 0, &p, each);
    if (p.open || (!wd_there(call->asked) && !wd_there(call->answered)))
        return any;
    return p.count ? wd_arena_concat(r->arena, p.part, p.count - 1) : WD_STR_NONE;
}

/* ---- the lines ------------------------------------------------------------------------------------- */

static bool is_deletion(const struct call *call)
{
    return wd_str_eqz(call->verb, "delete");
}

static bool is_creation(const struct call *call)
{
    return wd_str_eqz(call->verb, "create");
}

static struct wd_str line_of_account(struct wd_reading *r, const struct call *call)
{
    const struct wd_str parts[] = {wd_str_of(is_deletion(call) ? "account_off" : "account_on"),
                                   WD_STR("\tsystem:serviceaccount:"),
                                   call->space,
                                   WD_STR(":"),
                                   call->name,
                                   WD_STR("\t")};

    return (is_deletion(call) || is_creation(call)) && is_plain(call->space) && is_plain(call->name)
               ? wd_arena_concat(r->arena, parts, sizeof parts / sizeof *parts)
               : WD_STR_NONE;
}

/* A role that was made binds nobody, and one that was changed may be bound. */
static struct wd_str line_of_role(struct wd_reading *r, const struct call *call)
{
    struct wd_str rules =
        is_deletion(call) ? WD_STR_NONE : collect(r, call, WD_STR("*,|*,|*, "), add_rule);
    const struct wd_str parts[] = {wd_str_of(is_deletion(call)   ? "rbac_off\t\t"
                                             : is_creation(call) ? "rbac_on\t\t"
                                                                 : ""),
                                   is_deletion(call) || is_creation(call) ? call->name
                                                                          : WD_STR_NONE,
                                   wd_str_of(rules.len > 0 ? "\nrbac_more\t" : ""),
                                   rules,
                                   wd_str_of(rules.len > 0 ? "\t" : ""),
                                   rules.len > 0 ? call->name : WD_STR_NONE};

    return wd_arena_concat(r->arena, parts, sizeof parts / sizeof *parts);
}

static struct wd_str line_of_binding(struct wd_reading *r, const struct call *call)
{
    struct wd_str whom =
        is_deletion(call) ? WD_STR_NONE : collect(r, call, WD_STR("Group/*"), add_subject);
    const struct wd_str parts[] = {wd_str_of(is_deletion(call) ? "rbac_off\t" : "rbac_on\t"), whom,
                                   WD_STR("\t"), call->name};

    return wd_arena_concat(r->arena, parts, sizeof parts / sizeof *parts);
}

static struct wd_str lines_of(struct wd_reading *r, const struct call *call)
{
    static const char *const verbs[] = {"create", "update", "patch", "delete"};

    if (!WD_STR_IN(call->verb, verbs))
        return WD_STR_NONE;
    if (wd_str_eqz(call->kind, "serviceaccounts"))
        return line_of_account(r, call);
    if (!is_plain(call->name))
        return WD_STR_NONE;
    return wd_str_ends(call->kind, WD_STR("roles")) ? line_of_role(r, call)
                                                    : line_of_binding(r, call);
}

static void tell(struct wd_reading *r, const struct call *call)
{
    const struct wd_str home[] = {wd_label(r, "project_id"), WD_STR("/"), wd_label(r, "location"),
                                  WD_STR("/"), wd_label(r, "cluster_name")};
    struct wd_str word;

    wd_set(r, WD_SLOT_ROLE, call->name);
    wd_set(r, WD_SLOT_RESOURCE, call->space.len ? call->space : WD_STR("cluster"));
    wd_set(r, WD_SLOT_ACCOUNT, wd_arena_concat(r->arena, home, 5)); /* whose names these are */
    wd_set(r, WD_SLOT_DETAIL, lines_of(r, call));
    word = r->event->slot[WD_SLOT_DETAIL];
    wd_set(r, WD_SLOT_ACTION, wd_str_cut(&word, '\t'));
}

/* ---- whose record it is ---------------------------------------------------------------------------- */

static bool is_kind(struct wd_str kind)
{
    static const char *const kinds[] = {"rolebindings", "clusterrolebindings", "roles",
                                        "clusterroles"};

    return WD_STR_IN(kind, kinds);
}

/* "io.k8s.authorization.rbac.v1.rolebindings.create", of any version; "io.k8s.core.v1.serviceaccounts.delete" */
bool wd_is_rbac_method(struct wd_str method)
{
    struct wd_str verb = wd_last_part(method, '.');
    struct wd_str rest = wd_str_sub(method, 0, method.len - verb.len - (verb.len < method.len));
    struct wd_str kind = wd_last_part(rest, '.');

    return wd_str_starts(method, WD_STR("io.k8s.authorization.rbac."))
               ? is_kind(kind)
               : wd_str_eqz(kind, "serviceaccounts");
}

/* A row of a sink has it in text. */
static struct wd_jv object_of(struct wd_reading *r, const char *name, const char *in_text)
{
    struct wd_jv object = wd_field_json(r, r->proto, name);

    return wd_there(object) ? object : wd_field_json(r, r->proto, in_text);
}

/* "rbac.authorization.k8s.io/v1/namespaces/ops/rolebindings/sync": what it is called, and where it holds. */
void wd_policy_rbac_read(struct wd_reading *r)
{
    struct wd_str method = wd_field_str(r, r->proto, "methodName");
    struct wd_str name = wd_field_str(r, r->proto, "resourceName");
    size_t at = wd_str_find(name, WD_STR("namespaces/"));
    struct wd_str rest = wd_str_from(name, at == WD_NPOS ? name.len : at + strlen("namespaces/"));
    struct call call = {.verb = wd_last_part(method, '.'),
                        .space = wd_str_cut(&rest, '/'),
                        .name = wd_last_part(name, '/'),
                        .asked = object_of(r, "request", "requestJson"),
                        .answered = object_of(r, "response", "responseJson")};

    call.kind = wd_last_part(wd_str_sub(method, 0, method.len - call.verb.len - 1), '.');
    if (wd_str_eq(call.name, call.kind)) /* a creation's path may end in the collection */
        call.name = wd_path_str(r, call.asked, "metadata.name");
    tell(r, &call);
}

bool wd_policy_rbac_event(struct wd_reading *r, struct wd_jv object)
{
    struct call call = {.verb = wd_field_str(r, r->root, "verb"),
                        .kind = wd_field_str(r, object, "resource"),
                        .space = wd_field_str(r, object, "namespace"),
                        .name = wd_field_str(r, object, "name"),
                        .asked = wd_field_json(r, r->root, "requestObject"),
                        .answered = wd_field_json(r, r->root, "responseObject")};
    bool account = wd_str_eqz(call.kind, "serviceaccounts");

    if ((!account && !is_kind(call.kind)) || wd_field_str(r, object, "subresource").len > 0)
        return false;
    tell(r, &call);
    if (r->event->slot[WD_SLOT_DETAIL].len == 0)
        return false;
    r->event->kind = WD_KIND_POLICY_CHANGE;
    wd_set(r, WD_SLOT_CALLER, wd_field_str(r, wd_field_json(r, r->root, "user"), "username"));
    return true;
}
