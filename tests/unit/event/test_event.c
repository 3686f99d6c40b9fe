/* The event's vocabulary and the rules for filling one. */
#include "../normalise_support.h"

static void every_slot_name_parses_back(void **state)
{
    (void)state;
    for (unsigned i = 0; i < WD_SLOT_COUNT; i++) {
        enum wd_slot slot;
        assert_true(wd_slot_parse(wd_str_of(wd_slot_name((enum wd_slot)i)), &slot));
        assert_int_equal(slot, i);
    }
}

static void every_dialect_and_system_name_parses_back(void **state)
{
    (void)state;
    for (unsigned i = 0; i < WD_DIALECT_COUNT; i++) {
        enum wd_dialect dialect;
        assert_true(wd_dialect_parse(wd_str_of(wd_dialect_name((enum wd_dialect)i)), &dialect));
        assert_int_equal(dialect, i);
    }
    for (unsigned i = 0; i < WD_SYSTEM_COUNT; i++) {
        enum wd_system system;
        assert_true(wd_system_parse(wd_str_of(wd_system_name((enum wd_system)i)), &system));
        assert_int_equal(system, i);
    }
}

static void unknown_names_parse_to_nothing(void **state)
{
    enum wd_slot slot = WD_SLOT_COUNT;

    (void)state;
    assert_false(wd_slot_parse(WD_STR("no_such_slot"), &slot));
    assert_false(wd_slot_parse(WD_STR(""), &slot));
    assert_int_equal(slot, WD_SLOT_COUNT);
}

static void a_better_source_replaces_a_worse_one_only(void **state)
{
    struct bench *b = *state;
    struct wd_event *event = &b->event;

    wd_event_clear(event);
    wd_event_set(event, WD_SLOT_PRINCIPAL, WD_STR("guessed"), WD_SOURCE_RULE);
    wd_event_set(event, WD_SLOT_PRINCIPAL, WD_STR("asked"), WD_SOURCE_FIELD);
    wd_event_set(event, WD_SLOT_PRINCIPAL, WD_STR("refused"), WD_SOURCE_MESSAGE);
    wd_event_set(event, WD_SLOT_PRINCIPAL, WD_STR("wrapped"), WD_SOURCE_WRAPPER);
    wd_event_set(event, WD_SLOT_PRINCIPAL, WD_STR_NONE, WD_SOURCE_MESSAGE);
    assert_slot(event, WD_SLOT_PRINCIPAL, "refused");
}

static void what_loses_is_kept_as_a_claim(void **state)
{
    struct bench *b = *state;
    struct wd_event *event = &b->event;

    wd_event_clear(event);
    wd_event_set(event, WD_SLOT_PRINCIPAL, WD_STR("asked"), WD_SOURCE_FIELD);
    wd_event_set(event, WD_SLOT_PRINCIPAL, WD_STR("refused"), WD_SOURCE_MESSAGE);
    wd_event_set(event, WD_SLOT_PRINCIPAL, WD_STR("wrapped"), WD_SOURCE_WRAPPER);
    wd_event_set(event, WD_SLOT_PRINCIPAL, WD_STR("refused"), WD_SOURCE_FIELD);
    assert_int_equal(event->claim_count, 2);
    assert_true(wd_str_eqz(wd_event_claimed(event, WD_SLOT_PRINCIPAL, WD_SOURCE_MESSAGE), "asked"));
    assert_true(
        wd_str_eqz(wd_event_claimed(event, WD_SLOT_PRINCIPAL, WD_SOURCE_WRAPPER), "wrapped"));
    assert_int_equal(wd_event_claimed(event, WD_SLOT_BUCKET, WD_SOURCE_MESSAGE).len, 0);
}

static void a_permission_stands_once(void **state)
{
    struct bench *b = *state;
    struct wd_event *event = &b->event;

    wd_event_clear(event);
    wd_event_add_permission(event, WD_STR("a.b.c"), WD_STR_NONE, WD_GRANTED_UNSAID);
    wd_event_add_permission(event, WD_STR("a.b.c"), WD_STR("projects/p"), WD_GRANTED_NO);
    assert_int_equal(event->permission_count, 1);
    assert_str(event->permissions[0].resource, "projects/p");
    assert_int_equal(event->permissions[0].granted, WD_GRANTED_NO);
}

static void permissions_and_texts_stop_at_their_maximum(void **state)
{
    struct bench *b = *state;
    struct wd_event *event = &b->event;
    char names[100][16];

    wd_event_clear(event);
    for (int i = 0; i < 100; i++) {
        snprintf(names[i], sizeof names[i], "p%d", i);
        wd_event_add_permission(event, wd_str_of(names[i]), WD_STR_NONE, WD_GRANTED_NO);
        wd_event_add_text(event, wd_str_of(names[i]), WD_TEXT_MESSAGE);
    }
    assert_int_equal(event->permission_count, WD_PERMISSIONS_MAX);
    assert_int_equal(event->text_count, WD_TEXTS_MAX);
}

static void the_spelling_tells_the_kind_of_principal(void **state)
{
    static const struct {
        const char *name;
        enum wd_dialect dialect;
        enum wd_principal_kind kind;
    } rows[] = {
        {"app@acme-prod.iam.gserviceaccount.com", WD_DIALECT_AUDIT, WD_PRINCIPAL_SERVICE_ACCOUNT},
        {"123456789012-compute@developer.gserviceaccount.com", WD_DIALECT_AUDIT,
         WD_PRINCIPAL_SERVICE_ACCOUNT},
        {"123456789012@cloudbuild.gserviceaccount.com", WD_DIALECT_AUDIT,
         WD_PRINCIPAL_SERVICE_ACCOUNT},
        {"service-123456789012@gcp-sa-aiplatform-cc.iam.gserviceaccount.com", WD_DIALECT_AUDIT,
         WD_PRINCIPAL_SERVICE_AGENT},
        {"service-123456789012@serverless-robot-prod.iam.gserviceaccount.com", WD_DIALECT_TEXT,
         WD_PRINCIPAL_SERVICE_AGENT},
        {"service-123456789012@cloud-ml.google.com.iam.gserviceaccount.com", WD_DIALECT_AUDIT,
         WD_PRINCIPAL_SERVICE_AGENT},
        {"deleted:serviceAccount:app@acme-prod.iam.gserviceaccount.com?uid=123", WD_DIALECT_AUDIT,
         WD_PRINCIPAL_SERVICE_ACCOUNT},
        {"ann@example.com", WD_DIALECT_AUDIT, WD_PRINCIPAL_USER},
        {"user:ann@example.com", WD_DIALECT_AUDIT, WD_PRINCIPAL_USER},
        {"principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/"
         "subject/s",
         WD_DIALECT_AUDIT, WD_PRINCIPAL_FEDERATED},
        {"acme-prod.svc.id.goog[ns/ksa]", WD_DIALECT_AUDIT, WD_PRINCIPAL_FEDERATED},
        {"system:serviceaccount:ns:name", WD_DIALECT_AUDIT, WD_PRINCIPAL_KUBERNETES},
        {"system:node:gke-a-b", WD_DIALECT_AUDIT, WD_PRINCIPAL_KUBERNETES},
        {"system:anonymous", WD_DIALECT_AUDIT, WD_PRINCIPAL_ANONYMOUS},
        {"acs:ram::1234567890123456:user/ann", WD_DIALECT_TEXT, WD_PRINCIPAL_RAM_USER},
        {"acs:ram::1234567890123456:role/trainer", WD_DIALECT_TEXT, WD_PRINCIPAL_RAM_ROLE},
        {"acs:sts::1234567890123456:assumed-role/trainer/s1", WD_DIALECT_TEXT,
         WD_PRINCIPAL_RAM_ROLE},
        {"trainer:session1", WD_DIALECT_ACTIONTRAIL, WD_PRINCIPAL_RAM_ROLE},
        {"ann", WD_DIALECT_ACTIONTRAIL, WD_PRINCIPAL_RAM_USER},
        {"ann", WD_DIALECT_WANDB_LOG, WD_PRINCIPAL_WANDB_USER},
        {"ann", WD_DIALECT_TEXT, WD_PRINCIPAL_UNKNOWN},
        {"", WD_DIALECT_AUDIT, WD_PRINCIPAL_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum wd_principal_kind got = wd_principal_kind_of(wd_str_of(rows[i].name), rows[i].dialect);
        if (got != rows[i].kind)
            print_error("%s: %s\n", rows[i].name, wd_principal_kind_name(got));
        assert_int_equal(got, rows[i].kind);
    }
}

static void a_copy_outlives_what_it_was_made_of(void **state)
{
    static struct wd_event event, copy;
    char name[] = "acme-ci", text[] = "denied";
    struct wd_arena *arena = wd_arena_new(65536);

    (void)state;
    assert_non_null(arena);
    wd_event_clear(&event);
    event.slot[WD_SLOT_BUCKET] = wd_str_of(name);
    event.object.leaf = wd_str_of(name);
    wd_event_add_permission(&event, wd_str_of(text), wd_str_of(name), WD_GRANTED_NO);
    wd_event_add_text(&event, wd_str_of(text), WD_TEXT_MESSAGE);
    wd_event_copy(&copy, &event, arena);
    memset(name, '?', sizeof name - 1);
    memset(text, '?', sizeof text - 1);
    assert_true(wd_str_eqz(copy.slot[WD_SLOT_BUCKET], "acme-ci"));
    assert_true(wd_str_eqz(copy.object.leaf, "acme-ci"));
    assert_true(wd_str_eqz(copy.permissions[0].name, "denied"));
    assert_true(wd_str_eqz(copy.permissions[0].resource, "acme-ci"));
    assert_true(wd_str_eqz(copy.texts[0].s, "denied"));
    wd_arena_free(arena);
}

static bool same_key(const struct wd_event *a, const struct wd_event *b,
                     enum wd_event_looker looker)
{
    char bytes[2][512];
    struct wd_event_key x = {.bytes = bytes[0], .max = sizeof bytes[0]},
                        y = {.bytes = bytes[1], .max = sizeof bytes[1]};

    wd_event_key_put(&x, a, looker);
    wd_event_key_put(&y, b, looker);
    assert_false(x.full || y.full);
    return x.len == y.len && memcmp(bytes[0], bytes[1], x.len) == 0;
}

static void a_repeat_may_differ_in_what_varies_and_in_nothing_else(void **state)
{
    static struct wd_event a, b;

    (void)state;
    wd_event_clear(&a);
    wd_event_clear(&b);
    b.time = 17;
    b.slot[WD_SLOT_USER_AGENT] = WD_STR("a client");
    assert_true(same_key(&a, &b, WD_LOOKER_REPEAT));
    b.slot[WD_SLOT_BUCKET] = WD_STR("acme-ci");
    assert_false(same_key(&a, &b, WD_LOOKER_REPEAT));
    assert_true(same_key(&a, &b, WD_LOOKER_MEMO));
    b.code = 7;
    assert_false(same_key(&a, &b, WD_LOOKER_MEMO));
}

static void a_key_too_long_says_so(void **state)
{
    static struct wd_event event;
    char bytes[64];
    struct wd_event_key key = {.bytes = bytes, .max = sizeof bytes};

    (void)state;
    wd_event_clear(&event);
    event.slot[WD_SLOT_METHOD] =
        WD_STR("a method with a name that does not fit into a short key at all");
    wd_event_key_put(&key, &event, WD_LOOKER_REPEAT);
    assert_true(key.full);
    assert_true(key.len <= sizeof bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_slot_name_parses_back),
        cmocka_unit_test(every_dialect_and_system_name_parses_back),
        cmocka_unit_test(unknown_names_parse_to_nothing),
        cmocka_unit_test_setup_teardown(a_better_source_replaces_a_worse_one_only, bench_setup,
                                        bench_teardown),
        cmocka_unit_test_setup_teardown(what_loses_is_kept_as_a_claim, bench_setup, bench_teardown),
        cmocka_unit_test_setup_teardown(a_permission_stands_once, bench_setup, bench_teardown),
        cmocka_unit_test_setup_teardown(permissions_and_texts_stop_at_their_maximum, bench_setup,
                                        bench_teardown),
        cmocka_unit_test(the_spelling_tells_the_kind_of_principal),
        cmocka_unit_test(a_copy_outlives_what_it_was_made_of),
        cmocka_unit_test(a_repeat_may_differ_in_what_varies_and_in_nothing_else),
        cmocka_unit_test(a_key_too_long_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
