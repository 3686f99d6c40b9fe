/* A jansson value as text, and from text. */
#ifndef WHYDENIED_BASE_JSON_VALUE_H
#define WHYDENIED_BASE_JSON_VALUE_H

#include <jansson.h>

#include "whydenied/base/json.h"

/* As json_dumps, to be freed; NULL without memory. json_dumps itself may leave out a name for which it
 * finds no memory, and give the rest as if all were well (jansson 2.14). */
char *wd_json_dump(const json_t *value, size_t flags);

/* As json_loadb with JSON_REJECT_DUPLICATES, several times faster. WD_PADDING bytes behind the text must be readable.
 * NULL, or an answer that jansson would give as well: whoever gets NULL asks jansson what is wrong. */
json_t *wd_json_load(struct wd_str text);

/* A value of the view, built whole; NULL as above. */
json_t *wd_json_value(struct wd_jv v);

#endif
