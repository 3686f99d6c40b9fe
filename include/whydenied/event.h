/* The one Event everybody speaks of: what a record says about access, whatever wrote it.
 *
 * The facts are slices in named slots; a slot says what a fact means, its trust where it was read
 * (a field of the record, or running text). Slices point into the record, the JSON parser or the
 * per-record arena and die with the next record; the incident table copies what it keeps. The names
 * of slots are also the names of captures in rules and of {placeholders} in advice. */
#ifndef WHYDENIED_EVENT_H
#define WHYDENIED_EVENT_H

#include "whydenied/base/arena.h"
#include "whydenied/base/json.h"
#include "whydenied/base/limits.h"
#include "whydenied/base/timestamp.h"
#include "whydenied/vocabulary/log_kind.h"
#include "whydenied/vocabulary/slot.h"
#include "whydenied/vocabulary/system.h"

/* Where a fact was read, the surest last: what the refusal itself says beats the record around it. */
enum wd_source {
    WD_SOURCE_NONE,
    WD_SOURCE_RULE, /* a constant of a rule, or the action that a call's name suggests: a guess */
    WD_SOURCE_CARRIER, /* labels, logName, envelope: where the record lies */
    WD_SOURCE_STREAM,  /* lines before, of the same stream */
    WD_SOURCE_WRAPPER, /* what the client adds: "This command is authenticated as X" */
    WD_SOURCE_FIELD,   /* authorizationInfo, principalEmail, resourceName, eventName … */
    WD_SOURCE_DETAIL,  /* ErrorInfo, AccessDeniedDetail, errors[], the keys of an error body */
    WD_SOURCE_MESSAGE, /* the refusal's own sentence */
    WD_SOURCE_COUNT
};
const char *wd_source_name(enum wd_source source); /* "message" */
bool wd_source_parse(struct wd_str name, enum wd_source *ret_source);
const char *wd_source_trust(enum wd_source source); /* of the report: structured, text, inferred */

enum wd_dialect {
    WD_DIALECT_UNKNOWN,
    WD_DIALECT_AUDIT,       /* Cloud Audit Logs, the policy stream included */
    WD_DIALECT_CLOUD_BUILD, /* LogEntry of a build, or the text of its log */
    WD_DIALECT_SCHEDULER,   /* AttemptFinished */
    WD_DIALECT_RUN_REQUEST, /* Cloud Run request log */
    WD_DIALECT_GCP_LOG, /* any other LogEntry: stdout/stderr, ml_job, dataflow, load balancer… */
    WD_DIALECT_ACTIONTRAIL,
    WD_DIALECT_ALIBABA_LOG, /* SLS exports, POP error bodies, OSS access log, DLC API answers */
    WD_DIALECT_DLC,         /* text of a DLC job */
    WD_DIALECT_WANDB_LOG,   /* client output and debug logs */
    WD_DIALECT_WANDB_AUDIT,
    WD_DIALECT_TEXT,
    WD_DIALECT_COUNT
};
const char *wd_dialect_name(enum wd_dialect dialect); /* "audit" */
bool wd_dialect_parse(struct wd_str name, enum wd_dialect *ret_dialect);

enum wd_kind {
    WD_KIND_OTHER, /* nothing about access */
    WD_KIND_DENIAL,
    WD_KIND_LOOKALIKE,    /* presents itself as a refusal and is none */
    WD_KIND_NOT_ENFORCED, /* logged, not blocked: VPC-SC dryRun, IAP DRY_RUN */
    WD_KIND_POLICY_CHANGE, /* SetIamPolicy, DetachPolicy…, DisableService: access changed. CALLER did it. DETAIL:
                              lines "WORD\tmember\trole", WORD as in wd_change_word; without them ACTION is
                              the word, PRINCIPAL and ROLE (POLICY) the rest */
    WD_KIND_CONTEXT,   /* names things for other records; a continuation line */
    WD_KIND_CANDIDATE, /* text with a marker word: a denial if a rule says so */
    WD_KIND_DUPLICATE, /* of a denial counted before; decided by the table */
    WD_KIND_FOREIGN,   /* a refusal of another vendor's: no rule of ours is asked */
    WD_KIND_COUNT
};
const char *wd_kind_name(enum wd_kind kind);

/* principal.kind of docs/report.schema.json; "federated" is for principal:// members */
enum wd_principal_kind {
    WD_PRINCIPAL_UNKNOWN,
    WD_PRINCIPAL_SERVICE_ACCOUNT,
    WD_PRINCIPAL_SERVICE_AGENT,
    WD_PRINCIPAL_USER,
    WD_PRINCIPAL_RAM_USER,
    WD_PRINCIPAL_RAM_ROLE,
    WD_PRINCIPAL_WANDB_USER,
    WD_PRINCIPAL_KUBERNETES,
    WD_PRINCIPAL_ANONYMOUS,
    WD_PRINCIPAL_FEDERATED,
    WD_PRINCIPAL_COUNT
};
const char *wd_principal_kind_name(enum wd_principal_kind kind);
/* The kind that the spelling alone tells: *.gserviceaccount.com, principal://…, acs:ram::…:user/…,
 * role:session, system:serviceaccount:…; deleted:… too. Alibaba ids and W&B users need the
 * dialect: pass it. */
enum wd_principal_kind wd_principal_kind_of(struct wd_str principal, enum wd_dialect dialect);

/* Whose words a record is, the surest first. What an application printed is its own text, and so is any JSON
 * unwrapped from it, whatever it claims to be. */
enum wd_voice { WD_VOICE_SERVICE, WD_VOICE_CLIENT, WD_VOICE_APPLICATION };

/* Why an incident's facts do not carry a ready command. */
enum wd_doubt {
    WD_DOUBT_PRINCIPAL = 1,  /* two of equal rank name different principals */
    WD_DOUBT_PERMISSION = 2, /* the same of permissions */
    WD_DOUBT_PARTY = 4,      /* the caller is known, who was refused behind it is not */
    WD_DOUBT_CLIENT = 8,     /* the project is Google's own: a quota project is missing */
    WD_DOUBT_READ = 16, /* read in running text by its words, not by a sentence that is known */
    WD_DOUBT_TWICE =
        32, /* the record names a member or a host twice, and it matters which one is read; or no such host is */
    WD_DOUBT_TORN = 64, /* the record breaks off: what it went on to say may change the answer */
    WD_DOUBT_TARGET =
        128, /* the project that is named is none of those that the input's records lie in */
    WD_DOUBT_LATER = 256, /* with ASIDE: the same text tells that it succeeded later */
    WD_DOUBT_WALL = 2048, /* what no role opens is told on the lines beside the permission's */
    WD_DOUBT_VIEW =
        4096, /* the table that was refused lies behind a view, which may be authorized instead */
    /* An incident has these two only if each of its events has: one that was told outright stands, whatever quotes it. */
    WD_DOUBT_ASIDE = 512,  /* quoted, expected by a test, or over: no standing refusal */
    WD_DOUBT_TRIED = 1024, /* with ASIDE: of this try alone nothing is told; the next one tells */
    WD_DOUBT_OF_EACH = WD_DOUBT_ASIDE | WD_DOUBT_TRIED,
    WD_DOUBT_ALL = 8191
};
/* Of two events, or of two parts of an incident: what is doubted of both together. */
static inline unsigned short wd_doubts_join(unsigned a, unsigned b)
{
    return (unsigned short)(((a | b) & ~(unsigned)WD_DOUBT_OF_EACH) | (a & b & WD_DOUBT_OF_EACH));
}
/* No event of it tells of a refusal that stands. */
static inline bool wd_doubts_aside(unsigned doubts)
{
    return (doubts & WD_DOUBT_OF_EACH) == WD_DOUBT_ASIDE;
}

enum wd_granted { WD_GRANTED_UNSAID, WD_GRANTED_NO, WD_GRANTED_YES };

struct wd_permission {
    struct wd_str name;     /* "storage.objects.get", "oss:GetObject"; v2 spellings normalised */
    struct wd_str resource; /* of this check; may be empty */
    enum wd_granted granted;
    unsigned char source; /* enum wd_source, the best that named it */
};

/* A resource in canonical form. Types are the words of the report: "project", "folder",
 * "organization", "artifact_registry_repository", "cloud_run_service", "cloud_run_job", "bucket",
 * "service_account", "secret", "topic", "subscription", "dataset", "table", "bigquery_connection",
 * "kms_key", "spanner_database", "function", "queue", "bigtable_instance", "subnetwork", "instance",
 * "image", "disk", "region_disk", "snapshot", "machine_image", "instance_template", "backend_service",
 * "region_backend_service", "key_ring", "taxonomy", "spanner_instance", "bigtable_table", "dns_zone",
 * "dataproc_cluster", "workbench_instance", "backend_bucket", "build_connection", "spanner_backup",
 * "delivery_pipeline", "deploy_target", "dataplex_lake", "metastore_service", "healthcare_dataset",
 * "dataplex_zone", "dataplex_task", "dataplex_environment", "dataplex_entry_group", "dataplex_entry_type",
 * "dataplex_aspect_type", "data_catalog_entry_group", "data_catalog_tag_template", "healthcare_fhir_store",
 * "healthcare_dicom_store", "healthcare_hl7v2_store", "service_directory_service", "metastore_federation",
 * "certificate_template", "kms_import_job", "ekm_connection", "colab_runtime_template",
 * "deploy_custom_target_type", "deploy_policy", "api_gateway", "network_hub", "reservation", "iap_dest_group",
 * "bigtable_backup", "bigtable_authorized_view", "spanner_backup_schedule", "dataplex_asset", "dataplex_glossary",
 * "healthcare_consent_store", "metastore_backup", "network_hub_group", "node_group", "node_template", "api_gateway_api",
 * "apphub_application", "binauthz_policy", "fleet_scope", "ekm_config", "dataproc_job", "dataproc_autoscaling_policy",
 * "source_repo", "service_directory_namespace", "attestor", "tag_key", "tag_value", "access_policy", "managed_service", "log_view", "ml_model", "ml_job", "endpoint", "iap_backend", "iap_tunnel",
 * "analyticshub_listing", "billing_account", "cluster", "kubernetes_object", "scheduler_job", "ram_role", "ram_user",
 * "oss_bucket", "log_project", "odps_project", "odps_table", "odps_object", "acr_repository", "dlc_job",
 * "pai_workspace", "wandb_project", "wandb_entity", "workload_identity_pool", "other". */
struct wd_object {
    const char *type;   /* static text; NULL when there is no resource */
    struct wd_str name; /* canonical: object → bucket, version → secret, image → repository */
    struct wd_str project, location;
    struct wd_str leaf; /* the last part: bucket name, repository id, service account e-mail */
    struct wd_str
        parent; /* collection between: instance of a database, dataset of a table, key ring */
};

/* What a source said of a slot that another source filled: evidence.h weighs them. */
struct wd_claim {
    struct wd_str s;
    unsigned char slot, source;
};

enum wd_text_field { WD_TEXT_MESSAGE, WD_TEXT_STACK, WD_TEXT_RESPONSE, WD_TEXT_DETAIL };

struct wd_text {
    struct wd_str s;
    enum wd_text_field field;
};

/* What `login` begins with. */
#define WD_EVENT_LOGIN "W&B "

/* Every field of an event, and what it means to those who look at events whole. The struct is made of this
 * list, so that no field can be added without an answer in each column:
 *   kind    how it is compared and copied (src/event/fields.c)
 *   memo    decides which rule matches and what it captures
 *   repeat  decides what an incident says
 *   says    tells two records of an incident apart: part of their hash
 * A copy takes every field, its texts made the copy's own; a RECORD's value ends with the record.
 * The lists come late: clearing an event leaves what is behind their ends as it is. */
/* clang-format off */
#define WD_EVENT_FIELDS(FIELD)                                                                     \
    /*    type                    name              dimension         kind      memo   repeat says */ \
    FIELD(wd_time,                time,             ,                 NUMBER,   false, false, false) \
    FIELD(enum wd_dialect,        dialect,          ,                 NUMBER,   true,  true,  true)  \
    FIELD(enum wd_log_kind,       log_kind,         ,                 NUMBER,   false, false, false) \
    FIELD(enum wd_system,         system,           ,                 NUMBER,   true,  true,  true)  \
    FIELD(enum wd_kind,           kind,             ,                 NUMBER,   true,  true,  false) \
    FIELD(enum wd_principal_kind, principal_kind,   ,                 NUMBER,   false, true,  true)  \
    /* whom AccessDeniedDetail says that it names; UNKNOWN: it does not say */                     \
    FIELD(enum wd_principal_kind, detail_kind,      ,                 NUMBER,   false, true,  false) \
    /* google.rpc.Code and HTTP status, or -1 */                                                   \
    FIELD(int,                    code,             ,                 NUMBER,   true,  true,  true)  \
    FIELD(int,                    http_status,      ,                 NUMBER,   true,  true,  true)  \
    /* the denial was decided by fields, not by text */                                            \
    FIELD(bool,                   structured,       ,                 NUMBER,   false, true,  false) \
    /* "(or it may not exist)" */                                                                  \
    FIELD(bool,                   uncertain,        ,                 NUMBER,   false, true,  false) \
    /* text: names a cloud; an unmatched candidate counts only then */                             \
    FIELD(bool,                   has_cloud_token,  ,                 NUMBER,   false, true,  false) \
    /* text: a store of ours, by its own sentence, whoever's client asked it */                     \
    FIELD(bool,                   own_store,        ,                 NUMBER,   true,  true,  false) \
    /* bits of enum wd_doubt: why nothing ready-made comes of it */                                \
    FIELD(unsigned short,         doubts,           ,                 NUMBER,   false, true,  false) \
    /* of a program's line that is a record of its own: by which what stands around it is asked later; or 0 */ \
    FIELD(uint64_t,               row,              ,                 NUMBER,   false, false, false) \
    /* whose words they are */                                                                     \
    FIELD(enum wd_voice,          voice,            ,                 NUMBER,   false, true,  false) \
    /* the platform's own entry says that a workload printed it */                                 \
    FIELD(bool,                   of_workload,      ,                 NUMBER,   false, true,  false) \
    /* LOG_PROJECT, or ACCOUNT, is where a platform's own record lies */                           \
    FIELD(bool,                   own_log,          ,                 NUMBER,   false, true,  false) \
    /* more permissions were denied than are kept: only the first are named */                     \
    FIELD(bool,                   overfull,         ,                 NUMBER,   false, true,  false) \
    /* the number of that project, where the platform's record says it */                          \
    FIELD(struct wd_str,          own_number,       ,                 TEXT,     false, true,  false) \
    /* the time had no zone */                                                                     \
    FIELD(bool,                   zoneless,         ,                 NUMBER,   false, false, false) \
    /* who is signed in to W&B, by a line above: a party to what W&B refuses, and to nothing else */ \
    FIELD(struct wd_str,          login,            ,                 TEXT,     false, true,  false) \
    /* key of the same denial in another record, or 0 */                                           \
    FIELD(uint64_t,               dedup,            ,                 PRESENCE, false, true,  false) \
    /* Cloud Logging's insertId, by which the record is found again */                             \
    FIELD(struct wd_str,          entry_id,         ,                 TEXT,     false, false, false) \
    /* what the general grammar read where no rule knows the text: "google.permission"; else empty */ \
    FIELD(struct wd_str,          refusal,          ,                 TEXT,     true,  true,  false) \
    FIELD(struct wd_str,          slot,             [WD_SLOT_COUNT],  SLOTS,    true,  true,  true)  \
    /* enum wd_source */                                                                            \
    FIELD(unsigned char,          source,           [WD_SLOT_COUNT],  OF_SLOTS, false, true,  true)  \
    FIELD(size_t,                 permission_count, ,                 NUMBER,   true,  true,  false) \
    FIELD(size_t,                 text_count,       ,                 NUMBER,   true,  true,  false) \
    FIELD(size_t,                 claim_count,      ,                 NUMBER,   false, true,  false) \
    /* for rules that look at a field by pointer; absent for text */                               \
    FIELD(struct wd_jv,           root,             ,                 RECORD,   false, false, false) \
    /* the denied ones only */                                                                     \
    FIELD(struct wd_permission,   permissions, [WD_PERMISSIONS_MAX],  PERMISSIONS, true, true, true) \
    /* what the service wrote, most telling first */                                               \
    FIELD(struct wd_text,         texts,       [WD_TEXTS_MAX],        TEXTS,    true,  true,  true)  \
    /* what was said of slots that hold something else now */                                     \
    FIELD(struct wd_claim,        claims,      [WD_CLAIMS_MAX],       CLAIMS,   false, true,  false) \
    /* made by wd_event_settle from the slots */                                                   \
    FIELD(struct wd_object,       object,           ,                 OBJECT,   false, false, true)
/* clang-format on */

struct wd_event {
#define FIELD(type, name, dimension, kind, memo, repeat, says) type name dimension;
    WD_EVENT_FIELDS(FIELD)
#undef FIELD
};

void wd_event_clear(struct wd_event *event);
/* Sets a slot if the new source is better than that of what is there; what loses is kept as a claim. Empty
 * slices change nothing. */
void wd_event_set(struct wd_event *event, enum wd_slot slot, struct wd_str s,
                  enum wd_source source);
/* The best claim on a slot that is no better than `at_most`; empty: none. */
struct wd_str wd_event_claimed(const struct wd_event *event, enum wd_slot slot,
                               enum wd_source at_most);
/* What this source says of a slot, whether or not a better one is believed; empty: nothing. */
struct wd_str wd_event_told_by(const struct wd_event *event, enum wd_slot slot,
                               enum wd_source source);
/* Takes the value out, whatever its source. */
void wd_event_unset(struct wd_event *event, enum wd_slot slot);
void wd_event_add_permission(struct wd_event *event, struct wd_str name, struct wd_str resource,
                             enum wd_granted granted); /* equal names once; source: field */
void wd_event_add_permission_from(struct wd_event *event, struct wd_str name,
                                  enum wd_source source);
void wd_event_add_text(struct wd_event *event, struct wd_str s, enum wd_text_field field);

/* A key made of what an event says, byte for byte: two events with equal keys are the same to whoever looks. */
struct wd_event_key {
    char *bytes;
    unsigned len, max;
    bool full; /* it did not fit */
};
enum wd_event_looker { WD_LOOKER_MEMO, WD_LOOKER_REPEAT };
void wd_event_key_put(struct wd_event_key *key, const struct wd_event *event,
                      enum wd_event_looker looker);
void wd_event_key_put_bytes(struct wd_event_key *key, const void *bytes, size_t len);
void wd_event_key_put_str(struct wd_event_key *key, struct wd_str s); /* with its length */

/* Slots that hold something, and a whole set more for a surer voice: what it says comes first, however much
 * another fills in. */
#define WD_FILLED_MAX ((WD_VOICE_APPLICATION + 1) * WD_SLOT_COUNT)
/* Hash of what the event says, the slots that vary left out, joined to `hash`; *ret_filled: slots that it holds. */
uint64_t wd_event_says(const struct wd_event *event, unsigned *ret_filled);
/* The same of the slots that vary. */
uint64_t wd_event_says_varying(const struct wd_event *event, uint64_t hash, unsigned *filled);

/* A copy that outlives the record; its texts live in `arena`. */
void wd_event_copy(struct wd_event *copy, const struct wd_event *event, struct wd_arena *arena);

#endif
