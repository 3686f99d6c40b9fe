/* One problem that several reports tell of: counts add, times widen; what cannot be both is that of the report in which
 * it has more denials, of the one that comes first if they are as many. */
#include "report/document/document.h"
#include "report/document/merge.h"
#include "whydenied/base/timestamp.h"
#include "whydenied/report/value.h"

#define SAMPLES_MAX 3u

/* ---- bins ---------------------------------------------------------------------------------------- */

static void read_bins(const json_t *object, struct wd_histogram *ret_bins)
{
    const json_t *counts = json_object_get(object, "counts");

    memset(ret_bins, 0, sizeof *ret_bins);
    ret_bins->start = wd_time_parse(wd_value_str(object, "start"), NULL);
    ret_bins->width = (wd_time)(wd_value_int(object, "width_s") % (1u << 30)) * WD_SECOND;
    if (ret_bins->width == 0)
        ret_bins->start = WD_TIME_NONE;
    for (size_t i = 0; i < WD_HISTOGRAM_BINS; i++) {
        json_int_t n = json_integer_value(json_array_get(counts, i));
        ret_bins->counts[i] = n > 0 ? (uint64_t)n : 0;
    }
}

static void merge_bins(json_t *into, const json_t *from, bool *failed)
{
    struct wd_histogram mine, other;

    read_bins(json_object_get(into, "histogram"), &mine);
    read_bins(json_object_get(from, "histogram"), &other);
    if (other.start == WD_TIME_NONE)
        return;
    wd_histogram_merge(&mine, &other);
    wd_value_set(into, "histogram", wd_document_make_bins(&mine), failed);
}

/* ---- samples ------------------------------------------------------------------------------------- */

static bool is_before(const json_t *a, const json_t *b)
{
    static const char *const names[] = {"time", "file", "text"};
    int order = 0;

    for (size_t i = 0; i < sizeof names / sizeof *names && order == 0; i++)
        order = wd_str_cmp(wd_value_str(a, names[i]), wd_value_str(b, names[i]));
    return order != 0 ? order < 0 : wd_value_int(a, "record") < wd_value_int(b, "record");
}

static void merge_samples(json_t *into, const json_t *from, bool *failed)
{
    json_t *mine = json_object_get(into, "samples");
    const json_t *others = json_object_get(from, "samples");

    for (size_t i = 0; i < json_array_size(others) && !*failed; i++) {
        json_t *sample = json_array_get(others, i);
        size_t at = 0;

        while (at < json_array_size(mine) && !is_before(sample, json_array_get(mine, at)))
            at++;
        if (at > 0 && json_equal(json_array_get(mine, at - 1), sample))
            continue;
        *failed = json_array_insert(mine, at, sample) != 0;
    }
    while (json_array_size(mine) > SAMPLES_MAX)
        json_array_remove(mine, json_array_size(mine) - 1);
}

/* ---- the whole ----------------------------------------------------------------------------------- */

static size_t level_of(const json_t *incident)
{
    static const char *const levels[] = {"low", "medium", "high"};

    return wd_str_place(wd_value_str(incident, "severity"), levels, 3);
}

/* Members that belong to a report's view of the problem, beside its counts. */
static void take_view(json_t *into, const json_t *from, bool *failed)
{
    static const char *const names[] = {"title",      "cause",     "confidence",  "decided_by",
                                        "intent",     "principal", "permissions", "method",
                                        "resource",   "facts",     "group",       "why",
                                        "tell_apart", "remedies",  "together",    "references"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        json_t *value = json_object_get(from, names[i]);
        if (value)
            wd_value_set(into, names[i], json_incref(value), failed);
    }
}

void wd_merge_incident(json_t *into, const json_t *from, bool *failed)
{
    /* What nights say of a problem holds for the night of its report alone. */
    static const char *const of_nights[] = {"status", "first_night", "last_night",
                                            "nights", "trend",       "granted"};
    uint64_t mine = wd_value_int(into, "seen_most"), other = wd_value_int(from, "count");
    uint64_t distinct = wd_value_int(into, "distinct_resources");

    if (!json_object_get(into, "seen_most"))
        mine = wd_value_int(into, "count");
    if (other > mine)
        take_view(into, from, failed);
    wd_value_set_count(into, "seen_most", other > mine ? other : mine, failed);
    wd_merge_add(into, from, "count", failed);
    wd_merge_add(into, from, "raw_count", failed);
    wd_merge_span(into, from, failed);
    merge_bins(into, from, failed);
    if (wd_value_int(from, "distinct_resources") > distinct)
        wd_value_set_count(into, "distinct_resources", wd_value_int(from, "distinct_resources"),
                           failed);
    merge_samples(into, from, failed);
    if (level_of(from) != WD_NPOS && (level_of(into) == WD_NPOS || level_of(from) > level_of(into)))
        wd_value_set(into, "severity", wd_value_text(wd_value_str(from, "severity")), failed);
    wd_merge_union(json_object_get(into, "notes"), json_object_get(from, "notes"), failed);
    wd_merge_union(json_object_get(into, "linked"), json_object_get(from, "linked"), failed);
    for (size_t i = 0; i < sizeof of_nights / sizeof *of_nights; i++)
        if (json_object_get(into, of_nights[i]))
            wd_value_set(into, of_nights[i], json_null(), failed);
}

void wd_merge_unmatched(json_t *into, const json_t *from, bool *failed)
{
    json_t *sample = json_object_get(from, "sample");

    wd_merge_add(into, from, "count", failed);
    wd_merge_span(into, from, failed);
    if (json_object_size(sample) && is_before(sample, json_object_get(into, "sample")))
        wd_value_set(into, "sample", json_incref(sample), failed);
}
