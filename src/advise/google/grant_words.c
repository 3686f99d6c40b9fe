/* A grant in words: its member, its place, and the key by which the same grant is known again. */
#include "advise/google/grant.h"

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
