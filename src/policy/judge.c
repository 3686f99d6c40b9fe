/* The verdict: deny rules, then access boundaries, then allow policies, in three-valued logic.
 *
 * Each part says how sure it is and what decided; the weakest decides the whole. */
#include "policy/ram.h"
#include "policy/set.h"

struct question {
    struct wd_policy_set *set;
    struct wd_catalogue *catalogue;
    const struct wd_access *access;
    struct wd_policy_who who;
    struct wd_chain chain;
    struct wd_facts_of_request facts;
};

static enum wd_truth both(enum wd_truth a, enum wd_truth b)
{
    return a < b ? a : b;
}

static enum wd_truth either(enum wd_truth a, enum wd_truth b)
{
    return a > b ? a : b;
}

static enum wd_truth opposite(enum wd_truth a)
{
    return (enum wd_truth)(WD_YES - a);
}

static enum wd_truth met(const struct question *q, struct wd_str condition)
{
    return condition.len > 0 ? wd_policy_condition(condition, &q->facts) : WD_YES;
}

/* ---- allow ----------------------------------------------------------------------------------------- */

struct best {
    enum wd_truth truth;
    int rank; /* how much a near miss explains */
    struct wd_verdict verdict;
};

static void offer(struct best *best, enum wd_truth truth, enum wd_verdict_reason reason, int rank,
                  const struct wd_policy_node *node, const struct wd_policy_binding *binding,
                  struct wd_str member)
{
    if (truth < best->truth || (truth == best->truth && rank <= best->rank))
        return;
    best->truth = truth;
    best->rank = rank;
    best->verdict.reason = reason;
    best->verdict.role = binding->role;
    best->verdict.where = node->path;
    best->verdict.member = member;
    best->verdict.condition = binding->condition;
}

/* A role of another product, of which nothing is known, is no reason to doubt what the platform said. */
static bool plausible(struct wd_str role, struct wd_str permission)
{
    struct wd_str rest = role, product;

    wd_str_cut(&rest, '/');
    product = wd_str_cut(&rest, '.');
    return !wd_str_starts(role, WD_STR("roles/")) || rest.len == 0 ||
           wd_str_eq(product, wd_str_cut(&permission, '.'));
}

struct part {
    const struct wd_policy_binding *binding;
    struct wd_str member;
    enum wd_truth is, role, condition;
};

/* What left it open. Where the platform refused, what is only possible did not help: a near miss like the others. */
static void possible(const struct question *q, struct best *best, const struct wd_policy_node *node,
                     const struct part *p)
{
    enum wd_verdict_reason reason = p->condition == WD_MAYBE ? WD_VERDICT_EXPRESSION
                                    : p->is == WD_MAYBE      ? WD_VERDICT_MEMBER
                                    : p->role == WD_MAYBE    ? WD_VERDICT_ROLE
                                                             : WD_VERDICT_ANCESTRY;
    int rank = 4 + (p->condition == WD_MAYBE) + (p->is == WD_YES) + (p->role == WD_YES);

    if (!q->access->refused || reason == WD_VERDICT_EXPRESSION || reason == WD_VERDICT_ANCESTRY)
        offer(best, WD_MAYBE, reason, rank, node, p->binding, p->member);
    else if (p->role == WD_YES || plausible(p->binding->role, q->access->permission))
        offer(best, WD_NO, reason, 3, node, p->binding, p->member);
}

/* The request's time alone decides, and no later one does better. */
static bool ended(const struct question *q, struct wd_str condition)
{
    struct wd_facts_of_request facts = q->facts;
    bool by_time;

    facts.time = WD_TIME_NONE;
    by_time = wd_policy_condition(condition, &facts) == WD_MAYBE;
    facts.time = wd_time_parse(WD_STR("2200-01-01T00:00:00Z"), NULL);
    return by_time && wd_policy_condition(condition, &facts) == WD_NO;
}

static void offer_conditional(const struct question *q, struct best *best,
                              const struct wd_policy_node *node,
                              const struct wd_policy_binding *binding, struct wd_str member)
{
    int before = best->rank;

    offer(best, WD_NO, WD_VERDICT_CONDITION, 5, node, binding, member);
    if (best->rank != before)
        best->verdict.ended = ended(q, binding->condition);
}

/* Which of the four questions left it open, or failed last. */
static void weigh(const struct question *q, struct best *best, const struct wd_policy_node *node,
                  enum wd_truth above, const struct wd_policy_binding *binding,
                  struct wd_str member)
{
    struct wd_match match = wd_policy_member(q->set, &q->who, member, 0);
    enum wd_truth role, condition, all;

    if (match.is == WD_NO && !match.deleted && !match.by_group)
        return;
    role = wd_policy_role_holds(q->set, q->catalogue, binding->role, q->access->permission);
    if (role == WD_NO)
        return;
    condition = met(q, binding->condition);
    all = both(both(above, match.is), both(role, condition));
    if (all == WD_YES)
        offer(best, all, WD_VERDICT_HELD, 9, node, binding, member);
    else if (all == WD_MAYBE)
        possible(q, best, node, &(struct part){binding, member, match.is, role, condition});
    else if (role != WD_YES || above != WD_YES)
        return;
    else if (match.is == WD_YES)
        offer_conditional(q, best, node, binding, member);
    else if (match.deleted)
        offer(best, all, WD_VERDICT_DELETED, 4, node, binding, member);
    else if (match.is == WD_NO && condition == WD_YES)
        offer(best, all, WD_VERDICT_GROUP, 2, node, binding, member);
}

static struct best allow(const struct question *q, bool *ret_concerned)
{
    struct best best = {.rank = -1, .verdict.reason = WD_VERDICT_MISSING};

    best.rank = 0;
    for (const struct wd_policy_node *node = q->set->with_policy; node; node = node->next) {
        enum wd_truth above = wd_chain_has(q->set, &q->chain, node->path, node->host);
        if (above == WD_NO)
            continue;
        *ret_concerned = *ret_concerned || above == WD_YES;
        for (const struct wd_policy_binding *b = node->bindings; b; b = b->next)
            for (size_t i = 0; i < b->members.count; i++)
                weigh(q, &best, node, above, b, b->members.item[i]);
    }
    return best;
}

/* ---- deny ------------------------------------------------------------------------------------------ */

static enum wd_truth among(const struct question *q, const struct wd_policy_list *members)
{
    enum wd_truth in = WD_NO;

    for (size_t i = 0; i < members->count && in != WD_YES; i++)
        in = either(in, wd_policy_member(q->set, &q->who, members->item[i], 0).is);
    return in;
}

static enum wd_truth covers(const struct question *q, const struct wd_policy_list *permissions)
{
    enum wd_truth in = WD_NO;

    for (size_t i = 0; i < permissions->count && in != WD_YES; i++)
        in = either(in, wd_policy_denies_permission(permissions->item[i], q->access->permission));
    return in;
}

static enum wd_truth denied(const struct question *q, struct wd_verdict *verdict)
{
    enum wd_truth worst = WD_NO;

    for (const struct wd_policy_deny *d = q->set->denies; d; d = d->next) {
        enum wd_truth one = wd_chain_has(q->set, &q->chain, d->where, WD_STR_NONE);
        enum wd_truth above = one, condition;
        if (one != WD_NO)
            one = both(
                one, both(covers(q, &d->permissions), opposite(covers(q, &d->exempt_permissions))));
        if (one != WD_NO)
            one = both(one, both(among(q, &d->principals), opposite(among(q, &d->exempt))));
        condition = one != WD_NO ? met(q, d->condition) : WD_NO;
        one = both(one, condition);
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

static enum wd_truth inside(const struct question *q, struct wd_arena *arena, struct wd_str policy)
{
    enum wd_truth in = WD_NO;
    bool known = false;

    for (const struct wd_policy_boundary *b = q->set->boundaries; b; b = b->next) {
        if (!wd_str_eq(b->name, policy))
            continue;
        known = true;
        for (size_t i = 0; i < b->resources.count; i++) {
            struct wd_str host, path = wd_policy_path(arena, b->resources.item[i], &host);
            in = either(in, wd_chain_has(q->set, &q->chain, path, WD_STR_NONE));
        }
    }
    return known ? in : WD_MAYBE; /* a binding without its policy */
}

/* Nobody bound: eligible. Else one of the boundaries that bind must hold the resource. */
static enum wd_truth eligible(const struct question *q, struct wd_arena *arena,
                              struct wd_verdict *verdict)
{
    enum wd_truth any = WD_NO, within = WD_NO;

    for (const struct wd_policy_bound *b = q->set->bounds; b; b = b->next) {
        enum wd_truth binds = wd_policy_member(q->set, &q->who, b->target, 0).is;
        binds = binds == WD_NO ? WD_NO : both(binds, met(q, b->condition));
        if (binds == WD_NO)
            continue;
        if (binds > any)
            verdict->policy = b->policy;
        any = either(any, binds);
        within = either(within, both(binds, inside(q, arena, b->policy)));
    }
    return either(opposite(any), within);
}

/* ---- the whole ------------------------------------------------------------------------------------- */

static void conclude(struct wd_verdict *ret, const struct wd_verdict *deny, enum wd_truth denies,
                     const struct wd_verdict *bound, enum wd_truth within, const struct best *best)
{
    bool concerned = deny->concerned || ret->concerned;

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
    ret->allowed = both(opposite(denies), both(within, best->truth));
    ret->grant_helps = both(opposite(denies), within);
    ret->blocker = denies != WD_NO ? deny->policy : within != WD_YES ? bound->policy : WD_STR_NONE;
    ret->held = best->truth == WD_YES;
    ret->missing_too = best->truth == WD_NO && (denies == WD_YES || within == WD_NO);
    ret->concerned = concerned;
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
static bool has_lists(const struct question *q)
{
    const struct wd_policy_node *node;

    if (q->access->refused || !wd_str_starts(q->access->permission, WD_STR("storage.objects.")))
        return false;
    for (size_t i = 0; i < q->chain.count; i++)
        if ((node = wd_policy_find(q->set->nodes, q->chain.path[i])) && node->fine_grained)
            return true;
    return false;
}

static void mind(const struct question *q, struct wd_verdict *verdict)
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

void wd_policy_judge(struct wd_policy_set *set, struct wd_catalogue *catalogue,
                     const struct wd_access *access, struct wd_arena *arena,
                     struct wd_verdict *ret_verdict)
{
    struct question q = {.set = set, .catalogue = catalogue, .access = access};
    struct wd_verdict deny = {0}, bound = {.reason = WD_VERDICT_BOUNDARY};
    enum wd_truth denies, within;
    struct best best;

    memset(ret_verdict, 0, sizeof *ret_verdict);
    if (wd_str_find_char(access->permission, ':') != WD_NPOS) {
        wd_ram_judge(set, access, arena, ret_verdict);
        mind(&q, ret_verdict);
        return;
    }
    wd_policy_who_of(set, arena, access->principal, &q.who);
    wd_chain_of(set, arena, access->resource, access->project, &q.chain);
    wd_policy_facts(set, arena, &q.who, &q.chain, access->time, &q.facts);
    denies = denied(&q, &deny);
    within = eligible(&q, arena, &bound);
    if (within == WD_MAYBE)
        bound.reason = WD_VERDICT_MEMBER;
    best = allow(&q, &ret_verdict->concerned);
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
