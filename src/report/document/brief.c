/* Problems in brief, of a value or of the table. */
#include "report/document/brief.h"

#include "report/document/document.h"
#include "whydenied/report/value.h"

#define TEXTS_MAX ((size_t)1 << 20)

/* ---- of a value ---------------------------------------------------------------------------------- */

/* The likeliest other cause and how to tell: one of another kind than the incident's own, if there is. */
static const json_t *likeliest(const json_t *incident)
{
    const json_t *others = json_object_get(incident, "tell_apart");
    struct wd_str cause = wd_value_str(incident, "cause");

    for (size_t i = 0; i < json_array_size(others); i++) {
        const json_t *other = json_array_get(others, i);

        if (!wd_str_eq(wd_value_str(other, "cause"), cause))
            return other;
    }
    return json_array_get(others, 0);
}

static void ask_sample(const json_t *incident, struct wd_brief *brief)
{
    const json_t *sample = json_array_get(json_object_get(incident, "samples"), 0);

    brief->has_sample = sample;
    brief->file = wd_value_str(sample, "file");
    brief->record = wd_value_int(sample, "record");
    brief->text = wd_value_str(sample, "text");
    brief->find = wd_value_in(sample, "find", "shell");
}

void wd_brief_of(const json_t *incident, struct wd_brief *ret_brief)
{
    const json_t *principal = json_object_get(incident, "principal");
    const json_t *resource = json_object_get(incident, "resource");

    *ret_brief = (struct wd_brief){
        .severity = wd_value_str(incident, "severity"),
        .cause = wd_value_str(incident, "cause"),
        .intent = wd_value_str(incident, "intent"),
        .status = wd_value_str(incident, "status"),
        .who = wd_value_who(incident),
        .what = wd_value_what(incident),
        .principal = wd_value_str(principal, "id"),
        .resource = wd_value_str(resource, "name"),
        .label = wd_value_str(principal, "label"),
        .source = wd_value_str(principal, "source"),
        .caller = wd_value_str(json_object_get(incident, "facts"), "caller"),
        .project = wd_value_str(resource, "project"),
        .method = wd_value_str(incident, "method"),
        .title = wd_value_str(incident, "title"),
        .rule = wd_value_str(incident, "rule"),
        .fingerprint = wd_value_str(incident, "fingerprint"),
        .check = wd_value_str(likeliest(incident), "check"),
        .note = wd_value_item(json_object_get(incident, "notes"), 0),
        .count = wd_value_int(incident, "count"),
        .distinct = wd_value_int(incident, "distinct_resources"),
        .together = wd_value_int(incident, "together"),
        .permission_count = json_array_size(json_object_get(incident, "permissions")),
        .remedy_count = json_array_size(json_object_get(incident, "remedies")),
        .value = incident};
    ask_sample(incident, ret_brief);
}

/* ---- of the table -------------------------------------------------------------------------------- */

/* As a value would have it: what is not UTF-8 becomes U+FFFD. */
static struct wd_str valid(struct wd_arena *texts, struct wd_str s)
{
    struct wd_buf mended;

    if (wd_value_is_utf8(s))
        return s;
    wd_buf_init(&mended, s.len * 3 + 1);
    wd_value_mend(&mended, s);
    s = wd_arena_copy(texts, wd_buf_str(&mended));
    wd_buf_done(&mended);
    return s;
}

static struct wd_str validz(struct wd_arena *texts, const char *z)
{
    return valid(texts, wd_str_of(z));
}

/* 0, or -1: it is too long, as it would be for a value. */
static int fill(struct wd_document *document, const struct wd_text_i18n *text,
                const struct wd_incident *incident, struct wd_str *ret_filled)
{
    char room[512];
    struct wd_buf filled;
    int status;

    wd_buf_init_in(&filled, WD_RULE_TEXT_MAX, room, sizeof room);
    if (wd_i18n(text, document->source.lang))
        wd_report_say(&filled, text, incident, document->source.lang);
    status = filled.failed ? -1 : 0;
    *ret_filled = wd_arena_copy(document->texts, wd_buf_str(&filled));
    *ret_filled = valid(document->texts, *ret_filled);
    wd_buf_done(&filled);
    return status;
}

static const struct wd_tell_apart *likeliest_of(const struct wd_incident *incident)
{
    const struct wd_rule *rule = incident->rule;

    for (size_t i = 0; i < rule->tell_apart_count; i++)
        if (rule->tell_apart[i].cause != incident->cause)
            return &rule->tell_apart[i];
    return rule->tell_apart_count ? &rule->tell_apart[0] : NULL;
}

static void take_sample(struct wd_document *document, const struct wd_incident *incident,
                        struct wd_brief *brief)
{
    const struct wd_sample *sample = &incident->samples[0];
    char room[512];
    struct wd_buf find;

    if (incident->sample_count == 0)
        return;
    wd_buf_init_in(&find, WD_RULE_TEXT_MAX, room, sizeof room);
    wd_document_put_find(&find, sample);
    brief->has_sample = true;
    brief->file = validz(document->texts, sample->file);
    brief->record = sample->record;
    brief->text = validz(document->texts, sample->text);
    brief->find = wd_arena_copy(document->texts, wd_buf_str(&find));
    wd_buf_done(&find);
}

static int take_note(struct wd_document *document, struct wd_brief *brief)
{
    json_t *notes;

    if (brief->incident->intent != WD_INTENT_INVESTIGATE)
        return 0;
    notes = wd_document_make_notes(&document->source, brief->index);
    brief->note = wd_arena_copy(document->texts, wd_value_item(notes, 0));
    json_decref(notes);
    return notes ? 0 : -1;
}

static struct wd_str take_fingerprint(struct wd_arena *texts, uint64_t fingerprint)
{
    char digits[WD_FINGERPRINT_DIGITS];

    wd_document_fingerprint_digits(fingerprint, digits);
    return wd_arena_copy(texts, wd_str_make(digits, sizeof digits));
}

/* What its ten lines say beyond its row. */
static int take_shown(struct wd_document *document, struct wd_brief *brief)
{
    const struct wd_incident *incident = brief->incident;
    const struct wd_tell_apart *other = likeliest_of(incident);
    const struct wd_advisor *advisor = document->source.advisor;
    struct wd_arena *texts = document->texts;
    const char *id = incident->slot[WD_SLOT_PRINCIPAL];

    brief->intent = wd_str_of(wd_intent_name(incident->intent));
    brief->resource = validz(texts, wd_incident_fact(incident, WD_SLOT_RESOURCE));
    brief->what = brief->resource;
    brief->project = validz(texts, wd_incident_fact(incident, WD_SLOT_PROJECT));
    brief->rule = validz(texts, incident->rule->id);
    brief->fingerprint = take_fingerprint(texts, incident->fingerprint);
    brief->distinct = wd_distinct_estimate(&incident->resources);
    if (id) {
        brief->source =
            wd_str_of(wd_source_trust((enum wd_source)incident->source[WD_SLOT_PRINCIPAL]));
        if (advisor)
            brief->label = validz(texts, wd_advisor_account_label(advisor, wd_str_of(id)));
    }
    take_sample(document, incident, brief);
    if (other && fill(document, &other->check, incident, &brief->check) < 0)
        return -1;
    if (take_note(document, brief) < 0)
        return -1;
    return fill(document, &incident->rule->title, incident, &brief->title);
}

static void take_listed(struct wd_document *document, struct wd_brief *brief)
{
    const struct wd_incident *incident = brief->incident;
    const struct wd_plan *plan = brief->plan;
    bool planned = plan && brief->index < plan->incident_count;

    brief->severity = wd_str_of(wd_level_name(incident->severity));
    brief->cause = wd_str_of(wd_cause_name(incident->cause));
    brief->principal = validz(document->texts, incident->slot[WD_SLOT_PRINCIPAL]);
    brief->caller = validz(document->texts, incident->slot[WD_SLOT_CALLER]);
    brief->who = brief->principal;
    brief->method = validz(document->texts, incident->slot[WD_SLOT_METHOD]);
    brief->count = incident->count;
    brief->permission_count = incident->permission_count;
    brief->remedy_count = planned ? plan->of_incident_count[brief->index] : 0;
    brief->together = planned ? plan->of_incident_together[brief->index] : 0;
}

static int take(struct wd_document *document, size_t index, enum wd_extent extent,
                struct wd_brief *ret_brief, struct wd_error *err)
{
    if (!document->texts)
        document->texts = wd_arena_new(TEXTS_MAX);
    if (!document->texts)
        return wd_fail_memory(err);
    wd_arena_clear(document->texts);
    *ret_brief = (struct wd_brief){.incident = wd_table_at(document->source.table, index),
                                   .plan = document->source.plan,
                                   .index = index};
    take_listed(document, ret_brief);
    if (extent > WD_EXTENT_LISTED && take_shown(document, ret_brief) < 0)
        return wd_fail_memory(err);
    return wd_arena_lacked(document->texts) ? wd_fail_memory(err) : 0;
}

/* ---- either -------------------------------------------------------------------------------------- */

/* Permissions are shown where they stand. */
static bool are_utf8(const struct wd_incident *incident)
{
    for (size_t i = 0; i < incident->permission_count; i++)
        if (!wd_value_is_utf8(wd_str_of(incident->permissions[i])))
            return false;
    return true;
}

/* What nights and groups say is made as values only. */
static bool needs_value(const struct wd_document *document, size_t index)
{
    return document->incidents || document->source.annotate ||
           wd_document_is_group(wd_table_at(document->source.table, index)) ||
           !are_utf8(wd_table_at(document->source.table, index));
}

int wd_brief_at(struct wd_document *document, size_t index, enum wd_extent extent,
                struct wd_brief *ret_brief, struct wd_error *err)
{
    if (index < document->count && !needs_value(document, index))
        return take(document, index, extent, ret_brief, err);
    json_decref(document->brief);
    document->brief = wd_document_incident_in(document, index, extent, err);
    if (!document->brief)
        return -1;
    wd_brief_of(document->brief, ret_brief);
    return 0;
}

struct wd_str wd_brief_permission(const struct wd_brief *brief, size_t place)
{
    if (place >= brief->permission_count)
        return WD_STR_NONE;
    if (brief->value)
        return wd_value_item(json_object_get(brief->value, "permissions"), place);
    return wd_str_of(brief->incident->permissions[place]);
}

struct wd_str wd_brief_remedy(const struct wd_brief *brief, size_t place)
{
    if (place >= brief->remedy_count)
        return WD_STR_NONE;
    if (brief->value)
        return wd_value_item(json_object_get(brief->value, "remedies"), place);
    return wd_str_of(brief->plan->remedies[brief->plan->of_incident[brief->index][place]]->id);
}
