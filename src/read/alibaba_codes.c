/* Alibaba Cloud error codes: which refuse, which may. */
#include "read/alibaba.h"

#include "whydenied/base/char.h"
#include "whydenied/read/oss_calls.h"

struct wd_str wd_arena_lower(struct wd_arena *arena, struct wd_str s)
{
    char *copy = s.len ? wd_arena_alloc(arena, s.len + 1) : NULL;

    if (!copy)
        return WD_STR_NONE;
    for (size_t i = 0; i < s.len; i++) {
        copy[i] = s.ptr[i];
        if (wd_is_upper(copy[i]))
            copy[i] = (char)(copy[i] + ('a' - 'A'));
    }
    return wd_str_make(copy, s.len);
}

/* "NAMESPACE_NOT_AUTHORIZED": the registry's codes, and others in capitals, say last what happened. */
static bool ends_in_denial(struct wd_str code)
{
    static const char *const ends[] = {"_NOT_AUTHORIZED", "_UNAUTHORIZED",      "_FORBIDDEN",
                                       "_ACCESS_DENIED",  "_PERMISSION_DENIED", "_NO_PERMISSION"};

    return WD_STR_ANY(wd_str_ends, code, ends);
}

/* Codes that say "refused" by themselves; those ending in '*' by their beginning. */
static bool is_denial_code(struct wd_str code)
{
    static const char *const codes[] = {"NoPermission*",
                                        "Forbidden*",
                                        "AccessDenied*",
                                        "Unauthorized*",
                                        "SLSUnauthorized*",
                                        "AuthenticationFail*",
                                        "InvalidAccessKeyId*",
                                        "InvalidSecurityToken*",
                                        "SecurityTokenExpired*",
                                        "MissingSecurityToken*",
                                        "MissingAccessKeyId*",
                                        "SignatureDoesNotMatch*",
                                        "SignatureNotMatch*",
                                        "IncompleteSignature*",
                                        "OperationDenied*",
                                        "OperationForbidden*",
                                        "SubAccountNoPermission*",
                                        "NotAuthorized*",
                                        "PermissionDenied*",
                                        "AssumeRoleFail*",
                                        "UnauthorizedOperation*",
                                        "InvalidCredentials*",
                                        "ODPS-0420095*",
                                        "ODPS-0130013*",
                                        "ODPS-0130131*",
                                        "InvalidApiKey*",
                                        "StatusForbidden*",
                                        "ErrorCheckAcl*",
                                        "ErrManagedAddonRoleNotAttach*",
                                        NULL};

    if (wd_alibaba_code_is_limit(code))
        return false;
    for (const char *const *c = codes; *c; c++)
        if (wd_str_istarts(code, wd_str_make(*c, strlen(*c) - 1)))
            return true;
    /* Products put their own name in front: Paidlc.NoPermission, Workspace.Forbidden. */
    struct wd_str last = wd_last_part(code, '.');
    return wd_str_ieq(last, WD_STR("NoPermission")) || wd_str_ieq(last, WD_STR("Forbidden")) ||
           wd_str_ieq(last, WD_STR("AccessDenied")) || wd_str_ihas(code, ".AccessDenied.") ||
           wd_str_ihas(code, ".RAM_PERMISSION_DENY") || ends_in_denial(code);
}

/* Codes whose neighbourhood is access: a missing role may hide or be the cause of a refusal. */
static bool is_candidate_code(struct wd_str code)
{
    static const char *const parts[] = {
        "NotExist",          "Role",         "Invalid",      "UserDisable",
        "Expired",           "TooSkewed",    "QuotaExceed",  "NotAllowed",
        "USER_NOT_EXIST",    "Permission",   "Denied",       "Auth",
        "Forbidden",         "NotOpen",      "NotActivated", "NotEnabled",
        "DomainUser",        "NotBelong",    "InDebt",       "BucketDisable",
        "BucketOwnerStatus", "NotInProject", "NotProject"};

    return WD_STR_IHAS_ANY(code, parts);
}

/* Products' own words for a refusal, misspelt ones too, as their lists of errors have them: what they refuse is for a rule, or a
 * person, to say. "RamAuthError" (MNS), "AuthRAMAuthFailed" (ENS), "Forbedden.NotSupportRAM" (PolarDB), "Forbbiden.SubUser" (GPDB),
 * "ActionUnauthorized" (RDS), "Invalid.Tenant.UserNotInTenant" (DataWorks), "Invalid.User.Admin" (Quick BI), "OTSAuthFailed",
 * "InsufficientBucketPolicyException" and "NeedRamAuthorize" (ActionTrail). */
static bool refuses_in_own_words(struct wd_str code)
{
    static const char *const parts[] = {"RamAuth",
                                        "RAMAuth",
                                        "NotSupportRAM",
                                        "Forbedden",
                                        "Forbbiden",
                                        "Unauthorized",
                                        "UserNotIn",
                                        "User.Admin",
                                        "OTSAuthFailed",
                                        "NoPrivilege",
                                        "NotPermitted",
                                        "BucketPolicyException",
                                        "RealNameAuthentication",
                                        "NotAuthorized"};

    return WD_STR_ANY(wd_str_has, code, parts) && !wd_alibaba_code_is_limit(code);
}

bool wd_alibaba_code_is_about_access(struct wd_str code)
{
    return is_denial_code(code) || is_candidate_code(code) || refuses_in_own_words(code);
}

/* 40020503 "No permission!", user.not.authorized "You are not authorized …": products have codes of their own, a list of which
 * has no end; their words refuse. A word for a code without the call may be anybody's. 401 and 403 are the protocol's. */
static bool refuses_by_itself(const struct wd_reading *r, struct wd_str code, struct wd_str message)
{
    bool called = r->event->slot[WD_SLOT_METHOD].len > 0;
    unsigned long long number;

    if (called && (wd_str_eqz(code, "403") || wd_str_eqz(code, "401")))
        return true;
    return (called || wd_str_to_u64(code, &number)) && wd_text_is_strong(&r->n->words, message);
}

enum wd_kind wd_alibaba_kind(struct wd_reading *r, struct wd_str code, struct wd_str message)
{
    if (wd_alibaba_code_is_absence(code) || wd_alibaba_denies_otherwise(code, message))
        return WD_KIND_OTHER;
    if (is_denial_code(code)) {
        r->event->structured = true;
        return WD_KIND_DENIAL;
    }
    bool refuses = refuses_by_itself(r, code, message) || refuses_in_own_words(code);
    if (!refuses && !is_candidate_code(code) && !wd_candidate(r, message))
        return WD_KIND_OTHER;
    /* A role that is not there, a refusal under a name of its own: a service's entry, so never silent. */
    r->event->has_cloud_token =
        !wd_alibaba_code_is_limit(code) &&
        (refuses || wd_str_ihas(code, "Permission") || wd_str_ihas(code, "Denied") ||
         wd_str_ihas(code, "EntityNotExist.Role"));
    return WD_KIND_CANDIDATE;
}
