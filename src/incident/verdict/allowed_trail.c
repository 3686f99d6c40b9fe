/* What ActionTrail's events say was allowed: who called which operation of a product, on what. An operation takes the RAM
 * action of its name, or of another that several operations share. A call that failed for the thing's sake had passed, too. */
#include "incident/table/table.h"

#include "whydenied/base/char.h"
#include "whydenied/base/digest.h"
#include "whydenied/names/ident.h"
#include "whydenied/read/trail_calls.h"

#define PLACES_MAX 12u /* values of a call that may name what it was on */

/* In either case: "Ecs" is the action's "ecs", and a session writes its role small. */
static uint64_t hash_small(struct wd_str s)
{
    char small[64];
    size_t len = s.len < sizeof small ? s.len : sizeof small;

    for (size_t i = 0; i < len; i++)
        small[i] = wd_lower(s.ptr[i]);
    return wd_hash(wd_str_make(small, len));
}

/* Who signed in at the console is mika@1234567890123456.onaliyun.com. */
uint64_t wd_allowed_hash_call(const struct wd_allowed_call *call, struct wd_str place)
{
    struct wd_str who = call->who;
    uint64_t hash = wd_hash_join(
        hash_small(wd_str_ends(who, WD_STR(".onaliyun.com")) ? wd_str_cut(&who, '@') : who),
        hash_small(call->product));

    return wd_hash_join(wd_hash_join(hash, hash_small(call->name)), wd_hash(place));
}

static int add_call(struct wd_table *table, const struct wd_event *event,
                    const struct wd_allowed_call *call, struct wd_str place, struct wd_error *err)
{
    struct wd_allowed_fact fact = {.first = event->time, .time = event->time};

    fact.by[WD_ALLOWED_WHAT] = wd_allowed_hash_call(call, place);
    fact.by[WD_ALLOWED_AT] = wd_hash(call->account);
    fact.key = wd_hash_join(fact.by[WD_ALLOWED_WHAT], fact.by[WD_ALLOWED_AT]);
    return wd_allowed_add(wd_allowed_kept(table, event), &fact, err);
}

static struct wd_allowed_call call_of(const struct wd_event *event)
{
    struct wd_jv identity = wd_jv_get(event->root, "userIdentity");
    struct wd_allowed_call call = {.who = wd_jv_str(wd_jv_get(identity, "userName")),
                                   .product = wd_jv_str(wd_jv_get(event->root, "serviceName")),
                                   .name = wd_jv_str(wd_jv_get(event->root, "eventName")),
                                   .account =
                                       wd_jv_str(wd_jv_get(event->root, "recipientAccountId"))};

    if (call.account.len == 0)
        call.account = wd_jv_str(wd_jv_get(identity, "accountId"));
    call.who = wd_str_cut(&call.who, ':'); /* a role's session */
    return call;
}

/* The call by the action that it shares with others: who may list with V2 may list. A copy's two actions are of two places. */
static bool shares_action(struct wd_allowed_call *call)
{
    struct wd_str actions[WD_OSS_ACTIONS_MAX];

    if (wd_trail_actions(call->product, call->name, actions) != 1)
        return false;
    call->product = wd_str_cut(&actions[0], ':');
    if (wd_str_ieq(call->name, actions[0]))
        return false;
    call->name = actions[0];
    return true;
}

/* A call tells its product and name, which make the action, and mostly on what: in its resource, or in one of its parameters.
 * One that tells no more may have been on anything; that it was at all ("*") answers what was refused everywhere. */
static int add_places(struct wd_table *table, const struct wd_event *event,
                      const struct wd_allowed_call *call, struct wd_error *err)
{
    struct wd_str resource = wd_jv_str(wd_jv_get(event->root, "resourceName"));
    size_t count = 0, asked = 0;

    for (struct wd_jiter it = wd_jv_iter(wd_jv_get(event->root, "requestParameters"));
         wd_jiter_next(&it) && count < PLACES_MAX; asked++) {
        struct wd_str place = wd_last_part(wd_jv_str(it.value), '/');
        if (place.len > 0 && count++ < PLACES_MAX && add_call(table, event, call, place, err) < 0)
            return -1;
    }
    return add_call(table, event, call, WD_STR("*"), err) < 0 ||
                   ((resource.len > 0 || asked == 0) &&
                    add_call(table, event, call, wd_last_part(resource, '/'), err) < 0)
               ? -1
               : 0;
}

int wd_allowed_see_trail(struct wd_table *table, const struct wd_event *event, struct wd_error *err)
{
    struct wd_str code = event->slot[WD_SLOT_REASON];
    struct wd_allowed_call call = call_of(event);

    if (event->kind == WD_KIND_DENIAL || (code.len > 0 && !wd_trail_is_past_access(code)))
        return 0;
    if (add_places(table, event, &call, err) < 0)
        return -1;
    return shares_action(&call) ? add_places(table, event, &call, err) : 0;
}
