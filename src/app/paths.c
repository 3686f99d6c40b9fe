#include "app/paths.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

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

static char *find_packs(void)
{
    static const char *const beside[] = {"../share/whydenied/patterns", "../patterns",
                                         "../../patterns"};
    char program[PATH_BYTES];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    char *slash, *found = NULL;

    if (n > 0) {
        program[n] = '\0';
        slash = strrchr(program, '/');
        if (slash)
            *slash = '\0';
        for (size_t i = 0; slash && !found && i < 3; i++)
            found = if_directory(join(program, beside[i]));
    }
    return found ? found : strdup(WD_SHARE_DIR "/patterns");
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
