/* Inside of a policy set: what RAM gave us. Documents are small and kept whole, as jansson values. */
#ifndef WHYDENIED_POLICY_RAM_H
#define WHYDENIED_POLICY_RAM_H

#include <jansson.h>

#include "policy/set.h"

enum wd_ram_document_kind {
    WD_RAM_IDENTITY, /* of a user, group or role */
    WD_RAM_NAMED,    /* a policy by its name: attached by an attachment */
    WD_RAM_TRUST,    /* who may assume the role */
    WD_RAM_CONTROL,  /* of the resource directory */
    WD_RAM_SESSION,  /* given with AssumeRole */
    WD_RAM_BUCKET    /* on the resource itself */
};

struct wd_ram_document {
    enum wd_ram_document_kind kind;
    struct wd_str name;    /* "role/r", the policy's name, the bucket; the set's text */
    struct wd_str account; /* of the role or user; empty: not told, any */
    json_t *statements;    /* array, owned */
    struct wd_ram_document *next;
};

struct wd_ram_attachment {
    struct wd_str owner, account; /* "role/r" */
    struct wd_str policy;         /* empty: the list was given, and is empty so far */
    struct wd_ram_attachment *next;
};

/* A user in a group. One of the two empty: the list of the other's groups, or members, was given. */
struct wd_ram_membership {
    struct wd_str user, group, account; /* "user/u", "group/g" */
    struct wd_ram_membership *next;
};

struct wd_ram_store {
    struct wd_ram_document *documents;
    struct wd_ram_attachment *attachments;
    struct wd_ram_membership *memberships;
};

bool wd_ram_take(struct wd_policy_set *set, struct wd_policy_source *source, struct wd_jv value);
void wd_ram_judge(struct wd_policy_set *set, const struct wd_access *access, struct wd_arena *arena,
                  struct wd_verdict *ret_verdict);
/* "acs:ram::1:role/R", "acs:ram::1:assumed-role/R/session" → "role/r"; "acs:ram::1:user/U" → "user/u". */
struct wd_str wd_ram_owner(struct wd_arena *arena, struct wd_str arn);

/* "1234" of "acs:ram::1234:role/r"; empty: not told. */
struct wd_str wd_ram_account(struct wd_str arn);

struct wd_ram_caller {
    struct wd_str arn, account;
    struct wd_str owner, kind; /* "role/r" in small letters, "role"; a product: its name, twice */
    struct wd_str session;     /* of an assumed role, if told */
};
struct wd_ram_caller wd_ram_caller_of(struct wd_arena *arena, struct wd_str arn);
bool wd_ram_caller_is_user(const struct wd_ram_caller *who);
bool wd_ram_caller_by_trust(const struct wd_ram_caller *who);

/* *ret_open: the principal of which nobody can tell. */
enum wd_truth wd_ram_principal(const json_t *principal, const struct wd_ram_caller *who,
                               struct wd_str *ret_open);

struct wd_ram_request {
    struct wd_str action, resource;
    const struct wd_ram_caller *who;
    wd_time time;
};

/* What the statements say of the request: two truths, and what left one open or stood against an allowing one. */
struct wd_ram_answer {
    enum wd_truth denies, allows;
    bool partly;             /* some statement is on a part of what may be meant */
    bool has_allow;          /* some statement allows something, whatever it is */
    struct wd_str condition; /* the key that is not evaluated */
    struct wd_str unmet;     /* the key that is not met */
    struct wd_str member;    /* the principal of which nobody can tell */
};
struct wd_ram_answer wd_ram_statements(const json_t *statements, const struct wd_ram_request *r);

#endif
