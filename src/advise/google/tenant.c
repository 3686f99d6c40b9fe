/* Projects that Google makes for a product of its own beside the customer's: nobody but Google grants there. */
#include "advise/google/grant.h"

#include "whydenied/base/char.h"
#include "whydenied/names/home.h"

/* "h7d1f9c3a0b2e4d6f-tp": made by Google for a product, with nothing in its name that anybody chose. */
static bool is_made_by_google(struct wd_str project)
{
    enum { MADE = 12, DIGITS = 3 };
    size_t digits = 0, dashes = 0;

    for (size_t i = 0; i < project.len; i++) {
        digits += wd_is_digit(project.ptr[i]);
        dashes += project.ptr[i] == '-';
    }
    return wd_home_is_tenant(project) && project.len >= MADE && digits >= DIGITS && dashes == 1;
}

int wd_grant_in_tenant(struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_str project = grant->place.part[WD_PART_PROJECT];
    struct wd_remedy *remedy;

    if (!is_made_by_google(project))
        return 0;
    struct wd_str parts[] = {WD_STR("configuration\ntenant\n"), project};
    struct wd_str key = wd_arena_concat(work->arena, parts, 2);
    struct wd_str text = WD_SENTENCE(work->arena, work->lang, WD_SAY_TENANT, project);

    return wd_work_say(work, key, WD_REMEDY_CONFIGURATION, text, &remedy) < 0 ? -1 : 1;
}
