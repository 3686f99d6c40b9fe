/* A report of nights: the table out of the database, what the nights say of each incident, and the words
 * for it. */
#include <stdlib.h>
#include <string.h>

#include "app/nightly.h"
#include "app/select.h"

#define SPREAD     (7 * WD_MINUTE) /* a grant has spread by then */
#define LONG_AFTER WD_HOUR         /* a grant that has not helped by then will not */

/* ---- standings --------------------------------------------------------------------------------- */

struct ranking {
    uint64_t fingerprint;
    struct wd_standing standing;
};

struct rankings {
    struct ranking *items;
    size_t count;
};

static int compare_rankings(const void *a, const void *b)
{
    uint64_t x = ((const struct ranking *)a)->fingerprint;
    uint64_t y = ((const struct ranking *)b)->fingerprint;

    return x < y ? -1 : x > y;
}

static const struct wd_standing *find_standing(const struct rankings *rankings,
                                               uint64_t fingerprint)
{
    const struct ranking key = {.fingerprint = fingerprint};
    const struct ranking *found =
        bsearch(&key, rankings->items, rankings->count, sizeof *rankings->items, compare_rankings);

    return &found->standing; /* every incident of the table is in it */
}

/* Look-alikes stay last whatever their standing. */
static int rank_of(void *context, const struct wd_incident *incident)
{
    const struct wd_standing *standing = find_standing(context, incident->fingerprint);

    return (int)standing->status + (incident->lookalike ? (int)WD_STATUS_COUNT : 0);
}

static int judge(struct wd_night_view *view, const struct wd_night_tools *tools,
                 struct wd_error *err)
{
    size_t count = wd_table_count(view->table);
    struct rankings rankings = {.items = calloc(count + 1, sizeof *rankings.items), .count = count};
    int status = -1;

    view->standings = calloc(count + 1, sizeof *view->standings);
    if (!rankings.items || !view->standings) {
        wd_fail_memory(err);
        goto done;
    }
    for (size_t i = 0; i < count; i++) {
        const struct wd_incident *incident = wd_table_at(view->table, i);
        rankings.items[i].fingerprint = incident->fingerprint;
        if (wd_history_standing(tools->history, view->table, incident, view->to,
                                tools->options->quiet_nights, &rankings.items[i].standing, err) < 0)
            goto done;
    }
    qsort(rankings.items, count, sizeof *rankings.items, compare_rankings);
    if (wd_table_reorder(view->table, rank_of, &rankings, err) < 0)
        goto done;
    for (size_t i = 0; i < count; i++)
        view->standings[i] = *find_standing(&rankings, wd_table_at(view->table, i)->fingerprint);
    status = 0;
done:
    free(rankings.items);
    return status;
}

/* ---- what is not listed ---------------------------------------------------------------------------- */

/* Seen lately, but not tonight and not yet quiet: no news either way. */
static bool is_between(const struct wd_night_view *view, size_t i)
{
    return wd_table_at(view->table, i)->count == 0 &&
           view->standings[i].status == WD_STATUS_ONGOING;
}

static int hide(struct wd_night_view *view, struct wd_ignore *ignore, struct wd_error *err)
{
    size_t count = wd_table_count(view->table);

    view->hidden = calloc(count + 1, sizeof *view->hidden);
    view->news = calloc(count + 1, sizeof *view->news);
    if (!view->hidden || !view->news)
        return wd_fail_memory(err);
    if (ignore) {
        wd_ignore_apply(ignore, view->table, view->hidden);
        view->suppressed = wd_ignore_to_json(ignore);
        if (!view->suppressed)
            return wd_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        const struct wd_incident *incident = wd_table_at(view->table, i);
        if (wd_select_filtered_out(view->options, incident) || is_between(view, i))
            view->hidden[i] = true;
        if (!view->hidden[i] && !incident->lookalike && view->standings[i].news)
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

int wd_night_view_make(struct wd_night_view *view, const struct wd_night_tools *tools,
                       wd_night from, wd_night to, struct wd_error *err)
{
    struct wd_finish_options finish;

    memset(view, 0, sizeof *view);
    view->options = tools->options;
    view->from = from;
    view->to = to;
    wd_app_finish_options(tools->options, &finish);
    view->table = wd_history_table(tools->history, from, to, tools->rules, err);
    if (!view->table || wd_table_finish(view->table, &finish, err) < 0 ||
        wd_totals_check(wd_table_totals(view->table), err) < 0 || judge(view, tools, err) < 0 ||
        hide(view, tools->ignore, err) < 0 || make_trend(view, tools->history, err) < 0)
        return -1;
    view->plan = wd_plan_build(tools->advisor, view->table, err);
    return view->plan ? 0 : -1;
}

void wd_night_view_done(struct wd_night_view *view)
{
    wd_plan_free(view->plan);
    wd_table_free(view->table);
    free(view->standings);
    free(view->hidden);
    free(view->news);
    json_decref(view->suppressed);
    json_decref(view->more);
    memset(view, 0, sizeof *view);
}

bool wd_night_view_fails(const struct wd_night_view *view)
{
    for (size_t i = 0; i < wd_table_count(view->table); i++) {
        const struct wd_incident *incident = wd_table_at(view->table, i);
        const struct wd_standing *standing = &view->standings[i];
        if (!view->hidden[i] && (incident->count > 0 || standing->status == WD_STATUS_NEW) &&
            wd_select_fails(view->options, incident, wd_status_name(standing->status)))
            return true;
    }
    return false;
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
    bool ja = view->options->lang == WD_LANG_JA;
    bool fixed = standing->status == WD_STATUS_FIXED;
    struct wd_buf text;
    json_t *note = NULL;

    if (!standing->grant || incident->lookalike ||
        (!fixed && (incident->count == 0 || incident->last - standing->grant->time <= LONG_AFTER)))
        return NULL;
    wd_buf_init(&text, 16384);
    wd_buf_putz(&text, fixed ? (ja ? fixed_ja : fixed_en) : ja ? still_ja : still_en);
    put_grant(&text, standing->grant, view->options->lang);
    if (!fixed)
        wd_buf_putz(&text, ja ? else_ja : else_en);
    if (!text.failed)
        note = json_stringn(text.ptr, text.len); /* NULL when a name is not UTF-8 */
    wd_buf_done(&text);
    return note;
}

static json_t *trend_to_json(const struct wd_night_view *view, const struct wd_standing *standing)
{
    json_t *counts = json_array();

    for (size_t i = 0; i < WD_HISTORY_NIGHTS; i++)
        json_array_append_new(counts, json_integer((json_int_t)standing->counts[i]));
    return json_pack("{s:o,s:o}", "last", night_to_json(view->to), "counts", counts);
}

static size_t index_of(const struct wd_night_view *view, const struct wd_incident *incident)
{
    size_t i = 0;

    while (i < wd_table_count(view->table) && wd_table_at(view->table, i) != incident)
        i++;
    return i;
}

static json_t *annotate(void *context, const struct wd_incident *incident)
{
    const struct wd_night_view *view = context;
    size_t index = index_of(view, incident);
    const struct wd_standing *standing = &view->standings[index];
    json_t *object, *note;

    if (index == wd_table_count(view->table))
        return NULL;
    object = json_pack("{s:s,s:o,s:o,s:I,s:o}", "status", wd_status_name(standing->status),
                       "first_night", night_to_json(standing->first_night), "last_night",
                       night_to_json(standing->last_night), "nights", (json_int_t)standing->nights,
                       "trend", trend_to_json(view, standing));
    note = note_of(view, incident, standing);
    if (note)
        json_object_set_new(object, "more_notes", json_pack("[o]", note));
    if (note && standing->grant)
        json_object_set_new(object, "granted", grant_to_json(standing->grant));
    return object;
}

/* ---- drawing ----------------------------------------------------------------------------------- */

int wd_night_view_draw(const struct wd_night_view *view, const struct wd_night_tools *tools,
                       const struct wd_intake *intake)
{
    const struct wd_report_source source = {
        .table = view->table,
        .plan = view->plan,
        .advisor = tools->advisor,
        .rules = tools->rules,
        .inputs = intake ? intake->reports : NULL,
        .input_count = intake ? intake->report_count : 0,
        .lang = view->options->lang,
        .complete = !wd_interrupted,
        .annotate = annotate,
        .annotate_context = (void *)(uintptr_t)view,
        .suppressed = view->suppressed,
        .hidden = view->hidden,
        .more = view->more,
    };
    struct wd_error err;
    struct wd_document *document = wd_document_of(&source, &err);
    int status;

    if (!document)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    status = wd_app_write(view->options, document);
    wd_document_free(document);
    return status;
}
