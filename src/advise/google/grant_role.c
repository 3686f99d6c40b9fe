/* A binding written down: summary, command or template, checks, warnings. */
#include "advise/google/grant.h"

#include "whydenied/names/ident.h"

enum {
    BIG_ROLE = 200, /* permissions from which a custom role is worth naming */
    ALSO_SHOWN = 3
};

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
    if (!remedy->withheld)
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
