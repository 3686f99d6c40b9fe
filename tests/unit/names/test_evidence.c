/* Which refusal is meant when a record names several of everything. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "names/doubt/doubt.h"
#include "names/evidence.h"
#include "whydenied/names.h"
#include "whydenied/names/said.h"

struct bench {
    struct wd_arena *arena;
    struct wd_event event;
};

static int setup(void **state)
{
    static struct bench bench;

    bench.arena = wd_arena_new(1 << 20);
    wd_event_clear(&bench.event);
    bench.event.dialect = WD_DIALECT_AUDIT;
    bench.event.kind = WD_KIND_DENIAL;
    *state = &bench;
    return bench.arena ? 0 : -1;
}

static int teardown(void **state)
{
    wd_arena_free(((struct bench *)*state)->arena);
    return 0;
}

static void put(struct bench *b, enum wd_slot slot, const char *text, enum wd_source source)
{
    wd_event_set(&b->event, slot, wd_str_of(text), source);
}

static void check(struct bench *b, const char *permission, const char *resource)
{
    wd_event_add_permission(&b->event, wd_str_of(permission), wd_str_of(resource), WD_GRANTED_NO);
}

static void assert_slot(const struct bench *b, enum wd_slot slot, const char *want)
{
    const struct wd_str got = b->event.slot[slot];

    if (!wd_str_eqz(got, want))
        fail_msg("%s is \"%.*s\", not \"%s\"", wd_slot_name(slot), WD_STR_ARG(got), want);
}

static void the_agent_that_the_message_names_is_refused_and_the_asker_is_its_caller(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_PRINCIPAL, "mika@example.com", WD_SOURCE_FIELD);
    check(b, "aiplatform.models.upload", "projects/acme-ml");
    put(b, WD_SLOT_PRINCIPAL, "service-1@gcp-sa-aiplatform.iam.gserviceaccount.com",
        WD_SOURCE_MESSAGE);
    wd_event_add_permission_from(
        &b->event, WD_STR("artifactregistry.repositories.downloadArtifacts"), WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PRINCIPAL, "service-1@gcp-sa-aiplatform.iam.gserviceaccount.com");
    assert_slot(b, WD_SLOT_CALLER, "mika@example.com");
    assert_int_equal(b->event.permission_count, 1); /* what was checked for the asker is no part */
    assert_slot(b, WD_SLOT_PERMISSION, "artifactregistry.repositories.downloadArtifacts");
}

static void permissions_of_one_refusal_are_a_union(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_PRINCIPAL, "ci@acme-prod.iam.gserviceaccount.com", WD_SOURCE_FIELD);
    check(b, "storage.objects.get", "projects/_/buckets/acme-ci");
    put(b, WD_SLOT_PRINCIPAL, "serviceAccount:ci@acme-prod.iam.gserviceaccount.com",
        WD_SOURCE_MESSAGE);
    wd_event_add_permission_from(&b->event, WD_STR("storage.objects.list"), WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_int_equal(b->event.permission_count, 2);
    assert_int_equal(b->event.slot[WD_SLOT_CALLER].len, 0); /* one account in two spellings */
}

static void two_spellings_of_one_permission_are_one(void **state)
{
    struct bench *b = *state;

    check(b, "iam.serviceAccounts.actAs",
          "projects/-/serviceAccounts/run@acme-prod.iam.gserviceaccount.com");
    wd_event_add_permission_from(&b->event, WD_STR("iam.serviceaccounts.actAs"), WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_int_equal(b->event.permission_count, 1);
    assert_int_equal(b->event.permissions[0].source, WD_SOURCE_MESSAGE);
}

static void an_action_guessed_from_the_call_gives_way_to_a_named_one(void **state)
{
    struct bench *b = *state;

    b->event.dialect = WD_DIALECT_ACTIONTRAIL;
    wd_event_add_permission_from(&b->event, WD_STR("oss:GetObject"), WD_SOURCE_RULE);
    wd_event_add_permission_from(&b->event, WD_STR("oss:PutObject"), WD_SOURCE_DETAIL);
    wd_event_settle(&b->event, b->arena);
    assert_int_equal(b->event.permission_count, 1);
    assert_slot(b, WD_SLOT_PERMISSION, "oss:PutObject");
}

static void the_project_that_the_message_names_is_not_that_of_the_log(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_PROJECT, "acme-web", WD_SOURCE_CARRIER);
    put(b, WD_SLOT_LOG_PROJECT, "acme-web", WD_SOURCE_CARRIER);
    put(b, WD_SLOT_PROJECT, "acme-billing", WD_SOURCE_DETAIL);
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PROJECT, "acme-billing");
    assert_slot(b, WD_SLOT_LOG_PROJECT, "acme-web");
}

static void a_resource_in_another_project_brings_its_own(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_PROJECT, "acme-web", WD_SOURCE_CARRIER);
    put(b, WD_SLOT_LOG_PROJECT, "acme-web", WD_SOURCE_CARRIER);
    put(b, WD_SLOT_RESOURCE, "projects/acme-data/topics/orders", WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PROJECT, "acme-data");
}

static void a_number_in_the_platforms_own_entry_is_the_project_of_its_log(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_PROJECT, "acme-web", WD_SOURCE_CARRIER);
    put(b, WD_SLOT_LOG_PROJECT, "acme-web", WD_SOURCE_CARRIER);
    put(b, WD_SLOT_RESOURCE, "projects/123456789012/secrets/db", WD_SOURCE_FIELD);
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PROJECT, "acme-web");
}

static void the_id_of_a_ram_user_in_the_sentence_is_the_name_in_the_fields(void **state)
{
    struct bench *b = *state;

    b->event.dialect = WD_DIALECT_ACTIONTRAIL;
    put(b, WD_SLOT_PRINCIPAL, "mika", WD_SOURCE_FIELD);
    put(b, WD_SLOT_PRINCIPAL, "200000000000000001", WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PRINCIPAL, "mika");
    assert_int_equal(b->event.slot[WD_SLOT_CALLER].len, 0);
}

static void the_call_in_the_text_beats_a_rules_constant(void **state)
{
    struct bench *b = *state;

    b->event.dialect = WD_DIALECT_TEXT;
    b->event.system = WD_SYSTEM_ALIBABA_OSS;
    wd_event_add_text(&b->event, WD_STR("bucket.put_object('ckpt/a.pt', data): AccessDenied"),
                      WD_TEXT_MESSAGE);
    wd_event_add_permission_from(&b->event, WD_STR("oss:GetObject"), WD_SOURCE_RULE);
    wd_event_settle(&b->event, b->arena);
    assert_int_equal(b->event.permission_count, 1);
    assert_slot(b, WD_SLOT_PERMISSION, "oss:PutObject");
}

static void an_audit_entry_quoted_in_text_is_a_doubt(void **state)
{
    struct bench *b = *state;

    b->event.dialect = WD_DIALECT_TEXT;
    b->event.voice = WD_VOICE_CLIENT;
    wd_event_add_text(&b->event, WD_STR("body={\"protoPayload\": {\"status\": {\"code\": 7}}}"),
                      WD_TEXT_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_true(b->event.doubts & WD_DOUBT_READ);
}

static void the_account_that_calls_are_executed_as_beats_who_runs_the_command(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_PRINCIPAL, "ci@acme-prod.iam.gserviceaccount.com", WD_SOURCE_STREAM);
    put(b, WD_SLOT_PRINCIPAL, "dana@example.com", WD_SOURCE_WRAPPER);
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PRINCIPAL, "ci@acme-prod.iam.gserviceaccount.com");
    assert_slot(b, WD_SLOT_CALLER, "dana@example.com");
    assert_true(b->event.doubts & WD_DOUBT_READ);
}

static void a_placeholder_leaves_its_place_to_the_next_source(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_PRINCIPAL, "***", WD_SOURCE_MESSAGE);
    put(b, WD_SLOT_PRINCIPAL, "dana@example.com", WD_SOURCE_WRAPPER);
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PRINCIPAL, "dana@example.com");
}

static void two_of_one_rank_that_disagree_are_a_doubt(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_PRINCIPAL, "ana@example.com", WD_SOURCE_MESSAGE);
    put(b, WD_SLOT_PRINCIPAL, "bob@example.com", WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_true(b->event.doubts & WD_DOUBT_PRINCIPAL);
}

static void a_product_refused_anothers_data_is_not_its_caller(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_SERVICE, "notebooks.googleapis.com", WD_SOURCE_FIELD);
    put(b, WD_SLOT_PRINCIPAL, "dana@example.com", WD_SOURCE_FIELD);
    check(b, "cloudkms.cryptoKeyVersions.useToEncrypt",
          "projects/acme-kms/locations/us/keyRings/r/cryptoKeys/k");
    wd_event_settle(&b->event, b->arena);
    assert_int_equal(b->event.slot[WD_SLOT_PRINCIPAL].len, 0);
    assert_slot(b, WD_SLOT_CALLER, "dana@example.com");
    assert_true(b->event.doubts & WD_DOUBT_PARTY);
}

static void a_service_that_uses_its_callers_credentials_keeps_the_caller(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_SERVICE, "bigquery.googleapis.com", WD_SOURCE_FIELD);
    put(b, WD_SLOT_PRINCIPAL, "dana@example.com", WD_SOURCE_FIELD);
    check(b, "storage.objects.get", "projects/_/buckets/acme-lake");
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PRINCIPAL, "dana@example.com");
    assert_int_equal(b->event.doubts, 0);
}

/* A call of dana's to `service` that was refused `permission` in a platform's own entry. */
static void refused_to_call(struct bench *b, const char *service, const char *permission)
{
    wd_event_clear(&b->event);
    b->event.dialect = WD_DIALECT_AUDIT;
    b->event.kind = WD_KIND_DENIAL;
    put(b, WD_SLOT_SERVICE, service, WD_SOURCE_FIELD);
    put(b, WD_SLOT_PRINCIPAL, "dana@example.com", WD_SOURCE_FIELD);
    check(b, permission, "projects/acme-ml");
}

/* Row for row of the lists in product.c: what products do for somebody, and who acts with the caller's credentials. */
static void every_right_that_products_use_for_somebody_is_another_partys(void **state)
{
    static const char *const rights[] = {"cloudkms.cryptoKeyVersions.useToDecrypt",
                                         "artifactregistry.repositories.downloadArtifacts",
                                         "artifactregistry.repositories.uploadArtifacts",
                                         "storage.objects.create",
                                         "storage.buckets.get",
                                         "pubsub.topics.publish",
                                         "pubsub.subscriptions.consume",
                                         "secretmanager.versions.access",
                                         "bigquery.tables.getData",
                                         "bigquery.jobs.create",
                                         "compute.subnetworks.useExternalIp",
                                         "compute.networks.use",
                                         "bigquery.datasets.get",
                                         "iam.serviceAccounts.getAccessToken",
                                         "iam.serviceAccounts.getOpenIdToken",
                                         "iam.serviceAccounts.signBlob",
                                         "iam.serviceAccounts.signJwt",
                                         "iam.serviceAccounts.implicitDelegation",
                                         "eventarc.events.receiveEvent",
                                         "logging.logEntries.create",
                                         "monitoring.timeSeries.create",
                                         "dataflow.workItems.lease",
                                         "dataproc.agents.create"};
    static const char *const callers[] = {
        "bigquery",          "storagetransfer", "cloudkms", "artifactregistry",
        "containerregistry", "iamcredentials",  "iam",      "sts"};
    struct bench *b = *state;
    char host[64];

    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++) {
        refused_to_call(b, "aiplatform.googleapis.com", rights[i]);
        wd_event_settle(&b->event, b->arena);
        assert_true(b->event.doubts & WD_DOUBT_PARTY);
    }
    refused_to_call(b, "dataplex.googleapis.com", "storage.buckets.get"); /* its agent looks */
    wd_event_settle(&b->event, b->arena);
    assert_true(b->event.doubts & WD_DOUBT_PARTY);
    for (size_t i = 0; i < sizeof callers / sizeof *callers; i++) {
        snprintf(host, sizeof host, "%s.googleapis.com", callers[i]);
        refused_to_call(b, host, "storage.objects.get");
        wd_event_settle(&b->event, b->arena);
        assert_false(b->event.doubts & WD_DOUBT_PARTY);
        assert_slot(b, WD_SLOT_PRINCIPAL, "dana@example.com");
    }
}

/* Row for row of the other reasons: which of the two refused cannot be told. */
static void another_reason_beside_a_denied_check_is_a_doubt(void **state)
{
    static const char *const reasons[] = {"An organization policy forbids it.",
                                          "By an organisation policy.",
                                          "Request is prohibited by VPC Service Controls.",
                                          "The billing account is closed.",
                                          "The key has been revoked.",
                                          "The account has been disabled.",
                                          "Cloud Run is disabled.",
                                          "The project has been suspended.",
                                          "The access level was not met.",
                                          "Denied by context-aware access.",
                                          "The bucket's IP filter refused it.",
                                          "An IAM condition was not met."};
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        refused_to_call(b, "run.googleapis.com", "run.services.get");
        wd_event_add_text(&b->event, wd_str_of(reasons[i]), WD_TEXT_MESSAGE);
        wd_event_settle(&b->event, b->arena);
        if (!(b->event.doubts & WD_DOUBT_PERMISSION))
            fail_msg("%s", reasons[i]);
    }
    refused_to_call(b, "run.googleapis.com", "run.services.get");
    wd_event_add_text(&b->event, WD_STR("Permission denied."), WD_TEXT_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_int_equal(b->event.doubts, 0);
}

/* Of google.rpc.ErrorInfo; nobody need have taught it. */
static void a_reason_of_another_kind_beside_a_denied_check_is_a_doubt(void **state)
{
    static const struct {
        const char *reason;
        bool doubted;
    } rows[] = {{"NEVER_HEARD_OF", true}, {"SOME_PERMISSION_LACKS", false}, {"Some_words", false}};
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        refused_to_call(b, "run.googleapis.com", "run.services.get");
        put(b, WD_SLOT_REASON, rows[i].reason, WD_SOURCE_DETAIL);
        wd_event_settle(&b->event, b->arena);
        if (!(b->event.doubts & WD_DOUBT_PERMISSION) == rows[i].doubted)
            fail_msg("%s: %x", rows[i].reason, b->event.doubts);
    }
}

/* `command`, refused `permission`, authenticated as dana; returns the doubts. */
static unsigned refused_to_command(struct bench *b, const char *command, const char *permission)
{
    wd_event_clear(&b->event);
    b->event.dialect = WD_DIALECT_TEXT;
    b->event.kind = WD_KIND_DENIAL;
    wd_event_add_text(&b->event, wd_str_of(command), WD_TEXT_MESSAGE);
    put(b, WD_SLOT_PRINCIPAL, "dana@example.com", WD_SOURCE_WRAPPER);
    wd_event_add_permission_from(&b->event, wd_str_of(permission), WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    return b->event.doubts;
}

static void whoever_runs_a_command_does_not_use_the_products_key(void **state)
{
    static const struct {
        const char *command, *permission;
        bool product;
    } rows[] = {
        {"ERROR: (gcloud.run.deploy) denied", "cloudkms.cryptoKeyVersions.useToEncrypt", true},
        {"ERROR: (gcloud.beta.sql.instances.create) no", "cloudkms.cryptoKeyVersions.useToDecrypt",
         true},
        {"ERROR: (gcloud.functions.deploy) denied", "secretmanager.versions.access", true},
        {"ERROR: (gcloud.scheduler.jobs.create.pubsub) denied", "pubsub.topics.publish", true},
        {"ERROR: (gcloud.kms.encrypt) denied", "cloudkms.cryptoKeyVersions.useToEncrypt", false},
        {"ERROR: (gcloud.alpha.secrets.versions.access) no", "secretmanager.versions.access",
         false},
        {"ERROR: (gcloud.run.deploy) denied", "run.services.create", false},
        {"sops: denied", "cloudkms.cryptoKeyVersions.useToDecrypt", false},
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool party = refused_to_command(b, rows[i].command, rows[i].permission) & WD_DOUBT_PARTY;
        assert_int_equal(party, rows[i].product);
        assert_int_equal(b->event.slot[WD_SLOT_PRINCIPAL].len == 0, rows[i].product);
        if (party)
            assert_slot(b, WD_SLOT_CALLER, "dana@example.com");
    }
}

/* `text` as a text of its own, where a rule captured `captured`; returns the doubts. */
static unsigned read_beside(struct bench *b, const char *text, const char *captured)
{
    struct wd_refusal_reader *reader = wd_refusal_reader_new();
    const struct wd_refusal *refusal;
    struct wd_said_parties parties;

    wd_event_clear(&b->event);
    b->event.kind = WD_KIND_DENIAL;
    wd_event_add_text(&b->event, wd_str_of(text), WD_TEXT_MESSAGE);
    put(b, WD_SLOT_PERMISSION, captured, WD_SOURCE_MESSAGE);
    assert_non_null(reader);
    refusal = wd_said_read(reader, &b->event, b->arena, &parties);
    assert_non_null(refusal);
    wd_said_fill(&b->event, refusal, b->arena);
    wd_refusal_reader_free(reader);
    return b->event.doubts;
}

static void a_rule_and_the_grammar_that_disagree_on_the_permission_leave_a_doubt(void **state)
{
    static const char text[] = "Permission 'run.services.get' denied on resource "
                               "'projects/acme-prod/locations/us/services/web'";
    struct bench *b = *state;

    assert_true(read_beside(b, text, "run.services.list") & WD_DOUBT_PERMISSION);
    assert_true(read_beside(b, text, "storage.objects.get") & WD_DOUBT_PERMISSION);
    assert_false(read_beside(b, text, "run.services.get") & WD_DOUBT_PERMISSION);
    assert_false(read_beside(b, text, "run.services.list, run.services.get") & WD_DOUBT_PERMISSION);
    assert_false(read_beside(b, "403 the caller does not have permission", "run.services.get") &
                 WD_DOUBT_PERMISSION);
}

/* A refusal is a denial of ours only if a platform of ours said it. */
static void only_a_refusal_of_our_platforms_is_a_denial(void **state)
{
    static const struct {
        const char *text;
        bool denial;
    } rows[] = {
        {"Permission 'run.services.get' denied on resource 'projects/acme-prod'", true},
        {"trainer@acme-prod.iam.gserviceaccount.com does not have storage.objects.get access to "
         "the Google Cloud Storage object.",
         true},
        {"oss: AccessDenied {\"AuthAction\":\"oss:PutObject\",\"AuthPrincipalDisplayName\":"
         "\"mika\"}",
         true},
        {"User: arn:aws:iam::123456789012:user/mika is not authorized to perform: s3:GetObject",
         false},
        {"mika is not allowed to read the board", false},
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_refusal_reader *reader = wd_refusal_reader_new();
        const struct wd_refusal *refusal;
        struct wd_said_parties parties;
        assert_non_null(reader);
        wd_event_clear(&b->event);
        b->event.kind = WD_KIND_DENIAL;
        wd_event_add_text(&b->event, wd_str_of(rows[i].text), WD_TEXT_MESSAGE);
        refusal = wd_said_read(reader, &b->event, b->arena, &parties);
        if ((refusal && wd_said_is_denial(&b->event, refusal)) != rows[i].denial)
            fail_msg("%s", rows[i].text);
        wd_refusal_reader_free(reader);
    }
}

/* Where no rule knows the text, the event is what the grammar read. */
static void a_refusal_that_is_told_gives_its_permission(void **state)
{
    static const struct {
        const char *text, *permission;
    } rows[] = {
        {"Permission 'run.services.get' denied on resource 'projects/acme-prod'",
         "run.services.get"},
        {"trainer@acme-prod.iam.gserviceaccount.com does not have storage.objects.get access to "
         "the Google Cloud Storage object.",
         "storage.objects.get"},
        {"denied: Permission \"artifactregistry.repositories.uploadArtifacts\" denied on resource "
         "\"projects/acme-prod/locations/us/repositories/app\"",
         "artifactregistry.repositories.uploadArtifacts"},
    };
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_refusal_reader *reader = wd_refusal_reader_new();
        const struct wd_refusal *refusal;
        struct wd_said_parties parties;
        assert_non_null(reader);
        wd_event_clear(&b->event);
        b->event.kind = WD_KIND_DENIAL;
        wd_event_add_text(&b->event, wd_str_of(rows[i].text), WD_TEXT_MESSAGE);
        refusal = wd_said_read(reader, &b->event, b->arena, &parties);
        assert_non_null(refusal);
        wd_said_tell(&b->event, refusal, b->arena);
        assert_slot(b, WD_SLOT_PERMISSION, rows[i].permission);
        assert_int_equal(b->event.source[WD_SLOT_PERMISSION], WD_SOURCE_MESSAGE);
        wd_refusal_reader_free(reader);
    }
}

static void permissions_refused_to_one_party_in_one_text_are_one_need(void **state)
{
    struct bench *b = *state;

    read_beside(b,
                "[Permission monitoring.metricDescriptors.create denied (or it may not exist).; "
                "Permission monitoring.timeSeries.create denied (or it may not exist).]",
                "monitoring.metricDescriptors.create");
    assert_int_equal(b->event.permission_count, 2);
}

static void a_project_of_googles_own_clients_is_nobodys(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_PROJECT, "764086051850", WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_int_equal(b->event.slot[WD_SLOT_PROJECT].len, 0);
    assert_true(b->event.doubts & WD_DOUBT_CLIENT);
    assert_true(wd_evidence_is_client_project(WD_STR("x0123456789abcdef-tp")));
    assert_false(wd_evidence_is_client_project(WD_STR("123456789012")));
}

static void an_address_in_an_objects_name_is_nobody_who_was_refused(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_PRINCIPAL, "ci@acme-prod.iam.gserviceaccount.com", WD_SOURCE_FIELD);
    put(b, WD_SLOT_RESOURCE,
        "projects/_/buckets/acme-ci/objects/to-boss@acme-hq.iam.gserviceaccount.com",
        WD_SOURCE_FIELD);
    put(b, WD_SLOT_PRINCIPAL, "boss@acme-hq.iam.gserviceaccount.com", WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PRINCIPAL, "ci@acme-prod.iam.gserviceaccount.com");
    assert_int_equal(b->event.doubts & WD_DOUBT_PRINCIPAL, 0);
}

static void an_address_that_only_a_name_holds_leaves_a_doubt(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_RESOURCE,
        "projects/_/buckets/acme-ci/objects/boss@acme-hq.iam.gserviceaccount.com",
        WD_SOURCE_MESSAGE);
    put(b, WD_SLOT_PRINCIPAL, "boss@acme-hq.iam.gserviceaccount.com", WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PRINCIPAL, "");
    assert_true(b->event.doubts & WD_DOUBT_PRINCIPAL);
}

static void an_account_is_named_by_its_own_resource(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_RESOURCE,
        "projects/acme-prod/serviceAccounts/run@acme-prod.iam.gserviceaccount.com",
        WD_SOURCE_FIELD);
    put(b, WD_SLOT_PRINCIPAL, "run@acme-prod.iam.gserviceaccount.com", WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PRINCIPAL, "run@acme-prod.iam.gserviceaccount.com");
}

static void a_name_that_the_words_cut_at_a_blank_gives_no_command(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_RESOURCE, "projects/_/buckets/acme-ci/objects/my file.txt", WD_SOURCE_FIELD);
    put(b, WD_SLOT_RESOURCE, "projects/_/buckets/acme-ci/objects/my", WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_true(b->event.doubts & WD_DOUBT_READ);
}

static void a_name_that_the_field_goes_on_from_at_a_joint_was_not_cut(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_RESOURCE, "projects/_/buckets/acme-ci/objects/a.txt", WD_SOURCE_FIELD);
    put(b, WD_SLOT_RESOURCE, "projects/_/buckets/acme-ci", WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_int_equal(b->event.doubts & WD_DOUBT_READ, 0);
}

/* The bucket's name ends its line; what the next line begins with may be the rest of it. */
static void a_name_that_ends_a_folded_line_gives_no_command(void **state)
{
    static const struct {
        const char *next;
        bool doubt;
    } rows[] = {{"\nd-logs, which the nightly job reads", true},
                {"\n(or it may not exist)", false},
                {", which the nightly job\nreads", false},
                {"", false}};
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[256];

        snprintf(text, sizeof text,
                 "the worker may not read what the nightly job has put into the bucket acme-pro%s",
                 rows[i].next);
        wd_event_clear(&b->event);
        b->event.kind = WD_KIND_DENIAL;
        wd_event_add_text(&b->event, wd_str_of(text), WD_TEXT_MESSAGE);
        put(b, WD_SLOT_BUCKET, "acme-pro", WD_SOURCE_MESSAGE);
        wd_event_settle(&b->event, b->arena);
        assert_int_equal((b->event.doubts & WD_DOUBT_READ) != 0, rows[i].doubt);
    }
}

/* What a text refuses, and the bucket that was read first in it. */
static void tell_storage(struct bench *b, const char *text, const char *permission,
                         const char *bucket)
{
    wd_event_clear(&b->event);
    b->event.dialect = WD_DIALECT_TEXT;
    wd_event_add_text(&b->event, wd_str_of(text), WD_TEXT_MESSAGE);
    put(b, WD_SLOT_BUCKET, bucket, WD_SOURCE_WRAPPER);
    wd_event_add_permission_from(&b->event, wd_str_of(permission), WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
}

static void a_copys_call_says_which_bucket_is_written(void **state)
{
    static const char url[] = "403 POST https://storage.googleapis.com/storage/v1/b/acme-raw/o/a"
                              "/rewriteTo/b/acme-clean/o/a: no access";
    struct bench *b = *state;

    tell_storage(b, url, "storage.objects.create", "acme-raw");
    assert_string_equal(wd_arena_strdup(b->arena, b->event.object.leaf), "acme-clean");
    tell_storage(b, url, "storage.objects.delete", "acme-raw");
    assert_string_equal(wd_arena_strdup(b->arena, b->event.object.leaf), "acme-clean");
    tell_storage(b, url, "storage.objects.get", "acme-clean");
    assert_string_equal(wd_arena_strdup(b->arena, b->event.object.leaf), "acme-raw");
    assert_int_equal(b->event.doubts & WD_DOUBT_READ, 0);
    tell_storage(b, url, "storage.buckets.get", "acme-raw");
    assert_true(b->event.doubts & WD_DOUBT_READ);
}

static void of_two_buckets_the_sentence_says_which_or_there_is_a_doubt(void **state)
{
    struct bench *b = *state;

    tell_storage(b, "gs://acme-raw to gs://acme-clean: lacks storage.objects.get access to it",
                 "storage.objects.get", "acme-clean");
    assert_true(b->event.doubts & WD_DOUBT_READ);
    tell_storage(b, "gs://acme-raw: lacks storage.objects.get access to gs://acme-clean/x",
                 "storage.objects.get", "acme-clean");
    assert_int_equal(b->event.doubts & WD_DOUBT_READ, 0);
    tell_storage(b, "gs://acme-raw/a to gs://acme-raw/b: lacks storage.objects.get access",
                 "storage.objects.get", "acme-raw");
    assert_int_equal(b->event.doubts & WD_DOUBT_READ, 0);
}

static void tell_who(struct bench *b, const char *text)
{
    wd_event_clear(&b->event);
    b->event.dialect = WD_DIALECT_TEXT;
    wd_event_add_text(&b->event, wd_str_of(text), WD_TEXT_MESSAGE);
    put(b, WD_SLOT_PRINCIPAL, "ader@acme.co", WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
}

static void an_address_inside_a_longer_word_names_nobody(void **state)
{
    static const char *const half[] = {
        "l\xD0\xBE"
        "ader@acme.co was refused", /* a Cyrillic o */
        "l\xEF\xBD\x8F"
        "ader@acme.co was refused", /* a wide one */
        "lo\xE2\x80\x8B"
        "ader@acme.co",                     /* a blank of no width */
        "ader@acme.co\xD0\xBC was refused", /* a Cyrillic m behind it */
        "l\xFF"
        "ader@acme.co was refused"};
    static const char *const whole[] = {"ader@acme.co was refused",
                                        "\xE3\x80\x8C"
                                        "ader@acme.co\xE3\x80\x8D",
                                        "\xE3\x83\x88"
                                        "ader@acme.co\xE3\x81\xAB", /* Japanese */
                                        "\xE2\x80\x9C"
                                        "ader@acme.co\xE2\x80\x9D",
                                        "\xEF\xBB\xBF"
                                        "ader@acme.co"};
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof half / sizeof *half; i++) {
        tell_who(b, half[i]);
        assert_slot(b, WD_SLOT_PRINCIPAL, "");
        assert_true(b->event.doubts & WD_DOUBT_PRINCIPAL);
    }
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        tell_who(b, whole[i]);
        assert_slot(b, WD_SLOT_PRINCIPAL, "ader@acme.co");
    }
}

static void refuse_token(struct bench *b, const char *text, const char *permission)
{
    wd_event_clear(&b->event);
    b->event.dialect = WD_DIALECT_TEXT;
    wd_event_add_text(&b->event, wd_str_of(text), WD_TEXT_MESSAGE);
    put(b, WD_SLOT_PRINCIPAL, "sign@acme-prod.iam.gserviceaccount.com", WD_SOURCE_MESSAGE);
    put(b, WD_SLOT_SERVICE_ACCOUNT, "sign@acme-prod.iam.gserviceaccount.com", WD_SOURCE_MESSAGE);
    wd_event_add_permission_from(&b->event, wd_str_of(permission), WD_SOURCE_MESSAGE);
}

static void an_account_is_not_refused_the_token_of_its_own_impersonation(void **state)
{
    static const char told[] = "Impersonation is used to impersonate sign@acme-prod…";
    struct bench *b = *state;

    refuse_token(b, told, "iam.serviceAccounts.getAccessToken");
    put(b, WD_SLOT_CALLER, "dana@example.com", WD_SOURCE_WRAPPER);
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PRINCIPAL, "dana@example.com");
    refuse_token(b, told, "iam.serviceAccounts.getAccessToken");
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PRINCIPAL, "");
    assert_true(b->event.doubts & WD_DOUBT_PRINCIPAL);
    refuse_token(b, told, "iam.serviceAccounts.signBlob"); /* as which it runs already */
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PRINCIPAL, "sign@acme-prod.iam.gserviceaccount.com");
}

static void the_account_of_the_lines_before_is_not_refused_its_own_token(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_PRINCIPAL, "ci@acme-prod.iam.gserviceaccount.com", WD_SOURCE_STREAM);
    put(b, WD_SLOT_PRINCIPAL, "dana@example.com", WD_SOURCE_WRAPPER);
    put(b, WD_SLOT_SERVICE_ACCOUNT, "ci@acme-prod.iam.gserviceaccount.com", WD_SOURCE_MESSAGE);
    wd_event_add_permission_from(&b->event, WD_STR("iam.serviceAccounts.getAccessToken"),
                                 WD_SOURCE_MESSAGE);
    wd_event_settle(&b->event, b->arena);
    assert_slot(b, WD_SLOT_PRINCIPAL, "dana@example.com");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

struct lead {
    const char *before;
    bool labelled, prefixed;
};

/* What stands before the name of who was refused, row by row. */
static void what_leads_to_a_name_says_who_speaks(void **state)
{
    static const struct lead rows[] = {
        {"", false, false},
        {"title <", true, true},
        {"q=", true, false},
        {"filename=a.txt ", true, false},
        {"title:a.txt ", false, false}, /* a mark inside a word is none */
        {"from bob:", true, true},
        {"mallory>", true, true},
        {"account <", false, false},
        {"retry count < limit ", false, true},
        {"err=", false, false},
        {"INFO ", false, false},
        {"2026-10-03T10:00:00Z WARNING ", false, false},
        {"mallory ", false, true},
        {"[main] ERROR ", false, false},
        {"[title] ", true, false},
        {"[page title] ", true, false},
        {"failed - ", false, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_str before = wd_str_of(rows[i].before);
        bool labelled = wd_evidence_is_labelled(before), prefixed = wd_evidence_is_prefixed(before);
        if (labelled != rows[i].labelled || prefixed != rows[i].prefixed)
            print_error("%s: labelled %d, prefixed %d\n", rows[i].before, labelled, prefixed);
        assert_int_equal(labelled, rows[i].labelled);
        assert_int_equal(prefixed, rows[i].prefixed);
    }
}

static void a_comments_mark_stands_apart_and_a_quote_beside(void **state)
{
    static const struct {
        const char *before;
        bool comment;
    } rows[] = {{"\" ", true}, {"\"", false}, {"; ", true}, {"%", true}, {"- ", false}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char line[128];
        size_t len = strlen(rows[i].before);
        snprintf(line, sizeof line, "%sPermission denied", rows[i].before);
        assert_int_equal(wd_evidence_is_marked(wd_str_make(line, len)), rows[i].comment);
    }
}

static void of_two_names_of_a_party_the_one_that_can_be_granted_to_is_taken(void **state)
{
    struct bench *b = *state;

    put(b, WD_SLOT_PRINCIPAL,
        "principal://iam.googleapis.com/projects/1/locations/global/"
        "workloadIdentityPools/acme.svc.id.goog/subject/ns/ml/sa/etl",
        WD_SOURCE_FIELD);
    put(b, WD_SLOT_PRINCIPAL, "/namespaces/acme.svc.id.goog/sa/ml/etl", WD_SOURCE_MESSAGE);
    check(b, "storage.objects.get", "projects/_/buckets/acme-ci");
    wd_event_settle(&b->event, b->arena);
    assert_true(wd_str_starts(b->event.slot[WD_SLOT_PRINCIPAL], WD_STR("principal://")));
}

static void an_apostrophe_opens_no_quotes_and_quotes_are_somebodys(void **state)
{
    static const struct {
        const char *text;
        bool doubted;
    } rows[] = {{"error: couldn't read it: ci@acme.co was refused", false},
                {"error: comment 'see ci@acme.co was refused", true},
                {"error: ci@acme.co wasn't allowed", false}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static struct wd_event event;
        wd_event_clear(&event);
        wd_event_set(&event, WD_SLOT_PRINCIPAL, WD_STR("ci@acme.co"), WD_SOURCE_MESSAGE);
        wd_event_add_text(&event, wd_str_of(rows[i].text), WD_TEXT_MESSAGE);
        event.voice = WD_VOICE_CLIENT;
        wd_doubt_echoed(&event);
        assert_int_equal((event.doubts & WD_DOUBT_READ) != 0, rows[i].doubted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_agent_that_the_message_names_is_refused_and_the_asker_is_its_caller),
        TEST(permissions_of_one_refusal_are_a_union),
        TEST(two_spellings_of_one_permission_are_one),
        TEST(an_action_guessed_from_the_call_gives_way_to_a_named_one),
        TEST(the_project_that_the_message_names_is_not_that_of_the_log),
        TEST(a_resource_in_another_project_brings_its_own),
        TEST(a_number_in_the_platforms_own_entry_is_the_project_of_its_log),
        TEST(the_id_of_a_ram_user_in_the_sentence_is_the_name_in_the_fields),
        TEST(the_call_in_the_text_beats_a_rules_constant),
        TEST(an_audit_entry_quoted_in_text_is_a_doubt),
        TEST(the_account_that_calls_are_executed_as_beats_who_runs_the_command),
        TEST(a_placeholder_leaves_its_place_to_the_next_source),
        TEST(two_of_one_rank_that_disagree_are_a_doubt),
        TEST(a_product_refused_anothers_data_is_not_its_caller),
        TEST(a_service_that_uses_its_callers_credentials_keeps_the_caller),
        TEST(every_right_that_products_use_for_somebody_is_another_partys),
        TEST(another_reason_beside_a_denied_check_is_a_doubt),
        TEST(a_reason_of_another_kind_beside_a_denied_check_is_a_doubt),
        TEST(whoever_runs_a_command_does_not_use_the_products_key),
        TEST(a_rule_and_the_grammar_that_disagree_on_the_permission_leave_a_doubt),
        TEST(only_a_refusal_of_our_platforms_is_a_denial),
        TEST(a_refusal_that_is_told_gives_its_permission),
        TEST(permissions_refused_to_one_party_in_one_text_are_one_need),
        TEST(a_project_of_googles_own_clients_is_nobodys),
        TEST(what_leads_to_a_name_says_who_speaks),
        TEST(an_apostrophe_opens_no_quotes_and_quotes_are_somebodys),
        TEST(a_comments_mark_stands_apart_and_a_quote_beside),
        TEST(of_two_names_of_a_party_the_one_that_can_be_granted_to_is_taken),
        TEST(an_address_in_an_objects_name_is_nobody_who_was_refused),
        TEST(an_address_that_only_a_name_holds_leaves_a_doubt),
        TEST(an_account_is_named_by_its_own_resource),
        TEST(a_name_that_the_words_cut_at_a_blank_gives_no_command),
        TEST(a_name_that_the_field_goes_on_from_at_a_joint_was_not_cut),
        TEST(a_name_that_ends_a_folded_line_gives_no_command),
        TEST(a_copys_call_says_which_bucket_is_written),
        TEST(an_address_inside_a_longer_word_names_nobody),
        TEST(an_account_is_not_refused_the_token_of_its_own_impersonation),
        TEST(the_account_of_the_lines_before_is_not_refused_its_own_token),
        TEST(of_two_buckets_the_sentence_says_which_or_there_is_a_doubt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
