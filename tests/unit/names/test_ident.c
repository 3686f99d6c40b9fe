/* Identifiers: what may stand in a command, and every way into one that must stay shut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "whydenied/names/ident.h"

struct row {
    enum wd_ident kind;
    const char *text;
};

static void names_that_clouds_give_pass(void **state)
{
    static const struct row rows[] = {
        {WD_IDENT_PROJECT, "acme-ml-prod"},
        {WD_IDENT_PROJECT, "123456789012"},
        {WD_IDENT_PROJECT, "example.com:acme-legacy"},
        {WD_IDENT_LOCATION, "us-central1"},
        {WD_IDENT_LOCATION, "asia-northeast1-b"},
        {WD_IDENT_LOCATION, "us"},
        {WD_IDENT_REGION, "us-central1"},
        {WD_IDENT_REGION, "u-germany-northeast1"},
        {WD_IDENT_ZONE, "asia-northeast1-b"},
        {WD_IDENT_ZONE, "us-south1-ai1b"},
        {WD_IDENT_LOCATION, "cn-hangzhou"},
        {WD_IDENT_SERVICE_ACCOUNT, "trainer@acme-ml-prod.iam.gserviceaccount.com"},
        {WD_IDENT_SERVICE_ACCOUNT, "123456789012-compute@developer.gserviceaccount.com"},
        {WD_IDENT_SERVICE_ACCOUNT, "123456789012@cloudbuild.gserviceaccount.com"},
        {WD_IDENT_SERVICE_ACCOUNT,
         "service-123456789012@gcp-sa-aiplatform-cc.iam.gserviceaccount.com"},
        {WD_IDENT_SERVICE_ACCOUNT, "service-1@cloud-ml.google.com.iam.gserviceaccount.com"},
        {WD_IDENT_EMAIL, "mika+ml@example.com"},
        {WD_IDENT_MEMBER, "user:mika@example.com"},
        {WD_IDENT_MEMBER, "group:ml-team@example.com"},
        {WD_IDENT_MEMBER, "serviceAccount:trainer@acme-ml-prod.iam.gserviceaccount.com"},
        {WD_IDENT_MEMBER, "serviceAccount:acme-ml-prod.svc.id.goog[batch/trainer]"},
        {WD_IDENT_MEMBER, "principal://iam.googleapis.com/projects/123456789012/locations/global/"
                          "workloadIdentityPools/github/subject/repo:acme/app:ref:refs/heads/main"},
        {WD_IDENT_MEMBER, "principal://iam.googleapis.com/locations/global/workforcePools/staff/"
                          "subject/mika@example.com"},
        {WD_IDENT_MEMBER,
         "principalSet://iam.googleapis.com/projects/123456789012/locations/global/"
         "workloadIdentityPools/github/attribute.repository/acme/app"},
        {WD_IDENT_PERMISSION, "storage.objects.get"},
        {WD_IDENT_PERMISSION, "iam.serviceAccounts.actAs"},
        {WD_IDENT_PERMISSION, "io.k8s.core.v1.pods.get"},
        {WD_IDENT_PERMISSION, "storage-appliance.example.com/clusters.create"},
        {WD_IDENT_ROLE, "roles/artifactregistry.writer"},
        {WD_IDENT_ROLE, "roles/compute.instanceAdmin.v1"},
        {WD_IDENT_ROLE, "roles/browser"},
        {WD_IDENT_ROLE, "projects/acme-ml-prod/roles/whydenied_1a2b3c4d"},
        {WD_IDENT_ROLE, "organizations/123456789012/roles/pushOnly"},
        {WD_IDENT_NAME, "cloud-run-source-deploy"},
        {WD_IDENT_NAME, "my.topic~1+2%3"},
        {WD_IDENT_BUCKET, "acme-models"},
        {WD_IDENT_BUCKET, "logs.example.com"},
        {WD_IDENT_DATASET, "sales_2026"},
        {WD_IDENT_TABLE, "events-2026"},
        {WD_IDENT_API, "artifactregistry.googleapis.com"},
        {WD_IDENT_HOST, "us-central1-docker.pkg.dev"},
        {WD_IDENT_HOST, "wandb.example.com:8080"},
        {WD_IDENT_URL, "https://serving-abc123-uc.a.run.app/predict"},
        {WD_IDENT_RAM_USER, "dlc-submitter"},
        {WD_IDENT_RAM_ROLE, "AcmeTrainRole"},
        {WD_IDENT_RAM_POLICY, "AliyunOSSReadOnlyAccess"},
        {WD_IDENT_RAM_ACTION, "oss:GetObject"},
        {WD_IDENT_RAM_ACTION, "yundun-cert:CreateSSLCertificate"},
        {WD_IDENT_RAM_RESOURCE, "acs:log:cn-hangzhou:1234567890123456:project/acme/logstore/app"},
        {WD_IDENT_RAM_RESOURCE, "acs:ram::*:role/AcmeTrainRole"},
        {WD_IDENT_RAM_RESOURCE, "acs:oss:*:*:acme-models"},
        {WD_IDENT_ACCOUNT, "1234567890123456"},
        {WD_IDENT_KUBERNETES, "trainer-0.batch"},
        {WD_IDENT_WANDB, "acme_ml.team-1"},
        {WD_IDENT_UUID, "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"},
        {WD_IDENT_BILLING, "01A2B3-C4D5E6-F7A8B9"},
        {WD_IDENT_TOKEN, "projects/acme/locations/us=1+2.3"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!wd_ident_ok(rows[i].kind, wd_str_of(rows[i].text)))
            fail_msg("%s refused: %s", wd_ident_name(rows[i].kind), rows[i].text);
}

static void names_of_another_form_are_refused(void **state)
{
    static const struct row rows[] = {
        {WD_IDENT_REGION, "us-central1-a"},
        {WD_IDENT_REGION, "us-south1-ai1b"},
        {WD_IDENT_REGION, "us"},
        {WD_IDENT_REGION, "global"},
        {WD_IDENT_ZONE, "us-central1"},
        {WD_IDENT_ZONE, "u-germany-northeast1"},
        {WD_IDENT_ZONE, "-a"},
        {WD_IDENT_PROJECT, "Acme-ML"},
        {WD_IDENT_PROJECT, "short"},
        {WD_IDENT_PROJECT, "_"},
        {WD_IDENT_PROJECT, "acme-ml-prod-"},
        {WD_IDENT_PROJECT, "123456789012345678901"},
        {WD_IDENT_LOCATION, "us_central1"},
        {WD_IDENT_SERVICE_ACCOUNT, "mika@example.com"},
        {WD_IDENT_SERVICE_ACCOUNT, "trainer@gserviceaccount.com.example.com"},
        {WD_IDENT_SERVICE_ACCOUNT, "trainer@.gserviceaccount.com"},
        {WD_IDENT_SERVICE_ACCOUNT, "a@b@acme.iam.gserviceaccount.com"},
        {WD_IDENT_SERVICE_ACCOUNT, "Trainer@acme.iam.gserviceaccount.com"},
        {WD_IDENT_EMAIL, "mika@localhost"},
        {WD_IDENT_EMAIL, "mika"},
        {WD_IDENT_MEMBER, "allUsers"},
        {WD_IDENT_MEMBER, "allAuthenticatedUsers"},
        {WD_IDENT_MEMBER, "user:allUsers"},
        {WD_IDENT_MEMBER, "domain:example.com"},
        {WD_IDENT_MEMBER, "deleted:user:mika@example.com?uid=123"},
        {WD_IDENT_MEMBER, "principalSet://iam.googleapis.com/projects/1/locations/global/"
                          "workloadIdentityPools/github/*"},
        {WD_IDENT_MEMBER, "principal://example.com/x"},
        {WD_IDENT_MEMBER, "serviceAccount:acme-ml-prod.svc.id.goog[batch]"},
        {WD_IDENT_MEMBER, "serviceAccount:acme-ml-prod.svc.id.goog[a/b/c]"},
        {WD_IDENT_PERMISSION, "storage.objects"},
        {WD_IDENT_PERMISSION, "storage..get"},
        {WD_IDENT_PERMISSION, "storage/objects.get"},
        {WD_IDENT_PERMISSION, "example.com/clusters"},
        {WD_IDENT_PERMISSION, "example.com/../x.get"},
        {WD_IDENT_PERMISSION, "storage.objects.*"},
        {WD_IDENT_PERMISSION, "storage.objects.get,compute.instances.create"},
        {WD_IDENT_ROLE, "roles/"},
        {WD_IDENT_ROLE, "roles/storage.objectViewer/x"},
        {WD_IDENT_ROLE, "folders/1/roles/x"},
        {WD_IDENT_NAME, "1repo"},
        {WD_IDENT_NAME, "a/b"},
        {WD_IDENT_BUCKET, "a..b"},
        {WD_IDENT_BUCKET, "Acme"},
        {WD_IDENT_DATASET, "sales`; DROP TABLE x; --"},
        {WD_IDENT_DATASET, "a.b"},
        {WD_IDENT_TABLE, "-t"},
        {WD_IDENT_API, "evil.googleapis.com.example.com"},
        {WD_IDENT_HOST, "example.com:"},
        {WD_IDENT_HOST, "example.com:99999999"},
        {WD_IDENT_URL, "http://example.com/"},
        {WD_IDENT_URL, "https://user@example.com/"},
        {WD_IDENT_URL, "https://example.com/?q=1"},
        {WD_IDENT_RAM_ACTION, "oss:*"},
        {WD_IDENT_RAM_ACTION, "*:*"},
        {WD_IDENT_RAM_RESOURCE, "acs:oss:*:*:*"},
        {WD_IDENT_RAM_RESOURCE, "acs:oss:*:*:acme-models/*"},
        {WD_IDENT_RAM_RESOURCE, "acs:ram:*:1:role/${name}"},
        {WD_IDENT_RAM_RESOURCE, "acs:*:*:*:x"},
        {WD_IDENT_ACCOUNT, "123"},
        {WD_IDENT_KUBERNETES, "Trainer"},
        {WD_IDENT_KUBERNETES, "a_b"},
        {WD_IDENT_UUID, "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1fg"},
        {WD_IDENT_BILLING, "01A2B3-C4D5E6-F7A8B"},
        {WD_IDENT_BILLING, "01A2B3-C4D5E6_F7A8B9"},
        {WD_IDENT_PROJECT, "projects"},
        {WD_IDENT_PROJECT, "redacted"},
        {WD_IDENT_TOKEN, "/etc/passwd"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (wd_ident_ok(rows[i].kind, wd_str_of(rows[i].text)))
            fail_msg("%s passed: %s", wd_ident_name(rows[i].kind), rows[i].text);
}

/* Whatever the grammar: nothing that starts an option, loads a file, separates a list, widens a policy
 * or means something to a shell gets through. Each text also behind and before a good name. */
static void nothing_that_a_tool_could_interpret_passes_any_grammar(void **state)
{
    static const char *const hostile[] = {
        "-rf",
        "--profile",
        "--flags-file=x",
        "file:///home/u/.aws/credentials",
        "fileb://x",
        "http://x.com",
        "@/home/u/x",
        "@-",
        "a,b",
        "^:^a:b",
        "a b",
        "a\tb",
        "a\nb",
        "a\rb",
        "x'; id #",
        "$(id)",
        "`id`",
        "${x}",
        "a;b",
        "a|b",
        "a&b",
        "a>b",
        "a<b",
        "a\"b",
        "a\\b",
        "!x",
        "a*",
        "?",
        "{\"a\":1}",
        "caf\xc3\xa9",
        "adm\xd1\x96n",
        "a\xe2\x80\xae",
        "\x1b[201~",
        "\x7f",
        "a\xff",
        "#x",
        "(x)",
        "",
    };
    char text[256];

    (void)state;
    for (int kind = 0; kind < WD_IDENT_COUNT; kind++)
        for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
            for (size_t f = 0; f < 3; f++) {
                if (hostile[i][0] == '\0' && f > 0)
                    continue;
                if (f == 1 && strpbrk(hostile[i], "-@#(!") == hostile[i])
                    continue; /* inside a name a dash or at sign is harmless */
                snprintf(text, sizeof text,
                         f == 0   ? "%s"
                         : f == 1 ? "acme%s"
                                  : "%sacme",
                         hostile[i]);
                if (wd_ident_ok((enum wd_ident)kind, wd_str_of(text)))
                    fail_msg("%s passed: %s", wd_ident_name((enum wd_ident)kind), text);
            }
        }
}

static void a_nul_is_a_byte_that_no_grammar_takes(void **state)
{
    (void)state;
    for (int kind = 0; kind < WD_IDENT_COUNT; kind++) {
        assert_false(wd_ident_ok((enum wd_ident)kind, wd_str_make("acme-ml\0prod", 12)));
        assert_false(wd_ident_ok((enum wd_ident)kind, wd_str_make("\0", 1)));
        assert_false(wd_ident_ok((enum wd_ident)kind, WD_STR_NONE));
    }
}

static void names_longer_than_any_cloud_gives_are_refused(void **state)
{
    static char text[4096];

    (void)state;
    memset(text, 'a', sizeof text);
    for (int kind = 0; kind < WD_IDENT_COUNT; kind++)
        assert_false(wd_ident_ok((enum wd_ident)kind, wd_str_make(text, sizeof text)));
}

/* Every single byte in a good name's place is either harmless or refused. */
static void only_plain_bytes_pass_inside_a_name(void **state)
{
    char text[] = "acme?ml";

    (void)state;
    for (int kind = 0; kind < WD_IDENT_COUNT; kind++)
        for (int c = 0; c < 256; c++) {
            text[4] = (char)c;
            bool plain = c > ' ' && c < 127 && !strchr(" ,^*?$`'\"\\;&|<>(){}!#[]@", c);
            if (!plain && wd_ident_ok((enum wd_ident)kind, wd_str_make(text, 7)))
                fail_msg("%s takes byte %d", wd_ident_name((enum wd_ident)kind), c);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_clouds_give_pass),
        cmocka_unit_test(names_of_another_form_are_refused),
        cmocka_unit_test(nothing_that_a_tool_could_interpret_passes_any_grammar),
        cmocka_unit_test(a_nul_is_a_byte_that_no_grammar_takes),
        cmocka_unit_test(names_longer_than_any_cloud_gives_are_refused),
        cmocka_unit_test(only_plain_bytes_pass_inside_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
