/* The report of an input and what else a session knows of its inputs, as JSON and back. */
#include "run/keyed.h"

#include <inttypes.h>
#include <stdlib.h>

#include "whydenied/base/escape.h"
#include "whydenied/base/json_value.h"

void wd_shard_key(uint64_t hash, char out[WD_KEY_MAX])
{
    snprintf(out, WD_KEY_MAX, "!stats:%016" PRIx64, hash);
}

/* ---- writing ----------------------------------------------------------------------------------------- */

/* A NULL, for lack of memory, shows in the size of what it was to be put into. */
static json_t *count(uint64_t n)
{
    return json_integer((json_int_t)n);
}

/* Names of files are bytes; what is no UTF-8 is made visible. */
static json_t *text(const char *z)
{
    json_t *json = json_string(z);
    struct wd_buf visible;

    if (json)
        return json;
    wd_buf_init(&visible, 64 * 1024);
    wd_escape_visible(&visible, wd_str_of(z));
    json = json_string(wd_buf_cstr(&visible));
    wd_buf_done(&visible);
    return json;
}

static json_t *skipped_to_json(const uint64_t *skipped)
{
    json_t *array = json_array();

    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        json_array_append_new(array, count(skipped[i]));
    return array;
}

static json_t *notes_to_json(const struct wd_input_report *report)
{
    json_t *array = json_array();

    for (unsigned i = 0; i < report->note_count && i < WD_NOTES_MAX; i++)
        json_array_append_new(array, text(report->notes[i]));
    return array;
}

static json_t *report_to_json(const struct wd_input_report *report)
{
    return json_pack(
        "{s:o,s:o,s:o,s:o,s:o,s:o,s:b,s:o,s:o,s:o,s:o,s:o,s:s,s:b,s:s,s:s,s:o,s:o,s:i}", "name",
        text(report->name), "bytes", count(report->bytes), "decoded_bytes",
        count(report->decoded_bytes), "records", count(report->records), "skipped",
        skipped_to_json(report->skipped), "cut", count(report->cut), "nothing", report->nothing,
        "ambiguous", count(report->ambiguous), "torn", count(report->torn), "alien",
        count(report->alien), "zeros", count(report->zeros), "unread", count(report->unread),
        "format", wd_format_name(report->format), "substance", report->substance, "compression",
        wd_compression_name(report->compression), "end", wd_end_name(report->end), "end_offset",
        count(report->end_offset), "notes", notes_to_json(report), "note_count",
        (int)report->note_count);
}

static json_t *inputs_to_json(const struct wd_session *session)
{
    json_t *array = json_array();

    for (size_t i = 0; i < session->report_count; i++)
        json_array_append_new(array, report_to_json(session->reports[i]));
    if (json_array_size(array) == session->report_count)
        return array;
    json_decref(array);
    return NULL;
}

static json_t *rest_to_json(const struct wd_input_rest *rest)
{
    return json_pack("[o,o,o,o,o]", count(rest->files), count(rest->partial), count(rest->bytes),
                     count(rest->decoded_bytes), count(rest->records));
}

static json_t *folder_notes_to_json(const struct wd_session *session)
{
    json_t *array = json_array();

    for (size_t i = 0; i < session->inputs.note_count; i++)
        json_array_append_new(array, text(session->inputs.notes[i]));
    return array;
}

json_t *wd_shard_to_json(const struct wd_session *session, const struct wd_shard_name *name,
                         const struct wd_rules_name *rules)
{
    return json_pack("{s:b,s:o,s:o,s:o,s:s,s:s?,s:i,s:i}", "complete", session->complete, "inputs",
                     inputs_to_json(session), "notes", folder_notes_to_json(session), "rest",
                     rest_to_json(&session->rest), "rules", rules->text, "shard", name->label,
                     "times", 1, "v", WD_KEYED_VERSION);
}

json_t *wd_begun_to_json(uint64_t n, const struct wd_rules_name *rules)
{
    return json_pack("{s:o,s:s,s:i}", "n", count(n), "rules", rules->text, "v", WD_KEYED_VERSION);
}

/* ---- merging ----------------------------------------------------------------------------------------- */

uint64_t wd_shard_times(const json_t *value)
{
    json_int_t times = json_integer_value(json_object_get(value, "times"));

    return times < 1 ? 1 : (uint64_t)times;
}

/* Equal but for how often they came, unless somebody changed one of them: then the smaller text stands. */
static json_t *smaller(json_t *a, json_t *b)
{
    char *x, *y;
    json_t *less = NULL;

    json_object_set_new(a, "times", json_integer(1));
    json_object_set_new(b, "times", json_integer(1));
    x = wd_json_dump(a, JSON_COMPACT | JSON_SORT_KEYS);
    y = wd_json_dump(b, JSON_COMPACT | JSON_SORT_KEYS);
    if (x && y)
        less = strcmp(x, y) <= 0 ? a : b;
    free(x);
    free(y);
    return less;
}

int wd_shard_merge(json_t **into, json_t *from)
{
    uint64_t times = wd_shard_times(*into) + wd_shard_times(from);
    json_t *stays = smaller(*into, from);

    if (!stays || json_object_set_new(stays, "times", count(times)) < 0)
        return -1;
    json_incref(stays);
    json_decref(*into);
    *into = stays;
    return 0;
}

/* ---- reading ----------------------------------------------------------------------------------------- */

static uint64_t number(const json_t *json)
{
    json_int_t n = json_integer_value(json);

    return n < 0 ? 0 : (uint64_t)n;
}

static uint64_t number_of(const json_t *json, const char *name)
{
    return number(json_object_get(json, name));
}

static const char *format_name(int place)
{
    return wd_format_name((enum wd_format)place);
}

static const char *compression_name(int place)
{
    return wd_compression_name((enum wd_compression)place);
}

static const char *end_name(int place)
{
    return wd_end_name((enum wd_end)place);
}

/* The place of a word among those that `name` gives, up to `last`; -1: none of them. */
static int place_of(const char *word, const char *(*name)(int place), int last)
{
    for (int place = 0; word && place <= last; place++)
        if (strcmp(word, name(place)) == 0)
            return place;
    return -1;
}

static bool read_words(const json_t *json, struct wd_input_report *report)
{
    const char *format = json_string_value(json_object_get(json, "format"));
    const char *compression = json_string_value(json_object_get(json, "compression"));
    const char *end = json_string_value(json_object_get(json, "end"));
    int f = place_of(format, format_name, WD_FORMAT_TEXT);
    int c = place_of(compression, compression_name, WD_COMPRESSION_BZIP2);
    int e = place_of(end, end_name, WD_END_LEFT_OUT);

    if (f < 0 || c < 0 || e < 0)
        return false;
    report->format = (enum wd_format)f;
    report->compression = (enum wd_compression)c;
    report->end = (enum wd_end)e;
    return true;
}

static bool read_notes(const json_t *json, struct wd_input_report *report)
{
    const json_t *notes = json_object_get(json, "notes");
    size_t kept = json_array_size(notes);

    if (kept > WD_NOTES_MAX)
        return false;
    for (size_t i = 0; i < kept; i++) {
        const char *note = json_string_value(json_array_get(notes, i));
        report->notes[i] = strdup(note ? note : "");
        if (!report->notes[i])
            return false;
    }
    report->note_count = (unsigned)number_of(json, "note_count");
    if (report->note_count < kept || (report->note_count > kept && kept < WD_NOTES_MAX))
        report->note_count = (unsigned)kept;
    return true;
}

static bool read_report(const json_t *json, struct wd_input_report *report)
{
    const char *name = json_string_value(json_object_get(json, "name"));
    const json_t *skipped = json_object_get(json, "skipped");

    report->name = strdup(name ? name : "?");
    report->bytes = number_of(json, "bytes");
    report->decoded_bytes = number_of(json, "decoded_bytes");
    report->records = number_of(json, "records");
    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        report->skipped[i] = number(json_array_get(skipped, i));
    report->cut = number_of(json, "cut");
    report->nothing = json_is_true(json_object_get(json, "nothing"));
    report->ambiguous = number_of(json, "ambiguous");
    report->torn = number_of(json, "torn");
    report->alien = number_of(json, "alien");
    report->zeros = number_of(json, "zeros");
    report->unread = number_of(json, "unread");
    report->substance = json_is_true(json_object_get(json, "substance"));
    report->end_offset = number_of(json, "end_offset");
    return report->name && read_words(json, report) && read_notes(json, report);
}

static int take_input(struct wd_session *session, const json_t *json, struct wd_error *err)
{
    struct wd_input_report *report = calloc(1, sizeof *report);

    if (!report)
        return wd_fail_memory(err);
    if (read_report(json, report))
        return wd_run_list_report(session, report, err);
    wd_input_report_done(report);
    free(report);
    return wd_fail(err, "a shard's inputs are damaged");
}

static void take_rest(struct wd_session *session, const json_t *array)
{
    struct wd_input_rest *rest = &session->rest;
    uint64_t *const sums[] = {&rest->files, &rest->partial, &rest->bytes, &rest->decoded_bytes,
                              &rest->records};

    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        *sums[i] += number(json_array_get(array, i));
    session->partial = session->partial || number(json_array_get(array, 1)) > 0;
}

int wd_shard_take(struct wd_session *session, const json_t *value, struct wd_error *err)
{
    const json_t *inputs = json_object_get(value, "inputs"), *notes;

    for (size_t i = 0; i < json_array_size(inputs); i++)
        if (take_input(session, json_array_get(inputs, i), err) < 0)
            return -1;
    notes = json_object_get(value, "notes");
    for (size_t i = 0; i < json_array_size(notes); i++) {
        const char *note = json_string_value(json_array_get(notes, i));
        if (wd_inputs_note(&session->inputs, err, "%s", note ? note : "") < 0)
            return -1;
    }
    take_rest(session, json_object_get(value, "rest"));
    if (!json_is_true(json_object_get(value, "complete"))) {
        session->complete = false;
        session->partial = true;
    }
    return 0;
}

const char *wd_shard_word(const json_t *value)
{
    const json_t *first = json_array_get(json_object_get(value, "inputs"), 0);
    const char *name = json_string_value(json_object_get(first, "name"));
    const char *shard = json_string_value(json_object_get(value, "shard"));

    return name ? name : shard ? shard : "?";
}
