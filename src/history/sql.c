/* See sql.h. */
#include "history/sql.h"

#include <stdarg.h>
#include <stdio.h>

int wd_sql_fail(struct wd_history *history, struct wd_error *err)
{
    switch (sqlite3_errcode(history->db) & 0xff) {
    case SQLITE_NOMEM:
        return wd_fail_memory(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return wd_fail(err, "%s: another run is writing to it; wait until it has ended",
                       history->path);
    case SQLITE_NOTADB:
        return wd_fail(err,
                       "%s: is no database but another file, which was left as it is: --db names "
                       "the file that nightly keeps its nights in",
                       history->path);
    case SQLITE_CORRUPT:
        return wd_fail(
            err,
            "%s: the database is damaged; it was left as it is. Move it away, or restore "
            "a copy",
            history->path);
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        wd_fail(err, "%s: %s", history->path, sqlite3_errmsg(history->db));
        if (err)
            err->unwritable = history->write;
        return -1;
    default:
        return wd_fail(err, "%s: %s", history->path, sqlite3_errmsg(history->db));
    }
}

static sqlite3_stmt *find(struct wd_history *history, const char *sql)
{
    for (size_t i = 0; i < history->cached; i++)
        if (history->cache[i].sql == sql)
            return history->cache[i].stmt;
    return NULL;
}

static sqlite3_stmt *prepare(struct wd_history *history, struct wd_error *err, const char *sql)
{
    sqlite3_stmt *stmt = find(history, sql);

    if (stmt) {
        sqlite3_reset(stmt);
        return stmt;
    }
    if (history->cached == WD_STATEMENTS_MAX) {
        wd_fail(err, "too many kinds of statements");
        return NULL;
    }
    if (sqlite3_prepare_v3(history->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) !=
        SQLITE_OK) {
        wd_sql_fail(history, err);
        return NULL;
    }
    history->cache[history->cached].sql = sql;
    history->cache[history->cached++].stmt = stmt;
    return stmt;
}

static int bind_bytes(sqlite3_stmt *stmt, int at, struct wd_bytes bytes, bool text)
{
    const void *ptr = bytes.ptr ? bytes.ptr : "";

    return text ? sqlite3_bind_text64(stmt, at, ptr, bytes.len, SQLITE_TRANSIENT, SQLITE_UTF8)
                : sqlite3_bind_blob64(stmt, at, ptr, bytes.len, SQLITE_TRANSIENT);
}

static int bind_fingerprint(sqlite3_stmt *stmt, int at, uint64_t fingerprint)
{
    char digits[17];

    snprintf(digits, sizeof digits, "%016llx", (unsigned long long)fingerprint);
    return sqlite3_bind_text(stmt, at, digits, 16, SQLITE_TRANSIENT);
}

static int bind_all(sqlite3_stmt *stmt, const char *types, va_list args)
{
    int status = SQLITE_OK;

    for (int at = 1; types[at - 1] && status == SQLITE_OK; at++)
        switch (types[at - 1]) {
        case 'i':
            status = sqlite3_bind_int64(stmt, at, va_arg(args, int64_t));
            break;
        case 'u':
            status = sqlite3_bind_int64(stmt, at, (int64_t)va_arg(args, uint64_t));
            break;
        case 's':
            status = sqlite3_bind_text(stmt, at, va_arg(args, const char *), -1, SQLITE_TRANSIENT);
            break;
        case 'f':
            status = bind_fingerprint(stmt, at, va_arg(args, uint64_t));
            break;
        default:
            status = bind_bytes(stmt, at, va_arg(args, struct wd_bytes), types[at - 1] == 't');
            break;
        }
    return status;
}

static sqlite3_stmt *ready(struct wd_history *history, struct wd_error *err, const char *sql,
                           const char *types, va_list args)
{
    sqlite3_stmt *stmt = prepare(history, err, sql);

    if (stmt && bind_all(stmt, types, args) != SQLITE_OK) {
        wd_sql_fail(history, err);
        return NULL;
    }
    return stmt;
}

sqlite3_stmt *wd_sql(struct wd_history *history, struct wd_error *err, const char *sql,
                     const char *types, ...)
{
    va_list args;
    sqlite3_stmt *stmt;

    va_start(args, types);
    stmt = ready(history, err, sql, types, args);
    va_end(args);
    return stmt;
}

int wd_sql_step(struct wd_history *history, sqlite3_stmt *stmt, struct wd_error *err)
{
    int got = sqlite3_step(stmt), status;

    if (got == SQLITE_ROW)
        return 1;
    status = got == SQLITE_DONE ? 0 : wd_sql_fail(history, err);
    sqlite3_reset(stmt);
    return status;
}

int wd_sql_run(struct wd_history *history, struct wd_error *err, const char *sql, const char *types,
               ...)
{
    va_list args;
    sqlite3_stmt *stmt;

    va_start(args, types);
    stmt = ready(history, err, sql, types, args);
    va_end(args);
    return stmt && wd_sql_step(history, stmt, err) == 0 ? 0 : -1;
}

int wd_sql_number(struct wd_history *history, struct wd_error *err, int64_t missing,
                  int64_t *ret_number, const char *sql, const char *types, ...)
{
    va_list args;
    sqlite3_stmt *stmt;
    int got;

    va_start(args, types);
    stmt = ready(history, err, sql, types, args);
    va_end(args);
    got = stmt ? wd_sql_step(history, stmt, err) : -1;
    if (got < 0)
        return -1;
    *ret_number = missing;
    if (got > 0 && sqlite3_column_type(stmt, 0) != SQLITE_NULL)
        *ret_number = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return 0;
}

struct wd_str wd_sql_text(sqlite3_stmt *stmt, int column)
{
    const void *text = sqlite3_column_text(stmt, column);

    return wd_str_make(text, text ? (size_t)sqlite3_column_bytes(stmt, column) : 0);
}

int wd_sql_script(struct wd_history *history, const char *script, struct wd_error *err)
{
    return sqlite3_exec(history->db, script, NULL, NULL, NULL) == SQLITE_OK
               ? 0
               : wd_sql_fail(history, err);
}
