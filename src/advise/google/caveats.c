/* What the policies given have against a grant that they do not hold yet. */
#include "advise/google/grant.h"

#include "whydenied/policy.h"

struct wd_access wd_grant_access(const struct wd_work *work, const struct wd_grant_plan *grant,
                                 struct wd_str permission)
{
    return (struct wd_access){.principal = grant->who.member,
                              .permission = permission,
                              .resource = wd_place_name(&grant->place, work->arena),
                              .project = grant->place.level->uses[WD_PART_PROJECT]
                                             ? wd_place_part(&grant->place, WD_PART_PROJECT).value
                                             : wd_slot(work, WD_SLOT_PROJECT),
                              .time = work->incident->last};
}

/* Whom the policy lets, as it says them. */
static struct wd_str listed(const struct wd_work *work, const struct wd_policy_hurdle *hurdle)
{
    struct wd_buf out;
    struct wd_str text;

    wd_buf_init(&out, 1 << 12);
    for (size_t i = 0; i < hurdle->values.count; i++) {
        wd_buf_putz(&out, i > 0 ? ", " : "");
        wd_buf_put(&out, hurdle->values.item[i]);
    }
    text = out.len > 0 && !out.failed ? wd_arena_copy(work->arena, wd_buf_str(&out))
                                      : WD_STR("nobody");
    wd_buf_done(&out);
    return text;
}

/* Would the platform take the binding at all? */
enum wd_truth wd_grant_may_bind(const struct wd_work *work, const struct wd_grant_plan *grant,
                                enum wd_words_say say, struct wd_str *ret_text)
{
    struct wd_access access = wd_grant_access(work, grant, WD_STR_NONE);
    struct wd_policy_hurdle hurdle;
    enum wd_truth may = wd_policy_may_bind(work->advisor->policies, &access, work->arena, &hurdle);

    *ret_text = WD_STR_NONE;
    if (may != WD_YES)
        *ret_text = WD_SENTENCE(work->arena, work->lang, say, grant->who.member, access.resource,
                                hurdle.constraint, hurdle.where, listed(work, &hurdle));
    return may;
}

void wd_grant_caveats(const struct wd_work *work, struct wd_remedy *remedy,
                      const struct wd_grant_plan *grant)
{
    struct wd_verdict v;
    struct wd_str text;

    if (!work->advisor->policies || grant->who.state != WD_WHO_KNOWN ||
        !wd_remedy_kind_grants(remedy->kind))
        return;
    for (size_t i = 0; i < grant->count; i++) {
        struct wd_access access = wd_grant_access(work, grant, grant->permissions[i]);
        wd_policy_judge(work->advisor->policies, work->advisor->catalogue, &access, work->arena,
                        &v);
        if (v.grant_helps == WD_MAYBE && v.blocker.len > 0)
            wd_remedy_warn(work, remedy,
                           WD_SENTENCE(work->arena, work->lang, WD_SAY_MAY_NOT_HELP, v.blocker));
    }
    if (wd_grant_may_bind(work, grant, WD_SAY_MEMBER_MAY_BE_KEPT_OUT, &text) == WD_MAYBE)
        wd_remedy_warn(work, remedy, text);
}
