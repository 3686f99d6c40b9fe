/* Whether an incident's party is among the members that a change names, and the names are those of its own account or cluster. */
#include "incident/verdict/verdict.h"

/* Of a cluster's account "serviceAccount:P.svc.id.goog[NS/SA]" and
 * "principal://…/workloadIdentityPools/P.svc.id.goog/subject/ns/NS/sa/SA": pool, namespace, name
 * (https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity). */
static bool read_workload(struct wd_str s, struct wd_str part[3])
{
    size_t at = wd_str_find(s, WD_STR(".svc.id.goog"));
    struct wd_str rest = wd_str_from(s, at == WD_NPOS ? s.len : at + strlen(".svc.id.goog"));

    part[0] = wd_last_part(wd_last_part(wd_str_sub(s, 0, at), '/'), ':');
    if (wd_str_starts(rest, WD_STR("/subject/ns/"))) {
        rest = wd_str_from(rest, strlen("/subject/ns/"));
        part[1] = wd_str_cut(&rest, '/');
        part[2] = wd_str_starts(rest, WD_STR("sa/")) ? wd_str_from(rest, 3) : WD_STR_NONE;
    } else {
        rest = wd_str_from(rest, wd_str_starts(rest, WD_STR("[")) ? 1 : rest.len);
        part[1] = wd_str_cut(&rest, '/');
        part[2] = wd_str_cut(&rest, ']');
    }
    return part[0].len > 0 && part[1].len > 0 && part[2].len > 0;
}

static bool is_same_workload(struct wd_str a, struct wd_str b)
{
    struct wd_str mine[3], its[3];

    return read_workload(a, mine) && read_workload(b, its) && wd_str_eq(mine[0], its[0]) &&
           wd_str_eq(mine[1], its[1]) && wd_str_eq(mine[2], its[2]);
}

/* The last part of an Alibaba ARN is what policy calls name; Resource Manager has "user@account.onaliyun.com". */
static bool is_member(struct wd_str member, struct wd_str principal, enum wd_principal_kind kind)
{
    struct wd_str plain = wd_principal_normalise(member, kind);

    if (wd_str_ieq(plain, principal) || is_same_workload(member, principal))
        return true;
    if (kind != WD_PRINCIPAL_RAM_ROLE && kind != WD_PRINCIPAL_RAM_USER)
        return false;
    principal = wd_last_part(principal, '/');
    return wd_str_eq(wd_str_cut(&plain, '@'), wd_str_cut(&principal, '@'));
}

/* "domain:example.com" and everybody: whom no list of members names. */
static bool is_one_of_all(struct wd_str member, struct wd_str principal)
{
    size_t at = wd_str_rfind_char(principal, '@');

    if (wd_str_starts(member, WD_STR("domain:")))
        return at != WD_NPOS &&
               wd_str_ieq(wd_str_from(principal, at + 1), wd_str_from(member, strlen("domain:")));
    return wd_str_eqz(member, "allUsers") || wd_str_eqz(member, "allAuthenticatedUsers");
}

/* "principal://goog/subject/ana@…", as deny policies and boundaries call people and accounts. */
static struct wd_str by_address(struct wd_str member)
{
    static const char *const ways[] = {
        "principal://goog/subject/", "principal://iam.googleapis.com/projects/-/serviceAccounts/"};

    return wd_str_strip(member, ways, sizeof ways / sizeof *ways);
}

bool wd_change_has_member(const char *members, const struct wd_incident *incident)
{
    struct wd_str rest = wd_str_of(members);
    struct wd_str principal = wd_principal_normalise(wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]),
                                                     incident->principal_kind);

    if (principal.len == 0) /* what everybody had, nobody has to be named for */
        return wd_str_eqz(rest, "allUsers");
    while (rest.len) {
        struct wd_str member = by_address(wd_str_cut(&rest, ' '));
        if (is_member(member, principal, incident->principal_kind) ||
            is_one_of_all(member, principal) ||
            wd_set_has(member, principal, incident->principal_kind) == WD_IN_SURELY)
            return true;
    }
    return false;
}

/* "P/L/C": a cluster; of an incident whose cluster is not told, any. */
static bool is_of_other_cluster(const struct wd_change *change, const struct wd_incident *incident)
{
    static const enum wd_slot slots[] = {WD_SLOT_PROJECT, WD_SLOT_LOCATION, WD_SLOT_CLUSTER};
    struct wd_str rest = wd_str_of(change->home);

    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        const char *own = wd_incident_fact(incident, slots[i]);
        struct wd_str its = wd_str_cut(&rest, '/');
        if (own && its.len > 0 && !wd_str_eqz(its, own))
            return true;
    }
    return false;
}

/* In every account somebody is called "terraform", in every cluster something "view": names of two are two. */
bool wd_change_is_elsewhere(const struct wd_change *change, const struct wd_incident *incident)
{
    struct wd_str own = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);

    if (!change->home)
        return false;
    if (incident->dialect != WD_DIALECT_ACTIONTRAIL)
        return is_of_other_cluster(change, incident);
    if (wd_str_starts(own, WD_STR("acs:"))) {
        for (unsigned part = 0; part < 3; part++)
            wd_str_cut(&own, ':');
        own = wd_str_cut(&own, ':');
    } else
        own = wd_str_of(incident->slot[WD_SLOT_ACCOUNT]);
    return own.len > 0 && !wd_str_eqz(own, change->home);
}
