/* Trust policies of RAM roles: one more principal, the whole document.
 *
 * With the role's current policy (--trust-policy FILE) the merged document and the command are given;
 * without it only a proposal, since UpdateRole would lock out whoever the proposal does not name. */
#include "advise/alibaba/ram.h"

#include "whydenied/names/ident.h"

struct trust {
    struct wd_str role, account; /* empty if the log does not tell */
    struct wd_str who;           /* "pai.aliyuncs.com" or an ARN */
    const char *kind;            /* "Service" or "RAM" */
    const json_t *current;
    struct wd_str document;
};

static struct wd_fill_value resolve(const void *context, struct wd_str name)
{
    const struct trust *trust = context;

    if (wd_str_eqz(name, "document"))
        return wd_fill_as(trust->document, WD_FILL_OK);
    if (trust->role.len > 0)
        return wd_fill_as(trust->role, WD_FILL_OK);
    return wd_fill_as(WD_STR("RAM_ROLE"), WD_FILL_MISSING);
}

static bool is_own(const struct wd_work *work, struct wd_str account, struct wd_str home)
{
    if (account.len == 0)
        return false;
    return wd_str_eq(account, home) || wd_str_place(account, work->advisor->own_accounts,
                                                    work->advisor->own_account_count) != WD_NPOS;
}

/* The caller as a RAM principal; empty with a reason when it is unknown or of somebody else. */
static struct wd_str caller_arn(const struct wd_work *work, struct wd_str home,
                                enum wd_words_say *ret_reason)
{
    struct wd_ram who = wd_ram_of(wd_slot(work, WD_SLOT_PRINCIPAL), work->incident->principal_kind);
    struct wd_str account = who.account.len ? who.account : wd_slot(work, WD_SLOT_ACCOUNT);

    if (!wd_ident_ok(WD_IDENT_ACCOUNT, account))
        account = home;
    *ret_reason = work->incident->many_principals ? WD_SAY_MEMBER_MANY : WD_SAY_NO_MEMBER;
    if ((who.kind != WD_RAM_USER && who.kind != WD_RAM_ROLE) || account.len == 0)
        return WD_STR_NONE;
    *ret_reason = WD_SAY_OUTSIDE_ACCOUNT;
    if (!is_own(work, account, home))
        return WD_STR_NONE;
    return wd_arena_printf(work->arena, "acs:ram::%.*s:%s/%.*s", WD_STR_ARG(account),
                           who.kind == WD_RAM_ROLE ? "role" : "user", WD_STR_ARG(who.name));
}

/* The one statement to add when the current document is unknown: never a whole document, which would
 * look ready to put in its place (the template has a word where the present statements belong), and never
 * the account's root, which is every identity of it. */
static json_t *statement_to_add(const struct trust *trust)
{
    return json_pack("{s:s, s:s, s:{s:[s%]}}", "Action", "sts:AssumeRole", "Effect", "Allow",
                     "Principal", trust->kind, trust->who.ptr, trust->who.len);
}

static void give_command(const struct wd_work *work, struct wd_remedy *remedy, struct trust *trust,
                         json_t *policy)
{
    static const char *update[] = {"aliyun",     "ram",    "UpdateRole",
                                   "--RoleName", "{role}", "--NewAssumeRolePolicyDocument",
                                   "{document}"};
    static const char *get[] = {"aliyun", "ram", "GetRole", "--RoleName", "{role}"};
    struct wd_fill fill = {.resolve = resolve, .context = trust, .arena = work->arena};
    struct wd_argv command;

    trust->document = wd_json_text(work->arena, policy);
    if (wd_fill_argv(&fill, get, 5, &command) == 0)
        wd_remedy_verify(work, remedy, command);
    fill.worst = WD_FILL_OK;
    if (trust->current) {
        wd_remedy_fill(work, remedy, &fill, &(struct wd_argv){update, 7});
        return;
    }
    remedy->why_no_command =
        WD_SENTENCE0(work->arena, work->lang,
                     trust->role.len ? WD_SAY_TRUST_UNKNOWN : WD_SAY_ROLE_MISSING)
            .ptr;
    wd_remedy_warn(work, remedy, WD_SENTENCE0(work->arena, work->lang, WD_SAY_MERGE_TRUST));
    trust->document = wd_arena_printf(
        work->arena, "{\"Statement\":[STATEMENTS_OF_GETROLE,%.*s],\"Version\":\"1\"}",
        WD_STR_ARG(trust->document));
    if (wd_fill_argv(&fill, update, 7, &command) == 0)
        remedy->template_text = wd_command_text(work->arena, &command).ptr;
}

static int already(struct wd_work *work, const struct trust *trust)
{
    struct wd_str text =
        WD_SENTENCE(work->arena, work->lang, WD_SAY_TRUST_ALREADY, trust->who, trust->role);
    struct wd_str parts[] = {WD_STR("investigate\n"), text};
    struct wd_remedy *remedy;

    return wd_work_say(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_INVESTIGATE, text,
                       &remedy) < 0
               ? -1
               : 0;
}

/* The caller is trusted on a condition, or unknown: what the policy asks for is what to send. */
static int on_condition(struct wd_work *work, const struct trust *trust)
{
    struct wd_str asked = wd_trust_conditions(work->arena, trust->current);
    struct wd_str text =
        WD_SENTENCE(work->arena, work->lang, WD_SAY_TRUST_CONDITION, trust->role, asked);
    struct wd_str parts[] = {WD_STR("condition\n"), text};
    struct wd_remedy *remedy;

    if (asked.len == 0)
        return 0;
    return wd_work_say(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_CONFIGURATION, text,
                       &remedy) < 0
               ? -1
               : 0;
}

static int write_remedy(struct wd_work *work, struct trust *trust)
{
    struct wd_str shown = trust->role.len ? trust->role : WD_STR("RAM_ROLE");
    struct wd_str parts[] = {WD_STR("trust\n"), trust->who,    WD_STR("\n"), shown,
                             WD_STR("\n"),      trust->account};
    const struct wd_rule *rule = work->incident->rule;
    struct wd_remedy *remedy;
    bool had = false;
    json_t *policy = trust->current ? wd_trust_merge(trust->current, trust->kind, trust->who, &had)
                                    : statement_to_add(trust);
    int fresh = policy ? wd_work_open(work, wd_arena_concat(work->arena, parts, 6),
                                      WD_REMEDY_TRUST_POLICY, &remedy)
                       : -1;

    if (fresh != 1) {
        json_decref(policy);
        return fresh < 0 ? -1 : 0;
    }
    remedy->summary = WD_SENTENCE(work->arena, work->lang, WD_SAY_TRUST, trust->who, shown).ptr;
    remedy->member = wd_arena_copy(work->arena, trust->who).ptr;
    remedy->on_type = "ram_role";
    remedy->on_name = wd_arena_copy(work->arena, shown).ptr;
    give_command(work, remedy, trust, policy);
    for (size_t i = 0; rule && i < rule->reference_count; i++)
        wd_remedy_refer(work, remedy, rule->references[i]);
    if (trust->current)
        remedy->policy = policy;
    else
        json_decref(policy); /* a statement is no policy: only the template shows it */
    return remedy->summary ? 0 : -1;
}

/* The service that the log says the role does not trust, whichever the rule would have named. */
static struct wd_str named_service(const struct wd_work *work)
{
    struct wd_str who = wd_slot(work, WD_SLOT_PRINCIPAL);

    return !work->incident->many_principals && wd_str_ends(who, WD_STR(".aliyuncs.com")) &&
                   wd_ident_ok(WD_IDENT_HOST, who)
               ? who
               : WD_STR_NONE;
}

int wd_remedy_trust(struct wd_work *work, const struct wd_advice *step)
{
    struct trust trust = {.kind = step->trust_service ? "Service" : "RAM",
                          .who = wd_str_of(step->trust_service)};
    struct wd_ram meant = wd_ram_role_meant(work);
    struct wd_str named = named_service(work);
    enum wd_words_say reason;

    if (!step->trust_service && wd_ram_for_service_alone(work))
        return wd_remedy_for_service_alone(work);
    if (named.len > 0) {
        trust.kind = "Service";
        trust.who = named;
    }
    trust.role = meant.name;
    trust.account = meant.account;
    trust.current = wd_trust_files_find(work->advisor->trust, trust.role, trust.account);
    if (!step->trust_service && named.len == 0) {
        trust.who = caller_arn(work, trust.account, &reason);
        if (trust.who.len == 0 && trust.current && on_condition(work, &trust) != 0)
            return -1;
        if (trust.who.len == 0 && reason == WD_SAY_OUTSIDE_ACCOUNT)
            return wd_remedy_investigate(work);
        if (trust.who.len == 0)
            return wd_remedy_step(work, step);
    } else if (!wd_ident_ok(WD_IDENT_HOST, trust.who)) {
        return wd_remedy_step(work, step);
    }
    switch (trust.current ? wd_trust_of(work->arena, trust.current, trust.kind, trust.who)
                          : WD_TRUSTED_NOT) {
    case WD_TRUSTED_PLAINLY:
        return already(work, &trust);
    case WD_TRUSTED_ON_CONDITION:
        return on_condition(work, &trust);
    case WD_TRUSTED_NOT:
        break;
    }
    return write_remedy(work, &trust);
}
