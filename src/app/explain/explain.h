/* `explain`: what one message went through, gathered once and drawn as text or JSON. */
#ifndef WHYDENIED_APP_EXPLAIN_H
#define WHYDENIED_APP_EXPLAIN_H

#include "app/app.h"
#include "whydenied/run/bench.h"

struct wd_explain {
    const struct wd_options *options;
    struct wd_app_run frame;
    struct wd_str text;    /* what was given */
    struct wd_bench bench; /* `seen` is the event that is explained */
    struct wd_input_report input;
    struct wd_trial *trials; /* of that event, in order of trial */
    size_t trial_count, trial_cap;
    bool no_memory;
    const struct wd_incident *incident; /* NULL: nothing was refused, or no rule knows it */
    const struct wd_plan *plan;         /* of every incident; `planned` is this one's place in it */
    size_t planned;
    const char *link; /* to a troubleshooter, which the message carries; or NULL */
    struct wd_document *document;
};

/* JSON that ends in the middle, with what is missing put behind it and the value at the cut left out. False: it does
 * not. */
bool wd_explain_complete(struct wd_str text, struct wd_buf *out);
/* A block whose lines are all indented, at the margin. False: they are not. */
bool wd_explain_dedent(struct wd_str text, struct wd_buf *out);
/* What was pasted, without what mails, browsers and chats put into it: quotation marks of mails, invisible characters,
 * blanks that are none, HTML's names of characters. False: there is nothing of the kind. */
bool wd_explain_clean(struct wd_str text, struct wd_buf *out);
/* Lines that a terminal broke at its width, or a shell's backslash, in one. A guess: where the names are cut nobody says.
 * False: no line is as long as that. */
bool wd_explain_unfold(struct wd_str text, struct wd_buf *out);
/* Every paragraph on one line. A guess likewise. False: there is none of two lines. */
bool wd_explain_refill(struct wd_str text, struct wd_buf *out);
/* The lines on top; with -v how it was read and which rules were tried. */
void wd_explain_text(const struct wd_explain *explain, struct wd_output *out);
/* Whether those lines are all; else the report follows. */
bool wd_explain_is_short(const struct wd_explain *explain);
/* The report as one JSON object with "trace". NULL without memory. */
json_t *wd_explain_json(const struct wd_explain *explain, struct wd_error *err);

/* ---- explain_words.c --------------------------------------------------------------------------------- */

/* What both halves of the text are written with. Everything passes redaction and the escaping for
 * terminals: the message is whoever's text. */
enum wd_explain_word {
    W_WHO,
    W_WHAT,
    W_ON,
    W_WHY,
    W_FIX,
    W_AND,
    W_EDIT,
    W_RULE,
    W_ALSO,
    W_FURTHER,
    W_ROLE,
    W_CHECK,
    W_MORE,
    W_UNKNOWN,
    W_DAMAGED,
    W_NOTHING,
    W_EMPTY,
    W_NO_CLOUD,
    W_FOREIGN,
    W_UNMATCHED,
    W_READ,
    W_FORMAT,
    W_DIALECT,
    W_EVENT,
    W_TEXT,
    W_TRIED,
    W_WINS,
    W_HIDDEN,
    W_NEAR,
    W_ANSWER,
    W_COUNT
};

const char *wd_explain_say(const struct wd_explain *explain, enum wd_explain_word word);
/* Redacted, visible, cut with its length told. */
void wd_explain_put(struct wd_output *out, struct wd_str s);
void wd_explain_label(struct wd_output *out, const char *label);
/* A label and a value. */
void wd_explain_line(struct wd_output *out, const char *label, struct wd_str value);
/* The same of a sentence of rules or of ours, which is wrapped; what the message says is not. */
void wd_explain_prose(const struct wd_explain *explain, struct wd_output *out, const char *label,
                      struct wd_str sentence);
void wd_explain_heading(struct wd_output *out, const char *heading);
/* explain_trace.c: how the message was read, which rules were tried. */
void wd_explain_trace(const struct wd_explain *explain, struct wd_output *out);

#endif
