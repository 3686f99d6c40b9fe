/* One row a role: "roles/x.viewer": "12 x.widgets:get,list x.parts:get". A report asks for a few of some ten thousand
 * permissions, so the rows are searched as they are written. */
#include "roles/further.h"

#include <stdlib.h>

#include "whydenied/base/digest.h"
#include "whydenied/roles/table_file.h"

enum { ANSWERS = 64 };

/* Which role was found for a permission, none too: to look through all rows takes as long as all the rest of a problem. */
struct answer {
    char permission[112];
    size_t len;
    struct wd_str role;
};

struct wd_further {
    struct wd_buf text;
    bool cut;                    /* into lines: when a first permission is missed */
    struct wd_table_lines lines; /* "roles/x": "…" each */
    struct answer answers[ANSWERS];
};

struct wd_further *wd_further_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_further *further = calloc(1, sizeof *further);

    if (!further) {
        wd_fail_memory(err);
        return NULL;
    }
    wd_buf_init(&further->text, WD_TABLE_FILE_MAX);
    if (wd_table_file_bytes(roles_dir, "further.json", &further->text, err) == 0)
        return further;
    wd_further_free(further);
    return NULL;
}

void wd_further_free(struct wd_further *further)
{
    if (!further)
        return;
    wd_table_lines_free(&further->lines);
    wd_buf_done(&further->text);
    free(further);
}

static void cut_once(struct wd_further *further)
{
    struct wd_error err;

    if (!further->cut &&
        wd_table_lines_find(&further->lines, wd_buf_str(&further->text), "roles", &err) != 0)
        wd_table_lines_free(&further->lines);
    further->cut = true;
}

/* The role of a row; what it holds goes to *ret_rest. */
static struct wd_str role_of(struct wd_str line, struct wd_str *ret_rest)
{
    struct wd_str rest = wd_str_from(line, 1), role = wd_str_cut(&rest, '"');

    wd_str_cut(&rest, '"');
    *ret_rest = wd_str_cut(&rest, '"');
    return role;
}

static bool lists(struct wd_str rest, struct wd_str object, struct wd_str verb)
{
    while (rest.len > 0) {
        struct wd_str verbs = wd_str_cut(&rest, ' ');
        if (!wd_str_eq(wd_str_cut(&verbs, ':'), object))
            continue;
        while (verbs.len > 0)
            if (wd_str_eq(wd_str_cut(&verbs, ','), verb))
                return true;
    }
    return false;
}

static struct wd_str look_for(struct wd_further *further, struct wd_str permission)
{
    size_t dot = wd_str_rfind_char(permission, '.');
    struct wd_str rest, object = wd_str_sub(permission, 0, dot == WD_NPOS ? 0 : dot);

    if (object.len == 0)
        return WD_STR_NONE;
    cut_once(further);
    for (size_t i = 0; i < further->lines.count; i++) {
        if (!wd_str_has(further->lines.items[i], object))
            continue;
        struct wd_str role = role_of(further->lines.items[i], &rest);
        if (lists(rest, object, wd_str_from(permission, dot + 1)))
            return role;
    }
    return WD_STR_NONE;
}

struct wd_str wd_further_role(struct wd_further *further, struct wd_str permission)
{
    struct answer *answer = &further->answers[wd_hash(permission) % ANSWERS];

    if (permission.len == 0 || permission.len > sizeof answer->permission)
        return look_for(further, permission);
    if (!wd_str_eq(permission, wd_str_make(answer->permission, answer->len))) {
        wd_str_copy(answer->permission, permission);
        answer->len = permission.len;
        answer->role = look_for(further, permission);
    }
    return answer->role;
}

static int by_role(const void *role, const void *line)
{
    struct wd_str rest;

    return wd_str_cmp(*(const struct wd_str *)role, role_of(*(const struct wd_str *)line, &rest));
}

/* The rows are in order of their roles. */
unsigned wd_further_size(struct wd_further *further, struct wd_str role)
{
    const struct wd_str *line;
    struct wd_str rest;
    unsigned long size = 0;

    cut_once(further);
    line = further->lines.count
               ? bsearch(&role, further->lines.items, further->lines.count, sizeof role, by_role)
               : NULL;
    if (!line)
        return 0;
    role_of(*line, &rest);
    for (size_t at = 0; at < rest.len && rest.ptr[at] >= '0' && rest.ptr[at] <= '9'; at++)
        size = 10 * size + (unsigned long)(rest.ptr[at] - '0');
    return (unsigned)size;
}
