/* How a test of rules says what it found. */
#include <stdarg.h>
#include <stdio.h>

#include "app/rules/rules_test.h"

void wd_rules_write(struct wd_rules_test *test, const struct wd_finding *finding)
{
    wd_finding_write(test->out, finding);
    if (finding->warning)
        test->warnings++;
    else
        test->failed++;
}

void wd_rules_fail(struct wd_rules_test *test, const char *id, const char *note, const char *format,
                   ...)
{
    char title[64], reason[1024], where[512];
    va_list arguments;
    bool stopped =
        strcmp(id, "P012") == 0 && test->trial.subject.len > 0 && test->trial.outcome != WD_MATCH;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    snprintf(title, sizeof title, "%s %zu fails", test->counter ? "counterexample" : "example",
             test->index + 1);
    wd_file_place_print(wd_lint_example_place(test->rule, test->counter, test->index), where,
                        sizeof where);
    const struct wd_finding finding = {
        .id = id,
        .rule = test->rule->id,
        .title = title,
        .reason = reason,
        .subject = stopped ? test->trial.subject : WD_STR_NONE,
        .caret = test->trial.reached,
        .where = where,
        .note = note,
    };
    test->broken = true;
    wd_rules_write(test, &finding);
}

void wd_rules_tell(struct wd_rules_test *test, const char *id, bool warning, const char *format,
                   ...)
{
    char title[512], where[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(title, sizeof title, format, arguments);
    va_end(arguments);
    wd_file_place_print(test->rule ? test->rule->at : (struct wd_file_place){.file = "-"}, where,
                        sizeof where);
    const struct wd_finding finding = {.id = id,
                                       .warning = warning,
                                       .rule = test->rule ? test->rule->id : NULL,
                                       .title = title,
                                       .where = where};
    wd_rules_write(test, &finding);
}
