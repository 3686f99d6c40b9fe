/* Alibaba Cloud, in Chinese: "扮演角色 acs:ram::…:role/x 失败: 无权限". The role is what somebody was not let be, and no party. */
#include "names/doubt/doubt.h"

/* 扮演, 切换, 使用, 传递, 担任: to assume, to switch to, to use, to pass, to act as. */
static const char *const verbs[] = {
    "\xe6\x89\xae\xe6\xbc\x94", "\xe5\x88\x87\xe6\x8d\xa2", "\xe4\xbd\xbf\xe7\x94\xa8",
    "\xe4\xbc\xa0\xe9\x80\x92", "\xe6\x8b\x85\xe4\xbb\xbb",
};
static const struct wd_str role = {"\xe8\xa7\x92\xe8\x89\xb2", 6}; /* 角色 */

/* "…扮演 RAM 角色 acs:…", "acs:… 扮演失败". */
static bool is_assumed_in(struct wd_str text, struct wd_str arn)
{
    size_t at = wd_str_find(text, arn);
    struct wd_str before =
        wd_str_trim_right_of(wd_str_sub(text, 0, at == WD_NPOS ? 0 : at), " \t:'\"\xef\xbc\x9a");
    struct wd_str behind =
        wd_str_trim_left_of(wd_str_from(text, at == WD_NPOS ? text.len : at + arn.len), " \t'\"");

    if (WD_STR_ANY(wd_str_starts, behind, verbs))
        return true;
    if (!wd_str_ends(before, role))
        return false;
    before = wd_str_trim_right_of(wd_str_sub(before, 0, before.len - role.len), " \tRAM");
    return WD_STR_ANY(wd_str_ends, before, verbs);
}

void wd_evidence_drop_assumed(struct wd_event *event)
{
    struct wd_str who = event->slot[WD_SLOT_PRINCIPAL];

    if (!wd_str_starts(who, WD_STR("acs:ram::")) || !wd_str_has(who, WD_STR(":role/")))
        return;
    for (size_t i = 0; i < event->text_count; i++) {
        if (!is_assumed_in(event->texts[i].s, who))
            continue;
        if (event->slot[WD_SLOT_RESOURCE].len == 0) {
            event->slot[WD_SLOT_RESOURCE] = who;
            event->source[WD_SLOT_RESOURCE] = event->source[WD_SLOT_PRINCIPAL];
        }
        event->slot[WD_SLOT_PRINCIPAL] = WD_STR_NONE;
        event->principal_kind = WD_PRINCIPAL_UNKNOWN;
        return;
    }
}
