/* What else would allow it, beside the answer: other roles, a bundle, another layer. */
#include "advise/google/grant.h"

static void alternatives(const struct wd_work *work, struct wd_remedy *remedy,
                         const struct wd_grant_plan *grant)
{
    struct wd_role_choice choices[4];
    size_t n = wd_catalogue_choose(work->advisor->catalogue, grant->permissions, grant->count,
                                   work->arena, choices, 4, NULL);

    for (size_t i = 0; i < n; i++) {
        if (choices[i].custom ? grant->role.len == 0 : wd_str_eq(choices[i].role, grant->role))
            continue;
        if (choices[i].custom)
            wd_remedy_alternative(work, remedy,
                                  WD_SENTENCE0(work->arena, work->lang, WD_SAY_ROLE_NOUN),
                                  WD_SENTENCE0(work->arena, work->lang, WD_SAY_CUSTOM_ALTERNATIVE));
        else
            wd_remedy_alternative(work, remedy, choices[i].role,
                                  WD_SENTENCE0(work->arena, work->lang, WD_SAY_ALSO_HOLDS));
    }
}

/* An account that builds: by the rule's hint, or one of Google's two for builds. */
static bool builds(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    if (grant->hint && strcmp(grant->hint->member, "serviceAccount:BUILD_SERVICE_ACCOUNT") == 0)
        return true;
    return wd_str_ends(grant->who.name, WD_STR("@cloudbuild.gserviceaccount.com")) ||
           (work->incident->system == WD_SYSTEM_CLOUD_BUILD && grant->who.state == WD_WHO_KNOWN);
}

static void name_bundle(const struct wd_work *work, struct wd_remedy *remedy,
                        const struct wd_grant_plan *grant)
{
    struct wd_str bundle = WD_STR("roles/run.builder");

    if (!builds(work, grant))
        return;
    for (size_t i = 0; i < grant->count; i++)
        if (wd_catalogue_role_holds(work->advisor->catalogue, bundle, grant->permissions[i]) != 1)
            return;
    wd_remedy_alternative(work, remedy, bundle,
                          WD_SENTENCE0(work->arena, work->lang, WD_SAY_BUNDLE_ROLE));
}

/* The cluster is asked too: a Role of its own holds in one namespace, where an IAM role holds in every cluster of the
 * project. What IAM alone knows of are the cluster itself and its operations.
 * https://cloud.google.com/kubernetes-engine/docs/how-to/role-based-access-control */
static void name_kubernetes(const struct wd_work *work, struct wd_remedy *remedy,
                            const struct wd_grant_plan *grant)
{
    static const char *const of_iam[] = {"container.clusters.", "container.operations.",
                                         "container.hostServiceAgent."};

    for (size_t i = 0; i < grant->count; i++) {
        if (!wd_str_starts(grant->permissions[i], WD_STR("container.")))
            return;
        for (size_t k = 0; k < sizeof of_iam / sizeof *of_iam; k++)
            if (wd_str_starts(grant->permissions[i], wd_str_of(of_iam[k])))
                return;
    }
    wd_remedy_alternative(work, remedy, WD_SENTENCE0(work->arena, work->lang, WD_SAY_RBAC_NOUN),
                          WD_SENTENCE0(work->arena, work->lang, WD_SAY_RBAC_NARROWER));
}

void wd_grant_beside(const struct wd_work *work, struct wd_remedy *remedy,
                     const struct wd_grant_plan *grant)
{
    if (grant->count == 0 || wd_work_lean(work))
        return;
    name_kubernetes(work, remedy, grant);
    alternatives(work, remedy, grant);
    name_bundle(work, remedy, grant);
}
