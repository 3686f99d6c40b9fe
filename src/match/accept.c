/* What a match means for the event: captures become facts, the rule decides the kind. */
#include "match/matcher.h"

/* "a.b.get, a.b.list": a text may name several. */
static void add_permissions(struct wd_event *event, struct wd_str names)
{
    while (names.len > 0) {
        struct wd_str name = wd_str_trim(wd_str_cut(&names, ','));
        if (name.len > 0)
            wd_event_add_permission(event, name, WD_STR_NONE, WD_GRANTED_UNSAID);
    }
}

/* Whether the record's fields name the denied permission themselves. An action derived from the name of
 * the call is a guess that the message may correct. */
static bool structure_knows(const struct wd_event *event)
{
    return event->permission_count > 0 && event->trust[WD_SLOT_PERMISSION] != WD_TRUST_INFERRED;
}

/* A message that a rule knows by heart says who was refused what, while the fields of its record may
 * only say who asked for something larger: "agent X does not have permission to access repository R" in
 * an entry of the user who uploads a model. The asker is kept as caller. */
static void believe_message(struct wd_event *event, enum wd_slot slot, struct wd_str value)
{
    if (slot == WD_SLOT_PERMISSION)
        event->permission_count = 0;
    if (slot != WD_SLOT_PERMISSION && slot != WD_SLOT_PRINCIPAL && slot != WD_SLOT_RESOURCE)
        return;
    if (slot == WD_SLOT_PRINCIPAL && !wd_str_eq(event->slot[slot], value)) {
        wd_event_set(event, WD_SLOT_CALLER, event->slot[slot], WD_TRUST_STRUCTURED);
        event->principal_kind = WD_PRINCIPAL_UNKNOWN;
    }
    event->trust[slot] = WD_TRUST_NONE;
}

static void take_capture(struct wd_event *event, enum wd_slot slot, struct wd_str value,
                         bool believe, bool knew_permissions)
{
    if (believe)
        believe_message(event, slot, value);
    if (slot == WD_SLOT_PERMISSION && (believe || !knew_permissions))
        add_permissions(event, value);
    wd_event_set(event, slot, value, WD_TRUST_TEXT);
}

static void take_captures(struct wd_event *event, const struct wd_rule *rule,
                          const struct wd_found *found)
{
    bool knew_permissions = event->permission_count > 0;
    bool believe = !rule->fallback && !structure_knows(event);

    for (unsigned i = 0; i < found->count; i++) {
        const struct wd_capture *capture = &found->captures[i];
        struct wd_str value = wd_str_sub(event->texts[capture->text].s, capture->at, capture->len);
        if (capture->slot == WD_CAPTURE_UNCERTAIN)
            event->uncertain = true;
        else
            take_capture(event, (enum wd_slot)capture->slot, value, believe, knew_permissions);
    }
}

/* The message names no permission, but the rule knows which one it is about. */
static void take_rules_permission(struct wd_event *event, const struct wd_rule *rule)
{
    const char *permission = rule->advice_count > 0 ? rule->advice[0].permission : NULL;

    if (event->permission_count > 0 || !permission)
        return;
    wd_event_add_permission(event, wd_str_of(permission), WD_STR_NONE, WD_GRANTED_UNSAID);
    wd_event_set(event, WD_SLOT_PERMISSION, wd_str_of(permission), WD_TRUST_INFERRED);
}

void wd_matcher_accept(const struct wd_matcher *matcher, struct wd_event *event,
                       const struct wd_found *found, struct wd_hit *ret_hit)
{
    const struct wd_rule *rule = matcher->set->rules[found->rule];
    const struct wd_alternative *alternative = &rule->match[found->alternative];
    struct wd_str text = found->text == WD_FOUND_FIELDS ? WD_STR_NONE : event->texts[found->text].s;

    take_captures(event, rule, found);
    take_rules_permission(event, rule);
    if (rule->system != WD_SYSTEM_COUNT)
        event->system = rule->system;
    event->kind = rule->cause == WD_CAUSE_NOT_PERMISSION ? WD_KIND_LOOKALIKE : WD_KIND_DENIAL;
    *ret_hit = (struct wd_hit){rule, alternative, alternative->confidence, text};
}
