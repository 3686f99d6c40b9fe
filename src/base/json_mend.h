/* Mends what strict parsers refuse, or read one way or another, but a reader of logs can still use. Works on the text,
 * so that every backend reads the same. */
#ifndef WHYDENIED_BASE_JSON_MEND_H
#define WHYDENIED_BASE_JSON_MEND_H

#include "whydenied/base/buf.h"
#include "whydenied/base/json.h"

/* Appends `text` to `out` with these put right: bytes that are no UTF-8 and lone surrogates become
 * U+FFFD, raw control characters inside strings become escapes, integers of 19 digits and more
 * become reals. Returns whether anything was put right (and fitted into `out`). */
bool wd_json_mend(struct wd_buf *out, struct wd_str text);

/* json_twice.c: one reading of objects in which a name stands twice. A copy of well-formed JSON in which, of members
 * of an object that bear the same name (escapes resolved), only the first or the last keeps it; the others' names are
 * crossed out. False without memory. */
bool wd_json_cross_out(struct wd_buf *out, struct wd_str text, enum wd_json_reading reading);

#endif
