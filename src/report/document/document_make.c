/* A document from what a run found: head and tail at once, incidents when asked for. */
#include "report/document/document.h"
#include "report/words.h"
#include "whydenied/report/value.h"

static json_t *make_skipped(const uint64_t *skipped, size_t count)
{
    json_t *object = json_object();
    bool failed = !object;

    for (size_t i = 0; i < count && i < WD_SKIP_COUNT && !failed; i++)
        if (skipped[i])
            wd_value_set_count(object, wd_skip_name((enum wd_skip)i), skipped[i], &failed);
    return wd_value_finish(object, failed);
}

static json_t *make_totals(const struct wd_totals *t)
{
    const struct wd_member members[] = {
        {"records", wd_value_count(t->records)},
        {"events", wd_value_count(t->events)},
        {"skipped", make_skipped(t->skipped, sizeof t->skipped / sizeof *t->skipped)},
        {"denials", wd_value_count(t->denials)},
        {"matched", wd_value_count(t->matched)},
        {"unmatched", wd_value_count(t->unmatched)},
        {"duplicates", wd_value_count(t->duplicates)},
        {"not_enforced", wd_value_count(t->not_enforced)},
        {"lookalikes", wd_value_count(t->lookalikes)},
        {"foreign", wd_value_count(t->foreign)},
        {"policy_changes", wd_value_count(t->policy_changes)},
        {"context", wd_value_count(t->context)},
        {"other", wd_value_count(t->other)},
        {"gave_up", wd_value_count(t->gave_up)},
        {"selected_out", wd_value_count(t->selected_out)},
        {"suppressed", wd_value_count(t->suppressed)},
    };

    return WD_VALUE_OBJECT(members);
}

static json_t *make_span(const struct wd_table *table)
{
    const struct wd_member members[] = {
        {"first", wd_document_time(wd_table_first(table))},
        {"last", wd_document_time(wd_table_last(table))},
    };

    return WD_VALUE_OBJECT(members);
}

static json_t *make_input(const struct wd_input_report *input)
{
    size_t notes = input->note_count < WD_NOTES_MAX ? input->note_count : WD_NOTES_MAX;
    const char *rewritten = wd_rewritten_name(input->rewritten);
    const struct wd_member members[] = {
        {"name", wd_value_textz(input->name)},
        {"bytes", wd_value_count(input->bytes)},
        {"decoded_bytes", wd_value_count(input->decoded_bytes)},
        {"records", wd_value_count(input->records)},
        {"skipped", make_skipped(input->skipped, WD_SKIP_COUNT)},
        {"format", wd_value_textz(wd_format_name(input->format))},
        {"compression", wd_value_textz(wd_compression_name(input->compression))},
        {"end", wd_value_textz(wd_end_name(input->end))},
        {"end_offset", wd_value_count(input->end_offset)},
        {rewritten ? "rewritten" : NULL, wd_value_textz(rewritten)},
        {input->rewritten == WD_REWRITTEN_INSIDE ? "rewritten_at" : NULL,
         wd_value_count(input->rewritten_at)},
        {"notes", wd_value_texts((const char *const *)input->notes, notes)},
    };

    return WD_VALUE_OBJECT(members);
}

static json_t *make_inputs(const struct wd_report_source *source)
{
    json_t *array = json_array();

    for (size_t i = 0; array && i < source->input_count; i++)
        if (source->inputs[i] && json_array_append_new(array, make_input(source->inputs[i])) != 0)
            return wd_value_finish(array, true);
    return array;
}

/* Of the inputs that are not listed. */
static json_t *make_rest(const struct wd_report_source *source)
{
    const struct wd_member members[] = {
        {"files", wd_value_count(source->rest.files)},
        {"partial", wd_value_count(source->rest.partial)},
        {"bytes", wd_value_count(source->rest.bytes)},
        {"decoded_bytes", wd_value_count(source->rest.decoded_bytes)},
        {"records", wd_value_count(source->rest.records)},
    };

    return WD_VALUE_OBJECT(members);
}

static json_t *make_notes(const struct wd_report_source *source)
{
    json_t *array = json_array();
    bool failed = !array;
    struct wd_buf note;

    wd_buf_init(&note, 4096);
    for (size_t i = 0; i < source->note_count && !failed; i++) {
        wd_buf_clear(&note);
        wd_words_note(&note, source->lang, wd_str_of(source->notes[i]));
        failed = json_array_append_new(array, wd_value_text(wd_buf_str(&note))) != 0;
    }
    wd_buf_done(&note);
    if (!failed && !wd_table_deduplicated(source->table))
        failed = json_array_append_new(
                     array, wd_value_textz(wd_word(source->lang, WD_W_N_NOT_DEDUPLICATED))) != 0;
    json_t *unseen = source->coverage ? wd_document_note_unseen(source->table, source->lang) : NULL;
    if (unseen)
        failed = json_array_append_new(array, unseen) != 0 || failed;
    return wd_value_finish(array, failed);
}

static bool is_new(const struct wd_report_source *source, const struct wd_incident *incident)
{
    return source->status && strcmp(source->status(source->annotate_context, incident), "new") == 0;
}

/* The sums of what the document lists; those of all that was read are the totals. */
static json_t *make_sums(const struct wd_table *table)
{
    uint64_t sums[] = {0, 0}; /* matched, look-alikes */
    uint64_t problems = 0;    /* of those: a night lists others, too */

    for (size_t i = 0; i < wd_table_count(table); i++) {
        const struct wd_incident *incident = wd_table_at(table, i);

        sums[incident->lookalike] += incident->count;
        problems += !incident->lookalike && incident->count > 0;
    }
    const struct wd_member members[] = {
        {"denials", wd_value_count(sums[0] + wd_table_totals(table)->unmatched)},
        {"matched", wd_value_count(sums[0])},
        {"lookalikes", wd_value_count(sums[1])},
        {"problems", wd_value_count(problems)},
    };
    return WD_VALUE_OBJECT(members);
}

/* How many incidents the document has, so that nobody needs to make them all to say so. */
static json_t *make_listed(const struct wd_report_source *source)
{
    uint64_t lookalikes = 0;
    uint64_t new = 0;

    for (size_t i = 0; i < wd_table_count(source->table); i++) {
        const struct wd_incident *incident = wd_table_at(source->table, i);

        lookalikes += incident->lookalike;
        new += !incident->lookalike &&is_new(source, incident);
    }
    const struct wd_member members[] = {
        {"problems", wd_value_count(wd_table_count(source->table) - lookalikes)},
        {"lookalikes", wd_value_count(lookalikes)},
        {"hidden", wd_value_count(wd_table_left_out(source->table))},
        {source->annotate ? "new" : NULL, wd_value_count(new)},
        {"sums", make_sums(source->table)},
    };
    return WD_VALUE_OBJECT(members);
}

static json_t *make_head(const struct wd_report_source *source)
{
    const struct wd_member members[] = {
        {"schema", json_string(WD_DOCUMENT_SCHEMA)},
        {"complete", json_boolean(source->complete)},
        {"lang", json_string(source->lang == WD_LANG_JA ? "ja" : "en")},
        {"totals", make_totals(wd_table_totals(source->table))},
        {"span", make_span(source->table)},
        {"timeline", json_null()},
        {"breakdowns", json_null()},
        {"listed", make_listed(source)},
        {"inputs", make_inputs(source)},
        {source->rest.files + source->rest.partial > 0 ? "inputs_rest" : NULL, make_rest(source)},
        {source->coverage ? "coverage" : NULL, wd_document_make_coverage(source->table)},
        {"notes", make_notes(source)},
    };
    json_t *head = WD_VALUE_OBJECT(members);

    return wd_value_finish(head, head && source->more &&
                                     json_object_update_missing(head, source->more) != 0);
}

/* Replace their nulls, so that they stand where they always stood. */
static int put_sums(const struct wd_report_source *source, json_t *head)
{
    bool failed = false;

    wd_value_set(head, "timeline", wd_document_make_timeline(source->table), &failed);
    wd_value_set(head, "breakdowns", wd_document_make_breakdowns(source), &failed);
    return failed ? -1 : 0;
}

static json_t *make_unmatched(const struct wd_incident *group)
{
    const struct wd_member members[] = {
        {"count", wd_value_count(group->count)},
        {"sample", group->sample_count
                       ? wd_document_make_sample(&group->samples[0], WD_EXTENT_WHOLE)
                       : json_object()},
        {"fingerprint", wd_document_fingerprint(group->fingerprint)},
        {"system", json_string(wd_system_name(group->system))},
        {"principal", wd_value_textz(group->slot[WD_SLOT_PRINCIPAL])},
        {"permissions",
         wd_value_texts((const char *const *)group->permissions, group->permission_count)},
        {"resource", wd_document_make_resource(group, WD_EXTENT_WHOLE)},
        {"first", wd_document_time(group->first)},
        {"last", wd_document_time(group->last)},
    };

    return WD_VALUE_OBJECT(members);
}

static json_t *unmatched_at(const void *table, size_t index)
{
    return make_unmatched(wd_table_unmatched_at(table, index));
}

static json_t *pack_at(const void *rules, size_t index)
{
    size_t count = 0;
    const char *name = wd_ruleset_pack(rules, index, &count);
    const struct wd_member members[] = {
        {"name", wd_value_textz(name)},
        {"rules", wd_value_count(count)},
    };

    return WD_VALUE_OBJECT(members);
}

static json_t *rule_error_at(const void *rules, size_t index)
{
    const struct wd_rule_problem *problem = wd_ruleset_problem(rules, index);
    json_t *value = NULL;
    struct wd_buf text;

    wd_buf_init(&text, sizeof *problem);
    wd_buf_printf(&text, "%s: %s", problem->where, problem->text);
    if (!text.failed)
        value = wd_value_text(wd_buf_str(&text));
    wd_buf_done(&text);
    return value;
}

static json_t *make_rules(const struct wd_ruleset *rules)
{
    if (!rules)
        return json_object();
    const struct wd_member members[] = {
        {"packs", wd_value_array(wd_ruleset_pack_count(rules), pack_at, rules)},
        {"loaded", wd_value_count(wd_ruleset_count(rules))},
        {"errors", wd_value_array(wd_ruleset_problem_count(rules), rule_error_at, rules)},
    };
    return WD_VALUE_OBJECT(members);
}

static json_t *make_tail(const struct wd_report_source *source)
{
    const struct wd_member members[] = {
        {"unmatched",
         wd_value_array(wd_table_unmatched_count(source->table), unmatched_at, source->table)},
        {"suppressed", source->suppressed ? json_incref(source->suppressed) : json_array()},
        {"rules", make_rules(source->rules)},
    };

    return WD_VALUE_OBJECT(members);
}

struct wd_document *wd_document_of(const struct wd_report_source *source, struct wd_error *err)
{
    struct wd_document *document = calloc(1, sizeof *document);

    if (!document)
        goto failed;
    document->source = *source;
    document->make = wd_document_make_incident;
    document->make_remedy = wd_document_make_remedy;
    document->make_sums = put_sums;
    document->head = make_head(source);
    document->tail = make_tail(source);
    document->count = wd_table_count(source->table);
    if (!document->head || !document->tail)
        goto failed;
    return document;
failed:
    wd_fail_memory(err);
    wd_document_free(document);
    return NULL;
}
