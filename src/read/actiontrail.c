/* ActionTrail events: plain, or flattened into columns by Log Service. An event without
 * errorCode succeeded. The denied action is serviceName:eventName unless AccessDeniedDetail, when
 * it came along in the message, names it. */
#include "read/alibaba.h"

/* In columns, the event that they were. */
static bool enter_columns(struct wd_reading *r, const char *prefix)
{
    struct wd_jv event = wd_columns_nested(r, prefix);

    if (!wd_there(event))
        return false;
    r->root = event;
    return true;
}

/* A table of another product's keeps each column as a string, the identity with its braces. */
static bool is_kept_as_string(struct wd_jv identity)
{
    return wd_jv_type(identity) == WD_JSON_STRING && wd_str_at(wd_jv_str(identity), 0) == '{';
}

/* Log Service writes its name before each column, other exports do not. */
bool wd_actiontrail_recognise(struct wd_reading *r)
{
    if (!wd_there(wd_jv_get(r->root, "eventName")))
        return (wd_there(wd_jv_get(r->root, "event.eventName")) ||
                wd_there(wd_jv_get(r->root, "event.errorCode"))) &&
               enter_columns(r, "event.");
    struct wd_jv identity = wd_jv_get(r->root, "userIdentity");
    if (is_kept_as_string(identity))
        enter_columns(r, "");
    if (wd_there(identity))
        return true;
    if (wd_there(wd_jv_get(r->root, "userIdentity.type")))
        return enter_columns(r, "");
    return wd_there(wd_jv_get(r->root, "eventSource"));
}

static struct wd_jv value(const struct wd_reading *r, const char *dotted)
{
    return wd_path(r, r->root, dotted);
}

static struct wd_str text(const struct wd_reading *r, const char *dotted)
{
    return wd_scalar_str(r, value(r, dotted));
}

/* The trail is one account's, the caller may be another's: then the whole name says whose. */
static void name_stranger(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_str own = text(r, "recipientAccountId"), home = text(r, "userIdentity.accountId");
    struct wd_str name = event->slot[WD_SLOT_PRINCIPAL];
    bool role = event->principal_kind == WD_PRINCIPAL_RAM_ROLE;
    const struct wd_str parts[] = {WD_STR("acs:ram::"), home,
                                   role ? WD_STR(":role/") : WD_STR(":user/"), name};

    if (own.len == 0 || home.len == 0 || wd_str_eq(own, home) || name.len == 0 ||
        event->principal_kind == WD_PRINCIPAL_USER)
        return;
    wd_event_unset(event, WD_SLOT_PRINCIPAL);
    wd_set(r, WD_SLOT_PRINCIPAL, wd_arena_concat(r->arena, parts, 4));
}

/* "cloudsso-user", "saml-user", "system", "alibaba-cloud-service": RAM keeps users and roles only, and no policy attaches to
 * whoever signed in elsewhere or called as a service.
 * https://www.alibabacloud.com/help/en/actiontrail/developer-reference/actiontrail-event-reference */
static enum wd_principal_kind kind_of_caller(struct wd_str type)
{
    if (type.len == 0 || wd_str_eqz(type, "ram-user"))
        return WD_PRINCIPAL_RAM_USER;
    return wd_str_ends(type, WD_STR("-user")) ? WD_PRINCIPAL_FEDERATED : WD_PRINCIPAL_SERVICE_AGENT;
}

/* role:session → role; the session is whoever held the role for an hour. */
static void read_identity(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_str type = text(r, "userIdentity.type");
    struct wd_str name = text(r, "userIdentity.userName");
    struct wd_str session = name;

    if (wd_str_eq(type, WD_STR("assumed-role"))) {
        struct wd_str role = text(r, "requestParameters.stsTokenPrincipalName");
        struct wd_str rest = role;
        /* userName has the role in lower case; the token's name keeps its spelling. */
        role = role.len ? wd_str_cut(&rest, '/') : wd_str_cut(&session, ':');
        wd_set(r, WD_SLOT_PRINCIPAL, role);
        wd_set(r, WD_SLOT_ROLE, role);
        wd_set(r, WD_SLOT_CALLER, session.len ? session : rest);
        event->principal_kind = WD_PRINCIPAL_RAM_ROLE;
    } else if (wd_str_eq(type, WD_STR("root-account"))) {
        wd_set(r, WD_SLOT_PRINCIPAL, WD_STR("root"));
        event->principal_kind = WD_PRINCIPAL_USER;
    } else {
        wd_set(r, WD_SLOT_PRINCIPAL, name.len ? name : text(r, "userIdentity.principalId"));
        event->principal_kind = kind_of_caller(type);
        if (event->principal_kind != WD_PRINCIPAL_RAM_USER)
            event->doubts |= WD_DOUBT_PRINCIPAL;
    }
    wd_set(r, WD_SLOT_ACCOUNT, text(r, "recipientAccountId"));
    wd_set(r, WD_SLOT_ACCOUNT, text(r, "userIdentity.accountId"));
    name_stranger(r);
}

static void read_names(struct wd_reading *r)
{
    struct wd_str service = text(r, "serviceName");

    wd_set(r, WD_SLOT_SERVICE, wd_arena_lower(r->arena, service));
    wd_set(r, WD_SLOT_METHOD, text(r, "eventName"));
    wd_set(r, WD_SLOT_LOCATION, text(r, "acsRegion"));
    wd_set(r, WD_SLOT_REQUEST_ID, text(r, "requestId"));
    wd_set(r, WD_SLOT_USER_AGENT, text(r, "userAgent"));
    wd_set(r, WD_SLOT_HOST, text(r, "eventSource"));
    r->event->system = wd_system_of_product(service);
}

/* AssumeRole names the role to fix; other calls their resource in one of several places. */
static void read_resource(struct wd_reading *r)
{
    struct wd_str arn = text(r, "requestParameters.RoleArn");
    static const char *const places[] = {"resourceName",
                                         "requestParameters.BucketName",
                                         "requestParameters.bucketName",
                                         "requestParameters.RoleName",
                                         "requestParameters.WorkspaceId",
                                         "requestParameters.JobId"};

    if (arn.len > 0) {
        wd_set(r, WD_SLOT_RESOURCE, arn);
        r->event->source[WD_SLOT_ROLE] =
            WD_SOURCE_NONE; /* the role to fix, not the one that called */
        wd_set(r, WD_SLOT_ROLE, wd_last_part(arn, '/'));
    }
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        wd_set(r, WD_SLOT_RESOURCE, text(r, places[i]));
    wd_set(r, WD_SLOT_BUCKET, text(r, places[1]));
    wd_set(r, WD_SLOT_BUCKET, text(r, places[2]));
}

/* Two buckets: the event is filed under one, the call asked for the other. */
static void doubt_buckets(struct wd_reading *r)
{
    struct wd_str filed = text(r, "resourceName"), asked = text(r, "requestParameters.bucketName");

    if (asked.len == 0)
        asked = text(r, "requestParameters.BucketName");
    if (wd_str_ieq(text(r, "resourceType"), WD_STR("ACS::OSS::Bucket")) && asked.len > 0 &&
        filed.len > 0 && wd_str_find_char(filed, ':') == WD_NPOS &&
        wd_str_find_char(filed, ',') == WD_NPOS && !wd_str_ieq(wd_str_cut(&filed, '/'), asked))
        r->event->doubts |= WD_DOUBT_PERMISSION;
}

/* A copy reads another bucket than the one that it is filed under, or may: which of the two refused is not told. */
static void doubt_copy(struct wd_reading *r)
{
    static const char *const places[] = {"requestParameters.x-oss-copy-source",
                                         "requestParameters.CopySource",
                                         "requestParameters.copySource"};
    struct wd_str source = WD_STR_NONE;

    if (!wd_str_ihas(r->event->slot[WD_SLOT_METHOD], "copy") || r->event->permission_count < 2)
        return;
    for (size_t i = 0; i < sizeof places / sizeof *places && source.len == 0; i++)
        source = text(r, places[i]);
    if (wd_str_at(source, 0) == '/')
        source = wd_str_from(source, 1);
    if (!wd_str_eq(wd_str_cut(&source, '/'), r->event->slot[WD_SLOT_BUCKET]))
        r->event->doubts |= WD_DOUBT_PERMISSION;
}

/* A call that was to change nothing: nobody waits for its answer. */
static void doubt_dry_run(struct wd_reading *r)
{
    static const char *const places[] = {"dryRun", "requestParameters.DryRun",
                                         "requestParameters.dryRun", "additionalEventData.dryRun"};

    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (wd_truth(value(r, places[i])))
            r->event->doubts |= WD_DOUBT_ASIDE;
}

/* ActionTrail keeps it at the top; exports and products that forward their own answer, a level deeper. */
static void read_denied_detail(struct wd_reading *r)
{
    static const char *const places[] = {"accessDeniedDetail",
                                         "AccessDeniedDetail",
                                         "additionalEventData.accessDeniedDetail",
                                         "additionalEventData.AccessDeniedDetail",
                                         "responseElements.accessDeniedDetail",
                                         "responseElements.AccessDeniedDetail"};

    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        wd_denied_detail_read(r, wd_path(r, r->root, places[i]));
}

static void read_error(struct wd_reading *r, struct wd_str code)
{
    struct wd_event *event = r->event;
    struct wd_str message = text(r, "errorMessage");

    wd_set(r, WD_SLOT_REASON, code);
    wd_event_add_text(event, message, WD_TEXT_MESSAGE);
    read_denied_detail(r);
    wd_denied_detail_in_text(r, message);
    wd_alibaba_action(r);
    if (wd_str_ihas(
            message,
            "belong to you")) /* a bucket of another account's, as likely as a missing action */
        event->doubts |= WD_DOUBT_PERMISSION;
    doubt_buckets(r);
    doubt_copy(r);
    if (wd_trail_refuses_another(r, message))
        event->doubts |= WD_DOUBT_PRINCIPAL;
    doubt_dry_run(r);
    event->kind = wd_alibaba_kind(r, code, message);
    wd_alibaba_reason(r, code, message);
}

/* Tables write what is not there as they write nothing: "", null, "-". */
static struct wd_str error_code(struct wd_reading *r)
{
    static const char *const none[] = {"null", "-", "None"};
    struct wd_str code = wd_str_trim(text(r, "errorCode"));

    return WD_STR_IIN(code, none) ? WD_STR_NONE : code;
}

/* A refusal in its words alone. */
static bool refuses_in_words(struct wd_reading *r)
{
    struct wd_str message = text(r, "errorMessage");

    return message.len > 0 &&
           (wd_text_is_strong(&r->n->words, message) || wd_candidate(r, message));
}

/* RAM's answer to a change that was tried tells how things are: what was to be attached is, the user is gone. The change's name
 * that says the same; none for any other answer. */
static struct wd_str told_by_answer(const struct wd_reading *r, struct wd_str code)
{
    struct wd_str service = text(r, "serviceName"), name = text(r, "eventName");

    if (!wd_str_starts(code, WD_STR("Entity")) ||
        (!wd_str_ieq(service, WD_STR("Ram")) && !wd_str_ieq(service, WD_STR("Ims"))))
        return WD_STR_NONE;
    if (wd_str_eqz(code, "EntityNotExist.User"))
        return WD_STR("DeleteUser");
    if (wd_str_eqz(code, "EntityNotExist.Role") && wd_str_eqz(name, "AttachPolicyToRole"))
        return WD_STR("DeleteRole");
    return wd_str_starts(code, WD_STR("EntityAlreadyExists.")) &&
                   wd_str_ends(code, WD_STR(".Policy")) && wd_str_starts(name, WD_STR("Attach"))
               ? name
               : WD_STR_NONE;
}

void wd_actiontrail_read(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_str code = error_code(r);
    struct wd_str id = text(r, "eventId");
    struct wd_str change = told_by_answer(r, code);
    bool failed = change.len == 0 && (code.len > 0 || refuses_in_words(r));

    wd_event_time(event, text(r, "eventTime"));
    if (change.len == 0)
        change = text(r, "eventName");
    if (!failed && !wd_is_policy_call(change))
        return;
    event->dedup = wd_key("event", id.len ? id : text(r, "requestId"), WD_STR_NONE, WD_STR_NONE);
    if (id.len == 0 && text(r, "requestId").len == 0)
        event->dedup = 0;
    if (wd_is_collected(r->root) || wd_is_loggers(r->root)) {
        r->voice = WD_VOICE_APPLICATION;
        wd_speak(r, r->voice);
    }
    r->event->own_log = r->voice == WD_VOICE_SERVICE;
    read_names(r);
    if (!failed) {
        wd_policy_change_trail(r, change);
        return;
    }
    read_identity(r);
    event->dedup = wd_key_of_caller(event->dedup, event->slot[WD_SLOT_PRINCIPAL]);
    read_resource(r);
    read_error(r, code);
}
