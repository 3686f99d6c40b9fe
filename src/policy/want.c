/* A set from its making to its end, and what will be asked of it: what no question is about is not kept. */
#include "policy/set.h"

#include <stdlib.h>

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
    for (size_t i = 0; i < set->gap_count && i < WD_POLICY_GAPS_MAX; i++)
        free(set->gaps[i]);
    free(set->gaps);
    wd_ram_free(set->ram);
    wd_json_free(set->json);
    wd_arena_free(set->arena);
    free(set);
}

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
