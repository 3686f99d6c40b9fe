/* Refusals that a program's line told, of which later lines may say more: counted at once, and doubted later.
 *
 * Doubts of each (WD_DOUBT_OF_EACH) are joined by "and", so until they are known an event is counted with all of them, which
 * changes nothing of its incident's; what is found is then joined to that. Of an event that nothing is found of none is left.
 * Of records the next ones are looked at; of lines of text all that follow, so that these wait by themselves, and the same
 * sentence of the same incident once. */
#include "run/run.h"

/* The oldest are asked first, and before their time where too many wait. */
static void ask_first(struct wd_engine *engine, struct wd_late_queue *queue)
{
    const struct wd_late_row *row = &queue->row[queue->first];
    unsigned doubts = wd_normaliser_row_doubts(engine->normaliser, row->row) | row->doubts;
    struct wd_table *table = engine->table;

    if (engine->choose) {
        wd_event_clear(&engine->event);
        engine->event.time = row->time;
        table = engine->choose(engine->choose_context, &engine->event);
    }
    if (table)
        wd_table_doubt(table, &row->place, doubts);
    queue->first = (queue->first + 1) % WD_LATE_MAX;
    queue->count--;
}

void wd_late_begin(struct wd_engine *engine, struct wd_event *event)
{
    engine->late.doubts = event->doubts & WD_DOUBT_OF_EACH;
    if (event->row != 0)
        event->doubts |= WD_DOUBT_OF_EACH;
}

/* The same sentence waits there already. */
static struct wd_late_row *waiting_like(struct wd_late_queue *queue, const struct wd_late_row *row)
{
    for (size_t i = queue->count; i > 0; i--) {
        struct wd_late_row *waiting = &queue->row[(queue->first + i - 1) % WD_LATE_MAX];
        if (waiting->row == row->row && waiting->table == row->table &&
            memcmp(&waiting->place, &row->place, sizeof row->place) == 0)
            return waiting;
    }
    return NULL;
}

void wd_late_add(struct wd_engine *engine, const struct wd_event *event)
{
    struct wd_late_queue *queue =
        event->row & WD_ROW_FAR ? &engine->late.lines : &engine->late.rows;
    struct wd_late_row row = {event->row, event->time, engine->late.doubts, {{0}}, engine->table};
    struct wd_late_row *like;

    if (event->row == 0 || !wd_table_added_place(engine->table, &row.place))
        return;
    like = event->row & WD_ROW_FAR ? waiting_like(queue, &row) : NULL;
    if (like) {
        like->doubts = wd_doubts_join(like->doubts, row.doubts);
        return;
    }
    if (queue->count == WD_LATE_MAX)
        ask_first(engine, queue);
    queue->row[(queue->first + queue->count++) % WD_LATE_MAX] = row;
}

static void ask_waiting(struct wd_engine *engine, struct wd_late_queue *queue)
{
    while (queue->count > 0 &&
           !wd_normaliser_row_waits(engine->normaliser, queue->row[queue->first].row))
        ask_first(engine, queue);
}

void wd_late_ask(struct wd_engine *engine)
{
    ask_waiting(engine, &engine->late.rows);
    ask_waiting(engine, &engine->late.lines);
}

void wd_engine_settle(struct wd_engine *engine)
{
    while (engine->late.rows.count > 0)
        ask_first(engine, &engine->late.rows);
    while (engine->late.lines.count > 0)
        ask_first(engine, &engine->late.lines);
}
