/* RBAC: a role of exactly the refused verb and resource, bound to the one who was refused.
 *
 * In a namespace it is a Role; what is refused at the cluster's scope takes a ClusterRole. Verbs and resources: https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 * and `kubectl create role --help` ("--resource=deployments.apps", "--resource=pods/log"). */
#include "advise/danger.h"
#include "advise/kubernetes/own.h"
#include "advise/work.h"
#include "whydenied/base/char.h"
#include "whydenied/names/ident.h"

struct need {
    struct wd_str verb, resource, group, space; /* "list", "pods/log", "apps", "serving" */
    struct wd_str subject; /* "--serviceaccount=serving:deployer" or "--user=…" */
    struct wd_str whole;   /* "deployments.apps" */
    struct wd_str name;    /* of the role and of its binding */
    struct wd_str context; /* of the cluster; empty: not known */
    bool cut;              /* the sentence breaks off before it tells where */
};

/* ---- what was refused -------------------------------------------------------------------------- */

static bool is_verb(struct wd_str s)
{
    static const char *const verbs[] = {
        "get", "list", "watch",    "create",      "update", "patch", "delete", "deletecollection",
        "use", "bind", "escalate", "impersonate", NULL};

    return wd_one_of(s, verbs);
}

/* "/metrics", "/healthz/ready": a path of the server that is no object. */
static bool is_path(struct wd_str s)
{
    return wd_str_at(s, 0) == '/';
}

/* "pods", "pods/log": a subresource stands behind a slash. */
static bool is_resource(struct wd_str s)
{
    if (is_path(s)) {
        struct wd_str below = wd_str_from(s, 1);
        return below.len == 0 || wd_ident_ok(WD_IDENT_TOKEN, below);
    }
    struct wd_str kind = wd_str_cut(&s, '/');

    return wd_ident_ok(WD_IDENT_KUBERNETES, kind) &&
           (s.len == 0 || wd_ident_ok(WD_IDENT_KUBERNETES, s));
}

/* "deployments" of "apps.v1.deployments", "pods.exec" of "core.v1.pods.exec": what stands behind the version. */
static struct wd_str kind_of(struct wd_str dotted)
{
    struct wd_str rest = dotted;

    while (rest.len > 0) {
        struct wd_str part = wd_str_cut(&rest, '.');
        if (wd_str_at(part, 0) == 'v' && wd_str_digits(part, 1) > 0 && rest.len > 0)
            return rest;
    }
    return wd_last_part(dotted, '.');
}

/* "pods/exec": kubectl's spelling. */
static struct wd_str slashed(struct wd_arena *arena, struct wd_str kind)
{
    struct wd_str below = kind, whole = wd_str_cut(&below, '.');

    return below.len == 0
               ? kind
               : wd_arena_concat(arena, (const struct wd_str[]){whole, WD_STR("/"), below}, 3);
}

/* "io.k8s.get" on "/metrics": no object stands between. */
static bool read_audit_path(const struct wd_incident *incident, struct need *need)
{
    static const struct wd_str ours = {"io.k8s.", 7};
    struct wd_str rest = wd_str_of(incident->permission_count ? incident->permissions[0] : NULL);
    struct wd_str path = wd_str_of(incident->slot[WD_SLOT_RESOURCE]);
    struct wd_str verb = wd_str_starts(rest, ours) ? wd_str_from(rest, ours.len) : WD_STR_NONE;

    if (!is_path(path) || !is_verb(verb))
        return false;
    need->verb = verb;
    need->resource = path;
    return true;
}

/* The log's permission "io.k8s.apps.v1.deployments.list" and object "apps/v1/namespaces/serving/deployments". */
static void read_audit(const struct wd_incident *incident, struct need *need)
{
    struct wd_str rest = wd_str_of(incident->permission_count ? incident->permissions[0] : NULL);
    struct wd_str path = wd_str_of(incident->object_name), group = wd_str_cut(&path, '/');

    if (read_audit_path(incident, need) ||
        !wd_str_eqz(wd_str_of(incident->object_type), "kubernetes_object"))
        return;
    need->verb = wd_last_part(rest, '.');
    if (need->verb.len + 1 >= rest.len)
        return;
    rest = wd_str_sub(rest, 0, rest.len - need->verb.len - 1);
    need->resource = kind_of(rest);
    need->group = wd_str_eqz(group, "core") ? WD_STR_NONE : group;
    need->space = wd_str_of(incident->object_parent);
    if (wd_str_eqz(need->resource, "namespaces") && wd_str_eqz(need->verb, "create"))
        need->space = WD_STR_NONE; /* it is not there yet: its server asks at the cluster scope */
}

static struct need collect(const struct wd_work *work)
{
    const struct wd_incident *incident = work->incident;
    struct need need = {.verb = WD_STR_NONE};

    read_audit(incident, &need);
    if (!is_path(need.resource))
        need.resource = slashed(work->arena, need.resource);
    if (need.verb.len > 0)
        return need;
    need.verb = wd_slot(work, WD_SLOT_METHOD);
    need.resource = wd_slot(work, WD_SLOT_RESOURCE);
    need.group = wd_slot(work, WD_SLOT_GROUP);
    need.space = wd_slot(work, WD_SLOT_NAMESPACE);
    need.cut = need.space.len == 0 && (incident->doubts & WD_DOUBT_TORN) != 0;
    /* A path of the API server lies in no namespace, whatever pod's record
       tells of it: only a ClusterRole can hold it. */
    if (is_path(need.resource)) {
        need.space = WD_STR_NONE;
        need.cut = false;
    }
    return need;
}

static bool is_whole(const struct need *need)
{
    return is_verb(need->verb) && is_resource(need->resource) &&
           (need->group.len == 0 || wd_ident_ok(WD_IDENT_KUBERNETES, need->group));
}

bool wd_rbac_fits(const struct wd_incident *incident, const struct wd_advice *step)
{
    struct need need = {.verb = WD_STR_NONE};

    if (incident->cause != WD_CAUSE_PLATFORM_ACL || step->argv_count > 0)
        return false;
    read_audit(incident, &need);
    return is_verb(need.verb) || is_verb(wd_str_of(incident->slot[WD_SLOT_METHOD]));
}

/* ---- who --------------------------------------------------------------------------------------- */

/* "jane@example.com", "oidc:jane", "https://issuer.example.com#jane": whatever the cluster's authenticator calls a
 * user. Names that begin with "system:" are Kubernetes' own. */
static bool is_user(struct wd_str who)
{
    enum { LONGEST = 253 };
    size_t good = 0;

    while (good < who.len && (wd_is_alnum(who.ptr[good]) || wd_char_in(who.ptr[good], "@:/.#_-")))
        good++;
    return who.len > 0 && who.len <= LONGEST && good == who.len && wd_is_alnum(who.ptr[0]) &&
           !wd_str_starts(who, WD_STR("system:"));
}

/* What Kubernetes itself runs (system:node:…, system:kube-…) and whoever is not signed in get nothing. */
static struct wd_str subject_of(const struct wd_work *work)
{
    struct wd_str who = wd_slot(work, WD_SLOT_PRINCIPAL), name = who;
    static const struct wd_str account = {"system:serviceaccount:", 22};

    if (wd_str_starts(who, account)) {
        name = wd_str_from(who, account.len);
        struct wd_str space = wd_str_cut(&name, ':');
        if (wd_ident_ok(WD_IDENT_KUBERNETES, space) && wd_ident_ok(WD_IDENT_KUBERNETES, name))
            return wd_arena_printf(work->arena, "--serviceaccount=%.*s:%.*s", WD_STR_ARG(space),
                                   WD_STR_ARG(name));
        return WD_STR_NONE;
    }
    if (is_user(who))
        return wd_arena_printf(work->arena, "--user=%.*s", WD_STR_ARG(who));
    return WD_STR_NONE;
}

/* ---- the change -------------------------------------------------------------------------------- */

/* kubectl acts on the cluster of its current context, whatever cluster the log is of. For GKE's own record the
 * context is the one that `gcloud container clusters get-credentials` makes: gke_PROJECT_LOCATION_CLUSTER. */
static struct wd_str context_of(const struct wd_work *work)
{
    const struct wd_incident *incident = work->incident;
    struct wd_str project = wd_slot(work, WD_SLOT_PROJECT),
                  cluster = wd_slot(work, WD_SLOT_CLUSTER),
                  location = wd_slot(work, WD_SLOT_LOCATION);

    if (incident->system != WD_SYSTEM_GKE || !incident->rule || incident->rule->fallback ||
        !wd_ident_ok(WD_IDENT_PROJECT, project) || !wd_ident_ok(WD_IDENT_LOCATION, location) ||
        !wd_ident_ok(WD_IDENT_KUBERNETES, cluster))
        return WD_STR_NONE;
    return wd_arena_printf(work->arena, "gke_%.*s_%.*s_%.*s", WD_STR_ARG(project),
                           WD_STR_ARG(location), WD_STR_ARG(cluster));
}

static struct wd_fill_value known(struct wd_str value, const char *placeholder)
{
    return value.len > 0 ? wd_fill_as(value, WD_FILL_OK)
                         : wd_fill_as(wd_str_of(placeholder), WD_FILL_MISSING);
}

static struct wd_fill_value resolve(const void *context, struct wd_str name)
{
    const struct need *need = context;

    if (wd_str_eqz(name, "verb"))
        return wd_fill_as(need->verb, WD_FILL_OK);
    if (wd_str_eqz(name, "whole"))
        return wd_fill_as(need->whole, WD_FILL_OK);
    if (wd_str_eqz(name, "of"))
        return wd_fill_as(wd_str_of(is_path(need->whole) ? "non-resource-url" : "resource"),
                          WD_FILL_OK);
    if (wd_str_eqz(name, "name"))
        return wd_fill_as(need->name, WD_FILL_OK);
    if (wd_str_eqz(name, "namespace"))
        return known(need->space, "NAMESPACE");
    if (wd_str_eqz(name, "context"))
        return known(need->context, "CONTEXT");
    return known(need->subject, "--user=USER");
}

static void commands(const struct wd_work *work, struct wd_remedy *remedy, const struct need *need)
{
    static const char *role[] = {"kubectl",
                                 "create",
                                 "role",
                                 "{name}",
                                 "--verb={verb}",
                                 "--{of}={whole}",
                                 "--namespace={namespace}",
                                 "--context={context}"};
    static const char *bind[] = {"kubectl",
                                 "create",
                                 "rolebinding",
                                 "{name}",
                                 "--role={name}",
                                 "{subject}",
                                 "--namespace={namespace}",
                                 "--context={context}"};
    static const char *wide_role[] = {
        "kubectl",       "create",         "clusterrole",        "{name}",
        "--verb={verb}", "--{of}={whole}", "--context={context}"};
    static const char *wide_bind[] = {"kubectl",
                                      "create",
                                      "clusterrolebinding",
                                      "{name}",
                                      "--clusterrole={name}",
                                      "{subject}",
                                      "--context={context}"};
    struct wd_fill fill = {.resolve = resolve, .context = need, .arena = work->arena};
    bool wide = need->space.len == 0 && !need->cut;

    if (need->subject.len == 0)
        remedy->why_no_command = WD_SENTENCE0(work->arena, work->lang, WD_SAY_NO_MEMBER_AT_ALL).ptr;
    else if (need->context.len == 0)
        remedy->why_no_command = WD_SENTENCE0(work->arena, work->lang, WD_SAY_RBAC_CONTEXT).ptr;
    wd_remedy_fill(work, remedy, &fill, &(struct wd_argv){wide ? wide_role : role, wide ? 7 : 8});
    wd_remedy_fill(work, remedy, &fill, &(struct wd_argv){wide ? wide_bind : bind, wide ? 7 : 8});
    if (wide && !is_path(need->whole))
        wd_remedy_warn(work, remedy, WD_SENTENCE0(work->arena, work->lang, WD_SAY_RBAC_CLUSTER));
}

/* "May they now?", asked of the cluster. */
static void verify(const struct wd_work *work, struct wd_remedy *remedy, const struct need *need)
{
    static const char *ask[] = {"kubectl",
                                "auth",
                                "can-i",
                                "{verb}",
                                "{whole}",
                                "--as={who}",
                                "--context={context}",
                                "--namespace={namespace}"};
    struct wd_str who = wd_slot(work, WD_SLOT_PRINCIPAL);
    const char **argv = wd_arena_alloc(work->arena, sizeof ask);
    struct wd_fill fill = {.resolve = resolve, .context = need, .arena = work->arena};
    struct wd_argv command;

    if (!argv || need->subject.len == 0)
        return;
    memcpy(argv, ask, sizeof ask);
    argv[5] = wd_arena_printf(work->arena, "--as=%.*s", WD_STR_ARG(who)).ptr;
    if (argv[5] &&
        wd_fill_argv(&fill, argv, need->space.len > 0 || need->cut ? 8 : 7, &command) == 0)
        wd_remedy_verify(work, remedy, command);
}

static struct wd_str summary(const struct wd_work *work, const struct need *need)
{
    struct wd_str who = wd_slot(work, WD_SLOT_PRINCIPAL);

    if (who.len == 0)
        who = WD_SENTENCE0(work->arena, work->lang, WD_SAY_THE_CALLER);
    struct wd_str space = need->cut ? WD_STR("NAMESPACE") : need->space;
    return space.len > 0 ? WD_SENTENCE(work->arena, work->lang, WD_SAY_RBAC, need->verb,
                                       need->whole, space, who)
                         : WD_SENTENCE(work->arena, work->lang, WD_SAY_RBAC_WIDE, need->verb,
                                       need->whole, who);
}

static struct wd_str whole_resource(const struct wd_work *work, const struct need *need)
{
    if (is_path(need->resource))
        return need->resource;
    struct wd_str below = need->resource, kind = wd_str_cut(&below, '/');
    struct wd_str parts[] = {kind, need->group.len ? WD_STR(".") : WD_STR_NONE, need->group,
                             below.len ? WD_STR("/") : WD_STR_NONE, below};

    return wd_arena_concat(work->arena, parts, 5);
}

/* The same role in another cluster is another change; its name is the same there. */
static struct wd_str in_cluster(const struct wd_work *work, struct wd_str key,
                                const struct need *need)
{
    struct wd_str parts[] = {key, WD_STR("\n"),
                             need->context.len ? need->context : wd_slot(work, WD_SLOT_CLUSTER)};

    return wd_arena_concat(work->arena, parts, 3);
}

int wd_remedy_rbac(struct wd_work *work, const struct wd_advice *step)
{
    struct need need = collect(work);
    struct wd_remedy *remedy;
    struct wd_str who = wd_slot(work, WD_SLOT_PRINCIPAL);

    if (wd_rbac_is_own(who))
        return wd_rbac_say_own(work, who);
    if (!is_whole(&need))
        return wd_remedy_step(work, step);
    need.whole = whole_resource(work, &need);
    struct wd_rbac_right right = {need.verb, need.whole, need.space};
    if (wd_rbac_rewrites_access(work->advisor->danger, &right, work->arena))
        return wd_remedy_investigate(work);
    need.subject = subject_of(work);
    need.context = context_of(work);
    struct wd_str parts[] = {WD_STR("rbac\n"), need.verb,  WD_STR("\n"), need.whole,
                             WD_STR("\n"),     need.space, WD_STR("\n"), who};
    struct wd_str key = wd_arena_concat(work->arena, parts, sizeof parts / sizeof *parts);
    int fresh = wd_work_open(work, in_cluster(work, key, &need), WD_REMEDY_PLATFORM_GRANT, &remedy);
    if (fresh != 1)
        return fresh;
    need.name =
        wd_arena_printf(work->arena, "whydenied-%.*s", WD_STR_ARG(wd_key_hex(work->arena, key, 8)));
    remedy->summary = summary(work, &need).ptr;
    commands(work, remedy, &need);
    verify(work, remedy, &need);
    wd_remedy_step_verify(work, remedy, step);
    if (work->incident->rule)
        for (size_t i = 0; i < work->incident->rule->reference_count; i++)
            wd_remedy_refer(work, remedy, work->incident->rule->references[i]);
    return remedy->summary ? 0 : -1;
}
