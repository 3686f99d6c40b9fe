/* Log entries that were copied out of the Logs Explorer, rewritten as JSON.
 *
 * Appends one JSON value to `out` and returns whether the text was what it seemed; if not, `out` may hold
 * a part. Nesting is limited to WD_DEPTH_MAX. */
#ifndef WHYDENIED_INGEST_REWRITE_H
#define WHYDENIED_INGEST_REWRITE_H

#include "whydenied/base/buf.h"

bool wd_rewrite_explorer(struct wd_buf *out, struct wd_str text);

#endif
