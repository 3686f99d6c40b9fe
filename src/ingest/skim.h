/* Finds where a JSON object or array ends by counting brackets, 64 bytes at a time.
 *
 * For text that is trusted to be JSON: what it finds is right if the parser takes it, and framed
 * again by scan.h if not. It gives up early where it can tell that something is wrong. */
#ifndef WHYDENIED_INGEST_SKIM_H
#define WHYDENIED_INGEST_SKIM_H

#include <stdint.h>

#include "whydenied/base/str.h"

/* The length of the value that starts at text[0] with a bracket, and the newlines in it. 0 if it does
 * not end within `len`, has a newline inside a string, or this processor has no SSE2. Up to
 * WD_PADDING bytes behind the text are read. */
size_t wd_skim_value(const char *text, size_t len, uint64_t *ret_lines);

#endif
