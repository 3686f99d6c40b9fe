/* Where the rules, the tables of roles, the user's own rules and his configuration are looked for: beside the program, in a
 * checkout, where it is installed. */
#include "app/options/options.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/options/option_table.h"

enum { PATH_BYTES = 4096 };

static bool is_directory(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static char *join(const char *folder, const char *rest)
{
    struct wd_buf path;
    char *copy = NULL;

    wd_buf_init(&path, PATH_BYTES);
    wd_buf_printf(&path, "%s/%s", folder, rest);
    if (!path.failed)
        copy = strdup(wd_buf_cstr(&path));
    wd_buf_done(&path);
    return copy;
}

/* Takes ownership of `path`; keeps it only if it is a directory. */
static char *if_directory(char *path)
{
    if (path && is_directory(path))
        return path;
    free(path);
    return NULL;
}

/* Beside the program, as a real path: the folder is one of packs if `mark` stands in it. */
static char *find_beside(const char *const *places, size_t count, const char *mark)
{
    char program[PATH_BYTES];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    char *slash, *found = NULL;

    program[n > 0 ? n : 0] = '\0';
    slash = strrchr(program, '/');
    if (!slash)
        return NULL;
    *slash = '\0';
    for (size_t i = 0; i < count && !found; i++) {
        char *folder = join(program, places[i]);
        char *marked = folder ? join(folder, mark) : NULL;
        if (marked && access(marked, F_OK) == 0)
            found = realpath(folder, NULL);
        free(marked);
        free(folder);
    }
    return found;
}

/* Compiled packs, as installed or as `make` leaves them in build/; without them, the sources. */
static char *find_packs(void)
{
    static const char *const places[] = {"../share/whydenied/patterns", "patterns", "../patterns",
                                         "../../patterns"};
    char *found = find_beside(places, 4, "roles");

    return found ? found : strdup(WD_SHARE_DIR "/patterns");
}

/* The rules of a checkout as they are written: with examples, comments and lines. NULL if it is none. */
static char *find_sources(void)
{
    static const char *const places[] = {"../patterns", "../../patterns"};

    return find_beside(places, 2, "pack.schema.json");
}

/* To test, show and pack rules is to work with their sources. */
static bool wants_sources(const struct wd_options *o)
{
    const char *what = o->argument_count > 0 ? o->arguments[0] : "list";

    return o->command->bit == WD_FOR_RULES &&
           (strcmp(what, "test") == 0 || strcmp(what, "show") == 0 || strcmp(what, "pack") == 0);
}

/* $variable/whydenied/rest, or $HOME/fallback/whydenied/rest; NULL without either. */
static char *user_path(const char *variable, const char *fallback, const char *rest)
{
    const char *base = getenv(variable);
    const char *home = getenv("HOME");
    char *folder, *path;

    if (base && *base == '/')
        folder = join(base, "whydenied");
    else if (home && *home == '/') {
        char *under = join(home, fallback);
        folder = under ? join(under, "whydenied") : NULL;
        free(under);
    } else
        return NULL;
    path = folder ? join(folder, rest) : NULL;
    free(folder);
    return path;
}

char *wd_paths_config(void)
{
    return user_path("XDG_CONFIG_HOME", ".config", "config");
}

int wd_paths_fill(struct wd_options *o)
{
    if (!o->patterns_dir && wants_sources(o))
        o->patterns_dir = find_sources();
    if (!o->patterns_dir)
        o->patterns_dir = find_packs();
    if (!o->patterns_dir)
        return wd_say_and(-1, "out of memory");
    o->roles_dir = join(o->patterns_dir, "roles");
    if (!o->no_user_patterns)
        o->user_patterns_dir = if_directory(user_path("XDG_CONFIG_HOME", ".config", "patterns"));
    if (!o->roles_db)
        o->roles_db = user_path("XDG_DATA_HOME", ".local/share", "roles.db");
    return o->roles_dir ? 0 : wd_say_and(-1, "out of memory");
}
