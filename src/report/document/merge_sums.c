/* What a merged report sums up: bars over time added bin by bin; sums and breakdowns made anew of all its problems. */
#include "report/document/document.h"
#include "report/document/merge.h"
#include "whydenied/base/timestamp.h"
#include "whydenied/report/value.h"
#include "whydenied/vocabulary/cause.h"

/* ---- bars over time -------------------------------------------------------------------------------- */

/* The bins of one cause; of none if the timeline has it not. */
static void read_cause(const json_t *timeline, struct wd_str cause, struct wd_histogram *ret_bins)
{
    const json_t *causes = json_object_get(timeline, "causes"), *counts = NULL;

    memset(ret_bins, 0, sizeof *ret_bins);
    for (size_t i = 0; i < json_array_size(causes); i++)
        if (wd_str_eq(wd_value_str(json_array_get(causes, i), "cause"), cause))
            counts = json_object_get(json_array_get(causes, i), "counts");
    ret_bins->start = wd_time_parse(wd_value_str(timeline, "start"), NULL);
    ret_bins->width = (wd_time)(wd_value_int(timeline, "width_s") % (1u << 30)) * WD_SECOND;
    if (!counts || ret_bins->width == 0)
        ret_bins->start = WD_TIME_NONE;
    for (size_t i = 0; i < WD_HISTOGRAM_BINS; i++) {
        json_int_t n = json_integer_value(json_array_get(counts, i));
        ret_bins->counts[i] = n > 0 ? (uint64_t)n : 0;
    }
}

static json_t *make_causes(const json_t *a, const json_t *b, const struct wd_histogram *all,
                           const struct wd_bins_shown *shown, bool *failed)
{
    json_t *causes = json_array();

    *failed = *failed || !causes;
    for (int cause = 0; cause < WD_CAUSE_COUNT && !*failed; cause++) {
        struct wd_str name = wd_str_of(wd_cause_name((enum wd_cause)cause));
        struct wd_histogram sum = *all, one, other;
        json_t *counts, *row;

        read_cause(a, name, &one);
        read_cause(b, name, &other);
        if (one.start == WD_TIME_NONE && other.start == WD_TIME_NONE)
            continue;
        memset(sum.counts, 0, sizeof sum.counts);
        wd_histogram_merge(&sum, &one);
        wd_histogram_merge(&sum, &other);
        counts = json_array();
        row = json_object();
        wd_value_set(row, "cause", wd_value_text(name), failed);
        for (unsigned i = shown->first; i < shown->end && !*failed; i++)
            wd_value_append(counts, wd_value_count(sum.counts[i]), failed);
        wd_value_set(row, "counts", counts, failed);
        wd_value_append(causes, row, failed);
    }
    return causes;
}

json_t *wd_merge_timelines(const json_t *a, const json_t *b, bool *failed)
{
    struct wd_histogram all = {.start = WD_TIME_NONE, .width = WD_SECOND}, one;
    struct wd_bins_shown shown;
    json_t *timeline;

    for (int cause = 0; cause < WD_CAUSE_COUNT; cause++) {
        struct wd_str name = wd_str_of(wd_cause_name((enum wd_cause)cause));
        read_cause(a, name, &one);
        wd_histogram_merge(&all, &one);
        read_cause(b, name, &one);
        wd_histogram_merge(&all, &one);
    }
    if (all.start == WD_TIME_NONE)
        return json_null();
    shown = wd_document_bins_shown(&all);
    timeline = json_object();
    wd_value_set(timeline, "start", wd_document_time(all.start + shown.first * all.width), failed);
    wd_value_set_count(timeline, "width_s", (uint64_t)(all.width / WD_SECOND), failed);
    wd_value_set_count(timeline, "bins", shown.end - shown.first, failed);
    wd_value_set(timeline, "causes", make_causes(a, b, &all, &shown, failed), failed);
    return timeline;
}

/* ---- breakdowns ------------------------------------------------------------------------------------- */

static void count_name(json_t *names, struct wd_str name, struct wd_str label, bool labelled,
                       const json_t *of, bool *failed)
{
    json_t *row = name.len ? json_object_getn(names, name.ptr, name.len) : NULL;

    if (!name.len || *failed)
        return;
    if (!row) {
        row = json_object();
        wd_value_set(row, "name", wd_value_text(name), failed);
        if (labelled)
            wd_value_set(row, "label", label.len ? wd_value_text(label) : json_null(), failed);
        *failed = *failed || json_object_setn_new(names, name.ptr, name.len, row) != 0;
        if (*failed)
            return;
        wd_value_set_count(row, "count", 0, failed);
        wd_value_set_count(row, "incidents", 0, failed);
    }
    wd_merge_add(row, of, "count", failed);
    wd_value_set_count(row, "incidents", wd_value_int(row, "incidents") + 1, failed);
}

enum heading { PRINCIPALS, PERMISSIONS, RESOURCES, PROJECTS, SYSTEMS, CAUSES, HEADINGS };
static const char *const headings[HEADINGS] = {"principals", "permissions", "resources",
                                               "projects",   "systems",     "causes"};

static void count_names(json_t *names, const json_t *of, enum heading heading, bool matched,
                        bool *failed)
{
    const json_t *permissions = json_object_get(of, "permissions");
    const struct wd_str name[HEADINGS] = {
        [PRINCIPALS] = matched ? wd_value_in(of, "principal", "id") : wd_value_str(of, "principal"),
        [RESOURCES] = wd_value_in(of, "resource", "name"),
        [PROJECTS] = wd_value_in(of, "resource", "project"),
        [SYSTEMS] = wd_value_str(of, "system"),
        [CAUSES] = matched ? wd_value_str(of, "cause") : WD_STR("unknown"),
    };

    if (heading != PERMISSIONS)
        count_name(names, name[heading], wd_value_in(of, "principal", "label"),
                   heading == PRINCIPALS, of, failed);
    for (size_t i = 0; heading == PERMISSIONS && i < json_array_size(permissions); i++)
        count_name(names, wd_value_item(permissions, i), WD_STR_NONE, false, of, failed);
}

static bool is_more(const json_t *a, const json_t *b)
{
    uint64_t m = wd_value_int(a, "count"), n = wd_value_int(b, "count");

    return m != n ? m > n : wd_str_cmp(wd_value_str(a, "name"), wd_value_str(b, "name")) < 0;
}

/* The ten that occur most: an insertion into a short list. */
static json_t *make_breakdown(const json_t *names, bool *failed)
{
    json_t *object = json_object(), *top = json_array();

    for (void *it = wd_value_iter(names); it && !*failed; it = wd_value_iter_next(names, it)) {
        json_t *row = json_object_iter_value(it);
        size_t at = json_array_size(top);

        while (at > 0 && is_more(row, json_array_get(top, at - 1)))
            at--;
        *failed = json_array_insert(top, at, row) != 0;
        if (json_array_size(top) > WD_BREAKDOWN_TOP)
            json_array_remove(top, WD_BREAKDOWN_TOP);
    }
    wd_value_set_count(object, "distinct", json_object_size(names), failed);
    wd_value_set(object, "top", top, failed);
    return object;
}

static bool is_lookalike(const json_t *incident)
{
    return json_is_true(json_object_get(incident, "lookalike"));
}

static json_t *make_breakdowns(const json_t *root, bool *failed)
{
    const json_t *incidents = json_object_get(root, "incidents"),
                 *unmatched = json_object_get(root, "unmatched");
    json_t *breakdowns = json_object();

    for (int h = 0; h < HEADINGS; h++) {
        json_t *names = json_object();
        for (size_t i = 0; i < json_array_size(incidents); i++)
            if (!is_lookalike(json_array_get(incidents, i)))
                count_names(names, json_array_get(incidents, i), (enum heading)h, true, failed);
        for (size_t i = 0; i < json_array_size(unmatched); i++)
            count_names(names, json_array_get(unmatched, i), (enum heading)h, false, failed);
        wd_value_set(breakdowns, headings[h], make_breakdown(names, failed), failed);
        json_decref(names);
    }
    return breakdowns;
}

/* ---- sums ---------------------------------------------------------------------------------------------- */

void wd_merge_count(json_t *root, bool *failed)
{
    const json_t *incidents = json_object_get(root, "incidents");
    json_t *listed = json_object_get(root, "listed");
    uint64_t problems[2] = {0, 0}, sums[2] = {0, 0}, seen = 0;
    uint64_t unmatched = wd_value_int(json_object_get(root, "totals"), "unmatched");

    for (size_t i = 0; i < json_array_size(incidents); i++) {
        json_t *incident = json_array_get(incidents, i);
        uint64_t count = wd_value_int(incident, "count");

        json_object_del(incident, "seen_most");
        problems[is_lookalike(incident)]++;
        sums[is_lookalike(incident)] += count;
        seen += !is_lookalike(incident) && count > 0;
    }
    const struct wd_member members[] = {
        {"denials", wd_value_count(sums[0] + unmatched)},
        {"matched", wd_value_count(sums[0])},
        {"lookalikes", wd_value_count(sums[1])},
        {"problems", wd_value_count(seen)},
    };
    json_object_del(listed, "new");
    wd_value_set_count(listed, "problems", problems[0], failed);
    wd_value_set_count(listed, "lookalikes", problems[1], failed);
    wd_value_set(listed, "sums", WD_VALUE_OBJECT(members), failed);
    wd_value_set(root, "breakdowns", make_breakdowns(root, failed), failed);
}
