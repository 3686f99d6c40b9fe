/* Shared by the readers of patterns/roles: opening, argv arrays, texts in two languages.
 *
 * Texts stay in the jansson value, which the table that read it keeps alive. */
#ifndef WHYDENIED_ROLES_TABLE_FILE_H
#define WHYDENIED_ROLES_TABLE_FILE_H

#include <jansson.h>

#include "whydenied/base/arena.h"
#include "whydenied/base/argv.h"
#include "whydenied/base/buf.h"
#include "whydenied/base/error.h"
#include "whydenied/base/json.h"
#include "whydenied/base/str.h"
#include "whydenied/vocabulary/cause.h"

enum {
    WD_TABLE_FILE_MAX = 4 * 1024 * 1024 /* the largest that is shipped has 400 KiB */
};

struct wd_list {
    struct wd_str *items;
    size_t count;
};

/* A table as it lies, for who makes jansson values of a few rows; the values of `root` live as long as it. */
struct wd_table_text {
    struct wd_buf text;
    struct wd_json *parser;
};
int wd_table_text_open(struct wd_table_text *table, const char *dir, const char *name,
                       struct wd_jv *ret_root, struct wd_error *err);
void wd_table_text_close(struct wd_table_text *table); /* zeroed ones too */
/* A large member that is written a row a line: the lines without indentation and comma, slices of the text, found
 * without a parser. -1: it is not written like that, or no memory. */
struct wd_table_lines {
    struct wd_str *items;
    size_t count;
    size_t first, end; /* where they stand in the text */
};
int wd_table_lines_find(struct wd_table_lines *lines, struct wd_str text, const char *member,
                        struct wd_error *err);
void wd_table_lines_free(struct wd_table_lines *lines); /* zeroed ones too */
int wd_table_file_bytes(const char *dir, const char *name, struct wd_buf *text,
                        struct wd_error *err);   /* with WD_PADDING behind */
json_t *wd_table_file_value(struct wd_str text); /* NULL: no JSON, or no memory */
json_t *wd_table_file_read(const char *dir, const char *name, struct wd_error *err);
/* The strings of an array, for who asks them of everything. */
int wd_table_file_list(struct wd_arena *arena, const json_t *array, struct wd_list *ret_list);
int wd_table_file_argv(struct wd_arena *arena, const json_t *array, struct wd_argv *ret_words);
void wd_table_file_text(const json_t *object,
                        const char *ret_text[WD_LANG_COUNT]); /* en for ja if absent */
/* Whether an array of strings holds the name; holds a beginning of it. */
bool wd_table_file_listed(const json_t *array, struct wd_str name);
bool wd_table_file_among(const json_t *array, struct wd_str name); /* the array is in order */
bool wd_table_file_begins(const json_t *array, struct wd_str name);

#endif
