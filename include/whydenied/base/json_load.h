/* Text to a jansson value, several times faster than jansson reads it. */
#ifndef WHYDENIED_BASE_JSON_LOAD_H
#define WHYDENIED_BASE_JSON_LOAD_H

#include <jansson.h>

#include "whydenied/base/str.h"

/* As json_loadb with JSON_REJECT_DUPLICATES. WD_PADDING bytes behind the text must be readable. NULL, or an answer
 * that jansson would give as well: whoever gets NULL asks jansson what is wrong. */
json_t *wd_json_load(struct wd_str text);

#endif
