/* Alibaba Cloud: below the refusal the very call went well, or an administrator's tool gave its party what it lacked, or took
 * the party away. Calls are known by name (named.c). */
#include "read/text/around/around.h"

#include "whydenied/base/char.h"

enum { TELLS = 1, RUNS = 2 };

static const struct wd_sign signs[] = {
    {"aliyun ram ", WD_SIGN_ANYWHERE, RUNS},
    {"aliyun ims ", WD_SIGN_ANYWHERE, RUNS},
    {"aliyun resourcemanager ", WD_SIGN_ANYWHERE, RUNS},
    {"policyattachment ", WD_SIGN_ANYWHERE, RUNS}, /* Pulumi */
    {"success", WD_SIGN_ANYWHERE, TELLS},
    {"succeed", WD_SIGN_ANYWHERE, TELLS},
    {"=200", WD_SIGN_ANYWHERE, TELLS},
    {" ok", WD_SIGN_ANYWHERE, TELLS},
    {"\xe6\x88\x90\xe5\x8a\x9f", WD_SIGN_ANYWHERE, TELLS},                         /* 成功 */
    {"\xe5\xb7\xb2\xe6\x8e\x88\xe6\x9d\x83", WD_SIGN_ANYWHERE, TELLS},             /* 已授权 */
    {"\xe6\xad\xa3\xe5\xb8\xb8\xe7\xb5\x82\xe4\xba\x86", WD_SIGN_ANYWHERE, TELLS}, /* 正常終了 */
};

void wd_done_signs(struct wd_signs *made)
{
    WD_SIGNS_PUT(made, WD_SIGNS_DONE, signs);
}

static bool is_name_byte(char c)
{
    return wd_is_word(c) || c == '-';
}

/* "--UserName mika", "--user-name=mika", "--PrincipalName mika@acme.onaliyun.com": a party that the refusal names. */
static bool names_party(struct wd_str line, struct wd_str refusal)
{
    static const char *const options[] = {"username",  "user-name",     "rolename",
                                          "role-name", "principalname", "principal-name"};

    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        size_t at = wd_str_ifind(line, options[i]), len = 0;
        struct wd_str value = wd_str_trim_left_of(
            wd_str_from(line, at == WD_NPOS ? line.len : at + strlen(options[i])), " ='\"");
        while (len < value.len && is_name_byte(value.ptr[len]))
            len++;
        if (len > 0 && wd_around_holds_name(refusal, wd_str_sub(value, 0, len)))
            return true;
    }
    return false;
}

/* Advice gives nothing. Of a party that the refusal names; a version of a policy may be anybody's, and an attachment that Pulumi made. */
static bool is_given(struct wd_str line, struct wd_str refusal)
{
    static const char *const verbs[] = {"attach", "detach", "addusertogroup", "add-user-to-group",
                                        "delete", "update"};
    static const char *const of_policies[] = {"CreatePolicyVersion", "create-policy-version",
                                              "SetDefaultPolicyVersion",
                                              "set-default-policy-version", "PolicyAttachment "};

    static const char *const asks[] = {"hint", "should", "please", "fix: ", "to fix "};

    if (WD_STR_IHAS_ANY(line, asks))
        return false;
    return WD_STR_ANY(wd_str_has, line, of_policies) ||
           (WD_STR_IHAS_ANY(line, verbs) && names_party(line, refusal));
}

bool wd_around_is_done(const struct wd_around *around)
{
    if (!wd_signs_in(around, WD_SIGNS_DONE, around->after_signs))
        return false;
    for (size_t i = 0; i < around->after_count; i++) {
        struct wd_str line = around->after[i].text;
        unsigned what = wd_signs_in(around, WD_SIGNS_DONE, around->after[i].signs);
        if ((what & RUNS) && is_given(line, around->line))
            return true;
        if ((what & TELLS) && !wd_str_ihas(line, "fail") && !wd_str_ihas(line, "denied") &&
            wd_around_names_call(around, line))
            return true;
    }
    return false;
}
