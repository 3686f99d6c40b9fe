/* A service agent gets back the role that it has by default. */
#include "advise/google/grant.h"

int wd_agent_restore(struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_grant_plan restore = *grant;
    size_t before = work->count;

    if (wd_role_is_basic(wd_str_of(grant->who.account->role)) || /* Google's own gift, no advice */
        !wd_place_of(work, WD_STR("project"), &restore.place))
        return 0;
    restore.narrow = NULL;
    restore.place.part[WD_PART_PROJECT] = grant->who.home;
    restore.role = wd_str_of(grant->who.account->role);
    restore.step = NULL;
    restore.pinned = true;
    restore.count = 0; /* the role is the agent's own: no warnings about single permissions */
    restore.size = 0;
    if (wd_grant_role(work, &restore) != 0)
        return -1;
    if (work->count > before) {
        struct wd_remedy *remedy = wd_drafts_remedy(work->drafts, work->remedies[work->count - 1]);
        struct wd_str summary = WD_SENTENCE(work->arena, work->lang, WD_SAY_RESTORE_AGENT,
                                            restore.who.member, restore.role);
        if (summary.len > 0)
            remedy->summary = summary.ptr;
    }
    return 0;
}
