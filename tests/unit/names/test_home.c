/* Where identities are at home, by their spelling. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "whydenied/names/home.h"

static void a_home_is_read_from_every_kind_of_address(void **state)
{
    static const struct {
        const char *principal, *home;
    } rows[] = {
        {"serviceAccount:ci@acme-prod.iam.gserviceaccount.com", "acme-prod"},
        {"acme-prod@appspot.gserviceaccount.com", "acme-prod"},
        {"123456789012-compute@developer.gserviceaccount.com", "123456789012"},
        {"123456789012@cloudbuild.gserviceaccount.com", "123456789012"},
        {"service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com", "123456789012"},
        {"project-123456789012@storage-transfer-service.iam.gserviceaccount.com", "123456789012"},
        {"bq-123456789012@bigquery-encryption.iam.gserviceaccount.com", "123456789012"},
        {"p123456789012-ab12cd@gcp-sa-cloud-sql.iam.gserviceaccount.com", "123456789012"},
        {"bqcx-123456789012-ab12@gcp-sa-bigquery-condel.iam.gserviceaccount.com", "123456789012"},
        {"service-org-123456789012@gcp-sa-logging.iam.gserviceaccount.com", ""},
        {"serviceAccount:acme-prod.svc.id.goog[ml/runner]", "acme-prod"},
        {"principal://iam.googleapis.com/projects/123456789012/locations/global/"
         "workloadIdentityPools/p/subject/s",
         "123456789012"},
        {"principal://iam.googleapis.com/locations/global/workforcePools/p/subject/s", ""},
        {"acs:ram::1234567890123456:user/mika", "1234567890123456"},
        {"dana@example.com", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!wd_str_eqz(wd_home_of(wd_str_of(rows[i].principal)).project, rows[i].home))
            fail_msg("%s is not at home in \"%s\"", rows[i].principal, rows[i].home);
}

static void a_domain_scoped_account_is_at_home_in_a_project_of_two_parts(void **state)
{
    struct wd_home home = wd_home_of(WD_STR("ci@proj.example.com.iam.gserviceaccount.com"));

    (void)state;
    assert_true(wd_home_is(&home, WD_STR("example.com:proj")));
    assert_false(wd_home_is(&home, WD_STR("proj")));
}

static void consumer_mail_and_vendors_are_told(void **state)
{
    (void)state;
    assert_true(wd_home_is_consumer(WD_STR("user:mallory@gmail.com")));
    assert_false(wd_home_is_consumer(WD_STR("dana@example.com")));
    assert_true(
        wd_home_is_vendor(WD_STR("wandb-integration@wandb-production.iam.gserviceaccount.com")));
    assert_false(wd_home_is_vendor(WD_STR("wandb@acme-prod.iam.gserviceaccount.com")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_home_is_read_from_every_kind_of_address),
        cmocka_unit_test(a_domain_scoped_account_is_at_home_in_a_project_of_two_parts),
        cmocka_unit_test(consumer_mail_and_vendors_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
