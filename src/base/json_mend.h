/* Mends what strict parsers refuse but a reader of logs can still use. */
#ifndef WHYDENIED_BASE_JSON_MEND_H
#define WHYDENIED_BASE_JSON_MEND_H

#include "whydenied/base/buf.h"

/* Appends `text` to `out` with these put right: bytes that are no UTF-8 and lone surrogates become
 * U+FFFD, raw control characters inside strings become escapes, integers of 19 digits and more
 * become reals. Returns whether anything was put right (and fitted into `out`). */
bool wd_json_mend(struct wd_buf *out, struct wd_str text);

#endif
