/* What the platform's own entries say was allowed: who, which permission, on what, and when last. A refusal that was followed
 * by the same being allowed stands no longer.
 *
 * The same is what one grant gives: of a bucket's objects, a secret's versions, a region's jobs each tells of the others.
 * The set they go into is table/allowed.c. */
#include "incident/table/table.h"
#include "incident/verdict/success.h"

#include "whydenied/base/digest.h"
#include "whydenied/names/ident.h"

static uint64_t join_str(uint64_t hash, struct wd_str s)
{
    return wd_hash_join(hash, wd_hash(s));
}

/* What refuses an account is asked of it when it is used: whoever changes the same thing later was let. */
static bool is_reading(struct wd_str permission)
{
    struct wd_str verb = wd_last_part(permission, '.');

    return wd_str_starts(verb, WD_STR("get")) || wd_str_starts(verb, WD_STR("list"));
}

uint64_t wd_allowed_key(uint64_t at_service, struct wd_str permission, struct wd_str resource)
{
    return join_str(join_str(at_service, permission), resource);
}

uint64_t wd_allowed_at_service(uint64_t caller, struct wd_str service, struct wd_str project)
{
    return join_str(join_str(caller, service), project);
}

/* ---- seeing: Cloud Audit --------------------------------------------------------------------------- */

static struct wd_thing place_of_record(const struct wd_event *event)
{
    struct wd_jv labels = wd_jv_get(wd_jv_get(event->root, "resource"), "labels");

    return (struct wd_thing){.project = event->slot[WD_SLOT_LOG_PROJECT],
                             .location = wd_jv_str(wd_jv_get(labels, "location")),
                             .cluster = wd_jv_str(wd_jv_get(labels, "cluster_name"))};
}

/* Other names are whole only with the place that their record lies in. */
static uint64_t key_of_check(uint64_t home, struct wd_str permission, struct wd_str resource,
                             const struct wd_event *event)
{
    uint64_t key = wd_allowed_key(home, permission, resource);
    struct wd_thing place;

    if (wd_str_starts(resource, WD_STR("projects/")))
        return key;
    place = place_of_record(event);
    return join_str(join_str(key, place.location), place.cluster);
}

struct call {
    struct wd_str who, on;
    uint64_t home;         /* who, a service in a project */
    uint64_t own, anyones; /* 0: there is no call that can be compared */
};

static struct call call_of_entry(const struct wd_success_entry *success,
                                 const struct wd_event *event)
{
    struct wd_str method = wd_success_str(success, WD_SUCCESS_METHOD);
    struct wd_str resource = wd_success_str(success, WD_SUCCESS_RESOURCE);
    struct call call = {.who = wd_success_caller(success), .on = resource};
    uint64_t caller = wd_hash(call.who);

    call.home = wd_allowed_at_service(caller, event->slot[WD_SLOT_SERVICE],
                                      event->slot[WD_SLOT_LOG_PROJECT]);
    if (method.len == 0 || resource.len == 0)
        return call;
    call.anyones = key_of_check(wd_hash(event->slot[WD_SLOT_LOG_PROJECT]), method, resource, event);
    call.own = wd_hash_join(caller, call.anyones);
    return call;
}

/* Accounts are called by number, too; the label has the address. */
static struct wd_str on_account(struct wd_str resource, const struct wd_event *event,
                                struct wd_arena *arena)
{
    struct wd_str number = wd_last_part(resource, '/'), address;

    if (wd_str_digits(number, 0) != number.len || /* 21 of them: no project's number */
        !wd_str_has(resource, WD_STR("/serviceAccounts/")))
        return resource;
    address =
        wd_jv_str(wd_jv_get(wd_jv_get(wd_jv_get(event->root, "resource"), "labels"), "email_id"));
    const struct wd_str name[] = {WD_STR("projects/-/serviceAccounts/"), address};
    return address.len > 0 ? wd_arena_concat(arena, name, 2) : resource;
}

/* A check that names nothing was of what the call was on. */
static int see_check(struct wd_table *table, const struct wd_event *event, const struct call *call,
                     struct wd_jv check, struct wd_error *err)
{
    struct wd_str permission = wd_jv_str(wd_jv_get(check, "permission"));
    struct wd_str resource = wd_jv_str(wd_jv_get(check, "resource"));
    uint64_t caller = wd_hash(call->who), level;
    struct wd_allowed_fact fact = {.first = event->time, .time = event->time};
    struct wd_thing place, thing;

    if (resource.len == 0)
        resource = call->on;
    fact.by[WD_ALLOWED_AT] = call->home;
    fact.by[WD_ALLOWED_CHECK] = wd_allowed_key(call->home, permission, resource);
    fact.by[WD_ALLOWED_ANYBODY] = call->anyones;
    fact.key = wd_hash_join(key_of_check(call->home, permission, resource, event), call->anyones);
    /* Of Google's services, what is not there may be told to have been granted. */
    if (event->code > 0 && !wd_str_starts(permission, WD_STR("io.k8s.")))
        return 0;
    if (resource.len == 0 ||
        wd_allowed_holds(wd_allowed_kept(table, event), fact.key, event->time, event->time))
        return 0;
    wd_arena_clear(table->scratch);
    place = place_of_record(event);
    thing = wd_level_thing(on_account(resource, event, table->scratch), permission, &place,
                           table->scratch);
    level = wd_level_of(&thing, permission);
    permission = wd_permission_canonical(permission, table->scratch);
    fact.by[WD_ALLOWED_WHAT] = wd_hash_join(join_str(caller, permission), level);
    fact.by[WD_ALLOWED_CALL] = call->own ? wd_allowed_of_call(call->own, permission) : 0;
    if (!is_reading(permission))
        fact.by[WD_ALLOWED_ON] =
            wd_hash_join(caller, wd_level_of(&thing, WD_STR_NONE)); /* the thing itself */
    return wd_allowed_add(wd_allowed_kept(table, event), &fact, err);
}

/* A call whose entry lists no checks. */
static int see_call(struct wd_table *table, const struct wd_event *event, const struct call *call,
                    struct wd_error *err)
{
    struct wd_allowed_fact fact = {.key = call->own, .first = event->time, .time = event->time};

    fact.by[WD_ALLOWED_AT] = call->home;
    fact.by[WD_ALLOWED_CALL] = wd_allowed_of_call(call->own, WD_STR_NONE);
    fact.by[WD_ALLOWED_ANYBODY] = call->anyones;
    return wd_allowed_add(wd_allowed_kept(table, event), &fact, err);
}

uint64_t wd_allowed_of_call(uint64_t call, struct wd_str permission)
{
    return join_str(call, permission);
}

uint64_t wd_allowed_lent(struct wd_str who, struct wd_str account)
{
    return join_str(wd_hash_join(wd_hash(WD_STR("lent")), wd_hash(who)), account);
}

/* Whoever calls as an account was given its token; a chain begins with who began it, each lends to the one before. */
static int see_chain(struct wd_table *table, const struct wd_event *event, const struct call *call,
                     const struct wd_success_entry *success, struct wd_error *err)
{
    struct wd_str borrower = WD_STR_NONE;

    for (struct wd_jiter it = wd_jv_iter(wd_success_chain(success));;) {
        bool more = wd_jiter_next(&it);
        struct wd_str lender = more ? wd_success_link(success, it.value) : call->who;
        struct wd_allowed_fact fact = {.first = event->time, .time = event->time};
        fact.key = fact.by[WD_ALLOWED_ON] = wd_allowed_lent(borrower, lender);
        if (borrower.len > 0 && wd_allowed_add(wd_allowed_kept(table, event), &fact, err) < 0)
            return -1;
        if (!more)
            return 0;
        borrower = lender;
    }
}

static int see_audit(struct wd_table *table, const struct wd_event *event, struct wd_error *err)
{
    struct wd_success_entry success = wd_success_of(event->root);
    struct wd_jv checks = wd_success_get(&success, success.entry, WD_SUCCESS_CHECKS);
    struct call call = call_of_entry(&success, event);

    if (event->code > 0 || wd_success_only_begins(event->root))
        call.own = call.anyones = 0;
    if (see_chain(table, event, &call, &success, err) < 0)
        return -1;
    if (wd_jv_type(checks) == WD_JSON_ABSENT)
        return call.own ? see_call(table, event, &call, err) : 0;
    for (struct wd_jiter it = wd_jv_iter(checks); wd_jiter_next(&it);)
        if (wd_success_granted(it.value) && see_check(table, event, &call, it.value, err) < 0)
            return -1;
    return 0;
}

/* An attempt of a job of Scheduler: whoever it calls as, its end is told in its own log. */
static uint64_t attempt_of(const struct wd_event *event)
{
    uint64_t home = join_str(wd_hash(WD_STR("attempt")), event->slot[WD_SLOT_PROJECT]);

    return join_str(join_str(home, event->slot[WD_SLOT_LOCATION]), event->slot[WD_SLOT_JOB]);
}

static int see_attempt(struct wd_table *table, const struct wd_event *event, struct wd_error *err)
{
    struct wd_allowed_fact fact = {.first = event->time, .time = event->time};

    if (event->http_status < 200 || event->http_status > 299)
        return 0;
    fact.key = fact.by[WD_ALLOWED_ANYBODY] = attempt_of(event);
    return wd_allowed_add(wd_allowed_kept(table, event), &fact, err);
}

uint64_t wd_allowed_call_of(const struct wd_event *event)
{
    struct wd_success_entry success;
    struct call call;

    if (event->dialect == WD_DIALECT_SCHEDULER)
        return attempt_of(event);
    if (event->dialect != WD_DIALECT_AUDIT)
        return 0;
    success = wd_success_of(event->root);
    call = call_of_entry(&success, event);
    return wd_str_eq(wd_allowed_bare(event->slot[WD_SLOT_PRINCIPAL]), call.who) ? call.own
                                                                                : call.anyones;
}

/* What a cluster let, and came to nothing for another reason than access ("not found", "already exists"), was let all the
 * same. */
static bool is_refusal(const struct wd_event *event)
{
    enum { DENIED = 7, UNAUTHENTICATED = 16 };

    return event->kind != WD_KIND_OTHER || event->code == DENIED || event->code == UNAUTHENTICATED;
}

int wd_allowed_see(struct wd_table *table, const struct wd_event *event, struct wd_error *err)
{
    bool failed = event->code > 0;

    if (wd_allowed_kept(table, event)->many || event->time == WD_TIME_NONE ||
        (failed && is_refusal(event)))
        return 0;
    if (event->dialect == WD_DIALECT_AUDIT)
        return see_audit(table, event, err);
    if (failed)
        return 0;
    if (event->dialect == WD_DIALECT_SCHEDULER)
        return see_attempt(table, event, err);
    return event->dialect == WD_DIALECT_ACTIONTRAIL ? wd_allowed_see_trail(table, event, err) : 0;
}
