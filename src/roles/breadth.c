/* breadth.json: what roles hold, kept as ranges of places in the sorted list of permissions. */
#include "roles/breadth.h"

#include "whydenied/roles/table_file.h"

struct wd_breadth {
    json_t *root, *permissions, *roles;
};

struct wd_breadth *wd_breadth_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_breadth *breadth = calloc(1, sizeof *breadth);

    if (!breadth) {
        wd_fail_memory(err);
        return NULL;
    }
    breadth->root = wd_table_file_read(roles_dir, "breadth.json", err);
    if (!breadth->root) {
        free(breadth);
        return NULL;
    }
    breadth->permissions = json_object_get(breadth->root, "permissions");
    breadth->roles = json_object_get(breadth->root, "roles");
    return breadth;
}

void wd_breadth_free(struct wd_breadth *breadth)
{
    if (!breadth)
        return;
    json_decref(breadth->root);
    free(breadth);
}

static const json_t *role_of(const struct wd_breadth *breadth, struct wd_str role)
{
    return role.len > 0 ? json_object_getn(breadth->roles, role.ptr, role.len) : NULL;
}

static struct wd_str text_of(const json_t *role, const char *key)
{
    const json_t *text = json_object_get(role, key);

    return text ? wd_str_make(json_string_value(text), json_string_length(text)) : WD_STR_NONE;
}

/* The permission's place in the list, or WD_NPOS. */
static size_t place_of(const struct wd_breadth *breadth, struct wd_str permission)
{
    size_t low = 0, high = json_array_size(breadth->permissions);

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *name = json_string_value(json_array_get(breadth->permissions, middle));
        int order = wd_str_cmp(permission, wd_str_of(name));
        if (order == 0)
            return middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return WD_NPOS;
}

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
    const json_t *facts = role_of(breadth, role);
    size_t place = facts ? place_of(breadth, permission) : WD_NPOS;

    return place == WD_NPOS ? -1 : in_ranges(text_of(facts, "holds"), place);
}

unsigned wd_breadth_size(const struct wd_breadth *breadth, struct wd_str role)
{
    return (unsigned)json_integer_value(json_object_get(role_of(breadth, role), "size"));
}

struct wd_str wd_breadth_among(const struct wd_breadth *breadth, struct wd_str role)
{
    return text_of(role_of(breadth, role), "among");
}
