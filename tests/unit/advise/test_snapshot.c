/* --policy: what is granted already is not granted again; what else can deny is said instead. */
#include "../advice.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRAINER "trainer@acme-ml-prod.iam.gserviceaccount.com"

static const char *policy_file(const char *text, const char *suffix)
{
    static char path[64];
    FILE *file;

    mkdir("build", 0777);
    snprintf(path, sizeof path, "build/test-policy-%ld.%s", (long)getpid(), suffix);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    return path;
}

static struct wd_remedy *with_policy(struct scene *s, const char *text, const char *suffix)
{
    const char *file = policy_file(text, suffix);
    char named[160]; /* a bare policy needs the name of its resource */
    bool asset = strstr(text, "\"name\":\"//") != NULL;

    snprintf(named, sizeof named, "%s%s", asset ? "" : "projects/acme-ml-prod=", file);
    const char *paths[] = {named};
    struct wd_advisor_options options = {
        .roles_dir = ROLES_DIR, .policies = paths, .policy_count = 1};
    const struct fact facts[] = {{WD_SLOT_PRINCIPAL, TRAINER},
                                 {WD_SLOT_PERMISSION, "storage.objects.get"},
                                 {WD_SLOT_RESOURCE, "projects/_/buckets/acme-models"},
                                 {WD_SLOT_PROJECT, "acme-ml-prod"}};

    scene_open(s, &options);
    scene_add(s, &rule_grant, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_AUDIT, facts, 4);
    struct wd_remedy *first = scene_first(s, NULL);
    unlink(file);
    return first;
}

static void a_role_held_already_is_named_with_what_else_can_deny(void **state)
{
    struct scene s;
    struct wd_remedy *r = with_policy(&s,
                                      "{\"bindings\":[{\"role\":\"roles/"
                                      "storage.objectUser\",\"members\":[\"serviceAccount:" TRAINER
                                      "\"]}],\"etag\":\"x\",\"version\":1}",
                                      "json");

    (void)state;
    assert_int_equal(r->kind, WD_REMEDY_INVESTIGATE);
    assert_non_null(strstr(r->summary, "already holds roles/storage.objectUser"));
    assert_non_null(strstr(r->summary, "deny policy"));
    assert_int_equal(r->command_count, 0);
    assert_null(r->template_text);
    assert_true(r->verify_count > 0);
    scene_close(&s);
}

/* An asset export of the project's policy, in which the trainer holds a role of ours. */
static struct wd_remedy *with_own_role(struct scene *s, const char *where, const char *condition)
{
    char text[1024];
    struct wd_advisor_options options = {.roles_dir = ROLES_DIR, .policy_count = 1};
    const struct fact facts[] = {{WD_SLOT_PRINCIPAL, TRAINER},
                                 {WD_SLOT_PERMISSION, "storage.buckets.create"},
                                 {WD_SLOT_RESOURCE, "projects/acme-ml-prod"},
                                 {WD_SLOT_PROJECT, "acme-ml-prod"}};

    snprintf(text, sizeof text,
             "{\"name\":\"//cloudresourcemanager.googleapis.com/%s\",\"assetType\":\"x\","
             "\"iamPolicy\":{\"bindings\":[{\"role\":\"projects/acme-ml-prod/roles/"
             "whydenied_0123abcd\"%s,\"members\":[\"serviceAccount:" TRAINER "\"]}]}}",
             where, condition);
    const char *paths[] = {policy_file(text, "json")};
    options.policies = paths;
    scene_open(s, &options);
    scene_add(s, &rule_grant, WD_DIALECT_AUDIT, WD_SYSTEM_CLOUD_AUDIT, facts, 4);
    struct wd_remedy *first = scene_first(s, NULL);
    unlink(paths[0]);
    return first;
}

static void a_custom_role_of_ours_that_is_there_is_extended_and_no_other_made(void **state)
{
    struct scene s;
    struct wd_remedy *r = with_own_role(&s, "projects/acme-ml-prod", "");

    (void)state;
    assert_int_equal(r->command_count, 1);
    assert_string_equal(wd_command_text(s.arena, &r->commands[0]).ptr,
                        "gcloud iam roles update whydenied_0123abcd --project=acme-ml-prod "
                        "--add-permissions=storage.buckets.create");
    assert_non_null(strstr(r->summary, "projects/acme-ml-prod/roles/whydenied_0123abcd"));
    scene_close(&s);
}

static void a_role_of_ours_elsewhere_or_under_a_condition_is_not_extended(void **state)
{
    static const char *const rows[][2] = {
        {"projects/acme-other", ""},
        {"folders/123456789012", ""},
        {"projects/acme-ml-prod", ",\"condition\":{\"title\":\"t\",\"expression\":\"false\"}"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene s;
        struct wd_remedy *r = with_own_role(&s, rows[i][0], rows[i][1]);
        assert_int_equal(r->command_count, 2);
        assert_non_null(strstr(wd_command_text(s.arena, &r->commands[0]).ptr, "roles create"));
        scene_close(&s);
    }
}

static void the_same_policy_as_gcloud_prints_it_in_yaml_is_read_alike(void **state)
{
    struct scene s;
    struct wd_remedy *r;

    (void)state;
    r = with_policy(&s,
                    "bindings:\n- members:\n  - serviceAccount:" TRAINER
                    "\n  role: roles/storage.objectViewer\netag: BwXyz=\nversion: 1\n",
                    "yaml");
    assert_int_equal(r->kind, WD_REMEDY_INVESTIGATE);
    scene_close(&s);
}

static void a_conditional_binding_is_shown_with_its_condition(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        with_policy(&s,
                    "{\"bindings\":[{\"role\":\"roles/"
                    "storage.objectViewer\",\"members\":[\"serviceAccount:" TRAINER
                    "\"],\"condition\":{\"title\":\"until June\",\"expression\":"
                    "\"request.time < timestamp('2026-06-01T00:00:00Z')\"}}]}",
                    "json");

    (void)state;
    assert_int_equal(r->kind, WD_REMEDY_POLICY_EXCEPTION);
    assert_non_null(strstr(r->summary, "request.time < timestamp('2026-06-01T00:00:00Z')"));
    scene_close(&s);
}

static void an_unconditional_binding_beside_a_conditional_one_counts(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        with_policy(&s,
                    "{\"bindings\":[{\"role\":\"roles/"
                    "storage.objectViewer\",\"members\":[\"serviceAccount:" TRAINER
                    "\"],\"condition\":{\"title\":\"t\",\"expression\":\"e\"}},{\"role\":\"roles/"
                    "storage.objectViewer\","
                    "\"members\":[\"user:mika@example.com\",\"serviceAccount:" TRAINER "\"]}]}",
                    "json");

    (void)state;
    assert_int_equal(r->kind, WD_REMEDY_INVESTIGATE);
    scene_close(&s);
}

static void other_members_and_roles_that_lack_the_permission_change_nothing(void **state)
{
    struct scene s;
    struct wd_remedy *r = with_policy(
        &s,
        "{\"bindings\":[{\"role\":\"roles/"
        "storage.objectCreator\",\"members\":[\"serviceAccount:" TRAINER
        "\"]},{\"role\":\"roles/storage.objectViewer\",\"members\":[\"user:mika@example.com\"]}]}",
        "json");

    (void)state;
    assert_int_equal(r->kind, WD_REMEDY_GRANT);
    assert_int_equal(r->command_count, 1);
    scene_close(&s);
}

static void an_asset_export_counts_only_where_its_resource_is_the_place_or_above(void **state)
{
    static const struct {
        const char *name, *kind;
    } rows[] = {
        {"//storage.googleapis.com/projects/_/buckets/acme-models", "investigate"},
        {"//cloudresourcemanager.googleapis.com/projects/acme-ml-prod", "investigate"},
        {"//cloudresourcemanager.googleapis.com/organizations/123456789012", "grant"},
        {"//storage.googleapis.com/projects/_/buckets/acme-other", "grant"},
        {"//cloudresourcemanager.googleapis.com/projects/acme-other", "grant"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[1024];
        struct scene s;
        snprintf(text, sizeof text,
                 "{\"name\":\"//x.example.com/y\",\"asset_type\":\"none\"}\n"
                 "{\"name\":\"%s\",\"asset_type\":\"t\",\"iam_policy\":{\"bindings\":[{\"role\":"
                 "\"roles/storage.objectViewer\",\"members\":[\"serviceAccount:" TRAINER
                 "\"]}]}}\n",
                 rows[i].name);
        struct wd_remedy *r = with_policy(&s, text, "json");
        if (strcmp(wd_remedy_kind_name(r->kind), rows[i].kind) != 0)
            fail_msg("%s gave %s", rows[i].name, wd_remedy_kind_name(r->kind));
        scene_close(&s);
    }
}

static void what_is_only_possible_does_not_hide_the_fix(void **state)
{
    static const struct {
        const char *bindings, *kind;
    } rows[] = {
        /* another product's role, of which nothing is known */
        {"{\"role\":\"roles/notebooks.runner\",\"members\":[\"serviceAccount:" TRAINER "\"]}",
         "grant"},
        /* the product's own: a question, then the fix */
        {"{\"role\":\"roles/storage.acmeUnknown\",\"members\":[\"serviceAccount:" TRAINER "\"]}",
         "investigate"},
        /* a group of which nothing is known, and a service account */
        {"{\"role\":\"roles/storage.objectViewer\",\"members\":[\"group:ml@example.com\"]}",
         "grant"},
        /* a condition that is not met explains more than a group that may hold it */
        {"{\"role\":\"roles/storage.objectViewer\",\"members\":[\"group:ml@example.com\"]},"
         "{\"role\":\"roles/storage.objectViewer\",\"members\":[\"serviceAccount:" TRAINER
         "\"],\"condition\":{\"expression\":\"resource.name.startsWith('projects/_/buckets/"
         "b2')\"}}",
         "policy_exception"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[1024];
        struct scene s;
        snprintf(text, sizeof text, "{\"bindings\":[%s]}", rows[i].bindings);
        struct wd_remedy *r = with_policy(&s, text, "json");
        if (strcmp(wd_remedy_kind_name(r->kind), rows[i].kind) != 0)
            fail_msg("row %zu gave %s: %s", i, wd_remedy_kind_name(r->kind), r->summary);
        if (i < 3) {
            size_t n = s.plan->of_incident_count[0];
            bool granted = false;
            for (size_t k = 0; k < n; k++)
                granted = granted || scene_remedy(&s, 0, k)->kind == WD_REMEDY_GRANT;
            assert_true(granted);
        }
        scene_close(&s);
    }
}

static void files_that_hold_no_policy_are_refused_with_their_name(void **state)
{
    static const char *const texts[] = {"{\"a\":1}", "[]",         "{\"bindings\":",  "just text",
                                        "",          "- a\n- b\n", "a: &x b\nc: *x\n"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *paths[] = {policy_file(texts[i], "json")};
        struct wd_advisor_options options = {
            .roles_dir = ROLES_DIR, .policies = paths, .policy_count = 1};
        struct wd_error err = {.text = ""};
        assert_null(wd_advisor_new(&options, &err));
        assert_non_null(strstr(err.text, "test-policy-"));
        unlink(paths[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_role_held_already_is_named_with_what_else_can_deny),
        cmocka_unit_test(a_custom_role_of_ours_that_is_there_is_extended_and_no_other_made),
        cmocka_unit_test(a_role_of_ours_elsewhere_or_under_a_condition_is_not_extended),
        cmocka_unit_test(the_same_policy_as_gcloud_prints_it_in_yaml_is_read_alike),
        cmocka_unit_test(a_conditional_binding_is_shown_with_its_condition),
        cmocka_unit_test(an_unconditional_binding_beside_a_conditional_one_counts),
        cmocka_unit_test(other_members_and_roles_that_lack_the_permission_change_nothing),
        cmocka_unit_test(an_asset_export_counts_only_where_its_resource_is_the_place_or_above),
        cmocka_unit_test(what_is_only_possible_does_not_hide_the_fix),
        cmocka_unit_test(files_that_hold_no_policy_are_refused_with_their_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
