/* `explain -v`: how the message was read, which rules were tried and where they stopped. */
#include "app/explain/explain.h"

#include "whydenied/base/columns.h"
#include "whydenied/base/escape.h"

enum { NEAREST_MAX = 6 };

/* ---- how it was read --------------------------------------------------------------------------- */

static void put_slots(const struct wd_event *event, struct wd_output *out)
{
    for (size_t i = 0; i < WD_SLOT_COUNT; i++) {
        if (event->slot[i].len == 0)
            continue;
        wd_output_printf(out, "  %-16s ", wd_slot_name((enum wd_slot)i));
        wd_explain_put(out, event->slot[i]);
        wd_output_printf(out, "  (%s)\n", wd_source_name((enum wd_source)event->source[i]));
    }
}

static void put_reading(const struct wd_explain *explain, struct wd_output *out)
{
    const struct wd_event *event = &explain->bench.seen.event;
    wd_explain_heading(out, wd_explain_say(explain, W_READ));
    wd_explain_label(out, wd_explain_say(explain, W_FORMAT));
    wd_output_printf(out, "%s, %llu\n", wd_format_name(explain->input.format),
                     (unsigned long long)explain->input.records);
    if (explain->bench.seen.score == 0)
        return;
    wd_explain_line(out, wd_explain_say(explain, W_DIALECT),
                    wd_str_of(wd_dialect_name(event->dialect)));
    wd_explain_label(out, wd_explain_say(explain, W_EVENT));
    wd_output_printf(out, "%s, %s", wd_kind_name(event->kind),
                     event->structured ? "structured" : "text");
    if (event->code >= 0)
        wd_output_printf(out, ", code %d", event->code);
    if (event->http_status >= 0)
        wd_output_printf(out, ", HTTP %d", event->http_status);
    wd_output_putz(out, event->uncertain ? ", uncertain\n" : "\n");
    put_slots(event, out);
    for (size_t i = 0; i < event->text_count; i++)
        wd_explain_line(out, wd_explain_say(explain, W_TEXT), event->texts[i].s);
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
    wd_explain_heading(out, wd_explain_say(explain, W_TRIED));
    for (size_t i = 0; i < explain->trial_count; i++) {
        const struct wd_trial *trial = &explain->trials[i];
        if (is_winner(explain, trial))
            put_trial(out, trial, wd_explain_say(explain, W_WINS));
    }
    for (size_t i = 0; i < explain->trial_count; i++) {
        const struct wd_trial *trial = &explain->trials[i];
        if (trial->outcome == WD_MATCH && !is_winner(explain, trial))
            put_trial(out, trial, wd_explain_say(explain, W_HIDDEN));
        conditions += stopped(trial, "when");
        anchors += stopped(trial, "anchor");
    }
    const struct wd_trial *trial = nearest(explain, NULL);
    for (size_t i = 0; trial && i < NEAREST_MAX; i++, trial = nearest(explain, trial)) {
        put_trial(out, trial, wd_explain_say(explain, W_NEAR));
        put_mark(out, trial);
    }
    wd_output_putz(out, "  ");
    if (explain->options->lang == WD_LANG_JA)
        wd_output_printf(out, "対象外: 条件 %zu、本文に目印なし %zu\n", conditions, anchors);
    else
        wd_output_printf(out, "not applicable: by conditions %zu, no anchor in the text %zu\n",
                         conditions, anchors);
}

void wd_explain_trace(const struct wd_explain *explain, struct wd_output *out)
{
    put_reading(explain, out);
    if (explain->bench.seen.score > 0)
        put_rules(explain, out);
}
