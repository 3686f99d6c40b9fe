/* Roles: the curated table, and the imported catalogue against the whole of Google's IAM.
 *
 * The tests with reference data are skipped where it is absent. */
#include "../advice.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../reference.h"
#include "roles/curated.h"
#include "whydenied/roles/db.h"
#include "whydenied/roles/table_file.h"

#define FULL  reference("data/gcp-roles/roles-view-full.json.gz")
#define TABLE reference("data/gcp-roles/roles.tsv")

static struct wd_catalogue *curated, *full; /* full: NULL without the data */
static struct wd_arena *arena;
static char db_path[64];

static int open_catalogues(void **state)
{
    const char *paths[] = {FULL};
    struct wd_import_result result;
    struct wd_error err;

    (void)state;
    mkdir("build", 0777);
    arena = wd_arena_new(64u << 20);
    curated = wd_catalogue_open(ROLES_DIR, NULL, &err);
    snprintf(db_path, sizeof db_path, "build/test-roles-%ld.db", (long)getpid());
    if (access(FULL, R_OK) == 0 &&
        wd_roles_import(db_path, ROLES_DIR, paths, 1, &result, &err) == 0)
        full = wd_catalogue_open(ROLES_DIR, db_path, &err);
    return arena && curated && (access(FULL, R_OK) != 0 || full) ? 0 : -1;
}

static int close_catalogues(void **state)
{
    (void)state;
    wd_catalogue_close(curated);
    wd_catalogue_close(full);
    wd_arena_free(arena);
    unlink(db_path);
    return 0;
}

static struct wd_role_choice first(struct wd_catalogue *catalogue, const char *permission)
{
    struct wd_str name = wd_str_of(permission);
    struct wd_role_choice choice = {0};

    wd_catalogue_choose(catalogue, &name, 1, arena, &choice, 1, NULL);
    return choice;
}

static void every_curated_row_names_a_role_that_holds_the_permission(void **state)
{
    json_t *root = json_load_file(ROLES_DIR "/gcp.json", 0, NULL), *row;
    const char *permission;

    (void)state;
    assert_non_null(root);
    assert_true(json_object_size(json_object_get(root, "permissions")) >= 500);
    json_object_foreach (json_object_get(root, "permissions"), permission, row) {
        struct wd_str name = wd_str_of(permission);
        struct wd_permission_fact fact;
        assert_true(wd_ident_ok(WD_IDENT_PERMISSION, name));
        assert_true(wd_catalogue_fact(curated, name, &fact));
        assert_true(fact.source && strncmp(fact.source, "https://", 8) == 0);
        if (!fact.role) {
            assert_true(fact.instead || first(curated, permission).custom);
            continue;
        }
        if (wd_catalogue_role_holds(curated, wd_str_of(fact.role), name) != 1 ||
            (full && wd_catalogue_role_holds(full, wd_str_of(fact.role), name) != 1))
            fail_msg("%s does not hold %s", fact.role, permission);
        assert_false(wd_role_is_basic(wd_str_of(fact.role)) ||
                     wd_role_is_service_agent(wd_str_of(fact.role)));
        assert_true(wd_str_eqz(first(curated, permission).role, fact.role));
        assert_true(first(curated, permission).size > 0);
    }
    json_decref(root);
}

/* Whoever was refused a look at a policy, or at a list, is not made the one who writes the policy. */
static void what_only_reads_gets_no_role_that_rewrites_access(void **state)
{
    static const char *const reads[] = {"get", "list", "search"};
    json_t *root = json_load_file(ROLES_DIR "/gcp.json", 0, NULL), *row;
    const char *permission;

    (void)state;
    assert_non_null(root);
    json_object_foreach (json_object_get(root, "permissions"), permission, row) {
        const char *verb = strrchr(permission, '.') + 1;
        struct wd_role_choice choice = first(curated, permission);
        char rewrites[160];
        bool only_reads = false;
        for (size_t i = 0; i < sizeof reads / sizeof *reads; i++)
            only_reads |= strncmp(verb, reads[i], strlen(reads[i])) == 0;
        snprintf(rewrites, sizeof rewrites, "%.*ssetIamPolicy", (int)(verb - permission),
                 permission);
        if (only_reads && !choice.custom &&
            wd_catalogue_role_holds(curated, choice.role, wd_str_of(rewrites)) == 1)
            fail_msg("%s: %.*s holds %s", permission, (int)choice.role.len, choice.role.ptr,
                     rewrites);
    }
    json_decref(root);
}

static void a_custom_role_comes_first_where_the_table_says_so(void **state)
{
    static const char *const rows[] = {"storage.buckets.create", "secretmanager.secrets.create",
                                       "aiplatform.endpoints.predict", "compute.instances.stop"};
    struct wd_catalogue *both[] = {curated, full};

    (void)state;
    for (size_t c = 0; c < 2 && both[c]; c++)
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            struct wd_str name = wd_str_of(rows[i]);
            struct wd_role_choice choices[4];
            assert_true(wd_catalogue_choose(both[c], &name, 1, arena, choices, 4, NULL) > 1);
            assert_true(choices[0].custom);
            assert_false(choices[1].custom);
            assert_int_equal(wd_catalogue_role_holds(both[c], choices[1].role, name), 1);
        }
}

/* What a custom role does not take is never put into one, whatever catalogue is asked; what is only being tried is. */
static void a_custom_role_holds_nothing_that_google_refuses_it(void **state)
{
    static const char *const refused[] = {"source.repos.update",
                                          "appengine.runtimes.actAsAdmin",
                                          "privilegedaccessmanager.settings.update",
                                          "iam.denypolicies.create",
                                          "iam.principalaccessboundarypolicies.bind",
                                          "storagetransfer.operations.assign",
                                          "stackdriver.projects.edit"};
    static const char *const testing[] = {"pubsub.snapshots.seek",
                                          "iap.web.getSettings",
                                          "serviceusage.quotas.get",
                                          "container.roles.escalate",
                                          "compute.networks.addPeering",
                                          "compute.urlMaps.update",
                                          "monitoring.notificationChannels.create",
                                          "runtimeconfig.variables.get"};
    static const char *const taken[] = {"source.repos.updateRepoConfig",  "pubsub.snapshots.list",
                                        "cloudtasks.tasks.create",        "iap.web.getIamPolicy",
                                        "compute.networks.updatePeering", "run.services.create",
                                        "secretmanager.secrets.create"};
    struct wd_catalogue *both[] = {curated, full};

    (void)state;
    for (size_t c = 0; c < 2 && both[c]; c++) {
        for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
            struct wd_str name = wd_str_of(refused[i]);
            struct wd_role_choice choices[4];
            size_t n = wd_catalogue_choose(both[c], &name, 1, arena, choices, 4, NULL);
            assert_int_equal(wd_catalogue_custom_support(both[c], name), WD_CUSTOM_REFUSED);
            while (n > 0)
                assert_false(choices[--n].custom);
        }
        for (size_t i = 0; i < sizeof testing / sizeof *testing; i++)
            assert_int_equal(wd_catalogue_custom_support(both[c], wd_str_of(testing[i])),
                             WD_CUSTOM_TESTING);
        for (size_t i = 0; full && i < sizeof taken / sizeof *taken; i++)
            assert_int_equal(wd_catalogue_custom_support(full, wd_str_of(taken[i])),
                             WD_CUSTOM_SUPPORTED);
    }
}

/* So they are looked up. */
static void what_custom_roles_do_not_take_is_in_order(void **state)
{
    static const char *const levels[] = {"refused", "testing"};
    struct wd_error err;
    json_t *root = wd_table_file_read(ROLES_DIR, "gcp.json", &err), *list;

    (void)state;
    for (size_t level = 0; level < sizeof levels / sizeof *levels; level++) {
        list = json_object_get(json_object_get(root, "custom_roles"), levels[level]);
        assert_true(json_array_size(list) > 1);
        for (size_t i = 1; i < json_array_size(list); i++)
            assert_true(strcmp(json_string_value(json_array_get(list, i - 1)),
                               json_string_value(json_array_get(list, i))) < 0);
    }
    json_decref(root);
}

static bool is_link(const char *text)
{
    return text && strncmp(text, "https://", 8) == 0;
}

/* Every list that once stood in C says where its facts were read. */
static void every_table_of_role_facts_names_its_sources(void **state)
{
    static const char *const lists[][2] = {{"mentions.json", "source"},
                                           {"danger.json", "google/source"},
                                           {"danger.json", "ram/source"},
                                           {"ram.json", "wider_source"},
                                           {"ram.json", "on_objects_source"},
                                           {"ram.json", "named_source"},
                                           {"ram.json", "without_resource_source"},
                                           {"weights.json", "roles/source"},
                                           {"gcp.json", "source"},
                                           {"gcp.json", "custom_roles/source"}};
    struct wd_error err;
    json_t *root, *one;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct wd_str path = wd_str_of(lists[i][1]), key;
        root = wd_table_file_read(ROLES_DIR, lists[i][0], &err);
        one = root;
        while ((key = wd_str_cut(&path, '/')).len > 0)
            one = json_object_getn(one, key.ptr, key.len);
        if (!is_link(json_string_value(one)))
            fail_msg("%s: %s", lists[i][0], lists[i][1]);
        json_decref(root);
    }
    root = wd_table_file_read(ROLES_DIR, "weights.json", &err);
    json_array_foreach (json_object_get(root, "classes"), i, one)
        assert_true(is_link(json_string_value(json_object_get(one, "source"))));
    json_decref(root);
}

/* A place for every permission: what stands above projects is never bound on one. */
static void what_stands_above_projects_is_bound_there(void **state)
{
    static const char *const rows[][2] = {
        {"accesscontextmanager.policies.create", "organization"},
        {"accesscontextmanager.servicePerimeters.acme", "access_policy"},
        {"accesscontextmanager.accessPolicies.acme", "access_policy"},
        {"accesscontextmanager.accessPolicies.create", "organization"},
        {"resourcemanager.tagValues.acme", "tag_value"},
        {"resourcemanager.folders.acme", "folder"},
        {"resourcemanager.folders.list", "folder"},
        {"resourcemanager.projects.create", "folder"},
        {"billing.accounts.acme", "billing_account"},
        {"billing.billingAccountSkus.acme", "billing_account"},
        {"iam.workforcePools.acme", "organization"},
        {"accesscontextmanager.gcpUserAccessBindings.acme", "organization"},
        {"assuredworkloads.workload.acme", "organization"},
        {"compute.organizations.acme", "folder"},
        {"billing.budgets.acme", "billing_account"},
        {"bigquery.tables.create", "dataset"},
        {"run.services.list", "project"},
        {"compute.disks.acme", "disk"},
        {"compute.disks.create", "project"},
        {"compute.snapshots.acme", "snapshot"},
        {"cloudkms.keyRings.acme", "key_ring"},
        {"cloudkms.cryptoKeys.create", "key_ring"},
        {"spanner.databases.create", "spanner_instance"},
        {"bigtable.tables.list", "bigtable_instance"},
        {"bigtable.tables.acme", "bigtable_table"},
        {"healthcare.fhirStores.create", "healthcare_dataset"},
        {"acmeservice.widgets.frob", "project"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(wd_catalogue_level(curated, wd_str_of(rows[i][0])), rows[i][1]);
}

static void every_level_of_the_curated_table_can_be_bound(void **state)
{
    struct wd_error err;
    struct wd_bind_table *levels = wd_bind_load(ROLES_DIR, &err);
    json_t *root = json_load_file(ROLES_DIR "/gcp.json", 0, NULL), *row;
    const char *permission;

    (void)state;
    assert_non_null(levels);
    json_t *table = json_load_file(ROLES_DIR "/levels.json", 0, NULL);
    assert_int_equal(wd_bind_count(levels), json_object_size(json_object_get(table, "levels")));
    json_decref(table);
    json_object_foreach (json_object_get(root, "permissions"), permission, row) {
        struct wd_permission_fact fact;
        assert_true(wd_catalogue_fact(curated, wd_str_of(permission), &fact));
        if (!wd_bind_find(levels, wd_str_of(fact.level)))
            fail_msg("%s: no such level: %s", permission, fact.level);
    }
    json_decref(root);
    wd_bind_free(levels);
}

static void the_seed_set_of_a_source_deployment_takes_exactly_its_six_roles(void **state)
{
    static const char *const permissions[] = {
        "logging.logEntries.create", "artifactregistry.repositories.uploadArtifacts",
        "run.services.create",       "iam.serviceAccounts.actAs",
        "storage.objects.get",       "storage.objects.create"};
    static const char *const roles[] = {
        "roles/artifactregistry.writer", "roles/iam.serviceAccountUser",
        "roles/logging.logWriter",       "roles/run.developer",
        "roles/storage.objectCreator",   "roles/storage.objectViewer"};
    struct wd_catalogue *both[] = {curated, full};
    struct wd_str names[6];

    (void)state;
    for (size_t i = 0; i < 6; i++)
        names[i] = wd_str_of(permissions[i]);
    for (size_t c = 0; c < 2 && both[c]; c++) {
        struct wd_role_group groups[16];
        size_t n = wd_catalogue_cover(both[c], names, 6, arena, groups, 16);
        assert_int_equal(n, 6);
        for (size_t r = 0; r < 6; r++) {
            bool there = false;
            for (size_t g = 0; g < n; g++)
                there = there || wd_str_eqz(groups[g].choice.role, roles[r]);
            if (!there)
                fail_msg("%s is missing", roles[r]);
        }
    }
}

static void a_role_that_another_covers_is_dropped(void **state)
{
    static const char *const permissions[] = {"datastore.entities.get", "datastore.entities.create",
                                              "datastore.entities.list"};
    struct wd_catalogue *both[] = {curated, full};
    struct wd_str names[3];

    (void)state;
    for (size_t i = 0; i < 3; i++)
        names[i] = wd_str_of(permissions[i]);
    for (size_t c = 0; c < 2 && both[c]; c++) {
        struct wd_role_group groups[8];
        assert_int_equal(wd_catalogue_cover(both[c], names, 3, arena, groups, 8), 1);
        assert_true(wd_str_eqz(groups[0].choice.role, "roles/datastore.user"));
        assert_int_equal(groups[0].count, 3);
    }
}

static void one_role_takes_the_place_of_several_that_are_no_narrower(void **state)
{
    static const char *const rows[][4] = {
        /* viewer and editor of one service: the editor holds both */
        {"batch.jobs.create", "batch.jobs.get", "batch.tasks.list", "roles/batch.jobsEditor"},
        {"cloudtasks.queues.list", "cloudtasks.queues.pause", "cloudtasks.queues.get",
         "roles/cloudtasks.queueAdmin"},
        {"workflows.executions.create", "workflows.executions.list", "workflows.executions.get",
         "roles/workflows.invoker"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_str names[3];
        struct wd_role_group groups[8];
        for (size_t p = 0; p < 3; p++)
            names[p] = wd_str_of(rows[i][p]);
        assert_int_equal(wd_catalogue_cover(curated, names, 3, arena, groups, 8), 1);
        if (!wd_str_eqz(groups[0].choice.role, rows[i][3]))
            fail_msg("%s: %.*s", rows[i][0], WD_STR_ARG(groups[0].choice.role));
        assert_int_equal(groups[0].count, 3);
    }
}

static void what_goes_into_a_custom_role_takes_along_what_is_bound_beside_it(void **state)
{
    static const struct {
        const char *permissions[2];
        size_t groups;
        bool custom;
    } rows[] = {
        /* no narrow role for proxies: what addresses need goes into the same custom role */
        {{"compute.addresses.use", "compute.targetHttpsProxies.use"}, 1, true},
        {{"container.clusters.get", "container.clusters.getCredentials"}, 1, true},
        /* two roles and no custom one stay two; a role that holds both stays one */
        {{"storage.buckets.get", "storage.objects.get"}, 2, false},
        {{"compute.disks.create", "compute.instances.create"}, 1, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_str names[] = {wd_str_of(rows[i].permissions[0]),
                                 wd_str_of(rows[i].permissions[1])};
        struct wd_role_group groups[8];
        assert_int_equal(wd_catalogue_cover(curated, names, 2, arena, groups, 8), rows[i].groups);
        assert_int_equal(groups[0].choice.custom, rows[i].custom);
        assert_int_equal(groups[0].count, 2 / rows[i].groups);
    }
}

static void creation_is_bound_on_the_parent(void **state)
{
    static const char *const rows[][2] = {{"artifactregistry.repositories.create", "project"},
                                          {"run.services.create", "project"},
                                          {"bigquery.tables.create", "dataset"},
                                          {"secretmanager.secrets.create", "project"},
                                          {"pubsub.topics.create", "project"},
                                          {"storage.objects.create", "bucket"},
                                          {"run.services.delete", "cloud_run_service"},
                                          {"pubsub.topics.delete", "topic"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_role_choice choice = first(curated, rows[i][0]);
        if (!choice.level || strcmp(choice.level, rows[i][1]) != 0)
            fail_msg("%s: %s", rows[i][0], choice.level ? choice.level : "none");
    }
}

static void names_that_are_no_permissions_are_refused_with_a_reason(void **state)
{
    static const char *const names[] = {"", "storage", "roles/owner", "a.b.c;id", "-x.y.z"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct wd_str name = wd_str_of(names[i]);
        struct wd_role_choice choice;
        const char *refused = NULL;
        assert_int_equal(wd_catalogue_choose(curated, &name, 1, arena, &choice, 1, &refused), 0);
        assert_non_null(refused);
    }
}

/* ---- imports ------------------------------------------------------------------------------------- */

static int import_text(const char *text, struct wd_import_result *result, struct wd_error *err)
{
    char file[64], db[64];
    const char *paths[] = {file};
    FILE *f;
    int rc;

    snprintf(file, sizeof file, "build/test-import-%ld.json", (long)getpid());
    snprintf(db, sizeof db, "build/test-import-%ld.db", (long)getpid());
    f = fopen(file, "w");
    fputs(text, f);
    fclose(f);
    rc = wd_roles_import(db, ROLES_DIR, paths, 1, result, err);
    unlink(file);
    if (rc == 0) {
        struct wd_catalogue *catalogue = wd_catalogue_open(ROLES_DIR, db, err);
        assert_non_null(catalogue);
        wd_catalogue_close(catalogue);
    }
    unlink(db);
    return rc;
}

static void every_shape_of_the_iam_api_is_taken(void **state)
{
    struct wd_import_result result;
    struct wd_error err;

    (void)state;
    assert_int_equal(
        import_text("{\"roles\":[{\"name\":\"roles/a.viewer\",\"title\":\"A\",\"stage\":\"GA\","
                    "\"includedPermissions\":[\"a.b.get\",\"a.b.list\"]},{\"name\":\"roles/a.old\","
                    "\"deleted\":true}]}",
                    &result, &err),
        0);
    assert_int_equal(result.roles, 1);
    assert_int_equal(result.pairs, 2);
    assert_int_equal(result.skipped, 1);
    assert_int_equal(
        import_text("[{\"name\":\"roles/a.viewer\",\"includedPermissions\":[\"a.b.get\"]}]",
                    &result, &err),
        0);
    assert_int_equal(
        import_text("{\"name\":\"projects/acme-ml-prod/roles/pushOnly\",\"title\":\"P\","
                    "\"includedPermissions\":[\"a.b.get\"],\"etag\":\"x\"}",
                    &result, &err),
        0);
    assert_int_equal(result.roles, 1);
}

static void what_is_no_list_of_roles_is_refused_and_changes_nothing(void **state)
{
    static const char *const texts[] = {"", "{", "{\"a\":1}", "\x1f\x8b\x08nonsense", "null", "3"};
    struct wd_import_result result;
    struct wd_error err;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(import_text(texts[i], &result, &err), -1);
        assert_non_null(strstr(err.text, "test-import-"));
    }
}

static void a_damaged_catalogue_is_told_and_not_used(void **state)
{
    const char *path = "build/test-damaged.db";
    FILE *file = fopen(path, "w");
    struct wd_error err;

    (void)state;
    fputs("this is no database, though it is long enough to be taken for one at first sight", file);
    fclose(file);
    assert_null(wd_catalogue_open(ROLES_DIR, path, &err));
    assert_non_null(strstr(err.text, path));
    unlink(path);
}

/* ---- the whole of it ----------------------------------------------------------------------------- */

static json_t *retired; /* names of the reference table that no longer exist */

static bool is_retired(struct wd_str role)
{
    const json_t *name;
    size_t i;

    json_array_foreach (retired, i, name)
        if (wd_str_eqz(role, json_string_value(name)))
            return true;
    return false;
}

static json_t *read_retired(void)
{
    FILE *file = fopen(TABLE, "r");
    json_t *list = json_array();
    char *line = NULL;
    size_t room = 0;

    while (file && getline(&line, &room, file) > 0) {
        struct wd_str rest = wd_str_of(line), name = wd_str_cut(&rest, '\t');
        struct wd_str stage = wd_str_cut(&rest, '\t'), marks = wd_str_cut(&rest, '\t');
        if (wd_str_has(marks, WD_STR("gone")) || wd_str_has(marks, WD_STR("agent")) ||
            wd_str_eqz(stage, "DEPRECATED"))
            json_array_append_new(list, json_stringn(name.ptr, name.len));
    }
    free(line);
    if (file)
        fclose(file);
    return list;
}

static size_t with_role, custom_first, custom_only;

static int check_permission(void *context, struct wd_str name)
{
    struct wd_role_choice choices[6];
    struct wd_str permission = wd_arena_copy(arena, name);
    size_t n = wd_catalogue_choose(full, &permission, 1, arena, choices, 6, NULL);

    (void)context;
    assert_true(n > 0);
    with_role += !choices[0].custom;
    custom_first += choices[0].custom && n > 1;
    custom_only += choices[0].custom && n == 1;
    for (size_t i = 0; i < n; i++) {
        if (choices[i].custom)
            continue;
        if (wd_catalogue_role_holds(full, choices[i].role, permission) != 1 ||
            wd_role_is_basic(choices[i].role) || is_retired(choices[i].role))
            fail_msg("%.*s for %.*s", WD_STR_ARG(choices[i].role), WD_STR_ARG(permission));
    }
    wd_arena_clear(arena);
    return 0;
}

static void every_permission_of_google_cloud_gets_a_role_that_holds_it_or_a_custom_one(void **state)
{
    struct wd_error err;
    struct wd_roles_db *db;

    (void)state;
    if (!full || access(TABLE, R_OK) != 0) {
        print_message("skipped: no reference data\n");
        skip();
    }
    retired = read_retired();
    db = wd_roles_db_open(db_path, &err);
    assert_non_null(db);
    assert_int_equal(wd_roles_db_each(db, 0, check_permission, NULL), 0);
    wd_roles_db_close(db);
    json_decref(retired);
    print_message(
        "%zu permissions with a role, %zu with a custom role before it, %zu with no other\n",
        with_role, custom_first, custom_only);
    assert_int_equal(with_role + custom_first + custom_only, 13790);
    assert_true(custom_first < 400 && custom_only < 150);
}

static void what_administrators_choose_comes_first(void **state)
{
    static const char *const rows[][2] = {
        {"artifactregistry.repositories.uploadArtifacts", "roles/artifactregistry.writer"},
        {"artifactregistry.repositories.get", "roles/artifactregistry.reader"},
        {"artifactregistry.repositories.create", "roles/artifactregistry.editor"},
        {"storage.objects.get", "roles/storage.objectViewer"},
        {"storage.objects.list", "roles/storage.objectViewer"},
        {"storage.objects.create", "roles/storage.objectCreator"},
        {"storage.objects.delete", "roles/storage.objectUser"},
        {"storage.buckets.get", "roles/storage.bucketViewer"},
        {"storage.buckets.list", "roles/storage.bucketViewer"},

        {"resourcemanager.projects.create", "roles/resourcemanager.projectCreator"},
        {"billing.resourceAssociations.create", "roles/billing.user"},
        {"cloudkms.cryptoKeyVersions.useToDecrypt", "roles/cloudkms.cryptoKeyDecrypter"},
        {"cloudtasks.tasks.create", "roles/cloudtasks.enqueuer"},
        {"logging.logEntries.create", "roles/logging.logWriter"},
        {"monitoring.timeSeries.create", "roles/monitoring.metricWriter"},
        {"datastore.entities.get", "roles/datastore.viewer"},
        {"datastore.entities.create", "roles/datastore.user"},
        {"bigquery.tables.getData", "roles/bigquery.dataViewer"},
        {"run.routes.invoke", "roles/run.invoker"},
        {"ml.jobs.create", "roles/ml.developer"},
        {"ml.models.create", "roles/ml.developer"},
        {"iam.serviceAccounts.getAccessToken", "roles/iam.serviceAccountTokenCreator"},
        {"aiplatform.pipelineJobs.create", "roles/aiplatform.user"},
        {"compute.instances.list", "roles/compute.viewer"},
        {"storage.buckets.createTagBinding", "roles/resourcemanager.tagUser"},
        {"compute.networks.deleteTagBinding", "roles/resourcemanager.tagUser"},
        {"resourcemanager.projects.get", "roles/browser"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(wd_str_eqz(first(curated, rows[i][0]).role, rows[i][1]));
        if (full && !wd_str_eqz(first(full, rows[i][0]).role, rows[i][1]))
            fail_msg("%s: %.*s", rows[i][0], WD_STR_ARG(first(full, rows[i][0]).role));
    }
}

/* further.json: each of its permissions gets its role, and no other table says more of it. */
static void what_the_table_does_not_list_gets_a_role_that_holds_it(void **state)
{
    json_t *root = json_load_file(ROLES_DIR "/further.json", 0, NULL), *row;
    json_t *judged = json_load_file(ROLES_DIR "/gcp.json", 0, NULL);
    const char *role, *before = "";
    size_t all = 0;

    (void)state;
    json_object_foreach (json_object_get(root, "roles"), role, row) {
        assert_true(strcmp(before, role) < 0); /* they are searched in order */
        before = role;
        struct wd_str rest = wd_str_of(json_string_value(row)), name = wd_str_of(role);
        assert_false(wd_role_is_basic(name) || wd_role_is_service_agent(name));
        for (wd_str_cut(&rest, ' '); rest.len > 0;) {
            struct wd_str verbs = wd_str_cut(&rest, ' '), kind = wd_str_cut(&verbs, ':');
            while (verbs.len > 0) {
                struct wd_str verb = wd_str_cut(&verbs, ',');
                struct wd_str permission =
                    wd_arena_printf(arena, "%.*s.%.*s", WD_STR_ARG(kind), WD_STR_ARG(verb));
                assert_true(wd_str_eq(first(curated, permission.ptr).role, name));
                if (full)
                    assert_int_equal(wd_catalogue_role_holds(full, name, permission), 1);
                all++;
            }
        }
    }
    assert_true(all + json_object_size(json_object_get(judged, "permissions")) >= 13600);
    assert_int_equal(wd_catalogue_custom_support(curated, WD_STR("acme.widgets.frob")),
                     WD_CUSTOM_UNKNOWN);
    json_decref(root);
    json_decref(judged);
}

static void nineteen_in_twenty_of_the_documented_roles_come_first(void **state)
{
    FILE *file = fopen("tests/data/pairs.tsv", "r");
    size_t right = 0, all = 0, room = 0;
    char *line = NULL;

    (void)state;
    assert_non_null(file);
    if (!full) {
        fclose(file);
        print_message("skipped: no reference data\n");
        skip();
    }
    while (getline(&line, &room, file) > 0) {
        struct wd_str rest = wd_str_of(line), permission = wd_str_cut(&rest, '\t');
        struct wd_str role = wd_str_cut(&rest, '\t');
        struct wd_role_choice choice = {0};
        if (line[0] == '#')
            continue;
        wd_catalogue_choose(full, &permission, 1, arena, &choice, 1, NULL);
        right += wd_str_eq(choice.role, role);
        all++;
    }
    free(line);
    fclose(file);
    print_message("%zu of %zu documented roles come first\n", right, all);
    assert_true(all >= 200);
    assert_true(right * 20 >= all * 19);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_curated_row_names_a_role_that_holds_the_permission),
        cmocka_unit_test(what_only_reads_gets_no_role_that_rewrites_access),
        cmocka_unit_test(a_custom_role_comes_first_where_the_table_says_so),
        cmocka_unit_test(a_custom_role_holds_nothing_that_google_refuses_it),
        cmocka_unit_test(what_custom_roles_do_not_take_is_in_order),
        cmocka_unit_test(every_table_of_role_facts_names_its_sources),
        cmocka_unit_test(what_stands_above_projects_is_bound_there),
        cmocka_unit_test(every_level_of_the_curated_table_can_be_bound),
        cmocka_unit_test(the_seed_set_of_a_source_deployment_takes_exactly_its_six_roles),
        cmocka_unit_test(a_role_that_another_covers_is_dropped),
        cmocka_unit_test(one_role_takes_the_place_of_several_that_are_no_narrower),
        cmocka_unit_test(what_goes_into_a_custom_role_takes_along_what_is_bound_beside_it),
        cmocka_unit_test(creation_is_bound_on_the_parent),
        cmocka_unit_test(names_that_are_no_permissions_are_refused_with_a_reason),
        cmocka_unit_test(every_shape_of_the_iam_api_is_taken),
        cmocka_unit_test(what_is_no_list_of_roles_is_refused_and_changes_nothing),
        cmocka_unit_test(a_damaged_catalogue_is_told_and_not_used),
        cmocka_unit_test(
            every_permission_of_google_cloud_gets_a_role_that_holds_it_or_a_custom_one),
        cmocka_unit_test(what_administrators_choose_comes_first),
        cmocka_unit_test(what_the_table_does_not_list_gets_a_role_that_holds_it),
        cmocka_unit_test(nineteen_in_twenty_of_the_documented_roles_come_first),
    };
    return cmocka_run_group_tests(tests, open_catalogues, close_catalogues);
}
