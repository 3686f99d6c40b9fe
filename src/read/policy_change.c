/* Successful changes of access: a grant just before a denial means that it has not spread yet. */
#include "read/reading.h"

bool wd_is_policy_method(struct wd_str method)
{
    static const char *const names[] = {"SetIamPolicy",
                                        "setIamPermissions",
                                        "UpdateRole",
                                        "CreateRole",
                                        "UndeleteRole",
                                        "UpdateWorkloadIdentityPoolProvider",
                                        "UpdatePolicy",
                                        "DeletePolicy",
                                        "CreatePolicy",
                                        "AttachPolicyToUser",
                                        "AttachPolicyToRole",
                                        "AttachPolicyToGroup",
                                        "AttachPolicy",
                                        "CreatePolicyVersion",
                                        "SetDefaultPolicyVersion",
                                        "AddUserToGroup",
                                        "PutBucketPolicy",
                                        "PutBucketAcl",
                                        "AddMemberRole",
                                        "AttachPolicyToResourceGroup",
                                        NULL};
    size_t dot = wd_str_rfind_char(method, '.');
    struct wd_str last = dot == WD_NPOS ? method : wd_str_from(method, dot + 1);

    /* The hot path of every successful entry: most names end in another letter. */
    if (last.len < 8 || !wd_char_in(last.ptr[last.len - 1], "yserpnlYSERPNL"))
        return false;
    return wd_one_of_ci(last, names);
}

/* Collects added members; the first fills the slots. */
struct deltas {
    struct wd_str members[16];
    size_t count;
};

static void read_deltas(struct wd_reading *r, struct wd_jv list, struct deltas *d)
{
    for (struct wd_jiter it = wd_jv_iter(list); wd_jiter_next(&it);) {
        struct wd_str member = wd_field_str(r, it.value, "member");
        if (!wd_str_ieq(wd_field_str(r, it.value, "action"), WD_STR("ADD")) || member.len == 0)
            continue;
        wd_set(r, WD_SLOT_PRINCIPAL, member);
        wd_set(r, WD_SLOT_ROLE, wd_field_str(r, it.value, "role"));
        if (d->count < 16)
            d->members[d->count++] = member;
    }
}

static struct wd_str joined(struct wd_reading *r, const struct deltas *d)
{
    struct wd_str parts[32];
    size_t count = 0;

    for (size_t i = 0; i < d->count; i++) {
        if (i > 0)
            parts[count++] = WD_STR(" ");
        parts[count++] = d->members[i];
    }
    return wd_arena_concat(r->arena, parts, count);
}

void wd_policy_change_read(struct wd_reading *r)
{
    static const char *const places[] = {
        "serviceData.policyDelta.bindingDeltas", "metadata.policyDelta.bindingDeltas",
        "metadata.datasetChange.bindingDeltas", "servicedata_v1_iam.policyDelta.bindingDeltas"};
    struct deltas deltas = {.count = 0};

    r->event->kind = WD_KIND_POLICY_CHANGE;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        read_deltas(r, wd_path(r, r->proto, places[i]), &deltas);
    wd_set(r, WD_SLOT_CALLER, wd_path_str(r, r->proto, "authenticationInfo.principalEmail"));
    wd_set(r, WD_SLOT_RESOURCE, wd_path_str(r, r->proto, "authorizationInfo.0.resource"));
    wd_set(r, WD_SLOT_RESOURCE, wd_field_str(r, r->proto, "resourceName"));
    if (deltas.count > 0)
        wd_set(r, WD_SLOT_DETAIL, joined(r, &deltas));
    struct wd_str email = wd_label(r, "email_id");
    if (wd_str_eq(r->event->slot[WD_SLOT_SERVICE], WD_STR("iam.googleapis.com")) && email.len > 0)
        wd_set(r, WD_SLOT_SERVICE_ACCOUNT, email);
    struct wd_str id = wd_path_str(r, r->root, "operation.id");
    if (id.len > 0)
        r->event->dedup = wd_key("operation", id, WD_STR_NONE, WD_STR_NONE);
}
