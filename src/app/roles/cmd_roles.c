/* `roles`: which role holds a permission, what a role holds, and the import of the whole catalogue. */
#include "app/app.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "app/roles/roles.h"
#include "whydenied/base/escape.h"
#include "whydenied/roles/db.h"

/* ---- import -------------------------------------------------------------------------------------- */

/* The folders above a file, as far as they are missing. */
static int make_folders(const char *path)
{
    char text[4096];

    if ((size_t)snprintf(text, sizeof text, "%s", path) >= sizeof text)
        return -1;
    for (char *slash = strchr(text + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(text, 0700) != 0 && errno != EEXIST)
            return -1;
        *slash = '/';
    }
    return 0;
}

static int import(const struct wd_options *options, char **paths, size_t count)
{
    struct wd_import_result result;
    struct wd_error err;

    if (count == 0)
        return wd_say_and(WD_EXIT_USAGE, "roles import: which file or folder?");
    if (!options->roles_db || make_folders(options->roles_db) != 0)
        return wd_say_and(WD_EXIT_OUTPUT,
                          "roles import: no folder for the catalogue (--roles-db FILE)");
    if (wd_roles_import(options->roles_db, options->roles_dir, (const char *const *)paths, count,
                        &result, &err) != 0)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    printf("%llu roles, %llu role-permission pairs, %llu skipped (deleted) -> %s\n", result.roles,
           result.pairs, result.skipped, options->roles_db);
    if (result.permissions)
        printf("%llu permissions with what custom roles may do with them\n", result.permissions);
    return WD_EXIT_OK;
}

/* ---- show ---------------------------------------------------------------------------------------- */

static int print_permission(void *context, struct wd_str permission)
{
    struct wd_output *out = context;

    wd_output_putz(out, "  ");
    wd_output_put_visible(out, permission);
    wd_output_putz(out, "\n");
    return 0;
}

static int show_role(struct wd_roles_db *db, const char *name, struct wd_output *out)
{
    struct wd_arena *arena = wd_arena_new(1 << 20);
    struct wd_role_row row;
    int status = WD_EXIT_OK;

    if (!arena)
        return wd_say_and(WD_EXIT_USAGE, "out of memory");
    if (!wd_roles_db_role(db, wd_str_of(name), arena, &row)) {
        status = wd_say_and(WD_EXIT_FINDINGS, "%s: no such role in the catalogue", name);
    } else {
        struct wd_buf title;
        wd_buf_init(&title, 4096);
        wd_escape_visible(&title, row.title);
        wd_output_printf(out, "%s: %s, %.*s, %u permissions\n", name, wd_buf_cstr(&title),
                         WD_STR_ARG(row.stage), row.size);
        wd_buf_done(&title);
        wd_roles_db_each(db, row.id, print_permission, out);
    }
    wd_arena_free(arena);
    return status;
}

static int show(const struct wd_options *options, char **names, size_t count, struct wd_output *out)
{
    struct wd_error err;
    struct wd_roles_db *db;
    struct stat st;
    int status = WD_EXIT_OK;

    if (count == 0)
        return wd_say_and(WD_EXIT_USAGE, "roles show: which role?");
    if (!options->roles_db || stat(options->roles_db, &st) != 0)
        return wd_say_and(WD_EXIT_USAGE, "roles show needs the imported catalogue: whydenied roles "
                                         "import FILE");
    db = wd_roles_db_open(options->roles_db, &err);
    if (!db)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    for (size_t i = 0; i < count && status == WD_EXIT_OK; i++)
        status = show_role(db, names[i], out);
    wd_roles_db_close(db);
    return status;
}

/* ---- for, check ---------------------------------------------------------------------------------- */

typedef int (*catalogue_fn)(const struct wd_options *options, struct wd_catalogue *catalogue,
                            char **arguments, size_t count, struct wd_output *out);

static int with_catalogue(const struct wd_options *options, char **arguments, size_t count,
                          struct wd_output *out, catalogue_fn run)
{
    struct wd_error err;
    struct stat st;
    bool imported = options->roles_db && stat(options->roles_db, &st) == 0;
    struct wd_catalogue *catalogue =
        wd_catalogue_open(options->roles_dir, imported ? options->roles_db : NULL, &err);
    int status;

    if (!catalogue)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    status = run(options, catalogue, arguments, count, out);
    wd_catalogue_close(catalogue);
    return status;
}

static int roles_for(const struct wd_options *options, struct wd_catalogue *catalogue,
                     char **arguments, size_t count, struct wd_output *out)
{
    if (count == 0)
        return wd_say_and(WD_EXIT_USAGE,
                          "roles for: which permissions? (- reads them, one a line)");
    if (count == 1 && strcmp(arguments[0], "-") == 0)
        return wd_roles_for_lines(catalogue, stdin, out);
    return wd_roles_for(options, catalogue, arguments, count, out);
}

static int roles_check(const struct wd_options *options, struct wd_catalogue *catalogue,
                       char **arguments, size_t count, struct wd_output *out)
{
    struct wd_error err;
    struct wd_roles_db *db;
    int status;

    (void)arguments;
    (void)count;
    db = options->roles_db ? wd_roles_db_open(options->roles_db, &err) : NULL;
    if (!db)
        return wd_say_and(WD_EXIT_USAGE,
                          "roles check needs the imported catalogue: whydenied roles "
                          "import FILE");
    status = wd_roles_check(catalogue, db, out);
    wd_roles_db_close(db);
    return status;
}

int wd_cmd_roles(const struct wd_options *options)
{
    const char *what = options->argument_count ? options->arguments[0] : "";
    char **rest = options->arguments + (options->argument_count ? 1 : 0);
    size_t count = options->argument_count ? options->argument_count - 1 : 0;
    struct wd_error err;
    struct wd_output *out;
    int status;

    if (strcmp(what, "import") == 0)
        return import(options, rest, count);
    out = wd_output_open("-", &err);
    if (!out)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    if (strcmp(what, "for") == 0)
        status = with_catalogue(options, rest, count, out, roles_for);
    else if (strcmp(what, "check") == 0)
        status = with_catalogue(options, rest, count, out, roles_check);
    else if (strcmp(what, "show") == 0)
        status = show(options, rest, count, out);
    else
        status =
            wd_say_and(WD_EXIT_USAGE, "roles: for PERMISSION..., show ROLE, import FILE or check");
    if (wd_output_commit(out, &err) != 0)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    return status;
}
