/* AccessDeniedDetail: which policy refused whom what. Met as a JSON object, a string holding JSON,
 * XML elements in an OSS error, a printed Go map, in Pascal or camel case. */
#include "read/alibaba.h"

#include "whydenied/base/char.h"

struct detail {
    struct wd_str policy_type, deny_type, action, principal_type, principal, owner, message;
};

/* One spelling for every encoding, so that a rule reads the kind of denial in one place. */
static void add_sentence(struct wd_reading *r, const struct detail *d)
{
    const struct wd_str parts[] = {WD_STR("NoPermissionType: "), d->deny_type,
                                   WD_STR(", PolicyType: "),     d->policy_type,
                                   WD_STR(", AuthAction: "),     d->action};

    if (d->deny_type.len > 0 || d->policy_type.len > 0)
        wd_event_add_text(r->event, wd_arena_concat(r->arena, parts, 6), WD_TEXT_DETAIL);
}

static void apply(struct wd_reading *r, const struct detail *d)
{
    struct wd_event *event = r->event;
    struct wd_str who = d->principal, rest = d->principal;

    wd_set_detail(r, WD_SLOT_POLICY, d->policy_type);
    wd_set_detail(r, WD_SLOT_DETAIL, d->deny_type);
    wd_set_detail(r, WD_SLOT_UNIQUE_ID, d->message);
    wd_set_detail(r, WD_SLOT_ACCOUNT, d->owner);
    if (d->action.len > 0) {
        wd_event_add_permission(event, d->action, WD_STR_NONE, WD_GRANTED_NO);
        wd_event_add_permission_from(event, d->action, WD_SOURCE_DETAIL);
        wd_set_detail(r, WD_SLOT_PERMISSION, d->action);
    }
    if (wd_str_eq(d->principal_type, WD_STR("AssumedRoleUser")))
        who = wd_str_cut(&rest, ':');
    if (event->slot[WD_SLOT_PRINCIPAL].len == 0 && d->principal_type.len > 0)
        event->principal_kind =
            wd_str_eq(d->principal_type, WD_STR("AssumedRoleUser")) ? WD_PRINCIPAL_RAM_ROLE
            : wd_str_eq(d->principal_type, WD_STR("SubUser"))       ? WD_PRINCIPAL_RAM_USER
                                                                    : WD_PRINCIPAL_USER;
    wd_set_detail(r, WD_SLOT_PRINCIPAL, who);
    add_sentence(r, d);
}

void wd_denied_detail_read(struct wd_reading *r, struct wd_jv v)
{
    static const char *const messages[] = {"EncodedDiagnosticMessage", "encodedDiagnosticInfo",
                                           NULL};
    bool loose = r->loose;

    if (wd_jv_type(v) != WD_JSON_OBJECT)
        return;
    r->loose = true;
    apply(r, &(struct detail){
                 .policy_type = wd_field_str(r, v, "PolicyType"),
                 .deny_type = wd_field_str(r, v, "NoPermissionType"),
                 .action = wd_field_str(r, v, "AuthAction"),
                 .principal_type = wd_field_str(r, v, "AuthPrincipalType"),
                 .principal = wd_field_str(r, v, "AuthPrincipalDisplayName"),
                 .owner = wd_field_str(r, v, "AuthPrincipalOwnerId"),
                 .message = wd_first_str(r, v, messages),
             });
    r->loose = loose;
}

static bool is_value_char(char c)
{
    return wd_is_alnum(c) || wd_char_in(c, "_.:-/+=@*");
}

/* The value behind a key in JSON, XML, a Go map or `key=value`: skip what separates, take what a
 * value may hold. */
static struct wd_str value_of(struct wd_str text, const char *key)
{
    size_t at = wd_str_ifind(text, key);

    if (at == WD_NPOS)
        return WD_STR_NONE;
    struct wd_str rest = wd_str_from(text, at + strlen(key));
    while (rest.len > 0 && wd_char_in(rest.ptr[0], "\"'\\>:= \t"))
        rest = wd_str_from(rest, 1);
    size_t len = 0;
    while (len < rest.len && is_value_char(rest.ptr[len]))
        len++;
    return wd_str_sub(rest, 0, len);
}

void wd_denied_detail_in_text(struct wd_reading *r, struct wd_str text)
{
    if (!wd_str_ihas(text, "NoPermissionType") && !wd_str_ihas(text, "AuthAction") &&
        !wd_str_ihas(text, "AuthPrincipalDisplayName"))
        return;
    apply(r, &(struct detail){
                 .policy_type = value_of(text, "PolicyType"),
                 .deny_type = value_of(text, "NoPermissionType"),
                 .action = value_of(text, "AuthAction"),
                 .principal_type = value_of(text, "AuthPrincipalType"),
                 .principal = value_of(text, "AuthPrincipalDisplayName"),
                 .owner = value_of(text, "AuthPrincipalOwnerId"),
                 .message = value_of(text, "EncodedDiagnosticMessage"),
             });
}

/* The decoded form, `aliyun ram decode-diagnostic-message`: the only one that names the policy. */
bool wd_diagnosis_recognise(struct wd_reading *r)
{
    return wd_jv_type(wd_jv_get(r->root, "DecodedDiagnosticMessage")) == WD_JSON_OBJECT;
}

/* The detail alone, as people cut it out of an answer. */
bool wd_bare_detail_recognise(struct wd_reading *r)
{
    return wd_there(wd_jv_get(r->root, "NoPermissionType")) &&
           wd_there(wd_jv_get(r->root, "PolicyType"));
}

void wd_bare_detail_read(struct wd_reading *r)
{
    r->event->system = WD_SYSTEM_ALIBABA_RAM;
    r->event->kind = WD_KIND_DENIAL;
    r->event->structured = true;
    wd_set(r, WD_SLOT_REASON, WD_STR("NoPermission"));
    wd_denied_detail_read(r, r->root);
}

void wd_diagnosis_read(struct wd_reading *r)
{
    struct wd_jv v = wd_jv_get(r->root, "DecodedDiagnosticMessage");
    struct wd_jv who = wd_jv_get(v, "AuthPrincipal");
    bool explicit_deny = wd_truth(wd_jv_get(v, "ExplicitDeny"));

    r->event->system = WD_SYSTEM_ALIBABA_RAM;
    r->event->kind = WD_KIND_DENIAL;
    r->event->structured = true;
    wd_set(r, WD_SLOT_REASON, WD_STR("NoPermission"));
    wd_set(r, WD_SLOT_RESOURCE, wd_field_str(r, v, "AuthResource"));
    wd_set(r, WD_SLOT_REQUEST_ID, wd_field_str(r, r->root, "RequestId"));
    wd_event_add_text(r->event, wd_jv_str(wd_jv_at(v, "/MatchedPolicies/0/PolicyIdentifier")),
                      WD_TEXT_DETAIL);
    apply(r, &(struct detail){
                 .policy_type = wd_field_str(r, v, "NoPermissionPolicyType"),
                 .deny_type = explicit_deny ? WD_STR("ExplicitDeny") : WD_STR("ImplicitDeny"),
                 .action = wd_field_str(r, v, "AuthAction"),
                 .principal_type = wd_field_str(r, who, "AuthPrincipalType"),
                 .principal = wd_field_str(r, who, "AuthPrincipalDisplayName"),
                 .owner = wd_field_str(r, who, "AuthPrincipalOwnerId"),
             });
}
