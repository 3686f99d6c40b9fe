/* The change that took the access away stands in the log: said before any grant. Who made it may have meant it,
 * so there is no command to undo it. */
#include "advise/google/grant.h"

#include "whydenied/base/timestamp.h"
#include "whydenied/names/ident.h"

static enum wd_words_say removed_from(struct wd_str member)
{
    if (wd_str_eqz(member, "allUsers") || wd_str_eqz(member, "allAuthenticatedUsers"))
        return WD_SAY_TAKEN_PUBLIC;
    return wd_str_starts(member, WD_STR("group:")) ||
                   wd_str_starts(member, WD_STR("principalSet://"))
               ? WD_SAY_TAKEN_GROUP_ROLE
               : WD_SAY_TAKEN_ROLE;
}

/* A RAM user bears another name since; of a role that was deleted both are its own. */
static bool is_renamed(const struct wd_change *change)
{
    return change->role && change->member && strcmp(change->role, change->member) != 0;
}

static enum wd_words_say account_gone(const struct wd_change *change, bool anew)
{
    if (anew)
        return WD_SAY_TAKEN_ACCOUNT_ANEW;
    return is_renamed(change) ? WD_SAY_TAKEN_RENAMED : WD_SAY_TAKEN_ACCOUNT;
}

static enum wd_words_say sentence_of(const struct wd_change *change, bool anew)
{
    static const enum wd_words_say says[WD_CHANGE_COUNT] = {
        [WD_CHANGE_DENY_POLICY] = WD_SAY_TAKEN_DENY_POLICY,
        [WD_CHANGE_ORG_POLICY] = WD_SAY_TAKEN_ORG_POLICY,
        [WD_CHANGE_PERIMETER] = WD_SAY_TAKEN_PERIMETER,
        [WD_CHANGE_KEY_OFF] = WD_SAY_TAKEN_KEY,
        [WD_CHANGE_API_OFF] = WD_SAY_TAKEN_API,
        [WD_CHANGE_API_ON] = WD_SAY_API_SINCE,
        [WD_CHANGE_MADE] = WD_SAY_MADE_SINCE,
        [WD_CHANGE_ACCOUNT_MADE] = WD_SAY_MADE_SINCE,
        [WD_CHANGE_BILLING_OFF] = WD_SAY_TAKEN_BILLING,
        [WD_CHANGE_DELETED] = WD_SAY_TAKEN_RESOURCE,
        [WD_CHANGE_TRUST] = WD_SAY_TAKEN_TRUST,
        [WD_CHANGE_POLICY] = WD_SAY_TAKEN_POLICY,
        [WD_CHANGE_POLICY_MADE] = WD_SAY_TAKEN_BY_DENY,
        [WD_CHANGE_ROLE] = WD_SAY_TAKEN_PERMISSION,
        [WD_CHANGE_ROLE_OFF] = WD_SAY_TAKEN_CUSTOM_ROLE,
        [WD_CHANGE_LEFT_GROUP] = WD_SAY_TAKEN_MEMBERSHIP,
        [WD_CHANGE_RBAC_OFF] = WD_SAY_TAKEN_RBAC,
        [WD_CHANGE_POLICY_OFF] = WD_SAY_TAKEN_POLICY_VERSION,
        [WD_CHANGE_BUCKET_POLICY] = WD_SAY_TAKEN_BUCKET,
        [WD_CHANGE_BOUNDARY] = WD_SAY_TAKEN_BOUNDARY,
    };

    if (change->what == WD_CHANGE_ACCOUNT_OFF)
        return account_gone(change, anew);
    if (change->what == WD_CHANGE_REMOVED)
        return removed_from(wd_str_of(change->member));
    return says[change->what] ? says[change->what] : WD_SAY_TAKEN_ROLE;
}

/* "projects/acme-ml-prod" → "--project=acme-ml-prod". */
static struct wd_str scope_of(const struct wd_work *work, const char *resource)
{
    struct wd_str name = wd_str_of(resource), kind = wd_str_cut(&name, '/');
    enum wd_ident ident = wd_str_eqz(kind, "projects") ? WD_IDENT_PROJECT : WD_IDENT_NUMBER;

    if (!wd_ident_ok(ident, name) || !wd_str_ends(kind, WD_STR("s")))
        return WD_STR_NONE;
    return wd_arena_printf(work->arena, "--%.*s=%.*s", (int)(kind.len - 1), kind.ptr,
                           WD_STR_ARG(name));
}

/* The person asks for another grant: nothing is to be restored. */
static int ask_again(struct wd_work *work, struct wd_str text)
{
    struct wd_str parts[] = {WD_STR("taken\n"), text}, request;
    struct wd_argv search;
    struct wd_remedy *remedy;
    int fresh = wd_work_say(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_CONFIGURATION,
                            text, &remedy);

    if (fresh != 1)
        return fresh;
    if (wd_entitlement_ask(work, scope_of(work, work->incident->taken->resource), &search,
                           &request)) {
        wd_remedy_verify(work, remedy, search);
        remedy->template_text = request.ptr;
    }
    return 0;
}

/* Who changed what this account may do: a read-only look. */
static void look_for_changes(const struct wd_work *work, struct wd_str who,
                             struct wd_remedy *remedy)
{
    const char **argv = wd_arena_alloc(work->arena, 6 * sizeof *argv);
    struct wd_str project = wd_slot(work, WD_SLOT_PROJECT);

    if (!argv || !wd_ident_ok(WD_IDENT_EMAIL, who) || !wd_ident_ok(WD_IDENT_PROJECT, project))
        return;
    struct wd_str filter = wd_arena_printf(
        work->arena, "protoPayload.methodName:\"SetIamPolicy\" AND \"%.*s\"", WD_STR_ARG(who));
    struct wd_str in = wd_arena_printf(work->arena, "--project=%.*s", WD_STR_ARG(project));
    if (!filter.len || !in.len)
        return;
    const char *words[] = {"gcloud", "logging", "read", filter.ptr, in.ptr, "--freshness=30d"};
    memcpy(argv, words, sizeof words);
    wd_remedy_verify(work, remedy, (struct wd_argv){argv, sizeof words / sizeof *words});
}

int wd_remedy_lost(struct wd_work *work)
{
    struct wd_str who = wd_slot(work, WD_SLOT_PRINCIPAL);
    char at[WD_TIME_TEXT];
    struct wd_str text = WD_SENTENCE(work->arena, work->lang, WD_SAY_LOST_ROLES, who,
                                     wd_str_of(wd_time_format(work->incident->lost_at, at)));
    struct wd_str parts[] = {WD_STR("lost\n"), text};
    struct wd_remedy *remedy;
    int fresh = wd_work_say(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_INVESTIGATE,
                            text, &remedy);

    if (fresh != 1)
        return fresh;
    remedy->why_no_command = WD_SENTENCE0(work->arena, work->lang, WD_SAY_ASK_FIRST).ptr;
    look_for_changes(work, who, remedy);
    return 0;
}

static struct wd_str or_noun(const struct wd_work *work, const char *text, enum wd_slot slot)
{
    return wd_say_fact(slot, wd_str_of(text), work->lang).value;
}

int wd_remedy_taken(struct wd_work *work)
{
    const struct wd_change *taken = work->incident->taken;
    bool ended = wd_taken_by_end(taken);
    char at[WD_TIME_TEXT];
    struct wd_str actor = taken->actor ? wd_str_of(taken->actor)
                                       : WD_SENTENCE0(work->arena, work->lang, WD_SAY_SOMEBODY);
    struct wd_str text = WD_SENTENCE(
        work->arena, work->lang,
        ended ? WD_SAY_TAKEN_PAM : sentence_of(taken, work->incident->anew),
        or_noun(work, taken->role, WD_SLOT_ROLE), or_noun(work, taken->member, WD_SLOT_PRINCIPAL),
        or_noun(work, taken->what == WD_CHANGE_ACCOUNT_MADE ? taken->member : taken->resource,
                WD_SLOT_RESOURCE),
        wd_str_of(wd_time_format(taken->time, at)), actor);
    struct wd_str parts[] = {WD_STR("taken\n"), text};
    struct wd_remedy *remedy;

    if (ended)
        return ask_again(work, text);
    int fresh = wd_work_say(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_INVESTIGATE,
                            text, &remedy);

    if (fresh == 1 && !wd_taken_is_answer(taken))
        remedy->why_no_command = WD_SENTENCE0(work->arena, work->lang, WD_SAY_ASK_FIRST).ptr;
    return fresh < 0 ? fresh : 0;
}
