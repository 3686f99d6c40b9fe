/* One incident's advice in the making.
 *
 * Every family of remedies is a function that opens remedies by an identity key: the same key is the
 * same change, made once and shared by all incidents that ask for it. Text lives in the plan's
 * arena. */
#ifndef WHYDENIED_ADVISE_WORK_H
#define WHYDENIED_ADVISE_WORK_H

#include "advise/accounts.h"
#include "advise/bind.h"
#include "advise/danger.h"
#include "advise/member.h"
#include "advise/words.h"
#include "whydenied/advise.h"
#include "whydenied/roles.h"

struct wd_chains;      /* journeys (next.h) */
struct wd_policy_set;  /* policies read with --policy */
struct wd_verdicts;    /* what they say of a table */
struct wd_judged;      /* what they say of an incident (judged.h) */
struct wd_trust_files; /* roles read with --trust-policy */

struct wd_advisor {
    enum wd_lang lang;
    struct wd_bind_table *levels;
    struct wd_accounts *accounts;
    struct wd_catalogue *catalogue;
    struct wd_danger *danger;
    struct wd_ram_facts *ram;
    struct wd_chains *chains;
    const char *const *policy_files, *const *project_files, *const *group_files;
    size_t policy_file_count, project_file_count, group_file_count;
    struct wd_verdicts *verdicts;   /* of the table judged last; or NULL */
    struct wd_policy_set *policies; /* read when a plan is built, for its incidents; or NULL */
    struct wd_policy_set *projects; /* what --projects tells alone; or NULL */
    struct wd_trust_files *trust;
    const char *const *own_accounts;
    size_t own_account_count;
    wd_time now;
};

struct wd_drafts; /* all remedies of a plan, by key */

enum { WD_REMEDIES_PER_INCIDENT = 12, WD_REMEDY_LIST_MAX = 12 };

#define WD_ADVICE_LEAN (WD_ARENA_ADVICE / 2)
#define WD_ADVICE_FULL (WD_ARENA_ADVICE / 16 * 13) /* further incidents get a general word */

struct wd_work {
    const struct wd_advisor *advisor;
    const struct wd_incident *incident;
    const struct wd_judged *judged; /* or NULL */
    struct wd_drafts *drafts;
    struct wd_arena *arena;
    enum wd_lang lang;
    size_t remedies[WD_REMEDIES_PER_INCIDENT]; /* numbers of drafts, in order */
    size_t count;
    bool restores;   /* an agent's default role is among them */
    bool widened;    /* the grant in hand is on what the refused thing lies in */
    size_t together; /* the first so many are one answer: "and", the others "or" */
};

struct wd_drafts *wd_drafts_new(struct wd_arena *arena);
void wd_drafts_free(struct wd_drafts *drafts, bool taken); /* the policies too, unless taken */
size_t wd_drafts_count(const struct wd_drafts *drafts);
struct wd_remedy *wd_drafts_remedy(const struct wd_drafts *drafts, size_t number);

/* The custom roles in the making, the first of a list (grant_custom.c). */
struct wd_custom_need;
struct wd_custom_need **wd_drafts_customs(struct wd_drafts *drafts);
void wd_drafts_owe(struct wd_drafts *drafts, size_t bytes);
/* Bytes that writing the custom roles down will take, rather too many than too few. */
size_t wd_drafts_owed(struct wd_drafts *drafts);
/* After all incidents: summaries and commands of the custom roles. 0, or -1 for lack of memory. */
int wd_customs_finish(struct wd_drafts *drafts);

/* Hex digits of a key's digest, 16 at most: for names that must be unique and the same every night. */
struct wd_str wd_key_hex(struct wd_arena *arena, struct wd_str key, unsigned digits);
#define WD_KEY_HEX 17 /* all digits, and a NUL */
void wd_key_digits(struct wd_str key, char ret_text[WD_KEY_HEX]);

/* Links the remedy of this key to the incident. 1: it is new, fill it in; 0: known already (or the
 * incident has enough); -1: no memory. */
int wd_work_open(struct wd_work *work, struct wd_str key, enum wd_remedy_kind kind,
                 struct wd_remedy **ret_remedy);
/* The same for a remedy that is said in one sentence; an empty one is lack of memory. */
int wd_work_say(struct wd_work *work, struct wd_str key, enum wd_remedy_kind kind,
                struct wd_str sentence, struct wd_remedy **ret_remedy);

/* The plan's memory is half used: remedies from here on carry the change alone, without checks, links,
 * warnings, further roles and Terraform. */
bool wd_work_lean(const struct wd_work *work);
/* Does it look something up by an identifier that the log does not tell? Then it finds nothing. */
bool wd_work_lacks_id(const struct wd_work *work, const struct wd_argv *command);

/* Each appends to a list of the remedy, at most WD_REMEDY_LIST_MAX, equal ones once. An empty text
 * (no memory) is left out. */
void wd_remedy_warn(const struct wd_work *work, struct wd_remedy *remedy, struct wd_str text);
void wd_remedy_refer(const struct wd_work *work, struct wd_remedy *remedy, const char *link);
/* A Google role comes with its size. */
void wd_remedy_alternative(const struct wd_work *work, struct wd_remedy *remedy, struct wd_str role,
                           struct wd_str why);
/* A ready command, behind those that are there; wd_remedy_fill() decides whether it may be one. */
void wd_remedy_command(const struct wd_work *work, struct wd_remedy *remedy,
                       struct wd_argv command);
void wd_remedy_verify(const struct wd_work *work, struct wd_remedy *remedy, struct wd_argv command);
/* Fills the argv; a whole one becomes a command, one with a gap the template (lines are joined) and
 * the reason. Returns whether it became a command. */
bool wd_remedy_fill(const struct wd_work *work, struct wd_remedy *remedy, struct wd_fill *fill,
                    const struct wd_argv *words);

/* The checks a rule names for its step. */
void wd_remedy_step_verify(const struct wd_work *work, struct wd_remedy *remedy,
                           const struct wd_advice *step);

/* {slot} → the incident's fact, if it passes the grammar of that slot. The context is a wd_work. */
struct wd_fill_value wd_slot_value(const void *work, struct wd_str name);
/* A rule's sentence with its {slots}: any fact, or the noun for it. */
struct wd_str wd_slot_text(const struct wd_work *work, const struct wd_text_i18n *text);
struct wd_str wd_slot(const struct wd_work *work, enum wd_slot slot);

/* Where a role of this level is bound for the incident; false if there is no such level. */
bool wd_place_of(const struct wd_work *work, struct wd_str type, struct wd_place *ret_place);
/* "service-NUMBER@serverless-robot-prod…", "NUMBER@cloudbuild…": an account of Google's own, in a project of Google's.
 * Nobody else binds on it:
 * https://cloud.google.com/iam/docs/service-account-types#service-agents */
bool wd_place_is_agent(struct wd_str account);
/* "organizations/77/sinks/audit" lies on the "organization" 77; empty: on a project or nowhere. ret_id may be NULL. */
struct wd_str wd_place_above_projects(struct wd_str name, struct wd_str *ret_id);
bool wd_place_is_above_projects(struct wd_str type);

/* The families. Each returns 0, or -1 for lack of memory. step may be NULL in the first two. */
int wd_remedy_grant(struct wd_work *work, const struct wd_advice *step);
int wd_remedy_investigate(struct wd_work *work);
bool wd_taken_by_end(const struct wd_change *taken); /* it was a grant with an end; NULL: false */
bool wd_taken_is_answer(const struct wd_change *taken);
int wd_remedy_lost(struct wd_work *work);  /* an own account that met many refusals at once */
int wd_remedy_taken(struct wd_work *work); /* what took the access away: incident->taken is set */
int wd_remedy_step(struct wd_work *work, const struct wd_advice *step);
int wd_remedy_cause(struct wd_work *work);    /* the cause's own step, without a rule's advice */
int wd_remedy_link(struct wd_work *work);     /* the troubleshooter's page that the message names */
int wd_remedy_overflow(struct wd_work *work); /* too many problems for advice on each */
int wd_remedy_ram(struct wd_work *work, const struct wd_advice *step);
int wd_remedy_trust(struct wd_work *work, const struct wd_advice *step);
int wd_remedy_maxcompute(struct wd_work *work, const struct wd_advice *step);
/* Kubernetes: does the step ask for a role of its own, and is it said which verb was refused? */
bool wd_rbac_fits(const struct wd_incident *incident, const struct wd_advice *step);
int wd_remedy_rbac(struct wd_work *work, const struct wd_advice *step);

/* All advice for one incident, in the order of the rule. */
int wd_work_incident(struct wd_work *work);

/* withhold.c: changes that are shown whole but not ready to run. */
bool wd_withholds(const struct wd_work *work, enum wd_remedy_kind kind); /* a remedy of this kind */
struct wd_str wd_withhold_reason(const struct wd_work *work);
/* remedy_fill.c: how to learn whose number it is. */
void wd_withhold_check(const struct wd_work *work, struct wd_remedy *remedy);
int wd_remedy_vendor(
    struct wd_work *work); /* a vendor's own identity was refused: no grant helps */
int wd_remedy_ended(struct wd_work *work, struct wd_str next); /* nobody can enable it any more */
int wd_remedy_quota_project(struct wd_work *work);             /* the project is Google's own */
int wd_remedy_vendor_place(struct wd_work *work); /* the same, and it holds what was refused */

#endif
