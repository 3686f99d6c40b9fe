/* Google: a binding a line. RAM: one policy for each actor, the statement for the trust policy, MaxCompute's own grants.
 * W&B: settings. Only what the log tells is filled in; the other names are PLACEHOLDER words. */
#include "advise/journey.h"

#include "advise/alibaba/ram.h"
#include "whydenied/roles/table_file.h"

void wd_journey_open(struct wd_journey_bundle *bundle, const json_t *journey)
{
    bundle->journey = journey;
    bundle->statements = json_object();
    wd_buf_init(&bundle->lines, 1 << 16);
}

static void line(struct wd_buf *out, struct wd_str text)
{
    wd_buf_putz(out, out->len ? "\n" : "");
    wd_buf_put(out, text);
}

/* A reason is a comment of the shell: it must stay on its line. */
static void reason(struct wd_buf *out, struct wd_str why)
{
    line(out, WD_STR("# "));
    wd_buf_put(out, why);
}

/* ---- names ----------------------------------------------------------------------------------------------- */

struct names {
    struct wd_str account, role, user;
};

static struct names names_of(struct wd_work *work)
{
    struct wd_ram role = wd_ram_role_meant(work);
    const struct wd_incident *incident = work->incident;
    struct wd_str who = wd_slot(work, WD_SLOT_PRINCIPAL);
    struct names n = {.account = role.account.len ? role.account : wd_slot(work, WD_SLOT_ACCOUNT),
                      .role = role.name};

    if (incident->principal_kind == WD_PRINCIPAL_RAM_USER)
        n.user = wd_last_part(who, '/');
    if (incident->principal_kind == WD_PRINCIPAL_RAM_ROLE && n.role.len == 0) {
        n.role = wd_last_part(who, '/');
        n.role = wd_str_cut(&n.role, ':');
    }
    return n;
}

/* PLACEHOLDER words of the file → names that passed their grammar. */
static struct wd_str named(struct wd_work *work, const char *text)
{
    const struct names n = names_of(work);
    const struct {
        const char *word;
        struct wd_str name;
        enum wd_ident kind;
    } words[] = {{"ACCOUNT_ID", n.account, WD_IDENT_ACCOUNT},
                 {"RAM_ROLE", n.role, WD_IDENT_RAM_ROLE},
                 {"RAM_USER", n.user, WD_IDENT_RAM_USER}};
    struct wd_str rest = wd_str_of(text);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct wd_str word = wd_str_of(words[i].word), done = WD_STR_NONE;
        if (words[i].name.len == 0 || !wd_ident_ok(words[i].kind, words[i].name))
            continue;
        for (size_t at; (at = wd_str_find(rest, word)) != WD_NPOS;
             rest = wd_str_from(rest, at + word.len)) {
            struct wd_str parts[] = {done, wd_str_sub(rest, 0, at), words[i].name};
            done = wd_arena_concat(work->arena, parts, 3);
        }
        rest = wd_arena_concat(work->arena, (const struct wd_str[]){done, rest}, 2);
    }
    return rest;
}

void wd_journey_ram_access(struct wd_work *work, const json_t *step, struct wd_access *access)
{
    const struct names n = names_of(work);
    const char *actor = json_string_value(json_object_get(step, "actor"));
    const char *service = json_string_value(json_object_get(step, "trusts"));
    const char *resource = json_string_value(json_array_get(json_object_get(step, "resource"), 0));
    bool role = actor && strcmp(actor, "ram_role") == 0;
    struct wd_str name = role ? n.role : n.user;
    struct wd_str owner =
        name.len ? wd_arena_printf(work->arena, "acs:ram::%.*s:%s/%.*s", WD_STR_ARG(n.account),
                                   role ? "role" : "user", WD_STR_ARG(name))
                 : WD_STR_NONE;

    access->principal = service && owner.len > 0 ? wd_str_of(service) : owner;
    access->resource = service ? owner : resource ? named(work, resource) : WD_STR_NONE;
    if (wd_str_has(access->resource, WD_STR("_BUCKET")) ||
        wd_str_has(access->resource, WD_STR("RAM_ROLE")))
        access->resource = WD_STR_NONE;
}

/* ---- Google ---------------------------------------------------------------------------------------------- */

/* Of the places only the project is taken over: the names of the other resources are the reader's to fill in. */
static void binding(struct wd_work *work, const json_t *step, struct wd_str why,
                    struct wd_grant_plan *grant, struct wd_buf *out)
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
    struct wd_binding one = {&grant->place, wd_grant_member(grant), grant->role};
    struct wd_fill fill = {.resolve = wd_binding_resolve, .context = &one, .arena = work->arena};
    const struct wd_argv *argv = &grant->place.level->grant;
    struct wd_argv command;
    if (wd_fill_argv(&fill, argv->argv, argv->argc, &command) != 0)
        return;
    reason(out, why);
    line(out, wd_command_text(work->arena, &command));
}

/* ---- RAM ------------------------------------------------------------------------------------------------- */

static json_t *resources_of(struct wd_work *work, const json_t *step)
{
    json_t *list = json_array();
    const json_t *one;
    size_t i;

    json_array_foreach (json_object_get(step, "resource"), i, one) {
        struct wd_str name = named(work, json_string_value(one));
        json_array_append_new(list, json_stringn(name.ptr, name.len));
    }
    return list;
}

/* Kept until the end: an actor gets one policy. */
static void statement(struct wd_work *work, const json_t *step, struct wd_str why,
                      struct wd_journey_bundle *bundle)
{
    const char *actor = json_string_value(json_object_get(step, "actor"));
    json_t *of_actor = json_object_get(bundle->statements, actor);

    if (!of_actor) {
        of_actor = json_array();
        json_object_set_new(bundle->statements, actor, of_actor);
    }
    json_array_append_new(of_actor,
                          json_pack("{s:{s:s,s:O,s:o},s:s%}", "statement", "Effect", "Allow",
                                    "Action", json_object_get(step, "permissions"), "Resource",
                                    resources_of(work, step), "why", why.ptr, why.len));
}

static void trust(struct wd_work *work, const char *service, struct wd_str why, struct wd_buf *out)
{
    json_t *one = json_pack("{s:s,s:s,s:{s:[s]}}", "Action", "sts:AssumeRole", "Effect", "Allow",
                            "Principal", "Service", service);

    reason(out, why);
    line(out, named(work, "aliyun ram UpdateRole --RoleName RAM_ROLE "
                          "--NewAssumeRolePolicyDocument '{\"Statement\":[STATEMENTS_OF_GETROLE,"));
    wd_buf_put(out, wd_json_text(work->arena, one));
    wd_buf_putz(out, "],\"Version\":\"1\"}'");
    json_decref(one);
}

/* One policy with all statements of an actor, and the line that attaches it. */
static void policy(struct wd_work *work, const struct wd_journey_bundle *bundle, const char *actor,
                   const json_t *of_actor, struct wd_buf *out)
{
    const char *id = json_string_value(json_object_get(bundle->journey, "id"));
    bool role = strcmp(actor, "ram_role") == 0;
    json_t *document = json_pack("{s:[],s:s}", "Statement", "Version", "1");
    const json_t *one;
    size_t i;

    json_array_foreach (of_actor, i, one) {
        reason(out, wd_str_of(json_string_value(json_object_get(one, "why"))));
        json_array_append(json_object_get(document, "Statement"),
                          json_object_get(one, "statement"));
    }
    struct wd_str name =
        wd_arena_printf(work->arena, "whydenied-%s-%s", id, role ? "role" : "user");
    const char *create[] = {"aliyun",
                            "ram",
                            "CreatePolicy",
                            "--PolicyName",
                            name.ptr,
                            "--PolicyDocument",
                            wd_json_text(work->arena, document).ptr};
    line(out, wd_command_text(work->arena, &(struct wd_argv){create, 7}));
    line(out, named(work, wd_arena_printf(work->arena,
                                          "aliyun ram AttachPolicyTo%s --PolicyType Custom "
                                          "--PolicyName %.*s --%sName %s",
                                          role ? "Role" : "User", WD_STR_ARG(name),
                                          role ? "Role" : "User", role ? "RAM_ROLE" : "RAM_USER")
                              .ptr));
    json_decref(document);
}

/* ---- the bundle ------------------------------------------------------------------------------------------ */

void wd_journey_step(struct wd_work *work, const json_t *step, struct wd_str why,
                     struct wd_grant_plan *grant, struct wd_journey_bundle *bundle)
{
    const char *service = json_string_value(json_object_get(step, "trusts"));
    const json_t *shell = json_object_get(step, "shell"), *text;
    size_t i;

    if (json_object_get(step, "role")) {
        binding(work, step, why, grant, &bundle->lines);
    } else if (json_object_get(step, "resource")) {
        statement(work, step, why, bundle);
    } else if (service) {
        trust(work, service, why, &bundle->lines);
    } else {
        reason(&bundle->lines, why);
        json_array_foreach (shell, i, text) {
            line(&bundle->lines, named(work, json_string_value(text)));
        }
        if (!shell) {
            const char *words[WD_LANG_COUNT] = {NULL};
            wd_table_file_text(json_object_get(step, "do"), words);
            wd_buf_putz(&bundle->lines, ": ");
            wd_buf_putz(&bundle->lines, words[work->lang] ? words[work->lang] : "");
        }
    }
}

struct wd_str wd_journey_close(struct wd_work *work, struct wd_journey_bundle *bundle)
{
    struct wd_str text = WD_STR_NONE;
    struct wd_buf all;
    const char *actor;
    json_t *of_actor;

    wd_buf_init(&all, 1 << 16);
    json_object_foreach (bundle->statements, actor, of_actor) {
        policy(work, bundle, actor, of_actor, &all);
    }
    if (bundle->lines.len > 0)
        line(&all, wd_buf_str(&bundle->lines));
    if (all.len > 0 && !all.failed && !bundle->lines.failed)
        text = wd_arena_copy(work->arena, wd_buf_str(&all));
    wd_buf_done(&all);
    wd_buf_done(&bundle->lines);
    json_decref(bundle->statements);
    return text;
}
