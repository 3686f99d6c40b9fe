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
    const struct {
        const char *name;
        uint64_t n;
    } rows[] = {
        {"denials", t->denials},
        {"matched", t->matched},
        {"unmatched", t->unmatched},
        {"duplicates", t->duplicates},
        {"not_enforced", t->not_enforced},
        {"lookalikes", t->lookalikes},
        {"policy_changes", t->policy_changes},
        {"context", t->context},
        {"other", t->other},
        {"gave_up", t->gave_up},
    };
    json_t *object = json_object();
    bool failed = !object;

    if (failed)
        return NULL;
    wd_value_set_count(object, "records", t->records, &failed);
    wd_value_set_count(object, "events", t->events, &failed);
    wd_value_set(object, "skipped",
                 make_skipped(t->skipped, sizeof t->skipped / sizeof *t->skipped), &failed);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        wd_value_set_count(object, rows[i].name, rows[i].n, &failed);
    return wd_value_finish(object, failed);
}

static json_t *make_span(const struct wd_table *table)
{
    json_t *object = json_object();
    bool failed = !object;

    if (failed)
        return NULL;
    wd_value_set(object, "first", wd_document_time(wd_table_first(table)), &failed);
    wd_value_set(object, "last", wd_document_time(wd_table_last(table)), &failed);
    return wd_value_finish(object, failed);
}

static json_t *make_input(const struct wd_input_report *input)
{
    json_t *object = json_object();
    json_t *notes = json_array();
    bool failed = !object || !notes;

    for (unsigned i = 0; i < input->note_count && i < WD_NOTES_MAX && !failed; i++)
        failed = json_array_append_new(notes, wd_value_textz(input->notes[i])) != 0;
    if (failed) {
        json_decref(notes);
        return wd_value_finish(object, true);
    }
    wd_value_set(object, "name", wd_value_textz(input->name), &failed);
    wd_value_set_count(object, "bytes", input->bytes, &failed);
    wd_value_set_count(object, "decoded_bytes", input->decoded_bytes, &failed);
    wd_value_set_count(object, "records", input->records, &failed);
    wd_value_set(object, "skipped", make_skipped(input->skipped, WD_SKIP_COUNT), &failed);
    wd_value_set(object, "format", wd_value_textz(wd_format_name(input->format)), &failed);
    wd_value_set(object, "compression", wd_value_textz(wd_compression_name(input->compression)),
                 &failed);
    wd_value_set(object, "end", wd_value_textz(wd_end_name(input->end)), &failed);
    wd_value_set_count(object, "end_offset", input->end_offset, &failed);
    wd_value_set(object, "notes", notes, &failed);
    return wd_value_finish(object, failed);
}

static json_t *make_inputs(const struct wd_report_source *source)
{
    json_t *array = json_array();

    for (size_t i = 0; array && i < source->input_count; i++)
        if (source->inputs[i] && json_array_append_new(array, make_input(source->inputs[i])) != 0)
            return wd_value_finish(array, true);
    return array;
}

static json_t *make_notes(const struct wd_report_source *source)
{
    json_t *array = json_array();
    bool failed = !array;

    for (size_t i = 0; i < source->note_count && !failed; i++)
        failed = json_array_append_new(array, wd_value_textz(source->notes[i])) != 0;
    if (!failed && !wd_table_deduplicated(source->table))
        failed = json_array_append_new(
                     array, wd_value_textz(wd_word(source->lang, WD_W_N_NOT_DEDUPLICATED))) != 0;
    return wd_value_finish(array, failed);
}

static bool is_new(const struct wd_report_source *source, const struct wd_incident *incident)
{
    json_t *more = source->annotate ? source->annotate(source->annotate_context, incident) : NULL;
    bool result = wd_value_is(more, "status", "new");

    json_decref(more);
    return result;
}

/* How many incidents the document has, so that nobody needs to make them all to say so. */
static json_t *make_listed(const struct wd_report_source *source)
{
    json_t *object = json_object();
    bool failed = !object;
    uint64_t problems = 0;
    uint64_t lookalikes = 0;
    uint64_t hidden = 0;
    uint64_t new = 0;

    if (failed)
        return NULL;
    for (size_t i = 0; i < wd_table_count(source->table); i++) {
        const struct wd_incident *incident = wd_table_at(source->table, i);

        if (source->hidden && source->hidden[i]) {
            hidden++;
            continue;
        }
        if (incident->lookalike)
            lookalikes++;
        else
            problems++;
        new += !incident->lookalike &&is_new(source, incident);
    }
    wd_value_set_count(object, "problems", problems, &failed);
    wd_value_set_count(object, "lookalikes", lookalikes, &failed);
    wd_value_set_count(object, "hidden", hidden, &failed);
    if (source->annotate)
        wd_value_set_count(object, "new", new, &failed);
    return wd_value_finish(object, failed);
}

static json_t *make_head(const struct wd_report_source *source)
{
    json_t *head = json_object();
    bool failed = !head;

    if (failed)
        return NULL;
    wd_value_set(head, "schema", json_string(WD_DOCUMENT_SCHEMA), &failed);
    wd_value_set(head, "complete", json_boolean(source->complete), &failed);
    wd_value_set(head, "lang", json_string(source->lang == WD_LANG_JA ? "ja" : "en"), &failed);
    wd_value_set(head, "totals", make_totals(wd_table_totals(source->table)), &failed);
    wd_value_set(head, "span", make_span(source->table), &failed);
    wd_value_set(head, "timeline", wd_document_make_timeline(source->table), &failed);
    wd_value_set(head, "breakdowns", wd_document_make_breakdowns(source), &failed);
    wd_value_set(head, "listed", make_listed(source), &failed);
    wd_value_set(head, "inputs", make_inputs(source), &failed);
    wd_value_set(head, "notes", make_notes(source), &failed);
    if (source->more && !failed)
        failed = json_object_update_missing(head, source->more) != 0;
    return wd_value_finish(head, failed);
}

static json_t *make_unmatched(const struct wd_incident *group)
{
    json_t *object = json_object();
    bool failed = !object;

    if (failed)
        return NULL;
    wd_value_set_count(object, "count", group->count, &failed);
    wd_value_set(object, "sample",
                 group->sample_count ? wd_document_make_sample(&group->samples[0]) : json_object(),
                 &failed);
    wd_value_set(object, "fingerprint", wd_document_fingerprint(group->fingerprint), &failed);
    wd_value_set(object, "system", json_string(wd_system_name(group->system)), &failed);
    wd_value_set(object, "principal", wd_value_textz(group->slot[WD_SLOT_PRINCIPAL]), &failed);
    wd_value_set(object, "first", wd_document_time(group->first), &failed);
    wd_value_set(object, "last", wd_document_time(group->last), &failed);
    return wd_value_finish(object, failed);
}

static json_t *make_all_unmatched(const struct wd_table *table)
{
    json_t *array = json_array();

    for (size_t i = 0; array && i < wd_table_unmatched_count(table); i++)
        if (json_array_append_new(array, make_unmatched(wd_table_unmatched_at(table, i))) != 0)
            return wd_value_finish(array, true);
    return array;
}

static json_t *make_packs(const struct wd_ruleset *rules)
{
    json_t *array = json_array();
    bool failed = !array;

    for (size_t i = 0; !failed && i < wd_ruleset_pack_count(rules); i++) {
        size_t count = 0;
        const char *name = wd_ruleset_pack(rules, i, &count);
        json_t *pack = json_object();

        failed = !pack;
        if (failed)
            break;
        wd_value_set(pack, "name", wd_value_textz(name), &failed);
        wd_value_set_count(pack, "rules", count, &failed);
        failed = json_array_append_new(array, pack) != 0 || failed;
    }
    return wd_value_finish(array, failed);
}

static json_t *make_rule_errors(const struct wd_ruleset *rules)
{
    json_t *array = json_array();
    bool failed = !array;

    for (size_t i = 0; !failed && i < wd_ruleset_problem_count(rules); i++) {
        const struct wd_rule_problem *problem = wd_ruleset_problem(rules, i);
        struct wd_buf text;

        wd_buf_init(&text, sizeof *problem);
        wd_buf_printf(&text, "%s: %s", problem->where, problem->text);
        failed = text.failed || json_array_append_new(array, wd_value_text(wd_buf_str(&text))) != 0;
        wd_buf_done(&text);
    }
    return wd_value_finish(array, failed);
}

static json_t *make_tail(const struct wd_report_source *source)
{
    json_t *tail = json_object();
    json_t *rules = json_object();
    bool failed = !tail || !rules;

    if (failed) {
        json_decref(rules);
        return wd_value_finish(tail, true);
    }
    wd_value_set(tail, "unmatched", make_all_unmatched(source->table), &failed);
    wd_value_set(tail, "suppressed",
                 source->suppressed ? json_incref(source->suppressed) : json_array(), &failed);
    if (source->rules) {
        wd_value_set(rules, "packs", make_packs(source->rules), &failed);
        wd_value_set_count(rules, "loaded", wd_ruleset_count(source->rules), &failed);
        wd_value_set(rules, "errors", make_rule_errors(source->rules), &failed);
    }
    wd_value_set(tail, "rules", rules, &failed);
    return wd_value_finish(tail, failed);
}

static int list_shown(struct wd_document *document)
{
    const struct wd_report_source *source = &document->source;
    size_t count = wd_table_count(source->table);

    document->shown = calloc(count ? count : 1, sizeof *document->shown);
    if (!document->shown)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (!source->hidden || !source->hidden[i])
            document->shown[document->count++] = i;
    return 0;
}

struct wd_document *wd_document_of(const struct wd_report_source *source, struct wd_error *err)
{
    struct wd_document *document = calloc(1, sizeof *document);

    if (!document)
        goto failed;
    document->source = *source;
    document->make = wd_document_make_incident;
    document->make_remedy = wd_document_make_remedy;
    document->head = make_head(source);
    document->tail = make_tail(source);
    if (!document->head || !document->tail || list_shown(document) != 0)
        goto failed;
    return document;
failed:
    wd_fail_memory(err);
    wd_document_free(document);
    return NULL;
}
