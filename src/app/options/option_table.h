/* The tables of commands and options: one row each, from which parsing, --help, the completions of three shells and
 * the manual's OPTIONS are made. A new option is one row here and one field of struct wd_options. */
#ifndef WHYDENIED_APP_OPTION_TABLE_H
#define WHYDENIED_APP_OPTION_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "whydenied/base/str.h"

struct wd_options;

enum wd_app_command_bit {
    WD_FOR_ANALYZE = 1,
    WD_FOR_EXPLAIN = 2,
    WD_FOR_NIGHTLY = 4,
    WD_FOR_REPORT = 8,
    WD_FOR_RULES = 16,
    WD_FOR_ROLES = 32,
    WD_FOR_HELP = 64,
    WD_FOR_VERSION = 128,
    WD_FOR_CHECK = 256,
    WD_FOR_WATCH = 512,
    WD_FOR_SHOW = 1024,
    WD_FOR_MAP = 2048,
    WD_FOR_REDUCE = 4096,
    WD_FOR_STORED = WD_FOR_NIGHTLY | WD_FOR_REPORT, /* nights are known */
    WD_FOR_READING = WD_FOR_ANALYZE | WD_FOR_NIGHTLY,
    WD_FOR_DRAWING = WD_FOR_READING | WD_FOR_REPORT | WD_FOR_EXPLAIN | WD_FOR_WATCH,
    WD_FOR_SCALE = WD_FOR_MAP | WD_FOR_REDUCE,
    WD_FOR_WORK =
        WD_FOR_DRAWING | WD_FOR_SHOW | WD_FOR_RULES | WD_FOR_ROLES | WD_FOR_CHECK | WD_FOR_SCALE,
    WD_FOR_EVERY = 8191
};

struct wd_app_command {
    const char *name;
    unsigned bit;
    int (*run)(const struct wd_options *options); /* returns the exit status */
    const char *usage;                            /* what follows the program's name */
    const char *what;
    const char *const *verbs; /* what its first argument may be, ends with NULL; NULL: anything */
};

extern const struct wd_app_command
    wd_app_commands[]; /* ends with a NULL name; the first is the default */
const struct wd_app_command *
wd_app_command_find(const char *name); /* NULL: no such command, or no name */

/* A closed list of words; a word's number is its enum's value. */
struct wd_option_choice {
    const char *(*name)(size_t index); /* NULL behind the last */
    bool (*parse)(struct wd_str word,
                  unsigned *ret_index); /* other spellings too; NULL: the names only */
};

extern const struct wd_option_choice wd_choice_formats, wd_choice_details, wd_choice_langs,
    wd_choice_modes, wd_choice_shells, wd_choice_causes, wd_choice_systems, wd_choice_failures;

/* What an option's field is, and how its value is read. */
enum wd_option_kind {
    WD_OPTION_FLAG,    /* bool: true */
    WD_OPTION_SET,     /* an enum: `low` */
    WD_OPTION_STRING,  /* const char * */
    WD_OPTION_PATH,    /* char *, owned by the options */
    WD_OPTION_LIST,    /* struct wd_option_list; a choice is only offered, not demanded */
    WD_OPTION_OUTPUTS, /* the outputs */
    WD_OPTION_NUMBER,
    WD_OPTION_MODE,  /* unsigned, from `low` to `high` */
    WD_OPTION_TIME,  /* wd_time; relative ones count back from --now */
    WD_OPTION_WORD,  /* an enum: the number of a word of the choice */
    WD_OPTION_WORDS, /* struct wd_option_list of words of the choice */
    WD_OPTION_HELP,
    WD_OPTION_VERSION
};

/* The headings of the manual, in its order. */
enum wd_option_section {
    WD_SECTION_OUTPUT,
    WD_SECTION_INPUT,
    WD_SECTION_SELECTION,
    WD_SECTION_FACTS,
    WD_SECTION_NIGHTS,
    WD_SECTION_SCALE,
    WD_SECTION_RULES,
    WD_SECTION_HELP,
    WD_SECTION_GENERAL,
    WD_SECTION_COUNT
};

struct wd_section {
    const char *title;
    unsigned commands;
    const char *intro; /* as `manual`, or NULL */
};
extern const struct wd_section wd_option_sections[WD_SECTION_COUNT];

struct wd_option {
    const char *name;
    char letter; /* 0: none */
    enum wd_option_kind kind;
    size_t offset;     /* of its field in struct wd_options */
    const char *value; /* "FILE"; NULL: takes none */
    enum wd_option_section section;
    unsigned commands; /* bits */
    const char *help;  /* for --help and the completions */
    /* Sentences for the manual, `words` in backquotes set apart; NULL: `help`. The words of a choice, "may be given
     * several times" and the commands follow of themselves. */
    const char *manual;
    const struct wd_option_choice *choice;
    unsigned low, high;
    unsigned needs_db; /* bits of the commands for which it acts on --db or records only */
    const char *verb;  /* the only verb of the command that takes it; NULL: all do */
};

extern const struct wd_option wd_option_table[]; /* ends with a NULL name */

/* The words of several values may follow one another: the field is a list. */
bool wd_option_repeats(const struct wd_option *option);

#endif
