/* What a successful change of access gave and took, member by member: bindings of policies, members of groups, a line
 * each (WD_KIND_POLICY_CHANGE); whom a deny policy refuses what. */
#include "read/reading.h"

#define DELTAS_MAX 32u

struct deltas {
    struct wd_str part[DELTAS_MAX * 6]; /* word, tab, member, tab, role, end of line */
    size_t count;
};

static void add_delta(struct deltas *d, struct wd_str word, struct wd_str member,
                      struct wd_str role)
{
    const struct wd_str parts[] = {word, WD_STR("\t"), member, WD_STR("\t"), role, WD_STR("\n")};

    if (d->count + 6 > sizeof d->part / sizeof *d->part)
        return;
    memcpy(&d->part[d->count], parts, sizeof parts);
    d->count += 6;
}

static void add_grant(struct wd_jv condition, struct wd_str member, struct wd_str role,
                      struct deltas *d)
{
    if (wd_str_starts(member,
                      WD_STR("deleted:"))) /* who bears its name since holds nothing by that */
        return;
    add_delta(d, wd_there(condition) ? WD_STR("granted_if") : WD_STR("granted"), member, role);
}

static void read_deltas(struct wd_reading *r, struct wd_jv list, struct deltas *d)
{
    for (struct wd_jiter it = wd_jv_iter(list); wd_jiter_next(&it);) {
        struct wd_str member = wd_field_str(r, it.value, "member");
        struct wd_str role = wd_field_str(r, it.value, "role");
        bool added = wd_str_ieq(wd_field_str(r, it.value, "action"), WD_STR("ADD"));
        bool removed = wd_str_ieq(wd_field_str(r, it.value, "action"), WD_STR("REMOVE"));
        if ((!added && !removed) || member.len == 0)
            continue;
        if (added) {
            wd_set(r, WD_SLOT_PRINCIPAL, member);
            wd_set(r, WD_SLOT_ROLE, role);
            add_grant(wd_field(r, it.value, "condition"), member, role, d);
        } else
            add_delta(d, WD_STR("removed"), member, role);
    }
}

/* https://cloud.google.com/bigquery/docs/access-control-basic-roles: the short words of a dataset's list. */
static struct wd_str whole_role(struct wd_str word)
{
    static const char *const roles[][2] = {{"READER", "roles/bigquery.dataViewer"},
                                           {"WRITER", "roles/bigquery.dataEditor"},
                                           {"OWNER", "roles/bigquery.dataOwner"}};

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (wd_str_eqz(word, roles[i][0]))
            return wd_str_of(roles[i][1]);
    return word;
}

/* The policy as it stands since, of services that do not say what changed in it. */
static void read_policy(struct wd_reading *r, struct wd_jv bindings, struct deltas *d)
{
    for (struct wd_jiter it = wd_jv_iter(bindings); wd_jiter_next(&it);) {
        struct wd_jv condition = wd_field(r, it.value, "condition");
        struct wd_str role = whole_role(wd_field_str(r, it.value, "role"));
        for (struct wd_jiter m = wd_jv_iter(wd_field(r, it.value, "members")); wd_jiter_next(&m);)
            add_grant(condition, wd_jv_str(m.value), role, d);
    }
}

/* … as a dataset's list of who has access: of an entry that is a view or a routine, nobody. */
static void read_access(struct wd_reading *r, struct wd_jv entries, struct deltas *d)
{
    static const char *const ways[] = {"userByEmail",  "userEmail",    "iamMember",
                                       "groupByEmail", "specialGroup", NULL};

    for (struct wd_jiter it = wd_jv_iter(entries); wd_jiter_next(&it);) {
        struct wd_str member = wd_first_str(r, it.value, ways);
        if (member.len > 0)
            add_grant(wd_field(r, it.value, "condition"), member,
                      whole_role(wd_field_str(r, it.value, "role")), d);
    }
}

/* What a change of a dataset says of its access: BigQueryAuditMetadata, the call, the audit data of old. */
static void read_dataset(struct wd_reading *r, struct deltas *d)
{
    static const char *const lists[] = {"request.resource.access", "request.dataset.access",
                                        "serviceData.datasetUpdateRequest.resource.acl.entries"};

    read_policy(r, wd_call_path(r, "metadata.datasetChange.dataset.acl.policy.bindings"), d);
    for (size_t i = 0; d->count == 0 && i < sizeof lists / sizeof *lists; i++)
        read_access(r, wd_call_path(r, lists[i]), d);
}

/* ---- groups ---------------------------------------------------------------------------------------- */

/* Cloud Identity's own entry: {"group": "group:G", "membershipDelta": {"member": "user:U", "roleDeltas": [{"action": "REMOVE",
 * "role": "MEMBER"}]}}. */
static void read_membership(struct wd_reading *r, struct wd_jv metadata, struct deltas *d)
{
    struct wd_jv delta = wd_field(r, metadata, "membershipDelta");
    struct wd_str member = wd_field_str(r, delta, "member");
    struct wd_str group = wd_field_str(r, metadata, "group");

    for (struct wd_jiter it = wd_jv_iter(wd_field(r, delta, "roleDeltas")); wd_jiter_next(&it);) {
        struct wd_str action = wd_field_str(r, it.value, "action");
        if (member.len && wd_str_ieq(wd_field_str(r, it.value, "role"), WD_STR("MEMBER")))
            add_delta(d,
                      wd_str_ieq(action, WD_STR("REMOVE")) ? WD_STR("left_group")
                                                           : WD_STR("joined_group"),
                      member, group);
    }
}

/* A parameter of Workspace's activities: {"name": "GROUP_EMAIL", "value": "…"}. */
static struct wd_str parameter(struct wd_reading *r, struct wd_jv event, const char *name)
{
    for (struct wd_jiter it = wd_jv_iter(wd_field(r, event, "parameter")); wd_jiter_next(&it);)
        if (wd_str_eqz(wd_field_str(r, it.value, "name"), name))
            return wd_field_str(r, it.value, "value");
    return WD_STR_NONE;
}

/* What the administrators' log calls what was done to a person's account or its groups:
 * https://support.google.com/a/answer/4579579 */
static const char *const activities[][2] = {
    {"ADD_GROUP_MEMBER", "joined_group"}, {"CREATE_USER", "account_made"},
    {"DELETE_USER", "account_off"},       {"REMOVE_GROUP_MEMBER", "left_group"},
    {"SUSPEND_USER", "account_off"},      {"UNDELETE_USER", "account_on"},
    {"UNSUSPEND_USER", "account_on"}};

static struct wd_str word_of_activity(struct wd_str name)
{
    for (size_t i = 0; i < sizeof activities / sizeof *activities; i++)
        if (wd_names_equal(name, wd_str_of(activities[i][0]))) /* "suspendUser", too */
            return wd_str_of(activities[i][1]);
    return WD_STR_NONE;
}

static void read_activities(struct wd_reading *r, struct wd_jv metadata, struct deltas *d)
{
    for (struct wd_jiter it = wd_jv_iter(wd_field(r, metadata, "event")); wd_jiter_next(&it);) {
        struct wd_str word = word_of_activity(wd_field_str(r, it.value, "eventName"));
        struct wd_str member = parameter(r, it.value, "USER_EMAIL");
        if (member.len && word.len)
            add_delta(d, word, member, parameter(r, it.value, "GROUP_EMAIL"));
    }
}

void wd_policy_deltas_read(struct wd_reading *r)
{
    static const char *const places[] = {
        "serviceData.policyDelta.bindingDeltas", "metadata.policyDelta.bindingDeltas",
        "metadata.datasetChange.bindingDeltas", "metadata.tableChange.bindingDeltas",
        "servicedata_v1_iam.policyDelta.bindingDeltas"};
    struct deltas deltas = {.count = 0};

    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        read_deltas(r, wd_call_path(r, places[i]), &deltas);
    if (deltas.count == 0)
        read_policy(r, wd_call_path(r, "request.policy.bindings"), &deltas);
    if (deltas.count == 0)
        read_policy(r, wd_call_path(r, "response.bindings"), &deltas);
    if (deltas.count == 0)
        read_dataset(r, &deltas);
    read_membership(r, wd_field(r, r->proto, "metadata"), &deltas);
    read_activities(r, wd_field(r, r->proto, "metadata"), &deltas);
    if (deltas.count > 0)
        wd_set(r, WD_SLOT_DETAIL, wd_arena_concat(r->arena, deltas.part, deltas.count));
}

/* ---- deny policies -------------------------------------------------------------------------------- */

/* "principal://iam.googleapis.com/projects/-/serviceAccounts/x@…" and "principal://goog/subject/ana@…" name an address;
 * "principalSet://goog/public:all" is everybody, other sets are kept whole. */
static struct wd_str denied_member(struct wd_str principal)
{
    struct wd_str last = wd_last_part(principal, '/');

    if (wd_str_eqz(last, "public:all"))
        return WD_STR("allUsers");
    return wd_str_starts(principal, WD_STR("principalSet://")) ? principal : last;
}

#define DENIED_MAX 64u /* pieces of a list: a name and what stands between two each */

/* A list of strings, joined. */
static struct wd_str joined(struct wd_reading *r, struct wd_jv rules, const char *name,
                            struct wd_str between, struct wd_str (*each)(struct wd_str))
{
    struct wd_str part[DENIED_MAX];
    size_t count = 0;

    for (struct wd_jiter rule = wd_jv_iter(rules); wd_jiter_next(&rule);) {
        struct wd_jv list = wd_field(r, wd_field(r, rule.value, "denyRule"), name);
        for (struct wd_jiter it = wd_jv_iter(list);
             wd_jiter_next(&it) && count + 2 <= DENIED_MAX;) {
            part[count++] = each ? each(wd_jv_str(it.value)) : wd_jv_str(it.value);
            part[count++] = between;
        }
    }
    return count == 0 ? WD_STR_NONE : wd_arena_concat(r->arena, part, count - 1);
}

/* Whom a deny policy refuses what: it may be the reason of a refusal that says no more than that a right lacks. */
void wd_policy_denied_read(struct wd_reading *r)
{
    struct wd_jv rules = wd_call_path(r, "request.policy.rules");
    struct wd_str blank = WD_STR(" "), mark = WD_STR(" !"), excepted = WD_STR_NONE;
    struct wd_str denied = joined(r, rules, "deniedPrincipals", blank, denied_member);

    /* An exception is one of its rule: of several, none would be told whose it is. */
    if (!wd_there(wd_path(r, rules, "1")))
        excepted = joined(r, rules, "exceptionPrincipals", mark, denied_member);
    if (excepted.len > 0)
        denied = wd_arena_concat(r->arena, (const struct wd_str[]){denied, mark, excepted}, 3);
    wd_set(r, WD_SLOT_PRINCIPAL, denied);
    wd_set(r, WD_SLOT_ROLE, joined(r, rules, "deniedPermissions", blank, NULL));
}
