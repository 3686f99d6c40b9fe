/* A command line that can only be a slip, and what was probably meant. */
#include "app/options/options.h"

#include <unistd.h>

/* A command that stands behind options: "--lang ja nightly". */
static const char *late_command(char **argv, const struct wd_option *row)
{
    for (size_t i = 1; argv[i] && strcmp(argv[i], "--") != 0; i++) {
        const struct wd_app_command *command = wd_app_command_find(argv[i]);

        if (command && row->commands & command->bit && access(argv[i], F_OK) != 0)
            return argv[i];
    }
    return NULL;
}

int wd_slip_of_command(const struct wd_option *row, const struct wd_app_command *command,
                       char **argv)
{
    const char *late = command == wd_app_commands ? late_command(argv, row) : NULL;
    struct wd_buf commands;

    if (late)
        return wd_say_and(WD_EXIT_USAGE, "the command stands first: whydenied %s ...", late);
    wd_buf_init(&commands, 256);
    for (const struct wd_app_command *c = wd_app_commands; c->name; c++)
        if (row->commands & c->bit)
            wd_buf_printf(&commands, "%s%s", commands.len ? ", " : "", c->name);
    wd_say("--%s is no option of \"%s\" but of: %s", row->name, command->name,
           wd_buf_cstr(&commands));
    wd_buf_done(&commands);
    return WD_EXIT_USAGE;
}

/* "export.json nightly": a command behind what it is to work on. */
static int check_argument(const struct wd_options *o, size_t i)
{
    const char *word = o->arguments[i];

    if (!*word)
        return wd_say_and(-1, "argument %zu is empty (a variable that is not set?)", i + 1);
    if (o->command == wd_app_commands && wd_app_command_find(word) && access(word, F_OK) != 0)
        return wd_say_and(
            -1, "no file is called \"%s\"; the command stands first: whydenied %s ...", word, word);
    return 0;
}

int wd_slips_check(const struct wd_options *o)
{
    char since[WD_TIME_TEXT], until[WD_TIME_TEXT];

    for (size_t i = 0; i < o->argument_count; i++)
        if (check_argument(o, i) < 0)
            return -1;
    for (size_t i = 0; i < o->fail_on.count && !(o->command->bit & WD_FOR_STORED); i++)
        if (strcmp(o->fail_on.item[i], "new") == 0 || strcmp(o->fail_on.item[i], "back") == 0)
            return wd_say_and(-1, "--fail-on %s needs earlier nights: nightly --db FILE, or report",
                              o->fail_on.item[i]);
    if (o->since == WD_TIME_NONE || o->until == WD_TIME_NONE || o->since < o->until)
        return 0;
    return wd_say_and(-1, "--since %s is not before --until %s: nothing lies between",
                      wd_time_format(o->since, since), wd_time_format(o->until, until));
}

int wd_slips_of_text(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (argv[i][0] == '-' && argv[i][strcspn(argv[i], " \n=")] != '=' &&
            strpbrk(argv[i], " \n"))
            return wd_say_and(-1, "a text that begins with \"-\" needs -- before it: whydenied "
                                  "explain -- TEXT");
    return 0;
}
