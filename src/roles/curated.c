/* gcp.json: permission, role and level as administrators choose them. What the roles hold of these
 * permissions is in breadth.c. */
#include "roles/breadth.h"
#include "whydenied/roles/table_file.h"

#include "roles/curated.h"
#include "whydenied/base/json_value.h"
#include "whydenied/base/nearest.h"

/* What lets its holder take more; '*' stands for any beginning. */
struct climbing {
    struct wd_str pattern;
    const json_t *json;
};

struct wd_curated {
    struct wd_arena *arena;
    struct wd_buf text;
    struct wd_json *parser; /* of the text: rows are slices of its memory */
    json_t *root;           /* all but the permissions */
    struct climbing *climbing;
    size_t climbing_count;
    struct wd_breadth *breadth;
    struct wd_curated_row *rows; /* sorted by permission */
    size_t count;
};

static int by_permission(const void *a, const void *b)
{
    const struct wd_curated_row *x = a, *y = b;

    return wd_str_cmp(x->name, y->name);
}

/* The page of a role: "{service}" and "{role}" of the file's link are the role's own. */
static const char *page_of(struct wd_arena *arena, struct wd_str link, struct wd_str role)
{
    struct wd_str service = wd_service_of(role), rest = link, own = wd_str_from(role, 6);
    struct wd_str before = wd_str_cut(&rest, '{');
    struct wd_str parts[] = {before, service.len ? service : WD_STR("resourcemanager"), WD_STR("#"),
                             own};

    return wd_arena_concat(arena, parts, 4).ptr;
}

/* "roles/run.viewer cloud_run_job": role and level, with nothing more to say. */
static int read_row(struct wd_curated *curated, const struct wd_jiter *it, struct wd_error *err)
{
    struct wd_curated_row *row = &curated->rows[curated->count++];
    struct wd_str text;

    *row = (struct wd_curated_row){.name = it->name, .json = it->value};
    if (wd_jv_is_str(it->value, &text)) {
        row->role_name = wd_str_cut(&text, ' ');
        row->level_name = text;
    } else {
        row->role_name = wd_jv_str(wd_jv_get(it->value, "role"));
        row->level_name = wd_jv_str(wd_jv_get(it->value, "level"));
    }
    if (row->level_name.len > 0)
        return 0;
    return wd_fail(err, "gcp.json: %.*s lacks a level", (int)row->name.len, row->name.ptr);
}

static int read_rows(struct wd_curated *curated, struct wd_jv table, struct wd_error *err)
{
    bool sorted = true;
    size_t n = 0;

    for (struct wd_jiter it = wd_jv_iter(table); wd_jiter_next(&it);)
        n++;
    curated->rows = wd_arena_alloc(curated->arena, (n + 1) * sizeof *curated->rows);
    if (!curated->rows)
        return wd_fail_memory(err);
    for (struct wd_jiter it = wd_jv_iter(table); wd_jiter_next(&it);) {
        if (read_row(curated, &it, err) != 0)
            return -1;
        const struct wd_curated_row *last = &curated->rows[curated->count - 1];
        sorted = sorted && (curated->count == 1 || wd_str_cmp(last[-1].name, last->name) < 0);
    }
    if (!sorted)
        qsort(curated->rows, curated->count, sizeof *curated->rows, by_permission);
    return 0;
}

static const char *kept(const struct wd_curated *curated, struct wd_str s)
{
    return s.len > 0 ? wd_arena_copy(curated->arena, s).ptr : NULL;
}

/* What more a row has to say. */
static int read_more(const struct wd_curated *curated, struct wd_curated_row *row)
{
    json_t *json = wd_json_value(row->json);

    if (!json ||
        json_object_set_new(json_object_get(curated->root, "found"), row->permission, json) != 0)
        return -1;
    row->source = json_string_value(json_object_get(json, "source"));
    row->alternatives = json_object_get(json, "alternatives");
    row->note_of_role = json_object_get(json, "note_of_role") != NULL;
    wd_table_file_text(json_object_get(json, row->note_of_role ? "note_of_role" : "note"),
                       row->note);
    return 0;
}

/* Of some thousand rows a report asks for a few: these are read whole, once. */
static struct wd_curated_row *find(const struct wd_curated *curated, struct wd_curated_row *row)
{
    struct wd_str link = wd_str_of(json_string_value(json_object_get(curated->root, "source")));

    if (!row || row->found)
        return row;
    row->permission = kept(curated, row->name);
    row->role = kept(curated, row->role_name);
    row->level = kept(curated, row->level_name);
    if (!row->permission || !row->level || (row->role_name.len > 0 && !row->role) ||
        (wd_jv_type(row->json) == WD_JSON_OBJECT && read_more(curated, row) != 0))
        return NULL;
    if (row->role && !row->source)
        row->source = page_of(curated->arena, link, row->role_name);
    row->found = true;
    return row;
}

static struct wd_curated_row *row_of(const struct wd_curated *curated, struct wd_str permission)
{
    const struct wd_curated_row key = {.name = permission};

    return bsearch(&key, curated->rows, curated->count, sizeof key, by_permission);
}

static const json_t *climbing_of(const struct wd_curated *curated, struct wd_str permission)
{
    for (size_t i = 0; i < curated->climbing_count; i++)
        if (wd_str_like(curated->climbing[i].pattern, permission))
            return curated->climbing[i].json;
    return NULL;
}

/* Marks rows, so that a permission of the table need not be looked for in the list. */
static int read_climbing(struct wd_curated *curated, struct wd_error *err)
{
    const json_t *list = json_object_get(curated->root, "climbing"), *json;
    size_t i;

    curated->climbing =
        wd_arena_alloc(curated->arena, (json_array_size(list) + 1) * sizeof *curated->climbing);
    if (!curated->climbing)
        return wd_fail_memory(err);
    json_array_foreach (list, i, json) {
        struct wd_str name = wd_str_of(json_string_value(json_object_get(json, "permission")));
        struct wd_curated_row *row = row_of(curated, name);

        curated->climbing[curated->climbing_count++] = (struct climbing){name, json};
        if (row && !row->climbing)
            row->climbing = json;
    }
    return 0;
}

/* The small tables beside the permissions. */
static int read_rest(struct wd_curated *curated, struct wd_jv root, struct wd_error *err)
{
    curated->root = json_pack("{s:{}}", "found");
    for (struct wd_jiter it = wd_jv_iter(root); curated->root && wd_jiter_next(&it);)
        if (!wd_str_eqz(it.name, "permissions") &&
            json_object_setn_new_nocheck(curated->root, it.name.ptr, it.name.len,
                                         wd_json_value(it.value)) != 0)
            return wd_fail_memory(err);
    return curated->root ? 0 : wd_fail_memory(err);
}

static int read_file(struct wd_curated *curated, const char *roles_dir, struct wd_error *err)
{
    struct wd_jv root;

    if (wd_table_file_parse(roles_dir, "gcp.json", curated->parser, &curated->text, &root, err) !=
        0)
        return -1;
    if (read_rest(curated, root, err) != 0 ||
        read_rows(curated, wd_jv_get(root, "permissions"), err) != 0)
        return -1;
    return read_climbing(curated, err);
}

struct wd_curated *wd_curated_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_curated *curated = calloc(1, sizeof *curated);

    if (!curated) {
        wd_fail_memory(err);
        return NULL;
    }
    wd_buf_init(&curated->text, WD_TABLE_FILE_MAX);
    curated->parser = wd_json_new();
    curated->arena = wd_arena_new(WD_TABLE_FILE_MAX);
    if (!curated->parser || !curated->arena)
        wd_fail_memory(err);
    if (!curated->parser || !curated->arena || read_file(curated, roles_dir, err) != 0 ||
        !(curated->breadth = wd_breadth_load(roles_dir, err))) {
        wd_curated_free(curated);
        return NULL;
    }
    return curated;
}

void wd_curated_free(struct wd_curated *curated)
{
    if (!curated)
        return;
    wd_breadth_free(curated->breadth);
    json_decref(curated->root);
    wd_json_free(curated->parser);
    wd_buf_done(&curated->text);
    wd_arena_free(curated->arena);
    free(curated);
}

const struct wd_curated_row *wd_curated_find(const struct wd_curated *curated,
                                             struct wd_str permission)
{
    return find(curated, row_of(curated, permission));
}

/* "storage.objects.get": the part that is asked for, cut at the last point. */
static struct wd_str verb_of(struct wd_str permission)
{
    return wd_last_part(permission, '.');
}

static struct wd_str object_of(struct wd_str permission)
{
    return wd_str_sub(permission, 0, permission.len - verb_of(permission).len);
}

/* Both halves are words of other rows, or a verb that most services have: it may well be a permission that the table
 * only lacks. */
static bool is_plausible(const struct wd_curated *curated, struct wd_str permission)
{
    static const char *const common[] = {
        "get",          "list", "create",   "update", "delete", "patch", "getIamPolicy",
        "setIamPolicy", "use",  "undelete", "export", "import", NULL};
    bool verb = wd_one_of(verb_of(permission), common), object = false;

    for (size_t i = 0; i < curated->count; i++) {
        struct wd_str row = curated->rows[i].name;
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

    if (is_plausible(curated, wd_str_of(permission)))
        return NULL;
    for (size_t i = 0; i < curated->count; i++)
        if (wd_str_eq(wd_service_of(curated->rows[i].name), service) &&
            find(curated, &curated->rows[i]))
            wd_nearest_look(&nearest, curated->rows[i].permission);
    return nearest.best <= 2 ? nearest.name : NULL;
}

/* The narrowest resource that takes a role for a permission, by the permission's own name: used for what the table does
 * not list. Listing and creating are checked on what is above. A row of `types` says the level, whether the resource
 * itself carries the policy or lies inside one that does, and where its creation is checked if not on the project. */
static const char *level_by_name(const json_t *types, struct wd_str permission)
{
    size_t dot = wd_str_rfind_char(permission, '.');
    struct wd_str type = wd_str_sub(permission, 0, dot == WD_NPOS ? 0 : dot);
    struct wd_str verb = dot == WD_NPOS ? WD_STR_NONE : wd_str_from(permission, dot + 1);
    bool above = wd_str_eqz(verb, "create") || wd_str_eqz(verb, "list");
    const json_t *row = type.len > 0 ? json_object_getn(types, type.ptr, type.len) : NULL;
    const char *level = json_string_value(json_object_get(row, "level"));
    const char *parent = json_string_value(json_object_get(row, "create_on"));

    if (!level)
        return "project";
    if (!above || !json_is_true(json_object_get(row, "itself")))
        return level;
    return parent ? parent : "project";
}

const char *wd_curated_level(const struct wd_curated *curated, struct wd_str permission)
{
    const struct wd_curated_row *row = wd_curated_find(curated, permission);

    return row ? row->level : level_by_name(json_object_get(curated->root, "types"), permission);
}

size_t wd_curated_count(const struct wd_curated *curated)
{
    return curated->count;
}

const struct wd_curated_row *wd_curated_at(const struct wd_curated *curated, size_t i)
{
    return &curated->rows[i];
}

int wd_curated_holds(const struct wd_curated *curated, struct wd_str role, struct wd_str permission)
{
    return wd_breadth_holds(curated->breadth, role, permission);
}

unsigned wd_curated_size(const struct wd_curated *curated, struct wd_str role)
{
    return wd_breadth_size(curated->breadth, role);
}

struct wd_str wd_curated_among(const struct wd_curated *curated, struct wd_str role)
{
    return wd_breadth_among(curated->breadth, role);
}

/* What a permission lets its holder do to others; NULL: nothing that is told. */
static const json_t *harm_of(const struct wd_curated *curated, struct wd_str permission)
{
    const struct wd_curated_row *row = wd_curated_find(curated, permission);

    return row && row->climbing ? row->climbing : climbing_of(curated, permission);
}

const char *wd_curated_climbing(const struct wd_curated *curated, struct wd_str permission,
                                enum wd_lang lang, const char **ret_source)
{
    const json_t *json = harm_of(curated, permission);
    const char *text[WD_LANG_COUNT];

    if (!json)
        return NULL;
    wd_table_file_text(json_object_get(json, "warning"), text);
    if (ret_source)
        *ret_source = json_string_value(json_object_get(json, "source"));
    return text[lang];
}

bool wd_curated_destroys(const struct wd_curated *curated, struct wd_str permission)
{
    return json_is_true(json_object_get(harm_of(curated, permission), "destroys"));
}

bool wd_curated_climbs(const struct wd_curated *curated, struct wd_str permission)
{
    return harm_of(curated, permission) && !wd_curated_destroys(curated, permission);
}

bool wd_curated_custom_listed(const struct wd_curated *curated, const char *level,
                              struct wd_str permission)
{
    const json_t *custom = json_object_get(curated->root, "custom_roles");

    return wd_table_file_listed(json_object_get(custom, level), permission);
}

bool wd_curated_knows(const struct wd_curated *curated, struct wd_str permission)
{
    return wd_curated_find(curated, permission) || wd_breadth_knows(curated->breadth, permission);
}

bool wd_curated_retired(const struct wd_curated *curated, struct wd_str role)
{
    return wd_table_file_listed(json_object_get(curated->root, "retired"), role);
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

    return WD_STR_IN(role, basic);
}

bool wd_role_is_service_agent(struct wd_str role)
{
    return wd_str_ends(role, WD_STR("erviceAgent"));
}
