/* The vendor's own troubleshooter for this very refusal, to which the message or its details link, lifted out.
 *
 * A link that was cut is left alone. */
#include "advise/work.h"

#include "whydenied/vocabulary/vendor.h"

static struct wd_str whole(struct wd_work *work, struct wd_str link)
{
    struct wd_str parts[] = {WD_STR("https://"), link};
    bool cut = wd_vendor_troubleshooter(link).len != link.len;

    return cut || wd_str_starts(link, parts[0]) ? (cut ? WD_STR_NONE : link)
                                                : wd_arena_concat(work->arena, parts, 2);
}

/* IAM's refusals carry the id under which its troubleshooter knows them (ErrorInfo's error_info_id), with or without
 * the address: https://googleapis.dev/dotnet/Google.Apis.PolicyTroubleshooter.v3beta/latest/ (ErrorInfoId). */
static struct wd_str of_error_id(struct wd_work *work)
{
    struct wd_str id = wd_slot(work, WD_SLOT_UNIQUE_ID);
    struct wd_str parts[] = {
        WD_STR("https://console.cloud.google.com/iam-admin/troubleshooter/summary;errorId="), id};
    bool of_iam = wd_str_eq(wd_slot(work, WD_SLOT_REASON), WD_STR("IAM_PERMISSION_DENIED"));

    return of_iam && id.len ? whole(work, wd_arena_concat(work->arena, parts, 2)) : WD_STR_NONE;
}

int wd_remedy_link(struct wd_work *work)
{
    struct wd_str link = wd_slot(work, WD_SLOT_HELP);
    struct wd_remedy *remedy;

    if (wd_work_lean(work))
        return 0;
    link = link.len ? whole(work, link) : of_error_id(work);
    if (link.len == 0)
        return 0;
    struct wd_str parts[] = {WD_STR("investigate\nlink\n"), link};
    int fresh =
        wd_work_open(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_INVESTIGATE, &remedy);

    if (fresh != 1)
        return fresh;
    remedy->summary = WD_SENTENCE(work->arena, work->lang, WD_SAY_OPEN_LINK, link).ptr;
    remedy->link = wd_arena_copy(work->arena, link).ptr;
    return remedy->summary && remedy->link ? 0 : -1;
}
