/* Where a part of a rule stands: its pack was kept for such questions. */
#include "match/pack/lint.h"
#include "match/pack/source.h"

struct wd_file_place wd_lint_key_place(const struct wd_rule *rule, const char *key)
{
    return rule->origin ? wd_pack_source_key(rule->origin, rule->number, key) : rule->at;
}

struct wd_file_place wd_lint_example_place(const struct wd_rule *rule, bool counter, size_t index)
{
    enum wd_pack_part part = counter ? WD_PART_COUNTEREXAMPLE : WD_PART_EXAMPLE;

    return rule->origin ? wd_pack_source_part(rule->origin, rule->number, part, index) : rule->at;
}
