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

/* "domain:example.com" and everybody: whom no list of members names. */
static bool is_one_of_all(struct wd_str member, struct wd_str principal)
{
    size_t at = wd_str_rfind_char(principal, '@');

    if (wd_str_starts(member, WD_STR("domain:")))
        return at != WD_NPOS &&
               wd_str_ieq(wd_str_from(principal, at + 1), wd_str_from(member, strlen("domain:")));
    return wd_str_eqz(member, "allUsers") || wd_str_eqz(member, "allAuthenticatedUsers");
}

bool wd_change_has_member(const char *members, const struct wd_incident *incident)
{
    struct wd_str rest = wd_str_of(members);
    struct wd_str principal = wd_principal_normalise(wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]),
                                                     incident->principal_kind);

    if (principal.len == 0) /* what everybody had, nobody has to be named for */
        return wd_str_eqz(rest, "allUsers");
    while (rest.len) {
        struct wd_str member = wd_str_cut(&rest, ' ');
        if (is_member(member, principal, incident->principal_kind) ||
            is_one_of_all(member, principal))
            return true;
    }
    return false;
}
