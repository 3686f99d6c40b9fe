/* The projects and accounts in which the platform's own records of the input lie: who is at home there is ours.
 * A set, so that order never matters; the smallest hashes, if there are too many. */
#include "incident/table/table.h"
#include "whydenied/names/ident.h"

enum { HOME = 1 };

static uint64_t key_of(struct wd_str project)
{
    return wd_link_of("home", project);
}

static int add(struct wd_contexts *homes, struct wd_str project, struct wd_error *err)
{
    return project.len ? wd_contexts_add(homes, key_of(project), HOME, err) : 0;
}

/* The number in the resource of the platform's own entry is that of the project it lies in. */
int wd_homes_see(struct wd_contexts *homes, const struct wd_event *event, struct wd_error *err)
{
    if (!event->own_log)
        return 0;
    if (add(homes, event->slot[WD_SLOT_LOG_PROJECT], err) < 0)
        return -1;
    if (event->dialect == WD_DIALECT_ACTIONTRAIL)
        return add(homes, event->slot[WD_SLOT_ACCOUNT], err);
    if (event->voice == WD_VOICE_SERVICE && event->source[WD_SLOT_RESOURCE] == WD_SOURCE_FIELD &&
        wd_ident_ok(WD_IDENT_NUMBER, event->object.project))
        return add(homes, event->object.project, err);
    return 0;
}

enum wd_homes_answer wd_homes_find(const struct wd_contexts *homes, struct wd_str project)
{
    uint64_t key = key_of(project);

    if (wd_contexts_find(homes, key))
        return WD_HOMES_YES;
    if (homes->count == homes->max && key > homes->items[homes->count - 1].key)
        return WD_HOMES_CANNOT_TELL;
    return WD_HOMES_NO;
}
