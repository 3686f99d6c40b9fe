/* What is told against a refusal in a form that anybody could have written: a record among a program's lines, an export of
 * another product's. Distrust holds back and never releases: it retracts nothing, but no command is ready beside it. */
#include "incident/table/table.h"

static void swap(struct wd_table *table)
{
    struct wd_heard known = {.changes = table->changes, .allowed = table->allowed};

    table->changes = table->heard.changes;
    table->allowed = table->heard.allowed;
    table->heard = known;
}

/* As if the platform had said it. */
static void weigh(const struct wd_table *table, struct wd_incident *incident)
{
    struct wd_incident told = *incident;

    told.taken = told.held = NULL;
    told.others_let = WD_TIME_NONE;
    wd_incident_find_change(table, &told);
    wd_incident_find_allowed(table, &told);
    incident->heard_held = told.held;
    if (told.taken)
        incident->heard = WD_HEARD_TAKEN;
    else if (told.cause != incident->cause)
        incident->heard = WD_HEARD_GIVEN;
    else if (told.doubts != incident->doubts || told.others_let != WD_TIME_NONE)
        incident->heard = WD_HEARD_LET;
}

void wd_table_weigh_heard(struct wd_table *table)
{
    if (table->heard.changes.count == 0 && table->heard.allowed.count == 0)
        return;
    swap(table);
    for (size_t i = 0; i < table->sorted_count; i++)
        weigh(table, &table->sorted[i]->incident);
    swap(table);
}
