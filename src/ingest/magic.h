/* Content that is no log text, told by its first bytes. */
#ifndef WHYDENIED_INGEST_MAGIC_H
#define WHYDENIED_INGEST_MAGIC_H

#include "whydenied/base/str.h"

/* Why this cannot be read as text ("is a zip archive"), or NULL. Compressions we can read are no
 * reason: see wd_magic_is_compressed. *ret_may_be_log: there may be logs in it, packed or damaged; an image
 * or a program holds none. Looks at the first 4 KiB. */
const char *wd_magic_unreadable(struct wd_str head, bool *ret_may_be_log);
bool wd_magic_is_compressed(struct wd_str head); /* gzip or zstd */
/* Mostly control characters. Leading NULs, which truncating a log in use leaves, do not count. */
bool wd_magic_is_binary(struct wd_str bytes);

#endif
