/* The index of structured rules: see candidates.h.
 *
 * The table maps a hash of (slot, value) to rules; equal hashes of different values cost a vain look
 * at a rule's conditions, nothing else. */
#include "match/candidates.h"

#include <stdlib.h>

#include "match/ruleset.h"
#include "whydenied/base/digest.h"

struct entry {
    uint64_t hash;
    uint32_t rule;
    uint32_t next; /* 1 + the next entry of the bucket; 0 ends */
};

struct wd_candidates {
    size_t words, first_text;
    uint64_t *bits;
    uint64_t *always[WD_DIALECT_COUNT]; /* rules without an exact condition, by dialect */
    struct entry *entries;
    size_t count, cap;
    uint32_t *buckets;
    uint64_t mask;
};

/* The conditions that can be looked up, the most telling first. */
static const char **key_values(const struct wd_when *when, unsigned which, size_t *ret_count,
                               enum wd_slot *ret_slot)
{
    const struct {
        const char **values;
        size_t count;
        enum wd_slot slot;
    } keys[] = {{when->permissions, when->permission_count, WD_SLOT_PERMISSION},
                {when->reasons, when->reason_count, WD_SLOT_REASON},
                {when->methods, when->method_count, WD_SLOT_METHOD},
                {when->services, when->service_count, WD_SLOT_SERVICE}};
    if (which >= sizeof keys / sizeof keys[0])
        return NULL;
    *ret_count = keys[which].count;
    *ret_slot = keys[which].slot;
    return keys[which].values;
}

static uint64_t key_hash(enum wd_slot slot, struct wd_str value)
{
    return wd_hash_join(wd_hash(value), (uint64_t)slot);
}

static bool all_exact(const char **values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strchr(values[i], '*'))
            return false;
    }
    return count > 0;
}

static void add_entry(struct wd_candidates *c, uint64_t hash, size_t rule)
{
    uint32_t *bucket = &c->buckets[hash & c->mask];
    c->entries[c->count] = (struct entry){hash, (uint32_t)rule, *bucket};
    *bucket = (uint32_t)++c->count;
}

/* An expression may capture what a condition asks for, so such a rule cannot be looked up by it. */
static bool index_by_key(struct wd_candidates *c, const struct wd_rule *rule)
{
    size_t count;
    enum wd_slot slot;
    const char **values;
    if (wd_rule_has_expression(rule))
        return false;
    for (unsigned which = 0; (values = key_values(&rule->when, which, &count, &slot)) || which < 4;
         which++) {
        if (!values || !all_exact(values, count))
            continue;
        for (size_t i = 0; i < count; i++)
            add_entry(c, key_hash(slot, wd_str_of(values[i])), rule->index);
        return true;
    }
    return false;
}

static void index_always(struct wd_candidates *c, const struct wd_rule *rule)
{
    for (unsigned d = 0; d < WD_DIALECT_COUNT; d++) {
        if (!rule->when.dialects || rule->when.dialects & 1u << d)
            c->always[d][rule->index / 64] |= UINT64_C(1) << rule->index % 64;
    }
}

static int make_room(struct wd_candidates *c, const struct wd_ruleset *set)
{
    size_t buckets = 64;
    for (size_t i = 0; i < set->count; i++) {
        const struct wd_when *when = &set->rules[i]->when;
        c->cap +=
            when->permission_count + when->reason_count + when->method_count + when->service_count;
    }
    while (buckets < c->cap * 2)
        buckets *= 2;
    c->mask = buckets - 1;
    c->words = set->count / 64 + 1;
    c->entries = calloc(c->cap + 1, sizeof *c->entries);
    c->buckets = calloc(buckets, sizeof *c->buckets);
    c->bits = calloc(c->words, sizeof *c->bits);
    bool ok = c->entries && c->buckets && c->bits;
    for (unsigned d = 0; d < WD_DIALECT_COUNT; d++) {
        c->always[d] = calloc(c->words, sizeof **c->always);
        ok = ok && c->always[d];
    }
    return ok ? 0 : -1;
}

struct wd_candidates *wd_candidates_new(const struct wd_ruleset *set, struct wd_error *err)
{
    struct wd_candidates *c = calloc(1, sizeof *c);
    if (!c || make_room(c, set) < 0) {
        wd_candidates_free(c);
        wd_fail_memory(err);
        return NULL;
    }
    c->first_text = set->count;
    for (size_t i = 0; i < set->count; i++) {
        const struct wd_rule *rule = set->rules[i];
        if (!wd_rule_is_structured(rule))
            c->first_text = i < c->first_text ? i : c->first_text;
        else if (!index_by_key(c, rule))
            index_always(c, rule);
    }
    return c;
}

void wd_candidates_free(struct wd_candidates *c)
{
    if (!c)
        return;
    for (unsigned d = 0; d < WD_DIALECT_COUNT; d++)
        free(c->always[d]);
    free(c->entries);
    free(c->buckets);
    free(c->bits);
    free(c);
}

void wd_candidates_add(struct wd_candidates *c, size_t rule)
{
    c->bits[rule / 64] |= UINT64_C(1) << rule % 64;
}

static void look_up(struct wd_candidates *c, enum wd_slot slot, struct wd_str value)
{
    if (value.len == 0)
        return;
    uint64_t hash = key_hash(slot, value);
    for (uint32_t i = c->buckets[hash & c->mask]; i; i = c->entries[i - 1].next) {
        if (c->entries[i - 1].hash == hash)
            wd_candidates_add(c, c->entries[i - 1].rule);
    }
}

void wd_candidates_begin(struct wd_candidates *c, const struct wd_event *event)
{
    memcpy(c->bits, c->always[event->dialect], c->words * sizeof *c->bits);
    for (size_t i = 0; i < event->permission_count; i++)
        look_up(c, WD_SLOT_PERMISSION, event->permissions[i].name);
    look_up(c, WD_SLOT_REASON, event->slot[WD_SLOT_REASON]);
    look_up(c, WD_SLOT_METHOD, event->slot[WD_SLOT_METHOD]);
    look_up(c, WD_SLOT_SERVICE, event->slot[WD_SLOT_SERVICE]);
}

size_t wd_candidates_next(const struct wd_candidates *c, size_t from)
{
    size_t word = from / 64;
    if (word >= c->words)
        return WD_NPOS;
    uint64_t bits = c->bits[word] & ~UINT64_C(0) << from % 64;
    while (!bits) {
        if (++word >= c->words)
            return WD_NPOS;
        bits = c->bits[word];
    }
    return word * 64 + (size_t)__builtin_ctzll(bits);
}

size_t wd_candidates_first_text(const struct wd_candidates *c)
{
    return c->first_text;
}
