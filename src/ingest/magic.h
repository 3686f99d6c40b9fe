/* Content that is no log text, told by its first bytes. */
#ifndef WHYDENIED_INGEST_MAGIC_H
#define WHYDENIED_INGEST_MAGIC_H

#include "whydenied/ingest.h"

/* Why this cannot be read as text ("is a zip archive"), or NULL. Compressions we can read are no
 * reason: see wd_magic_compression. *ret_may_be_log: there may be logs in it, packed or damaged; an image
 * or a program holds none. Looks at the first 4 KiB. */
const char *wd_magic_unreadable(struct wd_str head, bool *ret_may_be_log);
enum wd_compression wd_magic_compression(struct wd_str head); /* by its beginning */
/* Mostly control characters. Zeros together count as one: truncating a log in use leaves holes. */
bool wd_magic_is_binary(struct wd_str bytes);

#endif
