/* Log entries that were printed as something else than JSON, rewritten as JSON.
 *
 * Each function appends one JSON value to `out` and returns whether the text was what it seemed;
 * if not, `out` may hold a part. Nesting is limited to WD_DEPTH_MAX. */
#ifndef WHYDENIED_INGEST_REWRITE_H
#define WHYDENIED_INGEST_REWRITE_H

#include "whydenied/base/buf.h"

/* 1, 0 no YAML (or no libyaml), -1 lack of memory. */
int wd_rewrite_yaml(struct wd_buf *out, struct wd_str document);
bool wd_rewrite_yaml_is_there(void);
bool wd_rewrite_explorer(struct wd_buf *out, struct wd_str text);

/* Shared by both. */
void wd_rewrite_string(struct wd_buf *out, struct wd_str s); /* with quotes and escapes */
/* A word without quotes: a JSON number, true, false or null as it is, anything else as a string. */
void wd_rewrite_scalar(struct wd_buf *out, struct wd_str s);

#endif
