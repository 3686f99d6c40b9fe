/* The offline troubleshooter: policies as they were when somebody saved them, and what they decide.
 *
 * A set is filled from files (allow policies, asset exports, deny policies, access boundaries, custom roles,
 * groups; RAM policies, roles and trust), then asked about triples: who, which permission, which resource.
 * The answer has three values, by Kleene's logic: what the set does not know makes "cannot be told", never
 * "allowed". Policies above a resource that were not given are taken for not there, and the answer says
 * from which policies it was drawn; if none of them was given, nothing can be told.
 *
 * The rules are those of https://cloud.google.com/iam/docs/deny-overview (deny before allow),
 * https://cloud.google.com/iam/docs/principal-access-boundary-policies, https://cloud.google.com/iam/docs/policies
 * (inheritance) and https://www.alibabacloud.com/help/en/ram/policy-evaluation-process.
 *
 * All text of a set lives in the set; the text of a verdict lives in the set or in the arena it was given. */
#ifndef WHYDENIED_POLICY_H
#define WHYDENIED_POLICY_H

#include "whydenied/base/arena.h"
#include "whydenied/base/error.h"
#include "whydenied/base/timestamp.h"
#include "whydenied/roles.h"

/* In this order so that "and" is the smaller, "or" the larger, "not" the distance from YES. */
enum wd_truth { WD_NO, WD_MAYBE, WD_YES };

struct wd_policy_set;

/* One question. Empty texts are not known. */
struct wd_access {
    struct wd_str principal; /* an e-mail address, a member ("user:…", "principal://…"), an ARN */
    struct wd_str permission; /* "pubsub.topics.publish", "oss:GetObject" */
    struct wd_str
        resource; /* any spelling: "//pubsub.googleapis.com/…", "projects/…", "gs://b/o", an ARN */
    struct wd_str project; /* where the resource lies, if its name does not say */
    wd_time time;          /* of the request, or WD_TIME_NONE */
    bool refused; /* the platform refused it: membership that is only possible did not help */
};

enum wd_verdict_reason {
    WD_VERDICT_HELD,      /* allowed by a binding */
    WD_VERDICT_MISSING,   /* no binding gives it */
    WD_VERDICT_CONDITION, /* held, the condition is not met */
    WD_VERDICT_DELETED,   /* held by a deleted account of the same name */
    WD_VERDICT_GROUP, /* held by a group to which the principal does not belong, as far as the set knows */
    WD_VERDICT_DENIED,   /* a deny rule, or an explicit Deny */
    WD_VERDICT_BOUNDARY, /* not inside the principal's access boundary, session or control policy */
    WD_VERDICT_TRUST,    /* the role's trust policy does not list the caller */
    WD_VERDICT_TRUST_UNKNOWN, /* cannot be told: the trust policy of the role that is to be assumed */
    WD_VERDICT_DOCUMENT, /* cannot be told: what a policy of the identity (role: its name; empty: all of them) allows */
    WD_VERDICT_ROLE,       /* cannot be told: what the role holds is not known */
    WD_VERDICT_MEMBER,     /* cannot be told: whether the principal is meant */
    WD_VERDICT_ANCESTRY,   /* cannot be told: whether the policy's resource stands above */
    WD_VERDICT_EXPRESSION, /* cannot be told: a condition that this program does not evaluate */
    WD_VERDICT_PART,       /* cannot be told: a policy is on a part of what may be meant */
    WD_VERDICT_ELSEWHERE, /* cannot be told: no policy of the resource or of what stands above it was given */
    WD_VERDICT_LISTS, /* cannot be told: a bucket's access control lists are in no policy */
    WD_VERDICT_GAP,   /* cannot be told: a file held something that was not understood */
    WD_VERDICT_REASON_COUNT
};

struct wd_verdict {
    enum wd_truth allowed;
    enum wd_verdict_reason reason;
    struct wd_str role, where, member; /* of the binding that decided; where: its resource */
    struct wd_str condition;           /* its expression */
    bool ended;                        /* a condition that no later time meets again */
    struct wd_str policy;              /* of a deny rule or boundary: its name; of a gap: what */
    enum wd_truth grant_helps; /* would it be allowed if a binding without condition gave it? */
    struct wd_str blocker;     /* what may stand against such a grant; empty: nothing known */
    bool held;                 /* some binding gives it, whatever stands against it */
    bool missing_too;          /* denied, and no binding gives it either */
    bool concerned; /* some policy of the resource or of what stands above it was given */
    bool weighed;   /* an allow policy among them, so that what none gives is missing for sure */
};

struct wd_policy_set *wd_policy_set_new(struct wd_error *err);
void wd_policy_set_free(struct wd_policy_set *set); /* accepts NULL */

/* Before loading: keep only what concerns these questions (any number of calls). Without a call
 * everything is kept. -1: no memory. */
int wd_policy_want(struct wd_policy_set *set, const struct wd_access *access, struct wd_error *err);

/* "RESOURCE=FILE" or "FILE". -1 with what is wrong: a file that cannot be read, or a policy that does not say
 * whose it is. What a readable file holds and is not understood is a gap, not an error. */
int wd_policy_load(struct wd_policy_set *set, const char *argument, struct wd_error *err);
/* All files of a command. Of an export only the projects in question are kept; where a later line tells that a resource
 * lies in one that was passed over, the files are read once more. */
int wd_policy_load_all(struct wd_policy_set *set, const char *const *arguments, size_t count,
                       struct wd_error *err);
/* Reads the first record only: the same errors, early. */
int wd_policy_check(const char *argument, struct wd_error *err);
/* Group memberships: a Cloud Identity export, or lines "group,member"; "GROUP=FILE" for a list of members. */
int wd_policy_load_groups(struct wd_policy_set *set, const char *argument, struct wd_error *err);
/* The same errors, early. */
int wd_policy_check_groups(const char *argument, struct wd_error *err);

void wd_policy_judge(struct wd_policy_set *set, struct wd_catalogue *catalogue,
                     const struct wd_access *access, struct wd_arena *arena,
                     struct wd_verdict *ret_verdict);

/* What stands in the way of a binding: an organisation policy on who may be a member. */
struct wd_policy_hurdle {
    struct wd_str constraint, where;
    struct wd_policy_list {
        struct wd_str *item;
        size_t count;
    } values; /* whom it lets: customer ids, sets, members */
};
/* May the principal, as a member ("user:…"), be bound on the resource? */
enum wd_truth wd_policy_may_bind(struct wd_policy_set *set, const struct wd_access *access,
                                 struct wd_arena *arena, struct wd_policy_hurdle *ret_hurdle);

/* One sentence: what decided, by name. */
struct wd_str wd_verdict_say(struct wd_arena *arena, enum wd_lang lang,
                             const struct wd_verdict *verdict, const struct wd_access *access);
const char *wd_truth_name(enum wd_truth allowed); /* "allowed", "denied", "unknown" */
const char *wd_verdict_reason_name(enum wd_verdict_reason reason); /* "condition" */

/* What carries policies, from the resource upward, as far as known: whether its policy was given. Google Cloud only.
 * Returns how many; texts as those of a verdict. */
struct wd_policy_above {
    struct wd_str path;
    bool given;
};
enum { WD_POLICY_ABOVE_MAX = 40 };
size_t wd_policy_above(const struct wd_policy_set *set, const struct wd_access *access,
                       struct wd_arena *arena,
                       struct wd_policy_above ret_list[WD_POLICY_ABOVE_MAX]);

/* Are an id and a number of one project? As far as --projects or an export tells what number the id has. */
enum wd_truth wd_policy_same_project(const struct wd_policy_set *set, struct wd_str id,
                                     struct wd_str number);

/* A role whose name begins so, bound to the member on the resource itself without a condition; empty: none. */
struct wd_str wd_policy_role_like(const struct wd_policy_set *set, struct wd_str member,
                                  struct wd_str beginning, struct wd_str resource);

/* What was not understood, and what was recognised but is not judged (organisation policies, perimeters). */
size_t wd_policy_gap_count(const struct wd_policy_set *set);
const char *wd_policy_gap(const struct wd_policy_set *set, size_t index);
size_t wd_policy_unjudged(const struct wd_policy_set *set);

#endif
