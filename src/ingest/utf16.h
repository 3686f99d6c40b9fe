/* UTF-16 on its way in: exports of Windows consoles (`> file` in PowerShell) are that. Told by the
 * byte order mark, or without one by every other byte of the beginning being zero. */
#ifndef WHYDENIED_INGEST_UTF16_H
#define WHYDENIED_INGEST_UTF16_H

#include "whydenied/base/str.h"

enum wd_utf16 { WD_UTF16_NONE, WD_UTF16_LE, WD_UTF16_BE };

enum wd_utf16 wd_utf16_detect(struct wd_str head);

/* Converts as many whole characters as `from` holds; a pair of surrogates that is not whole yet is
 * left for the next call unless `last`. `to` needs room for 3 bytes for every 2. Returns the bytes
 * written; *ret_used of `from`. What is no character becomes U+FFFD. */
size_t wd_utf16_convert(enum wd_utf16 order, struct wd_str from, bool last, char *to,
                        size_t *ret_used);
/* Where single bytes go on, as they do when one program's console writes UTF-16 into a file and another program appends its
 * lines; or a mark of the other byte order, of a file behind the file; from.len if nowhere. Single bytes of less than WD_UTF16_LOOK
 * before the end cannot be told. */
enum { WD_UTF16_LOOK = 64 };
size_t wd_utf16_end(enum wd_utf16 order, struct wd_str from);
/* What stands there: UTF-16 whose mark says the other order, or single bytes. */
enum wd_utf16 wd_utf16_behind(enum wd_utf16 order, struct wd_str rest);
/* Whether text that begins at a character ends within one: by a single byte, or after half of a pair. */
bool wd_utf16_cut(enum wd_utf16 order, struct wd_str text);

#endif
