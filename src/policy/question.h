/* Inside of the judge: one question with what was found out about it, and three-valued logic. */
#ifndef WHYDENIED_POLICY_QUESTION_H
#define WHYDENIED_POLICY_QUESTION_H

#include "policy/set.h"

struct wd_policy_question {
    struct wd_policy_set *set;
    struct wd_catalogue *catalogue;
    const struct wd_access *access;
    struct wd_policy_who who;
    struct wd_chain chain;
    struct wd_facts_of_request facts;
    const struct wd_policy_node *bucket; /* of the chain, if its data are known */
};

static inline enum wd_truth wd_both(enum wd_truth a, enum wd_truth b)
{
    return a < b ? a : b;
}

static inline enum wd_truth wd_either(enum wd_truth a, enum wd_truth b)
{
    return a > b ? a : b;
}

static inline enum wd_truth wd_opposite(enum wd_truth a)
{
    return (enum wd_truth)(WD_YES - a);
}

static inline enum wd_truth wd_met(const struct wd_policy_question *q, struct wd_str condition)
{
    return condition.len > 0 ? wd_policy_condition(condition, &q->facts) : WD_YES;
}

struct wd_policy_best {
    enum wd_truth truth;
    int rank; /* how much a near miss explains */
    struct wd_verdict verdict;
};

/* The best of all bindings; *ret_concerned becomes true if a policy of the resource or above it was given. */
struct wd_policy_best wd_policy_allow(const struct wd_policy_question *q, bool *ret_concerned);

#endif
