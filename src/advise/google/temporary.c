/* Beside a standing grant to a person: the same one with an end.
 *
 * The end is the midnight (UTC) that leaves a whole day after the last denial, so that it comes from the record and
 * no clock shows in the report. Where that is past already, or the record has no time, the end is for the reader to
 * fill in. Which resources take a condition: levels.json ("expires"), after
 * https://cloud.google.com/iam/help/conditions/resource-policies. */
#include "advise/google/grant.h"

#include "whydenied/base/timestamp.h"

enum { DAYS_LEFT = 2, DATE_LENGTH = sizeof "2026-09-01" - 1 };

/* Roles that live in a bucket's legacy policy take no condition. */
static bool takes_condition(const struct wd_grant_plan *grant, struct wd_str role)
{
    return grant->place.level->expires && wd_place_known(&grant->place) &&
           !wd_str_starts(role, WD_STR("roles/storage.legacy"));
}

static bool is_for_person(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    return grant->who.state == WD_WHO_KNOWN && wd_str_starts(grant->who.member, WD_STR("user:")) &&
           work->incident->intent != WD_INTENT_INVESTIGATE;
}

/* "2026-09-03T00:00:00Z"; empty: for the reader to fill in. */
static struct wd_str end_of(const struct wd_work *work)
{
    wd_time last = work->incident->last, end;
    char text[WD_TIME_TEXT];

    if (last == WD_TIME_NONE || last < 0 || last > INT64_MAX - (DAYS_LEFT + 1) * WD_DAY)
        return WD_STR_NONE;
    end = last / WD_DAY * WD_DAY + DAYS_LEFT * WD_DAY;
    if (end <= work->advisor->now)
        return WD_STR_NONE;
    return wd_arena_copy(work->arena, wd_str_of(wd_time_format(end, text)));
}

/* The standing command with its condition in the place of none. */
static int with_condition(const struct wd_work *work, const struct wd_argv *standing,
                          struct wd_str until, struct wd_argv *ret_command)
{
    struct wd_str title = until.len > DATE_LENGTH
                              ? wd_arena_printf(work->arena, "until_%.*s", DATE_LENGTH, until.ptr)
                              : WD_STR("temporary");
    struct wd_str flag = wd_arena_printf(
        work->arena, "--condition=expression=request.time < timestamp(\"%.*s\"),title=%.*s",
        WD_STR_ARG(until), WD_STR_ARG(title));
    const char **argv = wd_arena_alloc(work->arena, (standing->argc + 1) * sizeof *argv);
    size_t n = 0;

    if (!argv || flag.len == 0)
        return -1;
    for (size_t i = 0; i < standing->argc; i++)
        if (!wd_str_starts(wd_str_of(standing->argv[i]), WD_STR("--condition=")))
            argv[n++] = standing->argv[i];
    argv[n++] = flag.ptr;
    *ret_command = (struct wd_argv){argv, n};
    return 0;
}

/* False: the resource takes no condition, or the command cannot be written. */
static bool with_end(const struct wd_work *work, const struct wd_grant_plan *grant,
                     struct wd_str role, struct wd_str until, struct wd_argv *ret_command)
{
    struct wd_binding binding = {&grant->place, wd_grant_member(grant), role};
    struct wd_fill fill = {
        .resolve = wd_binding_resolve, .context = &binding, .arena = work->arena};
    struct wd_argv standing;

    return takes_condition(grant, role) &&
           wd_fill_argv(&fill, grant->place.level->grant.argv, grant->place.level->grant.argc,
                        &standing) == 0 &&
           fill.worst == WD_FILL_OK &&
           with_condition(work, &standing, until.len ? until : WD_STR("UNTIL"), ret_command) == 0;
}

void wd_grant_temporary(const struct wd_work *work, const struct wd_grant_plan *grant,
                        struct wd_str role, struct wd_str key, struct wd_remedy *remedy)
{
    struct wd_temporary *temporary;
    struct wd_str until = end_of(work);
    struct wd_argv command;

    if (wd_work_lean(work) || !is_for_person(work, grant))
        return;
    temporary = wd_arena_alloc(work->arena, sizeof *temporary);
    if (!temporary)
        return;
    *temporary = (struct wd_temporary){0};
    wd_grant_entitlement(work, grant, temporary);
    if (!with_end(work, grant, role, until, &command)) {
        remedy->temporary = temporary->request ? temporary : NULL;
        return;
    }
    if (until.len && remedy->command_count > 0) {
        temporary->until = until.ptr;
        temporary->command = command;
        if (!grant
                 ->narrow) /* Terraform's is on what gcloud cannot bind on, which takes no condition */
            temporary->terraform = wd_grant_terraform(work, grant, role, key, until);
    } else {
        temporary->template_text = wd_command_text(work->arena, &command).ptr;
    }
    remedy->temporary = temporary;
}
