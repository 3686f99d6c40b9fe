/* Invented names: what the clouds named stays, the rest is replaced, the same thing by the same name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "whydenied/names/alias.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static struct wd_aliases *aliases;
static struct wd_buf out;

static int setup(void **state)
{
    struct wd_error err;

    (void)state;
    wd_buf_init(&out, 1u << 16);
    aliases = wd_aliases_new(&err);
    return aliases ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    wd_aliases_free(aliases);
    wd_buf_done(&out);
    return 0;
}

static void assert_becomes(const char *kind, const char *name, const char *wanted)
{
    wd_buf_clear(&out);
    wd_alias_put(aliases, &out, kind, wd_str_of(name));
    assert_false(out.failed);
    assert_string_equal(wd_buf_cstr(&out), wanted);
}

static void what_the_clouds_named_stays(void **state)
{
    static const char *const names[] = {
        "us-central1",    "europe-west4",    "us-central1-a",      "cn-hangzhou",
        "ap-southeast-1", "asia-southeast1", "run.googleapis.com", "projects",
        "locations",      "global",          "serviceAccounts",    "default"};
    (void)state;

    for (size_t i = 0; i < COUNT(names); i++) {
        assert_becomes("project", names[i], names[i]);
        assert_true(wd_alias_keeps(wd_str_of(names[i])));
    }
}

static void what_only_looks_like_a_clouds_word_is_replaced(void **state)
{
    static const char *const names[] = {"us-centre1",     "us-central",      "us-central123",
                                        "us-central1-ab", "europe-acme4",    "acme-central1",
                                        "cn-acme",        "run2.googleapis", "Projects"};
    (void)state;

    for (size_t i = 0; i < COUNT(names); i++) {
        wd_buf_clear(&out);
        wd_alias_put(aliases, &out, "project", wd_str_of(names[i]));
        assert_false(wd_str_has(wd_buf_str(&out), wd_str_of(names[i])));
        assert_false(wd_alias_keeps(wd_str_of(names[i])));
    }
}

static void the_same_thing_has_the_same_name_in_order_of_appearance(void **state)
{
    (void)state;
    assert_becomes("project", "acme-prod", "project-1");
    assert_becomes("project", "acme-lab", "project-2");
    assert_becomes("project", "acme-prod", "project-1");
    assert_becomes("project", "projects/acme-lab/locations/us-central1",
                   "projects/project-2/locations/us-central1");
}

static void a_number_becomes_one_as_long(void **state)
{
    (void)state;
    assert_becomes("project", "123456789012", "900000000001");
    assert_becomes("project", "123456789013", "900000000002");
    assert_becomes("project", "projects/123456789012", "projects/900000000001");
    assert_becomes("project", "1234567890123456789012345", "90000000000000000003");
}

/* What commands and rules know a host or an account by stays; whose it is does not. */
static void addresses_and_hosts_keep_what_they_are_known_by(void **state)
{
    static const struct {
        const char *kind, *name, *wanted;
    } rows[] = {
        {"principal", "ann@acme.com", "person-1@domain-1.example"},
        {"principal", "loader@acme-prod.iam.gserviceaccount.com",
         "account-1@project-1.iam.gserviceaccount.com"},
        {"principal", "acme-prod@appspot.gserviceaccount.com",
         "project-1@appspot.gserviceaccount.com"},
        {"principal", "123456789012-compute@developer.gserviceaccount.com",
         "900000000001-compute@developer.gserviceaccount.com"},
        {"principal", "service-123456789012@serverless-robot-prod.iam.gserviceaccount.com",
         "service-900000000001@serverless-robot-prod.iam.gserviceaccount.com"},
        {"principal", "service-12@acme-lab.iam.gserviceaccount.com",
         "account-2@project-2.iam.gserviceaccount.com"},
        {"host", "europe-west1-docker.pkg.dev", "europe-west1-docker.pkg.dev"},
        {"host", "acme-west-docker.pkg.dev", "host-1.pkg.dev"},
        {"host", "gcr.io", "gcr.io"},
        {"host", "acme-prod.svc.id.goog", "project-1.svc.id.goog"},
        {"host", "db.acme.com", "host-2.example"},
        {"resource", "https://db.acme.com/items", "https://host-2.example/resource-1"},
        {"host", "orders-abcdefghij-ew.a.run.app", "service-1-xxxxxxxxxx-ew.a.run.app"},
        {"host", "orders-abcdefghij-acme.a.run.app", "service-1-xxxxxxxxxx-uc.a.run.app"},
        {"host", "orders-123456789012.europe-west1.run.app",
         "service-1-900000000001.europe-west1.run.app"},
        {"host", "orders-123456789012.acme.run.app", "service-1-900000000001.us-central1.run.app"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++)
        assert_becomes(rows[i].kind, rows[i].name, rows[i].wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_the_clouds_named_stays, setup, teardown),
        cmocka_unit_test_setup_teardown(what_only_looks_like_a_clouds_word_is_replaced, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_same_thing_has_the_same_name_in_order_of_appearance,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_number_becomes_one_as_long, setup, teardown),
        cmocka_unit_test_setup_teardown(addresses_and_hosts_keep_what_they_are_known_by, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
