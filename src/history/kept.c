/* A run writes a night's states and reads the same lines back twice: to merge the night, and to report it. Where one
 * table is all there is to read, a copy of it is kept instead, if it is small: a full one would take its memory twice. */
#include "history/sql.h"

enum { KEPT_MAX = 1024 /* problems and unmatched shapes */ };

void wd_kept_drop(struct wd_kept *kept)
{
    wd_table_free(kept->table);
    *kept = (struct wd_kept){.table = NULL};
}

/* What cannot be kept is read. */
void wd_kept_set(struct wd_kept *kept, wd_night night, const struct wd_table *table)
{
    struct wd_error why;

    wd_kept_drop(kept);
    if (wd_table_held(table) > KEPT_MAX)
        return;
    kept->night = night;
    kept->table = wd_table_new(&why);
    if (kept->table && wd_table_merge(kept->table, table, &why) < 0)
        wd_kept_drop(kept);
}

struct wd_table *wd_kept_take(struct wd_kept *kept, wd_night night)
{
    struct wd_table *table = kept->night == night ? kept->table : NULL;

    if (table)
        kept->table = NULL;
    return table;
}
