/* Names of incidents: what they depend on, what they do not, and that they never change. */
#include "../denials.h"

static struct wd_arena *scratch;

static uint64_t name_of(struct wd_event event)
{
    return wd_fingerprint(&event, &rule_role, scratch);
}

static const char bucket[] = "projects/_/buckets/acme-data";

static void the_same_denial_has_the_same_name_for_ever(void **state)
{
    (void)state;
    assert_int_equal(
        name_of(denial("ci@acme-prod.iam.gserviceaccount.com", "storage.objects.get", bucket, T0)),
        0x076e2bbc1a8bfb39);
}

static void time_and_key_and_text_do_not_enter_the_name(void **state)
{
    struct wd_event a = denial("u@example.com", "storage.objects.get", bucket, T0), b = a;

    (void)state;
    b.time = T0 + WD_DAY;
    b.dedup = 77;
    wd_event_set(&b, WD_SLOT_REASON, WD_STR("forbidden"), WD_SOURCE_MESSAGE);
    wd_event_add_text(&b, WD_STR("some text"), WD_TEXT_MESSAGE);
    assert_int_equal(name_of(a), name_of(b));
}

static void each_part_enters_the_name(void **state)
{
    struct wd_event a = denial("u@example.com", "storage.objects.get", bucket, T0);

    (void)state;
    assert_int_not_equal(name_of(a),
                         name_of(denial("v@example.com", "storage.objects.get", bucket, T0)));
    assert_int_not_equal(name_of(a),
                         name_of(denial("u@example.com", "storage.objects.list", bucket, T0)));
    assert_int_not_equal(name_of(a),
                         name_of(denial("u@example.com", "storage.objects.get", "x", T0)));
    assert_int_not_equal(name_of(a), wd_fingerprint(&a, &rule_act_as, scratch));
}

static void the_order_of_permissions_does_not_matter(void **state)
{
    struct wd_event a = denial("u@example.com", "a.b.get", bucket, T0);
    struct wd_event b = denial("u@example.com", "a.b.list", bucket, T0);

    (void)state;
    wd_event_add_permission(&a, WD_STR("a.b.list"), WD_STR_NONE, WD_GRANTED_NO);
    wd_event_add_permission(&b, WD_STR("a.b.get"), WD_STR_NONE, WD_GRANTED_NO);
    assert_int_equal(name_of(a), name_of(b));
}

static void fields_cannot_run_into_each_other(void **state)
{
    (void)state;
    assert_int_not_equal(name_of(denial("ab", "c", "d", T0)), name_of(denial("a", "bc", "d", T0)));
}

static void principals_are_taken_without_session_uid_and_prefix(void **state)
{
    static const struct {
        const char *raw;
        enum wd_principal_kind kind;
        const char *plain;
    } cases[] = {
        {"deployer:session-1", WD_PRINCIPAL_RAM_ROLE, "deployer"},
        {"deployer/session-1", WD_PRINCIPAL_RAM_ROLE, "deployer"},
        {"acs:sts::1234567890123456:assumed-role/deployer/s1", WD_PRINCIPAL_RAM_ROLE,
         "acs:sts::1234567890123456:assumed-role/deployer"},
        {"acs:ram::1234567890123456:role/deployer", WD_PRINCIPAL_RAM_ROLE,
         "acs:ram::1234567890123456:role/deployer"},
        {"deleted:serviceAccount:x@p.iam.gserviceaccount.com?uid=123", WD_PRINCIPAL_SERVICE_ACCOUNT,
         "x@p.iam.gserviceaccount.com"},
        {"user:u@example.com", WD_PRINCIPAL_USER, "u@example.com"},
        {"serviceAccount:x@p.iam.gserviceaccount.com", WD_PRINCIPAL_SERVICE_ACCOUNT,
         "x@p.iam.gserviceaccount.com"},
        {"system:serviceaccount:ns:name", WD_PRINCIPAL_KUBERNETES, "system:serviceaccount:ns:name"},
        {"", WD_PRINCIPAL_UNKNOWN, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wd_str got = wd_principal_normalise(wd_str_of(cases[i].raw), cases[i].kind);
        if (!wd_str_eqz(got, cases[i].plain))
            fail_msg("%s: got %.*s", cases[i].raw, WD_STR_ARG(got));
    }
}

static struct wd_event with(enum wd_slot slot, const char *value)
{
    struct wd_event event =
        denial("u@example.com", "serviceusage.services.use", "projects/acme-lab", T0);

    wd_event_set(&event, slot, wd_str_of(value), WD_SOURCE_MESSAGE);
    return event;
}

static void what_decides_the_fix_enters_the_name(void **state)
{
    static const struct {
        enum wd_slot slot;
        const char *one, *other;
    } cases[] = {
        {WD_SLOT_API, "dns.googleapis.com", "run.googleapis.com"},
        {WD_SLOT_CONSTRAINT, "constraints/gcp.resourceLocations",
         "constraints/iam.allowedPolicyMemberDomains"},
        {WD_SLOT_HOST, "europe-docker.pkg.dev", "us-docker.pkg.dev"},
        {WD_SLOT_SERVICE_ACCOUNT, "a@acme-lab.iam.gserviceaccount.com",
         "b@acme-lab.iam.gserviceaccount.com"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_not_equal(name_of(with(cases[i].slot, cases[i].one)),
                             name_of(with(cases[i].slot, cases[i].other)));
}

static void the_former_name_stands_beside_a_new_one(void **state)
{
    const struct wd_event before = with(WD_SLOT_API, ""),
                          after = with(WD_SLOT_API, "dns.googleapis.com");
    struct wd_table *table = new_table();

    (void)state;
    add(table, &after, &rule_role);
    finish(table);
    assert_int_equal(only_incident(table)->fingerprint, name_of(after));
    assert_int_equal(only_incident(table)->former, name_of(before));
    assert_true(wd_incident_is_named(only_incident(table), name_of(before)));
    assert_false(wd_incident_is_named(only_incident(table), name_of(before) + 1));
    wd_table_free(table);
}

static uint64_t shape_name(const char *text)
{
    struct wd_event event;

    wd_event_clear(&event);
    wd_event_add_text(&event, wd_str_of(text), WD_TEXT_MESSAGE);
    return wd_fingerprint(&event, NULL, scratch);
}

static void unmatched_messages_that_differ_in_numbers_are_one_shape(void **state)
{
    static const char *const same[][2] = {
        {"build 1234 denied", "build 9 denied"},
        {"id 5f3a9c1e4b2a7f00 denied", "id 00000000000000ff denied"},
        {"request 123e4567-e89b-12d3-a456-426614174000 refused",
         "request deadbeef-cafe-babe-feed-abcdefabcdef refused"},
        {"access to 'projects/a' denied", "access to 'projects/other-name' denied"},
        {"  denied   for acme ", "denied for acme"},
        {"'alpha' was refused", "'beta-2' was refused"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_int_equal(shape_name(same[i][0]), shape_name(same[i][1]));
    assert_int_not_equal(shape_name("read denied"), shape_name("write denied"));
    assert_int_not_equal(shape_name("it isn't allowed, can't read"),
                         shape_name("it isn't allowed, can't write"));
}

static int make_scratch(void **state)
{
    (void)state;
    scratch = wd_arena_new(1u << 20);
    return scratch ? 0 : -1;
}

static int free_scratch(void **state)
{
    (void)state;
    wd_arena_free(scratch);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_denial_has_the_same_name_for_ever),
        cmocka_unit_test(time_and_key_and_text_do_not_enter_the_name),
        cmocka_unit_test(each_part_enters_the_name),
        cmocka_unit_test(the_order_of_permissions_does_not_matter),
        cmocka_unit_test(fields_cannot_run_into_each_other),
        cmocka_unit_test(principals_are_taken_without_session_uid_and_prefix),
        cmocka_unit_test(what_decides_the_fix_enters_the_name),
        cmocka_unit_test(the_former_name_stands_beside_a_new_one),
        cmocka_unit_test(unmatched_messages_that_differ_in_numbers_are_one_shape),
    };
    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
