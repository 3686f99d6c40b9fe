/* The remedy that a verdict asks for: a question, an exception to ask for, or that nothing is left to do. */
#include "advise/judged.h"

#include "advise/google/grant.h"

static struct wd_str summary_of(const struct wd_work *work)
{
    const struct wd_verdict *v = &work->judged->verdict;
    const struct wd_cause_step *step = wd_cause_step(work->incident->cause);
    bool held = v->allowed == WD_YES || v->reason == WD_VERDICT_CONDITION ||
                (v->reason == WD_VERDICT_EXPRESSION && v->policy.len == 0);

    if (held && v->role.len > 0)
        return WD_SENTENCE(work->arena, work->lang,
                           v->allowed == WD_YES ? WD_SAY_ALREADY_GRANTED
                                                : WD_SAY_ALREADY_CONDITIONAL,
                           v->member, v->role, v->where, v->condition);
    if (work->incident->cause == WD_CAUSE_UNKNOWN)
        return wd_str_of(work->judged->text);
    struct wd_str parts[] = {wd_str_of(work->judged->text), WD_STR(" "),
                             wd_str_of(step->text[work->lang])};
    return wd_arena_concat(work->arena, parts, 3);
}

/* A person belongs into the group that holds it, rather than into one more binding. */
static struct wd_str question_of(const struct wd_work *work)
{
    struct wd_str text = wd_str_of(work->judged->text), join;

    if (work->judged->verdict.reason == WD_VERDICT_DOCUMENT ||
        work->judged->verdict.reason == WD_VERDICT_ROLE)
        return text;
    join = WD_SENTENCE(work->arena, work->lang, WD_SAY_JOIN_GROUP, work->judged->access.principal,
                       work->judged->verdict.member);
    struct wd_str parts[] = {text, WD_STR(" "), join};
    return wd_arena_concat(work->arena, parts, 3);
}

static enum wd_remedy_kind kind_of(const struct wd_work *work)
{
    const struct wd_cause_step *step = wd_cause_step(work->incident->cause);

    if (work->judged->settled)
        return WD_REMEDY_NONE;
    return work->judged->asks || work->incident->cause == WD_CAUSE_UNKNOWN ||
                   wd_remedy_kind_grants(step->kind)
               ? WD_REMEDY_INVESTIGATE
               : step->kind;
}

/* What Google's own tools say of the triple: the checks of a grant, without the grant. */
static void describe(struct wd_work *work, struct wd_remedy *remedy)
{
    const struct wd_access *access = &work->judged->access;
    struct wd_grant_plan grant = {.permissions = &access->permission, .count = 1};
    struct wd_permission_fact fact = {0};

    if (wd_str_find_char(access->permission, ':') != WD_NPOS)
        return;
    wd_catalogue_fact(work->advisor->catalogue, access->permission, &fact);
    wd_grant_who(work, NULL, &grant);
    if (wd_grant_place(work, fact.level, &grant))
        wd_grant_describe(work, remedy, &grant);
}

int wd_remedy_judged(struct wd_work *work)
{
    struct wd_str text = work->judged->asks      ? question_of(work)
                         : work->judged->settled ? wd_str_of(work->judged->text)
                                                 : summary_of(work);
    enum wd_remedy_kind kind = kind_of(work);
    struct wd_str parts[] = {wd_str_of(wd_remedy_kind_name(kind)), WD_STR("\n"), text};
    struct wd_str role = work->judged->verdict.role;
    struct wd_remedy *remedy;
    int fresh;

    if (text.len == 0)
        return -1;
    fresh = wd_work_open(work, wd_arena_concat(work->arena, parts, 3), kind, &remedy);
    if (fresh == 1) {
        remedy->summary = wd_arena_copy(work->arena, text).ptr;
        describe(work, remedy);
        if (role.len > 0 && !wd_role_is_basic(role))
            remedy->role = wd_arena_copy(work->arena, role).ptr;
    }
    return fresh < 0 ? -1 : 0;
}
