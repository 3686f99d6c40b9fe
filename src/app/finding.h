/* What `rules test` has to say, in four fixed parts: where and what is wrong, why, the text, what to do. The first
 * line is that of problems on standard error too: error[P012] file:line:column: rule ID: … */
#ifndef WHYDENIED_APP_FINDING_H
#define WHYDENIED_APP_FINDING_H

#include "whydenied/match/lint.h"
#include "whydenied/report/output.h"

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

void wd_finding_write(struct wd_output *out, const struct wd_finding *finding);

#endif
