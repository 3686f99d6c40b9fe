/* Verdicts: what each kind of file says of a triple, and that what is not understood is never "allowed". */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "policy/set.h"
#include "whydenied/policy.h"

#define SA                 "trainer@acme-ml-prod.iam.gserviceaccount.com"
#define P                  "projects/acme-ml-prod"
#define NUMBER             "projects/123456789012"
#define TOPIC              P "/topics/scores"
#define PUB                "pubsub.topics.publish"
#define GET                "storage.objects.get"
#define OBJECT             "projects/_/buckets/acme-models/objects/m.bin"
#define BIND(role, member) "{\"role\":\"" role "\",\"members\":[\"" member "\"]}"
#define POLICY(bindings)   "{\"bindings\":[" bindings "]}"
#define ROLE(name, permission)                                                                     \
    "{\"name\":\"" P "/roles/" name "\",\"includedPermissions\":[\"" permission "\"]}\n"
#define OWN(member) POLICY(BIND(P "/roles/r", member))
#define WHEN(condition)                                                                            \
    POLICY("{\"role\":\"" P "/roles/r\",\"members\":[\"serviceAccount:" SA                         \
           "\"],\"condition\":{\"title\":\"t\",\"expression\":\"" condition "\"}}")

struct row {
    const char *name;   /* RESOURCE of RESOURCE=FILE; NULL: FILE */
    const char *text;   /* the policy file */
    const char *groups; /* the file of groups, or NULL */
    const char *who, *what, *where;
    enum wd_truth allowed;
    enum wd_verdict_reason reason;
};

static char folder[64];

static const char *file(const char *name, const char *text)
{
    static char path[2][128];
    static int n;
    char *p = path[n = 1 - n];
    FILE *out;

    snprintf(p, sizeof path[0], "%s/%s", folder, name);
    out = fopen(p, "w");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
    return p;
}

/* The role r of the project is known in every case. */
static const char role_r[] = ROLE("r", PUB) ROLE("g", GET);

static void ask(const struct row *row, size_t number)
{
    struct wd_error err = {.text = ""};
    struct wd_policy_set *set = wd_policy_set_new(&err);
    struct wd_arena *arena = wd_arena_new(1u << 20);
    const struct wd_access access = {wd_str_of(row->who),
                                     wd_str_of(row->what),
                                     wd_str_of(row->where),
                                     WD_STR_NONE,
                                     wd_time_parse(WD_STR("2026-09-01T00:00:00Z"), NULL),
                                     false};
    struct wd_verdict v;
    char argument[256];

    assert_true(set && arena);
    assert_int_equal(wd_policy_want(set, &access, &err), 0);
    assert_int_equal(wd_policy_load(set, file("roles", role_r), &err), 0);
    if (row->groups)
        assert_int_equal(wd_policy_load_groups(set, file("groups", row->groups), &err), 0);
    snprintf(argument, sizeof argument, "%s%s%s", row->name ? row->name : "", row->name ? "=" : "",
             file("policy", row->text));
    if (wd_policy_load(set, argument, &err) != 0)
        fail_msg("row %zu: %s", number, err.text);
    wd_policy_judge(set, NULL, &access, arena, &v);
    if (v.allowed != row->allowed || v.reason != row->reason)
        fail_msg("row %zu (%s %s): %s, %s", number, row->who, row->where, wd_truth_name(v.allowed),
                 wd_verdict_say(arena, WD_LANG_EN, &v, &access).ptr);
    wd_arena_free(arena);
    wd_policy_set_free(set);
}

#define ASK_ALL(rows)                                                                              \
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)                                        \
    ask(&rows[i], i)

static void a_bare_policy_counts_for_the_resource_it_was_named_with(void **state)
{
    static const struct row rows[] = {
        {P, OWN("serviceAccount:" SA), NULL, SA, PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {TOPIC, OWN("serviceAccount:" SA), NULL, SA, PUB, "//pubsub.googleapis.com/" TOPIC, WD_YES,
         WD_VERDICT_HELD},
        {"projects/acme-other", OWN("serviceAccount:" SA), NULL, SA, PUB, TOPIC, WD_MAYBE,
         WD_VERDICT_ELSEWHERE},
        {P, "bindings:\n- members:\n  - serviceAccount:" SA "\n  role: " P "/roles/r\netag: BwX=\n",
         NULL, SA, PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {"gs://acme-models", POLICY(BIND(P "/roles/g", "allUsers")), NULL, "anonymous", GET, OBJECT,
         WD_YES, WD_VERDICT_HELD},
    };

    (void)state;
    ASK_ALL(rows);
}

static void an_export_ties_numbers_and_tells_ancestors(void **state)
{
#define PLACED "\"ancestors\":[\"" NUMBER "\",\"folders/5\",\"organizations/9\"]"
#define FOLDER                                                                                     \
    "{\"name\":\"//cloudresourcemanager.googleapis.com/folders/"                                   \
    "5\",\"assetType\":\"f\",\"iamPolicy\":" OWN("serviceAccount:" SA) "}\n"
    static const struct row rows[] = {
        {NULL,
         "{\"name\":\"//cloudresourcemanager.googleapis.com/" P "\",\"assetType\":\"p\"," PLACED
         "}\n" FOLDER,
         NULL, SA, PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {NULL, FOLDER, NULL, SA, PUB, TOPIC, WD_MAYBE, WD_VERDICT_ANCESTRY},
        {NULL,
         "[{\"projectId\":\"acme-ml-prod\",\"projectNumber\":\"123456789012\",\"parent\":{\"type\":"
         "\"folder\",\"id\":\"5\"}}]\n" FOLDER,
         NULL, SA, PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {NULL,
         "{\"name\":\"//storage.googleapis.com/acme-models\",\"asset_type\":\"b\"," PLACED
         "}\n{\"name\":\"//cloudresourcemanager.googleapis.com/" NUMBER
         "\",\"asset_type\":\"p\",\"iam_policy\":" POLICY(
             BIND(P "/roles/g", "serviceAccount:" SA)) "}\n",
         NULL, SA, GET, OBJECT, WD_YES, WD_VERDICT_HELD},
        {NULL,
         "{\"results\":[{\"resource\":\"//cloudresourcemanager.googleapis.com/" P
         "\",\"project\":\"" NUMBER "\",\"policy\":" OWN("serviceAccount:" SA) "}]}",
         NULL, SA, PUB, NUMBER "/topics/scores", WD_YES, WD_VERDICT_HELD},
        {NULL,
         "{\"name\":\"//iam.googleapis.com/" P
         "/serviceAccounts/112233445566778899001\",\"assetType\":\"iam.googleapis.com/"
         "ServiceAccount\",\"resource\":{\"data\":{\"email\":\"" SA
         "\",\"uniqueId\":\"112233445566778899001\"}}}\n{\"name\":\"//"
         "cloudresourcemanager.googleapis.com/" P "\",\"iamPolicy\":" OWN("serviceAccount:" SA) "}",
         NULL, "112233445566778899001", PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
    };

    (void)state;
    ASK_ALL(rows);
}

static void members_of_every_kind_are_told_apart(void **state)
{
#define POOL "iam.googleapis.com/" NUMBER "/locations/global/workloadIdentityPools/ci"
    static const struct row rows[] = {
        {P, OWN("group:ml@example.com"), "group,member\nml@example.com,mika@example.com\n",
         "mika@example.com", PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {P, OWN("group:ml@example.com"),
         "all@example.com\tmika@example.com\nml@example.com\tall@example.com\n", "Mika@example.com",
         PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {P, OWN("group:ml@example.com"), "ml@example.com,ann@example.com\n", "mika@example.com",
         PUB, TOPIC, WD_NO, WD_VERDICT_GROUP},
        {P, OWN("group:ml@example.com"), NULL, "mika@example.com", PUB, TOPIC, WD_MAYBE,
         WD_VERDICT_MEMBER},
        {P, OWN("group:ml@example.com"),
         "{\"name\":\"groups/01\",\"groupKey\":{\"id\":\"ml@example.com\"}}\n{\"name\":\"groups/01/"
         "memberships/2\",\"preferredMemberKey\":{\"id\":\"mika@example.com\"}}\n",
         "mika@example.com", PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {P, OWN("domain:example.com"), NULL, "mika@example.com", PUB, TOPIC, WD_YES,
         WD_VERDICT_HELD},
        {P, OWN("domain:example.com"), NULL, SA, PUB, TOPIC, WD_NO, WD_VERDICT_MISSING},
        {P, OWN("allAuthenticatedUsers"), NULL, SA, PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {P, OWN("allAuthenticatedUsers"), NULL, "principal://" POOL "/subject/x", PUB, TOPIC, WD_NO,
         WD_VERDICT_MISSING},
        {P, OWN("principalSet://" POOL "/*"), NULL, "principal://" POOL "/subject/x", PUB, TOPIC,
         WD_YES, WD_VERDICT_HELD},
        {P, OWN("principalSet://" POOL "/attribute.repo/a"), NULL, "principal://" POOL "/subject/x",
         PUB, TOPIC, WD_MAYBE, WD_VERDICT_MEMBER},
        {P, OWN("deleted:serviceAccount:" SA "?uid=1"), NULL, SA, PUB, TOPIC, WD_NO,
         WD_VERDICT_DELETED},
        {NULL,
         "{\"name\":\"//cloudresourcemanager.googleapis.com/" P "\",\"iamPolicy\":" POLICY(BIND(
             "roles/owner", "user:mika@example.com")) "}\n{\"name\":\"//storage.googleapis.com/"
                                                      "acme-models\",\"iamPolicy\":" POLICY(
                                                          BIND(P "/roles/g",
                                                               "projectOwner:acme-ml-prod")) "}",
         NULL, "mika@example.com", GET, OBJECT, WD_YES, WD_VERDICT_HELD},
        {P, OWN("principalSet://cloudresourcemanager.googleapis.com/" P "/type/ServiceAccount"),
         NULL, SA, PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {P, OWN("principalSet://cloudresourcemanager.googleapis.com/" P "/type/ServiceAgent"), NULL,
         SA, PUB, TOPIC, WD_NO, WD_VERDICT_MISSING},
        {P, OWN("principalSet://cloudresourcemanager.googleapis.com/projects/acme-other"), NULL, SA,
         PUB, TOPIC, WD_NO, WD_VERDICT_MISSING},
        {P, OWN("martian:x"), NULL, SA, PUB, TOPIC, WD_MAYBE, WD_VERDICT_MEMBER},
    };

    (void)state;
    ASK_ALL(rows);
}

static void a_condition_is_met_not_met_or_shown(void **state)
{
    static const struct row rows[] = {
        {P, WHEN("request.time < timestamp('2027-01-01T00:00:00Z')"), NULL, SA, PUB, TOPIC, WD_YES,
         WD_VERDICT_HELD},
        {P, WHEN("request.time < timestamp('2026-06-30T00:00:00Z')"), NULL, SA, PUB, TOPIC, WD_NO,
         WD_VERDICT_CONDITION},
        {P,
         WHEN("!(resource.name.endsWith('/scores')) || resource.type == "
              "'pubsub.googleapis.com/Topic'"),
         NULL, SA, PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {P,
         WHEN("resource.service == 'pubsub.googleapis.com' && resource.name.startsWith('" P
              "/topics/raw')"),
         NULL, SA, PUB, TOPIC, WD_NO, WD_VERDICT_CONDITION},
        {P, WHEN("resource.name.startsWith('" NUMBER "/topics/')"), NULL, SA, PUB, TOPIC, WD_MAYBE,
         WD_VERDICT_EXPRESSION},
        {P, WHEN("resource.matchTag('1/env', 'prod')"), NULL, SA, PUB, TOPIC, WD_MAYBE,
         WD_VERDICT_EXPRESSION},
        {P, WHEN("false && resource.matchTag('1/env', 'prod')"), NULL, SA, PUB, TOPIC, WD_NO,
         WD_VERDICT_CONDITION},
        {P, WHEN("request.time.getHours('Asia/Tokyo') in [1, 2]"), NULL, SA, PUB, TOPIC, WD_MAYBE,
         WD_VERDICT_EXPRESSION},
        {P, WHEN("resource.name.startsWith('"), NULL, SA, PUB, TOPIC, WD_MAYBE,
         WD_VERDICT_EXPRESSION},
    };

    (void)state;
    ASK_ALL(rows);
}

/* Whatever is not evaluated is MAYBE, and stays it through what cannot decide it. */
static void an_expression_is_true_false_or_cannot_be_told(void **state)
{
    static const struct {
        const char *expression;
        enum wd_truth says;
    } rows[] = {
        {"request.time == timestamp('2026-09-01T00:00:00Z')", WD_YES},
        {"request.time != timestamp('2026-09-01T00:00:00Z')", WD_NO},
        {"request.time <= timestamp('2026-09-01T00:00:00Z')", WD_YES},
        {"request.time >= timestamp('2026-09-01T00:00:01Z')", WD_NO},
        {"request.time > timestamp('2026-08-31T23:59:59Z')", WD_YES},
        {"request.time < timestamp('no time')", WD_MAYBE},
        {"request.time == timestamp('no time')", WD_MAYBE},
        {"request.time < 5", WD_MAYBE},
        {"true == true", WD_YES},
        {"true == false", WD_NO},
        {"false != true", WD_YES},
        {"true == resource.matchTag('1/env', 'prod')", WD_MAYBE},
        {"'pubsub.googleapis.com' == resource.service", WD_YES},
        {"'pubsub.googleapis.com' == 'run.googleapis.com'", WD_NO},
        {"'projects/acme/topics/a' == resource.name", WD_YES},
        {"'projects/123456789012/topics/a' == resource.name", WD_YES},
        {"resource.name == 'projects/acme/topics/b'", WD_NO},
        {"resource.name.startsWith('projects/123456789012/')", WD_YES},
        {"resource.name.endsWith('/a')", WD_YES},
        {"resource.name[0] == 'p'", WD_MAYBE},
        {"resource.labels['env'] == 'prod'", WD_MAYBE},
        {"resource.type in ['a', 'b']", WD_MAYBE},
        {"resource.type in['a']", WD_MAYBE},
        {"true ? true : true", WD_MAYBE},
        {"(true || resource.type in ['a']) && true", WD_YES},
        {"(true ? false : true) && false", WD_NO},
        {"1 + 1 == 2", WD_MAYBE},
        {"-1 < 2", WD_MAYBE},
        {"!true", WD_NO},
        {"!!true", WD_YES},
        {"!'text'", WD_MAYBE},
        {"!(resource.type in ['a'])", WD_MAYBE},
        {"true &&", WD_MAYBE},
        {"true || ", WD_MAYBE},
        {"(true", WD_MAYBE},
        {"true)", WD_MAYBE},
        {"[true", WD_MAYBE},
        {"resource.", WD_MAYBE},
        {"resource.name.", WD_MAYBE},
        {"true ? true", WD_MAYBE},
        {"'never closed", WD_MAYBE},
        {"!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!true",
         WD_MAYBE},
        {"((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((true))))))))))))",
         WD_MAYBE},
    };
    const struct wd_facts_of_request facts = {.time = (wd_time)1788220800 *
                                                      WD_SECOND, /* 2026-09-01T00:00:00Z */
                                              .name = WD_STR("projects/acme/topics/a"),
                                              .twin = WD_STR("projects/123456789012/topics/a"),
                                              .type = WD_STR("pubsub.googleapis.com/Topic"),
                                              .service = WD_STR("pubsub.googleapis.com")};
    size_t wrong = 0;
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum wd_truth says = wd_policy_condition(wd_str_of(rows[i].expression), &facts);
        if (says != rows[i].says)
            fprintf(stderr, "%s: %d, not %d\n", rows[i].expression, says, rows[i].says);
        wrong += says != rows[i].says;
    }
    assert_int_equal(wrong, 0);
}

static void a_deny_names_permissions_in_its_own_form_or_in_that_of_roles(void **state)
{
    static const struct {
        const char *pattern, *permission;
        enum wd_truth denies;
    } rows[] = {
        {"run.services.get", "run.services.get", WD_YES},
        {"run.services.get", "run.services.list", WD_NO},
        {"run.googleapis.com/services.get", "run.services.get", WD_YES},
        {"run.googleapis.com/services.get", "run.googleapis.com/services.get", WD_YES},
        {"run.googleapis.com/services.*", "run.services.list", WD_YES},
        {"run.googleapis.com/*.get", "run.googleapis.com/jobs.get", WD_YES},
        {"run.googleapis.com/*.*", "run.jobs.run", WD_YES},
        {"run.googleapis.com/*.get", "run.jobs.run", WD_NO},
        {"run.googleapis.com/services.*", "storage.services.get", WD_NO},
        {"run.googleapis.com/services.get", "storage.googleapis.com/services.get", WD_NO},
        {"cloudresourcemanager.googleapis.com/projects.get", "resourcemanager.projects.get",
         WD_YES},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (wd_policy_denies_permission(wd_str_of(rows[i].pattern),
                                        wd_str_of(rows[i].permission)) != rows[i].denies)
            fail_msg("%s, %s", rows[i].pattern, rows[i].permission);
}

static void a_boundary_blocks_by_the_version_of_its_enforcement(void **state)
{
    static const struct {
        const char *permission;
        int since;
    } rows[] = {{"storage.objects.get", 0},
                {"bigquery.tables.getData", 2},
                {"accesscontextmanager.policies.get", 2},
                {"iam.serviceAccountKeys.create", 3},
                {"iam.roles.get", 3}};
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int version = 1; version <= 4; version++)
            assert_int_equal(wd_policy_boundary_blocks(wd_str_of(rows[i].permission), version),
                             version >= rows[i].since);
}

static void a_deny_stands_before_every_allow(void **state)
{
#define HELD                                                                                       \
    "{\"name\":\"//cloudresourcemanager.googleapis.com/" P "\",\"ancestors\":[\"" NUMBER           \
    "\",\"organizations/9\"],\"iamPolicy\":" OWN("serviceAccount:" SA) "}\n"
#define DENY(at, more)                                                                             \
    HELD "{\"name\":\"policies/cloudresourcemanager.googleapis.com%2F" at                          \
         "/denypolicies/no-pub\",\"rules\":[{\"denyRule\":{" more "}}]}\n"
#define WHO                                                                                        \
    "\"deniedPrincipals\":[\"principal://iam.googleapis.com/projects/-/serviceAccounts/" SA "\"]"
#define WHAT ",\"deniedPermissions\":[\"pubsub.googleapis.com/topics.publish\"]"
    static const struct row rows[] = {
        {NULL, DENY("projects%2F123456789012", WHO WHAT), NULL, SA, PUB, TOPIC, WD_NO,
         WD_VERDICT_DENIED},
        {NULL,
         DENY("organizations%2F9",
              "\"deniedPrincipals\":[\"principalSet://goog/"
              "public:all\"],\"deniedPermissions\":[\"pubsub.googleapis.com/topics.*\"]"),
         NULL, SA, PUB, TOPIC, WD_NO, WD_VERDICT_DENIED},
        {NULL, DENY("organizations%2F8", WHO WHAT), NULL, SA, PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {NULL,
         DENY("organizations%2F9", "\"deniedPrincipals\":[\"principalSet://goog/"
                                   "public:all\"],\"exceptionPrincipals\":[\"principal://"
                                   "iam.googleapis.com/projects/-/serviceAccounts/" SA "\"]" WHAT),
         NULL, SA, PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {NULL,
         DENY("organizations%2F9",
              WHO ",\"deniedPermissions\":[\"pubsub.googleapis.com/"
                  "*.*\"],\"exceptionPermissions\":[\"pubsub.googleapis.com/topics.publish\"]"),
         NULL, SA, PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {NULL,
         DENY("organizations%2F9", WHO WHAT
              ",\"denialCondition\":{\"expression\":\"!resource.matchTag('9/env','dev')\"}"),
         NULL, SA, PUB, TOPIC, WD_MAYBE, WD_VERDICT_EXPRESSION},
    };

    (void)state;
    ASK_ALL(rows);
}

#define BOUND_IF(inside, whom, condition)                                                          \
    HELD "{\"name\":\"organizations/9/locations/global/principalAccessBoundaryPolicies/"           \
         "b\",\"details\":{\"rules\":[{\"effect\":\"ALLOW\",\"resources\":[\"//"                   \
         "cloudresourcemanager.googleapis.com/" inside "\"]}]}}\n"                                 \
         "{\"name\":\"organizations/9/locations/global/policyBindings/"                            \
         "x\",\"policy\":\"organizations/9/locations/global/principalAccessBoundaryPolicies/"      \
         "b\",\"condition\":{\"expression\":\"" condition                                          \
         "\"},\"target\":{\"principalSet\":\"//cloudresourcemanager.googleapis.com/" whom "\"}}\n"

static void outside_its_boundary_nothing_is_allowed(void **state)
{
#define BOUND(inside, whom)                                                                        \
    HELD "{\"name\":\"organizations/9/locations/global/principalAccessBoundaryPolicies/"           \
         "b\",\"details\":{\"rules\":[{\"effect\":\"ALLOW\",\"resources\":[\"//"                   \
         "cloudresourcemanager.googleapis.com/" inside "\"]}]}}\n"                                 \
         "{\"name\":\"organizations/9/locations/global/policyBindings/"                            \
         "x\",\"policy\":\"organizations/9/locations/global/principalAccessBoundaryPolicies/"      \
         "b\",\"target\":{\"principalSet\":\"//cloudresourcemanager.googleapis.com/" whom "\"}}\n"
    static const struct row rows[] = {
        {NULL, BOUND("projects/acme-other", P), NULL, SA, PUB, TOPIC, WD_NO, WD_VERDICT_BOUNDARY},
        {NULL, BOUND("organizations/9", P), NULL, SA, PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {NULL,
         BOUND_IF("projects/acme-other", P,
                  "principal.type == 'iam.googleapis.com/ServiceAccount'"),
         NULL, SA, PUB, TOPIC, WD_NO, WD_VERDICT_BOUNDARY},
        {NULL, BOUND_IF("projects/acme-other", P, "principal.subject.endsWith('@example.com')"),
         NULL, SA, PUB, TOPIC, WD_YES, WD_VERDICT_HELD},
        {NULL, BOUND("projects/acme-other", "projects/acme-third"), NULL, SA, PUB, TOPIC, WD_YES,
         WD_VERDICT_HELD},
        {NULL,
         HELD "{\"name\":\"organizations/9/locations/global/policyBindings/"
              "x\",\"policy\":\"gone\",\"target\":{\"principalSet\":\"//"
              "cloudresourcemanager.googleapis.com/" P "\"}}\n",
         NULL, SA, PUB, TOPIC, WD_MAYBE, WD_VERDICT_MEMBER},
    };

    (void)state;
    ASK_ALL(rows);
}

static void roles_hold_what_their_definition_says(void **state)
{
    static const struct row rows[] = {
        {P, POLICY(BIND("roles/pubsub.publisher", "serviceAccount:" SA)), NULL, SA, PUB, TOPIC,
         WD_MAYBE, WD_VERDICT_ROLE},
        {P, POLICY(BIND(P "/roles/g", "serviceAccount:" SA)), NULL, SA, PUB, TOPIC, WD_NO,
         WD_VERDICT_MISSING},
        {NULL,
         HELD "{\"name\":\"" P "/roles/r\",\"includedPermissions\":[\"" PUB "\"],\"deleted\":true}",
         NULL, SA, PUB, TOPIC, WD_NO, WD_VERDICT_MISSING},
        {NULL,
         HELD "{\"name\":\"" P "/roles/r\",\"includedPermissions\":[\"" PUB
              "\"],\"stage\":\"DISABLED\"}",
         NULL, SA, PUB, TOPIC, WD_NO, WD_VERDICT_MISSING},
    };

    (void)state;
    ASK_ALL(rows);
}

static void what_is_not_understood_is_never_allowed(void **state)
{
    static const struct row rows[] = {
        {NULL, HELD "{\"a\":1}\n", NULL, SA, PUB, TOPIC, WD_MAYBE, WD_VERDICT_GAP},
        {NULL, HELD "{\"Role\":{\"RoleName\":\"\",\"AssumeRolePolicyDocument\":\"{}\"}}\n", NULL,
         SA, PUB, TOPIC, WD_MAYBE, WD_VERDICT_GAP},
        {NULL, HELD "{\"name\":\"//x\n", NULL, SA, PUB, TOPIC, WD_MAYBE, WD_VERDICT_GAP},
        {NULL, HELD "{\"name\":\"//x.example.com/y\",\"orgPolicy\":[]}\n", NULL, SA, PUB, TOPIC,
         WD_YES, WD_VERDICT_HELD},
        {NULL, HELD "{\"a\":1}\n", NULL, "other@example.com", PUB, TOPIC, WD_MAYBE, WD_VERDICT_GAP},
    };

    (void)state;
    ASK_ALL(rows);
}

static void ram_denies_first_and_asks_trust_to_assume(void **state)
{
#define ROLE_ARN             "acs:ram::1234567890123456:role/train"
#define DOCUMENT(statements) "{\"Version\":\"1\",\"Statement\":[" statements "]}"
#define STATEMENT(effect, action, resource)                                                        \
    "{\"Effect\":\"" effect "\",\"Action\":\"" action "\",\"Resource\":\"" resource "\"}"
#define TRUST(principal)                                                                           \
    "{\"Role\":{\"RoleName\":\"train\",\"AssumeRolePolicyDocument\":\"{\\\"Statement\\\":[{"       \
    "\\\"Action\\\":\\\"sts:AssumeRole\\\",\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":{"       \
    "\\\"Service\\\":[\\\"" principal "\\\"]}}]}\"}}"
    static const struct row rows[] = {
        {ROLE_ARN, DOCUMENT(STATEMENT("Allow", "oss:Get*", "acs:oss:*:*:acme-data/*")), NULL,
         ROLE_ARN, "oss:GetObject", "acme-data/a/b", WD_YES, WD_VERDICT_HELD},
        {ROLE_ARN, DOCUMENT(STATEMENT("Allow", "oss:Get*", "acs:oss:*:*:acme-data/*")), NULL,
         ROLE_ARN, "oss:PutObject", "acme-data/a/b", WD_NO, WD_VERDICT_MISSING},
        {ROLE_ARN,
         DOCUMENT(
             STATEMENT("Allow", "*", "*") "," STATEMENT("Deny", "oss:*", "acs:oss:*:*:acme-data*")),
         NULL, ROLE_ARN, "oss:GetObject", "oss://acme-data/a", WD_NO, WD_VERDICT_DENIED},
        {ROLE_ARN, "{\"Policies\":{\"Policy\":[{\"PolicyName\":\"acme-oss-read\"}]}}", NULL,
         ROLE_ARN, "oss:GetObject", "acme-data/a", WD_MAYBE, WD_VERDICT_DOCUMENT},
        {ROLE_ARN, "{\"Policies\":{\"Policy\":[{\"PolicyName\":\"AdministratorAccess\"}]}}", NULL,
         ROLE_ARN, "oss:GetObject", "acme-data/a", WD_YES, WD_VERDICT_HELD},
        {ROLE_ARN, "{\"Policies\":{\"Policy\":[]}}", NULL, ROLE_ARN, "oss:GetObject", "acme-data/a",
         WD_NO, WD_VERDICT_MISSING},
        {"control", DOCUMENT(STATEMENT("Deny", "oss:*", "*")), NULL, ROLE_ARN, "oss:GetObject",
         "acme-data/a", WD_NO, WD_VERDICT_DENIED},
        {"session", DOCUMENT(STATEMENT("Allow", "oss:ListObjects", "*")), NULL, ROLE_ARN,
         "oss:GetObject", "acme-data/a", WD_NO, WD_VERDICT_BOUNDARY},
        {"oss://acme-data",
         DOCUMENT("{\"Effect\":\"Allow\",\"Principal\":[\"*\"],\"Action\":[\"oss:GetObject\"],"
                  "\"Resource\":[\"acs:oss:*:*:acme-data/*\"]}"),
         NULL, ROLE_ARN, "oss:GetObject", "acme-data/a", WD_YES, WD_VERDICT_HELD},
        {NULL, TRUST("pai.aliyuncs.com"), NULL, "pai.aliyuncs.com", "sts:AssumeRole", ROLE_ARN,
         WD_YES, WD_VERDICT_HELD},
        {NULL, TRUST("ecs.aliyuncs.com"), NULL, "pai.aliyuncs.com", "sts:AssumeRole", ROLE_ARN,
         WD_NO, WD_VERDICT_TRUST},
        {ROLE_ARN,
         DOCUMENT("{\"Effect\":\"Allow\",\"Action\":\"oss:*\",\"Resource\":\"*\",\"Condition\":{"
                  "\"DateLessThan\":{\"acs:CurrentTime\":\"2026-01-01T00:00:00Z\"}}}"),
         NULL, ROLE_ARN, "oss:GetObject", "acme-data/a", WD_NO, WD_VERDICT_CONDITION},
        {ROLE_ARN,
         DOCUMENT("{\"Effect\":\"Allow\",\"Action\":\"oss:*\",\"Resource\":\"*\",\"Condition\":{"
                  "\"IpAddress\":{\"acs:SourceIp\":\"203.0.113.0/24\"}}}"),
         NULL, ROLE_ARN, "oss:GetObject", "acme-data/a", WD_MAYBE, WD_VERDICT_EXPRESSION},
    };

    (void)state;
    ASK_ALL(rows);
}

static void a_policy_that_does_not_say_whose_it_is_is_refused_with_the_line_to_type(void **state)
{
    static const char *const texts[] = {
        OWN("allUsers"), "bindings:\n- members:\n  - allUsers\n  role: roles/viewer\n",
        "{\"rules\":[{\"denyRule\":{}}]}", DOCUMENT("")};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct wd_error err = {.text = ""};
        assert_int_equal(wd_policy_check(file("bare", texts[i]), &err), -1);
        assert_non_null(strstr(err.text, "type --policy RESOURCE="));
    }
}

static int make_folder(void **state)
{
    (void)state;
    mkdir("build", 0777);
    snprintf(folder, sizeof folder, "build/test-policies-%ld", (long)getpid());
    return mkdir(folder, 0777);
}

static int remove_folder(void **state)
{
    static const char *const names[] = {"roles", "groups", "policy", "bare"};
    char path[128];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bare_policy_counts_for_the_resource_it_was_named_with),
        cmocka_unit_test(an_export_ties_numbers_and_tells_ancestors),
        cmocka_unit_test(members_of_every_kind_are_told_apart),
        cmocka_unit_test(a_condition_is_met_not_met_or_shown),
        cmocka_unit_test(an_expression_is_true_false_or_cannot_be_told),
        cmocka_unit_test(a_deny_names_permissions_in_its_own_form_or_in_that_of_roles),
        cmocka_unit_test(a_boundary_blocks_by_the_version_of_its_enforcement),
        cmocka_unit_test(a_deny_stands_before_every_allow),
        cmocka_unit_test(outside_its_boundary_nothing_is_allowed),
        cmocka_unit_test(roles_hold_what_their_definition_says),
        cmocka_unit_test(what_is_not_understood_is_never_allowed),
        cmocka_unit_test(ram_denies_first_and_asks_trust_to_assume),
        cmocka_unit_test(a_policy_that_does_not_say_whose_it_is_is_refused_with_the_line_to_type),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
