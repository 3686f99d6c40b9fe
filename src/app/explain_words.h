/* What both halves of the text of `explain` are written with. Everything passes redaction and the escaping for
 * terminals: the message is whoever's text. */
#ifndef WHYDENIED_APP_EXPLAIN_WORDS_H
#define WHYDENIED_APP_EXPLAIN_WORDS_H

#include "app/explain.h"

enum wd_explain_word {
    W_WHO,
    W_WHAT,
    W_ON,
    W_WHY,
    W_FIX,
    W_EDIT,
    W_RULE,
    W_CHECK,
    W_MORE,
    W_UNKNOWN,
    W_NOTHING,
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
