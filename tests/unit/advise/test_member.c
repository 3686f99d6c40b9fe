/* From a name in a log to the member of a policy, and which account it is. */
#include "../advice.h"

static struct wd_accounts *accounts;
static struct wd_arena *arena;

static int open_tables(void **state)
{
    struct wd_error err;

    (void)state;
    arena = wd_arena_new(1 << 20);
    accounts = wd_accounts_load(ROLES_DIR, &err);
    return arena && accounts ? 0 : -1;
}

static int close_tables(void **state)
{
    (void)state;
    wd_accounts_free(accounts);
    wd_arena_free(arena);
    return 0;
}

static struct wd_who who(const char *principal)
{
    struct wd_str s = wd_str_of(principal);
    struct wd_who result;

    wd_who_google(accounts, s, wd_principal_kind_of(s, WD_DIALECT_AUDIT), WD_STR("acme-ml-prod"),
                  arena, &result);
    return result;
}

static void names_take_the_prefix_of_their_kind(void **state)
{
    static const struct {
        const char *principal, *member;
    } rows[] = {
        {"mika@example.com", "user:mika@example.com"},
        {"user:mika@example.com", "user:mika@example.com"},
        {"group:ml@example.com", "group:ml@example.com"},
        {"trainer@acme-ml-prod.iam.gserviceaccount.com",
         "serviceAccount:trainer@acme-ml-prod.iam.gserviceaccount.com"},
        {"serviceAccount:trainer@acme-ml-prod.iam.gserviceaccount.com",
         "serviceAccount:trainer@acme-ml-prod.iam.gserviceaccount.com"},
        {"service-123456789012@gcp-sa-aiplatform.iam.gserviceaccount.com",
         "serviceAccount:service-123456789012@gcp-sa-aiplatform.iam.gserviceaccount.com"},
        {"principal://iam.googleapis.com/projects/123456789012/locations/global/"
         "workloadIdentityPools/ci/subject/repo:acme/app",
         "principal://iam.googleapis.com/projects/123456789012/locations/global/"
         "workloadIdentityPools/ci/subject/repo:acme/app"},
        {"system:serviceaccount:batch:trainer",
         "serviceAccount:acme-ml-prod.svc.id.goog[batch/trainer]"},
        {"acme-ml-prod.svc.id.goog[batch/trainer]",
         "serviceAccount:acme-ml-prod.svc.id.goog[batch/trainer]"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_who w = who(rows[i].principal);
        assert_int_equal(w.state, WD_WHO_KNOWN);
        if (!wd_str_eqz(w.member, rows[i].member))
            fail_msg("%s gave %.*s", rows[i].principal, WD_STR_ARG(w.member));
    }
}

static void a_label_that_the_address_contradicts_gets_no_member(void **state)
{
    static const char *const rows[] = {
        "serviceAccount:mika@example.com",
        "user:user:mika@example.com",
        "user:group:ml@example.com",
        "serviceAccount:group:ml@example.com",
        "group:trainer@acme-ml-prod.iam.gserviceaccount.com",
        "domain:example.com",
        "projectOwner:acme-ml-prod",
        "serviceaccount:trainer@acme-ml-prod.iam.gserviceaccount.com",
        "trainer@acme-ml-prod.iam.gserviceaccount.com.example.com",
        "mika@acme-ml-prod.svc.id.goog.example.com",
        "trainer@acme-ml-prod.iam.gserviceaccount",
        "trainer@acme-ml-prod.iam",
        "mika@localhost",
        "mika@10.0.0.1",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (who(rows[i]).state == WD_WHO_KNOWN || who(rows[i]).member.len > 0)
            fail_msg("%s got a member", rows[i]);
}

static void who_cannot_be_granted_anything_gets_no_member(void **state)
{
    static const struct {
        const char *principal;
        enum wd_who_state state;
    } rows[] = {
        {"", WD_WHO_UNKNOWN},
        {"allUsers", WD_WHO_ANONYMOUS},
        {"allAuthenticatedUsers", WD_WHO_ANONYMOUS},
        {"anonymous", WD_WHO_ANONYMOUS},
        {"system:anonymous", WD_WHO_ANONYMOUS},
        {"deleted:serviceAccount:trainer@acme-ml-prod.iam.gserviceaccount.com?uid="
         "112233445566778899001",
         WD_WHO_DEAD},
        {"trainer@acme-ml-prod.iam.gserviceaccount.com?uid=112233445566778899001", WD_WHO_DEAD},
        {"<redacted>", WD_WHO_REFUSED},
        {"mika***@example.com", WD_WHO_REFUSED},
        {"REDACTED@example.com", WD_WHO_REFUSED},
        {"mika@example.com,admin@example.com", WD_WHO_REFUSED},
        {"mika@example.com --role=roles/owner", WD_WHO_REFUSED},
        {"caf\xc3\xa9@example.com", WD_WHO_REFUSED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_who w = who(rows[i].principal);
        if (w.state != rows[i].state || w.member.len != 0)
            fail_msg("%s: state %d, member %.*s", rows[i].principal, w.state, WD_STR_ARG(w.member));
    }
}

static void accounts_that_google_makes_are_named_with_their_home(void **state)
{
    static const struct {
        const char *email, *label, *role, *home;
    } rows[] = {
        {"service-123456789012@gcp-sa-aiplatform.iam.gserviceaccount.com",
         "Vertex AI Service Agent", "roles/aiplatform.serviceAgent", "123456789012"},
        {"service-123456789012@gcp-sa-aiplatform-cc.iam.gserviceaccount.com",
         "Vertex AI Custom Code Service Agent", "roles/aiplatform.customCodeServiceAgent",
         "123456789012"},
        {"123456789012@cloudbuild.gserviceaccount.com", "Cloud Build service account (legacy)",
         "roles/cloudbuild.builds.builder", "123456789012"},
        {"123456789012-compute@developer.gserviceaccount.com",
         "Compute Engine default service account", NULL, "123456789012"},
        {"service-9@serverless-robot-prod.iam.gserviceaccount.com", "Cloud Run service agent",
         "roles/run.serviceAgent", "9"},
        {"acme-ml-prod@appspot.gserviceaccount.com", "App Engine default service account", NULL,
         "acme-ml-prod"},
        {"service-1@cloud-ml.google.com.iam.gserviceaccount.com", NULL, "roles/ml.serviceAgent",
         "1"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_who w = who(rows[i].email);
        assert_non_null(w.account);
        if (rows[i].label)
            assert_string_equal(w.account->label[WD_LANG_EN], rows[i].label);
        if (rows[i].role)
            assert_string_equal(w.account->role, rows[i].role);
        else
            assert_null(w.account->role);
        assert_true(wd_str_eqz(w.home, rows[i].home));
    }
    assert_null(who("trainer@acme-ml-prod.iam.gserviceaccount.com").account);
    assert_null(who("service-x@gcp-sa-aiplatform.iam.gserviceaccount.com").account);
    assert_null(who("service-1@gcp-sa-aiplatform.iam.gserviceaccount.com.example.com").account);
}

static void every_account_form_matches_an_address_made_from_it(void **state)
{
    (void)state;
    assert_true(wd_accounts_count(accounts) > 300);
    assert_non_null(wd_accounts_hint(accounts, WD_STR("cloud_build_service_account")));
    assert_null(wd_accounts_hint(accounts, WD_STR("nobody")));
}

static void ram_principals_are_read_in_every_spelling(void **state)
{
    static const struct {
        const char *principal;
        enum wd_principal_kind kind;
        enum wd_ram_kind ram;
        const char *name, *account;
    } rows[] = {
        {"acs:ram::1234567890123456:user/mika", WD_PRINCIPAL_RAM_USER, WD_RAM_USER, "mika",
         "1234567890123456"},
        {"acs:ram::1234567890123456:role/AcmeTrainRole", WD_PRINCIPAL_RAM_ROLE, WD_RAM_ROLE,
         "AcmeTrainRole", "1234567890123456"},
        {"acs:ram::1234567890123456:assumed-role/AcmeTrainRole/job-7", WD_PRINCIPAL_RAM_ROLE,
         WD_RAM_ROLE, "AcmeTrainRole", "1234567890123456"},
        {"AcmeTrainRole:job-7", WD_PRINCIPAL_RAM_ROLE, WD_RAM_ROLE, "AcmeTrainRole", ""},
        {"mika@acme.onaliyun.com", WD_PRINCIPAL_RAM_USER, WD_RAM_USER, "mika", ""},
        {"mika", WD_PRINCIPAL_RAM_USER, WD_RAM_USER, "mika", ""},
        {"201234567890123456", WD_PRINCIPAL_RAM_USER, WD_RAM_USER_ID, "201234567890123456", ""},
        {"301234567890123456:job-7", WD_PRINCIPAL_RAM_ROLE, WD_RAM_ROLE_ID, "301234567890123456",
         ""},
        {"li", WD_PRINCIPAL_FEDERATED, WD_RAM_OUTSIDER, "", ""},
        {"pai.aliyuncs.com", WD_PRINCIPAL_SERVICE_AGENT, WD_RAM_OUTSIDER, "", ""},
        {"acs:ram::1234567890123456:root", WD_PRINCIPAL_USER, WD_RAM_ROOT, "", "1234567890123456"},
        {"root", WD_PRINCIPAL_USER, WD_RAM_ROOT, "", ""},
        {"mi ka", WD_PRINCIPAL_RAM_USER, WD_RAM_UNKNOWN, "", ""},
        {"-u", WD_PRINCIPAL_RAM_USER, WD_RAM_UNKNOWN, "", ""},
        {"", WD_PRINCIPAL_UNKNOWN, WD_RAM_UNKNOWN, "", ""},
        {"acs:ram::1:user/../x", WD_PRINCIPAL_RAM_USER, WD_RAM_UNKNOWN, "", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_ram ram = wd_ram_of(wd_str_of(rows[i].principal), rows[i].kind);
        if (ram.kind != rows[i].ram || !wd_str_eqz(ram.name, rows[i].name) ||
            !wd_str_eqz(ram.account, rows[i].account))
            fail_msg("%s: %d %.*s %.*s", rows[i].principal, ram.kind, WD_STR_ARG(ram.name),
                     WD_STR_ARG(ram.account));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_take_the_prefix_of_their_kind),
        cmocka_unit_test(a_label_that_the_address_contradicts_gets_no_member),
        cmocka_unit_test(who_cannot_be_granted_anything_gets_no_member),
        cmocka_unit_test(accounts_that_google_makes_are_named_with_their_home),
        cmocka_unit_test(every_account_form_matches_an_address_made_from_it),
        cmocka_unit_test(ram_principals_are_read_in_every_spelling),
    };
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
