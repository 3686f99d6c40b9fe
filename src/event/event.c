/* The event's vocabulary (names of dialects and kinds) and the few rules for filling
 * one: a better source replaces a worse one, never the other way round; permissions stand once. */
#include "whydenied/event.h"

static const char *const trust_names[] = {"none", "inferred", "text", "structured"};

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

const char *wd_trust_name(enum wd_trust trust)
{
    return name_at(trust_names, WD_TRUST_STRUCTURED + 1, (unsigned)trust);
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

void wd_event_set(struct wd_event *event, enum wd_slot slot, struct wd_str s, enum wd_trust trust)
{
    if (s.len == 0 || (unsigned)slot >= WD_SLOT_COUNT || trust <= event->trust[slot])
        return;
    event->slot[slot] = s;
    event->trust[slot] = (unsigned char)trust;
}

void wd_event_add_permission(struct wd_event *event, struct wd_str name, struct wd_str resource,
                             enum wd_granted granted)
{
    if (name.len == 0)
        return;
    for (size_t i = 0; i < event->permission_count; i++) {
        struct wd_permission *known = &event->permissions[i];
        if (!wd_str_eq(known->name, name))
            continue;
        if (known->resource.len == 0)
            known->resource = resource;
        if (known->granted == WD_GRANTED_UNSAID)
            known->granted = granted;
        return;
    }
    if (event->permission_count < WD_PERMISSIONS_MAX)
        event->permissions[event->permission_count++] =
            (struct wd_permission){name, resource, granted};
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
