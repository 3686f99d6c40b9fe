/* RAM's order: any explicit Deny refuses; control policies and the session's policy must allow; then a policy of the
 * identity or of the bucket must. To assume a role its trust policy must list the caller besides.
 *
 * https://www.alibabacloud.com/help/en/ram/policy-evaluation-process */
#include "policy/ram.h"

struct sums { /* of the documents of one kind */
    bool given;
    enum wd_truth allows;
};

struct ram_question {
    const struct wd_policy_set *set;
    const struct wd_access *access;
    struct wd_str owner, resource;
    const char *caller;
    enum wd_truth denies;
    struct wd_str denied_by, condition,
        unread; /* unread: an attached policy whose document is not there */
    struct sums kind[WD_RAM_BUCKET + 1];
};

/* A resource as RAM names it: "oss://b/k" and "b/k" of an oss: action are acs:oss:*:*:b/k. */
static struct wd_str arn_of(struct wd_arena *arena, const struct wd_access *access)
{
    struct wd_str name = access->resource, rest = access->permission,
                  product = wd_str_cut(&rest, ':');

    if (name.len == 0 || wd_str_istarts(name, WD_STR("acs:")) || wd_str_eqz(name, "*"))
        return name;
    if (wd_str_starts(name, WD_STR("oss://")))
        name = wd_str_from(name, 6);
    return wd_arena_concat(
        arena, (const struct wd_str[]){WD_STR("acs:"), product, WD_STR(":*:*:"), name}, 4);
}

static void weigh(struct ram_question *q, const struct wd_ram_document *d)
{
    struct wd_ram_answer a = wd_ram_statements(d->statements, q->access, q->resource, q->caller);
    struct sums *sums = &q->kind[d->kind == WD_RAM_NAMED ? WD_RAM_IDENTITY : d->kind];

    sums->given = true;
    sums->allows = a.allows > sums->allows ? a.allows : sums->allows;
    if (a.condition.len > 0)
        q->condition = a.condition;
    if (a.denies > q->denies) {
        q->denies = a.denies;
        q->denied_by = d->name;
    }
}

/* Whether the document takes part in this question. */
static bool concerns(const struct ram_question *q, const struct wd_ram_document *d)
{
    struct wd_str rest = q->resource, bucket = wd_last_part(rest, ':');

    switch (d->kind) {
    case WD_RAM_IDENTITY:
        return wd_str_ieq(d->name, q->owner);
    case WD_RAM_TRUST:
        return wd_str_ieq(q->access->permission, WD_STR("sts:AssumeRole")) &&
               wd_str_ieq(d->name, wd_last_part(q->resource, ':'));
    case WD_RAM_BUCKET:
        return wd_str_ieq(d->name, wd_str_cut(&bucket, '/'));
    case WD_RAM_NAMED:
        return false; /* through an attachment */
    default:
        return true;
    }
}

static const struct wd_ram_document *named(const struct wd_ram_store *ram, struct wd_str name)
{
    for (const struct wd_ram_document *d = ram->documents; d; d = d->next)
        if (d->kind == WD_RAM_NAMED && wd_str_ieq(d->name, name))
            return d;
    return NULL;
}

static void attached(struct ram_question *q)
{
    struct sums *identity = &q->kind[WD_RAM_IDENTITY];

    for (const struct wd_ram_attachment *a = q->set->ram->attachments; a; a = a->next) {
        const struct wd_ram_document *d;
        if (!wd_str_ieq(a->owner, q->owner))
            continue;
        identity->given = true;
        if (a->policy.len == 0)
            continue;
        d = named(q->set->ram, a->policy);
        if (d)
            weigh(q, d);
        else if (wd_str_ieq(a->policy, WD_STR("AdministratorAccess")))
            identity->allows = WD_YES;
        else
            q->unread = a->policy;
    }
}

static enum wd_truth allows(const struct ram_question *q)
{
    const struct sums *identity = &q->kind[WD_RAM_IDENTITY];
    enum wd_truth own = identity->allows, bucket = q->kind[WD_RAM_BUCKET].allows;

    if (own < WD_MAYBE && (q->unread.len > 0 || !identity->given))
        own = WD_MAYBE;
    return own > bucket ? own : bucket;
}

/* A guard that was not given stands open. */
static enum wd_truth lets(const struct ram_question *q, enum wd_ram_document_kind kind)
{
    return q->kind[kind].given ? q->kind[kind].allows : WD_YES;
}

static void decide(const struct ram_question *q, struct wd_verdict *v)
{
    enum wd_truth control = lets(q, WD_RAM_CONTROL), session = lets(q, WD_RAM_SESSION);
    enum wd_truth trust = lets(q, WD_RAM_TRUST), own = allows(q), all = own;
    bool service = q->owner.len > 0 && !wd_str_has(q->owner, WD_STR("/"));

    if (service && q->kind[WD_RAM_TRUST].given)
        all = own = WD_YES; /* a product needs the trust alone */
    all = control < all ? control : all;
    all = session < all ? session : all;
    all = trust < all ? trust : all;
    if ((enum wd_truth)(WD_YES - q->denies) < all)
        all = (enum wd_truth)(WD_YES - q->denies);
    v->allowed = all;
    v->condition = q->condition;
    v->member = q->access->principal;
    v->missing_too = own == WD_NO;
    v->grant_helps = (enum wd_truth)(WD_YES - q->denies);
    v->grant_helps = control < v->grant_helps ? control : v->grant_helps;
    v->grant_helps = session < v->grant_helps ? session : v->grant_helps;
    v->blocker = q->denies != WD_NO ? q->denied_by : WD_STR_NONE;
    if (q->denies == WD_YES) {
        v->reason = WD_VERDICT_DENIED;
        v->policy = q->denied_by;
    } else if (all == WD_YES) {
        v->reason = WD_VERDICT_HELD;
    } else if (control == WD_NO || session == WD_NO) {
        v->reason = WD_VERDICT_BOUNDARY;
        v->policy = control == WD_NO ? WD_STR("control policy") : WD_STR("session policy");
    } else if (trust == WD_NO) {
        v->reason = WD_VERDICT_TRUST;
        v->where = q->resource;
    } else if (own == WD_NO) {
        v->reason = WD_VERDICT_MISSING;
    } else if (q->condition.len > 0) {
        v->reason = WD_VERDICT_EXPRESSION;
        v->policy = q->denies == WD_MAYBE ? q->denied_by : WD_STR_NONE;
    } else {
        v->reason = WD_VERDICT_DOCUMENT;
        v->role = q->unread;
    }
}

void wd_ram_judge(struct wd_policy_set *set, const struct wd_access *access, struct wd_arena *arena,
                  struct wd_verdict *ret_verdict)
{
    struct ram_question q = {.set = set,
                             .access = access,
                             .owner = wd_ram_owner(arena, access->principal),
                             .resource = arn_of(arena, access)};

    q.caller = wd_arena_strdup(arena, access->principal);
    for (const struct wd_ram_document *d = set->ram->documents; d; d = d->next)
        if (concerns(&q, d)) {
            weigh(&q, d);
            ret_verdict->concerned = true;
        }
    attached(&q);
    ret_verdict->concerned = ret_verdict->concerned || q.kind[WD_RAM_IDENTITY].given;
    decide(&q, ret_verdict);
}
