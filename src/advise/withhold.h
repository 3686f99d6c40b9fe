/* Changes that are shown but not ready to run: see withhold.c. */
#ifndef WHYDENIED_ADVISE_WITHHOLD_H
#define WHYDENIED_ADVISE_WITHHOLD_H

#include "advise/work.h"

bool wd_withholds(const struct wd_work *work, enum wd_remedy_kind kind); /* a remedy of this kind */
struct wd_str wd_withhold_reason(const struct wd_work *work);
void wd_withhold_check(const struct wd_work *work, struct wd_remedy *remedy);

/* A vendor's own identity was refused: no grant of ours helps. */
int wd_remedy_vendor(struct wd_work *work);
/* The project of the refusal is Google's own: the caller's quota project is missing. */
int wd_remedy_quota_project(struct wd_work *work);

#endif
