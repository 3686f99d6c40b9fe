/* The later steps of a journey are the prediction. The log corrects it: a step that is denied on its own needs no
 * prediction, and when a later step was refused before an earlier one, the order is not the chain's and the earlier
 * steps are listed too. */
#include "advise/next.h"

#include "advise/google/grant.h"
#include "advise/journey.h"
#include "whydenied/policy.h"
#include "whydenied/roles/table_file.h"

/* ---- what the log says of the other steps -------------------------------------------------------------- */

static bool same_project(const struct wd_incident *a, const struct wd_incident *b)
{
    return wd_str_eq(wd_str_of(a->slot[WD_SLOT_PROJECT]), wd_str_of(b->slot[WD_SLOT_PROJECT]));
}

enum { STEPS_MAX = 32 };

struct seen {
    bool first;             /* no incident of the journey was met before this one */
    bool denied[STEPS_MAX]; /* incidents of their own */
    bool disorder;          /* a later step was refused before an earlier one */
    bool later;             /* a later step was refused after an earlier one */
};

/* By time; incidents without one, or of the same, by step. */
static bool before(const struct wd_incident *a, size_t step_a, const struct wd_incident *b,
                   size_t step_b)
{
    if (a->first != WD_TIME_NONE && b->first != WD_TIME_NONE && a->first != b->first)
        return a->first < b->first;
    return step_a < step_b;
}

static void look(const struct wd_table *table, struct wd_spots *spots, size_t index,
                 struct seen *seen)
{
    const struct wd_incident *me = wd_table_at(table, index);
    const struct wd_spot *of = spots->of;
    size_t mine = of[index].step;

    memset(seen, 0, sizeof *seen);
    seen->first = true;
    for (size_t at = *wd_spots_chain(spots, &of[index], me); at > 0; at = spots->next[at - 1]) {
        const size_t i = at - 1, step = of[i].step;
        const struct wd_incident *other = wd_table_at(table, i);
        if (of[i].journey != of[index].journey || step >= STEPS_MAX || !same_project(me, other))
            continue;
        seen->denied[step] = true;
        if (before(other, step, me, mine) ||
            (step == mine && i < index && !before(me, mine, other, step)))
            seen->first = false;
        seen->disorder = seen->disorder || step < mine;
        seen->later = seen->later || (step > mine && other->first != WD_TIME_NONE &&
                                      me->first != WD_TIME_NONE && other->first > me->first);
    }
}

/* ---- what is left ---------------------------------------------------------------------------------------- */

/* The actor's account: the denied one itself, or one of the other's name if that is known. */
static void who_of(struct wd_work *work, const json_t *journey, const char *actor,
                   struct wd_grant_plan *grant)
{
    if (wd_chains_is_actor(journey, actor, work->incident))
        wd_grant_who(work, NULL, grant);
    else
        wd_grant_who(work, actor, grant);
    if (!grant->hint)
        grant->hint = wd_accounts_hint(work->advisor->accounts, wd_str_of(actor));
}

/* The access that a step asks for, as far as names are known. */
static struct wd_access access_of(struct wd_work *work, const json_t *step,
                                  const struct wd_grant_plan *grant, size_t i)
{
    const json_t *permissions = json_object_get(step, "permissions");
    struct wd_access access = {.permission =
                                   wd_str_of(json_string_value(json_array_get(permissions, i))),
                               .time = work->incident->last};

    if (wd_str_find_char(access.permission, ':') != WD_NPOS) {
        wd_journey_ram_access(work, step, &access);
    } else if (grant->who.state == WD_WHO_KNOWN) {
        access.principal = grant->who.member;
        access.resource = wd_slot(work, WD_SLOT_PROJECT);
    }
    return access;
}

/* What the policies say of a step: held already (YES), or a grant would not help (*ret_blocker). */
static enum wd_truth judged(struct wd_work *work, const json_t *step,
                            const struct wd_grant_plan *grant, struct wd_str *ret_blocker)
{
    size_t count = json_array_size(json_object_get(step, "permissions"));
    enum wd_truth all = count > 0 ? WD_YES : WD_NO;
    struct wd_verdict v;

    *ret_blocker = WD_STR_NONE;
    for (size_t i = 0; work->advisor->policies && i < count; i++) {
        struct wd_access access = access_of(work, step, grant, i);
        if (access.principal.len == 0)
            return WD_NO;
        wd_policy_judge(work->advisor->policies, work->advisor->catalogue, &access, work->arena,
                        &v);
        all = v.allowed < all ? v.allowed : all;
        if (v.grant_helps == WD_NO)
            *ret_blocker = v.blocker;
    }
    return work->advisor->policies ? all : WD_NO;
}

static struct wd_str words(const struct wd_work *work, const json_t *step, const char *name)
{
    const char *text[WD_LANG_COUNT] = {NULL};

    wd_table_file_text(json_object_get(step, name), text);
    return wd_str_of(text[work->lang]);
}

static void list_step(struct wd_work *work, const json_t *step, const struct wd_grant_plan *grant,
                      struct wd_buf *out)
{
    struct wd_str role = wd_str_of(json_string_value(json_object_get(step, "role")));
    struct wd_str does = words(work, step, "do");
    const json_t *permission = json_array_get(json_object_get(step, "permissions"), 0);

    wd_buf_putz(out, out->len ? "; " : "");
    wd_buf_putz(out, permission ? json_string_value(permission) : "");
    wd_buf_putz(out, permission ? ": " : "");
    wd_buf_put(out, role.len ? role : does);
    if (role.len > 0) {
        wd_buf_putz(out, work->lang == WD_LANG_JA ? " を " : " to ");
        wd_buf_put(out, wd_grant_member_words(work, grant));
        wd_buf_putz(out, work->lang == WD_LANG_JA ? " に" : "");
    }
    wd_buf_putz(out, " (");
    wd_buf_put(out, words(work, step, "why"));
    wd_buf_putz(out, ")");
}

/* Against a deny rule a grant is no step: who keeps the rule must be asked. */
static void list_blocked(const struct wd_work *work, struct wd_str blocker, struct wd_buf *out)
{
    if (blocker.len > 0)
        wd_buf_put(out, WD_SENTENCE(work->arena, work->lang, WD_SAY_NOT_BY_GRANT, blocker));
}

/* What the log says of the order: nothing with one step alone. */
static struct wd_str order_of(const struct wd_work *work, const struct seen *seen)
{
    if (seen->disorder)
        return WD_SENTENCE0(work->arena, work->lang, WD_SAY_ORDER_CORRECTED);
    return seen->later ? WD_SENTENCE0(work->arena, work->lang, WD_SAY_ORDER_CONFIRMED)
                       : WD_STR_NONE;
}

static struct wd_str next_of(struct wd_work *work, const struct wd_table *table,
                             struct wd_spots *spots, size_t index, struct wd_str *ret_bundle)
{
    const struct wd_spot *mine = &spots->of[index];
    struct wd_journey_bundle bundle;
    struct wd_buf list;
    struct wd_str text = WD_STR_NONE, blocker;
    const json_t *step;
    struct seen seen;
    size_t i;

    *ret_bundle = WD_STR_NONE;
    if (!mine->journey || wd_work_lean(work))
        return text;
    look(table, spots, index, &seen);
    if (!seen.first)
        return text;
    wd_buf_init(&list, 1 << 16);
    wd_journey_open(&bundle, mine->journey);
    json_array_foreach (json_object_get(mine->journey, "steps"), i, step) {
        struct wd_grant_plan grant = {0};
        const char *actor = json_string_value(json_object_get(step, "actor"));
        bool passed = i < mine->step && !seen.disorder;
        if (i >= STEPS_MAX || !actor || (passed && !seen.denied[i]))
            continue;
        who_of(work, mine->journey, actor, &grant);
        if (judged(work, step, &grant, &blocker) == WD_YES && i != mine->step && !seen.denied[i])
            continue;
        if (i != mine->step && !seen.denied[i]) {
            list_step(work, step, &grant, &list);
            list_blocked(work, blocker, &list);
        }
        if (blocker.len == 0)
            wd_journey_step(work, step, words(work, step, "why"), &grant, &bundle);
    }
    if (list.len > 0 && !list.failed)
        text = WD_SENTENCE(work->arena, work->lang,
                           work->advisor->policies ? WD_SAY_DENIED_NEXT : WD_SAY_CHECK_NEXT,
                           words(work, mine->journey, "title"), wd_buf_str(&list),
                           order_of(work, &seen));
    *ret_bundle = wd_journey_close(work, &bundle);
    wd_buf_done(&list);
    return text;
}

int wd_remedy_next(struct wd_work *work, const struct wd_table *table, struct wd_spots *spots,
                   size_t index, const char **ret_next)
{
    struct wd_str bundle, text = next_of(work, table, spots, index, &bundle);
    struct wd_str parts[] = {WD_STR("next\n"), text};
    struct wd_remedy *remedy;
    int fresh;

    *ret_next = text.len > 0 ? text.ptr : NULL;
    if (text.len == 0 || bundle.len == 0 || !work->advisor->policies || work->count == 0)
        return 0;
    fresh =
        wd_work_open(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_INVESTIGATE, &remedy);
    if (fresh == 1) {
        remedy->summary = text.ptr;
        remedy->template_text = bundle.ptr;
        remedy->why_no_command = WD_SENTENCE0(work->arena, work->lang, WD_SAY_PREDICTED).ptr;
    }
    return fresh < 0 ? -1 : 0;
}
