/* A report of nights: the table out of the database, what the nights say of each incident, and the words
 * for it. */
#include <stdlib.h>
#include <string.h>

#include "app/nightly.h"

#define SPREAD     (7 * WD_MINUTE) /* a grant has spread by then */
#define LONG_AFTER WD_HOUR         /* a grant that has not helped by then will not */

/* ---- standings --------------------------------------------------------------------------------- */

struct wd_ranking {
    uint64_t fingerprint;
    struct wd_standing standing;
};

static int compare_rankings(const void *a, const void *b)
{
    uint64_t x = ((const struct wd_ranking *)a)->fingerprint;
    uint64_t y = ((const struct wd_ranking *)b)->fingerprint;

    return x < y ? -1 : x > y;
}

/* Every incident of the table is among them. */
static const struct wd_standing *standing_of(const struct wd_night_view *view,
                                             const struct wd_incident *incident)
{
    const struct wd_ranking key = {.fingerprint = incident->fingerprint};
    const struct wd_ranking *found = bsearch(&key, view->rankings, view->ranking_count,
                                             sizeof *view->rankings, compare_rankings);

    return &found->standing;
}

/* Look-alikes stay last whatever their standing. */
static int rank_of(void *context, const struct wd_incident *incident)
{
    return (int)standing_of(context, incident)->status +
           (incident->lookalike ? (int)WD_STATUS_COUNT : 0);
}

static int judge(struct wd_night_view *view, struct wd_history *history, struct wd_error *err)
{
    struct wd_table *table = view->frame->session.table;
    size_t count = wd_table_count(table);

    view->ranking_count = count;
    view->rankings = calloc(count + 1, sizeof *view->rankings);
    if (!view->rankings)
        return wd_fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        const struct wd_incident *incident = wd_table_at(table, i);
        view->rankings[i].fingerprint = incident->fingerprint;
        if (wd_history_standing(history, table, incident, view->to,
                                view->frame->options->quiet_nights, &view->rankings[i].standing,
                                err) < 0)
            return -1;
    }
    qsort(view->rankings, count, sizeof *view->rankings, compare_rankings);
    return wd_table_reorder(table, rank_of, view, err);
}

/* ---- what is listed ---------------------------------------------------------------------------- */

/* Seen lately, but not tonight and not yet quiet: no news either way. */
static bool is_between(void *context, const struct wd_incident *incident)
{
    return incident->count == 0 && standing_of(context, incident)->status == WD_STATUS_ONGOING;
}

static int list_news(struct wd_night_view *view, struct wd_error *err)
{
    const struct wd_session *session = &view->frame->session;
    size_t count = wd_table_count(session->table);

    view->news = calloc(count + 1, sizeof *view->news);
    if (!view->news)
        return wd_fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        const struct wd_incident *incident = wd_table_at(session->table, i);
        if (!incident->lookalike && standing_of(view, incident)->news)
            view->news[view->news_count++] = incident->fingerprint;
    }
    return 0;
}

/* ---- the trend --------------------------------------------------------------------------------- */

static json_t *night_to_json(wd_night night)
{
    char text[WD_NIGHT_TEXT];

    return json_string(wd_night_format(night, text));
}

/* {"night": {"from", "to"}, "nights": [{"night", "denials", "incidents", "new"}, …]} */
static int make_trend(struct wd_night_view *view, struct wd_history *history, struct wd_error *err)
{
    struct wd_night_sum sums[WD_HISTORY_NIGHTS];
    int count = wd_history_nights(history, view->to - WD_HISTORY_NIGHTS + 1, view->to, sums,
                                  WD_HISTORY_NIGHTS, err);
    json_t *nights = json_array();

    for (int i = 0; i < count; i++)
        json_array_append_new(nights,
                              json_pack("{s:o,s:I,s:I,s:I}", "night", night_to_json(sums[i].night),
                                        "denials", (json_int_t)sums[i].denials, "incidents",
                                        (json_int_t)sums[i].incidents, "new",
                                        (json_int_t)sums[i].first_seen));
    view->more = json_pack("{s:{s:o,s:o},s:o}", "night", "from", night_to_json(view->from), "to",
                           night_to_json(view->to), "nights", nights);
    if (count < 0)
        return -1;
    return view->more ? 0 : wd_fail_memory(err);
}

/* ---- making ------------------------------------------------------------------------------------ */

int wd_night_view_make(struct wd_night_view *view, struct wd_app_run *frame,
                       struct wd_history *history, wd_night from, wd_night to, struct wd_error *err)
{
    struct wd_table *table = wd_history_table(history, from, to, frame->rules, err);
    uint64_t partial;

    *view = (struct wd_night_view){.frame = frame, .from = from, .to = to};
    if (!table || wd_session_finish(&frame->session, table, err) < 0 ||
        wd_history_partial(history, from, to, &partial, err) < 0)
        return -1;
    wd_session_note_earlier(&frame->session, partial);
    if (judge(view, history, err) < 0 ||
        wd_session_answer(&frame->session, is_between, view, err) < 0 || list_news(view, err) < 0)
        return -1;
    return make_trend(view, history, err);
}

void wd_night_view_done(struct wd_night_view *view)
{
    free(view->rankings);
    free(view->news);
    json_decref(view->more);
    memset(view, 0, sizeof *view);
}

static const char *status_of(void *context, const struct wd_incident *incident)
{
    return wd_status_name(standing_of(context, incident)->status);
}

int wd_night_view_status(const struct wd_night_view *view, int written)
{
    return wd_session_status(&view->frame->session, written, status_of, (void *)(uintptr_t)view);
}

/* ---- words ------------------------------------------------------------------------------------- */

static json_t *grant_to_json(const struct wd_change *grant)
{
    char when[WD_TIME_TEXT];

    return json_pack("{s:s,s:s?,s:s?,s:s?,s:s?}", "time", wd_time_format(grant->time, when), "role",
                     grant->role, "member", grant->member, "resource", grant->resource, "actor",
                     grant->actor);
}

/* "roles/x for m on r, by a, 2026-09-01T02:03:04Z"; texts of the log are made visible by the writers. */
static void put_grant(struct wd_buf *out, const struct wd_change *grant, enum wd_lang lang)
{
    bool ja = lang == WD_LANG_JA;
    char when[WD_TIME_TEXT];

    wd_buf_putz(out, grant->role ? grant->role : ja ? "権限" : "access");
    wd_buf_printf(out, ja ? " → %s" : " for %s", grant->member);
    if (grant->resource)
        wd_buf_printf(out, ja ? "（%s）" : " on %s", grant->resource);
    if (grant->actor)
        wd_buf_printf(out, ja ? "、変更者 %s" : ", by %s", grant->actor);
    wd_buf_printf(out, ja ? "、%s" : ", %s", wd_time_format(grant->time, when));
}

static const char fixed_en[] = "The change that fixed it: ";
static const char fixed_ja[] = "解決した変更: ";
static const char still_en[] = "Granted, and still denied long after: ";
static const char still_ja[] = "付与後も拒否が続いています: ";
static const char else_en[] =
    ". Something else denies: look for a deny policy, the role's condition, a principal access "
    "boundary, a perimeter, an organisation policy, or another resource than the one granted.";
static const char else_ja[] =
    "。ほかの要因を確認してください: 拒否ポリシー、ロールの条件、プリンシパル アクセス境界、"
    "サービス境界、組織のポリシー、付与先と異なるリソース。";

static json_t *note_of(const struct wd_night_view *view, const struct wd_incident *incident,
                       const struct wd_standing *standing)
{
    bool ja = view->frame->options->lang == WD_LANG_JA;
    bool fixed = standing->status == WD_STATUS_FIXED;
    struct wd_buf text;
    json_t *note = NULL;

    if (!standing->grant || incident->lookalike ||
        (!fixed && (incident->count == 0 || incident->last - standing->grant->time <= LONG_AFTER)))
        return NULL;
    wd_buf_init(&text, 16384);
    wd_buf_putz(&text, fixed ? (ja ? fixed_ja : fixed_en) : ja ? still_ja : still_en);
    put_grant(&text, standing->grant, view->frame->options->lang);
    if (!fixed)
        wd_buf_putz(&text, ja ? else_ja : else_en);
    if (!text.failed)
        note = json_stringn(text.ptr, text.len); /* NULL when a name is not UTF-8 */
    wd_buf_done(&text);
    return note;
}

static const char may_be_old_en[] =
    "It may not be new: on an earlier night too many problems of its kind were met to keep each by "
    "name.";
static const char may_be_old_ja[] = "新しい問題ではない可能性があります。以前の夜は同種の問題が多く"
                                    "、すべての名前を保持していません。";

static json_t *notes_of(const struct wd_night_view *view, const struct wd_incident *incident,
                        const struct wd_standing *standing)
{
    bool ja = view->frame->options->lang == WD_LANG_JA;
    json_t *notes = json_array(), *note = note_of(view, incident, standing);

    if (note)
        json_array_append_new(notes, note);
    if (standing->may_be_old)
        json_array_append_new(notes, json_string(ja ? may_be_old_ja : may_be_old_en));
    return notes;
}

static json_t *trend_to_json(const struct wd_night_view *view, const struct wd_standing *standing)
{
    json_t *counts = json_array();

    for (size_t i = 0; i < WD_HISTORY_NIGHTS; i++)
        json_array_append_new(counts, json_integer((json_int_t)standing->counts[i]));
    return json_pack("{s:o,s:o}", "last", night_to_json(view->to), "counts", counts);
}

static json_t *annotate(void *context, const struct wd_incident *incident)
{
    const struct wd_night_view *view = context;
    const struct wd_standing *standing = standing_of(view, incident);
    json_t *object, *notes = notes_of(view, incident, standing);

    object = json_pack("{s:s,s:o,s:o,s:I,s:o}", "status", wd_status_name(standing->status),
                       "first_night", night_to_json(standing->first_night), "last_night",
                       night_to_json(standing->last_night), "nights", (json_int_t)standing->nights,
                       "trend", trend_to_json(view, standing));
    if (json_array_size(notes) > standing->may_be_old && standing->grant)
        json_object_set_new(object, "granted", grant_to_json(standing->grant));
    if (json_array_size(notes))
        json_object_set(object, "more_notes", notes);
    json_decref(notes);
    return object;
}

/* ---- drawing ----------------------------------------------------------------------------------- */

int wd_night_view_draw(const struct wd_night_view *view, bool silent)
{
    struct wd_report_source source;
    struct wd_document *document;
    struct wd_error err;
    int status;

    wd_app_step(view->frame, "answer: %zu problems, %zu changes, made",
                wd_table_count(view->frame->session.table), view->frame->session.plan->count);
    wd_session_source(&view->frame->session, view->frame->options->lang, &source);
    source.annotate = annotate;
    source.status = status_of;
    source.annotate_context = (void *)(uintptr_t)view;
    source.more = view->more;
    document = wd_document_of(&source, &err);
    if (!document)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    status = wd_app_write(view->frame->options, document, silent);
    wd_document_free(document);
    wd_app_step(view->frame, "report: drawn");
    return status;
}
