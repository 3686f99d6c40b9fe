/* What every LogEntry carries: time, log, insert id, monitored resource. Severity is not read: a
 * denial may come as INFO, and an ERROR may be anything. */
#include "read/reading.h"

/* receiveTimestamp stands in for entries whose own time is missing. */
void wd_entry_time(struct wd_reading *r)
{
    struct wd_str text = wd_jv_str(wd_jv_get(r->root, "timestamp"));

    if (text.len == 0) {
        static const char *const names[] = {"timestamp", "receiveTimestamp", NULL};
        bool loose = r->loose;
        r->loose = true;
        text = wd_first_str(r, r->root, names);
        r->loose = loose;
    }
    r->time = text;
    wd_event_time(r->event, text);
}

/* "projects/p/logs/cloudaudit.googleapis.com%2Factivity" and the folder and organisation forms. */
bool wd_entry_is(const struct wd_reading *r)
{
    struct wd_str name = wd_field_str(r, r->root, "logName");

    return wd_str_has(name, WD_STR("/logs/")) ||
           (wd_jv_type(wd_path(r, r->root, "resource.labels")) == WD_JSON_OBJECT &&
            wd_path_str(r, r->root, "resource.type").len > 0);
}

struct wd_str wd_label(const struct wd_reading *r, const char *name)
{
    return wd_field_str(r, r->labels, name);
}

/* Where the record lies: its own slot, and a stopgap for a refusal that names no project. */
static void set_project(struct wd_reading *r, struct wd_str project)
{
    wd_set_carrier(r, WD_SLOT_PROJECT, project);
    wd_set_carrier(r, WD_SLOT_LOG_PROJECT, project);
    if (r->voice == WD_VOICE_SERVICE)
        r->event->own_log = true;
}

/* "aiplatform.googleapis.com/CustomJob" and other types of that form name their project twice: by its id, and
 * "resource_container": "projects/123456789012". https://docs.cloud.google.com/monitoring/api/resources */
static void see_container(struct wd_reading *r)
{
    const struct wd_str before = WD_STR("projects/");
    struct wd_str container = WD_STR_NONE;

    if (r->voice == WD_VOICE_SERVICE && wd_str_find_char(r->resource_type, '/') != WD_NPOS)
        container = wd_label(r, "resource_container");
    if (wd_str_starts(container, before))
        r->event->own_number = wd_str_from(container, before.len);
}

static void read_labels(struct wd_reading *r)
{
    static const char *const places[] = {"location", "zone", "region", "cluster_location", NULL};
    struct wd_str place = wd_first_str(r, r->labels, places);

    set_project(r, wd_label(r, "project_id"));
    if (!wd_str_eq(place, WD_STR("global")))
        wd_set_carrier(r, WD_SLOT_LOCATION, place);
    wd_set_carrier(r, WD_SLOT_CLUSTER, wd_label(r, "cluster_name"));
    wd_set_carrier(r, WD_SLOT_NAMESPACE, wd_label(r, "namespace_name"));
    wd_set_carrier(r, WD_SLOT_BUILD, wd_label(r, "build_id"));
    see_container(r);
}

uint64_t wd_entry_key(struct wd_str log_name, struct wd_str id, wd_time time)
{
    if (id.len == 0)
        return 0;
    return wd_hash_join(wd_key("entry", log_name, id, WD_STR_NONE), (uint64_t)time);
}

struct wd_str wd_entry_log(struct wd_str log_name)
{
    size_t at = wd_str_find(log_name, WD_STR("/logs/"));

    return at == WD_NPOS ? WD_STR_NONE : wd_str_from(log_name, at + 6);
}

/* Only the platform writes these logs; what looks like its entry in a log of another name was printed. */
static bool is_audit_log(struct wd_str log)
{
    static const char *const names[] = {"activity", "data_access", "system_event", "policy",
                                        "access_transparency"};
    static const struct wd_str service = {"cloudaudit.googleapis.com", 25};

    if (!wd_str_starts(log, service))
        return false;
    log = wd_str_from(log, service.len);
    log = wd_str_from(log, wd_str_starts(log, WD_STR("%2F")) ? 3 : 1);
    return WD_STR_IN(log, names);
}

/* What every export puts around an entry. Where others lie with it in one input, an audit entry without it is a
 * program's; alone it is what people paste. */
static bool is_enveloped(const struct wd_reading *r, struct wd_str log_name)
{
    return log_name.len > 0 || (r->event->entry_id.len > 0 && r->event->time != WD_TIME_NONE &&
                                r->resource_type.len > 0);
}

static void judge_voice(struct wd_reading *r, struct wd_str log_name)
{
    if ((r->log.len > 0 && !is_audit_log(r->log)) ||
        (r->n->enveloped && !is_enveloped(r, log_name)) || wd_is_collected(r->root) ||
        wd_is_loggers(r->root)) {
        r->voice = WD_VOICE_APPLICATION;
        wd_speak(r, r->voice);
    }
}

/* A call that was allowed, in the platform's own log: whoever is at home where it lies is ours. Asked of every record,
 * so by bytes: "projects/P/logs/cloudaudit.googleapis.com…". */
static void learn_home(struct wd_reading *r, struct wd_str log_name)
{
    const struct wd_str audit = WD_STR("/logs/cloudaudit.googleapis.com");
    struct wd_str project = wd_str_from(log_name, 9);
    size_t end = wd_str_find_char(project, '/');

    if (wd_there(wd_jv_get(r->root, "kubernetes")) || end == WD_NPOS ||
        !wd_str_starts(log_name, WD_STR("projects/")) ||
        !wd_str_starts(wd_str_from(project, end), audit))
        return;
    r->event->slot[WD_SLOT_LOG_PROJECT] = wd_str_sub(project, 0, end);
    if (r->voice != WD_VOICE_SERVICE)
        return;
    r->event->slot[WD_SLOT_CALLER] =
        wd_jv_str(wd_jv_get(wd_jv_get(r->proto, "authenticationInfo"), "principalEmail"));
    r->event->own_log = true;
}

/* Of an entry whose own fields were not read, the name is looked up: nothing else tells the streams apart. */
static enum wd_log_kind kind_of_entry(struct wd_reading *r, enum wd_log_kind unnamed)
{
    struct wd_str log = r->log.len ? r->log : wd_field_str(r, r->root, "logName");
    enum wd_log_kind kind = wd_log_of_name(log);

    if (r->log.len == 0 && kind != WD_LOG_OTHER && kind != WD_LOG_REQUESTS)
        learn_home(r, log);
    return kind == WD_LOG_OTHER ? unnamed : kind;
}

enum wd_log_kind wd_entry_stream(struct wd_str log)
{
    enum wd_log_kind kind = wd_log_of_name(log);

    return kind == WD_LOG_OTHER ? WD_LOG_AUDIT : kind;
}

enum wd_log_kind wd_entry_log_kind(struct wd_reading *r, enum wd_dialect dialect)
{
    static const enum wd_log_kind kinds[WD_DIALECT_COUNT] = {
        [WD_DIALECT_CLOUD_BUILD] = WD_LOG_BUILD,    [WD_DIALECT_SCHEDULER] = WD_LOG_SCHEDULER,
        [WD_DIALECT_RUN_REQUEST] = WD_LOG_REQUESTS, [WD_DIALECT_ACTIONTRAIL] = WD_LOG_ACTIONTRAIL,
        [WD_DIALECT_ALIBABA_LOG] = WD_LOG_ALIBABA,  [WD_DIALECT_DLC] = WD_LOG_ALIBABA,
        [WD_DIALECT_WANDB_LOG] = WD_LOG_WANDB,      [WD_DIALECT_WANDB_AUDIT] = WD_LOG_WANDB,
    };

    if (dialect == WD_DIALECT_AUDIT)
        return kind_of_entry(r, WD_LOG_AUDIT);
    if (dialect == WD_DIALECT_GCP_LOG)
        return r->log.len ? kind_of_entry(r, WD_LOG_APPLICATION) : WD_LOG_OTHER;
    return kinds[dialect];
}

uint64_t wd_key_of_caller(uint64_t key, struct wd_str who)
{
    return key && who.len > 0 ? wd_hash_join(key, wd_hash(who)) : key;
}

/* "projects/PROJECT/logs/…" */
static struct wd_str project_of(struct wd_str log_name)
{
    struct wd_str rest = log_name;
    bool projects = wd_str_eqz(wd_str_cut(&rest, '/'), "projects");
    struct wd_str project = wd_str_cut(&rest, '/');

    return projects && wd_str_starts(rest, WD_STR("logs/")) ? project : WD_STR_NONE;
}

void wd_entry_read(struct wd_reading *r)
{
    struct wd_str log_name = wd_field_str(r, r->root, "logName");
    struct wd_jv resource;

    if (log_name.len == 0) {
        r->loose = true;
        log_name = wd_field_str(r, r->root, "logName");
    }
    wd_entry_time(r); /* an exporter's prefix may have given another one */
    resource = wd_field(r, r->root, "resource");
    r->labels = wd_field_json(r, resource, "labels");
    r->resource_type = wd_field_str(r, resource, "type");
    r->log_name = log_name;
    r->log = wd_entry_log(log_name);
    r->event->entry_id = wd_field_str(r, r->root, "insertId");
    if (r->event->dialect == WD_DIALECT_AUDIT)
        judge_voice(r, log_name);
    if (r->event->dedup == 0)
        r->event->dedup = wd_entry_key(log_name, r->event->entry_id, r->event->time);
    read_labels(r);
    if (project_of(log_name).len > 0)
        set_project(r, project_of(log_name));
}

/* Logs into which only their service writes, and no sentences: audit entries, the scheduler's attempts, requests. */
bool wd_entry_has_no_sentences(const struct wd_reading *r)
{
    static const char *const logs[] = {
        "cloudaudit.googleapis.com",        "cloudscheduler.googleapis.com",
        "cloudtasks.googleapis.com",        "dns.googleapis.com",
        "networkmanagement.googleapis.com", "compute.googleapis.com%2Fvpc_flows",
        "compute.googleapis.com%2Ffirewall"};

    return WD_STR_ANY(wd_str_starts, wd_entry_log(wd_field_str(r, r->root, "logName")), logs);
}
