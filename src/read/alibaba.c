/* Alibaba Cloud answers that stand in a record of their own: error bodies of the API gateway, of
 * Log Service and MaxCompute, request logs, and the OSS access log. Key case differs from product
 * to product, so names are read loosely. */
#include "read/alibaba.h"
#include "read/beside_acs.h"

static const char *const code_names[] = {"Code", "ErrorCode", "ErrCode", NULL};
static const char *const message_names[] = {"Message", "ErrorMessage", "ErrMessage", "ErrMsg",
                                            NULL};

/* A word; of some products a number, in quotes or without. */
static struct wd_str error_code(const struct wd_reading *r)
{
    struct wd_str code = wd_first_str(r, r->root, code_names);

    for (const char *const *name = code_names; *name && code.len == 0; name++)
        code = wd_scalar_str(r, wd_field(r, r->root, *name));
    return code;
}

/* An error code is a word; a status code or a sentence is somebody else's "code". Short messages name whose fault it was first
 * ("isp.RAM_PERMISSION_DENY"). */
static bool is_code_word(struct wd_str code)
{
    bool products = wd_str_starts(code, WD_STR("isp.")) || wd_str_starts(code, WD_STR("isv."));

    if (code.len < 4 || code.len > 80 || (!wd_is_upper(code.ptr[0]) && !products))
        return false;
    for (size_t i = 0; i < code.len; i++)
        if (code.ptr[i] <= ' ' || code.ptr[i] == '"' || code.ptr[i] == '{')
            return false;
    return true;
}

/* PAI's workspaces and DataWorks number their errors ("100400027", "200003"): a code only beside a host of Alibaba's, or
 * beside what RAM says of a refusal. */
static bool is_code_number(const struct wd_reading *r, struct wd_str code)
{
    struct wd_str host = wd_field_str(r, r->root, "HostId");
    unsigned long long number;

    return code.len >= 6 && code.len <= 12 && wd_str_to_u64(code, &number) &&
           (wd_str_ends(host, WD_STR(".aliyuncs.com")) ||
            wd_there(wd_field(r, r->root, "AccessDeniedDetail")));
}

/* Model Studio's compatible mode keeps its answer where OpenAI's clients look for it: {"error": {"code":
 * "Workspace.AccessDenied", "message": …}, "request_id": …}. Codes with a dot are Alibaba's own. */
static bool enter_compatible(struct wd_reading *r)
{
    struct wd_jv error = wd_jv_get(r->root, "error");
    struct wd_str code = wd_jv_str(wd_jv_get(error, "code"));

    if (!is_code_word(code) || wd_str_find_char(code, '.') == WD_NPOS ||
        !wd_str_has(code, WD_STR("AccessDenied")) ||
        wd_jv_str(wd_jv_get(error, "message")).len == 0)
        return false;
    r->root = error;
    return true;
}

/* A host of its own, or a resource's name. */
static bool names_alibaba(struct wd_str message)
{
    static const char *const resources[] = {" acs:", "'acs:", "\"acs:", "`acs:"};

    return wd_str_has(message, WD_STR("aliyuncs.com")) ||
           WD_STR_ANY(wd_str_has, message, resources);
}

/* Stores of other vendors answer in the same form, and say whose they are. */
static bool is_of_another(const struct wd_reading *r)
{
    static const char *const places[] = {"HostId", "Resource", "Endpoint", "Host", NULL};
    struct wd_str host = wd_first_str(r, r->root, places);

    return host.len > 0 && !wd_str_has(host, WD_STR("aliyuncs.com")) &&
           wd_screen_scan(&r->n->words.vendors, host) != 0;
}

/* Whom an answer comes from; clients that keep only parts of it call that "host". */
static struct wd_str host_of(struct wd_reading *r)
{
    struct wd_str own = wd_field_str(r, r->root, "HostId"), kept = wd_field_str(r, r->root, "Host");

    return own.len == 0 && wd_str_ends(kept, WD_STR(".aliyuncs.com")) ? kept : own;
}

bool wd_pop_error_recognise(struct wd_reading *r)
{
    bool loose = r->loose;
    struct wd_str code;

    r->loose = true;
    if (enter_compatible(r))
        return true;
    code = error_code(r);
    if ((is_code_word(code) || is_code_number(r, code)) &&
        (wd_first_str(r, r->root, message_names).len > 0 ||
         wd_there(wd_field(r, r->root, "AccessDeniedDetail"))) &&
        (wd_there(wd_field(r, r->root, "RequestId")) || wd_there(wd_field(r, r->root, "HostId")) ||
         wd_there(wd_field(r, r->root, "httpCode")) ||
         wd_there(wd_field(r, r->root, "ErrorCode")) ||
         wd_there(wd_field(r, r->root, "AccessDeniedDetail")) ||
         names_alibaba(wd_first_str(r, r->root, message_names))) &&
        !is_of_another(r))
        return true;
    r->loose = loose;
    return false;
}

/* "mybucket.oss-cn-hangzhou.aliyuncs.com" → bucket; "sts.aliyuncs.com" → product sts. */
static void read_host(struct wd_reading *r, struct wd_str host)
{
    struct wd_str rest = host;
    struct wd_str first = wd_str_cut(&rest, '.');
    bool oss = wd_str_starts(rest, WD_STR("oss-")) || wd_str_starts(rest, WD_STR("oss.")) ||
               wd_str_ends(rest, WD_STR(".oss-dls.aliyuncs.com")); /* OSS-HDFS */

    if (host.len == 0)
        return;
    wd_set(r, WD_SLOT_HOST, host);
    if (oss) {
        wd_set(r, WD_SLOT_BUCKET, first);
        wd_set(
            r, WD_SLOT_RESOURCE,
            wd_arena_concat(r->arena, (const struct wd_str[]){WD_STR("acs:oss:*:*:"), first}, 2));
        first = WD_STR("oss");
    } else if (wd_str_starts(first, WD_STR("oss-"))) {
        first = WD_STR("oss");
    }
    wd_set(r, WD_SLOT_SERVICE, first);
    r->event->system = wd_system_of_product(first);
}

static void read_status(struct wd_reading *r, struct wd_jv of)
{
    static const char *const names[] = {"httpCode", "HttpStatus", "StatusCode", "httpStatusCode",
                                        NULL};
    int64_t n;

    for (const char *const *name = names; *name; name++)
        if (wd_jv_int(wd_field(r, of, *name), &n) && n >= 100 && n < 600)
            r->event->http_status = (int)n;
}

/* Log Service names action and resource in its sentence: rules read those from the text. */
static void read_product(struct wd_reading *r, struct wd_str code, struct wd_str message)
{
    if (wd_str_starts(code, WD_STR("ODPS-"))) {
        wd_set(r, WD_SLOT_SERVICE, WD_STR("odps"));
        r->event->system = WD_SYSTEM_ALIBABA_MAXCOMPUTE;
    } else if (wd_str_has(message, WD_STR("denied by sts or ram"))) {
        wd_set(r, WD_SLOT_SERVICE, WD_STR("log"));
        r->event->system = WD_SYSTEM_ALIBABA_SLS;
    }
}

void wd_pop_error_read(struct wd_reading *r)
{
    static const char *const times[] = {"time", "timestamp", "eventTime", NULL};
    struct wd_event *event = r->event;
    struct wd_str code = error_code(r);
    struct wd_str message = wd_first_str(r, r->root, message_names);
    struct wd_jv request = wd_field(r, r->root, "RequestId");

    event->system = WD_SYSTEM_ALIBABA_RAM;
    wd_event_time(event, wd_first_str(r, r->root, times));
    wd_set(r, WD_SLOT_REASON, code);
    wd_set(r, WD_SLOT_REQUEST_ID, wd_scalar_str(r, request));
    wd_set_detail(r, WD_SLOT_HELP, wd_field_str(r, r->root, "Recommend"));
    read_host(r, host_of(r));
    read_product(r, code, message);
    read_status(r, r->root);
    wd_event_add_text(event, wd_beside_acs(r, r->root, message), WD_TEXT_MESSAGE);
    wd_denied_detail_read(r, wd_field_json(r, r->root, "AccessDeniedDetail"));
    wd_denied_detail_in_text(r, message);
    event->kind = wd_alibaba_kind(r, code, message);
    wd_alibaba_reason(r, code, message);
    if (event->kind == WD_KIND_DENIAL && event->slot[WD_SLOT_REQUEST_ID].len > 0)
        event->dedup = wd_key("request", event->slot[WD_SLOT_REQUEST_ID], WD_STR_NONE, WD_STR_NONE);
}

/* `aliyun openapiexplorer get-request-log`: {"logInfo": {"basicInfo": {…}, "callerInfo": {…}}}. */
bool wd_request_log_recognise(struct wd_reading *r)
{
    return wd_jv_type(wd_jv_at(r->root, "/logInfo/basicInfo")) == WD_JSON_OBJECT;
}

/* The status refuses where code and words are a product's own. */
static void judge_by_status(struct wd_event *event, struct wd_str code)
{
    if (event->kind != WD_KIND_OTHER || (event->http_status != 401 && event->http_status != 403) ||
        wd_alibaba_code_is_limit(code) || wd_alibaba_code_is_absence(code))
        return;
    event->kind = WD_KIND_CANDIDATE;
    event->has_cloud_token = true;
}

void wd_request_log_read(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_jv basic = wd_jv_at(r->root, "/logInfo/basicInfo");
    struct wd_jv caller = wd_jv_at(r->root, "/logInfo/callerInfo");
    struct wd_str code = wd_field_str(r, basic, "errorCode");
    struct wd_str message = wd_field_str(r, basic, "errorMessage");
    struct wd_str product = wd_field_str(r, basic, "product");

    if (code.len == 0)
        return;
    event->system = wd_system_of_product(product);
    wd_set(r, WD_SLOT_REASON, code);
    wd_set(r, WD_SLOT_SERVICE, wd_arena_lower(r->arena, product));
    wd_set(r, WD_SLOT_METHOD, wd_field_str(r, basic, "api"));
    wd_set(r, WD_SLOT_LOCATION, wd_field_str(r, basic, "regionId"));
    wd_set(r, WD_SLOT_ACCOUNT, wd_scalar_str(r, wd_field(r, caller, "masterAccountId")));
    wd_set(r, WD_SLOT_REQUEST_ID, wd_field_str(r, wd_jv_get(r->root, "logInfo"), "requestId"));
    wd_event_add_text(event, message, WD_TEXT_MESSAGE);
    wd_denied_detail_in_text(r, wd_jv_str(wd_jv_at(r->root, "/logInfo/responses/responseBody")));
    wd_denied_detail_in_text(r, message);
    wd_alibaba_action(r);
    read_status(r, basic);
    event->kind = wd_alibaba_kind(r, code, message);
    judge_by_status(event, code);
    wd_alibaba_reason(r, code, message);
}

/* OSS access log, one flat record a request, in Log Service or by its own column names. */
bool wd_oss_access_recognise(struct wd_reading *r)
{
    return wd_there(wd_jv_get(r->root, "operation")) && wd_there(wd_jv_get(r->root, "bucket")) &&
           wd_there(wd_jv_get(r->root, "http_status"));
}

static void read_oss_resource(struct wd_reading *r)
{
    struct wd_str bucket = wd_field_str(r, r->root, "bucket");
    struct wd_str object = wd_field_str(r, r->root, "object");
    bool whole = object.len == 0 || wd_str_eq(object, WD_STR("-"));

    wd_set(r, WD_SLOT_BUCKET, bucket);
    wd_set(r, WD_SLOT_RESOURCE,
           wd_arena_concat(r->arena,
                           (const struct wd_str[]){WD_STR("acs:oss:*:*:"), bucket,
                                                   wd_str_of(whole ? "" : "/"),
                                                   whole ? WD_STR_NONE : object},
                           4));
}

void wd_oss_access_read(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_str code = wd_field_str(r, r->root, "error_code");
    struct wd_str operation = wd_field_str(r, r->root, "operation");
    int64_t status = -1;

    wd_jv_int(wd_jv_get(r->root, "http_status"), &status);
    if (event->time == WD_TIME_NONE)
        wd_event_time(event, wd_scalar_str(r, wd_jv_get(r->root, "__time__")));
    event->system = WD_SYSTEM_ALIBABA_OSS;
    if (status != 401 && status != 403)
        return;
    event->http_status = (int)status;
    wd_set(r, WD_SLOT_SERVICE, WD_STR("oss"));
    wd_set(r, WD_SLOT_REASON, code);
    wd_set(r, WD_SLOT_METHOD, operation);
    read_oss_resource(r);
    wd_set(r, WD_SLOT_PRINCIPAL, wd_field_str(r, r->root, "requester_id"));
    wd_set(r, WD_SLOT_ACCOUNT, wd_field_str(r, r->root, "owner_id"));
    wd_set(r, WD_SLOT_REQUEST_ID, wd_field_str(r, r->root, "request_id"));
    wd_set(r, WD_SLOT_USER_AGENT, wd_field_str(r, r->root, "user_agent"));
    if (wd_str_eq(code, WD_STR("AccessDenied")))
        wd_alibaba_action(r);
    wd_event_add_text(event, code, WD_TEXT_DETAIL);
    event->kind = wd_alibaba_kind(r, code, code);
    event->dedup = wd_key("request", event->slot[WD_SLOT_REQUEST_ID], WD_STR_NONE, WD_STR_NONE);
}
