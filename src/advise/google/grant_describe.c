/* What stands beside every grant: to whom and where, why there is no command, what to look up and check, warnings. */
#include "advise/google/grant.h"

#include "whydenied/names/ident.h"

/* Why no command: the member's state; empty if the member is known. */
static struct wd_str grant_reason(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    static const enum wd_words_say reasons[] = {[WD_WHO_UNKNOWN] = WD_SAY_NO_MEMBER,
                                                [WD_WHO_REFUSED] = WD_SAY_MEMBER_REFUSED,
                                                [WD_WHO_DEAD] = WD_SAY_MEMBER_DEAD,
                                                [WD_WHO_ANONYMOUS] = WD_SAY_MEMBER_ANONYMOUS,
                                                [WD_WHO_OTHER_LAYER] = WD_SAY_MEMBER_OTHER_LAYER};

    if (grant->who.state == WD_WHO_KNOWN)
        return WD_STR_NONE;
    if (work->incident->doubts & WD_DOUBT_PARTY && grant->who.state == WD_WHO_UNKNOWN)
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_BEHIND_CALLER,
                           wd_slot(work, WD_SLOT_CALLER));
    if (grant->who.state == WD_WHO_UNKNOWN && work->incident->many_principals)
        return WD_SENTENCE0(work->arena, work->lang, WD_SAY_MEMBER_MANY);
    if (grant->who.state == WD_WHO_UNKNOWN && (!grant->hint || grant->hint->find.argc == 0))
        return WD_SENTENCE0(work->arena, work->lang, WD_SAY_NO_MEMBER_AT_ALL);
    return WD_SENTENCE0(work->arena, work->lang, reasons[grant->who.state]);
}

struct home {
    const struct wd_work *work;
    const struct wd_grant_plan *grant;
};

/* Where an account lives that the log does not name: in the project of the log before any other. The denied
 * resource's own is a guess, and a wrong one for accounts that mostly stand elsewhere (who pulls an image). */
static struct wd_fill_value home_value(const void *context, struct wd_str name)
{
    const struct home *home = context;
    struct wd_fill_value value = wd_slot_value(home->work, name);

    if (wd_str_eqz(name, "location") && home->grant->hint->elsewhere &&
        !home->work->incident->slot[WD_SLOT_CLUSTER])
        return wd_fill_as(WD_STR("LOCATION"), WD_FILL_MISSING);
    if (!wd_str_eqz(name, "project"))
        return value;
    struct wd_fill_value log = wd_slot_value(home->work, WD_STR("log_project"));

    if (log.state == WD_FILL_OK)
        return log;
    if (home->grant->hint->elsewhere && !wd_role_is_service_agent(home->grant->role) &&
        wd_str_eq(value.value, wd_place_part(&home->grant->place, WD_PART_PROJECT).value))
        return wd_fill_as(WD_STR("PROJECT_ID"), WD_FILL_MISSING);
    return value;
}

static void look_up(const struct wd_work *work, struct wd_remedy *remedy,
                    const struct wd_grant_plan *grant)
{
    struct home home = {work, grant};
    struct wd_fill fill = {.resolve = home_value, .context = &home, .arena = work->arena};
    struct wd_argv command;

    if (!grant->hint || grant->who.state != WD_WHO_UNKNOWN || work->incident->many_principals)
        return;
    if (grant->hint->find.argc > 0 &&
        wd_fill_argv(&fill, grant->hint->find.argv, grant->hint->find.argc, &command) == 0)
        wd_remedy_verify(work, remedy, command);
    wd_remedy_warn(work, remedy, wd_str_of(grant->hint->note[work->lang]));
}

/* "Is it allowed now, and by what?", asked of Google for the denied permission itself. */
static void troubleshoot(const struct wd_work *work, struct wd_remedy *remedy,
                         const struct wd_grant_plan *grant)
{
    struct wd_binding binding = {&grant->place, wd_grant_member(grant), grant->role};
    struct wd_fill fill = {
        .resolve = wd_binding_resolve, .context = &binding, .arena = work->arena};
    const char *full = grant->place.level->full_resource;
    const char **argv = wd_arena_alloc(work->arena, 8 * sizeof *argv);
    struct wd_str name = grant->who.name;

    if (!argv || !full || grant->count == 0 || grant->who.state != WD_WHO_KNOWN ||
        !wd_ident_ok(WD_IDENT_EMAIL, name) ||
        !wd_ident_ok(WD_IDENT_PERMISSION, grant->permissions[0]))
        return;
    struct wd_str resource = wd_fill_text(&fill, wd_str_of(full));
    struct wd_str principal =
        wd_arena_concat(work->arena, (struct wd_str[]){WD_STR("--principal-email="), name}, 2);
    struct wd_str permission = wd_arena_concat(
        work->arena, (struct wd_str[]){WD_STR("--permission="), grant->permissions[0]}, 2);
    if (fill.worst != WD_FILL_OK || !resource.len || !principal.len || !permission.len)
        return;
    const char *words[] = {"gcloud",     "policy-intelligence", "troubleshoot-policy", "iam",
                           resource.ptr, principal.ptr,         permission.ptr};
    memcpy(argv, words, sizeof words);
    wd_remedy_verify(work, remedy, (struct wd_argv){argv, sizeof words / sizeof *words});
}

static void check(const struct wd_work *work, struct wd_remedy *remedy,
                  const struct wd_grant_plan *grant)
{
    struct wd_binding binding = {&grant->place, wd_grant_member(grant), grant->role};
    struct wd_fill fill = {
        .resolve = wd_binding_resolve, .context = &binding, .arena = work->arena};
    const struct wd_argv *show = &grant->place.level->show;
    struct wd_argv command;

    if (show->argc > 0 && wd_fill_argv(&fill, show->argv, show->argc, &command) == 0)
        wd_remedy_verify(work, remedy, command);
    troubleshoot(work, remedy, grant);
}

/* What the table says of the role that it names may be untrue of another one. */
static void warn_of_permission(const struct wd_work *work, struct wd_remedy *remedy,
                               const struct wd_grant_plan *grant, struct wd_str permission)
{
    struct wd_permission_fact fact;
    const char *link = NULL;

    wd_remedy_warn(
        work, remedy,
        wd_str_of(wd_catalogue_climbing(work->advisor->catalogue, permission, work->lang, &link)));
    wd_remedy_refer(work, remedy, link);
    if (!wd_catalogue_fact(work->advisor->catalogue, permission, &fact))
        return;
    if (!fact.note_of_role || grant->role.len == 0 || wd_str_eqz(grant->role, fact.role))
        wd_remedy_warn(work, remedy, wd_str_of(fact.note[work->lang]));
    wd_remedy_refer(work, remedy, fact.source);
}

static void warn(const struct wd_work *work, struct wd_remedy *remedy,
                 const struct wd_grant_plan *grant)
{
    wd_agent_warn(work, remedy, grant);
    if (grant->narrow)
        wd_remedy_warn(work, remedy, wd_str_of(grant->narrow->note[work->lang]));
    else if (grant->place.level->note[work->lang])
        wd_remedy_warn(work, remedy, wd_str_of(grant->place.level->note[work->lang]));
    for (size_t i = 0; i < grant->count; i++) {
        if (!wd_role_is_service_agent(grant->role))
            warn_of_permission(work, remedy, grant, grant->permissions[i]);
        if (wd_str_starts(grant->permissions[i], WD_STR("ml.")))
            wd_remedy_warn(work, remedy, WD_SENTENCE0(work->arena, work->lang, WD_SAY_LEGACY_ML));
    }
    if (work->incident->uncertain)
        wd_remedy_warn(work, remedy, WD_SENTENCE0(work->arena, work->lang, WD_SAY_UNCERTAIN));
    if (work->incident->many_principals || work->incident->many_resources)
        wd_remedy_warn(work, remedy, WD_SENTENCE0(work->arena, work->lang, WD_SAY_MANY));
}

void wd_grant_describe(const struct wd_work *work, struct wd_remedy *remedy,
                       const struct wd_grant_plan *grant)
{
    struct wd_str member = wd_arena_copy(work->arena, grant->who.member);
    struct wd_str reason = grant_reason(work, grant);

    remedy->member = grant->who.state == WD_WHO_KNOWN ? member.ptr : NULL;
    remedy->on_type = grant->place.level->type;
    remedy->on_name = wd_place_name(&grant->place, work->arena).ptr;
    if (reason.len > 0)
        remedy->why_no_command = reason.ptr;
    if (wd_work_lean(work))
        return;
    look_up(work, remedy, grant);
    check(work, remedy, grant);
    wd_remedy_step_verify(work, remedy, grant->step);
    warn(work, remedy, grant);
    wd_grant_caveats(work, remedy, grant);
    if (work->incident->rule)
        for (size_t i = 0; i < work->incident->rule->reference_count; i++)
            wd_remedy_refer(work, remedy, work->incident->rule->references[i]);
}
