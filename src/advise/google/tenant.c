/* Projects that Google makes for a product of its own beside the customer's: nobody but Google grants there. And data sets
 * that BigQuery hides, and what does not last. */
#include "advise/google/grant.h"

#include "whydenied/base/char.h"
#include "whydenied/names.h"
#include "whydenied/names/home.h"

/* "h7d1f9c3a0b2e4d6f-tp": made by Google for a product, with nothing in its name that anybody chose. */
static bool is_made_by_google(struct wd_str project)
{
    enum { MADE = 12, DIGITS = 3 };
    size_t digits = 0, dashes = 0;

    for (size_t i = 0; i < project.len; i++) {
        digits += wd_is_digit(project.ptr[i]);
        dashes += project.ptr[i] == '-';
    }
    return wd_home_is_tenant(project) && project.len >= MADE && digits >= DIGITS && dashes == 1;
}

/* "_3f2a9c…", "_script…": results and temporary tables, which only who ran the query may read, and nobody can share:
 * https://cloud.google.com/bigquery/docs/cached-results#how_cached_results_are_stored */
static struct wd_str hidden_dataset(const struct wd_place *place)
{
    struct wd_str type = wd_str_of(place->level->type);
    struct wd_str dataset = wd_str_eqz(type, "table")     ? place->part[WD_PART_PARENT]
                            : wd_str_eqz(type, "dataset") ? place->part[WD_PART_LEAF]
                                                          : WD_STR_NONE;

    return wd_str_starts(dataset, WD_STR("_")) ? dataset : WD_STR_NONE;
}

int wd_grant_in_others(struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_str project = grant->place.part[WD_PART_PROJECT];
    struct wd_str hidden = hidden_dataset(&grant->place), whose = hidden.len > 0 ? hidden : project;
    struct wd_remedy *remedy;

    if (hidden.len == 0 && !is_made_by_google(project))
        return 0;
    struct wd_str parts[] = {WD_STR("configuration\ntenant\n"), whose};
    struct wd_str key = wd_arena_concat(work->arena, parts, 2);
    struct wd_str text = WD_SENTENCE(work->arena, work->lang,
                                     hidden.len > 0 ? WD_SAY_HIDDEN_DATASET : WD_SAY_TENANT, whose);

    return wd_work_say(work, key, WD_REMEDY_CONFIGURATION, text, &remedy) < 0 ? -1 : 1;
}

const char *wd_grant_lasting(const struct wd_incident *incident, const struct wd_bind_level *object)
{
    struct wd_str type = wd_str_of(object->type), leaf = wd_str_of(incident->object_leaf);
    const char *parent = object->parent ? object->parent : "project";

    if (wd_resource_is_one_of_many(wd_str_of(parent), wd_str_of(incident->object_parent)))
        return "project";
    return wd_resource_is_one_of_many(type, leaf) || wd_resource_is_list(type, leaf) ? parent
                                                                                     : NULL;
}
