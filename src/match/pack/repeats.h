/* What repeats in a regular expression, as texts: for each quantified part one that leads to it and one that it
 * takes.
 *
 * Read from the expression alone, so that a test of time need not hope that an example holds the run of bytes which
 * keeps the expression busy. Texts are samples: alternatives give their last branch, a class one of its members. */
#ifndef WHYDENIED_MATCH_PACK_REPEATS_H
#define WHYDENIED_MATCH_PACK_REPEATS_H

#include "whydenied/base/buf.h"

/* How many samples of a class are worth a look: letters, digits, signs and blanks in turn. */
enum { WD_REPEAT_KINDS = 6 };

/* One part; the texts die with the call. */
typedef void (*wd_repeat_fn)(void *context, struct wd_str lead, struct wd_str unit);

/* Every part that may be taken more than once, inner ones first, with the members of kind 0 to
 * WD_REPEAT_KINDS - 1 for classes. */
void wd_repeats_of(const char *re, unsigned kind, wd_repeat_fn tell, void *context);

/* Appends a text that the expression takes, as far as samples can tell. */
void wd_repeats_sample(const char *re, unsigned kind, struct wd_buf *out);

#endif
