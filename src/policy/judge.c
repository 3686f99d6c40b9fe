/* The verdict: deny rules, then access boundaries, then allow policies, in three-valued logic.
 *
 * Each part says how sure it is and what decided; the weakest decides the whole. */
#include "policy/question.h"
#include "policy/ram.h"

/* ---- deny ------------------------------------------------------------------------------------------ */

static enum wd_truth among(const struct wd_policy_question *q, const struct wd_policy_list *members)
{
    enum wd_truth in = WD_NO;

    for (size_t i = 0; i < members->count && in != WD_YES; i++)
        in = wd_either(in, wd_policy_member(q->set, &q->who, members->item[i], 0).is);
    return in;
}

static enum wd_truth covers(const struct wd_policy_question *q,
                            const struct wd_policy_list *permissions)
{
    enum wd_truth in = WD_NO;

    for (size_t i = 0; i < permissions->count && in != WD_YES; i++)
        in =
            wd_either(in, wd_policy_denies_permission(permissions->item[i], q->access->permission));
    return in;
}

static enum wd_truth denied(const struct wd_policy_question *q, struct wd_verdict *verdict)
{
    enum wd_truth worst = WD_NO;

    for (const struct wd_policy_deny *d = q->set->denies; d; d = d->next) {
        enum wd_truth one = wd_chain_has(q->set, &q->chain, d->where, WD_STR_NONE);
        enum wd_truth above = one, condition;
        if (one != WD_NO)
            one = wd_both(one, wd_both(covers(q, &d->permissions),
                                       wd_opposite(covers(q, &d->exempt_permissions))));
        if (one != WD_NO)
            one =
                wd_both(one, wd_both(among(q, &d->principals), wd_opposite(among(q, &d->exempt))));
        condition = one != WD_NO ? wd_met(q, d->condition) : WD_NO;
        one = wd_both(one, condition);
        verdict->concerned = verdict->concerned || above == WD_YES;
        if (one <= worst)
            continue;
        worst = one;
        verdict->policy = d->name;
        verdict->where = d->where;
        verdict->condition = d->condition;
        verdict->reason = one == WD_YES           ? WD_VERDICT_DENIED
                          : condition == WD_MAYBE ? WD_VERDICT_EXPRESSION
                          : above == WD_MAYBE     ? WD_VERDICT_ANCESTRY
                                                  : WD_VERDICT_MEMBER;
    }
    return worst;
}

/* ---- access boundaries ----------------------------------------------------------------------------- */

static enum wd_truth inside(const struct wd_policy_question *q, struct wd_arena *arena,
                            struct wd_str policy)
{
    enum wd_truth in = WD_NO;
    bool known = false;

    for (const struct wd_policy_boundary *b = q->set->boundaries; b; b = b->next) {
        if (!wd_str_eq(b->name, policy))
            continue;
        known = true;
        for (size_t i = 0; i < b->resources.count; i++) {
            struct wd_str host, path = wd_policy_path(arena, b->resources.item[i], &host);
            in = wd_either(in, wd_chain_has(q->set, &q->chain, path, WD_STR_NONE));
        }
    }
    return known ? in : WD_MAYBE; /* a binding without its policy */
}

static bool blocks(const struct wd_policy_question *q, struct wd_str policy)
{
    for (const struct wd_policy_boundary *b = q->set->boundaries; b; b = b->next)
        if (wd_str_eq(b->name, policy))
            return wd_policy_boundary_blocks(q->access->permission, b->version);
    return true;
}

/* Nobody bound: eligible. Else one of the boundaries that bind must hold the resource. */
static enum wd_truth eligible(const struct wd_policy_question *q, struct wd_arena *arena,
                              struct wd_verdict *verdict)
{
    enum wd_truth any = WD_NO, within = WD_NO;

    for (const struct wd_policy_bound *b = q->set->bounds; b; b = b->next) {
        enum wd_truth binds = wd_policy_member(q->set, &q->who, b->target, 0).is;
        binds = binds == WD_NO || !blocks(q, b->policy) ? WD_NO
                                                        : wd_both(binds, wd_met(q, b->condition));
        if (binds == WD_NO)
            continue;
        if (binds > any)
            verdict->policy = b->policy;
        any = wd_either(any, binds);
        within = wd_either(within, wd_both(binds, inside(q, arena, b->policy)));
    }
    return wd_either(wd_opposite(any), within);
}

/* ---- the whole ------------------------------------------------------------------------------------- */

static void conclude(struct wd_verdict *ret, const struct wd_verdict *deny, enum wd_truth denies,
                     const struct wd_verdict *bound, enum wd_truth within,
                     const struct wd_policy_best *best)
{
    bool weighed = ret->concerned, concerned = deny->concerned || weighed;

    if (denies == WD_YES)
        *ret = *deny;
    else if (within == WD_NO)
        *ret = *bound;
    else if (best->truth == WD_NO)
        *ret = best->verdict;
    else if (denies == WD_MAYBE)
        *ret = *deny;
    else if (within == WD_MAYBE)
        *ret = *bound;
    else
        *ret = best->verdict;
    ret->allowed = wd_both(wd_opposite(denies), wd_both(within, best->truth));
    ret->grant_helps = wd_both(wd_opposite(denies), within);
    ret->blocker = denies != WD_NO ? deny->policy : within != WD_YES ? bound->policy : WD_STR_NONE;
    ret->held = best->truth == WD_YES;
    ret->missing_too = best->truth == WD_NO && (denies == WD_YES || within == WD_NO);
    ret->concerned = concerned;
    ret->weighed = weighed;
}

/* What would decide otherwise may be elsewhere: only a sure refusal stands against that. */
static void doubt(struct wd_verdict *verdict, enum wd_verdict_reason reason, struct wd_str what)
{
    bool sure = verdict->reason == WD_VERDICT_DENIED || verdict->reason == WD_VERDICT_BOUNDARY;

    if (verdict->allowed == WD_MAYBE || (sure && verdict->allowed == WD_NO))
        return;
    verdict->allowed = WD_MAYBE;
    verdict->reason = reason;
    verdict->policy = what;
}

/* Lists of a bucket or its objects are in no policy. Where the platform refused, they did not help. */
static bool has_lists(const struct wd_policy_question *q)
{
    return !q->access->refused &&
           wd_str_starts(q->access->permission, WD_STR("storage.objects.")) && q->bucket &&
           q->bucket->fine_grained;
}

static void mind(const struct wd_policy_question *q, struct wd_verdict *verdict)
{
    const struct wd_policy_set *set = q->set;

    if (verdict->allowed == WD_NO && !verdict->concerned && !q->access->refused)
        doubt(verdict, WD_VERDICT_ELSEWHERE, WD_STR_NONE);
    if (verdict->allowed == WD_NO && has_lists(q))
        doubt(verdict, WD_VERDICT_LISTS, WD_STR_NONE);
    if (set->gap_count > 0 || set->failed)
        doubt(verdict, WD_VERDICT_GAP,
              wd_str_of(set->gap_count > 0 ? wd_policy_gap(set, 0) : "no memory"));
}

static const struct wd_policy_node *bucket_of(const struct wd_policy_question *q)
{
    for (size_t i = 0; i < q->chain.count; i++)
        if (wd_str_starts(q->chain.path[i], WD_STR("projects/_/buckets/")) &&
            wd_str_find_char(wd_str_from(q->chain.path[i], 19), '/') == WD_NPOS)
            return wd_policy_find(q->set->nodes, q->chain.path[i]);
    return NULL;
}

void wd_policy_judge(struct wd_policy_set *set, struct wd_catalogue *catalogue,
                     const struct wd_access *access, struct wd_arena *arena,
                     struct wd_verdict *ret_verdict)
{
    struct wd_policy_question q = {.set = set, .catalogue = catalogue, .access = access};
    struct wd_verdict deny = {0}, bound = {.reason = WD_VERDICT_BOUNDARY};
    enum wd_truth denies, within;
    struct wd_policy_best best;

    memset(ret_verdict, 0, sizeof *ret_verdict);
    if (wd_str_find_char(access->permission, ':') != WD_NPOS) {
        wd_ram_judge(set, access, arena, ret_verdict);
        ret_verdict->weighed = ret_verdict->concerned;
        mind(&q, ret_verdict);
        return;
    }
    wd_policy_who_of(set, arena, access->principal, &q.who);
    wd_chain_of(set, arena, access->resource, access->project, &q.chain);
    q.bucket = bucket_of(&q);
    wd_policy_facts(set, arena, &q.who, &q.chain, access->time, &q.facts);
    denies = denied(&q, &deny);
    within = eligible(&q, arena, &bound);
    if (within == WD_MAYBE)
        bound.reason = WD_VERDICT_MEMBER;
    best = wd_policy_allow(&q, &ret_verdict->concerned);
    conclude(ret_verdict, &deny, denies, &bound, within, &best);
    mind(&q, ret_verdict);
}

struct wd_str wd_policy_role_like(const struct wd_policy_set *set, struct wd_str member,
                                  struct wd_str beginning, struct wd_str resource)
{
    const struct wd_policy_node *node = wd_policy_find(set->nodes, resource);

    for (const struct wd_policy_binding *b = node ? node->bindings : NULL; b; b = b->next)
        for (size_t i = 0; b->condition.len == 0 && i < b->members.count; i++)
            if (wd_str_starts(b->role, beginning) && wd_str_eq(b->members.item[i], member))
                return b->role;
    return WD_STR_NONE;
}
