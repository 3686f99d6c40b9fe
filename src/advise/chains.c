/* The journeys (patterns/roles/chains.json), and where an incident stands on one: by permission (or cause), by who was
 * denied, and by the log it was met in. */
#include "advise/next.h"

#include "whydenied/base/digest.h"
#include "whydenied/roles/table_file.h"

/* A step as every incident is held against it: most are none, and that must cost little. */
struct step {
    const json_t *journey;
    size_t index; /* in the journey */
    const char *actor;
    struct wd_list permissions;
    bool causes[WD_CAUSE_COUNT];
    bool systems[WD_SYSTEM_COUNT], dialects[WD_DIALECT_COUNT]; /* of the actor */
};

struct wd_chains {
    json_t *root;
    struct wd_arena *arena;
    struct step *steps; /* journey by journey */
    size_t count;
};

static int read_step(struct wd_chains *chains, const json_t *json, struct step *step)
{
    const json_t *actor = json_object_get(json_object_get(step->journey, "actors"), step->actor);
    const json_t *list = json_object_get(json, "permissions");

    if (wd_table_file_list(chains->arena, list, &step->permissions) != 0)
        return -1;
    list = json_object_get(json, "causes");
    for (size_t i = 0; i < json_array_size(list); i++) {
        enum wd_cause cause;
        if (wd_cause_parse(wd_str_of(json_string_value(json_array_get(list, i))), &cause))
            step->causes[cause] = true;
    }
    list = json_object_get(actor, "systems");
    for (size_t i = 0; i < json_array_size(list); i++) {
        enum wd_system system;
        if (wd_system_parse(wd_str_of(json_string_value(json_array_get(list, i))), &system))
            step->systems[system] = true;
    }
    list = json_object_get(actor, "dialects");
    for (unsigned i = 0; i < WD_DIALECT_COUNT; i++)
        step->dialects[i] =
            wd_table_file_listed(list, wd_str_of(wd_dialect_name((enum wd_dialect)i)));
    return 0;
}

static size_t count_steps(const json_t *journeys)
{
    size_t count = 0;

    for (size_t i = 0; i < json_array_size(journeys); i++)
        count += json_array_size(json_object_get(json_array_get(journeys, i), "steps"));
    return count;
}

static int read_steps(struct wd_chains *chains)
{
    const json_t *journeys = json_object_get(chains->root, "journeys");

    chains->steps =
        wd_arena_alloc(chains->arena, (count_steps(journeys) + 1) * sizeof *chains->steps);
    if (!chains->steps)
        return -1;
    for (size_t i = 0; i < json_array_size(journeys); i++) {
        const json_t *journey = json_array_get(journeys, i);
        const json_t *steps = json_object_get(journey, "steps");
        for (size_t k = 0; k < json_array_size(steps); k++) {
            const json_t *json = json_array_get(steps, k);
            struct step *step = &chains->steps[chains->count];
            *step = (struct step){journey, k, json_string_value(json_object_get(json, "actor")),
                                  .permissions = {NULL, 0}};
            if (!step->actor)
                continue;
            if (read_step(chains, json, step) != 0)
                return -1;
            chains->count++;
        }
    }
    return 0;
}

struct wd_chains *wd_chains_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_chains *chains = calloc(1, sizeof *chains);

    if (!chains) {
        wd_fail_memory(err);
        return NULL;
    }
    chains->root = wd_table_file_read(roles_dir, "chains.json", err);
    chains->arena = chains->root ? wd_arena_new(WD_TABLE_FILE_MAX) : NULL;
    if (chains->root && (!chains->arena || read_steps(chains) != 0))
        wd_fail_memory(err);
    else if (chains->root)
        return chains;
    wd_chains_free(chains);
    return NULL;
}

void wd_chains_free(struct wd_chains *chains)
{
    if (!chains)
        return;
    wd_arena_free(chains->arena);
    json_decref(chains->root);
    free(chains);
}

/* ---- where an incident stands ------------------------------------------------------------------------ */

static bool known_by_address(const json_t *actor, struct wd_str email)
{
    const json_t *pattern;
    size_t i;

    json_array_foreach (json_object_get(actor, "emails"), i, pattern)
        if (json_is_string(pattern) && wd_account_matches(json_string_value(pattern), email, NULL))
            return true;
    return false;
}

bool wd_chains_is_actor(const json_t *journey, const char *name, const struct wd_incident *incident)
{
    json_t *actors = json_object_get(journey, "actors"), *other;
    const json_t *actor = json_object_get(actors, name);
    struct wd_str who = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);
    const char *said = incident->rule ? incident->rule->principal : NULL, *other_name;

    if (!wd_table_file_listed(json_object_get(actor, "systems"),
                              wd_str_of(wd_system_name(incident->system))) &&
        !wd_table_file_listed(json_object_get(actor, "dialects"),
                              wd_str_of(wd_dialect_name(incident->dialect))))
        return false;
    if (who.len > 0 && known_by_address(actor, who))
        return true;
    if (said && wd_table_file_listed(json_object_get(actor, "hints"), wd_str_of(said)))
        return true;
    if (said && json_object_get(actors, said))
        return strcmp(said, name) == 0;
    if (json_object_get(actor, "emails"))
        return false;
    json_object_foreach (actors, other_name, other)
        if (known_by_address(other, who))
            return false;
    return true;
}

static bool asks_for(const struct step *step, struct wd_str permission)
{
    for (size_t i = 0; i < step->permissions.count; i++)
        if (wd_str_eq(step->permissions.items[i], permission))
            return true;
    return false;
}

static bool is_step(const struct step *step, const struct wd_incident *incident)
{
    if (!step->systems[incident->system] && !step->dialects[incident->dialect])
        return false;
    for (size_t i = 0; i < incident->permission_count; i++)
        if (asks_for(step, wd_str_of(incident->permissions[i])))
            return true;
    if (incident->permission_count == 0 && incident->slot[WD_SLOT_PERMISSION] &&
        asks_for(step, wd_str_of(incident->slot[WD_SLOT_PERMISSION])))
        return true;
    return step->causes[incident->cause];
}

static struct wd_spot spot_of(const struct wd_chains *chains, const struct wd_incident *incident)
{
    if (incident->lookalike || incident->intent == WD_INTENT_INVESTIGATE)
        return (struct wd_spot){0};
    for (size_t i = 0; i < chains->count; i++) {
        const struct step *step = &chains->steps[i];
        if (is_step(step, incident) && wd_chains_is_actor(step->journey, step->actor, incident))
            return (struct wd_spot){step->journey, step->index};
    }
    return (struct wd_spot){0};
}

size_t *wd_spots_chain(struct wd_spots *spots, const struct wd_spot *spot,
                       const struct wd_incident *incident)
{
    uint64_t hash = wd_hash_join((uint64_t)(uintptr_t)spot->journey,
                                 wd_hash(wd_str_of(incident->slot[WD_SLOT_PROJECT])));

    return &spots->chains[hash % WD_SPOT_CHAINS];
}

struct wd_spots *wd_spots_new(const struct wd_advisor *advisor, const struct wd_table *table,
                              struct wd_arena *arena)
{
    size_t count = wd_table_count(table);
    struct wd_spot *list = wd_arena_alloc(arena, (count + 1) * sizeof *list);
    struct wd_spots *spots = calloc(1, sizeof *spots);

    if (!list || !spots || !(spots->next = calloc(count + 1, sizeof *spots->next))) {
        wd_spots_free(spots);
        return NULL;
    }
    spots->of = list;
    for (size_t i = 0; i < count; i++) {
        const struct wd_incident *incident = wd_table_at(table, i);
        size_t *chain;
        list[i] = spot_of(advisor->chains, incident);
        if (!list[i].journey)
            continue;
        chain = wd_spots_chain(spots, &list[i], incident);
        spots->next[i] = *chain;
        *chain = i + 1;
    }
    return spots;
}

void wd_spots_free(struct wd_spots *spots)
{
    if (!spots)
        return;
    free(spots->next);
    free(spots);
}
