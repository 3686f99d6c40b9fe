/* A journey is matched by permission (or cause), by who was denied, and by the log it was met in; its later steps are
 * the prediction. The log corrects it: a step that is denied on its own needs no prediction, and when a later step
 * was refused before an earlier one, the order is not the chain's and the earlier steps are listed too. */
#include "advise/next.h"

#include "advise/google/grant.h"
#include "whydenied/policy.h"
#include "whydenied/roles/table_file.h"

struct wd_chains {
    json_t *root;
    const json_t *journeys;
};

struct wd_chains *wd_chains_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_chains *chains = calloc(1, sizeof *chains);

    if (!chains) {
        wd_fail_memory(err);
        return NULL;
    }
    chains->root = wd_table_file_read(roles_dir, "chains.json", err);
    if (!chains->root) {
        free(chains);
        return NULL;
    }
    chains->journeys = json_object_get(chains->root, "journeys");
    return chains;
}

void wd_chains_free(struct wd_chains *chains)
{
    if (!chains)
        return;
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

/* By its address, by the rule's word for it, or (an actor without an address of its own) by being none of the others. */
static bool is_actor(const json_t *journey, const char *name, const struct wd_incident *incident)
{
    json_t *actors = json_object_get(journey, "actors"), *other;
    const json_t *actor = json_object_get(actors, name);
    struct wd_str who = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);
    const char *said = incident->rule ? incident->rule->principal : NULL, *other_name;

    if (!wd_table_file_listed(json_object_get(actor, "systems"),
                              wd_str_of(wd_system_name(incident->system))))
        return false;
    if (who.len > 0 && known_by_address(actor, who))
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

static bool is_step(const json_t *step, const struct wd_incident *incident)
{
    const json_t *permissions = json_object_get(step, "permissions");

    for (size_t i = 0; i < incident->permission_count; i++)
        if (wd_table_file_listed(permissions, wd_str_of(incident->permissions[i])))
            return true;
    if (incident->permission_count == 0 && incident->slot[WD_SLOT_PERMISSION] &&
        wd_table_file_listed(permissions, wd_str_of(incident->slot[WD_SLOT_PERMISSION])))
        return true;
    return wd_table_file_listed(json_object_get(step, "causes"),
                                wd_str_of(wd_cause_name(incident->cause)));
}

static size_t step_in(const json_t *journey, const struct wd_incident *incident)
{
    const json_t *step;
    size_t i;

    json_array_foreach (json_object_get(journey, "steps"), i, step) {
        const char *actor = json_string_value(json_object_get(step, "actor"));
        if (actor && is_step(step, incident) && is_actor(journey, actor, incident))
            return i;
    }
    return WD_NPOS;
}

static struct wd_spot spot_of(const struct wd_advisor *advisor, const struct wd_incident *incident)
{
    const json_t *journey;
    size_t i;

    if (incident->lookalike || incident->intent == WD_INTENT_INVESTIGATE)
        return (struct wd_spot){0};
    json_array_foreach (advisor->chains->journeys, i, journey) {
        size_t step = step_in(journey, incident);
        if (step != WD_NPOS)
            return (struct wd_spot){journey, step};
    }
    return (struct wd_spot){0};
}

struct wd_spot *wd_spots_of(const struct wd_advisor *advisor, const struct wd_table *table,
                            struct wd_arena *arena)
{
    struct wd_spot *spots = wd_arena_alloc(arena, (wd_table_count(table) + 1) * sizeof *spots);

    for (size_t i = 0; spots && i < wd_table_count(table); i++)
        spots[i] = spot_of(advisor, wd_table_at(table, i));
    return spots;
}

/* ---- what the log says of the other steps -------------------------------------------------------------- */

static bool same_project(const struct wd_incident *a, const struct wd_incident *b)
{
    return wd_str_eq(wd_str_of(a->slot[WD_SLOT_PROJECT]), wd_str_of(b->slot[WD_SLOT_PROJECT]));
}

enum { STEPS_MAX = 32 };

struct seen {
    bool first;             /* no incident before this one is on the journey */
    bool denied[STEPS_MAX]; /* incidents of their own */
    bool disorder;          /* a later step was refused before an earlier one */
};

static void look(const struct wd_table *table, const struct wd_spot *spots, size_t index,
                 struct seen *seen)
{
    const struct wd_incident *me = wd_table_at(table, index);

    memset(seen, 0, sizeof *seen);
    seen->first = true;
    for (size_t i = 0; i < wd_table_count(table); i++) {
        const struct wd_incident *other = wd_table_at(table, i);
        if (spots[i].journey != spots[index].journey || spots[i].step >= STEPS_MAX ||
            !same_project(me, other))
            continue;
        seen->first = seen->first && i >= index;
        seen->denied[spots[i].step] = true;
        if (spots[i].step > spots[index].step && other->first != WD_TIME_NONE &&
            other->first < me->first)
            seen->disorder = true;
    }
}

/* ---- what is left ---------------------------------------------------------------------------------------- */

/* The actor's account: the denied one itself, or one of the other's name if that is known. */
static void who_of(struct wd_work *work, const json_t *journey, const char *actor,
                   struct wd_grant_plan *grant)
{
    if (is_actor(journey, actor, work->incident))
        wd_grant_who(work, NULL, grant);
    else
        wd_grant_who(work, actor, grant);
    if (!grant->hint)
        grant->hint = wd_accounts_hint(work->advisor->accounts, wd_str_of(actor));
}

static bool held(struct wd_work *work, const json_t *step, const struct wd_grant_plan *grant)
{
    struct wd_str project = wd_slot(work, WD_SLOT_PROJECT);
    const json_t *permission;
    size_t i, yes = 0, count = json_array_size(json_object_get(step, "permissions"));

    if (!work->advisor->policies || grant->who.state != WD_WHO_KNOWN || project.len == 0)
        return false;
    json_array_foreach (json_object_get(step, "permissions"), i, permission) {
        struct wd_access access = {.principal = grant->who.member,
                                   .permission = wd_str_of(json_string_value(permission)),
                                   .resource = project,
                                   .time = work->incident->last};
        struct wd_verdict v;
        wd_policy_judge(work->advisor->policies, work->advisor->catalogue, &access, work->arena,
                        &v);
        yes += v.allowed == WD_YES;
    }
    return count > 0 && yes == count;
}

static struct wd_str words(const struct wd_work *work, const json_t *step, const char *name)
{
    const char *text[WD_LANG_COUNT] = {NULL};

    wd_table_file_text(json_object_get(step, name), text);
    return wd_str_of(text[work->lang]);
}

static void list_step(struct wd_work *work, const json_t *step, const struct wd_grant_plan *grant,
                      struct wd_buf *out)
{
    struct wd_str role = wd_str_of(json_string_value(json_object_get(step, "role")));
    struct wd_str does = words(work, step, "do");
    const json_t *permission = json_array_get(json_object_get(step, "permissions"), 0);

    wd_buf_putz(out, out->len ? "; " : "");
    wd_buf_putz(out, permission ? json_string_value(permission) : "");
    wd_buf_putz(out, permission ? ": " : "");
    wd_buf_put(out, role.len ? role : does);
    if (role.len > 0) {
        wd_buf_putz(out, work->lang == WD_LANG_JA ? " を " : " to ");
        wd_buf_put(out, wd_grant_member_words(work, grant));
        wd_buf_putz(out, work->lang == WD_LANG_JA ? " に" : "");
    }
    wd_buf_putz(out, " (");
    wd_buf_put(out, words(work, step, "why"));
    wd_buf_putz(out, ")");
}

/* A line of the bundle. Only the project is taken over: the names of the other resources are the reader's to fill in. */
static void bundle_step(struct wd_work *work, const json_t *step, struct wd_grant_plan *grant,
                        struct wd_buf *out)
{
    const char *type = json_string_value(json_object_get(step, "on"));
    struct wd_place place;

    grant->role = wd_str_of(json_string_value(json_object_get(step, "role")));
    if (!type || grant->role.len == 0 || !wd_place_of(work, WD_STR("project"), &place))
        return;
    grant->place.level = wd_bind_find(work->advisor->levels, wd_str_of(type));
    grant->place.part[WD_PART_PROJECT] = place.part[WD_PART_PROJECT];
    if (!grant->place.level || grant->place.level->grant.argc == 0)
        return;
    struct wd_binding binding = {&grant->place, wd_grant_member(grant), grant->role};
    struct wd_fill fill = {
        .resolve = wd_binding_resolve, .context = &binding, .arena = work->arena};
    const struct wd_argv *argv = &grant->place.level->grant;
    struct wd_argv command;
    if (wd_fill_argv(&fill, argv->argv, argv->argc, &command) != 0)
        return;
    wd_buf_putz(out, out->len ? "\n" : "");
    wd_buf_put(out, wd_command_text(work->arena, &command));
}

static struct wd_str next_of(struct wd_work *work, const struct wd_table *table,
                             const struct wd_spot *spots, size_t index, struct wd_str *ret_bundle)
{
    const struct wd_spot *mine = &spots[index];
    struct wd_buf list, bundle;
    struct wd_str text = WD_STR_NONE;
    const json_t *step;
    struct seen seen;
    size_t i;

    *ret_bundle = WD_STR_NONE;
    if (!mine->journey || wd_work_lean(work))
        return text;
    look(table, spots, index, &seen);
    if (!seen.first)
        return text;
    wd_buf_init(&list, 1 << 16);
    wd_buf_init(&bundle, 1 << 16);
    json_array_foreach (json_object_get(mine->journey, "steps"), i, step) {
        struct wd_grant_plan grant = {0};
        const char *actor = json_string_value(json_object_get(step, "actor"));
        bool passed = i < mine->step && !seen.disorder;
        if (i >= STEPS_MAX || !actor || (passed && !seen.denied[i]))
            continue;
        who_of(work, mine->journey, actor, &grant);
        if (i != mine->step && !seen.denied[i]) {
            if (held(work, step, &grant))
                continue;
            list_step(work, step, &grant, &list);
        }
        bundle_step(work, step, &grant, &bundle);
    }
    if (list.len > 0 && !list.failed)
        text = WD_SENTENCE(work->arena, work->lang,
                           work->advisor->policies ? WD_SAY_DENIED_NEXT : WD_SAY_CHECK_NEXT,
                           words(work, mine->journey, "title"), wd_buf_str(&list));
    if (bundle.len > 0 && !bundle.failed)
        *ret_bundle = wd_arena_copy(work->arena, wd_buf_str(&bundle));
    wd_buf_done(&list);
    wd_buf_done(&bundle);
    return text;
}

int wd_remedy_next(struct wd_work *work, const struct wd_table *table, const struct wd_spot *spots,
                   size_t index, const char **ret_next)
{
    struct wd_str bundle, text = next_of(work, table, spots, index, &bundle);
    struct wd_str parts[] = {WD_STR("next\n"), text};
    struct wd_remedy *remedy;
    int fresh;

    *ret_next = text.len > 0 ? text.ptr : NULL;
    if (text.len == 0 || bundle.len == 0 || !work->advisor->policies || work->count == 0)
        return 0;
    fresh =
        wd_work_open(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_INVESTIGATE, &remedy);
    if (fresh == 1) {
        remedy->summary = text.ptr;
        remedy->template_text = bundle.ptr;
        remedy->why_no_command = WD_SENTENCE0(work->arena, work->lang, WD_SAY_PREDICTED).ptr;
    }
    return fresh < 0 ? -1 : 0;
}
