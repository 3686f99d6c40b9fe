/* BigQuery writes a model, a routine and a connection as it writes a table: "project:dataset.name", "project.us.name". The
 * permission tells which it is. Models and routines are granted on their dataset (GRANT … ON SCHEMA: BigQuery's page on
 * access control of resources); a connection has a path of its own. */
#include "names/resource.h"

static bool is_of(struct wd_str permission, const char *type)
{
    struct wd_str rest = permission;

    return wd_str_eqz(wd_str_cut(&rest, '.'), "bigquery") && wd_str_starts(rest, wd_str_of(type));
}

static void to_dataset(struct wd_object *object)
{
    object->name = wd_str_sub(object->name, 0, wd_str_find(object->name, WD_STR("/tables/")));
    object->type = "dataset";
    object->leaf = object->parent;
    object->parent = WD_STR_NONE;
}

/* PROJECT.LOCATION.NAME, PROJECT:LOCATION.NAME */
static void to_connection(struct wd_str raw, struct wd_arena *arena, struct wd_object *object)
{
    size_t colon = wd_str_find_char(raw, ':');
    struct wd_str rest = raw, project = wd_str_cut(&rest, colon == WD_NPOS ? '.' : ':');
    struct wd_str location = wd_str_cut(&rest, '.');

    if (wd_str_find_char(raw, '/') != WD_NPOS || location.len == 0 || rest.len == 0 ||
        wd_str_find_char(rest, '.') != WD_NPOS)
        return;
    *object = (struct wd_object){
        .type = "bigquery_connection", .project = project, .location = location, .leaf = rest};
    object->name =
        wd_arena_concat(arena,
                        (const struct wd_str[]){WD_STR("projects/"), project, WD_STR("/locations/"),
                                                location, WD_STR("/connections/"), rest},
                        6);
}

void wd_resource_of_bigquery(struct wd_str raw, struct wd_str permission, struct wd_arena *arena,
                             struct wd_object *object)
{
    bool table = wd_str_eqz(wd_str_of(object->type), "table");

    if (is_of(permission, "connections."))
        to_connection(raw, arena, object);
    else if (table && (is_of(permission, "models.") || is_of(permission, "routines.")))
        to_dataset(object);
}
