/* Service agents: is the denied permission in the role the agent has by default?
 *
 * If it is, and the resource is in the agent's own project, somebody removed that grant and it comes
 * first. In another project the default role has no say there, so a narrow role there comes first. */
#include "advise/google/grant.h"

#include "whydenied/names/ident.h"

static int default_role_holds(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_str role = wd_str_of(grant->who.account->role);
    int all = grant->count > 0 ? 1 : -1;

    for (size_t i = 0; i < grant->count; i++) {
        int holds = wd_catalogue_role_holds(work->advisor->catalogue, role, grant->permissions[i]);
        if (holds < all)
            all = holds;
        if (holds == 0)
            return 0;
    }
    return all;
}

/* The project of the resource is the agent's own: by the name that it carries, or by what --projects tells of it. */
static enum wd_truth is_at_home(const struct wd_work *work, struct wd_str home)
{
    struct wd_str object = wd_str_of(work->incident->object_project);
    struct wd_str slot = wd_str_of(work->incident->slot[WD_SLOT_PROJECT]);

    if (wd_str_eq(object, home) || (object.len == 0 && wd_str_eq(slot, home)))
        return WD_YES;
    if (wd_ident_ok(WD_IDENT_NUMBER, object))
        return WD_NO;
    return work->advisor->projects ? wd_policy_same_project(work->advisor->projects,
                                                            object.len > 0 ? object : slot, home)
                                   : WD_MAYBE;
}

enum wd_agent_case wd_agent_judge(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    const struct wd_account *account = grant->who.account;
    static const enum wd_agent_case cases[] = {
        [WD_YES] = WD_AGENT_HOME, [WD_NO] = WD_AGENT_AWAY, [WD_MAYBE] = WD_AGENT_UNSURE};

    if (grant->who.state != WD_WHO_KNOWN || !account || !account->agent || !account->role ||
        grant->who.home.len == 0)
        return WD_AGENT_NO;
    int holds = default_role_holds(work, grant);
    if (holds != 1)
        return holds == 0 ? WD_AGENT_LACKS : WD_AGENT_NO;
    return cases[is_at_home(work, grant->who.home)];
}

void wd_agent_warn(const struct wd_work *work, struct wd_remedy *remedy,
                   const struct wd_grant_plan *grant)
{
    static const enum wd_words_say words[] = {[WD_AGENT_LACKS] = WD_SAY_AGENT_LACKS,
                                              [WD_AGENT_AWAY] = WD_SAY_AGENT_HOLDS_OTHER,
                                              [WD_AGENT_HOME] = WD_SAY_AGENT_HOLDS_HERE,
                                              [WD_AGENT_UNSURE] = WD_SAY_AGENT_HOLDS_UNKNOWN};
    enum wd_agent_case judged = wd_agent_judge(work, grant);

    if (judged == WD_AGENT_NO || wd_str_eqz(grant->role, grant->who.account->role))
        return;
    wd_remedy_warn(work, remedy,
                   WD_SENTENCE(work->arena, work->lang, words[judged],
                               wd_str_of(grant->who.account->role), grant->who.home));
}
