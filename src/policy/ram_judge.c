/* RAM's order: any explicit Deny refuses; control policies and the session's policy must allow; then a policy of the
 * identity, of its groups or of the bucket must. To assume a role its trust policy must list the caller besides.
 *
 * https://www.alibabacloud.com/help/en/ram/policy-evaluation-process */
#include "policy/ram.h"

struct sums { /* of the documents of one kind */
    bool given, has_allow;
    enum wd_truth allows;
};

struct ram_question {
    const struct wd_policy_set *set;
    struct wd_ram_request request;
    struct wd_ram_caller who;
    enum wd_truth denies;
    struct wd_str denied_by, allowed_by, conditional; /* names of documents */
    struct wd_str condition, unmet;                   /* keys: not evaluated, not met */
    struct wd_str member;  /* a group or principal of which nobody can tell */
    struct wd_str partial; /* a document with a statement on a part of what may be meant */
    struct wd_str unread;  /* an attached policy whose document is not there */
    struct sums kind[WD_RAM_BUCKET + 1];
};

/* OSS's actions on objects, and not on buckets.
 * https://www.alibabacloud.com/help/en/oss/user-guide/ram-policy-overview */
static bool on_objects(struct wd_str action)
{
    static const char *const others[] = {"oss:AbortMultipartUpload", "oss:ListParts"};

    if (WD_STR_IIN(action, others))
        return true;
    return wd_str_ilike(WD_STR("oss:*Object*"), action) &&
           !wd_str_ilike(WD_STR("oss:ListObject*"), action);
}

/* A resource as RAM names it: "oss://b/k" and "b/k" of an oss: action are acs:oss:*:*:b/k. A bucket alone, where the
 * action is on objects, is some object of it: "b/". */
static struct wd_str arn_of(struct wd_arena *arena, const struct wd_access *access)
{
    struct wd_str name = access->resource, rest = access->permission,
                  product = wd_str_cut(&rest, ':');

    struct wd_str object = wd_last_part(name, ':'), some = WD_STR_NONE;

    if (name.len == 0 || wd_str_eqz(name, "*"))
        return name;
    if (wd_str_starts(name, WD_STR("oss://")))
        name = object = wd_str_from(name, 6);
    if (on_objects(access->permission) && wd_str_find_char(object, '/') == WD_NPOS)
        some = WD_STR("/");
    if (wd_str_istarts(name, WD_STR("acs:")))
        return wd_arena_concat(arena, (const struct wd_str[]){name, some}, 2);
    return wd_arena_concat(
        arena, (const struct wd_str[]){WD_STR("acs:"), product, WD_STR(":*:*:"), name, some}, 5);
}

/* An account that is not told is any. */
static bool same_account(struct wd_str a, struct wd_str b)
{
    return a.len == 0 || b.len == 0 || wd_str_eq(a, b);
}

/* A user's groups, as far as lists tell them. */
static enum wd_truth in_group(const struct ram_question *q, struct wd_str group)
{
    bool told = !wd_ram_caller_is_user(&q->who);

    for (const struct wd_ram_membership *m = q->set->ram->memberships; m; m = m->next) {
        bool mine = wd_str_ieq(m->user, q->who.owner), its = wd_str_ieq(m->group, group);
        if (!same_account(m->account, q->who.account))
            continue;
        if (mine && its)
            return WD_YES;
        told = told || (mine && m->group.len == 0) || (its && m->user.len == 0);
    }
    return told ? WD_NO : WD_MAYBE;
}

/* Whether what hangs on the owner counts for the caller. */
static enum wd_truth hangs(const struct ram_question *q, struct wd_str owner, struct wd_str account)
{
    if (!same_account(account, q->who.account))
        return WD_NO;
    if (wd_str_ieq(owner, q->who.owner))
        return WD_YES;
    return wd_str_starts(owner, WD_STR("group/")) ? in_group(q, owner) : WD_NO;
}

static enum wd_truth least(enum wd_truth a, enum wd_truth b)
{
    return a < b ? a : b;
}

static void allow(struct ram_question *q, struct sums *sums, enum wd_truth allows,
                  struct wd_str name)
{
    if (allows <= sums->allows)
        return;
    sums->allows = allows;
    if (allows == WD_YES)
        q->allowed_by = name;
}

/* `name`: of the document, or of what it hangs on. */
static void weigh(struct ram_question *q, const struct wd_ram_document *d, enum wd_truth counts,
                  struct wd_str name)
{
    struct wd_ram_answer a = wd_ram_statements(d->statements, &q->request);
    struct sums *sums = &q->kind[d->kind == WD_RAM_NAMED ? WD_RAM_IDENTITY : d->kind];

    sums->given = true;
    sums->has_allow = sums->has_allow || a.has_allow;
    allow(q, sums, least(a.allows, counts), name);
    if (a.condition.len > 0)
        q->condition = a.condition;
    if (a.unmet.len > 0 && counts == WD_YES && d->kind != WD_RAM_CONTROL &&
        d->kind != WD_RAM_SESSION) {
        q->unmet = a.unmet;
        q->conditional = name;
    }
    if (a.member.len > 0)
        q->member = a.member;
    if (a.partly && counts == WD_YES)
        q->partial = name;
    if (counts == WD_MAYBE && (a.allows != WD_NO || a.denies != WD_NO))
        q->member = name;
    if (least(a.denies, counts) > q->denies) {
        q->denies = least(a.denies, counts);
        q->denied_by = name;
    }
}

static bool assumes(const struct ram_question *q)
{
    return wd_str_ieq(q->request.action, WD_STR("sts:AssumeRole"));
}

/* Whether the document takes part in this question. */
static enum wd_truth concerns(const struct ram_question *q, const struct wd_ram_document *d)
{
    struct wd_str resource = q->request.resource, bucket = wd_last_part(resource, ':');
    bool yes = true;

    switch (d->kind) {
    case WD_RAM_IDENTITY:
        return hangs(q, d->name, d->account);
    case WD_RAM_TRUST:
        yes = assumes(q) && wd_str_ieq(d->name, wd_last_part(resource, ':')) &&
              same_account(d->account, wd_ram_account(resource));
        break;
    case WD_RAM_BUCKET:
        yes = wd_str_ieq(d->name, wd_str_cut(&bucket, '/'));
        break;
    case WD_RAM_NAMED:
        yes = false; /* through an attachment */
        break;
    default:
        break;
    }
    return yes ? WD_YES : WD_NO;
}

static const struct wd_ram_document *named(const struct wd_ram_store *ram, struct wd_str name)
{
    for (const struct wd_ram_document *d = ram->documents; d; d = d->next)
        if (d->kind == WD_RAM_NAMED && wd_str_ieq(d->name, name))
            return d;
    return NULL;
}

/* Alibaba Cloud's own policies that a name tells whole, or at least this much of.
 * https://www.alibabacloud.com/help/en/ram/developer-reference/system-policy-reference */
static const struct {
    const char *name, *actions[3];
    bool whole;
} system_policies[] = {
    {"AdministratorAccess", {"*"}, true},
    {"AliyunOSSFullAccess", {"oss:*"}, true},
    {"AliyunOSSReadOnlyAccess", {"oss:Get*", "oss:List*"}, true},
    {"AliyunSTSAssumeRoleAccess", {"sts:AssumeRole"}, true},
    {"AliyunRAMFullAccess", {"ram:*"}, false},
    {"AliyunRAMReadOnlyAccess", {"ram:Get*", "ram:List*"}, false},
    {"AliyunLogFullAccess", {"log:*"}, false},
    {"AliyunLogReadOnlyAccess", {"log:Get*", "log:List*"}, false},
    {"AliyunContainerRegistryFullAccess", {"cr:*"}, false},
};

static enum wd_truth by_system_policy(struct wd_str name, struct wd_str action)
{
    for (size_t i = 0; i < sizeof system_policies / sizeof *system_policies; i++) {
        if (!wd_str_ieq(name, wd_str_of(system_policies[i].name)))
            continue;
        for (size_t n = 0; n < 3 && system_policies[i].actions[n]; n++)
            if (wd_str_ilike(wd_str_of(system_policies[i].actions[n]), action))
                return WD_YES;
        return system_policies[i].whole ? WD_NO : WD_MAYBE;
    }
    return WD_MAYBE;
}

static void attached(struct ram_question *q)
{
    struct sums *identity = &q->kind[WD_RAM_IDENTITY];

    for (const struct wd_ram_attachment *a = q->set->ram->attachments; a; a = a->next) {
        enum wd_truth counts = hangs(q, a->owner, a->account), known;
        const struct wd_ram_document *d;
        if (counts == WD_NO)
            continue;
        identity->given = true;
        if (a->policy.len == 0)
            continue;
        d = named(q->set->ram, a->policy);
        if (d) {
            weigh(q, d, counts, a->policy);
            continue;
        }
        known = by_system_policy(a->policy, q->request.action);
        if (known == WD_MAYBE)
            q->unread = a->policy;
        else if (known == WD_YES && counts == WD_MAYBE)
            q->member = a->owner;
        allow(q, identity, least(known, counts), a->policy);
    }
}

static enum wd_truth allows(const struct ram_question *q)
{
    const struct sums *identity = &q->kind[WD_RAM_IDENTITY];
    enum wd_truth own = identity->allows, bucket = q->kind[WD_RAM_BUCKET].allows;

    if (wd_ram_caller_by_trust(&q->who) && q->kind[WD_RAM_TRUST].given)
        return WD_YES;
    if (own < WD_MAYBE && (q->unread.len > 0 || !identity->given))
        own = WD_MAYBE;
    return own > bucket ? own : bucket;
}

/* A guard that was not given stands open; a role that is to be assumed has a trust policy always. Beside control policies
 * that only deny stands FullAliyunAccess, which every account has until somebody takes it away. */
static enum wd_truth lets(const struct ram_question *q, enum wd_ram_document_kind kind)
{
    if (kind == WD_RAM_CONTROL && !q->kind[kind].has_allow)
        return WD_YES;
    if (q->kind[kind].given)
        return q->kind[kind].allows;
    return kind == WD_RAM_TRUST && assumes(q) ? WD_MAYBE : WD_YES;
}

/* What left it open. */
static void cannot_tell(const struct ram_question *q, enum wd_truth own, struct wd_verdict *v)
{
    if (q->condition.len > 0) {
        v->reason = WD_VERDICT_EXPRESSION;
        v->condition = q->condition;
        v->policy = q->denies == WD_MAYBE ? q->denied_by : WD_STR_NONE;
    } else if (q->member.len > 0) {
        v->reason = WD_VERDICT_MEMBER;
        v->member = q->member;
    } else if (q->partial.len > 0) {
        v->reason = WD_VERDICT_PART;
        v->policy = q->partial;
    } else if (own == WD_YES && assumes(q) && !q->kind[WD_RAM_TRUST].given) {
        v->reason = WD_VERDICT_TRUST_UNKNOWN;
    } else {
        v->reason = WD_VERDICT_DOCUMENT;
        v->role = q->unread;
    }
}

static void explain(const struct ram_question *q, enum wd_truth own, struct wd_verdict *v)
{
    enum wd_truth control = lets(q, WD_RAM_CONTROL), session = lets(q, WD_RAM_SESSION);

    if (q->denies == WD_YES) {
        v->reason = WD_VERDICT_DENIED;
        v->policy = q->denied_by;
    } else if (v->allowed == WD_YES) {
        v->reason = WD_VERDICT_HELD;
        v->policy = q->allowed_by;
    } else if (control == WD_NO || session == WD_NO) {
        v->reason = WD_VERDICT_BOUNDARY;
        v->policy = control == WD_NO ? WD_STR("control policy") : WD_STR("session policy");
    } else if (q->kind[WD_RAM_TRUST].given && lets(q, WD_RAM_TRUST) == WD_NO) {
        v->reason = q->unmet.len > 0 ? WD_VERDICT_CONDITION : WD_VERDICT_TRUST;
        v->where = q->unmet.len > 0 ? WD_STR_NONE : q->request.resource;
    } else if (own == WD_NO) {
        v->reason = q->unmet.len > 0 ? WD_VERDICT_CONDITION : WD_VERDICT_MISSING;
    } else {
        cannot_tell(q, own, v);
    }
    if (v->reason == WD_VERDICT_CONDITION) {
        v->policy = q->conditional;
        v->condition = q->unmet;
    }
}

static void decide(const struct ram_question *q, struct wd_verdict *v)
{
    enum wd_truth control = lets(q, WD_RAM_CONTROL), session = lets(q, WD_RAM_SESSION);
    enum wd_truth own = allows(q), walls = least((enum wd_truth)(WD_YES - q->denies), control);

    walls = least(walls, session);
    v->allowed = least(least(walls, lets(q, WD_RAM_TRUST)), own);
    v->member = q->who.arn;
    v->held = own == WD_YES;
    v->missing_too = own == WD_NO && q->unmet.len == 0;
    v->grant_helps = walls;
    v->blocker = q->denies != WD_NO  ? q->denied_by
                 : control != WD_YES ? WD_STR("control policy")
                 : session != WD_YES ? WD_STR("session policy")
                                     : WD_STR_NONE;
    explain(q, own, v);
}

void wd_ram_judge(struct wd_policy_set *set, const struct wd_access *access, struct wd_arena *arena,
                  struct wd_verdict *ret_verdict)
{
    struct ram_question q = {.set = set, .who = wd_ram_caller_of(arena, access->principal)};

    q.request = (struct wd_ram_request){.action = access->permission,
                                        .resource = arn_of(arena, access),
                                        .who = &q.who,
                                        .time = access->time};
    /* AssumeRoleWithOIDC and AssumeRoleWithSAML stand in trust policies as sts:AssumeRole. */
    if (wd_str_istarts(access->permission, WD_STR("sts:AssumeRole")))
        q.request.action = WD_STR("sts:AssumeRole");
    for (const struct wd_ram_document *d = set->ram->documents; d; d = d->next) {
        enum wd_truth counts = concerns(&q, d);
        if (counts == WD_NO)
            continue;
        weigh(&q, d, counts, d->name);
        ret_verdict->concerned = true;
    }
    attached(&q);
    ret_verdict->concerned = ret_verdict->concerned || q.kind[WD_RAM_IDENTITY].given;
    decide(&q, ret_verdict);
}
