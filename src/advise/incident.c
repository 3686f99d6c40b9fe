/* The order of advice for one incident, and what each cause rules out.
 *
 * A grant is never put against an explicit deny, a missing or dead credential, a boundary, an unmet
 * condition or what is no matter of permissions, whatever the rule says: correlation may have found
 * another cause than the rule's. */
#include "advise/google/grant.h"

/* Two layers name permissions "product:Action": RAM and MaxCompute. */
static bool is_ram(const struct wd_incident *incident, const struct wd_advice *step)
{
    const char *permission = step && step->permission         ? step->permission
                             : incident->permission_count > 0 ? incident->permissions[0]
                             : incident->slot[WD_SLOT_ACTION] ? incident->slot[WD_SLOT_ACTION]
                                                              : incident->slot[WD_SLOT_PERMISSION];

    if (permission)
        return strchr(permission, ':') != NULL;
    return wd_system_cloud(incident->system) == WD_CLOUD_ALIBABA;
}

static int grant(struct wd_work *work, const struct wd_advice *step)
{
    const struct wd_incident *incident = work->incident;

    if (!wd_cause_grant_may_help(incident->cause))
        return 0;
    if (incident->system == WD_SYSTEM_ALIBABA_MAXCOMPUTE &&
        incident->cause == WD_CAUSE_PLATFORM_ACL)
        return wd_remedy_maxcompute(work, step);
    if (is_ram(incident, step))
        return wd_remedy_ram(work, step);
    if (incident->system == WD_SYSTEM_WANDB)
        return step ? wd_remedy_step(work, step) : wd_remedy_cause(work);
    return wd_remedy_grant(work, step);
}

static int one_step(struct wd_work *work, const struct wd_advice *step)
{
    if (wd_remedy_kind_grants(step->kind))
        return grant(work, step);
    if (step->kind == WD_REMEDY_TRUST_POLICY &&
        wd_system_cloud(work->incident->system) == WD_CLOUD_ALIBABA)
        return wd_remedy_trust(work, step);
    if (step->kind == WD_REMEDY_PLATFORM_GRANT && step->permission == NULL &&
        work->incident->system == WD_SYSTEM_ALIBABA_MAXCOMPUTE && step->argv_count == 0 &&
        work->incident->permission_count > 0)
        return wd_remedy_maxcompute(work, step);
    return wd_remedy_step(work, step);
}

/* Whether a step is the rule's own answer to a cause that correlation found in place of the rule's. */
static bool answers(const struct wd_advice *step, enum wd_cause cause)
{
    return (cause == WD_CAUSE_UNAUTHENTICATED && step->kind == WD_REMEDY_CREDENTIAL) ||
           (cause == WD_CAUSE_PROPAGATING && step->kind == WD_REMEDY_WAIT);
}

/* The steps of the rule; those that answer another cause than its own before the others. Without one the
 * cause's own step comes first. */
static int steps(struct wd_work *work, const struct wd_rule *rule)
{
    enum wd_cause cause = work->incident->cause;
    bool changed = cause != rule->cause, answered = false;

    for (size_t i = 0; changed && i < rule->advice_count; i++)
        if (answers(&rule->advice[i], cause)) {
            answered = true;
            if (one_step(work, &rule->advice[i]) != 0)
                return -1;
        }
    if (changed && !answered && wd_remedy_cause(work) != 0)
        return -1;
    for (size_t i = 0; i < rule->advice_count; i++)
        if (!(changed && answers(&rule->advice[i], cause)) && one_step(work, &rule->advice[i]) != 0)
            return -1;
    return 0;
}

int wd_work_incident(struct wd_work *work)
{
    const struct wd_incident *incident = work->incident;
    const struct wd_rule *rule = incident->rule;

    if (wd_arena_used(work->arena) > WD_ADVICE_FULL)
        return wd_remedy_overflow(work);
    if (incident->intent == WD_INTENT_INVESTIGATE)
        return wd_remedy_investigate(work);
    if (incident->taken && wd_remedy_taken(work) != 0)
        return -1;
    if (rule && steps(work, rule) != 0)
        return -1;
    if (work->count == 0 && (!rule || rule->advice_count == 0) &&
        (incident->cause == WD_CAUSE_MISSING_ROLE || incident->cause == WD_CAUSE_ACT_AS) &&
        grant(work, NULL) != 0)
        return -1;
    return work->count == 0 ? wd_remedy_cause(work) : 0;
}
