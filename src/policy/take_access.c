/* Access that stands in the data of a resource and not in a policy: a dataset's list, a bucket with lists of its own.
 *
 * https://cloud.google.com/bigquery/docs/reference/rest/v2/datasets (access),
 * https://cloud.google.com/storage/docs/json_api/v1/buckets (iamConfiguration) */
#include "policy/set.h"

#include <stdio.h>

/* https://cloud.google.com/bigquery/docs/access-control-basic-roles: the short words of the list. */
static const struct {
    const char *word, *role;
} short_roles[] = {
    {"READER", "roles/bigquery.dataViewer"},
    {"WRITER", "roles/bigquery.dataEditor"},
    {"OWNER", "roles/bigquery.dataOwner"},
};

static const struct {
    const char *word, *member;
} special[] = {
    {"projectReaders", "projectViewer:"},
    {"projectWriters", "projectEditor:"},
    {"projectOwners", "projectOwner:"},
    {"allAuthenticatedUsers", "allAuthenticatedUsers"},
    {"allUsers", "allUsers"},
};

static struct wd_str role_of(struct wd_str word)
{
    for (size_t i = 0; i < sizeof short_roles / sizeof *short_roles; i++)
        if (wd_str_eqz(word, short_roles[i].word))
            return wd_str_of(short_roles[i].role);
    return word;
}

static struct wd_str special_member(struct wd_arena *arena, struct wd_str word, struct wd_str path)
{
    struct wd_str project = wd_policy_project_of(path);

    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (wd_str_eqz(word, special[i].word)) {
            struct wd_str member = wd_str_of(special[i].member);
            return wd_str_ends(member, WD_STR(":"))
                       ? wd_arena_concat(
                             arena, (const struct wd_str[]){member, wd_last_part(project, '/')}, 2)
                       : member;
        }
    return WD_STR_NONE;
}

/* One entry as a member of a binding; empty: a view, routine or dataset, which is nobody. */
static struct wd_str member_of(struct wd_arena *arena, struct wd_jv entry, struct wd_str path)
{
    static const struct {
        const char *name, *kind;
    } ways[] = {{"groupByEmail", "group:"}, {"domain", "domain:"}, {"iamMember", ""}};
    struct wd_str value, account = WD_STR("serviceAccount:"), user = WD_STR("user:");

    if (wd_jv_is_str(wd_jv_get(entry, "userByEmail"), &value))
        return wd_arena_concat(
            arena,
            (const struct wd_str[]){
                wd_str_ends(value, WD_STR("gserviceaccount.com")) ? account : user, value},
            2);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (wd_jv_is_str(wd_jv_get(entry, ways[i].name), &value))
            return wd_arena_concat(arena, (const struct wd_str[]){wd_str_of(ways[i].kind), value},
                                   2);
    if (wd_jv_is_str(wd_jv_get(entry, "specialGroup"), &value))
        return special_member(arena, value, path);
    return WD_STR_NONE;
}

static void dataset(struct wd_policy_set *set, struct wd_arena *arena, struct wd_policy_node *node,
                    struct wd_jv access)
{
    wd_policy_bindings(set, node,
                       wd_jv_get(access, "")); /* the list is there, whoever stands in it */
    for (struct wd_jiter it = wd_jv_iter(access); wd_jiter_next(&it);) {
        struct wd_str role = role_of(wd_jv_str(wd_jv_get(it.value, "role")));
        struct wd_str member = member_of(arena, it.value, node->path), condition;
        if (role.len == 0 || member.len == 0)
            continue;
        condition = wd_jv_str(wd_jv_get(wd_jv_get(it.value, "condition"), "expression"));
        wd_policy_bind(set, node, role, member, condition);
    }
}

static bool is_off(struct wd_jv configuration)
{
    bool enabled = true;
    struct wd_jv uniform =
        wd_policy_get(configuration, "uniformBucketLevelAccess", "uniform_bucket_level_access");

    if (wd_jv_type(uniform) != WD_JSON_OBJECT)
        uniform = wd_policy_get(configuration, "bucketPolicyOnly", "bucket_policy_only");
    wd_jv_bool(wd_jv_get(uniform, "enabled"), &enabled);
    return !enabled;
}

/* https://cloud.google.com/storage/docs/public-access-prevention: bindings of everybody do nothing there. */
static bool keeps_public_out(struct wd_jv configuration)
{
    return wd_str_eqz(wd_jv_str(wd_policy_get(configuration, "publicAccessPrevention",
                                              "public_access_prevention")),
                      "enforced");
}

void wd_policy_take_access(struct wd_policy_set *set, struct wd_arena *arena,
                           struct wd_policy_node *node, struct wd_jv data)
{
    struct wd_jv access = wd_jv_get(data, "access");

    if (wd_jv_type(wd_policy_get(data, "datasetReference", "dataset_reference")) ==
            WD_JSON_OBJECT &&
        wd_jv_type(access) == WD_JSON_ARRAY)
        dataset(set, arena, node, access);
    if (wd_str_starts(node->path, WD_STR("projects/_/buckets/"))) {
        struct wd_jv configuration = wd_policy_get(data, "iamConfiguration", "iam_configuration");
        node->fine_grained = node->fine_grained || is_off(configuration);
        node->no_public = node->no_public || keeps_public_out(configuration);
    }
}
