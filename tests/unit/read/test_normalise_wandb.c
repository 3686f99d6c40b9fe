/* Weights & Biases: the core's JSON lines, the audit log, what clients print. */
#include "../normalise_support.h"

#define CORE(level, msg, rest)                                                                     \
    "{'time':'2026-09-01T04:00:02.22Z','level':'" level "','msg':'" msg "','stream_id':'s1'" rest  \
    "}"
#define HTTP_403                                                                                   \
    CORE("ERROR", "HTTP error",                                                                    \
         ",'status':403,'method':'POST','url':'https://api.example.com/graphql'")
#define ERROR_403                                                                                  \
    CORE("ERROR", "sender: upsertRun:",                                                            \
         ",'error':'failed to upsert bucket: returned error 403 Forbidden: permission denied'")

static void a_refused_request_and_its_error_are_one_denial(void **state)
{
    struct bench *b = *state;

    assert_kind(read_json(b, HTTP_403), WD_KIND_CONTEXT);
    assert_kind(read_json(b, CORE("INFO", "handler: started", "")), WD_KIND_OTHER);
    assert_null(next_pending(b));
    assert_kind(read_json(b, ERROR_403), WD_KIND_CONTEXT);
    const struct wd_event *event = next_pending(b);
    assert_non_null(event);
    assert_kind(event, WD_KIND_DENIAL);
    assert_int_equal(b->where.ordinal, 1);
    assert_int_equal(event->http_status, 403);
    assert_int_equal(event->system, WD_SYSTEM_WANDB);
    assert_true(event->structured);
    assert_str(event->texts[0].s,
               "failed to upsert bucket: returned error 403 Forbidden: permission denied");
    assert_null(next_pending(b));
    assert_null(next_flushed(b));
}

static void a_refused_request_without_an_error_is_still_a_denial(void **state)
{
    struct bench *b = *state;

    read_json(b, HTTP_403);
    const struct wd_event *event = next_flushed(b);
    assert_non_null(event);
    assert_kind(event, WD_KIND_DENIAL);
    assert_null(next_flushed(b));
}

static void two_refused_requests_are_two_denials(void **state)
{
    struct bench *b = *state;

    read_json(b, HTTP_403);
    read_json(b, HTTP_403);
    assert_non_null(next_pending(b));
    assert_null(next_pending(b));
    assert_non_null(next_flushed(b));
    assert_null(next_flushed(b));
}

static void retries_are_no_denials(void **state)
{
    struct bench *b = *state;

    assert_kind(read_json(b, CORE("INFO", "api: retrying HTTP error",
                                  ",'status':403,'url':'https://api.example.com/graphql'")),
                WD_KIND_OTHER);
    assert_kind(
        read_json(b, "{'time':'2026-09-01T04:00:02Z','level':'ERROR','msg':'dialing: google: could "
                     "not find default credentials. See the documentation'}"),
        WD_KIND_OTHER);
    assert_null(next_flushed(b));
}

static void the_file_stream_address_names_the_run(void **state)
{
    struct bench *b = *state;

    read_json(b, CORE("ERROR", "api: HTTP error",
                      ",'status':403,'url':'https://api.example.com/files/acme-vision/detector/r1/"
                      "file_stream'"));
    assert_non_null(next_flushed(b));
    settled(b);
    assert_slot(&b->event, WD_SLOT_ENTITY, "acme-vision");
    assert_slot(&b->event, WD_SLOT_PROJECT, "detector");
    assert_string_equal(b->event.object.type, "wandb_project");
    assert_str(b->event.object.name, "acme-vision/detector");
}

static void the_audit_log_is_denied_by_its_response_code(void **state)
{
    struct bench *b = *state;
    const struct wd_event *event = read_json(b, "{'timestamp':'2026-09-01T04:00:02Z','action':'"
                                                "artifact:create','actor_user_id':7,'actor_email':"
                                                "'bot@example.com','response_code':403,'entity_"
                                                "name':'acme-vision','project_name':'detector'}");

    settled(b);
    assert_kind(event, WD_KIND_DENIAL);
    assert_int_equal(event->dialect, WD_DIALECT_WANDB_AUDIT);
    assert_slot(event, WD_SLOT_PRINCIPAL, "bot@example.com");
    assert_slot(event, WD_SLOT_METHOD, "artifact:create");
    assert_int_equal(event->principal_kind, WD_PRINCIPAL_WANDB_USER);
    assert_kind(
        read_json(b, "{'timestamp':'2026-09-01T04:00:02Z','action':'project:read','actor_email':"
                     "'a@example.com','response_code':200}"),
        WD_KIND_OTHER);
}

static void who_is_logged_in_fills_the_blank_of_a_later_refusal(void **state)
{
    struct bench *b = *state;

    assert_kind(read_text(b,
                          "wandb: Currently logged in as: acme-bot (acme-research) to "
                          "https://api.example.com. Use `wandb login --relogin` to force relogin"),
                WD_KIND_CONTEXT);
    const struct wd_event *event =
        read_alone(b, "\x1b[34m\x1b[1mwandb\x1b[0m: \x1b[32m\x1b[41mERROR\x1b[0m Error while "
                      "calling W&B API: permission "
                      "denied (<Response [403]>)");
    settled(b);
    assert_kind(event, WD_KIND_CANDIDATE);
    assert_int_equal(event->dialect, WD_DIALECT_WANDB_LOG);
    assert_true(event->has_cloud_token);
    assert_slot(event, WD_SLOT_PRINCIPAL, "acme-bot");
    assert_int_equal(event->source[WD_SLOT_PRINCIPAL], WD_SOURCE_STREAM);
    assert_slot(event, WD_SLOT_ENTITY, "acme-research");
    assert_slot(event, WD_SLOT_HOST, "api.example.com");
    assert_str(event->texts[0].s,
               "wandb: ERROR Error while calling W&B API: permission denied (<Response [403]>)");
}

static void the_text_era_says_status_and_body_on_two_lines(void **state)
{
    struct bench *b = *state;

    assert_kind(
        read_text(b, "2021-07-09 10:34:34,450 ERROR   SenderThread:9 [internal_api.py:f():1] 403 "
                     "response executing GraphQL."),
        WD_KIND_CONTEXT);
    assert_kind(
        read_text(b,
                  "2021-07-09 10:34:34,450 ERROR   SenderThread:9 [internal_api.py:f():1] "
                  "{\"errors\":[{\"message\":\"permission denied\",\"path\":[\"upsertBucket\"]}]}"),
        WD_KIND_CONTEXT);
    assert_kind(read_text(b, "2021-07-09 10:34:35,000 INFO    MainThread:9 [x.py:f():1] done"),
                WD_KIND_OTHER);
    const struct wd_event *event = next_pending(b);
    assert_non_null(event);
    assert_kind(event, WD_KIND_CANDIDATE);
    assert_int_equal(event->dialect, WD_DIALECT_WANDB_LOG);
    assert_true(event->has_cloud_token);
    assert_int_equal(b->where.ordinal, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_refused_request_and_its_error_are_one_denial),
        TEST(a_refused_request_without_an_error_is_still_a_denial),
        TEST(two_refused_requests_are_two_denials),
        TEST(retries_are_no_denials),
        TEST(the_file_stream_address_names_the_run),
        TEST(the_audit_log_is_denied_by_its_response_code),
        TEST(who_is_logged_in_fills_the_blank_of_a_later_refusal),
        TEST(the_text_era_says_status_and_body_on_two_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
