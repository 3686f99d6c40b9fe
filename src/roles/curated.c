/* gcp.json: permission, role and level as administrators choose them. What the roles hold of these
 * permissions is in breadth.c. */
#include "roles/breadth.h"
#include "whydenied/roles/table_file.h"

#include "roles/curated.h"
#include "roles/further.h"
#include "whydenied/base/digest.h"
#include "whydenied/base/limits.h"

/* What lets its holder take more; '*' stands for any beginning. */
struct climbing {
    struct wd_str pattern;
    const json_t *json;
};

struct wd_curated {
    struct wd_arena *arena;
    struct wd_buf text;
    json_t *root; /* all but the permissions */
    struct climbing *climbing;
    size_t climbing_count;
    struct wd_breadth *breadth;
    struct wd_curated_line *rows; /* sorted by permission */
    size_t count;
    struct wd_further *further;         /* NULL: imported roles tell */
    const struct wd_curated_row **made; /* by hash: rows that were made of what it says */
    struct wd_curated_line **known;     /* by hash: rows that were asked for, most of them again */
};

enum { KNOWN_ROWS = 256 };

/* The page of a role: "{service}" and "{role}" of the file's link are the role's own. */
static const char *page_of(const struct wd_curated *curated, struct wd_str role)
{
    struct wd_str link = wd_str_of(json_string_value(json_object_get(curated->root, "source")));
    struct wd_str service = wd_service_of(role), rest = link, own = wd_str_from(role, 6);
    struct wd_str before = wd_str_cut(&rest, '{');
    struct wd_str parts[] = {before, service.len ? service : WD_STR("resourcemanager"), WD_STR("#"),
                             own};

    return wd_arena_concat(curated->arena, parts, 4).ptr;
}

/* In order of their names, as the lines themselves are: no name holds a byte below the quote behind it. */
static int read_rows(struct wd_curated *curated, const struct wd_table_lines *lines,
                     struct wd_error *err)
{
    curated->rows = wd_arena_alloc(curated->arena, (lines->count + 1) * sizeof *curated->rows);
    if (!curated->rows)
        return wd_fail_memory(err);
    for (size_t i = 0; i < lines->count; i++) {
        if (i > 0 && wd_str_cmp(lines->items[i - 1], lines->items[i]) >= 0)
            return wd_fail(err, "gcp.json: not in order: %.*s",
                           (int)wd_str_sub(lines->items[i], 0, 80).len, lines->items[i].ptr);
        curated->rows[i].rest = lines->items[i];
    }
    curated->count = lines->count;
    return 0;
}

static const char *kept(const struct wd_curated *curated, struct wd_str s)
{
    return s.len > 0 ? wd_arena_copy(curated->arena, s).ptr : NULL;
}

/* What more a row has to say. */
static int read_more(const struct wd_curated *curated, struct wd_str text,
                     struct wd_curated_row *row)
{
    json_t *json = wd_table_file_value(text);

    if (!json ||
        json_object_set_new(json_object_get(curated->root, "found"), row->permission, json) != 0)
        return -1;
    row->source = json_string_value(json_object_get(json, "source"));
    row->alternatives = json_object_get(json, "alternatives");
    row->note_of_role = json_object_get(json, "note_of_role") != NULL;
    row->instead = json_object_get(json, "instead") != NULL;
    wd_table_file_text(json_object_get(json, row->instead        ? "instead"
                                             : row->note_of_role ? "note_of_role"
                                                                 : "note"),
                       row->note);
    return 0;
}

static const json_t *climbing_of(const struct wd_curated *curated, struct wd_str permission)
{
    for (size_t i = 0; i < curated->climbing_count; i++)
        if (wd_str_like(curated->climbing[i].pattern, permission))
            return curated->climbing[i].json;
    return NULL;
}

/* Of some thousand rows a report asks for a few: these are read whole, once. */
static struct wd_curated_row *find(const struct wd_curated *curated, struct wd_curated_line *line)
{
    struct wd_curated_row *row;

    if (!line || line->row)
        return line ? line->row : NULL;
    wd_curated_line_cut(line);
    row = wd_arena_alloc(curated->arena, sizeof *row);
    if (!row)
        return NULL;
    row->permission = kept(curated, line->name);
    row->role = kept(curated, line->role);
    row->level = kept(curated, line->level);
    row->climbing = line->climbing ? line->climbing : climbing_of(curated, line->name);
    if (!row->permission || !row->level || (line->role.len > 0 && !row->role) ||
        (line->json.len > 0 && read_more(curated, line->json, row) != 0))
        return NULL;
    if (row->role && !row->source)
        row->source = page_of(curated, line->role);
    line->row = row;
    return row;
}

static int by_permission(const void *permission, const void *row)
{
    struct wd_curated_line line = *(const struct wd_curated_line *)row;

    return wd_str_cmp(*(const struct wd_str *)permission, wd_curated_line_name(&line));
}

static struct wd_curated_line *row_of(const struct wd_curated *curated, struct wd_str permission)
{
    struct wd_curated_line **known = &curated->known[wd_hash(permission) % KNOWN_ROWS], *row;

    if (*known && wd_str_eq((*known)->name, permission))
        return *known;
    row = bsearch(&permission, curated->rows, curated->count, sizeof *row, by_permission);
    if (row && wd_curated_line_name(row).len > 0)
        *known = row;
    return row;
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
        struct wd_curated_line *row = row_of(curated, name);

        curated->climbing[curated->climbing_count++] = (struct climbing){name, json};
        if (row && !row->climbing)
            row->climbing = json;
    }
    return 0;
}

/* The small tables beside the permissions. */
static int read_rest(struct wd_curated *curated, const struct wd_table_lines *lines,
                     struct wd_error *err)
{
    struct wd_str text = wd_buf_str(&curated->text);
    struct wd_buf rest;

    wd_buf_init(&rest, WD_TABLE_FILE_MAX);
    wd_buf_put(&rest, wd_str_sub(text, 0, lines->first));
    wd_buf_put(&rest, wd_str_from(text, lines->end));
    char *padding = wd_buf_reserve(&rest, WD_PADDING);
    if (padding)
        memset(padding, 0, WD_PADDING);
    curated->root = padding && !rest.failed ? wd_table_file_value(wd_buf_str(&rest)) : NULL;
    bool whole = curated->root && json_object_set_new(curated->root, "found", json_object()) == 0;
    wd_buf_done(&rest);
    return whole ? 0 : wd_fail(err, "gcp.json: no JSON, or out of memory");
}

static int read_file(struct wd_curated *curated, const char *roles_dir, struct wd_error *err)
{
    struct wd_table_lines lines = {0};
    int rc;

    if (wd_table_file_bytes(roles_dir, "gcp.json", &curated->text, err) != 0 ||
        wd_table_lines_find(&lines, wd_buf_str(&curated->text), "permissions", err) != 0)
        rc = -1;
    else
        rc = read_rest(curated, &lines, err) != 0 || read_rows(curated, &lines, err) != 0 ||
                     read_climbing(curated, err) != 0
                 ? -1
                 : 0;
    wd_table_lines_free(&lines);
    return rc;
}

struct wd_curated *wd_curated_load(const char *roles_dir, bool alone, struct wd_error *err)
{
    struct wd_curated *curated = calloc(1, sizeof *curated);

    if (!curated) {
        wd_fail_memory(err);
        return NULL;
    }
    wd_buf_init(&curated->text, WD_TABLE_FILE_MAX);
    curated->arena = wd_arena_new(WD_TABLE_FILE_MAX);
    curated->known = calloc(KNOWN_ROWS, sizeof(struct wd_curated_line *));
    curated->made = calloc(KNOWN_ROWS, sizeof(struct wd_curated_row *));
    if (!curated->arena || !curated->known || !curated->made)
        wd_fail_memory(err);
    if (!curated->arena || !curated->known || !curated->made ||
        read_file(curated, roles_dir, err) != 0 ||
        !(curated->breadth = wd_breadth_load(roles_dir, err)) ||
        (alone && !(curated->further = wd_further_load(roles_dir, err)))) {
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
    wd_further_free(curated->further);
    json_decref(curated->root);
    free(curated->known);
    free(curated->made);
    wd_buf_done(&curated->text);
    wd_arena_free(curated->arena);
    free(curated);
}

/* Of what the table does not list: made once, and as the ranking has it. */
static const struct wd_curated_row *find_further(const struct wd_curated *curated,
                                                 struct wd_str permission)
{
    const struct wd_curated_row **kept_at = &curated->made[wd_hash(permission) % KNOWN_ROWS];
    const struct wd_curated_row *made =
        *kept_at && wd_str_eqz(permission, (*kept_at)->permission) ? *kept_at : NULL;
    struct wd_str role = made ? WD_STR_NONE : wd_further_role(curated->further, permission);
    struct wd_curated_row *row;

    if (made || role.len == 0)
        return made;
    row = wd_arena_alloc(curated->arena, sizeof *row);
    if (!row)
        return NULL;
    *row = (struct wd_curated_row){
        .permission = kept(curated, permission),
        .role = kept(curated, role),
        .level = wd_level_by_name(json_object_get(curated->root, "types"), permission),
        .source = page_of(curated, role),
        .climbing = climbing_of(curated, permission)};
    if (!row->permission || !row->role || !row->source)
        return NULL;
    *kept_at = row;
    return row;
}

const struct wd_curated_row *wd_curated_find(const struct wd_curated *curated,
                                             struct wd_str permission)
{
    struct wd_curated_line *line = row_of(curated, permission);

    return line || !curated->further ? find(curated, line) : find_further(curated, permission);
}

const char *wd_curated_level(const struct wd_curated *curated, struct wd_str permission)
{
    const struct wd_curated_row *row = wd_curated_find(curated, permission);

    return row ? row->level : wd_level_by_name(json_object_get(curated->root, "types"), permission);
}

size_t wd_curated_count(const struct wd_curated *curated)
{
    return curated->count;
}

const struct wd_curated_line *wd_curated_at(const struct wd_curated *curated, size_t i)
{
    wd_curated_line_cut(&curated->rows[i]);
    return &curated->rows[i];
}

int wd_curated_holds(const struct wd_curated *curated, struct wd_str role, struct wd_str permission)
{
    int holds = wd_breadth_holds(curated->breadth, role, permission);

    if (holds == 1 || !curated->further || row_of(curated, permission))
        return holds;
    return wd_str_eq(wd_further_role(curated->further, permission), role) ? 1 : holds;
}

unsigned wd_curated_size(const struct wd_curated *curated, struct wd_str role)
{
    unsigned size = wd_breadth_size(curated->breadth, role);

    return size > 0 || !curated->further ? size : wd_further_size(curated->further, role);
}

struct wd_str wd_curated_among(const struct wd_curated *curated, struct wd_str role)
{
    return wd_breadth_among(curated->breadth, role);
}

/* What a permission lets its holder do to others; NULL: nothing that is told. */
static const json_t *harm_of(const struct wd_curated *curated, struct wd_str permission)
{
    const struct wd_curated_row *row = wd_curated_find(curated, permission);

    return row ? row->climbing : climbing_of(curated, permission);
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

    return wd_table_file_among(json_object_get(custom, level), permission);
}

bool wd_curated_knows(const struct wd_curated *curated, struct wd_str permission)
{
    return wd_curated_find(curated, permission) || wd_breadth_knows(curated->breadth, permission);
}

bool wd_curated_ranked(const struct wd_curated *curated, struct wd_str permission)
{
    return curated->further && !row_of(curated, permission) &&
           wd_further_role(curated->further, permission).len > 0;
}

bool wd_curated_retired(const struct wd_curated *curated, struct wd_str role)
{
    return wd_table_file_listed(json_object_get(curated->root, "retired"), role);
}
