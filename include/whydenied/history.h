/* The nightly database: what each input contributed to each night, and what that says of an incident
 * today: new, growing, ongoing, quiet, back, fixed.
 *
 * A night is a day of UTC; a denial belongs to the night of its own time, so neither the hour of the run
 * nor the order of inputs shows. An input is known by a digest of its decoded bytes: renamed or packed
 * anew it is the same. What a file contributed is replaced when the file at its place has grown; another file
 * under its name is one more. States are those of incident.h; a night is the merge of its contributions.
 *
 * A history opened for writing is one transaction until wd_history_commit; closing without it leaves the
 * file as it was. There is one writer; a second one fails at once. A file that is no such database,
 * damaged, or of a newer version is refused and never written to. */
#ifndef WHYDENIED_HISTORY_H
#define WHYDENIED_HISTORY_H

#include "whydenied/incident.h"
#include "whydenied/ingest.h"

/* ---- nights ------------------------------------------------------------------------------------ */

typedef int32_t wd_night; /* days since 1970-01-01 */
#define WD_NIGHT_NONE INT32_MIN
#define WD_NIGHT_TEXT 16

wd_night wd_night_of(wd_time t); /* WD_NIGHT_NONE for WD_TIME_NONE */
wd_time wd_night_start(wd_night night);
bool wd_night_parse(struct wd_str date, wd_night *ret_night); /* "2026-09-01", nothing else */
bool wd_nights_parse(struct wd_str span, int32_t *ret_count); /* "400d", "8w", 1 to 36500 days */
const char *wd_night_format(wd_night night, char out[WD_NIGHT_TEXT]); /* "2026-09-01" */

/* ---- the file ---------------------------------------------------------------------------------- */

struct wd_history;

enum wd_history_mode { WD_HISTORY_READ, WD_HISTORY_WRITE /* creates the file */ };

/* NULL with the reason: no such file to read, none of ours, of a later version, damaged, or held by another run. */
struct wd_history *wd_history_open(const char *path, enum wd_history_mode mode,
                                   struct wd_error *err);
void wd_history_close(struct wd_history *history); /* accepts NULL */
/* Makes everything so far permanent; wd_history_begin before writing again. */
int wd_history_commit(struct wd_history *history, struct wd_error *err);
int wd_history_begin(struct wd_history *history, struct wd_error *err);

/* ---- inputs (writing) -------------------------------------------------------------------------- */

struct wd_file_id {
    uint64_t device, inode, size;
    int64_t mtime; /* nanoseconds */
};

/* 1: this very file was read whole before and has not changed; 0: read it; -1 error. */
int wd_history_knows(struct wd_history *history, const char *path, const struct wd_file_id *id,
                     struct wd_error *err);
/* Stores (merges) what the input being read contributes to a night. */
int wd_history_contribute(struct wd_history *history, wd_night night, const struct wd_table *table,
                          const struct wd_ruleset *rules, struct wd_error *err);

/* How many decoded bytes the input held that stood at this place before, for wd_reader_mark; 0: none did. */
int wd_history_held(struct wd_history *history, const char *path, uint64_t *ret_bytes,
                    struct wd_error *err);

struct wd_history_input {
    const char *path; /* absolute; NULL for a pipe */
    struct wd_file_id id;
    const struct wd_input_report *report; /* its digests and numbers */
    bool complete;                        /* false: damaged; will be read again */
    bool
        partial; /* not damaged, but something that it holds could not be read: no reading again would help */
    bool replaces; /* whatever stood at its place before says nothing any more: records of nights */
};
/* Ends the input: books its contributions, or drops them if the same bytes are known already. What the file at its
 * place held before goes if this one holds it, too, or if it was damaged; else earlier nights keep what they saw. */
int wd_history_end_input(struct wd_history *history, const struct wd_history_input *input,
                         enum wd_rewritten *ret_rewritten, uint64_t *ret_at, struct wd_error *err);
/* The inputs that came since the last commit were not whole themselves: records of parts. */
int wd_history_mark_partial(struct wd_history *history, struct wd_error *err);
/* Drops what the input being read has contributed (interrupted, unreadable). */
int wd_history_drop_input(struct wd_history *history, struct wd_error *err);

/* ---- nights (writing) -------------------------------------------------------------------------- */

/* After the last input: takes out what replaced files had contributed. Then the nights that changed are
 * known. */
int wd_history_settle(struct wd_history *history, struct wd_error *err);
size_t wd_history_changed_count(const struct wd_history *history);
wd_night wd_history_changed(const struct wd_history *history, size_t index); /* ascending */
/* Merges a changed night anew and stores its state. The table is not finished. */
struct wd_table *wd_history_rebuild(struct wd_history *history, wd_night night,
                                    const struct wd_ruleset *rules, struct wd_error *err);
/* Stores the incidents and sums of a changed night. */
int wd_history_put_night(struct wd_history *history, wd_night night,
                         const struct wd_table *finished, struct wd_error *err);

struct wd_history_remedy {
    const char *id, *kind, *summary, *member, *role,
        *resource; /* all but id and kind may be NULL */
    uint64_t denials;
    const uint64_t *covers;
    size_t cover_count;
};
int wd_history_put_remedy(struct wd_history *history, wd_night night,
                          const struct wd_history_remedy *remedy, struct wd_error *err);

/* After the changed nights: forgets all before `oldest`. First nights and numbers of nights stay known for
 * incidents that go on. */
int wd_history_forget(struct wd_history *history, wd_night oldest, struct wd_error *err);
/* Notes the run if it changed anything: `at` is the wall clock, the only one in the file. */
int wd_history_put_run(struct wd_history *history, wd_night night, wd_time at, uint64_t inputs,
                       struct wd_error *err);
/* The report of `night` was printed: what it called new is no news any more. */
int wd_history_mark_printed(struct wd_history *history, wd_night night, const uint64_t *news,
                            size_t news_count, struct wd_error *err);

/* ---- reports ----------------------------------------------------------------------------------- */

/* The latest night with data that is not after `today`, else the latest; NONE if there is none. */
int wd_history_latest(struct wd_history *history, wd_night today, wd_night *ret_night,
                      struct wd_error *err);
/* The last night on which the problem was seen; WD_NIGHT_NONE if it never was, or is forgotten. */
int wd_history_last_seen(struct wd_history *history, uint64_t fingerprint, wd_night *ret_night,
                         struct wd_error *err);
/* When the last run was that read something new; WD_TIME_NONE if there was none. */
int wd_history_last_read(struct wd_history *history, wd_time *ret_time, struct wd_error *err);
/* Beside problems: what holds for many nights and is news on the first. mark_told: these hold now and were
 * told; what is not among them is forgotten, so that it is news when it comes back. */
int wd_history_was_told(struct wd_history *history, const char *what, bool *ret_told,
                        struct wd_error *err);
int wd_history_mark_told(struct wd_history *history, const char *const *what, size_t count,
                         wd_night night, struct wd_error *err);
/* How many inputs that contributed to those nights were not read whole. */
int wd_history_partial(struct wd_history *history, wd_night from, wd_night to, uint64_t *ret_inputs,
                       struct wd_error *err);
/* Merges the stored nights from..to into a table. Beside the incidents of those nights the table lists
 * those seen in the WD_HISTORY_NIGHTS before `to`, and those never shown, with a count of 0. */
struct wd_table *wd_history_table(struct wd_history *history, wd_night from, wd_night to,
                                  const struct wd_ruleset *rules, struct wd_error *err);

#define WD_HISTORY_NIGHTS 30

/* in order of their place in a report */
enum wd_status {
    WD_STATUS_NEW,
    WD_STATUS_BACK,
    WD_STATUS_GROWING,
    WD_STATUS_ONGOING,
    WD_STATUS_FIXED,
    WD_STATUS_QUIET,
    WD_STATUS_COUNT
};
const char *wd_status_name(enum wd_status status);

struct wd_standing {
    enum wd_status status;
    wd_night first_night, last_night;   /* up to the night asked for */
    uint64_t nights;                    /* on which it was seen */
    uint64_t counts[WD_HISTORY_NIGHTS]; /* the last is the night asked for */
    bool seen;                          /* that night */
    bool may_be_old;                    /* new, unless a collapsed problem of before held it */
    bool news;                          /* new, back or never shown, and not yet printed as such */
    const struct wd_change *grant;      /* the change that should have fixed it; the table's */
};
/* What the nights up to `night` say of an incident of wd_history_table's (finished). Quiet: not seen for
 * `quiet_nights`; back: seen after as many without; growing: at least three times its median night; fixed:
 * quiet, and the log shows the grant. */
int wd_history_standing(struct wd_history *history, const struct wd_table *table,
                        const struct wd_incident *incident, wd_night night, unsigned quiet_nights,
                        struct wd_standing *ret_standing, struct wd_error *err);

struct wd_night_sum {
    wd_night night;
    uint64_t denials, incidents, first_seen; /* incidents whose first night it is */
};
/* The nights from..to that have data; returns how many were written (at most `room`), or -1. */
int wd_history_nights(struct wd_history *history, wd_night from, wd_night to,
                      struct wd_night_sum *sums, size_t room, struct wd_error *err);

#endif
