/* Denied next: journeys are made of facts that hold, and the first denial tells the rest. */
#include "../advice.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "whydenied/roles/table_file.h"

#define BUILDER "123456789012-compute@developer.gserviceaccount.com"

static json_t *read_chains(void)
{
    struct wd_error err;
    json_t *root = wd_table_file_read(ROLES_DIR, "chains.json", &err);

    assert_non_null(root);
    return root;
}

static const json_t *journey(const json_t *root, const char *id)
{
    const json_t *one;
    size_t i;

    json_array_foreach (json_object_get(root, "journeys"), i, one)
        if (strcmp(json_string_value(json_object_get(one, "id")), id) == 0)
            return one;
    fail_msg("no journey %s", id);
    return NULL;
}

static void step_holds(const struct wd_advisor *advisor, const char *id, const json_t *step)
{
    const char *role = json_string_value(json_object_get(step, "role"));
    const char *on = json_string_value(json_object_get(step, "on"));
    const char *actor = json_string_value(json_object_get(step, "actor"));
    const json_t *permission;
    size_t i;

    if (!wd_accounts_hint(advisor->accounts, wd_str_of(actor)))
        fail_msg("%s: %s is no hint", id, actor);
    if (!role)
        assert_true(json_object_get(step, "do") &&
                    (json_array_size(json_object_get(step, "permissions")) == 0 ||
                     json_object_get(step, "resource") || json_object_get(step, "trusts") ||
                     json_object_get(step, "shell")));
    else if (!wd_bind_find(advisor->levels, wd_str_of(on)))
        fail_msg("%s: no level %s", id, on);
    json_array_foreach (json_object_get(step, "permissions"), i, permission)
        if (role && wd_catalogue_role_holds(advisor->catalogue, wd_str_of(role),
                                            wd_str_of(json_string_value(permission))) == 0)
            fail_msg("%s: %s lacks %s", id, role, json_string_value(permission));
}

static void every_step_names_an_actor_a_level_and_a_role_that_holds_its_permissions(void **state)
{
    json_t *root = read_chains();
    const json_t *one, *step;
    struct scene s;
    size_t i, n;

    (void)state;
    scene_open(&s, NULL);
    json_array_foreach (json_object_get(root, "journeys"), i, one) {
        const char *id = json_string_value(json_object_get(one, "id"));
        assert_true(json_array_size(json_object_get(one, "source")) > 0);
        json_array_foreach (json_object_get(one, "steps"), n, step)
            step_holds(s.advisor, id, step);
    }
    json_decref(root);
    scene_close(&s);
}

static void the_build_account_has_six_roles_and_the_deployer_two_on_the_project(void **state)
{
    static const char *const build[] = {
        "roles/storage.objectViewer",  "roles/logging.logWriter", "roles/artifactregistry.writer",
        "roles/storage.objectCreator", "roles/run.developer",     "roles/iam.serviceAccountUser"};
    json_t *root = read_chains();
    const json_t *step;
    size_t i, six = 0, two = 0;

    (void)state;
    json_array_foreach (json_object_get(journey(root, "run-deploy-source"), "steps"), i, step) {
        const char *actor = json_string_value(json_object_get(step, "actor"));
        const char *role = json_string_value(json_object_get(step, "role"));
        if (strcmp(actor, "cloud_build_service_account") == 0)
            assert_string_equal(role, build[six++]);
        else
            two += strcmp(json_string_value(json_object_get(step, "on")), "project") == 0;
    }
    assert_int_equal(six, 6);
    assert_int_equal(two, 2);
    json_decref(root);
}

static void the_methods_of_the_legacy_api_name_their_permissions(void **state)
{
    static const char *const rows[][2] = {
        {"projects.getConfig", "ml.projects.getConfig"},
        {"projects.jobs.cancel", "ml.jobs.cancel"},
        {"projects.models.versions.setDefault", "ml.models.update"},
        {"projects.models.versions.delete", "ml.versions.delete"},
        {"projects.operations.cancel", "ml.operations.cancel"}};
    json_t *root = read_chains();
    const json_t *methods = json_object_get(journey(root, "ml-engine-predict"), "methods");

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(json_string_value(json_object_get(methods, rows[i][0])), rows[i][1]);
    json_decref(root);
}

/* A first denial, what comes next, what does not. */
static const struct {
    enum wd_system system;
    const char *who, *permission, *next[3], *not ;
} firsts[] = {
    {WD_SYSTEM_CLOUD_BUILD,
     BUILDER,
     "logging.logEntries.create",
     {"roles/artifactregistry.writer", "roles/run.developer", "roles/iam.serviceAccountUser"},
     "objectViewer"},
    {WD_SYSTEM_CLOUD_SCHEDULER,
     "service-123456789012@gcp-sa-cloudscheduler.iam.gserviceaccount.com",
     "iam.serviceAccounts.getOpenIdToken",
     {"roles/run.invoker", "run.routes.invoke", NULL},
     "cloudscheduler.admin"},
    {WD_SYSTEM_VERTEX_AI,
     "mika@example.com",
     "aiplatform.pipelineJobs.create",
     {"roles/iam.serviceAccountUser", "roles/artifactregistry.reader", "roles/datastore.user"},
     NULL},
    {WD_SYSTEM_ML_ENGINE,
     "mika@example.com",
     "ml.models.predict",
     {"roles/storage.objectViewer", "roles/storage.bucketViewer", NULL},
     "ml.developer"},
    {WD_SYSTEM_ALIBABA_DLC,
     "acs:ram::1234567890123456:user/mika",
     "ram:PassRole",
     {"pai.aliyuncs.com", "oss:GetObject", NULL},
     "paidlc:CreateJob"},
    {WD_SYSTEM_CLOUD_AUDIT, "mika@example.com", "storage.objects.get", {NULL}, NULL},
};

static void the_first_denial_of_a_journey_tells_the_rest(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
        struct scene s;
        const struct fact facts[] = {{WD_SLOT_PRINCIPAL, firsts[i].who},
                                     {WD_SLOT_PERMISSION, firsts[i].permission},
                                     {WD_SLOT_PROJECT, "acme-ml-prod"}};
        scene_open(&s, NULL);
        scene_add(&s, &rule_grant, WD_DIALECT_AUDIT, firsts[i].system, facts, 3);
        scene_first(&s, NULL);
        const char *next = s.plan->next[0];
        for (size_t n = 0; n < 3 && firsts[i].next[n]; n++)
            if (!next || !strstr(next, firsts[i].next[n]))
                fail_msg("%s: no %s in %s", firsts[i].permission, firsts[i].next[n],
                         next ? next : "nothing");
        if (!firsts[i].next[0])
            assert_null(next);
        if (firsts[i].not )
            assert_null(strstr(next, firsts[i].not ));
        scene_close(&s);
    }
}

static void with_a_policy_what_is_held_is_left_out_and_the_rest_is_one_bundle(void **state)
{
    const char *file = "build/test-next-policy.json",
               *paths[] = {"projects/acme-ml-prod=build/test-next-policy.json"};
    struct wd_advisor_options options = {
        .roles_dir = ROLES_DIR, .policies = paths, .policy_count = 1};
    const struct fact facts[] = {{WD_SLOT_PRINCIPAL, BUILDER},
                                 {WD_SLOT_PERMISSION, "logging.logEntries.create"},
                                 {WD_SLOT_PROJECT, "acme-ml-prod"},
                                 {WD_SLOT_RESOURCE, "projects/acme-ml-prod"}};
    struct scene s;
    FILE *out;

    (void)state;
    mkdir("build", 0777);
    out = fopen(file, "w");
    assert_non_null(out);
    fputs("{\"bindings\":[{\"role\":\"roles/"
          "artifactregistry.writer\",\"members\":[\"serviceAccount:" BUILDER "\"]}]}",
          out);
    assert_int_equal(fclose(out), 0);
    scene_open(&s, &options);
    scene_add(&s, &rule_grant, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_BUILD, facts, 4);
    scene_first(&s, NULL);
    unlink(file);
    const struct wd_remedy *bundle = scene_remedy(&s, 0, s.plan->of_incident_count[0] - 1);
    assert_non_null(strstr(s.plan->next[0], "next refusals"));
    assert_null(strstr(s.plan->next[0], "artifactregistry.writer"));
    assert_int_equal(bundle->command_count, 0);
    assert_non_null(strstr(bundle->template_text, "--role=roles/logging.logWriter"));
    assert_non_null(strstr(bundle->template_text, "--role=roles/run.developer"));
    assert_null(strstr(bundle->template_text, "artifactregistry.writer"));
    scene_close(&s);
}

static void a_step_that_is_denied_on_its_own_is_not_predicted(void **state)
{
    const struct fact first[] = {{WD_SLOT_PRINCIPAL, BUILDER},
                                 {WD_SLOT_PERMISSION, "logging.logEntries.create"},
                                 {WD_SLOT_PROJECT, "acme-ml-prod"}};
    const struct fact second[] = {
        {WD_SLOT_PRINCIPAL, BUILDER},
        {WD_SLOT_PERMISSION, "artifactregistry.repositories.uploadArtifacts"},
        {WD_SLOT_PROJECT, "acme-ml-prod"}};
    struct scene s;

    (void)state;
    scene_open(&s, NULL);
    scene_add(&s, &rule_grant, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_BUILD, first, 3);
    scene_add(&s, &rule_grant, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_BUILD, second, 3);
    scene_first(&s, NULL);
    assert_int_equal(s.plan->incident_count, 2);
    assert_true((s.plan->next[0] != NULL) + (s.plan->next[1] != NULL) == 1);
    const char *next = s.plan->next[0] ? s.plan->next[0] : s.plan->next[1];
    assert_null(strstr(next, "uploadArtifacts"));
    assert_null(strstr(next, "logEntries"));
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_names_an_actor_a_level_and_a_role_that_holds_its_permissions),
        cmocka_unit_test(the_build_account_has_six_roles_and_the_deployer_two_on_the_project),
        cmocka_unit_test(the_methods_of_the_legacy_api_name_their_permissions),
        cmocka_unit_test(the_first_denial_of_a_journey_tells_the_rest),
        cmocka_unit_test(with_a_policy_what_is_held_is_left_out_and_the_rest_is_one_bundle),
        cmocka_unit_test(a_step_that_is_denied_on_its_own_is_not_predicted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
