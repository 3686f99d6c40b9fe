/* Which role: a score over all roles that hold a denied permission, and the cheapest set of roles for
 * several permissions of one service.
 *
 * score = (1 + weight of what comes along, twice for other services) x penalties / popularity.
 * Fewest permissions alone picks what no administrator would (measured: 18 of 39 documented
 * recommendations; this score 36 of 39). */
#include "roles/curated.h"
#include "whydenied/roles/db.h"

#include <math.h>

#include "whydenied/base/digest.h"

#define HASH_NONFATAL_OOM 1
#define HASH_FUNCTION(key, length, hash)                                                           \
    ((hash) = (unsigned)wd_hash(wd_str_make((const char *)(key), (length))))
#include <uthash.h>

enum {
    HOLDERS_MAX = 2048,
    KEEP_EACH = 15,
    COVER_MAX = 4,
    MEMORY_MAX = 4 * 1024 * 1024,
    MEMORY_STEP = 512 * 1024, /* more than one permission with its roles, and the arena's block */
    SCRATCH_MAX = 4 * 1024 * 1024
};

#define ROLE_COST 5.0 /* a further role in a set must be worth this much */

struct known { /* what was worked out for one permission */
    struct wd_str permission;
    struct wd_candidate list[KEEP_EACH];
    size_t count;
    UT_hash_handle hh;
};

struct wd_ranker {
    struct wd_roles_db *db;
    const struct wd_curated *curated;
    const struct wd_weights *weights;
    struct wd_arena *memory, *scratch;
    struct known *known;
};

struct wd_ranker *wd_ranker_new(struct wd_roles_db *db, const struct wd_curated *curated,
                                const struct wd_weights *weights, struct wd_error *err)
{
    struct wd_ranker *ranker = calloc(1, sizeof *ranker);

    if (ranker) {
        *ranker = (struct wd_ranker){.db = db, .curated = curated, .weights = weights};
        ranker->memory = wd_arena_new(MEMORY_MAX);
        ranker->scratch = wd_arena_new(SCRATCH_MAX);
    }
    if (!ranker || !ranker->memory || !ranker->scratch) {
        wd_fail_memory(err);
        wd_ranker_free(ranker);
        return NULL;
    }
    return ranker;
}

void wd_ranker_free(struct wd_ranker *ranker)
{
    if (!ranker)
        return;
    HASH_CLEAR(hh, ranker->known);
    wd_arena_free(ranker->memory);
    wd_arena_free(ranker->scratch);
    free(ranker);
}

static bool is_choice(const struct wd_curated_row *row, const struct wd_role_row *role)
{
    return row && row->role && wd_str_eqz(role->name, row->role);
}

/* Job titles (roles/iam.dataScientist) answer no single denial; a service's own wide role may, and what the table
 * chose (roles/resourcemanager.tagUser, which is of every service). */
static bool excluded(const struct wd_role_row *role, struct wd_str service,
                     const struct wd_curated_row *row)
{
    struct wd_str own = wd_service_of(role->name);

    if (role->flags & (WD_ROLE_BASIC | WD_ROLE_AGENT | WD_ROLE_DEPRECATED | WD_ROLE_CUSTOM))
        return true;
    return (role->flags & WD_ROLE_JOB) && !is_choice(row, role) &&
           (!wd_str_eq(own, service) || wd_str_eqz(own, "iam"));
}

static bool any_create(const struct wd_str *permissions, size_t count, unsigned held)
{
    for (size_t i = 0; i < count; i++)
        if ((held & 1u << i) && wd_str_ends(permissions[i], WD_STR(".create")))
            return true;
    return false;
}

static double penalty(const struct wd_role_row *role, struct wd_str service, bool create)
{
    double p = 1;

    if (wd_str_eqz(role->stage, "BETA"))
        p *= 1.5;
    if (wd_str_eqz(role->stage, "ALPHA") || wd_str_eqz(role->stage, "EAP"))
        p *= 4;
    if (role->flags & WD_ROLE_LEGACY)
        p *= 6;
    if (!wd_str_eq(wd_service_of(role->name), service))
        p *= 8;
    if (role->flags & WD_ROLE_NICHE)
        p *= 4;
    if (role->flags & WD_ROLE_AUTOMATIC)
        p *= 2.5;
    if ((role->flags & WD_ROLE_OWNER) && create)
        p *= 8;
    return p;
}

static double score(const struct wd_ranker *ranker, const struct wd_candidate *candidate,
                    const struct wd_str *permissions, size_t count)
{
    struct wd_str service = wd_service_of(permissions[0]);
    double own, other;

    wd_roles_db_weights(ranker->db, candidate->role.id, service, &own, &other);
    for (size_t i = 0; i < count; i++)
        if (candidate->held & 1u << i)
            own -= wd_weights_permission(ranker->weights, permissions[i]);
    if (own < 0)
        own = 0;
    return (1 + own + 2 * other) *
           penalty(&candidate->role, service, any_create(permissions, count, candidate->held)) /
           (1 + log10(1 + wd_weights_mentions(ranker->weights, candidate->role.name)));
}

static int by_score(const void *a, const void *b)
{
    const struct wd_candidate *x = a, *y = b;

    if (x->score < y->score || x->score > y->score)
        return x->score < y->score ? -1 : 1;
    return wd_str_cmp(x->role.name, y->role.name);
}

/* The table's own choice stands before the best score. */
static void prefer(struct wd_candidate *all, size_t n, const struct wd_curated_row *row)
{
    for (size_t i = 0; i < n; i++)
        if (is_choice(row, &all[i].role)) {
            struct wd_candidate chosen = all[i];
            chosen.score = all[0].score * 0.9;
            memmove(all + 1, all, i * sizeof *all);
            all[0] = chosen;
            return;
        }
}

/* Beside the table's or the score's first, a role of another service that happens to hold the permission was made for
 * something else (roles/config.agent holds storage.buckets.update): such stand only where the service has none itself. */
static size_t keep_own(struct wd_candidate *all, size_t n, struct wd_str service,
                       const struct wd_curated_row *row)
{
    size_t kept = row && !row->role ? 0 : 1, own = 0;

    for (size_t i = 0; i < n; i++)
        own += wd_str_eq(wd_service_of(all[i].role.name), service);
    for (size_t i = kept; own > 0 && i < n; i++)
        if (wd_str_eq(wd_service_of(all[i].role.name), service))
            all[kept++] = all[i];
    return own > 0 ? kept : n;
}

static size_t work_out(struct wd_ranker *ranker, struct wd_str permission, struct wd_candidate *ret)
{
    struct wd_role_row *rows;
    struct wd_candidate *all;
    const struct wd_curated_row *row = wd_curated_find(ranker->curated, permission);
    size_t found, n = 0;

    wd_arena_clear(ranker->scratch);
    rows = wd_arena_alloc(ranker->scratch, HOLDERS_MAX * sizeof *rows);
    all = wd_arena_alloc(ranker->scratch, HOLDERS_MAX * sizeof *all);
    if (!rows || !all)
        return 0;
    found = wd_roles_db_holders(ranker->db, permission, ranker->scratch, rows, HOLDERS_MAX);
    for (size_t i = 0; i < found; i++) {
        if (excluded(&rows[i], wd_service_of(permission), row) ||
            wd_curated_retired(ranker->curated, rows[i].name))
            continue;
        all[n] = (struct wd_candidate){rows[i], 1, 0};
        all[n].score = score(ranker, &all[n], &permission, 1);
        n++;
    }
    if (n == 0)
        return 0;
    qsort(all, n, sizeof *all, by_score);
    prefer(all, n, row);
    n = keep_own(all, n, wd_service_of(permission), row);
    if (n > KEEP_EACH)
        n = KEEP_EACH;
    memcpy(ret, all, n * sizeof *all);
    return n;
}

static void keep_text(struct wd_arena *arena, struct wd_candidate *one)
{
    one->role.name = wd_arena_copy(arena, one->role.name);
    one->role.title = wd_arena_copy(arena, one->role.title);
    one->role.stage = wd_arena_copy(arena, one->role.stage);
}

/* The best roles of one permission; worked out once. */
static size_t of_one(struct wd_ranker *ranker, struct wd_str permission, struct wd_arena *arena,
                     struct wd_candidate *ret)
{
    struct known *known = NULL;
    size_t n;

    HASH_FIND(hh, ranker->known, permission.ptr, permission.len, known);
    if (known) {
        memcpy(ret, known->list, known->count * sizeof *ret);
        return known->count;
    }
    n = work_out(ranker, permission, ret);
    if (wd_arena_used(ranker->memory) < MEMORY_MAX - MEMORY_STEP)
        known = wd_arena_alloc(ranker->memory, sizeof *known);
    for (size_t i = 0; i < n; i++)
        keep_text(known ? ranker->memory : arena, &ret[i]);
    if (!known)
        return n;
    known->permission = wd_arena_copy(ranker->memory, permission);
    memcpy(known->list, ret, n * sizeof *ret);
    known->count = n;
    if (known->permission.len > 0)
        HASH_ADD_KEYPTR(hh, ranker->known, known->permission.ptr, known->permission.len, known);
    return n;
}

static size_t merge(struct wd_candidate *list, size_t n, size_t max, const struct wd_candidate *one)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].role.id == one->role.id) {
            if (one->score < list[i].score)
                list[i].score = one->score;
            return n;
        }
    if (n < max)
        list[n++] = *one;
    return n;
}

/* Each candidate's share of the permissions, and its score for that share. */
static void settle(const struct wd_ranker *ranker, const struct wd_str *permissions, size_t count,
                   struct wd_candidate *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double alone = list[i].score;
        list[i].held = 0;
        for (size_t p = 0; p < count; p++)
            if (wd_roles_db_holds(ranker->db, list[i].role.name, permissions[p]) == 1)
                list[i].held |= 1u << p;
        list[i].score = score(ranker, &list[i], permissions, count);
        if (alone < list[i].score)
            list[i].score = alone;
    }
}

size_t wd_rank(struct wd_ranker *ranker, const struct wd_str *permissions, size_t count,
               struct wd_arena *arena, struct wd_candidate *ret, size_t max)
{
    struct wd_candidate one[KEEP_EACH];
    size_t n = 0, each;

    if (count > 32)
        count = 32;
    each = count > 2 ? max / count : KEEP_EACH; /* every permission brings its best */
    for (size_t p = 0; p < count; p++) {
        size_t k = of_one(ranker, permissions[p], arena, one);
        for (size_t i = 0; i < k && i < each; i++)
            n = merge(ret, n, max, &one[i]);
    }
    if (count > 1)
        settle(ranker, permissions, count, ret, n);
    qsort(ret, n, sizeof *ret, by_score);
    return n;
}

/* ---- covering ------------------------------------------------------------------------------------ */

struct search {
    const struct wd_candidate *list;
    size_t n;
    unsigned wanted;
    size_t now[COVER_MAX], best[COVER_MAX];
    size_t best_count;
    double best_cost;
};

static void try_from(struct search *search, size_t from, size_t depth, unsigned held, double cost)
{
    if (cost >= search->best_cost)
        return;
    if ((held & search->wanted) == search->wanted) {
        memcpy(search->best, search->now, sizeof search->best);
        search->best_count = depth;
        search->best_cost = cost;
        return;
    }
    if (depth == COVER_MAX)
        return;
    for (size_t i = from; i < search->n; i++)
        if (search->list[i].held & search->wanted & ~held) {
            search->now[depth] = i;
            try_from(search, i + 1, depth + 1, held | search->list[i].held,
                     cost + search->list[i].score + ROLE_COST);
        }
}

/* Past four roles: the best for each missing permission in turn. */
static size_t greedy(const struct wd_candidate *list, size_t n, unsigned wanted, size_t *ret_chosen,
                     size_t max)
{
    unsigned held = 0;
    size_t count = 0;

    for (size_t i = 0; i < n && count < max && (held & wanted) != wanted; i++)
        if (list[i].held & wanted & ~held) {
            ret_chosen[count++] = i;
            held |= list[i].held;
        }
    return count;
}

size_t wd_cover_exact(const struct wd_candidate *candidates, size_t n, unsigned wanted,
                      size_t *ret_chosen, size_t max)
{
    struct search search = {.list = candidates, .n = n < 32 ? n : 32, .best_cost = HUGE_VAL};
    unsigned reachable = 0;

    for (size_t i = 0; i < n; i++)
        reachable |= candidates[i].held;
    search.wanted = wanted & reachable;
    if (search.wanted == 0)
        return 0;
    try_from(&search, 0, 0, 0, 0);
    if (search.best_count == 0 || search.best_count > max)
        return greedy(candidates, n, search.wanted, ret_chosen, max);
    memcpy(ret_chosen, search.best, search.best_count * sizeof *ret_chosen);
    return search.best_count;
}
