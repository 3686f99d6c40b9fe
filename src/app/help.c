#include "app/help.h"

#include <jansson.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "app/app.h"
#include "whydenied/base/json.h"

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
    for (const struct wd_verb *c = wd_verbs; c->name; c++)
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
    print_wrapped(row->help, HELP_COLUMN);
}

int wd_help_print(const struct wd_verb *command)
{
    bool whole = command == wd_verbs;

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
         "130, 143 interrupted.");
    return fflush(stdout) == 0 ? WD_EXIT_OK : WD_EXIT_OUTPUT;
}

int wd_help_version(void)
{
    char pcre2[64] = "";

    pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
    printf("whydenied %s\n", WD_VERSION);
    printf("JSON of records: %s; inflate: %s; zstd: %s; YAML: %s\n", wd_json_backend(),
           WD_INFLATE_ISAL ? "isa-l" : "zlib", WD_HAVE_ZSTD ? "yes" : "no",
           WD_HAVE_YAML ? "yes" : "no");
    printf("jansson %s, PCRE2 %s, zlib %s, SQLite %s\n", JANSSON_VERSION, pcre2, zlibVersion(),
           sqlite3_libversion());
    return fflush(stdout) == 0 ? WD_EXIT_OK : WD_EXIT_OUTPUT;
}

/* How many single-letter edits lie between two names (Levenshtein), for suggestions. */
static size_t distance(const char *a, const char *b)
{
    size_t row[64], la = strlen(a), lb = strlen(b);

    if (lb >= 63)
        return 99;
    for (size_t j = 0; j <= lb; j++)
        row[j] = j;
    for (size_t i = 1; i <= la; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            size_t least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            row[j] = change < least ? change : least;
        }
    }
    return row[lb];
}

int wd_help_wrong_option(const char *option, bool lacks_value)
{
    const char *name = option + strspn(option, "-");
    char bare[64];
    const char *nearest = NULL;
    size_t best = 3;

    if (lacks_value)
        return wd_say_and(WD_EXIT_USAGE, "option \"%s\" needs a value", option);
    snprintf(bare, sizeof bare, "%.*s", (int)strcspn(name, "="), name);
    for (const struct wd_option *row = wd_option_table; row->name; row++)
        if (distance(bare, row->name) < best) {
            best = distance(bare, row->name);
            nearest = row->name;
        }
    if (nearest)
        return wd_say_and(WD_EXIT_USAGE, "no option \"%s\"; did you mean --%s?", option, nearest);
    return wd_say_and(WD_EXIT_USAGE, "no option \"%s\"; whydenied --help lists them", option);
}
