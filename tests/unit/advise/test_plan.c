/* The plan as a whole: changes are shared, ordered and counted, whatever the order of the log. */
#include "../advice.h"
#include "advise/work.h"

#define FACTS(...)                                                                                 \
    (const struct fact[]){__VA_ARGS__},                                                            \
        sizeof((const struct fact[]){__VA_ARGS__}) / sizeof(struct fact)
#define TRAINER "trainer@acme-ml-prod.iam.gserviceaccount.com"

static void add(struct scene *s, const char *who, const char *permission, const char *resource)
{
    scene_add(s, &rule_grant, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_AUDIT,
              FACTS({WD_SLOT_PRINCIPAL, who}, {WD_SLOT_PERMISSION, permission},
                    {WD_SLOT_RESOURCE, resource}, {WD_SLOT_PROJECT, "acme-ml-prod"}));
}

static void incidents_that_one_change_answers_share_it(void **state)
{
    struct scene s;
    uint64_t sum = 0;

    (void)state;
    scene_open(&s, NULL);
    add(&s, TRAINER, "storage.objects.get", "projects/_/buckets/acme-models");
    add(&s, TRAINER, "storage.objects.get", "projects/_/buckets/acme-models");
    add(&s, TRAINER, "storage.objects.list", "projects/_/buckets/acme-models");
    add(&s, "mika@example.com", "storage.objects.list", "projects/_/buckets/acme-models");
    scene_first(&s, NULL);
    assert_int_equal(s.plan->incident_count, 3);
    assert_int_equal(s.plan->count, 2);
    assert_string_equal(s.plan->remedies[0]->id, "R1");
    assert_int_equal(s.plan->remedies[0]->denials, 3);
    assert_int_equal(s.plan->remedies[0]->cover_count, 2);
    assert_true(s.plan->remedies[0]->covers[0] < s.plan->remedies[0]->covers[1]);
    for (size_t i = 0; i < s.plan->count; i++)
        sum += s.plan->remedies[i]->denials;
    assert_int_equal(sum, 4);
    assert_true(s.plan->remedies[0]->share > 0.74 && s.plan->remedies[0]->share < 0.76);
    scene_close(&s);
}

static const char *const people[] = {"mika@example.com", "jo@example.com", TRAINER,
                                     "x@example.com"};
static const char *const permissions[] = {"storage.objects.get", "pubsub.topics.publish",
                                          "bigquery.jobs.create", "acme.widgets.get"};
static const char *const resources[] = {"projects/_/buckets/acme-models",
                                        "projects/acme-ml-prod/topics/jobs",
                                        "projects/acme-ml-prod", "projects/acme-ml-prod"};

static void fill(struct scene *s, bool backwards)
{
    for (int i = 0; i < 64; i++) {
        int n = backwards ? 63 - i : i;
        for (int times = 0; times <= n % 3; times++)
            add(s, people[n % 4], permissions[n / 16], resources[n / 16]);
    }
}

static void the_order_of_the_log_changes_nothing(void **state)
{
    struct scene a, b;

    (void)state;
    scene_open(&a, NULL);
    scene_open(&b, NULL);
    fill(&a, false);
    fill(&b, true);
    scene_first(&a, NULL);
    scene_first(&b, NULL);
    assert_int_equal(a.plan->count, b.plan->count);
    for (size_t i = 0; i < a.plan->count; i++) {
        struct wd_remedy *x = a.plan->remedies[i], *y = b.plan->remedies[i];
        assert_string_equal(x->summary, y->summary);
        assert_string_equal(fix_of(&a, x), fix_of(&b, y));
        assert_int_equal(x->denials, y->denials);
        if (i > 0)
            assert_true(a.plan->remedies[i - 1]->denials >= x->denials);
    }
    for (size_t i = 0; i < a.plan->incident_count; i++)
        assert_memory_equal(a.plan->of_incident[i], b.plan->of_incident[i],
                            a.plan->of_incident_count[i] * sizeof(size_t));
    scene_close(&a);
    scene_close(&b);
}

static void lookalikes_are_answered_but_are_no_denials(void **state)
{
    static struct wd_advice step[] = {
        {.kind = WD_REMEDY_CONFIGURATION, .text = {{"Listen on the port.", NULL}}}};
    static const struct wd_rule rule = {.id = "test.port",
                                        .cause = WD_CAUSE_NOT_PERMISSION,
                                        .system = WD_SYSTEM_COUNT,
                                        .advice = step,
                                        .advice_count = 1};
    struct scene s;

    (void)state;
    scene_open(&s, NULL);
    scene_add(&s, &rule, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_RUN,
              FACTS({WD_SLOT_PROJECT, "acme-ml-prod"}));
    add(&s, TRAINER, "storage.objects.get", "projects/_/buckets/acme-models");
    scene_first(&s, NULL);
    assert_int_equal(s.plan->count, 2);
    assert_int_equal(s.plan->remedies[0]->denials, 1);
    assert_int_equal(s.plan->remedies[1]->denials, 0);
    assert_string_equal(s.plan->remedies[1]->summary, "Listen on the port.");
    scene_close(&s);
}

static void an_account_that_a_sentence_names_once_is_the_one_acted_upon(void **state)
{
    static struct wd_advice step[] = {{.kind = WD_REMEDY_GRANT,
                                       .permission = "iam.serviceAccounts.actAs",
                                       .role = "roles/iam.serviceAccountUser",
                                       .on = "service_account"}};
    static const struct wd_rule rule = {.id = "test.act-as",
                                        .cause = WD_CAUSE_ACT_AS,
                                        .system = WD_SYSTEM_COUNT,
                                        .advice = step,
                                        .advice_count = 1};

    (void)state;
    for (int said = 0; said < 2; said++) {
        struct scene s;
        scene_open(&s, NULL);
        s.source = said ? WD_SOURCE_MESSAGE : WD_SOURCE_FIELD;
        scene_add(&s, &rule, WD_DIALECT_TEXT, WD_SYSTEM_VERTEX_AI,
                  FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_SERVICE_ACCOUNT, TRAINER}));
        assert_int_equal(scene_first(&s, NULL)->command_count, said ? 0 : 1);
        assert_true(said == !s.plan->remedies[0]->member);
        scene_close(&s);
    }
}

/* Two steps part at the end of January 2025: the run's time stands in where the record has none. */
static const char *step_at(wd_time now)
{
    const wd_time february = wd_time_parse_relative(WD_STR("2025-02-01"), 0);
    struct wd_advice step[] = {
        {.kind = WD_REMEDY_CONFIGURATION, .text = {{"As it was.", NULL}}, .until = february},
        {.kind = WD_REMEDY_CONFIGURATION, .text = {{"As it is.", NULL}}, .from = february}};
    const struct wd_rule rule = {.id = "test.retired",
                                 .cause = WD_CAUSE_MISSING_ROLE,
                                 .system = WD_SYSTEM_COUNT,
                                 .advice = step,
                                 .advice_count = 2};
    struct wd_advisor_options options = {.roles_dir = ROLES_DIR, .now = now};
    struct scene s;

    scene_open(&s, &options);
    scene_add(&s, &rule, WD_DIALECT_AUDIT, WD_SYSTEM_ML_ENGINE,
              FACTS({WD_SLOT_PROJECT, "acme-ml-prod"}));
    const char *kept = strstr(scene_first(&s, NULL)->summary, "was") ? "before" : "after";
    assert_int_equal(s.plan->count, 1);
    scene_close(&s);
    return kept;
}

static void advice_of_a_time_is_for_denials_of_that_time(void **state)
{
    const wd_time last_day = wd_time_parse_relative(WD_STR("2025-01-31"), 0);

    (void)state;
    assert_string_equal(step_at(last_day), "before");
    assert_string_equal(step_at(last_day + WD_DAY - 1), "before");
    assert_string_equal(step_at(last_day + WD_DAY), "after");
    assert_string_equal(step_at(last_day + 600 * WD_DAY), "after");
}

/* Terraform refuses two resources of one name. */
static void terraform_identifiers_are_unique_and_valid(void **state)
{
    struct scene s;
    const char *seen[256];
    size_t n = 0;

    (void)state;
    scene_open(&s, NULL);
    fill(&s, false);
    scene_first(&s, NULL);
    for (size_t i = 0; i < s.plan->count; i++) {
        const char *terraform = wd_terraform_text(s.plan->remedies[i]->terraform);
        if (!terraform)
            continue;
        const char *end = strchr(terraform, '\n');
        for (size_t k = 0; k < n; k++)
            assert_true(strncmp(seen[k], terraform, (size_t)(end - terraform)) != 0);
        seen[n++] = terraform;
        const char *name = strchr(strchr(terraform, '"') + 1, ' ') + 2;
        assert_true((name[0] >= 'a' && name[0] <= 'z') || name[0] == '_');
        for (const char *p = name; *p != '"'; p++)
            assert_true(
                strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", *p));
    }
    assert_true(n > 5);
    scene_close(&s);
}

/* As many incidents as the table ever holds, each with a change of its own, the longest there are. */
/* One account that lacks everything, or as many accounts as there are problems. */
static void fill_table(bool one_account)
{
    static struct wd_advice steps[] = {
        {.kind = WD_REMEDY_GRANT},
        {.kind = WD_REMEDY_CONFIGURATION,
         .text = {{"Look at {permission} on {resource} for {principal}.", NULL}}},
        {.kind = WD_REMEDY_INVESTIGATE,
         .text = {{"Or ask for {permission} on {resource}.", NULL}}}};
    static const struct wd_rule rule = {.id = "test.full",
                                        .cause = WD_CAUSE_MISSING_ROLE,
                                        .system = WD_SYSTEM_COUNT,
                                        .advice = steps,
                                        .advice_count = 3};
    char permission[64], account[128];
    struct scene s;

    scene_open(&s, NULL);
    for (unsigned i = 0; i < WD_INCIDENTS_MAX; i++) {
        snprintf(permission, sizeof permission, "acmeservice.widgets%u.frobnicate", i);
        snprintf(account, sizeof account,
                 "a-rather-long-account-name-%u@acme-machine-learning-prod1."
                 "iam.gserviceaccount.com",
                 one_account ? 28 : i);
        scene_add(
            &s, &rule, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_AUDIT,
            FACTS({WD_SLOT_PRINCIPAL, account}, {WD_SLOT_PERMISSION, permission},
                  {WD_SLOT_RESOURCE,
                   "projects/acme-machine-learning-prod1/locations/us-central1/repositories/x"}));
        wd_arena_clear(s.arena);
    }
    scene_first(&s, NULL);
    print_message("%zu incidents, %zu changes, %zu KiB\n", s.plan->incident_count, s.plan->count,
                  wd_arena_used(s.plan->arena) / 1024);
    assert_true(s.plan->count > 1000);
    scene_close(&s);
}

static void the_fullest_table_fits_the_memory_of_a_plan(void **state)
{
    (void)state;
    fill_table(true);
    fill_table(false);
}

static void every_text_exists_in_both_languages(void **state)
{
    (void)state;
    for (int lang = 0; lang < WD_LANG_COUNT; lang++) {
        struct wd_arena *arena = wd_arena_new(1 << 20);
        for (int i = 0; i < WD_SAY_COUNT; i++)
            assert_true(WD_SENTENCE0(arena, (enum wd_lang)lang, (enum wd_words_say)i).len > 0);
        for (int i = 0; i < WD_CAUSE_COUNT; i++) {
            assert_non_null(wd_remedy_kind_name(wd_cause_step((enum wd_cause)i)->kind));
            assert_non_null(wd_cause_words((enum wd_cause)i, (enum wd_lang)lang));
            assert_non_null(wd_cause_step((enum wd_cause)i)->text[lang]);
        }
        for (int i = 0; i < WD_SLOT_COUNT; i++)
            assert_true(wd_slot_row((enum wd_slot)i)->noun[lang][0] != '\0');
        for (int i = 0; i < WD_SYSTEM_COUNT; i++)
            assert_non_null(wd_system_words((enum wd_system)i, (enum wd_lang)lang));
        wd_arena_free(arena);
    }
}

static void japanese_is_spoken_throughout(void **state)
{
    struct wd_advisor_options options = {.roles_dir = ROLES_DIR, .lang = WD_LANG_JA};
    struct scene s;

    (void)state;
    scene_open(&s, &options);
    add(&s, "", "storage.objects.get", "projects/_/buckets/acme-models");
    struct wd_remedy *r = scene_first(&s, NULL);
    assert_non_null(strstr(r->summary, "付与します"));
    assert_non_null(strstr(r->why_no_command, "ログに"));
    scene_close(&s);
}

static void a_warning_is_said_once_and_few_are_kept(void **state)
{
    struct wd_work work = {.arena = wd_arena_new(1u << 20)};
    struct wd_remedy remedy = {.summary = ""};
    char text[WD_REMEDY_LIST_MAX + 4][16];

    (void)state;
    assert_non_null(work.arena);
    wd_remedy_warn(&work, &remedy, WD_STR("one"));
    wd_remedy_warn(&work, &remedy, WD_STR("two"));
    wd_remedy_warn(&work, &remedy, WD_STR("one"));
    wd_remedy_warn(&work, &remedy, WD_STR(""));
    assert_int_equal(remedy.warning_count, 2);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        snprintf(text[i], sizeof text[i], "more %zu", i);
        wd_remedy_warn(&work, &remedy, wd_str_of(text[i]));
    }
    assert_int_equal(remedy.warning_count, WD_REMEDY_LIST_MAX);
    wd_arena_free(work.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_warning_is_said_once_and_few_are_kept),
        cmocka_unit_test(incidents_that_one_change_answers_share_it),
        cmocka_unit_test(the_order_of_the_log_changes_nothing),
        cmocka_unit_test(lookalikes_are_answered_but_are_no_denials),
        cmocka_unit_test(an_account_that_a_sentence_names_once_is_the_one_acted_upon),
        cmocka_unit_test(advice_of_a_time_is_for_denials_of_that_time),
        cmocka_unit_test(terraform_identifiers_are_unique_and_valid),
        cmocka_unit_test(the_fullest_table_fits_the_memory_of_a_plan),
        cmocka_unit_test(every_text_exists_in_both_languages),
        cmocka_unit_test(japanese_is_spoken_throughout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
