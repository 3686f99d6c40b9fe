/* The tables of the nights that are open at once, and who takes them when they are full. */
#ifndef WHYDENIED_RUN_NIGHT_TABLES_H
#define WHYDENIED_RUN_NIGHT_TABLES_H

#include "run/run.h"

#define WD_NIGHT_TABLES_MAX 64u

struct wd_night_tables {
    wd_night untimed; /* where events without a time belong */
    /* Takes the state of a night over; the table is freed after it. */
    int (*give)(void *context, wd_night night, const struct wd_table *table, struct wd_error *err);
    void *context;
    struct {
        wd_night night;
        struct wd_table *table;
    } slots[WD_NIGHT_TABLES_MAX];
    size_t count;
    uint64_t looks;
};

/* The night's table, made if need be; NULL: no memory, or too many are open. */
struct wd_table *wd_night_table(struct wd_night_tables *tables, wd_night night);
/* The same for an event, as an engine asks; `context` is a struct wd_night_tables. */
struct wd_table *wd_night_table_of(void *context, const struct wd_event *event);
/* To be asked after each record: there is no room for two nights more, or the tables hold too much. */
bool wd_night_tables_full(struct wd_night_tables *tables);
/* Gives all tables away. Nights of which nothing was read are none. */
int wd_night_tables_give(struct wd_night_tables *tables, struct wd_error *err);
void wd_night_tables_drop(struct wd_night_tables *tables);

#endif
