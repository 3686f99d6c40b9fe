/* A custom role with exactly the denied permissions, and its binding.
 *
 * What one member is denied at one place goes into one role, whatever incident it comes from: the
 * permissions are gathered while incidents are advised, and written down once all are. */
#include "advise/google/custom.h"

#include "whydenied/base/digest.h"

enum {
    OWED_EACH = 2560, /* two commands, a check and a sentence, with long names */
    ROOM_AT_FIRST = 4
};

static bool holds(const struct wd_custom_need *need, struct wd_str permission)
{
    for (size_t i = 0; i < need->count; i++)
        if (wd_str_eq(need->permissions[i], permission))
            return true;
    return false;
}

static int make_room(struct wd_custom_need *need)
{
    size_t room = need->room ? 2 * need->room : ROOM_AT_FIRST;
    struct wd_str *list;

    if (need->count < need->room)
        return 0;
    list = wd_arena_alloc(need->work.arena, room * sizeof *list);
    if (!list)
        return -1;
    if (need->count > 0)
        memcpy(list, need->permissions, need->count * sizeof *list);
    need->permissions = list;
    need->room = room;
    return 0;
}

static int add_permission(struct wd_custom_need *need, struct wd_str permission)
{
    size_t at = need->count;

    if (holds(need, permission))
        return 0;
    if (make_room(need) != 0)
        return -1;
    for (; at > 0 && wd_str_cmp(permission, need->permissions[at - 1]) < 0; at--)
        need->permissions[at] = need->permissions[at - 1];
    need->permissions[at] = permission;
    need->count++;
    wd_drafts_owe(need->work.drafts, 4 * (permission.len + 2)); /* summary, command, template */
    return 0;
}

/* What the key tells apart: all needs of a known member at a place are one; a rule's own custom role
 * (an alternative to something else) and a member that is not known stand alone. */
static struct wd_str key_of(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    bool own = grant->step && grant->step->kind == WD_REMEDY_CUSTOM_ROLE;
    bool unknown = grant->count > 0 &&
                   wd_catalogue_custom_support(work->advisor->catalogue, grant->permissions[0]) ==
                       WD_CUSTOM_UNKNOWN;
    struct wd_grant_plan one = *grant;

    one.role = own || grant->who.state != WD_WHO_KNOWN
                   ? wd_custom_list(work->arena, grant->permissions, grant->count)
               : unknown ? WD_STR("unknown")
                         : WD_STR_NONE;
    return wd_grant_key(work, &one, WD_REMEDY_CUSTOM_ROLE);
}

/* The last role for the key, and whether it has room for what comes. */
static struct wd_custom_need *need_of(struct wd_drafts *drafts, struct wd_str key,
                                      const struct wd_grant_plan *grant, bool *ret_room)
{
    struct wd_custom_need *found = NULL;
    uint64_t digest = wd_hash(key);

    for (struct wd_custom_need *need = *wd_drafts_customs(drafts); need; need = need->next)
        if (need->digest == digest && wd_str_eq(need->key, key))
            found = need;
    *ret_room = found && found->count + grant->count <= CUSTOM_ROLE_MAX;
    return found;
}

static struct wd_custom_need *new_need(struct wd_work *work, const struct wd_grant_plan *grant,
                                       struct wd_str key, unsigned part)
{
    struct wd_custom_need **last = wd_drafts_customs(work->drafts);
    struct wd_custom_need *need = wd_arena_alloc(work->arena, sizeof *need);

    if (!need)
        return NULL;
    *need = (struct wd_custom_need){
        .key = wd_arena_copy(work->arena, key), .digest = wd_hash(key), .part = part};
    need->grant = *grant;
    need->grant.role = WD_STR_NONE;
    while (*last)
        last = &(*last)->next;
    *last = need;
    return need->key.len > 0 ? need : NULL;
}

/* No role of one's own can hold it, and no predefined one is known. */
static int say_never(struct wd_work *work, struct wd_str permission)
{
    struct wd_str text = WD_SENTENCE(work->arena, work->lang, WD_SAY_CUSTOM_NEVER, permission);
    struct wd_str parts[] = {WD_STR("investigate\nno custom role\n"), permission};
    struct wd_remedy *remedy;
    int fresh = wd_work_say(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_INVESTIGATE,
                            text, &remedy);

    if (fresh != 1)
        return fresh;
    wd_remedy_refer(work, remedy,
                    "https://cloud.google.com/iam/docs/custom-roles-permissions-support");
    return 0;
}

static int gather(struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_str key = key_of(work, grant);
    bool room;
    struct wd_custom_need *need = need_of(work->drafts, key, grant, &room);
    unsigned part = !need ? 1 : room ? need->part : need->part + 1;
    struct wd_str name =
        part == 1 ? key : wd_arena_printf(work->arena, "%.*s\n%u", WD_STR_ARG(key), part);
    struct wd_remedy *remedy = NULL;
    int fresh = wd_work_open(work, name, WD_REMEDY_CUSTOM_ROLE, &remedy);

    if (fresh < 0)
        return -1;
    if (!remedy)
        return 0; /* the incident has enough */
    if (fresh) {
        need = new_need(work, grant, key, part);
        if (!need)
            return -1;
        wd_drafts_owe(work->drafts, OWED_EACH);
        need->remedy = remedy;
        need->work = *work;
        wd_grant_describe(work, remedy, &need->grant);
    }
    for (size_t i = 0; need && i < grant->count; i++)
        if (add_permission(need, grant->permissions[i]) != 0)
            return -1;
    return 0;
}

/* What no role known here holds is gathered apart: it would take the command from what is known. */
static int gather_those(struct wd_work *work, const struct wd_grant_plan *grant,
                        enum wd_custom_support from, enum wd_custom_support to)
{
    struct wd_str taken[WD_PERMISSIONS_MAX];
    struct wd_grant_plan some = *grant;

    some.permissions = taken;
    some.count = 0;
    for (size_t i = 0; i < grant->count && some.count < WD_PERMISSIONS_MAX; i++) {
        enum wd_custom_support support =
            wd_catalogue_custom_support(work->advisor->catalogue, grant->permissions[i]);
        if (support >= from && support <= to)
            taken[some.count++] = grant->permissions[i];
    }
    return some.count > 0 ? gather(work, &some) : 0;
}

int wd_grant_custom(struct wd_work *work, const struct wd_grant_plan *grant)
{
    for (size_t i = 0; i < grant->count; i++)
        if (wd_catalogue_custom_support(work->advisor->catalogue, grant->permissions[i]) ==
                WD_CUSTOM_REFUSED &&
            say_never(work, grant->permissions[i]) != 0)
            return -1;
    if (gather_those(work, grant, WD_CUSTOM_SUPPORTED, WD_CUSTOM_TESTING) != 0)
        return -1;
    return gather_those(work, grant, WD_CUSTOM_UNKNOWN, WD_CUSTOM_UNKNOWN);
}
