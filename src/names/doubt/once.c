/* A pool's identity that does not come again: a session of an assumed role, the merge of one pull request, a step of one run. A
 * grant to it is of no use to the next, and what is meant (a role, a repository, a branch) nobody says (WD_DOUBT_PRINCIPAL). What
 * the issuers put there:
 * https://docs.github.com/actions/reference/security/oidc
 * https://cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds (assertion.arn)
 * https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/ ("{repository}:{step}")
 * https://buildkite.com/docs/pipelines/security/oidc (…:commit:…:step:…) */
#include "names/doubt/doubt.h"

void wd_doubt_once(struct wd_event *event)
{
    static const char *const signs[] = {":assumed-role/", ":ref:refs/pull/", ":pull_request", "}:{",
                                        ":commit:"};
    struct wd_str who = event->slot[WD_SLOT_PRINCIPAL];

    if (wd_str_starts(who, WD_STR("principal://")) && WD_STR_ANY(wd_str_has, who, signs))
        event->doubts |= WD_DOUBT_PRINCIPAL;
}
