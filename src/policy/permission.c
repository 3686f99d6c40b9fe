/* Permissions: names of deny policies (SERVICE_FQDN/RESOURCE.ACTION) against those of roles, and what roles hold.
 *
 * https://cloud.google.com/iam/docs/deny-permissions-support: the first label of the service's name, a dot and the
 * rest, but for some services; RESOURCE.*, *.ACTION and *.* stand for groups. */
#include "policy/set.h"
#include "whydenied/names.h"

/* Deny policies call API keys' permissions by the keys' own service. */
static struct wd_str prefix_of(struct wd_str service)
{
    struct wd_str prefix = wd_permission_service(service);

    return wd_str_eqz(prefix, "apikeys") ? WD_STR("serviceusage") : prefix;
}

static bool part_matches(struct wd_str pattern, struct wd_str part)
{
    return wd_str_eqz(pattern, "*") || wd_str_eq(pattern, part);
}

/* The verb is behind the last dot, the resource all before it. */
static void split(struct wd_str name, struct wd_str *ret_resource, struct wd_str *ret_verb)
{
    size_t dot = wd_str_rfind_char(name, '.');

    *ret_resource = dot == WD_NPOS ? WD_STR_NONE : wd_str_sub(name, 0, dot);
    *ret_verb = dot == WD_NPOS ? name : wd_str_from(name, dot + 1);
}

enum wd_truth wd_policy_denies_permission(struct wd_str pattern, struct wd_str permission)
{
    struct wd_str service = pattern, rest = permission, name, resource, verb, resource_p, verb_p;

    if (wd_str_find_char(pattern, '/') == WD_NPOS)
        return wd_str_eq(pattern, permission) ? WD_YES : WD_NO;
    name = wd_str_from(pattern, wd_str_find_char(pattern, '/') + 1);
    service = wd_str_cut(&service, '/');
    if (wd_str_find_char(permission, '/') != WD_NPOS) { /* asked in the names of deny policies */
        if (!wd_str_eq(service, wd_str_cut(&rest, '/')))
            return WD_NO;
    } else if (!wd_str_eq(prefix_of(service), wd_str_cut(&rest, '.'))) {
        return WD_NO;
    }
    split(name, &resource_p, &verb_p);
    split(rest, &resource, &verb);
    return part_matches(resource_p, resource) && part_matches(verb_p, verb) ? WD_YES : WD_NO;
}

/* Since which version of enforcement boundaries block a permission, where it is not the first.
 * https://cloud.google.com/iam/docs/pab-blocked-permissions */
static const struct {
    const char *beginning;
    int since;
} blocked_since[] = {
    {"accesscontextmanager.", 2},
    {"bigquery.datasets.", 2},
    {"bigquery.jobs.", 2},
    {"bigquery.models.", 2},
    {"bigquery.routines.", 2},
    {"bigquery.tables.", 2},
    {"bigquery.rowAccessPolicies.", 2},
    {"containeranalysis.", 2},
    {"essentialcontacts.contacts.", 3},
    {"iam.serviceAccounts.", 3},
    {"iam.serviceAccountKeys.", 3},
    {"iam.roles.", 3},
    {"iam.denypolicies.", 3},
};

bool wd_policy_boundary_blocks(struct wd_str permission, int version)
{
    for (size_t i = 0; version > 0 && i < sizeof blocked_since / sizeof *blocked_since; i++)
        if (wd_str_starts(permission, wd_str_of(blocked_since[i].beginning)))
            return version >= blocked_since[i].since;
    return true;
}

/* "cloudresourcemanager.googleapis.com/projects.get" → "resourcemanager.projects.get". */
static struct wd_str role_name(char *room, size_t size, struct wd_str permission)
{
    struct wd_str rest = permission, service = wd_str_cut(&rest, '/'), prefix = prefix_of(service);

    if (rest.len == 0 || prefix.len + rest.len + 1 > size)
        return permission;
    wd_str_copy(room, prefix);
    room[prefix.len] = '.';
    wd_str_copy(room + prefix.len + 1, rest);
    return wd_str_make(room, prefix.len + 1 + rest.len);
}

enum wd_truth wd_policy_role_holds(const struct wd_policy_set *set, struct wd_catalogue *catalogue,
                                   struct wd_str role, struct wd_str permission)
{
    const struct wd_policy_role *own = wd_policy_find(set->roles, role);
    char room[256];
    int holds;

    permission = role_name(room, sizeof room, permission);
    if (own) {
        for (size_t i = 0; !own->off && i < own->permissions.count; i++)
            if (wd_str_eq(own->permissions.item[i], permission))
                return WD_YES;
        return WD_NO;
    }
    holds = catalogue ? wd_catalogue_role_holds(catalogue, role, permission) : -1;
    return holds < 0 ? WD_MAYBE : holds > 0 ? WD_YES : WD_NO;
}
