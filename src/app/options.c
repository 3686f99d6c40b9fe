/* The command line into struct wd_options. A wrong value is told before the first byte is read. */
#include "app/option_table.h"

#include <getopt.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/app.h"
#include "app/help.h"
#include "app/paths.h"

enum { OPTION_MAX = 64, KEEP_DEFAULT_NIGHTS = 3 };

/* ---- single values ----------------------------------------------------------------------------- */

static int add(struct wd_list *list, const char *value)
{
    if (list->count == WD_LIST_MAX)
        return wd_say_and(-1, "more than %d values for one option", WD_LIST_MAX);
    list->item[list->count++] = value;
    return 0;
}

static int parse_number(const char *name, const char *text, unsigned low, unsigned high,
                        unsigned *ret_number)
{
    unsigned long long n;

    if (!wd_str_to_u64(wd_str_of(text), &n) || n < low || n > high)
        return wd_say_and(-1, "--%s takes a number from %u to %u, not \"%s\"", name, low, high,
                          text);
    *ret_number = (unsigned)n;
    return 0;
}

static int parse_time(const char *name, const char *text, wd_time now, wd_time *ret_time)
{
    *ret_time = wd_time_parse_relative(wd_str_of(text), now);
    if (*ret_time == WD_TIME_NONE)
        return wd_say_and(-1,
                          "--%s takes a time (2026-09-01, 2026-09-01T02:00:00Z, 2h, yesterday), "
                          "not \"%s\"",
                          name, text);
    return 0;
}

static int parse_word(const char *name, const char *text, const char *const *words, int *ret_index)
{
    struct wd_buf known;

    for (int i = 0; words[i]; i++)
        if (strcmp(text, words[i]) == 0) {
            *ret_index = i;
            return 0;
        }
    wd_buf_init(&known, 1024);
    for (int i = 0; words[i]; i++)
        wd_buf_printf(&known, "%s%s", i ? ", " : "", words[i]);
    wd_say("--%s takes one of %s, not \"%s\"", name, wd_buf_cstr(&known), text);
    wd_buf_done(&known);
    return -1;
}

static int parse_mode(const char *name, const char *text, enum wd_when_mode *ret_mode)
{
    static const char *const words[] = {"auto", "always", "never", NULL};
    int index = 0;

    if (parse_word(name, text, words, &index) < 0)
        return -1;
    *ret_mode = (enum wd_when_mode)index;
    return 0;
}

static int parse_detail(const char *text, enum wd_detail *ret_detail)
{
    static const char *const words[] = {"low", "med", "high", "medium", NULL};
    int index = 0;

    if (parse_word("detail", text, words, &index) < 0)
        return -1;
    *ret_detail = index == 3 ? WD_DETAIL_MEDIUM : (enum wd_detail)index;
    return 0;
}

static int parse_format(const char *text, struct wd_options *o)
{
    if (!wd_report_format_parse(wd_str_of(text), &o->format))
        return wd_say_and(-1, "--format: no format is called \"%s\"", text);
    o->format_set = true;
    return 0;
}

static int parse_lang(const char *text, struct wd_options *o)
{
    if (!wd_lang_parse(wd_str_of(text), &o->lang))
        return wd_say_and(-1, "--lang takes en or ja, not \"%s\"", text);
    return 0;
}

static int add_cause(struct wd_options *o, const char *text)
{
    enum wd_cause cause;

    if (!wd_cause_parse(wd_str_of(text), &cause))
        return wd_say_and(-1, "--cause: no cause is called \"%s\"", text);
    return add(&o->causes, text);
}

static int add_system(struct wd_options *o, const char *text)
{
    enum wd_system system;

    if (!wd_system_parse(wd_str_of(text), &system))
        return wd_say_and(-1, "--system: no system is called \"%s\"", text);
    return add(&o->systems, text);
}

static int add_output(struct wd_options *o, const char *path)
{
    if (o->output_count == WD_LIST_MAX)
        return wd_say_and(-1, "more than %d outputs", WD_LIST_MAX);
    o->outputs[o->output_count++].path = path;
    return 0;
}

static int set_path(char **path, const char *value)
{
    free(*path);
    *path = strdup(value);
    return *path ? 0 : wd_say_and(-1, "out of memory");
}

/* ---- one option -------------------------------------------------------------------------------- */

static int take_list(struct wd_options *o, int id, const char *value)
{
    switch (id) {
    case WD_OPT_PRINCIPAL:
        return add(&o->principals, value);
    case WD_OPT_PROJECT:
        return add(&o->projects, value);
    case WD_OPT_CAUSE:
        return add_cause(o, value);
    case WD_OPT_RULE:
        return add(&o->rules, value);
    case WD_OPT_SYSTEM:
        return add_system(o, value);
    case WD_OPT_FAIL_ON:
        return add(&o->fail_on, value);
    case WD_OPT_OWN_DOMAIN:
        return add(&o->own_domains, value);
    case WD_OPT_OWN_ACCOUNT:
        return add(&o->own_accounts, value);
    case WD_OPT_POLICY:
        return add(&o->policies, value);
    case WD_OPT_TRUST_POLICY:
        return add(&o->trust_policies, value);
    case WD_OPT_PATTERNS:
        return add(&o->patterns, value);
    case WD_OPT_BENIGN:
        return add(&o->benign, value);
    case WD_OPT_OUTPUT:
        return add_output(o, value);
    default:
        return 1; /* not a list */
    }
}

static int take_value(struct wd_options *o, int id, const char *value)
{
    switch (id) {
    case WD_OPT_FORMAT:
        return parse_format(value, o);
    case WD_OPT_DETAIL:
        return parse_detail(value, &o->report.detail);
    case WD_OPT_LANG:
        return parse_lang(value, o);
    case WD_OPT_COLOR:
        return parse_mode("color", value, &o->color);
    case WD_OPT_COLUMNS:
        return parse_number("columns", value, 40, 200, &o->report.columns);
    case WD_OPT_JOBS:
        return parse_number("jobs", value, 1, 64, &o->jobs);
    case WD_OPT_QUIET_NIGHTS:
        return parse_number("quiet-nights", value, 1, 365, &o->quiet_nights);
    case WD_OPT_SINCE:
        return parse_time("since", value, o->now, &o->since);
    case WD_OPT_UNTIL:
        return parse_time("until", value, o->now, &o->until);
    case WD_OPT_SHIPPED_PATTERNS:
        return set_path(&o->patterns_dir, value);
    case WD_OPT_ROLES_DB:
        return set_path(&o->roles_db, value);
    case WD_OPT_FILES_FROM:
        o->files_from = value;
        return 0;
    case WD_OPT_UNMATCHED:
        o->unmatched_path = value;
        return 0;
    case WD_OPT_EMIT_DIR:
        o->emit_dir = value;
        return 0;
    case WD_OPT_IGNORE:
        o->ignore_path = value;
        return 0;
    case WD_OPT_DB:
        o->db_path = value;
        return 0;
    case WD_OPT_NIGHT:
        o->night = value;
        return 0;
    case WD_OPT_LAST:
        o->last = value;
        return 0;
    case WD_OPT_KEEP:
        o->keep = value;
        return 0;
    case WD_OPT_FROM_LINE:
        o->from_line = value;
        return 0;
    default:
        return 0; /* --now was taken first */
    }
}

static void take_switch(struct wd_options *o, int id)
{
    switch (id) {
    case WD_OPT_STRICT_RULES:
        o->strict_rules = true;
        break;
    case WD_OPT_NO_USER_PATTERNS:
        o->no_user_patterns = true;
        break;
    case WD_OPT_QUIET_IF_NOTHING_NEW:
        o->quiet_if_nothing_new = true;
        break;
    case WD_OPT_ORDER:
        o->order = true;
        break;
    case WD_OPT_PROGRESS:
        o->progress = WD_ALWAYS;
        break;
    case WD_OPT_NO_PROGRESS:
        o->progress = WD_NEVER;
        break;
    case WD_OPT_QUIET:
        o->quiet = true;
        break;
    case WD_OPT_VERBOSE:
        o->verbose = true;
        break;
    default:
        break;
    }
}

static int take(struct wd_options *o, const struct wd_verb *command, int id, const char *value)
{
    const struct wd_option *row = wd_option_table;
    int taken;

    while (row->id != id)
        row++;
    if (!(row->commands & command->bit))
        return wd_say_and(-1, "--%s is no option of \"%s\"", row->name, command->name);
    if (!row->value) {
        take_switch(o, id);
        return 0;
    }
    taken = take_list(o, id, value);
    return taken == 1 ? take_value(o, id, value) : taken;
}

/* ---- the whole line ---------------------------------------------------------------------------- */

static void fill_getopt(struct option *longs, char *shorts)
{
    size_t n = 0;

    *shorts++ = ':'; /* a missing value is told apart from an unknown option */
    for (const struct wd_option *row = wd_option_table; row->name; row++, n++) {
        longs[n] =
            (struct option){row->name, row->value ? required_argument : no_argument, NULL, row->id};
        if (row->letter) {
            *shorts++ = row->letter;
            if (row->value)
                *shorts++ = ':';
        }
    }
    longs[n] = (struct option){NULL, 0, NULL, 0};
    *shorts = '\0';
}

static int id_of_letter(int letter)
{
    for (const struct wd_option *row = wd_option_table; row->name; row++)
        if (row->letter == letter)
            return row->id;
    return letter;
}

static const struct wd_verb *find_command(const char *name)
{
    for (const struct wd_verb *c = wd_verbs; c->name; c++)
        if (name && strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

/* --now first, since --since and --until count from it. */
static int take_now(int argc, char **argv, struct wd_options *o)
{
    const char *value = NULL;

    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--now=", 6) == 0)
            value = argv[i] + 6;
        else if (strcmp(argv[i], "--now") == 0 && i + 1 < argc)
            value = argv[i + 1];
    }
    o->now = wd_clock_now();
    return value ? parse_time("now", value, o->now, &o->now) : 0;
}

static int take_all(int argc, char **argv, const struct wd_verb *command, struct wd_options *o)
{
    struct option longs[OPTION_MAX];
    char shorts[OPTION_MAX];
    int c;

    fill_getopt(longs, shorts);
    opterr = 0;
    while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        int id = c < 256 ? id_of_letter(c) : c;
        if (c == '?' || c == ':')
            return wd_help_wrong_option(argv[optind - 1], c == ':');
        if (id == WD_OPT_HELP)
            return wd_help_print(command);
        if (id == WD_OPT_VERSION)
            return wd_help_version();
        if (take(o, command, id, optarg) < 0)
            return WD_EXIT_USAGE;
    }
    o->arguments = argv + optind;
    o->argument_count = (size_t)(argc - optind);
    return -1;
}

/* ---- what follows from the options and the environment ------------------------------------------ */

static void choose_formats(struct wd_options *o)
{
    if (!o->format_set)
        o->format = WD_REPORT_TEXT;
    if (o->output_count == 0)
        o->outputs[o->output_count++].path = "-";
    for (size_t i = 0; i < o->output_count; i++) {
        struct wd_output_option *out = &o->outputs[i];
        if (!wd_report_format_of_path(wd_str_of(out->path), &out->format))
            out->format = o->format;
    }
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

static int set_defaults(int argc, char **argv, struct wd_options *o)
{
    const char *lang = getenv("WHYDENIED_LANG");

    memset(o, 0, sizeof *o);
    o->since = o->until = WD_TIME_NONE;
    o->report.detail = WD_DETAIL_MEDIUM;
    o->jobs = 1;
    o->quiet_nights = KEEP_DEFAULT_NIGHTS;
    if (lang && *lang)
        wd_lang_parse(wd_str_of(lang), &o->lang); /* an unknown language is English */
    return take_now(argc, argv, o);
}

int wd_options_parse(int argc, char **argv, struct wd_options *o)
{
    const struct wd_verb *command = find_command(argc > 1 ? argv[1] : NULL);
    int status;

    if (set_defaults(argc, argv, o) < 0)
        return WD_EXIT_USAGE;
    if (command) { /* the command's word leaves the line */
        argv[1] = argv[0];
        argv++;
        argc--;
    } else {
        command = wd_verbs;
    }
    o->command = command->name;
    status = take_all(argc, argv, command, o);
    if (status >= 0)
        return status;
    choose_formats(o);
    choose_columns(o);
    choose_color(o);
    return wd_paths_fill(o) < 0 ? WD_EXIT_USAGE : -1;
}

void wd_options_done(struct wd_options *o)
{
    free(o->patterns_dir);
    free(o->roles_dir);
    free(o->user_patterns_dir);
    free(o->roles_db);
}
