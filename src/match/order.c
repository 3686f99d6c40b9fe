/* The order of trial, computed from the rules themselves so that no file's place matters.
 *
 * Three keys, then the id: rules decided by fields before those that need words; of these the longer
 * longest anchor, of those the more conditions; fallback families after everything else. */
#include "match/ruleset.h"

#include <stdlib.h>

bool wd_rule_has_expression(const struct wd_rule *rule)
{
    for (size_t i = 0; i < rule->match_count; i++)
        if (rule->match[i].re)
            return true;
    return false;
}

bool wd_rule_is_structured(const struct wd_rule *rule)
{
    if (rule->when.pointer_count > 0 || rule->when.reason_count > 0)
        return true;
    for (size_t i = 0; i < rule->match_count; i++) {
        if (!rule->match[i].re)
            return true;
    }
    return false;
}

static size_t longest_anchor(const struct wd_rule *rule)
{
    size_t longest = 0;
    for (size_t i = 0; i < rule->anchor_count; i++) {
        size_t len = strlen(rule->anchors[i]);
        longest = len > longest ? len : longest;
    }
    return longest;
}

/* A list whose every value is exact tells more than one with a pattern. */
static unsigned list_weight(const char **values, size_t count, unsigned weight)
{
    if (count == 0)
        return 0;
    for (size_t i = 0; i < count; i++) {
        if (strchr(values[i], '*'))
            return weight / 2;
    }
    return weight;
}

/* A reason that is named in full tells why, whatever was asked for: before any permission. */
static unsigned reason_weight(const struct wd_when *when)
{
    unsigned weight = list_weight(when->reasons, when->reason_count, 16);

    return weight == 16 ? 48 : weight;
}

static unsigned condition_weight(const struct wd_when *when)
{
    unsigned weight = list_weight(when->permissions, when->permission_count, 16);
    weight += reason_weight(when);
    weight += list_weight(when->methods, when->method_count, 12);
    weight += when->principal_count ? 12 : 0;
    weight += when->url_count ? 8 : 0;
    weight += when->host_count ? 8 : 0;
    weight += list_weight(when->services, when->service_count, 6);
    weight += when->code_count ? 2 : 0;
    weight += when->http_count ? 2 : 0;
    weight += when->has_permission ? 4 : 0;
    weight += when->has_role ? 3 : 0;
    weight += when->denial ? 1 : 0;
    weight += when->dialects ? 1 : 0;
    for (size_t i = 0; i < when->pointer_count; i++)
        weight += when->pointers[i].value_count ? 14 : 10;
    return weight;
}

/* How much a rule asks for; of two rules with the same class and weight, the id decides. */
static unsigned rule_weight(const struct wd_rule *rule)
{
    unsigned conditions = condition_weight(&rule->when);
    conditions = conditions > 0xFFF ? 0xFFF : conditions;
    size_t anchor = longest_anchor(rule);
    anchor = anchor > 0xFFF ? 0xFFF : anchor;
    return wd_rule_is_structured(rule) ? conditions << 12 | (unsigned)anchor
                                       : (unsigned)anchor << 12 | conditions;
}

bool wd_rule_same_rank(const struct wd_rule *a, const struct wd_rule *b)
{
    return a->fallback == b->fallback && wd_rule_is_structured(a) == wd_rule_is_structured(b) &&
           rule_weight(a) == rule_weight(b);
}

/* What forbids stands beside the words of what is missing, and no role helps against it: its sentences first. Google's
 * only; Alibaba Cloud tells the kind of a refusal by a field. */
static bool forbids(const struct wd_rule *rule)
{
    return strncmp(rule->id, "gcp.", 4) == 0 &&
           (rule->cause == WD_CAUSE_EXPLICIT_DENY || rule->cause == WD_CAUSE_ORG_POLICY ||
            rule->cause == WD_CAUSE_BOUNDARY || rule->cause == WD_CAUSE_PERIMETER);
}

/* The larger is tried first. */
static uint64_t rank_of(const struct wd_rule *rule)
{
    bool structured = wd_rule_is_structured(rule);

    return (uint64_t)!rule->fallback << 34 | (uint64_t)structured << 33 |
           (uint64_t)(!structured && forbids(rule)) << 32 | rule_weight(rule);
}

static int compare(const void *left, const void *right)
{
    const struct wd_rule *a = *(const struct wd_rule *const *)left;
    const struct wd_rule *b = *(const struct wd_rule *const *)right;

    if (a->rank != b->rank)
        return a->rank > b->rank ? -1 : 1;
    return strcmp(a->id, b->id);
}

void wd_ruleset_sort(struct wd_ruleset *set)
{
    for (size_t i = 0; i < set->count; i++)
        set->rules[i]->rank = rank_of(set->rules[i]);
    if (set->count > 0)
        qsort(set->rules, set->count, sizeof(struct wd_rule *), compare);
    for (size_t i = 0; i < set->count; i++)
        set->rules[i]->index = (unsigned)i;
}
