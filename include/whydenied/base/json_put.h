/* Writing JSON text piece by piece, where no tree is wanted. */
#ifndef WHYDENIED_BASE_JSON_PUT_H
#define WHYDENIED_BASE_JSON_PUT_H

#include "whydenied/base/buf.h"

void wd_json_put_string(struct wd_buf *out, struct wd_str s); /* with quotes and escapes */
/* A word without quotes: a JSON number, true, false or null as it is (nothing and ~ are null), anything
 * else as a string. Numbers of more than 18 digits are identifiers, and safe only as strings. */
void wd_json_put_plain(struct wd_buf *out, struct wd_str s);
bool wd_json_is_plain(struct wd_str s); /* would it be one of those? */

#endif
