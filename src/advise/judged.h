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
    bool asks;                 /* a question comes before the rule's advice */
};

/* Reads the policies for the incidents of the table, judges each, and settles its cause where the policies know
 * better. One entry an incident, NULL where nothing that was given concerns it. -1 with the reason. */
int wd_judge_table(struct wd_advisor *advisor, const struct wd_table *table, struct wd_arena *arena,
                   struct wd_judged **ret_judged, struct wd_error *err);

/* The remedy that the verdict asks for. 0, or -1 for lack of memory. */
int wd_remedy_judged(struct wd_work *work);

#endif
