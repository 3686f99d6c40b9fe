/* Judging the incidents of a table by policies. The logs were read first: of an export only what concerns the
 * denied resources, what stands above them and their members is kept. */
#include "advise/judged.h"

#include "whydenied/base/char.h"

/* What the refusal itself says of a deny, a perimeter or a dead account is not for a policy to overrule. */
static bool open_to_judging(const struct wd_incident *incident)
{
    switch (incident->cause) {
    case WD_CAUSE_MISSING_ROLE:
    case WD_CAUSE_MISSING_TRUST:
    case WD_CAUSE_ACT_AS:
    case WD_CAUSE_UNKNOWN:
    case WD_CAUSE_CONDITION:
    case WD_CAUSE_BOUNDARY:
    case WD_CAUSE_EXPLICIT_DENY:
        return incident->slot[WD_SLOT_PRINCIPAL] && !incident->many_principals &&
               (incident->permission_count > 0 || incident->slot[WD_SLOT_PERMISSION]);
    default:
        return false;
    }
}

static size_t permissions_of(const struct wd_incident *incident)
{
    return incident->permission_count > 0 ? incident->permission_count : 1;
}

/* The fullest name of the resource: a condition may ask for the object where a policy stands on the bucket. */
static struct wd_str resource_of(const struct wd_incident *incident)
{
    struct wd_str name = wd_str_of(incident->object_name);
    struct wd_str slot = wd_str_of(incident->slot[WD_SLOT_RESOURCE]);

    return slot.len > name.len && (name.len == 0 || wd_str_has(slot, name)) ? slot : name;
}

/* RAM's names as policies have them: a log may say "train" or "train:session" where a policy hangs on a role's ARN. */
static struct wd_str principal_of(const struct wd_incident *incident, struct wd_arena *arena)
{
    struct wd_str name = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]), rest = name;
    bool role = incident->principal_kind == WD_PRINCIPAL_RAM_ROLE;

    if ((!role && incident->principal_kind != WD_PRINCIPAL_RAM_USER) ||
        wd_str_has(name, WD_STR("acs:")) || wd_str_has(name, WD_STR("/")))
        return name;
    if (role)
        name = wd_str_cut(&rest, ':');
    struct wd_str parts[] = {WD_STR("acs:ram::"), wd_str_of(incident->slot[WD_SLOT_ACCOUNT]),
                             role ? WD_STR(":role/") : WD_STR(":user/"), name};
    return wd_arena_concat(arena, parts, 4);
}

static struct wd_access access_of(const struct wd_incident *incident, size_t i,
                                  struct wd_arena *arena)
{
    struct wd_str project = wd_str_of(incident->object_project);

    return (struct wd_access){.principal = principal_of(incident, arena),
                              .permission = wd_str_of(incident->permission_count > 0
                                                          ? incident->permissions[i]
                                                          : incident->slot[WD_SLOT_PERMISSION]),
                              .resource = resource_of(incident),
                              .project = project.len ? project
                                                     : wd_str_of(incident->slot[WD_SLOT_PROJECT]),
                              .time = incident->last,
                              .refused = true};
}

static int load(struct wd_advisor *advisor, const struct wd_table *table, struct wd_arena *arena,
                struct wd_error *err)
{
    wd_policy_set_free(advisor->policies);
    advisor->policies = wd_policy_set_new(err);
    if (!advisor->policies)
        return -1;
    for (size_t i = 0; i < wd_table_count(table); i++) {
        const struct wd_incident *incident = wd_table_at(table, i);
        for (size_t p = 0; open_to_judging(incident) && p < permissions_of(incident); p++) {
            struct wd_access access = access_of(incident, p, arena);
            if (wd_policy_want(advisor->policies, &access, err) != 0)
                return -1;
        }
    }
    for (size_t i = 0; i < advisor->group_file_count; i++)
        if (wd_policy_load_groups(advisor->policies, advisor->group_files[i], err) != 0)
            return -1;
    for (size_t i = 0; i < advisor->project_file_count; i++)
        if (wd_policy_load(advisor->policies, advisor->project_files[i], err) != 0)
            return -1;
    return wd_policy_load_all(advisor->policies, advisor->policy_files, advisor->policy_file_count,
                              err);
}

/* The refusal that a fix must end first: sure ones before doubts, walls before gaps. */
static int weight(const struct wd_verdict *v)
{
    if (v->allowed == WD_YES)
        return 0;
    if (v->allowed == WD_MAYBE)
        return 1;
    return v->reason == WD_VERDICT_DENIED || v->reason == WD_VERDICT_BOUNDARY ? 4
           : v->reason == WD_VERDICT_CONDITION                                ? 3
                                                                              : 2;
}

/* Of the resource or of what stands above it; or a deny that may. Anything else changes nothing. */
static bool matters(const struct wd_verdict *v)
{
    if (v->reason == WD_VERDICT_DOCUMENT && v->role.len == 0)
        return false; /* nothing was given of the identity */
    return v->concerned || v->blocker.len > 0;
}

/* A role that our own advice made is extended, whatever it holds by now. */
static bool is_ours(struct wd_str role)
{
    return wd_str_has(role, WD_STR("/roles/whydenied_"));
}

/* All the accounts of a project, all that a pool maps: whoever is at home there is in it, nobody puts him there. */
static bool is_set(struct wd_str member)
{
    return wd_str_istarts(member, WD_STR("principalSet://"));
}

/* A bucket's policy lets somebody in by a number, or by a session's name: it may be the caller. */
static bool may_be_let_in(const struct wd_verdict *v)
{
    return v->reason == WD_VERDICT_MEMBER &&
           (wd_is_digit(wd_str_at(v->member, 0)) || wd_str_starts(v->member, WD_STR("arn:sts:")));
}

static enum wd_cause cause_by(const struct wd_verdict *v, enum wd_cause cause)
{
    bool sure;

    if (v->allowed == WD_YES || may_be_let_in(v))
        return WD_CAUSE_UNKNOWN;
    switch (v->reason) {
    case WD_VERDICT_DENIED:
        return WD_CAUSE_EXPLICIT_DENY;
    case WD_VERDICT_BOUNDARY:
        return WD_CAUSE_BOUNDARY;
    case WD_VERDICT_CONDITION:
        return WD_CAUSE_CONDITION;
    case WD_VERDICT_TRUST:
    case WD_VERDICT_TRUST_UNKNOWN: /* its own half is held */
        return WD_CAUSE_MISSING_TRUST;
    case WD_VERDICT_EXPRESSION: /* held, and refused all the same */
        return v->policy.len > 0 ? WD_CAUSE_UNKNOWN : WD_CAUSE_CONDITION;
    case WD_VERDICT_GAP:
        return v->held ? WD_CAUSE_UNKNOWN : cause;
    default: /* missing for sure is missing, whatever may stand above besides: the grant carries a warning */
        sure = v->allowed == WD_NO && v->grant_helps == WD_MAYBE && v->weighed;
        return v->blocker.len > 0 && !sure ? WD_CAUSE_UNKNOWN : cause;
    }
}

static bool policy_may_say(enum wd_cause cause)
{
    return cause == WD_CAUSE_MISSING_ROLE || cause == WD_CAUSE_ACT_AS ||
           cause == WD_CAUSE_UNKNOWN || cause == WD_CAUSE_MISSING_TRUST;
}

static void settle(struct wd_incident *incident, struct wd_judged *judged)
{
    const struct wd_verdict *v = &judged->verdict;
    enum wd_cause cause = cause_by(v, incident->cause);

    if (!policy_may_say(incident->cause))
        return; /* the sentence alone: which rule it was */
    judged->decides =
        cause != incident->cause || v->allowed == WD_YES || v->reason == WD_VERDICT_EXPRESSION;
    judged->asks = v->reason == WD_VERDICT_DOCUMENT ||
                   (v->reason == WD_VERDICT_ROLE && !is_ours(v->role)) ||
                   ((incident->principal_kind == WD_PRINCIPAL_USER || is_set(v->member)) &&
                    (v->reason == WD_VERDICT_MEMBER || v->reason == WD_VERDICT_GROUP));
    if (v->reason == WD_VERDICT_TRUST || v->reason == WD_VERDICT_TRUST_UNKNOWN)
        judged->decides = false; /* the advice merges trust policies */
    incident->cause = cause;
}

/* The log shows that it was granted after the last denial: nothing is left to do. */
static void look_for_grant(const struct wd_advisor *advisor, const struct wd_table *table,
                           const struct wd_incident *incident, struct wd_arena *arena,
                           struct wd_judged *judged)
{
    const struct wd_change *grant =
        judged->verdict.allowed == WD_YES ? wd_table_find_grant(table, incident, INT64_MAX) : NULL;
    char at[WD_TIME_TEXT];

    if (!grant || incident->last == WD_TIME_NONE || grant->time <= incident->last)
        return;
    judged->settled = true;
    judged->text = WD_SENTENCE(arena, advisor->lang, WD_SAY_HELD_SINCE, judged->verdict.role,
                               wd_str_of(wd_time_format(grant->time, at)))
                       .ptr;
}

static const struct wd_judged *judge(struct wd_advisor *advisor, const struct wd_table *table,
                                     struct wd_incident *incident, struct wd_arena *arena)
{
    struct wd_judged *judged = wd_arena_alloc(arena, sizeof *judged);
    int worst = -1;

    for (size_t p = 0; judged && p < permissions_of(incident); p++) {
        struct wd_access access = access_of(incident, p, arena);
        struct wd_verdict verdict;
        wd_policy_judge(advisor->policies, advisor->catalogue, &access, arena, &verdict);
        if (weight(&verdict) <= worst)
            continue;
        worst = weight(&verdict);
        judged->verdict = verdict;
        judged->access = access;
    }
    if (!judged || !matters(&judged->verdict))
        return NULL;
    judged->text = wd_verdict_say(arena, advisor->lang, &judged->verdict, &judged->access).ptr;
    look_for_grant(advisor, table, incident, arena, judged);
    settle(incident, judged);
    return judged;
}

struct row {
    uint64_t fingerprint;
    const struct wd_judged *judged;
};

struct wd_verdicts {
    struct wd_arena *arena;
    struct row *rows; /* sorted */
    size_t count;
    const struct wd_table *table; /* NULL once a plan was made of it */
};

void wd_verdicts_free(struct wd_verdicts *verdicts)
{
    if (!verdicts)
        return;
    wd_arena_free(verdicts->arena);
    free(verdicts);
}

static int by_fingerprint(const void *a, const void *b)
{
    const struct row *x = a, *y = b;

    return (x->fingerprint > y->fingerprint) - (x->fingerprint < y->fingerprint);
}

static int judge_all(struct wd_advisor *advisor, const struct wd_table *table, struct wd_error *err)
{
    struct wd_verdicts *v = advisor->verdicts = calloc(1, sizeof *v);

    if (v)
        v->arena = wd_arena_new(WD_ARENA_ADVICE);
    if (v && v->arena)
        v->rows = wd_arena_alloc(v->arena, (wd_table_count(table) + 1) * sizeof *v->rows);
    if (!v || !v->rows)
        return wd_fail_memory(err);
    if (load(advisor, table, v->arena, err) != 0)
        return -1;
    for (size_t i = 0; i < wd_table_count(table); i++) {
        struct wd_incident *incident = wd_table_at(table, i);
        const struct wd_judged *judged =
            open_to_judging(incident) && wd_arena_used(v->arena) < WD_ADVICE_LEAN
                ? judge(advisor, table, incident, v->arena)
                : NULL;
        if (judged)
            v->rows[v->count++] = (struct row){incident->fingerprint, judged};
    }
    qsort(v->rows, v->count, sizeof *v->rows, by_fingerprint);
    v->table = table;
    return 0;
}

int wd_advisor_judge(struct wd_advisor *advisor, const struct wd_table *table, struct wd_error *err)
{
    if (advisor->policy_file_count == 0 || (advisor->verdicts && advisor->verdicts->table == table))
        return 0;
    wd_verdicts_free(advisor->verdicts);
    advisor->verdicts = NULL;
    return judge_all(advisor, table, err);
}

const struct wd_judged *wd_judged_find(const struct wd_advisor *advisor,
                                       const struct wd_incident *incident)
{
    const struct row key = {.fingerprint = incident->fingerprint};
    const struct row *row = advisor->verdicts
                                ? bsearch(&key, advisor->verdicts->rows, advisor->verdicts->count,
                                          sizeof key, by_fingerprint)
                                : NULL;

    return row ? row->judged : NULL;
}

void wd_verdicts_used(struct wd_advisor *advisor)
{
    if (advisor->verdicts)
        advisor->verdicts->table = NULL;
}
