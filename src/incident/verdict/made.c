/* Whether a creation after a refusal answers it: the thing was not there when it was refused. */
#include "incident/verdict/verdict.h"

/* Apart from the project, by its id or its number. */
static bool is_called_alike(const char *a, const char *b)
{
    struct wd_str mine = wd_str_of(a), its = wd_str_of(b);

    for (unsigned part = 0; part < 2 && wd_str_starts(wd_str_of(a), WD_STR("projects/")); part++) {
        wd_str_cut(&mine, '/');
        wd_str_cut(&its, '/');
    }
    return wd_str_eq(mine, its);
}

/* "artifactregistry.repositories.createOnPush" is asked only of what is not there: somebody made one of the kind. */
static bool was_to_be_made(const struct wd_change *change, const struct wd_incident *incident)
{
    struct wd_str permission =
        wd_str_of(incident->permission_count == 1 ? incident->permissions[0] : NULL);
    struct wd_str verb = wd_last_part(permission, '.'), made = wd_str_of(change->resource);
    struct wd_str kind = wd_str_sub(permission, 0, permission.len - verb.len);

    return wd_str_starts(verb, WD_STR("createOn")) && incident->object_name && kind.len > 0 &&
           wd_str_is_within(made, wd_str_of(incident->object_name)) &&
           wd_str_eq(wd_last_part(wd_str_sub(made, 0, wd_str_rfind_char(made, '/')), '/'),
                     wd_last_part(wd_str_sub(kind, 0, kind.len - 1), '.'));
}

/* The thing itself, or the dataset of a table; the account, the role, that was to be used. */
bool wd_change_made_it(const struct wd_change *change, const struct wd_incident *incident)
{
    if (!wd_incident_wants_access(incident))
        return false;
    if (change->what == WD_CHANGE_ACCOUNT_MADE)
        return change->member && incident->object_name &&
               wd_str_eq(wd_last_part(wd_str_of(incident->object_name), '/'),
                         wd_last_part(wd_str_of(change->member), '/'));
    if (change->what != WD_CHANGE_MADE || !change->resource)
        return false;
    if (wd_incident_is_slot(incident, WD_SLOT_RESOURCE, change->resource) ||
        was_to_be_made(change, incident))
        return true;
    return wd_change_is_of(change, incident) &&
           (is_called_alike(change->resource, incident->object_name) ||
            (wd_str_has(wd_str_of(change->resource), WD_STR("/datasets/")) &&
             wd_str_eqz(wd_str_of(incident->object_type), "table")));
}
