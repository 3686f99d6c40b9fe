/* Where one grant reaches: what is allowed there of one thing is allowed of the others. A bucket's objects are canonical as
 * their bucket already, versions as their secret; a region's jobs as their project. */
#include "incident/table/table.h"

#include "whydenied/names/ident.h"

static uint64_t join_str(uint64_t hash, struct wd_str s)
{
    return wd_hash_join(hash, wd_hash(s));
}

/* "pubsub.topics.create" is given on what topics are made in: of "projects/P/topics/T" the project. */
static struct wd_str made_in(struct wd_str name, struct wd_str permission)
{
    size_t own = wd_str_rfind_char(name, '/');
    struct wd_str parent = wd_str_sub(name, 0, own == WD_NPOS ? 0 : own);
    struct wd_str verb = wd_last_part(permission, '.');
    struct wd_str kind = wd_str_sub(permission, 0, permission.len - verb.len - (verb.len > 0));
    size_t end = wd_str_rfind_char(parent, '/');

    return wd_str_eqz(verb, "create") && end != WD_NPOS &&
                   wd_str_ieq(wd_last_part(parent, '/'), wd_last_part(kind, '.'))
               ? wd_str_sub(parent, 0, end)
               : name;
}

/* What bears no policy of its own, and is met every day: given on the project, whatever its name
 * (https://cloud.google.com/iam/docs/resource-types-with-policies). */
static bool is_given_on_project(struct wd_str permission)
{
    static const char *const kinds[] = {
        "aiplatform.endpoints.",    "aiplatform.models.",     "aiplatform.customJobs.",
        "aiplatform.pipelineJobs.", "cloudbuild.builds.",     "cloudscheduler.jobs.",
        "cloudsql.instances.",      "container.clusters.",    "dataflow.jobs.",
        "logging.logEntries.",      "monitoring.timeSeries.", "workflows.executions.",
        "workflows.workflows."};

    return WD_STR_ISTARTS_ANY(permission, kinds);
}

/* "projects/P/locations/L": a project's region, where nothing is given. */
static bool is_region(struct wd_str rest)
{
    struct wd_str kind = wd_str_cut(&rest, '/');

    return (wd_str_eqz(kind, "locations") || wd_str_eqz(kind, "regions") ||
            wd_str_eqz(kind, "zones")) &&
           wd_str_find_char(rest, '/') == WD_NPOS;
}

/* A namespace's objects of a kind are given together, and those of no namespace; each in one cluster. */
static uint64_t level_in_cluster(const struct wd_thing *thing)
{
    uint64_t hash = wd_link_of("cluster", thing->cluster);

    return join_str(join_str(join_str(hash, thing->project), thing->location), thing->parent);
}

/* Of a name that no table of resources knows, the project: roles on it are what there is. A project's number and its id are
 * one. */
uint64_t wd_level_of(const struct wd_thing *thing, struct wd_str permission)
{
    struct wd_str rest = made_in(thing->name, permission), project;

    if (wd_str_eqz(thing->type, "kubernetes_object"))
        return level_in_cluster(thing);
    if (!wd_str_eqz(wd_str_cut(&rest, '/'), "projects"))
        return wd_hash(thing->name);
    project = wd_str_cut(&rest, '/');
    if (wd_ident_ok(WD_IDENT_NUMBER, project) && thing->project.len > 0)
        project = thing->project;
    return join_str(wd_link_of("project", project), wd_str_eqz(thing->type, "other") ||
                                                            is_region(rest) ||
                                                            is_given_on_project(permission)
                                                        ? WD_STR_NONE
                                                        : rest);
}

/* Cloud Run's older API: the record knows the region. */
static struct wd_str with_region(const struct wd_thing *thing, struct wd_arena *arena)
{
    struct wd_str rest = thing->name;

    if (!wd_str_eqz(wd_str_cut(&rest, '/'), "namespaces") || thing->location.len == 0)
        return thing->name;
    struct wd_str project = wd_str_cut(&rest, '/');
    return wd_arena_concat(arena,
                           (const struct wd_str[]){WD_STR("projects/"), project,
                                                   WD_STR("/locations/"), thing->location,
                                                   WD_STR("/"), rest},
                           6);
}

struct wd_thing wd_level_thing(struct wd_str resource, struct wd_str service,
                               const struct wd_thing *place, struct wd_arena *arena)
{
    struct wd_thing thing = *place;
    struct wd_object object;

    wd_resource_canonical(resource, service, arena, &object);
    thing.type = wd_str_of(object.type);
    thing.name = object.name;
    thing.parent = object.parent;
    thing.name = with_region(&thing, arena);
    return thing;
}
