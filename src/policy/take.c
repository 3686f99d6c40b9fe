/* One JSON value of a policy file: what is it, and what of it is kept? */
#include "policy/ram.h"
#include "policy/set.h"

#include <stdio.h>

/* What no project's policy can hold: conveniences and the roles of buckets. Then the name is a mistake. */
static bool is_of_bucket(struct wd_jv bindings)
{
    for (struct wd_jiter it = wd_jv_iter(bindings); wd_jiter_next(&it);) {
        struct wd_str member;
        if (wd_str_starts(wd_jv_str(wd_jv_get(it.value, "role")), WD_STR("roles/storage.legacy")))
            return true;
        for (struct wd_jiter m = wd_jv_iter(wd_jv_get(it.value, "members")); wd_jiter_next(&m);)
            if (wd_jv_is_str(m.value, &member) &&
                (wd_str_starts(member, WD_STR("projectOwner:")) ||
                 wd_str_starts(member, WD_STR("projectEditor:")) ||
                 wd_str_starts(member, WD_STR("projectViewer:"))))
                return true;
    }
    return false;
}

/* -1: the name cannot be right, and was noted. */
static int check_name(struct wd_policy_set *set, const struct wd_policy_source *source,
                      struct wd_str path, struct wd_jv bindings)
{
    if (!wd_policy_is_container(path) || !is_of_bucket(bindings))
        return 0;
    wd_policy_gap_note(
        set,
        "%s is the policy of a bucket or dataset, given under the name of %.*s; type "
        "--policy gs://BUCKET=%s",
        source->file, WD_STR_ARG(path), source->file);
    return -1;
}

static bool bare_policy(struct wd_policy_set *set, struct wd_policy_source *source,
                        struct wd_jv value)
{
    struct wd_jv bindings = wd_jv_get(value, "bindings");
    struct wd_str host = WD_STR_NONE, path;
    struct wd_policy_node *node;
    bool empty = wd_jv_type(bindings) == WD_JSON_ABSENT &&
                 wd_jv_type(wd_jv_get(value, "etag")) == WD_JSON_STRING &&
                 wd_jv_type(wd_jv_get(value, "name")) == WD_JSON_ABSENT;

    if (wd_jv_type(bindings) != WD_JSON_ARRAY && !empty)
        return false;
    if (source->name.len == 0) {
        source->nameless = true;
        return true;
    }
    struct wd_arena *scratch = wd_arena_new(1 << 16);
    path = scratch ? wd_policy_path(scratch, source->name, &host) : WD_STR_NONE;
    if (check_name(set, source, path, bindings) != 0) {
        wd_arena_free(scratch);
        return true;
    }
    node = wd_policy_node_of(set, path);
    if (node)
        node->host = wd_policy_text(set, host);
    wd_policy_bindings(set, node, bindings);
    wd_arena_free(scratch);
    return true;
}

/* ---- what holds others --------------------------------------------------------------------------- */

/* Answers of the APIs and of gcloud: a list under one of these names, and a page's token perhaps. */
static const char *const lists[] = {"assets",
                                    "results",
                                    "iamPolicies",
                                    "policies",
                                    "policyBindings",
                                    "projects",
                                    "roles",
                                    "groups",
                                    "memberships",
                                    "folders",
                                    "principalAccessBoundaryPolicies"};

static bool list_of(struct wd_policy_set *set, struct wd_policy_source *source, struct wd_jv value)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct wd_jv list = wd_jv_get(value, lists[i]);
        if (wd_jv_type(list) != WD_JSON_ARRAY)
            continue;
        source->understood++;
        if (wd_jv_str(wd_jv_get(value, "nextPageToken")).len > 0)
            wd_policy_gap_note(set, "%s:%llu: one page of several (nextPageToken)", source->file,
                               (unsigned long long)source->line);
        for (struct wd_jiter it = wd_jv_iter(list); wd_jiter_next(&it);)
            wd_policy_take(set, source, it.value);
        return true;
    }
    return false;
}

/* What is recognised, and decides something else than this program judges. */
static bool unjudged(struct wd_policy_set *set, struct wd_jv value)
{
    static const char *const names[] = {"orgPolicy",        "org_policy",        "accessPolicy",
                                        "access_policy",    "accessLevel",       "access_level",
                                        "servicePerimeter", "service_perimeter", "osInventory",
                                        "relatedAssets",    "relatedAsset"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wd_jv_type(wd_jv_get(value, names[i])) != WD_JSON_ABSENT) {
            set->unjudged += !set->second;
            return true;
        }
    return false;
}

/* {"name": "organizations/9/policies/C", "spec": …}, or {"constraint": …, "listPolicy": …} with a name before the
 * file. */
static bool org_policy(struct wd_policy_set *set, const struct wd_policy_source *source,
                       struct wd_jv value)
{
    struct wd_str name = wd_jv_str(wd_jv_get(value, "name")), where, host;
    size_t at = wd_str_find(name, WD_STR("/policies/"));
    bool old = wd_str_starts(wd_jv_str(wd_jv_get(value, "constraint")), WD_STR("constraints/"));
    struct wd_arena *scratch;

    if (!old && (at == WD_NPOS || wd_jv_type(wd_jv_get(value, "spec")) != WD_JSON_OBJECT))
        return false;
    scratch = wd_arena_new(1 << 16);
    where = old && scratch ? wd_policy_path(scratch, source->name, &host)
                           : wd_str_sub(name, 0, old ? 0 : at);
    if (!wd_policy_take_members_rule(set, where, value))
        set->unjudged += !set->second;
    wd_arena_free(scratch);
    return true;
}

/* "not understood" with the names of its first members: enough to find and to judge it. */
static void strange(struct wd_policy_set *set, const struct wd_policy_source *source,
                    struct wd_jv value)
{
    char names[160] = "";
    size_t len = 0, count = 0;

    for (struct wd_jiter it = wd_jv_iter(value);
         wd_jv_type(value) == WD_JSON_OBJECT && count < 4 && wd_jiter_next(&it); count++)
        if (it.name.len < 30)
            len += (size_t)snprintf(names + len, sizeof names - len, "%s%.*s", count ? ", " : "",
                                    WD_STR_ARG(it.name));
    wd_policy_gap_note(set, "%s:%llu: not understood%s%s%s", source->file,
                       (unsigned long long)source->line, len ? " (" : "", names, len ? ")" : "");
}

void wd_policy_take(struct wd_policy_set *set, struct wd_policy_source *source, struct wd_jv value)
{
    bool taken;

    if (wd_jv_type(value) == WD_JSON_ARRAY) {
        for (struct wd_jiter it = wd_jv_iter(value); wd_jiter_next(&it);)
            wd_policy_take(set, source, it.value);
        return;
    }
    taken = wd_jv_type(value) == WD_JSON_OBJECT &&
            ((source->groups && wd_policy_take_group(set, source, value)) ||
             wd_policy_take_guard(set, source, value) || wd_policy_take_asset(set, source, value) ||
             wd_ram_take(set, source, value) || wd_policy_take_group(set, source, value) ||
             list_of(set, source, value) || bare_policy(set, source, value) ||
             org_policy(set, source, value) || unjudged(set, value));
    if (taken)
        source->understood++;
    else
        strange(set, source, value);
}
