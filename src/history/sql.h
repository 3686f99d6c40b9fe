/* Statements in one line each: prepared once, bound by a string of types, stepped with one error path.
 * What the files of this floor share. */
#ifndef WHYDENIED_HISTORY_SQL_H
#define WHYDENIED_HISTORY_SQL_H

#include <sqlite3.h>

#include "whydenied/base/buf.h"
#include "whydenied/history.h"
#include "whydenied/incident/state.h"

#define WD_STATEMENTS_MAX 64

/* A table that need not be read back (kept.c). */
struct wd_kept {
    struct wd_table *table; /* owned; NULL: none */
    wd_night night;
    int64_t input; /* it came from; 0 while that is still being read */
};

struct wd_history {
    sqlite3 *db;
    char *path;
    bool write;
    bool changed; /* this transaction has changed a night */
    struct {
        const char *sql; /* a literal: told apart by its address */
        sqlite3_stmt *stmt;
    } cache[WD_STATEMENTS_MAX];
    size_t cached;
    wd_night *nights; /* changed, after settle */
    size_t night_count;
    unsigned contributions; /* of this run */
    struct wd_kept came;    /* the first of them, until there is a second */
    struct wd_kept made;    /* the night that was last made anew */
};

struct wd_bytes {
    const void *ptr;
    size_t len;
};

/* A bound statement, to be stepped; NULL with the reason. Types: i int64_t, u uint64_t, s const char *
 * (NULL is null), b struct wd_bytes as a blob, t struct wd_bytes as text, f a fingerprint (uint64_t) as 16
 * hex digits. It is reset by the next use of the same text. */
sqlite3_stmt *wd_sql(struct wd_history *history, struct wd_error *err, const char *sql,
                     const char *types, ...);
/* 1 a row, 0 done, -1. */
int wd_sql_step(struct wd_history *history, sqlite3_stmt *stmt, struct wd_error *err);
/* Binds and runs a statement that gives no rows. */
int wd_sql_run(struct wd_history *history, struct wd_error *err, const char *sql, const char *types,
               ...);
/* Of the statement's first row, its first column; `missing` when there is no row or it is null. */
int wd_sql_number(struct wd_history *history, struct wd_error *err, int64_t missing,
                  int64_t *ret_number, const char *sql, const char *types, ...);
int wd_sql_fail(struct wd_history *history, struct wd_error *err);
struct wd_str wd_sql_text(sqlite3_stmt *stmt, int column);
int wd_sql_script(struct wd_history *history, const char *script, struct wd_error *err);

/* ---- state.c: lines of state, stored as their length, then zlib ---- */

/* The table's lines, each by `insert`, which takes ?1 the night, ?2 the fingerprint, ?3 the packed line. */
int wd_state_store(struct wd_history *history, const char *insert, wd_night night,
                   const struct wd_table *table, struct wd_error *err);
/* Merges the packed lines that `stmt` gives (column 0) into a table. */
int wd_state_merge(struct wd_history *history, sqlite3_stmt *stmt, struct wd_table *into,
                   const struct wd_ruleset *rules, struct wd_error *err);

/* ---- kept.c ---- */

void wd_kept_set(struct wd_kept *kept, wd_night night, const struct wd_table *table); /* a copy */
struct wd_table *wd_kept_take(struct wd_kept *kept, wd_night night); /* NULL: it must be read */
void wd_kept_drop(struct wd_kept *kept);

int wd_history_drop_gone(struct wd_history *history, struct wd_error *err);

#endif
