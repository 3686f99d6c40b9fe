/* Reads policies and answers "is it granted already?".
 *
 * Only bindings are kept. Groups and domains are not resolved: a member counts when it stands in a
 * binding itself. A policy whose file does not say its resource is taken for one that covers the
 * place: the answer then names the file. */
#include "advise/snapshot.h"

#include "whydenied/base/yaml.h"

struct policy {
    json_t *bindings; /* array */
    char *where;      /* "projects/acme-ml-prod", or the file's name */
    bool named;
};

struct wd_snapshot {
    struct policy *list;
    size_t count, room;
};

static int keep(struct wd_snapshot *snapshot, json_t *bindings, const char *where, bool named)
{
    if (snapshot->count == snapshot->room) {
        size_t room = snapshot->room ? 2 * snapshot->room : 16;
        struct policy *list = realloc(snapshot->list, room * sizeof *list);
        if (!list)
            return -1;
        snapshot->list = list;
        snapshot->room = room;
    }
    struct policy *policy = &snapshot->list[snapshot->count];
    *policy = (struct policy){bindings, strdup(where), named};
    if (!policy->where)
        return -1;
    json_incref(bindings);
    snapshot->count++;
    return 0;
}

/* "//storage.googleapis.com/projects/_/buckets/b" → "projects/_/buckets/b". */
static const char *short_name(const char *name)
{
    const char *slash = strncmp(name, "//", 2) == 0 ? strchr(name + 2, '/') : NULL;

    return slash ? slash + 1 : name;
}

/* A policy itself, an asset with one, or a list of either. */
static int take(struct wd_snapshot *snapshot, const json_t *value, const char *file,
                size_t *ret_found)
{
    static const char *const policies[] = {"iam_policy", "iamPolicy", "policy"};
    const char *name = json_string_value(json_object_get(value, "name"));
    json_t *bindings = json_object_get(value, "bindings");
    const json_t *item;
    size_t i;

    if (!name)
        name = json_string_value(json_object_get(value, "resource"));
    if (json_is_array(bindings)) {
        ++*ret_found;
        return keep(snapshot, bindings, file, false);
    }
    for (i = 0; i < 3; i++) {
        bindings = json_object_get(json_object_get(value, policies[i]), "bindings");
        if (json_is_array(bindings)) {
            ++*ret_found;
            return keep(snapshot, bindings, name ? short_name(name) : file, name != NULL);
        }
    }
    if (name)
        ++*ret_found; /* an asset without a policy of its own */
    json_array_foreach (value, i, item)
        if (take(snapshot, item, file, ret_found) != 0)
            return -1;
    return 0;
}

static int first_byte(FILE *file)
{
    int c;

    do
        c = getc(file);
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t');
    if (c != EOF)
        ungetc(c, file);
    return c;
}

/* One value after the other: a whole policy, or the lines of an asset export. */
static int read_json(struct wd_snapshot *snapshot, FILE *file, const char *path, size_t *ret_found,
                     struct wd_error *err)
{
    while (first_byte(file) != EOF) {
        json_error_t why;
        json_t *value = json_loadf(file, JSON_DISABLE_EOF_CHECK, &why);
        if (!value)
            return wd_fail(err, "%s:%d: %s", path, why.line, why.text);
        int rc = take(snapshot, value, path, ret_found);
        json_decref(value);
        if (rc != 0)
            return wd_fail_memory(err);
    }
    return 0;
}

/* As gcloud prints it without --format: every scalar is a text. */
static json_t *read_yaml(FILE *file, const char *path, struct wd_error *err)
{
    struct wd_yaml_fault fault;
    struct wd_buf text, json;
    json_t *value = NULL;
    int got = 0;

    wd_buf_init(&text, WD_POLICY_BYTES_MAX);
    wd_buf_init(&json, WD_POLICY_BYTES_MAX);
    if (wd_buf_put_file(&text, file) < 0)
        wd_fail(err, "%s: cannot be read, or too large", path);
    else if ((got = wd_yaml_to_json(&json, wd_buf_str(&text), WD_YAML_NO_ALIASES, false, &fault)) <
             0)
        wd_fail_memory(err);
    else if (got == 0)
        wd_fail(err, "%s:%u:%u: %s", path, fault.line, fault.column, fault.text);
    else if (!(value = json_loadb(json.ptr, json.len, JSON_DECODE_ANY, NULL)))
        wd_fail(err, "%s: not a policy", path);
    wd_buf_done(&json);
    wd_buf_done(&text);
    return value;
}

static int load_one(struct wd_snapshot *snapshot, const char *path, struct wd_error *err)
{
    FILE *file = fopen(path, "re");
    size_t found = 0;
    int rc, first;

    if (!file)
        return wd_fail(err, "%s: cannot be opened", path);
    first = first_byte(file);
    if (first == '{' || first == '[') {
        rc = read_json(snapshot, file, path, &found, err);
    } else {
        json_t *value = read_yaml(file, path, err);
        rc = value ? take(snapshot, value, path, &found) : -1;
        json_decref(value);
    }
    fclose(file);
    if (rc == 0 && found == 0)
        return wd_fail(err,
                       "%s: no policy in it (expected what get-iam-policy prints, or an asset "
                       "export)",
                       path);
    return rc;
}

struct wd_snapshot *wd_snapshot_load(const char *const *paths, size_t count, struct wd_error *err)
{
    struct wd_snapshot *snapshot = calloc(1, sizeof *snapshot);

    if (!snapshot)
        wd_fail_memory(err);
    for (size_t i = 0; snapshot && i < count; i++)
        if (load_one(snapshot, paths[i], err) != 0) {
            wd_snapshot_free(snapshot);
            return NULL;
        }
    return snapshot;
}

void wd_snapshot_free(struct wd_snapshot *snapshot)
{
    if (!snapshot)
        return;
    for (size_t i = 0; i < snapshot->count; i++) {
        json_decref(snapshot->list[i].bindings);
        free(snapshot->list[i].where);
    }
    free(snapshot->list);
    free(snapshot);
}

/* The policy's resource is the place, its project, or a folder or organisation (which may be above). */
static bool covers(const struct policy *policy, struct wd_str place, struct wd_str project)
{
    struct wd_str where = wd_str_of(policy->where);

    if (!policy->named || wd_str_eq(where, place) ||
        wd_str_starts(where, WD_STR("organizations/")) || wd_str_starts(where, WD_STR("folders/")))
        return true;
    return wd_str_starts(where, WD_STR("projects/")) && project.len > 0 &&
           wd_str_eq(wd_str_from(where, sizeof("projects/") - 1), project);
}

static bool lists(const json_t *binding, struct wd_str member)
{
    const json_t *item;
    size_t i;

    json_array_foreach (json_object_get(binding, "members"), i, item)
        if (wd_str_eqz(member, json_string_value(item)))
            return true;
    return false;
}

static bool gives(struct wd_catalogue *catalogue, struct wd_str held, struct wd_str role,
                  const struct wd_str *permissions, size_t count)
{
    if (role.len > 0 && wd_str_eq(held, role))
        return true;
    for (size_t i = 0; i < count; i++)
        if (wd_catalogue_role_holds(catalogue, held, permissions[i]) != 1)
            return false;
    return count > 0;
}

static struct wd_str condition_of(const json_t *binding)
{
    const json_t *condition = json_object_get(binding, "condition");
    const char *title = json_string_value(json_object_get(condition, "title"));
    const char *expression = json_string_value(json_object_get(condition, "expression"));

    if (!condition)
        return WD_STR_NONE;
    return wd_str_of(expression && *expression ? expression : title && *title ? title : "?");
}

bool wd_snapshot_holds(const struct wd_snapshot *snapshot, struct wd_catalogue *catalogue,
                       struct wd_str member, struct wd_str role, const struct wd_str *permissions,
                       size_t count, struct wd_str place, struct wd_str project,
                       struct wd_held *ret_held)
{
    bool found = false;

    for (size_t p = 0; snapshot && p < snapshot->count; p++) {
        const struct policy *policy = &snapshot->list[p];
        const json_t *binding;
        size_t i;
        if (!covers(policy, place, project))
            continue;
        json_array_foreach (policy->bindings, i, binding) {
            struct wd_str held = wd_str_of(json_string_value(json_object_get(binding, "role")));
            struct wd_str condition = condition_of(binding);
            if (!lists(binding, member) || !gives(catalogue, held, role, permissions, count) ||
                (found && condition.len > 0))
                continue;
            *ret_held = (struct wd_held){held, wd_str_of(policy->where), condition};
            found = true;
            if (condition.len == 0)
                return true;
        }
    }
    return found;
}

struct wd_str wd_snapshot_role_like(const struct wd_snapshot *snapshot, struct wd_str member,
                                    struct wd_str beginning, struct wd_str place)
{
    for (size_t p = 0; snapshot && p < snapshot->count; p++) {
        const struct policy *policy = &snapshot->list[p];
        const json_t *binding;
        size_t i;
        if (!policy->named || !wd_str_eq(wd_str_of(policy->where), place))
            continue;
        json_array_foreach (policy->bindings, i, binding) {
            struct wd_str role = wd_str_of(json_string_value(json_object_get(binding, "role")));
            if (wd_str_starts(role, beginning) && lists(binding, member) &&
                condition_of(binding).len == 0)
                return role;
        }
    }
    return WD_STR_NONE;
}
