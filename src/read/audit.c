/* Cloud Audit Logs. The common case leaves early: an entry whose status is absent or empty
 * succeeded, whatever else it says, and is interesting only if it changed a policy.
 *
 * Shapes: protoPayload; proto_payload.audit_log (Log Analytics); protopayload_auditlog (BigQuery
 * sink); the AuditLog alone, as function logs print it. */
#include "read/reading.h"

#include "whydenied/base/char.h"

static bool is_audit_log(const struct wd_reading *r, struct wd_jv v)
{
    return wd_field_str(r, v, "methodName").len > 0 &&
           (wd_there(wd_field(r, v, "serviceName")) || wd_there(wd_field(r, v, "status")) ||
            wd_there(wd_field(r, v, "authenticationInfo")));
}

static bool recognise_renamed(struct wd_reading *r)
{
    struct wd_jv v;

    r->loose = true;
    v = wd_field(r, r->root, "protoPayload");
    if (wd_jv_type(v) == WD_JSON_OBJECT && wd_there(wd_field(r, v, "auditLog")))
        v = wd_field(r, v, "auditLog");
    if (wd_jv_type(v) != WD_JSON_OBJECT)
        v = wd_field(r, r->root, "protopayload_auditlog");
    if (wd_jv_type(v) != WD_JSON_OBJECT && is_audit_log(r, r->root))
        v = r->root;
    r->proto = v;
    if (wd_jv_type(v) == WD_JSON_OBJECT && is_audit_log(r, v))
        return true;
    r->loose = false;
    return false;
}

bool wd_audit_recognise(struct wd_reading *r)
{
    struct wd_jv status;

    r->proto = wd_jv_get(r->root, "protoPayload");
    if (wd_jv_type(r->proto) != WD_JSON_OBJECT)
        return recognise_renamed(r);
    /* App Engine's request log is a protoPayload too; its status is a number. */
    status = wd_jv_get(r->proto, "status");
    if (wd_jv_type(status) == WD_JSON_INTEGER)
        return false;
    if (wd_jv_type(wd_jv_get(r->proto, "methodName")) == WD_JSON_STRING)
        return true;
    /* A refusal whose entry was shortened still says so in its status. */
    return wd_jv_type(status) == WD_JSON_OBJECT || recognise_renamed(r);
}

/* Same call, several entries: the operation, else the perimeter's id, else the entry itself. */
static void set_dedup(struct wd_reading *r)
{
    struct wd_str id = wd_path_str(r, r->root, "operation.id");
    struct wd_str unique = r->event->slot[WD_SLOT_UNIQUE_ID];

    wd_set(r, WD_SLOT_OPERATION, id);
    if (id.len > 0)
        r->event->dedup = wd_key("operation", id, WD_STR_NONE, WD_STR_NONE);
    else if (unique.len > 0)
        r->event->dedup = wd_key("unique_id", unique, WD_STR_NONE, WD_STR_NONE);
    else
        r->event->dedup = wd_key_of_caller(r->event->dedup, r->event->slot[WD_SLOT_PRINCIPAL]);
}

static void read_names(struct wd_reading *r)
{
    struct wd_str service = wd_field_str(r, r->proto, "serviceName");
    struct wd_jv request = wd_field(r, r->proto, "requestMetadata");

    wd_set(r, WD_SLOT_SERVICE, service);
    wd_set(r, WD_SLOT_METHOD, wd_field_str(r, r->proto, "methodName"));
    wd_set(r, WD_SLOT_USER_AGENT, wd_field_str(r, request, "callerSuppliedUserAgent"));
    r->event->system = wd_system_of_service(service);
}

/* "projects/123456789012/…": the number of the project whose log it is, unless a program printed the entry. */
static void see_number(struct wd_reading *r)
{
    struct wd_str rest = wd_jv_str(wd_jv_get(r->proto, "resourceName"));

    if (r->voice != WD_VOICE_SERVICE || !wd_str_starts(rest, WD_STR("projects/")) ||
        !wd_is_digit(wd_str_at(rest, 9)))
        return;
    rest = wd_str_from(rest, 9);
    r->event->own_number = wd_str_cut(&rest, '/');
}

static void read_failure(struct wd_reading *r, struct wd_jv status)
{
    struct wd_event *event = r->event;

    wd_entry_read(r);
    wd_status_read(r, status);
    event->kind = wd_status_kind(event);
    if (event->kind == WD_KIND_OTHER)
        return;
    read_names(r);
    wd_audit_principal(r);
    wd_audit_key(r);
    wd_audit_permissions(r);
    wd_audit_resource(r);
    see_number(r);
    wd_audit_metadata(r);
    if (wd_str_eqz(event->slot[WD_SLOT_SERVICE], "bigquery.googleapis.com"))
        wd_audit_view(r);
    wd_audit_call(r);
    if (event->kind == WD_KIND_CANDIDATE) {
        event->kind = WD_KIND_OTHER;
        wd_judge_texts(r);
        event->has_cloud_token = false; /* no refusal by its code: only a rule may make it one */
    }
    event->structured = event->kind == WD_KIND_DENIAL || event->kind == WD_KIND_NOT_ENFORCED;
    set_dedup(r);
    wd_recall_tell(r);
}

void wd_audit_read(struct wd_reading *r)
{
    struct wd_jv status = wd_field(r, r->proto, "status");
    int64_t code;

    if (wd_status_failed(r, status, &code)) {
        read_failure(r, status);
        return;
    }
    wd_entry_time(r);
    if (wd_is_policy_record(r)) {
        wd_entry_read(r);
        read_names(r);
        wd_policy_change_read(r);
    } else { /* only to be seen that its logs are there */
        r->event->slot[WD_SLOT_SERVICE] = wd_field_str(r, r->proto, "serviceName");
        see_number(r);
    }
}
