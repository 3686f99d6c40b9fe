/* What was looked at at all: kinds of logs, services, days. Part of a table, and like everything there a lattice. */
#ifndef WHYDENIED_INCIDENT_COVERAGE_H
#define WHYDENIED_INCIDENT_COVERAGE_H

#include "whydenied/base/timestamp.h"
#include "whydenied/vocabulary/log_kind.h"

#define WD_COVERAGE_SERVICES 64u  /* names kept, those with the smallest hashes */
#define WD_COVERAGE_NAME     64u  /* bytes, NUL included; what is longer is no service's host */
#define WD_COVERAGE_DAYS     512u /* the latest day with records and those before it */
#define WD_DAY_NONE          INT32_MIN

struct wd_coverage {
    uint64_t logs[WD_LOG_COUNT]; /* records of each kind; duplicates too */
    int32_t newest;              /* the latest UTC day with a record, since 1970; WD_DAY_NONE */
    uint64_t days[WD_COVERAGE_DAYS / 64]; /* bit day % WD_COVERAGE_DAYS: it has records */
    unsigned service_count;
    bool more_services;
    bool
        unsure; /* something was read by a version that did not look: nothing is known to be missing */
    char services[WD_COVERAGE_SERVICES][WD_COVERAGE_NAME]; /* in order of their hashes */
    uint64_t hashes[WD_COVERAGE_SERVICES];
    wd_time day_start; /* of the day last seen, which needs no second look; no part of the state */
};

void wd_coverage_init(struct wd_coverage *coverage);
void wd_coverage_see_day(struct wd_coverage *coverage, int32_t day);
void wd_coverage_see_service(struct wd_coverage *coverage, struct wd_str name);
void wd_coverage_merge(struct wd_coverage *into, const struct wd_coverage *from);
bool wd_coverage_has_day(const struct wd_coverage *coverage, int32_t day);
int32_t wd_coverage_day_of(wd_time t); /* the UTC day, since 1970 */
/* Forgets services whose names the clouds did not choose. */
void wd_coverage_drop_names(struct wd_coverage *coverage);
/* Bits of the kinds that were seen. */
unsigned wd_coverage_present(const struct wd_coverage *coverage);

#endif
