/* What a place that roles are bound on reaches: what lies in it, under any of the names that the two have. */
#include "incident/verdict/verdict.h"

#include "whydenied/names/ident.h"

/* "namespaces/P/services/api", as the first interface of Cloud Run calls "projects/P/locations/L/services/api". */
static bool is_of_run(struct wd_str bound, struct wd_str name, struct wd_str project)
{
    if (!wd_str_starts(bound, WD_STR("namespaces/")) || project.len == 0)
        return false;
    wd_str_cut(&bound, '/');
    return wd_str_eq(wd_str_cut(&bound, '/'), project) && wd_str_has(bound, WD_STR("/")) &&
           wd_str_ends(name, bound);
}

bool wd_place_by_number(struct wd_str bound, struct wd_str name, const struct wd_incident *incident)
{
    struct wd_str log = wd_str_of(incident->slot[WD_SLOT_LOG_PROJECT]), mine, its;

    if (!incident->structured || !wd_str_eqz(wd_str_cut(&bound, '/'), "projects") ||
        !wd_str_eqz(wd_str_cut(&name, '/'), "projects"))
        return false;
    its = wd_str_cut(&bound, '/');
    mine = wd_str_cut(&name, '/');
    return wd_ident_ok(WD_IDENT_NUMBER, mine) && wd_str_eq(its, log) &&
           (bound.len == 0 || wd_str_is_within(name, bound));
}

static bool is_over_projects(struct wd_str name)
{
    return wd_str_starts(name, WD_STR("folders/")) || wd_str_starts(name, WD_STR("organizations/"));
}

/* An organisation lies in nothing; a folder in folders and an organisation, and no name tells in which. */
static bool may_be_over(struct wd_str bound, struct wd_str name)
{
    return is_over_projects(bound) && !wd_str_starts(name, WD_STR("organizations/"));
}

/* "projects/_/buckets/B/managedFolders/exports/": a role on it is for the objects in it. Of many, one may be. */
static bool covers_object(struct wd_str bound, struct wd_str bucket,
                          const struct wd_incident *incident)
{
    const struct wd_str word = WD_STR("/managedFolders/"), mark = WD_STR("/objects/");
    struct wd_str object = wd_str_of(incident->slot[WD_SLOT_RESOURCE]);
    size_t folder = wd_str_find(bound, word), at = wd_str_find(object, mark);

    if (folder == WD_NPOS || !wd_str_eq(wd_str_sub(bound, 0, folder), bucket))
        return false;
    return at == WD_NPOS || wd_distinct_estimate(&incident->resources) != 1 ||
           wd_str_starts(wd_str_from(object, at + mark.len), wd_str_from(bound, folder + word.len));
}

/* A job of Scheduler was refused by the service that it calls, "scorer-abc123-uc.a.run.app" or "scorer-12.us-central1.run.app":
 * "projects/P/locations/L/services/scorer". */
bool wd_place_is_called(struct wd_str bound, const struct wd_incident *incident)
{
    struct wd_str host = wd_str_of(wd_incident_fact(incident, WD_SLOT_HOST));
    struct wd_str service = wd_last_part(bound, '/');

    return incident->dialect == WD_DIALECT_SCHEDULER && wd_str_ends(host, WD_STR(".run.app")) &&
           wd_str_has(bound, WD_STR("/services/")) && wd_str_starts(host, service) &&
           wd_str_at(host, service.len) == '-';
}

bool wd_place_covers(const char *resource, const struct wd_incident *incident)
{
    struct wd_str bound = wd_str_of(resource);
    struct wd_str name = wd_str_of(incident->object_name);
    struct wd_str project = wd_str_of(wd_incident_fact(incident, WD_SLOT_PROJECT));

    if (bound.len == 0 || name.len == 0 || wd_str_is_within(name, bound) ||
        is_of_run(bound, name, project) || wd_place_by_number(bound, name, incident) ||
        may_be_over(bound, name) || covers_object(bound, name, incident) ||
        wd_place_is_called(bound, incident))
        return true;
    return project.len && wd_str_starts(bound, WD_STR("projects/")) && !is_over_projects(name) &&
           wd_str_eq(wd_str_from(bound, strlen("projects/")), project);
}
