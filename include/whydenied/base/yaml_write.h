/* A jansson value as YAML that people edit: blocks, quotes where they are needed, nothing escaped that can be
 * read. Read back with texts as texts it gives the same value. */
#ifndef WHYDENIED_BASE_YAML_WRITE_H
#define WHYDENIED_BASE_YAML_WRITE_H

#include <jansson.h>

#include "whydenied/base/buf.h"

/* Members named in `blocks` (ended by NULL) are written as blocks when they are long, so that no line of theirs
 * is folded. False without memory. */
bool wd_yaml_write(struct wd_buf *out, const json_t *value, const char *const *blocks);

#endif
