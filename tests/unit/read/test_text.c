/* Running text: what is a candidate, what opens nothing, and which prefixes come off. */
#include "../normalise_support.h"
#include "read/text/carried.h"
#include "read/text/screen.h"

static void check_line(const char *line, bool candidate)
{
    struct wd_str s = wd_str_of(line);

    if (wd_text_is_candidate(s) != candidate)
        print_error("%.*s\n", WD_STR_ARG(s));
    assert_int_equal(wd_text_is_candidate(s), candidate);
}

/* Words of four letters, more of them than there are bits. */
static void a_screen_holds_more_words_than_bits(void **state)
{
    enum { WORDS = 200 };
    static char text[WORDS][8];
    static struct wd_word words[WORDS];
    static struct wd_screen screen;

    (void)state;
    for (unsigned i = 0; i < WORDS; i++) {
        snprintf(text[i], sizeof text[i], "%c%c%cq", 'a' + i % 26, 'a' + i / 26, 'a' + i % 7);
        words[i] = (struct wd_word){text[i], 1u << i % 32};
    }
    wd_screen_init(&screen, words, WORDS);
    for (unsigned i = 0; i < WORDS; i++) {
        char line[32];
        int len = snprintf(line, sizeof line, "-- %s --", text[i]);
        assert_int_equal(wd_screen_scan(&screen, wd_str_make(line, (size_t)len)), 1u << i % 32);
    }
    assert_int_equal(wd_screen_scan(&screen, WD_STR("zzzz aaaz none of them")), 0);
}

static void a_refusal_is_one_whoever_it_was(void **state)
{
    (void)state;
    assert_true(wd_text_is_refusal(WD_STR("403 Forbidden")));
    assert_true(wd_text_is_refusal(WD_STR("build started\nerror: denied: access forbidden")));
    assert_false(wd_text_is_refusal(WD_STR("bash: ./run.sh: Permission denied")));
    assert_false(wd_text_is_refusal(WD_STR("permission granted")));
}

static void lines_about_access_are_candidates(void **state)
{
    static const char *const lines[] = {
        "denied: Permission \"artifactregistry.repositories.uploadArtifacts\" denied on resource "
        "\"projects/p\"",
        "googleapi: Error 403: The caller does not have permission",
        "Failed to assume role for user",
        "HTTP 401 Unauthorized",
        "HTTP403 from the server",
        "returned=403abc",
        "pod 5d403c failed",
        "Looker Studio API has not been used in project 123456789012 before or it is disabled.",
        "request is prohibited by organization's policy",
        "API-key must be exactly 40 characters long",
        "EntityNotExist.Role: The specified Role not exists",
        "ODPS-0130013:Authorization exception - no privilege",
        "The container failed to start and listen on the port",
        "PERMISSION_DENIED",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        check_line(lines[i], true);
}

static void lines_that_only_speak_of_refusals_are_no_candidates(void **state)
{
    static const char *const lines[] = {
        "fix(oss): report Forbidden.RAM once (#812)",
        "docs: when a call fails with NoPermission, attach a policy first",
        "* Fixed a crash after AccessDenied from oss://acme-media",
        "If you see PERMISSION_DENIED, ask the owner of projects/acme-prod.",
        "wandb: WARNING If you see 'permission denied', check the entity",
        "Whenever Forbidden.RAM is returned, the aliyun provider gives up.",
        "    if 'Forbidden.RAM' in str(e): return None",
        "assert error.code == 'Forbidden.RAM'",
        "\xe6\x8f\x90\xe7\xa4\xba:aliyun \xe6\xb2\xa1\xe6\x9c\x89"
        "\xe6\x9d\x83\xe9\x99\x90", /* a tip about missing permissions */
        "with pytest.raises(PermissionDenied): client.get_bucket('b')",
        "level=info msg=\"retry policy\" fatal=[Forbidden.RAM, SignatureDoesNotMatch]",
        "retry.go:88 will retry on: 403 AccessDenied, 429 Throttling "
        "(oss-cn-hangzhou.aliyuncs.com)",
        "ok: wandb verify: permission denied is reported for a wrong key",
        "wandb: a 403 Forbidden is reported as missing access since 0.18",
        "usage: sync SRC DST   skips what answers 403 AccessDenied (oss)",
        "dry run: would be denied: oss:PutObject on acs:oss:*:*:acme-b",
        "PutObject acme-b/x: retried 3 times after AccessDenied, then succeeded (oss)",
        "## 403 Forbidden: Permission 'storage.objects.get' denied on gs://acme-b",
        "| `403: Permission 'run.services.get' denied on projects/P` | roles/run.viewer |",
        "`401 Unauthorized` of storage.googleapis.com | the token has expired |",
        "Permission checks on gs://acme-b: 40 allowed, 2 denied, 0 errors",
        "permission storage.objects.get granted on gs://acme-b (was denied until 10:02)",
        "  + denied_permissions = [\"iam.googleapis.com/roles.create\"]",
        "pod api-5d403c-x2 failed",
        "Uploading gs://acme-logs/permission_denied/2026-11-20.json",
        "topic projects/acme-prod/topics/access-denied-events created",
        "created alert policy \"IAM permission denied spikes\" in projects/acme-prod",
        "PermissionDenied handler registered for google.pubsub.v1.Publisher",
        "from google.api_core.exceptions import PermissionDenied, Forbidden",
        "will not retry on PERMISSION_DENIED, UNAUTHENTICATED, NOT_FOUND",
        "Failed: DID NOT RAISE <class 'google.api_core.exceptions.PermissionDenied'>",
        "HEAD is now at 1a2b3c4 Fix permission denied of gs://acme-data",
        "storage.objects.get on gs://acme-data is not explicitly denied",
        "trainer@acme-prod.iam.gserviceaccount.com no longer lacks storage.objects.get",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        check_line(lines[i], false);
}

static void what_happened_is_a_candidate_however_it_begins(void **state)
{
    static const char *const lines[] = {
        "When uploading oss://acme-b/x: 403 AccessDenied",
        "gs://acme-access-denied-logs: 403 Forbidden",
        "not found, denied: gs://acme-data",
        "storage/unauthorized: no permission for gs://acme-data",
        "If-Match failed: 403 Forbidden from storage.googleapis.com",
        "fixture setup failed: PERMISSION_DENIED on projects/acme-prod",
        "the incoming assertion was denied by sts.googleapis.com",
        "testing oss: AccessDenied",
        "If the role is right, retry. ErrorCode: Forbidden.RAM RequestId: 6F1C",
        "# ERROR: (gcloud.run.deploy) PERMISSION_DENIED: Permission 'run.services.get' denied",
        "Upload to gs://acme-b: 403 Forbidden, permission denied | FAIL |",
        "PermissionError: [Errno 13] Permission denied: '/gcs/acme/model'", /* a mounted bucket */
        "cp: cannot create regular file '/gcs/acme/model': Permission denied",
        "Retry policy exhausted in ReadObject(): PERMISSION_DENIED on projects/_/buckets/b",
        "403 on projects/-/serviceAccounts/a@acme.iam.gserviceaccount.com:generateAccessToken",
        "resourcePermission check failed: PERMISSION_DENIED on projects/acme", /* no EPERM */
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        check_line(lines[i], true);
}

static void refusals_of_the_machine_itself_open_nothing(void **state)
{
    static const char *const lines[] = {
        "bash: /app/run.sh: Permission denied",
        "PermissionError: [Errno 13] Permission denied: '/data/gcs/acme/model'",
        "Error: EACCES: permission denied, open '/var/lib/x'",
        "Permission denied (publickey).",
        "git@example.com: Permission denied (publickey,keyboard-interactive).",
        "sudo: a password is required",
        "ann is not in the sudoers file. This incident will be reported: denied",
        "mount.nfs: Operation not permitted",
        "sysctl: permission denied on key 'net.core.somaxconn'",
        "dial unix /var/run/docker.sock: connect: permission denied",
        "Got permission denied while trying to connect to the Docker daemon socket",
        "ERROR:  permission denied for table orders",
        "ERROR 1045 (28000): Access denied for user 'app'@'10.0.0.1' (using password: YES)",
        "mkdir: cannot create directory '/data': Permission denied",
        "open /etc/shadow: permission denied",
        "os error 13: Permission denied",
        "error=\"fork/exec /var/lib/plugins/googlecloud-logging/gpx: permission denied\"",
        "unable to start container process: exec: \"/app/run.sh\": permission denied: unknown",
        "AccessControlException: access denied (\"java.lang.RuntimePermission\" \"x\")",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        check_line(lines[i], false);
}

static void other_lines_are_no_candidates(void **state)
{
    static const char *const lines[] = {
        "",
        "epoch 3 loss 0.4031",
        "listening on port 8080",
        "took 14030 ms",
        "id 40312",
        "a403b9e0c1d2: Layer already exists",
        "digest: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f401aa size: "
        "1576",
        "sha=f0f0f0f0e401",
        "Successfully built 4d5e6f708192",
        "Layer pushed, copied 403 of 500 files",
        "401 of 1200 examples",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        check_line(lines[i], false);
}

static void only_a_refusal_that_names_a_cloud_counts_without_a_rule(void **state)
{
    static const struct {
        const char *line;
        bool counts;
    } rows[] = {
        {"some new wording: access denied for projects/acme-prod", true},
        {"403 Forbidden from https://storage.googleapis.com/x: not allowed", true},
        {"403 Forbidden", false},
        {"User is not authorized to see this page", false},
        {"Checking permissions for projects/acme-prod", false},
        {"404: projects/acme-prod/topics/t not found", false},
        {"error checking push permissions to x.pkg.dev: dial tcp: no route to host", false},
        {"permission check of gs://acme failed: lookup x: no such host", false},
        {"cannot test permission: https://x.googleapis.com: connection refused", false},
        {"token for projects/acme-prod refreshed", false},
        {"    \"reason\": \"IAM_PERMISSION_DENIED\",", false},
        {"<Error><Code>AccessDenied</Code><RequestId>X</RequestId><HostId>aGk=</HostId></Error>",
         false},
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct wd_event *event = read_alone(b, rows[i].line);
        if (event->has_cloud_token != rows[i].counts)
            print_error("%s\n", rows[i].line);
        assert_int_equal(event->has_cloud_token, rows[i].counts);
        assert_kind(event, WD_KIND_CANDIDATE);
    }
}

static void prefixes_of_carriers_come_off(void **state)
{
    static const struct {
        const char *line, *text;
        bool time;
    } rows[] = {
        {"2026-09-01T02:03:04.5Z denied: x", "denied: x", true},
        {"2026-09-01T02:03:04.123456789+08:00 stderr F denied: x", "denied: x", true},
        {"2026-09-01T02:03:04.1Z stdout F 2026-09-01 02:03:04,450 denied: x", "denied: x", true},
        {"[pod/web-1/app] denied: x", "denied: x", false},
        {"[pod/web-1/app] 2026-09-01T02:03:04Z denied: x", "denied: x", true},
        {"2026-09-04T21:51:05.000000Z E slackEvents: denied: x", "denied: x", true},
        {"Step #2 - \"build\": denied: x", "denied: x", false},
        {"2026-09-01T02:03:04Z Step #2: denied: x", "denied: x", true},
        {"\x1b[1;31mdenied: x\x1b[0m", "denied: x", false},
        {"403 Forbidden", "403 Forbidden", false},
        {"401 denied", "401 denied", false},
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct wd_event *event = read_alone(b, rows[i].line);
        assert_kind(event, WD_KIND_CANDIDATE);
        assert_str(event->texts[0].s, rows[i].text);
        assert_int_equal(event->time != WD_TIME_NONE, rows[i].time);
    }
}

static void a_step_of_a_build_is_told_by_its_prefix(void **state)
{
    struct bench *b = *state;

    read_text(b, "starting build \"5f0c2a1e-7d34-4c1b-9a52-0c9be6f1a7d3\"");
    const struct wd_event *event = read_alone(b, "Step #1 - \"push\": denied: Permission x denied");
    assert_int_equal(event->dialect, WD_DIALECT_CLOUD_BUILD);
    assert_int_equal(event->system, WD_SYSTEM_CLOUD_BUILD);
    assert_slot(event, WD_SLOT_BUILD, "5f0c2a1e-7d34-4c1b-9a52-0c9be6f1a7d3");
}

static const char entry[] =
    "{'insertId':'i1','logName':'projects/acme-prod/logs/cloudaudit.googleapis.com%2Fdata_access',"
    "'timestamp':'2026-09-01T02:03:04Z','protoPayload':{'serviceName':'storage.googleapis.com',"
    "'methodName':'storage.objects.get','status':{'code':7,'message':'denied'},'authenticationInfo'"
    ":{"
    "'principalEmail':'ann@example.com'},'authorizationInfo':[{'permission':'storage.objects.get',"
    "'resource':'projects/_/buckets/acme-data'}]}}";

static void check_entry(struct bench *b)
{
    const struct wd_event *event = settled(b);

    assert_kind(event, WD_KIND_DENIAL);
    assert_int_equal(event->dialect, WD_DIALECT_AUDIT);
    assert_slot(event, WD_SLOT_PRINCIPAL, "ann@example.com");
    assert_slot(event, WD_SLOT_PERMISSION, "storage.objects.get");
    assert_str(event->object.leaf, "acme-data");
    assert_true(event->time == wd_time_parse(WD_STR("2026-09-01T02:03:04Z"), NULL));
}

static struct wd_str base64(struct bench *b, struct wd_str s)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *out = wd_arena_alloc(b->bodies, s.len / 3 * 4 + 8);
    size_t len = 0;

    for (size_t i = 0; i < s.len; i += 3) {
        unsigned bits = 0;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (i + k < s.len ? (unsigned char)s.ptr[i + k] : 0u);
        for (size_t k = 0; k < 4; k++)
            out[len++] = i + k > s.len ? '=' : alphabet[bits >> (18 - 6 * k) & 63];
    }
    return wd_str_make(out, len);
}

static struct wd_str escaped(struct bench *b, struct wd_str s)
{
    char *out = wd_arena_alloc(b->bodies, 2 * s.len);
    size_t len = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            out[len++] = '\\';
        out[len++] = s.ptr[i];
    }
    return wd_str_make(out, len);
}

/* %1 the entry, %2 in base64, %3 as the inside of a JSON string. */
static void every_carrier_gives_the_same_denial(void **state)
{
    struct bench *b = *state;
    struct wd_str plain = quoted(b, entry), data = base64(b, plain), string = escaped(b, plain);
    const struct wd_str carriers[] = {
        plain,
        wd_arena_printf(b->bodies,
                        "{\"message\":{\"attributes\":{},\"data\":\"%.*s\",\"messageId\":\"1\"},"
                        "\"subscription\":\"projects/p/subscriptions/s\"}",
                        WD_STR_ARG(data)),
        wd_arena_printf(b->bodies, "{\"ackId\":\"a\",\"message\":{\"data\":\"%.*s\"}}",
                        WD_STR_ARG(data)),
        wd_arena_printf(
            b->bodies,
            "{\"@type\":\"type.googleapis.com/google.pubsub.v1.PubsubMessage\",\"data\":\"%.*s\"}",
            WD_STR_ARG(data)),
        wd_arena_printf(b->bodies,
                        "{\"specversion\":\"1.0\",\"type\":\"google.cloud.audit.log.v1.written\","
                        "\"data\":%.*s}",
                        WD_STR_ARG(plain)),
        wd_arena_printf(b->bodies,
                        "{\"log\":\"%.*s\\n\",\"stream\":\"stdout\",\"time\":"
                        "\"2026-09-09T00:00:00Z\"}",
                        WD_STR_ARG(string)),
        wd_arena_printf(b->bodies, "{\"__time__\":\"1\",\"content\":\"%.*s\"}", WD_STR_ARG(string)),
        wd_arena_printf(b->bodies, "{\"event\":{\"original\":\"%.*s\"}}", WD_STR_ARG(string)),
        wd_arena_printf(b->bodies, "{\"integration\":\"gcp\",\"gcp\":%.*s}", WD_STR_ARG(plain)),
    };
    const struct wd_str lines[] = {
        wd_arena_printf(b->bodies, "2026-09-09T00:00:00.1Z stdout F %.*s", WD_STR_ARG(plain)),
        wd_arena_printf(b->bodies, "2026-09-09 10:00:00 exporter[12] %.*s", WD_STR_ARG(plain)),
        wd_arena_printf(b->bodies, "[pod/x/y] %.*s", WD_STR_ARG(plain)),
    };

    for (size_t i = 0; i < sizeof carriers / sizeof *carriers; i++) {
        read_record(b, carriers[i], WD_RECORD_JSON);
        if (b->event.kind != WD_KIND_DENIAL)
            print_error("carrier %zu\n", i);
        check_entry(b);
    }
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        read_record(b, lines[i], WD_RECORD_TEXT);
        check_entry(b);
    }
}

static void spelling_of_json_does_not_matter(void **state)
{
    struct bench *b = *state;

    read_json(
        b,
        "{ 'protoPayload' : { 'authorizationInfo' : [ { 'resource' : "
        "'projects/_/buckets/acme-data' , "
        "'permission' : 'storage.\\u006fbjects.get' } ] , 'authenticationInfo' : { "
        "'principalEmail' : "
        "'ann\\u0040example.com' } , 'status' : { 'message' : 'd\\u0065nied' , 'code' : 7 } , "
        "'method\\u004eame' : 'storage.objects.get' , 'serviceName' : 'storage.googleapis.com' } , "
        "'timestamp' : '2026-09-01T02:03:04Z' , 'logName' : "
        "'projects\\/acme-prod\\/logs\\/cloudaudit.googleapis.com%2Fdata_access' , 'insertId' : "
        "'i1' }");
    check_entry(b);
}

static void an_envelope_in_an_envelope_ends_somewhere(void **state)
{
    struct bench *b = *state;
    struct wd_str body = quoted(b, entry);

    for (int i = 0; i < 12; i++)
        body = wd_arena_printf(b->bodies, "{\"message\":{\"data\":\"%.*s\"}}",
                               WD_STR_ARG(base64(b, body)));
    assert_kind(read_record(b, body, WD_RECORD_JSON), WD_KIND_OTHER);
}

static void json_of_unknown_origin_offers_its_message_only(void **state)
{
    struct bench *b = *state;

    assert_kind(
        read_json(b, "{'level':'error','msg':'rpc error: code = PermissionDenied desc = no'}"),
        WD_KIND_CANDIDATE);
    assert_kind(
        read_json(b, "{'level':'info','msg':'asked','question':'Permission denied on projects/p'}"),
        WD_KIND_OTHER);
    assert_kind(read_json(b, "{'error':{'type':'repository_exception','reason':'cannot create',"
                             "'caused_by':{'type':'storage_exception','reason':"
                             "'403 Forbidden: access denied on gs://acme'}},'status':500}"),
                WD_KIND_CANDIDATE); /* Elasticsearch */
    assert_kind(read_json(b, "[1,2,3]"), WD_KIND_OTHER);
    assert_kind(read_json(b, "{}"), WD_KIND_OTHER);
}

/* What the machine itself refused makes no refusal of the stack below it. */
static void lines_of_one_text_are_judged_each(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(
        b, "{'msg':'AccessControlException: access denied (\\\"java.lang.RuntimePermission\\\")\\n"
           "\\tat java.security.AccessControlContext.checkPermission\\n"
           "\\tat com.google.cloud.storage.Storage.create'}");

    assert_false(event->has_cloud_token);
}

static void bytes_that_are_no_text_do_no_harm(void **state)
{
    struct bench *b = *state;

    read_record(b, WD_STR("\0\0denied\0\x1b[\x1b"), WD_RECORD_TEXT);
    read_record(b, WD_STR("\x1b"), WD_RECORD_TEXT);
    read_record(b, WD_STR("\xef\xbc\x9a\xe2\x80\x99\xe2"), WD_RECORD_TEXT);
    read_record(b, WD_STR(""), WD_RECORD_TEXT);
    read_record(b, WD_STR("Step #"), WD_RECORD_TEXT);
    read_record(b, WD_STR("[pod/"), WD_RECORD_TEXT);
    read_record(b, WD_STR("x {\"}"), WD_RECORD_TEXT);
}

static void marks_of_loggers_and_runners_come_off(void **state)
{
    static const char *const lines[] = {
        "\xe2\x94\x82 denied: x",
        "  \xe2\x94\x83 denied: x",
        "    - | denied: x",
        "> > denied: x",
        "2026-09-01T02:03:04.1Z ##[error]denied: x",
        "::error title=push,file=a.yaml::denied: x",
        "#14 2.345 denied: x",
        "[build] denied: x",
        "web-1  | denied: x",
        "E0628 12:12:35.110979   12345 store.go:123] denied: x",
        "W0628 12:12:35.110979 denied: x",
        "time=\"2026-09-01T02:03:04Z\" level=error msg=\"denied: x\"",
        "2026-09-01T02:03:04.123456Z 00O denied: x",
        "\\u001b[1mdenied: x\\u001b[22m", /* a piece of JSON */
        "\\x1b[31;1mdenied: x\\x1b[0m",
        "\\033[31mdenied: x",
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_str(read_alone(b, lines[i])->texts[0].s, "denied: x");
    assert_str(
        read_alone(b, "level=error msg=\"push failed\" error=\"denied: \\\"x\\\"\"")->texts[0].s,
        "push failed: denied: \"x\"");
}

static void refusals_of_our_clouds_are_never_silent(void **state)
{
    static const char *const lines[] = {
        "rpc error: code = PermissionDenied desc = nope",
        "rpc error: code = Unauthenticated desc = nope",
        "Status(StatusCode=\"Unauthenticated\", Detail=\"nope\")",
        "Status{code=PERMISSION_DENIED, description=nope, cause=null}",
        "Error: 16 UNAUTHENTICATED: nope",
        "generic::permission_denied: nope",
        "com.google.api.gax.rpc.UnauthenticatedException: nope",
        "403 POST https://bigquery.googleapis.com/bigquery/v2/projects/acme/jobs: nope",
        "API returned: 401 nope at https://dns.googleapis.com/",
        "Error: Could not load the default credentials. Browse to https://example.com",
        "dialing: google: could not find default credentials.",
        "Unable to get ACTIONS_ID_TOKEN_REQUEST_URL: token permission is missing",
        "auth failed: {error:\"invalid_target\"}",
        "Project 'Data-Mining' not found or permission denied.",
        "HTTPError 403: Permission denied on 'locations/us-west8' (or it may not exist)",
        "ERROR: (gcloud.builds.submit) PERMISSION_DENIED: IAM permission denied for service "
        "account "
        "ci@acme.iam.gserviceaccount.com.",
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const struct wd_event *event = read_alone(b, lines[i]);
        if (event->kind != WD_KIND_CANDIDATE || !event->has_cloud_token)
            fail_msg("silent: %s", lines[i]);
    }
}

static void refusals_of_other_vendors_are_foreign(void **state)
{
    static const char *const lines[] = {
        "403 Client Error: Forbidden for url: "
        "https://huggingface.co/acme/model/resolve/main/a.json",
        "ERROR: HTTP error 403 while getting https://mirrors.aliyun.com/pypi/packages/a.whl",
        "botocore.exceptions.ClientError: An error occurred (403) when calling HeadObject: "
        "Forbidden",
        "failed to pull registry.k8s.io/pause:3.9: unexpected status: 403 Forbidden",
        "denied: requested access to docker.io/acme/b is denied: unauthorized",
        "azure.core.exceptions.HttpResponseError: (AuthorizationFailed) permission denied",
        "Bad gRPC response. Expected HTTP status code 200. Received 403 Forbidden",
        "LDAP bind refused: not authorized to read ou=people",
    };
    static const char *const ours[] = {
        "rsync s3://acme.s3.amazonaws.com gs://acme: 403 Forbidden",
        "STS denied arn:aws:sts::1:assumed-role/x at sts.googleapis.com: permission denied",
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_kind(read_alone(b, lines[i]), WD_KIND_FOREIGN);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        assert_kind(read_alone(b, ours[i]), WD_KIND_CANDIDATE);
}

static void names_of_tests_and_gclouds_own_files_deny_nothing(void **state)
{
    static const char *const lines[] = {
        "tests/test_iam.py::test_permission_denied_returns_403 PASSED",
        "--- PASS: TestPermissionDenied (0.00s) projects/acme",
        "=== RUN   TestAccessDenied/projects/acme",
        "test_permission_denied (tests.test_iam.IamTest) ... ok",
        "Could not create directory [/.config/gcloud/configurations]: Permission denied.",
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_kind(read_alone(b, lines[i]), WD_KIND_OTHER);
}

/* By looking at every place for every word. */
static unsigned groups_by_hand(const struct wd_word *words, size_t count, struct wd_str s)
{
    unsigned groups = 0;

    for (size_t at = 0; at < s.len; at++)
        for (size_t w = 0; w < count; w++) {
            size_t len = wd_word_at(wd_str_from(s, at), words[w].text);
            if (len > 0 && wd_number_alone(s, at, len))
                groups |= words[w].group;
        }
    return groups;
}

static void a_word_is_found_wherever_it_stands(void **state)
{
    static const struct wd_word words[] = {
        {"denied", 1}, {"api key", 2},         {"403", 4},  {"no_", 8},
        {"{\"", 16},   {"x-oss-err", 32},      {"den", 64}, {"\xe6\x8b\x92", 128},
        {"eka ", 256}, {"push refers to", 512}};
    static const char *const spellings[] = {"denied",
                                            "DENIED",
                                            "API_KEY",
                                            "apikey",
                                            "403",
                                            "1403",
                                            "no-",
                                            "{\"",
                                            "X-OSS-Err",
                                            "den",
                                            "\xe6\x8b\x92",
                                            "d",
                                            "api ke",
                                            "ekaa",
                                            "EKA-",
                                            "PUSHREFERSTO",
                                            "pushed",
                                            "Push_refers to",
                                            "push  refers to"};
    struct wd_screen screen, narrow;
    char text[112];

    (void)state;
    wd_screen_init(&screen, words, sizeof words / sizeof *words);
    narrow = screen;
    narrow.wide = false;
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        size_t n = strlen(spellings[i]);
        for (size_t len = n; len <= sizeof text; len++)
            for (size_t at = 0; at + n <= len; at++) {
                struct wd_str s = wd_str_make(text, len);
                for (size_t k = 0; k < len; k++)
                    text[k] = "eadkn 0-4_"[(k * 7 + len) % 10];
                memcpy(text + at, spellings[i], n);
                unsigned wanted = groups_by_hand(words, sizeof words / sizeof *words, s);
                assert_int_equal(wd_screen_scan(&screen, s), wanted);
                assert_int_equal(wd_screen_scan(&narrow, s), wanted);
            }
    }
}

static bool is_odd_place(struct wd_str s, size_t at)
{
    return s.ptr[at] != '#' || at % 2 == 1;
}

static void a_search_stops_at_the_first_word_or_stop(void **state)
{
    static const struct wd_word words[] = {{"denied", 1}, {"api key", 2}};
    static const char *const spellings[] = {"denied", "API-KEY", "#",  "\x1b", "\xef",
                                            "\xe2",   "\xe1",    "##", "denie"};
    struct wd_screen screen, narrow;
    char text[112];

    (void)state;
    wd_screen_init(&screen, words, 2);
    wd_screen_stop_at(&screen, WD_STR("\x1b\xef\xe2#"), is_odd_place);
    narrow = screen;
    narrow.wide = false;
    for (size_t len = 1; len <= sizeof text; len++)
        for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
            for (size_t at = 0, n = strlen(spellings[i]); at + n <= len; at++) {
                struct wd_str s = wd_str_make(text, len);
                unsigned groups, plain;
                size_t wanted = i == 2             ? (at % 2 ? at : len)
                                : i == 7           ? at + !(at % 2)
                                : i == 6 || i == 8 ? len
                                                   : at;
                memset(text, 'e', len);
                memcpy(text + at, spellings[i], n);
                if (i < 2 && at + 2 >= len)
                    continue;
                assert_int_equal(wd_screen_next(&screen, s, 0, &groups), wanted);
                assert_int_equal(wd_screen_next(&narrow, s, 0, &plain), wanted);
                assert_int_equal(groups, plain);
                assert_int_equal(groups, i < 2 ? i + 1 : 0);
            }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)

/* Digits go on behind the line, which is a piece of a longer text. */
static void a_logs_head_ends_with_its_line(void **state)
{
    struct wd_str text = WD_STR("E0628 12:12:35.110979123456789");

    (void)state;
    assert_int_equal(wd_head_klog(NULL, wd_str_sub(text, 0, 25)).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_screen_holds_more_words_than_bits),
        TEST(a_refusal_is_one_whoever_it_was),
        TEST(lines_about_access_are_candidates),
        cmocka_unit_test(a_word_is_found_wherever_it_stands),
        cmocka_unit_test(a_search_stops_at_the_first_word_or_stop),
        TEST(refusals_of_the_machine_itself_open_nothing),
        TEST(lines_that_only_speak_of_refusals_are_no_candidates),
        TEST(what_happened_is_a_candidate_however_it_begins),
        TEST(other_lines_are_no_candidates),
        TEST(only_a_refusal_that_names_a_cloud_counts_without_a_rule),
        TEST(prefixes_of_carriers_come_off),
        cmocka_unit_test(a_logs_head_ends_with_its_line),
        TEST(a_step_of_a_build_is_told_by_its_prefix),
        TEST(every_carrier_gives_the_same_denial),
        TEST(spelling_of_json_does_not_matter),
        TEST(an_envelope_in_an_envelope_ends_somewhere),
        TEST(json_of_unknown_origin_offers_its_message_only),
        TEST(lines_of_one_text_are_judged_each),
        TEST(bytes_that_are_no_text_do_no_harm),
        TEST(marks_of_loggers_and_runners_come_off),
        TEST(refusals_of_our_clouds_are_never_silent),
        TEST(refusals_of_other_vendors_are_foreign),
        TEST(names_of_tests_and_gclouds_own_files_deny_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
