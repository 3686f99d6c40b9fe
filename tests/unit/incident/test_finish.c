/* What a table says at the end: collapsed incidents, severity, intent, order. */
#include "../denials.h"
#include "incident/table/table.h"

static const char bucket[] = "projects/_/buckets/acme-data";
static const char user[] = "dev@example.com";

/* ---- caps -------------------------------------------------------------------------------------- */

static void flood(struct wd_table *table, unsigned principals, unsigned resources)
{
    for (unsigned p = 0; p < principals; p++)
        for (unsigned r = 0; r < resources; r++) {
            char who[40], what[64];
            snprintf(who, sizeof who, "u%u@example.com", p);
            snprintf(what, sizeof what, "projects/_/buckets/acme-%u", r);
            struct wd_event event = denial(who, "storage.objects.get", what, T0);
            add(table, &event, &rule_role);
        }
}

static void many_principals_on_one_resource_become_one_incident(void **state)
{
    struct wd_table *table = new_table();

    (void)state;
    flood(table, 65, 1);
    finish(table);
    assert_true(only_incident(table)->many_principals);
    assert_false(only_incident(table)->many_resources);
    assert_null(only_incident(table)->slot[WD_SLOT_PRINCIPAL]);
    assert_string_equal(only_incident(table)->object_name, "projects/_/buckets/acme-0");
    assert_int_equal(only_incident(table)->count, 65);
    wd_table_free(table);
}

static void a_group_keeps_its_members_by_name_with_their_counts(void **state)
{
    struct wd_table *table = new_table();
    const struct wd_group_members *members;
    uint64_t sum = 0;

    (void)state;
    flood(table, 90, 1);
    flood(table, 3, 1);
    flood(table, 1, 1);
    finish(table);
    members = &only_incident(table)->members;
    assert_int_equal(members->count, 90);
    assert_false(members->more);
    assert_string_equal(wd_name_text(members->items[0].principal), "u0@example.com");
    assert_string_equal(wd_name_text(members->items[0].resource), "projects/_/buckets/acme-0");
    assert_string_equal(wd_name_text(members->items[0].denied), "storage.objects.get");
    assert_int_equal(members->items[0].count, 3);
    for (size_t i = 0; i < members->count; i++)
        sum += members->items[i].count;
    assert_int_equal(sum, 94);
    wd_table_free(table);
}

static void of_very_many_members_some_are_kept_and_the_rest_cannot_be_told(void **state)
{
    struct wd_table *table = new_table();

    (void)state;
    flood(table, 5000, 1);
    finish(table);
    assert_int_equal(only_incident(table)->members.count, WD_MEMBERS_MAX);
    assert_true(only_incident(table)->members.more);
    assert_int_equal(only_incident(table)->count, 5000);
    wd_table_free(table);
}

static bool is_first(const void *context, const struct wd_group_member *member)
{
    return strcmp(wd_name_text(member->principal), context) == 0;
}

static void a_member_that_is_taken_out_takes_its_denials_along(void **state)
{
    struct wd_table *table = new_table();
    struct wd_error err;

    (void)state;
    flood(table, 70, 1);
    finish(table);
    assert_int_equal(
        wd_table_take_members(table, 0, is_first, "u7@example.com", false, WD_LEFT_SUPPRESSED), 1);
    assert_int_equal(only_incident(table)->count, 69);
    assert_int_equal(wd_table_totals(table)->suppressed, 1);
    assert_int_equal(wd_totals_check(wd_table_totals(table), &err), 0);
    wd_table_free(table);
}

static void sixty_four_principals_stay_apart(void **state)
{
    struct wd_table *table = new_table();

    (void)state;
    flood(table, 64, 1);
    finish(table);
    assert_int_equal(wd_table_count(table), 64);
    wd_table_free(table);
}

static void one_principal_on_many_resources_keeps_its_name(void **state)
{
    struct wd_table *table = new_table();

    (void)state;
    flood(table, 1, 257);
    finish(table);
    assert_true(only_incident(table)->many_resources);
    assert_false(only_incident(table)->many_principals);
    assert_string_equal(only_incident(table)->slot[WD_SLOT_PRINCIPAL], "u0@example.com");
    assert_null(only_incident(table)->object_name);
    assert_int_equal(wd_distinct_estimate(&only_incident(table)->resources) > 200, 1);
    wd_table_free(table);
}

static void a_flooded_rule_collapses_and_leaves_the_others_alone(void **state)
{
    struct wd_table *table = new_table();
    struct wd_event quiet = denial(user, "iam.serviceAccounts.actAs", "sa", T0);

    (void)state;
    add(table, &quiet, &rule_act_as);
    for (unsigned i = 0; i < 20000; i++) {
        char permission[40];
        snprintf(permission, sizeof permission, "storage.objects.verb%u", i);
        struct wd_event event = denial(user, permission, bucket, T0);
        add(table, &event, &rule_role);
        assert_true(HASH_COUNT(table->entries) <= WD_INCIDENTS_MAX);
    }
    finish(table);
    assert_int_equal(wd_table_count(table), 2);
    assert_true(wd_table_at(table, 0)->many_permissions);
    assert_int_equal(wd_table_at(table, 0)->permission_count, 0);
    assert_string_equal(wd_table_at(table, 1)->slot[WD_SLOT_PRINCIPAL], user);
    wd_table_free(table);
}

static void a_thousand_shapes_of_unmatched_text_fit(void **state)
{
    struct wd_table *table = new_table();

    (void)state;
    for (unsigned i = 0; i < 1000; i++) {
        struct wd_event event;
        char text[40];
        wd_event_clear(&event);
        event.kind = WD_KIND_DENIAL;
        snprintf(text, sizeof text, "denied %c%c%c", 'g' + i % 10, 'g' + i / 10 % 10,
                 'g' + i / 100);
        wd_event_add_text(&event, wd_str_of(text), WD_TEXT_MESSAGE);
        add(table, &event, NULL);
    }
    finish(table);
    assert_int_equal(wd_table_unmatched_count(table), WD_UNMATCHED_MAX + 1);
    assert_int_equal(wd_table_totals(table)->unmatched, 1000);
    wd_table_free(table);
}

/* ---- severity and intent ------------------------------------------------------------------------- */

static void severity_follows_cause_number_and_span(void **state)
{
    static const struct {
        const struct wd_rule *rule;
        int count;
        wd_time step;
        enum wd_level confidence, want;
    } cases[] = {
        {&rule_role, 1, 0, WD_HIGH, WD_MEDIUM},
        {&rule_role, 1, 0, WD_LOW, WD_LOW},
        {&rule_role, 100, WD_SECOND, WD_HIGH, WD_HIGH},
        {&rule_role, 2, 3 * WD_HOUR, WD_HIGH, WD_HIGH},
        {&rule_act_as, 1, 0, WD_MEDIUM, WD_HIGH},
        {&rule_lookalike, 200, WD_HOUR, WD_HIGH, WD_LOW},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wd_table *table = new_table();
        for (int n = 0; n < cases[i].count; n++) {
            struct wd_event event = denial(user, "a.b.c", bucket, T0 + n * cases[i].step);
            const struct wd_hit hit = {.rule = cases[i].rule, .confidence = cases[i].confidence};
            const struct wd_where where = {.file = "a.json"};
            struct wd_error err;
            wd_table_add(table, &event, &hit, &where, &err);
            wd_table_totals_edit(table)->records++;
        }
        finish(table);
        assert_int_equal(only_incident(table)->severity, cases[i].want);
        wd_table_free(table);
    }
}

static const char *intent_of(struct wd_event event, const struct wd_finish_options *own)
{
    struct wd_table *table = new_table();
    struct wd_error err;
    const char *reason;

    add(table, &event, &rule_role);
    assert_int_equal(wd_table_finish(table, own, &err), 0);
    reason = only_incident(table)->intent_reason;
    assert_int_equal(only_incident(table)->intent == WD_INTENT_INVESTIGATE, reason != NULL);
    wd_table_free(table);
    return reason;
}

/* What a program said in its own words, in a log of the project; "": nobody told whose. */
static void speak(struct wd_event *event, enum wd_voice voice, const char *log_project)
{
    event->voice = voice;
    event->structured = event->structured && voice == WD_VOICE_SERVICE;
    if (voice != WD_VOICE_SERVICE)
        event->dialect = WD_DIALECT_TEXT;
    wd_event_unset(event, WD_SLOT_LOG_PROJECT);
    wd_event_set(event, WD_SLOT_LOG_PROJECT, wd_str_of(log_project), WD_SOURCE_CARRIER);
}

/* Whether the reading of one such denial is in doubt. */
static bool is_doubted(enum wd_voice voice, const char *principal, const char *log_project,
                       const struct wd_finish_options *own)
{
    struct wd_table *table = new_table();
    struct wd_event event = denial(principal, "storage.objects.get", bucket, T0);
    struct wd_error err;
    bool doubted;

    speak(&event, voice, log_project);
    add(table, &event, &rule_role);
    assert_int_equal(wd_table_finish(table, own, &err), 0);
    doubted = only_incident(table)->doubts & WD_DOUBT_READ;
    wd_table_free(table);
    return doubted;
}

static void a_person_whom_only_a_programs_output_names_is_in_doubt(void **state)
{
    static const char *const domains[] = {"example.com"};
    const struct wd_finish_options none = {0},
                                   own = {.own_domains = domains, .own_domain_count = 1};
    const char *account = "etl@acme-lab.iam.gserviceaccount.com";

    (void)state;
    assert_true(is_doubted(WD_VOICE_APPLICATION, user, "acme-lab", NULL));
    assert_true(is_doubted(WD_VOICE_APPLICATION, user, "acme-lab", &none));
    assert_false(is_doubted(WD_VOICE_APPLICATION, user, "acme-lab", &own));
    assert_false(is_doubted(WD_VOICE_APPLICATION, account, "acme-lab", NULL));
    assert_true(is_doubted(WD_VOICE_APPLICATION, account, "", NULL)); /* nobody's program */
    assert_false(is_doubted(WD_VOICE_SERVICE, user, "acme-lab", NULL));
}

/* The doubts of a program's refusal in a log of acme-lab, which named `project`. */
static unsigned doubts_of(const char *who, const char *lies_in, const char *project,
                          enum wd_voice voice, const struct wd_finish_options *own)
{
    struct wd_table *table = new_table();
    struct wd_event event = denial(who, "storage.objects.get", bucket, T0);
    unsigned doubts;

    event.object.project = wd_str_of(lies_in);
    speak(&event, voice, "acme-lab");
    event.own_log = true;
    wd_event_unset(&event, WD_SLOT_PROJECT);
    wd_event_set(&event, WD_SLOT_PROJECT, wd_str_of(project), WD_SOURCE_MESSAGE);
    add(table, &event, &rule_role);
    assert_int_equal(wd_table_finish(table, own, NULL), 0);
    doubts = only_incident(table)->doubts;
    wd_table_free(table);
    return doubts;
}

static void a_program_is_believed_for_its_own_project_only(void **state)
{
    static const char *const projects[] = {"acme-vault", "acme-dev"};
    const struct wd_finish_options none = {0},
                                   own = {.own_projects = projects, .own_project_count = 2};
    const char *account = "etl@acme-lab.iam.gserviceaccount.com",
               *other = "etl@acme-dev.iam.gserviceaccount.com";
    enum wd_voice program = WD_VOICE_APPLICATION;

    (void)state;
    assert_false(doubts_of(account, "", "", program, &none));
    assert_false(doubts_of(account, "", "123456789012", program, &none));
    assert_true(doubts_of(other, "", "", program, &none) & WD_DOUBT_READ);
    assert_true(doubts_of(account, "", "acme-vault", program, &none) & WD_DOUBT_READ);
    assert_true(doubts_of(account, "acme-vault", "", program, &none) & WD_DOUBT_READ);
    assert_false(doubts_of(other, "", "acme-vault", program, &own));
    assert_false(doubts_of(other, "acme-vault", "acme-vault", WD_VOICE_SERVICE, &none));
}

static void outsiders_are_only_told_when_the_own_domains_are_known(void **state)
{
    static const char *const domains[] = {"example.com"};
    const struct wd_finish_options own = {.own_domains = domains, .own_domain_count = 1};

    (void)state;
    assert_null(intent_of(denial("u@other.example", "a.b.get", bucket, T0), NULL));
    assert_string_equal(intent_of(denial("u@other.example", "a.b.get", bucket, T0), &own),
                        "outside_principal");
    assert_null(intent_of(denial("u@example.com", "a.b.get", bucket, T0), &own));
    assert_null(intent_of(denial("x@other.iam.gserviceaccount.com", "a.b.get", bucket, T0), &own));
}

static bool sets_policies(const void *suffix, struct wd_str permission)
{
    return wd_str_ends(permission, wd_str_of(suffix));
}

static void permissions_that_rewrite_access_are_investigated(void **state)
{
    const struct wd_finish_options own = {.rewrites_access = sets_policies,
                                          .context = ".setIamPolicy"};

    (void)state;
    assert_string_equal(intent_of(denial(user, "a.b.setIamPolicy", bucket, T0), &own),
                        "rewrites_access");
    assert_null(intent_of(denial(user, "a.b.get", bucket, T0), &own));
    assert_null(intent_of(denial(user, "a.b.setIamPolicy", bucket, T0), NULL));
}

static void incidents_are_listed_by_severity_then_number(void **state)
{
    struct wd_table *table = new_table();
    struct wd_event a = denial(user, "a.b.one", bucket, T0),
                    b = denial(user, "a.b.two", bucket, T0);

    (void)state;
    add(table, &a, &rule_lookalike);
    add(table, &a, &rule_role);
    add(table, &b, &rule_role);
    add(table, &b, &rule_role);
    add(table, &a, &rule_act_as);
    finish(table);
    assert_ptr_equal(wd_table_at(table, 0)->rule, &rule_act_as);
    assert_int_equal(wd_table_at(table, 1)->count, 2);
    assert_int_equal(wd_table_at(table, 2)->count, 1);
    assert_true(wd_table_at(table, 3)->lookalike);
    wd_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_principals_on_one_resource_become_one_incident),
        cmocka_unit_test(a_group_keeps_its_members_by_name_with_their_counts),
        cmocka_unit_test(of_very_many_members_some_are_kept_and_the_rest_cannot_be_told),
        cmocka_unit_test(a_member_that_is_taken_out_takes_its_denials_along),
        cmocka_unit_test(sixty_four_principals_stay_apart),
        cmocka_unit_test(one_principal_on_many_resources_keeps_its_name),
        cmocka_unit_test(a_flooded_rule_collapses_and_leaves_the_others_alone),
        cmocka_unit_test(a_thousand_shapes_of_unmatched_text_fit),
        cmocka_unit_test(severity_follows_cause_number_and_span),
        cmocka_unit_test(a_person_whom_only_a_programs_output_names_is_in_doubt),
        cmocka_unit_test(a_program_is_believed_for_its_own_project_only),
        cmocka_unit_test(outsiders_are_only_told_when_the_own_domains_are_known),
        cmocka_unit_test(permissions_that_rewrite_access_are_investigated),
        cmocka_unit_test(incidents_are_listed_by_severity_then_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
