/* When, where and how often an incident was seen, member by member, written and read.
 *
 * Times are differences, and a sample says what it does not share with the one before it: lines are what engines move
 * from machine to machine. */
#include "incident/table/codec.h"

/* ---- times and counts -------------------------------------------------------------------------------- */

static json_t *put_count(const struct wd_incident *in)
{
    return json_integer((json_int_t)in->raw_count);
}

static bool get_count(struct wd_incident *in, const json_t *json)
{
    return wd_count_of_json(json, &in->raw_count);
}

/* [first, last]; the last is left out if it is the first. */
static json_t *put_span(const struct wd_incident *in)
{
    if (in->first == in->last)
        return json_pack("[o]", wd_time_to_json(in->first));
    return json_pack("[o,o]", wd_time_to_json(in->first), wd_time_to_json(in->last));
}

static bool get_span(struct wd_incident *in, const json_t *json)
{
    size_t last = json_array_size(json) > 1;

    return wd_time_of_json(json_array_get(json, 0), &in->first) &&
           wd_time_of_json(json_array_get(json, last), &in->last);
}

/* ---- the histogram ----------------------------------------------------------------------------------- */

#define WIDTH_MAX ((json_int_t)1 << 28) /* seconds */
#define WHEN_MAX  ((json_int_t)1 << 33) /* seconds around 1970: five centuries in all */

/* [width in seconds, first bin in widths since 1970, its count, bins on to the next, its count, …] */
static json_t *put_histogram(const struct wd_incident *in)
{
    const struct wd_histogram *h = &in->histogram;
    json_t *array = json_array();
    size_t count = 1;
    json_int_t before = 0;

    if (h->start == WD_TIME_NONE)
        return array;
    json_array_append_new(array, json_integer(h->width / WD_SECOND));
    for (int i = 0; i < (int)WD_HISTOGRAM_BINS; i++)
        if (h->counts[i]) {
            json_int_t at = (json_int_t)((h->start + i * h->width) / h->width);
            json_array_append_new(array, json_integer(at - before));
            json_array_append_new(array, json_integer((json_int_t)h->counts[i]));
            before = at;
            count += 2;
        }
    return wd_codec_whole(array, count);
}

static bool add_bin(struct wd_histogram *into, json_int_t width, json_int_t at, const json_t *count)
{
    struct wd_histogram one = {.width = width * WD_SECOND, .start = at * WD_SECOND};

    if (!wd_count_of_json(count, &one.counts[0]) || at % width != 0)
        return false;
    wd_histogram_merge(into, &one);
    return true;
}

static bool is_when(json_int_t at)
{
    return at >= -WHEN_MAX && at < WHEN_MAX;
}

static bool get_bins(struct wd_histogram *into, json_int_t width, const json_t *array)
{
    json_int_t at = 0;

    if (json_array_size(array) > 2 * WD_HISTOGRAM_BINS + 1)
        return false;
    for (size_t i = 1; i < json_array_size(array); i += 2) {
        json_int_t on = json_integer_value(json_array_get(array, i));
        if (on < -WHEN_MAX / width || on >= WHEN_MAX / width)
            return false;
        at += on * width;
        if (!is_when(at) || !add_bin(into, width, at, json_array_get(array, i + 1)))
            return false;
    }
    return true;
}

/* Nights of before: [width, [second of a bin, its count], …]. */
static bool get_pairs(struct wd_histogram *into, json_int_t width, const json_t *array)
{
    if (json_array_size(array) > WD_HISTOGRAM_BINS + 1)
        return false;
    for (size_t i = 1; i < json_array_size(array); i++) {
        const json_t *bin = json_array_get(array, i);
        json_int_t at = json_integer_value(json_array_get(bin, 0));
        if (!is_when(at) || !add_bin(into, width, at, json_array_get(bin, 1)))
            return false;
    }
    return true;
}

static bool get_histogram(struct wd_incident *in, const json_t *array)
{
    json_int_t width = json_integer_value(json_array_get(array, 0));

    if (!json_is_array(array))
        return false;
    if (json_array_size(array) == 0)
        return true;
    if (width < 1 || width > WIDTH_MAX || (width & (width - 1)) != 0)
        return false;
    return json_is_array(json_array_get(array, 1)) ? get_pairs(&in->histogram, width, array)
                                                   : get_bins(&in->histogram, width, array);
}

/* ---- samples ----------------------------------------------------------------------------------------- */

/* As a difference: what the clock says of this century takes nineteen digits. Any two times have one. */
static wd_time difference(wd_time a, wd_time b)
{
    return (wd_time)((uint64_t)a - (uint64_t)b);
}

static wd_time sum(wd_time a, wd_time b)
{
    return (wd_time)((uint64_t)a + (uint64_t)b);
}

static json_t *unless_same(const char *text, const char *before)
{
    return text && before && strcmp(text, before) == 0 ? json_null() : wd_text_to_json(text);
}

/* Where the entry is found: null the project's slot, false nowhere. */
static json_t *project_to_json(const struct wd_sample *sample, const char *slot)
{
    if (sample->entry_id && !sample->log_project)
        return json_false();
    return unless_same(sample->log_project, slot);
}

/* [hash, nanoseconds from the span's begin, record, offset, text, entry, project, file], with null for text and file
 * of the sample before, and without the nulls at the end. */
static json_t *sample_to_json(const struct wd_incident *in, unsigned i)
{
    const struct wd_sample *sample = &in->samples[i], *before = i ? sample - 1 : NULL;
    json_t *array = json_pack(
        "[o,o,I,I,o,o,o,o]", wd_hex_to_json(sample->hash),
        sample->time == WD_TIME_NONE ? json_null()
                                     : json_integer(difference(sample->time, in->first)),
        (json_int_t)sample->record, (json_int_t)sample->offset,
        unless_same(sample->text, before ? before->text : NULL), wd_text_to_json(sample->entry_id),
        project_to_json(sample, in->slot[WD_SLOT_LOG_PROJECT]),
        unless_same(sample->file, before ? before->file : NULL));

    wd_codec_trim(array);
    return array;
}

static json_t *put_samples(const struct wd_incident *in)
{
    json_t *array = json_array();

    for (unsigned i = 0; i < in->sample_count; i++)
        json_array_append_new(array, sample_to_json(in, i));
    return wd_codec_whole(array, in->sample_count);
}

static int text_or(const json_t *json, const char *other, char **ret_text)
{
    return json && !json_is_null(json) ? wd_text_of_json(json, ret_text)
                                       : wd_copy_optional(ret_text, other);
}

static bool get_time_on(const json_t *json, wd_time first, wd_time *ret_time)
{
    if (!wd_time_of_json(json, ret_time))
        return false;
    if (json_is_integer(json))
        *ret_time = sum(*ret_time, first);
    return true;
}

static bool get_place(struct wd_sample *sample, const struct wd_incident *in, const json_t *json)
{
    const json_t *project = json_array_get(json, 6);

    if (wd_text_of_json(json_array_get(json, 5), &sample->entry_id) < 0)
        return false;
    if (json_is_false(project) || (!project && !sample->entry_id))
        return true;
    if (json_is_null(project) && !sample->entry_id)
        return true;
    return text_or(project, in->slot[WD_SLOT_LOG_PROJECT], &sample->log_project) == 0;
}

static bool get_sample(struct wd_sample *sample, const struct wd_incident *in,
                       const struct wd_sample *before, const json_t *json)
{
    return wd_hex_of_json(json_array_get(json, 0), &sample->hash) &&
           get_time_on(json_array_get(json, 1), in->first, &sample->time) &&
           wd_count_of_json(json_array_get(json, 2), &sample->record) &&
           wd_count_of_json(json_array_get(json, 3), &sample->offset) &&
           text_or(json_array_get(json, 4), before->text, &sample->text) == 0 &&
           get_place(sample, in, json) &&
           text_or(json_array_get(json, 7), before->file, &sample->file) == 0;
}

/* Of nights of before: [time, hash, file, record, offset, text, entry, project]. */
static bool get_old_sample(struct wd_sample *sample, const json_t *json)
{
    return wd_time_of_json(json_array_get(json, 0), &sample->time) &&
           wd_hex_of_json(json_array_get(json, 1), &sample->hash) &&
           wd_text_of_json(json_array_get(json, 2), &sample->file) == 0 &&
           wd_count_of_json(json_array_get(json, 3), &sample->record) &&
           wd_count_of_json(json_array_get(json, 4), &sample->offset) &&
           wd_text_of_json(json_array_get(json, 5), &sample->text) == 0 &&
           wd_text_of_json(json_array_get(json, 6), &sample->entry_id) == 0 &&
           wd_text_of_json(json_array_get(json, 7), &sample->log_project) == 0;
}

static bool get_samples(struct wd_incident *in, const json_t *array)
{
    struct wd_sample before = {0};
    struct wd_error err;
    bool good = json_is_array(array) && json_array_size(array) <= WD_SAMPLES_MAX;

    for (size_t i = 0; good && i < json_array_size(array); i++) {
        const json_t *json = json_array_get(array, i);
        struct wd_sample sample = {0};
        good = json_is_string(json_array_get(json, 0)) ? get_sample(&sample, in, &before, json)
                                                       : get_old_sample(&sample, json);
        good = good && sample.file && sample.text && wd_samples_add(in, &sample, &err) == 0;
        wd_sample_done(&before);
        before = sample;
    }
    wd_sample_done(&before);
    return good;
}

/* In this order: samples count from the span's begin. */
const struct wd_codec_fact wd_codec_seen[] = {
    {"count", put_count, get_count},
    {"span", put_span, get_span},
    {"histogram", put_histogram, get_histogram},
    {"samples", put_samples, get_samples},
    {NULL, NULL, NULL},
};
