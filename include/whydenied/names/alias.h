/* Invented names: the same name for the same thing throughout a report, and nothing left of the real one.
 *
 * A name is taken apart at what cannot be part of one ('/', ':', '@' …). What the clouds named themselves is kept
 * (collections, regions, services, predefined roles); everything else is replaced, whatever it looks like, by a word
 * for its kind and a number in order of first appearance. */
#ifndef WHYDENIED_NAMES_ALIAS_H
#define WHYDENIED_NAMES_ALIAS_H

#include "whydenied/base/buf.h"
#include "whydenied/base/error.h"

struct wd_aliases;

struct wd_aliases *wd_aliases_new(struct wd_error *err);
void wd_aliases_free(struct wd_aliases *aliases); /* accepts NULL */
/* Appends `name` with everything replaced. kind: the word for a part of which nothing else tells what it is:
 * "project". Lack of memory shows in `out`. */
void wd_alias_put(struct wd_aliases *aliases, struct wd_buf *out, const char *kind,
                  struct wd_str name);
/* Whether the name is a cloud's own throughout. */
bool wd_alias_keeps(struct wd_str name);

#endif
