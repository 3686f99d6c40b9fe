/* What is told against a refusal and settles nothing: in a form that anybody could have written (a record among a program's
 * lines, an export of another product's), or of a time that cannot be compared with the refusal's, which tells none.
 * Distrust holds back and never releases: it retracts nothing, but no command is ready beside it. */
#include "incident/verdict/verdict.h"

static void swap(struct wd_table *table)
{
    struct wd_heard known = {.changes = table->changes, .allowed = table->allowed};

    table->changes = table->heard.changes;
    table->allowed = table->heard.allowed;
    table->heard = known;
}

static void note(struct wd_incident *incident, enum wd_heard_of heard)
{
    if (heard > incident->heard)
        incident->heard = heard;
}

/* `told`: the incident as it would be. */
static void weigh_as(const struct wd_table *table, struct wd_incident *incident,
                     struct wd_incident *told)
{
    told->taken = told->held = told->set_held = NULL;
    told->others_let = WD_TIME_NONE;
    wd_incident_find_change(table, told);
    wd_incident_find_set(table, told);
    wd_incident_find_allowed(table, told);
    if (told->held || told->set_held)
        incident->heard_held = told->held ? told->held : told->set_held;
    if (told->taken)
        note(incident, WD_HEARD_TAKEN);
    else if (told->cause != incident->cause)
        note(incident, WD_HEARD_GIVEN);
    else if (told->doubts != incident->doubts || told->others_let != WD_TIME_NONE)
        note(incident, WD_HEARD_LET);
}

/* A refusal of which no time is told may have come before everything, and after it. */
static void weigh_undated(const struct wd_table *table, struct wd_incident *incident)
{
    static const wd_time extremes[] = {0, INT64_MAX / 2};

    for (size_t i = 0; i < sizeof extremes / sizeof *extremes; i++) {
        struct wd_incident told = *incident;
        told.first = told.last = extremes[i];
        weigh_as(table, incident, &told);
    }
}

/* As if the platform had said it. */
static void weigh(const struct wd_table *table, struct wd_incident *incident)
{
    struct wd_incident told = *incident;

    if (incident->last == WD_TIME_NONE)
        weigh_undated(table, incident);
    else
        weigh_as(table, incident, &told);
}

static bool is_anything(const struct wd_changes *changes, const struct wd_allowed *allowed)
{
    return changes->count > 0 || allowed->count > 0;
}

static void weigh_all_undated(struct wd_table *table)
{
    for (size_t i = 0; i < table->sorted_count; i++) {
        struct wd_incident *incident = &table->sorted[i]->incident;
        if (incident->last != WD_TIME_NONE)
            continue;
        weigh_undated(table, incident);
        incident->unordered = incident->heard != WD_HEARD_NOTHING || incident->heard_held;
    }
}

void wd_table_weigh_heard(struct wd_table *table)
{
    if (is_anything(&table->changes, &table->allowed))
        weigh_all_undated(table);
    if (!is_anything(&table->heard.changes, &table->heard.allowed))
        return;
    swap(table);
    for (size_t i = 0; i < table->sorted_count; i++)
        weigh(table, &table->sorted[i]->incident);
    swap(table);
}
