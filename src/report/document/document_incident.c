/* One incident of a document. */
#include "report/document/document.h"
#include "report/words.h"
#include "whydenied/report/value.h"
#include "whydenied/vocabulary/say.h"

static struct wd_str resource_name(const struct wd_incident *incident)
{
    return wd_str_of(wd_incident_fact(incident, WD_SLOT_RESOURCE));
}

/* The one of several that was refused on the resource that is named beside it. */
static struct wd_str permission(const struct wd_incident *incident)
{
    struct wd_str chosen = wd_str_of(incident->slot[WD_SLOT_PERMISSION]);

    for (size_t i = 0; i < incident->permission_count; i++)
        if (wd_str_eq(wd_str_of(incident->permissions[i]), chosen))
            return chosen;
    return incident->permission_count ? wd_str_of(incident->permissions[0]) : chosen;
}

static struct wd_str fact(const struct wd_incident *incident, enum wd_slot slot)
{
    if (slot == WD_SLOT_PERMISSION && incident->permission_count)
        return permission(incident);
    if (slot != WD_SLOT_RESOURCE && wd_str_of(incident->slot[slot]).len)
        return wd_str_of(incident->slot[slot]);
    return wd_str_of(wd_incident_fact(incident, slot));
}

struct telling {
    const struct wd_incident *incident;
    enum wd_lang lang;
};

static struct wd_fill_value fact_or_noun(const void *context, struct wd_str name)
{
    const struct telling *telling = context;
    enum wd_slot slot;

    if (!wd_slot_parse(name, &slot))
        return (struct wd_fill_value){.state = WD_FILL_MISSING};
    return wd_say_fact(slot, telling->incident ? fact(telling->incident, slot) : WD_STR_NONE,
                       telling->lang);
}

void wd_report_say(struct wd_buf *out, const struct wd_text_i18n *text,
                   const struct wd_incident *incident, enum wd_lang lang)
{
    struct telling telling = {incident, wd_i18n_lang(text, lang)};
    struct wd_fill fill = {.resolve = fact_or_noun, .context = &telling};

    wd_fill_put(&fill, out, wd_str_of(wd_i18n(text, lang)));
}

static json_t *make_filled(const struct wd_text_i18n *text, const struct wd_incident *incident,
                           enum wd_lang lang)
{
    char room[512];
    struct wd_buf filled;
    json_t *value = NULL;

    if (!wd_i18n(text, lang))
        return json_null();
    wd_buf_init_in(&filled, WD_RULE_TEXT_MAX, room, sizeof room);
    wd_report_say(&filled, text, incident, lang);
    if (!filled.failed)
        value = wd_value_text(wd_str_make(wd_buf_cstr(&filled), filled.len));
    wd_buf_done(&filled);
    return value;
}

#define SHOWN(name, value) WD_MEMBER_IN(extent >= WD_EXTENT_SHOWN, name, value)
#define WHOLE(name, value) WD_MEMBER_IN(extent == WD_EXTENT_WHOLE, name, value)

static json_t *make_principal(const struct wd_report_source *source,
                              const struct wd_incident *incident, enum wd_extent extent)
{
    const char *id = incident->slot[WD_SLOT_PRINCIPAL];
    const char *label = id && source->advisor && extent >= WD_EXTENT_SHOWN
                            ? wd_advisor_account_label(source->advisor, wd_str_of(id))
                            : NULL;
    const char *trust = wd_source_trust((enum wd_source)incident->source[WD_SLOT_PRINCIPAL]);
    const struct wd_member members[] = {
        {"id", wd_value_textz(id)},
        WHOLE("kind", json_string_nocheck(wd_principal_kind_name(incident->principal_kind))),
        SHOWN("label", wd_value_textz(label)),
        SHOWN("source", wd_value_textz(id ? trust : NULL)),
    };

    return WD_VALUE_OBJECT(members);
}

json_t *wd_document_make_resource(const struct wd_incident *incident, enum wd_extent extent)
{
    const struct wd_member members[] = {
        WHOLE("type", wd_value_textz(incident->object_type)),
        {"name", wd_value_text(resource_name(incident))},
        {"project", wd_value_textz(wd_incident_fact(incident, WD_SLOT_PROJECT))},
        WHOLE("location", wd_value_textz(wd_incident_fact(incident, WD_SLOT_LOCATION))),
    };

    return WD_VALUE_OBJECT(members);
}

/* Facts that have a member of their own; of the log's project, only that it is another. */
static bool has_member(const struct wd_incident *incident, int slot)
{
    struct wd_str s = wd_str_of(incident->slot[slot]);

    switch (slot) {
    case WD_SLOT_PRINCIPAL:
    case WD_SLOT_PERMISSION:
    case WD_SLOT_METHOD:
    case WD_SLOT_PROJECT:
    case WD_SLOT_LOCATION:
        return true;
    case WD_SLOT_RESOURCE:
        return wd_str_eq(resource_name(incident), s);
    case WD_SLOT_LOG_PROJECT:
        return wd_str_eq(wd_str_of(incident->slot[WD_SLOT_PROJECT]), s);
    default:
        return false;
    }
}

static json_t *make_facts(const struct wd_incident *incident)
{
    json_t *object = json_object();
    bool failed = !object;

    for (int i = 0; i < WD_SLOT_COUNT && !failed; i++) {
        if (!has_member(incident, i) && incident->slot[i] && incident->slot[i][0])
            wd_value_set(object, wd_slot_name((enum wd_slot)i), wd_value_textz(incident->slot[i]),
                         &failed);
    }
    return wd_value_finish(object, failed);
}

static json_t *sample_at(const void *incident, size_t index)
{
    return wd_document_make_sample(&((const struct wd_incident *)incident)->samples[index],
                                   WD_EXTENT_WHOLE);
}

static json_t *short_sample_at(const void *incident, size_t index)
{
    return wd_document_make_sample(&((const struct wd_incident *)incident)->samples[index],
                                   WD_EXTENT_SHOWN);
}

static json_t *make_samples(const struct wd_incident *incident, enum wd_extent extent)
{
    if (extent == WD_EXTENT_WHOLE)
        return wd_value_array(incident->sample_count, sample_at, incident);
    return wd_value_array(incident->sample_count > 0, short_sample_at, incident);
}

static json_t *other_cause_at(const void *context, size_t index)
{
    const struct telling *telling = context;
    const struct wd_tell_apart *other = &telling->incident->rule->tell_apart[index];
    const struct wd_member members[] = {
        {"cause", json_string_nocheck(wd_cause_name(other->cause))},
        {"check", make_filled(&other->check, telling->incident, telling->lang)},
    };

    return WD_VALUE_OBJECT(members);
}

/* The likeliest other cause: one of another kind than the incident's own, if there is. */
static json_t *likeliest_at(const void *context, size_t index)
{
    const struct telling *telling = context;
    const struct wd_rule *rule = telling->incident->rule;

    for (size_t i = index; i < rule->tell_apart_count; i++)
        if (rule->tell_apart[i].cause != telling->incident->cause)
            return other_cause_at(context, i);
    return other_cause_at(context, index);
}

static json_t *make_tell_apart(const struct wd_incident *incident, enum wd_lang lang,
                               enum wd_extent extent)
{
    struct telling telling = {incident, lang};
    size_t count = incident->rule->tell_apart_count;

    if (extent == WD_EXTENT_WHOLE)
        return wd_value_array(count, other_cause_at, &telling);
    return wd_value_array(count > 0, likeliest_at, &telling);
}

static json_t *make_remedy_ids(const struct wd_plan *plan, size_t index)
{
    json_t *array = json_array();
    bool failed = !array;

    for (size_t i = 0;
         plan && index < plan->incident_count && i < plan->of_incident_count[index] && !failed; i++)
        wd_value_append(array, json_string_nocheck(plan->remedies[plan->of_incident[index][i]]->id),
                        &failed);
    return wd_value_finish(array, failed);
}

/* How many of the remedies, from the first on, are needed together. */
static json_t *make_together(const struct wd_plan *plan, size_t index)
{
    bool planned = plan && index < plan->incident_count;

    return wd_value_count(planned ? plan->of_incident_together[index] : 0);
}

static json_t *linked_at(const void *incident, size_t index)
{
    return wd_document_fingerprint(((const struct wd_incident *)incident)->linked[index]);
}

static enum wd_word reason_word(const char *reason)
{
    static const struct {
        const char *reason;
        enum wd_word word;
    } rows[] = {{"enumeration", WD_W_N_ENUMERATION},
                {"lost_role", WD_W_N_LOST_ROLE},
                {"outside_principal", WD_W_N_OUTSIDE},
                {"rewrites_access", WD_W_N_REWRITES}};

    for (size_t i = 0; reason && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(reason, rows[i].reason) == 0)
            return rows[i].word;
    return WD_W_COUNT;
}

static json_t *make_granted_note(const struct wd_incident *incident, enum wd_lang lang)
{
    char time[WD_TIME_TEXT];
    struct wd_buf text;
    json_t *value = NULL;

    wd_buf_init(&text, WD_RULE_TEXT_MAX);
    wd_words_fill(&text, lang, WD_W_N_GRANTED_AT,
                  &(struct wd_str){wd_time_format(incident->granted_at, time), strlen(time)}, 1);
    if (!text.failed)
        value = wd_value_text(wd_buf_str(&text));
    wd_buf_done(&text);
    return value;
}

json_t *wd_document_make_notes(const struct wd_report_source *source, size_t index)
{
    const struct wd_incident *incident = wd_table_at(source->table, index);
    const char *next = source->plan ? source->plan->next[index] : NULL;
    enum wd_lang lang = source->lang;
    enum wd_word reason = reason_word(incident->intent_reason);
    const struct {
        bool holds;
        enum wd_word word;
    } rows[] = {
        {reason != WD_W_COUNT, reason},
        {incident->uncertain, WD_W_N_UNCERTAIN},
        {incident->many_principals, WD_W_N_MANY_PRINCIPALS},
        {incident->many_resources, WD_W_N_MANY_RESOURCES},
        {incident->many_permissions, WD_W_N_MANY_PERMISSIONS},
        {incident->members.more, WD_W_N_MEMBERS_MORE},
        {incident->untold > 0, WD_W_N_UNTOLD},
        {incident->cause == WD_CAUSE_APP_AUTH && !incident->tested_app, WD_W_N_UNTESTED_APP},
    };
    json_t *array = json_array();
    bool failed = !array;

    for (size_t i = 0; i < sizeof rows / sizeof *rows && !failed; i++)
        if (rows[i].holds)
            wd_value_append(array, wd_value_textz(wd_word(lang, rows[i].word)), &failed);
    if (!failed && incident->granted_at != WD_TIME_NONE && incident->cause == WD_CAUSE_PROPAGATING)
        wd_value_append(array, make_granted_note(incident, lang), &failed);
    if (!failed && next)
        wd_value_append(array, wd_value_textz(next), &failed);
    return wd_value_finish(array, failed);
}

bool wd_document_is_group(const struct wd_incident *incident)
{
    return incident->members.count > 0 || incident->members.more;
}

/* What it is. */
static void put_names(json_t *object, const struct wd_report_source *source,
                      const struct wd_incident *incident, enum wd_extent extent, bool *failed)
{
    const struct wd_rule *rule = incident->rule;
    const bool former = incident->former && extent == WD_EXTENT_WHOLE;
    const struct wd_member members[] = {
        SHOWN("fingerprint", wd_document_fingerprint(incident->fingerprint)),
        {former ? "former_fingerprint" : NULL,
         former ? wd_document_fingerprint(incident->former) : NULL},
        SHOWN("rule", wd_value_textz(rule->id)),
        WHOLE("rule_version", json_integer(rule->version)),
        {"system", json_string_nocheck(wd_system_name(incident->system))},
        SHOWN("title", make_filled(&rule->title, incident, source->lang)),
        {"cause", json_string_nocheck(wd_cause_name(incident->cause))},
        WHOLE("confidence", json_string_nocheck(wd_level_name(incident->confidence))),
        WHOLE("decided_by", json_string_nocheck(incident->structured ? "structured" : "text")),
        {"severity", json_string_nocheck(wd_level_name(incident->severity))},
        SHOWN("intent", json_string_nocheck(wd_intent_name(incident->intent))),
        WD_MEMBER_IN(incident->lookalike || extent == WD_EXTENT_WHOLE, "lookalike",
                     json_boolean(incident->lookalike)),
        {"principal", make_principal(source, incident, extent)},
        {"permissions",
         wd_value_texts((const char *const *)incident->permissions, incident->permission_count)},
        {"method", wd_value_textz(incident->slot[WD_SLOT_METHOD])},
        SHOWN("resource", wd_document_make_resource(incident, extent)),
        WHOLE("facts", make_facts(incident)),
        {wd_document_is_group(incident) ? "group" : NULL,
         wd_document_is_group(incident) ? wd_document_make_group(incident, source->lang) : NULL},
    };

    wd_value_put_members(object, members, sizeof members / sizeof *members, failed);
}

/* What the policies given say goes before what the rule says of such denials in general. */
static json_t *make_why(const struct wd_report_source *source, size_t index,
                        const struct wd_incident *incident)
{
    json_t *why = make_filled(&incident->rule->why, incident, source->lang), *both;
    bool whole;
    const char *says = wd_plan_says(source->plan, index, &whole);

    if (!says || whole || !json_string_length(why))
        return says ? (json_decref(why), json_string(says)) : why;
    both = json_sprintf("%s %s", says, json_string_value(why));
    json_decref(why);
    return both;
}

/* How often, where, and what to do. */
static void put_rest(json_t *object, const struct wd_report_source *source, size_t index,
                     enum wd_extent extent, bool *failed)
{
    const struct wd_incident *incident = wd_table_at(source->table, index);
    const struct wd_rule *rule = incident->rule;
    const struct wd_member members[] = {
        {"count", wd_value_count(incident->count)},
        WHOLE("raw_count", wd_value_count(incident->raw_count)),
        WHOLE("first", wd_document_time(incident->first)),
        WHOLE("last", wd_document_time(incident->last)),
        WHOLE("histogram", wd_document_make_histogram(incident)),
        SHOWN("distinct_resources", wd_value_count(wd_distinct_estimate(&incident->resources))),
        SHOWN("samples", make_samples(incident, extent)),
        WHOLE("why", make_why(source, index, incident)),
        SHOWN("tell_apart", make_tell_apart(incident, source->lang, extent)),
        {"remedies", make_remedy_ids(source->plan, index)},
        {"together", make_together(source->plan, index)},
        WHOLE("status", json_null()),
        WHOLE("first_night", json_null()),
        WHOLE("nights", json_null()),
        WHOLE("linked", wd_value_array(incident->linked_count, linked_at, incident)),
        SHOWN("notes", wd_document_make_notes(source, index)),
        WHOLE("references",
              wd_value_texts((const char *const *)rule->references, rule->reference_count)),
    };

    wd_value_put_members(object, members, sizeof members / sizeof *members, failed);
}

/* "more_notes" go behind the incident's own notes, if these are wanted; everything else stands for itself. */
static bool merge_words(json_t *object, json_t *more)
{
    json_t *notes = json_object_get(object, "notes"),
           *more_notes = json_object_get(more, "more_notes");

    if (notes && more_notes && json_array_extend(notes, more_notes) != 0)
        return false;
    json_object_del(more, "more_notes");
    return json_object_update(object, more) == 0;
}

json_t *wd_document_make_incident(const struct wd_report_source *source, size_t index,
                                  enum wd_extent extent)
{
    const struct wd_incident *incident = wd_table_at(source->table, index);
    json_t *object = json_object();
    bool failed = !object;

    put_names(object, source, incident, extent, &failed);
    put_rest(object, source, index, extent, &failed);
    if (source->annotate && !failed) {
        json_t *more = source->annotate(source->annotate_context, incident);

        if (more && !merge_words(object, more))
            failed = true;
        json_decref(more);
    }
    return wd_value_finish(object, failed);
}
