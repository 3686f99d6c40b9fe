/* The one change for a denial: who, which role, where, and the exact command or why there is none. */
#include "../advice.h"

#define TRAINER "trainer@acme-ml-prod.iam.gserviceaccount.com"
#define FACTS(...)                                                                                 \
    (const struct fact[]){__VA_ARGS__},                                                            \
        sizeof((const struct fact[]){__VA_ARGS__}) / sizeof(struct fact)

static struct wd_remedy *google(struct scene *s, const struct wd_rule *rule,
                                const struct fact *facts, size_t count)
{
    scene_open(s, NULL);
    scene_add(s, rule, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_AUDIT, facts, count);
    return scene_first(s, NULL);
}

static void each_resource_is_bound_at_its_narrowest_level(void **state)
{
    static const struct {
        const char *permission, *resource, *project, *fix;
    } rows[] = {
        {"artifactregistry.repositories.uploadArtifacts",
         "projects/acme-ml-prod/locations/us-central1/repositories/acme-images", NULL,
         "gcloud artifacts repositories add-iam-policy-binding acme-images --project=acme-ml-prod "
         "--location=us-central1 --member=serviceAccount:" TRAINER
         " --role=roles/artifactregistry.writer"},
        {"artifactregistry.repositories.create", "projects/acme-ml-prod/locations/us-central1",
         NULL,
         "gcloud projects add-iam-policy-binding acme-ml-prod --member=serviceAccount:" TRAINER
         " --role=roles/artifactregistry.editor --condition=None"},
        {"storage.objects.get", "projects/_/buckets/acme-models/objects/a/b.bin", "acme-ml-prod",
         "gcloud storage buckets add-iam-policy-binding gs://acme-models "
         "--member=serviceAccount:" TRAINER " --role=roles/storage.objectViewer"},
        {"storage.buckets.list", "projects/acme-ml-prod", NULL,
         "gcloud projects add-iam-policy-binding acme-ml-prod --member=serviceAccount:" TRAINER
         " --role=roles/storage.bucketViewer --condition=None"},
        {"datastore.entities.create", "projects/acme-ml-prod/databases/(default)", NULL,
         "gcloud projects add-iam-policy-binding acme-ml-prod --member=serviceAccount:" TRAINER
         " --role=roles/datastore.user --condition=None"},
        {"run.services.update", "projects/acme-ml-prod/locations/us-central1/services/serving",
         NULL,
         "gcloud run services add-iam-policy-binding serving --project=acme-ml-prod "
         "--region=us-central1 --member=serviceAccount:" TRAINER " --role=roles/run.developer"},
        {"iam.serviceAccounts.actAs",
         "projects/-/serviceAccounts/runtime@acme-ml-prod.iam.gserviceaccount.com", NULL,
         "gcloud iam service-accounts add-iam-policy-binding "
         "runtime@acme-ml-prod.iam.gserviceaccount.com --project=acme-ml-prod "
         "--member=serviceAccount:" TRAINER
         " --role=roles/iam.serviceAccountUser --condition=None"},
        {"bigquery.tables.getData", "projects/acme-ml-prod/datasets/sales/tables/events", NULL,
         "bq add-iam-policy-binding --member=serviceAccount:" TRAINER
         " --role=roles/bigquery.dataViewer acme-ml-prod:sales.events"},
        {"bigquery.tables.create", "projects/acme-ml-prod/datasets/sales", NULL,
         "bq query --use_legacy_sql=false 'GRANT `roles/bigquery.dataEditor` ON SCHEMA "
         "`acme-ml-prod.sales` TO \"serviceAccount:" TRAINER "\"'"},
        {"secretmanager.versions.access", "projects/123456789012/secrets/wandb-key/versions/latest",
         NULL,
         "gcloud secrets add-iam-policy-binding wandb-key --project=123456789012 "
         "--member=serviceAccount:" TRAINER " --role=roles/secretmanager.secretAccessor"},
        {"pubsub.topics.publish", "projects/acme-ml-prod/topics/jobs", NULL,
         "gcloud pubsub topics add-iam-policy-binding jobs --project=acme-ml-prod "
         "--member=serviceAccount:" TRAINER " --role=roles/pubsub.publisher"},
        {"aiplatform.endpoints.explain",
         "projects/acme-ml-prod/locations/us-central1/endpoints/1234567890", NULL,
         "gcloud projects add-iam-policy-binding acme-ml-prod --member=serviceAccount:" TRAINER
         " --role=roles/aiplatform.user --condition=None"},
        {"ml.models.predict", "projects/acme-ml-prod/models/iris", NULL,
         "gcloud ai-platform models add-iam-policy-binding iris --project=acme-ml-prod "
         "--member=serviceAccount:" TRAINER " --role=roles/ml.modelUser"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene s;
        struct fact facts[] = {{WD_SLOT_PRINCIPAL, TRAINER},
                               {WD_SLOT_PERMISSION, rows[i].permission},
                               {WD_SLOT_RESOURCE, rows[i].resource},
                               {WD_SLOT_PROJECT, rows[i].project}};
        struct wd_remedy *r = google(&s, &rule_grant, facts, rows[i].project ? 4 : 3);
        assert_int_equal(r->kind, WD_REMEDY_GRANT);
        assert_string_equal(fix_of(&s, r), rows[i].fix);
        assert_null(r->why_no_command);
        assert_true(r->verify_count > 0);
        scene_close(&s);
    }
}

static void a_knative_name_without_region_takes_it_from_the_log_or_leaves_a_word(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        google(&s, &rule_grant,
               FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, "run.services.get"},
                     {WD_SLOT_RESOURCE, "namespaces/acme-ml-prod/services/serving"},
                     {WD_SLOT_SERVICE, "run.googleapis.com"}, {WD_SLOT_LOCATION, "europe-west4"}));

    (void)state;
    assert_non_null(strstr(fix_of(&s, r), "serving --project=acme-ml-prod --region=europe-west4"));
    assert_int_equal(r->command_count, 1);
    scene_close(&s);
    r = google(&s, &rule_grant,
               FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, "run.services.get"},
                     {WD_SLOT_RESOURCE, "namespaces/acme-ml-prod/services/serving"},
                     {WD_SLOT_SERVICE, "run.googleapis.com"}));
    assert_int_equal(r->command_count, 0);
    assert_non_null(strstr(r->template_text, "--region=REGION"));
    assert_non_null(r->why_no_command);
    assert_null(r->terraform);
    scene_close(&s);
}

static void an_unnamed_build_account_gives_a_template_and_a_look_up(void **state)
{
    static struct wd_advice push[] = {
        {.kind = WD_REMEDY_GRANT,
         .permission = "artifactregistry.repositories.uploadArtifacts",
         .role = "roles/artifactregistry.writer",
         .on = "artifact_registry_repository"}};
    static const struct wd_rule rule = {.id = "test.push",
                                        .cause = WD_CAUSE_MISSING_ROLE,
                                        .system = WD_SYSTEM_COUNT,
                                        .principal = "cloud_build_service_account",
                                        .advice = push,
                                        .advice_count = 1};
    struct scene s;
    struct wd_remedy *r;

    (void)state;
    r = google(&s, &rule,
               FACTS({WD_SLOT_PERMISSION, "artifactregistry.repositories.uploadArtifacts"},
                     {WD_SLOT_RESOURCE,
                      "projects/acme-ml-prod/locations/us-central1/repositories/acme-images"}));
    assert_null(r->member);
    assert_int_equal(r->command_count, 0);
    assert_string_equal(r->template_text,
                        "gcloud artifacts repositories add-iam-policy-binding acme-images "
                        "--project=acme-ml-prod --location=us-central1 "
                        "--member=serviceAccount:BUILD_SERVICE_ACCOUNT "
                        "--role=roles/artifactregistry.writer");
    assert_string_equal(wd_command_text(s.arena, &r->verify[0]).ptr,
                        "gcloud builds get-default-service-account --project=acme-ml-prod");
    assert_non_null(strstr(r->why_no_command, "names no account"));
    assert_string_equal(r->role, "roles/artifactregistry.writer");
    scene_close(&s);
}

static void callers_who_cannot_be_granted_get_neither_command_nor_template(void **state)
{
    static const char *const principals[] = {
        "deleted:serviceAccount:" TRAINER "?uid=112233445566778899001", "anonymous", "allUsers"};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct scene s;
        struct wd_remedy *r = google(&s, &rule_grant,
                                     FACTS({WD_SLOT_PRINCIPAL, principals[i]},
                                           {WD_SLOT_PERMISSION, "storage.objects.get"},
                                           {WD_SLOT_RESOURCE, "projects/_/buckets/acme-models"}));
        assert_int_equal(r->command_count, 0);
        assert_null(r->template_text);
        assert_null(r->member);
        assert_null(r->terraform);
        assert_non_null(r->why_no_command);
        scene_close(&s);
    }
}

static void several_permissions_take_one_role_a_service(void **state)
{
    struct scene s;
    struct wd_remedy *r;

    (void)state;
    scene_open(&s, NULL);
    scene_add(&s, &rule_grant, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_AUDIT,
              FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, "datastore.entities.get"},
                    {WD_SLOT_PERMISSION, "datastore.entities.create"},
                    {WD_SLOT_PERMISSION, "logging.logEntries.create"},
                    {WD_SLOT_RESOURCE, "projects/acme-ml-prod"}));
    r = scene_first(&s, NULL);
    assert_int_equal(s.plan->of_incident_count[0], 2);
    assert_string_equal(r->role, "roles/datastore.user");
    assert_string_equal(scene_remedy(&s, 0, 1)->role, "roles/logging.logWriter");
    assert_int_equal(s.plan->of_incident_together[0], 2); /* both, not one or the other */
    scene_close(&s);
}

static void a_remedy_says_how_wide_its_role_is_beside_what_was_denied(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        google(&s, &rule_grant,
               FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, "storage.objects.delete"},
                     {WD_SLOT_RESOURCE, "projects/_/buckets/acme-models/objects/a"},
                     {WD_SLOT_PROJECT, "acme-ml-prod"}));

    (void)state;
    assert_string_equal(r->role, "roles/storage.objectUser");
    assert_int_equal(r->role_size, 27);
    assert_in_range(r->role_also_count, 1, 3);
    for (size_t i = 0; i < r->role_also_count; i++) {
        assert_string_not_equal(r->role_also[i], "storage.objects.delete");
        assert_int_equal(wd_catalogue_role_holds(s.advisor->catalogue, wd_str_of(r->role),
                                                 wd_str_of(r->role_also[i])),
                         1);
    }
    assert_int_equal(s.plan->of_incident_together[0], 1);
    scene_close(&s);
}

static void a_permission_without_a_narrow_role_takes_a_custom_role_with_exactly_it(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        google(&s, &rule_grant,
               FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, "storage.buckets.create"},
                     {WD_SLOT_RESOURCE, "projects/acme-ml-prod"}));

    (void)state;
    assert_int_equal(r->kind, WD_REMEDY_CUSTOM_ROLE);
    assert_int_equal(r->command_count, 2);
    assert_non_null(strstr(fix_of(&s, r), "gcloud iam roles create whydenied_"));
    assert_non_null(strstr(fix_of(&s, r), "--permissions=storage.buckets.create --stage=GA"));
    assert_non_null(strstr(wd_command_text(s.arena, &r->commands[1]).ptr,
                           "--role=projects/acme-ml-prod/roles/whydenied_"));
    scene_close(&s);
}

static void a_permission_that_no_role_is_known_to_hold_comes_without_a_ready_command(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        google(&s, &rule_grant,
               FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, "acmeservice.widgets.frob"},
                     {WD_SLOT_RESOURCE, "projects/acme-ml-prod"}));

    (void)state;
    assert_int_equal(r->kind, WD_REMEDY_CUSTOM_ROLE);
    assert_int_equal(r->command_count, 0);
    assert_non_null(strstr(r->template_text, "--permissions=acmeservice.widgets.frob --stage=GA"));
    assert_non_null(strstr(r->why_no_command, "acmeservice.widgets.frob"));
    assert_true(r->verify_count > 0);
    scene_close(&s);
}

static void what_one_member_lacks_at_one_place_goes_into_one_custom_role(void **state)
{
    struct scene s;
    struct wd_remedy *r;

    (void)state;
    scene_open(&s, NULL);
    scene_add(&s, &rule_grant, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_AUDIT,
              FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, "storage.buckets.create"},
                    {WD_SLOT_RESOURCE, "projects/acme-ml-prod"}));
    scene_add(&s, &rule_grant, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_AUDIT,
              FACTS({WD_SLOT_PRINCIPAL, TRAINER},
                    {WD_SLOT_PERMISSION, "secretmanager.secrets.create"},
                    {WD_SLOT_RESOURCE, "projects/acme-ml-prod"}));
    scene_add(&s, &rule_grant, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_AUDIT,
              FACTS({WD_SLOT_PRINCIPAL, "other@acme-ml-prod.iam.gserviceaccount.com"},
                    {WD_SLOT_PERMISSION, "storage.buckets.create"},
                    {WD_SLOT_RESOURCE, "projects/acme-ml-prod"}));
    scene_add(&s, &rule_grant, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_AUDIT,
              FACTS({WD_SLOT_PRINCIPAL, TRAINER},
                    {WD_SLOT_PERMISSION, "secretmanager.secrets.create"},
                    {WD_SLOT_RESOURCE, "projects/acme-other"}));
    r = scene_first(&s, NULL);
    assert_int_equal(s.plan->count, 3); /* another member and another project stand apart */
    r = s.plan->remedies[0];
    assert_int_equal(r->cover_count, 2);
    assert_int_equal(r->command_count, 2);
    assert_non_null(strstr(fix_of(&s, r), "--project=acme-ml-prod --permissions="
                                          "secretmanager.secrets.create,storage.buckets.create "));
    scene_close(&s);
}

static void what_stands_above_projects_never_goes_into_a_role_of_a_project(void **state)
{
    static const char *const permissions[] = {"accesscontextmanager.policies.acmeFrob",
                                              "billing.credits.redeem",
                                              "resourcemanager.tagKeys.acmeFrob"};

    (void)state;
    for (size_t i = 0; i < sizeof permissions / sizeof *permissions; i++) {
        struct scene s;
        struct wd_remedy *r = google(
            &s, &rule_grant,
            FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, permissions[i]},
                  {WD_SLOT_RESOURCE, "projects/acme-ml-prod"}, {WD_SLOT_PROJECT, "acme-ml-prod"}));
        assert_int_equal(r->kind, WD_REMEDY_CUSTOM_ROLE);
        assert_int_equal(r->command_count, 0);
        assert_non_null(strstr(r->template_text, "--organization=ORGANIZATION_ID"));
        assert_null(strstr(r->template_text, "gcloud projects"));
        assert_null(strstr(r->template_text, "--project="));
        scene_close(&s);
    }
}

static void an_agent_that_lost_its_default_role_at_home_gets_it_back_first(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        google(&s, &rule_grant,
               FACTS({WD_SLOT_PRINCIPAL,
                      "service-123456789012@gcp-sa-aiplatform-cc.iam.gserviceaccount.com"},
                     {WD_SLOT_PERMISSION, "bigquery.jobs.create"},
                     {WD_SLOT_RESOURCE, "projects/123456789012"}));

    (void)state;
    assert_string_equal(r->role, "roles/aiplatform.customCodeServiceAgent");
    assert_string_equal(scene_remedy(&s, 0, 1)->role, "roles/bigquery.jobUser");
    scene_close(&s);
    /* in another project its own role has no say */
    r = google(&s, &rule_grant,
               FACTS({WD_SLOT_PRINCIPAL,
                      "service-123456789012@gcp-sa-aiplatform-cc.iam.gserviceaccount.com"},
                     {WD_SLOT_PERMISSION, "bigquery.jobs.create"},
                     {WD_SLOT_RESOURCE, "projects/210987654321"}));
    assert_string_equal(r->role, "roles/bigquery.jobUser");
    assert_int_equal(s.plan->of_incident_count[0], 1);
    assert_true(warns(r, "this resource is in another"));
    scene_close(&s);
    /* a project id does not tell: both */
    r = google(&s, &rule_grant,
               FACTS({WD_SLOT_PRINCIPAL,
                      "service-123456789012@gcp-sa-aiplatform-cc.iam.gserviceaccount.com"},
                     {WD_SLOT_PERMISSION, "bigquery.jobs.create"},
                     {WD_SLOT_RESOURCE, "projects/acme-ml-prod"}));
    assert_string_equal(r->role, "roles/bigquery.jobUser");
    assert_string_equal(scene_remedy(&s, 0, 1)->role, "roles/aiplatform.customCodeServiceAgent");
    scene_close(&s);
}

static void an_agent_denied_what_its_role_never_held_gets_an_additional_role(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        google(&s, &rule_grant,
               FACTS({WD_SLOT_PRINCIPAL,
                      "service-123456789012@gcp-sa-aiplatform-cc.iam.gserviceaccount.com"},
                     {WD_SLOT_PERMISSION, "datastore.entities.get"},
                     {WD_SLOT_RESOURCE, "projects/acme-ml-prod/databases/(default)"}));

    (void)state;
    assert_string_equal(r->role, "roles/datastore.viewer");
    assert_true(warns(r, "roles/aiplatform.customCodeServiceAgent does not hold"));
    assert_int_equal(s.plan->of_incident_count[0], 1);
    scene_close(&s);
}

static void which_permissions_make_whoever_lacks_them_worth_a_look(void **state)
{
    static const struct {
        const char *permission;
        bool want;
    } cases[] = {
        {"resourcemanager.projects.setIamPolicy", true},
        {"iam.serviceAccountKeys.create", true},
        {"iam.serviceAccounts.setIamPolicy", true},
        {"ram:AttachPolicyToUser", true},
        {"ram:CreatePolicyVersion", true},
        {"ims:CreateAccessKey", true},
        {"run.services.setIamPolicy", false},
        {"iam.serviceAccounts.getAccessToken", false},
        {"iam.serviceAccounts.actAs", false},
        {"storage.buckets.setIamPolicy", false},
        {"ram:UpdateUser", false},
    };
    struct scene s;

    (void)state;
    scene_open(&s, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (wd_advisor_rewrites_access(s.advisor, wd_str_of(cases[i].permission)) != cases[i].want)
            fail_msg("%s", cases[i].permission);
    scene_close(&s);
}

static void permissions_that_rewrite_access_never_come_with_a_command(void **state)
{
    static const char *const permissions[] = {"resourcemanager.projects.setIamPolicy",
                                              "iam.serviceAccountKeys.create", "iam.roles.update",
                                              "iam.serviceAccounts.setIamPolicy",
                                              "resourcemanager.folders.setIamPolicy"};

    (void)state;
    for (size_t i = 0; i < sizeof permissions / sizeof *permissions; i++) {
        struct scene s;
        struct wd_remedy *r =
            google(&s, &rule_grant,
                   FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, permissions[i]},
                         {WD_SLOT_RESOURCE, "projects/acme-ml-prod"}));
        assert_int_equal(r->kind, WD_REMEDY_INVESTIGATE);
        assert_int_equal(r->command_count, 0);
        assert_null(r->template_text);
        scene_close(&s);
    }
}

static void permissions_that_can_be_used_to_climb_keep_their_command_and_warn(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        google(&s, &rule_grant,
               FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, "cloudbuild.builds.create"},
                     {WD_SLOT_RESOURCE, "projects/acme-ml-prod"}));

    (void)state;
    assert_int_equal(r->command_count, 1);
    assert_true(warns(r, "build's service account"));
    scene_close(&s);
}

static void basic_roles_and_other_agents_roles_are_refused_even_from_a_rule(void **state)
{
    static const char *const roles[] = {"roles/owner",
                                        "roles/editor",
                                        "roles/viewer",
                                        "roles/aiplatform.serviceAgent",
                                        "roles/run.serviceAgent",
                                        "AdministratorAccess"};

    (void)state;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        struct wd_advice step[] = {{.kind = WD_REMEDY_GRANT, .role = roles[i], .on = "project"}};
        struct wd_rule rule = rule_grant;
        struct scene s;
        rule.advice = step;
        struct wd_remedy *r =
            google(&s, &rule,
                   FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, "storage.objects.get"},
                         {WD_SLOT_RESOURCE, "projects/acme-ml-prod"}));
        assert_true(!r->role || strcmp(r->role, roles[i]) != 0);
        assert_int_equal(r->command_count, 0);
        scene_close(&s);
    }
}

static void no_grant_is_put_against_a_deny_a_dead_or_missing_credential_or_a_condition(void **state)
{
    static const enum wd_cause causes[] = {WD_CAUSE_EXPLICIT_DENY,  WD_CAUSE_UNAUTHENTICATED,
                                           WD_CAUSE_PRINCIPAL_DEAD, WD_CAUSE_APP_AUTH,
                                           WD_CAUSE_BOUNDARY,       WD_CAUSE_CONDITION,
                                           WD_CAUSE_NOT_PERMISSION, WD_CAUSE_NOT_GRANTABLE};

    (void)state;
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
        struct wd_rule rule = rule_grant;
        struct scene s;
        rule.cause = causes[i];
        struct wd_remedy *r =
            google(&s, &rule,
                   FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, "storage.objects.get"},
                         {WD_SLOT_RESOURCE, "projects/_/buckets/acme-models"}));
        assert_int_not_equal(r->kind, WD_REMEDY_GRANT);
        assert_int_equal(r->command_count, 0);
        scene_close(&s);
    }
}

static void names_that_fail_their_grammar_leave_a_word_and_a_reason(void **state)
{
    static const char *const buckets[] = {"acme;id", "--profile", "acme$(id)", "a\nb", "acme*"};

    (void)state;
    for (size_t i = 0; i < sizeof buckets / sizeof *buckets; i++) {
        char resource[128];
        struct scene s;
        snprintf(resource, sizeof resource, "projects/_/buckets/%s", buckets[i]);
        struct wd_remedy *r =
            google(&s, &rule_grant,
                   FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, "storage.objects.get"},
                         {WD_SLOT_RESOURCE, resource}));
        assert_int_equal(r->command_count, 0);
        assert_non_null(strstr(r->template_text, "gs://BUCKET"));
        assert_null(strstr(r->template_text, buckets[i]));
        assert_non_null(r->why_no_command);
        scene_close(&s);
    }
}

static void investigate_comes_alone_and_without_a_command(void **state)
{
    const char *const domains[] = {"example.com"};
    struct wd_finish_options finish = {.own_domains = domains, .own_domain_count = 1};
    struct scene s;

    (void)state;
    scene_open(&s, NULL);
    scene_add(&s, &rule_grant, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_AUDIT,
              FACTS({WD_SLOT_PRINCIPAL, "stranger@example.net"},
                    {WD_SLOT_PERMISSION, "storage.objects.get"},
                    {WD_SLOT_RESOURCE, "projects/_/buckets/acme-models"}));
    struct wd_remedy *r = scene_first(&s, &finish);
    assert_int_equal(r->kind, WD_REMEDY_INVESTIGATE);
    assert_int_equal(s.plan->of_incident_count[0], 1);
    assert_int_equal(r->command_count, 0);
    assert_null(r->template_text);
    assert_string_equal(r->alternatives[0].role, "roles/storage.objectViewer");
    scene_close(&s);
}

static void a_step_fills_its_command_only_with_names_that_pass(void **state)
{
    static const char *argv[] = {"gcloud", "auth", "configure-docker", "{location}-docker.pkg.dev"};
    struct wd_advice step[] = {{.kind = WD_REMEDY_CREDENTIAL,
                                .text = {{"Log docker in to {host}.", NULL}},
                                .argv = argv,
                                .argv_count = 4}};
    struct wd_rule rule = rule_grant;
    struct scene s;

    (void)state;
    rule.cause = WD_CAUSE_UNAUTHENTICATED;
    rule.advice = step;
    struct wd_remedy *r = google(&s, &rule, FACTS({WD_SLOT_LOCATION, "us-central1"}));
    assert_string_equal(fix_of(&s, r), "gcloud auth configure-docker us-central1-docker.pkg.dev");
    assert_string_equal(r->summary, "Log docker in to the host.");
    scene_close(&s);
    r = google(&s, &rule, FACTS({WD_SLOT_LOCATION, "us$(id)"}));
    assert_int_equal(r->command_count, 0);
    assert_string_equal(r->template_text, "gcloud auth configure-docker LOCATION-docker.pkg.dev");
    scene_close(&s);
}

static void terraform_is_a_resource_with_an_identifier_of_our_own(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        google(&s, &rule_grant,
               FACTS({WD_SLOT_PRINCIPAL, TRAINER}, {WD_SLOT_PERMISSION, "storage.objects.get"},
                     {WD_SLOT_RESOURCE, "projects/_/buckets/acme-models"}));
    const char *start = "resource \"google_storage_bucket_iam_member\" \"storage_objectViewer_";

    (void)state;
    assert_int_equal(strncmp(wd_terraform_text(r->terraform), start, strlen(start)), 0);
    assert_non_null(strstr(wd_terraform_text(r->terraform),
                           "\n  bucket = \"acme-models\"\n  role   = "
                           "\"roles/storage.objectViewer\"\n  member = "
                           "\"serviceAccount:" TRAINER "\"\n}\n"));
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_resource_is_bound_at_its_narrowest_level),
        cmocka_unit_test(a_knative_name_without_region_takes_it_from_the_log_or_leaves_a_word),
        cmocka_unit_test(an_unnamed_build_account_gives_a_template_and_a_look_up),
        cmocka_unit_test(callers_who_cannot_be_granted_get_neither_command_nor_template),
        cmocka_unit_test(several_permissions_take_one_role_a_service),
        cmocka_unit_test(a_remedy_says_how_wide_its_role_is_beside_what_was_denied),
        cmocka_unit_test(a_permission_without_a_narrow_role_takes_a_custom_role_with_exactly_it),
        cmocka_unit_test(a_permission_that_no_role_is_known_to_hold_comes_without_a_ready_command),
        cmocka_unit_test(what_one_member_lacks_at_one_place_goes_into_one_custom_role),
        cmocka_unit_test(what_stands_above_projects_never_goes_into_a_role_of_a_project),
        cmocka_unit_test(an_agent_that_lost_its_default_role_at_home_gets_it_back_first),
        cmocka_unit_test(an_agent_denied_what_its_role_never_held_gets_an_additional_role),
        cmocka_unit_test(which_permissions_make_whoever_lacks_them_worth_a_look),
        cmocka_unit_test(permissions_that_rewrite_access_never_come_with_a_command),
        cmocka_unit_test(permissions_that_can_be_used_to_climb_keep_their_command_and_warn),
        cmocka_unit_test(basic_roles_and_other_agents_roles_are_refused_even_from_a_rule),
        cmocka_unit_test(
            no_grant_is_put_against_a_deny_a_dead_or_missing_credential_or_a_condition),
        cmocka_unit_test(names_that_fail_their_grammar_leave_a_word_and_a_reason),
        cmocka_unit_test(investigate_comes_alone_and_without_a_command),
        cmocka_unit_test(a_step_fills_its_command_only_with_names_that_pass),
        cmocka_unit_test(terraform_is_a_resource_with_an_identifier_of_our_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
