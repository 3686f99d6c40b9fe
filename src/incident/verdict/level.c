/* Where one grant reaches: what is allowed there of one thing is allowed of the others. A bucket's objects are canonical as
 * their bucket already, versions as their secret; a region's jobs as their project. */
#include "incident/table/table.h"

#include "whydenied/names/ident.h"

static uint64_t join_str(uint64_t hash, struct wd_str s)
{
    return wd_hash_join(hash, wd_hash(s));
}

/* A namespace's objects of a kind are given together, and those of no namespace; each in one cluster. */
static uint64_t level_in_cluster(const struct wd_thing *thing)
{
    uint64_t hash = wd_link_of("cluster", thing->cluster);

    return join_str(join_str(join_str(hash, thing->project), thing->location), thing->parent);
}

/* Of a name that no table of resources knows, the project: roles on it are what there is. A project's number and its id are
 * one. */
uint64_t wd_level_of(const struct wd_thing *thing)
{
    struct wd_str rest = thing->name, project;

    if (wd_str_eqz(thing->type, "kubernetes_object"))
        return level_in_cluster(thing);
    if (!wd_str_eqz(wd_str_cut(&rest, '/'), "projects"))
        return wd_hash(thing->name);
    project = wd_str_cut(&rest, '/');
    if (wd_ident_ok(WD_IDENT_NUMBER, project) && thing->project.len > 0)
        project = thing->project;
    return join_str(wd_link_of("project", project),
                    wd_str_eqz(thing->type, "other") ? WD_STR_NONE : rest);
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

uint64_t wd_level_of_raw(struct wd_str resource, struct wd_str service,
                         const struct wd_thing *place, struct wd_arena *arena)
{
    struct wd_thing thing = *place;
    struct wd_object object;

    wd_resource_canonical(resource, service, arena, &object);
    thing.type = wd_str_of(object.type);
    thing.name = object.name;
    thing.parent = object.parent;
    thing.name = with_region(&thing, arena);
    return wd_level_of(&thing);
}
