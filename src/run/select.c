/* Which incidents are listed, and which make the program exit 1. */
#include "run/run.h"
#include "whydenied/base/nearest.h"

/* "gcp.iam.*" is a prefix, anything else the whole id. */
static bool id_matches(const char *pattern, const char *id)
{
    struct wd_str p = wd_str_of(pattern);

    if (wd_str_ends(p, WD_STR("*")))
        return wd_str_starts(wd_str_of(id), wd_str_sub(p, 0, p.len - 1));
    return wd_str_eqz(p, id);
}

static bool contains(const char *text, const char *part)
{
    return text && wd_str_has(wd_str_of(text), wd_str_of(part));
}

static bool any_contained(const struct wd_run_list *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (contains(text, list->items[i]))
            return true;
    return false;
}

static bool any_equal(const struct wd_run_list *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (text && strcmp(text, list->items[i]) == 0)
            return true;
    return false;
}

static bool any_rule(const struct wd_run_list *list, const struct wd_rule *rule)
{
    for (size_t i = 0; i < list->count; i++)
        if (rule && id_matches(list->items[i], rule->id))
            return true;
    return false;
}

bool wd_select_principal(const struct wd_run_options *o, struct wd_str principal)
{
    bool wanted = o->principals.count == 0;

    for (size_t i = 0; i < o->principals.count; i++)
        wanted = wanted || wd_str_has(principal, wd_str_of(o->principals.items[i]));
    for (size_t i = 0; i < o->not_principals.count; i++)
        wanted = wanted && !wd_str_has(principal, wd_str_of(o->not_principals.items[i]));
    return wanted;
}

bool wd_select_has_filters(const struct wd_run_options *o)
{
    return o->principals.count || o->projects.count || o->causes.count || o->rules.count ||
           o->systems.count || o->not_principals.count || o->not_projects.count ||
           o->not_rules.count;
}

static bool filtered_out(const struct wd_run_options *o, const struct wd_incident *incident)
{
    const char *project = wd_incident_fact(incident, WD_SLOT_PROJECT);

    const char *principal = incident->slot[WD_SLOT_PRINCIPAL];

    if (o->fingerprint && !wd_incident_is_named(incident, o->fingerprint))
        return true;
    if (any_contained(&o->not_principals, principal) || any_equal(&o->not_projects, project) ||
        any_rule(&o->not_rules, incident->rule))
        return true;
    return (o->principals.count && !any_contained(&o->principals, principal)) ||
           (o->projects.count && !any_equal(&o->projects, project)) ||
           (o->causes.count && !any_equal(&o->causes, wd_cause_name(incident->cause))) ||
           (o->systems.count && !any_equal(&o->systems, wd_system_name(incident->system))) ||
           (o->rules.count && !any_rule(&o->rules, incident->rule));
}

/* ---- within a group ------------------------------------------------------------------------------ */

/* Whether the filters ask for some of a group's members only: those that do not fit go. */
static bool member_goes(const void *context, const struct wd_group_member *member)
{
    const struct wd_run_options *o = context;
    const char *principal = wd_name_text(member->principal);

    if (o->fingerprint && member->fingerprint != o->fingerprint)
        return true;
    return any_contained(&o->not_principals, principal) ||
           (o->principals.count && !any_contained(&o->principals, principal));
}

/* The group without what is asked of its members; the filters on those follow. */
static struct wd_run_options without_members(const struct wd_run_options *o,
                                             const struct wd_incident *incident)
{
    struct wd_run_options rest = *o;

    if (incident->many_principals)
        rest.principals.count = rest.not_principals.count = 0;
    if (wd_incident_has_member(incident, o->fingerprint))
        rest.fingerprint = 0;
    return rest;
}

bool wd_select_narrow(const struct wd_run_options *o, struct wd_table *table, size_t index,
                      bool *ret_untold)
{
    const struct wd_incident *incident = wd_table_at(table, index);
    const struct wd_run_options rest = without_members(o, incident);
    struct wd_run_options asked = *o;
    uint64_t before = incident->count;

    *ret_untold = false;
    if (filtered_out(&rest, incident))
        return false;
    if (wd_incident_is_named(incident, o->fingerprint))
        asked.fingerprint = 0; /* all of it */
    if (!incident->many_principals)
        asked.principals.count = asked.not_principals.count = 0;
    if (!asked.fingerprint && !asked.principals.count && !asked.not_principals.count)
        return true;
    *ret_untold = incident->members.more;
    wd_table_take_members(table, index, member_goes, &asked,
                          asked.fingerprint || asked.principals.count, WD_LEFT_SELECTED);
    return before == 0 || incident->count > 0;
}

static bool one_fails(const char *word, const struct wd_incident *incident, const char *status)
{
    enum wd_level level;
    enum wd_cause cause;

    if (strcmp(word, "any") == 0)
        return true;
    if (strcmp(word, "new") == 0 || strcmp(word, "back") == 0)
        return status && strcmp(status, word) == 0;
    if (wd_level_parse(wd_str_of(word), &level))
        return incident->severity >= level;
    if (wd_cause_parse(wd_str_of(word), &cause))
        return incident->cause == cause;
    return incident->rule && id_matches(word, incident->rule->id);
}

bool wd_select_fails(const struct wd_run_options *o, const struct wd_incident *incident,
                     const char *status)
{
    for (size_t i = 0; i < o->fail_on.count; i++)
        if (!incident->lookalike && one_fails(o->fail_on.items[i], incident, status))
            return true;
    return false;
}

const char *const wd_fail_words[WD_FAIL_WORDS] = {"any", "new", "back", "high", "medium", "low"};

/* A word, a cause or a rule; else the nearest of them is told. */
static int check_failure(const char *word, const struct wd_ruleset *rules, struct wd_error *err)
{
    struct wd_nearest nearest = {.word = word};
    bool known = false;

    for (size_t i = 0; i < WD_FAIL_WORDS; i++) {
        known = known || strcmp(word, wd_fail_words[i]) == 0;
        wd_nearest_look(&nearest, wd_fail_words[i]);
    }
    for (int i = 0; i < WD_CAUSE_COUNT; i++) {
        known = known || strcmp(word, wd_cause_name((enum wd_cause)i)) == 0;
        wd_nearest_look(&nearest, wd_cause_name((enum wd_cause)i));
    }
    for (size_t i = 0; i < wd_ruleset_count(rules) && !known; i++) {
        known = id_matches(word, wd_ruleset_at(rules, i)->id);
        wd_nearest_look(&nearest, wd_ruleset_at(rules, i)->id);
    }
    if (known)
        return 0;
    return wd_fail(err,
                   "--fail-on: \"%s\" is no word, cause or rule%s%s%s (any, new, back, high, "
                   "medium, low, a cause, a rule's id)",
                   word, nearest.name ? "; did you mean " : "", nearest.name ? nearest.name : "",
                   nearest.name ? "?" : "");
}

/* A rule that does not exist selects nothing, which looks like good news. */
static int check_rules(const char *option, const struct wd_run_list *ids,
                       const struct wd_ruleset *rules, struct wd_error *err)
{
    for (size_t i = 0; i < ids->count; i++) {
        struct wd_nearest nearest = {.word = ids->items[i]};
        bool known = false;
        for (size_t r = 0; r < wd_ruleset_count(rules) && !known; r++) {
            known = id_matches(ids->items[i], wd_ruleset_at(rules, r)->id);
            wd_nearest_look(&nearest, wd_ruleset_at(rules, r)->id);
        }
        if (!known && nearest.name)
            return wd_fail(err, "%s: no rule is called \"%s\"; did you mean %s?", option,
                           ids->items[i], nearest.name);
        if (!known)
            return wd_fail(err, "%s: no rule is called \"%s\"; whydenied rules list has them all",
                           option, ids->items[i]);
    }
    return 0;
}

int wd_select_check(const struct wd_run_options *o, const struct wd_ruleset *rules,
                    struct wd_error *err)
{
    for (size_t i = 0; i < o->fail_on.count; i++)
        if (check_failure(o->fail_on.items[i], rules, err) < 0)
            return -1;
    if (check_rules("--rule", &o->rules, rules, err) < 0)
        return -1;
    return check_rules("--not-rule", &o->not_rules, rules, err);
}
