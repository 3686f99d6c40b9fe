/* The event's vocabulary (names of slots, dialects, systems, kinds) and the few rules for filling
 * one: a better source replaces a worse one, never the other way round; permissions stand once. */
#include "whydenied/event.h"

static const char *const slot_names[WD_SLOT_COUNT] = {
    [WD_SLOT_PRINCIPAL] = "principal",
    [WD_SLOT_PERMISSION] = "permission",
    [WD_SLOT_RESOURCE] = "resource",
    [WD_SLOT_PROJECT] = "project",
    [WD_SLOT_LOCATION] = "location",
    [WD_SLOT_SERVICE] = "service",
    [WD_SLOT_METHOD] = "method",
    [WD_SLOT_REASON] = "reason",
    [WD_SLOT_SERVICE_ACCOUNT] = "service_account",
    [WD_SLOT_CALLER] = "caller",
    [WD_SLOT_REPOSITORY] = "repository",
    [WD_SLOT_HOST] = "host",
    [WD_SLOT_URL] = "url",
    [WD_SLOT_BUCKET] = "bucket",
    [WD_SLOT_ROLE] = "role",
    [WD_SLOT_ACCOUNT] = "account",
    [WD_SLOT_POLICY] = "policy",
    [WD_SLOT_CONSTRAINT] = "constraint",
    [WD_SLOT_UNIQUE_ID] = "unique_id",
    [WD_SLOT_API] = "api",
    [WD_SLOT_JOB] = "job",
    [WD_SLOT_BUILD] = "build",
    [WD_SLOT_RUN] = "run",
    [WD_SLOT_ENTITY] = "entity",
    [WD_SLOT_KEY] = "key",
    [WD_SLOT_NAMESPACE] = "namespace",
    [WD_SLOT_CLUSTER] = "cluster",
    [WD_SLOT_REQUEST_ID] = "request_id",
    [WD_SLOT_USER_AGENT] = "user_agent",
    [WD_SLOT_OPERATION] = "operation",
    [WD_SLOT_AUDIENCE] = "audience",
    [WD_SLOT_ACTION] = "action",
    [WD_SLOT_DETAIL] = "detail",
};

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

static const char *const system_names[WD_SYSTEM_COUNT] = {
    [WD_SYSTEM_OTHER] = "other",
    [WD_SYSTEM_CLOUD_AUDIT] = "cloud_audit",
    [WD_SYSTEM_CLOUD_BUILD] = "cloud_build",
    [WD_SYSTEM_CLOUD_RUN] = "cloud_run",
    [WD_SYSTEM_CLOUD_SCHEDULER] = "cloud_scheduler",
    [WD_SYSTEM_VERTEX_AI] = "vertex_ai",
    [WD_SYSTEM_ML_ENGINE] = "ml_engine",
    [WD_SYSTEM_GKE] = "gke",
    [WD_SYSTEM_ALIBABA_DLC] = "alibaba_dlc",
    [WD_SYSTEM_ALIBABA_RAM] = "alibaba_ram",
    [WD_SYSTEM_ALIBABA_OSS] = "alibaba_oss",
    [WD_SYSTEM_ALIBABA_SLS] = "alibaba_sls",
    [WD_SYSTEM_ALIBABA_MAXCOMPUTE] = "alibaba_maxcompute",
    [WD_SYSTEM_ALIBABA_ACR] = "alibaba_acr",
    [WD_SYSTEM_WANDB] = "wandb",
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

/* Index of `name` in a table of names, or `count`. */
static unsigned index_of(const char *const *names, unsigned count, struct wd_str name)
{
    unsigned i = 0;

    while (i < count && !wd_str_eqz(name, names[i]))
        i++;
    return i;
}

static const char *name_at(const char *const *names, unsigned count, unsigned index)
{
    return index < count ? names[index] : "unknown";
}

const char *wd_slot_name(enum wd_slot slot)
{
    return name_at(slot_names, WD_SLOT_COUNT, (unsigned)slot);
}

bool wd_slot_parse(struct wd_str name, enum wd_slot *ret_slot)
{
    unsigned i = index_of(slot_names, WD_SLOT_COUNT, name);

    if (i < WD_SLOT_COUNT)
        *ret_slot = (enum wd_slot)i;
    return i < WD_SLOT_COUNT;
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
    unsigned i = index_of(dialect_names, WD_DIALECT_COUNT, name);

    if (i < WD_DIALECT_COUNT)
        *ret_dialect = (enum wd_dialect)i;
    return i < WD_DIALECT_COUNT;
}

const char *wd_system_name(enum wd_system system)
{
    return name_at(system_names, WD_SYSTEM_COUNT, (unsigned)system);
}

bool wd_system_parse(struct wd_str name, enum wd_system *ret_system)
{
    unsigned i = index_of(system_names, WD_SYSTEM_COUNT, name);

    if (i < WD_SYSTEM_COUNT)
        *ret_system = (enum wd_system)i;
    return i < WD_SYSTEM_COUNT;
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
