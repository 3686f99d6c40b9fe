/* The table of options: one row an option, from which parsing, --help and shell completion are made. */
#ifndef WHYDENIED_APP_OPTION_TABLE_H
#define WHYDENIED_APP_OPTION_TABLE_H

enum wd_command_bit {
    WD_FOR_ANALYZE = 1,
    WD_FOR_EXPLAIN = 2,
    WD_FOR_NIGHTLY = 4,
    WD_FOR_REPORT = 8,
    WD_FOR_RULES = 16,
    WD_FOR_ROLES = 32,
    WD_FOR_READING = WD_FOR_ANALYZE | WD_FOR_NIGHTLY,
    WD_FOR_DRAWING = WD_FOR_READING | WD_FOR_REPORT | WD_FOR_EXPLAIN,
    WD_FOR_ALL = 63
};

struct wd_verb {
    const char *name;
    unsigned bit;
    const char *usage; /* what follows the program's name */
    const char *what;
};

extern const struct wd_verb wd_verbs[]; /* ends with a NULL name */

enum wd_option_id {
    WD_OPT_OUTPUT = 256,
    WD_OPT_FORMAT,
    WD_OPT_FILES_FROM,
    WD_OPT_SINCE,
    WD_OPT_UNTIL,
    WD_OPT_PRINCIPAL,
    WD_OPT_PROJECT,
    WD_OPT_CAUSE,
    WD_OPT_RULE,
    WD_OPT_SYSTEM,
    WD_OPT_FAIL_ON,
    WD_OPT_COLOR,
    WD_OPT_COLUMNS,
    WD_OPT_DETAIL,
    WD_OPT_LANG,
    WD_OPT_PROGRESS,
    WD_OPT_NO_PROGRESS,
    WD_OPT_QUIET,
    WD_OPT_JOBS,
    WD_OPT_UNMATCHED,
    WD_OPT_EMIT_DIR,
    WD_OPT_PATTERNS,
    WD_OPT_STRICT_RULES,
    WD_OPT_NO_USER_PATTERNS,
    WD_OPT_SHIPPED_PATTERNS,
    WD_OPT_OWN_DOMAIN,
    WD_OPT_OWN_ACCOUNT,
    WD_OPT_POLICY,
    WD_OPT_TRUST_POLICY,
    WD_OPT_IGNORE,
    WD_OPT_NOW,
    WD_OPT_DB,
    WD_OPT_NIGHT,
    WD_OPT_LAST,
    WD_OPT_KEEP,
    WD_OPT_QUIET_NIGHTS,
    WD_OPT_QUIET_IF_NOTHING_NEW,
    WD_OPT_ORDER,
    WD_OPT_FROM_LINE,
    WD_OPT_BENIGN,
    WD_OPT_ROLES_DB,
    WD_OPT_VERBOSE,
    WD_OPT_HELP,
    WD_OPT_VERSION
};

struct wd_option {
    const char *name;
    char letter;       /* 0: none */
    const char *value; /* "FILE"; NULL: takes none */
    int id;
    unsigned commands; /* bits */
    const char *help;
};

extern const struct wd_option wd_option_table[]; /* ends with a NULL name */

#endif
