/* Alibaba Cloud: exact custom policies, merged trust policies, MaxCompute's own grants. */
#include "../advice.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define FACTS(...)                                                                                 \
    (const struct fact[]){__VA_ARGS__},                                                            \
        sizeof((const struct fact[]){__VA_ARGS__}) / sizeof(struct fact)
#define ROLE "acs:ram::1234567890123456:role/AcmeTrainRole"

static struct wd_remedy *ram(struct scene *s, const struct wd_advisor_options *options,
                             const struct wd_rule *rule, const struct fact *facts, size_t count)
{
    scene_open(s, options);
    scene_add(s, rule, WD_DIALECT_ACTIONTRAIL, WD_SYSTEM_ALIBABA_RAM, facts, count);
    return scene_first(s, NULL);
}

static struct wd_str compact(struct scene *s, const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT);
    struct wd_str copy = wd_arena_copy(s->arena, wd_str_of(text));

    free(text);
    return copy;
}

static void an_action_with_its_resource_takes_a_policy_of_exactly_both(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        ram(&s, NULL, &rule_grant,
            FACTS({WD_SLOT_PRINCIPAL, "acs:ram::1234567890123456:user/mika"},
                  {WD_SLOT_PERMISSION, "log:PostLogStoreLogs"},
                  {WD_SLOT_RESOURCE,
                   "acs:log:cn-hangzhou:1234567890123456:project/acme/logstore/app"}));

    (void)state;
    assert_int_equal(r->command_count, 2);
    assert_string_equal(r->commands[0].argv[2], "CreatePolicy");
    assert_string_equal(r->commands[0].argv[6],
                        "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                        "[\"log:PostLogStoreLogs\"],\"Resource\":[\"acs:log:cn-hangzhou:"
                        "1234567890123456:project/acme/logstore/app\"]}]}");
    assert_string_equal(compact(&s, r->policy).ptr, r->commands[0].argv[6]);
    assert_string_equal(r->commands[1].argv[2], "AttachPolicyToUser");
    assert_string_equal(r->commands[1].argv[4], "Custom");
    assert_string_equal(r->commands[1].argv[6], r->commands[0].argv[4]);
    assert_string_equal(r->commands[1].argv[8], "mika");
    scene_close(&s);
}

static void oss_actions_reach_the_bucket_or_its_objects_and_a_session_its_role(void **state)
{
    struct scene s;
    struct wd_remedy *r;

    (void)state;
    scene_open(&s, NULL);
    scene_add(&s, &rule_grant, WD_DIALECT_ALIBABA_LOG, WD_SYSTEM_ALIBABA_OSS,
              FACTS({WD_SLOT_PRINCIPAL, "AcmeTrainRole:job-7"},
                    {WD_SLOT_PERMISSION, "oss:GetObject"}, {WD_SLOT_PERMISSION, "oss:ListObjects"},
                    {WD_SLOT_BUCKET, "acme-models"}));
    r = scene_first(&s, NULL);
    assert_non_null(strstr(r->commands[0].argv[6],
                           "\"Action\":[\"oss:GetObject\",\"oss:ListObjects\"],\"Resource\":"
                           "[\"acs:oss:*:*:acme-models/*\",\"acs:oss:*:*:acme-models\"]"));
    assert_string_equal(r->commands[1].argv[2], "AttachPolicyToRole");
    assert_string_equal(r->commands[1].argv[8], "AcmeTrainRole");
    assert_string_equal(r->alternatives[0].role, "AliyunOSSReadOnlyAccess");
    scene_close(&s);
}

static void a_wildcard_of_the_request_never_reaches_a_policy(void **state)
{
    static const char *const resources[] = {"acs:ecs:*:1234567890123456:instance/*", "*",
                                            "acs:ecs:*:*:${name}", "acs:oss:*:*:x"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct scene s;
        struct wd_remedy *r =
            ram(&s, NULL, &rule_grant,
                FACTS({WD_SLOT_PRINCIPAL, "acs:ram::1234567890123456:user/mika"},
                      {WD_SLOT_PERMISSION, "ecs:StartInstance"}, {WD_SLOT_RESOURCE, resources[i]}));
        assert_int_equal(r->command_count, 0);
        assert_null(r->policy);
        assert_non_null(strstr(r->template_text, "\"Resource\":[\"RESOURCE\"]"));
        scene_close(&s);
    }
}

static void a_numeric_user_is_to_be_looked_up(void **state)
{
    struct scene s;
    struct wd_remedy *r = ram(
        &s, NULL, &rule_grant,
        FACTS({WD_SLOT_PRINCIPAL, "201234567890123456"}, {WD_SLOT_PERMISSION, "paidlc:CreateJob"}));

    (void)state;
    assert_int_equal(r->command_count, 0);
    assert_string_equal(wd_command_text(s.arena, &r->verify[0]).ptr,
                        "aliyun ims GetUser --UserId 201234567890123456");
    assert_non_null(strstr(r->template_text, "--UserName RAM_USER"));
    scene_close(&s);
}

static void pass_role_and_assume_role_name_one_role_never_all(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        ram(&s, NULL, &rule_grant,
            FACTS({WD_SLOT_PRINCIPAL, "mika"}, {WD_SLOT_PERMISSION, "ram:PassRole"},
                  {WD_SLOT_ROLE, "AcmeTrainRole"}, {WD_SLOT_RESOURCE, "*"}));

    (void)state;
    assert_non_null(
        strstr(r->commands[0].argv[6], "\"Resource\":[\"acs:ram::*:role/AcmeTrainRole\"]"));
    assert_true(warns(r, "pass a role"));
    scene_close(&s);
    r = ram(&s, NULL, &rule_grant,
            FACTS({WD_SLOT_PRINCIPAL, "mika"}, {WD_SLOT_PERMISSION, "ram:PassRole"},
                  {WD_SLOT_RESOURCE, "*"}));
    assert_int_equal(r->command_count, 0);
    assert_null(strstr(r->template_text, "\"*\""));
    scene_close(&s);
    r = ram(&s, NULL, &rule_grant,
            FACTS({WD_SLOT_PRINCIPAL, "mika"}, {WD_SLOT_PERMISSION, "sts:AssumeRole"},
                  {WD_SLOT_ROLE, ROLE}));
    assert_non_null(strstr(r->commands[0].argv[6],
                           "\"Resource\":[\"acs:ram:*:1234567890123456:role/AcmeTrainRole\"]"));
    scene_close(&s);
}

static void ram_writes_and_the_root_account_get_no_command(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        ram(&s, NULL, &rule_grant,
            FACTS({WD_SLOT_PRINCIPAL, "mika"}, {WD_SLOT_PERMISSION, "ram:CreateRole"},
                  {WD_SLOT_RESOURCE, "acs:ram:*:1234567890123456:role/x"}));

    (void)state;
    assert_int_equal(r->kind, WD_REMEDY_INVESTIGATE);
    assert_int_equal(r->command_count, 0);
    scene_close(&s);
    r = ram(&s, NULL, &rule_grant,
            FACTS({WD_SLOT_PRINCIPAL, "acs:ram::1234567890123456:root"},
                  {WD_SLOT_PERMISSION, "paidlc:CreateJob"}));
    assert_int_equal(r->command_count, 0);
    assert_null(r->template_text);
    scene_close(&s);
}

static struct wd_advice pai[] = {
    {.kind = WD_REMEDY_TRUST_POLICY, .trust_service = "pai.aliyuncs.com"}};
static const struct wd_rule rule_pai = {.id = "test.trust",
                                        .cause = WD_CAUSE_MISSING_TRUST,
                                        .system = WD_SYSTEM_COUNT,
                                        .advice = pai,
                                        .advice_count = 1};

static void an_unknown_trust_policy_gets_one_statement_and_never_the_account(void **state)
{
    struct scene s;
    struct wd_remedy *r = ram(&s, NULL, &rule_pai, FACTS({WD_SLOT_ROLE, ROLE}));

    (void)state;
    assert_int_equal(r->kind, WD_REMEDY_TRUST_POLICY);
    assert_null(r->policy);
    assert_int_equal(r->command_count, 0);
    assert_non_null(strstr(r->template_text, "aliyun ram UpdateRole --RoleName AcmeTrainRole "
                                             "--NewAssumeRolePolicyDocument '{"));
    assert_non_null(
        strstr(r->template_text,
               "[STATEMENTS_OF_GETROLE,{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\","
               "\"Principal\":{\"Service\":[\"pai.aliyuncs.com\"]}}]"));
    assert_null(strstr(r->template_text, ":root"));
    assert_string_equal(wd_command_text(s.arena, &r->verify[0]).ptr,
                        "aliyun ram GetRole --RoleName AcmeTrainRole");
    assert_true(warns(r, "STATEMENTS_OF_GETROLE"));
    scene_close(&s);
}

static void a_passed_role_is_the_one_that_the_text_names(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        ram(&s, NULL, &rule_grant,
            FACTS({WD_SLOT_PRINCIPAL, "acs:ram::1234567890123456:user/mika"},
                  {WD_SLOT_PERMISSION, "ram:PassRole"}, {WD_SLOT_RESOURCE, ROLE}));

    (void)state;
    assert_non_null(strstr(r->commands[0].argv[6], "\"Resource\":[\"" ROLE "\"]"));
    scene_close(&s);
}

static void assuming_a_role_of_another_account_acts_on_that_account(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        ram(&s, NULL, &rule_grant,
            FACTS({WD_SLOT_PRINCIPAL, "acs:ram::2234567890123456:user/partner"},
                  {WD_SLOT_ACCOUNT, "2234567890123456"}, {WD_SLOT_PERMISSION, "sts:AssumeRole"},
                  {WD_SLOT_ROLE, "AcmeTrainRole"}, {WD_SLOT_RESOURCE, ROLE}));

    (void)state;
    assert_non_null(strstr(r->template_text, "acs:ram:*:1234567890123456:role/AcmeTrainRole"));
    assert_null(strstr(r->template_text, "2234567890123456:role"));
    scene_close(&s);
}

static void a_resource_that_is_cut_or_masked_is_not_written_into_a_policy(void **state)
{
    static const char *const stubs[] = {
        "acs:log:cn-hangzhou:1234567890123456:project/acme/logstore/",
        "acs:log:cn-hangzhou:12345*****3456:project/acme",
        "acs:log:cn-hangzhou:ACCOUNT_ID:project/acme", "acs:log:cn-hangzhou:1234567890123456:",
        "acs:log:cn-hangzhou:1234567890123456:project/acme..."};
    struct scene s;

    (void)state;
    for (size_t i = 0; i < sizeof stubs / sizeof *stubs; i++) {
        struct wd_remedy *r =
            ram(&s, NULL, &rule_grant,
                FACTS({WD_SLOT_PRINCIPAL, "acs:ram::1234567890123456:user/mika"},
                      {WD_SLOT_PERMISSION, "log:PostLogStoreLogs"}, {WD_SLOT_RESOURCE, stubs[i]}));
        assert_int_equal(r->command_count, 0);
        assert_null(r->policy);
        scene_close(&s);
    }
}

/* Writes a GetRole answer into a file of its own and returns its path. */
static const char *role_file(const char *document)
{
    static char path[64];
    json_t *root = json_pack("{s:{s:s,s:s,s:s}}", "Role", "RoleName", "AcmeTrainRole", "Arn", ROLE,
                             "AssumeRolePolicyDocument", document);

    mkdir("build", 0777);
    snprintf(path, sizeof path, "build/test-trust-%ld.json", (long)getpid());
    assert_int_equal(json_dump_file(root, path, 0), 0);
    json_decref(root);
    return path;
}

static struct wd_remedy *with_file(struct scene *s, const char *document)
{
    const char *paths[] = {role_file(document)};
    struct wd_advisor_options options = {
        .roles_dir = ROLES_DIR, .trust_policies = paths, .trust_policy_count = 1};
    struct wd_remedy *r = ram(s, &options, &rule_pai, FACTS({WD_SLOT_ROLE, ROLE}));

    unlink(paths[0]);
    return r;
}

static void a_known_trust_policy_is_merged_and_keeps_everything(void **state)
{
    struct scene s;
    struct wd_remedy *r = with_file(&s, "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":"
                                        "\"Allow\",\"Principal\":{\"RAM\":"
                                        "[\"acs:ram::1234567890123456:root\"],\"Service\":[\"ecs."
                                        "aliyuncs.com\"]}}],\"Version\":\"1\"}");

    (void)state;
    assert_int_equal(r->command_count, 1);
    assert_string_equal(r->commands[0].argv[6],
                        "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\","
                        "\"Principal\":{\"RAM\":[\"acs:ram::1234567890123456:root\"],\"Service\":"
                        "[\"ecs.aliyuncs.com\",\"pai.aliyuncs.com\"]}}],\"Version\":\"1\"}");
    assert_string_equal(compact(&s, r->policy).ptr, r->commands[0].argv[6]);
    assert_null(r->why_no_command);
    assert_int_equal(r->warning_count, 0);
    scene_close(&s);
}

static void a_single_service_becomes_a_list_and_a_condition_stays_alone(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        with_file(&s, "{\"Statement\":{\"Action\":\"sts:AssumeRole\",\"Effect\":"
                      "\"Allow\",\"Principal\":{\"Service\":\"ecs.aliyuncs.com\"},"
                      "\"Condition\":{\"StringEquals\":{\"a:b\":\"c\"}}},"
                      "\"Version\":\"1\"}");

    (void)state;
    assert_string_equal(
        r->commands[0].argv[6],
        "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Principal\":"
        "{\"Service\":\"ecs.aliyuncs.com\"},\"Condition\":{\"StringEquals\":{\"a:b\":\"c\"}}},"
        "{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
        "[\"pai.aliyuncs.com\"]}}],\"Version\":\"1\"}");
    scene_close(&s);
    r = with_file(&s, "{\"Statement\":[{\"Action\":[\"sts:AssumeRole\"],\"Effect\":\"Allow\","
                      "\"Principal\":{\"Service\":\"ecs.aliyuncs.com\"}}],\"Version\":\"1\"}");
    assert_non_null(
        strstr(r->commands[0].argv[6], "\"Service\":[\"ecs.aliyuncs.com\",\"pai.aliyuncs.com\"]"));
    scene_close(&s);
}

static void a_condition_of_the_trust_policy_is_told_and_kept(void **state)
{
    static const char document[] =
        "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Principal\":{"
        "\"RAM\":"
        "[\"acs:ram::2234567890123456:root\"]},\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":"
        "\"acme-42\"}}}],\"Version\":\"1\"}";
    const char *paths[] = {role_file(document)}, *own[] = {"2234567890123456"};
    struct wd_advisor_options options = {.roles_dir = ROLES_DIR,
                                         .trust_policies = paths,
                                         .trust_policy_count = 1,
                                         .own_accounts = own,
                                         .own_account_count = 1};
    static struct wd_advice step[] = {{.kind = WD_REMEDY_TRUST_POLICY}};
    static const struct wd_rule rule = {.id = "test.trust-caller",
                                        .cause = WD_CAUSE_MISSING_TRUST,
                                        .system = WD_SYSTEM_COUNT,
                                        .advice = step,
                                        .advice_count = 1};
    struct scene s;
    struct wd_remedy *r = ram(
        &s, &options, &rule,
        FACTS({WD_SLOT_PRINCIPAL, "acs:ram::2234567890123456:user/partner"}, {WD_SLOT_ROLE, ROLE}));

    (void)state;
    assert_int_equal(r->kind, WD_REMEDY_CONFIGURATION);
    assert_non_null(strstr(r->summary, "sts:ExternalId (StringEquals) acme-42"));
    assert_int_equal(r->command_count, 0);
    scene_close(&s);
}

static void a_trust_that_is_there_already_is_said_to_be(void **state)
{
    struct scene s;
    struct wd_remedy *r =
        with_file(&s, "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":"
                      "\"Allow\",\"Principal\":{\"Service\":[\"pai.aliyuncs.com\"]}}],"
                      "\"Version\":\"1\"}");

    (void)state;
    assert_int_equal(r->kind, WD_REMEDY_INVESTIGATE);
    assert_non_null(strstr(r->summary, "already lists pai.aliyuncs.com"));
    assert_int_equal(r->command_count, 0);
    scene_close(&s);
}

static void trust_is_not_opened_to_another_account_unless_it_is_named_as_own(void **state)
{
    static struct wd_advice caller[] = {{.kind = WD_REMEDY_TRUST_POLICY}};
    static const struct wd_rule rule = {.id = "test.caller",
                                        .cause = WD_CAUSE_MISSING_TRUST,
                                        .system = WD_SYSTEM_COUNT,
                                        .advice = caller,
                                        .advice_count = 1};
    const char *const own[] = {"9999999999999999"};
    struct wd_advisor_options options = {
        .roles_dir = ROLES_DIR, .own_accounts = own, .own_account_count = 1};
    struct scene s;
    struct wd_remedy *r = ram(
        &s, NULL, &rule,
        FACTS({WD_SLOT_PRINCIPAL, "acs:ram::9999999999999999:user/mika"}, {WD_SLOT_ROLE, ROLE}));

    (void)state;
    assert_int_equal(r->kind, WD_REMEDY_INVESTIGATE);
    assert_null(r->template_text);
    scene_close(&s);
    r = ram(
        &s, &options, &rule,
        FACTS({WD_SLOT_PRINCIPAL, "acs:ram::9999999999999999:user/mika"}, {WD_SLOT_ROLE, ROLE}));
    assert_int_equal(r->kind, WD_REMEDY_TRUST_POLICY);
    assert_non_null(strstr(r->template_text, "acs:ram::9999999999999999:user/mika"));
    scene_close(&s);
}

static void damaged_role_files_are_told(void **state)
{
    const char *paths[] = {"build/no-such-file.json"};
    struct wd_advisor_options options = {
        .roles_dir = ROLES_DIR, .trust_policies = paths, .trust_policy_count = 1};
    struct wd_error err;

    (void)state;
    assert_null(wd_advisor_new(&options, &err));
    assert_non_null(strstr(err.text, "no-such-file.json"));
    paths[0] = role_file("not json");
    assert_null(wd_advisor_new(&options, &err));
    assert_non_null(strstr(err.text, "GetRole"));
    unlink(paths[0]);
}

static void maxcompute_is_granted_inside_its_project(void **state)
{
    static struct wd_advice step[] = {{.kind = WD_REMEDY_GRANT}};
    static const struct wd_rule rule = {.id = "test.odps",
                                        .cause = WD_CAUSE_PLATFORM_ACL,
                                        .system = WD_SYSTEM_COUNT,
                                        .advice = step,
                                        .advice_count = 1};
    struct scene s;
    struct wd_remedy *r;

    (void)state;
    scene_open(&s, NULL);
    scene_add(&s, &rule, WD_DIALECT_ALIBABA_LOG, WD_SYSTEM_ALIBABA_MAXCOMPUTE,
              FACTS({WD_SLOT_PRINCIPAL, "acs:ram::1234567890123456:user/mika"},
                    {WD_SLOT_PERMISSION, "odps:Select"},
                    {WD_SLOT_RESOURCE, "acs:odps:*:projects/acme_dw/tables/sales"},
                    {WD_SLOT_PROJECT, "acme_dw"}));
    r = scene_first(&s, NULL);
    assert_int_equal(r->kind, WD_REMEDY_PLATFORM_GRANT);
    assert_string_equal(fix_of(&s, r),
                        "odpscmd --project=acme_dw -e 'grant Select on table sales to USER "
                        "RAM$1234567890123456:mika;'");
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_action_with_its_resource_takes_a_policy_of_exactly_both),
        cmocka_unit_test(oss_actions_reach_the_bucket_or_its_objects_and_a_session_its_role),
        cmocka_unit_test(a_wildcard_of_the_request_never_reaches_a_policy),
        cmocka_unit_test(a_numeric_user_is_to_be_looked_up),
        cmocka_unit_test(pass_role_and_assume_role_name_one_role_never_all),
        cmocka_unit_test(ram_writes_and_the_root_account_get_no_command),
        cmocka_unit_test(an_unknown_trust_policy_gets_one_statement_and_never_the_account),
        cmocka_unit_test(a_passed_role_is_the_one_that_the_text_names),
        cmocka_unit_test(assuming_a_role_of_another_account_acts_on_that_account),
        cmocka_unit_test(a_resource_that_is_cut_or_masked_is_not_written_into_a_policy),
        cmocka_unit_test(a_condition_of_the_trust_policy_is_told_and_kept),
        cmocka_unit_test(a_known_trust_policy_is_merged_and_keeps_everything),
        cmocka_unit_test(a_single_service_becomes_a_list_and_a_condition_stays_alone),
        cmocka_unit_test(a_trust_that_is_there_already_is_said_to_be),
        cmocka_unit_test(trust_is_not_opened_to_another_account_unless_it_is_named_as_own),
        cmocka_unit_test(damaged_role_files_are_told),
        cmocka_unit_test(maxcompute_is_granted_inside_its_project),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
