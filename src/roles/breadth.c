/* breadth.json: what roles hold, kept as ranges of places in the sorted list of permissions.
 *
 * It is the largest table and read at every start, so no parser does: its rows are lines, which are cut when one is
 * asked for. */
#include "roles/breadth.h"

#include "whydenied/base/digest.h"
#include "whydenied/roles/table_file.h"

struct wd_breadth {
    struct wd_buf text;
    struct wd_table_lines permissions, roles; /* without their quotes */
    struct known *known;                      /* roles that were asked for: few, again and again */
};

/* A name of the caller's, compared whole. */
struct known {
    char name[112];
    size_t len, place;
};
enum { KNOWN_ROLES = 64 };

static int take(struct wd_breadth *breadth, const char *member, struct wd_table_lines *lines,
                struct wd_error *err)
{
    if (wd_table_lines_find(lines, wd_buf_str(&breadth->text), member, err) != 0)
        return -1;
    for (size_t i = 0; i < lines->count; i++)
        lines->items[i] = wd_str_sub(lines->items[i], 1, lines->items[i].len - 2);
    return 0;
}

/* Texts are taken as they are written. */
static int read_lists(struct wd_breadth *breadth, const char *roles_dir, struct wd_error *err)
{
    if (wd_table_file_bytes(roles_dir, "breadth.json", &breadth->text, err) != 0)
        return -1;
    if (wd_str_find_char(wd_buf_str(&breadth->text), '\\') != WD_NPOS)
        return wd_fail(err, "breadth.json: holds an escape");
    return take(breadth, "permissions", &breadth->permissions, err) != 0 ||
                   take(breadth, "roles", &breadth->roles, err) != 0
               ? -1
               : 0;
}

struct wd_breadth *wd_breadth_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_breadth *breadth = calloc(1, sizeof *breadth);

    if (!breadth) {
        wd_fail_memory(err);
        return NULL;
    }
    wd_buf_init(&breadth->text, WD_TABLE_FILE_MAX);
    breadth->known = calloc(KNOWN_ROLES, sizeof *breadth->known);
    if (!breadth->known)
        wd_fail_memory(err);
    if (!breadth->known || read_lists(breadth, roles_dir, err) != 0) {
        wd_breadth_free(breadth);
        return NULL;
    }
    return breadth;
}

void wd_breadth_free(struct wd_breadth *breadth)
{
    if (!breadth)
        return;
    free(breadth->known);
    wd_table_lines_free(&breadth->permissions);
    wd_table_lines_free(&breadth->roles);
    wd_buf_done(&breadth->text);
    free(breadth);
}

static int by_name(const void *name, const void *item)
{
    struct wd_str text = *(const struct wd_str *)item;

    return wd_str_cmp(*(const struct wd_str *)name, wd_str_cut(&text, '|'));
}

/* Both lists are sorted by what stands before the first bar, bytewise. WD_NPOS: not there. */
static size_t place_of(const struct wd_table_lines *list, struct wd_str name)
{
    const struct wd_str *found = bsearch(&name, list->items, list->count, sizeof name, by_name);

    return found ? (size_t)(found - list->items) : WD_NPOS;
}

static size_t place_of_role(const struct wd_breadth *breadth, struct wd_str role)
{
    struct known *known = &breadth->known[wd_hash(role) % KNOWN_ROLES];

    if (role.len == 0 || role.len > sizeof known->name)
        return place_of(&breadth->roles, role);
    if (!wd_str_eq(role, wd_str_make(known->name, known->len))) {
        wd_str_copy(known->name, role);
        known->len = role.len;
        known->place = place_of(&breadth->roles, role);
    }
    return known->place;
}

/* "roles/run.invoker|3|210-212|run.jobs.run": the part, counted from 0; empty: no such role. */
static struct wd_str part_of(const struct wd_breadth *breadth, struct wd_str role, unsigned part)
{
    size_t at = place_of_role(breadth, role);
    struct wd_str text = at == WD_NPOS ? WD_STR_NONE : breadth->roles.items[at];

    while (part-- > 0)
        wd_str_cut(&text, '|');
    return wd_str_cut(&text, '|');
}

enum { SIZE = 1, HOLDS, AMONG };

/* "1-3 7": the ranges ascend. */
static bool in_ranges(struct wd_str ranges, size_t place)
{
    while (ranges.len > 0) {
        struct wd_str last = wd_str_cut(&ranges, ' '), first = wd_str_cut(&last, '-');
        unsigned long long from, to;
        if (!wd_str_to_u64(first, &from) || place < from)
            return false;
        if (place == from || (last.len > 0 && wd_str_to_u64(last, &to) && place <= to))
            return true;
    }
    return false;
}

int wd_breadth_holds(const struct wd_breadth *breadth, struct wd_str role, struct wd_str permission)
{
    size_t place = place_of(&breadth->permissions, permission);

    if (place == WD_NPOS || place_of_role(breadth, role) == WD_NPOS)
        return -1;
    return in_ranges(part_of(breadth, role, HOLDS), place);
}

bool wd_breadth_knows(const struct wd_breadth *breadth, struct wd_str permission)
{
    return place_of(&breadth->permissions, permission) != WD_NPOS;
}

unsigned wd_breadth_size(const struct wd_breadth *breadth, struct wd_str role)
{
    unsigned long long size;

    return wd_str_to_u64(part_of(breadth, role, SIZE), &size) ? (unsigned)size : 0;
}

struct wd_str wd_breadth_among(const struct wd_breadth *breadth, struct wd_str role)
{
    return part_of(breadth, role, AMONG);
}
