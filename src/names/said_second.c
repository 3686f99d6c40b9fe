/* Two refusals in one text: one need, two needs, or two answers to what was refused. Where one command could meet but one
 * of them, or none says which is meant, nothing is ready to run. */
#include "names/doubt/doubt.h"
#include "names/evidence.h"
#include "whydenied/names.h"

bool wd_said_names(const struct wd_refusal *refusal, struct wd_str permission)
{
    for (size_t i = 0; i < refusal->permission_count; i++)
        if (wd_str_ieq(refusal->permissions[i], permission))
            return true;
    return false;
}

/* Two that were refused to one party at one place, in one text, are one need. */
bool wd_said_is_one_need(const struct wd_refusal *a, const struct wd_refusal *b)
{
    return !a->derived && !b->derived && b->permission_count > 0 && a->kind == b->kind &&
           wd_str_eq(a->subject, b->subject) && wd_str_eq(a->act_as, b->act_as) &&
           wd_str_eq(a->object, b->object) && a->object.len == 0;
}

/* One text refuses a second permission on something else: two needs, of which one command could meet one. */
bool wd_said_is_second_need(const struct wd_refusal *a, const struct wd_refusal *b)
{
    return a->kind == WD_REFUSAL_PERMISSION && b->kind == WD_REFUSAL_PERMISSION && !a->derived &&
           !b->derived && a->vendor == b->vendor && a->object.len > 0 && b->object.len > 0 &&
           !wd_str_eq(a->object, b->object) && !wd_said_names(a, b->permissions[0]);
}

/* Another permission is refused on nothing that is named: of the same thing, or of something else. */
bool wd_said_is_other_answer(const struct wd_refusal *a, const struct wd_refusal *b)
{
    return a->kind == WD_REFUSAL_PERMISSION && b->kind == WD_REFUSAL_PERMISSION && !a->derived &&
           !b->derived && a->vendor == b->vendor && a->object.len > 0 && b->object.len == 0 &&
           b->permission_count > 0 && !wd_said_names(a, b->permissions[0]);
}

/* One text refuses one permission on two things of a kind, or to act as two accounts. */
bool wd_said_is_second_place(const struct wd_refusal *a, const struct wd_refusal *b,
                             struct wd_arena *arena)
{
    struct wd_object on = {0}, other = {0};

    if (a == b || a->derived || b->derived || a->kind != b->kind || a->vendor != b->vendor)
        return false;
    if (a->act_as.len > 0 && b->act_as.len > 0 && !wd_str_ieq(a->act_as, b->act_as))
        return true;
    if (a->kind != WD_REFUSAL_PERMISSION || a->object.len == 0 || b->object.len == 0 ||
        a->permission_count == 0 || !wd_said_names(b, a->permissions[0]))
        return false;
    wd_resource_canonical(wd_said_object(a, arena), WD_STR_NONE, arena, &on);
    wd_resource_canonical(wd_said_object(b, arena), WD_STR_NONE, arena, &other);
    return wd_evidence_are_rivals(&on, &other);
}
