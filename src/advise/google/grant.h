/* Inside of the grant remedies: one role (or exact permissions) for one member on one resource.
 *
 * A plan is filled step by step, whom, what, where, and each step may find that there is no such answer (false); only a whole one
 * becomes a remedy. Its texts live in the work's arena or in the advisor's tables. -1 is lack of memory. */
#ifndef WHYDENIED_ADVISE_GOOGLE_GRANT_H
#define WHYDENIED_ADVISE_GOOGLE_GRANT_H

#include "advise/work.h"
#include "whydenied/policy.h"

struct wd_grant_plan {
    struct wd_who who;
    const struct wd_hint *hint; /* how to find the account when it is not known; or NULL */
    struct wd_str role;         /* empty: a custom role */
    const struct wd_str *permissions;
    size_t count;
    unsigned size;                      /* permissions of the role, 0 unknown */
    struct wd_place place;              /* what the command binds on */
    const struct wd_bind_level *narrow; /* the level that would be right if gcloud had a command */
    const struct wd_advice *step;       /* or NULL */
    bool pinned;
    bool widened; /* bound on what the resource lies in, which is no lasting place of a policy */
};

/* Who is meant: the incident's principal, or the account a rule names. */
void wd_grant_who(const struct wd_work *work, const char *to, struct wd_grant_plan *grant);
/* The level to bind at, with its fall-backs. False: nothing fits. */
bool wd_grant_place(const struct wd_work *work, const char *level, struct wd_grant_plan *grant);
/* Whether the rule's answer is about a permission of its own, and that is all that the refusal asks for. */
bool wd_grant_decides(const struct wd_work *work, const struct wd_advice *step);
bool wd_grant_asks_less(const struct wd_work *work, const struct wd_advice *step);
/* Into permissions, of WD_PERMISSIONS_MAX; returns how many. */
size_t wd_grant_wanted(const struct wd_work *work, const struct wd_advice *step,
                       struct wd_str *permissions);

/* The narrowest level that those of all its permissions are or lie in: a dataset, of it and of its tables. */
const char *wd_grant_level(const struct wd_work *work, const struct wd_role_group *group);

int wd_grant_role(struct wd_work *work, const struct wd_grant_plan *grant);
/* Gathers what goes into one custom role; wd_customs_finish writes the roles down. */
int wd_grant_custom(struct wd_work *work, const struct wd_grant_plan *grant);

/* Other roles that hold what was denied, and what lies beside IAM: the remedy's alternatives. */
void wd_grant_beside(const struct wd_work *work, struct wd_remedy *remedy,
                     const struct wd_grant_plan *grant);

/* The member for a command, or its PLACEHOLDER. */
struct wd_fill_value wd_grant_member(const struct wd_grant_plan *grant);
struct wd_str wd_grant_member_words(const struct wd_work *work, const struct wd_grant_plan *grant);
struct wd_str wd_grant_place_words(const struct wd_work *work, const struct wd_grant_plan *grant);
struct wd_str wd_grant_key(const struct wd_work *work, const struct wd_grant_plan *grant,
                           enum wd_remedy_kind kind);
/* member, role, on, look-ups, checks, links, warnings: what both kinds share. */
void wd_grant_describe(const struct wd_work *work, struct wd_remedy *remedy,
                       const struct wd_grant_plan *grant);

/* A template for what the REST API alone binds: read the policy, add the binding, write it back. */
void wd_grant_by_rest(const struct wd_work *work, struct wd_remedy *remedy,
                      const struct wd_binding *binding);

/* Terraform: one google_*_iam_member with an identifier made of `key`; empty if a part is unknown.
 * `until`: when it ends, or empty. */
struct wd_terraform *wd_grant_terraform(const struct wd_work *work,
                                        const struct wd_grant_plan *grant, struct wd_str role,
                                        struct wd_str key, struct wd_str until);
/* Beside a standing grant, for a person: the same with an end. */
void wd_grant_temporary(const struct wd_work *work, const struct wd_grant_plan *grant,
                        struct wd_str role, struct wd_str key, struct wd_remedy *remedy);
/* How to ask for it through Privileged Access Manager; nothing where no entitlement can lie. */
void wd_grant_entitlement(const struct wd_work *work, const struct wd_grant_plan *grant,
                          struct wd_temporary *temporary);
/* Both commands of a scope: "--project=acme-ml-prod", ending in a NUL. False: no scope, or no memory. */
bool wd_entitlement_ask(const struct wd_work *work, struct wd_str scope, struct wd_argv *ret_search,
                        struct wd_str *ret_request);
/* "artifactregistry_writer_1a2b3c4d": a Terraform identifier. */
struct wd_str wd_terraform_name(struct wd_arena *arena, struct wd_str role, struct wd_str hex);
/* Of a text that is whole; NULL for an empty one, or without memory. */
struct wd_terraform *wd_terraform_of(struct wd_arena *arena, struct wd_str text);

/* Where to bind for what is no place of a policy, or none that lasts: on the level that it lies in, and if that does not
 * last either, on the project. NULL: it is a place. */
const char *wd_grant_lasting(const struct wd_incident *incident,
                             const struct wd_bind_level *object);
/* The place lies in a product's tenant project, where nobody but Google grants, or is a hidden data set, which nobody can
 * share: that is said instead. 1 said, 0 no, -1. */
int wd_grant_in_others(struct wd_work *work, const struct wd_grant_plan *grant);

/* --policy says that the member holds it already, or that the grant would not end the denial, or would be refused: that
 * instead. 1 done, 0 nothing of it, -1. */
int wd_grant_already(struct wd_work *work, const struct wd_grant_plan *grant);

/* caveats.c: the question that a grant is to the policies given, and whether the platform would take the binding at all. */
struct wd_access wd_grant_access(const struct wd_work *work, const struct wd_grant_plan *grant,
                                 struct wd_str permission);
enum wd_truth wd_grant_may_bind(const struct wd_work *work, const struct wd_grant_plan *grant,
                                enum wd_words_say say, struct wd_str *ret_text);
/* What may stand against the grant: warnings. */
void wd_grant_caveats(const struct wd_work *work, struct wd_remedy *remedy,
                      const struct wd_grant_plan *grant);

/* Google's own agent: its default role and the denied permission. Adds the restoring grant. */
enum wd_agent_case { WD_AGENT_NO, WD_AGENT_LACKS, WD_AGENT_HOME, WD_AGENT_AWAY, WD_AGENT_UNSURE };
enum wd_agent_case wd_agent_judge(const struct wd_work *work, const struct wd_grant_plan *grant);
int wd_agent_restore(struct wd_work *work, const struct wd_grant_plan *grant);
void wd_agent_warn(const struct wd_work *work, struct wd_remedy *remedy,
                   const struct wd_grant_plan *grant);

#endif
