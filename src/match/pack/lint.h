/* What the lints share: telling, and the parts that look at one rule. */
#ifndef WHYDENIED_MATCH_PACK_LINT_H
#define WHYDENIED_MATCH_PACK_LINT_H

#include "match/regex.h"
#include "whydenied/match/lint.h"

struct wd_linter {
    const struct wd_ruleset *set;
    const struct wd_rule *rule; /* at hand */
    struct wd_regex_tools tools;
    wd_lint_fn tell;
    void *context;
};

enum { WD_LINT_ERROR, WD_LINT_WARNING };

void wd_lint_tell(const struct wd_linter *linter, const char *id, int level,
                  struct wd_file_place at, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Of an expression, pointing at a byte of it. */
void wd_lint_tell_at(const struct wd_linter *linter, const char *id,
                     const struct wd_alternative *alternative, size_t caret, const char *text);

/* Behind the element of an expression: escapes and classes count as one. */
const char *wd_lint_step(const char *re);

void wd_lint_expressions(struct wd_linter *linter);  /* lint_expression.c */
void wd_lint_advice(const struct wd_linter *linter); /* lint_advice.c */
void wd_lint_file(const struct wd_linter *linter);   /* lint_shared.c */
/* Of the set: what stands in several rules of a pack. -1: lack of memory. */
int wd_lint_shared(struct wd_linter *linter, struct wd_error *err);
void wd_lint_texts(const struct wd_linter *linter); /* lint_text.c */

#endif
