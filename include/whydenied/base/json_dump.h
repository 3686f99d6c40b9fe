/* A jansson value as text. */
#ifndef WHYDENIED_BASE_JSON_DUMP_H
#define WHYDENIED_BASE_JSON_DUMP_H

#include <jansson.h>

/* As json_dumps, to be freed; NULL without memory. json_dumps itself may leave out a name for which it
 * finds no memory, and give the rest as if all were well (jansson 2.14). */
char *wd_json_dump(const json_t *value, size_t flags);

#endif
