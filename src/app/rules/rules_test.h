/* The parts of `rules test`: examples, counterexamples, and what an example's `expect` asks for. */
#ifndef WHYDENIED_APP_RULES_TEST_H
#define WHYDENIED_APP_RULES_TEST_H

#include "app/app.h"
#include "whydenied/match/lint.h"
#include "whydenied/report/output.h"
#include "whydenied/run/bench.h"

struct wd_rules_test {
    const struct wd_options *options;
    struct wd_app_run frame;
    struct wd_bench bench;
    struct wd_output *out;
    const struct wd_remedy *remedy; /* the first one of the example at hand; NULL */
    const struct wd_incident *incident;
    const struct wd_rule *rule; /* at hand */
    const json_t *example;
    size_t index;
    bool counter;
    struct wd_trial trial; /* how far the rule at hand got on a record it did not win */
    struct wd_worst worst_of_rule, worst; /* of all */
    size_t passed, failed, warnings;
    bool installed; /* the shipped rules have no examples: left out */
    bool broken;    /* the example at hand failed already */
};

/* A failed check of the example at hand. */
void wd_rules_fail(struct wd_rules_test *test, const char *id, const char *note, const char *format,
                   ...) __attribute__((format(printf, 4, 5)));
/* Of the rule at hand as a whole. */
void wd_rules_tell(struct wd_rules_test *test, const char *id, bool warning, const char *format,
                   ...) __attribute__((format(printf, 4, 5)));

/* Milliseconds of processor time. */
double wd_rules_clock(void);

/* Every key of `expect` against what was seen (rules_expect.c). */
void wd_rules_expect(struct wd_rules_test *test);
/* Runs one example or counterexample; `covered` is by alternative. -1: lack of memory. */
int wd_rules_example(struct wd_rules_test *test, bool *covered, struct wd_error *err);
int wd_rules_counterexample(struct wd_rules_test *test, struct wd_error *err);
/* No rule may win on any record of the file. */
int wd_rules_benign(struct wd_rules_test *test, const char *path, struct wd_error *err);

/* Appends the names of the parts that stand as `rules new` wrote them (rules_new.c). */
void wd_rules_unedited(const json_t *rule, struct wd_buf *names);

int wd_cmd_rules_test(const struct wd_options *options);
int wd_cmd_rules_pack(const struct wd_options *options);
int wd_cmd_rules_new(const struct wd_options *options);

/* ---- finding.c ----------------------------------------------------------------------------------------
 * What `rules test` has to say, in four fixed parts: where and what is wrong, why, the text, what to do. The first
 * line is that of problems on standard error too: error[P012] file:line:column: rule ID: … */
struct wd_finding {
    const char *id; /* "P012" */
    bool warning;
    const char *rule;      /* NULL: of no rule */
    const char *title;     /* one line */
    const char *reason;    /* may be NULL */
    struct wd_str subject; /* a text with a place in it, or empty */
    size_t caret;
    const char *where; /* "file:line:column" */
    const char *note;  /* NULL: that of the code */
};
/* Writes a finding, and counts it. */
void wd_rules_write(struct wd_rules_test *test, const struct wd_finding *finding);

void wd_finding_write(struct wd_output *out, const struct wd_finding *finding);

#endif
