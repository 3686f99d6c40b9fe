/* A grant held against the policies given: is it there already, and would it end the denial? */
#include "advise/google/grant.h"

#include "whydenied/base/timestamp.h"
#include "whydenied/policy.h"

static int tell(struct wd_work *work, const struct wd_grant_plan *grant, enum wd_remedy_kind kind,
                struct wd_str text, struct wd_str role)
{
    struct wd_str parts[] = {wd_str_of(wd_remedy_kind_name(kind)), WD_STR("\n"), text};
    struct wd_remedy *remedy;
    int fresh = wd_work_say(work, wd_arena_concat(work->arena, parts, 3), kind, text, &remedy);

    if (fresh == 1) {
        wd_grant_describe(work, remedy, grant);
        remedy->role =
            role.len && !wd_role_is_basic(role) ? wd_arena_copy(work->arena, role).ptr : NULL;
    }
    return fresh < 0 ? -1 : 1;
}

static int tell_held(struct wd_work *work, const struct wd_grant_plan *grant,
                     const struct wd_verdict *v)
{
    bool conditional = v->reason == WD_VERDICT_CONDITION;

    return tell(work, grant, conditional ? WD_REMEDY_POLICY_EXCEPTION : WD_REMEDY_INVESTIGATE,
                WD_SENTENCE(work->arena, work->lang,
                            conditional ? WD_SAY_ALREADY_CONDITIONAL : WD_SAY_ALREADY_GRANTED,
                            grant->who.member, v->role, v->where, v->condition),
                v->role);
}

/* The role itself is bound there, whether or not its contents are known. */
static bool is_held(const struct wd_verdict *v, const struct wd_grant_plan *grant)
{
    return v->allowed == WD_YES || (v->reason == WD_VERDICT_GAP && v->held) ||
           (v->reason == WD_VERDICT_CONDITION && v->grant_helps == WD_YES) ||
           (v->reason == WD_VERDICT_ROLE && grant->role.len > 0 && wd_str_eq(v->role, grant->role));
}

/* The log itself shows a grant that holds all of it; one with a condition, one that may. */
static bool was_given(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    const struct wd_change *held = work->incident->held;
    struct wd_str role = held ? wd_str_of(held->role) : WD_STR_NONE;

    if (role.len == 0 || work->incident->taken || grant->who.state != WD_WHO_KNOWN ||
        grant->count == 0)
        return false;
    for (size_t i = 0; i < grant->count; i++) {
        int holds = wd_catalogue_role_holds(work->advisor->catalogue, role, grant->permissions[i]);
        if (holds == 0 || (holds != 1 && held->what != WD_CHANGE_GRANTED_IF))
            return false;
    }
    return true;
}

static enum wd_words_say given_words(const struct wd_incident *incident)
{
    if (incident->held->what == WD_CHANGE_GRANTED_IF)
        return WD_SAY_GIVEN_IF;
    return incident->held->time > incident->last ? WD_SAY_GIVEN_SINCE : WD_SAY_GIVEN_BEFORE;
}

static int tell_given(struct wd_work *work, const struct wd_grant_plan *grant)
{
    const struct wd_change *held = work->incident->held;
    bool conditional = held->what == WD_CHANGE_GRANTED_IF;
    char at[WD_TIME_TEXT];
    struct wd_str actor = held->actor ? wd_str_of(held->actor)
                                      : WD_SENTENCE0(work->arena, work->lang, WD_SAY_SOMEBODY);
    struct wd_str where =
        wd_say_fact(WD_SLOT_RESOURCE, wd_str_of(held->resource), work->lang).value;

    return tell(work, grant, conditional ? WD_REMEDY_POLICY_EXCEPTION : WD_REMEDY_INVESTIGATE,
                WD_SENTENCE(work->arena, work->lang, given_words(work->incident),
                            wd_str_of(held->role), grant->who.member, where,
                            wd_str_of(wd_time_format(held->time, at)), actor),
                wd_str_of(held->role));
}

int wd_grant_already(struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_verdict v = {.allowed = WD_NO}, first = v;
    struct wd_str text;
    size_t held = 0;

    if (was_given(work, grant))
        return tell_given(work, grant);
    if (!work->advisor->policies || grant->who.state != WD_WHO_KNOWN)
        return 0;
    for (size_t i = 0; i < grant->count; i++) {
        struct wd_access access = wd_grant_access(work, grant, grant->permissions[i]);
        wd_policy_judge(work->advisor->policies, work->advisor->catalogue, &access, work->arena,
                        &v);
        if (v.grant_helps == WD_NO)
            return tell(work, grant, WD_REMEDY_POLICY_EXCEPTION,
                        wd_verdict_say(work->arena, work->lang, &v, &access), WD_STR_NONE);
        if (v.concerned && is_held(&v, grant))
            first = held++ == 0 ? v : first;
    }
    if (grant->count > 0 && held == grant->count)
        return tell_held(work, grant, &first);
    if (wd_grant_may_bind(work, grant, WD_SAY_MEMBER_KEPT_OUT, &text) == WD_NO)
        return tell(work, grant, WD_REMEDY_POLICY_EXCEPTION, text, WD_STR_NONE);
    return 0;
}
