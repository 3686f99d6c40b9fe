/* The event's vocabulary (names of dialects and kinds) and the few rules for filling
 * one: a better source replaces a worse one, never the other way round; permissions stand once. */
#include "whydenied/event.h"

static const char *const source_names[WD_SOURCE_COUNT] = {
    [WD_SOURCE_NONE] = "none",     [WD_SOURCE_RULE] = "rule",       [WD_SOURCE_CARRIER] = "carrier",
    [WD_SOURCE_STREAM] = "stream", [WD_SOURCE_WRAPPER] = "wrapper", [WD_SOURCE_FIELD] = "field",
    [WD_SOURCE_DETAIL] = "detail", [WD_SOURCE_MESSAGE] = "message",
};

static const char *const dialect_names[WD_DIALECT_COUNT] = {
    [WD_DIALECT_UNKNOWN] = "unknown",
    [WD_DIALECT_AUDIT] = "audit",
    [WD_DIALECT_CLOUD_BUILD] = "cloud_build",
    [WD_DIALECT_SCHEDULER] = "scheduler",
    [WD_DIALECT_RUN_REQUEST] = "run_request",
    [WD_DIALECT_GCP_LOG] = "gcp_log",
    [WD_DIALECT_ACTIONTRAIL] = "actiontrail",
    [WD_DIALECT_ALIBABA_LOG] = "alibaba_log",
    [WD_DIALECT_DLC] = "dlc",
    [WD_DIALECT_WANDB_LOG] = "wandb_log",
    [WD_DIALECT_WANDB_AUDIT] = "wandb_audit",
    [WD_DIALECT_TEXT] = "text",
};

static const char *const kind_names[WD_KIND_COUNT] = {
    [WD_KIND_OTHER] = "other",
    [WD_KIND_DENIAL] = "denial",
    [WD_KIND_LOOKALIKE] = "lookalike",
    [WD_KIND_NOT_ENFORCED] = "not_enforced",
    [WD_KIND_POLICY_CHANGE] = "policy_change",
    [WD_KIND_CONTEXT] = "context",
    [WD_KIND_CANDIDATE] = "candidate",
    [WD_KIND_DUPLICATE] = "duplicate",
    [WD_KIND_FOREIGN] = "foreign",
};

static const char *const principal_kind_names[WD_PRINCIPAL_COUNT] = {
    [WD_PRINCIPAL_UNKNOWN] = "unknown",
    [WD_PRINCIPAL_SERVICE_ACCOUNT] = "service_account",
    [WD_PRINCIPAL_SERVICE_AGENT] = "service_agent",
    [WD_PRINCIPAL_USER] = "user",
    [WD_PRINCIPAL_RAM_USER] = "ram_user",
    [WD_PRINCIPAL_RAM_ROLE] = "ram_role",
    [WD_PRINCIPAL_WANDB_USER] = "wandb_user",
    [WD_PRINCIPAL_KUBERNETES] = "kubernetes",
    [WD_PRINCIPAL_ANONYMOUS] = "anonymous",
    [WD_PRINCIPAL_FEDERATED] = "federated",
};

static const char *name_at(const char *const *names, unsigned count, unsigned index)
{
    return index < count ? names[index] : "unknown";
}

const char *wd_source_name(enum wd_source source)
{
    return name_at(source_names, WD_SOURCE_COUNT, (unsigned)source);
}

bool wd_source_parse(struct wd_str name, enum wd_source *ret_source)
{
    size_t i = wd_str_place(name, source_names, WD_SOURCE_COUNT);

    if (i < WD_SOURCE_COUNT)
        *ret_source = (enum wd_source)i;
    return i < WD_SOURCE_COUNT;
}

const char *wd_source_trust(enum wd_source source)
{
    switch (source) {
    case WD_SOURCE_RULE:
    case WD_SOURCE_STREAM:
        return "inferred";
    case WD_SOURCE_WRAPPER:
    case WD_SOURCE_MESSAGE:
        return "text";
    case WD_SOURCE_CARRIER:
    case WD_SOURCE_FIELD:
    case WD_SOURCE_DETAIL:
        return "structured";
    case WD_SOURCE_NONE:
    case WD_SOURCE_COUNT:
        break;
    }
    return "none";
}

const char *wd_dialect_name(enum wd_dialect dialect)
{
    return name_at(dialect_names, WD_DIALECT_COUNT, (unsigned)dialect);
}

bool wd_dialect_parse(struct wd_str name, enum wd_dialect *ret_dialect)
{
    size_t i = wd_str_place(name, dialect_names, WD_DIALECT_COUNT);

    if (i < WD_DIALECT_COUNT)
        *ret_dialect = (enum wd_dialect)i;
    return i < WD_DIALECT_COUNT;
}

const char *wd_kind_name(enum wd_kind kind)
{
    return name_at(kind_names, WD_KIND_COUNT, (unsigned)kind);
}

const char *wd_principal_kind_name(enum wd_principal_kind kind)
{
    return name_at(principal_kind_names, WD_PRINCIPAL_COUNT, (unsigned)kind);
}

void wd_event_clear(struct wd_event *event)
{
    memset(event, 0, offsetof(struct wd_event, permissions));
    memset(&event->object, 0, sizeof event->object);
    event->time = WD_TIME_NONE;
    event->code = -1;
    event->http_status = -1;
}

/* equal ones once */
static void add_claim(struct wd_event *event, enum wd_slot slot, struct wd_str s,
                      enum wd_source source)
{
    if (s.len == 0 || event->claim_count >= WD_CLAIMS_MAX)
        return;
    for (size_t i = 0; i < event->claim_count; i++)
        if (event->claims[i].slot == slot && wd_str_eq(event->claims[i].s, s)) {
            if (event->claims[i].source < source)
                event->claims[i].source = (unsigned char)source;
            return;
        }
    event->claims[event->claim_count++] =
        (struct wd_claim){s, (unsigned char)slot, (unsigned char)source};
}

struct wd_str wd_event_claimed(const struct wd_event *event, enum wd_slot slot,
                               enum wd_source at_most)
{
    const struct wd_claim *best = NULL;

    for (size_t i = 0; i < event->claim_count; i++) {
        const struct wd_claim *claim = &event->claims[i];
        if (claim->slot == slot && claim->source <= at_most &&
            (!best || claim->source > best->source))
            best = claim;
    }
    return best ? best->s : WD_STR_NONE;
}

struct wd_str wd_event_told_by(const struct wd_event *event, enum wd_slot slot,
                               enum wd_source source)
{
    if (event->source[slot] == source)
        return event->slot[slot];
    for (size_t i = 0; i < event->claim_count; i++)
        if (event->claims[i].slot == slot && event->claims[i].source == source)
            return event->claims[i].s;
    return WD_STR_NONE;
}

void wd_event_unset(struct wd_event *event, enum wd_slot slot)
{
    event->slot[slot] = WD_STR_NONE;
    event->source[slot] = WD_SOURCE_NONE;
}

void wd_event_set(struct wd_event *event, enum wd_slot slot, struct wd_str s, enum wd_source source)
{
    if (s.len == 0 || (unsigned)slot >= WD_SLOT_COUNT)
        return;
    if (event->source[slot] != WD_SOURCE_NONE && !wd_str_eq(event->slot[slot], s)) {
        bool better = source > event->source[slot];
        add_claim(event, slot, better ? event->slot[slot] : s,
                  better ? (enum wd_source)event->source[slot] : source);
        if (!better)
            return;
    }
    if (source <= event->source[slot])
        return;
    event->slot[slot] = s;
    event->source[slot] = (unsigned char)source;
}

static struct wd_permission *permission_named(struct wd_event *event, struct wd_str name)
{
    for (size_t i = 0; i < event->permission_count; i++)
        if (wd_str_eq(event->permissions[i].name, name))
            return &event->permissions[i];
    return NULL;
}

static void append_permission(struct wd_event *event, struct wd_permission permission)
{
    if (permission.name.len == 0)
        return;
    if (event->permission_count < WD_PERMISSIONS_MAX)
        event->permissions[event->permission_count++] = permission;
    else
        event->overfull = true;
}

void wd_event_add_permission(struct wd_event *event, struct wd_str name, struct wd_str resource,
                             enum wd_granted granted)
{
    struct wd_permission *known = permission_named(event, name);

    if (known) {
        if (known->resource.len == 0)
            known->resource = resource;
        if (known->granted == WD_GRANTED_UNSAID)
            known->granted = granted;
        return;
    }
    append_permission(event, (struct wd_permission){name, resource, granted, WD_SOURCE_FIELD});
}

void wd_event_add_permission_from(struct wd_event *event, struct wd_str name, enum wd_source source)
{
    struct wd_permission *known = permission_named(event, name);

    if (known && known->source < source)
        known->source = (unsigned char)source;
    if (!known)
        append_permission(event, (struct wd_permission){name, WD_STR_NONE, WD_GRANTED_UNSAID,
                                                        (unsigned char)source});
}

void wd_event_add_text(struct wd_event *event, struct wd_str s, enum wd_text_field field)
{
    if (s.len == 0 || event->text_count >= WD_TEXTS_MAX)
        return;
    for (size_t i = 0; i < event->text_count; i++)
        if (wd_str_eq(event->texts[i].s, s))
            return;
    event->texts[event->text_count++] = (struct wd_text){s, field};
}
