/* `explain [TEXT|-]`: one message through the code of analysis, told step by step.
 *
 * The input is read twice: once to find the event that matters, once more to trace the rules on it.
 * It is small: somebody pasted it. */
#include <stdlib.h>
#include <unistd.h>

#include "app/explain/explain.h"
#include "app/nightly.h"
#include "app/options/help.h"
#include "whydenied/base/list.h"
#include "whydenied/read.h"
#include "whydenied/report/value.h"

#define PASTE_MAX    ((size_t)8 * 1024 * 1024)
#define STEP         ((size_t)64 * 1024)
#define MENDINGS     4
#define SCORE_DENIAL 4u /* bench.h: a denial, with a rule or without; less is no better reading */

/* ---- the input --------------------------------------------------------------------------------- */

static int read_stdin(struct wd_buf *text)
{
    for (;;) {
        char *to = wd_buf_reserve(text, STEP);
        ssize_t got = to ? read(STDIN_FILENO, to, STEP) : -1;
        if (got <= 0)
            return got == 0 ? 0
                            : wd_say_and(-1, to ? "standard input cannot be read"
                                                : "explain takes at most 8 MiB");
        text->len += (size_t)got;
    }
}

static int take_input(const struct wd_options *options, struct wd_buf *text)
{
    bool standard = options->argument_count == 0 ||
                    (options->argument_count == 1 && strcmp(options->arguments[0], "-") == 0);
    if (standard)
        return read_stdin(text);
    if (options->argument_count == 1 && access(options->arguments[0], F_OK) == 0)
        return wd_say_and(-1, "%s is a file: whydenied explain - <%s, or whydenied %s",
                          options->arguments[0], options->arguments[0], options->arguments[0]);
    for (size_t i = 0; i < options->argument_count; i++) {
        if (i > 0)
            wd_buf_putc(text, ' ');
        wd_buf_putz(text, options->arguments[i]);
    }
    wd_buf_putc(text, '\n');
    return text->failed ? wd_say_and(-1, "explain takes at most 8 MiB") : 0;
}

static long read_memory(void *context, char *to, size_t room)
{
    struct wd_str *rest = context;
    size_t n = rest->len < room ? rest->len : room;
    if (n > 0)
        memcpy(to, rest->ptr, n);
    *rest = wd_str_from(*rest, n);
    return (long)n;
}

static int run(struct wd_explain *explain, struct wd_str text, struct wd_error *err)
{
    if (wd_bench_clear(&explain->bench, err) < 0)
        return -1;
    struct wd_reader *reader = wd_reader_open_fn(read_memory, &text, "-", 0, err);
    if (!reader)
        return -1;
    wd_input_report_done(&explain->input);
    return wd_bench_reader(&explain->bench, reader, &explain->input, err);
}

/* ---- the trace --------------------------------------------------------------------------------- */

static void note_trial(void *context, const struct wd_trial *trial)
{
    struct wd_explain *explain = context;
    if (!wd_list_grow(&explain->trials, explain->trial_count, &explain->trial_cap,
                      sizeof *explain->trials)) {
        explain->no_memory = true;
        return;
    }
    struct wd_trial *copy = &explain->trials[explain->trial_count++];
    *copy = *trial;
    copy->subject = wd_arena_copy(explain->bench.arena, trial->subject);
}

struct second_look {
    struct wd_explain *explain;
    size_t number; /* of the event to trace */
};

static void trace_chosen(void *context, struct wd_bench *bench, const struct wd_event *event,
                         const struct wd_hit *hit)
{
    const struct second_look *look = context;
    (void)hit;
    if (bench->events == look->number)
        wd_match_trace(bench->engine.matcher, event, bench->arena, note_trial, look->explain);
}

static int trace(struct wd_explain *explain, struct wd_str text, struct wd_error *err)
{
    struct second_look look = {explain, explain->bench.seen.number};
    explain->bench.look = trace_chosen;
    explain->bench.look_context = &look;
    int status = run(explain, text, err);
    explain->bench.look = NULL;
    return explain->no_memory ? wd_fail_memory(err) : status;
}

/* ---- the answer -------------------------------------------------------------------------------- */

static void take_remedies(struct wd_explain *explain, const struct wd_plan *plan, size_t incident)
{
    explain->plan = plan;
    explain->planned = incident;
    for (size_t i = plan->of_incident_count[incident]; i-- > 0;) {
        const char *link = plan->remedies[plan->of_incident[incident][i]]->link;
        if (link)
            explain->link = link;
    }
}

static void find_winner(struct wd_explain *explain)
{
    const struct wd_session *session = &explain->frame.session;
    const struct wd_rule *winner = explain->bench.seen.hit.rule;
    for (size_t i = 0; i < wd_table_count(session->table) && winner && !explain->incident; i++) {
        if (wd_table_at(session->table, i)->rule != winner)
            continue;
        explain->incident = wd_table_at(session->table, i);
        take_remedies(explain, session->plan, i);
    }
}

static int answer(struct wd_explain *explain, struct wd_error *err)
{
    struct wd_session *session = &explain->frame.session;
    struct wd_input_report *inputs[] = {&explain->input};
    struct wd_report_source source;
    wd_session_note_input(session, &explain->input);
    if (wd_session_finish(session, wd_bench_take_table(&explain->bench), err) < 0 ||
        wd_session_answer(session, NULL, NULL, err) < 0)
        return -1;
    find_winner(explain);
    wd_session_source(session, explain->options->lang, &source);
    source.inputs = inputs;
    source.input_count = 1;
    source.coverage = false;
    explain->document = wd_document_of(&source, err);
    return explain->document ? 0 : -1;
}

/* ---- drawing ----------------------------------------------------------------------------------- */

static int draw_json(struct wd_explain *explain, struct wd_output *out, struct wd_error *err)
{
    json_t *root = wd_explain_json(explain, err);
    if (!root)
        return -1;
    wd_value_put_json(out, root);
    wd_output_putz(out, "\n");
    json_decref(root);
    return 0;
}

static int draw_one(struct wd_explain *explain, const struct wd_output_option *target)
{
    struct wd_report_options how = explain->options->report;
    struct wd_error err;
    struct wd_output *out = wd_output_open(target->path, &err);
    int status = 0;
    if (!out)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    how.color =
        how.color && (strcmp(target->path, "-") == 0 || explain->options->color == WD_ALWAYS);
    if (target->format == WD_REPORT_JSON) {
        status = draw_json(explain, out, &err);
    } else {
        if (target->format == WD_REPORT_TEXT)
            wd_explain_text(explain, out);
        if (target->format != WD_REPORT_TEXT || !wd_explain_is_short(explain))
            status = wd_report_write(explain->document, target->format, &how, out, &err);
    }
    if (status < 0) {
        wd_output_abandon(out);
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    }
    if (wd_output_commit(out, &err) < 0)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    return WD_EXIT_OK;
}

static int draw(struct wd_explain *explain)
{
    int status = WD_EXIT_OK;
    for (size_t i = 0; i < explain->options->outputs.count; i++) {
        int one = draw_one(explain, &explain->options->outputs.item[i]);
        status = one != WD_EXIT_OK ? one : status;
    }
    return status;
}

/* ---- what was pasted --------------------------------------------------------------------------- */

/* How much of the refusal is known: a rule, or a denial at least, and then who, what and on what. */
static unsigned known(const struct wd_explain *explain)
{
    const struct wd_seen *seen = &explain->bench.seen;

    return seen->score * 4 + (seen->event.permission_count > 0) +
           (seen->event.slot[WD_SLOT_PRINCIPAL].len > 0) + (seen->event.object.name.len > 0);
}

/* A guess joins the halves of one sentence. A name that stands whole in a line above the one that refuses, which begins no
 * refusal itself, is no half of it: whoever is to be told, who pushed, what was copied before. */
static bool is_bystander(struct wd_str text, struct wd_str name, struct wd_str permission)
{
    while (name.len > 0 && permission.len > 0 && text.len > 0) {
        struct wd_str line = wd_str_cut(&text, '\n');
        if (wd_str_has(line, permission))
            return false;
        if (wd_str_has(line, name))
            return wd_str_has(text, permission) && !wd_text_begins_refusal(line);
    }
    return false;
}

/* What the guess knows and the text as it stands did not. */
static bool takes_bystander(const struct wd_explain *explain, bool who, bool what)
{
    const struct wd_event *event = &explain->bench.seen.event;
    struct wd_str permission =
        event->permission_count > 0 ? event->permissions[0].name : WD_STR_NONE;

    return (!who && is_bystander(explain->text, event->slot[WD_SLOT_PRINCIPAL], permission)) ||
           (!what &&
            (wd_str_find_char(event->object.name, ' ') != WD_NPOS || /* lines run together */
             is_bystander(explain->text, wd_last_part(event->object.name, '/'), permission)));
}

/* Reads `text` in the place of what was pasted, and keeps it if more is known then. A guess gives no ready command. */
static int try_reading(struct wd_explain *explain, struct wd_str text, bool guess,
                       struct wd_error *err)
{
    const unsigned before = known(explain);
    const unsigned doubts = explain->bench.engine.doubts;
    const bool refuses = explain->bench.seen.score >= SCORE_DENIAL,
               who = !refuses || explain->bench.seen.event.slot[WD_SLOT_PRINCIPAL].len > 0,
               what = !refuses || explain->bench.seen.event.object.name.len > 0;

    explain->bench.engine.doubts = guess ? WD_DOUBT_READ : 0;
    if (run(explain, text, err) < 0)
        return -1;
    if (explain->bench.seen.score >= SCORE_DENIAL && known(explain) > before &&
        !(guess && takes_bystander(explain, who, what))) {
        explain->text = text;
        return 0;
    }
    explain->bench.engine.doubts = doubts;
    return run(explain, explain->text, err);
}

/* It may end in the middle of a record; it may have gone through a mail, a browser, a terminal. */
static int read_pasted(struct wd_explain *explain, struct wd_str text, struct wd_buf *mended,
                       struct wd_error *err)
{
    if (run(explain, text, err) < 0)
        return -1;
    if (explain->bench.seen.event.kind != WD_KIND_DENIAL &&
        (wd_explain_complete(text, &mended[0]) || wd_explain_dedent(text, &mended[0])) &&
        try_reading(explain, wd_buf_str(&mended[0]), false, err) < 0)
        return -1;
    if (wd_explain_clean(explain->text, &mended[1])) {
        text = wd_buf_str(&mended[1]);
        if (try_reading(explain, text, false, err) < 0)
            return -1;
    } else {
        text = explain->text;
    }
    if (wd_explain_unfold(text, &mended[2]) &&
        try_reading(explain, wd_buf_str(&mended[2]), true, err) < 0)
        return -1;
    return wd_explain_refill(text, &mended[3])
               ? try_reading(explain, wd_buf_str(&mended[3]), true, err)
               : 0;
}

/* A message is not counted as records of a log are: without any event there is nothing to explain. */
static int explain_text(struct wd_explain *explain, struct wd_str text)
{
    struct wd_buf mended[MENDINGS];
    struct wd_error err;
    int status;

    explain->text = text;
    if (wd_app_open(&explain->frame, explain->options, WD_RULES_LATE) < 0)
        return WD_EXIT_USAGE;
    for (size_t i = 0; i < MENDINGS; i++)
        wd_buf_init(&mended[i], 2 * PASTE_MAX);
    if (wd_bench_init(&explain->bench, explain->frame.rules, &err) < 0 ||
        read_pasted(explain, text, mended, &err) < 0 || trace(explain, explain->text, &err) < 0 ||
        answer(explain, &err) < 0)
        status = wd_say_and(WD_EXIT_DAMAGED, "%s", err.text);
    else
        status = wd_session_status(&explain->frame.session, draw(explain), NULL, NULL);
    if (status == WD_EXIT_OK && explain->bench.events == 0)
        status = WD_EXIT_UNRECOGNISED;
    for (size_t i = 0; i < MENDINGS; i++)
        wd_buf_done(&mended[i]);
    return status;
}

int wd_cmd_explain(const struct wd_options *options)
{
    struct wd_buf text;
    struct wd_explain *explain;
    int status = WD_EXIT_USAGE;

    if (options->db_path)
        return wd_nightly_explain(options);
    if (options->argument_count == 0 && isatty(STDIN_FILENO))
        return wd_help_usage();
    wd_buf_init(&text, PASTE_MAX);
    explain = calloc(1, sizeof *explain);
    if (explain && take_input(options, &text) == 0) {
        explain->options = options;
        status = explain_text(explain, wd_buf_str(&text));
    }
    if (explain) {
        wd_document_free(explain->document);
        wd_bench_done(&explain->bench);
        wd_input_report_done(&explain->input);
        wd_app_close(&explain->frame);
        free(explain->trials);
    }
    free(explain);
    wd_buf_done(&text);
    return status;
}
