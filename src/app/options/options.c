/* The command line into struct wd_options. A wrong value is told before the first byte is read. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/options/help.h"
#include "app/options/options.h"
#include "whydenied/base/nearest.h"
#include "whydenied/base/timestamp.h"

enum { OPTION_MAX = 96, FIRST_ROW = 256, KEEP_DEFAULT_NIGHTS = 3, CONTEXT_DEFAULT = 2 };

/* What the command line itself gave: rows that were taken, in order. */
struct given {
    const struct wd_option *row[OPTION_MAX];
    size_t count;
};

/* ---- the whole line ---------------------------------------------------------------------------- */

static void fill_getopt(struct option *longs, char *shorts)
{
    int n = 0;

    *shorts++ = ':'; /* a missing value is told apart from an unknown option */
    for (const struct wd_option *row = wd_option_table; row->name; row++, n++) {
        longs[n] = (struct option){row->name, row->value ? required_argument : no_argument, NULL,
                                   FIRST_ROW + n};
        if (row->letter) {
            *shorts++ = row->letter;
            if (row->value)
                *shorts++ = ':';
        }
    }
    longs[n] = (struct option){NULL, 0, NULL, 0};
    *shorts = '\0';
}

/* The row of what getopt_long answered; NULL for what it does not know. */
static const struct wd_option *row_of(int c)
{
    if (c >= FIRST_ROW)
        return &wd_option_table[c - FIRST_ROW];
    for (const struct wd_option *row = wd_option_table; row->name; row++)
        if (row->letter == c)
            return row;
    return NULL;
}

static void remember(struct given *given, const struct wd_option *row)
{
    for (size_t i = 0; i < given->count; i++)
        if (given->row[i] == row)
            return;
    if (given->count < OPTION_MAX)
        given->row[given->count++] = row;
}

/* Of letters that stand together, the one. */
static int tell_wrong(const char *word, bool lacks_value)
{
    const char letter[] = {'-', (char)optopt, '\0'};

    return wd_help_wrong_option(optopt > ' ' && optopt < FIRST_ROW ? letter : word, lacks_value);
}

static int take_all(int argc, char **argv, struct wd_options *o, struct given *given)
{
    struct option longs[OPTION_MAX];
    char shorts[OPTION_MAX];
    int c;

    fill_getopt(longs, shorts);
    opterr = 0;
    while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        const struct wd_option *row = row_of(c);
        if (!row || c == '?' || c == ':')
            return tell_wrong(argv[optind - 1], c == ':');
        if (row->kind == WD_OPTION_HELP)
            return wd_help_print(o->command);
        if (row->kind == WD_OPTION_VERSION)
            return wd_help_version();
        if (!(row->commands & o->command->bit))
            return wd_slip_of_command(row, o->command, argv);
        if (wd_option_take(o, row, row->value ? optarg : NULL) < 0)
            return WD_EXIT_USAGE;
        remember(given, row);
    }
    o->arguments = argv + optind;
    o->argument_count = (size_t)(argc - optind);
    return -1;
}

/* The first argument of a command with verbs is one of them. */
static int check_verb(const struct wd_options *o)
{
    const char *const *verbs = o->command->verbs;
    struct wd_nearest nearest = {.word = o->argument_count ? o->arguments[0] : ""};
    struct wd_buf known;

    if (!verbs || !o->argument_count || wd_one_of(wd_str_of(nearest.word), verbs))
        return 0;
    wd_buf_init(&known, 256);
    for (size_t i = 0; verbs[i]; i++) {
        wd_nearest_look(&nearest, verbs[i]);
        wd_buf_printf(&known, "%s%s", i ? ", " : "", verbs[i]);
    }
    if (nearest.name)
        wd_say("%s: no \"%s\"; did you mean %s? (%s)", o->command->name, nearest.word, nearest.name,
               wd_buf_cstr(&known));
    else
        wd_say("%s takes one of: %s; not \"%s\"", o->command->name, wd_buf_cstr(&known),
               nearest.word);
    wd_buf_done(&known);
    return -1;
}

/* An option that would be ignored is refused: it would look as if it had been heeded. */
static int check_given(const struct wd_options *o, const struct given *given)
{
    if (o->anonymise && (o->policies.count || o->groups.count || o->trust_policies.count ||
                         o->unmatched_path || o->emit_dir))
        return wd_say_and(-1, "--anonymise goes without --policy, --groups, --trust-policy, "
                              "--unmatched and --emit-dir, which tell real names");
    const char *verb = o->command->verbs && o->argument_count ? o->arguments[0] : NULL;

    for (size_t i = 0; i < given->count; i++) {
        const struct wd_option *row = given->row[i];
        bool nights = row->section == WD_SECTION_NIGHTS;
        if (row->needs_db & o->command->bit && !o->db_path && (nights || !wd_records_are_given(o)))
            return wd_say_and(
                -1,
                "--%s acts on the nights of --db%s: a saved report is drawn as it was "
                "made",
                row->name, nights ? "" : " and on records");
        if (row->verb && verb && strcmp(verb, row->verb) != 0)
            return wd_say_and(-1, "--%s is an option of \"%s %s\", not of \"%s %s\"", row->name,
                              o->command->name, row->verb, o->command->name, verb);
    }
    return 0;
}

/* ---- what comes before it ---------------------------------------------------------------------- */

/* The value of an option that must be known before the others; "" for a flag, NULL if it is not there. */
static const char *look_ahead(int argc, char **argv, const char *name)
{
    size_t n = strlen(name);
    const char *value = NULL;

    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], name, n) != 0)
            continue;
        if (argv[i][n] == '=')
            value = argv[i] + n + 1;
        else if (argv[i][n] == '\0')
            value = i + 1 < argc ? argv[i + 1] : "";
    }
    return value;
}

/* --now first, since --since and --until count from it. */
static int take_now(int argc, char **argv, struct wd_options *o)
{
    const char *value = look_ahead(argc, argv, "--now");
    const struct wd_option *row = wd_option_table;

    while (row->name && strcmp(row->name, "now") != 0)
        row++;
    return value ? wd_option_take(o, row, value) : 0;
}

/* Who asks for help may do so because of what stands in the file. */
static bool wants_config(int argc, char **argv, const struct wd_options *o)
{
    return o->command->bit & WD_FOR_WORK && !look_ahead(argc, argv, "--no-config") &&
           !look_ahead(argc, argv, "--help") && !look_ahead(argc, argv, "--version");
}

/* "expain x" is no file: a word that looks like a command and is none. */
static int check_first_word(const char *word)
{
    struct wd_nearest nearest = {.word = word};

    if (!word || *word == '-' || strpbrk(word, "./") || access(word, F_OK) == 0)
        return 0;
    for (const struct wd_app_command *c = wd_app_commands; c->name; c++)
        wd_nearest_look(&nearest, c->name);
    if (!nearest.name || strlen(word) < 3)
        return 0;
    return wd_say_and(-1, "no command and no file is called \"%s\"; did you mean %s?", word,
                      nearest.name);
}

static void set_defaults(struct wd_options *o)
{
    const char *lang = getenv("WHYDENIED_LANG");

    memset(o, 0, sizeof *o);
    o->since = o->until = WD_TIME_NONE;
    o->now = wd_clock_now();
    o->format = WD_REPORT_COUNT;
    o->completion = WD_SHELL_COUNT;
    o->report.detail = WD_DETAIL_MEDIUM;
    o->jobs = 1;
    o->context = CONTEXT_DEFAULT;
    o->quiet_nights = KEEP_DEFAULT_NIGHTS;
    if (lang && *lang)
        wd_lang_parse(wd_str_of(lang), &o->lang); /* an unknown language is English */
}

/* ---- what follows from the options and the environment ------------------------------------------ */

/* A name that ends in a format nobody draws is a slip; without an ending, or with --format, it is not. */
static int check_ending(const char *path, bool format_given)
{
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    const char *dot = strrchr(name, '.');
    struct wd_buf known;

    if (format_given || !dot || dot == name || !dot[1])
        return 0;
    wd_buf_init(&known, 256);
    for (int i = 0; i < WD_REPORT_COUNT; i++)
        wd_buf_printf(&known, "%s%s", i ? ", " : "",
                      wd_report_format_name((enum wd_report_format)i));
    wd_say("-o %s: no format goes by the ending \"%s\"; name one with --format (%s)", path, dot,
           wd_buf_cstr(&known));
    wd_buf_done(&known);
    return -1;
}

/* What is silent without news speaks with news, though files alone were named: cron mails it. */
static void speak_of_news(struct wd_options *o)
{
    for (size_t i = 0; i < o->outputs.count; i++)
        if (strcmp(o->outputs.item[i].path, "-") == 0)
            return;
    if (o->quiet_if_nothing_new && o->outputs.count < WD_LIST_MAX)
        o->outputs.item[o->outputs.count++] = (struct wd_output_option){"-", WD_REPORT_TEXT};
}

static int check_denials(const struct wd_options *o)
{
    if (o->command->bit != WD_FOR_ANALYZE)
        return wd_say_and(-1, "ndjson-denials is a format of \"analyze\": nights and saved reports "
                              "hold problems, not single denials");
    if (o->anonymise)
        return wd_say_and(-1, "ndjson-denials tells names as they are: not with --anonymise");
    return 0;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat at, other;

    if (strcmp(a, "-") == 0 || strcmp(b, "-") == 0)
        return false;
    return strcmp(a, b) == 0 || (stat(a, &at) == 0 && stat(b, &other) == 0 && S_ISREG(at.st_mode) &&
                                 at.st_dev == other.st_dev && at.st_ino == other.st_ino);
}

/* Of two results, or of a result and the nights, in one file one would be lost. */
static int check_places(const struct wd_options *o)
{
    for (size_t i = 0; i < o->outputs.count; i++) {
        const char *path = o->outputs.item[i].path;
        for (size_t j = 0; j < i; j++)
            if (is_same_file(path, o->outputs.item[j].path))
                return wd_say_and(-1, "-o %s: is named twice", path);
        if (o->unmatched_path && is_same_file(path, o->unmatched_path))
            return wd_say_and(-1, "-o %s: is the file of --unmatched, too", path);
        if (o->db_path && is_same_file(path, o->db_path))
            return wd_say_and(-1, "-o %s: is the file of --db, too", path);
    }
    return 0;
}

static int choose_formats(struct wd_options *o)
{
    /* map and reduce have one format, whatever the ending; rules pack writes a folder. */
    bool given = o->format != WD_REPORT_COUNT || (o->command->bit & (WD_FOR_SCALE | WD_FOR_RULES));

    if (o->format == WD_REPORT_COUNT)
        o->format = WD_REPORT_TEXT;
    if (o->outputs.count == 0)
        o->outputs.item[o->outputs.count++].path = "-";
    for (size_t i = 0; i < o->outputs.count; i++) {
        struct wd_output_option *out = &o->outputs.item[i];
        bool told = wd_report_format_of_path(wd_str_of(out->path), &out->format);
        /* Asked for by name, single denials go to any .ndjson: it is what they are. */
        if (told && (out->format != WD_REPORT_NDJSON || o->format != WD_REPORT_NDJSON_DENIALS))
            continue;
        if (!told && check_ending(out->path, given) < 0)
            return -1;
        out->format = o->format;
    }
    for (size_t i = 0; i < o->outputs.count; i++)
        if (o->outputs.item[i].format == WD_REPORT_NDJSON_DENIALS && check_denials(o) < 0)
            return -1;
    speak_of_news(o);
    return check_places(o);
}

/* Before anything shuts the program in. */
static int set_zone(struct wd_options *o)
{
    struct wd_error err;

    if (o->report.timezone && wd_zone_set(o->report.timezone, &err) < 0)
        return wd_say_and(-1, "--timezone: %s", err.text);
    if (o->report.timezone && strcmp(o->report.timezone, "UTC") == 0)
        o->report.timezone = NULL; /* as if nothing had been said */
    return 0;
}

static void choose_columns(struct wd_options *o)
{
    struct winsize size;
    unsigned columns = 80;

    if (o->report.columns)
        return;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
        columns = size.ws_col;
    o->report.columns = columns < 40 ? 40 : columns > 200 ? 200 : columns;
}

static void choose_color(struct wd_options *o)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    if (o->color != WD_AUTO)
        o->report.color = o->color == WD_ALWAYS;
    else
        o->report.color = isatty(STDOUT_FILENO) && !(no_color && *no_color) &&
                          !(term && strcmp(term, "dumb") == 0);
}

int wd_options_parse(int argc, char **argv, struct wd_options *o)
{
    struct given given = {.count = 0};
    int status;

    set_defaults(o);
    o->command = wd_app_command_find(argc > 1 ? argv[1] : NULL);
    if (o->command) { /* the command's word leaves the line */
        argv[1] = argv[0];
        argv++;
        argc--;
    } else {
        o->command = wd_app_commands;
        if (check_first_word(argc > 1 ? argv[1] : NULL) < 0)
            return WD_EXIT_USAGE;
    }
    if (o->command->bit == WD_FOR_EXPLAIN && wd_slips_of_text(argc, argv) < 0)
        return WD_EXIT_USAGE;
    if ((wants_config(argc, argv, o) && wd_config_read(o) < 0) || take_now(argc, argv, o) < 0)
        return WD_EXIT_USAGE;
    status = take_all(argc, argv, o, &given);
    if (status >= 0)
        return status;
    if (wd_slips_check(o) < 0 || check_verb(o) < 0 || check_given(o, &given) < 0 ||
        choose_formats(o) < 0)
        return WD_EXIT_USAGE;
    choose_columns(o);
    choose_color(o);
    if (set_zone(o) < 0)
        return WD_EXIT_USAGE;
    return wd_paths_fill(o) < 0 || wd_own_projects_load(o) < 0 ? WD_EXIT_USAGE : -1;
}

void wd_options_done(struct wd_options *o)
{
    free(o->config);
    free(o->patterns_dir);
    free(o->roles_dir);
    free(o->user_patterns_dir);
    free(o->roles_db);
    wd_own_projects_free(o);
}
