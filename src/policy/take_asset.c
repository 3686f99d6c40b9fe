/* Assets: Cloud Asset Inventory exports and searches, and lists of projects. They say where a resource lies, which
 * number a project has, and what its policy is.
 *
 * https://cloud.google.com/asset-inventory/docs/overview (content types),
 * .../docs/reference/rest/v1/v1/searchAllIamPolicies */
#include "policy/set.h"

/* "projects/NUMBER", which an export and a search put first among what stands above. */
static struct wd_str number_of(struct wd_jv asset)
{
    struct wd_jiter it = wd_jv_iter(wd_jv_get(asset, "ancestors"));

    return wd_jiter_next(&it) ? wd_jv_str(it.value) : wd_jv_str(wd_jv_get(asset, "project"));
}

static bool asked(const struct wd_policy_set *set, struct wd_arena *scratch, struct wd_str path)
{
    return wd_policy_has(set->wanted_paths, wd_policy_lookup(scratch, path));
}

/* An asset of a project is named by the project's number; its data tell the id. */
static bool asked_by_id(const struct wd_policy_set *set, struct wd_arena *scratch,
                        struct wd_jv asset)
{
    struct wd_jv data = wd_jv_get(wd_jv_get(asset, "resource"), "data");
    struct wd_str parts[] = {WD_STR("projects/"),
                             wd_jv_str(wd_policy_get(data, "projectId", "project_id"))};

    return parts[1].len > 0 && asked(set, scratch, wd_arena_concat(scratch, parts, 2));
}

/* Folders and organisations are few, and any of them may stand above; of projects only those in question count. */
static bool wanted(struct wd_policy_set *set, struct wd_arena *scratch, struct wd_str path,
                   struct wd_jv asset)
{
    size_t folder = wd_str_find(path, WD_STR("/managedFolders/"));

    if (!set->choosy || asked(set, scratch, path) ||
        (folder != WD_NPOS && asked(set, scratch, wd_str_sub(path, 0, folder))))
        return true;
    if (!wd_policy_is_container(path)) {
        set->dropped = set->dropped || wd_policy_unique_id(wd_last_part(path, '/'));
        return false;
    }
    if (set->open || !wd_str_starts(path, WD_STR("projects/")) ||
        asked(set, scratch, number_of(asset)) || asked_by_id(set, scratch, asset))
        return true;
    set->dropped = true;
    return false;
}

/* The projects in which a resource in question lies are in question, too. */
static void want_ancestors(struct wd_policy_set *set, const struct wd_policy_node *node)
{
    for (size_t i = 0; i < node->ancestors.count; i++)
        if (wd_str_starts(node->ancestors.item[i], WD_STR("projects/")))
            wd_policy_want_project(set, node->ancestors.item[i]);
}

static struct wd_str project_path(struct wd_policy_set *set, struct wd_str id)
{
    char text[128] = "projects/";

    if (wd_str_starts(id, WD_STR("projects/")))
        return wd_policy_text(set, id);
    if (id.len == 0 || id.len + 10 > sizeof text)
        return WD_STR_NONE;
    wd_str_copy(text + 9, id);
    return wd_policy_text(set, wd_str_make(text, 9 + id.len));
}

/* A number, whether it is written as one or as a text. */
static struct wd_str digits(struct wd_jv value, char room[24])
{
    struct wd_str text;
    int64_t n;
    size_t len = 0;

    if (wd_jv_is_str(value, &text))
        return text;
    if (!wd_jv_int(value, &n) || n < 0)
        return WD_STR_NONE;
    for (char *p = room + 23; n > 0 || len == 0; n /= 10, len++)
        *p-- = (char)('0' + n % 10);
    return wd_str_make(room + 24 - len, len);
}

/* The project's id and number, told by its data or by `gcloud projects list`. */
static void tie(struct wd_policy_set *set, struct wd_jv data)
{
    char room[24];
    struct wd_str id = wd_jv_str(wd_policy_get(data, "projectId", "project_id"));
    struct wd_str number = digits(wd_policy_get(data, "projectNumber", "project_number"), room);

    if (id.len > 0 && number.len > 0)
        wd_policy_tie(set, project_path(set, id), project_path(set, number));
}

static void add_ancestor(struct wd_policy_set *set, struct wd_policy_node *node, struct wd_str path)
{
    struct wd_str *more;

    for (size_t i = 0; i < node->ancestors.count; i++)
        if (wd_str_eq(node->ancestors.item[i], path))
            return;
    more = path.len ? wd_policy_alloc(set, (node->ancestors.count + 1) * sizeof *more) : NULL;
    if (!more)
        return;
    if (node->ancestors.count > 0)
        memcpy(more, node->ancestors.item, node->ancestors.count * sizeof *more);
    more[node->ancestors.count] = wd_policy_text(set, path);
    node->ancestors.item = more;
    node->ancestors.count++;
    if (wd_str_starts(path, WD_STR("organizations/")))
        node->placed = true;
}

/* parent: {"type": "folder", "id": "1"} of `gcloud projects list`. */
static void add_parent(struct wd_policy_set *set, struct wd_policy_node *node, struct wd_jv parent)
{
    struct wd_str type = wd_jv_str(wd_jv_get(parent, "type")),
                  id = wd_jv_str(wd_jv_get(parent, "id"));
    char text[64] = "organizations/";
    size_t len = 14;

    if (id.len == 0 || id.len > 40)
        return;
    if (wd_str_eqz(type, "folder"))
        memcpy(text, "folders/", len = 8);
    wd_str_copy(text + len, id);
    add_ancestor(set, node, wd_str_make(text, len + id.len));
}

static void place(struct wd_policy_set *set, struct wd_arena *scratch, struct wd_policy_node *node,
                  struct wd_jv asset, struct wd_jv data)
{
    static const char *const names[] = {"project", "organization", "parentFullResourceName"};
    struct wd_str host, text;

    for (struct wd_jiter it = wd_jv_iter(wd_jv_get(asset, "ancestors")); wd_jiter_next(&it);)
        add_ancestor(set, node, wd_jv_str(it.value));
    for (struct wd_jiter it = wd_jv_iter(wd_jv_get(asset, "folders")); wd_jiter_next(&it);)
        add_ancestor(set, node, wd_jv_str(it.value));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wd_jv_is_str(wd_jv_get(asset, names[i]), &text))
            add_ancestor(set, node, wd_policy_path(scratch, text, &host));
    if (wd_jv_is_str(wd_jv_get(wd_jv_get(asset, "resource"), "parent"), &text))
        add_ancestor(set, node, wd_policy_path(scratch, text, &host));
    add_parent(set, node, wd_jv_get(data, "parent"));
}

/* The asset of a project tells its number by the first of its ancestors, or by "project" of a search. */
static void tie_by_place(struct wd_policy_set *set, struct wd_str path, struct wd_jv asset)
{
    struct wd_str number = number_of(asset);

    if (wd_policy_is_container(path) && wd_policy_project_of(path).len > 0 &&
        wd_str_starts(number, WD_STR("projects/")))
        wd_policy_tie(set, path, number);
}

/* Policies of accounts are kept by unique id in exports, and asked for by address. */
static void want_account(struct wd_policy_set *set, struct wd_str email, struct wd_str id)
{
    struct wd_arena *scratch = wd_arena_new(1 << 14);
    struct wd_str parts[] = {WD_STR("projects/*/serviceAccounts/"), id}, host, path;

    path = scratch ? wd_arena_concat(scratch, parts, 2) : WD_STR_NONE;
    if (path.len > 0 && !wd_policy_has(set->wanted_paths, path)) {
        wd_policy_put(set, &set->wanted_paths, path, NULL);
        set->again = set->again || set->dropped;
        wd_policy_want_project(set, wd_policy_project_of(wd_policy_path(scratch, email, &host)));
    }
    wd_arena_free(scratch);
}

static bool wanted_account(const struct wd_policy_set *set, struct wd_str email, struct wd_str id)
{
    char path[300] = "projects/*/serviceAccounts/";
    size_t len = strlen(path);

    if (!set->choosy || wd_policy_has(set->wanted_who, id) || wd_policy_has(set->wanted_who, email))
        return true;
    if (len + email.len > sizeof path)
        return false;
    wd_str_copy(path + len, email);
    return wd_policy_has(set->wanted_paths, wd_str_make(path, len + email.len));
}

/* A service account's address and its unique id. */
static void account(struct wd_policy_set *set, struct wd_jv data)
{
    char room[24];
    struct wd_str email = wd_jv_str(wd_jv_get(data, "email"));
    struct wd_str id = digits(wd_policy_get(data, "uniqueId", "unique_id"), room);
    struct wd_policy_key *key;

    if (email.len == 0 || id.len == 0 || !wanted_account(set, email, id))
        return;
    email = wd_policy_lower(set, email);
    if (set->choosy) {
        wd_policy_put(set, &set->wanted_who, email, NULL);
        want_account(set, email, id);
    }
    wd_policy_tie(set, email, id);
    wd_policy_put(set, &set->accounts, id, NULL);
    HASH_FIND(hh, set->accounts, id.ptr, id.len, key);
    if (key)
        key->value = wd_policy_alloc(set, sizeof(struct wd_str));
    if (key && key->value)
        *(struct wd_str *)key->value = email;
}

static void data_of(struct wd_policy_set *set, struct wd_policy_source *source, struct wd_jv data)
{
    if (wd_jv_type(wd_policy_get(data, "uniqueId", "unique_id")) != WD_JSON_ABSENT)
        account(set, data);
    if (wd_jv_type(wd_policy_get(data, "includedPermissions", "included_permissions")) !=
        WD_JSON_ABSENT)
        wd_policy_take_guard(set, source, data);
}

/* Organisation policies of an asset; those on members are judged, the others counted. */
static void guards(struct wd_policy_set *set, struct wd_arena *scratch, struct wd_str path,
                   struct wd_jv asset)
{
    struct wd_jv data = wd_jv_get(wd_jv_get(asset, "resource"), "data");
    struct wd_str project = wd_policy_project_of(path);
    size_t policies = wd_str_find(path, WD_STR("/policies/"));

    if (set->choosy && !set->open && project.len > 0 && !asked(set, scratch, project) &&
        !asked(set, scratch, number_of(asset)))
        return;
    for (struct wd_jiter it = wd_jv_iter(wd_policy_get(asset, "orgPolicy", "org_policy"));
         wd_jiter_next(&it);)
        wd_policy_take_members_rule(set, path, it.value);
    if (policies != WD_NPOS)
        wd_policy_take_members_rule(set, wd_str_sub(path, 0, policies), data);
    wd_policy_take_customer(set, path, data);
}

static void take_node(struct wd_policy_set *set, struct wd_policy_source *source,
                      struct wd_jv asset, struct wd_str name)
{
    struct wd_arena *scratch = wd_arena_new(1 << 20);
    struct wd_jv policy = wd_policy_get(asset, "iamPolicy", "iam_policy"), data;
    struct wd_str host = WD_STR_NONE, path;

    if (!scratch) {
        set->failed = true;
        return;
    }
    data = wd_jv_get(wd_jv_get(asset, "resource"), "data");
    if (wd_jv_type(policy) == WD_JSON_ABSENT)
        policy = wd_jv_get(asset, "policy");
    data_of(set, source, data);
    path = wd_policy_path(scratch, name, &host);
    guards(set, scratch, path, asset);
    if (path.len > 0 && wanted(set, scratch, path, asset)) {
        struct wd_policy_node *node = wd_policy_node_of(set, path);
        if (node && host.len > 0)
            node->host = wd_policy_text(set, host);
        if (node) {
            place(set, scratch, node, asset, data);
            wd_policy_take_access(set, scratch, node, data);
            want_ancestors(set, node);
        }
        tie(set, data);
        tie_by_place(set, path, asset);
        if (wd_jv_type(policy) == WD_JSON_OBJECT)
            wd_policy_bindings(set, node, wd_jv_get(policy, "bindings"));
    }
    wd_arena_free(scratch);
}

/* {"projectId": "p", "projectNumber": "1", "parent": {…}} */
static bool project(struct wd_policy_set *set, struct wd_jv value)
{
    struct wd_str id = wd_jv_str(wd_policy_get(value, "projectId", "project_id"));
    struct wd_policy_node *node;

    if (id.len == 0)
        return false;
    tie(set, value);
    node = wd_policy_node_of(set, project_path(set, id));
    if (node)
        add_parent(set, node, wd_jv_get(value, "parent"));
    return true;
}

bool wd_policy_take_asset(struct wd_policy_set *set, struct wd_policy_source *source,
                          struct wd_jv value)
{
    struct wd_str name;
    struct wd_jv of = wd_jv_get(value, "asset"); /* of a feed or of history */

    if (wd_jv_type(of) == WD_JSON_OBJECT)
        value = of;
    bool asset = wd_jv_is_str(wd_jv_get(value, "name"), &name) && wd_str_starts(name, WD_STR("//"));
    bool search = !asset && wd_jv_is_str(wd_jv_get(value, "resource"), &name) &&
                  wd_jv_type(wd_jv_get(value, "policy")) == WD_JSON_OBJECT;
    bool guard =
        wd_jv_type(wd_policy_get(value, "orgPolicy", "org_policy")) != WD_JSON_ABSENT ||
        wd_jv_type(wd_policy_get(value, "accessPolicy", "access_policy")) != WD_JSON_ABSENT;

    if (!asset && !search)
        return project(set, value);
    take_node(set, source, value, name);
    set->unjudged += guard && !set->second;
    return true;
}
