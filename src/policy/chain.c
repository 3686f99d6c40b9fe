/* Ancestry: does a policy's resource stand above the one that is asked about? */
#include "whydenied/base/char.h"

#include "policy/set.h"

static bool all_digits(struct wd_str s)
{
    unsigned long long n;

    return wd_str_to_u64(s, &n);
}

/* Two paths that differ only in the project: one by id, one by number. */
enum wd_truth wd_policy_same(const struct wd_policy_set *set, struct wd_str a, struct wd_str b)
{
    struct wd_str pa, pb, twin;

    if (wd_str_eq(a, b))
        return WD_YES;
    pa = wd_policy_project_of(a);
    pb = wd_policy_project_of(b);
    if (pa.len == 0 || pb.len == 0 || wd_str_eq(pa, pb) ||
        !wd_str_eq(wd_str_from(a, pa.len), wd_str_from(b, pb.len)))
        return WD_NO;
    twin = wd_policy_twin(set, pa);
    if (twin.len > 0 && wd_str_eq(twin, pb))
        return WD_YES;
    if (twin.len > 0 || wd_policy_twin(set, pb).len > 0)
        return WD_NO;
    return all_digits(wd_last_part(pa, '/')) != all_digits(wd_last_part(pb, '/')) ? WD_MAYBE
                                                                                  : WD_NO;
}

/* The other name of a project; empty: it is not told. */
static struct wd_str other_name(const struct wd_policy_set *set, struct wd_str name)
{
    char path[128] = "projects/";

    if (name.len == 0 || name.len > sizeof path - 9)
        return WD_STR_NONE;
    memcpy(path + 9, name.ptr, name.len);
    return wd_last_part(wd_policy_twin(set, wd_str_make(path, 9 + name.len)), '/');
}

enum wd_truth wd_policy_same_project(const struct wd_policy_set *set, struct wd_str id,
                                     struct wd_str number)
{
    struct wd_str twin = other_name(set, id), back = other_name(set, number);

    if (twin.len > 0)
        return wd_str_eq(twin, number) ? WD_YES : WD_NO;
    return id.len > 0 && back.len > 0 && !wd_str_eq(back, id) ? WD_NO : WD_MAYBE;
}

static bool holds(const struct wd_chain *chain, struct wd_str path)
{
    for (size_t i = 0; i < chain->count; i++)
        if (wd_str_eq(chain->path[i], path))
            return true;
    return false;
}

static void push(struct wd_chain *chain, struct wd_str path)
{
    if (path.len == 0 || chain->count == WD_CHAIN_MAX || holds(chain, path))
        return;
    chain->path[chain->count++] = path;
    if (wd_policy_is_container(path) && wd_policy_project_of(path).len > 0)
        chain->has_project = true;
    if (wd_str_starts(path, WD_STR("organizations/")))
        chain->placed = true;
}

static void push_known(const struct wd_policy_set *set, struct wd_chain *chain, struct wd_str path)
{
    const struct wd_policy_node *node = wd_policy_find(set->nodes, path);

    for (size_t i = 0; node && i < node->ancestors.count; i++)
        push(chain, node->ancestors.item[i]);
    if (node && node->placed)
        chain->placed = true;
}

/* "namespaces/P/services/S" lies in projects/P. */
static struct wd_str above(struct wd_arena *arena, struct wd_str path)
{
    struct wd_str old = WD_STR("namespaces/"), project = wd_policy_project_of(path);

    if (wd_str_starts(path, old))
        return wd_arena_concat(
            arena, (const struct wd_str[]){WD_STR("projects/"), wd_str_from(project, old.len)}, 2);
    return wd_policy_parent(path);
}

/* An account's path with its unique id in place of its address, or the other way round; empty: not known. */
static struct wd_str account_twin(const struct wd_policy_set *set, struct wd_arena *arena,
                                  struct wd_str path)
{
    struct wd_str word = WD_STR("/serviceAccounts/"), host, twin;
    size_t at = wd_str_find(path, word);

    if (at == WD_NPOS)
        return WD_STR_NONE;
    twin = wd_policy_twin(set, wd_str_from(path, at + word.len));
    if (wd_str_find_char(twin, '@') != WD_NPOS)
        return wd_policy_path(arena, twin, &host);
    return twin.len
               ? wd_arena_concat(
                     arena, (const struct wd_str[]){wd_str_sub(path, 0, at + word.len), twin}, 2)
               : WD_STR_NONE;
}

void wd_chain_of(const struct wd_policy_set *set, struct wd_arena *arena, struct wd_str resource,
                 struct wd_str project, struct wd_chain *ret_chain)
{
    struct wd_chain *chain = ret_chain;
    struct wd_str host;

    memset(chain, 0, sizeof *chain);
    for (struct wd_str path = wd_policy_path(arena, resource, &chain->host); path.len > 0;
         path = above(arena, path))
        push(chain, path);
    if (project.len > 0 && !chain->has_project)
        push(chain, wd_policy_path(arena, project, &host));
    for (struct wd_str path = account_twin(set, arena, chain->path[0]); path.len > 0;
         path = above(arena, path))
        push(chain, path);
    for (size_t i = 0; i < chain->count; i++) {
        push(chain, wd_policy_twin(set, chain->path[i]));
        push_known(set, chain, chain->path[i]);
    }
}

/* An object, a version, a table's parts carry no policies of their own that people give. */
static bool carries(struct wd_str path)
{
    return !wd_str_has(path, WD_STR("/objects/")) && !wd_str_has(path, WD_STR("/versions/"));
}

size_t wd_policy_above(const struct wd_policy_set *set, const struct wd_access *access,
                       struct wd_arena *arena, struct wd_policy_above ret_list[WD_POLICY_ABOVE_MAX])
{
    struct wd_chain chain;
    size_t count = 0;

    wd_chain_of(set, arena, access->resource, access->project, &chain);
    for (size_t i = 0; i < chain.count && count < WD_POLICY_ABOVE_MAX; i++) {
        const struct wd_policy_node *node = wd_policy_find(set->nodes, chain.path[i]);
        size_t same = 0;
        while (same < count && wd_policy_same(set, ret_list[same].path, chain.path[i]) != WD_YES)
            same++;
        if (same == count && !carries(chain.path[i]))
            continue;
        if (same == count)
            ret_list[count++] = (struct wd_policy_above){.path = chain.path[i]};
        ret_list[same].given = ret_list[same].given || (node && node->has_policy);
    }
    return count;
}

/* "projects/_/buckets/B/managedFolders/F" stands above the objects whose names begin with F. */
static bool folder_above(const struct wd_chain *chain, struct wd_str where)
{
    struct wd_str word = WD_STR("/managedFolders/"), objects = WD_STR("/objects/"), object;
    size_t at = wd_str_find(where, word);

    if (at == WD_NPOS || chain->count == 0 ||
        !wd_str_starts(chain->path[0], wd_str_sub(where, 0, at)))
        return false;
    object = wd_str_from(chain->path[0], at);
    if (!wd_str_starts(object, objects))
        return false;
    struct wd_str folder = wd_str_from(where, at + word.len),
                  key = wd_str_from(object, objects.len);
    return wd_str_starts(key, folder) && key.len > folder.len && key.ptr[folder.len] == '/';
}

enum wd_truth wd_chain_has(const struct wd_policy_set *set, const struct wd_chain *chain,
                           struct wd_str where, struct wd_str host)
{
    enum wd_truth found = WD_NO;

    if (chain->count == 0)
        return WD_MAYBE; /* the denial names no resource */
    for (size_t i = 0; i < chain->count && found < WD_YES; i++) {
        enum wd_truth same = wd_policy_same(set, chain->path[i], where);
        if (i == 0 && host.len > 0 && chain->host.len > 0 && !wd_str_eq(host, chain->host))
            same = WD_NO;
        found = same > found ? same : found;
    }
    if (found == WD_NO && folder_above(chain, where))
        return WD_YES;
    if (found != WD_NO || !wd_policy_is_container(where))
        return found;
    if (wd_str_starts(where, WD_STR("projects/")))
        return chain->has_project || wd_policy_is_container(chain->path[0]) ? WD_NO : WD_MAYBE;
    if (wd_str_starts(chain->path[0], WD_STR("organizations/")))
        return WD_NO;
    return chain->placed ? WD_NO : WD_MAYBE;
}
