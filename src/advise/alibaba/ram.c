/* RAM: a custom policy with exactly the denied actions on exactly the resource, for one user or role.
 *
 * System policies are named as wider alternatives, never put into a command. */
#include "advise/alibaba/ram.h"

#include "whydenied/names/ident.h"

enum { ACTIONS_MAX = 16 };

struct need {
    const struct wd_advice *step; /* of the rule; NULL: none */
    struct wd_str actions[ACTIONS_MAX], resources[ACTIONS_MAX];
    size_t count, resource_count;
    bool known;    /* every action passes its grammar and has a resource */
    bool for_role; /* the rule knows that a role is denied, whatever its name */
    struct wd_ram who;
    struct wd_str name, document; /* of the policy */
    struct wd_str stand_in;       /* for a resource that is not known: all in PLACEHOLDERS */
};

static void add_resource(struct need *need, struct wd_str resource)
{
    for (size_t i = 0; i < need->resource_count; i++)
        if (wd_str_eq(need->resources[i], resource))
            return;
    need->resources[need->resource_count++] = resource;
}

/* The rule may say where: "acs:oss:*:*:{bucket}/" and a star. Its own wildcards stand, the log's never.
 * What the log does not tell leaves the rule's pattern with PLACEHOLDERS behind, for the template. */
static struct wd_str resource_of(const struct wd_work *work, struct wd_str action,
                                 struct need *need)
{
    const struct wd_advice *step = need->step;
    struct wd_fill fill = {.resolve = wd_slot_value, .context = work, .arena = work->arena};
    struct wd_str filled;

    if (!step || !step->on || strncmp(step->on, "acs:", 4) != 0) {
        need->stand_in = wd_str_of(wd_ram_stand_in(work, action));
        return wd_ram_resource(work, action);
    }
    filled = wd_fill_text(&fill, wd_str_of(step->on));
    if (fill.worst == WD_FILL_OK)
        return filled;
    need->stand_in = filled;
    return WD_STR_NONE;
}

static void add_action(const struct wd_work *work, struct need *need, struct wd_str action)
{
    struct wd_str resource = WD_STR_NONE;

    if (need->count == ACTIONS_MAX)
        return;
    if (wd_ident_ok(WD_IDENT_RAM_ACTION, action))
        resource = resource_of(work, action, need);
    else
        action = WD_STR("ACTION"); /* not even a template repeats what has no form */
    if (resource.len > 0)
        add_resource(need, resource);
    else
        need->known = false;
    need->actions[need->count++] = action;
}

/* The refusal names an action of the product that the step's constant is of: the constant fills gaps only. */
static bool knows_action_of(const struct wd_incident *incident, const struct wd_advice *step)
{
    const char *colon = strchr(step->permission, ':');
    size_t product = colon ? (size_t)(colon - step->permission) + 1 : 0;

    return product > 0 && incident->permission_count > 0 &&
           incident->source[WD_SLOT_PERMISSION] > WD_SOURCE_RULE &&
           strncmp(incident->permissions[0], step->permission, product) == 0;
}

static bool names_a_role(const struct wd_work *work, const struct wd_advice *step)
{
    const struct wd_rule *rule = work->incident->rule;
    const char *who = step && step->to ? step->to : rule ? rule->principal : NULL;

    return who && strcmp(who, "ram_role") == 0;
}

static void collect(const struct wd_work *work, struct need *need)
{
    const struct wd_incident *incident = work->incident;
    const struct wd_advice *step = need->step;

    need->known = true;
    need->stand_in = WD_STR("RESOURCE");
    need->for_role = names_a_role(work, step);
    if (step && step->permission && !knows_action_of(incident, step))
        add_action(work, need, wd_str_of(step->permission));
    else
        for (size_t i = 0; i < incident->permission_count; i++)
            add_action(work, need, wd_str_of(incident->permissions[i]));
    if (need->count == 0 && incident->slot[WD_SLOT_ACTION])
        add_action(work, need, wd_str_of(incident->slot[WD_SLOT_ACTION]));
    need->who = wd_ram_of(wd_slot(work, WD_SLOT_PRINCIPAL), incident->principal_kind);
    /* "ram_user" and "ram_role": the account that a rule names, when the log names none. */
    if (step && step->to && strcmp(step->to, "ram_role") == 0) {
        struct wd_str role = wd_ram_role_name(wd_slot(work, WD_SLOT_ROLE), NULL);
        need->who = (struct wd_ram){role.len ? WD_RAM_ROLE : WD_RAM_UNKNOWN, role, WD_STR_NONE};
    }
}

static bool any_rewrites(const struct wd_work *work, const struct need *need)
{
    for (size_t i = 0; i < need->count; i++)
        if (wd_permission_rewrites_access(work->advisor->danger, need->actions[i], WD_STR_NONE))
            return true;
    return false;
}

static struct wd_str joined(const struct wd_work *work, const struct wd_str *list, size_t count,
                            struct wd_str none)
{
    struct wd_str text = count ? list[0] : none;

    for (size_t i = 1; i < count; i++) {
        struct wd_str parts[] = {text, WD_STR(", "), list[i]};
        text = wd_arena_concat(work->arena, parts, 3);
    }
    return text;
}

/* The diagnostic message says which policy decided, and on what: nothing else is asked before it. */
static void decode_first(const struct wd_work *work, struct wd_remedy *remedy)
{
    static const char *decode[] = {"aliyun", "ram", "DecodeDiagnosticMessage",
                                   "--EncodedDiagnosticMessage", "{unique_id}"};
    struct wd_fill fill = {.resolve = wd_slot_value, .context = work, .arena = work->arena};
    struct wd_argv command;

    if (wd_slot(work, WD_SLOT_UNIQUE_ID).len > 0 &&
        wd_fill_argv(&fill, decode, sizeof decode / sizeof *decode, &command) == 0 &&
        fill.worst == WD_FILL_OK)
        wd_remedy_verify(work, remedy, command);
}

static bool takes_policies(const struct need *need)
{
    return need->who.kind == WD_RAM_ROLE && wd_ram_keeper_of(need->who.name) == WD_RAM_KEEPER_NONE;
}

/* "role/admin", "role/prod-Administrator": by its name a role that may do everything, to be passed on or assumed. */
static bool becomes_admin(const struct need *need)
{
    return (wd_str_has(need->document, WD_STR("\"ram:PassRole\"")) ||
            wd_str_has(need->document, WD_STR("\"sts:AssumeRole\""))) &&
           wd_str_ihas(need->document, "admin");
}

static struct wd_fill_value resolve(const void *context, struct wd_str name)
{
    const struct need *need = context;

    if (wd_str_eqz(name, "policy"))
        return wd_fill_as(need->name, WD_FILL_OK);
    if (wd_str_eqz(name, "document"))
        return wd_fill_as(need->document,
                          need->known && !becomes_admin(need) ? WD_FILL_OK : WD_FILL_MISSING);
    if (need->who.kind == WD_RAM_USER || takes_policies(need))
        return wd_fill_as(need->who.name, WD_FILL_OK);
    return wd_fill_as(wd_str_eqz(name, "role") ? WD_STR("RAM_ROLE") : WD_STR("RAM_USER"),
                      WD_FILL_MISSING);
}

static void look_up_number(const struct wd_work *work, struct wd_remedy *remedy, struct wd_str id)
{
    const char **argv = wd_arena_alloc(work->arena, 6 * sizeof *argv);
    struct wd_str number = wd_arena_copy(work->arena, id);

    if (argv && number.len) {
        const char *words[] = {"aliyun", "ims", "GetUser", "--UserId", number.ptr};
        memcpy(argv, words, sizeof words);
        wd_remedy_verify(work, remedy, (struct wd_argv){argv, 5});
    }
}

/* What keeps the policy from being attached as it is shown; WD_SAY_COUNT: nothing. */
static enum wd_words_say obstacle(const struct need *need)
{
    static const enum wd_words_say kept[WD_RAM_KEEPERS] = {
        [WD_RAM_KEEPER_NONE] = WD_SAY_COUNT,
        [WD_RAM_KEEPER_SERVICE] = WD_SAY_RAM_OF_SERVICE,
        [WD_RAM_KEEPER_SSO] = WD_SAY_RAM_OF_SSO,
        [WD_RAM_KEEPER_LINK] = WD_SAY_RAM_SERVICE_LINKED,
        [WD_RAM_KEEPER_DIRECTORY] = WD_SAY_COUNT};

    if (need->who.kind == WD_RAM_OUTSIDER)
        return WD_SAY_RAM_OUTSIDER;
    if (need->who.kind == WD_RAM_ROLE && /* whatever the resource is */
        kept[wd_ram_keeper_of(need->who.name)] != WD_SAY_COUNT)
        return kept[wd_ram_keeper_of(need->who.name)];
    if (!need->known)
        return WD_SAY_RAM_RESOURCE_MISSING;
    if (becomes_admin(need))
        return WD_SAY_RAM_BECOMES_ADMIN;
    if (need->who.kind == WD_RAM_ROLE_ID)
        return WD_SAY_RAM_ROLE_NUMBER;
    return need->who.kind == WD_RAM_USER_ID ? WD_SAY_RAM_USER_NUMBER : WD_SAY_COUNT;
}

static void commands(const struct wd_work *work, struct wd_remedy *remedy, struct need *need)
{
    static const char *create[] = {"aliyun",       "ram",      "CreatePolicy",
                                   "--PolicyName", "{policy}", "--PolicyDocument",
                                   "{document}"};
    static const char *to_user[] = {"aliyun",       "ram",        "AttachPolicyToUser",
                                    "--PolicyType", "Custom",     "--PolicyName",
                                    "{policy}",     "--UserName", "{user}"};
    static const char *to_role[] = {"aliyun",       "ram",        "AttachPolicyToRole",
                                    "--PolicyType", "Custom",     "--PolicyName",
                                    "{policy}",     "--RoleName", "{role}"};
    static const char *of_user[] = {"aliyun", "ram", "ListPoliciesForUser", "--UserName", "{user}"};
    static const char *of_role[] = {"aliyun", "ram", "ListPoliciesForRole", "--RoleName", "{role}"};
    struct wd_fill fill = {.resolve = resolve, .context = need, .arena = work->arena};
    bool role = need->who.kind == WD_RAM_ROLE || need->who.kind == WD_RAM_ROLE_ID ||
                need->who.kind == WD_RAM_OUTSIDER ||
                (need->who.kind == WD_RAM_UNKNOWN &&
                 (need->for_role || work->incident->principal_kind == WD_PRINCIPAL_RAM_ROLE));
    struct wd_argv command;

    decode_first(work, remedy);
    if (need->who.kind == WD_RAM_USER_ID)
        look_up_number(work, remedy, need->who.name);
    enum wd_words_say why = obstacle(need);
    if (why != WD_SAY_COUNT)
        remedy->why_no_command =
            WD_SENTENCE(work->arena, work->lang, why, wd_slot(work, WD_SLOT_PRINCIPAL)).ptr;
    wd_remedy_fill(work, remedy, &fill, &(struct wd_argv){create, 7});
    wd_remedy_fill(work, remedy, &fill, &(struct wd_argv){role ? to_role : to_user, 9});
    if (wd_fill_argv(&fill, role ? of_role : of_user, 5, &command) == 0)
        wd_remedy_verify(work, remedy, command);
}

static void wider(const struct wd_work *work, struct wd_remedy *remedy, const struct need *need)
{
    for (size_t a = 0; a < need->count; a++) {
        const char *policy = wd_ram_wider(work->advisor->ram, need->actions[a]);
        if (policy)
            wd_remedy_alternative(work, remedy, wd_str_of(policy),
                                  WD_SENTENCE0(work->arena, work->lang, WD_SAY_FULL_ACCESS));
    }
}

static struct wd_str terraform(const struct wd_work *work, const struct need *need,
                               struct wd_str hex)
{
    bool role = need->who.kind == WD_RAM_ROLE;
    struct wd_str id = wd_terraform_name(work->arena, WD_STR("ram_policy"), hex);

    if (wd_work_lean(work) || !need->known || becomes_admin(need) ||
        (need->who.kind != WD_RAM_USER && !takes_policies(need)))
        return WD_STR_NONE;
    return wd_arena_printf(
        work->arena,
        "resource \"alicloud_ram_policy\" \"%.*s\" {\n  policy_name     = \"%.*s\"\n"
        "  policy_document = <<-EOT\n  %.*s\n  EOT\n}\n\n"
        "resource \"alicloud_ram_%s_policy_attachment\" \"%.*s\" {\n"
        "  policy_name = alicloud_ram_policy.%.*s.policy_name\n"
        "  policy_type = \"Custom\"\n  %s   = \"%.*s\"\n}\n",
        WD_STR_ARG(id), WD_STR_ARG(need->name), WD_STR_ARG(need->document), role ? "role" : "user",
        WD_STR_ARG(id), WD_STR_ARG(id), role ? "role_name" : "user_name",
        WD_STR_ARG(need->who.name));
}

static void describe(const struct wd_work *work, struct wd_remedy *remedy, struct need *need)
{
    const struct wd_rule *rule = work->incident->rule;
    const char *link;

    for (size_t i = 0; i < need->count; i++) {
        link = NULL;
        wd_remedy_warn(work, remedy,
                       wd_str_of(wd_catalogue_climbing(work->advisor->catalogue, need->actions[i],
                                                       work->lang, &link)));
        wd_remedy_refer(work, remedy, link);
    }
    for (size_t i = 0; rule && i < rule->reference_count; i++)
        wd_remedy_refer(work, remedy, rule->references[i]);
    wider(work, remedy, need);
    if (need->who.kind == WD_RAM_USER || need->who.kind == WD_RAM_ROLE) {
        struct wd_str parts[] = {need->who.kind == WD_RAM_ROLE ? WD_STR("role/") : WD_STR("user/"),
                                 need->who.name};
        remedy->member = wd_arena_concat(work->arena, parts, 2).ptr;
    }
    remedy->on_type = work->incident->object_type
                          ? wd_arena_copy(work->arena, wd_str_of(work->incident->object_type)).ptr
                          : "other";
    remedy->on_name = joined(work, need->resources, need->resource_count, need->stand_in).ptr;
}

/* Nothing names the action: the rule's words, and why there is no policy to show. */
static int no_action(struct wd_work *work, const struct wd_advice *step)
{
    size_t before = work->count;

    if (!step || !wd_i18n(&step->text, work->lang))
        return wd_remedy_cause(work);
    if (wd_remedy_step(work, step) != 0)
        return -1;
    if (work->count > before) {
        struct wd_remedy *remedy = wd_drafts_remedy(work->drafts, work->remedies[work->count - 1]);
        decode_first(work, remedy);
        if (!remedy->why_no_command && remedy->command_count == 0)
            remedy->why_no_command =
                WD_SENTENCE0(work->arena, work->lang, WD_SAY_ACTION_MISSING).ptr;
    }
    return 0;
}

/* What the remedy's sentence says, and what tells it from others. */
struct texts {
    struct wd_str actions, on, who, key;
};

static struct texts texts_of(const struct wd_work *work, const struct need *need)
{
    struct wd_str name = need->who.name;
    struct texts t = {.actions = joined(work, need->actions, need->count, WD_STR("ACTION")),
                      .on = joined(work, need->resources, need->known ? need->resource_count : 0,
                                   need->stand_in)};
    struct wd_str parts[] = {WD_STR("ram\n"), t.actions,
                             WD_STR("\n"),    t.on,
                             WD_STR("\n"),    name.len ? name : wd_slot(work, WD_SLOT_PRINCIPAL)};

    t.who = name.len ? name
                     : WD_SENTENCE0(work->arena, work->lang,
                                    need->for_role ? WD_SAY_THE_WORKS_ROLE : WD_SAY_THE_CALLER);
    t.key = wd_arena_concat(work->arena, parts, 6);
    return t;
}

static json_t *policy_of(const struct need *need)
{
    return need->known
               ? wd_ram_policy(need->actions, need->count, need->resources, need->resource_count)
               : wd_ram_policy(need->actions, need->count, &need->stand_in, 1);
}

/* The remedy of a policy of its own; what the step says besides. */
static int give_policy(struct wd_work *work, struct wd_remedy *remedy, struct need *need,
                       const struct texts *t)
{
    struct wd_str hex = wd_key_hex(work->arena, t->key, 8);
    json_t *policy = policy_of(need);

    need->name = wd_arena_printf(work->arena, "whydenied-%.*s", WD_STR_ARG(hex));
    need->document = wd_json_text(work->arena, policy);
    remedy->summary =
        WD_SENTENCE(work->arena, work->lang, WD_SAY_RAM_POLICY, t->actions, t->on, t->who).ptr;
    describe(work, remedy, need);
    if (need->who.kind == WD_RAM_ROOT)
        remedy->why_no_command = WD_SENTENCE0(work->arena, work->lang, WD_SAY_RAM_ROOT).ptr;
    else
        commands(work, remedy, need);
    wd_remedy_step_verify(work, remedy, need->step);
    if (!remedy->withheld)
        remedy->terraform = wd_terraform_of(work->arena, terraform(work, need, hex));
    if (need->known)
        remedy->policy = policy;
    else
        json_decref(policy);
    return remedy->summary && policy ? 0 : -1;
}

int wd_remedy_ram(struct wd_work *work, const struct wd_advice *step)
{
    struct need need = {.step = step};
    struct wd_remedy *remedy;

    collect(work, &need);
    if (any_rewrites(work, &need))
        return wd_remedy_investigate(work);
    if (need.count == 0)
        return no_action(work, step);
    if (wd_ram_for_service_alone(work))
        return wd_remedy_for_service_alone(work);
    if (wd_ram_wants_trust_alone(work))
        return 0;
    int told = wd_ram_already(work, need.actions, need.count);
    if (told != 0)
        return told < 0 ? -1 : 0;
    struct texts texts = texts_of(work, &need);
    int fresh = wd_work_open(
        work, texts.key,
        step && step->kind == WD_REMEDY_GRANT ? WD_REMEDY_GRANT : WD_REMEDY_CUSTOM_ROLE, &remedy);
    return fresh == 1 ? give_policy(work, remedy, &need, &texts) : fresh;
}
