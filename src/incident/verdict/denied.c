/* Whether a deny policy that the log shows may be behind a refusal: refusals need not say that a rule is. */
#include "incident/verdict/verdict.h"

/* "storage.googleapis.com/objects.get" is storage.objects.get; a service's or a resource's "*" is all of it. */
static bool is_denied(struct wd_str denied, struct wd_str permission)
{
    struct wd_str rest = denied, host = wd_str_cut(&rest, '/');
    struct wd_str service = wd_str_cut(&permission, '.');
    bool all = wd_str_ends(rest, WD_STR("*"));

    rest.len -= all ? 1 : 0;
    return wd_str_eq(wd_str_cut(&host, '.'), service) &&
           (all ? wd_str_starts(permission, rest) : wd_str_eq(permission, rest));
}

static bool denies_permission(const char *list, const struct wd_incident *incident)
{
    struct wd_str rest = list ? wd_str_of(list) : WD_STR_NONE;

    while (rest.len > 0) {
        struct wd_str denied = wd_str_cut(&rest, ' ');
        for (size_t i = 0; i < incident->permission_count; i++)
            if (is_denied(denied, wd_str_of(incident->permissions[i])))
                return true;
    }
    return false;
}

static bool denies_principal(const char *list, const struct wd_incident *incident)
{
    struct wd_str rest = wd_str_of(list), who = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);

    while (rest.len > 0) {
        struct wd_str member = wd_str_cut(&rest, ' ');
        if (wd_str_eqz(member, "allUsers") ||
            wd_set_has(member, who, incident->principal_kind) != WD_IN_NOT)
            return true;
    }
    return wd_change_has_member(list, incident);
}

/* An exception stands among the members behind a mark. */
static bool excepts(const char *list, const struct wd_incident *incident)
{
    struct wd_str rest = wd_str_of(list), who = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);

    while (rest.len > 0) {
        struct wd_str member = wd_str_cut(&rest, ' ');
        if (wd_str_starts(member, WD_STR("!")) && wd_str_ieq(wd_str_from(member, 1), who))
            return true;
    }
    return false;
}

bool wd_change_denies(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->member && denies_principal(change->member, incident) &&
           !excepts(change->member, incident) && denies_permission(change->role, incident);
}
