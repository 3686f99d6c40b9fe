/* What was refused is the vendor's own, or has ended: nobody outside can grant there. */
#include "advise/work.h"

#include "whydenied/names/home.h"
#include "whydenied/vocabulary/vendor.h"

int wd_remedy_vendor(struct wd_work *work)
{
    struct wd_str reason = wd_withhold_reason(work);
    struct wd_remedy *remedy;
    struct wd_str parts[] = {WD_STR("configuration\nvendor\n"), reason};

    return wd_work_say(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_CONFIGURATION,
                       reason, &remedy) < 0
               ? -1
               : 0;
}

/* Its policy is nobody's to change, and what lies there is mostly public: the name is wrong, or something stands
 * between. */
int wd_remedy_vendor_place(struct wd_work *work)
{
    struct wd_str bucket = wd_slot(work, WD_SLOT_BUCKET), project = wd_slot(work, WD_SLOT_PROJECT);
    struct wd_str place = wd_vendor_keeps_bucket(bucket) ? bucket : project;
    bool images = place.ptr == project.ptr && !wd_vendor_holds_data_in(project);
    struct wd_str text = WD_SENTENCE(work->arena, work->lang,
                                     images ? WD_SAY_VENDOR_PROJECT : WD_SAY_VENDOR_DATA, place);
    struct wd_str parts[] = {WD_STR("configuration\nvendor project\n"), place};
    struct wd_remedy *remedy;

    return wd_work_say(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_CONFIGURATION, text,
                       &remedy) < 0
               ? -1
               : 0;
}

int wd_remedy_quota_project(struct wd_work *work)
{
    struct wd_str text = WD_SENTENCE0(work->arena, work->lang, WD_SAY_QUOTA_PROJECT);
    struct wd_remedy *remedy;
    int fresh = wd_work_say(work, WD_STR("configuration\nquota project"), WD_REMEDY_CONFIGURATION,
                            text, &remedy);

    if (fresh != 1)
        return fresh;
    remedy->template_text = "gcloud auth application-default set-quota-project PROJECT_ID";
    remedy->why_no_command = WD_SENTENCE(work->arena, work->lang, WD_SAY_PART_MISSING,
                                         wd_str_of(wd_slot_row(WD_SLOT_PROJECT)->noun[work->lang]))
                                 .ptr;
    wd_remedy_refer(work, remedy, "https://docs.cloud.google.com/docs/quotas/set-quota-project");
    return 0;
}

int wd_remedy_ended(struct wd_work *work, struct wd_str next)
{
    struct wd_str api = wd_slot(work, WD_SLOT_API);
    struct wd_str parts[] = {WD_STR("none\nended\n"), api};
    struct wd_remedy *remedy;

    return wd_work_say(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_NONE,
                       WD_SENTENCE(work->arena, work->lang,
                                   next.len > 0 ? WD_SAY_API_REPLACED : WD_SAY_API_ENDED, api,
                                   next),
                       &remedy) < 0
               ? -1
               : 0;
}
