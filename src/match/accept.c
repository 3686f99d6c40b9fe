/* What a match means for the event: captures become facts, the rule decides the kind. */
#include "match/matcher.h"

/* "a.b.get, a.b.list": a text may name several. */
static void add_permissions(struct wd_event *event, struct wd_str names)
{
    while (names.len > 0)
        wd_event_add_permission_from(event, wd_str_trim(wd_str_cut(&names, ',')),
                                     WD_SOURCE_MESSAGE);
}

/* "This command is authenticated as X": the client's words about who ran it, not the refusal's. */
static bool is_clients_word(struct wd_str text, size_t at)
{
    struct wd_str before = wd_str_sub(text, 0, at);

    while (before.len > 0 && strchr(" [\"'", before.ptr[before.len - 1]))
        before.len--;
    return wd_str_ends(before, WD_STR("authenticated as"));
}

/* "… on acs:log:…:project/p/logstore/l.": no name of Alibaba Cloud's ends in a period, a sentence does. More of them are
 * somebody's who cut it. */
static struct wd_str without_period(struct wd_str value)
{
    bool one = wd_str_starts(value, WD_STR("acs:")) && wd_str_ends(value, WD_STR(".")) &&
               !wd_str_ends(value, WD_STR(".."));

    return one ? wd_str_sub(value, 0, value.len - 1) : value;
}

/* What a rule captures are the refusal's own words; names/evidence.c weighs them against the fields. */
static void take_captures(struct wd_event *event, const struct wd_found *found)
{
    for (unsigned i = 0; i < found->count; i++) {
        const struct wd_capture *capture = &found->captures[i];
        struct wd_str value =
            without_period(wd_str_sub(event->texts[capture->text].s, capture->at, capture->len));
        if (capture->slot == WD_CAPTURE_UNCERTAIN) {
            event->uncertain = true;
            continue;
        }
        if (capture->slot == WD_SLOT_PERMISSION)
            add_permissions(event, value);
        bool clients = capture->slot == WD_SLOT_PRINCIPAL &&
                       is_clients_word(event->texts[capture->text].s, capture->at);
        wd_event_set(event, (enum wd_slot)capture->slot, value,
                     clients ? WD_SOURCE_WRAPPER : WD_SOURCE_MESSAGE);
    }
}

/* The message names no permission, but the rule knows which one it is about. */
static void take_rules_permission(struct wd_event *event, const struct wd_rule *rule)
{
    const char *permission = rule->permission;

    if (event->permission_count > 0 || !permission)
        return;
    wd_event_add_permission_from(event, wd_str_of(permission), WD_SOURCE_RULE);
    wd_event_set(event, WD_SLOT_PERMISSION, wd_str_of(permission), WD_SOURCE_RULE);
}

/* Rules of the grammar are of no system: whose refusal it is says the vendor that the grammar read, whatever
 * platform the record around it is of. */
static void take_vendor(struct wd_event *event)
{
    static const struct vendor {
        const char *refusal;
        enum wd_cloud cloud;
        enum wd_system system;
    } vendors[] = {
        {"alibaba.", WD_CLOUD_ALIBABA, WD_SYSTEM_ALIBABA_RAM},
        {"wandb.", WD_CLOUD_WANDB, WD_SYSTEM_WANDB},
    };

    for (size_t i = 0; i < sizeof vendors / sizeof *vendors; i++)
        if (wd_str_starts(event->refusal, wd_str_of(vendors[i].refusal)) &&
            wd_system_cloud(event->system) != vendors[i].cloud)
            event->system = vendors[i].system;
}

void wd_matcher_accept(const struct wd_matcher *matcher, struct wd_event *event,
                       const struct wd_found *found, struct wd_hit *ret_hit)
{
    const struct wd_rule *rule = matcher->set->rules[found->rule];
    const struct wd_alternative *alternative = &rule->match[found->alternative];
    struct wd_str text = found->text == WD_FOUND_FIELDS ? WD_STR_NONE : event->texts[found->text].s;

    take_captures(event, found);
    take_rules_permission(event, rule);
    if (rule->system != WD_SYSTEM_COUNT)
        event->system = rule->system;
    else if (rule->when.refusal_count > 0)
        take_vendor(event);
    event->kind = rule->cause == WD_CAUSE_NOT_PERMISSION ? WD_KIND_LOOKALIKE : WD_KIND_DENIAL;
    *ret_hit = (struct wd_hit){rule, alternative, alternative->confidence, text};
}
