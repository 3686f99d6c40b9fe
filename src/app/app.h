/* What every command shares: the options, read once from the command line and passed down as one const
 * struct, and the few services only the top floor may offer (stderr, the clock, where files live). */
#ifndef WHYDENIED_APP_APP_H
#define WHYDENIED_APP_APP_H

#include "whydenied/incident.h"
#include "whydenied/run.h"

struct wd_app_command; /* option_table.h */

#define WD_LIST_MAX 64

/* Values of an option that may be given several times. */
struct wd_option_list {
    const char *item[WD_LIST_MAX];
    size_t count;
};

struct wd_output_option {
    const char *path; /* "-" is standard output */
    enum wd_report_format format;
};

struct wd_outputs {
    struct wd_output_option item[WD_LIST_MAX];
    size_t count;
};

enum wd_when_mode { WD_AUTO, WD_ALWAYS, WD_NEVER };
enum wd_shell { WD_SHELL_BASH, WD_SHELL_ZSH, WD_SHELL_FISH, WD_SHELL_COUNT };

/* Each option's field; the rows of option_table.c say which. */
struct wd_options {
    const struct wd_app_command *command; /* analyze when none is named */
    char **arguments;                     /* what is left: paths, TEXT, verb and its operands */
    size_t argument_count;

    const char *files_from;
    struct wd_outputs outputs;    /* at least one after parsing */
    enum wd_report_format format; /* of those whose name does not tell; text after parsing */
    struct wd_report_options report;
    unsigned mode; /* of written files; 0: 0600, and 0644 for metrics */
    enum wd_lang lang;
    enum wd_when_mode color, progress;
    bool quiet, verbose, no_follow, no_sandbox;

    wd_time now, since, until;
    struct wd_option_list principals, projects, causes, rules, systems; /* filters */
    struct wd_option_list not_principals, not_projects, not_rules;
    unsigned top;     /* problems listed; 0: all */
    unsigned context; /* show */
    bool show_secrets;
    struct wd_option_list fail_on;
    unsigned jobs;
    const char *unmatched_path;
    const char *emit_dir;
    bool anonymise;

    struct wd_option_list patterns; /* user packs, after those of the configuration folder */
    bool strict_rules, no_user_patterns;
    struct wd_option_list own_domains, own_accounts, own_projects, project_lists, policies,
        trust_policies, groups;
    struct {
        const char **list;
        size_t count;
    } own; /* own_projects and what project_lists hold; owned by the options */
    const char *ignore_path;

    /* nightly, report --db */
    const char *db_path, *night, *last, *keep;
    unsigned quiet_nights;
    unsigned expect_input; /* hours; 0: nothing is expected */
    bool quiet_if_nothing_new;

    /* map, reduce, and who takes their records */
    const char *shard; /* "3/32", "auto" */
    unsigned shards;
    bool strip_key, hadoop_counters, unsorted, allow_mixed;
    struct wd_option_list records;

    /* rules */
    bool order;
    const char *from_line;
    bool no_examples;             /* pack: they stay behind */
    struct wd_option_list benign; /* test: files in which no rule may win */

    /* help */
    enum wd_shell completion; /* WD_SHELL_COUNT: not asked for */
    bool manual;

    bool no_config;
    char *config; /* the text of the configuration file, into which values point; owned */

    /* Where things live; owned by the options. */
    char *patterns_dir;      /* shipped packs */
    char *roles_dir;         /* patterns/roles */
    char *user_patterns_dir; /* $XDG_CONFIG_HOME/whydenied/patterns, NULL when it does not exist */
    char *roles_db;          /* $XDG_DATA_HOME/whydenied/roles.db; may not exist */
};

/* Fills *options from the command line and the environment. Returns -1 to go on, else an exit status
 * (--help, --version, or a usage error already told). */
int wd_options_parse(int argc, char **argv, struct wd_options *options);
void wd_options_done(struct wd_options *options);
int wd_own_projects_load(struct wd_options *options); /* -1 after telling why */
void wd_own_projects_free(struct wd_options *options);

int wd_cmd_analyze(const struct wd_options *options);
int wd_cmd_explain(const struct wd_options *options);
int wd_cmd_nightly(const struct wd_options *options);
int wd_cmd_report(const struct wd_options *options);
int wd_cmd_watch(const struct wd_options *options);
int wd_cmd_show(const struct wd_options *options);
int wd_cmd_map(const struct wd_options *options);
int wd_cmd_reduce(const struct wd_options *options);
int wd_cmd_rules(const struct wd_options *options);
int wd_cmd_roles(const struct wd_options *options);
int wd_cmd_check(const struct wd_options *options);
int wd_cmd_help(const struct wd_options *options);
int wd_cmd_version(const struct wd_options *options);

/* "whydenied: …" on stderr, made visible; nothing else in the program writes there. */
void wd_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same, then returns `status`, so that `return wd_say_and(WD_EXIT_USAGE, …)` works. */
int wd_say_and(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A line as it is, for the program that started this one and reads stderr. */
void wd_say_plain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Loads the shipped and the user's packs and tells the problems. NULL after telling why: unreadable
 * packs, or problems under --strict-rules. `flags` as wd_ruleset_load. */
struct wd_ruleset *wd_app_rules(const struct wd_options *options, unsigned flags);
/* Tells that no rule has this id, and which is the nearest; WD_EXIT_USAGE. */
int wd_app_no_rule(const struct wd_ruleset *rules, const char *id);
struct wd_advisor *wd_app_advisor(const struct wd_options *options);
/* A session and what it borrows: rules, advisor, options in its own words, this program's stderr. */
struct wd_app_run {
    const struct wd_options *options;
    struct wd_run_options run;
    struct wd_run_calls calls;
    struct wd_progress *progress; /* shown from the first input to the last */
    struct wd_ruleset *rules;
    struct wd_session session;
    uint64_t since; /* the clock when what is going on began, for -v */
};
/* Loads and opens all; `flags` as wd_ruleset_load. -1 after telling why; close it in any case. */
int wd_app_open(struct wd_app_run *frame, const struct wd_options *options, unsigned flags);
/* The same without rules and advisor: for what does not answer. */
void wd_app_open_reading(struct wd_app_run *frame, const struct wd_options *options);
/* The inputs of the session. -1: one is missing its name, or is what the report would be written over. */
int wd_app_find_inputs(struct wd_app_run *frame, struct wd_error *err);
void wd_app_close(struct wd_app_run *frame);
/* Draws the session's answer to every output that `options` name. Returns an exit status, as wd_app_write. */
int wd_app_draw(struct wd_app_run *frame, const struct wd_options *options);
/* With -v: what was done, and how long it took since the last that was told. */
void wd_app_step(struct wd_app_run *frame, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* What the session has to tell, unless --quiet. */
void wd_app_tell(const struct wd_app_run *frame);

/* Draws a document to every output. Returns an exit status: 0, 4, or 2 for a document that cannot be
 * read on. silent: nothing goes to standard output, files are written. */
int wd_app_write(const struct wd_options *options, struct wd_document *document, bool silent);

/* Set by SIGINT and SIGTERM: the signal's number. A second signal ends the program at once. */
extern volatile int wd_interrupted;
void wd_signals_install(void);

wd_time wd_clock_now(void);
uint64_t wd_clock_milliseconds(void); /* only goes forward; from any beginning */
bool wd_stderr_is_terminal(void);

/* Writes the policy documents of a report's head into `folder` (made if absent). -1 after telling. */
int wd_emit_policies(const char *folder, struct wd_document *document);

/* ---- progress.c ---------------------------------------------------------------------------------------
 * Progress on stderr: bytes, per cent, rate, time left, denials so far; at most ten times a second,
 * gone at the end. Nothing at all unless stderr is a terminal or --progress says so. */

struct wd_progress;
struct wd_progress *wd_progress_new(const struct wd_options *options, uint64_t total_bytes);
void wd_progress_free(struct wd_progress *progress); /* wipes the line */
/* Called for every record by any worker; cheap. Both accept NULL. */
void wd_progress_tick(struct wd_progress *progress, uint64_t bytes, const struct wd_totals *totals);
void wd_progress_input_done(struct wd_progress *progress, uint64_t bytes);

/* ---- sandbox.c ----------------------------------------------------------------------------------------
 * The program shuts itself in: it reads its inputs, writes its outputs, and has no other business.
 *
 * In stages, each as far as the system has it; what is missing is no error, and `-v` says which stages hold. The
 * first is taken before anything is read (no new privileges, no core, and the system calls that nobody here
 * makes: sockets, other programs, other processes), the second once the inputs are known and before there are
 * threads (no file but those, and the folders of the outputs). --no-sandbox takes neither. */
void wd_sandbox_begin(const struct wd_options *options);
/* After the last configuration file was read. */
void wd_sandbox_files(const struct wd_options *options, const struct wd_inputs *inputs);

/* sandbox_calls.c: refuses system calls from now on, in this thread and those it makes. */
bool wd_sandbox_refuse_calls(void);

/* ---- parts of many ------------------------------------------------------------------------------------ */

/* cmd_report.c: whether the arguments are records, by the first byte of the first file; standard input keeps it. */
bool wd_records_are_given(const struct wd_options *options);

/* array_job.c: which part of an array job this is. Fills shard, shards and label of `run` from --shard and the
 * environment; `label` has room for it. -1 after telling why. */
#define WD_SHARD_LABEL_MAX 32u
int wd_shard_choose(const struct wd_options *options, struct wd_run_options *run,
                    char label[WD_SHARD_LABEL_MAX]);

#endif
