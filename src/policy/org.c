/* Who may be bound at all: the organisation policies that restrict members of allow policies.
 *
 * https://cloud.google.com/resource-manager/docs/organization-policy/restricting-domains
 * (constraints/iam.allowedPolicyMemberDomains: customer ids and sets of an organisation's principals) and
 * constraints/iam.managed.allowedPolicyMembers (subjects and sets). The nearest policy on the way up decides; one that
 * inherits adds what stands above. */
#include "policy/set.h"

#include "whydenied/names/home.h"

static const char *const domains = "iam.allowedPolicyMemberDomains";
static const char *const members = "iam.managed.allowedPolicyMembers";

static bool is_constraint(struct wd_str name)
{
    struct wd_str last = wd_last_part(name, '/');

    return wd_str_eqz(last, domains) || wd_str_eqz(last, members);
}

static struct wd_policy_members_rule *rule_of(struct wd_policy_set *set, struct wd_str where,
                                              struct wd_str constraint)
{
    struct wd_policy_members_rule *rule = wd_policy_alloc(set, sizeof *rule);

    if (!rule)
        return NULL;
    rule->where = wd_policy_text(set, where);
    rule->constraint = wd_policy_text(set, wd_last_part(constraint, '/'));
    rule->next = set->member_rules;
    set->member_rules = rule;
    return rule;
}

static void add_values(struct wd_policy_set *set, struct wd_policy_members_rule *rule,
                       struct wd_jv list)
{
    struct wd_policy_list more = wd_policy_strings(set, list), all = {0};

    if (more.count == 0)
        return;
    all.item = wd_policy_alloc(set, (rule->values.count + more.count) * sizeof *all.item);
    if (!all.item)
        return;
    if (rule->values.count > 0)
        memcpy(all.item, rule->values.item, rule->values.count * sizeof *all.item);
    memcpy(all.item + rule->values.count, more.item, more.count * sizeof *all.item);
    all.count = rule->values.count + more.count;
    rule->values = all;
}

/* listPolicy of version 1: {"allowedValues": […]}, {"allValues": "ALLOW"}. */
static void old_form(struct wd_policy_set *set, struct wd_policy_members_rule *rule,
                     struct wd_jv list)
{
    struct wd_str all = wd_jv_str(wd_policy_get(list, "allValues", "all_values"));

    wd_jv_bool(wd_policy_get(list, "inheritFromParent", "inherit_from_parent"), &rule->inherits);
    rule->all = wd_str_eqz(all, "ALLOW");
    add_values(set, rule, wd_policy_get(list, "allowedValues", "allowed_values"));
}

/* spec of version 2: rules with values, with parameters, or allowAll; a condition leaves it open. */
static void new_form(struct wd_policy_set *set, struct wd_policy_members_rule *rule,
                     struct wd_jv spec)
{
    bool enforced = false;

    wd_jv_bool(wd_policy_get(spec, "inheritFromParent", "inherit_from_parent"), &rule->inherits);
    for (struct wd_jiter it = wd_jv_iter(wd_jv_get(spec, "rules")); wd_jiter_next(&it);) {
        struct wd_jv values = wd_jv_get(it.value, "values");
        struct wd_jv parameters = wd_jv_get(it.value, "parameters");
        bool all = false;
        wd_jv_bool(wd_policy_get(it.value, "allowAll", "allow_all"), &all);
        wd_jv_bool(wd_jv_get(it.value, "enforce"), &enforced);
        rule->all = rule->all || all;
        rule->conditional =
            rule->conditional || wd_jv_type(wd_jv_get(it.value, "condition")) == WD_JSON_OBJECT;
        add_values(set, rule, wd_policy_get(values, "allowedValues", "allowed_values"));
        add_values(set, rule, wd_jv_get(parameters, "allowedMemberSubjects"));
        add_values(set, rule, wd_jv_get(parameters, "allowedPrincipalSets"));
    }
    if (wd_str_eqz(rule->constraint, members) && !enforced)
        rule->all = true;
}

bool wd_policy_take_members_rule(struct wd_policy_set *set, struct wd_str where, struct wd_jv value)
{
    struct wd_str name = wd_jv_str(wd_jv_get(value, "constraint"));
    struct wd_jv spec = wd_jv_get(value, "spec");
    struct wd_policy_members_rule *rule;

    if (name.len == 0)
        name = wd_jv_str(wd_jv_get(value, "name"));
    if (!is_constraint(name) || where.len == 0 || set->second)
        return false;
    rule = rule_of(set, where, name);
    if (rule && wd_jv_type(spec) == WD_JSON_OBJECT)
        new_form(set, rule, spec);
    else if (rule)
        old_form(set, rule, wd_policy_get(value, "listPolicy", "list_policy"));
    return true;
}

void wd_policy_take_customer(struct wd_policy_set *set, struct wd_str path, struct wd_jv data)
{
    struct wd_jv owner = wd_jv_get(data, "owner");
    struct wd_str id = wd_jv_str(
        wd_jv_get(wd_jv_type(owner) == WD_JSON_OBJECT ? owner : data, "directoryCustomerId"));
    struct wd_str domain = wd_jv_str(wd_policy_get(data, "displayName", "display_name"));
    struct wd_policy_key *key;

    if (id.len == 0 || !wd_str_starts(path, WD_STR("organizations/")))
        return;
    id = wd_policy_text(set, id);
    key = wd_policy_key_of(set, id);
    wd_policy_put(set, &set->customers, path, key);
    if (domain.len > 0)
        wd_policy_put(set, &set->customers, wd_policy_lower(set, domain), key);
}

/* ---- may the member be bound? ------------------------------------------------------------------------ */

struct member {
    struct wd_policy_set *set;
    struct wd_policy_who who;
    struct wd_str text;
    struct wd_chain home; /* of a service account's project */
};

static struct wd_str customer(const struct wd_policy_set *set, struct wd_str key)
{
    const struct wd_policy_key *found = key.len ? wd_policy_find(set->customers, key) : NULL;

    return found ? found->text : WD_STR_NONE;
}

static struct wd_str organization(const struct wd_chain *chain)
{
    for (size_t i = 0; i < chain->count; i++)
        if (wd_str_starts(chain->path[i], WD_STR("organizations/")))
            return chain->path[i];
    return WD_STR_NONE;
}

/* A person of another customer; one whose domain nobody tied to a customer may be of this one: domains are many. */
static enum wd_truth of_customer(const struct member *m, struct wd_str id)
{
    struct wd_str mine;

    if (m->who.service_account || m->who.federated) {
        mine = customer(m->set, organization(&m->home));
        return mine.len == 0 ? WD_MAYBE : wd_str_eq(mine, id) ? WD_YES : WD_NO;
    }
    if (wd_home_is_consumer(m->who.id))
        return WD_NO;
    mine = customer(m->set, m->who.domain);
    return mine.len == 0 ? WD_MAYBE : wd_str_eq(mine, id) ? WD_YES : WD_NO;
}

static enum wd_truth value_holds(const struct member *m, struct wd_str value)
{
    struct wd_str is = WD_STR("is:"), sets = WD_STR("principalSet:"), host, path;

    if (wd_str_starts(value, is))
        value = wd_str_from(value, is.len);
    if (wd_str_eq(value, m->text))
        return WD_YES;
    if (wd_str_starts(value, WD_STR("C")) && wd_str_find_char(value, '/') == WD_NPOS)
        return of_customer(m, value);
    if (wd_str_starts(value, sets))
        value = wd_str_from(value, sets.len);
    if (!wd_str_starts(value, WD_STR("//")))
        return WD_NO; /* another member */
    path = wd_str_from(value, 2);
    host = wd_str_cut(&path, '/');
    if (!wd_str_eqz(host, "cloudresourcemanager.googleapis.com") &&
        !wd_str_starts(path, WD_STR("organizations/")))
        return WD_MAYBE;
    if (!m->who.service_account && !m->who.federated)
        return wd_home_is_consumer(m->who.id) ? WD_NO : WD_MAYBE;
    return wd_chain_has(m->set, &m->home, path, WD_STR_NONE);
}

static enum wd_truth rule_lets(const struct member *m, const struct wd_policy_members_rule *rule)
{
    enum wd_truth best = rule->all ? WD_YES : WD_NO, one;

    for (size_t i = 0; i < rule->values.count && best != WD_YES; i++)
        if ((one = value_holds(m, rule->values.item[i])) > best)
            best = one;
    return rule->conditional ? WD_MAYBE : best;
}

/* Of one constraint, from the resource upward. */
static enum wd_truth constraint_lets(const struct member *m, const struct wd_chain *chain,
                                     const char *constraint, struct wd_policy_hurdle *hurdle)
{
    enum wd_truth best = WD_NO, one;
    bool met = false;

    for (size_t i = 0; i < chain->count; i++)
        for (const struct wd_policy_members_rule *r = m->set->member_rules; r; r = r->next) {
            if (!wd_str_eqz(r->constraint, constraint) || !wd_str_eq(r->where, chain->path[i]))
                continue;
            if (!met) {
                hurdle->constraint = r->constraint;
                hurdle->where = r->where;
                hurdle->values = r->values;
            }
            met = true;
            one = rule_lets(m, r);
            best = one > best ? one : best;
            if (!r->inherits)
                return best;
        }
    return met ? best : WD_YES;
}

enum wd_truth wd_policy_may_bind(struct wd_policy_set *set, const struct wd_access *access,
                                 struct wd_arena *arena, struct wd_policy_hurdle *ret_hurdle)
{
    const char *const constraints[] = {domains, members};
    struct member m = {.set = set, .text = access->principal};
    enum wd_truth worst = WD_YES;
    struct wd_chain chain;

    memset(ret_hurdle, 0, sizeof *ret_hurdle);
    if (!set->member_rules)
        return WD_YES;
    wd_policy_who_of(set, arena, access->principal, &m.who);
    wd_chain_of(set, arena, wd_policy_home(arena, &m.who), WD_STR_NONE, &m.home);
    wd_chain_of(set, arena, access->resource, access->project, &chain);
    for (size_t i = 0; i < sizeof constraints / sizeof *constraints; i++) {
        struct wd_policy_hurdle hurdle = {.constraint = WD_STR_NONE};
        enum wd_truth one = constraint_lets(&m, &chain, constraints[i], &hurdle);
        if (one >= worst)
            continue;
        worst = one;
        *ret_hurdle = hurdle;
    }
    return worst;
}
