/* The grammar's facts become claims. Whose they are is kept by rank: a subject that a sentence states is the
 * message's, one that merely stands before it is no more than the lines around. What was refused is said_resource.c. */
#include "whydenied/names/said.h"

#include "names/evidence.h"
#include "whydenied/names.h"
#include "whydenied/names/ident.h"
#include "whydenied/read.h"

static enum wd_source source_of(enum wd_refusal_said said)
{
    switch (said) {
    case WD_SAID_NOT:
        return WD_SOURCE_NONE;
    case WD_SAID_BY_PLACE:
        return WD_SOURCE_STREAM;
    case WD_SAID_BY_KEY:
        return WD_SOURCE_DETAIL;
    case WD_SAID_FOR:
    case WD_SAID_NAMED:
    case WD_SAID_STATED:
    case WD_SAID_EXECUTED:
        break;
    }
    return WD_SOURCE_MESSAGE;
}

/* An identity, not a word of the sentence: Google's are addresses or principals, the others' may be plain. */
static bool is_identity(const struct wd_refusal *refusal, struct wd_str s)
{
    unsigned long long number;

    if (s.len == 3 && wd_str_to_u64(s, &number)) /* "agent: 403 Forbidden" */
        return false;
    if (refusal->vendor == WD_REFUSAL_ALIBABA || refusal->vendor == WD_REFUSAL_WANDB ||
        refusal->kind == WD_REFUSAL_RBAC)
        return true;
    return wd_str_find_char(s, '@') != WD_NPOS || wd_str_find_char(s, ':') != WD_NPOS ||
           wd_str_ends(s, WD_STR(".svc.id.goog")); /* a cluster's pool: "Primary: /namespaces/…" */
}

static void claim_principal(struct wd_event *event, const struct wd_refusal *refusal,
                            struct wd_str s, enum wd_source source)
{
    if (is_identity(refusal, s))
        wd_event_set(event, WD_SLOT_PRINCIPAL, s, source);
}

/* The client says who runs the command, and as whom its calls go out: the latter was refused. */
static void claim_executed(struct wd_event *event, const struct wd_refusal *refusal)
{
    struct wd_str told = event->slot[WD_SLOT_PRINCIPAL];

    if (refusal->said != WD_SAID_EXECUTED || told.len == 0 || !wd_str_eq(told, refusal->caller) ||
        event->source[WD_SLOT_PRINCIPAL] == WD_SOURCE_FIELD)
        return;
    wd_event_unset(event, WD_SLOT_PRINCIPAL);
    wd_event_set(event, WD_SLOT_PRINCIPAL, refusal->subject, WD_SOURCE_MESSAGE);
    event->principal_kind = WD_PRINCIPAL_UNKNOWN;
}

static void claim_parties(struct wd_event *event, const struct wd_refusal *refusal)
{
    claim_executed(event, refusal);
    claim_principal(event, refusal, refusal->subject, source_of(refusal->said));
    claim_principal(event, refusal, refusal->caller, WD_SOURCE_WRAPPER);
    if (refusal->subject.len > 0)
        wd_event_set(event, WD_SLOT_CALLER, refusal->caller, WD_SOURCE_WRAPPER);
    wd_event_set(event, WD_SLOT_SERVICE_ACCOUNT, refusal->act_as, WD_SOURCE_MESSAGE);
    event->uncertain = event->uncertain || refusal->uncertain;
    if (refusal->said == WD_SAID_BY_PLACE && event->source[WD_SLOT_PRINCIPAL] == WD_SOURCE_STREAM &&
        wd_str_eq(event->slot[WD_SLOT_PRINCIPAL], refusal->subject))
        event->doubts |= WD_DOUBT_READ; /* it merely stands there: in a mail's head, a mention */
    if (refusal->ambiguous && refusal->subject.len > 0)
        event->doubts |= WD_DOUBT_PRINCIPAL;
}

static void fill_blank(struct wd_event *event, enum wd_slot slot, struct wd_str s)
{
    if (event->source[slot] <= WD_SOURCE_STREAM)
        wd_event_set(event, slot, s, WD_SOURCE_MESSAGE);
}

static void fill_parts(struct wd_event *event, const struct wd_refusal *refusal)
{
    static const struct {
        enum wd_refusal_part part;
        enum wd_slot slot;
    } places[] = {{WD_PART_ACCOUNT, WD_SLOT_ACCOUNT},
                  {WD_PART_LOCATION, WD_SLOT_LOCATION},
                  {WD_PART_BUCKET, WD_SLOT_BUCKET},
                  {WD_PART_HOST, WD_SLOT_HOST},
                  {WD_PART_NAMESPACE, WD_SLOT_NAMESPACE},
                  {WD_PART_CLUSTER, WD_SLOT_CLUSTER},
                  {WD_PART_ROLE, WD_SLOT_ROLE},
                  {WD_PART_API, WD_SLOT_API},
                  {WD_PART_CONSTRAINT, WD_SLOT_CONSTRAINT},
                  {WD_PART_ENTITY, WD_SLOT_ENTITY},
                  {WD_PART_GROUP, WD_SLOT_GROUP}};

    if (refusal->kind == WD_REFUSAL_RBAC)
        fill_blank(event, WD_SLOT_METHOD, refusal->action);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        fill_blank(event, places[i].slot, refusal->part[places[i].part]);
    if (event->system != WD_SYSTEM_WANDB)
        fill_blank(event, WD_SLOT_PROJECT, refusal->part[WD_PART_PROJECT]);
}

/* The team's project that the words name, or the code in a stack, beats the login's own team. Returns whether that is all
 * that was refused, and no artifact or run in it. */
static bool claim_wandb(struct wd_event *event, const struct wd_refusal *refusal)
{
    if (refusal->vendor != WD_REFUSAL_WANDB || refusal->part[WD_PART_ENTITY].len == 0 ||
        refusal->part[WD_PART_PROJECT].len == 0 || event->slot[WD_SLOT_RESOURCE].len > 0 ||
        event->source[WD_SLOT_ENTITY] > WD_SOURCE_STREAM)
        return false;
    if (!wd_str_eq(event->slot[WD_SLOT_ENTITY], refusal->part[WD_PART_ENTITY]) &&
        event->source[WD_SLOT_PROJECT] <= WD_SOURCE_STREAM)
        wd_event_unset(event, WD_SLOT_PROJECT);
    wd_event_unset(event, WD_SLOT_ENTITY);
    wd_event_set(event, WD_SLOT_ENTITY, refusal->part[WD_PART_ENTITY], WD_SOURCE_MESSAGE);
    fill_blank(event, WD_SLOT_PROJECT, refusal->part[WD_PART_PROJECT]);
    return wd_str_find_char(refusal->object, '/') == wd_str_rfind_char(refusal->object, '/');
}

/* What the rule captured as the permission: one, or a list with commas. */
static struct wd_str captured(const struct wd_event *event)
{
    return event->source[WD_SLOT_PERMISSION] == WD_SOURCE_MESSAGE ? event->slot[WD_SLOT_PERMISSION]
                                                                  : WD_STR_NONE;
}

/* Is one of the list named? Of an empty list, none. */
static bool names_one_of(const struct wd_refusal *refusal, struct wd_str list)
{
    while (list.len > 0)
        if (wd_said_names(refusal, wd_str_trim(wd_str_cut(&list, ','))))
            return true;
    return false;
}

/* The one of the text's refusals that the rule's capture speaks of; NULL if they speak of others. */
static const struct wd_refusal *of_capture(const struct wd_event *event,
                                           const struct wd_refusal *refusal)
{
    struct wd_str list = captured(event);

    if (list.len == 0)
        return refusal;
    for (const struct wd_refusal *r = refusal; r; r = r->next)
        if (names_one_of(r, list))
            return r;
    return refusal && refusal->permission_count == 0 ? refusal : NULL;
}

static bool knows_permission(const struct wd_event *event)
{
    for (size_t i = 0; i < event->permission_count; i++)
        if (event->permissions[i].source > WD_SOURCE_RULE)
            return true;
    return false;
}

/* A job was called for, and a key was refused: the call tells nothing of what is done with keys. */
static bool is_of_key_alone(const struct wd_event *event, const struct wd_refusal *refusal)
{
    return wd_str_has(event->slot[WD_SLOT_RESOURCE], WD_STR("/cryptoKeys/")) &&
           refusal->permission_count > 0 &&
           !wd_str_starts(refusal->permissions[0], WD_STR("cloudkms."));
}

/* What follows from the call that was tried is better than a rule's constant, and than nothing. */
static void add_permissions(struct wd_event *event, const struct wd_refusal *refusal)
{
    if (refusal->derived && (knows_permission(event) || is_of_key_alone(event, refusal)))
        return;
    if (refusal->concluded)
        event->doubts |= WD_DOUBT_READ;
    event->overfull |= refusal->overfull;
    for (size_t i = 0; i < refusal->permission_count; i++)
        wd_event_add_permission_from(event, refusal->permissions[i],
                                     refusal->derived ? WD_SOURCE_WRAPPER : WD_SOURCE_MESSAGE);
}

static void doubt_second_place(struct wd_event *event, const struct wd_refusal *all,
                               const struct wd_refusal *refusal, struct wd_arena *arena)
{
    for (const struct wd_refusal *r = all; r; r = r->next)
        if (wd_said_is_second_place(refusal, r, arena))
            event->doubts |= WD_DOUBT_PERMISSION;
}

static void add_all_permissions(struct wd_event *event, const struct wd_refusal *all,
                                const struct wd_refusal *refusal)
{
    add_permissions(event, refusal);
    for (const struct wd_refusal *r = all; r; r = r->next) {
        bool second = r != refusal && wd_said_is_second_need(refusal, r);
        if (second || (r != refusal && wd_said_is_one_need(refusal, r)))
            add_permissions(event, r);
        if (second || (r != refusal && wd_said_is_other_answer(refusal, r)))
            event->doubts |= WD_DOUBT_PERMISSION;
    }
}

/* The rule read one permission in the message, the grammar another: which of them is meant cannot be told. */
static void doubt_permission(struct wd_event *event, const struct wd_refusal *all)
{
    if (all && !of_capture(event, all) && !all->derived && all->vendor != WD_REFUSAL_FOREIGN)
        event->doubts |= WD_DOUBT_PERMISSION;
}

void wd_said_fill(struct wd_event *event, const struct wd_refusal *refusal, struct wd_arena *arena)
{
    const struct wd_refusal *all = refusal;
    bool of_wandb;

    doubt_permission(event, all);
    refusal = of_capture(event, refusal);
    if (!refusal || refusal->vendor == WD_REFUSAL_FOREIGN)
        return;
    claim_parties(event, refusal);
    of_wandb = claim_wandb(event, refusal);
    if (refusal->kind >= WD_REFUSAL_REGISTRY || (refusal->derived && refusal->permission_count > 0))
        fill_parts(event, refusal);
    else if (refusal->vendor ==
             WD_REFUSAL_GOOGLE) /* the call's own project, whatever log it lies in */
        wd_event_set(event, WD_SLOT_PROJECT, refusal->part[WD_PART_PROJECT], WD_SOURCE_WRAPPER);
    wd_said_place_image(event, refusal, arena);
    add_all_permissions(event, all, refusal);
    doubt_second_place(event, all, refusal, arena);
    wd_said_claim_object(event, refusal, arena);
    if (refusal->kind >= WD_REFUSAL_OBJECT && !of_wandb)
        fill_blank(event, WD_SLOT_RESOURCE, wd_said_beside_rule(refusal, arena));
}

/* A 401 says that nobody was signed in, whatever was asked for. */
static enum wd_refusal_kind kind_of(const struct wd_refusal *refusal)
{
    bool nobody = refusal->http == 401 || refusal->rpc == 16 || refusal->anonymous;

    bool bare = refusal->kind <= WD_REFUSAL_OBJECT && refusal->permission_count == 0,
         registry = refusal->kind == WD_REFUSAL_REGISTRY &&
                    (refusal->derived || refusal->permission_count == 0);

    return nobody && (bare || registry) ? WD_REFUSAL_CREDENTIAL : refusal->kind;
}

/* The words of an answer's body may name no cloud, or speak of a namespace; whose body it is, its form says. */
static enum wd_refusal_vendor vendor_of(const struct wd_event *event,
                                        const struct wd_refusal *refusal)
{
    bool nobodys = refusal->vendor == WD_REFUSAL_UNKNOWN ||
                   (refusal->vendor == WD_REFUSAL_KUBERNETES && refusal->kind != WD_REFUSAL_RBAC);

    return nobodys && event->structured && event->dialect == WD_DIALECT_ALIBABA_LOG
               ? WD_REFUSAL_ALIBABA
               : refusal->vendor;
}

void wd_said_tell(struct wd_event *event, const struct wd_refusal *refusal, struct wd_arena *arena)
{
    const struct wd_str parts[] = {wd_str_of(wd_refusal_vendor_name(vendor_of(event, refusal))),
                                   WD_STR("."), wd_str_of(wd_refusal_kind_name(kind_of(refusal)))};

    event->refusal = wd_arena_concat(arena, parts, 3);
    claim_parties(event, refusal);
    fill_parts(event, refusal);
    add_all_permissions(event, refusal, refusal);
    doubt_second_place(event, refusal, refusal, arena);
    if (refusal->permission_count > 0)
        wd_event_set(event, WD_SLOT_PERMISSION, refusal->permissions[0],
                     refusal->derived ? WD_SOURCE_WRAPPER : WD_SOURCE_MESSAGE);
    wd_said_place_image(event, refusal, arena);
    wd_said_claim_object(event, refusal, arena);
    fill_blank(event, WD_SLOT_RESOURCE, wd_said_object(refusal, arena));
    if (!refusal->several_roles)
        fill_blank(event, WD_SLOT_ROLE, refusal->role);
    if (event->code < 0 && refusal->rpc)
        event->code = (int)refusal->rpc;
    if (event->http_status < 0 && refusal->http)
        event->http_status = (int)refusal->http;
}

/* A member of a pretty-printed object is part of a refusal that is told elsewhere. */
static bool is_fragment(const struct wd_event *event)
{
    struct wd_str s = event->text_count ? wd_str_trim(event->texts[0].s) : WD_STR_NONE;

    return wd_text_is_member(s);
}

/* The page of Google's front end, whatever stands behind it. */
static bool is_front_page(const struct wd_event *event)
{
    static const char *const pages[] = {"client does not have permission to get URL",
                                        "client does not have permission to the requested URL"};

    for (size_t i = 0; i < event->text_count; i++)
        if (WD_STR_ANY(wd_str_has, event->texts[i].s, pages))
            return true;
    return false;
}

/* An account of a cloud, of which the sentence itself says that it may not. */
static bool is_account_kept_out(const struct wd_refusal *refusal)
{
    struct wd_str who = refusal->subject;

    return refusal->said >= WD_SAID_FOR && refusal->kind != WD_REFUSAL_CREDENTIAL &&
           (wd_str_ends(who, WD_STR(".gserviceaccount.com")) ||
            wd_str_starts(who, WD_STR("principal://")) || wd_str_starts(who, WD_STR("acs:ram:")));
}

bool wd_said_is_denial(const struct wd_event *event, const struct wd_refusal *refusal)
{
    if (is_front_page(event))
        return true;
    if (is_account_kept_out(refusal) && !is_fragment(event))
        return refusal->vendor != WD_REFUSAL_UNKNOWN && refusal->vendor != WD_REFUSAL_FOREIGN;
    if (refusal->vendor == WD_REFUSAL_WANDB && refusal->kind == WD_REFUSAL_OBJECT)
        return refusal->subject.len > 0 && refusal->part[WD_PART_ENTITY].len > 0;
    return refusal->kind >= WD_REFUSAL_REGISTRY && refusal->vendor != WD_REFUSAL_UNKNOWN &&
           refusal->vendor != WD_REFUSAL_FOREIGN && !is_fragment(event);
}
