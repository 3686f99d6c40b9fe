/* What the entry of a call that came to its end says, under the names that entries or the rows of a query give its fields. */
#ifndef WHYDENIED_INCIDENT_VERDICT_SUCCESS_H
#define WHYDENIED_INCIDENT_VERDICT_SUCCESS_H

#include "whydenied/base/json.h"
#include "whydenied/base/str.h"

enum wd_success_name {
    WD_SUCCESS_METHOD,
    WD_SUCCESS_RESOURCE,
    WD_SUCCESS_SIGNED_IN,
    WD_SUCCESS_CHECKS,
    WD_SUCCESS_ADDRESS,
    WD_SUCCESS_SUBJECT,
    WD_SUCCESS_CHAIN,
    WD_SUCCESS_FIRST_PARTY,
    WD_SUCCESS_NAME_COUNT
};
struct wd_success_entry {
    struct wd_jv entry;
    const char *const *names; /* by enum */
};
struct wd_success_entry wd_success_of(struct wd_jv root);
struct wd_jv wd_success_get(const struct wd_success_entry *success, struct wd_jv object,
                            enum wd_success_name name);
struct wd_str wd_success_str(const struct wd_success_entry *success, enum wd_success_name name);
struct wd_str wd_success_caller(const struct wd_success_entry *success);
struct wd_jv wd_success_chain(const struct wd_success_entry *success);
struct wd_str wd_success_link(const struct wd_success_entry *success, struct wd_jv link);

/* A row may have words or numbers for its values. */
bool wd_success_granted(struct wd_jv check);
/* What begins has not come to its end: its last entry may tell that it failed. */
bool wd_success_only_begins(struct wd_jv root);

#endif
