/* The kinds of remedies, a row each. */
#include "whydenied/vocabulary/remedy_kind.h"

static const struct {
    const char *name;
    bool grants;
} rows[WD_REMEDY_KIND_COUNT] = {
    [WD_REMEDY_GRANT] = {"grant", true},
    [WD_REMEDY_CUSTOM_ROLE] = {"custom_role", true},
    [WD_REMEDY_TRUST_POLICY] = {"trust_policy", false},
    [WD_REMEDY_CREDENTIAL] = {"credential", false},
    [WD_REMEDY_CONFIGURATION] = {"configuration", false},
    [WD_REMEDY_POLICY_EXCEPTION] = {"policy_exception", false},
    [WD_REMEDY_ENABLE] = {"enable", false},
    [WD_REMEDY_PLATFORM_GRANT] = {"platform_grant", false},
    [WD_REMEDY_WAIT] = {"wait", false},
    [WD_REMEDY_INVESTIGATE] = {"investigate", false},
    [WD_REMEDY_NONE] = {"none", false},
};

const char *wd_remedy_kind_name(enum wd_remedy_kind kind)
{
    return (unsigned)kind < WD_REMEDY_KIND_COUNT ? rows[kind].name : NULL;
}

bool wd_remedy_kind_parse(struct wd_str name, enum wd_remedy_kind *ret_kind)
{
    for (int kind = WD_REMEDY_UNSET + 1; kind < WD_REMEDY_KIND_COUNT; kind++)
        if (wd_str_eqz(name, rows[kind].name)) {
            *ret_kind = (enum wd_remedy_kind)kind;
            return true;
        }
    return false;
}

bool wd_remedy_kind_grants(enum wd_remedy_kind kind)
{
    return (unsigned)kind < WD_REMEDY_KIND_COUNT && rows[kind].grants;
}
