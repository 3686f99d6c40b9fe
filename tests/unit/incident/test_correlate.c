/* What several incidents say together: who it was, application or platform, granted a moment ago,
 * one principal trying many doors. */
#include "../denials.h"

static const char repository[] = "projects/acme-prod/locations/us/repositories/images";
static const char upload[] = "artifactregistry.repositories.uploadArtifacts";
static const char builder[] = "123456789012@cloudbuild.gserviceaccount.com";
static const char url[] = "https://jobs.example.com/run?token=1";

static const struct wd_incident *of_dialect(struct wd_table *table, enum wd_dialect dialect)
{
    for (size_t i = 0; i < wd_table_count(table); i++)
        if (wd_table_at(table, i)->dialect == dialect)
            return wd_table_at(table, i);
    fail_msg("no incident of dialect %s", wd_dialect_name(dialect));
    return NULL;
}

/* ---- build logs -------------------------------------------------------------------------------- */

static struct wd_event build_line(void)
{
    struct wd_event event = denial("", upload, repository, T0);

    event.dialect = WD_DIALECT_CLOUD_BUILD;
    event.structured = false;
    return event;
}

static void a_build_log_learns_its_principal_from_the_audit_entry(void **state)
{
    struct wd_table *table = new_table();
    struct wd_event line = build_line(),
                    audit = denial(builder, upload, repository, T0 + WD_SECOND);
    const struct wd_incident *build;

    (void)state;
    add(table, &line, &rule_role);
    add(table, &audit, &rule_role);
    finish(table);
    build = of_dialect(table, WD_DIALECT_CLOUD_BUILD);
    assert_string_equal(build->slot[WD_SLOT_PRINCIPAL], builder);
    assert_int_equal(build->source[WD_SLOT_PRINCIPAL], WD_SOURCE_STREAM);
    assert_int_equal(build->linked_count, 1);
    assert_int_equal(build->linked[0], of_dialect(table, WD_DIALECT_AUDIT)->fingerprint);
    assert_int_equal(of_dialect(table, WD_DIALECT_AUDIT)->linked[0], build->fingerprint);
    wd_table_free(table);
}

static void an_audit_entry_of_another_day_names_nobody(void **state)
{
    static const struct {
        wd_time at;
        bool named;
    } rows[] = {{T0 + 23 * WD_HOUR, true},
                {T0 - 23 * WD_HOUR, true},
                {T0 + 61 * WD_DAY, false},
                {T0 - 2 * WD_DAY, false},
                {WD_TIME_NONE, true}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_table *table = new_table();
        struct wd_event line = build_line(),
                        audit = denial(builder, upload, repository, rows[i].at);
        add(table, &line, &rule_role);
        add(table, &audit, &rule_role);
        finish(table);
        assert_int_equal(of_dialect(table, WD_DIALECT_CLOUD_BUILD)->slot[WD_SLOT_PRINCIPAL] != NULL,
                         rows[i].named);
        assert_int_equal(of_dialect(table, WD_DIALECT_CLOUD_BUILD)->linked_count, 1);
        wd_table_free(table);
    }
}

static void two_possible_principals_leave_the_blank(void **state)
{
    struct wd_table *table = new_table();
    struct wd_event line = build_line(), a = denial(builder, upload, repository, T0);
    struct wd_event b = denial("ci@acme-prod.iam.gserviceaccount.com", upload, repository, T0);

    (void)state;
    add(table, &line, &rule_role);
    add(table, &a, &rule_role);
    add(table, &b, &rule_role);
    finish(table);
    assert_null(of_dialect(table, WD_DIALECT_CLOUD_BUILD)->slot[WD_SLOT_PRINCIPAL]);
    assert_int_equal(of_dialect(table, WD_DIALECT_CLOUD_BUILD)->linked_count, 2);
    wd_table_free(table);
}

static void correlation_does_not_change_names(void **state)
{
    struct wd_table *alone = new_table(), *both = new_table();
    struct wd_event line = build_line(), audit = denial(builder, upload, repository, T0);

    (void)state;
    add(alone, &line, &rule_role);
    add(both, &line, &rule_role);
    add(both, &audit, &rule_role);
    finish(alone);
    finish(both);
    assert_int_equal(wd_table_at(alone, 0)->fingerprint,
                     of_dialect(both, WD_DIALECT_CLOUD_BUILD)->fingerprint);
    wd_table_free(alone);
    wd_table_free(both);
}

/* ---- unique ids -------------------------------------------------------------------------------- */

static void client_text_finds_the_policy_entry_by_its_unique_id(void **state)
{
    struct wd_table *table = new_table();
    struct wd_event text = denial("", "storage.objects.list", "", T0);
    struct wd_event policy = denial(builder, "", "projects/123", T0);

    (void)state;
    text.dialect = WD_DIALECT_TEXT;
    text.structured = false;
    wd_event_set(&text, WD_SLOT_UNIQUE_ID, WD_STR("abcdEXAMPLE"), WD_SOURCE_MESSAGE);
    wd_event_set(&policy, WD_SLOT_UNIQUE_ID, WD_STR("abcdEXAMPLE"), WD_SOURCE_FIELD);
    add(table, &text, &rule_role);
    add(table, &policy, &rule_act_as);
    finish(table);
    assert_string_equal(of_dialect(table, WD_DIALECT_TEXT)->slot[WD_SLOT_PRINCIPAL], builder);
    assert_int_equal(of_dialect(table, WD_DIALECT_AUDIT)->linked_count, 1);
    wd_table_free(table);
}

/* ---- the Scheduler's 401 ------------------------------------------------------------------------- */

static struct wd_event attempt(void)
{
    struct wd_event event = denial("", "", "projects/acme-prod/locations/us/jobs/nightly", T0);

    event.dialect = WD_DIALECT_SCHEDULER;
    event.http_status = 401;
    wd_event_set(&event, WD_SLOT_URL, wd_str_of(url), WD_SOURCE_FIELD);
    return event;
}

static struct wd_event request(bool sentence, const char *agent)
{
    struct wd_event event = denial("", "", "svc", T0);

    event.dialect = WD_DIALECT_RUN_REQUEST;
    event.http_status = 401;
    event.kind = sentence ? WD_KIND_DENIAL : WD_KIND_CONTEXT;
    wd_event_set(&event, WD_SLOT_URL, WD_STR("https://jobs.example.com/run"), WD_SOURCE_FIELD);
    wd_event_set(&event, WD_SLOT_USER_AGENT, wd_str_of(agent), WD_SOURCE_FIELD);
    return event;
}

static void a_scheduler_401_is_told_apart_by_the_request_log(void **state)
{
    static const char scheduler[] = "Google-Cloud-Scheduler", other[] = "curl/8";
    static const struct {
        int sentence[2]; /* -1: no request */
        const char *agent[2];
        enum wd_cause cause;
        bool tested;
    } cases[] = {
        {{-1, -1}, {"", ""}, WD_CAUSE_WRONG_TARGET, false},
        {{1, -1}, {scheduler, ""}, WD_CAUSE_UNAUTHENTICATED, true},
        {{0, -1}, {scheduler, ""}, WD_CAUSE_APP_AUTH, true},
        {{0, -1}, {other, ""}, WD_CAUSE_APP_AUTH, true},
        {{0, 1}, {other, other}, WD_CAUSE_WRONG_TARGET, false},
        {{0, 1}, {scheduler, other}, WD_CAUSE_APP_AUTH, true},
    };
    struct wd_rule rule = rule_scheduler;

    (void)state;
    rule.cause = WD_CAUSE_WRONG_TARGET; /* one that correlation never sets */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wd_table *table = new_table();
        struct wd_event event = attempt();
        add(table, &event, &rule);
        for (size_t r = 0; r < 2; r++)
            if (cases[i].sentence[r] >= 0) {
                event = request(cases[i].sentence[r], cases[i].agent[r]);
                add(table, &event, cases[i].sentence[r] ? &rule_role : NULL);
            }
        finish(table);
        assert_int_equal(of_dialect(table, WD_DIALECT_SCHEDULER)->cause, cases[i].cause);
        assert_int_equal(of_dialect(table, WD_DIALECT_SCHEDULER)->tested_app, cases[i].tested);
        wd_table_free(table);
    }
}

/* ---- granted a moment ago -------------------------------------------------------------------------- */

struct grant_case {
    wd_time at; /* after the denial when positive */
    const char *member, *role, *resource;
    bool want;
};

static void try_grant(const struct grant_case *c)
{
    struct wd_table *table = new_table();
    struct wd_event event = denial("ci@acme-prod.iam.gserviceaccount.com", upload, repository, T0);
    struct wd_event change = denial(c->member, "", c->resource, T0 + c->at);

    event.object.project = WD_STR("acme-prod");
    change.kind = WD_KIND_POLICY_CHANGE;
    wd_event_set(&change, WD_SLOT_ROLE, wd_str_of(c->role), WD_SOURCE_FIELD);
    add(table, &event, &rule_role);
    add(table, &change, NULL);
    finish(table);
    if ((only_incident(table)->cause == WD_CAUSE_PROPAGATING) != c->want)
        fail_msg("%s %s on %s, %lld s", c->member, c->role, c->resource,
                 (long long)(c->at / WD_SECOND));
    if (c->want)
        assert_int_equal(only_incident(table)->granted_at, T0 + c->at);
    wd_table_free(table);
}

static void a_grant_just_before_the_denial_explains_it(void **state)
{
    static const char who[] = "serviceAccount:ci@acme-prod.iam.gserviceaccount.com";
    static const char role[] = "roles/artifactregistry.writer";
    static const struct grant_case cases[] = {
        {-2 * WD_MINUTE, who, role, repository, true},
        {-7 * WD_MINUTE, who, role, "projects/acme-prod", true},
        {-2 * WD_MINUTE, who, "projects/acme-prod/roles/custom", repository, true},
        {-8 * WD_MINUTE, who, role, repository, false},
        {WD_MINUTE, who, role, repository, false},
        {-2 * WD_MINUTE, "user:x@example.com", role, repository, false},
        {-2 * WD_MINUTE, who, "roles/storage.objectViewer", repository, false},
        {-2 * WD_MINUTE, who, role, "projects/acme-dev", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        try_grant(&cases[i]);
}

/* ---- enumeration ------------------------------------------------------------------------------- */

static size_t flagged(unsigned permissions, wd_time step, const char *who_odd)
{
    struct wd_table *table = new_table();
    size_t count = 0;

    for (unsigned i = 0; i < permissions; i++) {
        char name[40];
        snprintf(name, sizeof name, "service%u.things.list", i);
        struct wd_event event =
            denial(i % 2 ? who_odd : "scan@example.com", name, repository, T0 + i * step);
        add(table, &event, &rule_role);
    }
    finish(table);
    for (size_t i = 0; i < wd_table_count(table); i++) {
        const char *reason = wd_table_at(table, i)->intent_reason;
        count += reason && wd_str_eqz(WD_STR("enumeration"), reason);
    }
    wd_table_free(table);
    return count;
}

/* ---- what took it away ----------------------------------------------------------------------------- */

static struct wd_event change_at(wd_time at, const char *lines, const char *resource)
{
    struct wd_event change = denial("", "", resource, T0 + at);

    change.kind = WD_KIND_POLICY_CHANGE;
    wd_event_set(&change, WD_SLOT_CALLER, WD_STR("ana@example.com"), WD_SOURCE_FIELD);
    wd_event_set(&change, WD_SLOT_DETAIL, wd_str_of(lines), WD_SOURCE_FIELD);
    return change;
}

static const char lost[] =
    "removed\tserviceAccount:ci@acme-prod.iam.gserviceaccount.com\troles/artifactregistry.writer\n";
static const char regained[] =
    "granted\tserviceAccount:ci@acme-prod.iam.gserviceaccount.com\troles/artifactregistry.writer\n";

static void try_loss(const struct wd_event *changes, size_t count, bool want)
{
    struct wd_table *table = new_table();
    struct wd_event event = denial("ci@acme-prod.iam.gserviceaccount.com", upload, repository, T0);

    event.object.project = WD_STR("acme-prod");
    add(table, &event, &rule_role);
    for (size_t i = 0; i < count; i++)
        add(table, &changes[i], NULL);
    finish(table);
    const struct wd_change *taken = only_incident(table)->taken;
    assert_int_equal(taken != NULL, want);
    if (want) {
        assert_int_equal(taken->what, WD_CHANGE_REMOVED);
        assert_string_equal(taken->actor, "ana@example.com");
        assert_string_equal(taken->role, "roles/artifactregistry.writer");
    }
    wd_table_free(table);
}

static void a_role_taken_away_before_the_denial_explains_it(void **state)
{
    const struct wd_event before[] = {change_at(-3 * WD_DAY, lost, "projects/acme-prod")};

    (void)state;
    try_loss(before, 1, true);
}

static void a_role_taken_from_everybody_explains_a_denial(void **state)
{
    static const char role[] = "\troles/artifactregistry.writer\n";
    char domain[160], all[160], other[160];

    (void)state;
    snprintf(domain, sizeof domain, "removed\tdomain:acme-prod.iam.gserviceaccount.com%s", role);
    snprintf(all, sizeof all, "removed\tallAuthenticatedUsers%s", role);
    snprintf(other, sizeof other, "removed\tdomain:example.com%s", role);
    const struct wd_event of_domain[] = {change_at(-WD_HOUR, domain, "projects/acme-prod")},
                          of_all[] = {change_at(-WD_HOUR, all, "projects/acme-prod")},
                          of_others[] = {change_at(-WD_HOUR, other, "projects/acme-prod")};
    try_loss(of_domain, 1, true);
    try_loss(of_all, 1, true);
    try_loss(of_others, 1, false);
}

/* Whoever takes it away later has decided against it: it was held, and is not to be given again. */
static void a_role_taken_away_later_is_told(void **state)
{
    const struct wd_event later[] = {change_at(WD_MINUTE, lost, "projects/acme-prod")};

    (void)state;
    try_loss(later, 1, true);
}

static void a_role_taken_away_elsewhere_or_from_others_does_not(void **state)
{
    const struct wd_event elsewhere[] = {change_at(-WD_HOUR, lost, "projects/acme-dev")};
    const struct wd_event others[] = {
        change_at(-WD_HOUR, "removed\tuser:x@example.com\troles/artifactregistry.writer\n",
                  "projects/acme-prod")};

    (void)state;
    try_loss(elsewhere, 1, false);
    try_loss(others, 1, false);
}

static void a_role_that_was_given_back_was_not_the_reason(void **state)
{
    const struct wd_event changes[] = {change_at(-3 * WD_HOUR, lost, "projects/acme-prod"),
                                       change_at(-2 * WD_HOUR, regained, "projects/acme-prod")};

    (void)state;
    try_loss(changes, 2, false);
}

/* The policy "acme-read" gets a document an hour before oss:GetObject is refused on acs:oss:*:*:acme-train. */
static bool explains(const char *word, const char *actions, const char *resource)
{
    struct wd_table *table = new_table();
    struct wd_event event = denial("train-bot", "oss:GetObject", "acs:oss:*:*:acme-train", T0);
    struct wd_event change = denial("", "", resource, T0 - WD_HOUR);

    change.kind = WD_KIND_POLICY_CHANGE;
    wd_event_set(&change, WD_SLOT_ACTION, wd_str_of(word), WD_SOURCE_FIELD);
    wd_event_set(&change, WD_SLOT_PRINCIPAL, wd_str_of(actions), WD_SOURCE_FIELD);
    wd_event_set(&change, WD_SLOT_POLICY, WD_STR("acme-read"), WD_SOURCE_FIELD);
    add(table, &event, &rule_role);
    add(table, &change, NULL);
    finish(table);
    bool found = only_incident(table)->taken != NULL;
    wd_table_free(table);
    return found;
}

static void a_document_without_the_action_explains_a_denial(void **state)
{
    (void)state;
    assert_true(explains("policy", "oss:ListObjects", "*"));
    assert_true(explains("policy", "oss:* -oss:Get*", "acs:oss:*:*:acme-train/*"));
    assert_true(explains("policy", "oss:Put*", "acs:oss:*:*:other acs:oss:*:*:acme-*"));
    assert_true(explains("bucket_policy", "", "acs:oss:*:*:acme-train"));
    assert_true(explains("bucket_policy", "-oss:GetObject", "acme-train"));
}

static void a_custom_role_without_the_permission_explains_a_denial(void **state)
{
    (void)state;
    assert_true(explains("role", "oss:ListObjects oss:GetObject", "organizations/1"));
    assert_true(explains("role", "oss:GetObject", ""));
    assert_false(explains("role", "oss:ListObjects", ""));
    assert_false(explains("role", "oss:GetObject", "projects/acme-dev"));
}

static void a_document_that_allows_it_or_speaks_of_other_things_does_not(void **state)
{
    (void)state;
    assert_false(explains("policy", "oss:Get*", "*"));
    assert_false(explains("policy", "OSS:getobject ecs:*", "*"));
    assert_false(explains("policy", "ecs:StartInstance -log:*", "*"));
    assert_false(explains("policy", "oss:ListObjects", "acs:oss:*:*:acme-trainer/*"));
    assert_false(explains("bucket_policy", "", "acs:oss:*:*:acme-other"));
    assert_false(explains("bucket_policy", "oss:GetObject", "acs:oss:*:*:acme-train"));
}

static void one_record_that_swaps_roles_is_two_changes(void **state)
{
    struct wd_table *table = new_table();
    struct wd_event swap = change_at(-WD_HOUR,
                                     "removed\tuser:x@example.com\troles/run.admin\n"
                                     "granted\tuser:x@example.com\troles/run.viewer\n",
                                     "projects/acme-prod");

    (void)state;
    add(table, &swap, NULL);
    assert_int_equal(wd_table_change_count(table), 2);
    wd_table_free(table);
}

static void ten_permissions_within_an_hour_are_enumeration(void **state)
{
    (void)state;
    assert_int_equal(flagged(10, WD_MINUTE, "scan@example.com"), 10);
    assert_int_equal(flagged(10, 6 * WD_MINUTE, "scan@example.com"), 10);
    assert_int_equal(flagged(9, WD_MINUTE, "scan@example.com"), 0);
    assert_int_equal(flagged(10, 10 * WD_MINUTE, "scan@example.com"), 0);
    assert_int_equal(flagged(12, WD_MINUTE, "other@example.com"), 0);
    assert_int_equal(flagged(200, WD_SECOND, "scan@example.com"), 200);
    assert_int_equal(flagged(9000, WD_SECOND, "scan@example.com"), 1); /* collapsed */
}

static void an_own_account_that_meets_many_refusals_has_lost_a_role(void **state)
{
    struct wd_table *table = new_table();
    char names[12][40];

    (void)state;
    for (size_t i = 0; i < 12; i++) {
        snprintf(names[i], sizeof names[i], "pubsub.things.verb%zu", i);
        struct wd_event event = denial("bus@acme-prod.iam.gserviceaccount.com", names[i],
                                       repository, T0 + (wd_time)i * WD_MINUTE);
        add(table, &event, &rule_role);
    }
    finish(table);
    for (size_t i = 0; i < wd_table_count(table); i++) {
        assert_int_equal(wd_table_at(table, i)->intent, WD_INTENT_WORK);
        assert_string_equal(wd_table_at(table, i)->intent_reason, "lost_role");
    }
    wd_table_free(table);
}

static void one_call_that_needs_many_permissions_is_work(void **state)
{
    struct wd_table *table = new_table();
    struct wd_event event = denial("dev@example.com", "compute.instances.create", repository, T0);
    char names[12][40];

    (void)state;
    for (size_t i = 0; i < 12; i++) {
        snprintf(names[i], sizeof names[i], "compute.things.verb%zu", i);
        wd_event_add_permission(&event, wd_str_of(names[i]), WD_STR_NONE, WD_GRANTED_NO);
    }
    add(table, &event, &rule_role);
    finish(table);
    assert_int_equal(only_incident(table)->intent, WD_INTENT_WORK);
    wd_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_build_log_learns_its_principal_from_the_audit_entry),
        cmocka_unit_test(an_audit_entry_of_another_day_names_nobody),
        cmocka_unit_test(two_possible_principals_leave_the_blank),
        cmocka_unit_test(correlation_does_not_change_names),
        cmocka_unit_test(client_text_finds_the_policy_entry_by_its_unique_id),
        cmocka_unit_test(a_scheduler_401_is_told_apart_by_the_request_log),
        cmocka_unit_test(a_grant_just_before_the_denial_explains_it),
        cmocka_unit_test(a_role_taken_away_before_the_denial_explains_it),
        cmocka_unit_test(a_role_taken_from_everybody_explains_a_denial),
        cmocka_unit_test(a_role_taken_away_later_is_told),
        cmocka_unit_test(a_role_taken_away_elsewhere_or_from_others_does_not),
        cmocka_unit_test(a_role_that_was_given_back_was_not_the_reason),
        cmocka_unit_test(a_document_without_the_action_explains_a_denial),
        cmocka_unit_test(a_custom_role_without_the_permission_explains_a_denial),
        cmocka_unit_test(a_document_that_allows_it_or_speaks_of_other_things_does_not),
        cmocka_unit_test(one_record_that_swaps_roles_is_two_changes),
        cmocka_unit_test(ten_permissions_within_an_hour_are_enumeration),
        cmocka_unit_test(an_own_account_that_meets_many_refusals_has_lost_a_role),
        cmocka_unit_test(one_call_that_needs_many_permissions_is_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
