/* How a lint says what it found, and where in the file that stands. */
#include <stdio.h>

#include "match/pack/lint.h"
#include "match/pack/source.h"
#include "match/ruleset.h"

/* Where a part of a rule stands: its pack was kept for such questions. */
struct wd_file_place wd_lint_key_place(const struct wd_rule *rule, const char *key)
{
    return rule->origin ? wd_pack_source_key(rule->origin, rule->number, key) : rule->at;
}

struct wd_file_place wd_lint_example_place(const struct wd_rule *rule, bool counter, size_t index)
{
    enum wd_pack_part part = counter ? WD_PART_COUNTEREXAMPLE : WD_PART_EXAMPLE;

    return rule->origin ? wd_pack_source_part(rule->origin, rule->number, part, index) : rule->at;
}

void wd_lint_tell(const struct wd_linter *linter, const char *id, int level,
                  struct wd_file_place at, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const struct wd_lint lint = {.id = id,
                                 .warning = level == WD_LINT_WARNING,
                                 .rule = linter->rule,
                                 .at = at,
                                 .text = text};
    linter->tell(linter->context, &lint);
}

void wd_lint_tell_at(const struct wd_linter *linter, const char *id,
                     const struct wd_alternative *alternative, size_t caret, const char *text)
{
    const struct wd_lint lint = {.id = id,
                                 .rule = linter->rule,
                                 .at = alternative->at,
                                 .text = text,
                                 .subject = wd_str_of(alternative->re),
                                 .caret = caret};
    linter->tell(linter->context, &lint);
}
