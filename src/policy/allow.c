/* Allow policies: every binding on the resource and above it, and of those that do not allow the one that explains
 * most. */
#include "policy/question.h"

/* A member of a binding, and what was found of the four questions. */
struct part {
    const struct wd_policy_node *node;
    const struct wd_policy_binding *binding;
    struct wd_str member;
    enum wd_truth above, is, role, condition;
};

static void offer(struct wd_policy_best *best, const struct part *p, enum wd_truth truth,
                  enum wd_verdict_reason reason, int rank)
{
    if (truth < best->truth || (truth == best->truth && rank <= best->rank))
        return;
    best->truth = truth;
    best->rank = rank;
    best->verdict.reason = reason;
    best->verdict.role = p->binding->role;
    best->verdict.where = p->node->path;
    best->verdict.member = p->member;
    best->verdict.condition = p->binding->condition;
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

/* What left it open. Where the platform refused, what is only possible did not help: a near miss like the others. */
static void possible(const struct wd_policy_question *q, struct wd_policy_best *best,
                     const struct part *p)
{
    enum wd_verdict_reason reason = p->condition == WD_MAYBE ? WD_VERDICT_EXPRESSION
                                    : p->is == WD_MAYBE      ? WD_VERDICT_MEMBER
                                    : p->role == WD_MAYBE    ? WD_VERDICT_ROLE
                                                             : WD_VERDICT_ANCESTRY;
    int rank = 4 + (p->condition == WD_MAYBE) + (p->is == WD_YES) + (p->role == WD_YES);

    if (!q->access->refused || reason == WD_VERDICT_EXPRESSION || reason == WD_VERDICT_ANCESTRY)
        offer(best, p, WD_MAYBE, reason, rank);
    else if (p->role == WD_YES || plausible(p->binding->role, q->access->permission))
        offer(best, p, WD_NO, reason, 3);
}

/* The request's time alone decides, and no later one does better. */
static bool ended(const struct wd_policy_question *q, struct wd_str condition)
{
    struct wd_facts_of_request facts = q->facts;
    bool by_time;

    facts.time = WD_TIME_NONE;
    by_time = wd_policy_condition(condition, &facts) == WD_MAYBE;
    facts.time = wd_time_parse(WD_STR("2200-01-01T00:00:00Z"), NULL);
    return by_time && wd_policy_condition(condition, &facts) == WD_NO;
}

static void offer_conditional(const struct wd_policy_question *q, struct wd_policy_best *best,
                              const struct part *p)
{
    int before = best->rank;

    offer(best, p, WD_NO, WD_VERDICT_CONDITION, 5);
    if (best->rank != before)
        best->verdict.ended = ended(q, p->binding->condition);
}

static bool is_public(struct wd_str member)
{
    return wd_str_eqz(member, "allUsers") || wd_str_eqz(member, "allAuthenticatedUsers");
}

/* Which of the four questions left it open, or failed last. */
static void weigh(const struct wd_policy_question *q, struct wd_policy_best *best, struct part *p)
{
    struct wd_match match = wd_policy_member(q->set, &q->who, p->member, 0);
    enum wd_truth all;

    if ((match.is == WD_NO && !match.deleted && !match.by_group) ||
        (q->bucket && q->bucket->no_public && is_public(p->member)))
        return;
    p->is = match.is;
    p->role = wd_policy_role_holds(q->set, q->catalogue, p->binding->role, q->access->permission);
    if (p->role == WD_NO)
        return;
    p->condition = wd_met(q, p->binding->condition);
    all = wd_both(wd_both(p->above, p->is), wd_both(p->role, p->condition));
    if (all == WD_YES)
        offer(best, p, all, WD_VERDICT_HELD, 9);
    else if (all == WD_MAYBE)
        possible(q, best, p);
    else if (p->role != WD_YES || p->above != WD_YES)
        return;
    else if (p->is == WD_YES)
        offer_conditional(q, best, p);
    else if (match.deleted)
        offer(best, p, all, WD_VERDICT_DELETED, 4);
    else if (p->is == WD_NO && p->condition == WD_YES)
        offer(best, p, all, WD_VERDICT_GROUP, 2);
}

struct wd_policy_best wd_policy_allow(const struct wd_policy_question *q, bool *ret_concerned)
{
    struct wd_policy_best best = {.verdict.reason = WD_VERDICT_MISSING};

    for (const struct wd_policy_node *node = q->set->with_policy; node; node = node->next) {
        struct part part = {.node = node,
                            .above = wd_chain_has(q->set, &q->chain, node->path, node->host)};
        if (part.above == WD_NO)
            continue;
        *ret_concerned = *ret_concerned || part.above == WD_YES;
        for (part.binding = node->bindings; part.binding; part.binding = part.binding->next)
            for (size_t i = 0; i < part.binding->members.count; i++) {
                part.member = part.binding->members.item[i];
                weigh(q, &best, &part);
            }
    }
    return best;
}
