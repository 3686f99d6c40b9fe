/* google.rpc.Status: code, message and the typed details, wherever a record holds one.
 *
 * Details are told apart by their members, not by @type, which exporters rename or drop. Codes 7
 * and 16 are denials. Codes 3 and 9 are if a reason, a violation or the words say so. 5 (not
 * found) and 8 (quota) never are; the rest is left to the rules. */
#include "read/reading.h"
#include "whydenied/vocabulary/vendor.h"

static const char *const code_names[] = {
    "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
    "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
    "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
    "DATA_LOSS", "UNAUTHENTICATED"};

int wd_code_of_name(struct wd_str name)
{
    for (size_t i = 0; name.len > 0 && i < sizeof code_names / sizeof *code_names; i++)
        if (wd_names_equal(name, wd_str_of(code_names[i])))
            return (int)i;
    return -1;
}

/* A number as services write it, or its name, as people's exporters do, alone too; a number that no code can be is none that
 * is known. */
static bool code_of(const struct wd_reading *r, struct wd_jv status, int64_t *ret_code)
{
    struct wd_jv code = wd_jv_type(status) == WD_JSON_STRING ? status : wd_field(r, status, "code");
    enum wd_json_type type = wd_jv_type(code);

    *ret_code = -1;
    if (type == WD_JSON_ABSENT) /* of what went well */
        return false;
    if (wd_jv_int(code, ret_code))
        return true;
    *ret_code = type == WD_JSON_REAL ? WD_RPC_UNKNOWN : wd_code_of_name(wd_jv_str(code));
    return *ret_code >= 0;
}

bool wd_status_failed(const struct wd_reading *r, struct wd_jv status, int64_t *ret_code)
{
    enum wd_json_type type = wd_jv_type(status);

    *ret_code = 0;
    if (type != WD_JSON_OBJECT && type != WD_JSON_STRING)
        return false;
    if (code_of(r, status, ret_code))
        return *ret_code != 0;
    /* what went well has no message: its words say what an exporter made unreadable */
    *ret_code = WD_RPC_UNKNOWN;
    return wd_field_str(r, status, "message").len > 0;
}

/* google/api/error_reason.proto, its neighbours outside the enum, and the legacy JSON reasons:
 * those that mean a refusal. */
static const char *const denial_reasons[] = {"IAM_PERMISSION_DENIED",
                                             "AUTH_PERMISSION_DENIED",
                                             "CUSTOM_ORG_POLICY_VIOLATION",
                                             "SERVICE_DISABLED",
                                             "BILLING_DISABLED",
                                             "API_KEY_INVALID",
                                             "API_KEY_SERVICE_BLOCKED",
                                             "API_KEY_HTTP_REFERRER_BLOCKED",
                                             "API_KEY_IP_ADDRESS_BLOCKED",
                                             "API_KEY_ANDROID_APP_BLOCKED",
                                             "API_KEY_IOS_APP_BLOCKED",
                                             "USER_PROJECT_DENIED",
                                             "CONSUMER_SUSPENDED",
                                             "CONSUMER_INVALID",
                                             "SECURITY_POLICY_VIOLATED",
                                             "ACCESS_TOKEN_EXPIRED",
                                             "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                                             "ACCOUNT_STATE_INVALID",
                                             "ACCESS_TOKEN_TYPE_UNSUPPORTED",
                                             "CREDENTIALS_MISSING",
                                             "RESOURCE_PROJECT_INVALID",
                                             "SESSION_COOKIE_INVALID",
                                             "USER_BLOCKED_BY_ADMIN",
                                             "RESOURCE_USAGE_RESTRICTION_VIOLATED",
                                             "ORG_RESTRICTION_VIOLATION",
                                             "ORG_RESTRICTION_HEADER_INVALID",
                                             "LOCATION_POLICY_VIOLATED",
                                             "LOCATION_ORG_POLICY_VIOLATED",
                                             "TLS_ORG_POLICY_VIOLATED",
                                             "TLS_CIPHER_RESTRICTION_VIOLATED",
                                             "MISSING_ORIGIN",
                                             "OVERLOADED_CREDENTIALS",
                                             "GCP_SUSPENDED",
                                             "JWT_TOKEN_INVALID",
                                             "CREDENTIAL_TYPE_UNSUPPORTED",
                                             "ACCOUNT_TYPE_UNSUPPORTED",
                                             "ENDPOINT_USAGE_RESTRICTION_VIOLATED",
                                             "MCP_SERVER_DISABLED",
                                             "VPC_SERVICE_CONTROLS",
                                             "vpcServiceControls",
                                             "forbidden",
                                             "insufficientPermissions",
                                             "accessDenied",
                                             "accessNotConfigured",
                                             "required",
                                             NULL};

static bool has_policy_words(struct wd_str s)
{
    static const char *const words[] = {
        "permission",
        "access denied", /* a bare "denied" may be a word of a query */
        "denied by",
        "is denied",
        "org policy",
        "organization policy",
        "organization's policy",
        "org policies",
        "constraint",
        "act as",
        "attribute condition",
        "forbidden",
        "not authorized",
        "unauthorized",
        "permitted customer",
        "permitted organization",
        "not allowed on this",
        "access to the",
        "service perimeter",
        "is not accessible"};

    return WD_STR_IHAS_ANY(s, words);
}

/* Help: {"links": [{"description": …, "url": …}]}; most lead to a product's documentation. */
static void read_links(struct wd_reading *r, struct wd_jv links)
{
    for (struct wd_jiter it = wd_jv_iter(links); wd_jiter_next(&it);)
        wd_set_detail(r, WD_SLOT_HELP, wd_vendor_troubleshooter(wd_field_str(r, it.value, "url")));
}

void wd_error_info_read(struct wd_reading *r, struct wd_jv detail)
{
    struct wd_jv metadata = wd_field(r, detail, "metadata");
    struct wd_str permission = wd_field_str(r, metadata, "permission");
    struct wd_str resource = wd_field_str(r, metadata, "resource");
    struct wd_str consumer = wd_field_str(r, metadata, "consumer");
    struct wd_str reason = wd_field_str(r, detail, "reason");

    if (reason.len > 0 && !wd_one_of(reason, denial_reasons))
        r->event->doubts |= WD_DOUBT_PERMISSION; /* whatever it is called, it is no missing role */
    wd_set_detail(r, WD_SLOT_REASON, reason);
    wd_event_add_permission(r->event, permission, resource, WD_GRANTED_NO);
    wd_event_add_permission_from(r->event, permission, WD_SOURCE_DETAIL);
    wd_set_detail(r, WD_SLOT_PERMISSION, permission);
    wd_set_detail(r, WD_SLOT_RESOURCE, resource);
    wd_set_detail(r, WD_SLOT_UNIQUE_ID, wd_field_str(r, metadata, "uid"));
    wd_set_detail(r, WD_SLOT_UNIQUE_ID, wd_field_str(r, metadata, "error_info_id"));
    wd_set_detail(r, WD_SLOT_HELP, wd_field_str(r, metadata, "troubleshooter_url"));
    wd_set_detail(r, WD_SLOT_CONSTRAINT, wd_field_str(r, metadata, "customConstraints"));
    wd_set_detail(r, WD_SLOT_API, wd_field_str(r, metadata, "service"));
    if (wd_str_starts(consumer, WD_STR("projects/")))
        wd_set_detail(r, WD_SLOT_PROJECT, wd_str_from(consumer, 9));
}

/* PreconditionFailure; a quota's violations have no type and are passed over. */
static void read_violations(struct wd_reading *r, struct wd_jv violations)
{
    for (struct wd_jiter it = wd_jv_iter(violations); wd_jiter_next(&it);) {
        struct wd_str type = wd_field_str(r, it.value, "type");
        struct wd_str description = wd_field_str(r, it.value, "description");
        if (wd_str_eq(type, WD_STR("VPC_SERVICE_CONTROLS"))) {
            wd_set_detail(r, WD_SLOT_REASON, type);
            wd_set_detail(r, WD_SLOT_UNIQUE_ID, description);
            continue;
        }
        if (!wd_str_starts(type, WD_STR("constraints/")) &&
            !wd_str_starts(type, WD_STR("customConstraints/")))
            continue;
        struct wd_str subject = wd_field_str(r, it.value, "subject");
        struct wd_str known = r->event->slot[WD_SLOT_CONSTRAINT];
        if (known.len > 0 && !wd_str_eq(known, type))
            r->n->failures = SIZE_MAX; /* a problem has one constraint */
        wd_set_detail(r, WD_SLOT_CONSTRAINT, type);
        wd_set_detail(r, WD_SLOT_RESOURCE, wd_str_sub(subject, 0, wd_str_find_char(subject, '?')));
        wd_add_of_list(r, description, WD_TEXT_DETAIL);
    }
}

/* ResourceInfo: what was called for, and what is lacking there ("permission [a.b.create] required …");
 * https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto */
static void read_resource_info(struct wd_reading *r, struct wd_jv detail)
{
    wd_set_detail(r, WD_SLOT_RESOURCE, wd_field_str(r, detail, "resourceName"));
    wd_add_of_list(r, wd_field_str(r, detail, "description"), WD_TEXT_DETAIL);
}

/* That a permission lacks is what any wall answers, too: another reason beside it is the one. */
static void read_error_infos(struct wd_reading *r, struct wd_jv details, bool of_iam)
{
    for (struct wd_jiter it = wd_jv_iter(details); wd_jiter_next(&it);) {
        struct wd_str reason = wd_field_str(r, it.value, "reason");
        if (reason.len > 0 && wd_str_eqz(reason, "IAM_PERMISSION_DENIED") == of_iam)
            wd_error_info_read(r, it.value);
    }
}

static void read_other_details(struct wd_reading *r, struct wd_jv details)
{
    for (struct wd_jiter it = wd_jv_iter(details); wd_jiter_next(&it);) {
        struct wd_jv v = it.value;
        if (wd_field_str(r, v, "reason").len > 0)
            continue;
        if (wd_there(wd_field(r, v, "violations")))
            read_violations(r, wd_field(r, v, "violations"));
        else if (wd_there(wd_field(r, v, "links")))
            read_links(r, wd_field(r, v, "links"));
        else if (wd_field_str(r, v, "requestId").len > 0)
            wd_set_detail(r, WD_SLOT_REQUEST_ID, wd_field_str(r, v, "requestId"));
        else if (wd_field_str(r, v, "resourceName").len > 0)
            read_resource_info(r, v);
        else
            wd_add_of_list(r, wd_field_str(r, v, "message"), WD_TEXT_DETAIL);
    }
}

static void read_details(struct wd_reading *r, struct wd_jv details)
{
    if (!wd_there(details))
        return;
    read_error_infos(r, details, false);
    read_other_details(r, details);
    read_error_infos(r, details, true);
}

/* errors: [{"reason": "forbidden", "domain": "global"}], the form before ErrorInfo. */
static void read_legacy_errors(struct wd_reading *r, struct wd_jv errors)
{
    for (struct wd_jiter it = wd_jv_iter(errors); wd_jiter_next(&it);)
        wd_set_detail(r, WD_SLOT_REASON, wd_field_str(r, it.value, "reason"));
}

struct wd_str wd_legacy_message(const struct wd_reading *r, struct wd_jv status)
{
    struct wd_jv errors = wd_field(r, status, "errors");

    if (wd_jv_type(errors) != WD_JSON_ARRAY)
        return WD_STR_NONE;
    for (struct wd_jiter it = wd_jv_iter(errors); wd_jiter_next(&it);)
        if (wd_field_str(r, it.value, "domain").len > 0 ||
            wd_field_str(r, it.value, "reason").len > 0)
            return wd_field_str(r, it.value, "message");
    return WD_STR_NONE;
}

static int code_of_http(int64_t http)
{
    switch (http) {
    case 401:
        return WD_RPC_UNAUTHENTICATED;
    case 403:
        return WD_RPC_DENIED;
    case 400:
        return WD_RPC_INVALID;
    case 404:
        return WD_RPC_NOT_FOUND;
    case 412:
        return WD_RPC_PRECONDITION;
    case 429:
        return WD_RPC_EXHAUSTED;
    default:
        return -1;
    }
}

/* JSON APIs put the HTTP status where RPC puts its code; numbers tell which it is. */
static void read_code(struct wd_reading *r, struct wd_jv status)
{
    int64_t code = -1;
    int named = wd_code_of_name(wd_field_str(r, status, "status"));

    if (code_of(r, status, &code) && code >= 100 && code < 600) {
        r->event->http_status = (int)code;
        code = code_of_http(code);
    }
    r->event->code = named >= 0 ? named : code >= 0 && code <= 16 ? (int)code : -1;
}

void wd_status_read(struct wd_reading *r, struct wd_jv status)
{
    struct wd_str message = wd_field_str(r, status, "message");
    struct wd_jv details = wd_field_json(r, status, "details");

    if (message.len == 0)
        message = wd_legacy_message(r, status);
    read_code(r, status);
    wd_event_add_text(r->event, message, WD_TEXT_MESSAGE);
    read_details(r, details);
    read_legacy_errors(r, wd_field(r, status, "errors"));
    if (r->event->slot[WD_SLOT_UNIQUE_ID].len == 0 && wd_str_find_char(message, ':') != WD_NPOS) {
        static const char marker[] = "vpcServiceControlsUniqueIdentifier: ";
        size_t at = wd_str_find(message, wd_str_of(marker));
        struct wd_str id = at == WD_NPOS ? WD_STR_NONE : wd_str_from(message, at + strlen(marker));
        id = wd_str_cut(&id, ' ');
        if (wd_str_ends(id, WD_STR("."))) /* the sentence's, as BigQuery writes it */
            id.len--;
        wd_set(r, WD_SLOT_UNIQUE_ID, id);
    }
}

static bool texts_have_policy_words(const struct wd_event *event)
{
    for (size_t i = 0; i < event->text_count; i++)
        if (has_policy_words(event->texts[i].s))
            return true;
    return false;
}

/* A limit was met: 403 by its number, and no refusal (the cause is not_permission). */
static bool is_limit(struct wd_str reason)
{
    static const char *const reasons[] = {"rateLimitExceeded",
                                          "userRateLimitExceeded",
                                          "quotaExceeded",
                                          "dailyLimitExceeded",
                                          "RATE_LIMIT_EXCEEDED",
                                          "RESOURCE_QUOTA_EXCEEDED",
                                          NULL};

    return reason.len > 0 && wd_one_of(reason, reasons);
}

enum wd_kind wd_status_kind(const struct wd_event *event)
{
    bool reason = event->slot[WD_SLOT_REASON].len > 0 &&
                  wd_one_of(event->slot[WD_SLOT_REASON], denial_reasons);

    switch (event->code) {
    case WD_RPC_DENIED:
    case WD_RPC_UNAUTHENTICATED:
        return is_limit(event->slot[WD_SLOT_REASON]) ? WD_KIND_LOOKALIKE : WD_KIND_DENIAL;
    case WD_RPC_INVALID:
    case WD_RPC_PRECONDITION:
        if (reason || event->slot[WD_SLOT_CONSTRAINT].len > 0 || texts_have_policy_words(event))
            return WD_KIND_DENIAL;
        return WD_KIND_CANDIDATE;
    case WD_RPC_NOT_FOUND:
    case WD_RPC_EXHAUSTED:
        return WD_KIND_OTHER;
    default:
        return reason ? WD_KIND_DENIAL : WD_KIND_CANDIDATE;
    }
}

bool wd_status_of_answer_failed(const struct wd_reading *r, struct wd_jv v)
{
    static const char *const names[] = {"status", "statusCode", "httpStatus", NULL};
    int64_t status = 0;

    for (const char *const *name = names; *name; name++)
        if (wd_jv_int(wd_field(r, v, *name), &status) && status >= 400 && status < 600)
            return true;
    return false;
}
