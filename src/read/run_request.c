/* Request logs. A 401 or 403 is a denial only if the platform says so: Cloud Run's own sentences,
 * or Identity-Aware Proxy behind a load balancer. Any other is the application's or a firewall's
 * answer: context for correlation, in no count. */
#include "read/reading.h"

static bool is_request_log(const struct wd_reading *r)
{
    struct wd_str name = wd_field_str(r, r->root, "logName");

    return wd_str_ends(name, WD_STR("%2Frequests")) || wd_str_ends(name, WD_STR("/requests"));
}

bool wd_run_request_recognise(struct wd_reading *r)
{
    bool loose = r->loose;

    if (wd_jv_type(wd_field(r, r->root, "httpRequest")) == WD_JSON_OBJECT && is_request_log(r))
        return true;
    r->loose = true;
    if (wd_jv_type(wd_field(r, r->root, "httpRequest")) == WD_JSON_OBJECT && is_request_log(r))
        return true;
    r->loose = loose;
    return false;
}

/* Written by the platform before the request reaches the container. */
static bool is_platform_sentence(struct wd_str s)
{
    static const char *const sentences[] = {
        "The request was not authenticated", "The request was not authorized",
        "The access token could not be verified", "The request was rejected because",
        "Invalid IAP credentials"};

    return WD_STR_ANY(wd_str_has, s, sentences);
}

static void read_service(struct wd_reading *r)
{
    struct wd_str name = wd_label(r, "service_name");
    struct wd_str location = wd_label(r, "location");
    struct wd_str project = r->event->slot[WD_SLOT_PROJECT];

    if (name.len == 0 || project.len == 0)
        return;
    wd_set(r, WD_SLOT_SERVICE, WD_STR("run.googleapis.com"));
    wd_set(
        r, WD_SLOT_RESOURCE,
        wd_arena_concat(r->arena,
                        (const struct wd_str[]){WD_STR("projects/"), project, WD_STR("/locations/"),
                                                location, WD_STR("/services/"), name},
                        6));
}

static void read_request(struct wd_reading *r, struct wd_jv request)
{
    wd_set_url(r, wd_field_str(r, request, "requestUrl"), WD_SOURCE_FIELD);
    wd_set(r, WD_SLOT_METHOD, wd_field_str(r, request, "requestMethod"));
    wd_set(r, WD_SLOT_USER_AGENT, wd_field_str(r, request, "userAgent"));
}

static bool denied_by_iap(const struct wd_reading *r)
{
    struct wd_str details = wd_path_str(r, r->json, "statusDetails");

    return r->event->http_status == 403 &&
           wd_str_eq(details, WD_STR("handled_by_identity_aware_proxy"));
}

static void read_load_balancer(struct wd_reading *r)
{
    struct wd_str details = wd_path_str(r, r->json, "statusDetails");

    wd_set(r, WD_SLOT_DETAIL, details);
    if (!denied_by_iap(r))
        return;
    r->event->kind = WD_KIND_DENIAL;
    wd_set(r, WD_SLOT_SERVICE, WD_STR("iap.googleapis.com"));
    wd_set(r, WD_SLOT_REASON, details);
    wd_set(r, WD_SLOT_RESOURCE,
           wd_arena_concat(r->arena,
                           (const struct wd_str[]){WD_STR("projects/"),
                                                   r->event->slot[WD_SLOT_PROJECT],
                                                   WD_STR("/iap_web/compute/services/"),
                                                   wd_label(r, "backend_service_name")},
                           4));
    wd_event_add_text(r->event, details, WD_TEXT_DETAIL);
}

void wd_run_request_read(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_jv request = wd_field(r, r->root, "httpRequest");
    struct wd_str text = wd_field_str(r, r->root, "textPayload");
    int64_t status = -1;

    wd_jv_int(wd_field(r, request, "status"), &status);
    wd_entry_read(r);
    event->system = wd_system_of_resource(r->resource_type);
    if (status != 401 && status != 403)
        return;
    event->http_status = (int)status;
    event->kind = WD_KIND_CONTEXT;
    read_request(r, request);
    r->json = wd_field(r, r->root, "jsonPayload");
    if (!wd_there(r->json))
        r->json = wd_field(r, r->root, "jsonpayload_type_loadbalancerlogentry");
    if (is_platform_sentence(text)) {
        event->kind = WD_KIND_DENIAL;
        wd_event_add_text(event, text, WD_TEXT_MESSAGE);
    }
    read_service(r);
    if (wd_there(r->json))
        read_load_balancer(r);
    event->structured = event->kind == WD_KIND_DENIAL;
}
