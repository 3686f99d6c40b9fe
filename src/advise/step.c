/* Steps that are no grants: a sentence, sometimes with a command, from the rule; or the cause's own
 * sentence when the rule has none. And the advice for what should be looked into first. */
#include "advise/google/grant.h"

#include "whydenied/base/timestamp.h"
#include "whydenied/names/ident.h"

static struct wd_str step_text(const struct wd_work *work, const struct wd_advice *step,
                               enum wd_lang lang)
{
    struct wd_work telling = *work;

    telling.lang = lang;
    if (wd_i18n(&step->text, lang))
        return wd_slot_text(&telling, &step->text);
    return wd_arena_copy(work->arena, wd_str_of(wd_cause_step(work->incident->cause)->text[lang]));
}

static void refer_to_rule(const struct wd_work *work, struct wd_remedy *remedy)
{
    const struct wd_rule *rule = work->incident->rule;

    for (size_t i = 0; rule && i < rule->reference_count; i++)
        wd_remedy_refer(work, remedy, rule->references[i]);
}

/* "accessPolicies/N" of "accessPolicies/N/servicePerimeters/data": levels and perimeters lie in it. */
static struct wd_fill_value access_policy(const struct wd_work *work)
{
    struct wd_str policy = wd_slot(work, WD_SLOT_POLICY), rest = policy;
    struct wd_str kind = wd_str_cut(&rest, '/'), number = wd_str_cut(&rest, '/');

    return wd_str_eqz(kind, "accessPolicies") && wd_ident_ok(WD_IDENT_NUMBER, number)
               ? wd_fill_as(wd_str_sub(policy, 0, kind.len + 1 + number.len), WD_FILL_OK)
               : wd_fill_as(WD_STR("accessPolicies/POLICY"), WD_FILL_MISSING);
}

/* In a document {member} is the principal as policies write it: "serviceAccount:…". */
static struct wd_fill_value draft_value(const void *context, struct wd_str name)
{
    const struct wd_work *work = context;
    struct wd_who who;

    if (wd_str_eqz(name, "access_policy"))
        return access_policy(work);
    if (!wd_str_eqz(name, "member"))
        return wd_slot_value(context, name);
    wd_who_google(work->advisor->accounts, wd_slot(work, WD_SLOT_PRINCIPAL),
                  work->incident->principal_kind, wd_slot(work, WD_SLOT_PROJECT), work->arena,
                  &who);
    return who.state == WD_WHO_KNOWN ? wd_fill_as(who.member, WD_FILL_OK)
                                     : wd_fill_as(WD_STR("MEMBER"), WD_FILL_MISSING);
}

/* A document to review: no gap and no refused name can hurt, for nothing is run. */
static struct wd_str draft(const struct wd_work *work, const struct wd_advice *step)
{
    struct wd_fill fill = {.resolve = draft_value, .context = work, .arena = work->arena};

    return step->draft ? wd_fill_text(&fill, wd_str_of(step->draft)) : WD_STR_NONE;
}

/* Two steps are one change if their words (in one language for all reports), their filled commands and their documents
 * are the same. */
static struct wd_str step_key(const struct wd_work *work, const struct wd_advice *step,
                              struct wd_str document)
{
    struct wd_fill fill = {.resolve = wd_slot_value, .context = work, .arena = work->arena};
    struct wd_argv filled = {NULL, 0};
    struct wd_str line = WD_STR_NONE;

    if (step->argv_count > 0 && wd_fill_argv(&fill, step->argv, step->argv_count, &filled) == 0)
        line = wd_command_text(work->arena, &filled);
    struct wd_str parts[] = {wd_str_of(wd_remedy_kind_name(step->kind)),
                             WD_STR("\n"),
                             step_text(work, step, WD_LANG_EN),
                             WD_STR("\n"),
                             line,
                             document};
    return wd_arena_concat(work->arena, parts, sizeof parts / sizeof *parts);
}

int wd_remedy_step(struct wd_work *work, const struct wd_advice *step)
{
    struct wd_fill fill = {.resolve = wd_slot_value, .context = work, .arena = work->arena};
    struct wd_argv command = {step->argv, step->argv_count};
    struct wd_str text = step_text(work, step, work->lang), document = draft(work, step);
    struct wd_remedy *remedy;

    if (wd_work_lacks_id(work, &command))
        return 0;
    int fresh = wd_work_open(work, step_key(work, step, document), step->kind, &remedy);

    if (fresh != 1)
        return fresh;
    remedy->summary = text.ptr;
    wd_remedy_fill(work, remedy, &fill, &command);
    if (document.len > 0)
        remedy->template_text = document.ptr;
    wd_remedy_step_verify(work, remedy, step);
    refer_to_rule(work, remedy);
    if (work->incident->uncertain)
        wd_remedy_warn(work, remedy, WD_SENTENCE0(work->arena, work->lang, WD_SAY_UNCERTAIN));
    return remedy->summary ? 0 : -1;
}

static int sentence(struct wd_work *work, enum wd_remedy_kind kind, struct wd_str text,
                    bool ask_first)
{
    struct wd_str parts[] = {wd_str_of(wd_remedy_kind_name(kind)), WD_STR("\n"), text};
    struct wd_remedy *remedy;
    int fresh = wd_work_say(work, wd_arena_concat(work->arena, parts, 3), kind, text, &remedy);

    if (fresh == 1 && ask_first)
        remedy->why_no_command = WD_SENTENCE0(work->arena, work->lang, WD_SAY_ASK_FIRST).ptr;
    return fresh < 0 ? -1 : 0;
}

int wd_remedy_overflow(struct wd_work *work)
{
    struct wd_remedy *remedy;
    struct wd_str text = WD_SENTENCE0(work->arena, work->lang, WD_SAY_OVERFLOW);

    return wd_work_say(work, WD_STR("investigate\noverflow"), WD_REMEDY_INVESTIGATE, text,
                       &remedy) < 0
               ? -1
               : 0;
}

int wd_remedy_cause(struct wd_work *work)
{
    const struct wd_incident *incident = work->incident;
    const struct wd_cause_step *step = wd_cause_step(incident->cause);
    char at[WD_TIME_TEXT];

    if (incident->cause == WD_CAUSE_PROPAGATING && incident->granted_at != WD_TIME_NONE)
        return sentence(work, step->kind,
                        WD_SENTENCE(work->arena, work->lang, WD_SAY_WAIT_SINCE,
                                    wd_str_of(wd_time_format(incident->granted_at, at))),
                        false);
    return sentence(work, step->kind, wd_str_of(step->text[work->lang]), false);
}

static enum wd_words_say reason_of(const struct wd_work *work)
{
    const struct wd_incident *incident = work->incident;
    struct wd_str reason = wd_str_of(incident->intent_reason);

    if (wd_str_eqz(reason, "enumeration"))
        return WD_SAY_INVESTIGATE_ENUMERATION;
    if (wd_str_eqz(reason, "outside_principal"))
        return WD_SAY_INVESTIGATE_OUTSIDE;
    for (size_t i = 0; i < incident->permission_count; i++)
        if (wd_permission_rewrites_access(work->advisor->danger,
                                          wd_str_of(incident->permissions[i]),
                                          wd_str_of(incident->object_type)))
            return WD_SAY_INVESTIGATE_REWRITES;
    return wd_str_eqz(reason, "rewrites_access") ? WD_SAY_INVESTIGATE_REWRITES : WD_SAY_INVESTIGATE;
}

/* What else did this account do? A read-only look at the audit log. */
static void look_at_log(const struct wd_work *work, struct wd_remedy *remedy)
{
    const char **argv = wd_arena_alloc(work->arena, 8 * sizeof *argv);
    struct wd_fill_value project = wd_slot_value(work, WD_STR("project"));
    struct wd_str name = wd_slot(work, WD_SLOT_PRINCIPAL);

    if (!argv || project.state != WD_FILL_OK || !wd_ident_ok(WD_IDENT_EMAIL, name) ||
        !wd_ident_ok(WD_IDENT_PROJECT, project.value))
        return;
    struct wd_str filter = wd_arena_printf(
        work->arena, "protoPayload.authenticationInfo.principalEmail=\"%.*s\"", WD_STR_ARG(name));
    struct wd_str in = wd_arena_printf(work->arena, "--project=%.*s", WD_STR_ARG(project.value));
    if (!filter.len || !in.len)
        return;
    const char *words[] = {"gcloud", "logging",         "read",      filter.ptr,
                           in.ptr,   "--freshness=30d", "--limit=50"};
    memcpy(argv, words, sizeof words);
    wd_remedy_verify(work, remedy, (struct wd_argv){argv, sizeof words / sizeof *words});
}

int wd_remedy_investigate(struct wd_work *work)
{
    const struct wd_incident *incident = work->incident;
    enum wd_words_say why = reason_of(work);
    struct wd_str parts[] = {WD_STR("investigate\n"),
                             wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]),
                             WD_STR("\n"),
                             WD_SENTENCE0(work->arena, work->lang, why),
                             WD_STR("\n"),
                             why == WD_SAY_INVESTIGATE_REWRITES && incident->permission_count > 0
                                 ? wd_str_of(incident->permissions[0])
                                 : WD_STR_NONE};
    struct wd_remedy *remedy;
    int fresh = wd_work_say(work, wd_arena_concat(work->arena, parts, 6), WD_REMEDY_INVESTIGATE,
                            parts[3], &remedy);

    if (fresh != 1)
        return fresh;
    remedy->why_no_command = WD_SENTENCE0(work->arena, work->lang, WD_SAY_ASK_FIRST).ptr;
    look_at_log(work, remedy);
    for (size_t i = 0; incident->rule && i < incident->rule->advice_count; i++)
        if (incident->rule->advice[i].role)
            wd_remedy_alternative(work, remedy, wd_str_of(incident->rule->advice[i].role),
                                  WD_SENTENCE0(work->arena, work->lang, WD_SAY_IF_WANTED));
    for (size_t i = 0; i < incident->permission_count; i++) {
        const char *link = NULL;
        struct wd_permission_fact fact;
        wd_remedy_warn(work, remedy,
                       wd_str_of(wd_catalogue_climbing(work->advisor->catalogue,
                                                       wd_str_of(incident->permissions[i]),
                                                       work->lang, &link)));
        wd_remedy_refer(work, remedy, link);
        if (wd_catalogue_fact(work->advisor->catalogue, wd_str_of(incident->permissions[i]), &fact))
            wd_remedy_alternative(work, remedy, wd_str_of(fact.role),
                                  WD_SENTENCE0(work->arena, work->lang, WD_SAY_IF_WANTED));
    }
    refer_to_rule(work, remedy);
    return remedy->summary ? 0 : -1;
}
