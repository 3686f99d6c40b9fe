/* The plan: advice of all incidents, each change once, the most useful first.
 *
 * First remedies (an incident's one change) are ordered by the denials they answer; what is nobody's first comes
 * after. Ties go by the problem they answer (the least fingerprint) and their place in its list, never by words: a
 * report has the same numbers in every language. Nothing depends on the order of the table but the words of a remedy
 * that several rules describe: the first incident's. */
#include "advise/judged.h"
#include "advise/next.h"
#include "whydenied/base/list.h"

struct order {
    size_t number; /* of the draft */
    bool first;
    uint64_t denials;
    bool covers;
    uint64_t problem; /* the least fingerprint that it answers */
    size_t place;     /* in the list of that problem */
};

static int by_use(const void *a, const void *b)
{
    const struct order *x = a, *y = b;

    if (x->first != y->first)
        return x->first ? -1 : 1;
    if (x->denials != y->denials)
        return x->denials > y->denials ? -1 : 1;
    if (x->problem != y->problem)
        return x->problem < y->problem ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

static void answers(struct order *order, uint64_t fingerprint, size_t place)
{
    if (order->covers && order->problem <= fingerprint)
        return;
    order->covers = true;
    order->problem = fingerprint;
    order->place = place;
}

static int advise(struct wd_plan *plan, const struct wd_advisor *advisor, struct wd_drafts *drafts,
                  const struct wd_table *table, struct wd_spots *spots, size_t index)
{
    const struct wd_incident *incident = wd_table_at(table, index);
    struct wd_work work = {.advisor = advisor,
                           .incident = incident,
                           .judged = wd_judged_find(advisor, incident),
                           .drafts = drafts,
                           .arena = plan->arena,
                           .lang = advisor->lang};

    if (work.judged) {
        plan->says[index] = wd_arena_strdup(plan->arena, wd_str_of(work.judged->text));
        plan->says_whole[index] = work.judged->decides;
    }
    if (wd_work_incident(&work) != 0 || wd_remedy_link(&work) != 0 ||
        wd_remedy_next(&work, table, spots, index, &plan->next[index]) != 0)
        return -1;
    plan->of_incident[index] = wd_arena_alloc(plan->arena, (work.count + 1) * sizeof(size_t));
    if (!plan->of_incident[index])
        return -1;
    memcpy(plan->of_incident[index], work.remedies, work.count * sizeof(size_t));
    plan->of_incident_count[index] = work.count;
    plan->of_incident_together[index] = work.together ? work.together : work.count > 0;
    return 0;
}

/* How many problems each remedy is for, and their denials; lookalikes are answered but are no denials. */
static void count_covered(const struct wd_plan *plan, struct wd_drafts *drafts,
                          const struct wd_table *table, struct order *orders)
{
    for (size_t i = 0; i < plan->incident_count; i++) {
        const struct wd_incident *incident = wd_table_at(table, i);
        for (size_t r = 0; r < plan->of_incident_count[i]; r++) {
            size_t number = plan->of_incident[i][r];
            struct wd_remedy *remedy = wd_drafts_remedy(drafts, number);
            remedy->cover_count++;
            answers(&orders[number], incident->fingerprint, r);
            if (r < plan->of_incident_together[i])
                orders[number].first = true;
            if (r == 0)
                remedy->denials += incident->lookalike ? 0 : incident->count;
        }
    }
}

static int make_covers(struct wd_plan *plan, struct wd_drafts *drafts)
{
    for (size_t n = 0; n < wd_drafts_count(drafts); n++) {
        struct wd_remedy *remedy = wd_drafts_remedy(drafts, n);
        remedy->covers = wd_arena_alloc(plan->arena, (remedy->cover_count + 1) * sizeof(uint64_t));
        if (!remedy->covers)
            return -1;
        remedy->cover_count = 0;
    }
    return 0;
}

/* Fills covers and denials of every remedy. */
static int cover(struct wd_plan *plan, struct wd_drafts *drafts, const struct wd_table *table,
                 struct order *orders)
{
    count_covered(plan, drafts, table, orders);
    if (make_covers(plan, drafts) != 0)
        return -1;
    for (size_t i = 0; i < plan->incident_count; i++)
        for (size_t r = 0; r < plan->of_incident_count[i]; r++) {
            struct wd_remedy *remedy = wd_drafts_remedy(drafts, plan->of_incident[i][r]);
            remedy->covers[remedy->cover_count++] = wd_table_at(table, i)->fingerprint;
        }
    return 0;
}

/* Denials that are listed, and those that no rule explains. */
static uint64_t all_denials(const struct wd_table *table)
{
    uint64_t all = wd_table_totals(table)->unmatched;

    for (size_t i = 0; i < wd_table_count(table); i++)
        all += wd_table_at(table, i)->lookalike ? 0 : wd_table_at(table, i)->count;
    return all;
}

static int arrange(struct wd_plan *plan, struct wd_drafts *drafts, const struct wd_table *table,
                   struct order *orders, size_t *place)
{
    uint64_t all = all_denials(table);
    size_t n = wd_drafts_count(drafts);

    for (size_t i = 0; i < n; i++) {
        orders[i].number = i;
        orders[i].denials = wd_drafts_remedy(drafts, i)->denials;
    }
    qsort(orders, n, sizeof *orders, by_use);
    plan->remedies = wd_arena_alloc(plan->arena, (n + 1) * sizeof *plan->remedies);
    if (!plan->remedies)
        return -1;
    for (size_t i = 0; i < n; i++) {
        struct wd_remedy *remedy = wd_drafts_remedy(drafts, orders[i].number);
        qsort(remedy->covers, remedy->cover_count, sizeof *remedy->covers, wd_list_by_number);
        remedy->share = all ? (double)remedy->denials / (double)all : 0;
        snprintf(remedy->id, sizeof remedy->id, "R%u", (unsigned)(i + 1));
        plan->remedies[plan->count++] = remedy;
        place[orders[i].number] = i;
    }
    return 0;
}

static int advise_all(struct wd_plan *plan, const struct wd_advisor *advisor,
                      struct wd_drafts *drafts, const struct wd_table *table)
{
    struct wd_spots *spots = wd_spots_new(advisor, table, plan->arena);
    int rc = spots ? 0 : -1;

    for (size_t i = 0; rc == 0 && i < plan->incident_count; i++)
        rc = advise(plan, advisor, drafts, table, spots, i);
    wd_spots_free(spots);
    return rc == 0 ? wd_customs_finish(drafts) : rc;
}

static int build(struct wd_plan *plan, const struct wd_advisor *advisor, struct wd_drafts *drafts,
                 const struct wd_table *table)
{
    struct order *orders;
    size_t *place;
    int rc = -1;

    if (advise_all(plan, advisor, drafts, table) != 0)
        return -1;
    orders = calloc(wd_drafts_count(drafts) + 1, sizeof *orders);
    place = calloc(wd_drafts_count(drafts) + 1, sizeof *place);
    if (orders && place && cover(plan, drafts, table, orders) == 0)
        rc = arrange(plan, drafts, table, orders, place);
    for (size_t i = 0; rc == 0 && i < plan->incident_count; i++)
        for (size_t r = 0; r < plan->of_incident_count[i]; r++)
            plan->of_incident[i][r] = place[plan->of_incident[i][r]];
    free(orders);
    free(place);
    return rc;
}

static bool make_places(struct wd_plan *plan, size_t count)
{
    plan->incident_count = count;
    plan->arena = wd_arena_new(WD_ARENA_ADVICE);
    if (!plan->arena)
        return false;
    count++; /* none is no lack of memory */
    plan->of_incident = wd_arena_alloc(plan->arena, count * sizeof *plan->of_incident);
    plan->of_incident_count = wd_arena_alloc(plan->arena, count * sizeof *plan->of_incident_count);
    plan->of_incident_together =
        wd_arena_alloc(plan->arena, count * sizeof *plan->of_incident_together);
    plan->next = wd_arena_alloc(plan->arena, count * sizeof *plan->next);
    plan->says = wd_arena_alloc(plan->arena, count * sizeof *plan->says);
    plan->says_whole = wd_arena_alloc(plan->arena, count * sizeof *plan->says_whole);
    return plan->next && plan->says && plan->says_whole && plan->of_incident &&
           plan->of_incident_count && plan->of_incident_together;
}

struct wd_plan *wd_plan_build(struct wd_advisor *advisor, const struct wd_table *table,
                              struct wd_error *err)
{
    struct wd_plan *plan = calloc(1, sizeof *plan);
    struct wd_drafts *drafts = NULL;
    struct wd_error why = {.text = ""};
    int rc = -1;

    if (!plan || !make_places(plan, wd_table_count(table)))
        goto done;
    if (wd_advisor_judge(advisor, table, &why) != 0)
        goto done;
    drafts = wd_drafts_new(plan->arena);
    if (drafts)
        rc = build(plan, advisor, drafts, table);
    if (rc == 0 &&
        (wd_bind_check(advisor->levels, &why) != 0 || wd_accounts_lacked(advisor->accounts)))
        rc = -1;
done:
    wd_verdicts_used(advisor);
    wd_drafts_free(drafts, rc == 0); /* the remedies are in the plan's arena */
    if (rc != 0) {
        if (why.text[0])
            wd_fail(err, "%s", why.text);
        else
            wd_fail_memory(err);
        if (plan)
            plan->count = 0; /* the drafts have freed their policies */
        wd_plan_free(plan);
        return NULL;
    }
    return plan;
}

const char *wd_plan_says(const struct wd_plan *plan, size_t index, bool *ret_whole)
{
    *ret_whole =
        plan && plan->says_whole && index < plan->incident_count && plan->says_whole[index];
    return plan && plan->says && index < plan->incident_count ? plan->says[index] : NULL;
}

void wd_plan_free(struct wd_plan *plan)
{
    if (!plan)
        return;
    for (size_t i = 0; i < plan->count; i++)
        json_decref(plan->remedies[i]->policy);
    wd_arena_free(plan->arena);
    free(plan);
}
