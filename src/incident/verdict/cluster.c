/* What changed of a cluster's own access, or was given by IAM to who uses the cluster (GKE lets in whom either lets in):
 * may it hold what the cluster refused? https://kubernetes.io/docs/reference/access-authn-authz/rbac/,
 * https://cloud.google.com/kubernetes-engine/docs/how-to/iam */
#include "incident/verdict/verdict.h"

#include <stdio.h>

struct wanted {
    struct wd_str verb, kind, below; /* "get", "pods", "log"; a path of the server whole */
};

/* "io.k8s.core.v1.pods.exec.create"; else what the refusal's sentence says. */
static struct wanted wanted_of(const struct wd_incident *incident)
{
    struct wd_str rest = wd_str_of(incident->permission_count ? incident->permissions[0] : NULL);
    struct wanted wanted = {.verb = wd_str_of(incident->slot[WD_SLOT_METHOD]),
                            .kind = wd_str_of(incident->slot[WD_SLOT_RESOURCE])};
    bool told = wd_str_starts(rest, WD_STR("io.k8s."));

    if (told)
        wanted.verb = wd_last_part(rest, '.');
    if (wd_str_at(wanted.kind, 0) == '/')
        return wanted;
    if (!told) {
        wanted.below = wanted.kind;
        wanted.kind = wd_str_cut(&wanted.below, '/');
        return wanted;
    }
    rest = wd_str_sub(rest, 0, rest.len - wanted.verb.len - 1);
    while (rest.len > 0) {
        struct wd_str part = wd_str_cut(&rest, '.');
        if (wd_str_at(part, 0) == 'v' && wd_str_digits(part, 1) > 0)
            break;
    }
    wanted.below = rest;
    wanted.kind = wd_str_cut(&wanted.below, '.');
    return wanted;
}

static bool is_resource(struct wd_str named, const struct wanted *wanted)
{
    struct wd_str rest = named, kind = wd_str_cut(&rest, '/');

    if (wd_str_eqz(named, "*"))
        return true;
    if (wd_str_at(wanted->kind, 0) == '/')
        return wd_str_ends(named, WD_STR("*"))
                   ? wd_str_starts(wanted->kind, wd_str_sub(named, 0, named.len - 1))
                   : wd_str_eq(named, wanted->kind);
    return (wd_str_eqz(kind, "*") || wd_str_eq(kind, wanted->kind)) &&
           (wd_str_eqz(rest, "*") || wd_str_eq(rest, wanted->below));
}

static bool is_among(struct wd_str list, const struct wanted *wanted, bool verbs)
{
    while (list.len > 0) {
        struct wd_str one = wd_str_cut(&list, ',');
        if (verbs ? wd_str_eqz(one, "*") || wd_str_eq(one, wanted->verb) : is_resource(one, wanted))
            return true;
    }
    return false;
}

/* "apps" of "apps/v1/namespaces/ops/deployments"; a rule that tells no groups, or a refusal that tells no object: any. */
static bool is_group(struct wd_str list, const struct wd_incident *incident)
{
    struct wd_str rest = wd_str_of(incident->object_name), group = wd_str_cut(&rest, '/');

    if (list.len == 0 || !wd_str_eqz(wd_str_of(incident->object_type), "kubernetes_object"))
        return true;
    while (list.len > 0) {
        struct wd_str one = wd_str_cut(&list, ',');
        if (wd_str_eqz(one, "*") || wd_str_eq(one, group))
            return true;
    }
    return false;
}

/* A rule of the role allows it; who is bound to the role is not in the record. */
bool wd_change_rules_hold(const struct wd_change *change, const struct wd_incident *incident)
{
    struct wd_str rest = wd_str_of(change->member);
    struct wanted wanted = wanted_of(incident);

    while (rest.len > 0) {
        struct wd_str what = wd_str_cut(&rest, ' '), verbs = wd_str_cut(&what, '|'),
                      groups = wd_str_cut(&what, '|');
        if (is_among(verbs, &wanted, true) && is_group(groups, incident) &&
            is_among(what, &wanted, false))
            return true;
    }
    return false;
}

/* ---- IAM ------------------------------------------------------------------------------------------- */

/* Of Google's people and accounts; the cluster's own hold no role of IAM that it asks for. */
bool wd_incident_is_clusters(const struct wd_incident *incident)
{
    struct wd_str who = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);

    return incident->cause == WD_CAUSE_PLATFORM_ACL && incident->system == WD_SYSTEM_GKE &&
           wd_incident_fact(incident, WD_SLOT_PROJECT) && wd_str_find_char(who, '@') != WD_NPOS &&
           !wd_str_starts(who, WD_STR("system:"));
}

/* What the two call otherwise: https://cloud.google.com/iam/docs/permissions-reference */
static struct wd_str renamed(struct wd_str name)
{
    static const char *const names[][2] = {{"watch", "list"},
                                           {"patch", "update"},
                                           {"deletecollection", "delete"},
                                           {"log.get", "getLogs"},
                                           {"status.get", "getStatus"},
                                           {"scale.get", "getScale"},
                                           {"status.update", "updateStatus"},
                                           {"status.patch", "updateStatus"},
                                           {"scale.update", "updateScale"},
                                           {"scale.patch", "updateScale"},
                                           {"exec.create", "exec"},
                                           {"exec.get", "exec"},
                                           {"attach.create", "attach"},
                                           {"portforward.create", "portForward"},
                                           {"eviction.create", "evict"}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wd_str_eqz(name, names[i][0]))
            return wd_str_of(names[i][1]);
    return name;
}

struct wd_str wd_permission_in_iam(const struct wd_incident *incident, char *buffer, size_t size)
{
    struct wanted wanted = wanted_of(incident);
    char name[128];
    int len = snprintf(name, sizeof name, "%.*s%s%.*s", WD_STR_ARG(wanted.below),
                       wanted.below.len ? "." : "", WD_STR_ARG(wanted.verb));

    if (len < 0 || (size_t)len >= sizeof name)
        return WD_STR_NONE;
    len = snprintf(buffer, size, "container.%.*s.%.*s", WD_STR_ARG(wanted.kind),
                   WD_STR_ARG(renamed(wd_str_make(name, (size_t)len))));
    return len < 0 || (size_t)len >= size ? WD_STR_NONE : wd_str_make(buffer, (size_t)len);
}
