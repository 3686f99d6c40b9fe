/* After the last input: what replaced files had contributed goes, and every night that changed is merged
 * anew from what its inputs contribute. */
#include <stdlib.h>
#include <sys/stat.h>

#include "history/sql.h"

/* ---- inputs without a place ---------------------------------------------------------------------- */

static bool path_exists(sqlite3_stmt *stmt, int column)
{
    struct stat st;
    struct wd_str path =
        wd_str_make(sqlite3_column_blob(stmt, column), (size_t)sqlite3_column_bytes(stmt, column));
    char *name = malloc(path.len + 1);
    bool exists;

    if (!name)
        return true; /* rather keep than lose */
    if (path.len)
        wd_str_copy(name, path);
    name[path.len] = '\0';
    exists = lstat(name, &st) == 0;
    free(name);
    return exists;
}

/* A file that was moved leaves its old path behind in the table; only paths that exist hold an input. */
static int has_place(struct wd_history *history, int64_t input, struct wd_error *err)
{
    sqlite3_stmt *stmt =
        wd_sql(history, err, "SELECT path FROM place WHERE input = ?1", "i", input);
    int got;

    if (!stmt)
        return -1;
    while ((got = wd_sql_step(history, stmt, err)) > 0)
        if (path_exists(stmt, 0)) {
            sqlite3_reset(stmt);
            return 1;
        }
    return got;
}

static int remove_input(struct wd_history *history, int64_t input, struct wd_error *err)
{
    if (wd_sql_run(history, err,
                   "INSERT INTO temp.touched SELECT DISTINCT night, 1 FROM contribution"
                   " WHERE input = ?1 ON CONFLICT(night) DO UPDATE SET rebuild = 1",
                   "i", input) < 0 ||
        wd_sql_run(history, err, "DELETE FROM contribution WHERE input = ?1", "i", input) < 0 ||
        wd_sql_run(history, err, "DELETE FROM place WHERE input = ?1", "i", input) < 0)
        return -1;
    history->changed = true;
    return wd_sql_run(history, err, "DELETE FROM input WHERE id = ?1", "i", input);
}

/* Of the inputs that `next` gives, the next behind ?1 each time, those without a place. */
static int drop_placeless(struct wd_history *history, const char *next, struct wd_error *err)
{
    for (int64_t input = 0;;) {
        int held;
        if (wd_sql_number(history, err, -1, &input, next, "i", input) < 0)
            return -1;
        if (input < 0)
            return 0;
        held = has_place(history, input, err);
        if (held < 0 || (held == 0 && remove_input(history, input, err) < 0))
            return -1;
    }
}

/* Inputs of which no night is left, once their file is gone. */
int wd_history_drop_gone(struct wd_history *history, struct wd_error *err)
{
    return drop_placeless(history,
                          "SELECT id FROM input WHERE id > ?1 AND NOT EXISTS"
                          " (SELECT 1 FROM contribution c WHERE c.input = input.id)"
                          " ORDER BY id LIMIT 1",
                          err);
}

static int remove_replaced(struct wd_history *history, struct wd_error *err)
{
    return drop_placeless(
        history, "SELECT input FROM temp.left_place WHERE input > ?1 ORDER BY input LIMIT 1", err);
}

static int list_changed(struct wd_history *history, struct wd_error *err)
{
    sqlite3_stmt *stmt;
    int64_t count;
    int got;

    if (wd_sql_number(history, err, 0, &count, "SELECT count(*) FROM temp.touched", "") < 0)
        return -1;
    free(history->nights);
    history->night_count = 0;
    history->nights = calloc((size_t)count + 1, sizeof *history->nights);
    if (!history->nights)
        return wd_fail_memory(err);
    stmt = wd_sql(history, err, "SELECT night FROM temp.touched ORDER BY night", "");
    if (!stmt)
        return -1;
    while ((got = wd_sql_step(history, stmt, err)) > 0)
        history->nights[history->night_count++] = (wd_night)sqlite3_column_int64(stmt, 0);
    return got;
}

int wd_history_settle(struct wd_history *history, struct wd_error *err)
{
    if (remove_replaced(history, err) < 0)
        return -1;
    return list_changed(history, err);
}

size_t wd_history_changed_count(const struct wd_history *history)
{
    return history->night_count;
}

wd_night wd_history_changed(const struct wd_history *history, size_t index)
{
    return history->nights[index];
}

/* ---- a night anew -------------------------------------------------------------------------------- */

/* What went is no longer in the contributions, so the night is merged from all that are left; when
 * contributions only came, they are merged into what the night was: the table is the same. */
static int merge_night(struct wd_history *history, wd_night night, struct wd_table *into,
                       const struct wd_ruleset *rules, struct wd_error *err)
{
    int64_t rebuild;
    sqlite3_stmt *stmt;

    if (wd_sql_number(history, err, 1, &rebuild,
                      "SELECT rebuild FROM temp.touched WHERE night = ?1", "i", (int64_t)night) < 0)
        return -1;
    if (rebuild) {
        stmt = wd_sql(history, err, "SELECT state FROM contribution WHERE night = ?1", "i",
                      (int64_t)night);
        return wd_state_merge(history, stmt, into, rules, err);
    }
    stmt =
        wd_sql(history, err, "SELECT state FROM night_state WHERE night = ?1", "i", (int64_t)night);
    if (wd_state_merge(history, stmt, into, rules, err) < 0)
        return -1;
    stmt = wd_sql(history, err,
                  "SELECT state FROM contribution WHERE night = ?1"
                  " AND input IN (SELECT input FROM temp.fresh)",
                  "i", (int64_t)night);
    return wd_state_merge(history, stmt, into, rules, err);
}

/* NULL: the night is more than what came, and must be read. */
static int take_what_came(struct wd_history *history, wd_night night, struct wd_table **ret_table,
                          struct wd_error *err)
{
    int64_t only;

    *ret_table = NULL;
    if (wd_sql_number(history, err, 0, &only,
                      "SELECT CASE WHEN min(input) = max(input) THEN min(input) END"
                      " FROM contribution WHERE night = ?1",
                      "i", (int64_t)night) < 0)
        return -1;
    if (only != 0 && only == history->came.input)
        *ret_table = wd_kept_take(&history->came, night);
    return 0;
}

/* Of a night that one input alone has contributed to, and only now, state and contribution are the same lines. */
static int copy_lines(struct wd_history *history, wd_night night, bool *ret_copied,
                      struct wd_error *err)
{
    int64_t alone;

    *ret_copied = false;
    if (wd_sql_number(history, err, 0, &alone,
                      "SELECT (SELECT count(DISTINCT input) FROM contribution WHERE night = ?1) = 1"
                      " AND EXISTS (SELECT 1 FROM contribution WHERE night = ?1"
                      " AND input IN (SELECT input FROM temp.fresh))",
                      "i", (int64_t)night) < 0)
        return -1;
    *ret_copied = alone != 0;
    return alone ? wd_sql_run(history, err,
                              "INSERT INTO night_state SELECT night, fingerprint, state"
                              " FROM contribution WHERE night = ?1",
                              "i", (int64_t)night)
                 : 0;
}

static int store(struct wd_history *history, wd_night night, const struct wd_table *table,
                 struct wd_error *err)
{
    bool copied;

    if (wd_sql_run(history, err, "DELETE FROM night_state WHERE night = ?1", "i", (int64_t)night) <
            0 ||
        copy_lines(history, night, &copied, err) < 0)
        return -1;
    return copied ? 0
                  : wd_state_store(history, "INSERT INTO night_state VALUES(?1, ?2, ?3)", night,
                                   table, err);
}

struct wd_table *wd_history_rebuild(struct wd_history *history, wd_night night,
                                    const struct wd_ruleset *rules, struct wd_error *err)
{
    struct wd_table *table;
    int status = take_what_came(history, night, &table, err);

    if (status == 0 && !table &&
        (!(table = wd_table_new(err)) || merge_night(history, night, table, rules, err) < 0))
        status = -1;
    if (status == 0 && (status = store(history, night, table, err)) == 0)
        status = wd_sql_run(history, err, "UPDATE temp.touched SET rebuild = 1 WHERE night = ?1",
                            "i", (int64_t)night); /* what came is in it now */
    if (status == 0) {
        wd_kept_set(&history->made, night, table);
        return table;
    }
    wd_table_free(table);
    return NULL;
}
