/* Loads levels.json and resolves the parts of a binding. */
#include "advise/bind.h"

#include "whydenied/base/json_value.h"
#include "whydenied/roles/table_file.h"

struct row {
    struct wd_str type;
    struct wd_jv json;
    json_t *made; /* once it was asked for: the texts of `level` */
    struct wd_bind_level level;
};

struct wd_bind_table {
    struct wd_arena *arena;
    struct wd_table_text text;
    struct row *rows;
    size_t count;
    struct wd_error error; /* of a row that could not be made, or "" */
};

#define NAME(text)                                                                                 \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }
static const struct wd_str part_names[WD_PART_COUNT] = {NAME("leaf"), NAME("parent"), NAME("above"),
                                                        NAME("project"), NAME("location")};
static const char *const part_words[WD_PART_COUNT] = {"RESOURCE", "PARENT", "ABOVE", "PROJECT_ID",
                                                      "LOCATION"};

static int read_idents(struct wd_bind_level *level, const json_t *idents, const json_t *words,
                       struct wd_error *err)
{
    for (int part = 0; part < WD_PART_COUNT; part++) {
        const char *name = json_string_value(json_object_get(idents, part_names[part].ptr));
        const char *word = json_string_value(json_object_get(words, part_names[part].ptr));
        level->word[part] = word ? word : part_words[part];
        level->uses[part] = name != NULL;
        level->ident[part] = WD_IDENT_COUNT;
        for (unsigned i = 0; name && i < WD_IDENT_COUNT; i++)
            if (strcmp(name, wd_ident_name((enum wd_ident)i)) == 0)
                level->ident[part] = (enum wd_ident)i;
        if (name && level->ident[part] == WD_IDENT_COUNT)
            return wd_fail(err, "levels.json: %s: unknown grammar \"%s\"", level->type, name);
    }
    return 0;
}

static int read_arguments(struct wd_arena *arena, json_t *object, struct wd_argv *ret)
{
    size_t n = 2 * json_object_size(object), i = 0;
    const char **argv = wd_arena_alloc(arena, (n + 1) * sizeof *argv);
    const char *key;
    json_t *value;

    if (!argv)
        return -1;
    json_object_foreach (object, key, value) {
        argv[i++] = key;
        argv[i++] = json_string_value(value) ? json_string_value(value) : "";
    }
    *ret = (struct wd_argv){argv, i};
    return 0;
}

static int read_regional(struct wd_bind_table *table, const json_t *json,
                         struct wd_bind_level *level, struct wd_error *err);

static int read_level(struct wd_bind_table *table, const char *type, const json_t *json,
                      struct wd_bind_level *level, struct wd_error *err)
{
    json_t *terraform = json_object_get(json, "terraform");

    level->type = type;
    wd_table_file_text(json_object_get(json, "label"), level->label);
    wd_table_file_text(json_object_get(json, "note"), level->note);
    level->rest = json_string_value(json_object_get(json, "rest"));
    level->rest_posts = json_is_true(json_object_get(json, "rest_posts"));
    level->full_resource = json_string_value(json_object_get(json, "full_resource"));
    level->expires = json_is_true(json_object_get(json, "expires"));
    level->parent = json_string_value(json_object_get(json, "parent"));
    level->above_in = json_string_value(json_object_get(json, "above_in"));
    level->terraform = json_string_value(json_object_get(terraform, "resource"));
    if (wd_table_file_argv(table->arena, json_object_get(json, "grant"), &level->grant) != 0 ||
        wd_table_file_argv(table->arena, json_object_get(json, "show"), &level->show) != 0 ||
        read_arguments(table->arena, json_object_get(terraform, "arguments"), &level->arguments) !=
            0)
        return wd_fail_memory(err);
    if (read_idents(level, json_object_get(json, "idents"), json_object_get(json, "words"), err) !=
        0)
        return -1;
    return read_regional(table, json_object_get(json, "regional"), level, err);
}

/* "regional": a level of its own, whole, under the same name. */
static int read_regional(struct wd_bind_table *table, const json_t *json,
                         struct wd_bind_level *level, struct wd_error *err)
{
    struct wd_bind_level *regional;

    if (!json)
        return 0;
    regional = wd_arena_alloc(table->arena, sizeof *regional);
    if (!regional)
        return wd_fail_memory(err);
    *regional = (struct wd_bind_level){0};
    level->regional = regional;
    return read_level(table, level->type, json, regional, err);
}

/* NULL if it cannot be, which the table remembers. */
static const struct wd_bind_level *make(struct wd_bind_table *table, struct row *row)
{
    const char *type = row->made ? NULL : wd_arena_strdup(table->arena, row->type);

    if (row->made)
        return &row->level;
    row->made = type ? wd_json_value(row->json) : NULL;
    if (!row->made)
        wd_fail_memory(&table->error);
    else if (read_level(table, type, row->made, &row->level, &table->error) == 0)
        return &row->level;
    json_decref(row->made);
    row->made = NULL;
    return NULL;
}

static int take_rows(struct wd_bind_table *table, struct wd_jv levels)
{
    size_t room = 1;

    for (struct wd_jiter it = wd_jv_iter(levels); wd_jiter_next(&it);)
        room++;
    table->rows = wd_arena_alloc(table->arena, room * sizeof *table->rows);
    if (!table->rows)
        return -1;
    for (struct wd_jiter it = wd_jv_iter(levels); wd_jiter_next(&it);)
        table->rows[table->count++] = (struct row){.type = it.name, .json = it.value};
    return 0;
}

struct wd_bind_table *wd_bind_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_bind_table *table = calloc(1, sizeof *table);
    struct wd_jv root;

    if (!table) {
        wd_fail_memory(err);
        return NULL;
    }
    if (wd_table_text_open(&table->text, roles_dir, "levels.json", &root, err) != 0) {
        wd_bind_free(table);
        return NULL;
    }
    table->arena = wd_arena_new(WD_TABLE_FILE_MAX);
    if (!table->arena || take_rows(table, wd_jv_get(root, "levels")) != 0) {
        wd_fail_memory(err);
        wd_bind_free(table);
        return NULL;
    }
    return table;
}

void wd_bind_free(struct wd_bind_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->count; i++)
        json_decref(table->rows[i].made);
    wd_arena_free(table->arena);
    wd_table_text_close(&table->text);
    free(table);
}

const struct wd_bind_level *wd_bind_find(struct wd_bind_table *table, struct wd_str type)
{
    for (size_t i = 0; i < table->count; i++)
        if (wd_str_eq(type, table->rows[i].type))
            return make(table, &table->rows[i]);
    return NULL;
}

size_t wd_bind_count(const struct wd_bind_table *table)
{
    return table->count;
}

const struct wd_bind_level *wd_bind_at(struct wd_bind_table *table, size_t index)
{
    return make(table, &table->rows[index]);
}

int wd_bind_check(const struct wd_bind_table *table, struct wd_error *err)
{
    if (table->error.text[0] == '\0')
        return 0;
    return wd_fail(err, "%s", table->error.text);
}

struct wd_fill_value wd_place_part(const struct wd_place *place, enum wd_part part)
{
    const struct wd_bind_level *level = place->level;
    struct wd_str s = place->part[part];
    bool absent = s.len == 0 || wd_str_eqz(s, "-") || wd_str_eqz(s, "_");

    if (!absent && level->uses[part] && wd_ident_ok(level->ident[part], s))
        return wd_fill_as(s, WD_FILL_OK);
    return wd_fill_as(wd_str_of(level->word[part]), absent ? WD_FILL_MISSING : WD_FILL_REFUSED);
}

bool wd_place_known(const struct wd_place *place)
{
    for (int part = 0; part < WD_PART_COUNT; part++)
        if (place->level->uses[part] &&
            wd_place_part(place, (enum wd_part)part).state != WD_FILL_OK)
            return false;
    return true;
}

struct wd_fill_value wd_binding_resolve(const void *context, struct wd_str name)
{
    const struct wd_binding *binding = context;

    for (int part = 0; part < WD_PART_COUNT; part++)
        if (wd_str_eq(name, part_names[part]))
            return wd_place_part(binding->place, (enum wd_part)part);
    if (wd_str_eqz(name, "member"))
        return binding->member;
    if (wd_str_eqz(name, "role") && wd_ident_ok(WD_IDENT_ROLE, binding->role))
        return wd_fill_as(binding->role, WD_FILL_OK);
    return wd_fill_as(WD_STR("ROLE"), WD_FILL_REFUSED);
}

struct wd_str wd_place_name(const struct wd_place *place, struct wd_arena *arena)
{
    struct wd_binding binding = {.place = place};
    struct wd_fill fill = {.resolve = wd_binding_resolve, .context = &binding, .arena = arena};
    const char *pattern = place->level->full_resource ? place->level->full_resource : "{leaf}";
    struct wd_str full = wd_fill_text(&fill, wd_str_of(pattern)), name = full;

    if (wd_str_starts(name, WD_STR("//"))) {
        name = wd_str_from(name, 2);
        wd_str_cut(&name, '/');
    }
    return name;
}
