/* The order of advice for one incident, and what each cause rules out.
 *
 * A grant is never put against an explicit deny, a missing or dead credential, a boundary, an unmet
 * condition or what is no matter of permissions, whatever the rule says: correlation may have found
 * another cause than the rule's. */
#include "advise/google/grant.h"
#include "advise/judged.h"
#include "whydenied/names/home.h"
#include "whydenied/vocabulary/vendor.h"

/* Whose access decides: two layers name permissions "product:Action", RAM and MaxCompute, whatever
 * system wrote the log. */
static enum wd_cloud cloud_of(const struct wd_incident *incident, const struct wd_advice *step)
{
    const char *permission = step && step->permission         ? step->permission
                             : incident->permission_count > 0 ? incident->permissions[0]
                             : incident->slot[WD_SLOT_ACTION] ? incident->slot[WD_SLOT_ACTION]
                                                              : incident->slot[WD_SLOT_PERMISSION];
    enum wd_cloud cloud = wd_system_cloud(incident->system);

    if (permission && strchr(permission, ':'))
        return WD_CLOUD_ALIBABA;
    return permission && cloud == WD_CLOUD_ALIBABA ? WD_CLOUD_GOOGLE : cloud;
}

/* ---- the families of remedies ------------------------------------------------------------------ */

static bool in_maxcompute_layer(const struct wd_incident *incident, const struct wd_advice *step)
{
    (void)step;
    return incident->system == WD_SYSTEM_ALIBABA_MAXCOMPUTE &&
           incident->cause == WD_CAUSE_PLATFORM_ACL;
}

static bool is_bare_in_maxcompute(const struct wd_incident *incident, const struct wd_advice *step)
{
    return incident->system == WD_SYSTEM_ALIBABA_MAXCOMPUTE && step->permission == NULL &&
           step->argv_count == 0 && incident->permission_count > 0;
}

static bool in_alibaba(const struct wd_incident *incident, const struct wd_advice *step)
{
    (void)step;
    return wd_system_cloud(incident->system) == WD_CLOUD_ALIBABA;
}

static int in_words(struct wd_work *work, const struct wd_advice *step)
{
    return step ? wd_remedy_step(work, step) : wd_remedy_cause(work);
}

/* The first row that fits; without one a step is said in words. A custom role is a grant. */
static const struct family {
    enum wd_remedy_kind kind;
    enum wd_cloud cloud; /* NONE: any */
    bool (*fits)(const struct wd_incident *incident, const struct wd_advice *step);
    int (*advise)(struct wd_work *work, const struct wd_advice *step);
} families[] = {
    {WD_REMEDY_GRANT, WD_CLOUD_NONE, in_maxcompute_layer, wd_remedy_maxcompute},
    {WD_REMEDY_GRANT, WD_CLOUD_ALIBABA, NULL, wd_remedy_ram},
    {WD_REMEDY_GRANT, WD_CLOUD_WANDB, NULL, in_words},
    {WD_REMEDY_GRANT, WD_CLOUD_NONE, NULL, wd_remedy_grant},
    {WD_REMEDY_TRUST_POLICY, WD_CLOUD_NONE, in_alibaba, wd_remedy_trust},
    {WD_REMEDY_PLATFORM_GRANT, WD_CLOUD_NONE, is_bare_in_maxcompute, wd_remedy_maxcompute},
    {WD_REMEDY_PLATFORM_GRANT, WD_CLOUD_NONE, wd_rbac_fits, wd_remedy_rbac},
};

/* Some advice has its time: a role that was retired, a service that is gone. */
static bool in_its_time(const struct wd_work *work, const struct wd_advice *step)
{
    wd_time last = work->incident->last, at = last != WD_TIME_NONE ? last : work->advisor->now;

    if (!step || (step->from == 0 && step->until == 0))
        return true;
    return at >= step->from && (step->until == 0 || at < step->until);
}

/* step NULL: the grant that the incident's own facts ask for. */
static int one_step(struct wd_work *work, const struct wd_advice *step)
{
    const struct wd_incident *incident = work->incident;
    bool grants = !step || wd_remedy_kind_grants(step->kind);
    enum wd_remedy_kind kind = grants ? WD_REMEDY_GRANT : step->kind;
    enum wd_cloud cloud = cloud_of(incident, step);

    if (!in_its_time(work, step) || (grants && !wd_cause_grant_may_help(incident->cause)))
        return 0;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        const struct family *family = &families[i];
        if (family->kind == kind && (family->cloud == WD_CLOUD_NONE || family->cloud == cloud) &&
            (!family->fits || family->fits(incident, step)))
            return family->advise(work, step);
    }
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

/* What is refused is the use of a project: its API is off, or the caller may not bill it. */
static bool asks_for_project(const struct wd_incident *incident)
{
    return incident->cause == WD_CAUSE_SERVICE_DISABLED ||
           (incident->permission_count == 1 &&
            wd_str_eqz(wd_str_of(incident->permissions[0]), "serviceusage.services.use"));
}

/* Granted by nobody but those who keep it. */
static bool is_a_vendors(const struct wd_work *work)
{
    struct wd_str project = wd_slot(work, WD_SLOT_PROJECT);

    return (work->incident->cause == WD_CAUSE_MISSING_ROLE ||
            work->incident->cause == WD_CAUSE_PLATFORM_ACL) &&
           (wd_vendor_holds_images_in(project) || wd_vendor_holds_data_in(project) ||
            wd_vendor_keeps_bucket(wd_slot(work, WD_SLOT_BUCKET)));
}

int wd_work_incident(struct wd_work *work)
{
    const struct wd_incident *incident = work->incident;
    const struct wd_rule *rule = incident->rule;
    struct wd_str next;

    if (wd_arena_used(work->arena) + wd_drafts_owed(work->drafts) > WD_ADVICE_FULL)
        return wd_remedy_overflow(work);
    /* a rule that knows that nobody can be granted this says what else to do */
    if (incident->ours == WD_OURS_VENDOR && incident->cause != WD_CAUSE_NOT_GRANTABLE)
        return wd_remedy_vendor(work);
    if (incident->intent == WD_INTENT_INVESTIGATE)
        return wd_remedy_investigate(work);
    if (work->judged && (work->judged->decides || work->judged->asks)) {
        if (wd_remedy_judged(work) != 0)
            return -1;
        if (work->judged->decides)
            return 0;
    }
    if (incident->taken && wd_remedy_taken(work) != 0)
        return -1;
    if (!incident->taken && wd_str_eqz(wd_str_of(incident->intent_reason), "lost_role") &&
        wd_remedy_lost(work) != 0)
        return -1;
    if (incident->cause == WD_CAUSE_SERVICE_DISABLED &&
        wd_vendor_ended(wd_slot(work, WD_SLOT_API), &next))
        return wd_remedy_ended(work, next);
    if (incident->doubts & WD_DOUBT_CLIENT && asks_for_project(incident))
        return wd_remedy_quota_project(work);
    if (is_a_vendors(work))
        return wd_remedy_vendor_place(work);
    if (rule && steps(work, rule) != 0)
        return -1;
    if (work->count == 0 && (!rule || rule->advice_count == 0) &&
        (incident->cause == WD_CAUSE_MISSING_ROLE || incident->cause == WD_CAUSE_ACT_AS) &&
        one_step(work, NULL) != 0)
        return -1;
    return work->count == 0 ? wd_remedy_cause(work) : 0;
}
