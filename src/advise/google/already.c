/* A grant that is there already: a second one changes nothing, so what else can deny is the answer. */
#include "advise/google/grant.h"

#include "advise/snapshot.h"

int wd_grant_already(struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_str project = wd_place_part(&grant->place, WD_PART_PROJECT).value;
    struct wd_held held;
    struct wd_remedy *remedy;

    if (grant->who.state != WD_WHO_KNOWN ||
        !wd_snapshot_holds(
            work->advisor->snapshot, work->advisor->catalogue, grant->who.member, grant->role,
            grant->permissions, grant->count, wd_place_name(&grant->place, work->arena),
            grant->place.level->uses[WD_PART_PROJECT] ? project : wd_slot(work, WD_SLOT_PROJECT),
            &held))
        return 0;
    bool conditional = held.condition.len > 0;
    enum wd_remedy_kind kind = conditional ? WD_REMEDY_POLICY_EXCEPTION : WD_REMEDY_INVESTIGATE;
    struct wd_str text = WD_SENTENCE(
        work->arena, work->lang, conditional ? WD_SAY_ALREADY_CONDITIONAL : WD_SAY_ALREADY_GRANTED,
        grant->who.member, held.role, held.where, held.condition);
    struct wd_str parts[] = {wd_str_of(wd_remedy_kind_name(kind)), WD_STR("\n"), text};
    int fresh = wd_work_open(work, wd_arena_concat(work->arena, parts, 3), kind, &remedy);

    if (fresh == 1) {
        remedy->summary = text.ptr;
        wd_grant_describe(work, remedy, grant);
        remedy->role = wd_arena_copy(work->arena, held.role).ptr;
    }
    return fresh < 0 || text.len == 0 ? -1 : 1;
}
