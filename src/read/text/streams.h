/* Streams: what has to be remembered from line to line of one input.
 *
 * A stream is a pod, a build, a job's log, or the file itself. Each holds at most one open message
 * of several lines, and facts that earlier lines named. Slices are copied here: they outlive their
 * record. WD_STREAMS_MAX are open at once; the one unused for longest makes room, and its open
 * message is finished, not lost. */
#ifndef WHYDENIED_READ_TEXT_STREAMS_H
#define WHYDENIED_READ_TEXT_STREAMS_H

#include "read/reading.h"
#include "read/text/facts.h"

/* What a joiner says about the next line of its stream. */
enum wd_join {
    WD_JOIN_MORE,      /* belongs to the message; more may come */
    WD_JOIN_FOLD,      /* belongs to the line before: a blank goes between them */
    WD_JOIN_GLUE,      /* goes on in the middle of a name: nothing goes between them */
    WD_JOIN_END,       /* belongs to it and ends it */
    WD_JOIN_PUSH_BACK, /* does not belong to it and ends it */
    WD_JOIN_WAIT       /* does not belong to it; it stays open */
};
static inline bool wd_join_takes(enum wd_join verdict)
{
    return verdict != WD_JOIN_PUSH_BACK && verdict != WD_JOIN_WAIT;
}

struct wd_message {
    struct wd_buf text;
    unsigned lines; /* taken */
    unsigned seen;  /* lines of the stream since it opened, waited-for ones too */
    unsigned state; /* the joiner's own */
    unsigned depth; /* brackets open: the joiner's own, too */
    bool blank;     /* the line behind the last one that was taken or seen is blank */
    bool broken;    /* a line of it may have been broken in the middle of a word */
    bool passed;    /* since then, a line with a head of its own that did not belong to it */
    size_t indent;  /* bytes before the message proper in its first line, equal in all */
};

struct wd_joiner {
    const char *name;
    const char *separator; /* between lines: "\n", or "" for pieces of one line */
    /* Whether the line opens a message; may set state and indent. NULL: whoever knows opens it (wd_streams_open). */
    bool (*opens)(struct wd_reading *r, struct wd_str line, struct wd_message *message);
    enum wd_join (*next)(struct wd_reading *r, struct wd_str line, struct wd_message *message);
    /* The whole message as an event: the first line's facts stand in r->event already. */
    void (*finish)(struct wd_reading *r, struct wd_str text);
    bool
        waits; /* for echoes and details that may yet come; complete after some lines of something else */
};

extern const struct wd_joiner wd_join_traceback, wd_join_sdk_block, wd_join_log_exception,
    wd_join_odps, wd_join_xml, wd_join_wandb_response, wd_join_wandb_http, wd_join_gcloud,
    wd_join_partial, wd_join_failure, wd_join_oss_exception, wd_join_apt, wd_join_dialog;

/* joins.c: whose message the line opens, and how it begins; NULL: nobody's. */
const struct wd_joiner *wd_joiner_of(struct wd_reading *r, struct wd_str line,
                                     struct wd_message *ret_seed);
/* The next line of the message, which takes it or not; and whether that ended it. */
enum wd_join wd_message_take(struct wd_reading *r, const struct wd_joiner *joiner,
                             struct wd_message *message, struct wd_str line);
bool wd_message_is_over(const struct wd_message *message, enum wd_join verdict);
/* failure_body.c: brackets left open behind the line; strings of JSON do not go over lines. */
unsigned wd_failure_depth(struct wd_str line, unsigned depth);
/* An object of JSON from the line's first byte to its last. */
bool wd_failure_is_object(struct wd_str line);
/* The body names another right, account or cloud than the text before it. */
bool wd_failure_contradicts(struct wd_str text, struct wd_str body);
/* The same of the message that is open. */
bool wd_streams_contradict(struct wd_reading *r, struct wd_str body);
/* joins.c: a finished message of this record, which counts as one more; given after the record's own event. */
void wd_streams_add_part(struct wd_reading *r, struct wd_str text);
/* A `finish` that judges the whole text as it is. */
void wd_join_judged(struct wd_reading *r, struct wd_str text);

/* The sentence of the line before goes on in this one, broken to the width of a box or a terminal: WD_JOIN_FOLD or
 * WD_JOIN_GLUE; else WD_JOIN_WAIT. */
enum wd_join wd_failure_folds(const struct wd_reading *r, struct wd_str line,
                              const struct wd_message *message);

/* failure_address.c: the call's address stands below; behind the address the answer goes on; the address itself goes on. */
bool wd_failure_has_address_below(struct wd_str last, struct wd_str next);
bool wd_failure_goes_on_behind_address(struct wd_str last, struct wd_str next);
bool wd_failure_within_call(struct wd_str last, struct wd_str next);

/* failure_rbac.c: a cluster's sentence has not told where yet, and this may be it; a word of its frame was cut. */
bool wd_failure_goes_on_with_rbac(struct wd_str last, struct wd_str text, struct wd_str next);
bool wd_failure_cuts_rbac(struct wd_str last, struct wd_str text, struct wd_str next);

/* The last line is "OSError: Forbidden: b/acme-media/o/x", or an address, and nothing else: what was asked for. gcsfs tells
 * below it what was answered. */
bool wd_failure_says_what_was_asked(struct wd_str text);

/* MaxCompute's line of a code and the ids of what failed; the sentence follows below. */
bool wd_odps_names_ids(struct wd_str line);

/* ---- the table of streams: for streams.c, their facts, and joins.c, their messages ---- */

enum { KEPT_BODY = 16 * 1024 };

/* What belongs to a failure follows at once or behind a line or two of something else; an echo may
 * be some more lines away. */
enum { WD_FAILURE_GAP = 2, WD_FAILURE_WAIT = 8 };

/* What the first record said, but for its slices: they died with it. */
struct wd_head {
    wd_time time;
    enum wd_dialect dialect;
    enum wd_system system;
    enum wd_principal_kind principal_kind;
    int code, http_status;
    uint64_t dedup;
    enum wd_voice voice;
    unsigned short doubts;
    uint64_t row;
    bool own_log;
    bool zoneless;
};

/* A message and what its first record said. */
struct wd_joined {
    struct wd_joined *next; /* in the queue of finished ones */
    const struct wd_joiner *joiner;
    struct wd_message message;
    struct wd_facts facts;
    struct wd_head head;
    struct wd_looked looked; /* of a failure's first line */
    bool refused;            /* head.row is that of the line that refuses */
    bool part;               /* of a record that counts for another failure */
    struct wd_record where;
    struct wd_buf body; /* the first record: its fields if it is small JSON, its line if text */
};

struct wd_stream {
    uint64_t key; /* 0: unused */
    uint64_t touched;
    enum wd_dialect dialect;
    struct wd_joined *open;
    struct wd_facts context;
};

struct wd_streams {
    struct wd_stream stream[WD_STREAMS_MAX];
    struct wd_joined *first, **last; /* finished, in order */
    struct wd_joined *taken;         /* the one whose event is in use */
    uint64_t clock;
    unsigned open;     /* streams with a message */
    unsigned failures; /* of these, the messages that wait */
    unsigned quiet;    /* lines of no interest since one was taken */
    uint64_t raised;   /* the exception of tracebacks that follow each other at once; 0: none do */
    bool raised_first; /* the first of them is not told yet */
    bool raised_on;    /* the next one follows */
    bool lacked;       /* memory, for something that this record said */
};

/* The stream of this record; NULL if it has none and none shall be made. */
struct wd_stream *wd_stream_of(struct wd_reading *r, bool make);
void wd_joined_free(struct wd_joined *joined);
/* To the queue of finished messages. */
void wd_stream_finish(struct wd_streams *streams, struct wd_stream *stream);

/* ---- for dialects ---- */

struct wd_streams *wd_streams_new(void);
void wd_streams_free(struct wd_streams *streams);
void wd_streams_clear(struct wd_streams *streams);

/* Changes whenever a stream is looked at: a record that does so cannot be read again. */
uint64_t wd_streams_clock(const struct wd_streams *streams);
/* Whether memory was lacking for something to be remembered since this was last asked. */
bool wd_streams_lacked(struct wd_streams *streams);
/* Messages open in all streams. */
unsigned wd_streams_open_count(const struct wd_streams *streams);
/* A line without a word of interest: true if no message of its stream can want it. */
bool wd_streams_pass(struct wd_reading *r, struct wd_str line);
/* Many at once: none that a message may want by how it begins, and no more than they wait for (0: some want more than such
 * lines); then how many there were. */
bool wd_streams_may_want(struct wd_str line);
size_t wd_streams_wait_for(const struct wd_streams *streams);
void wd_streams_passed(struct wd_streams *streams, uint64_t lines);
/* True: the line belongs to a longer message, the stream's open one or a new one, and was kept;
 * r->event is its context event. */
bool wd_streams_go_on(struct wd_reading *r, struct wd_str line);
bool wd_streams_begin(struct wd_reading *r, struct wd_str line);
/* A text that holds all its lines already: read by the joiner that would have opened it, if any. */
bool wd_streams_whole(struct wd_reading *r, struct wd_str text);
/* Opens a message that no line recogniser opens (r->event: its facts); false if the text is longer than a message may be. */
bool wd_streams_open(struct wd_reading *r, const struct wd_joiner *joiner, struct wd_str text);
/* Offers a line to the open message only. */
bool wd_streams_continue(struct wd_reading *r, const struct wd_joiner *joiner, struct wd_str text);

/* A fact for later lines of this stream, replacing an earlier one of the same slot. */
void wd_streams_remember(struct wd_reading *r, enum wd_slot slot, struct wd_str s);
/* The same, of what is likely and no more. */
void wd_streams_guess(struct wd_reading *r, enum wd_slot slot, struct wd_str s);
void wd_streams_forget(struct wd_reading *r, enum wd_slot slot);
/* Fills empty slots with what the stream named (trust: inferred). */
void wd_streams_recall(struct wd_reading *r);
/* Lines of a stream once known to be a build's log stay so. */
void wd_streams_set_dialect(struct wd_reading *r, enum wd_dialect dialect);
enum wd_dialect wd_streams_dialect(struct wd_reading *r);

/* delivered.c: the next finished message as an event; 0: none is left. */
int wd_streams_take(struct wd_normaliser *n, struct wd_event *ret_event,
                    struct wd_record *ret_where);
void wd_streams_end_all(struct wd_streams *streams);

/* context.c: lines that deny nothing but name things. True: this was one. */
bool wd_context_read(struct wd_reading *r, struct wd_str line);
/* What the lines right above a refusal name that it does not. */
void wd_context_above(struct wd_reading *r, struct wd_str line);
/* context_bucket.c: of a refusal that names no bucket, the one that a copy above it names. */
void wd_context_bucket(struct wd_reading *r, struct wd_str refusal);
/* context_image.c: does the line name what is pushed or pulled? Later lines are about it. */
bool wd_context_image(struct wd_reading *r, struct wd_str line);
/* "Error pulling and saving image HOST/P/IMAGE:" */
bool wd_context_ends_in_image(struct wd_str line);
/* The image in quotes on one of the two lines above; empty: none of a registry of ours. */
struct wd_str wd_context_image_above(struct wd_str before);
/* An answer that stands alone, behind the words above it that end in a colon and say what it answers. */
struct wd_str wd_context_announced(struct wd_reading *r, struct wd_str line);
/* text.c: W&B's and Cloud Build's lines are told by their own marks. */
void wd_text_set_dialect(struct wd_reading *r, struct wd_str line);
/* text.c: one line that refuses, or may: what it says goes into the event. */
void wd_read_told(struct wd_reading *r, struct wd_str line);
/* error_info.c: what ErrorInfo tells, from its opening on. */
void wd_text_error_info(struct wd_reading *r, struct wd_str info);
/* One member of it, "permission"; empty: it has none. */
struct wd_str wd_error_info_value(struct wd_str info, struct wd_str key);
/* text_facts.c: facts that stand in a text in a fixed form (trust: text). */
void wd_text_facts(struct wd_reading *r, struct wd_str text);
/* The same of all texts of a record that was judged. */
void wd_texts_facts(struct wd_reading *r);

#endif
