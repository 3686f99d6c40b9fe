/* Whose refusal it is: what it names tells, or else the products that the whole text names. */
#include "read/refusal/merge.h"
#include "read/refusal/parts.h"

bool wd_refusal_is_at_ours(const struct wd_refusal *r)
{
    const struct wd_str *part = r->part;

    return wd_is_registry(part[WD_PART_HOST]) || part[WD_PART_API].len > 0 ||
           part[WD_PART_ENTITY].len > 0 || part[WD_PART_BUCKET].len > 0 ||
           part[WD_PART_SERVICE_ACCOUNT].len > 0 ||
           wd_str_ends(part[WD_PART_HOST], WD_STR("aliyuncs.com")) ||
           wd_str_ends(part[WD_PART_HOST], WD_STR(".run.app")) ||
           wd_str_ends(part[WD_PART_HOST], WD_STR(".cloudfunctions.net"));
}

enum wd_refusal_vendor wd_refusal_vendor_of(const struct wd_refusal *r, unsigned vendors)
{
    if (r->kind == WD_REFUSAL_RBAC)
        return WD_REFUSAL_KUBERNETES;
    if (r->permission_count > 0)
        return wd_str_find_char(r->permissions[0], ':') != WD_NPOS ? WD_REFUSAL_ALIBABA
                                                                   : WD_REFUSAL_GOOGLE;
    if (wd_str_ends(r->part[WD_PART_HOST], WD_STR("aliyuncs.com")) ||
        wd_str_starts(r->object, WD_STR("acs:")))
        return WD_REFUSAL_ALIBABA;
    if (wd_is_registry(r->part[WD_PART_HOST]) ||
        wd_str_ends(r->part[WD_PART_HOST], WD_STR("googleapis.com")))
        return WD_REFUSAL_GOOGLE;
    if (r->part[WD_PART_ENTITY].len > 0)
        return WD_REFUSAL_WANDB;
    if (r->role.len > 0)
        return WD_REFUSAL_GOOGLE;
    if (vendors >> WD_FOREIGN_FIRST &&
        !(vendors & (WD_SIGN_GOOGLE | WD_SIGN_ALIBABA | WD_SIGN_WANDB)))
        return WD_REFUSAL_FOREIGN;
    if (vendors & WD_SIGN_ALIBABA)
        return WD_REFUSAL_ALIBABA;
    if (wd_str_starts(r->object, WD_STR("projects/")) && r->said == WD_SAID_STATED &&
        wd_str_ends(r->subject, WD_STR("gserviceaccount.com")))
        return WD_REFUSAL_GOOGLE;
    if (vendors & WD_SIGN_WANDB)
        return WD_REFUSAL_WANDB;
    if (vendors & WD_SIGN_GOOGLE || r->rpc)
        return WD_REFUSAL_GOOGLE;
    return vendors & WD_SIGN_KUBERNETES ? WD_REFUSAL_KUBERNETES : WD_REFUSAL_UNKNOWN;
}

const char *wd_refusal_vendor_name(enum wd_refusal_vendor vendor)
{
    static const char *const names[WD_REFUSAL_VENDORS] = {"unknown", "google",     "alibaba",
                                                          "wandb",   "kubernetes", "foreign"};

    return vendor < WD_REFUSAL_VENDORS ? names[vendor] : "";
}
