/* Refusals that a program's line told, of which the next lines may say more: counted at once, and doubted later.
 *
 * Doubts of each (WD_DOUBT_OF_EACH) are joined by "and", so until they are known an event is counted with all of them, which
 * changes nothing of its incident's; what is found is then joined to that. Of an event that nothing is found of none is left. */
#include "run/run.h"

/* The oldest are asked first, and before their time where too many wait. */
static void ask_first(struct wd_engine *engine)
{
    struct wd_late *late = &engine->late;
    const struct wd_late_row *row = &late->row[late->first];
    unsigned doubts = wd_normaliser_row_doubts(engine->normaliser, row->row) | row->doubts;
    struct wd_table *table = engine->table;

    if (engine->choose) {
        wd_event_clear(&engine->event);
        engine->event.time = row->time;
        table = engine->choose(engine->choose_context, &engine->event);
    }
    if (table)
        wd_table_doubt(table, &row->place, doubts);
    late->first = (late->first + 1) % WD_LATE_MAX;
    late->count--;
}

void wd_late_begin(struct wd_engine *engine, struct wd_event *event)
{
    engine->late.doubts = event->doubts & WD_DOUBT_OF_EACH;
    if (event->row != 0)
        event->doubts |= WD_DOUBT_OF_EACH;
}

void wd_late_add(struct wd_engine *engine, const struct wd_event *event)
{
    struct wd_late *late = &engine->late;
    struct wd_late_row row = {event->row, event->time, late->doubts, {{0}}};

    if (event->row == 0 || !wd_table_added_place(engine->table, &row.place))
        return;
    if (late->count == WD_LATE_MAX)
        ask_first(engine);
    late->row[(late->first + late->count++) % WD_LATE_MAX] = row;
}

void wd_late_ask(struct wd_engine *engine)
{
    struct wd_late *late = &engine->late;

    while (late->count > 0 &&
           !wd_normaliser_row_waits(engine->normaliser, late->row[late->first].row))
        ask_first(engine);
}

void wd_engine_settle(struct wd_engine *engine)
{
    while (engine->late.count > 0)
        ask_first(engine);
}
