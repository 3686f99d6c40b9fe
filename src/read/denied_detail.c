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
    /* "EXPLICIT_DENY" is one, too */
    struct wd_str deny = wd_names_equal(d->deny_type, WD_STR("ExplicitDeny"))
                             ? WD_STR("ExplicitDeny")
                             : d->deny_type;
    const struct wd_str parts[] = {WD_STR("NoPermissionType: "), deny,
                                   WD_STR(", PolicyType: "),     d->policy_type,
                                   WD_STR(", AuthAction: "),     d->action};

    if (d->deny_type.len > 0 || d->policy_type.len > 0)
        wd_event_add_text(r->event, wd_arena_concat(r->arena, parts, 6), WD_TEXT_DETAIL);
}

/* A trail is one account's, who was refused may be another's: then the whole name says whose. */
static struct wd_str named_in_trail(struct wd_reading *r, const struct detail *d, struct wd_str who)
{
    struct wd_str own = r->event->slot[WD_SLOT_ACCOUNT];
    bool role = wd_str_eq(d->principal_type, WD_STR("AssumedRoleUser"));
    const struct wd_str parts[] = {WD_STR("acs:ram::"), d->owner,
                                   role ? WD_STR(":role/") : WD_STR(":user/"), who};

    if (r->event->dialect != WD_DIALECT_ACTIONTRAIL || own.len == 0 || d->owner.len == 0 ||
        who.len == 0 || wd_str_eq(own, d->owner) ||
        (!role && !wd_str_eq(d->principal_type, WD_STR("SubUser"))))
        return who;
    return wd_arena_concat(r->arena, parts, 4);
}

/* Whose policies they are that refused: a user's or a role's own, and those that rules know. Whatever else it is called, no
 * policy on the caller is known to open it. */
static bool is_known_policy(struct wd_str type)
{
    static const char *const known[] = {"IdentityBased", "AssumeRolePolicy", "ControlPolicy",
                                        "SessionPolicy"};

    return type.len == 0 || WD_STR_IHAS_ANY(type, known);
}

/* "Federated", a service, a user with a session's name: nobody of RAM's, or a contradiction. */
static bool is_known_party(const struct detail *d)
{
    if (wd_str_eqz(d->principal_type, "SubUser"))
        return wd_str_find_char(d->principal, ':') == WD_NPOS;
    return d->principal_type.len == 0 || wd_str_eqz(d->principal_type, "AssumedRoleUser") ||
           wd_str_eqz(d->principal_type, "RootUser");
}

static void doubt_detail(struct wd_event *event, const struct detail *d)
{
    if (!is_known_policy(d->policy_type))
        event->doubts |= WD_DOUBT_PERMISSION;
    if (!is_known_party(d))
        event->doubts |= WD_DOUBT_PRINCIPAL;
}

static void apply(struct wd_reading *r, const struct detail *d)
{
    struct wd_event *event = r->event;
    struct wd_str who = d->principal, rest = d->principal;

    if (wd_str_eq(d->principal_type, WD_STR("AssumedRoleUser")))
        who = wd_str_cut(&rest, ':');
    who = named_in_trail(r, d, who);
    wd_set_detail(r, WD_SLOT_POLICY, d->policy_type);
    wd_set_detail(r, WD_SLOT_DETAIL, d->deny_type);
    wd_set_detail(r, WD_SLOT_UNIQUE_ID, d->message);
    if (event->dialect != WD_DIALECT_ACTIONTRAIL || event->slot[WD_SLOT_ACCOUNT].len == 0)
        wd_set_detail(r, WD_SLOT_ACCOUNT, d->owner); /* the caller's; a trail tells its own */
    if (d->action.len > 0) {
        wd_event_add_permission(event, d->action, WD_STR_NONE, WD_GRANTED_NO);
        wd_event_add_permission_from(event, d->action, WD_SOURCE_DETAIL);
        wd_set_detail(r, WD_SLOT_PERMISSION, d->action);
    }
    if (d->principal_type.len > 0)
        event->detail_kind =
            wd_str_eq(d->principal_type, WD_STR("AssumedRoleUser")) ? WD_PRINCIPAL_RAM_ROLE
            : wd_str_eq(d->principal_type, WD_STR("SubUser"))       ? WD_PRINCIPAL_RAM_USER
            : wd_str_eqz(d->principal_type, "Federated")            ? WD_PRINCIPAL_FEDERATED
                                                                    : WD_PRINCIPAL_USER;
    doubt_detail(event, d);
    if (event->slot[WD_SLOT_PRINCIPAL].len == 0 && d->principal_type.len > 0)
        event->principal_kind = event->detail_kind;
    wd_set_detail(r, WD_SLOT_PRINCIPAL, who);
    add_sentence(r, d);
}

void wd_denied_detail_read(struct wd_reading *r, struct wd_jv v)
{
    static const char *const messages[] = {"EncodedDiagnosticMessage", "encodedDiagnosticInfo",
                                           NULL};
    bool loose = r->loose;

    wd_denied_detail_in_text(r, wd_jv_str(v)); /* a string that holds it */
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
    rest = wd_str_trim_left_of(rest, "\"'\\>:= \t");
    size_t len = 0;
    while (len < rest.len && is_value_char(rest.ptr[len]))
        len++;
    return wd_str_sub(rest, 0, len);
}

/* The dialog that the console shows, as people copy it: the same facts in words. Simplified and traditional
 * Chinese, and English: https://www.alibabacloud.com/help/en/ram/support/how-to-troubleshoot-an-access-denied-error */
static const char *const dialog_actions[] = {
    "\xe9\x89\xb4\xe6\x9d\x83\xe6\x93\x8d\xe4\xbd\x9c", /* 鉴权操作 */
    "\xe9\x91\x92\xe6\xac\x8a\xe6\x93\x8d\xe4\xbd\x9c", /* 鑒權操作 */
    "Auth Action", NULL};
static const char *const dialog_names[] = {
    "\xe8\xba\xab\xe4\xbb\xbd\xe4\xbf\xa1\xe6\x81\xaf", /* 身份信息 */
    "\xe8\xba\xab\xe4\xbb\xbd\xe8\xb3\x87\xe8\xa8\x8a", /* 身份資訊 */
    "Identity Information",
    "\xe9\x89\xb4\xe6\x9d\x83\xe4\xb8\xbb\xe4\xbd\x93", /* 鉴权主体 */
    "\xe9\x91\x92\xe6\xac\x8a\xe4\xb8\xbb\xe9\xab\x94", /* 鑒權主體 */
    "Auth Subject",
    NULL};
static const char *const dialog_owners[] = {
    "\xe6\x89\x80\xe5\xb1\x9e\xe8\xb4\xa6\xe5\x8f\xb7", /* 所属账号 */
    "\xe6\x89\x80\xe5\xb1\xac\xe5\xb8\xb3\xe8\x99\x9f", /* 所屬帳號 */
    "Account ID", NULL};

/* What the dialog's words are in AccessDeniedDetail. */
static struct wd_str told_by(struct wd_str text, const char *const (*words)[2], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wd_str_ihas(text, words[i][0]))
            return wd_str_of(words[i][1]);
    return WD_STR_NONE;
}

#define TOLD_BY(text, words) told_by(text, words, sizeof(words) / sizeof *(words))

static const char *const dialog_policies[][2] = {
    {"\xe7\xae\xa1\xe6\x8e\xa7\xe7\xad\x96\xe7\x95\xa5", "ControlPolicy"}, /* 管控策略 */
    {"Control Policy", "ControlPolicy"},
    {"\xe4\xbc\x9a\xe8\xaf\x9d\xe7\xad\x96\xe7\x95\xa5", "SessionPolicy"}, /* 会话策略 */
    {"\xe6\x9c\x83\xe8\xa9\xb1\xe7\xad\x96\xe7\x95\xa5", "SessionPolicy"}, /* 會話策略 */
    {"Session Policy", "SessionPolicy"},
    {"\xe4\xbf\xa1\xe4\xbb\xbb\xe7\xad\x96\xe7\x95\xa5", "AssumeRolePolicy"}, /* 信任策略 */
    {"Trust Policy", "AssumeRolePolicy"},
    {"\xe8\xb5\x84\xe6\xba\x90\xe7\xbb\x84\xe7\xba\xa7",
     "ResourceGroupLevelIdentityBasedPolicy"},                                   /* 资源组级 */
    {"\xe8\xb4\xa6\xe5\x8f\xb7\xe7\xba\xa7", "AccountLevelIdentityBasedPolicy"}, /* 账号级 */
    {"\xe5\xb8\xb3\xe8\x99\x9f\xe7\xb4\x9a", "AccountLevelIdentityBasedPolicy"}, /* 帳號級 */
};
static const char *const dialog_denials[][2] = {
    {"\xe6\x98\xbe\xe5\xbc\x8f\xe6\x8b\x92\xe7\xbb\x9d", "ExplicitDeny"}, /* 显式拒绝 */
    {"\xe9\xa1\xaf\xe5\xbc\x8f\xe6\x8b\x92\xe7\xb5\x95", "ExplicitDeny"}, /* 顯式拒絕 */
    {"Explicit", "ExplicitDeny"},
    {"\xe9\x9a\x90\xe5\xbc\x8f\xe6\x8b\x92\xe7\xbb\x9d", "ImplicitDeny"}, /* 隐式拒绝 */
    {"\xe9\x9a\xb1\xe5\xbc\x8f\xe6\x8b\x92\xe7\xb5\x95", "ImplicitDeny"}, /* 隱式拒絕 */
    {"\xe6\x9c\xaa\xe8\xa2\xab\xe6\x98\xbe\xe5\xbc\x8f\xe6\x8e\x88\xe6\x9d\x83",
     "ImplicitDeny"}, /* 未被显式授权 */
    {"Implicit", "ImplicitDeny"},
};
static const char *const dialog_parties[][2] = {
    {"RAM\xe8\xa7\x92\xe8\x89\xb2", "AssumedRoleUser"}, /* RAM角色 */
    {"RAM \xe8\xa7\x92\xe8\x89\xb2", "AssumedRoleUser"},
    {"RAM Role", "AssumedRoleUser"},
    {"RAM\xe7\x94\xa8\xe6\x88\xb7", "SubUser"}, /* RAM用户 */
    {"RAM \xe7\x94\xa8\xe6\x88\xb7", "SubUser"},
    {"RAM\xe4\xbd\xbf\xe7\x94\xa8\xe8\x80\x85", "SubUser"}, /* RAM使用者 */
    {"RAM User", "SubUser"},
};

static struct wd_str first_value(struct wd_str text, const char *const *keys)
{
    struct wd_str value = WD_STR_NONE;

    for (; *keys && value.len == 0; keys++)
        value = value_of(text, *keys);
    return value;
}

/* An account's number, an identity, or nothing: "RAM用户 2045…" names its kind first. */
static struct wd_str dialog_name(struct wd_str text)
{
    struct wd_str name = first_value(text, dialog_names);

    for (size_t at = 0; at + 16 <= text.len && name.len < 4; at++) {
        size_t digits = 0;
        while (at + digits < text.len && wd_is_digit(text.ptr[at + digits]))
            digits++;
        if (digits >= 17) /* a user's id; an account's has 16 */
            name = wd_str_sub(text, at, digits);
        at += digits;
    }
    return name.len < 4 ? WD_STR_NONE : name;
}

static bool read_dialog(struct wd_reading *r, struct wd_str text)
{
    struct wd_str action = first_value(text, dialog_actions);

    if (wd_str_find_char(action, ':') == WD_NPOS)
        return false;
    apply(r, &(struct detail){
                 .policy_type = TOLD_BY(text, dialog_policies),
                 .deny_type = TOLD_BY(text, dialog_denials),
                 .action = action,
                 .principal_type = TOLD_BY(text, dialog_parties),
                 .principal = dialog_name(text),
                 .owner = first_value(text, dialog_owners),
                 .message = value_of(text, "EncodedDiagnosticMessage"),
             });
    return true;
}

/* "denied by the Control Policy", "信任策略不允许": a policy and, near it, that it refuses. */
static struct wd_str refusing_policy(struct wd_str text)
{
    static const char *const before[] = {
        "denied by",     "blocked by",  "refused by", "forbidden by",
        "restricted by", "rejected by", NULL};
    static const char *const behind[] = {"does not allow",
                                         "denies",
                                         " denied",
                                         "forbids",
                                         "\xe4\xb8\x8d\xe5\x85\x81\xe8\xae\xb8", /* 不允许 */
                                         "\xe6\x8b\x92\xe7\xbb\x9d",             /* 拒绝 */
                                         "\xe7\xa6\x81\xe6\xad\xa2",             /* 禁止 */
                                         NULL};
    enum { NEAR = 40 };

    for (size_t i = 0; i < sizeof dialog_policies / sizeof *dialog_policies; i++) {
        struct wd_str name = wd_str_of(dialog_policies[i][0]);
        size_t at = wd_str_ifind(text, dialog_policies[i][0]);
        if (at == WD_NPOS || wd_str_ends(wd_str_sub(text, 0, at), WD_STR("access ")))
            continue; /* an "access control policy" is any program's */
        struct wd_str left = wd_str_sub(text, at > NEAR ? at - NEAR : 0, at > NEAR ? NEAR : at);
        struct wd_str right = wd_str_sub(text, at + name.len, NEAR);
        for (const char *const *word = before; *word; word++)
            if (wd_str_ihas(left, *word))
                return wd_str_of(dialog_policies[i][1]);
        for (const char *const *word = behind; *word; word++)
            if (wd_str_ihas(right, *word))
                return wd_str_of(dialog_policies[i][1]);
    }
    return WD_STR_NONE;
}

/* "is explicitly denied by a policy", "because of an explicit deny": the kind of the refusal in words. MaxCompute
 * has Denies of its own. */
static void read_kind(struct wd_reading *r, struct wd_str text)
{
    static const char *const deny[] = {
        "explicit deny",
        "explicitly den",
        "explicit_deny",
        "\xe6\x98\xbe\xe5\xbc\x8f\xe6\x8b\x92\xe7\xbb\x9d", /* 显式拒绝 */
        "\xe6\x98\x8e\xe7\xa1\xae\xe6\x8b\x92\xe7\xbb\x9d", /* 明确拒绝 */
        NULL};
    static const char *const ours[] = {"acs:", "aliyun", "alibaba", "forbidden.ram", ".oss-", NULL};
    enum wd_dialect dialect = r->event->dialect;
    struct wd_str policy = refusing_policy(text);
    bool explicitly = false,
         alibaba = dialect == WD_DIALECT_ACTIONTRAIL || dialect == WD_DIALECT_ALIBABA_LOG;

    for (const char *const *word = deny; *word && !explicitly; word++)
        explicitly = wd_str_ihas(text, *word);
    if (!explicitly && policy.len == 0)
        return;
    for (const char *const *word = ours; *word && !alibaba; word++)
        alibaba = wd_str_ihas(text, *word);
    if (alibaba && !wd_str_ihas(text, "odps") && !wd_str_has(text, WD_STR("arn:aws")))
        apply(r, &(struct detail){.deny_type = explicitly ? WD_STR("ExplicitDeny") : WD_STR_NONE,
                                  .policy_type =
                                      policy.len > 0 ? policy : TOLD_BY(text, dialog_policies)});
}

/* Most refusals are another cloud's: what all that is looked for has in it, in a text without hanzi. */
static bool may_hold_detail(struct wd_str text)
{
    return wd_str_ihas(text, "explicit") || wd_str_ihas(text, " policy") ||
           wd_str_ihas(text, "auth") || wd_str_ihas(text, "NoPermissionType") ||
           !wd_str_is_ascii(text);
}

void wd_denied_detail_in_text(struct wd_reading *r, struct wd_str text)
{
    if (!may_hold_detail(text))
        return;
    if (!wd_str_ihas(text, "NoPermissionType") && !wd_str_ihas(text, "AuthAction") &&
        !wd_str_ihas(text, "AuthPrincipalDisplayName")) {
        if (!read_dialog(r, text))
            read_kind(r, text);
        return;
    }
    struct wd_str policy = value_of(text, "PolicyType");
    apply(r, &(struct detail){
                 .policy_type = policy.len > 0 ? policy : refusing_policy(text),
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
