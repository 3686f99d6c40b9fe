/* `roles import`: what the IAM API answers, into SQLite.
 *
 * Two things are taken: roles, and the permissions of a resource with what custom roles may do with them.
 *
 * Takes {"roles":[…]} of roles.list with view=FULL, an array of roles, or one role as `gcloud iam
 * roles describe` prints it; plain or gzip; a file or a directory of such files. A full list replaces
 * the predefined roles of an earlier import, single roles join them. One transaction: an import that
 * fails changes nothing. */

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#include <sqlite3.h>
#include <unistd.h>
#include <zlib.h>

#include "roles/curated.h"
#include "whydenied/base/buf.h"
#include "whydenied/base/limits.h"
#include "whydenied/roles/db.h"

enum { FULL_LIST = 500, READ_STEP = 1 << 18, FILES_MAX = 100000 };

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS role (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, title "
    "TEXT, "
    " stage TEXT, flags INTEGER NOT NULL, size INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS permission (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
    "CREATE TABLE IF NOT EXISTS holds (permission INTEGER NOT NULL, role INTEGER NOT NULL, "
    " PRIMARY KEY (permission, role)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS role_holds (role INTEGER NOT NULL, permission INTEGER NOT NULL, "
    " PRIMARY KEY (role, permission)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS support (permission TEXT PRIMARY KEY, level INTEGER NOT NULL) "
    "WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS weight (role INTEGER NOT NULL, service TEXT NOT NULL, "
    " weight REAL NOT NULL, PRIMARY KEY (role, service)) WITHOUT ROWID;";

enum statement {
    ADD_ROLE,
    FIND_ROLE,
    ADD_PERMISSION,
    FIND_PERMISSION,
    ADD_HOLDS,
    ADD_ROLE_HOLDS,
    ADD_WEIGHT,
    ADD_SUPPORT,
    STATEMENTS
};

static const char *const sql[STATEMENTS] = {
    [ADD_ROLE] = "INSERT INTO role (name, title, stage, flags, size) VALUES (?1, ?2, ?3, ?4, ?5)",
    [FIND_ROLE] = "SELECT id FROM role WHERE name = ?1",
    [ADD_PERMISSION] = "INSERT OR IGNORE INTO permission (name) VALUES (?1)",
    [FIND_PERMISSION] = "SELECT id FROM permission WHERE name = ?1",
    [ADD_HOLDS] = "INSERT OR IGNORE INTO holds (permission, role) VALUES (?1, ?2)",
    [ADD_ROLE_HOLDS] = "INSERT OR IGNORE INTO role_holds (permission, role) VALUES (?1, ?2)",
    [ADD_WEIGHT] = ("INSERT INTO weight (role, service, weight) VALUES (?1, ?2, ?3) ON CONFLICT DO "
                    "UPDATE SET weight = weight + excluded.weight"),
    [ADD_SUPPORT] = "INSERT OR REPLACE INTO support (permission, level) VALUES (?1, ?2)",
};

struct import {
    sqlite3 *db;
    sqlite3_stmt *prepared[STATEMENTS];
    const struct wd_weights *weights;
    struct wd_import_result *result;
    struct wd_error *err;
};

static int fail_sql(struct import *import)
{
    return wd_fail(import->err, "role catalogue: %s", sqlite3_errmsg(import->db));
}

static int run(struct import *import, const char *text)
{
    return sqlite3_exec(import->db, text, NULL, NULL, NULL) == SQLITE_OK ? 0 : fail_sql(import);
}

static sqlite3_stmt *statement(struct import *import, enum statement which)
{
    sqlite3_reset(import->prepared[which]);
    return import->prepared[which];
}

static int step(struct import *import, sqlite3_stmt *s)
{
    int rc = sqlite3_step(s);

    return rc == SQLITE_DONE || rc == SQLITE_ROW ? 0 : fail_sql(import);
}

static void bind(sqlite3_stmt *s, int at, struct wd_str text)
{
    sqlite3_bind_text(s, at, text.ptr ? text.ptr : "", (int)text.len, SQLITE_TRANSIENT);
}

static struct wd_str text_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return wd_str_make(json_string_value(value), json_string_length(value));
}

static int find(struct import *import, enum statement which, struct wd_str name, long long *ret_id)
{
    sqlite3_stmt *s = statement(import, which);

    bind(s, 1, name);
    *ret_id = 0;
    if (step(import, s) != 0)
        return -1;
    *ret_id = sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    return 0;
}

static int pair(struct import *import, enum statement which, long long permission, long long role)
{
    sqlite3_stmt *s = statement(import, which);

    sqlite3_bind_int64(s, 1, permission);
    sqlite3_bind_int64(s, 2, role);
    return step(import, s);
}

static int add_permission(struct import *import, long long role, struct wd_str name)
{
    sqlite3_stmt *s = statement(import, ADD_PERMISSION);
    long long id;

    bind(s, 1, name);
    if (step(import, s) != 0 || find(import, FIND_PERMISSION, name, &id) != 0 ||
        pair(import, ADD_HOLDS, id, role) != 0 || pair(import, ADD_ROLE_HOLDS, id, role) != 0)
        return -1;
    s = statement(import, ADD_WEIGHT);
    sqlite3_bind_int64(s, 1, role);
    bind(s, 2, wd_service_of(name));
    sqlite3_bind_double(s, 3, wd_weights_permission(import->weights, name));
    import->result->pairs++;
    return step(import, s);
}

/* A job title: many permissions, hardly any of the service it is named after. */
static unsigned job_flag(struct wd_str name, const json_t *permissions)
{
    size_t total = json_array_size(permissions), own = 0;

    for (size_t i = 0; i < total; i++) {
        const char *p = json_string_value(json_array_get(permissions, i));
        own += wd_str_eq(wd_service_of(wd_str_of(p)), wd_service_of(name));
    }
    return total > 60 && own * 5 < total ? WD_ROLE_JOB : 0;
}

static int forget(struct import *import, long long role)
{
    char text[256];

    snprintf(
        text, sizeof text,
        "DELETE FROM holds WHERE (permission, role) IN (SELECT permission, role FROM role_holds "
        "WHERE role = %lld); DELETE FROM role_holds WHERE role = %lld; DELETE FROM weight WHERE "
        "role = %lld; DELETE FROM role WHERE id = %lld;",
        role, role, role, role);
    return run(import, text);
}

static int add_role(struct import *import, const json_t *json)
{
    struct wd_str name = text_of(json, "name"), title = text_of(json, "title");
    struct wd_str stage = text_of(json, "stage");
    json_t *permissions = json_object_get(json, "includedPermissions"), *p;
    sqlite3_stmt *s;
    long long id;
    size_t i;

    if (name.len == 0 || json_is_true(json_object_get(json, "deleted"))) {
        import->result->skipped++;
        return 0;
    }
    if (find(import, FIND_ROLE, name, &id) != 0 || (id && forget(import, id) != 0))
        return -1;
    s = statement(import, ADD_ROLE);
    bind(s, 1, name);
    bind(s, 2, title);
    bind(s, 3, stage);
    sqlite3_bind_int64(s, 4,
                       (long long)(wd_weights_role_flags(import->weights, name, title,
                                                         text_of(json, "description"), stage) |
                                   job_flag(name, permissions)));
    sqlite3_bind_int64(s, 5, (long long)json_array_size(permissions));
    if (step(import, s) != 0)
        return -1;
    id = sqlite3_last_insert_rowid(import->db);
    import->result->roles++;
    json_array_foreach (permissions, i, p)
        if (json_is_string(p) &&
            add_permission(import, id, wd_str_make(json_string_value(p), json_string_length(p))) !=
                0)
            return -1;
    return 0;
}

/* {"name": "storage.objects.get", "stage": "GA", "customRolesSupportLevel": …}: a role's name has a slash. */
static bool is_permission(const json_t *json)
{
    struct wd_str name = text_of(json, "name");

    return name.len > 0 && wd_str_find_char(name, '/') == WD_NPOS &&
           wd_str_find_char(name, '.') != WD_NPOS && !json_object_get(json, "includedPermissions");
}

/* No level means full support (https://cloud.google.com/iam/docs/creating-custom-roles). */
static int add_support(struct import *import, const json_t *json)
{
    struct wd_str level = text_of(json, "customRolesSupportLevel");
    bool only_predefined = json_is_true(json_object_get(json, "onlyInPredefinedRoles"));
    sqlite3_stmt *s = statement(import, ADD_SUPPORT);

    bind(s, 1, text_of(json, "name"));
    sqlite3_bind_int(s, 2,
                     only_predefined || wd_str_eqz(level, "NOT_SUPPORTED") ? WD_CUSTOM_REFUSED
                     : wd_str_eqz(level, "TESTING")                        ? WD_CUSTOM_TESTING
                                                                           : WD_CUSTOM_SUPPORTED);
    import->result->permissions++;
    return step(import, s);
}

static int add_one(struct import *import, const json_t *json)
{
    return is_permission(json) ? add_support(import, json) : add_role(import, json);
}

/* A list of roles, of permissions, or NULL. */
static const json_t *list_of(const json_t *root)
{
    const json_t *roles = json_object_get(root, "roles");

    return json_is_array(root) ? root : roles ? roles : json_object_get(root, "permissions");
}

static int add_document(struct import *import, const json_t *root, const char *path)
{
    const json_t *list = list_of(root), *one;
    size_t i;

    if (!list && json_is_string(json_object_get(root, "name")))
        return add_one(import, root);
    if (!json_is_array(list))
        return wd_fail(import->err,
                       "%s: no roles in it (expected {\"roles\": [...]}, an array, or one "
                       "role; or permissions likewise)",
                       path);
    if (json_array_size(list) >= FULL_LIST && !is_permission(json_array_get(list, 0)) &&
        run(import, "DELETE FROM holds; DELETE FROM role_holds; DELETE FROM weight; "
                    "DELETE FROM permission; DELETE FROM role;") != 0)
        return -1;
    json_array_foreach (list, i, one)
        if (add_one(import, one) != 0)
            return -1;
    return 0;
}

/* gzread takes plain files as well. */
static int read_whole(const char *path, struct wd_buf *out, struct wd_error *err)
{
    gzFile file = gzopen(path, "rbe");
    int n = 0;

    if (!file)
        return wd_fail(err, "%s: %s", path, strerror(errno));
    for (;;) {
        char *room = wd_buf_reserve(out, READ_STEP);
        if (!room || (n = gzread(file, room, READ_STEP)) <= 0)
            break;
        out->len += (size_t)n;
    }
    int ended = gzclose(file);
    if (out->failed)
        return wd_fail(err, "%s: larger than %u bytes", path, WD_POLICY_BYTES_MAX);
    return n < 0 || ended != Z_OK ? wd_fail(err, "%s: damaged", path) : 0;
}

static int add_file(struct import *import, const char *path)
{
    json_error_t why;
    json_t *root = NULL;
    struct wd_buf text;
    int rc = -1;

    wd_buf_init(&text, WD_POLICY_BYTES_MAX);
    if (read_whole(path, &text, import->err) != 0)
        goto done;
    root = json_loadb(text.ptr ? text.ptr : "", text.len, 0, &why);
    if (!root)
        wd_fail(import->err, "%s:%d: %s", path, why.line, why.text);
    else
        rc = add_document(import, root, path);
done:
    json_decref(root);
    wd_buf_done(&text);
    return rc;
}

static int add_directory(struct import *import, const char *path)
{
    struct dirent **entries = NULL;
    int n = scandir(path, &entries, NULL, alphasort), rc = n < 0 ? -1 : 0;

    if (n < 0)
        wd_fail(import->err, "%s: cannot be listed", path);
    for (int i = 0; i < n; i++) {
        char file[4096];
        struct stat st;
        bool fits =
            (size_t)snprintf(file, sizeof file, "%s/%s", path, entries[i]->d_name) < sizeof file;
        if (rc == 0 && fits && entries[i]->d_name[0] != '.' && i < FILES_MAX &&
            stat(file, &st) == 0 && S_ISREG(st.st_mode))
            rc = add_file(import, file);
        free(entries[i]);
    }
    free(entries);
    return rc;
}

static int open_db(struct import *import, const char *path)
{
    if (sqlite3_open_v2(path, &import->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) !=
        SQLITE_OK)
        return import->db ? wd_fail(import->err, "%s: %s", path, sqlite3_errmsg(import->db))
                          : wd_fail_memory(import->err);
    if (run(import, "BEGIN IMMEDIATE") != 0 || run(import, schema) != 0)
        return -1;
    for (int i = 0; i < STATEMENTS; i++)
        if (sqlite3_prepare_v2(import->db, sql[i], -1, &import->prepared[i], NULL) != SQLITE_OK)
            return fail_sql(import);
    return 0;
}

int wd_roles_import(const char *db_path, const char *roles_dir, const char *const *paths,
                    size_t count, struct wd_import_result *ret_result, struct wd_error *err)
{
    struct wd_import_result result = {0};
    struct wd_weights *weights = wd_weights_load(roles_dir, err);
    struct import import = {.weights = weights, .result = &result, .err = err};
    struct stat st;
    bool fresh = stat(db_path, &st) != 0;
    int rc = weights ? open_db(&import, db_path) : -1;

    for (size_t i = 0; i < count && rc == 0; i++)
        rc = stat(paths[i], &st) == 0 && S_ISDIR(st.st_mode) ? add_directory(&import, paths[i])
                                                             : add_file(&import, paths[i]);
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(import.prepared[i]);
    if (rc == 0)
        rc = run(&import, "COMMIT");
    else if (import.db)
        sqlite3_exec(import.db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(import.db);
    wd_weights_free(weights);
    if (rc == 0)
        *ret_result = result;
    else if (fresh)
        unlink(db_path); /* an empty catalogue would stand in the way of every command */
    return rc;
}
