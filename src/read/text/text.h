/* Helpers of the text dialect. */
#ifndef WHYDENIED_READ_TEXT_TEXT_H
#define WHYDENIED_READ_TEXT_TEXT_H

#include "read/reading.h"

/* Colours off, full-width colon and curly apostrophe to their ASCII kin; copies only if needed. */
struct wd_str wd_text_plain(struct wd_arena *arena, struct wd_str text);
/* Carrier prefixes off: CRI, kubectl, time, function logs, build steps. Time and stream go into the
 * reading. */
struct wd_str wd_text_unprefixed(struct wd_reading *r, struct wd_str line);
/* normalise.c: reads r->root if a dialect other than "any JSON" recognises it. */
bool wd_read_known(struct wd_reading *r);

#endif
