/* Advice: from incidents to the shortest list of changes.
 *
 * A remedy is one change: what, for whom, where, the command as an argv array, Terraform, a check, and
 * what else it allows. Incidents that one change fixes share it. A command exists only if every
 * identifier in it passed its grammar (ident.h); otherwise why_no_command says why not.
 *
 * Never: a role that lacks the denied permission (unless the rule pins it with a reference), a basic
 * role, allUsers, another's service-agent role, AdministratorAccess, AliyunRAMFullAccess,
 * sts:AssumeRole or ram:PassRole on *, an Allow against an explicit Deny, a grant against a 401.
 *
 * All text of a plan lives in the plan's arena. */
#ifndef WHYDENIED_ADVISE_H
#define WHYDENIED_ADVISE_H

#include <jansson.h>

#include "whydenied/base/argv.h"
#include "whydenied/incident.h"

struct wd_choice {
    const char *role;
    const char *why;
    unsigned size;    /* permissions of the role, 0: not known */
    const char *also; /* what tells most of them beside what was denied; NULL: nothing known */
};

/* A resource of Terraform. Its name holds a digest of what it binds, which is made when the text is first read: most
 * formats do not show it. */
struct wd_terraform {
    char *text, *digest; /* digest: its place in the text */
    struct wd_str key;   /* of which it is made; empty: it stands there */
};
const char *wd_terraform_text(struct wd_terraform *terraform); /* NULL for NULL */

/* The same grant with an end, for a person. Either command and terraform, or a template to fill the end in, or none of
 * them where the resource takes no condition; and how to ask for it through Privileged Access Manager. */
struct wd_temporary {
    const char *until; /* RFC 3339, NULL where the reader decides */
    struct wd_argv command;
    const char *template_text; /* or NULL */
    struct wd_terraform *terraform;
    struct wd_argv search; /* for entitlements that give the role; argc 0: nowhere to look */
    const char *request;   /* a template, beside `search`; or NULL */
};

struct wd_remedy {
    char id[12]; /* "R1": by the share of denials, after wd_plan_build */
    enum wd_remedy_kind kind;
    const char *summary; /* one sentence in the language of the report */
    const char *member;  /* "serviceAccount:…", NULL if unknown or not a grant */
    const char *role;
    unsigned role_size;     /* permissions of the role, 0: no role, or not known */
    const char **role_also; /* telling permissions that nobody asked for */
    size_t role_also_count;
    const char *on_type, *on_name;
    struct wd_argv *commands;
    size_t command_count;
    struct wd_terraform *terraform; /* or NULL */
    json_t *policy;            /* a policy document: RAM policy, trust policy; owned by the plan */
    const char *template_text; /* a command with PLACEHOLDER words, for the reader to fill in */
    struct wd_argv *verify;
    size_t verify_count;
    const char *why_no_command;
    const char
        *link; /* of the vendor's troubleshooter, which the message itself carries; or NULL */
    struct wd_temporary *temporary; /* or NULL */
    bool withheld; /* shown whole, but not for pasting: a question is to be answered first */
    struct wd_choice *alternatives;
    size_t alternative_count;
    const char **warnings;
    size_t warning_count;
    const char **references;
    size_t reference_count;
    uint64_t *covers;
    size_t cover_count; /* fingerprints, sorted */
    uint64_t denials;   /* of the incidents whose first remedy this is */
    double share;       /* of the denials listed and unmatched, 0 to 1 */
};

struct wd_plan {
    struct wd_arena *arena;
    struct wd_remedy **remedies;
    size_t count; /* first remedies by denials, then the others */
    /* For incident i of the table: indexes into remedies, the first being the one change. */
    size_t **of_incident;
    size_t *of_incident_count;
    const char **next; /* of incident i: what will be denied next; entries may be NULL */
    const char **says; /* of incident i: what --policy says; entries may be NULL */
    bool *says_whole;
    size_t *of_incident_together; /* how many of them, from the first on, are needed together */
    size_t incident_count;
};

struct wd_advisor;

struct wd_advisor_options {
    enum wd_lang lang;
    const char *roles_dir; /* patterns/roles: curated tables */
    const char *roles_db;  /* imported catalogue (SQLite), or NULL */
    const char *const *policies;
    size_t policy_count; /* --policy [RESOURCE=]FILE */
    const char *const
        *project_lists; /* --projects FILE: which number a project has, for --policy */
    size_t project_list_count;
    const char *const *groups;
    size_t group_count; /* --groups [GROUP=]FILE */
    const char *const *trust_policies;
    size_t trust_policy_count; /* --trust-policy FILE */
    const char *const *own_accounts;
    size_t own_account_count;
    wd_time now; /* the time of denials that have none */
};

struct wd_advisor *wd_advisor_new(const struct wd_advisor_options *options, struct wd_error *err);
void wd_advisor_free(struct wd_advisor *advisor);
/* Of an advisor: what wd_finish_options asks of a permission (patterns/roles/danger.json), and of a role. */
bool wd_advisor_rewrites_access(const void *advisor, struct wd_str permission);
int wd_advisor_role_holds(const void *advisor, struct wd_str role, struct wd_str permission);

/* Holds the incidents of a finished table against the policies given and settles their causes: before they are
 * selected by cause. Without policies nothing happens; wd_plan_build does it for a table that was not judged. -1: with
 * the reason. */
int wd_advisor_judge(struct wd_advisor *advisor, const struct wd_table *table,
                     struct wd_error *err);

/* Advice for every incident that a finished table lists, and for no other. */
struct wd_plan *wd_plan_build(struct wd_advisor *advisor, const struct wd_table *table,
                              struct wd_error *err);
/* What the policies given say of incident i, one sentence; NULL: nothing. *ret_whole: it says it all, what the rule says
 * of such denials in general does not hold. */
const char *wd_plan_says(const struct wd_plan *plan, size_t index, bool *ret_whole);
void wd_plan_free(struct wd_plan *plan);

/* What an account is: "Cloud Build service account (legacy)", "Vertex AI Custom Code Service Agent";
 * NULL if the name tells nothing. The text is static or the advisor's. */
const char *wd_advisor_account_label(const struct wd_advisor *advisor, struct wd_str principal);
/* Whether a rule may speak of an account by this name (patterns/roles/accounts.json). */
bool wd_advisor_knows_account(const struct wd_advisor *advisor, const char *name);

/* The warning that a resource may be absent, which most problems share: static. */
const char *wd_advice_uncertain(enum wd_lang lang);

#endif
