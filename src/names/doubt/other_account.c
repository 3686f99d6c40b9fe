/* Alibaba Cloud: a resource of another account than the caller's, or of another name than the call's. Its owner decides,
 * whatever the caller's own policies say. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"
#include "whydenied/names/ident.h"

/* Does it begin with acs:SERVICE:REGION:ACCOUNT:…, of another account? */
static bool is_of_other_account(struct wd_str arn, struct wd_str caller)
{
    struct wd_str account;

    if (!wd_str_starts(arn, WD_STR("acs:")))
        return false;
    for (int part = 0; part < 3; part++)
        wd_str_cut(&arn, ':');
    account = wd_str_cut(&arn, ':');
    return wd_ident_ok(WD_IDENT_ACCOUNT, account) && !wd_str_eq(account, caller);
}

/* acs:oss:*:ACCOUNT:NAME/x in the words, and another bucket in the call. */
static bool is_other_bucket(struct wd_str arn, struct wd_str bucket)
{
    if (!wd_str_starts(arn, WD_STR("acs:oss:")) || bucket.len == 0)
        return false;
    for (int part = 0; part < 4; part++)
        wd_str_cut(&arn, ':');
    size_t len = 0;
    while (len < arn.len && (wd_is_alnum(arn.ptr[len]) || arn.ptr[len] == '-'))
        len++;
    return len > 2 && !wd_str_ieq(wd_str_sub(arn, 0, len), bucket);
}

/* acs:oss:*:ACCOUNT:bucket/x of another account than the caller's: its owner decides, whatever the caller's own policies
 * say. Of a role that is to be assumed only the error's detail can tell that the caller's own policies lack it; without
 * one it may as well be the role's trust policy. */
void wd_doubt_other_account(struct wd_event *event)
{
    struct wd_str rest = event->slot[WD_SLOT_RESOURCE];
    struct wd_str caller = event->slot[WD_SLOT_ACCOUNT];
    bool assumed = wd_str_has(rest, WD_STR(":role/"));

    for (size_t i = 0; i < event->permission_count; i++)
        assumed = assumed && !wd_str_eqz(event->permissions[i].name, "ram:PassRole");

    if (!wd_ident_ok(WD_IDENT_ACCOUNT, caller))
        return;
    if (is_of_other_account(rest, caller) &&
        (!assumed || event->detail_kind == WD_PRINCIPAL_UNKNOWN))
        event->doubts |= WD_DOUBT_PERMISSION;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str text = event->texts[i].s;
        size_t at = wd_str_find(text, WD_STR("acs:"));
        text = wd_str_from(text, at == WD_NPOS ? text.len : at);
        if (is_other_bucket(text, event->slot[WD_SLOT_BUCKET]) ||
            (!wd_str_starts(text, WD_STR("acs:ram:")) && is_of_other_account(text, caller)))
            event->doubts |= WD_DOUBT_PERMISSION;
    }
}
