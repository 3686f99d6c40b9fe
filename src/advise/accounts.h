/* Accounts that Google makes, and the accounts rules speak of by a name of their own
 * (patterns/roles/accounts.json). Texts belong to the table. A row is read whole when it is first asked for; a lack of
 * memory then is told by wd_accounts_lacked. */
#ifndef WHYDENIED_ADVISE_ACCOUNTS_H
#define WHYDENIED_ADVISE_ACCOUNTS_H

#include "advise/bind.h"

struct wd_account {
    const char *email;    /* "service-PROJECT_NUMBER@gcp-sa-pubsub.iam.gserviceaccount.com" */
    struct wd_str domain; /* behind its '@'; holds no variable word */
    const char *label[WD_LANG_COUNT];
    const char *api;  /* NULL if none */
    const char *role; /* granted by default, on its project; NULL if none */
    bool agent;       /* Google's own, not one of the user's */
};

/* How to name and find an account that the log does not tell. */
struct wd_hint {
    const char *name; /* "cloud_build_service_account" */
    const char *label[WD_LANG_COUNT];
    const char *note[WD_LANG_COUNT];
    const char *member;          /* for templates: "serviceAccount:BUILD_SERVICE_ACCOUNT" */
    const char *email;           /* its address form, or NULL */
    bool elsewhere;              /* mostly of another project than what it is denied */
    struct wd_argv find, create; /* argv with {slots}; argc 0 if there is none */
};

struct wd_accounts;

struct wd_accounts *wd_accounts_load(const char *roles_dir, struct wd_error *err);
void wd_accounts_free(struct wd_accounts *accounts);
size_t wd_accounts_count(const struct wd_accounts *accounts);
bool wd_accounts_lacked(const struct wd_accounts *accounts);

/* The account an address is; *ret_number (may be NULL) is its home project's number or the like. */
const struct wd_account *wd_accounts_find(struct wd_accounts *accounts, struct wd_str email,
                                          struct wd_str *ret_number);
const struct wd_hint *wd_accounts_hint(struct wd_accounts *accounts, struct wd_str name);
bool wd_account_matches(const char *pattern, struct wd_str email, struct wd_str *ret_number);

#endif
