/* A binding written down: summary, command or template, checks, warnings. */
#include "advise/google/grant.h"

#include "whydenied/names/ident.h"

enum {
    BIG_ROLE = 200, /* permissions from which a custom role is worth naming */
    ALSO_SHOWN = 3
};

struct wd_fill_value wd_grant_member(const struct wd_grant_plan *grant)
{
    if (grant->who.state == WD_WHO_KNOWN)
        return wd_fill_as(grant->who.member, WD_FILL_OK);
    return wd_fill_as(grant->hint && grant->who.state == WD_WHO_UNKNOWN
                          ? wd_str_of(grant->hint->member)
                          : WD_STR("MEMBER"),
                      grant->who.state == WD_WHO_UNKNOWN ? WD_FILL_MISSING : WD_FILL_REFUSED);
}

struct wd_str wd_grant_member_words(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    if (grant->who.state == WD_WHO_KNOWN)
        return grant->who.member;
    if (grant->hint && grant->hint->label[work->lang] && !work->incident->many_principals)
        return wd_str_of(grant->hint->label[work->lang]);
    return WD_SENTENCE0(work->arena, work->lang,
                        work->incident->many_principals ? WD_SAY_THE_CALLERS : WD_SAY_THE_CALLER);
}

struct wd_str wd_grant_place_words(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    bool project = strcmp(grant->place.level->type, "project") == 0;

    (void)work;
    return wd_place_part(&grant->place, project ? WD_PART_PROJECT : WD_PART_LEAF).value;
}

struct wd_str wd_grant_key(const struct wd_work *work, const struct wd_grant_plan *grant,
                           enum wd_remedy_kind kind)
{
    struct wd_str name = wd_place_name(&grant->place, work->arena);
    struct wd_str parts[] = {wd_str_of(wd_remedy_kind_name(kind)),
                             WD_STR("\n"),
                             grant->role,
                             WD_STR("\n"),
                             wd_grant_member(grant).value,
                             WD_STR("\n"),
                             wd_str_of(grant->place.level->type),
                             WD_STR("\n"),
                             name};

    return wd_arena_concat(work->arena, parts, sizeof parts / sizeof *parts);
}

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

static struct wd_str summary(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    const struct wd_advice *step = grant->step;
    bool first = work->count <= 1;

    /* A later step carries its own condition ("If the job has no token: …"). */
    if (step && !first && wd_i18n(&step->text, work->lang))
        return wd_slot_text(work, &step->text);
    return WD_SENTENCE(work->arena, work->lang,
                       grant->who.state == WD_WHO_UNKNOWN && !work->incident->many_principals
                           ? WD_SAY_GRANT_HINT
                           : WD_SAY_GRANT,
                       grant->role, wd_str_of(grant->place.level->label[work->lang]),
                       wd_grant_place_words(work, grant), wd_grant_member_words(work, grant));
}

/* Nobody to grant to: no template either, it would only invite a wrong name. */
static bool nobody(const struct wd_grant_plan *grant)
{
    return grant->who.state == WD_WHO_DEAD || grant->who.state == WD_WHO_ANONYMOUS ||
           grant->who.state == WD_WHO_OTHER_LAYER;
}

/* What else the role allows, beside what was denied. */
static void tell_breadth(const struct wd_work *work, struct wd_remedy *remedy,
                         const struct wd_grant_plan *grant)
{
    remedy->role_also = wd_arena_alloc(work->arena, ALSO_SHOWN * sizeof *remedy->role_also);
    if (remedy->role_also)
        remedy->role_also_count = wd_catalogue_breadth(
            work->advisor->catalogue, grant->role, grant->permissions, grant->count, work->arena,
            &remedy->role_size, remedy->role_also, wd_work_lean(work) ? 0 : ALSO_SHOWN);
}

int wd_grant_role(struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_str key = wd_grant_key(work, grant, WD_REMEDY_GRANT);
    struct wd_binding binding = {&grant->place, wd_grant_member(grant), grant->role};
    struct wd_fill fill = {
        .resolve = wd_binding_resolve, .context = &binding, .arena = work->arena};
    struct wd_remedy *remedy;
    int fresh = wd_work_open(work, key, WD_REMEDY_GRANT, &remedy);

    if (fresh != 1)
        return fresh;
    remedy->role = wd_arena_copy(work->arena, grant->role).ptr;
    remedy->summary = summary(work, grant).ptr;
    tell_breadth(work, remedy, grant);
    wd_grant_describe(work, remedy, grant);
    if (!nobody(grant) && grant->place.level->rest)
        wd_grant_by_rest(work, remedy, &binding);
    else if (!nobody(grant))
        wd_remedy_fill(work, remedy, &fill, &grant->place.level->grant);
    remedy->terraform = wd_grant_terraform(work, grant, grant->role, key, WD_STR_NONE);
    wd_grant_temporary(work, grant, grant->role, key, remedy);
    if (grant->size >= BIG_ROLE)
        wd_remedy_warn(work, remedy,
                       WD_SENTENCE(work->arena, work->lang, WD_SAY_BIG_ROLE, grant->role,
                                   wd_arena_printf(work->arena, "%u", grant->size)));
    /* An agent gets its own role back, whatever else would hold what it was denied. */
    if (!wd_role_is_service_agent(grant->role))
        wd_grant_beside(work, remedy, grant);
    return remedy->role && remedy->summary ? 0 : -1;
}
