/* The entry of a call that came to its end; verdict/allowed.c sees it. */
#include "incident/verdict/success.h"

#include "incident/table/allowed.h"

static const char *const of_entry[WD_SUCCESS_NAME_COUNT] = {
    [WD_SUCCESS_METHOD] = "methodName",
    [WD_SUCCESS_RESOURCE] = "resourceName",
    [WD_SUCCESS_SIGNED_IN] = "authenticationInfo",
    [WD_SUCCESS_CHECKS] = "authorizationInfo",
    [WD_SUCCESS_ADDRESS] = "principalEmail",
    [WD_SUCCESS_SUBJECT] = "principalSubject",
    [WD_SUCCESS_CHAIN] = "serviceAccountDelegationInfo",
    [WD_SUCCESS_FIRST_PARTY] = "firstPartyPrincipal",
};
static const char *const of_row[WD_SUCCESS_NAME_COUNT] = {
    [WD_SUCCESS_METHOD] = "method_name",
    [WD_SUCCESS_RESOURCE] = "resource_name",
    [WD_SUCCESS_SIGNED_IN] = "authentication_info",
    [WD_SUCCESS_CHECKS] = "authorization_info",
    [WD_SUCCESS_ADDRESS] = "principal_email",
    [WD_SUCCESS_SUBJECT] = "principal_subject",
    [WD_SUCCESS_CHAIN] = "service_account_delegation_info",
    [WD_SUCCESS_FIRST_PARTY] = "first_party_principal",
};

/* An entry's; a row's of a sink into BigQuery, or of a query in Log Analytics. */
struct wd_success_entry wd_success_of(struct wd_jv root)
{
    struct wd_success_entry success = {wd_jv_get(root, "protoPayload"), of_entry};

    if (wd_jv_type(success.entry) == WD_JSON_OBJECT)
        return success;
    success.entry = wd_jv_get(root, "protopayload_auditlog");
    if (wd_jv_type(success.entry) == WD_JSON_OBJECT)
        return success;
    success.entry = wd_jv_get(wd_jv_get(root, "proto_payload"), "audit_log");
    success.names = of_row;
    return success;
}

struct wd_str wd_allowed_bare(struct wd_str who)
{
    static const char *const kinds[] = {"serviceAccount:", "user:"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (wd_str_starts(who, wd_str_of(kinds[i])))
            return wd_str_from(who, strlen(kinds[i]));
    return who;
}

struct wd_jv wd_success_get(const struct wd_success_entry *success, struct wd_jv object,
                            enum wd_success_name name)
{
    return wd_jv_get(object, success->names[name]);
}

struct wd_str wd_success_str(const struct wd_success_entry *success, enum wd_success_name name)
{
    return wd_jv_str(wd_success_get(success, success->entry, name));
}

/* Who signed in through a pool has an address that no policy knows, or none. */
struct wd_str wd_success_caller(const struct wd_success_entry *success)
{
    struct wd_jv info = wd_success_get(success, success->entry, WD_SUCCESS_SIGNED_IN);
    struct wd_str address = wd_jv_str(wd_success_get(success, info, WD_SUCCESS_ADDRESS));
    struct wd_str subject = wd_jv_str(wd_success_get(success, info, WD_SUCCESS_SUBJECT));
    bool pool = wd_str_starts(subject, WD_STR("principal://")) &&
                !wd_str_ends(address, WD_STR(".gserviceaccount.com"));

    return wd_allowed_bare(pool || address.len == 0 ? subject : address);
}

struct wd_jv wd_success_chain(const struct wd_success_entry *success)
{
    struct wd_jv info = wd_success_get(success, success->entry, WD_SUCCESS_SIGNED_IN);

    return wd_success_get(success, info, WD_SUCCESS_CHAIN);
}

struct wd_str wd_success_link(const struct wd_success_entry *success, struct wd_jv link)
{
    struct wd_jv first = wd_success_get(success, link, WD_SUCCESS_FIRST_PARTY);
    struct wd_str address = wd_jv_str(wd_success_get(success, first, WD_SUCCESS_ADDRESS));

    return wd_allowed_bare(
        address.len > 0 ? address : wd_jv_str(wd_success_get(success, link, WD_SUCCESS_SUBJECT)));
}

bool wd_success_granted(struct wd_jv check)
{
    struct wd_jv granted = wd_jv_get(check, "granted");
    int64_t number = 0;
    bool yes = false;

    if (wd_jv_bool(granted, &yes))
        return yes;
    return wd_jv_int(granted, &number) ? number == 1 : wd_str_eqz(wd_jv_str(granted), "true");
}

bool wd_success_only_begins(struct wd_jv root)
{
    struct wd_jv operation = wd_jv_get(root, "operation");
    bool first = false, last = false;

    return wd_jv_bool(wd_jv_get(operation, "first"), &first) && first &&
           !(wd_jv_bool(wd_jv_get(operation, "last"), &last) && last);
}
