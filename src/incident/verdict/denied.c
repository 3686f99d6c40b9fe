/* Whether a deny policy that the log shows may be behind a refusal: refusals need not say that a rule is. */
#include "incident/verdict/verdict.h"

static bool matches(struct wd_str pattern, struct wd_str word)
{
    return wd_str_eqz(pattern, "*") || wd_str_eq(pattern, word);
}

/* "objects.get", and the groups of permissions: "objects.*", "*.get", "*.*"; "*" is all of a service. */
static bool is_in_group(struct wd_str group, struct wd_str permission)
{
    size_t verb = wd_str_rfind_char(group, '.'), own = wd_str_rfind_char(permission, '.');

    if (verb == WD_NPOS || own == WD_NPOS)
        return matches(group, permission);
    return matches(wd_str_sub(group, 0, verb), wd_str_sub(permission, 0, own)) &&
           matches(wd_str_from(group, verb + 1), wd_str_from(permission, own + 1));
}

/* "storage.googleapis.com/objects.get" is storage.objects.get. Roles and records call one service by a shorter name. */
static bool is_denied(struct wd_str denied, struct wd_str permission)
{
    struct wd_str rest = denied, host = wd_str_cut(&rest, '/');
    struct wd_str service = wd_str_cut(&permission, '.');

    host = wd_str_cut(&host, '.');
    if (wd_str_eqz(host, "cloudresourcemanager") && wd_str_eqz(service, "resourcemanager"))
        host = service;
    return wd_str_eq(host, service) && is_in_group(rest, permission);
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
