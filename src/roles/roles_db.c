/* Reading the imported roles. Every statement is prepared once, when first needed. */
#include "roles/curated.h"
#include "whydenied/roles/db.h"

#include <sqlite3.h>

enum statement { HOLDERS, ROLE, HOLDS, WEIGHTS, EACH, EVERY, COUNTS, KNOWS, SUPPORT, STATEMENTS };

static const char *const sql[STATEMENTS] = {
    [HOLDERS] = "SELECT r.id, r.name, r.title, r.stage, r.flags, r.size FROM permission p "
                "JOIN holds h ON h.permission = p.id JOIN role r ON r.id = h.role "
                "WHERE p.name = ?1 ORDER BY r.name",
    [ROLE] = "SELECT id, name, title, stage, flags, size FROM role WHERE name = ?1",
    [HOLDS] = "SELECT EXISTS (SELECT 1 FROM role WHERE name = ?1), EXISTS (SELECT 1 FROM holds h "
              "JOIN role r ON r.id = h.role JOIN permission p ON p.id = h.permission "
              "WHERE r.name = ?1 AND p.name = ?2)",
    [WEIGHTS] = "SELECT service = ?2, weight FROM weight WHERE role = ?1 ORDER BY service",
    [EACH] = "SELECT p.name FROM role_holds h JOIN permission p ON p.id = h.permission "
             "WHERE h.role = ?1 ORDER BY p.name",
    [EVERY] = "SELECT name FROM permission ORDER BY name",
    [COUNTS] = "SELECT (SELECT count(*) FROM role), (SELECT count(*) FROM permission), "
               "(SELECT count(*) FROM holds)",
    [KNOWS] = "SELECT 1 FROM permission WHERE name = ?1",
    [SUPPORT] = "SELECT level FROM support WHERE permission = ?1",
};

struct wd_roles_db {
    sqlite3 *db;
    sqlite3_stmt *prepared[STATEMENTS];
};

static sqlite3_stmt *statement(struct wd_roles_db *db, enum statement which)
{
    if (!db->prepared[which] &&
        sqlite3_prepare_v2(db->db, sql[which], -1, &db->prepared[which], NULL) != SQLITE_OK)
        return NULL;
    sqlite3_reset(db->prepared[which]);
    return db->prepared[which];
}

static void bind(sqlite3_stmt *s, int at, struct wd_str text)
{
    sqlite3_bind_text(s, at, text.ptr ? text.ptr : "", (int)text.len, SQLITE_TRANSIENT);
}

static struct wd_str column(sqlite3_stmt *s, int at)
{
    const unsigned char *text = sqlite3_column_text(s, at);

    return wd_str_make((const char *)text, text ? (size_t)sqlite3_column_bytes(s, at) : 0);
}

/* Its tables are there and can be counted. */
static bool is_catalogue(struct wd_roles_db *db)
{
    sqlite3_stmt *s = statement(db, COUNTS);
    bool ok = s && sqlite3_step(s) == SQLITE_ROW;

    if (s)
        sqlite3_reset(s);
    return ok;
}

struct wd_roles_db *wd_roles_db_open(const char *path, struct wd_error *err)
{
    struct wd_roles_db *db = calloc(1, sizeof *db);

    if (!db) {
        wd_fail_memory(err);
        return NULL;
    }
    if (sqlite3_open_v2(path, &db->db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        !is_catalogue(db)) {
        wd_fail(err, "%s: not a role catalogue (%s); make it again with \"roles import\"", path,
                db->db ? sqlite3_errmsg(db->db) : "no memory");
        wd_roles_db_close(db);
        return NULL;
    }
    return db;
}

void wd_roles_db_close(struct wd_roles_db *db)
{
    if (!db)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(db->prepared[i]);
    sqlite3_close(db->db);
    free(db);
}

static void read_row(sqlite3_stmt *s, struct wd_arena *arena, struct wd_role_row *row)
{
    row->id = sqlite3_column_int64(s, 0);
    row->name = wd_arena_copy(arena, column(s, 1));
    row->title = wd_arena_copy(arena, column(s, 2));
    row->stage = wd_arena_copy(arena, column(s, 3));
    row->flags = (unsigned)sqlite3_column_int(s, 4);
    row->size = (unsigned)sqlite3_column_int(s, 5);
}

size_t wd_roles_db_holders(struct wd_roles_db *db, struct wd_str permission, struct wd_arena *arena,
                           struct wd_role_row *ret_rows, size_t max)
{
    sqlite3_stmt *s = statement(db, HOLDERS);
    size_t n = 0;

    if (!s)
        return 0;
    bind(s, 1, permission);
    while (n < max && sqlite3_step(s) == SQLITE_ROW)
        read_row(s, arena, &ret_rows[n++]);
    sqlite3_reset(s);
    return n;
}

bool wd_roles_db_role(struct wd_roles_db *db, struct wd_str name, struct wd_arena *arena,
                      struct wd_role_row *ret_row)
{
    sqlite3_stmt *s = statement(db, ROLE);
    bool found;

    if (!s)
        return false;
    bind(s, 1, name);
    found = sqlite3_step(s) == SQLITE_ROW;
    if (found)
        read_row(s, arena, ret_row);
    sqlite3_reset(s);
    return found;
}

int wd_roles_db_holds(struct wd_roles_db *db, struct wd_str role, struct wd_str permission)
{
    sqlite3_stmt *s = statement(db, HOLDS);
    int holds = -1;

    if (!s)
        return -1;
    bind(s, 1, role);
    bind(s, 2, permission);
    if (sqlite3_step(s) == SQLITE_ROW && sqlite3_column_int(s, 0))
        holds = sqlite3_column_int(s, 1);
    sqlite3_reset(s);
    return holds;
}

/* The first column of the only row, or -1. A catalogue of before has no table of support. */
static int number_of(struct wd_roles_db *db, enum statement which, struct wd_str permission)
{
    sqlite3_stmt *s = statement(db, which);
    int number = -1;

    if (!s)
        return -1;
    bind(s, 1, permission);
    if (sqlite3_step(s) == SQLITE_ROW)
        number = sqlite3_column_int(s, 0);
    sqlite3_reset(s);
    return number;
}

bool wd_roles_db_knows(struct wd_roles_db *db, struct wd_str permission)
{
    return number_of(db, KNOWS, permission) == 1;
}

int wd_roles_db_support(struct wd_roles_db *db, struct wd_str permission)
{
    int level = number_of(db, SUPPORT, permission);

    return level >= WD_CUSTOM_SUPPORTED && level <= WD_CUSTOM_REFUSED ? level : -1;
}

void wd_roles_db_weights(struct wd_roles_db *db, long long role, struct wd_str service,
                         double *ret_own, double *ret_other)
{
    sqlite3_stmt *s = statement(db, WEIGHTS);

    *ret_own = *ret_other = 0;
    if (!s)
        return;
    sqlite3_bind_int64(s, 1, role);
    bind(s, 2, service);
    while (sqlite3_step(s) == SQLITE_ROW)
        *(sqlite3_column_int(s, 0) ? ret_own : ret_other) += sqlite3_column_double(s, 1);
    sqlite3_reset(s);
}

int wd_roles_db_each(struct wd_roles_db *db, long long role,
                     int (*each)(void *context, struct wd_str permission), void *context)
{
    sqlite3_stmt *s = statement(db, role ? EACH : EVERY);
    int rc = 0;

    if (!s)
        return -1;
    if (role)
        sqlite3_bind_int64(s, 1, role);
    while (rc == 0 && sqlite3_step(s) == SQLITE_ROW)
        rc = each(context, column(s, 0));
    sqlite3_reset(s);
    return rc;
}
