/* Who was refused, of all whom a record names: what its words say, who called, whom a grant can name. */
#include "names/evidence.h"

#include "whydenied/base/char.h"
#include "whydenied/names.h"
#include "whydenied/names/ident.h"

static struct wd_str bare(struct wd_str s)
{
    static const char *const prefixes[] = {"deleted:", "serviceAccount:", "user:", "group:"};

    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (wd_str_istarts(s, wd_str_of(prefixes[i])))
            s = wd_str_from(s, strlen(prefixes[i]));
    return wd_str_sub(s, 0, wd_str_find(s, WD_STR("?uid=")));
}

/* "acs:ram::1:user/mika" ends with mika, "role:session" begins with role. */
static bool is_part(struct wd_str whole, struct wd_str part)
{
    size_t at = whole.len - part.len;

    if (part.len == 0 || part.len >= whole.len)
        return false;
    if (wd_str_ieq(wd_str_from(whole, at), part))
        return wd_char_in(whole.ptr[at - 1], "/:");
    return wd_str_ieq(wd_str_sub(whole, 0, part.len), part) &&
           wd_char_in(whole.ptr[part.len], "/:@");
}

/* Two spellings of one principal: "serviceAccount:x" and "x", an ARN and the name at its end. */
static bool same_principal(struct wd_str a, struct wd_str b)
{
    a = bare(a);
    b = bare(b);
    if (wd_str_ieq(a, b) || is_part(a, b) || is_part(b, a))
        return true;
    /* "acs:ram::1:role/r" and "r:session" */
    size_t slash = wd_str_rfind_char(a, '/'), colon = wd_str_find_char(b, ':');
    return slash != WD_NPOS && colon != WD_NPOS &&
           wd_str_ieq(wd_str_from(a, slash + 1), wd_str_sub(b, 0, colon));
}

/* What a grant can name. */
static bool is_grantable(struct wd_str s)
{
    return wd_ident_ok(WD_IDENT_EMAIL, bare(s)) || wd_str_starts(s, WD_STR("principal:")) ||
           wd_str_starts(s, WD_STR("principalSet:"));
}

/* Of two that one refusal is told with, the one that can be granted to. */
static void prefer_grantable(struct wd_event *event)
{
    struct wd_str *principal = &event->slot[WD_SLOT_PRINCIPAL];

    if (principal->len == 0 || is_grantable(*principal) ||
        wd_str_starts(*principal, WD_STR("acs:")))
        return;
    for (size_t i = 0; i < event->claim_count; i++) {
        const struct wd_claim *claim = &event->claims[i];
        if (claim->slot == WD_SLOT_PRINCIPAL && wd_str_starts(claim->s, WD_STR("principal"))) {
            *principal = claim->s;
            event->principal_kind = WD_PRINCIPAL_UNKNOWN;
            return;
        }
    }
}

/* An address that stands inside a resource's name, but for an account's own. */
static bool holds_address(struct wd_str resource, struct wd_str principal)
{
    size_t at = wd_str_find(resource, principal);

    return principal.len > 0 && at != WD_NPOS &&
           !wd_str_ends(wd_str_sub(resource, 0, at), WD_STR("/serviceAccounts/")) &&
           wd_str_find_char(wd_str_sub(resource, 0, at), '/') != WD_NPOS;
}

bool wd_evidence_is_in_a_name(const struct wd_event *event, struct wd_str principal)
{
    if (holds_address(event->slot[WD_SLOT_RESOURCE], principal))
        return true;
    for (size_t i = 0; i < event->claim_count; i++)
        if (event->claims[i].slot == WD_SLOT_RESOURCE &&
            holds_address(event->claims[i].s, principal))
            return true;
    for (size_t i = 0; i < event->permission_count; i++)
        if (holds_address(event->permissions[i].resource, principal))
            return true;
    return false;
}

/* Objects and packages are named by whoever writes them, with an address or a whole sentence: that names nobody.
 * The record's own field knows better; without one there is no command. */
static void drop_addresses_in_names(struct wd_event *event)
{
    struct wd_str own;

    if (event->source[WD_SLOT_PRINCIPAL] < WD_SOURCE_DETAIL ||
        !wd_evidence_is_in_a_name(event, event->slot[WD_SLOT_PRINCIPAL]))
        return;
    own = wd_event_claimed(event, WD_SLOT_PRINCIPAL, WD_SOURCE_FIELD);
    event->principal_kind = WD_PRINCIPAL_UNKNOWN;
    event->slot[WD_SLOT_PRINCIPAL] = own;
    event->source[WD_SLOT_PRINCIPAL] = own.len > 0 ? WD_SOURCE_FIELD : WD_SOURCE_NONE;
    if (own.len == 0)
        event->doubts |= WD_DOUBT_PRINCIPAL;
}

/* One name, or the detail's id of it: a role for the detail, a user for the fields. Either would get what the other
 * lacks. */
static void doubt_kind(struct wd_event *event, struct wd_str other)
{
    struct wd_str told = event->slot[WD_SLOT_PRINCIPAL];
    bool kinds = event->detail_kind != WD_PRINCIPAL_UNKNOWN &&
                 event->principal_kind != WD_PRINCIPAL_UNKNOWN &&
                 event->detail_kind != event->principal_kind;
    bool stranger = wd_str_starts(other, WD_STR("acs:ram::")) &&
                    !wd_str_starts(told, WD_STR("acs:ram::")); /* the caller is another account's */

    if (event->dialect != WD_DIALECT_ACTIONTRAIL)
        return;
    if (stranger || (kinds && (other.len == 0 || event->principal_kind == WD_PRINCIPAL_USER ||
                               wd_ident_ok(WD_IDENT_NUMBER, told) || same_principal(told, other))))
        event->doubts |= WD_DOUBT_PRINCIPAL;
}

/* Every permission is of the service whose record it is: "storage.objects.get" in one of storage.googleapis.com. */
static bool is_of_this_service(const struct wd_event *event)
{
    struct wd_str rest = event->slot[WD_SLOT_SERVICE], service = wd_str_cut(&rest, '.');

    for (size_t i = 0; i < event->permission_count; i++) {
        struct wd_str name = event->permissions[i].name;
        if (!wd_str_eq(wd_str_cut(&name, '.'), service))
            return false;
    }
    return event->permission_count > 0;
}

/* A service refuses its own permission to whom it has authenticated, and writes that account into both places. Only
 * where it works for the caller with an identity of its own, or of a workload, do words and field name two. So the words
 * still say who was refused, but one of the two is not to be trusted. */
static bool are_at_odds(const struct wd_event *event)
{
    return event->dialect == WD_DIALECT_AUDIT && is_of_this_service(event) &&
           wd_principal_kind_of(event->slot[WD_SLOT_PRINCIPAL], event->dialect) ==
               WD_PRINCIPAL_SERVICE_ACCOUNT;
}

/* "oss:GetObject" refused to a call of GetObject: not to what the product did for it. */
static bool is_own_action(const struct wd_event *event)
{
    for (size_t i = 0; i < event->permission_count; i++) {
        struct wd_str name = event->permissions[i].name, service = wd_str_cut(&name, ':');
        if (wd_str_ieq(service, event->slot[WD_SLOT_SERVICE]) &&
            wd_str_ieq(name, event->slot[WD_SLOT_METHOD]))
            return true;
    }
    return false;
}

/* A trail's entry is of one call: whom its detail or its words say that RAM refused made it. A role that a product works
 * with is another kind of principal than the user who asked. */
static bool are_two_callers(const struct wd_event *event)
{
    enum wd_principal_kind told = event->detail_kind;

    if (event->dialect != WD_DIALECT_ACTIONTRAIL)
        return false;
    if (event->source[WD_SLOT_PRINCIPAL] != WD_SOURCE_DETAIL)
        told = wd_principal_kind_of(event->slot[WD_SLOT_PRINCIPAL], event->dialect);
    return told == WD_PRINCIPAL_UNKNOWN || told == event->principal_kind || is_own_action(event);
}

/* The detail has an id, the caller's identity another one. */
static bool is_another_id(const struct wd_event *event)
{
    struct wd_str own = wd_jv_str(wd_jv_at(event->root, "/userIdentity/principalId"));

    own = wd_str_cut(&own, ':');
    return event->source[WD_SLOT_PRINCIPAL] == WD_SOURCE_DETAIL &&
           wd_ident_ok(WD_IDENT_NUMBER, own) && !wd_str_eq(own, event->slot[WD_SLOT_PRINCIPAL]);
}

/* "deleted:serviceAccount:x?uid=…" in a field: the address in the words, or in the field beside it, is that account's, or
 * its successor's. */
static void keep_deleted(struct wd_event *event)
{
    for (size_t i = 0; i < event->claim_count; i++) {
        const struct wd_claim *claim = &event->claims[i];
        if (claim->slot == WD_SLOT_PRINCIPAL && claim->source == WD_SOURCE_FIELD &&
            wd_str_starts(claim->s, WD_STR("deleted:")) &&
            same_principal(event->slot[WD_SLOT_PRINCIPAL], claim->s)) {
            event->slot[WD_SLOT_PRINCIPAL] = claim->s;
            event->source[WD_SLOT_PRINCIPAL] = WD_SOURCE_FIELD;
            return;
        }
    }
}

/* The entry says of its caller that a check was denied, and of somebody else that another was. */
static bool is_refused_too(const struct wd_event *event)
{
    for (size_t i = 0; i < event->permission_count; i++)
        if (event->permissions[i].source == WD_SOURCE_FIELD &&
            event->permissions[i].granted != WD_GRANTED_YES)
            return true;
    return false;
}

/* The refusal's words name one principal, the record's fields another: who was refused, and who asked. A person
 * whom a platform's record names in its words alone is to be looked at first. */
static void part_caller(struct wd_event *event)
{
    enum wd_source source = (enum wd_source)event->source[WD_SLOT_PRINCIPAL];
    struct wd_str other;

    other = source < WD_SOURCE_DETAIL ? WD_STR_NONE
                                      : wd_event_claimed(event, WD_SLOT_PRINCIPAL, WD_SOURCE_FIELD);
    doubt_kind(event, other);
    if (source < WD_SOURCE_DETAIL)
        return;
    if (other.len == 0 || same_principal(event->slot[WD_SLOT_PRINCIPAL], other))
        return;
    if (event->dialect == WD_DIALECT_ACTIONTRAIL &&
        wd_ident_ok(WD_IDENT_NUMBER, event->slot[WD_SLOT_PRINCIPAL])) {
        event->doubts |= is_another_id(event) ? WD_DOUBT_PRINCIPAL : 0;
        event->slot[WD_SLOT_PRINCIPAL] =
            other; /* the sentence has the id of whom the fields name */
        event->source[WD_SLOT_PRINCIPAL] = WD_SOURCE_FIELD;
        return;
    }
    if (wd_principal_kind_of(event->slot[WD_SLOT_PRINCIPAL], event->dialect) == WD_PRINCIPAL_USER ||
        are_at_odds(event) || are_two_callers(event))
        event->doubts |= WD_DOUBT_PRINCIPAL;
    wd_event_set(event, WD_SLOT_CALLER, other, WD_SOURCE_FIELD);
    event->principal_kind = source == WD_SOURCE_DETAIL ? event->detail_kind : WD_PRINCIPAL_UNKNOWN;
    if (wd_evidence_best_permission(event) != WD_SOURCE_MESSAGE)
        return;
    if (is_refused_too(event))
        event->doubts |= WD_DOUBT_PERMISSION;
    wd_evidence_drop_permissions_below(event, WD_SOURCE_DETAIL);
}

static void doubt_rivals(struct wd_event *event)
{
    enum wd_source source = (enum wd_source)event->source[WD_SLOT_PRINCIPAL];

    for (size_t i = 0; i < event->claim_count; i++) {
        const struct wd_claim *claim = &event->claims[i];
        bool detail = claim->source == WD_SOURCE_DETAIL && source == WD_SOURCE_MESSAGE &&
                      !wd_ident_ok(WD_IDENT_NUMBER, claim->s);
        if (claim->slot == WD_SLOT_PRINCIPAL && (claim->source == source || detail) &&
            source >= WD_SOURCE_WRAPPER &&
            !same_principal(claim->s, event->slot[WD_SLOT_PRINCIPAL]))
            event->doubts |= WD_DOUBT_PRINCIPAL;
    }
}

/* "group:team@…", as policies write it: a group's address is no user's. */
static void keep_group(struct wd_event *event)
{
    const struct wd_str mark = WD_STR("group:");
    struct wd_str *principal = &event->slot[WD_SLOT_PRINCIPAL];

    for (size_t i = 0; i < event->text_count && wd_ident_ok(WD_IDENT_EMAIL, *principal); i++) {
        struct wd_str text = event->texts[i].s;
        size_t at = wd_str_find(text, *principal);
        if (at != WD_NPOS && at >= mark.len &&
            wd_str_eq(wd_str_sub(text, at - mark.len, mark.len), mark))
            *principal = wd_str_sub(text, at - mark.len, mark.len + principal->len);
    }
}

/* Whom a line above names is no party to another vendor's refusal: an account of Google's lacks no login of Alibaba Cloud's
 * registry. */
static void drop_stranger(struct wd_event *event)
{
    static const enum wd_cloud homes[WD_PRINCIPAL_COUNT] = {
        [WD_PRINCIPAL_SERVICE_ACCOUNT] = WD_CLOUD_GOOGLE,
        [WD_PRINCIPAL_SERVICE_AGENT] = WD_CLOUD_GOOGLE,
        [WD_PRINCIPAL_RAM_USER] = WD_CLOUD_ALIBABA,
        [WD_PRINCIPAL_RAM_ROLE] = WD_CLOUD_ALIBABA,
        [WD_PRINCIPAL_WANDB_USER] = WD_CLOUD_WANDB,
    };
    enum wd_cloud home, cloud = wd_system_cloud(event->system);

    if (event->source[WD_SLOT_PRINCIPAL] != WD_SOURCE_STREAM || cloud == WD_CLOUD_NONE)
        return;
    home = homes[wd_principal_kind_of(event->slot[WD_SLOT_PRINCIPAL], event->dialect)];
    if (home == WD_CLOUD_NONE || cloud == home)
        return;
    wd_event_unset(event, WD_SLOT_PRINCIPAL);
    event->principal_kind = WD_PRINCIPAL_UNKNOWN;
}

/* "wandb: Currently logged in as: mika", above: whom W&B refused, where its answer names nobody. */
static void take_login(struct wd_event *event)
{
    if (event->slot[WD_SLOT_PRINCIPAL].len == 0 && wd_system_cloud(event->system) == WD_CLOUD_WANDB)
        wd_event_set(event, WD_SLOT_PRINCIPAL, wd_str_from(event->login, sizeof WD_EVENT_LOGIN - 1),
                     WD_SOURCE_STREAM);
}

/* "role R could not be assumed: no sts:AssumeRole": R is what was asked for; who asked is not told. */
static void drop_assumed(struct wd_event *event)
{
    struct wd_str role = event->slot[WD_SLOT_RESOURCE], who = event->slot[WD_SLOT_PRINCIPAL];
    size_t at = wd_str_find(role, WD_STR(":role/"));

    if (at == WD_NPOS || event->permission_count != 1 ||
        event->source[WD_SLOT_PRINCIPAL] == WD_SOURCE_FIELD ||
        !wd_str_eqz(event->permissions[0].name, "sts:AssumeRole") ||
        !wd_str_ends(who, wd_str_from(role, at)))
        return;
    wd_event_unset(event, WD_SLOT_PRINCIPAL);
    event->principal_kind = WD_PRINCIPAL_UNKNOWN;
}

void wd_evidence_settle_principal(struct wd_event *event)
{
    drop_assumed(event);
    take_login(event);
    drop_stranger(event);
    drop_addresses_in_names(event);
    wd_evidence_settle_signed_in(event);
    keep_deleted(event);
    part_caller(event);
    doubt_rivals(event);
    prefer_grantable(event);
    keep_group(event);
}
