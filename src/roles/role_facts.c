/* What ranking knows of permissions and roles by their names: how much harm a permission can do that
 * came along unasked for, which roles are made for something special, which ones people use.
 *
 * The figures were fitted on 70 denied permissions with the role an expert gives, and checked on 39
 * recommendations of Google's own pages. */
#include "roles/catalogue_parts.h"
#include "whydenied/roles/db.h"

static bool in(struct wd_str s, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wd_str_eqz(s, list[i]))
            return true;
    return false;
}

#define IN(s, list) in(s, list, sizeof(list) / sizeof *(list))

static bool starts(struct wd_str s, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wd_str_starts(s, wd_str_of(list[i])))
            return true;
    return false;
}

#define STARTS(s, list) starts(s, list, sizeof(list) / sizeof *(list))

static bool rewrites_rights(struct wd_str permission, struct wd_str verb)
{
    static const char *const named[] = {"iam.serviceAccounts.actAs",
                                        "iam.serviceAccounts.getAccessToken",
                                        "iam.serviceAccounts.signBlob",
                                        "iam.serviceAccounts.signJwt",
                                        "iam.serviceAccountKeys.create",
                                        "iam.roles.update",
                                        "iam.serviceAccounts.implicitDelegation",
                                        "cloudbuild.builds.create"};

    return wd_str_eqz(verb, "setIamPolicy") || IN(permission, named);
}

static bool shows_credentials(struct wd_str permission)
{
    static const char *const named[] = {"secretmanager.versions.access",
                                        "container.secrets.get",
                                        "container.secrets.list",
                                        "storage.hmacKeys.create",
                                        "serviceusage.apiKeys.getKeyString",
                                        "apikeys.keys.getKeyString",
                                        "apikeys.keys.create",
                                        "cloudsql.users.create",
                                        "container.clusters.getCredentials",
                                        "iam.serviceAccounts.getOpenIdToken",
                                        "redis.instances.getAuthString",
                                        "cloudfunctions.functions.sourceCodeGet",
                                        "container.serviceAccounts.createToken"};

    return IN(permission, named);
}

static bool helps_climbing(struct wd_str permission)
{
    static const char *const named[] = {"cloudfunctions.functions.create",
                                        "cloudfunctions.functions.update",
                                        "compute.instances.create",
                                        "compute.instances.setMetadata",
                                        "compute.instances.setServiceAccount",
                                        "compute.projects.setCommonInstanceMetadata",
                                        "compute.instances.osAdminLogin",
                                        "composer.environments.create",
                                        "dataflow.jobs.create",
                                        "dataproc.clusters.create",
                                        "dataproc.jobs.create",
                                        "deploymentmanager.deployments.create",
                                        "container.pods.exec",
                                        "container.pods.create",
                                        "iam.roles.create",
                                        "iam.serviceAccounts.enable",
                                        "orgpolicy.policy.set",
                                        "run.services.create",
                                        "run.jobs.create",
                                        "notebooks.instances.create",
                                        "aiplatform.customJobs.create",
                                        "cloudscheduler.jobs.create"};

    return IN(permission, named);
}

static bool is_noise(struct wd_str permission, struct wd_str verb)
{
    static const char *const named[] = {"resourcemanager.projects.get",
                                        "resourcemanager.projects.list"};

    if (IN(permission, named) || wd_str_has(permission, WD_STR(".locations.")))
        return true;
    return wd_str_eqz(verb, "get") && wd_str_has(permission, WD_STR(".operations."));
}

static bool reads_data(struct wd_str permission, struct wd_str verb)
{
    static const char *const verbs[] = {"getData",           "readRows", "select", "download",
                                        "downloadArtifacts", "consume",  "access", "readFiles"};
    static const char *const named[] = {"storage.objects.get", "datastore.entities.get",
                                        "datastore.entities.list", "logging.privateLogEntries.list",
                                        "bigquery.tables.export"};

    return IN(verb, verbs) || IN(permission, named);
}

double wd_permission_weight(struct wd_str permission)
{
    static const char *const destroys[] = {"delete", "destroy", "purge", "remove"};
    static const char *const changes[] = {"update", "set",   "patch",  "edit",
                                          "move",   "write", "replace"};
    static const char *const looks[] = {"get",  "list",   "search", "query", "fetch", "check",
                                        "view", "lookup", "read",   "watch", "count"};
    size_t dot = wd_str_rfind_char(permission, '.');
    struct wd_str verb = dot == WD_NPOS ? permission : wd_str_from(permission, dot + 1);

    if (rewrites_rights(permission, verb))
        return 60;
    if (shows_credentials(permission))
        return 40;
    if (helps_climbing(permission))
        return 30;
    if (is_noise(permission, verb))
        return 0.05;
    if (STARTS(verb, destroys))
        return 8;
    if (reads_data(permission, verb))
        return 6;
    if (STARTS(verb, changes))
        return 4;
    return STARTS(verb, looks) ? 0.5 : 3;
}

static bool has_word(struct wd_str text, const char *word)
{
    struct wd_str w = wd_str_of(word);

    for (size_t i = 0; i + w.len <= text.len; i++)
        if (wd_str_ieq(wd_str_sub(text, i, w.len), w))
            return true;
    return false;
}

static bool is_automatic(struct wd_str description)
{
    static const char *const forms[] = {"Editor role for ", "Viewer role for ", "Admin role for "};

    return STARTS(description, forms);
}

static bool is_niche(struct wd_str title)
{
    static const char *const words[] = {
        "migration", "migrator",          "insights",   "collector", "worker", "colab",
        "extension", "express",           "discovery",  "routine",   "source", "generator",
        "producer",  "notebook executor", "onboarding", "remediat"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(title, words[i]))
            return true;
    return false;
}

unsigned wd_role_flags(struct wd_str name, struct wd_str title, struct wd_str description,
                       struct wd_str stage)
{
    unsigned flags = 0;

    if (!wd_str_starts(name, WD_STR("roles/")))
        flags |= WD_ROLE_CUSTOM;
    if (wd_role_is_basic(name))
        flags |= WD_ROLE_BASIC;
    if (wd_role_is_service_agent(name) || has_word(title, "service agent"))
        flags |= WD_ROLE_AGENT;
    if (wd_str_eqz(stage, "DEPRECATED") || wd_str_eqz(stage, "DISABLED") ||
        has_word(title, "deprecated"))
        flags |= WD_ROLE_DEPRECATED;
    if (is_automatic(description))
        flags |= WD_ROLE_AUTOMATIC;
    if (is_niche(title) || wd_str_ends(name, WD_STR("Agent")))
        flags |= WD_ROLE_NICHE;
    if (has_word(name, ".legacy") || has_word(title, "legacy"))
        flags |= WD_ROLE_LEGACY;
    if (wd_str_ends(name, WD_STR("Owner")) && !has_word(name, "projectOwner"))
        flags |= WD_ROLE_OWNER;
    return flags;
}
