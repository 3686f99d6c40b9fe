/* A line is "name", "name=value" or "name value", with or without the dashes before it; blank lines and those that
 * begin with # are none. Values of lists come before those of the command line, which replaces all others. */

#include <errno.h>
#include <stdio.h>

#include "app/options/help.h"
#include "app/options/options.h"

enum { CONFIG_MAX = 64 * 1024 };

static const struct wd_option *find(const char *name)
{
    for (const struct wd_option *row = wd_option_table; row->name; row++)
        if (strcmp(row->name, name) == 0)
            return row;
    return NULL;
}

/* May a file set it: what asks for something to be printed, or is read before the file, may not. */
static bool is_setting(const struct wd_option *row)
{
    return row->kind != WD_OPTION_HELP && row->kind != WD_OPTION_VERSION &&
           row->section != WD_SECTION_HELP && strcmp(row->name, "no-config") != 0;
}

static int take_setting(struct wd_options *o, const char *name, const char *value)
{
    const struct wd_option *row = find(name);

    if (!row)
        return wd_help_wrong_option(name, false) == WD_EXIT_OK ? 0 : -1;
    if (!is_setting(row))
        return wd_say_and(-1, "--%s belongs on the command line", name);
    if (row->value && !*value)
        return wd_say_and(-1, "option \"%s\" needs a value", name);
    if (!row->value && *value)
        return wd_say_and(-1, "option \"%s\" takes no value", name);
    return row->commands & o->command->bit ? wd_option_take(o, row, row->value ? value : NULL) : 0;
}

/* Cuts the line in place: name and value end in NULs afterwards. */
static int take_line(struct wd_options *o, char *line)
{
    char *end = line + strlen(line);
    char *name = line + strspn(line, " \t");
    char *value;

    while (end > name && strchr(" \t\r", end[-1]))
        *--end = '\0';
    if (!*name || *name == '#')
        return 0;
    name += strspn(name, "-");
    value = name + strcspn(name, "= \t");
    if (*value) {
        *value++ = '\0';
        value += strspn(value, "= \t");
    }
    return take_setting(o, name, value);
}

static int take_lines(struct wd_options *o, const char *path)
{
    unsigned number = 1;

    for (char *line = o->config, *next; line; line = next, number++) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        if (take_line(o, line) < 0)
            return wd_say_and(-1, "that stands in line %u of %s", number, path);
    }
    return 0;
}

/* 1 read, 0 there is none, -1 after telling why not. */
static int load(struct wd_options *o, const char *path)
{
    FILE *file = fopen(path, "re");
    size_t n;

    if (!file)
        return errno == ENOENT || errno == ENOTDIR
                   ? 0
                   : wd_say_and(-1, "%s: %s", path, strerror(errno));
    o->config = malloc(CONFIG_MAX + 1);
    n = o->config ? fread(o->config, 1, CONFIG_MAX + 1, file) : 0;
    if (!o->config || ferror(file) || n > CONFIG_MAX) {
        wd_say("%s: %s", path,
               n > CONFIG_MAX ? "larger than 64 KiB"
               : o->config    ? strerror(errno)
                              : "out of memory");
        fclose(file);
        return -1;
    }
    o->config[n] = '\0';
    fclose(file);
    return 1;
}

int wd_config_read(struct wd_options *o)
{
    char *path = wd_paths_config();
    int loaded = path ? load(o, path) : 0;
    int status = loaded > 0 ? take_lines(o, path) : loaded;

    free(path);
    return status;
}
