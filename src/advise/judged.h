/* What the policies that were given (--policy, --groups) say about an incident. */
#ifndef WHYDENIED_ADVISE_JUDGED_H
#define WHYDENIED_ADVISE_JUDGED_H

#include "advise/work.h"
#include "whydenied/policy.h"

struct wd_judged {
    struct wd_access access;
    struct wd_verdict verdict; /* of the permission that decides */
    const char *text;          /* one sentence, in the language of the report */
    bool decides;              /* the verdict's own remedy takes the place of the rule's advice */
    bool settled;              /* held since a change that the log shows, after the last denial */
    bool asks;                 /* a question comes before the rule's advice */
};

/* What wd_advisor_judge found of the incident; NULL: nothing that was given concerns it. The texts of the verdict live
 * until the advisor judges again. */
const struct wd_judged *wd_judged_find(const struct wd_advisor *advisor,
                                       const struct wd_incident *incident);
/* A plan was made: another table at the same address is another table. */
void wd_verdicts_used(struct wd_advisor *advisor);
void wd_verdicts_free(struct wd_verdicts *verdicts);

/* The remedy that the verdict asks for. 0, or -1 for lack of memory. */
int wd_remedy_judged(struct wd_work *work);

#endif
