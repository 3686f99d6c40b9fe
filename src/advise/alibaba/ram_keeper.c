/* Roles of RAM that somebody else keeps, by their names: no policy of one's own is put on them. */
#include "advise/alibaba/ram.h"

/* "AliyunPAIDLCDefaultRole": a service's own, whose policy the service keeps up to date; the console's authorisation makes
 * it whole: https://www.alibabacloud.com/help/en/ram/developer-reference/aliyunpaidlcdefaultrolepolicy */
static bool is_default_of_service(struct wd_str role)
{
    static const struct wd_str end = {"DefaultRole", 11};

    return wd_str_istarts(role, WD_STR("Aliyun")) && role.len > end.len &&
           wd_str_ieq(wd_str_from(role, role.len - end.len), end);
}

enum wd_ram_keeper wd_ram_keeper_of(struct wd_str role)
{
    if (is_default_of_service(role))
        return WD_RAM_KEEPER_SERVICE;
    /* What CloudSSO makes and nobody changes in RAM:
     * https://www.alibabacloud.com/help/en/cloudsso/user-guide/overview-1 */
    if (wd_str_istarts(role, WD_STR("AliyunReservedSSO-")))
        return WD_RAM_KEEPER_SSO;
    /* https://www.alibabacloud.com/help/en/ram/user-guide/service-linked-roles; some records write all names small */
    if (wd_str_istarts(role, WD_STR("AliyunServiceRoleFor")))
        return WD_RAM_KEEPER_LINK;
    /* What a resource directory makes in its members, for all of whose work it is meant: where it is refused, a control
     * policy of the directory is looked for. https://www.alibabacloud.com/help/doc-detail/171132.htm */
    return wd_str_ieq(role, WD_STR("ResourceDirectoryAccountAccessRole")) ? WD_RAM_KEEPER_DIRECTORY
                                                                          : WD_RAM_KEEPER_NONE;
}

bool wd_ram_for_service_alone(const struct wd_work *work)
{
    enum wd_ram_keeper keeper = wd_ram_keeper_of(wd_ram_role_meant(work).name);
    const struct wd_incident *incident = work->incident;

    return (keeper == WD_RAM_KEEPER_SERVICE || keeper == WD_RAM_KEEPER_LINK) &&
           incident->permission_count > 0 &&
           strcmp(incident->permissions[0], "sts:AssumeRole") == 0 &&
           !wd_str_ends(wd_slot(work, WD_SLOT_PRINCIPAL), WD_STR(".aliyuncs.com"));
}

int wd_remedy_for_service_alone(struct wd_work *work)
{
    struct wd_str text = WD_SENTENCE(work->arena, work->lang, WD_SAY_RAM_FOR_SERVICE_ALONE,
                                     wd_ram_role_meant(work).name);
    struct wd_str parts[] = {WD_STR("service alone\n"), text};
    struct wd_remedy *remedy;

    return wd_work_say(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_CONFIGURATION, text,
                       &remedy) < 0
               ? -1
               : 0;
}
