/* gcp.json: permission, role and level as administrators choose them; what roles hold of these. */
#include "whydenied/roles/table_file.h"

#include "roles/catalogue_parts.h"
#include "whydenied/base/nearest.h"

struct wd_curated {
    struct wd_arena *arena;
    json_t *root, *roles, *climbing;
    struct wd_curated_row *rows; /* sorted by permission */
    size_t count;
};

static int by_permission(const void *a, const void *b)
{
    const struct wd_curated_row *x = a, *y = b;

    return strcmp(x->permission, y->permission);
}

static int read_rows(struct wd_curated *curated, struct wd_error *err)
{
    json_t *list = json_object_get(curated->root, "permissions"), *json;
    size_t i;

    curated->rows =
        wd_arena_alloc(curated->arena, (json_array_size(list) + 1) * sizeof *curated->rows);
    if (!curated->rows)
        return wd_fail_memory(err);
    json_array_foreach (list, i, json) {
        struct wd_curated_row *row = &curated->rows[curated->count];
        row->permission = json_string_value(json_object_get(json, "permission"));
        row->role = json_string_value(json_object_get(json, "role"));
        row->level = json_string_value(json_object_get(json, "level"));
        row->source = json_string_value(json_object_get(json, "source"));
        row->alternatives = json_object_get(json, "alternatives");
        wd_table_file_text(json_object_get(json, "note"), row->note);
        if (!row->permission || !row->role || !row->level)
            return wd_fail(err, "gcp.json: row %zu lacks permission, role or level", i + 1);
        curated->count++;
    }
    qsort(curated->rows, curated->count, sizeof *curated->rows, by_permission);
    return 0;
}

struct wd_curated *wd_curated_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_curated *curated = calloc(1, sizeof *curated);

    if (!curated) {
        wd_fail_memory(err);
        return NULL;
    }
    curated->root = wd_table_file_read(roles_dir, "gcp.json", err);
    curated->arena = wd_arena_new(WD_TABLE_FILE_MAX);
    if (!curated->root || !curated->arena || read_rows(curated, err) != 0) {
        if (curated->root && !curated->arena)
            wd_fail_memory(err);
        wd_curated_free(curated);
        return NULL;
    }
    curated->roles = json_object_get(curated->root, "roles");
    curated->climbing = json_object_get(curated->root, "climbing");
    return curated;
}

void wd_curated_free(struct wd_curated *curated)
{
    if (!curated)
        return;
    json_decref(curated->root);
    wd_arena_free(curated->arena);
    free(curated);
}

const struct wd_curated_row *wd_curated_find(const struct wd_curated *curated,
                                             struct wd_str permission)
{
    size_t low = 0, high = curated->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = wd_str_cmp(permission, wd_str_of(curated->rows[middle].permission));
        if (order == 0)
            return &curated->rows[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* "storage.objects.get": the part that is asked for, cut at the last point. */
static struct wd_str verb_of(const char *permission)
{
    return wd_last_part(wd_str_of(permission), '.');
}

static struct wd_str object_of(const char *permission)
{
    return wd_str_sub(wd_str_of(permission), 0, strlen(permission) - verb_of(permission).len);
}

/* Both halves are words of other rows, or a verb that most services have: it may well be a permission that the table only lacks. */
static bool is_plausible(const struct wd_curated *curated, const char *permission)
{
    static const char *const common[] = {
        "get",          "list", "create",   "update", "delete", "patch", "getIamPolicy",
        "setIamPolicy", "use",  "undelete", "export", "import", NULL};
    bool verb = wd_one_of(verb_of(permission), common), object = false;

    for (size_t i = 0; i < curated->count; i++) {
        const char *row = curated->rows[i].permission;
        verb = verb || wd_str_eq(verb_of(row), verb_of(permission));
        object = object || wd_str_eq(object_of(row), object_of(permission));
    }
    return verb && object;
}

/* Of the same service: another one's permission is another wish. */
const char *wd_curated_nearest(const struct wd_curated *curated, const char *permission)
{
    struct wd_nearest nearest = {.word = permission};
    struct wd_str service = wd_service_of(wd_str_of(permission));

    if (is_plausible(curated, permission))
        return NULL;
    for (size_t i = 0; i < curated->count; i++)
        if (wd_str_eq(wd_service_of(wd_str_of(curated->rows[i].permission)), service))
            wd_nearest_look(&nearest, curated->rows[i].permission);
    return nearest.best <= 2 ? nearest.name : NULL;
}

static json_t *role_of(const struct wd_curated *curated, struct wd_str role)
{
    char name[160];

    if (role.len == 0 || role.len >= sizeof name)
        return NULL;
    memcpy(name, role.ptr, role.len);
    name[role.len] = '\0';
    return json_object_get(curated->roles, name);
}

int wd_curated_holds(const struct wd_curated *curated, struct wd_str role, struct wd_str permission)
{
    json_t *json = role_of(curated, role), *held;
    size_t i;

    if (!json || !wd_curated_find(curated, permission))
        return -1;
    json_array_foreach (json_object_get(json, "holds"), i, held)
        if (wd_str_eqz(permission, json_string_value(held)))
            return 1;
    return 0;
}

unsigned wd_curated_size(const struct wd_curated *curated, struct wd_str role)
{
    return (unsigned)json_integer_value(json_object_get(role_of(curated, role), "size"));
}

const char *wd_curated_climbing(const struct wd_curated *curated, struct wd_str permission,
                                enum wd_lang lang, const char **ret_source)
{
    const char *text[WD_LANG_COUNT];
    json_t *json;
    size_t i;

    json_array_foreach (curated->climbing, i, json) {
        if (!wd_str_eqz(permission, json_string_value(json_object_get(json, "permission"))))
            continue;
        wd_table_file_text(json_object_get(json, "warning"), text);
        if (ret_source)
            *ret_source = json_string_value(json_object_get(json, "source"));
        return text[lang];
    }
    return NULL;
}

static bool listed(const json_t *list, struct wd_str name)
{
    const json_t *item;
    size_t i;

    json_array_foreach (list, i, item)
        if (wd_str_eqz(name, json_string_value(item)))
            return true;
    return false;
}

bool wd_curated_custom_role_tested(const struct wd_curated *curated, struct wd_str permission)
{
    const json_t *custom = json_object_get(curated->root, "custom_roles");

    return listed(json_object_get(custom, "testing"), permission);
}

bool wd_curated_retired(const struct wd_curated *curated, struct wd_str role)
{
    return listed(json_object_get(curated->root, "retired"), role);
}

struct wd_str wd_service_of(struct wd_str s)
{
    struct wd_str rest = s;

    if (wd_str_starts(rest, WD_STR("roles/")))
        rest = wd_str_from(rest, 6);
    size_t dot = wd_str_find_char(rest, '.');
    return dot == WD_NPOS ? WD_STR_NONE : wd_str_sub(rest, 0, dot);
}

bool wd_role_is_basic(struct wd_str role)
{
    static const char *const basic[] = {"roles/owner", "roles/editor", "roles/viewer",
                                        "roles/admin", "roles/writer", "roles/reader"};

    for (size_t i = 0; i < sizeof basic / sizeof *basic; i++)
        if (wd_str_eqz(role, basic[i]))
            return true;
    return false;
}

bool wd_role_is_service_agent(struct wd_str role)
{
    return wd_str_ends(role, WD_STR("erviceAgent"));
}
