/* What help, version and a wrong call say, made from the tables of commands and options. */
#include "app/options/help.h"

#include <jansson.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>
#include <zlib.h>

#include "app/app.h"
#include "whydenied/base/json.h"
#include "whydenied/base/nearest.h"

int wd_help_usage(void)
{
    fputs("usage: zcat export.json.gz | whydenied\n"
          "       whydenied [OPTIONS] export.json.gz more/ -\n"
          "       whydenied explain 'denied: Permission ...'\n"
          "Try whydenied --help.\n",
          stderr);
    return WD_EXIT_USAGE;
}

static void print_commands(void)
{
    puts("whydenied reads cloud logs and says who was denied what, why, and which one\n"
         "change fixes it. Offline, without credentials; it never changes anything.\n");
    for (const struct wd_app_command *c = wd_app_commands; c->name; c++)
        printf("  whydenied %s\n      %s\n", c->usage, c->what);
    puts("\nExamples:\n"
         "  zcat export.json.gz | whydenied\n"
         "  whydenied -o report.html -o report.json logs/\n"
         "  whydenied nightly --db denials.db --quiet-if-nothing-new /logs\n");
}

enum { HELP_COLUMN = 29, HELP_WIDTH = 79 };

/* The help text beside the option, wrapped at blanks. */
static void print_wrapped(const char *text, int column)
{
    while (*text) {
        size_t word = strcspn(text, " ");
        if (column > HELP_COLUMN && column + 1 + (int)word > HELP_WIDTH) {
            printf("\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN;
        }
        if (column > HELP_COLUMN)
            column += printf(" ");
        column += printf("%.*s", (int)word, text);
        text += word + (text[word] ? 1 : 0);
    }
    putchar('\n');
}

/* "help: word, word; repeatable". */
static void print_help(const struct wd_option *row)
{
    struct wd_buf text;

    wd_buf_init(&text, 1024);
    wd_buf_putz(&text, row->help);
    if (row->kind == WD_OPTION_WORD)
        for (size_t i = 0; row->choice->name(i); i++)
            wd_buf_printf(&text, "%s%s", i ? ", " : ": ", row->choice->name(i));
    if (row->kind == WD_OPTION_NUMBER)
        wd_buf_printf(&text, ", %u to %u", row->low, row->high);
    if (wd_option_repeats(row))
        wd_buf_putz(&text, "; repeatable");
    print_wrapped(wd_buf_cstr(&text), HELP_COLUMN);
    wd_buf_done(&text);
}

static void print_option(const struct wd_option *row)
{
    char letter[8] = "    ", left[64];

    if (row->letter)
        snprintf(letter, sizeof letter, "-%c, ", row->letter);
    snprintf(left, sizeof left, "  %s--%s%s%s", letter, row->name, row->value ? "=" : "",
             row->value ? row->value : "");
    printf("%-*s", HELP_COLUMN, left);
    if (strlen(left) >= HELP_COLUMN)
        printf("\n%*s", HELP_COLUMN, "");
    print_help(row);
}

int wd_help_print(const struct wd_app_command *command)
{
    bool whole = command == wd_app_commands;

    if (whole)
        print_commands();
    else
        printf("usage: whydenied %s\n%s\n\n", command->usage, command->what);
    puts(whole ? "Options of analyze:" : "Options:");
    for (const struct wd_option *row = wd_option_table; row->name; row++)
        if (row->commands & command->bit)
            print_option(row);
    puts("\nExit: 0 done; 1 findings of --fail-on, failed rules test; 2 usage;\n"
         "3 some input damaged; 4 output not written; 5 nothing recognised;\n"
         "6 check: cannot be told; 130, 143 interrupted.");
    return fflush(stdout) == 0 ? WD_EXIT_OK : WD_EXIT_OUTPUT;
}

int wd_help_version(void)
{
    char pcre2[64] = "";

    pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
    printf("whydenied %s\n", WD_VERSION);
    printf("JSON of records: %s; inflate: %s; zstd: %s; xz: %s; bzip2: %s\n", wd_json_backend(),
           WD_INFLATE_ISAL ? "isa-l" : "zlib", WD_HAVE_ZSTD ? "yes" : "no",
           WD_HAVE_XZ ? "yes" : "no", WD_HAVE_BZIP2 ? "yes" : "no");
    printf("jansson %s, PCRE2 %s, zlib %s, SQLite %s, libyaml %s\n", JANSSON_VERSION, pcre2,
           zlibVersion(), sqlite3_libversion(), yaml_get_version_string());
    return fflush(stdout) == 0 ? WD_EXIT_OK : WD_EXIT_OUTPUT;
}

int wd_help_wrong_option(const char *option, bool lacks_value)
{
    const char *name = option + strspn(option, "-");
    char bare[64];
    struct wd_nearest nearest = {.word = bare};

    if (lacks_value)
        return wd_say_and(WD_EXIT_USAGE, "option \"%s\" needs a value", option);
    snprintf(bare, sizeof bare, "%.*s", (int)strcspn(name, "="), name);
    for (const struct wd_option *row = wd_option_table; row->name; row++) {
        if (strcmp(bare, row->name) == 0 && name[strlen(bare)] == '=')
            return wd_say_and(WD_EXIT_USAGE, "option \"--%s\" takes no value", bare);
        wd_nearest_look(&nearest, row->name);
    }
    if (nearest.name)
        return wd_say_and(WD_EXIT_USAGE, "no option \"%s\"; did you mean --%s?", option,
                          nearest.name);
    return wd_say_and(WD_EXIT_USAGE, "no option \"%s\"; whydenied --help lists them", option);
}

/* ---- the commands help and version -------------------------------------------------------------- */

static int print_made(const struct wd_options *options)
{
    struct wd_buf text;
    int status;

    wd_buf_init(&text, 256 * 1024);
    if (options->manual)
        wd_manual_options(&text);
    else
        wd_completion_make(&text, options->completion);
    if (!text.failed)
        fwrite(text.ptr, 1, text.len, stdout);
    status = !text.failed && fflush(stdout) == 0 ? WD_EXIT_OK : WD_EXIT_OUTPUT;
    wd_buf_done(&text);
    return status;
}

int wd_cmd_help(const struct wd_options *options)
{
    const char *name = options->argument_count ? options->arguments[0] : wd_app_commands[0].name;
    const struct wd_app_command *command = wd_app_command_find(name);
    struct wd_nearest nearest = {.word = name};

    if (options->manual || options->completion != WD_SHELL_COUNT)
        return print_made(options);
    if (options->argument_count > 1)
        return wd_say_and(WD_EXIT_USAGE, "help takes one command");
    if (command)
        return wd_help_print(command);
    for (const struct wd_app_command *c = wd_app_commands; c->name; c++)
        wd_nearest_look(&nearest, c->name);
    if (!nearest.name)
        return wd_say_and(WD_EXIT_USAGE, "no command is called \"%s\"; whydenied help lists them",
                          name);
    return wd_say_and(WD_EXIT_USAGE, "no command is called \"%s\"; did you mean %s?", name,
                      nearest.name);
}

int wd_cmd_version(const struct wd_options *options)
{
    if (options->argument_count)
        return wd_say_and(WD_EXIT_USAGE, "version takes nothing");
    return wd_help_version();
}
