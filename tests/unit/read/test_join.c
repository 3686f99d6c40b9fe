/* Messages of several lines: what belongs together, where they end, and that nothing is lost. */
#include "../normalise_support.h"

/* Reads the lines; returns how many joined messages came of them, the last of which stays in b. */
static unsigned read_lines(struct bench *b, const char *const *lines)
{
    unsigned joined = 0;

    for (; *lines; lines++) {
        read_text(b, *lines);
        while (next_pending(b))
            joined++;
    }
    while (next_flushed(b))
        joined++;
    return joined;
}

static void a_traceback_is_one_message(void **state)
{
    static const char *const lines[] = {
        "Traceback (most recent call last):",
        "  File \"/app/main.py\", line 3, in <module>",
        "    check_permission(denied)",
        "google.api_core.exceptions.Forbidden: 403 storage.objects.get denied on projects/p",
        "job finished",
        NULL,
    };
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_kind(&b->event, WD_KIND_CANDIDATE);
    assert_true(b->event.has_cloud_token);
    assert_str(
        b->event.texts[0].s,
        "google.api_core.exceptions.Forbidden: 403 storage.objects.get denied on projects/p");
    assert_int_equal(b->event.texts[1].field, WD_TEXT_STACK);
    assert_int_equal(b->where.ordinal, 1);
}

static void source_code_in_a_traceback_is_not_read(void **state)
{
    static const char *const lines[] = {
        "Traceback (most recent call last):",
        "  File \"/app/main.py\", line 3, in <module>",
        "    raise PermissionDenied('projects/p')",
        "ValueError: bad shape",
        NULL,
    };
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 0);
}

static void chained_exceptions_are_one_message(void **state)
{
    static const char *const lines[] = {
        "Traceback (most recent call last):",
        "  File \"a.py\", line 1, in f",
        "oss2.exceptions.AccessDenied: {'status': 403, 'details': {'Code': 'AccessDenied'}}",
        "",
        "During handling of the above exception, another exception occurred:",
        "",
        "Traceback (most recent call last):",
        "  File \"a.py\", line 9, in g",
        "RuntimeError: could not load the data",
        "",
        "next line",
        NULL,
    };
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_kind(&b->event, WD_KIND_CANDIDATE);
    assert_str(b->event.texts[0].s, "RuntimeError: could not load the data");
}

static void prefixed_tracebacks_lose_their_prefix(void **state)
{
    static const char *const lines[] = {
        "2026-09-01 02:03:04 trainer-0 [ERROR] Traceback (most recent call last):",
        "2026-09-01 02:03:04 trainer-0 [ERROR]   File \"a.py\", line 1, in f",
        "2026-09-01 02:03:04 trainer-0 [ERROR] odps.errors.NoPermission: ODPS-0420095: RequestId: "
        "R Tag: T",
        "2026-09-01 02:03:04 trainer-0 [ERROR] Access Denied - You have no privilege 'odps:Select'",
        "2026-09-01 02:03:05 trainer-0 [INFO] bye",
        NULL,
    };
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_str(b->event.texts[0].s, "odps.errors.NoPermission: ODPS-0420095: RequestId: R Tag: T\n"
                                    "Access Denied - You have no privilege 'odps:Select'");
    assert_slot(&b->event, WD_SLOT_REASON, "ODPS-0420095");
    assert_int_equal(b->event.system, WD_SYSTEM_ALIBABA_MAXCOMPUTE);
}

static const struct wd_event *read_job_line(struct bench *b, const char *job, unsigned n,
                                            const char *message)
{
    return read_record(
        b,
        wd_arena_printf(
            b->bodies,
            "{\"insertId\":\"%u\",\"logName\":\"projects/acme-prod/logs/workerpool0-0\","
            "\"timestamp\":\"2026-09-01T02:00:0%uZ\",\"resource\":{\"type\":\"ml_job\",\"labels\":{"
            "\"job_id\":\"%s\",\"project_id\":\"acme-prod\"}},\"jsonPayload\":{\"attrs\":{\"tag\":"
            "\"workerpool0-0\"},\"levelname\":\"ERROR\",\"message\":\"%s\"}}",
            n, n, job, message),
        WD_RECORD_JSON);
}

static void one_traceback_line_an_entry_is_joined_by_job(void **state)
{
    struct bench *b = *state;

    assert_kind(read_job_line(b, "j1", 1, "Traceback (most recent call last):"), WD_KIND_CONTEXT);
    assert_kind(read_job_line(b, "j2", 2, "Traceback (most recent call last):"), WD_KIND_CONTEXT);
    assert_kind(read_job_line(b, "j1", 3, "  File x, line 1, in f"), WD_KIND_CONTEXT);
    assert_kind(read_job_line(b, "j2", 4, "KeyError: 3"), WD_KIND_CONTEXT);
    assert_kind(read_job_line(b, "j1", 5,
                              "google.api_core.exceptions.PermissionDenied: 403 projects/p denied"),
                WD_KIND_CONTEXT);
    assert_null(next_pending(b));
    const struct wd_event *event = next_flushed(b);
    assert_non_null(event);
    assert_slot(event, WD_SLOT_JOB, "j1");
    assert_slot(event, WD_SLOT_PROJECT, "acme-prod");
    assert_int_equal(event->system, WD_SYSTEM_VERTEX_AI);
    assert_int_equal(event->dialect, WD_DIALECT_GCP_LOG);
    assert_true(event->time == wd_time_parse(WD_STR("2026-09-01T02:00:01Z"), NULL));
    assert_true(event->dedup != 0);
    assert_int_equal(b->where.ordinal, 1);
    assert_null(next_flushed(b));
}

static void a_traceback_in_one_entry_needs_no_joining(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event =
        read_job_line(b, "j1", 1,
                      "failed\\nTraceback (most recent call last):\\n  raise "
                      "PermissionDenied\\nx.Forbidden: 403 projects/p");

    assert_kind(event, WD_KIND_CANDIDATE);
    assert_str(event->texts[0].s, "x.Forbidden: 403 projects/p");
    assert_null(next_flushed(b));
}

static void rules_can_look_at_the_entry_a_joined_message_began_with(void **state)
{
    struct bench *b = *state;

    read_job_line(b, "j1", 1, "Traceback (most recent call last):");
    read_job_line(b, "j1", 2, "x.Forbidden: 403 projects/p denied");
    const struct wd_event *event = next_flushed(b);
    assert_non_null(event);
    assert_str(wd_jv_str(wd_jv_at(event->root, "/resource/type")), "ml_job");
}

static void details_of_a_python_client_belong_to_the_exception(void **state)
{
    static const char *const lines[] = {
        "Traceback (most recent call last):",
        "  File \"a.py\", line 1, in f",
        "google.api_core.exceptions.PermissionDenied: 403 denied on projects/p. [reason: "
        "\"IAM_PERMISSION_DENIED\"",
        "domain: \"aiplatform.googleapis.com\"",
        "metadata {",
        "  key: \"permission\"",
        "  value: \"aiplatform.endpoints.predict\"",
        "}",
        "]",
        "next",
        NULL,
    };
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_slot(&b->event, WD_SLOT_PERMISSION, "aiplatform.endpoints.predict");
    assert_slot(&b->event, WD_SLOT_REASON, "IAM_PERMISSION_DENIED");
}

static void an_sdk_block_is_one_message(void **state)
{
    static const char *const lines[] = {
        "ERROR: SDK.ServerError",
        "ErrorCode: Forbidden.RAM",
        "Recommend: https://example.com/x",
        "RequestId: R-1",
        "Message: User not authorized to operate on the specified resource",
        "next",
        NULL,
    };
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_slot(&b->event, WD_SLOT_REASON, "Forbidden.RAM");
    assert_slot(&b->event, WD_SLOT_REQUEST_ID, "R-1");
    assert_int_equal(b->event.system, WD_SYSTEM_ALIBABA_RAM);
    assert_true(wd_str_has(b->event.texts[0].s, WD_STR("User not authorized")));
}

static void an_sdk_block_may_carry_a_web_page(void **state)
{
    static const char *const lines[] = {
        "ERROR: SDK.ServerError",
        "ErrorCode: ",
        "Recommend: ",
        "RequestId: ",
        "Message: <?xml version=\"1.0\"?>",
        "<html>",
        " <title>404 - Not Found</title>",
        "</html>",
        "",
        "RespHeaders: map[]",
        NULL,
    };
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_kind(&b->event, WD_KIND_CANDIDATE);
    assert_true(wd_str_has(b->event.texts[0].s, WD_STR("404 - Not Found")));
}

static void a_log_exception_is_one_message(void **state)
{
    static const char *const lines[] = {
        "2018-03-16 03:06:55 +0000 [warn]: #0 Caught in puts logs: LogException:",
        "{",
        "    ErrorCode: Unauthorized",
        "    ErrorMessage: denied by sts or ram, action: log:PostLogStoreLogs, resource: "
        "acs:log:cn-beijing:1234567890123456:project/p",
        "    RequestId: [\"R-1\"]",
        "}",
        NULL,
    };
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_slot(&b->event, WD_SLOT_REASON, "Unauthorized");
    assert_true(b->event.has_cloud_token);
}

static void code_and_sentence_of_maxcompute_are_one_message(void **state)
{
    static const char *const lines[] = {
        "ODPS-0420095: RequestId: R-1 Tag: ODPS Endpoint: http://service.odps.aliyun.com/api",
        "Access Denied - You have no privilege 'odps:CreateInstance' on {acs:odps:*:projects/p}",
        NULL,
    };
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_true(b->event.has_cloud_token);
    assert_slot(&b->event, WD_SLOT_REQUEST_ID, "R-1");
}

static void an_error_in_xml_is_one_message(void **state)
{
    static const char *const lines[] = {
        "<?xml version=\"1.0\"?>",
        "<Error>",
        "  <Code>AccessDenied</Code>",
        "  <Message>",
        "You have no right to access this object because of bucket acl.",
        "  </Message>",
        "  <HostId>acme-data.oss-cn-hangzhou.aliyuncs.com</HostId>",
        "</Error>",
        NULL,
    };
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_slot(&b->event, WD_SLOT_BUCKET, "acme-data");
    assert_slot(&b->event, WD_SLOT_REASON, "AccessDenied");
    assert_int_equal(b->event.system, WD_SYSTEM_ALIBABA_OSS);
}

static void details_below_a_gcloud_error_belong_to_it(void **state)
{
    static const char *const lines[] = {
        "ERROR: (gcloud.run.deploy) PERMISSION_DENIED: The caller does not have permission",
        "- '@type': type.googleapis.com/google.rpc.ErrorInfo",
        "  domain: run.googleapis.com",
        "  metadata:",
        "    permission: run.services.get",
        "  reason: IAM_PERMISSION_DENIED",
        "done",
        NULL,
    };
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_slot(&b->event, WD_SLOT_PERMISSION, "run.services.get");
    assert_slot(&b->event, WD_SLOT_REASON, "IAM_PERMISSION_DENIED");
    assert_str(b->event.texts[0].s,
               "ERROR: (gcloud.run.deploy) PERMISSION_DENIED: The caller does not have permission");
}

static void answers_listed_below_a_gcloud_error_are_one_failure(void **state)
{
    static const char *const lines[] = {
        "ERROR: (gcloud.compute.instances.create) Could not fetch resource:",
        " - Required 'compute.subnetworks.use' permission for 'projects/acme/regions/r/x'",
        " - Required 'compute.subnetworks.useExternalIp' permission for "
        "'projects/acme/regions/r/x'",
        "done",
        NULL,
    };
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_true(wd_str_has(b->event.texts[0].s, WD_STR("subnetworks.use'")));
    assert_true(wd_str_has(b->event.texts[0].s, WD_STR("useExternalIp'")));
}

static void members_of_a_body_that_lost_its_head_are_one_message(void **state)
{
    static const char *const lines[] = {
        "    \"reason\": \"insufficientPermissions\",",
        "    \"message\": \"Insufficient Permission\"",
        "  }",
        "done",
        NULL,
    };
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_false(b->event.has_cloud_token);
}

static void pieces_of_a_container_line_are_put_together(void **state)
{
    struct bench *b = *state;

    assert_kind(
        read_text(b, "2026-09-01T02:03:04Z stderr P denied: Permission \"artifactregistry.repo"),
        WD_KIND_CONTEXT);
    assert_kind(read_text(b, "2026-09-01T02:03:04Z stdout F something else"), WD_KIND_OTHER);
    assert_kind(
        read_text(b,
                  "2026-09-01T02:03:04Z stderr F sitories.uploadArtifacts\" denied on projects/p"),
        WD_KIND_CONTEXT);
    const struct wd_event *event = next_pending(b);
    assert_non_null(event);
    assert_str(event->texts[0].s,
               "denied: Permission \"artifactregistry.repositories.uploadArtifacts\" denied on "
               "projects/p");
}

/* A record's bytes last until it is read: where they were stands the name of a test afterwards. */
static void read_passing(struct bench *b, const char *line)
{
    static char bytes[256 + WD_PADDING];
    struct wd_record record = record_of(b, wd_str_of(line), WD_RECORD_TEXT);
    enum wd_skip reason;

    memcpy(bytes, record.body.ptr, record.body.len);
    record.body.ptr = bytes;
    assert_int_equal(wd_normalise(b->n, &record, &b->event, &reason, NULL), 1);
    memcpy(bytes, "ok 1 - ", 7);
}

static void what_is_put_together_is_read_by_itself(void **state)
{
    struct bench *b = *state;

    read_text(b, "wandb: ERROR 402 response executing GraphQL.");
    read_passing(b, "2026-09-01T00:00:00Z stderr P {\"errors\":[{\"message\":\"permission den");
    read_passing(b, "2026-09-01T00:00:00Z stderr F ied\"}]}");
    next_pending(b);
    const struct wd_event *event = next_flushed(b);
    assert_non_null(event);
    assert_false(event->doubts & WD_DOUBT_ASIDE);
}

/* Docker cuts at 16 KiB. */
static void pieces_of_a_docker_record_are_put_together(void **state)
{
    enum { PIECE = 16 * 1024 };
    static const char head[] = "{'log':'403 Forbidden: proj",
                      tail[] = "','stream':'stderr','time':'2026-09-01T02:03:04Z'}";
    static char record[sizeof head + PIECE + sizeof tail];
    struct bench *b = *state;
    size_t said = sizeof head - sizeof "{'log':'", fill = PIECE - said;

    memcpy(record, head, sizeof "{'log':'" - 1);
    memset(record + sizeof "{'log':'" - 1, '-', fill);
    memcpy(record + sizeof "{'log':'" - 1 + fill, head + sizeof "{'log':'" - 1, said);
    memcpy(record + sizeof "{'log':'" - 1 + fill + said, tail, sizeof tail);
    read_json(b, record);
    read_json(b, "{'log':'ects/p denied\\n','stream':'stderr','time':'2026-09-01T02:03:04Z'}");
    const struct wd_event *event = next_pending(b);
    assert_non_null(event);
    assert_true(wd_str_ends(event->texts[0].s, WD_STR("403 Forbidden: projects/p denied")));
}

/* Fluent Bit takes the ends of lines off. */
static void lines_without_their_ends_are_lines(void **state)
{
    struct bench *b = *state;

    read_json(
        b, "{'log':'403 Forbidden: projects/p','stream':'stderr','time':'2026-09-01T02:03:04Z'}");
    read_json(b, "{'log':'INFO done','stream':'stderr','time':'2026-09-01T02:03:04Z'}");
    const struct wd_event *event = next_pending(b);
    event = event ? event : next_flushed(b);
    assert_non_null(event);
    assert_str(event->texts[0].s, "403 Forbidden: projects/p");
}

static void parts_of_a_split_entry_are_put_together(void **state)
{
    static const char *const parts[] = {
        "{'insertId':'a','logName':'projects/p/logs/"
        "x','split':{'uid':'u1','index':0,'totalSplits':2},"
        "'textPayload':'403 Forbidden: proj'}",
        "{'insertId':'b','logName':'projects/p/logs/"
        "x','split':{'uid':'u1','index':1,'totalSplits':2},"
        "'textPayload':'ects/p denied'}",
    };
    struct bench *b = *state;

    assert_kind(read_json(b, parts[0]), WD_KIND_CONTEXT);
    assert_kind(read_json(b, parts[1]), WD_KIND_CONTEXT);
    const struct wd_event *event = next_pending(b);
    assert_non_null(event);
    assert_str(event->texts[0].s, "403 Forbidden: projects/p denied");
}

static void a_message_that_never_ends_is_cut_and_kept(void **state)
{
    struct bench *b = *state;
    unsigned joined = 0;

    read_text(b, "<Error>");
    read_text(b, "<Code>AccessDenied</Code>");
    for (int i = 0; i < 1000; i++) {
        read_text(b, "line");
        while (next_pending(b))
            joined++;
    }
    assert_int_equal(joined, 1);
}

static void a_message_ends_with_the_last_line_it_has_room_for(void **state)
{
    static const char *const lines[] = {
        "Traceback (most recent call last):", "  File \"a.py\", line 1, in f",
        "google.api_core.exceptions.Forbidden: 403 denied on projects/p",
        "The above exception was the direct cause of the following exception:",
        "Traceback (most recent call last):"};
    struct bench *b = *state;
    unsigned count = 0;

    while (count < sizeof lines / sizeof *lines)
        read_text(b, lines[count++]);
    while (!next_pending(b) && count < 2 * WD_JOIN_LINES_MAX) {
        read_text(b, "  File \"a.py\", line 2, in g");
        count++;
    }
    assert_int_equal(count, WD_JOIN_LINES_MAX);
}

/* It ends where it ends, however much another stream says meanwhile. */
static void a_traceback_is_open_until_its_own_stream_goes_on(void **state)
{
    struct bench *b = *state;
    unsigned joined = 0;

    read_text(b, "[pod/a/c] Traceback (most recent call last):");
    read_text(b, "[pod/a/c]   File \"a.py\", line 1, in f");
    for (unsigned i = 0; i < 40; i++) {
        read_text(b, "step done");
        while (next_pending(b))
            joined++;
    }
    assert_int_equal(joined, 0);
    read_text(b, "[pod/a/c] google.api_core.exceptions.Forbidden: 403 denied on projects/p");
    read_text(b, "[pod/a/c] bye");
    assert_non_null(next_pending(b));
    assert_str(b->event.texts[0].s,
               "google.api_core.exceptions.Forbidden: 403 denied on projects/p");
}

/* What the file's own lines tell is a build's steps' too, and not a pod's. */
static void a_pod_does_not_hear_what_the_file_says(void **state)
{
    static const char said[] = "All API calls will be executed as "
                               "[deployer@acme-prod.iam.gserviceaccount.com].";
    struct bench *b = *state;

    read_text(b, said);
    read_text(b, "[pod/a/c] ERROR: 403 Forbidden: storage.objects.get denied on gs://acme-data");
    assert_non_null(next_flushed(b));
    assert_slot(&b->event, WD_SLOT_PRINCIPAL, "");
    read_text(b, "Step #1: ERROR: 403 Forbidden: storage.objects.get denied on gs://acme-data");
    assert_non_null(next_flushed(b));
    assert_slot(&b->event, WD_SLOT_PRINCIPAL, "deployer@acme-prod.iam.gserviceaccount.com");
}

/* Only what it is read of again: the line of a failure, a record that rules may look at. */
static void a_joined_message_keeps_its_first_line(void **state)
{
    struct bench *b = *state;

    read_text(b, "ERROR: 403 Forbidden: storage.objects.get denied on gs://acme-data");
    assert_non_null(next_flushed(b));
    assert_str(b->where.body, "ERROR: 403 Forbidden: storage.objects.get denied on gs://acme-data");
}

static void a_line_may_end_within_an_account(void **state)
{
    static const struct {
        const char *line;
        bool ends;
    } rows[] = {{"nightly-", true},
                {"Access denied for user bob.", true},
                {"Access denied for serviceAccount: bob.", true},
                {"Access denied for the bucket.", false},
                {"Access denied for user bob", false},
                {"denied.", false},
                {"Error 403: etl-run", true},
                {"Error 403: Forbidden", false}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (wd_text_begins_account(wd_str_of(rows[i].line)) != rows[i].ends)
            fail_msg("%s: %s", rows[i].line, rows[i].ends ? "ends no account" : "ends one");
}

static void more_streams_than_fit_lose_nothing(void **state)
{
    struct bench *b = *state;
    unsigned joined = 0;

    for (unsigned i = 0; i < 3 * WD_STREAMS_MAX; i++) {
        char line[64];
        snprintf(line, sizeof line, "[pod/p%u/c] SDK.ServerError", i);
        read_text(b, line);
        while (next_pending(b))
            joined++;
    }
    while (next_flushed(b))
        joined++;
    assert_int_equal(joined, 3 * WD_STREAMS_MAX);
}

static void messages_come_in_the_order_they_began(void **state)
{
    struct bench *b = *state;
    uint64_t last = 0;

    for (unsigned i = 0; i < 20; i++) {
        char line[64];
        snprintf(line, sizeof line, "[pod/p%u/c] SDK.ServerError", (i * 7) % 20);
        read_text(b, line);
    }
    while (next_flushed(b)) {
        assert_true(b->where.ordinal > last);
        last = b->where.ordinal;
    }
    assert_int_equal(last, 20);
}

/* Each of these files tells of one failure. */
static void one_failure_is_one_message(void **state)
{
    static const char *const files[][12] = {
        /* Java: causes below the exception, each with the sentence again */
        {"com.acme.StoreException: PERMISSION_DENIED: Missing IAM permission pubsub.topics.publish "
         "on "
         "projects/acme-prod/topics/orders.",
         "\tat com.acme.Store.publish(Store.java:41)", "\t... 12 more",
         "Caused by: io.grpc.StatusRuntimeException: PERMISSION_DENIED: Missing IAM permission "
         "pubsub.topics.publish on projects/acme-prod/topics/orders.",
         "\tat io.grpc.Status.asRuntimeException(Status.java:539)", NULL},
        /* Python: what gRPC prints, then the traceback with the same words */
        {"_InactiveRpcError: <_InactiveRpcError of RPC that terminated with:",
         "\tstatus = StatusCode.PERMISSION_DENIED",
         "\tdetails = \"Permission "
         "'pubsub.topics.get' denied on resource (or it may not exist).\"",
         "\tdebug_error_string = \"{\"grpc_message\":\"Permission 'pubsub.topics.get' denied on "
         "resource (or it may not exist).\",\"grpc_status\":7}\"",
         ">", "", "The above exception was the direct cause of the following exception:", "",
         "Traceback (most recent call last):", "  File \"/app/a.py\", line 3, in f",
         "google.api_core.exceptions.PermissionDenied: 403 Permission 'pubsub.topics.get' denied "
         "on "
         "resource (or it may not exist).",
         NULL},
        /* Node: a stack */
        {"Error: 7 PERMISSION_DENIED: Permission 'pubsub.topics.get' denied on resource "
         "projects/acme-prod/topics/t",
         "    at callErrorFromStatus (/srv/node_modules/@grpc/grpc-js/build/src/call.js:31:19)",
         "    at Object.onReceiveStatus "
         "(/srv/node_modules/@grpc/grpc-js/build/src/client.js:192:76)",
         NULL},
        /* .NET: an inner exception */
        {"Grpc.Core.RpcException: Status(StatusCode=\"PermissionDenied\", Detail=\"no access to "
         "topic\")",
         "   at Acme.Publisher.Send() in /src/Publisher.cs:line 20",
         "   --- End of inner exception stack trace ---", NULL},
        /* an API's answer below the sentence that tells of it */
        {"Error: failed to sign: googleapi returned 403 Forbidden: {", "  \"error\": {",
         "    \"code\": 403,",
         "    \"message\": \"Permission 'iam.serviceAccounts.signBlob' denied on resource (or it "
         "may "
         "not exist).\",",
         "    \"status\": \"PERMISSION_DENIED\"", "  }", "}", NULL},
        /* BuildKit: the step, the summary, the runner */
        {"#9 ERROR: failed to push us-docker.pkg.dev/acme/web/app:v1: denied: no permission",
         "------", " > exporting to image:", "------",
         "ERROR: failed to solve: failed to push us-docker.pkg.dev/acme/web/app:v1: denied: no "
         "permission",
         "##[error]buildx failed with: ERROR: failed to solve: failed to push "
         "us-docker.pkg.dev/acme/web/app:v1: denied: no permission",
         NULL},
        /* Alibaba Cloud: the code on a line of its own, the sentence below */
        {"[PAI-EAS] list services failed:", "Forbidden.PrivilegeDenied",
         "Sub-user 284567890123456789 doesn't have eas:ListServices privilege to access "
         "acs:eas:cn-hangzhou:1234567890123456:service/*.",
         NULL},
        /* OSS, second generation of SDKs: one fact a line */
        {"alibabacloud_oss_v2.exceptions.OperationError: operation error PutObject: Error returned "
         "by Service.",
         "Http Status Code: 403.", "Error Code: AccessDenied.",
         "Message: You have no right to access this object because of bucket acl..",
         "EC: 0003-00000001.",
         "Request Endpoint: PUT https://acme-ckpt.oss-cn-hangzhou.aliyuncs.com/a.pt.", NULL},
        /* a box whose width broke the sentence */
        {"\xe2\x95\xb7",
         "\xe2\x94\x82 Error: Error creating Topic: googleapi: Error 403: User not authorized to "
         "perform this",
         "\xe2\x94\x82 action., forbidden", "\xe2\x94\x82 ", "\xe2\x94\x82   with google_topic.t",
         "\xe2\x95\xb5", NULL},
        /* W&B: the line of the log, then the exception */
        {"wandb: ERROR Error while calling W&B API: user is not logged in (<Response [401]>)",
         "Traceback (most recent call last):", "  File \"train.py\", line 3, in <module>",
         "wandb.errors.CommError: The API key you provided is either invalid or missing.", NULL},
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        wd_normaliser_next_input(b->n);
        if (read_lines(b, files[i]) != 1)
            fail_msg("not one message: %s", files[i][0]);
    }
}

static void two_failures_are_two_messages(void **state)
{
    static const char *const files[][4] = {
        {"denied: Permission \"a.b.get\" denied on resource \"projects/acme/x\"",
         "denied: Permission \"a.b.get\" denied on resource \"projects/acme/x\"", NULL},
        {"failed to pull us-docker.pkg.dev/acme/a/a:1: unexpected status: 403 Forbidden",
         "failed to pull us-docker.pkg.dev/acme/b/b:1: unexpected status: 403 Forbidden", NULL},
        {"ERROR job 1: ann@example.com does not have storage.objects.get access to gs://acme-a",
         "ERROR job 2: bob@example.com does not have storage.objects.get access to gs://acme-a",
         NULL},
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        wd_normaliser_next_input(b->n);
        if (read_lines(b, files[i]) != 2)
            fail_msg("not two messages: %s", files[i][0]);
    }
}

/* The sentence of a body that is cut off stands for it. */
static void a_body_that_is_cut_off_still_tells(void **state)
{
    static const char *const lines[] = {
        "Client error: `POST https://iamcredentials.googleapis.com/v1/x` resulted in a `403 "
        "Forbidden` "
        "response:",
        "{",
        "  \"error\": {",
        "    \"code\": 403,",
        "    \"message\": \"Permission 'iam.serviceAccounts.signBlob' denied on resource (or it "
        "may "
        "not exist).\",",
        "    \"details\": [",
        "      {",
        "        \"@type\": \"type.googleapis.co (truncated...)",
        "2026-10-04T03:00:00Z step 0 ok",
        NULL};
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_true(b->event.has_cloud_token);
    assert_str(b->event.texts[1].s,
               "Permission 'iam.serviceAccounts.signBlob' denied on resource (or "
               "it may not exist).");
}

static void a_sentence_broken_over_lines_is_whole_again(void **state)
{
    static const char *const lines[] = {"Error: Permission 'storage.objects.get' denied on",
                                        "resource 'projects/_/buckets/acme' (or it may not exist).",
                                        NULL};
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_str(b->event.texts[0].s, "Error: Permission 'storage.objects.get' denied on resource "
                                    "'projects/_/buckets/acme' (or it may not exist).");
}

static void check_command(struct bench *b, const char *const *lines, const char *permission)
{
    assert_int_equal(read_lines(b, lines), 1);
    assert_kind(&b->event, WD_KIND_CANDIDATE);
    assert_slot(&b->event, WD_SLOT_PERMISSION, permission);
}

static void a_command_tells_what_its_answer_does_not(void **state)
{
    static const char *const api[] = {"$ aliyun ecs DescribeZones --RegionId cn-hangzhou",
                                      "ERROR: SDK.ServerError",
                                      "ErrorCode: Forbidden.RAM",
                                      "RequestId: 6F1C",
                                      "Message: User not authorized to operate.",
                                      NULL};
    static const char *const plugin[] = {"Run aliyun pai-dlc list-jobs --workspace-id 1",
                                         "ERROR: SDK.ServerError", "ErrorCode: NoPermission",
                                         "Message: You are not authorized.", NULL};
    static const char *const up[] = {"+ ossutil cp -r ./out oss://acme-ckpt/run/",
                                     "Error: oss: service returned error: StatusCode=403, "
                                     "ErrorCode=AccessDenied, Bucket=acme-ckpt",
                                     NULL};
    static const char *const down[] = {"aliyun oss cp oss://acme-ckpt/a.pt .",
                                       "Error: oss: service returned error: StatusCode=403, "
                                       "ErrorCode=AccessDenied, Bucket=acme-ckpt",
                                       NULL};
    struct bench *b = *state;

    check_command(b, api, "ecs:DescribeZones");
    check_command(b, plugin, "paidlc:ListJobs");
    check_command(b, up, "oss:PutObject");
    check_command(b, down, "oss:GetObject");
}

static void a_command_that_worked_says_nothing_of_what_comes_later(void **state)
{
    static const char *const lines[] = {"$ aliyun ecs DescribeZones",
                                        "{\"Zones\": 3}",
                                        "a",
                                        "b",
                                        "c",
                                        "d",
                                        "e",
                                        "f",
                                        "g",
                                        "h",
                                        "i",
                                        "aliyun: Forbidden.RAM: User not authorized",
                                        NULL};
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
    assert_slot(&b->event, WD_SLOT_PERMISSION, "");
}

static void a_page_in_place_of_the_body_belongs_to_the_answer_of_wandb(void **state)
{
    static const char *const lines[] = {
        "403 response executing GraphQL.",
        "",
        "<html><head>",
        "<title>403 Forbidden</title>",
        "<h2>Your client does not have permission to get URL /graphql from this server.</h2>",
        "</html>",
        "wandb: W&B API key is configured.",
        "> It appears that you do not have permission to access the requested resource. "
        "(Error 403: Forbidden)",
        NULL};
    struct bench *b = *state;

    assert_int_equal(read_lines(b, lines), 1);
}

static enum wd_pending pending(struct bench *b)
{
    return (enum wd_pending)wd_normaliser_pending(b->n, &b->event, &b->where, NULL);
}

/* An entry of which each of `count` lines refuses something else. */
static const struct wd_event *read_lines_of_entry(struct bench *b, unsigned count)
{
    struct wd_str s = WD_STR("{'insertId':'i1','logName':'projects/acme-ml/logs/stderr',"
                             "'resource':{'type':'k8s_container'},'textPayload':'");
    struct wd_str json = wd_arena_copy(b->bodies, s);

    for (unsigned i = 0; i < count; i++) {
        struct wd_str parts[] = {
            json, wd_arena_printf(b->bodies,
                                  "a%u@acme-ml.iam.gserviceaccount.com does not have "
                                  "storage.objects.get access to gs://acme-%u/x\\n",
                                  i, i)};
        json = wd_arena_concat(b->bodies, parts, 2);
    }
    json = wd_arena_concat(b->bodies, (struct wd_str[]){json, WD_STR("'}")}, 2);
    return read_json(b, wd_arena_strdup(b->bodies, json));
}

static void an_entry_of_two_failures_is_two(void **state)
{
    struct bench *b = *state;
    uint64_t id = read_lines_of_entry(b, 2)->dedup;

    assert_int_equal(b->event.kind, WD_KIND_CANDIDATE);
    assert_true(wd_str_has(b->event.texts[0].s, WD_STR("gs://acme-0/x")));
    assert_false(wd_str_has(b->event.texts[0].s, WD_STR("gs://acme-1/x")));
    assert_int_equal(pending(b), WD_PENDING_OF_RECORD);
    assert_true(wd_str_has(b->event.texts[0].s, WD_STR("gs://acme-1/x")));
    assert_true(b->event.dedup != id && b->event.dedup != 0);
    assert_true(b->event.doubts & WD_DOUBT_READ);
    assert_int_equal(pending(b), WD_PENDING_NONE);
    assert_int_equal(wd_normaliser_unread(b->n, 1), WD_UNREAD_NOTHING);
}

static void more_failures_of_an_entry_than_are_read_are_told(void **state)
{
    struct bench *b = *state;
    size_t further = 0;

    read_lines_of_entry(b, 40);
    while (pending(b) == WD_PENDING_OF_RECORD)
        further++;
    assert_int_equal(further, 16);
    assert_int_equal(wd_normaliser_unread(b->n, further + 1), WD_UNREAD_FAILURES);
}

static void a_body_that_names_another_right_is_another_failure(void **state)
{
    static const char body[] =
        "{'error':{'code':403,'message':'w@acme-ml.iam.gserviceaccount.com does not have "
        "storage.objects.create access to the Google Cloud Storage object.'}}";
    struct bench *b = *state;

    read_text(b,
              "ERROR: r@acme-ml.iam.gserviceaccount.com does not have storage.objects.get access "
              "to gs://acme-in/x");
    assert_int_equal(read_json(b, body)->kind, WD_KIND_CANDIDATE);
    assert_non_null(next_flushed(b));
    assert_true(wd_str_has(b->event.texts[0].s, WD_STR("storage.objects.get")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_traceback_is_one_message),
        TEST(source_code_in_a_traceback_is_not_read),
        TEST(chained_exceptions_are_one_message),
        TEST(prefixed_tracebacks_lose_their_prefix),
        TEST(one_traceback_line_an_entry_is_joined_by_job),
        TEST(a_traceback_in_one_entry_needs_no_joining),
        TEST(rules_can_look_at_the_entry_a_joined_message_began_with),
        TEST(details_of_a_python_client_belong_to_the_exception),
        TEST(an_sdk_block_is_one_message),
        TEST(an_sdk_block_may_carry_a_web_page),
        TEST(a_log_exception_is_one_message),
        TEST(code_and_sentence_of_maxcompute_are_one_message),
        TEST(an_error_in_xml_is_one_message),
        TEST(details_below_a_gcloud_error_belong_to_it),
        TEST(answers_listed_below_a_gcloud_error_are_one_failure),
        TEST(members_of_a_body_that_lost_its_head_are_one_message),
        TEST(pieces_of_a_container_line_are_put_together),
        TEST(what_is_put_together_is_read_by_itself),
        TEST(pieces_of_a_docker_record_are_put_together),
        TEST(lines_without_their_ends_are_lines),
        TEST(parts_of_a_split_entry_are_put_together),
        TEST(a_message_that_never_ends_is_cut_and_kept),
        TEST(a_line_may_end_within_an_account),
        TEST(more_streams_than_fit_lose_nothing),
        TEST(messages_come_in_the_order_they_began),
        TEST(a_message_ends_with_the_last_line_it_has_room_for),
        TEST(a_traceback_is_open_until_its_own_stream_goes_on),
        TEST(a_pod_does_not_hear_what_the_file_says),
        TEST(a_joined_message_keeps_its_first_line),
        TEST(one_failure_is_one_message),
        TEST(two_failures_are_two_messages),
        TEST(a_body_that_is_cut_off_still_tells),
        TEST(a_sentence_broken_over_lines_is_whole_again),
        TEST(a_command_tells_what_its_answer_does_not),
        TEST(a_command_that_worked_says_nothing_of_what_comes_later),
        TEST(a_page_in_place_of_the_body_belongs_to_the_answer_of_wandb),
        TEST(an_entry_of_two_failures_is_two),
        TEST(more_failures_of_an_entry_than_are_read_are_told),
        TEST(a_body_that_names_another_right_is_another_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
