/* Lints: what can be said about rules without running them on their examples.
 *
 * Each has an id (P001 …, patterns/README.md lists them), a place and a reason. Errors fail
 * `rules test`, warnings do not. What the loader refuses is told by the ruleset's problems; what only
 * examples can show is told by `rules test` itself, with the same ids. */
#ifndef WHYDENIED_MATCH_LINT_H
#define WHYDENIED_MATCH_LINT_H

#include "whydenied/match/rule.h"

/* A code: what it finds, as patterns/README.md lists it, and what to do where that is the same for all. */
struct wd_lint_code {
    const char *id, *finding, *note; /* note: NULL, the finding says it */
};
const struct wd_lint_code *wd_lint_code_at(size_t index); /* NULL behind the last */
const char *wd_lint_note(const char *id);

struct wd_lint {
    const char *id;
    bool warning;
    const struct wd_rule *rule;
    struct wd_file_place at;
    const char *text;      /* the reason, one line; dies with the call */
    struct wd_str subject; /* a text to show, or empty */
    size_t caret;          /* byte of the subject to point at */
};

typedef void (*wd_lint_fn)(void *context, const struct wd_lint *lint);

/* Every lint of every rule, in the order of trial. Needs a set loaded with WD_RULES_EXAMPLES. */
int wd_lint_ruleset(const struct wd_ruleset *set, wd_lint_fn tell, void *context,
                    struct wd_error *err);

/* Does the text hold characters that nobody sees, or that a terminal obeys? The offset of the first,
 * or WD_NPOS. Line ends and tabs are text. */
size_t wd_lint_invisible(struct wd_str text);

/* The place of a rule's key; the rule's own when there is none. */
struct wd_file_place wd_lint_key_place(const struct wd_rule *rule, const char *key);
/* The same for example or counterexample number `index`. */
struct wd_file_place wd_lint_example_place(const struct wd_rule *rule, bool counter, size_t index);

/* The longest that one of a rule's expressions takes on hostile strings made from an example: every
 * run of 1 to 8 bytes that starts where the kind of byte changes is repeated up to the window, and
 * what followed is cut off. The clock comes from the caller; library code reads none. */
struct wd_worst {
    double ms;
    const struct wd_rule *rule;
    const struct wd_alternative *alternative;
    size_t gave_up;                       /* hostile strings on which a limit was met */
    const struct wd_alternative *limited; /* the first of them */
};
int wd_lint_hostile(const struct wd_rule *rule, struct wd_str example, double (*clock_ms)(void),
                    struct wd_worst *worst, struct wd_error *err);
/* The same on strings made from the expression alone: every part of it that may repeat does, up to the window's
 * end, behind a text that leads to it; with each kind of byte that a class takes. */
int wd_lint_hostile_parts(const struct wd_rule *rule, double (*clock_ms)(void),
                          struct wd_worst *worst, struct wd_error *err);

#endif
