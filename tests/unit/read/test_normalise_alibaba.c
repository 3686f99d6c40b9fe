/* Alibaba Cloud: ActionTrail in its shapes, error bodies, AccessDeniedDetail in its encodings,
 * OSS, DLC. */
#include "../normalise_support.h"

#define EVENT(identity, rest)                                                                      \
    "{'eventId':'E-1','eventVersion':1,'eventTime':'2026-09-01T02:03:04Z','eventSource':"          \
    "'oss-cn-hangzhou.aliyuncs.com','eventName':'GetObject','serviceName':'Oss','acsRegion':"      \
    "'cn-hangzhou','requestId':'R-1','userIdentity':" identity rest "}"
#define RAM_USER                                                                                   \
    "{'type':'ram-user','principalId':'2017','accountId':'1234567890123456','userName':'ann'}"
#define DENIED ",'errorCode':'NoPermission','errorMessage':'You are not authorized.'"

static void an_event_with_an_error_code_is_a_denial(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(b, EVENT(RAM_USER, DENIED));

    settled(b);
    assert_kind(event, WD_KIND_DENIAL);
    assert_int_equal(event->dialect, WD_DIALECT_ACTIONTRAIL);
    assert_int_equal(event->system, WD_SYSTEM_ALIBABA_OSS);
    assert_slot(event, WD_SLOT_PRINCIPAL, "ann");
    assert_int_equal(event->principal_kind, WD_PRINCIPAL_RAM_USER);
    assert_slot(event, WD_SLOT_PERMISSION, "oss:GetObject");
    assert_slot(event, WD_SLOT_ACCOUNT, "1234567890123456");
    assert_slot(event, WD_SLOT_REASON, "NoPermission");
    assert_true(event->dedup != 0);
}

static void an_event_without_an_error_code_succeeded(void **state)
{
    struct bench *b = *state;

    assert_kind(read_json(b, EVENT(RAM_USER, "")), WD_KIND_OTHER);
    assert_kind(
        read_json(b, EVENT(RAM_USER, ",'errorCode':'InternalError','errorMessage':'try again'")),
        WD_KIND_OTHER);
}

static void of_an_assumed_role_the_role_is_named(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b,
        EVENT(
            "{'type':'assumed-role','principalId':'3:s1','accountId':'1234567890123456','userName':"
            "'acme-trainer:s1'}",
            DENIED));

    assert_slot(event, WD_SLOT_PRINCIPAL, "acme-trainer");
    assert_slot(event, WD_SLOT_CALLER, "s1");
    assert_int_equal(event->principal_kind, WD_PRINCIPAL_RAM_ROLE);
}

static void the_token_keeps_the_spelling_of_the_role(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b, EVENT("{'type':'assumed-role','userName':'acmetrainer:s1'}",
                 ",'requestParameters':{'stsTokenPrincipalName':'AcmeTrainer/s1'}" DENIED));

    assert_slot(event, WD_SLOT_PRINCIPAL, "AcmeTrainer");
}

static void assume_role_names_the_role_to_fix(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b, "{'eventId':'E-2','eventTime':'2026-09-01T02:03:04Z','eventSource':'sts.aliyuncs.com',"
           "'eventName':'AssumeRole','serviceName':'Sts','userIdentity':" RAM_USER
           ",'requestParameters':{'RoleArn':'acs:ram::1234567890123456:role/acme-trainer',"
           "'RoleSessionName':169074}" DENIED "}");

    settled(b);
    assert_slot(event, WD_SLOT_PERMISSION, "sts:AssumeRole");
    assert_slot(event, WD_SLOT_ROLE, "acme-trainer");
    assert_string_equal(event->object.type, "ram_role");
}

static void log_service_delivers_the_event_in_three_shapes(void **state)
{
    static const char *const shapes[] = {
        "{'__time__':1756692184,'__topic__':'actiontrail_audit_event','event':" EVENT(RAM_USER,
                                                                                      DENIED) "}",
        "{'__time__':'1756692184','event.eventId':'E-1','event.eventName':'GetObject','event."
        "eventSource':"
        "'oss-cn-hangzhou.aliyuncs.com','event.serviceName':'Oss','event.errorCode':'NoPermission',"
        "'event.errorMessage':'You are not authorized.','event.eventTime':'2026-09-01T02:03:04Z',"
        "'event.userIdentity.type':'ram-user','event.userIdentity.userName':'ann',"
        "'event.userIdentity.accountId':'1234567890123456'}",
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        const struct wd_event *event = read_json(b, shapes[i]);
        assert_kind(event, WD_KIND_DENIAL);
        assert_slot(event, WD_SLOT_PRINCIPAL, "ann");
        assert_slot(event, WD_SLOT_PERMISSION, "oss:GetObject");
        assert_true(event->time == wd_time_parse(WD_STR("2026-09-01T02:03:04Z"), NULL));
    }
}

/* The text of the event as a JSON string. */
static struct wd_str escaped(struct bench *b, struct wd_str s)
{
    char *out = wd_arena_alloc(b->bodies, 2 * s.len);
    size_t len = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"' || s.ptr[i] == '\\')
            out[len++] = '\\';
        out[len++] = s.ptr[i];
    }
    return wd_str_make(out, len);
}

static void the_event_may_be_a_string_in_a_column(void **state)
{
    struct bench *b = *state;
    struct wd_str event_text = escaped(b, quoted(b, EVENT(RAM_USER, DENIED)));
    static const char *const columns[] = {"event", "content", "value", "message"};

    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        struct wd_str body =
            wd_arena_printf(b->bodies, "{\"%s\":\"%.*s\"}", columns[i], WD_STR_ARG(event_text));
        const struct wd_event *event = read_record(b, body, WD_RECORD_JSON);
        assert_kind(event, WD_KIND_DENIAL);
        assert_slot(event, WD_SLOT_PRINCIPAL, "ann");
    }
}

static void event_bridge_keeps_the_event_under_data(void **state)
{
    struct bench *b = *state;

    assert_kind(
        read_json(b, "{'id':'x','source':'acs.oss','type':'oss:ActionTrail:ApiCall','data':" EVENT(
                         RAM_USER, DENIED) "}"),
        WD_KIND_DENIAL);
}

static void attaching_a_policy_is_a_policy_change(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b, "{'eventId':'E-3','eventTime':'2026-09-01T02:03:04Z','eventSource':'ram.aliyuncs.com',"
           "'eventName':'AttachPolicyToRole','serviceName':'Ram','userIdentity':" RAM_USER
           ",'requestParameters':{'RoleName':'acme-trainer','PolicyName':'AcmeOssRead'}}");

    assert_kind(event, WD_KIND_POLICY_CHANGE);
    assert_slot(event, WD_SLOT_PRINCIPAL, "acme-trainer");
    assert_slot(event, WD_SLOT_POLICY, "AcmeOssRead");
    assert_slot(event, WD_SLOT_CALLER, "ann");
}

#define DETAIL                                                                                     \
    "{'PolicyType':'AccountLevelIdentityBasedPolicy','AuthPrincipalOwnerId':'1234567890123456',"   \
    "'EncodedDiagnosticMessage':'AQIBIAAA+/=','AuthPrincipalType':'AssumedRoleUser',"              \
    "'AuthPrincipalDisplayName':'acme-trainer:s1','NoPermissionType':'ImplicitDeny','AuthAction':" \
    "'oss:GetObject'}"

static void check_detail(struct bench *b)
{
    const struct wd_event *event = settled(b);

    assert_slot(event, WD_SLOT_PERMISSION, "oss:GetObject");
    assert_slot(event, WD_SLOT_PRINCIPAL, "acme-trainer");
    assert_slot(event, WD_SLOT_POLICY, "AccountLevelIdentityBasedPolicy");
    assert_slot(event, WD_SLOT_DETAIL, "ImplicitDeny");
    assert_slot(event, WD_SLOT_ACCOUNT, "1234567890123456");
    assert_slot(event, WD_SLOT_UNIQUE_ID, "AQIBIAAA+/=");
    assert_int_equal(event->principal_kind, WD_PRINCIPAL_RAM_ROLE);
}

static void access_denied_detail_is_read_as_an_object(void **state)
{
    struct bench *b = *state;

    read_json(b,
              "{'RequestId':'R-1','HostId':'adb.aliyuncs.com','Code':'NoPermission','Message':'no',"
              "'AccessDeniedDetail':" DETAIL "}");
    check_detail(b);
}

static void access_denied_detail_is_read_as_a_string(void **state)
{
    struct bench *b = *state;
    struct wd_str detail = escaped(b, quoted(b, DETAIL));

    read_record(b,
                wd_arena_printf(b->bodies,
                                "{\"requestId\":\"R\",\"code\":\"NoPermission\",\"message\":\"no\","
                                "\"accessDeniedDetail\":\"%.*s\"}",
                                WD_STR_ARG(detail)),
                WD_RECORD_JSON);
    check_detail(b);
}

static void access_denied_detail_is_read_as_a_printed_map(void **state)
{
    struct bench *b = *state;

    read_alone(
        b,
        "ERROR aliyun: NoPermission map[AuthAction:oss:GetObject AuthPrincipalDisplayName:"
        "acme-trainer:s1 AuthPrincipalOwnerId:1234567890123456 AuthPrincipalType:AssumedRoleUser "
        "EncodedDiagnosticMessage:AQIBIAAA+/= NoPermissionType:ImplicitDeny "
        "PolicyType:AccountLevelIdentityBasedPolicy]");
    assert_kind(&b->event, WD_KIND_CANDIDATE);
    check_detail(b);
}

static void access_denied_detail_is_read_as_xml(void **state)
{
    struct bench *b = *state;

    read_alone(
        b, "<Error><Code>AccessDenied</Code><Message>no</Message><HostId>acme-data.oss-cn-hangzhou."
           "aliyuncs.com</HostId><AccessDeniedDetail><PolicyType>AccountLevelIdentityBasedPolicy"
           "</PolicyType><AuthPrincipalOwnerId>1234567890123456</AuthPrincipalOwnerId>"
           "<AuthPrincipalType>AssumedRoleUser</AuthPrincipalType><AuthPrincipalDisplayName>"
           "acme-trainer:s1</AuthPrincipalDisplayName><NoPermissionType>ImplicitDeny"
           "</NoPermissionType><AuthAction>oss:GetObject</AuthAction><EncodedDiagnosticMessage>"
           "AQIBIAAA+/=</EncodedDiagnosticMessage></AccessDeniedDetail></Error>");
    check_detail(b);
    assert_str(b->event.object.leaf, "acme-data");
}

static void a_decoded_diagnosis_names_the_deny(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b,
        "{'RequestId':'R','DecodedDiagnosticMessage':{'ExplicitDeny':true,'NoPermissionPolicyType':"
        "'AccountLevelIdentityBasedPolicy','AuthAction':'oss:PutObject','AuthPrincipal':{"
        "'AuthPrincipalType':'SubUser','AuthPrincipalDisplayName':'2017'},'MatchedPolicies':[{'"
        "Effect':"
        "'Deny','PolicyIdentifier':'AcmeDeny'}]}}");

    assert_kind(event, WD_KIND_DENIAL);
    assert_slot(event, WD_SLOT_DETAIL, "ExplicitDeny");
    assert_slot(event, WD_SLOT_PERMISSION, "oss:PutObject");
}

/* Terraform's provider names the call; what holds more than letters is none. */
static void only_the_name_of_a_call_is_a_providers_action(void **state)
{
    struct bench *b = *state;

    read_alone(b, "Error: Resource d CreateDisk Failed!!! ErrorCode: Forbidden.RAM Message: User "
                  "not authorized HostId: ecs.aliyuncs.com");
    assert_slot(&b->event, WD_SLOT_METHOD, "CreateDisk");
    read_alone(b, "Error: Resource d Create-Disk Failed!!! ErrorCode: Forbidden.RAM Message: User "
                  "not authorized HostId: ecs.aliyuncs.com");
    assert_slot(&b->event, WD_SLOT_METHOD, "");
}

struct verdict {
    const char *json;
    enum wd_kind kind;
    enum wd_system system;
};

static void error_bodies_are_told_by_code_and_host(void **state)
{
    static const struct verdict rows[] = {
        {"{'RequestId':'R','HostId':'ecs.aliyuncs.com','Code':'Forbidden.RAM','Message':'User not "
         "authorized'}",
         WD_KIND_DENIAL, WD_SYSTEM_ALIBABA_RAM},
        {"{'errorCode':'Unauthorized','errorMessage':'denied by sts or ram, action: "
         "log:GetLogStoreLogs',"
         "'requestId':'R'}",
         WD_KIND_DENIAL, WD_SYSTEM_ALIBABA_SLS},
        {"{'Code':'ODPS-0420095','Message':'Access Denied - no privilege','RequestId':'R','HostId':"
         "'service.odps.aliyun.com'}",
         WD_KIND_DENIAL, WD_SYSTEM_ALIBABA_MAXCOMPUTE},
        {"{'requestId':'R','code':'EntityNotExist.Role','message':'The role not exists: "
         "acs:ram::1:role/x',"
         "'httpCode':404}",
         WD_KIND_CANDIDATE, WD_SYSTEM_ALIBABA_RAM},
        {"{'RequestId':'R','HostId':'ecs.aliyuncs.com','Code':'IncorrectInstanceStatus','Message':'"
         "stop it "
         "first'}",
         WD_KIND_OTHER, WD_SYSTEM_ALIBABA_RAM},
        {"{'Code':'Success','AccessKeyId':'STS.x','Expiration':'2026-09-01T00:00:00Z'}",
         WD_KIND_OTHER, WD_SYSTEM_OTHER},
        {"{'logInfo':{'requestId':'R','basicInfo':{'api':'CreateJob','product':'PaiDlc','errorCode'"
         ":"
         "'NoPermission','errorMessage':'no'},'callerInfo':{'masterAccountId':1234567890123456}}}",
         WD_KIND_DENIAL, WD_SYSTEM_ALIBABA_DLC},
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct wd_event *event = read_json(b, rows[i].json);
        if (event->kind != rows[i].kind || event->system != rows[i].system)
            print_error("%s: %s %s\n", rows[i].json, wd_kind_name(event->kind),
                        wd_system_name(event->system));
        assert_int_equal(event->kind, rows[i].kind);
        assert_int_equal(event->system, rows[i].system);
    }
}

static void the_oss_access_log_says_who_was_refused_what(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b, "{'__topic__':'oss_access_log','__time__':'1756692184','operation':'GetBucket','bucket':"
           "'acme-data','object':'-','http_status':'403','error_code':'AccessDenied','requester_id'"
           ":'2017',"
           "'request_id':'R'}");

    settled(b);
    assert_kind(event, WD_KIND_DENIAL);
    assert_slot(event, WD_SLOT_PERMISSION, "oss:ListObjects");
    assert_slot(event, WD_SLOT_PRINCIPAL, "2017");
    assert_string_equal(event->object.type, "oss_bucket");
    assert_str(event->object.leaf, "acme-data");
    assert_kind(read_json(b, "{'operation':'GetObject','bucket':'b','http_status':200}"),
                WD_KIND_OTHER);
    assert_kind(read_json(b, "{'operation':'GetObject','bucket':'b','http_status':404,'error_code':"
                             "'NoSuchKey'}"),
                WD_KIND_OTHER);
}

static void a_head_request_has_its_error_in_a_header(void **state)
{
    struct bench *b = *state;
    /* <Error><Code>AccessDenied</Code><HostId>acme-data.oss-cn-hangzhou.aliyuncs.com</HostId></Error> */
    const struct wd_event *event = read_alone(
        b, "x-oss-err: PEVycm9yPjxDb2RlPkFjY2Vzc0RlbmllZDwvQ29kZT48SG9zdElkPmFjbWUtZGF0YS5vc3MtY24t"
           "aGFuZ3pob3UuYWxpeXVuY3MuY29tPC9Ib3N0SWQ+PC9FcnJvcj4=");

    assert_kind(event, WD_KIND_CANDIDATE);
    assert_slot(event, WD_SLOT_BUCKET, "acme-data");
    assert_slot(event, WD_SLOT_REASON, "AccessDenied");
}

static void a_python_dictionary_names_bucket_and_code(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_alone(
        b, "oss2.exceptions.AccessDenied: {'status': 403, 'x-oss-request-id': 'R', 'details': "
           "{'Code': 'AccessDenied', 'Message': 'no', 'RequestId': 'R', 'HostId': "
           "'acme-data.oss-cn-hangzhou.aliyuncs.com'}}");

    settled(b);
    assert_kind(event, WD_KIND_CANDIDATE);
    assert_true(event->has_cloud_token);
    assert_int_equal(event->system, WD_SYSTEM_ALIBABA_OSS);
    assert_str(event->object.name, "acs:oss:*:*:acme-data");
}

static void answers_of_the_training_service_are_read(void **state)
{
    struct bench *b = *state;

    assert_kind(
        read_json(b, "{'JobId':'dlc1a2b','Status':'Failed','ReasonCode':'NoPermission',"
                     "'ReasonMessage':'check the ram role permission failed','RequestId':'R'}"),
        WD_KIND_DENIAL);
    assert_kind(
        read_json(b, "{'JobId':'dlc1a2b','PodId':'p','Logs':['epoch 1','Failed to assume role for "
                     "user'],'RequestId':'R'}"),
        WD_KIND_CANDIDATE);
    assert_slot(&b->event, WD_SLOT_JOB, "dlc1a2b");
    assert_kind(read_json(b, "{'JobId':'dlc1a2b','Status':'Failed','ReasonCode':'StoppedByUser'}"),
                WD_KIND_OTHER);
}

static void japanese_and_chinese_words_are_markers(void **state)
{
    static const char *const lines[] = {
        "ramロールのアクセス許可の確認に失敗しました",
        "サブユーザーのアクセス許可の確認に失敗しました",
        "您没有权限执行此操作",
        "権限がありません",
        "RawMessage：<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_kind(read_alone(b, lines[i]), WD_KIND_CANDIDATE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)

static void what_stands_beside_a_refusal_is_looked_for_three_objects_deep(void **state)
{
    struct bench *b = *state;

    read_json_alone(b, "{'level':'error','msg':'access denied','a':{'b':{'c':{"
                       "'action':'oss:GetObject','resource':'acs:oss:*:*:acme-data/x'}}}}");
    assert_true(wd_str_has(b->event.texts[0].s, WD_STR("action: oss:GetObject")));
    assert_true(wd_str_has(b->event.texts[0].s, WD_STR("resource: acs:oss:*:*:acme-data/x")));
    read_json_alone(b, "{'level':'error','msg':'access denied','a':{'b':{'c':{'d':{"
                       "'action':'oss:GetObject','resource':'acs:oss:*:*:acme-data/x'}}}}}");
    assert_false(wd_str_has(b->event.texts[0].s, WD_STR("oss:GetObject")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_event_with_an_error_code_is_a_denial),
        TEST(an_event_without_an_error_code_succeeded),
        TEST(of_an_assumed_role_the_role_is_named),
        TEST(the_token_keeps_the_spelling_of_the_role),
        TEST(assume_role_names_the_role_to_fix),
        TEST(log_service_delivers_the_event_in_three_shapes),
        TEST(the_event_may_be_a_string_in_a_column),
        TEST(event_bridge_keeps_the_event_under_data),
        TEST(attaching_a_policy_is_a_policy_change),
        TEST(access_denied_detail_is_read_as_an_object),
        TEST(access_denied_detail_is_read_as_a_string),
        TEST(access_denied_detail_is_read_as_a_printed_map),
        TEST(access_denied_detail_is_read_as_xml),
        TEST(a_decoded_diagnosis_names_the_deny),
        TEST(only_the_name_of_a_call_is_a_providers_action),
        TEST(error_bodies_are_told_by_code_and_host),
        TEST(the_oss_access_log_says_who_was_refused_what),
        TEST(a_head_request_has_its_error_in_a_header),
        TEST(a_python_dictionary_names_bucket_and_code),
        TEST(answers_of_the_training_service_are_read),
        TEST(japanese_and_chinese_words_are_markers),
        TEST(what_stands_beside_a_refusal_is_looked_for_three_objects_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
