/* JSON objects in which a name stands twice: one reading made of two. Works on the text, so that every
 * backend reads the same. */
#ifndef WHYDENIED_BASE_JSON_TWICE_H
#define WHYDENIED_BASE_JSON_TWICE_H

#include "whydenied/base/buf.h"
#include "whydenied/base/json.h"

/* A copy of well-formed JSON in which, of members of an object that bear the same name (escapes resolved),
 * only the first or the last keeps it; the others' names are crossed out. False without memory. */
bool wd_json_cross_out(struct wd_buf *out, struct wd_str text, enum wd_json_reading reading);

#endif
