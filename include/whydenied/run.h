/* One run: what every command does between its options and its answer.
 *
 * A session takes the inputs, has their records read (the loop: run/engine.h), finishes a table, takes out
 * what is not wanted, plans the remedies of what is left, and says how the program should end. It prints
 * nothing, reads no clock and ends no program: whoever runs it is called back to tell people something, to
 * show progress, and is asked whether it was interrupted. Options are filled in by the caller, who owns
 * all that they point to, and outlive the session. */
#ifndef WHYDENIED_RUN_H
#define WHYDENIED_RUN_H

#include "whydenied/advise.h"
#include "whydenied/history.h"
#include "whydenied/history/ignore.h"
#include "whydenied/report.h"

struct wd_denials; /* run/denials.h */

enum wd_exit {
    WD_EXIT_OK = 0,
    WD_EXIT_FINDINGS = 1,
    WD_EXIT_USAGE = 2,
    WD_EXIT_DAMAGED = 3,
    WD_EXIT_OUTPUT = 4,
    WD_EXIT_UNRECOGNISED = 5,
    WD_EXIT_UNTOLD = 6 /* check: cannot be told */
    /* 130 and 143: interrupted */
};

/* Values of an option that may be given several times; as a filter, none means any. */
struct wd_run_list {
    const char *const *items;
    size_t count;
};

struct wd_run_options {
    struct wd_run_list paths;
    bool no_follow;         /* symbolic links are left alone */
    const char *files_from; /* names of inputs, one a line; NULL */
    unsigned jobs;
    bool no_stdin;           /* without paths there is no input */
    const char *stdin_name;  /* what standard input is called in samples; NULL */
    bool strip_key;          /* its lines begin with a key and a tab */
    unsigned shard, shards;  /* inputs of part `shard` of `shards`, by their names; 0 of 0: all */
    const char *shard_label; /* "3/32"; NULL */
    wd_time now;             /* the day on which suppressions are judged */
    wd_time since, until;
    struct wd_output *unmatched; /* gets what no rule recognised; NULL */
    struct wd_denials
        *denials; /* single denials are kept here; NULL. Inputs are then read one by one */
    struct wd_run_list principals, projects, causes, rules, systems; /* filters */
    struct wd_run_list not_principals, not_projects, not_rules;
    uint64_t fingerprint; /* the one problem to be listed; 0: all */
    size_t top;           /* at most so many problems, the first; 0: all */
    struct wd_run_list fail_on;
    const char *ignore_path; /* suppressions; NULL */
    bool anonymise;          /* invented names in the report, and no text of the log */
    struct wd_finish_options finish;
};

/* What --fail-on takes beside causes and rules' ids. */
enum { WD_FAIL_WORDS = 6 };
extern const char *const wd_fail_words[WD_FAIL_WORDS];

struct wd_run_calls {
    void *context;
    const volatile int *interrupted; /* a signal's number, else 0 */
    /* One line for people, not yet made visible. */
    void (*tell)(void *context, const char *text);
    /* Progress; all may be NULL. Ticks come from any worker; bytes are compressed ones. */
    void (*begin)(void *context, uint64_t total_bytes);
    void (*tick)(void *context, uint64_t bytes, const struct wd_totals *totals);
    void (*input_done)(void *context, uint64_t bytes);
    void (*end)(void *context);
};

/* Of the report: about filters, and what was left out of folders; the last is how many more. */
#define WD_SESSION_NOTES 24u

/* Zeros, but for the first four, are a session that has done nothing. */
struct wd_session {
    const struct wd_run_options *options;
    const struct wd_run_calls *calls;
    const struct wd_ruleset *rules; /* borrowed */
    struct wd_advisor *advisor;     /* borrowed */

    struct wd_inputs inputs;
    struct wd_input_report **reports; /* by name: those worth a word, then the largest */
    size_t report_count;
    struct wd_input_rest rest;                      /* of the others */
    uint64_t inputs_read, records, events, outside; /* outside: of --since and --until */
    uint64_t unrecognised;                          /* inputs that hold something, and no record */
    uint64_t known; /* inputs that an earlier run has read: they are in the answer */
    bool damaged, complete;
    bool partial; /* cut, skipped, left out: something of the input is not in the answer */

    struct wd_table *table; /* the session's, finished or not */
    struct wd_plan *plan;
    struct wd_ignore *ignore;
    json_t *suppressed;    /* for the report; NULL without --ignore */
    json_t *stale;         /* sentences on suppressions that do nothing (any more); NULL likewise */
    char filter_note[128]; /* for the report; empty without filters */
    char top_note[64];     /* for the report: what --top left out */
    char untold_note[160]; /* for the report: filters could not be applied to everyone in a group */
    size_t untold;
    char others_note[64];  /* how many more were left out of folders */
    char earlier_note[96]; /* that inputs of earlier runs were not read whole */
    const char *notes[WD_SESSION_NOTES];
    size_t note_count;
};

/* Suppressions are read and --fail-on is checked: -1 with the reason. */
int wd_session_open(struct wd_session *session, struct wd_error *err);
void wd_session_done(struct wd_session *session);
/* Forgets table and plan: the next record is another question. */
void wd_session_clear(struct wd_session *session);

/* The inputs by name, in order: the order of arguments must not show. */
int wd_session_find_inputs(struct wd_session *session, struct wd_error *err);
/* All inputs into session->table, with options->jobs workers. */
int wd_session_read(struct wd_session *session, struct wd_error *err);
/* The one input, while it is being written, into session->table. What is new is answered as it comes: `show` finds
 * the session finished and planned as by wd_session_answer, holding nothing but problems and unmatched texts that
 * were not shown before; it gives 0, 1 to end, or -1 having told why. Not told of is what filters and suppressions
 * leave out. The state doubles while an answer is made. */
struct wd_watch {
    uint64_t (*milliseconds)(void *context); /* of a clock that only goes forward */
    int (*show)(void *context, struct wd_session *session);
    void *context;
};
int wd_session_watch(struct wd_session *session, const struct wd_watch *watch,
                     struct wd_error *err);
/* The records of one problem, with those around them, as `grep -n` shows lines: "file:12: " before a record of the
 * problem, "file-11- " before others. All inputs are read, in order; nothing is counted in the session. */
struct wd_show {
    uint64_t fingerprint; /* or a problem's former name, or a group's */
    unsigned context;     /* records before and behind */
    size_t most;          /* records of the problem that are shown; all are counted */
    bool secrets;         /* not masked */
    struct wd_output *out;
    uint64_t found, files; /* records of the problem, inputs that hold one */
};
#define WD_SHOW_CONTEXT_MAX 100u
int wd_session_show(struct wd_session *session, struct wd_show *show, struct wd_error *err);
/* What the history does not know yet into its nights; events without a time belong to `untimed`. */
int wd_session_read_nights(struct wd_session *session, struct wd_history *history, wd_night untimed,
                           struct wd_error *err);
/* What became of one input, in the session's sums; workers are joined before. */
void wd_session_note_input(struct wd_session *session, const struct wd_input_report *report);
/* So many inputs that what is answered rests on were read in part, by this run or one before. */
void wd_session_note_earlier(struct wd_session *session, uint64_t inputs);

/* Takes the table over and finishes it (correlation, causes, order). */
int wd_session_finish(struct wd_session *session, struct wd_table *table, struct wd_error *err);
/* Takes out of the table what filters and suppressions leave out, and what `silent` (may be NULL) says is
 * no matter of tonight's; then plans what is left. After this nobody sees the others. */
int wd_session_answer(struct wd_session *session,
                      bool (*silent)(void *context, const struct wd_incident *incident),
                      void *context, struct wd_error *err);
/* For struct wd_report_source, of a session whose options keep denials. */
int wd_session_next_denial(void *session, struct wd_denial *ret_denial, struct wd_error *err);
/* Fills what a report is made from; the caller adds words of its own. */
void wd_session_source(const struct wd_session *session, enum wd_lang lang,
                       struct wd_report_source *ret_source);

/* Damage, skipped records, what was left out of folders, and suppressions that do nothing. */
void wd_session_tell(const struct wd_session *session);
/* How the program should end: interrupted, what `written` says, damage, nothing recognised, findings.
 * `status_of` gives history's word for an incident; NULL: there is no history. */
int wd_session_status(const struct wd_session *session, int written,
                      const char *(*status_of)(void *context, const struct wd_incident *incident),
                      void *context);

#endif
