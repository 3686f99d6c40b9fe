/* Reading the fact tables of patterns/roles: at every start, so by the parser of records. */
#include "whydenied/roles/table_file.h"

#include <stdlib.h>

#include "whydenied/base/buf.h"
#include "whydenied/base/json_value.h"
#include "whydenied/base/limits.h"
#include "whydenied/base/list.h"

int wd_table_file_bytes(const char *dir, const char *name, struct wd_buf *out, struct wd_error *err)
{
    char path[4096];
    FILE *file;
    int rc = 0;

    if ((size_t)snprintf(path, sizeof path, "%s/%s", dir, name) >= sizeof path)
        return wd_fail(err, "%s: path too long", name);
    file = fopen(path, "re");
    if (!file || wd_buf_put_file(out, file) != 0)
        rc = wd_fail(err, "%s: cannot be read", path);
    if (file)
        fclose(file);
    if (rc == 0 && !wd_buf_reserve(out, WD_PADDING))
        return wd_fail_memory(err);
    if (rc == 0)
        memset(out->ptr + out->len, 0, WD_PADDING);
    return rc;
}

int wd_table_text_open(struct wd_table_text *table, const char *dir, const char *name,
                       struct wd_jv *ret_root, struct wd_error *err)
{
    enum wd_json_fault fault;

    wd_buf_init(&table->text, WD_TABLE_FILE_MAX);
    table->parser = wd_json_new();
    if (!table->parser)
        return wd_fail_memory(err);
    if (wd_table_file_bytes(dir, name, &table->text, err) != 0)
        return -1;
    fault = wd_json_parse(table->parser, wd_buf_str(&table->text), ret_root);
    if (fault == WD_JSON_NO_MEMORY)
        return wd_fail_memory(err);
    return fault == WD_JSON_OK ? 0 : wd_fail(err, "%s/%s: no JSON", dir, name);
}

void wd_table_text_close(struct wd_table_text *table)
{
    wd_json_free(table->parser);
    wd_buf_done(&table->text);
}

/* ---- rows that are lines ----------------------------------------------------------------------- */

/* Where the line behind `{` or `[` of the member begins; WD_NPOS. */
static size_t first_line(struct wd_str text, const char *member)
{
    char name[64];
    int len = snprintf(name, sizeof name, "\n \"%s\": ", member);
    size_t at = wd_str_find(text, wd_str_make(name, (size_t)len));

    at = at == WD_NPOS ? at : at + (size_t)len + 1;
    return at != WD_NPOS && at < text.len && text.ptr[at] == '\n' ? at + 1 : WD_NPOS;
}

static int add_line(struct wd_table_lines *lines, size_t *room, struct wd_str line)
{
    if (!wd_list_grow(&lines->items, lines->count, room, sizeof *lines->items))
        return -1;
    if (line.len > 2 && line.ptr[line.len - 1] == ',')
        line.len--;
    lines->items[lines->count++] = wd_str_from(line, 2);
    return 0;
}

int wd_table_lines_find(struct wd_table_lines *lines, struct wd_str text, const char *member,
                        struct wd_error *err)
{
    struct wd_str line;
    size_t room = 0;

    *lines = (struct wd_table_lines){.first = first_line(text, member)};
    if (lines->first == WD_NPOS)
        return wd_fail(err, "\"%s\" is not written a row a line", member);
    for (lines->end = lines->first;; lines->end += line.len + 1) {
        line = wd_str_from(text, lines->end);
        if (!wd_str_starts(line, WD_STR("  \"")))
            break;
        line = wd_str_sub(line, 0, wd_str_find_char(line, '\n'));
        if (add_line(lines, &room, line) != 0)
            return wd_fail_memory(err);
    }
    if (!wd_str_starts(line, WD_STR(" }")) && !wd_str_starts(line, WD_STR(" ]")))
        return wd_fail(err, "\"%s\" is not written a row a line", member);
    return 0;
}

void wd_table_lines_free(struct wd_table_lines *lines)
{
    free(lines->items);
    *lines = (struct wd_table_lines){0};
}

json_t *wd_table_file_value(struct wd_str text)
{
    json_t *value = wd_json_load(text);

    return value ? value : json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, NULL);
}

json_t *wd_table_file_read(const char *dir, const char *name, struct wd_error *err)
{
    json_error_t why;
    struct wd_buf text;
    json_t *root = NULL;

    wd_buf_init(&text, WD_TABLE_FILE_MAX);
    if (wd_table_file_bytes(dir, name, &text, err) == 0) {
        root = text.failed ? NULL : wd_json_load(wd_buf_str(&text));
        if (!root && !(root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &why)))
            wd_fail(err, "%s/%s:%d: %s", dir, name, why.line, why.text);
    }
    wd_buf_done(&text);
    return root;
}

int wd_table_file_argv(struct wd_arena *arena, const json_t *array, struct wd_argv *ret_words)
{
    size_t n = json_array_size(array);
    const char **argv = wd_arena_alloc(arena, (n + 1) * sizeof *argv);

    if (!argv)
        return -1;
    for (size_t i = 0; i < n; i++) {
        const char *word = json_string_value(json_array_get(array, i));
        argv[i] = word ? word : "";
    }
    *ret_words = (struct wd_argv){argv, n};
    return 0;
}

void wd_table_file_text(const json_t *object, const char *ret_text[WD_LANG_COUNT])
{
    const char *en = json_is_string(object) ? json_string_value(object)
                                            : json_string_value(json_object_get(object, "en"));
    const char *ja = json_string_value(json_object_get(object, "ja"));

    ret_text[WD_LANG_EN] = en;
    ret_text[WD_LANG_JA] = ja ? ja : en;
}

static struct wd_str text_at(const json_t *array, size_t i)
{
    const json_t *text = json_array_get(array, i);

    return wd_str_make(json_string_value(text), json_string_length(text));
}

int wd_table_file_list(struct wd_arena *arena, const json_t *array, struct wd_list *ret_list)
{
    size_t count = json_array_size(array);
    struct wd_str *items = wd_arena_alloc(arena, (count + 1) * sizeof *items);

    for (size_t i = 0; items && i < count; i++)
        items[i] = text_at(array, i);
    *ret_list = (struct wd_list){items, items ? count : 0};
    return items ? 0 : -1;
}

bool wd_table_file_listed(const json_t *array, struct wd_str name)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (wd_str_eq(name, text_at(array, i)))
            return true;
    return false;
}

bool wd_table_file_among(const json_t *array, struct wd_str name)
{
    size_t first = 0, end = json_array_size(array);

    while (first < end) {
        size_t half = first + (end - first) / 2;
        int order = wd_str_cmp(text_at(array, half), name);
        if (order == 0)
            return true;
        if (order < 0)
            first = half + 1;
        else
            end = half;
    }
    return false;
}

bool wd_table_file_begins(const json_t *array, struct wd_str name)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (wd_str_starts(name, text_at(array, i)))
            return true;
    return false;
}
