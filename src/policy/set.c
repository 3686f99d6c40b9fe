/* The tables of a set: texts once, resources by path, projects' two names. */
#include "policy/set.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

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
        set->gaps = calloc(WD_POLICY_GAPS_MAX, sizeof *set->gaps);
    if (set->gaps && set->gap_count < WD_POLICY_GAPS_MAX)
        set->gaps[set->gap_count] = strdup(text);
    set->gap_count++;
}

size_t wd_policy_gap_count(const struct wd_policy_set *set)
{
    return set->gap_count;
}

const char *wd_policy_gap(const struct wd_policy_set *set, size_t index)
{
    return set->gaps && index < WD_POLICY_GAPS_MAX && set->gaps[index] ? set->gaps[index]
                                                                       : "no memory";
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
