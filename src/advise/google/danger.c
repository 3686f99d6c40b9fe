/* What must never come with a ready command: permissions that rewrite access itself. A denial is not
 * a request, however often it is repeated. */
#include "advise/google/grant.h"

static bool of_ram(struct wd_str s)
{
    static const char *const writes[] = {"ram:AddUserToGroup",
                                         "ram:AttachPolicyToGroup",
                                         "ram:AttachPolicyToRole",
                                         "ram:AttachPolicyToUser",
                                         "ram:CreateAccessKey",
                                         "ram:CreateLoginProfile",
                                         "ram:CreatePolicy",
                                         "ram:CreatePolicyVersion",
                                         "ram:CreateRole",
                                         "ram:CreateUser",
                                         "ram:DetachPolicyFromRole",
                                         "ram:DetachPolicyFromUser",
                                         "ram:SetDefaultPolicyVersion",
                                         "ram:UpdateAccessKey",
                                         "ram:UpdateLoginProfile",
                                         "ram:UpdateRole",
                                         "ram:UpdateUser",
                                         "ram:SetSecurityPreference",
                                         "resourcemanager:AttachPolicy",
                                         "resourcemanager:CreatePolicy",
                                         "resourcemanager:CreateControlPolicy",
                                         "resourcemanager:UpdateControlPolicy"};

    return WD_STR_IN(s, writes);
}

bool wd_permission_rewrites_access(struct wd_str s, struct wd_str object_type)
{
    static const char *const named[] = {"iam.roles.create",
                                        "iam.roles.update",
                                        "iam.serviceAccountKeys.create",
                                        "iam.serviceAccountKeys.upload",
                                        "iam.denypolicies.create",
                                        "iam.denypolicies.update",
                                        "iam.denypolicies.delete",
                                        "iam.serviceAccounts.setIamPolicy",
                                        "resourcemanager.projects.setIamPolicy",
                                        "resourcemanager.folders.setIamPolicy",
                                        "resourcemanager.organizations.setIamPolicy",
                                        "orgpolicy.policies.create",
                                        "orgpolicy.policies.update",
                                        "orgpolicy.policies.delete",
                                        "orgpolicy.policy.set",
                                        "billing.accounts.setIamPolicy",
                                        "iam.workloadIdentityPoolProviders.create",
                                        "iam.workloadIdentityPoolProviders.update",
                                        "iam.workloadIdentityPools.create"};
    static const char *const holders[] = {"project", "folder", "organization", "service_account"};

    if (wd_str_has(s, WD_STR(":")))
        return of_ram(s);
    if (WD_STR_IN(s, named))
        return true;
    return wd_str_ends(s, WD_STR(".setIamPolicy")) &&
           wd_str_starts(s, WD_STR("resourcemanager.")) && WD_STR_IN(object_type, holders);
}
