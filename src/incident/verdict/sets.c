/* Whether a set of principals holds somebody, as far as names tell: who is in a group, or has an
 * attribute, stands in tokens and directories, not in the log. https://cloud.google.com/iam/docs/principal-identifiers */
#include "incident/verdict/verdict.h"

static const char *const federation = "principalSet://iam.googleapis.com/";

/* Of "principal://iam.googleapis.com/POOL/subject/S" and "P.svc.id.goog[NS/SA]": pool and subject. */
struct seat {
    struct wd_str pool, subject;
    struct wd_str space; /* of a cluster's account */
};

static struct seat seat_of(struct wd_str principal)
{
    struct wd_str subject = WD_STR("/subject/"), rest;
    size_t at = wd_str_find(principal, subject), end = wd_str_find(principal, WD_STR("["));
    struct seat seat = {.pool = WD_STR_NONE};

    if (at != WD_NPOS && wd_str_starts(principal, WD_STR("principal://iam.googleapis.com/"))) {
        seat.pool = wd_str_sub(principal, 31, at - 31);
        seat.subject = wd_str_from(principal, at + subject.len);
    } else if (end != WD_NPOS && wd_str_has(principal, WD_STR(".svc.id.goog["))) {
        seat.pool = wd_last_part(wd_str_sub(principal, 0, end), ':');
        rest = wd_str_from(principal, end + 1);
        seat.space = wd_str_cut(&rest, '/');
    }
    if (wd_str_starts(seat.subject, WD_STR("ns/"))) {
        rest = wd_str_from(seat.subject, 3);
        seat.space = wd_str_cut(&rest, '/');
    }
    return seat;
}

/* A cluster's pool is named after its project, in any spelling. */
static bool is_same_pool(struct wd_str named, struct wd_str own)
{
    return wd_str_eq(named, own) || (wd_str_ends(own, WD_STR(".svc.id.goog")) &&
                                     wd_str_eq(wd_last_part(named, '/'), wd_last_part(own, '/')));
}

/* GitHub's subject begins with the repository: "repo:acme/infra:ref:refs/heads/main". */
static bool is_of_repository(struct wd_str subject, struct wd_str repository)
{
    struct wd_str rest = subject;

    return !wd_str_eqz(wd_str_cut(&rest, ':'), "repo") ||
           wd_str_ieq(wd_str_cut(&rest, ':'), repository);
}

/* All of the pool, "POOL/namespace/NS", "POOL/attribute.A/V", "POOL/group/G". */
static enum wd_in_set of_pool(struct wd_str set, struct wd_str principal)
{
    static const char *const ways[] = {"/*", "/namespace/", "/attribute.", "/group/",
                                       "/kubernetes."};
    struct seat seat = seat_of(principal);
    struct wd_str value;
    size_t way = 0, at = WD_NPOS;

    for (; seat.pool.len > 0 && way < sizeof ways / sizeof *ways; way++)
        if ((at = wd_str_find(set, wd_str_of(ways[way]))) != WD_NPOS)
            break;
    if (at == WD_NPOS)
        return seat.pool.len > 0 && wd_str_starts(set, seat.pool) ? WD_IN_MAYBE : WD_IN_NOT;
    if (!is_same_pool(wd_str_sub(set, 0, at), seat.pool))
        return WD_IN_NOT;
    value = wd_str_from(set, at + strlen(ways[way]));
    if (way == 0)
        return value.len == 0 ? WD_IN_SURELY : WD_IN_NOT;
    if (way == 1 && seat.space.len > 0)
        return wd_str_eq(seat.space, value) ? WD_IN_SURELY : WD_IN_NOT;
    if (way == 2 && wd_str_starts(value, WD_STR("repository/")))
        return is_of_repository(seat.subject, wd_str_from(value, 11)) ? WD_IN_MAYBE : WD_IN_NOT;
    return WD_IN_MAYBE;
}

/* All of a project, a folder or an organisation, or a type of them. */
static enum wd_in_set of_container(struct wd_str set, enum wd_principal_kind kind)
{
    if (wd_str_ends(set, WD_STR("/type/ServiceAccount")))
        return kind == WD_PRINCIPAL_SERVICE_ACCOUNT ? WD_IN_MAYBE : WD_IN_NOT;
    if (wd_str_ends(set, WD_STR("/type/ServiceAgent")))
        return kind == WD_PRINCIPAL_SERVICE_AGENT ? WD_IN_MAYBE : WD_IN_NOT;
    return kind == WD_PRINCIPAL_ANONYMOUS ? WD_IN_NOT : WD_IN_MAYBE;
}

static const struct wd_str account = {"system:serviceaccount:", 22};

/* An account of the cluster is in the groups of its namespace, and in no other that anybody could name. */
static enum wd_in_set of_account(struct wd_str group, struct wd_str space)
{
    if (wd_str_eqz(group, "system:serviceaccounts"))
        return WD_IN_SURELY;
    return wd_str_starts(group, WD_STR("system:serviceaccounts:")) &&
                   wd_str_eq(wd_str_from(group, strlen("system:serviceaccounts:")), space)
               ? WD_IN_SURELY
               : WD_IN_NOT;
}

/* "Group/NAME", as a binding names it; a star: of a binding whose record does not say whom it binds. */
static enum wd_in_set of_cluster(struct wd_str group, struct wd_str principal)
{
    struct wd_str rest = principal;

    group = wd_str_from(group, strlen("Group/"));
    if (wd_str_eqz(group, "*"))
        return WD_IN_MAYBE;
    if (wd_str_eqz(principal, "system:anonymous") || wd_str_eqz(group, "system:unauthenticated"))
        return wd_str_eqz(principal, "system:anonymous") &&
                       wd_str_eqz(group, "system:unauthenticated")
                   ? WD_IN_SURELY
                   : WD_IN_NOT;
    if (wd_str_eqz(group, "system:authenticated"))
        return WD_IN_SURELY;
    if (wd_str_starts(principal, account)) {
        rest = wd_str_from(rest, account.len);
        return of_account(group, wd_str_cut(&rest, ':'));
    }
    return wd_str_starts(group, WD_STR("system:serviceaccounts")) ||
                   wd_str_eqz(group, "system:nodes")
               ? WD_IN_NOT
               : WD_IN_MAYBE;
}

enum wd_in_set wd_set_has(struct wd_str set, struct wd_str principal, enum wd_principal_kind kind)
{
    if (wd_str_starts(set, WD_STR("Group/")))
        return of_cluster(set, principal);
    if (!wd_str_starts(set, WD_STR("principalSet://")))
        return WD_IN_NOT;
    if (wd_str_eqz(set, "principalSet://goog/public:all"))
        return WD_IN_SURELY;
    if (wd_str_starts(set, wd_str_of(federation)))
        return of_pool(wd_str_from(set, strlen(federation)), principal);
    if (wd_str_has(set, WD_STR("/cloudIdentityCustomerId/")))
        return kind == WD_PRINCIPAL_USER ? WD_IN_MAYBE : WD_IN_NOT;
    return of_container(set, kind);
}

bool wd_change_may_have_member(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->member &&
           wd_set_has(wd_str_of(change->member), wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]),
                      incident->principal_kind) == WD_IN_MAYBE;
}
