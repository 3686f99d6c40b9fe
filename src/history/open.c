/* Opening the file: who may, whether it is ours, which version, and the schema. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "history/sql.h"

#define APPLICATION_ID 0x7764656e /* "wden" */
#define SCHEMA_VERSION 4
#define AS_TEXT(n)     AS_TEXT_(n)
#define AS_TEXT_(n)    #n

/* A reader of a file of before has an empty one of its own. */
#define MEMBER                                                                                     \
    "member(collapsed TEXT NOT NULL, night INTEGER NOT NULL, fingerprint TEXT NOT NULL,"           \
    " count INTEGER NOT NULL, PRIMARY KEY(collapsed, night, fingerprint)) STRICT"

/* One step a version, applied in order inside the transaction. Fingerprints are hex, nights are days since
 * 1970-01-01, times nanoseconds since then. */
static const char *const migrations[SCHEMA_VERSION] = {
    /* 1 */
    "CREATE TABLE run(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, night INTEGER NOT NULL,"
    " inputs INTEGER NOT NULL, printed INTEGER NOT NULL) STRICT;"
    "CREATE TABLE input(id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, complete INTEGER NOT "
    "NULL,"
    " records INTEGER NOT NULL, decoded_bytes INTEGER NOT NULL) STRICT;"
    "CREATE TABLE place(path BLOB PRIMARY KEY, device INTEGER NOT NULL, inode INTEGER NOT NULL,"
    " size INTEGER NOT NULL, mtime INTEGER NOT NULL, input INTEGER NOT NULL REFERENCES input(id)) "
    "STRICT;"
    "CREATE INDEX place_input ON place(input);"
    "CREATE TABLE contribution(input INTEGER NOT NULL, night INTEGER NOT NULL, fingerprint TEXT "
    "NOT NULL,"
    " state BLOB NOT NULL, PRIMARY KEY(night, input, fingerprint)) STRICT;"
    "CREATE INDEX contribution_input ON contribution(input);"
    "CREATE TABLE night(night INTEGER PRIMARY KEY, records INTEGER NOT NULL, denials INTEGER NOT "
    "NULL,"
    " matched INTEGER NOT NULL, unmatched INTEGER NOT NULL, lookalikes INTEGER NOT NULL,"
    " duplicates INTEGER NOT NULL) STRICT;"
    "CREATE TABLE night_state(night INTEGER NOT NULL, fingerprint TEXT NOT NULL, state BLOB NOT "
    "NULL,"
    " PRIMARY KEY(night, fingerprint)) STRICT;"
    "CREATE TABLE incident(fingerprint TEXT NOT NULL, night INTEGER NOT NULL, rule TEXT NOT NULL,"
    " cause TEXT NOT NULL, severity TEXT NOT NULL, principal TEXT, permission TEXT, resource TEXT,"
    " count INTEGER NOT NULL, raw_count INTEGER NOT NULL, first INTEGER, last INTEGER,"
    " PRIMARY KEY(fingerprint, night)) STRICT;"
    "CREATE INDEX incident_night ON incident(night);"
    "CREATE TABLE known(fingerprint TEXT PRIMARY KEY, first_shown INTEGER, news_shown INTEGER,"
    " old_first INTEGER, old_nights INTEGER NOT NULL) STRICT;"
    "CREATE TABLE remedy(night INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, summary "
    "TEXT,"
    " member TEXT, role TEXT, resource TEXT, denials INTEGER NOT NULL, covers TEXT NOT NULL,"
    " PRIMARY KEY(night, id)) STRICT;",
    /* 2: what was told once and holds still */
    "CREATE TABLE told(what TEXT PRIMARY KEY, night INTEGER NOT NULL) STRICT;",
    /* 3: whom a collapsed problem stands for; an empty name: others, that were not kept */
    "CREATE TABLE " MEMBER ";"
    "CREATE INDEX member_fingerprint ON member(fingerprint, night);",
    /* 4: digests of how an input begins */
    "ALTER TABLE input ADD COLUMN beginnings BLOB;",
};

/* What is only of this transaction. */
static const char temporary[] =
    "CREATE TEMP TABLE touched(night INTEGER PRIMARY KEY, rebuild INTEGER NOT NULL) STRICT;"
    "CREATE TEMP TABLE fresh(input INTEGER PRIMARY KEY) STRICT;"
    "CREATE TEMP TABLE left_place(input INTEGER PRIMARY KEY) STRICT;";

/* ---- who may ----------------------------------------------------------------------------------- */

/* Whether the folder is there in which the file is to be made. It may lie on a disk that is gone tonight. */
static int check_folder(const char *path, struct wd_error *err)
{
    const char *slash = strrchr(path, '/');
    int len = slash ? (int)(slash - path) : 0;
    char *folder;
    struct stat st;
    int status = 0;

    if (len == 0)
        return 0;
    folder = strndup(path, (size_t)len);
    if (!folder)
        return wd_fail_memory(err);
    if (stat(folder, &st) != 0) {
        status = wd_fail(err, "%s: the folder %s: %s", path, folder, strerror(errno));
        if (err)
            err->unwritable = true;
    }
    free(folder);
    return status;
}

/* A saved report in the place of the database is a slip of the hand, not damage. */
static int check_no_json(const char *path, struct wd_error *err)
{
    FILE *file = fopen(path, "re");
    int first = file ? fgetc(file) : EOF;

    if (file)
        fclose(file);
    if (first == '{' || first == '[')
        return wd_fail(err,
                       "%s: is JSON, no database; a saved report is drawn by whydenied report FILE",
                       path);
    return 0;
}

static int check_file(const char *path, enum wd_history_mode mode, struct wd_error *err)
{
    struct stat st;

    if (lstat(path, &st) != 0) {
        if (errno == ENOENT && mode == WD_HISTORY_WRITE)
            return check_folder(path, err);
        return wd_fail(err, "%s: %s", path, strerror(errno));
    }
    if (!S_ISREG(st.st_mode))
        return wd_fail(err, "%s: is no regular file", path);
    if (st.st_mode & S_IWOTH)
        return wd_fail(err, "%s: everybody may write to it; chmod o-w it first", path);
    if (st.st_uid != geteuid() && mode == WD_HISTORY_WRITE)
        return wd_fail(err, "%s: belongs to another user", path);
    return check_no_json(path, err);
}

/* ---- whose it is --------------------------------------------------------------------------------- */

static int pragma(struct wd_history *history, const char *sql, int64_t *ret_value,
                  struct wd_error *err)
{
    return wd_sql_number(history, err, 0, ret_value, sql, "");
}

static int migrate(struct wd_history *history, int64_t version, struct wd_error *err)
{
    for (int64_t step = version; step < SCHEMA_VERSION; step++)
        if (wd_sql_script(history, migrations[step], err) < 0)
            return -1;
    if (version == SCHEMA_VERSION)
        return 0;
    return wd_sql_script(history,
                         "PRAGMA application_id=" AS_TEXT(
                             APPLICATION_ID) ";"
                                             "PRAGMA user_version=" AS_TEXT(SCHEMA_VERSION),
                         err);
}

static int check_ours(struct wd_history *history, int64_t *ret_version, struct wd_error *err)
{
    int64_t id, tables;

    if (pragma(history, "PRAGMA application_id", &id, err) < 0 ||
        pragma(history, "PRAGMA user_version", ret_version, err) < 0 ||
        pragma(history, "SELECT count(*) FROM sqlite_schema", &tables, err) < 0)
        return -1;
    if (tables > 0 && id != APPLICATION_ID)
        return wd_fail(err, "%s: is a database, but not of whydenied", history->path);
    if (*ret_version < 0)
        return wd_fail(err, "%s: is damaged: its version is %lld", history->path,
                       (long long)*ret_version);
    if (*ret_version > SCHEMA_VERSION)
        return wd_fail(err,
                       "%s: was written by a newer whydenied (version %lld, this one knows %d)",
                       history->path, (long long)*ret_version, SCHEMA_VERSION);
    if (tables == 0 && !history->write)
        return wd_fail(err, "%s: is empty", history->path);
    return 0;
}

/* Reads every page once: a broken one is found before anything rests on it. */
static int check_whole(struct wd_history *history, struct wd_error *err)
{
    sqlite3_stmt *stmt = wd_sql(history, err, "PRAGMA quick_check(1)", "");
    int got = stmt ? wd_sql_step(history, stmt, err) : -1;

    if (got > 0 && !wd_str_eqz(wd_sql_text(stmt, 0), "ok"))
        got = wd_fail(err,
                      "%s: the database is damaged; it was left as it is. Move it away, or restore "
                      "a copy",
                      history->path);
    if (stmt)
        sqlite3_reset(stmt);
    return got < 0 ? -1 : 0;
}

/* ---- opening ----------------------------------------------------------------------------------- */

static int set_up(struct wd_history *history, struct wd_error *err)
{
    static const char common[] =
        "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-4096; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY";
    int64_t version;

    sqlite3_db_config(history->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_extended_result_codes(history->db, 1);
    if (!history->write)
        sqlite3_busy_timeout(history->db, 10000);
    if (wd_sql_script(history, common, err) < 0)
        return -1;
    if (!history->write)
        return check_ours(history, &version, err) < 0 ||
                       (version < 3 && wd_sql_script(history, "CREATE TEMP TABLE " MEMBER, err)) ||
                       wd_sql_script(history, "PRAGMA query_only=ON; BEGIN", err) < 0
                   ? -1
                   : 0;
    if (wd_sql_script(history,
                      "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; BEGIN IMMEDIATE",
                      err) < 0 ||
        check_ours(history, &version, err) < 0 || check_whole(history, err) < 0 ||
        migrate(history, version, err) < 0)
        return -1;
    return wd_sql_script(history, temporary, err);
}

struct wd_history *wd_history_open(const char *path, enum wd_history_mode mode,
                                   struct wd_error *err)
{
    struct wd_history *history;
    /* Readers, too: what a killed run left half done must be rolled back before anything is read. */
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE |
                (mode == WD_HISTORY_WRITE ? SQLITE_OPEN_CREATE : 0);

    if (check_file(path, mode, err) < 0)
        return NULL;
    history = calloc(1, sizeof *history);
    if (history)
        history->path = strdup(path);
    if (!history || !history->path) {
        free(history);
        wd_fail_memory(err);
        return NULL;
    }
    history->write = mode == WD_HISTORY_WRITE;
    if (sqlite3_open_v2(path, &history->db, flags, NULL) != SQLITE_OK) {
        if (history->db)
            wd_sql_fail(history, err);
        else
            wd_fail_memory(err);
        wd_history_close(history);
        return NULL;
    }
    if (set_up(history, err) < 0) {
        wd_history_close(history);
        return NULL;
    }
    return history;
}

void wd_history_close(struct wd_history *history)
{
    if (!history)
        return;
    for (size_t i = 0; i < history->cached; i++)
        sqlite3_finalize(history->cache[i].stmt);
    sqlite3_close(history->db); /* rolls back */
    wd_kept_drop(&history->came);
    wd_kept_drop(&history->made);
    free(history->nights);
    free(history->path);
    free(history);
}

int wd_history_commit(struct wd_history *history, struct wd_error *err)
{
    for (size_t i = 0; i < history->cached; i++)
        sqlite3_reset(history->cache[i].stmt);
    history->changed = false;
    return wd_sql_script(history,
                         "DELETE FROM temp.touched; DELETE FROM temp.fresh;"
                         "DELETE FROM temp.left_place; COMMIT",
                         err);
}

int wd_history_begin(struct wd_history *history, struct wd_error *err)
{
    sqlite3_busy_timeout(history->db, 10000);
    return wd_sql_script(history, "BEGIN IMMEDIATE", err);
}
