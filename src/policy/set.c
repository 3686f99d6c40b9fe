/* The tables of a set: texts once, resources by path, projects' two names. */
#include "policy/set.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { GAPS_MAX = 100 };

struct wd_policy_set *wd_policy_set_new(struct wd_error *err)
{
    struct wd_policy_set *set = calloc(1, sizeof *set);

    if (set) {
        set->arena = wd_arena_new(WD_POLICY_ARENA_MAX);
        set->json = wd_json_new();
        set->ram = wd_ram_new();
    }
    if (!set || !set->arena || !set->json || !set->ram) {
        wd_fail_memory(err);
        wd_policy_set_free(set);
        return NULL;
    }
    return set;
}

static void forget(struct wd_policy_key **table)
{
    HASH_CLEAR(hh, *table); /* the keys live in the arena */
}

void wd_policy_set_free(struct wd_policy_set *set)
{
    if (!set)
        return;
    forget(&set->texts);
    forget(&set->nodes);
    forget(&set->twins);
    forget(&set->roles);
    forget(&set->groups);
    forget(&set->group_ids);
    forget(&set->subgroups);
    forget(&set->customers);
    forget(&set->accounts);
    forget(&set->wanted_who);
    forget(&set->wanted_paths);
    forget(&set->wanted_permissions);
    for (size_t i = 0; i < set->gap_count && i < GAPS_MAX; i++)
        free(set->gaps[i]);
    free(set->gaps);
    wd_ram_free(set->ram);
    wd_json_free(set->json);
    wd_arena_free(set->arena);
    free(set);
}

void *wd_policy_alloc(struct wd_policy_set *set, size_t size)
{
    void *p = wd_arena_alloc(set->arena, size);

    if (!p)
        set->failed = true;
    return p;
}

static struct wd_policy_key *key_of(struct wd_policy_key *table, struct wd_str text)
{
    struct wd_policy_key *key = NULL;

    if (table)
        HASH_FIND(hh, table, text.len ? text.ptr : "", text.len, key);
    return key;
}

void *wd_policy_find(struct wd_policy_key *table, struct wd_str text)
{
    struct wd_policy_key *key = key_of(table, text);

    return key ? key->value : NULL;
}

bool wd_policy_has(struct wd_policy_key *table, struct wd_str text)
{
    return key_of(table, text) != NULL;
}

/* The text must be the set's. */
static struct wd_policy_key *add(struct wd_policy_set *set, struct wd_policy_key **table,
                                 struct wd_str text, void *value)
{
    struct wd_policy_key *key = wd_policy_alloc(set, sizeof *key);

    if (!key)
        return NULL;
    key->text = text;
    key->value = value;
    HASH_ADD_KEYPTR(hh, *table, key->text.ptr, key->text.len, key);
    if (key->hh.tbl)
        return key;
    set->failed = true;
    return NULL;
}

struct wd_str wd_policy_text(struct wd_policy_set *set, struct wd_str text)
{
    struct wd_policy_key *key = key_of(set->texts, text);

    if (key)
        return key->text;
    text = wd_arena_copy(set->arena, text.len ? text : WD_STR(""));
    if (!text.ptr) {
        set->failed = true;
        return WD_STR_NONE;
    }
    add(set, &set->texts, text, NULL);
    return text;
}

struct wd_policy_key *wd_policy_key_of(struct wd_policy_set *set, struct wd_str text)
{
    return key_of(set->texts, wd_policy_text(set, text));
}

struct wd_str wd_policy_lower(struct wd_policy_set *set, struct wd_str text)
{
    char small[512];

    if (text.len >= sizeof small)
        return wd_policy_text(set, text);
    for (size_t i = 0; i < text.len; i++)
        small[i] =
            (char)(text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? text.ptr[i] + 32 : text.ptr[i]);
    return wd_policy_text(set, wd_str_make(small, text.len));
}

void wd_policy_put(struct wd_policy_set *set, struct wd_policy_key **table, struct wd_str text,
                   void *value)
{
    struct wd_policy_key *key = key_of(*table, text);

    if (key)
        key->value = value;
    else
        add(set, table, wd_policy_text(set, text), value);
}

void wd_policy_gap_note(struct wd_policy_set *set, const char *format, ...)
{
    char text[400];
    va_list args;

    if (set->second)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (!set->gaps)
        set->gaps = calloc(GAPS_MAX, sizeof *set->gaps);
    if (set->gaps && set->gap_count < GAPS_MAX)
        set->gaps[set->gap_count] = strdup(text);
    set->gap_count++;
}

size_t wd_policy_gap_count(const struct wd_policy_set *set)
{
    return set->gap_count;
}

const char *wd_policy_gap(const struct wd_policy_set *set, size_t index)
{
    return set->gaps && index < GAPS_MAX && set->gaps[index] ? set->gaps[index] : "no memory";
}

size_t wd_policy_unjudged(const struct wd_policy_set *set)
{
    return set->unjudged;
}

struct wd_policy_list wd_policy_strings(struct wd_policy_set *set, struct wd_jv array)
{
    struct wd_policy_list list = {0};
    size_t room = 0;

    for (struct wd_jiter it = wd_jv_iter(array); wd_jiter_next(&it);)
        room++;
    list.item = room ? wd_policy_alloc(set, room * sizeof *list.item) : NULL;
    for (struct wd_jiter it = wd_jv_iter(array); list.item && wd_jiter_next(&it);) {
        struct wd_str text;
        if (list.count < room && wd_jv_is_str(it.value, &text))
            list.item[list.count++] = wd_policy_text(set, text);
    }
    return list;
}

struct wd_policy_node *wd_policy_node_of(struct wd_policy_set *set, struct wd_str path)
{
    struct wd_policy_node *node = wd_policy_find(set->nodes, path);

    if (node)
        return node;
    node = wd_policy_alloc(set, sizeof *node);
    if (node) {
        node->path = wd_policy_text(set, path);
        wd_policy_put(set, &set->nodes, node->path, node);
    }
    return node;
}

void wd_policy_tie(struct wd_policy_set *set, struct wd_str project, struct wd_str other)
{
    struct wd_str a = wd_policy_text(set, project), b = wd_policy_text(set, other);
    struct wd_policy_key *to_a, *to_b;

    if (a.len == 0 || b.len == 0 || wd_str_eq(a, b))
        return;
    to_a = key_of(set->texts, a);
    to_b = key_of(set->texts, b);
    wd_policy_put(set, &set->twins, a, to_b);
    wd_policy_put(set, &set->twins, b, to_a);
    if (wd_policy_has(set->wanted_paths, a))
        wd_policy_want_project(set, b);
    else if (wd_policy_has(set->wanted_paths, b))
        wd_policy_want_project(set, a);
}

struct wd_str wd_policy_twin(const struct wd_policy_set *set, struct wd_str project_path)
{
    const struct wd_policy_key *other = wd_policy_find(set->twins, project_path);

    return other ? other->text : WD_STR_NONE;
}

void wd_policy_want_project(struct wd_policy_set *set, struct wd_str path)
{
    if (!set->choosy || wd_policy_has(set->wanted_paths, path))
        return;
    wd_policy_put(set, &set->wanted_paths, path, NULL);
    set->again = set->again || set->dropped;
}

static int want_path(struct wd_policy_set *set, struct wd_arena *scratch, struct wd_str path)
{
    for (; path.len > 0; path = wd_policy_parent(path)) {
        struct wd_str key = wd_policy_lookup(scratch, path);
        if (!key.ptr)
            return -1;
        wd_policy_put(set, &set->wanted_paths, key, NULL);
    }
    return 0;
}

int wd_policy_want(struct wd_policy_set *set, const struct wd_access *access, struct wd_error *err)
{
    struct wd_arena *scratch = wd_arena_new(1 << 20);
    struct wd_policy_who who;
    struct wd_chain chain;
    struct wd_str host;
    int rc = -1;

    set->choosy = true;
    if (scratch) {
        wd_policy_who_of(set, scratch, access->principal, &who);
        wd_policy_put(set, &set->wanted_who, who.id, NULL);
        set->numbered = set->numbered || who.number;
        wd_policy_put(set, &set->wanted_permissions, access->permission, NULL);
        rc = want_path(set, scratch, wd_policy_path(scratch, access->resource, &host));
        if (rc == 0 && access->project.len > 0)
            rc = want_path(set, scratch, wd_policy_path(scratch, access->project, &host));
        wd_chain_of(set, scratch, access->resource, access->project, &chain);
        set->open = set->open || !chain.has_project;
        /* An account by its unique id: its address is told by an export. */
        if (wd_policy_unique_id(wd_last_part(access->resource, '/')))
            wd_policy_put(set, &set->wanted_who, wd_last_part(access->resource, '/'), NULL);
        /* Sets of principals are decided by where an identity is at home. */
        if (rc == 0)
            rc = want_path(set, scratch, wd_policy_home(scratch, &who));
        /* Acting as an account is decided by what stands on the account. */
        if (rc == 0 && who.service_account)
            rc = want_path(set, scratch, wd_policy_path(scratch, who.id, &host));
    }
    wd_arena_free(scratch);
    return rc != 0 || set->failed ? wd_fail_memory(err) : 0;
}
