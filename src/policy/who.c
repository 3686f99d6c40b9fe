/* Who is meant: principals as logs name them, against members as policies name them.
 *
 * https://cloud.google.com/iam/docs/principal-identifiers */
#include "whydenied/base/char.h"

#include "policy/set.h"

enum { NESTING_MAX = 12 }; /* groups in groups */

static struct wd_str lowered(struct wd_arena *arena, struct wd_str s)
{
    char *copy = wd_arena_strdup(arena, s);

    for (size_t i = 0; copy && i < s.len; i++)
        copy[i] = wd_lower(copy[i]);
    return wd_str_make(copy, copy ? s.len : 0);
}

/* "serviceAccount:x" → x; "deleted:user:x?uid=1" is nobody any more and stays. */
static struct wd_str bare(struct wd_str principal)
{
    static const char *const kinds[] = {"user:", "serviceAccount:", "group:"};
    static const char *const accounts[] = {
        "principal://iam.googleapis.com/projects/-/serviceAccounts/", "principal://goog/subject/"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (wd_str_starts(principal, wd_str_of(kinds[i])))
            return wd_str_from(principal, strlen(kinds[i]));
    for (size_t i = 0; i < sizeof accounts / sizeof *accounts; i++)
        if (wd_str_starts(principal, wd_str_of(accounts[i])))
            return wd_str_from(principal, strlen(accounts[i]));
    return principal;
}

void wd_policy_who_of(const struct wd_policy_set *set, struct wd_arena *arena,
                      struct wd_str principal, struct wd_policy_who *ret_who)
{
    struct wd_policy_who *who = ret_who;
    struct wd_str id = bare(wd_str_trim(principal));
    const struct wd_str *known = wd_policy_find(set->accounts, id);
    size_t at;

    memset(who, 0, sizeof *who);
    if (known)
        id = *known;
    who->federated = wd_str_starts(id, WD_STR("principal://"));
    who->id = who->federated ? id : lowered(arena, id);
    who->anonymous = wd_str_eqz(who->id, "anonymous") || wd_str_eqz(id, "allUsers") || id.len == 0;
    who->number = wd_policy_unique_id(id);
    at = wd_str_rfind_char(who->id, '@');
    if (!who->federated && at != WD_NPOS)
        who->domain = wd_str_from(who->id, at + 1);
    who->service_account = wd_str_ends(who->domain, WD_STR("gserviceaccount.com")) || who->number ||
                           wd_str_has(who->id, WD_STR(".svc.id.goog["));
}

static struct wd_match answer(enum wd_truth is)
{
    return (struct wd_match){.is = is};
}

static struct wd_match known_if(bool yes)
{
    return answer(yes ? WD_YES : WD_NO);
}

static bool is_id(const struct wd_policy_who *who, struct wd_str id)
{
    return who->federated ? wd_str_eq(who->id, id) : wd_str_ieq(who->id, id);
}

/* An account by its address. Of a number that nothing ties to an address nobody can tell. */
static struct wd_match account(const struct wd_policy_who *who, struct wd_str id)
{
    if (is_id(who, id))
        return answer(WD_YES);
    return answer(who->number && wd_str_has(id, WD_STR("gserviceaccount.com")) ? WD_MAYBE : WD_NO);
}

static struct wd_match group(struct wd_policy_set *set, const struct wd_policy_who *who,
                             struct wd_str name, unsigned depth)
{
    char small[256];
    struct wd_policy_group *g;
    struct wd_match best = {.is = WD_NO, .by_group = true};

    if (name.len >= sizeof small || depth > NESTING_MAX || who->anonymous)
        return (struct wd_match){.is = who->anonymous ? WD_NO : WD_MAYBE, .by_group = true};
    for (size_t i = 0; i < name.len; i++)
        small[i] = wd_lower(name.ptr[i]);
    name = wd_str_make(small, name.len);
    if (is_id(who, name))
        return answer(WD_YES);
    g = wd_policy_find(set->groups, name);
    set->visits += depth == 0;
    if (!g || g->seen == set->visits) /* what it says is in the answer already */
        return (struct wd_match){.is = g ? WD_NO : WD_MAYBE, .by_group = true};
    g->seen = set->visits;
    for (size_t i = 0; i < g->members.count && best.is != WD_YES; i++) {
        struct wd_str member = g->members.item[i];
        bool nested = wd_policy_has(set->groups, member) || wd_policy_has(set->subgroups, member);
        struct wd_match one = is_id(who, member) ? answer(WD_YES)
                              : nested           ? group(set, who, member, depth + 1)
                                                 : answer(WD_NO);
        if (one.is > best.is)
            best.is = one.is;
    }
    return best;
}

/* "/subject/S", "/group/G", "/attribute.A/V", "/namespace/NS" of the same pool; a star, or the pool itself. */
static enum wd_truth in_part(struct wd_str way, struct wd_str tail, struct wd_str subject)
{
    struct wd_str rest = subject, space = WD_STR("ns/");

    if (way.len == 0 || wd_str_eqz(way, "*"))
        return WD_YES;
    if (wd_str_eqz(way, "subject"))
        return wd_str_eq(subject, tail) ? WD_YES : WD_NO;
    if (wd_str_eqz(way, "namespace") && wd_str_starts(subject, space)) {
        rest = wd_str_from(subject, space.len);
        return wd_str_eq(wd_str_cut(&rest, '/'), tail) ? WD_YES : WD_NO;
    }
    return WD_MAYBE; /* attributes and groups stand in the token, not in the log */
}

/* Where the pool's name ends: "locations/global/workforcePools/P", "projects/N/locations/global/…/P". */
static size_t end_of_pool(struct wd_str named)
{
    static const char *const words[] = {"/workloadIdentityPools/", "/workforcePools/"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = wd_str_find(named, wd_str_of(words[i])), slash;
        if (at == WD_NPOS)
            continue;
        at += strlen(words[i]);
        slash = wd_str_find_char(wd_str_from(named, at), '/');
        return slash == WD_NPOS ? named.len : at + slash;
    }
    return WD_NPOS;
}

static struct wd_match pool(const struct wd_policy_set *set, const struct wd_policy_who *who,
                            struct wd_str named)
{
    struct wd_str subject = WD_STR("/subject/"), way, tail;
    struct wd_str mine = wd_str_from(who->id, sizeof("principal://iam.googleapis.com/") - 1);
    size_t mine_end = wd_str_find(mine, subject), end = end_of_pool(named);
    enum wd_truth same, part;

    if (!who->federated || mine_end == WD_NPOS)
        return answer(WD_NO);
    if (end == WD_NPOS)
        return (struct wd_match){.is = WD_MAYBE, .strange = true};
    same = wd_policy_same(set, wd_str_sub(mine, 0, mine_end), wd_str_sub(named, 0, end));
    tail = wd_str_from(named, end < named.len ? end + 1 : end);
    way = wd_str_cut(&tail, '/');
    part = in_part(way, tail, wd_str_from(mine, mine_end + subject.len));
    return answer(part < same ? part : same);
}

struct wd_str wd_policy_home(struct wd_arena *arena, const struct wd_policy_who *who)
{
    struct wd_str host, path, pools = WD_STR("principal://iam.googleapis.com/");

    path = who->federated ? wd_str_from(who->id, pools.len) : wd_policy_path(arena, who->id, &host);
    return wd_policy_project_of(path);
}

static bool is_agent(const struct wd_policy_who *who)
{
    return wd_str_starts(who->domain, WD_STR("gcp-sa-")) ||
           wd_str_starts(who->id, WD_STR("service-")) ||
           wd_str_eqz(who->domain, "cloudservices.gserviceaccount.com");
}

/* Whether such an identity is among what the set is made of: projects and folders hold accounts and workload pools,
 * organisations people besides. */
static enum wd_truth of_type(const struct wd_policy_who *who, struct wd_str container,
                             struct wd_str type)
{
    if (type.len > 0 && !who->service_account)
        return WD_NO;
    if (wd_str_eqz(type, "ServiceAccount"))
        return is_agent(who) ? WD_NO : WD_YES;
    if (wd_str_eqz(type, "ServiceAgent"))
        return is_agent(who) ? WD_YES : WD_NO;
    if (type.len > 0 || (who->service_account && is_agent(who)))
        return WD_MAYBE;
    if (who->service_account || wd_str_has(who->id, WD_STR("/workloadIdentityPools/")))
        return WD_YES;
    return wd_str_starts(container, WD_STR("organizations/")) ? WD_MAYBE : WD_NO;
}

/* All principals of a project, folder or organisation, or a type of them. */
static struct wd_match of_container(const struct wd_policy_set *set,
                                    const struct wd_policy_who *who, struct wd_str container)
{
    struct wd_str word = WD_STR("/type/"), type = WD_STR_NONE, home;
    size_t at = wd_str_find(container, word);
    struct wd_chain chain;
    struct wd_arena *scratch;
    enum wd_truth in = WD_MAYBE, kind;

    if (at != WD_NPOS) {
        type = wd_str_from(container, at + word.len);
        container = wd_str_sub(container, 0, at);
    }
    kind = who->anonymous ? WD_NO : of_type(who, container, type);
    scratch = kind == WD_NO ? NULL : wd_arena_new(1 << 16);
    if (!scratch)
        return answer(kind);
    home = wd_policy_home(scratch, who);
    if (home.len > 0) {
        wd_chain_of(set, scratch, home, WD_STR_NONE, &chain);
        in = wd_chain_has(set, &chain, container, WD_STR_NONE);
    }
    wd_arena_free(scratch);
    return answer(in < kind ? in : kind);
}

/* projectOwner:P and its kin: who holds the basic role in the project's own policy. */
static struct wd_match convenience(struct wd_policy_set *set, const struct wd_policy_who *who,
                                   const char *role, struct wd_str project, unsigned depth)
{
    char path[128];
    const struct wd_policy_node *node;
    struct wd_match best = answer(WD_NO);

    if (project.len + 10 > sizeof path || depth > 1)
        return answer(WD_MAYBE);
    memcpy(path, "projects/", 9);
    wd_str_copy(path + 9, project);
    struct wd_str key = wd_str_make(path, 9 + project.len);
    node = wd_policy_find(set->nodes, key);
    if (!node || !node->has_policy)
        node = wd_policy_find(set->nodes, wd_policy_twin(set, key));
    if (!node || !node->has_policy)
        return answer(WD_MAYBE);
    for (const struct wd_policy_binding *b = node->bindings; b; b = b->next) {
        if (!wd_str_eqz(b->role, role))
            continue;
        for (size_t i = 0; i < b->members.count; i++) {
            struct wd_match one = wd_policy_member(set, who, b->members.item[i], depth + 2);
            enum wd_truth is = b->condition.len > 0 && one.is == WD_YES ? WD_MAYBE : one.is;
            best.is = is > best.is ? is : best.is;
        }
    }
    return best;
}

static struct wd_match principal_set(struct wd_policy_set *set, const struct wd_policy_who *who,
                                     struct wd_str rest)
{
    static const char *const containers = "cloudresourcemanager.googleapis.com/";
    static const char *const federated = "iam.googleapis.com/";

    if (wd_str_eqz(rest, "goog/public:all"))
        return answer(WD_YES);
    if (wd_str_starts(rest, WD_STR("goog/group/")))
        return group(set, who, wd_str_from(rest, 11), 0);
    if (wd_str_starts(rest, WD_STR("goog/cloudIdentityCustomerId/")))
        return answer(who->anonymous || who->service_account || who->federated ? WD_NO : WD_MAYBE);
    if (wd_str_starts(rest, wd_str_of(containers)))
        return of_container(set, who, wd_str_from(rest, strlen(containers)));
    if (wd_str_starts(rest, wd_str_of(federated)))
        return pool(set, who, wd_str_from(rest, strlen(federated)));
    return (struct wd_match){.is = WD_MAYBE, .strange = true};
}

static bool after(struct wd_str member, const char *prefix, struct wd_str *ret_rest)
{
    if (!wd_str_starts(member, wd_str_of(prefix)))
        return false;
    *ret_rest = wd_str_from(member, strlen(prefix));
    return true;
}

/* "deleted:serviceAccount:x?uid=1": x of before is not x of today. */
static struct wd_match deleted(struct wd_policy_set *set, const struct wd_policy_who *who,
                               struct wd_str rest)
{
    struct wd_str old = wd_str_cut(&rest, '?');

    return (struct wd_match){.is = WD_NO,
                             .deleted = wd_policy_member(set, who, old, 99).is == WD_YES};
}

struct wd_match wd_policy_member(struct wd_policy_set *set, const struct wd_policy_who *who,
                                 struct wd_str member, unsigned depth)
{
    struct wd_str rest;

    if (wd_str_eqz(member, "allUsers"))
        return answer(WD_YES);
    if (wd_str_eqz(member, "allAuthenticatedUsers"))
        return known_if(!who->anonymous && !who->federated);
    if (after(member, "user:", &rest) || after(member, "serviceAccount:", &rest))
        return account(who, rest);
    if (after(member, "deleted:", &rest))
        return depth == 99 ? answer(WD_NO) : deleted(set, who, rest);
    if (after(member, "group:", &rest))
        return group(set, who, rest, 0);
    if (after(member, "domain:", &rest))
        return known_if(!who->service_account && wd_str_ieq(who->domain, rest));
    if (after(member, "projectOwner:", &rest))
        return convenience(set, who, "roles/owner", rest, depth);
    if (after(member, "projectEditor:", &rest))
        return convenience(set, who, "roles/editor", rest, depth);
    if (after(member, "projectViewer:", &rest))
        return convenience(set, who, "roles/viewer", rest, depth);
    if (after(member, "principalSet://", &rest) || after(member, "//", &rest))
        return principal_set(set, who, rest);
    if (after(member, "principal://", &rest)) {
        struct wd_str plain = bare(member);
        if (!wd_str_eq(plain, member))
            return account(who, plain);
        return after(rest, "iam.googleapis.com/", &rest) ? pool(set, who, rest)
                                                         : known_if(is_id(who, member));
    }
    return (struct wd_match){.is = WD_MAYBE, .strange = true};
}
