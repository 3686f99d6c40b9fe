/* From a merged table to a list: true counts, blanks where a collapsed incident has no one value,
 * correlation, cause, severity, intent, order. */
#include "incident/verdict/verdict.h"
#include "whydenied/names/home.h"

#define MANY_DENIALS 100u
#define LONG_SPAN    (3 * WD_HOUR)

/* ---- what a collapsed incident may not claim ----------------------------------------------------- */

static void blank(struct wd_incident *incident, enum wd_slot slot)
{
    free(incident->slot[slot]);
    incident->slot[slot] = NULL;
    incident->source[slot] = WD_SOURCE_NONE;
}

static void blank_text(char **text)
{
    free(*text);
    *text = NULL;
}

static void blank_resource(struct wd_incident *incident)
{
    static const enum wd_slot slots[] = {WD_SLOT_RESOURCE,
                                         WD_SLOT_REPOSITORY,
                                         WD_SLOT_BUCKET,
                                         WD_SLOT_URL,
                                         WD_SLOT_JOB,
                                         WD_SLOT_KEY,
                                         WD_SLOT_SERVICE_ACCOUNT,
                                         WD_SLOT_NAMESPACE,
                                         WD_SLOT_CLUSTER,
                                         WD_SLOT_BUILD,
                                         WD_SLOT_RUN};

    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        blank(incident, slots[i]);
    blank_text(&incident->object_type);
    blank_text(&incident->object_name);
    blank_text(&incident->object_leaf);
    blank_text(&incident->object_parent);
    blank_text(&incident->object_location);
}

static void blank_permissions(struct wd_incident *incident)
{
    for (size_t i = 0; i < incident->permission_count; i++)
        free(incident->permissions[i]);
    incident->permission_count = 0;
    blank(incident, WD_SLOT_PERMISSION);
    blank(incident, WD_SLOT_METHOD);
}

/* The heaviest first; whose every denial was another's duplicate is no member. */
static int compare_members(const void *a, const void *b)
{
    const struct wd_group_member *x = a, *y = b;

    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->fingerprint < y->fingerprint ? -1 : x->fingerprint > y->fingerprint;
}

static void weigh_members(struct wd_group_members *members)
{
    if (members->count == 0)
        return;
    qsort(members->items, members->count, sizeof *members->items, compare_members);
    while (members->count > 0 && members->items[members->count - 1].count == 0)
        wd_member_done(&members->items[--members->count]);
}

static void blank_mixed(struct wd_entry *entry)
{
    struct wd_incident *incident = &entry->incident;

    if (entry->level == 0)
        return;
    weigh_members(&incident->members);
    if (entry->same[WD_SAME_PRINCIPAL] == WD_UNIFORM_MIXED) {
        incident->many_principals = true;
        blank(incident, WD_SLOT_PRINCIPAL);
        blank(incident, WD_SLOT_CALLER);
        incident->principal_kind = WD_PRINCIPAL_UNKNOWN;
    }
    if (entry->same[WD_SAME_RESOURCE] == WD_UNIFORM_MIXED) {
        incident->many_resources = true;
        blank_resource(incident);
    }
    if (entry->same[WD_SAME_PERMISSIONS] == WD_UNIFORM_MIXED) {
        incident->many_permissions = true;
        blank_permissions(incident);
    }
    if (entry->same[WD_SAME_DECIDING] == WD_UNIFORM_MIXED)
        wd_deciding_each(blank, incident);
    if (entry->same[WD_SAME_PROJECT] == WD_UNIFORM_MIXED) {
        blank(incident, WD_SLOT_PROJECT);
        blank_text(&incident->object_project);
    }
}

/* ---- severity and intent ------------------------------------------------------------------------- */

static enum wd_level severity_of(const struct wd_incident *incident)
{
    bool lasting = incident->first != WD_TIME_NONE && incident->last - incident->first >= LONG_SPAN;

    if (incident->lookalike)
        return WD_LOW;
    if (incident->cause == WD_CAUSE_ACT_AS || incident->cause == WD_CAUSE_MISSING_TRUST ||
        incident->count >= MANY_DENIALS || lasting)
        return WD_HIGH;
    return incident->confidence == WD_LOW ? WD_LOW : WD_MEDIUM;
}

static bool one_of(struct wd_str s, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wd_str_ieq(s, wd_str_of(list[i])))
            return true;
    return false;
}

/* By what the caller named, else by whose calls the log shows as allowed. */
static bool is_outsider(const struct wd_table *table, const struct wd_incident *incident,
                        const struct wd_finish_options *own)
{
    struct wd_str principal = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);
    struct wd_str account =
        wd_str_starts(principal, WD_STR("acs:"))
            ? wd_home_of(principal).project /* the other may be the resource's */
            : wd_str_of(incident->slot[WD_SLOT_ACCOUNT]);
    size_t at = wd_str_rfind_char(principal, '@');

    if (incident->principal_kind == WD_PRINCIPAL_USER && own->own_domain_count == 0 &&
        (wd_home_is_consumer(principal) || wd_homes_strange(&table->homes, principal)))
        return true;
    if (own->own_domain_count && incident->principal_kind == WD_PRINCIPAL_USER && at != WD_NPOS &&
        !one_of(wd_str_from(principal, at + 1), own->own_domains, own->own_domain_count))
        return true;
    return own->own_account_count && account.len &&
           !one_of(account, own->own_accounts, own->own_account_count);
}

/* Whatever was asked for, nothing is to be given: an API is off, a token too narrow, nobody signed in, a policy of the
 * organisation or a perimeter stands before it. */
static bool is_no_matter_of_roles(enum wd_cause cause)
{
    return cause == WD_CAUSE_SCOPE || cause == WD_CAUSE_SERVICE_DISABLED ||
           cause == WD_CAUSE_UNAUTHENTICATED || cause == WD_CAUSE_ORG_POLICY ||
           cause == WD_CAUSE_PERIMETER;
}

static bool rewrites_access(const struct wd_incident *incident, const struct wd_finish_options *own)
{
    if (is_no_matter_of_roles(incident->cause))
        return false;
    for (size_t i = 0; own->rewrites_access && i < incident->permission_count; i++)
        if (own->rewrites_access(own->context, wd_str_of(incident->permissions[i])))
            return true;
    return false;
}

/* An account of one's own that meets many refusals at once looks for nothing: it has lost a role. */
static bool is_own_account(const struct wd_incident *incident)
{
    return incident->ours == WD_OURS && (incident->principal_kind == WD_PRINCIPAL_SERVICE_ACCOUNT ||
                                         incident->principal_kind == WD_PRINCIPAL_SERVICE_AGENT);
}

/* An agent of Google's tries what its product does, and its rule knows the role that it then should have. */
static bool is_expected_agent(const struct wd_incident *incident)
{
    const struct wd_rule *rule = incident->rule;
    bool pinned = false;

    for (size_t i = 0; rule && i < rule->advice_count; i++)
        pinned = pinned || rule->advice[i].role;
    return pinned && incident->principal_kind == WD_PRINCIPAL_SERVICE_AGENT;
}

static void judge_intent(const struct wd_table *table, struct wd_incident *incident,
                         const struct wd_finish_options *own)
{
    if (incident->lookalike)
        return;
    if (incident->intent_reason) { /* enumeration was found before */
        if (!is_own_account(incident) || rewrites_access(incident, own))
            return;
        incident->intent_reason = "lost_role";
        incident->intent = WD_INTENT_WORK;
        return;
    }
    if (is_outsider(table, incident, own))
        incident->intent_reason = "outside_principal";
    else if (rewrites_access(incident, own) && !is_expected_agent(incident))
        incident->intent_reason = "rewrites_access";
    incident->intent = incident->intent_reason ? WD_INTENT_INVESTIGATE : WD_INTENT_WORK;
}

/* ---- order ------------------------------------------------------------------------------------- */

static int compare_numbers(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_entries(const void *a, const void *b)
{
    const struct wd_incident *x = &(*(struct wd_entry *const *)a)->incident;
    const struct wd_incident *y = &(*(struct wd_entry *const *)b)->incident;

    if (x->lookalike != y->lookalike)
        return x->lookalike ? 1 : -1;
    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    if (x->count != y->count)
        return compare_numbers(y->count, x->count);
    return compare_numbers(x->fingerprint, y->fingerprint);
}

/* Entries whose every event was another's duplicate are no incidents. */
static int sort_entries(struct wd_entry *const heads[], size_t head_count,
                        struct wd_entry ***ret_sorted, size_t *ret_count, struct wd_error *err)
{
    size_t most = 1, count = 0;

    for (size_t i = 0; i < head_count; i++)
        for (struct wd_entry *entry = heads[i]; entry; entry = entry->hh.next)
            most++;
    *ret_sorted = calloc(most, sizeof **ret_sorted);
    if (!*ret_sorted)
        return wd_fail_memory(err);
    for (size_t i = 0; i < head_count; i++)
        for (struct wd_entry *entry = heads[i]; entry; entry = entry->hh.next)
            if (entry->incident.count > 0 || entry->incident.raw_count == 0) /* or an echo */
                (*ret_sorted)[count++] = entry;
    qsort(*ret_sorted, count, sizeof **ret_sorted, compare_entries);
    *ret_count = count;
    return 0;
}

/* ---- finish ------------------------------------------------------------------------------------ */

static void judge(struct wd_table *table, const struct wd_finish_options *options)
{
    static const struct wd_finish_options none = {0};

    wd_ours_survey(table);
    for (size_t i = 0; i < table->sorted_count; i++) {
        struct wd_incident *incident = &table->sorted[i]->incident;
        incident->severity = severity_of(incident);
        incident->ours = wd_ours_judge(table, incident, options ? options : &none);
        judge_intent(table, incident, options ? options : &none);
        wd_incident_doubt_claims(table, incident, options ? options : &none);
    }
}

static void prepare(struct wd_entry **entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct wd_rule *rule = entries[i]->incident.rule;
        blank_mixed(entries[i]);
        entries[i]->incident.cause = rule ? rule->cause : WD_CAUSE_UNKNOWN;
    }
}

/* From here on somebody may ask what they answer. */
static int complete_rules(const struct wd_table *table, struct wd_error *err)
{
    for (size_t i = 0; i < table->sorted_count; i++) {
        const struct wd_rule *rule = table->sorted[i]->incident.rule;
        if (rule && wd_rule_complete(rule, err) < 0)
            return -1;
    }
    return 0;
}

static void judge_unmatched(struct wd_table *table)
{
    for (size_t i = 0; i < table->sorted_unmatched_count; i++)
        table->sorted_unmatched[i]->incident.severity = WD_LOW;
}

int wd_table_finish(struct wd_table *table, const struct wd_finish_options *options,
                    struct wd_error *err)
{
    if (table->finished)
        return wd_fail(err, "a table is finished once");
    table->finished = true;
    if (wd_table_resolve_counts(table, err) < 0)
        return -1;
    if (sort_entries((struct wd_entry *[]){table->entries, table->echoes}, 2, &table->sorted,
                     &table->sorted_count, err) < 0 ||
        sort_entries((struct wd_entry *[]){table->unmatched, table->overflow}, 2,
                     &table->sorted_unmatched, &table->sorted_unmatched_count, err) < 0)
        return -1;
    if (complete_rules(table, err) < 0)
        return -1;
    prepare(table->sorted, table->sorted_count);
    prepare(table->sorted_unmatched, table->sorted_unmatched_count);
    if (wd_table_correlate(table, options, err) < 0 || wd_table_find_enumeration(table, err) < 0)
        return -1;
    judge(table, options);
    judge_unmatched(table);
    for (size_t i = 0; i < table->sorted_count; i++)
        table->totals.listed += table->sorted[i]->incident.count;
    qsort(table->sorted, table->sorted_count, sizeof *table->sorted, compare_entries);
    qsort(table->sorted_unmatched, table->sorted_unmatched_count, sizeof *table->sorted_unmatched,
          compare_entries);
    return 0;
}

/* ---- what is listed ---------------------------------------------------------------------------- */

void wd_table_leave_out(struct wd_table *table, const enum wd_left_out *why)
{
    struct wd_totals *totals = &table->totals;
    size_t kept = 0;

    for (size_t i = 0; i < table->sorted_count; i++) {
        uint64_t count = table->sorted[i]->incident.count;
        if (why[i] == WD_LISTED) {
            table->sorted[kept++] = table->sorted[i];
            continue;
        }
        totals->listed -= count;
        *(why[i] == WD_LEFT_SELECTED ? &totals->selected_out : &totals->suppressed) += count;
    }
    table->left_out += table->sorted_count - kept;
    table->sorted_count = kept;
}

uint64_t wd_table_take_members(struct wd_table *table, size_t index,
                               bool (*goes)(const void *context,
                                            const struct wd_group_member *member),
                               const void *context, bool rest, enum wd_left_out why)
{
    struct wd_incident *incident = &table->sorted[index]->incident;
    struct wd_group_members *members = &incident->members;
    uint64_t gone = 0, named = 0;
    size_t kept = 0;

    for (size_t i = 0; i < members->count; i++) {
        struct wd_group_member *member = &members->items[i];
        named += member->count;
        if (goes(context, member)) {
            gone += member->count;
            wd_member_done(member);
        } else {
            members->items[kept++] = *member;
        }
    }
    members->count = kept;
    if (rest && incident->count > named)
        gone += incident->count - named;
    incident->count -= gone;
    table->totals.listed -= gone;
    *(why == WD_LEFT_SELECTED ? &table->totals.selected_out : &table->totals.suppressed) += gone;
    return gone;
}

void wd_table_leave_out_unmatched(struct wd_table *table,
                                  bool (*gone)(void *context, const struct wd_incident *group),
                                  void *context)
{
    size_t kept = 0;

    for (size_t i = 0; i < table->sorted_unmatched_count; i++)
        if (!gone(context, &table->sorted_unmatched[i]->incident))
            table->sorted_unmatched[kept++] = table->sorted_unmatched[i];
    table->sorted_unmatched_count = kept;
}

size_t wd_table_left_out(const struct wd_table *table)
{
    return table->left_out;
}

size_t wd_table_count(const struct wd_table *table)
{
    return table->sorted_count;
}

struct wd_incident *wd_table_at(const struct wd_table *table, size_t index)
{
    return index < table->sorted_count ? &table->sorted[index]->incident : NULL;
}

size_t wd_table_unmatched_count(const struct wd_table *table)
{
    return table->sorted_unmatched_count;
}

struct wd_incident *wd_table_unmatched_at(const struct wd_table *table, size_t index)
{
    return index < table->sorted_unmatched_count ? &table->sorted_unmatched[index]->incident : NULL;
}
