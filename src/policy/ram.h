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
    struct wd_str name; /* "role/r", the policy's name, the bucket; the set's text */
    json_t *statements; /* array, owned */
    struct wd_ram_document *next;
};

struct wd_ram_attachment {
    struct wd_str owner,
        policy; /* "role/r"; policy empty: the list was given, and is empty so far */
    struct wd_ram_attachment *next;
};

struct wd_ram_store {
    struct wd_ram_document *documents;
    struct wd_ram_attachment *attachments;
};

bool wd_ram_take(struct wd_policy_set *set, struct wd_policy_source *source, struct wd_jv value);
void wd_ram_judge(struct wd_policy_set *set, const struct wd_access *access, struct wd_arena *arena,
                  struct wd_verdict *ret_verdict);
/* "acs:ram::1:role/R", "acs:ram::1:assumed-role/R/session" → "role/r"; "acs:ram::1:user/U" → "user/u". */
struct wd_str wd_ram_owner(struct wd_arena *arena, struct wd_str arn);

/* What the statements say of the action on the resource: two truths, and the condition that left one open. */
struct wd_ram_answer {
    enum wd_truth denies, allows;
    struct wd_str condition; /* names of the keys that are not evaluated */
};
struct wd_ram_answer wd_ram_statements(const json_t *statements, const struct wd_access *access,
                                       struct wd_str resource, const char *caller);

#endif
