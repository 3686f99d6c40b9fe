/* `explain` for people: five lines on top with what to run; with -v how the message was read and which rules
 * were tried.
 *
 * The message is whoever's text: everything passes redaction and the escaping for terminals. */
#include "app/explain.h"

#include <inttypes.h>

#include "whydenied/base/columns.h"
#include "whydenied/base/escape.h"
#include "whydenied/report.h"
#include "whydenied/report/value.h"

enum { NEAREST_MAX = 6, SHOWN_MAX = 400 };

/* ---- words ------------------------------------------------------------------------------------- */

enum word {
    W_WHO,
    W_WHAT,
    W_ON,
    W_WHY,
    W_FIX,
    W_EDIT,
    W_RULE,
    W_CHECK,
    W_MORE,
    W_UNKNOWN,
    W_NOTHING,
    W_NO_CLOUD,
    W_FOREIGN,
    W_UNMATCHED,
    W_READ,
    W_FORMAT,
    W_DIALECT,
    W_EVENT,
    W_TEXT,
    W_TRIED,
    W_WINS,
    W_HIDDEN,
    W_NEAR,
    W_ANSWER,
    W_COUNT
};

static const char *const words[W_COUNT][WD_LANG_COUNT] = {
    [W_WHO] = {"who", "誰"},
    [W_WHAT] = {"what", "何を"},
    [W_ON] = {"on what", "対象"},
    [W_WHY] = {"why", "理由"},
    [W_FIX] = {"fix", "対処"},
    [W_RULE] = {"rule", "規則"},
    [W_EDIT] = {"edit", "編集"},
    [W_CHECK] = {"check", "確認"},
    [W_MORE] = {"-v shows how it was read and which rules were tried",
                "-v で、読み取りの内容と試したルールを表示"},
    [W_UNKNOWN] = {"not said", "記載なし"},
    [W_NOTHING] = {"nothing here was refused", "拒否されたものはありません"},
    [W_NO_CLOUD] =
        {"refused, but by whom is not said: no cloud, host or permission that is known stands "
         "here; "
         "add the lines around it",
         "拒否されていますが、どのクラウドによるものか書かれていません。前後の行も渡してください"},
    [W_FOREIGN] = {"refused by another vendor: none of Google Cloud, Alibaba Cloud or W&B",
                   "他社サービスによる拒否です（Google Cloud、Alibaba Cloud、W&B "
                   "のいずれでもありません）"},
    [W_UNMATCHED] = {"refused, but no rule explains it",
                     "拒否ですが、説明できるルールがありません"},
    [W_READ] = {"How it was read", "読み取り"},
    [W_FORMAT] = {"format", "形式"},
    [W_DIALECT] = {"dialect", "方言"},
    [W_EVENT] = {"event", "イベント"},
    [W_TEXT] = {"text", "本文"},
    [W_TRIED] = {"Rules tried", "試したルール"},
    [W_WINS] = {"wins", "一致"},
    [W_HIDDEN] = {"matches too", "これも一致"},
    [W_NEAR] = {"stopped at the mark", "印の所で不一致"},
    [W_ANSWER] = {"Answer", "回答"},
};

static const char *say(const struct wd_explain *explain, enum word word)
{
    return words[word][explain->options->lang];
}

/* Redacted, visible, cut with its length told. */
static void put_safe(struct wd_output *out, struct wd_str s)
{
    struct wd_buf plain, shown;
    wd_buf_init(&plain, s.len * 4 + 1024);
    wd_redact(&plain, s);
    struct wd_str cut = wd_str_sub(wd_buf_str(&plain), 0, SHOWN_MAX);
    wd_buf_init(&shown, cut.len * 12 + 64);
    wd_value_visible(&shown, cut);
    wd_output_put(out, wd_buf_str(&shown));
    if (plain.len > cut.len)
        wd_output_printf(out, " ... (%zu bytes)", plain.len);
    wd_buf_done(&shown);
    wd_buf_done(&plain);
}

static void put_label(struct wd_output *out, const char *label, size_t width)
{
    size_t used = wd_columns(wd_str_of(label));
    wd_output_printf(out, "%s%*s", label, (int)(used < width ? width - used : 1), "");
}

static void put_line(struct wd_output *out, const char *label, struct wd_str value)
{
    put_label(out, label, 9);
    put_safe(out, value);
    wd_output_putz(out, "\n");
}

static void put_heading(struct wd_output *out, const char *heading)
{
    wd_output_printf(out, "\n%s\n", heading);
    for (size_t i = 0; i < wd_columns(wd_str_of(heading)); i++)
        wd_output_putz(out, "-");
    wd_output_putz(out, "\n");
}

/* ---- the five lines ---------------------------------------------------------------------------- */

static struct wd_str or_unknown(const struct wd_explain *explain, struct wd_str s)
{
    return s.len ? s : wd_str_of(say(explain, W_UNKNOWN));
}

static void put_command(struct wd_output *out, const char *label, struct wd_str line)
{
    struct wd_buf shown;

    wd_buf_init(&shown, line.len * 12 + 64);
    wd_value_visible(&shown, line);
    put_label(out, label, 9);
    wd_output_put(out, wd_buf_str(&shown));
    wd_output_putz(out, "\n");
    wd_buf_done(&shown);
}

static void put_argv(struct wd_output *out, const char *label, const struct wd_argv *argv)
{
    struct wd_buf line;

    wd_buf_init(&line, (size_t)64 * 1024);
    wd_shell_line(&line, argv);
    put_command(out, label, wd_buf_str(&line));
    wd_buf_done(&line);
}

/* The change, what to run or to complete for it, and one check. */
static void put_fix(const struct wd_explain *explain, struct wd_output *out)
{
    const struct wd_remedy *remedy = explain->remedy;
    struct wd_str template = wd_str_of(remedy ? remedy->template_text : NULL);
    const char *label = say(explain, W_EDIT);

    put_line(out, say(explain, W_FIX),
             or_unknown(explain, wd_str_of(remedy ? remedy->summary : NULL)));
    if (!remedy)
        return;
    for (size_t i = 0; i < remedy->command_count; i++)
        put_argv(out, "", &remedy->commands[i]);
    while (remedy->command_count == 0 && template.len) {
        put_command(out, label, wd_str_cut(&template, '\n'));
        label = "";
    }
    if (remedy->verify_count > 0)
        put_argv(out, say(explain, W_CHECK), &remedy->verify[0]);
}

static void put_what(const struct wd_explain *explain, struct wd_output *out)
{
    const struct wd_event *event = &explain->bench.seen.event;
    struct wd_str what =
        event->permission_count ? event->permissions[0].name : event->slot[WD_SLOT_METHOD];
    put_label(out, say(explain, W_WHAT), 9);
    put_safe(out, or_unknown(explain, what));
    for (size_t i = 1; i < event->permission_count; i++) {
        wd_output_putz(out, ", ");
        put_safe(out, event->permissions[i].name);
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
        wd_output_printf(out, "%s\n", wandb_hints[i][explain->options->lang]);
}

/* No problem was made of it: why not. */
static enum word no_incident(const struct wd_explain *explain)
{
    const struct wd_event *event = &explain->bench.seen.event;

    if (event->kind == WD_KIND_DENIAL && explain->bench.seen.score > 0)
        return W_UNMATCHED;
    if (event->kind == WD_KIND_FOREIGN)
        return W_FOREIGN;
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
        wd_output_printf(out, "%s\n", say(explain, no_incident(explain)));
        put_hints(explain, out);
        return;
    }
    wd_buf_init(&line, (size_t)64 * 1024);
    put_line(out, say(explain, W_WHO), or_unknown(explain, who));
    put_what(explain, out);
    put_line(out, say(explain, W_ON), or_unknown(explain, on));
    put_label(out, say(explain, W_WHY), 9);
    wd_report_say(&line, &incident->rule->title, incident, explain->options->lang);
    put_safe(out, wd_buf_str(&line));
    wd_buf_clear(&line);
    wd_output_printf(out, " (%s)\n", wd_cause_name(incident->cause));
    wd_buf_done(&line);
    put_fix(explain, out);
    put_label(out, say(explain, W_RULE), 9);
    wd_output_printf(out, "%s  %016" PRIx64 "\n", incident->rule->id, incident->fingerprint);
}

/* ---- how it was read --------------------------------------------------------------------------- */

static void put_slots(const struct wd_event *event, struct wd_output *out)
{
    for (size_t i = 0; i < WD_SLOT_COUNT; i++) {
        if (event->slot[i].len == 0)
            continue;
        wd_output_printf(out, "  %-16s ", wd_slot_name((enum wd_slot)i));
        put_safe(out, event->slot[i]);
        wd_output_printf(out, "  (%s)\n", wd_source_name((enum wd_source)event->source[i]));
    }
}

static void put_reading(const struct wd_explain *explain, struct wd_output *out)
{
    const struct wd_event *event = &explain->bench.seen.event;
    put_heading(out, say(explain, W_READ));
    put_label(out, say(explain, W_FORMAT), 9);
    wd_output_printf(out, "%s, %llu\n", wd_format_name(explain->input.format),
                     (unsigned long long)explain->input.records);
    if (explain->bench.seen.score == 0)
        return;
    put_line(out, say(explain, W_DIALECT), wd_str_of(wd_dialect_name(event->dialect)));
    put_label(out, say(explain, W_EVENT), 9);
    wd_output_printf(out, "%s, %s", wd_kind_name(event->kind),
                     event->structured ? "structured" : "text");
    if (event->code >= 0)
        wd_output_printf(out, ", code %d", event->code);
    if (event->http_status >= 0)
        wd_output_printf(out, ", HTTP %d", event->http_status);
    wd_output_putz(out, event->uncertain ? ", uncertain\n" : "\n");
    put_slots(event, out);
    for (size_t i = 0; i < event->text_count; i++)
        put_line(out, say(explain, W_TEXT), event->texts[i].s);
}

/* ---- the rules --------------------------------------------------------------------------------- */

static bool stopped(const struct wd_trial *trial, const char *where)
{
    return trial->outcome != WD_MATCH && strcmp(trial->stopped_at, where) == 0;
}

static bool is_winner(const struct wd_explain *explain, const struct wd_trial *trial)
{
    return trial->rule == explain->bench.seen.hit.rule &&
           trial->alternative == explain->bench.seen.hit.alternative;
}

static void put_trial(struct wd_output *out, const struct wd_trial *trial, const char *verdict)
{
    wd_output_printf(out, "  #%-4u %s", trial->rule->index + 1, trial->rule->id);
    if (trial->alternative)
        wd_output_printf(out, " / %s", trial->alternative->name);
    wd_output_printf(out, ": %s\n", verdict);
}

static size_t same_start(struct wd_str a, struct wd_str b)
{
    size_t n = 0;
    while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n])
        n++;
    return n;
}

static size_t same_end(struct wd_str a, struct wd_str b)
{
    size_t n = 0;
    while (n < a.len && n < b.len && a.ptr[a.len - 1 - n] == b.ptr[b.len - 1 - n])
        n++;
    return n;
}

/* The place in the masked text that `at` of the text is; where masks stand on both sides, the first. */
static size_t place_in(struct wd_str masked, struct wd_str text, size_t at)
{
    size_t start = same_start(masked, text), behind = text.len - at;
    if (at <= start)
        return at;
    return behind <= same_end(masked, text) ? masked.len - behind : start;
}

/* The whole text is masked before a piece of it is shown: half of a secret looks like none. */
static void put_mark(struct wd_output *out, const struct wd_trial *trial)
{
    struct wd_buf masked, left, right;
    wd_buf_init(&masked, trial->subject.len * 4 + 1024);
    wd_buf_init(&left, 4096);
    wd_buf_init(&right, 4096);
    wd_redact(&masked, trial->subject);
    struct wd_str text = wd_buf_str(&masked);
    size_t at = place_in(text, trial->subject, trial->reached);
    size_t from = at > 60 ? at - 60 : 0;
    wd_escape_visible(&left, wd_str_sub(text, from, at - from));
    wd_escape_visible(&right, wd_str_sub(text, at, 24));
    wd_output_putz(out, "        | ");
    wd_output_put(out, wd_buf_str(&left));
    wd_output_put(out, wd_buf_str(&right));
    wd_output_printf(out, "\n        | %*s^\n", (int)wd_columns(wd_buf_str(&left)), "");
    wd_buf_done(&masked);
    wd_buf_done(&left);
    wd_buf_done(&right);
}

/* The `n`th of those that failed on words, the farthest first; a selection, for the list is short. */
static const struct wd_trial *nearest(const struct wd_explain *explain,
                                      const struct wd_trial *before)
{
    const struct wd_trial *best = NULL;
    for (size_t i = 0; i < explain->trial_count; i++) {
        const struct wd_trial *trial = &explain->trials[i];
        bool later = !before || trial->reached < before->reached ||
                     (trial->reached == before->reached && trial > before);
        if (stopped(trial, "expression") && trial->reached > 0 && later &&
            (!best || trial->reached > best->reached))
            best = trial;
    }
    return best;
}

static void put_rules(const struct wd_explain *explain, struct wd_output *out)
{
    size_t conditions = 0, anchors = 0;
    put_heading(out, say(explain, W_TRIED));
    for (size_t i = 0; i < explain->trial_count; i++) {
        const struct wd_trial *trial = &explain->trials[i];
        if (is_winner(explain, trial))
            put_trial(out, trial, say(explain, W_WINS));
    }
    for (size_t i = 0; i < explain->trial_count; i++) {
        const struct wd_trial *trial = &explain->trials[i];
        if (trial->outcome == WD_MATCH && !is_winner(explain, trial))
            put_trial(out, trial, say(explain, W_HIDDEN));
        conditions += stopped(trial, "when");
        anchors += stopped(trial, "anchor");
    }
    const struct wd_trial *trial = nearest(explain, NULL);
    for (size_t i = 0; trial && i < NEAREST_MAX; i++, trial = nearest(explain, trial)) {
        put_trial(out, trial, say(explain, W_NEAR));
        put_mark(out, trial);
    }
    wd_output_putz(out, "  ");
    if (explain->options->lang == WD_LANG_JA)
        wd_output_printf(out, "対象外: 条件 %zu、本文に目印なし %zu\n", conditions, anchors);
    else
        wd_output_printf(out, "not applicable: by conditions %zu, no anchor in the text %zu\n",
                         conditions, anchors);
}

bool wd_explain_is_short(const struct wd_explain *explain)
{
    const json_t *listed = json_object_get(wd_document_head(explain->document), "listed");

    return !explain->options->verbose && wd_value_int(listed, "problems") < 2;
}

void wd_explain_text(const struct wd_explain *explain, struct wd_output *out)
{
    put_top(explain, out);
    if (!explain->options->verbose) {
        if (!explain->incident)
            wd_output_printf(out, "%s\n", say(explain, W_MORE));
        return;
    }
    put_reading(explain, out);
    if (explain->bench.seen.score > 0)
        put_rules(explain, out);
    put_heading(out, say(explain, W_ANSWER));
}
