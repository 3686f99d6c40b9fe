/* What was attached long before the refusal and holds all of it, as its name says: attaching more of the same changes nothing. */
#include "advise/alibaba/ram.h"

#include "advise/judged.h"
#include "whydenied/base/timestamp.h"

static bool holds_all(const struct wd_work *work, const struct wd_str *actions, size_t count)
{
    const struct wd_change *held = work->incident->held;

    if (!held || !held->role || work->incident->taken || held->time > work->incident->last)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!wd_ram_gives_all(work->advisor->ram, wd_str_of(held->role), actions[i]))
            return false;
    return count > 0;
}

int wd_ram_already(struct wd_work *work, const struct wd_str *actions, size_t count)
{
    const struct wd_change *held = work->incident->held;
    char at[WD_TIME_TEXT];
    struct wd_remedy *remedy;

    if (!holds_all(work, actions, count))
        return 0;
    struct wd_str actor = held->actor ? wd_str_of(held->actor)
                                      : WD_SENTENCE0(work->arena, work->lang, WD_SAY_SOMEBODY);
    struct wd_str text =
        WD_SENTENCE(work->arena, work->lang, WD_SAY_ATTACHED_BEFORE, wd_str_of(held->role),
                    wd_str_of(held->member), wd_str_of(wd_time_format(held->time, at)), actor);
    struct wd_str parts[] = {WD_STR("ram held\n"), text};
    int fresh = wd_work_say(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_INVESTIGATE,
                            text, &remedy);
    return fresh < 0 ? -1 : 1;
}

/* Policies show that the caller's own half of AssumeRole is there, or that the role's trust lacks it whatever that is: the
 * trust is what to change. */
bool wd_ram_wants_trust_alone(const struct wd_work *work)
{
    const struct wd_judged *judged = work->judged;

    if (!judged || work->incident->permission_count == 0 ||
        strcmp(work->incident->permissions[0], "sts:AssumeRole") != 0)
        return false;
    return judged->verdict.held ||
           (judged->verdict.reason == WD_VERDICT_TRUST && !judged->verdict.missing_too);
}
