/* The kinds of logs that records come from, and which of them one would miss. A new kind is a member here and a row in
 * log_kind.c. */
#ifndef WHYDENIED_VOCABULARY_LOG_KIND_H
#define WHYDENIED_VOCABULARY_LOG_KIND_H

#include "whydenied/vocabulary/lang.h"

enum wd_log_kind {
    WD_LOG_OTHER,    /* JSON of no known log */
    WD_LOG_ACTIVITY, /* the streams of Cloud Audit Logs */
    WD_LOG_DATA_ACCESS,
    WD_LOG_SYSTEM_EVENT,
    WD_LOG_POLICY,
    WD_LOG_AUDIT, /* an audit entry that does not say of which stream */
    WD_LOG_REQUESTS,
    WD_LOG_SCHEDULER,
    WD_LOG_BUILD,
    WD_LOG_APPLICATION, /* what workloads print, in Cloud Logging */
    WD_LOG_ACTIONTRAIL,
    WD_LOG_ALIBABA, /* OSS, SLS, DLC */
    WD_LOG_WANDB,
    WD_LOG_TEXT,
    WD_LOG_COUNT
};

const char *wd_log_name(enum wd_log_kind kind);                     /* "data_access" */
const char *wd_log_words(enum wd_log_kind kind, enum wd_lang lang); /* "data access log" */
/* Of a Cloud Logging entry, by the part of its logName behind /logs/; OTHER: the name does not tell. */
enum wd_log_kind wd_log_of_name(struct wd_str log);
/* Whether denials are logged there that the kinds present (bits, 1 << kind) do not hold. */
bool wd_log_is_missed(enum wd_log_kind kind, unsigned present);

#endif
