/* Whether an incident's party is among the members that a change names. */
#include "incident/table/table.h"

/* The last part of an Alibaba ARN is what policy calls name; Resource Manager has "user@account.onaliyun.com". */
static bool is_member(struct wd_str member, struct wd_str principal, enum wd_principal_kind kind)
{
    struct wd_str plain = wd_principal_normalise(member, kind);

    if (wd_str_ieq(plain, principal))
        return true;
    if (kind != WD_PRINCIPAL_RAM_ROLE && kind != WD_PRINCIPAL_RAM_USER)
        return false;
    principal = wd_last_part(principal, '/');
    return wd_str_eq(wd_str_cut(&plain, '@'), wd_str_cut(&principal, '@'));
}

bool wd_change_has_member(const char *members, const struct wd_incident *incident)
{
    struct wd_str rest = wd_str_of(members);
    struct wd_str principal = wd_principal_normalise(wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]),
                                                     incident->principal_kind);

    while (rest.len && principal.len)
        if (is_member(wd_str_cut(&rest, ' '), principal, incident->principal_kind))
            return true;
    return false;
}
