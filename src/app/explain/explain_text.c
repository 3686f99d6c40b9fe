/* `explain` for people: five lines on top with what to run. */
#include "app/explain/explain.h"

#include <inttypes.h>

#include "whydenied/base/escape.h"
#include "whydenied/report.h"
#include "whydenied/report/value.h"

/* ---- the five lines ---------------------------------------------------------------------------- */

static struct wd_str or_unknown(const struct wd_explain *explain, struct wd_str s)
{
    return s.len ? s : wd_str_of(wd_explain_say(explain, W_UNKNOWN));
}

static void put_command(struct wd_output *out, const char *label, struct wd_str line)
{
    wd_explain_label(out, label);
    wd_output_put_visible(out, line);
    wd_output_putz(out, "\n");
}

static void put_argv(struct wd_output *out, const char *label, const struct wd_argv *argv)
{
    struct wd_buf line;

    wd_buf_init(&line, (size_t)64 * 1024);
    wd_shell_line(&line, argv);
    put_command(out, label, wd_buf_str(&line));
    wd_buf_done(&line);
}

/* What is to be changed, and why no command does it as it stands. */
static void put_change(const struct wd_explain *explain, const struct wd_remedy *remedy,
                       enum wd_explain_word label, struct wd_output *out)
{
    struct wd_str why = wd_str_of(remedy ? remedy->why_no_command : NULL);
    struct wd_buf sentence;

    wd_buf_init(&sentence, (size_t)64 * 1024);
    wd_buf_put(&sentence, or_unknown(explain, wd_str_of(remedy ? remedy->summary : NULL)));
    if (remedy && why.len && remedy->command_count == 0 && !wd_str_eqz(why, remedy->summary)) {
        wd_buf_putz(&sentence, explain->options->lang == WD_LANG_JA ? "" : " ");
        wd_buf_put(&sentence, why);
    }
    wd_explain_prose(explain, out, wd_explain_say(explain, label), wd_buf_str(&sentence));
    wd_buf_done(&sentence);
}

/* How wide the role is that is proposed, and what tells most about it. */
static void put_breadth(const struct wd_explain *explain, const struct wd_remedy *remedy,
                        struct wd_output *out)
{
    const char *among = remedy->role_also_count > 0 ? remedy->role_also[0] : NULL;
    struct wd_buf line;

    wd_buf_init(&line, (size_t)64 * 1024);
    wd_report_size(&line, explain->options->lang, remedy->role_size, wd_str_of(among));
    if (line.len)
        wd_explain_prose(explain, out, wd_explain_say(explain, W_ROLE), wd_buf_str(&line));
    wd_buf_done(&line);
}

/* The first check: the troubleshooter's link that the message carries, or else a command. */
static void put_check(const struct wd_explain *explain, const struct wd_remedy *remedy,
                      struct wd_output *out)
{
    const char *label = wd_explain_say(explain, W_CHECK);

    if (explain->link)
        put_command(out, label, wd_str_of(explain->link));
    else if (remedy->verify_count > 0)
        put_argv(out, label, &remedy->verify[0]);
}

/* A change, what to run or to complete for it, and how wide it is. */
static void put_fix(const struct wd_explain *explain, const struct wd_remedy *remedy,
                    enum wd_explain_word word, struct wd_output *out)
{
    struct wd_str template = wd_str_of(remedy ? remedy->template_text : NULL);
    const char *label = wd_explain_say(explain, W_EDIT);

    put_change(explain, remedy, word, out);
    if (!remedy)
        return;
    for (size_t i = 0; i < remedy->command_count; i++)
        put_argv(out, "", &remedy->commands[i]);
    while (remedy->command_count == 0 && template.len) {
        put_command(out, label, wd_str_cut(&template, '\n'));
        label = "";
    }
    put_breadth(explain, remedy, out);
}

/* Every change that is needed, and one check. */
static void put_fixes(const struct wd_explain *explain, struct wd_output *out)
{
    const struct wd_plan *plan = explain->plan;
    const size_t *of = plan ? plan->of_incident[explain->planned] : NULL;
    size_t needed = plan ? plan->of_incident_together[explain->planned] : 0;

    if (needed == 0)
        put_fix(explain, NULL, W_FIX, out);
    for (size_t i = 0; i < needed; i++)
        put_fix(explain, plan->remedies[of[i]], i == 0 ? W_FIX : W_AND, out);
    if (needed > 0)
        put_check(explain, plan->remedies[of[0]], out);
}

static void put_what(const struct wd_explain *explain, struct wd_output *out)
{
    const struct wd_event *event = &explain->bench.seen.event;
    struct wd_str what =
        event->permission_count ? event->permissions[0].name : event->slot[WD_SLOT_METHOD];
    wd_explain_label(out, wd_explain_say(explain, W_WHAT));
    wd_explain_put(out, or_unknown(explain, what));
    for (size_t i = 1; i < event->permission_count; i++) {
        wd_output_putz(out, ", ");
        wd_explain_put(out, event->permissions[i].name);
    }
    wd_output_putz(out, "\n");
}

/* Two things go wrong with W&B service accounts and leave no line in any log. */
static const char *const wandb_hints[][WD_LANG_COUNT] = {
    {"A run that does not appear: set WANDB_ENTITY to the team (always for an account of one team; "
     "an "
     "account of the organisation falls back to its default team).",
     "runが表示されない場合: WANDB_ENTITYにチームを設定する(チームのアカウントでは必須。"
     "組織のアカウントは既定のチームに記録される)。"},
    {"A run shown under the service account instead of a person: WANDB_USERNAME or "
     "WANDB_USER_EMAIL "
     "must name a member of the account's team.",
     "runが本人のものにならない場合: WANDB_USERNAMEまたはWANDB_USER_EMAILには、"
     "アカウントのチームに属するユーザーを指定する。"},
};

static void put_hints(const struct wd_explain *explain, struct wd_output *out)
{
    bool wandb = wd_anchor_find(explain->text, WD_STR("wandb"), 0) != WD_NPOS ||
                 wd_anchor_find(explain->text, WD_STR("w&b"), 0) != WD_NPOS;
    for (size_t i = 0; wandb && i < sizeof wandb_hints / sizeof wandb_hints[0]; i++)
        wd_explain_prose(explain, out, "", wd_str_of(wandb_hints[i][explain->options->lang]));
}

/* No problem was made of it: why not. */
static enum wd_explain_word no_incident(const struct wd_explain *explain)
{
    const struct wd_event *event = &explain->bench.seen.event;

    if (wd_str_trim(explain->text).len == 0)
        return W_EMPTY;
    if (event->kind != WD_KIND_DENIAL && wd_input_damaged(&explain->input))
        return W_DAMAGED;
    if (event->kind == WD_KIND_DENIAL && explain->bench.seen.score > 0)
        return W_UNMATCHED;
    if (event->kind == WD_KIND_FOREIGN)
        return W_FOREIGN;
    if (event->dialect == WD_DIALECT_AUDIT || event->dialect == WD_DIALECT_ACTIONTRAIL)
        return W_NOTHING; /* whose it is, the record says; words of a request in it are nobody's refusal */
    return event->kind == WD_KIND_OTHER && wd_text_is_refusal(explain->text) ? W_NO_CLOUD
                                                                             : W_NOTHING;
}

static void put_top(const struct wd_explain *explain, struct wd_output *out)
{
    const struct wd_event *event = &explain->bench.seen.event;
    const struct wd_incident *incident = explain->incident;
    struct wd_str on = event->object.name.len ? event->object.name : event->slot[WD_SLOT_RESOURCE];
    struct wd_str who = wd_str_of(incident ? incident->slot[WD_SLOT_PRINCIPAL] : NULL);
    struct wd_buf line;
    if (!incident) {
        wd_explain_prose(explain, out, "",
                         wd_str_of(wd_explain_say(explain, no_incident(explain))));
        put_hints(explain, out);
        return;
    }
    wd_buf_init(&line, (size_t)64 * 1024);
    wd_explain_line(out, wd_explain_say(explain, W_WHO), or_unknown(explain, who));
    put_what(explain, out);
    wd_explain_line(out, wd_explain_say(explain, W_ON), or_unknown(explain, on));
    wd_report_say(&line, &incident->rule->title, incident, explain->options->lang);
    wd_buf_printf(&line, " (%s)", wd_cause_name(incident->cause));
    wd_explain_prose(explain, out, wd_explain_say(explain, W_WHY), wd_buf_str(&line));
    wd_buf_done(&line);
    put_fixes(explain, out);
    wd_explain_label(out, wd_explain_say(explain, W_RULE));
    wd_output_printf(out, "%s  %016" PRIx64 "\n", incident->rule->id, incident->fingerprint);
}

/* What else was refused: problems, and groups that no rule explains. */
static size_t further(const struct wd_explain *explain)
{
    const json_t *listed = json_object_get(wd_document_head(explain->document), "listed");
    size_t told = (size_t)wd_value_int(listed, "problems") +
                  wd_table_unmatched_count(explain->frame.session.table);

    return told > 0 ? told - 1 : 0;
}

bool wd_explain_is_short(const struct wd_explain *explain)
{
    return !explain->options->verbose && further(explain) == 0;
}

static void put_further(const struct wd_explain *explain, struct wd_output *out)
{
    wd_explain_label(out, wd_explain_say(explain, W_ALSO));
    wd_output_printf(out, "%zu %s\n", further(explain), wd_explain_say(explain, W_FURTHER));
}

void wd_explain_text(const struct wd_explain *explain, struct wd_output *out)
{
    put_top(explain, out);
    if (further(explain) > 0)
        put_further(explain, out);
    if (!explain->options->verbose) {
        if (!explain->incident)
            wd_output_printf(out, "%s\n", wd_explain_say(explain, W_MORE));
        return;
    }
    wd_explain_trace(explain, out);
    wd_explain_heading(out, wd_explain_say(explain, W_ANSWER));
}
