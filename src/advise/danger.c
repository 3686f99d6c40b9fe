/* What must never come with a ready command: permissions that rewrite access itself. A denial is not
 * a request, however often it is repeated. */
#include "advise/danger.h"

#include <stdlib.h>

#include "whydenied/base/char.h"
#include "whydenied/roles/table_file.h"

struct wd_danger {
    json_t *root;
    struct wd_arena *arena;
    struct wd_list google, ram; /* what rewrites access */
    struct wd_list google_investigate, ram_investigate;
    struct wd_list google_ask[WD_ASK_COUNT], ram_ask[WD_ASK_COUNT];
    const json_t *set_policy_on, *kubernetes;
    struct wd_str set_policy_prefix;
};

/* In either case. */
static char first_of(struct wd_str s)
{
    return s.len > 0 ? wd_lower(s.ptr[0]) : '\0';
}

static int by_letter(const void *a, const void *b)
{
    return first_of(*(const struct wd_str *)a) - first_of(*(const struct wd_str *)b);
}

/* Lists of patterns are asked of every change: in order of their first letters, of which few are a name's. */
static int read_lists(struct wd_danger *danger)
{
    const json_t *google = json_object_get(danger->root, "google");
    const json_t *ram = json_object_get(danger->root, "ram");
    const struct {
        const json_t *array;
        struct wd_list *list;
    } rows[] = {
        {json_object_get(google, "permissions"), &danger->google},
        {json_object_get(google, "investigate"), &danger->google_investigate},
        {json_object_get(google, "ask_first"), &danger->google_ask[WD_ASK_USE]},
        {json_object_get(google, "ask_more"), &danger->google_ask[WD_ASK_MORE]},
        {json_object_get(google, "ask_guard"), &danger->google_ask[WD_ASK_GUARD]},
        {json_object_get(ram, "actions"), &danger->ram},
        {json_object_get(ram, "investigate"), &danger->ram_investigate},
        {json_object_get(ram, "ask_first"), &danger->ram_ask[WD_ASK_USE]},
        {json_object_get(ram, "ask_more"), &danger->ram_ask[WD_ASK_MORE]},
        {json_object_get(ram, "ask_guard"), &danger->ram_ask[WD_ASK_GUARD]},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_list *list = rows[i].list;
        if (wd_table_file_list(danger->arena, rows[i].array, list) != 0)
            return -1;
        if (list->count > 0)
            qsort(list->items, list->count, sizeof *list->items, by_letter);
    }
    danger->set_policy_on = json_object_get(google, "set_policy_on");
    danger->set_policy_prefix =
        wd_str_of(json_string_value(json_object_get(google, "set_policy_prefix")));
    danger->kubernetes = json_object_get(danger->root, "kubernetes");
    return 0;
}

struct wd_danger *wd_danger_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_danger *danger = calloc(1, sizeof *danger);

    if (!danger) {
        wd_fail_memory(err);
        return NULL;
    }
    danger->root = wd_table_file_read(roles_dir, "danger.json", err);
    danger->arena = danger->root ? wd_arena_new(WD_TABLE_FILE_MAX) : NULL;
    if (danger->root && (!danger->arena || read_lists(danger) != 0))
        wd_fail_memory(err);
    else if (danger->root)
        return danger;
    wd_danger_free(danger);
    return NULL;
}

void wd_danger_free(struct wd_danger *danger)
{
    if (!danger)
        return;
    wd_arena_free(danger->arena);
    json_decref(danger->root);
    free(danger);
}

static bool is_of_ram(struct wd_str permission)
{
    return wd_str_find_char(permission, ':') != WD_NPOS;
}

static bool listed(const struct wd_list *list, struct wd_str name)
{
    for (size_t i = 0; i < list->count; i++)
        if (wd_str_eq(list->items[i], name))
            return true;
    return false;
}

/* Of the patterns that begin with the letter. */
static bool is_like_one_of(const struct wd_list *list, char first, struct wd_str permission)
{
    size_t from = 0, to = list->count;

    while (from < to) {
        size_t half = (from + to) / 2;
        if (first_of(list->items[half]) < first)
            from = half + 1;
        else
            to = half;
    }
    for (; from < list->count && first_of(list->items[from]) == first; from++)
        if (wd_str_ilike(list->items[from], permission))
            return true;
    return false;
}

static bool is_like_one(const struct wd_list *list, struct wd_str permission)
{
    return is_like_one_of(list, '*', permission) ||
           is_like_one_of(list, first_of(permission), permission);
}

bool wd_danger_investigate(const struct wd_danger *danger, struct wd_str permission)
{
    return is_like_one(
        is_of_ram(permission) ? &danger->ram_investigate : &danger->google_investigate, permission);
}

enum wd_ask wd_danger_asks(const struct wd_danger *danger, struct wd_str permission)
{
    const struct wd_list *lists = is_of_ram(permission) ? danger->ram_ask : danger->google_ask;

    for (enum wd_ask ask = WD_ASK_USE; ask < WD_ASK_COUNT; ask++)
        if (is_like_one(&lists[ask], permission))
            return ask;
    return WD_ASK_NOTHING;
}

bool wd_permission_rewrites_access(const struct wd_danger *danger, struct wd_str s,
                                   struct wd_str object_type)
{
    if (wd_danger_investigate(danger, s))
        return true;
    if (is_of_ram(s))
        return listed(&danger->ram, s);
    if (listed(&danger->google, s))
        return true;
    return wd_str_ends(s, WD_STR(".setIamPolicy")) && wd_str_starts(s, danger->set_policy_prefix) &&
           wd_table_file_listed(danger->set_policy_on, object_type);
}

static bool is_of_kubernetes(const struct wd_danger *danger, const char *list, struct wd_str name)
{
    return wd_table_file_listed(json_object_get(danger->kubernetes, list), name);
}

/* Whoever starts a pod there is any account of the place. */
static bool runs_as_the_system(const struct wd_danger *danger, const struct wd_rbac_right *right)
{
    return (right->space.len == 0 || is_of_kubernetes(danger, "system_namespaces", right->space)) &&
           is_of_kubernetes(danger, "workload_verbs", right->verb) &&
           is_of_kubernetes(danger, "workloads", right->resource);
}

bool wd_rbac_rewrites_access(const struct wd_danger *danger, const struct wd_rbac_right *right,
                             struct wd_arena *arena)
{
    struct wd_str whole = wd_arena_concat(
        arena, (const struct wd_str[]){right->verb, WD_STR(" "), right->resource}, 3);

    return is_of_kubernetes(danger, "verbs", right->verb) ||
           is_of_kubernetes(danger, "resources", right->resource) ||
           is_of_kubernetes(danger, "rights", whole) || runs_as_the_system(danger, right);
}

bool wd_danger_any(const struct wd_danger *danger,
                   bool (*holds)(const void *context, struct wd_str permission),
                   const void *context)
{
    const struct wd_list *const lists[] = {&danger->google_investigate, &danger->google};

    for (size_t list = 0; list < sizeof lists / sizeof *lists; list++)
        for (size_t i = 0; i < lists[list]->count; i++)
            if (holds(context, lists[list]->items[i]))
                return true;
    return false;
}
