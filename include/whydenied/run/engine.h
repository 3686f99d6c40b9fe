/* One worker: record in, incident out; and the one loop that feeds it, whoever asks: analysis, nights,
 * `explain`, `rules test`. */
#ifndef WHYDENIED_RUN_ENGINE_H
#define WHYDENIED_RUN_ENGINE_H

#include "whydenied/incident.h"
#include "whydenied/ingest.h"
#include "whydenied/names.h"
#include "whydenied/names/said.h"
#include "whydenied/read.h"

/* Denials of programs' lines, of which the lines behind them may tell more (src/run/late.c). */
enum { WD_LATE_MAX = 128 };
struct wd_late_row {
    uint64_t row; /* of the normaliser's */
    wd_time time;
    unsigned doubts; /* of the event itself */
    struct wd_where_added place;
    const struct wd_table *table; /* to tell tables apart */
};
struct wd_late_queue {
    struct wd_late_row row[WD_LATE_MAX]; /* the oldest at `first` */
    size_t first, count;
};
struct wd_late {
    struct wd_late_queue rows, lines; /* records; lines of text */
    unsigned doubts;                  /* of the event being judged */
};

struct wd_engine {
    struct wd_normaliser *normaliser;
    struct wd_matcher *matcher;
    struct wd_refusal_reader *refusals;
    struct wd_repeats *repeats;
    struct wd_table *table; /* where events are counted; with `choose`, where the last one was */
    wd_time since, until;   /* WD_TIME_NONE: open; events without a time are always inside */
    /* Asked for the table of each event after it was read and before it is judged; NULL: `table`. Gives
     * NULL for lack of memory. */
    struct wd_table *(*choose)(void *context, const struct wd_event *event);
    void *choose_context;
    /* Told of every event before it is counted, but for those of records that `pass_quiet` passed; may be NULL.
     * hit->rule is NULL without a match. Slices live until it returns. Of an event that repeats one before, the hit
     * holds the rule alone. */
    void (*observe)(void *context, const struct wd_event *event, const struct wd_hit *hit);
    void *observe_context;
    bool thorough; /* repeats are matched, too: the observer wants every hit whole */
    bool
        wants_rule; /* kind and rule of an event are enough for the observer, `current` shows it the rest */
    unsigned
        doubts; /* of every event: what is read is a guess at what was written (enum wd_doubt) */
    const struct wd_record *current; /* the record being looked at, or the last of the input */
    uint64_t ordinal, line;          /* of the first record of the event being judged */
    uint64_t gave_up;                /* of the matcher, counted so far */
    bool ambiguous;                  /* `current` names a member twice */
    bool quiet;                      /* `current` said nothing at no time, and nothing came of it */
    bool joined;                     /* the event was put together from lines before `current` */
    struct wd_event event;           /* scratch: large, so not on the stack */
    struct wd_repeat_key key, record_key;
    size_t told;                      /* denials that the record was counted as; 1 if none */
    struct wd_said_parties others;    /* whom the texts of the event tell of beside its own */
    const struct wd_records *records; /* being read; NULL: none */
    struct wd_late late;
    unsigned credit; /* of learning how records are read: repeats give it */
};

/* Makes everything but `table`: that is set by whoever reads, or chosen. */
int wd_engine_init(struct wd_engine *engine, const struct wd_ruleset *rules, struct wd_error *err);
void wd_engine_done(struct wd_engine *engine); /* `table` is not the engine's */

/* Where the records of one input come from. */
struct wd_records {
    const char *name; /* of the input, for samples */
    /* As wd_reader_next and wd_reader_reject. */
    int (*next)(void *from, struct wd_record *ret_record, struct wd_error *err);
    void (*reject)(void *from, enum wd_skip reason);
    void (*ambiguous)(void *from);            /* as wd_reader_ambiguous; may be NULL */
    bool (*unread)(void *from, bool entries); /* as wd_reader_unread; may be NULL */
    uint64_t (*pass_quiet)(void *from, wd_quiet_fn quiet,
                           const void *context); /* as wd_reader_pass_quiet; may be NULL */
    void (*again)(
        void *from); /* as wd_reader_again; NULL: of a text's refusals only the first is counted */
    void (*know_forms)(void *from, wd_form_fn form,
                       void *context); /* as wd_reader_know_forms; may be NULL */
    void *from;
};
struct wd_records wd_records_of(struct wd_reader *reader, const char *name);
/* For who wants denials only: lines in which there is nothing are counted many at once, and neither `observe` nor
 * `between` hears of them. */
struct wd_records wd_records_in_passing(struct wd_reader *reader, const char *name);

/* Called after each record; may be NULL. 0: go on, 1: leave the input here, -1: error. */
typedef int (*wd_between_fn)(void *context, struct wd_error *err);

/* The loop: every record of an input through normalise, match and table, then the messages still open.
 * Skipped records are told to their source and counted there. 0, or -1 (lack of memory, `between`). */
int wd_engine_read(struct wd_engine *engine, const struct wd_records *records,
                   wd_between_fn between, void *context, struct wd_error *err);
/* Ends the messages that are still open, as the loop does at the end of an input: for a pause of one that is being
 * written. `name` as in wd_records. */
int wd_engine_flush(struct wd_engine *engine, const char *name, struct wd_error *err);
/* What is still asked of denials is answered with what is known: for whoever takes or copies a table between two records. */
void wd_engine_settle(struct wd_engine *engine);
/* The records of an input, and those of them that were skipped. */
void wd_totals_count_input(struct wd_totals *totals, const struct wd_input_report *report);
/* After the end: the sums that only the report of an input knows, into the table. */
void wd_engine_count_input(struct wd_engine *engine, const struct wd_input_report *report);

#endif
