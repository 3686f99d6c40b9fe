/* A table a night, chosen before an event is judged. They are given away when a reader says so, and before
 * that when together they hold too much: a file with a year in it costs no more memory than one with a
 * night. */
#include "run/night_tables.h"

#define HELD_MAX   (2 * WD_INCIDENTS_MAX) /* incidents in all of them */
#define LOOK_EVERY 256u                   /* records between two looks at that */

struct wd_table *wd_night_table(struct wd_night_tables *tables, wd_night night)
{
    struct wd_table *table;
    struct wd_error err;

    for (size_t i = tables->count; i > 0; i--)
        if (tables->slots[i - 1].night == night)
            return tables->slots[i - 1].table;
    table = tables->count < WD_NIGHT_TABLES_MAX ? wd_table_new(&err) : NULL;
    if (table) {
        tables->slots[tables->count].night = night;
        tables->slots[tables->count++].table = table;
    }
    return table;
}

/* There is always room for another night: the tables are emptied before there is none. */
struct wd_table *wd_night_table_of(void *context, const struct wd_event *event)
{
    struct wd_night_tables *tables = context;

    return wd_night_table(tables,
                          event->time == WD_TIME_NONE ? tables->untimed : wd_night_of(event->time));
}

/* A line that was counted as context on one night may turn out to belong to a message of another. */
static void balance(struct wd_night_tables *tables)
{
    for (size_t i = 0; i < tables->count; i++) {
        struct wd_totals *poor = wd_table_totals_edit(tables->slots[i].table);
        for (size_t j = 0; j < tables->count && (int64_t)poor->context < 0; j++) {
            struct wd_totals *rich = wd_table_totals_edit(tables->slots[j].table);
            while ((int64_t)poor->context < 0 && (int64_t)rich->context > 0) {
                poor->context++;
                poor->events++;
                rich->context--;
                rich->events--;
            }
        }
    }
}

static uint64_t skipped_of(const struct wd_totals *totals)
{
    uint64_t skipped = 0;

    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        skipped += totals->skipped[i];
    return skipped;
}

static void drop_empty(struct wd_night_tables *tables)
{
    for (size_t i = 0; i < tables->count;) {
        const struct wd_totals *totals = wd_table_totals(tables->slots[i].table);
        if (totals->events == 0 && skipped_of(totals) == 0) {
            wd_table_free(tables->slots[i].table);
            tables->slots[i] = tables->slots[--tables->count];
        } else {
            i++;
        }
    }
}

static void sort_by_night(struct wd_night_tables *tables)
{
    for (size_t i = 1; i < tables->count; i++)
        for (size_t j = i; j > 0 && tables->slots[j].night < tables->slots[j - 1].night; j--) {
            wd_night night = tables->slots[j].night;
            struct wd_table *table = tables->slots[j].table;
            tables->slots[j] = tables->slots[j - 1];
            tables->slots[j - 1].night = night;
            tables->slots[j - 1].table = table;
        }
}

int wd_night_tables_give(struct wd_night_tables *tables, struct wd_error *err)
{
    int status = 0;

    balance(tables);
    drop_empty(tables);
    sort_by_night(tables);
    for (size_t i = 0; i < tables->count; i++) {
        struct wd_totals *totals = wd_table_totals_edit(tables->slots[i].table);
        totals->records = totals->events + skipped_of(totals);
        if (status == 0)
            status =
                tables->give(tables->context, tables->slots[i].night, tables->slots[i].table, err);
    }
    wd_night_tables_drop(tables);
    return status;
}

void wd_night_tables_drop(struct wd_night_tables *tables)
{
    for (size_t i = 0; i < tables->count; i++)
        wd_table_free(tables->slots[i].table);
    tables->count = 0;
}

bool wd_night_tables_full(struct wd_night_tables *tables)
{
    size_t held = 0;

    if (tables->count + 2 > WD_NIGHT_TABLES_MAX)
        return true;
    if (++tables->looks % LOOK_EVERY != 0)
        return false;
    for (size_t i = 0; i < tables->count; i++)
        held += wd_table_held(tables->slots[i].table);
    return held > HELD_MAX;
}
