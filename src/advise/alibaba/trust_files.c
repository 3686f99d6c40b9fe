/* Trust policies: reading what `aliyun ram GetRole` prints, and merging one more principal in.
 *
 * UpdateRole replaces the whole document, so everything that is there stays: statements, conditions,
 * other principals, the order of keys. */
#include "advise/alibaba/ram.h"

#include "whydenied/names/ident.h"

struct trusted {
    struct wd_str role, account; /* in the JSON of `roles` */
    json_t *policy;
};

struct wd_trust_files {
    json_t *roles; /* array of the Role objects, for their text */
    struct trusted *list;
    size_t count;
};

/* {"Role":{…}} or the Role itself; the document is a string of JSON, or JSON. */
static json_t *document_of(json_t *role)
{
    json_t *document = json_object_get(role, "AssumeRolePolicyDocument");

    if (json_is_object(document))
        return json_incref(document);
    if (!json_is_string(document))
        return NULL;
    return json_loadb(json_string_value(document), json_string_length(document),
                      JSON_REJECT_DUPLICATES, NULL);
}

static int load_one(struct wd_trust_files *files, const char *path, struct wd_error *err)
{
    json_error_t why;
    json_t *root = json_load_file(path, 0, &why), *role = json_object_get(root, "Role");
    struct trusted *one = &files->list[files->count];
    const char *name, *arn;

    if (!root)
        return wd_fail(err, "%s:%d: %s", path, why.line, why.text);
    if (!role)
        role = root;
    name = json_string_value(json_object_get(role, "RoleName"));
    arn = json_string_value(json_object_get(role, "Arn"));
    one->policy = document_of(role);
    if (!name || !json_is_object(one->policy)) {
        json_decref(one->policy);
        one->policy = NULL;
        json_decref(root);
        return wd_fail(err,
                       "%s: not what \"aliyun ram GetRole\" prints (RoleName and "
                       "AssumeRolePolicyDocument)",
                       path);
    }
    one->role = wd_str_of(name);
    wd_ram_role_name(wd_str_of(arn), &one->account);
    files->count++;
    return json_array_append_new(files->roles, root) == 0 ? 0 : wd_fail_memory(err);
}

struct wd_trust_files *wd_trust_files_load(const char *const *paths, size_t count,
                                           struct wd_error *err)
{
    struct wd_trust_files *files = calloc(1, sizeof *files);

    if (!files || !(files->roles = json_array()) ||
        !(files->list = calloc(count + 1, sizeof *files->list))) {
        wd_fail_memory(err);
        wd_trust_files_free(files);
        return NULL;
    }
    for (size_t i = 0; i < count; i++)
        if (load_one(files, paths[i], err) != 0) {
            wd_trust_files_free(files);
            return NULL;
        }
    return files;
}

void wd_trust_files_free(struct wd_trust_files *files)
{
    if (!files)
        return;
    for (size_t i = 0; i < files->count; i++)
        json_decref(files->list[i].policy);
    free(files->list);
    json_decref(files->roles);
    free(files);
}

/* Role names are compared as RAM does for its default roles: in any case. */
const json_t *wd_trust_files_find(const struct wd_trust_files *files, struct wd_str role,
                                  struct wd_str account)
{
    for (size_t i = 0; files && i < files->count; i++) {
        const struct trusted *one = &files->list[i];
        bool same_account =
            account.len == 0 || one->account.len == 0 || wd_str_eq(account, one->account);
        if (wd_str_ieq(one->role, role) && same_account)
            return one->policy;
    }
    return NULL;
}

static bool is_plain_allow(const json_t *statement)
{
    json_t *action = json_object_get(statement, "Action");
    const char *name =
        json_string_value(json_is_array(action) ? json_array_get(action, 0) : action);

    return wd_trust_allows(statement) && name && strcmp(name, "sts:AssumeRole") == 0 &&
           !json_object_get(statement, "Condition") &&
           json_is_object(json_object_get(statement, "Principal"));
}

/* Adds `who` under `kind` ("Service", "RAM") of a principal that may hold a string or a list. */
static int add_to(json_t *principal, const char *kind, struct wd_str who)
{
    json_t *value = json_object_get(principal, kind), *list;

    if (json_is_array(value))
        return json_array_append_new(value, json_stringn(who.ptr, who.len));
    list = json_array();
    if (!list)
        return -1;
    if ((value && json_array_append(list, value) != 0) ||
        json_array_append_new(list, json_stringn(who.ptr, who.len)) != 0) {
        json_decref(list);
        return -1;
    }
    return json_object_set_new(principal, kind, list);
}

/* A statement of its own, when every other one carries a condition that would come to bind it. */
static int add_statement(json_t *policy, const char *kind, struct wd_str who)
{
    json_t *statements = json_object_get(policy, "Statement"), *list;
    json_t *fresh = json_pack("{s:s, s:s, s:{s:[s%]}}", "Action", "sts:AssumeRole", "Effect",
                              "Allow", "Principal", kind, who.ptr, who.len);

    if (!fresh)
        return -1;
    if (json_is_array(statements))
        return json_array_append_new(statements, fresh);
    list = json_array();
    if (!list || (statements && json_array_append(list, statements) != 0)) {
        json_decref(list);
        json_decref(fresh);
        return -1;
    }
    if (json_array_append_new(list, fresh) != 0 ||
        json_object_set_new(policy, "Statement", list) != 0)
        return -1;
    return 0;
}

static int merge_into(json_t *policy, const char *kind, struct wd_str who, bool *ret_had)
{
    json_t *statements = json_object_get(policy, "Statement"), *statement, *chosen = NULL;
    size_t i;

    json_array_foreach (statements, i, statement) {
        json_t *principal = json_object_get(statement, "Principal");
        if (!is_plain_allow(statement))
            continue;
        if (wd_trust_holds(json_object_get(principal, kind), who)) {
            *ret_had = true;
            return 0;
        }
        /* Best beside its kin; else the first plain statement. */
        if (!chosen || (!json_object_get(json_object_get(chosen, "Principal"), kind) &&
                        json_object_get(principal, kind)))
            chosen = statement;
    }
    if (chosen)
        return add_to(json_object_get(chosen, "Principal"), kind, who);
    return add_statement(policy, kind, who);
}

json_t *wd_trust_merge(const json_t *policy, const char *kind, struct wd_str who, bool *ret_had)
{
    json_t *merged =
        policy ? json_deep_copy(policy) : json_pack("{s:[], s:s}", "Statement", "Version", "1");

    *ret_had = false;
    if (merged && merge_into(merged, kind, who, ret_had) != 0) {
        json_decref(merged);
        merged = NULL;
    }
    return merged;
}
